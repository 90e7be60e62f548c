"""What a page is about, as JSON-LD for machines that read pages.

Takes the facts; gives plain values: schema.org's words where it has them (Claim, DefinedTerm,
Quotation, Dataset), the ontology's own for the rest. The context stands in the page, because a
reader of the page may be offline; the whole description of a thing is in the Turtle beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import iris
from kg.model.project import licence_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model.project import Author, Project
    from kg.records.facts import Claim
    from kg.site.book import Book
    from kg.site.lens import Lens

CONTEXT = {"@vocab": "https://schema.org/", "kg": iris.TERMS}
_MARKS = ("status", "role", "modality", "polarity", "confidence", "stage")

Values = dict[str, Any]


def describe_page(book: Book, lens: Lens, iri: str) -> Values:
    """Describe what a page is about.

    Args:
        book: the facts.
        lens: the page and its language.
        iri: the thing whose page it is; empty for a page about several.
    """
    own = _thing(book, iri) if iri else _page(book, lens)
    return {"@context": CONTEXT} | own


def _page(book: Book, lens: Lens) -> Values:
    """Describe a page of several things as a part of the dataset; two such pages are about the dataset itself.

    Size and hash of a file stand on the page of downloads alone: they change with every word of the data.
    """
    project = book.project
    dataset: Values = {"@type": "Dataset", "name": lens.title.text}
    if lens.path not in {"index.html", "download.html"}:
        return {"@type": "WebPage", "inLanguage": lens.tag, "isPartOf": dataset}
    return dataset | {
        "description": lens.description,
        "inLanguage": lens.tag,
        **_published(lens, project),
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": lens.file(f"data/{file.name}"),
                "encodingFormat": file.media_type,
                **(
                    {}
                    if lens.path == "index.html"
                    else {"contentSize": f"{file.size} B", "sha256": file.sha256}
                ),
            }
            for file in book.downloads
        ],
    }


def _published(lens: Lens, project: Project) -> Values:
    """Say who made the dataset, who published and paid for it, where, and under which licence; nothing of what is not known."""
    creators = [_agent(lens, author, project) for author in project.authors]
    bodies = {"publisher": project.publisher, "funder": project.funder}
    known: Values = {
        "license": licence_address(project.licence),
        "creator": creators[0] if len(creators) == 1 else creators,
        **{
            name: {"@type": "Organization", "name": lens.choose(texts).text} if texts else ""
            for name, texts in bodies.items()
        },
        "identifier": f"https://doi.org/{project.doi}" if project.doi else "",
        "url": project.address,
    }
    return {name: value for name, value in known.items() if value}


def _agent(lens: Lens, author: Author, project: Project) -> Values:
    """Describe an author. Who has an ORCID iD is a person, who is the publisher too an organisation; of others nobody knows."""
    name: Values = {"name": lens.choose(author.name).text}
    if author.affiliation:
        name["affiliation"] = {"@type": "Organization", "name": lens.choose(author.affiliation).text}
    if author.orcid:
        return {"@type": "Person", "@id": f"https://orcid.org/{author.orcid}"} | name
    return ({"@type": "Organization"} if author.name == project.publisher else {}) | name


def _thing(book: Book, iri: str) -> Values:
    """Describe a thing with a page of its own."""
    facts = book.index.facts
    named = {"@id": iri, "name": _names(book, iri)} | _definitions(book, iri)
    if iri in facts.claims:
        return named | _claim(book, facts.claims[iri])
    if iri in facts.concepts:
        concept = facts.concepts[iri]
        return named | {
            "@type": ["DefinedTerm", concept.kind],
            "inDefinedTermSet": {"@id": concept.framework},
        }
    if iri in facts.elements:
        element = facts.elements[iri]
        of = (
            {"kg:instantiates": {"@id": element.concept}}
            if element.concept
            else {"additionalType": element.kind}
        )
        return named | {"@type": "Thing", "kg:inCase": {"@id": element.case}} | of
    if iri in facts.sources:
        source = facts.sources[iri]
        language = {"inLanguage": source.language} if source.language else {}
        return named | {"@type": ["CreativeWork", "kg:Source"], "kg:inCase": {"@id": source.case}} | language
    if iri in facts.frameworks:
        return named | {"@type": ["DefinedTermSet", "kg:Framework"]}
    used = [name for name, cases in facts.frameworks.items() if iri in cases]
    return named | {"@type": "kg:Case", "kg:usesFramework": _links(used)}


def _claim(book: Book, claim: Claim) -> Values:
    """Describe a claim with its marks, its parts and the words it rests on."""
    words = {axis: str(getattr(claim, axis)) for axis in _MARKS}
    marks = {f"kg:{axis}": {"@id": iris.mark(axis, word)} for axis, word in words.items() if word}
    parts = {f"kg:{name}": _links(things) for name, things in claim.parts.items() if things}
    quotations = [
        {"@type": "Quotation", "@id": passage.iri, "text": _said(book, passage.source, passage.exact)}
        for passage in book.index.passages_for(claim.iri)
    ]
    return {
        "@type": ["Claim", "kg:Claim"],
        "identifier": claim.identifier,
        "kg:inCase": {"@id": claim.case},
        "kg:relation": {"@id": claim.relation},
        **marks,
        **parts,
        "citation": quotations,
    }


def _said(book: Book, source: str, words: str) -> Values:
    """Tag words with the language of their source, where it is known."""
    known = book.index.facts.sources.get(source)
    return {"@value": words} | ({"@language": known.language} if known and known.language else {})


def _names(book: Book, iri: str) -> list[Values]:
    name = book.index.facts.names.get(iri)
    return [
        {"@value": words, "@language": language} for language, words in (name.texts if name else {}).items()
    ]


def _definitions(book: Book, iri: str) -> Values:
    notes = [note for note in book.index.facts.notes.get(iri, ()) if note.property == "definition"]
    return {"description": [{"@value": n.text, "@language": n.language} for n in notes]} if notes else {}


def _links(things: Iterable[str]) -> list[Values]:
    return [{"@id": thing} for thing in things]
