"""The reference of the ontology: one page for all modules, and one for each, with every term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import iris
from kg.model.iris import local_name
from kg.site.addresses import fragment, page_of_question
from kg.site.picture.vocabulary import modules_picture, neighbours_picture
from kg.site.vocabulary import SORTS
from kg.site.words import TAGS, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.records.facts import Claim
    from kg.site.book import Book
    from kg.site.index import Index
    from kg.site.lens import Lens
    from kg.site.picture.shapes import Picture
    from kg.site.vocabulary import Module, Term

FEW = 3
"""How many claims of a term are shown with their words; the others are named."""
MOST = 24
"""How many claims of a term are named; beyond, their number is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as its module's page shows it.

    Attributes:
        definitions, scope_notes, examples: what is noted on it; the definitions in both languages.
        first, others: claims that use it, the first with their words; `more` is the number of those left out.
        picture: a class among its neighbours; None where there are none.
    """

    term: Term
    id: str
    other_name: Text | None
    basis: str
    definitions: tuple[Text, ...]
    scope_notes: tuple[Text, ...]
    examples: tuple[Text, ...]
    first: tuple[Claim, ...] = ()
    others: tuple[Claim, ...] = ()
    more: int = 0
    picture: Picture | None = None


def ontology_page(book: Book, lens: Lens) -> dict[str, Any]:
    """Make the values of the page of all modules: their picture, their counts, what the questions use."""
    words = book.vocabulary
    modules = [module for module in words.modules.values() if module.terms]
    imports = {module.iri: module.imports for module in words.modules.values()}
    return {
        "modules": [_row(book, lens, module) for module in modules],
        "picture": modules_picture(imports, lambda iri: Text(local_name(iri), "en")),
        "imports": [
            (local_name(module.iri), [local_name(one) for one in module.imports])
            for module in words.modules.values()
        ],
        "total": len(words.terms),
        "asked": len(words.terms) - len(words.unasked),
        "unasked": words.unasked,
        "questions": len(book.answers),
    }


def module_page(book: Book, lens: Lens, path: str) -> dict[str, Any]:
    """Make the values of a page of a module: its terms by sort, each with all that is known of it."""
    module = next(module for module in book.vocabulary.modules.values() if path in module.pages)
    own = [term for term in book.vocabulary.terms.values() if term.page == path]
    groups = [(sort, [_entry(book, lens, term) for term in own if term.sort == sort]) for sort in SORTS]
    return {
        "module": _row(book, lens, module),
        "parts": [(one, one == path) for one in module.pages] if len(module.pages) > 1 else [],
        "groups": [(sort, entries) for sort, entries in groups if entries],
        "place": lambda term: place_of(book, lens, term),
        "question": lambda name: lens.to(page_of_question(name)),
    }


def place_of(book: Book, lens: Lens, term: str) -> str:
    """Link to the entry of a term; give nothing for a borrowed one."""
    known = book.vocabulary.terms.get(term)
    return lens.to(f"{known.page}#{fragment(local_name(term))}") if known else ""


def claims_using(index: Index, term: Term) -> list[Claim]:
    """Find the claims that put a relation type forward, carry a mark, fill a place, or speak of a thing of a kind."""
    claims = index.facts.claims.values()
    test = _test(index, term)
    return [claim for claim in claims if test(claim)] if test else []


def _test(index: Index, term: Term) -> Callable[[Claim], bool] | None:
    """Make the test of whether a claim is one that uses the term; None for a term that claims do not use themselves."""
    name = local_name(term.iri)
    if term.becomes:
        return lambda claim: claim.relation == term.iri
    if term.said_by:
        return None
    if term.sort == "NamedIndividual":
        return lambda claim: term.iri in _marks(claim)
    if term.sort == "Class":
        elements = index.facts.elements
        own = {e.iri for e in elements.values() if term.iri in index.kind_lineage(e.kind)}
        return (lambda claim: any(own & set(things) for things in claim.parts.values())) if own else None
    return lambda claim: name in claim.parts


def _marks(claim: Claim) -> set[str]:
    """Gather the marks of a claim, by their IRIs."""
    axes = ("status", "role", "modality", "polarity", "confidence")
    return {iris.mark(axis, getattr(claim, axis)) for axis in axes} | set(claim.part("basis"))


def _row(book: Book, lens: Lens, module: Module) -> dict[str, Any]:
    """Gather what both pages say of a module."""
    title = module.titles.get(lens.t.language) or module.titles.get("en", local_name(module.iri))
    counts = [(s, sum(book.vocabulary.terms[t].sort == s for t in module.terms)) for s in SORTS]
    return {
        "iri": module.iri,
        "name": local_name(module.iri),
        "title": Text(title, lens.tag),
        "path": module.pages[0],
        "description": Text(module.descriptions.get(lens.t.language, ""), lens.tag),
        "version": module.version,
        "counts": [(sort, n) for sort, n in counts if n],
        "imports": [local_name(one) for one in module.imports],
    }


def _entry(book: Book, lens: Lens, term: Term) -> Entry:
    index = book.index
    # What a source says in its own words comes first: the first claims are shown with them.
    claims = sorted(
        index.in_text_order(claims_using(index, term)), key=lambda c: not index.passages_for(c.iri)
    )
    name = index.facts.names.get(term.iri)
    other = lens.other.language
    is_kind = term.sort == "Class" and (term.parents or term.children)
    hue = book.hues.get(term.iri, 0)
    return Entry(
        term=term,
        id=fragment(local_name(term.iri)),
        other_name=Text(name.texts[other], TAGS[other]) if name and other in name.texts else None,
        basis=lens.name(name.basis).text if name and name.basis else "",
        definitions=_notes(lens, term.iri, "definition"),
        scope_notes=_notes(lens, term.iri, "scopeNote"),
        examples=_notes(lens, term.iri, "example"),
        first=tuple(claims[:FEW]),
        others=tuple(claims[FEW:MOST]),
        more=max(0, len(claims) - MOST),
        picture=neighbours_picture(term.iri, term.parents, term.children, lens.name, hue)
        if is_kind
        else None,
    )


def _notes(lens: Lens, iri: str, sort: str) -> tuple[Text, ...]:
    """Find the notes of one sort on a term, those in the reader's language first."""
    found = [note for note in lens.index.facts.notes.get(iri, ()) if note.property == sort]
    return tuple(Text(n.text, lens.tag_of(n.language)) for n in _own_first(lens, found))


def _own_first(lens: Lens, notes: Iterable[Any]) -> list[Any]:
    return sorted(notes, key=lambda note: note.language != lens.t.language)
