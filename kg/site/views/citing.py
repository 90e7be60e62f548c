"""How to cite a claim: its lasting name, a line of text, an entry for BibTeX.

Takes the book, a lens and a claim; gives `Citation`. It names the coders of the case, the claim, the project, its source as
the case labels it, and the tool by its version: no clock, and nothing about the source beyond its label.
No hash of the data either, since each would change with every word of it: the page of downloads has them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.records.facts import Claim
    from kg.site.book import Book
    from kg.site.lens import Lens

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{letter: "\\" + letter for letter in "#$%&_"},
    }
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim as others cite it."""

    iri: str
    text: str
    bibtex: str


def citation_of(book: Book, lens: Lens, claim: Claim) -> Citation:
    """Say how to cite a claim in the language of the page."""
    facts = lens.index.facts
    case = lens.name(claim.case).text
    lines = lens.index.lines_of.get(claim.iri, ())
    sources = {p.source for p in lens.passages(claim)}
    sources |= {facts.citations[c].source for line in lines for c in line.citations if c in facts.citations}
    sources = sources or {s.iri for s in facts.sources.values() if s.case == claim.case}
    places = {
        "sentence": lens.name(claim.iri).text,
        "claim": claim.identifier,
        "case": case,
        "source": lens.joined(sorted(lens.name(iri).text for iri in sources)),
        "said": lens.said(claim.status),
        "author": lens.cited_as(book.authors_of(claim.case)),
        "title": lens.title.text,
        "tool": book.tool,
        "iri": claim.iri,
    }
    return Citation(claim.iri, lens.t("cite.text", **places), _entry(lens, places, claim))


def _entry(lens: Lens, places: dict[str, str], claim: Claim) -> str:
    """Write an entry for BibTeX."""
    key = re.sub(r"[^A-Za-z0-9-]", "-", f"{claim.case.rstrip('/').rpartition('/')[2]}-{claim.identifier}")
    fields = (
        ("author", "{" + tex(places["author"]) + "}"),
        ("title", tex(places["sentence"])),
        ("howpublished", tex(lens.t("cite.within", **places))),
        ("note", tex(lens.t("cite.note", **places))),
    )
    lines = "".join(f"  {name} = {{{words}}},\n" for name, words in fields)
    return f"@misc{{tongban-{key},\n{lines}}}"


def tex(words: str) -> str:
    r"""Escape words so that TeX prints them, whatever is in them.

    >>> print(tex("50 % of {x}"), tex("a_b"))
    50 \% of \{x\} a\_b
    """
    return " ".join(words.split()).translate(_SPECIAL)
