"""What the query page loads beside the engine: the dataset, its reasons when a query needs them, what things are called.

Takes the book and both as N-Quads; gives the text of three classic scripts, the only kind of
file that a page opened from a folder may read. Each only sets one name; nothing in it runs.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from kg.asking import catalog
from kg.export.downloads import LEVEL
from kg.model.iris import BASE, PREFIXES, TERMS
from kg.model.vocabulary import OF_REASONS
from kg.project import OWN
from kg.site.lens import page_for
from kg.verdicts.renamed import RENAMED
from kg.verdicts.values import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.asking import NamedQuery
    from kg.site.book import Book

DATASET, REASONS, NAMES = "dataset-nq.js", "reasons-nq.js", "query-names.js"
FOR_THE_TOOL = ("coverage-", "diff-", "explain-", "site-", "trace-")
"""How the names of reports begin that feed pages and commands, and that nobody asks by hand."""
CHOSEN = {"case", "claim", "concept", "element"}
"""The parameters for which the page has a list to choose from."""
_LINE = re.compile(r"(\S+) (\S+) (.+?)(?: (<[^>\s]*>))? \.")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def query_files(book: Book, nquads: bytes, reasons: bytes) -> dict[str, str]:
    """Write the text of each file, by its name.

    Args:
        book: the names, pages and questions.
        nquads: the dataset, sorted.
        reasons: why its inferred edges hold, sorted.
    """
    dataset, why = packed(nquads), packed(reasons)
    names = {
        "base": BASE,
        "prefixes": PREFIXES,
        "names": list(_names(book)),
        "reasons": OF_REASONS,
        "verdicts": VERDICTS,
        "renamed": RENAMED,
        "hashes": {"dataset": dataset["sha256"], "reasons": why["sha256"]},
        "questions": [_question(query) for query in (*catalog(), *book.own_queries) if _is_for_people(query)],
    }
    return {
        DATASET: _script("kgDataset", _squeezed(dataset)),
        REASONS: _script("kgReasons", _squeezed(why)),
        NAMES: _script("kgNames", names),
    }


def packed(nquads: bytes) -> dict[str, Any]:
    r"""Pack a dataset so that each term stands there once: about a tenth of the size of the N-Quads.

    `rows` names the terms of each line, graph last, by their numbers in base 36; an empty place
    repeats the line above. `sha256` is the hash of the N-Quads.

    >>> packed(b"<x:a> <x:p> \"1\" <x:g> .\n<x:a> <x:p> \"2\" <x:g> .\n")["rows"]
    '0,1,2,3;,,4,'
    """
    numbers: dict[str, int] = {}
    rows = []
    above = [""] * 4
    for line in nquads.decode().splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"not a line of N-Quads: {line[:60]}")
        terms = [term or "" for term in match.groups()]
        new = [_base36(numbers.setdefault(t, len(numbers))) for t in terms]
        rows.append(",".join("" if t == old else n for t, old, n in zip(terms, above, new, strict=True)))
        above = terms
    return {
        "sha256": hashlib.sha256(nquads).hexdigest(),
        "quads": len(rows),
        "terms": list(numbers),
        "rows": ";".join(rows),
    }


def _squeezed(data: dict[str, Any]) -> dict[str, Any]:
    """Pack terms and rows once more, as gzip in base64, which the worker unpacks: a third of the size."""
    body = json.dumps(
        {name: data[name] for name in ("terms", "rows")}, ensure_ascii=False, separators=(",", ":")
    )
    held = base64.b64encode(gzip.compress(body.encode(), LEVEL, mtime=0)).decode()
    return {"sha256": data["sha256"], "quads": data["quads"], "packed": held}


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if number == 0:
            return digits


def _names(book: Book) -> Iterator[list[str]]:
    """Name everything with a label or a page: short IRI, English, Chinese, page, sort."""
    index = book.index
    for iri in dict.fromkeys([*index.facts.names, *sorted(index.with_page)]):
        name = index.facts.names.get(iri)
        texts = name.texts if name else {}
        page = page_for(index, iri)
        yield [iri.removeprefix(BASE), texts.get("en", ""), texts.get("zh", ""), page, _sort(book, iri)]


def _sort(book: Book, iri: str) -> str:
    """Choose as what sort of thing the page may offer it."""
    facts = book.index.facts
    groups = {
        "claim": facts.claims,
        "element": facts.elements,
        "concept": facts.concepts,
        "case": facts.cases,
        "edge": facts.edges,
        "class": facts.kinds,
    }
    found = next((sort for sort, members in groups.items() if iri in members), "")
    is_property = not found and re.fullmatch(f"{re.escape(TERMS)}[a-z][A-Za-z]*", iri)
    return "property" if is_property else found


def _is_for_people(query: NamedQuery) -> bool:
    """Tell whether a query is one of the questions, or a report that one may ask for by hand."""
    if query.group == "reports":
        return not query.slug.startswith(FOR_THE_TOOL) and set(query.parameters) <= CHOSEN
    return query.group in {"competency", OWN}


def _question(query: NamedQuery) -> dict[str, Any]:
    return {
        "name": query.name,
        "group": query.group,
        "theme": query.theme,
        "title": [query.title, query.title_zh],
        "question": [query.question, query.question_zh],
        "parameters": list(query.parameters),
        "sparql": query.sparql,
    }


def _script(name: str, value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.{name}={text};\n"
