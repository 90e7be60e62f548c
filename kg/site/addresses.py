"""Where the page of a thing lies: the path follows the thing's IRI.

Takes an IRI; gives a path inside the site (`case/x/claim/c1.html`) with a fragment where the thing
is a part of a page, or nothing for a thing without a page. Links are relative: the site opens from
any folder.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model import iris

_HAS_PAGE = re.compile(r"case/[^/]+/(claim|element|source)/[^/]+|theory/[^/]+/[^/]+")
_HAS_INDEX = re.compile(r"case/[^/]+|theory/[^/]+")
_IN_CASE = re.compile(r"case/(?P<case>[^/]+)/(?P<sort>silence|edge|passage|segment|citation)/(?P<tail>.+)")
_PASSAGE = re.compile(r"(?P<source>.+)-(?P<start>\d+)-(?P<end>\d+)")
_SEGMENT = re.compile(r"(?P<source>.+)-s(?P<number>\d+)")


@lru_cache(maxsize=65536)
def page_of(iri: str) -> str:
    """Find the page that shows a thing, with a fragment if it is a part of one; give nothing if none does.

    >>> page_of(iris.claim("x", "c1")), page_of(iris.case("x"))
    ('case/x/claim/c1.html', 'case/x/index.html')
    >>> page_of(iris.passage("x", "report", 3, 9))
    'case/x/source/report.html#p-3-9'
    >>> page_of(iris.citation("x", "report", "k1"))
    'case/x/source/report.html#cite-k1'
    >>> page_of("http://elsewhere.example/")
    ''
    """
    if not iri.startswith(iris.BASE):
        return ""
    path = iri[len(iris.BASE) :]
    if path.startswith("ontology#"):
        return f"kinds.html#{fragment(path.partition('#')[2])}"
    if _HAS_INDEX.fullmatch(path):
        return f"{safe(path)}/index.html"
    if _HAS_PAGE.fullmatch(path):
        return f"{safe(path)}.html"
    part = _IN_CASE.fullmatch(path)
    return _part_of_a_page(**part.groupdict()) if part else ""


def page_of_question(question: str) -> str:
    """Name the page of a named question.

    >>> page_of_question("cq-19")
    'questions/cq-19.html'
    """
    return f"questions/{safe(question)}.html"


def fragment(tail: str) -> str:
    """Name the place on a page for the last part of an IRI.

    >>> fragment("r1-field--avoidance"), fragment("a b")
    ('r1-field--avoidance', 'a-20b')
    """
    return safe(tail).replace("/", "-")


def safe(path: str) -> str:
    """Clean a path to letters, digits, dots, hyphens and low lines, with no step upwards.

    >>> safe("case/x/claim/c1"), safe("case/../x"), safe("a<b")
    ('case/x/claim/c1', 'case/-2e-2e/x', 'a-3cb')
    """
    clean = re.sub(r"[^A-Za-z0-9._/-]", lambda m: f"-{ord(m[0]):x}", path)
    return "/".join(step.replace(".", "-2e") if set(step) == {"."} else step for step in clean.split("/"))


@lru_cache(maxsize=65536)
def relative(target: str, page: str) -> str:
    """Write a link from one page of the site to another.

    >>> relative("case/x/claim/c1.html#why", "zh/index.html")
    '../case/x/claim/c1.html#why'
    """
    path, mark, place = target.partition("#")
    if path == page and mark:
        return mark + place
    here, there = page.split("/")[:-1], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:]) + mark + place


def _part_of_a_page(case: str, sort: str, tail: str) -> str:
    """Find the page and fragment of a thing that is shown on another thing's page."""
    if sort == "silence":
        return f"case/{safe(case)}/silences.html#{fragment(tail)}"
    if sort == "edge":
        return f"case/{safe(case)}/inferred.html#{fragment(tail)}"
    if sort == "citation" and "~" in tail:
        source, _, name = tail.partition("~")
        return f"case/{safe(case)}/source/{safe(source)}.html#{fragment(f'cite-{name}')}"
    passage = _PASSAGE.fullmatch(tail)
    if sort == "passage" and passage:
        place = f"p-{passage['start']}-{passage['end']}"
        return f"case/{safe(case)}/source/{safe(passage['source'])}.html#{place}"
    segment = _SEGMENT.fullmatch(tail)
    if sort == "segment" and segment:
        return f"case/{safe(case)}/source/{safe(segment['source'])}.html#s{int(segment['number'])}"
    return ""
