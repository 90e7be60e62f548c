"""The pages one looks things up in: frameworks, kinds, method, licences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.export.dataset import DESCRIPTIONS
from kg.model.iris import local_name
from kg.site.addresses import fragment
from kg.site.index import LEVELS
from kg.site.views.citing import tex
from kg.site.words import Text

if TYPE_CHECKING:
    from kg.site.book import Book
    from kg.site.lens import Lens

DATASET = "n-quads"
CITATION = """\
@misc{{tongban-kg,
  title = {{{title}}},
  author = {{{author}}},
{doi}  howpublished = {{{tool}}},
  note = {{Dataset with SHA-256 {digest}}}
}}
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept in a list, with its definitions."""

    iri: str
    definitions: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class KindEntry:
    """A kind with what is of it."""

    iri: str
    id: str
    hue: int
    definitions: tuple[Text, ...]
    members: tuple[str, ...]
    is_leaf: bool


def framework_page(book: Book, lens: Lens, framework: str) -> dict[str, Any]:
    """Make the values of the page of a framework: its concepts by kind, and the relations that it brings."""
    facts = book.index.facts
    groups: dict[str, list[Entry]] = {}
    for concept in facts.concepts.values():
        if concept.framework == framework:
            groups.setdefault(concept.kind, []).append(Entry(concept.iri, definitions(lens, concept.iri)))
    order = sorted(groups, key=lambda kind: (book.hues.get(kind, 0), kind))
    return {
        "framework": framework,
        "cases": facts.frameworks[framework],
        "definitions": definitions(lens, framework),
        "relations": [
            Entry(relation.iri, definitions(lens, relation.iri))
            for relation in facts.relations.values()
            if relation.framework == framework
        ],
        "groups": [
            {"kind": k, "id": local_name(k), "hue": book.hues.get(k, 0), "concepts": groups[k]} for k in order
        ],
    }


def kinds_page(book: Book, lens: Lens) -> dict[str, Any]:
    """Make the values of the list of kinds: everything there is, by what it is."""
    facts = book.index.facts
    members: dict[str, list[str]] = {}
    things = [(concept.kind, concept.iri) for concept in facts.concepts.values()]
    things += [(element.kind, element.iri) for element in facts.elements.values() if not element.concept]
    for kind, iri in things:
        members.setdefault(kind, []).append(iri)
    levels = []
    for level in LEVELS:
        kinds = [
            k for k in facts.kinds.values() if local_name(k.top) == level and k.iri in book.index.listed_kinds
        ]
        kinds.sort(key=lambda k: (book.hues.get(k.iri, 0), k.iri))
        entries = [_kind(book, lens, kind.iri, members) for kind in kinds]
        levels.append({"title": lens.own(f"level.{level}"), "kinds": entries})
    return {"levels": [level for level in levels if level["kinds"]], "frameworks": list(facts.frameworks)}


def method_page(book: Book, lens: Lens) -> dict[str, Any]:
    """Make the values of the page on method: the marks and the verdicts, and how often each is used."""
    facts = book.index.facts
    counts: dict[str, int | None] = {}
    for claim in facts.claims.values():
        counts[claim.status] = (counts.get(claim.status) or 0) + 1
    for silence in facts.silences.values():
        counts[silence.verdict] = (counts.get(silence.verdict) or 0) + 1
    rows = [{"status": status, "n": counts.get(status)} for status in lens.statuses]
    stand = Counter(cell.verdict for cell in book.index.cells.values())
    checked = [(key, book.report[key]) for key in ("checked", "skipped", "failed") if key in book.report]
    cited = book.report.get("evidence", {}).get("locators", 0)
    checked += [("by_locator", cited)] if cited else []
    return {
        "mark_rows": rows,
        "verdict_rows": [(verdict, stand[verdict]) for verdict in facts.verdicts],
        "checked": checked,
    }


def licences_page(book: Book, lens: Lens) -> dict[str, Any]:
    """Make the values of the page on licences."""
    return {
        "sources": list(book.index.facts.sources.values()),
        "packages": book.bundled,
        "licence": licence_words(book, lens),
    }


def licence_words(book: Book, lens: Lens) -> str:
    """Say under which licence the coding is."""
    licence = book.project.licence
    return lens.t("licences.coding", licence=licence) if licence else lens.t("licences.coding_unsaid")


def download_page(book: Book, lens: Lens) -> dict[str, Any]:
    """Make the values of the page of downloads: files, hashes, licences, how to cite."""
    whole = {file.format: file for file in book.downloads if file.media_type == "application/n-quads"}
    project = book.project
    names = [lens.choose(author.name).text for author in project.authors] or [lens.cited_as(())]
    bibtex = CITATION.format(
        title=tex(lens.title.text),
        author=" and ".join("{" + tex(name) + "}" for name in names),
        doi=f"  doi = {{{project.doi}}},\n" if project.doi else "",
        tool=tex(book.tool),
        digest=whole[DATASET].sha256_unpacked,
    )
    return {
        "files": book.downloads,
        "bibtex": bibtex,
        "whole": whole.values(),
        "cases": book.hashes,
        "licence": licence_words(book, lens),
        "descriptions": DESCRIPTIONS if project.authors else DESCRIPTIONS[:1],
    }


def definitions(lens: Lens, iri: str) -> tuple[Text, ...]:
    """Find the definitions of a thing, those of the reader's language first and alone if there are any."""
    found = [note for note in lens.index.facts.notes.get(iri, ()) if note.property == "definition"]
    own = [note for note in found if note.language == lens.t.language] or found
    return tuple(Text(note.text, lens.tag_of(note.language)) for note in own)


def _is_leaf(book: Book, kind: str) -> bool:
    return not any(kind in other.parents for other in book.index.facts.kinds.values())


def _kind(book: Book, lens: Lens, iri: str, members: dict[str, list[str]]) -> KindEntry:
    own = tuple(members.get(iri, ()))
    hue = book.hues.get(iri, 0)
    return KindEntry(iri, fragment(local_name(iri)), hue, definitions(lens, iri), own, _is_leaf(book, iri))
