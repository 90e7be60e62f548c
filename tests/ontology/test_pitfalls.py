"""The pitfalls of the OOPS! catalogue (Poveda-Villalón) that can be looked for without its web service.

One query for each in ``pitfalls/``. Its head holds a few triples that fall into the pitfall and, where something
is left open on purpose, a pattern and the reason. Not looked for: P01, P09, P16, P17 and P18, which take a reader;
P14 and P15, as no axiom here has a universal restriction or a complement; P37, as nothing here is fetched.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from rdflib import OWL, Graph
from rdflib.collection import Collection

if TYPE_CHECKING:
    from collections.abc import Callable

    Finder = Callable[[str, str], set[str]]

QUERIES = {
    path.stem[:3].upper(): path.read_text("utf-8") for path in Path(__file__).parent.glob("pitfalls/*.rq")
}
PITFALLS = sorted(QUERIES)
NOT_LOOKED_FOR = {"P01", "P09", "P14", "P15", "P16", "P17", "P18", "P37"}
PREFIXES = """
    @prefix kg: <https://w3id.org/tongban-kg/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def exceptions(pitfall: str) -> dict[str, str]:
    """What is left open on purpose: a pattern for what is found, and the reason."""
    lines = re.findall(r"^# on purpose: (.+?) because (.+)$", QUERIES[pitfall], re.MULTILINE)
    return dict(lines)


@pytest.fixture(scope="session")
def finder(whole: Graph) -> Finder:
    """A function that gives what a query finds in the ontology and a few triples more."""
    text = whole.serialize(format="nt").encode()

    def find(pitfall: str, more: str = "") -> set[str]:
        store = pyoxigraph.Store()
        store.bulk_load(text, format=pyoxigraph.RdfFormat.N_TRIPLES)
        store.load((PREFIXES + more).encode(), format=pyoxigraph.RdfFormat.TURTLE)
        return {row["found"].value for row in store.query(QUERIES[pitfall])}

    return find


def test_the_collector_counts() -> None:
    """Each pitfall of the catalogue is looked for, or named among those that are not."""
    catalogue = {f"P{number:02}" for number in range(2, 42)} | {"P01"}
    assert set(QUERIES) | NOT_LOOKED_FOR == catalogue
    assert not set(QUERIES) & NOT_LOOKED_FOR
    assert all(
        re.match(rf"# pitfall: {pitfall}\n# title: .+\n# fault: .+ \.\n", QUERIES[pitfall])
        for pitfall in QUERIES
    )


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_a_pitfall_is_avoided(pitfall: str, finder: Finder) -> None:
    """The query finds nothing but what is left open on purpose, and each reason spares something."""
    found, patterns = finder(pitfall, ""), exceptions(pitfall)
    assert {text for text in found if not any(re.fullmatch(pattern, text) for pattern in patterns)} == set()
    assert [pattern for pattern in patterns if not any(re.fullmatch(pattern, text) for text in found)] == []


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_a_pitfall_would_be_found(pitfall: str, finder: Finder) -> None:
    """The triples that fall into it are found."""
    fault = re.search(r"^# fault: (.*)$", QUERIES[pitfall], re.MULTILINE)
    assert fault
    assert finder(pitfall, fault[1]) - finder(pitfall, "")


def test_what_is_not_looked_for_cannot_be(whole: Graph) -> None:
    """The ontology holds no universal restriction and no complement that could be misused."""
    for predicate in (OWL.allValuesFrom, OWL.complementOf):
        assert not list(whole.subject_objects(predicate))


def test_an_inverse_is_needed(whole: Graph) -> None:
    """Each named inverse is a step of a chain, or what two questions walk back along (cq-41, cq-48)."""
    steps = {step for node in whole.objects(None, OWL.propertyChainAxiom) for step in Collection(whole, node)}
    inverses = set(whole.subjects(OWL.inverseOf))
    assert len(inverses) >= 7
    assert {str(one).rpartition("#")[2] for one in inverses - steps} == {"isTopicOf", "instantiatedBy"}
