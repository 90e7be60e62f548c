"""How an IRI is made: from content, readable, never at random.

The scheme is described in ``ontology/README.md``. The base does not resolve yet and nothing
depends on its resolving.

>>> claim("j-city", "c050")
'https://w3id.org/tongban-kg/case/j-city/claim/c050'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

BASE = "https://w3id.org/tongban-kg/"
TERMS = f"{BASE}ontology#"
CASES = f"{BASE}case/"
"""What the IRIs of all cases, and of everything in one, begin with."""
THEORIES = f"{BASE}theory/"
"""What the IRIs of all frameworks, and of their concepts, begin with."""
PUSHED_HASH = f"{BASE}push#sha256"
"""Under which property a store elsewhere keeps the hash of a graph that was pushed there."""
ONTOLOGY = f"{BASE}ontology"
"""The document that imports every module of the ontology."""
ONTOLOGY_GRAPH = f"{BASE}graph/ontology"
THEORY_GRAPH = f"{BASE}graph/theory"
THEORY_INFERRED_GRAPH = f"{BASE}graph/theory-inferred"
DATASET = f"{BASE}dataset"
"""The name of the whole dataset, where it has neither a DOI nor an address."""
OVERVIEW_GRAPH = f"{BASE}graph/all-cases"
"""The graph of what is counted over all cases."""
PREFIXES = {
    "kg": TERMS,
    "tl": f"{THEORIES}triple-logic/",
    "case": CASES,
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def kebab(name: str) -> str:
    """Turn a CamelCase or lowerCamel name into the form that authors type.

    >>> kebab("AnonymisedPlace"), kebab("canConvertInto")
    ('anonymised-place', 'can-convert-into')
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def camel(slug: str) -> str:
    """Turn the form that authors type into the name of a property; the opposite of `kebab`.

    >>> camel("can-convert-into")
    'canConvertInto'
    """
    first, *rest = slug.split("-")
    return first + "".join(part.capitalize() for part in rest)


def local_name(iri: str) -> str:
    """Cut an IRI to what stands after its last ``#`` or ``/``; of a citation, to the name its author gave it.

    >>> local_name("https://w3id.org/tongban-kg/ontology#Claim")
    'Claim'
    >>> local_name(citation("x-city", "report", "k1"))
    'k1'
    """
    name = iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]
    return name.partition("~")[2] if "/citation/" in iri else name


def shorten(iri: str) -> str:
    """Shorten an IRI by its prefix, where it has one of ours; leave any other as it is.

    >>> shorten(term("Claim"))
    'kg:Claim'
    """
    return next(
        (f"{prefix}:{iri[len(base) :]}" for prefix, base in PREFIXES.items() if iri.startswith(base)), iri
    )


def term(name: str) -> str:
    """Make the IRI of a term of the ontology.

    >>> term("Claim")
    'https://w3id.org/tongban-kg/ontology#Claim'
    """
    return TERMS + name


def mark(axis: str, word: str) -> str:
    """Make the IRI of a word on one of the axes of marks.

    >>> mark("status", "stated")
    'https://w3id.org/tongban-kg/ontology#status-stated'
    """
    return f"{TERMS}{axis}-{word}"


def word_of(mark_iri: str) -> str:
    """Take the word from the individual of a mark; nothing where there is none.

    >>> word_of("https://w3id.org/tongban-kg/ontology#status-stated"), word_of(mark("basis", "co-statement"))
    ('stated', 'co-statement')
    """
    return local_name(mark_iri).partition("-")[2]


def framework(name: str) -> str:
    """Make the IRI of a framework (a SKOS concept scheme)."""
    return f"{THEORIES}{name}"


def concept(framework_name: str, slug: str) -> str:
    """Make the IRI of a concept of a framework."""
    return f"{THEORIES}{framework_name}/{slug}"


def kind_of_framework(framework_name: str, slug: str) -> str:
    """Make the IRI of a kind of concept that a framework brings.

    >>> kind_of_framework("toe", "adoption-factor")
    'https://w3id.org/tongban-kg/theory/toe/AdoptionFactor'
    """
    name = camel(slug)
    return f"{THEORIES}{framework_name}/{name[0].upper()}{name[1:]}"


def is_kind(iri: str) -> bool:
    """Tell whether a class is one of ours, of the core or of a framework, and not one we borrow."""
    return iri.startswith((TERMS, THEORIES))


def case(name: str) -> str:
    """Make the IRI of a case."""
    return f"{CASES}{name}"


def case_in(iri: str) -> str:
    """Cut the IRI of a thing to that of the case it belongs to; give nothing where it belongs to none.

    >>> case_in(claim("x-city", "c1")), case_in(term("Claim"))
    ('https://w3id.org/tongban-kg/case/x-city', '')
    """
    return case(iri.removeprefix(CASES).partition("/")[0]) if iri.startswith(CASES) else ""


def element(case_name: str, slug: str) -> str:
    """Make the IRI of an element of a case: an actor, a phase, a manifestation."""
    return f"{case(case_name)}/element/{slug}"


def claim(case_name: str, identifier: str) -> str:
    """Make the IRI of a claim of a case."""
    return f"{case(case_name)}/claim/{identifier}"


def evidence(case_name: str, claim_identifier: str, number: int) -> str:
    """Make the IRI of the n-th line of evidence of a claim, counted from 1."""
    return f"{case(case_name)}/evidence/{claim_identifier}-{number}"


def value(case_name: str, claim_identifier: str) -> str:
    """Make the IRI of the figure of a claim."""
    return f"{case(case_name)}/value/{claim_identifier}"


def telling(line: str, number: int) -> str:
    """Make the IRI of the n-th telling that reports what is said in a line of evidence, counted from the line outwards.

    >>> telling(evidence("x-city", "c1", 1), 1)
    'https://w3id.org/tongban-kg/case/x-city/telling/c1-1-1'
    """
    return f"{line.replace('/evidence/', '/telling/')}-{number}"


def source(case_name: str, identifier: str) -> str:
    """Make the IRI of a source document of a case."""
    return f"{case(case_name)}/source/{identifier}"


def segment(case_name: str, source_id: str, number: int) -> str:
    """Make the IRI of the n-th segment of a source, counted from 1."""
    return f"{case(case_name)}/segment/{source_id}-s{number:02d}"


def passage(case_name: str, source_id: str, start: int, end: int) -> str:
    """Make the IRI of a passage from its place in the source: equal places share an IRI."""
    return f"{case(case_name)}/passage/{source_id}-{start}-{end}"


def citation(case_name: str, source_id: str, identifier: str) -> str:
    """Make the IRI of a place in a source that is cited and not quoted.

    >>> citation("x-city", "report", "k1")
    'https://w3id.org/tongban-kg/case/x-city/citation/report~k1'
    """
    return f"{case(case_name)}/citation/{source_id}~{identifier}"


def selector(case_name: str, source_id: str, start: int, end: int, kind: str) -> str:
    """Make the IRI of a selector of a passage; `kind` is ``position`` or ``quote``."""
    return f"{case(case_name)}/selector/{source_id}-{start}-{end}-{kind}"


def silence(case_name: str, identifier: str) -> str:
    """Make the IRI of a silence."""
    return f"{case(case_name)}/silence/{identifier}"


def search(case_name: str, silence_identifier: str, source_id: str) -> str:
    """Make the IRI of the record of how far one source was searched for what a silence asks."""
    return f"{case(case_name)}/search/{silence_identifier}~{source_id}"


def pattern(case_name: str, *places: Iterable[str]) -> str:
    """Make the IRI of a statement with open places, from what may stand in each: equal patterns share an IRI.

    >>> pattern("x", [element("x", "fear")], [], [element("x", "b"), element("x", "a")])
    'https://w3id.org/tongban-kg/case/x/pattern/fear--_--a+b'
    """
    tails = ("+".join(sorted(map(_tail, place))) or "_" for place in places)
    return f"{case(case_name)}/pattern/{'--'.join(tails)}"


def cell(case_name: str, *of: str) -> str:
    """Make the IRI of what is known in a case of one thing, by that thing and, where there is one, its phase; of a relation type, by the two concepts that it relates.

    >>> cell("x", concept("triple-logic", "field-logic"), element("x", "early"))
    'https://w3id.org/tongban-kg/case/x/cell/theory.triple-logic.field-logic--early'
    """
    return f"{case(case_name)}/cell/{'--'.join(map(_tail, of))}"


def tally(of: str, relation: str, phase_name: str, how: str) -> str:
    """Make the IRI of the count of the cases in which one thing stands in one way.

    Args:
        of: IRI of a concept or a proposition.
        relation: IRI of the relation type that it is asked with; empty for none.
        phase_name: how the phases are called; empty for any.
        how: the verdict, and what limits it.

    >>> tally(concept("triple-logic", "field-logic"), term("relation-present-in"), "the early days", "stated")
    'https://w3id.org/tongban-kg/tally/theory.triple-logic.field-logic--relation-present-in--the%20early%20days--stated'
    """
    parts = [
        _tail(of),
        *([_tail(relation)] if relation else []),
        *([quote(phase_name, "")] if phase_name else []),
    ]
    return f"{BASE}tally/{'--'.join([*parts, how])}"


def coder(name: str) -> str:
    """Make the IRI of a person or group that codes, under the word it goes by."""
    return f"{BASE}coder/{quote(name)}"


def activity(case_name: str, kind: str) -> str:
    """Make the IRI of the coding or the compiling of a case."""
    return f"{case(case_name)}/activity/{kind}"


def rule(name: str) -> str:
    """Make the IRI of a rule of inference from the name of its file."""
    return f"{BASE}rule/{name}"


def file(case_name: str, path: str) -> str:
    """Make the IRI of a file of a case folder, as an entity of provenance."""
    return f"{case(case_name)}/file/{quote(path)}"


def graph(case_name: str, part: str) -> str:
    """Make the IRI of one of a case's graphs: asserted, inferred, because, cells, provenance."""
    return f"{case(case_name)}/graph/{part}"


class EdgeNames:
    """Names the records of why a case's edges hold: after subject, property and object.

    It remembers the parts of names, for a case has thousands of edges between hundreds of things.

    >>> EdgeNames("x").name((element("x", "field"), term("supports"), element("x", "avoidance")))
    'https://w3id.org/tongban-kg/case/x/edge/field--supports--avoidance'
    """

    def __init__(self, case_name: str) -> None:
        """Name edges of that case."""
        self._start = f"{case(case_name)}/edge/"
        self._tails = _Tails()

    def name(self, edge: tuple[str, str, str]) -> str:
        """Make the IRI of the record of an edge."""
        subject, predicate, obj = edge
        tails = self._tails
        return f"{self._start}{tails[subject]}--{tails[predicate]}--{tails[obj]}"


class _Tails(dict[str, str]):
    """The tails of IRIs, each found once."""

    def __missing__(self, iri: str) -> str:
        """Find the tail of an IRI that is asked for the first time."""
        self[iri] = found = _tail(iri)
        return found


def derivation(edge_iri: str, number: int) -> str:
    """Make the IRI of the n-th way in which an inferred edge follows, counted from 1."""
    return f"{edge_iri}~{number}"


def derived_claim(rule_name: str, subjects: list[str], objects: list[str]) -> str:
    """Make the identifier of a claim that a rule derives: rule, subjects, objects.

    >>> derived_claim("r1-reciprocity", ["x/field"], ["x/avoidance"])
    'r1-field--avoidance'
    """
    short = rule_name.split("-", maxsplit=1)[0]
    return f"{short}-{'-'.join(map(local_name, subjects))}--{'-'.join(map(local_name, objects))}"


def _tail(iri: str) -> str:
    """Cut an IRI to a tail that can be read and that no other IRI has: what follows the base or the case."""
    if iri.startswith(TERMS):
        return iri[len(TERMS) :]
    if iri.startswith(BASE):
        return re.sub(r"^case/[^/]+/(element/)?", "", iri[len(BASE) :]).replace("/", ".")
    return local_name(iri)
