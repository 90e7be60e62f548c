"""Write docs/ontology-reference.md and the picture of the modules, from the ontology, the questions and the cases.

Takes nothing; gives the page and the picture. ``make docs`` writes both, and a test compares them with the files.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

from kg.asking import asking, catalog
from kg.model import iris
from kg.model.iris import local_name
from kg.pipeline import Snapshot, check
from kg.records import read_facts
from kg.resources import cases_folder
from kg.site.index import Index
from kg.site.picture.vocabulary import modules_picture
from kg.site.views.terms import claims_using
from kg.site.vocabulary import SORTS, read_vocabulary
from kg.site.words import Text

if TYPE_CHECKING:
    from kg.site.picture.shapes import Picture
    from kg.site.vocabulary import Module, Term, Vocabulary

NAMES = {
    "Class": ("Classes", "class"),
    "ObjectProperty": ("Relations", "relation"),
    "DatatypeProperty": ("Data properties", "data property"),
    "AnnotationProperty": ("Annotations", "annotation"),
    "NamedIndividual": ("Individuals", "individual"),
}
PREFACE = """# Ontology reference

Written by `make docs` from the ontology, the named questions and the cases that ship. The site shows the same, with the words of every claim.

![The modules of the ontology: each stands above what it imports](ontology-modules.svg)

{modules}

{coverage}
"""
STYLE = (
    "text{font:13px sans-serif;fill:#1d1b18;text-anchor:middle}rect{fill:#fbfaf6;stroke:#56524a}"
    "path{stroke:#56524a;fill:none}"
)


@cache
def known() -> tuple[Vocabulary, Index]:
    """The terms of the ontology, and what the cases that ship say with them."""
    outcome, quads = check([cases_folder()])
    store = Snapshot.of(quads, outcome.report()).store
    questions = [(q.name, q.sparql) for q in catalog() if q.group == "competency"]
    ask = asking(store)
    return read_vocabulary(ask, questions), Index(read_facts(ask))


MOST_CLAIMS = 12
"""So many claims that use a term are named; a page of the site has them all."""


def reference_page() -> str:
    """Every term: definitions, ties, claims with their passages, questions."""
    words, index = known()
    shown = [module for module in words.modules.values() if module.terms]
    modules = "\n".join(
        f"- [`{local_name(m.iri)}`](#{local_name(m.iri)}) imports {listed(m.imports) or 'nothing'}" if m in shown
        else f"- `{local_name(m.iri)}` holds borrowed terms and imports nothing"
        for m in words.modules.values()
    )  # fmt: skip
    parts = [PREFACE.format(modules=modules, coverage=coverage(words))]
    parts += [module_part(words, index, module) for module in shown]
    return "\n".join(parts)


def coverage(words: Vocabulary) -> str:
    """Which part of the terms the questions use, in a sentence, and which they do not."""
    left = listed(words.unasked)
    total = len(words.terms)
    said = (
        f"{total - len(words.unasked)} of {total} terms are used by at least one named question. A question uses a term that it"
        " names, one that its path goes down to, and the individuals of a class that it names."
    )
    rest = "`dl-extras` is not loaded with the others: its one class, `MultiLogicCase`, is asked of HermiT by the tests."
    return "\n\n".join([said, f"No question uses {left}." if left else "", rest]).replace("\n\n\n\n", "\n\n")


def module_part(words: Vocabulary, index: Index, module: Module) -> str:
    """The part of a module: its terms by sort."""
    parts = [f"## {local_name(module.iri)}\n\n{module.descriptions.get('en', '')}\n"]
    for sort in SORTS:
        own = [words.terms[term] for term in module.terms if words.terms[term].sort == sort]
        if own:
            parts.append(f"### {NAMES[sort][0]} of {local_name(module.iri)}\n")
            parts += [entry(index, term) for term in own]
    return "\n".join(parts)


def entry(index: Index, term: Term) -> str:
    """All that is known of a term."""
    names = index.facts.names.get(term.iri)
    labels = " · ".join(names.texts[tag] for tag in ("en", "zh") if names and tag in names.texts)
    lines = [f"#### `{local_name(term.iri)}`\n", f"{NAMES[term.sort][1]}: {labels}\n"]
    lines += [
        f"- {text}" for sort in ("definition", "scopeNote", "example") for text in notes(index, term, sort)
    ]
    lines += [f"- {key}: {value}" for key, value in ties(term) if value]
    lines.append(f"- status: {term.status}, meaning as of {term.version}")
    lines.append(f"- questions: {', '.join(term.questions) or 'none'}")
    if claims := claimed(index, term):
        lines.append(f"- claims: {claims}")
    return "\n".join(lines) + "\n"


def notes(index: Index, term: Term, sort: str) -> list[str]:
    """The notes of one sort on a term, in English first."""
    found = [note for note in index.facts.notes.get(term.iri, ()) if note.property == sort]
    return [note.text for note in sorted(found, key=lambda note: note.language != "en")]


def ties(term: Term) -> list[tuple[str, str]]:
    """What a term is tied to, in words."""
    reach = f"from {listed(term.domain) or 'anything'} to {listed(term.range) or 'anything'}"
    return [
        ("is a" if term.sort == "NamedIndividual" else "narrower than", listed(term.parents)),
        ("broader than", listed(term.children)),
        ("individuals", listed(term.members)),
        ("leads", reach if term.is_property else ""),
        ("read backwards", listed(term.inverse)),
        (
            "follows from",
            "; ".join(" then ".join(f"`{local_name(step)}`" for step in chain) for chain in term.chains),
        ),
        ("traits", ", ".join(term.traits)),
        ("is written as", listed((term.becomes,) if term.becomes else ())),
        ("put forward as", listed(term.said_by)),
        ("relations from it", listed(term.leads_from)),
        ("relations to it", listed(term.leads_to)),
    ]


def claimed(index: Index, term: Term) -> str:
    """The first claims that use a term, each with the segments of its passages, and how many more there are."""
    found = []
    claims = index.in_text_order(claims_using(index, term))
    for claim in claims[:MOST_CLAIMS]:
        segments = index.facts.segments
        places = {
            segments[iri].identifier: None
            for passage in index.passages_for(claim.iri)
            for iri in passage.segments
            if iri in segments
        }
        where = f" ({' '.join(places)})" if places else ""
        found.append(f"{local_name(claim.case)}/{claim.identifier}{where}")
    more = len(claims) - len(found)
    return ", ".join(found) + (f" and {more} more" if more else "")


def listed(terms: tuple[str, ...] | list[str]) -> str:
    """Names in code marks, with commas; a borrowed term keeps its own short name."""
    return ", ".join(f"`{iris.local_name(term)}`" for term in terms)


def modules_svg() -> str:
    """The picture of the modules, as a file."""
    words, _ = known()
    imports = {module.iri: module.imports for module in words.modules.values()}
    return svg(modules_picture(imports, lambda iri: Text(local_name(iri), "en")))


def svg(picture: Picture) -> str:
    """A still picture of boxes and lines."""
    size = f'width="{picture.width:g}" height="{picture.height:g}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {picture.width:g} {picture.height:g}" role="img">',
        f"<title>The modules of the ontology</title><style>{STYLE}</style>",
    ]
    lines += [
        f'<path d="M{rule.start[0]:g} {rule.start[1]:g}L{rule.end[0]:g} {rule.end[1]:g}"/>'
        for rule in picture.rules
    ]
    lines += [
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="3"/>'
        f'<text x="{box.centre[0]:g}" y="{box.centre[1] + 4.5:g}">{escape(" ".join(box.lines))}</text>'
        for box in picture.boxes
    ]
    return "\n".join([*lines, "</svg>"]) + "\n"
