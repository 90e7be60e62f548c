"""A fourth logic, a new pressure and a new relation: a few lines in the case, shown everywhere, edited nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.asking import run
from kg.model import iris
from kg.pipeline import Snapshot, check
from kg.resources import cases_folder
from kg.site import write_site
from kg.store import Quad, Store, to_nquads
from kg.trace import trace_claim

CASE = Path(__file__).parents[1] / "cases" / "d-town"
FRAMEWORK = f"{iris.BASE}theory/d-town-theory"
ASK = """
SELECT DISTINCT ?caseLabel ?label WHERE {
  ?thing kg:instantiates ?concept ; kg:inCase ?case .
  ?concept a kg:BehaviourLogic ; rdfs:label ?label .
  ?case rdfs:label ?caseLabel . FILTER (lang(?label) = "en" && lang(?caseLabel) = "en")
} ORDER BY ?caseLabel ?label
"""
EDGE = """
SELECT DISTINCT ?caseLabel WHERE {
  ?a kg:instantiates tl:field-logic ; kg:inCase/rdfs:label ?caseLabel .
  ?b kg:instantiates tl:innovation-logic . ?a %s ?b . FILTER (lang(?caseLabel) = "en")
}
"""


@pytest.fixture(scope="module")
def both() -> Snapshot:
    """J City and the invented city, together."""
    outcome, quads = check([cases_folder() / "j-city", CASE])
    assert outcome.is_clean, outcome.problems
    assert outcome.problems == []
    return Snapshot.of(quads, outcome.report())


@pytest.fixture(scope="module")
def pages(both: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their pages."""
    folder = tmp_path_factory.mktemp("site")
    write_site(both, folder)
    return folder


def names(store: Store, sparql: str) -> list[tuple[str, ...]]:
    """The rows of a query as plain text."""
    rows = store.run(f"{PREFIXES}{sparql}")
    return [tuple(str(getattr(term, "value", term)) for term in row) for row in rows]


PREFIXES = "".join(f"PREFIX {name}: <{base}>\n" for name, base in iris.PREFIXES.items())


def test_the_fourth_logic_is_a_logic(both: Snapshot) -> None:
    """Whoever lists logics lists four in one city and three in the other."""
    found = names(both.store, ASK)
    assert [label for case, label in found if case == "D Town"] == [
        "caution logic", "field logic", "innovation logic", "pact logic", "responsibility avoidance logic"]  # fmt: skip
    assert len([label for case, label in found if case == "J City"]) == 3


def test_the_new_relation_makes_an_edge(both: Snapshot) -> None:
    """A claim with it becomes a direct edge, and by the wider relation an interaction too."""
    element = "https://w3id.org/tongban-kg/case/d-town/element"
    for edge in (f"<{FRAMEWORK}/erodes>", "kg:interactsWith"):
        assert both.store.run(f"{PREFIXES}ASK {{ <{element}/pact> {edge} <{element}/avoidance> }}")


def test_the_cities_disagree_without_a_clash(both: Snapshot) -> None:
    """Field supports innovation in J City and hinders it in the other, each within its case."""
    assert names(both.store, EDGE % "kg:supports") == [("J City",)]
    assert names(both.store, EDGE % "kg:hinders") == [("D Town",)]


def test_a_match_has_a_name(both: Snapshot) -> None:
    """Who says that a concept matches another is written beside the match."""
    said = (
        ("pact-logic", "broadMatch", "organizational-behavior-logic", "A. Researcher"),
        ("caution-logic", "closeMatch", "responsibility-avoidance-logic", "B. Colleague"),
    )
    for own, match, theirs, name in said:
        ((other, note),) = names(
            both.store,
            f'SELECT ?other ?note WHERE {{ <{FRAMEWORK}/{own}> skos:{match} ?other ; skos:editorialNote ?note FILTER (lang(?note) = "en") }}',
        )
        assert other == iris.concept("triple-logic", theirs)
        assert f"says {name}" in note


def test_its_sentences_are_said(both: Snapshot) -> None:
    """The new words are spoken in both languages."""
    trace = trace_claim(both.store, iris.claim("d-town", "d1"))
    assert trace.sentence == "Pact logic erodes responsibility avoidance logic"
    assert trace.sentence_zh == "契约逻辑侵蚀避责逻辑"


@pytest.mark.parametrize(
    "query", ["concepts-by-case", "concepts-by-kind", "site-frameworks", "site-relations"]
)
def test_reports_show_it(both: Snapshot, query: str) -> None:
    """The reports that list concepts, frameworks or relations hold what is new."""
    text = "\n".join(str(row) for row in run(both.store, query))
    assert any(word in text for word in ("pact logic", "d-town-theory"))


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("theory/d-town-theory/index.html", "pact logic"),
        ("theory/d-town-theory/pact-logic.html", "D Town"),
        ("theory/d-town-theory/pact-logic.html", "keeps an office to what it promised the others"),
        ("zh/theory/d-town-theory/pact-logic.html", "契约逻辑"),
        ("case/d-town/claim/d1.html", "Pact logic erodes responsibility avoidance logic"),
        ("case/d-town/index.html", "pact logic"),
    ],
)
def test_pages_show_it(pages: Path, page: str, words: str) -> None:
    """The new framework, its concepts and its claims have their pages."""
    assert words in (pages / page).read_text(encoding="utf-8")


def test_j_city_does_not_notice() -> None:
    """No byte of J City's graphs changes when a city with a theory of its own stands beside it."""

    def of_j_city(quads: list[Quad]) -> bytes:
        return to_nquads([quad for quad in quads if "/case/j-city/" in str(quad.graph_name)])

    _, alone = check([cases_folder() / "j-city"])
    _, beside = check([cases_folder() / "j-city", CASE])
    assert of_j_city(alone) == of_j_city(beside)
