"""Every term of the ontology is used by a named question, counted here apart from the tool.

A question uses a term that it names, a term that its path goes down to, and the individuals of a class that it names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kg.resources import queries_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAMESPACE = "https://w3id.org/tongban-kg/ontology#"
NOT_LOADED = {"MultiLogicCase"}
"""Only HermiT fills it, so the tests of the reasoner ask for it and no query can."""
TEXTS = {
    path.stem[:5]: re.sub(r"(?m)^\s*#.*$", "", path.read_text(encoding="utf-8"))
    for path in sorted((queries_folder() / "competency").glob("*/cq-*.rq"))
}


def used(texts: Iterable[str], whole: Graph) -> set[str]:
    """The names of the terms that queries use."""
    found: set[str] = set()
    for text in texts:
        named = set(re.findall(r"\bkg:([A-Za-z][\w-]*)", text))
        found |= named
        for path, top in re.findall(r"rdfs:sub(Class|Property)Of[*+]?\s+kg:([A-Za-z][\w-]*)", text):
            predicate = RDFS.subClassOf if path == "Class" else RDFS.subPropertyOf
            found |= {short(one) for one in whole.transitive_subjects(predicate, URIRef(NAMESPACE + top))}
        for name in named:
            found |= {short(one) for one in whole.subjects(RDF.type, URIRef(NAMESPACE + name))}
    return found - {""}


def short(node: object) -> str:
    """The name of a term of ours; empty for anything else."""
    return str(node)[len(NAMESPACE) :] if str(node).startswith(NAMESPACE) else ""


def declared(whole: Graph) -> set[str]:
    """The names of all terms."""
    return {short(term) for term in whole.subjects(RDFS.isDefinedBy)} - {""}


def test_every_term_is_used_by_a_question(whole: Graph) -> None:
    """None but the class that only HermiT fills is left unasked, and no query names what is not there."""
    assert len(TEXTS) >= 58
    assert len(declared(whole)) > 330
    assert declared(whole) - used(TEXTS.values(), whole) == NOT_LOADED
    assert used(TEXTS.values(), whole) <= declared(whole)


@pytest.mark.parametrize(
    ("gone", "unasked"),
    [
        (["cq-27"], "insteadOf"), (["cq-49", "cq-50"], "preferredBecause"), (["cq-44", "cq-57"], "sha256"), (["cq-35"], "existsIn"),
        (["cq-53"], "zh-basis-withheld"), (["cq-45"], "continuesIn"), (["cq-52"], "Derivation"),
    ],
)  # fmt: skip
def test_a_lost_question_is_noticed(whole: Graph, gone: list[str], unasked: str) -> None:
    """Without the questions that use a term, the term counts as unasked."""
    left: Mapping[str, str] = {name: text for name, text in TEXTS.items() if name not in gone}
    assert unasked in declared(whole) - used(left.values(), whole)


def test_the_reference_counts_the_same(whole: Graph) -> None:
    """The tool tells of each term the questions that are found here."""
    from kg.asking.usage import Hierarchy, questions_by_term  # noqa: PLC0415 - the judged one, named where it is judged

    narrower: dict[str, tuple[str, ...]] = {}
    members: dict[str, tuple[str, ...]] = {}
    for term in {URIRef(NAMESPACE + name) for name in declared(whole)}:
        below = {*whole.subjects(RDFS.subClassOf, term), *whole.subjects(RDFS.subPropertyOf, term)}
        narrower[str(term)] = tuple(str(one) for one in below if short(one))
        if (term, RDF.type, OWL.Class) in whole:
            members[str(term)] = tuple(str(one) for one in whole.subjects(RDF.type, term))
    asked = questions_by_term(TEXTS.items(), Hierarchy(narrower, members))
    for name, text in TEXTS.items():
        assert {short(term) for term, names in asked.items() if name in names} - {""} == used(
            [text], whole
        ), name
