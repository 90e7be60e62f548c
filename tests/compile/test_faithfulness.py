"""The dataset says of J City what the abstract says, checked against the text itself.

Nothing here trusts the program's own check: the text is read from its file and cut anew.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import pytest

from kg.model import iris
from kg.resources import cases_folder

if TYPE_CHECKING:
    from kg.store import Store

SHA256 = "abdc1c3137917278841ec8d77caa535250588a062cf5be4229339c601d0c6560"
BYTES = (cases_folder() / "j-city" / "abstract.en.txt").read_bytes()
TEXT = BYTES.decode("utf-8")
CASE = f"<{iris.case('j-city')}>"
QUOTED = ("stated", "presupposed")


def rows(store: Store, sparql: str) -> list[tuple[str, ...]]:
    """The rows of a query as plain strings, IRIs by their last part."""
    table = store.select(sparql, prefixes=iris.PREFIXES)
    return [
        tuple(iris.local_name(str(row[name].value)) if name in row and "://" in str(row[name].value)  # type: ignore[union-attr]
              else str(row[name].value) if name in row else "" for name in table.variables)  # type: ignore[union-attr]
        for row in table
    ]  # fmt: skip


def quotations(store: Store) -> list[tuple[str, str, str, int, int]]:
    """Every quotation: claim, its status, words, start, end."""
    found = rows(
        store,
        f"""SELECT ?claim ?status ?words ?start ?end WHERE {{
              ?claim a kg:Claim ; kg:inCase {CASE} ; kg:status ?status .
              ?line kg:evidenceFor ?claim ; kg:cites ?passage .
              ?passage oa:hasSelector [ oa:start ?start ; oa:end ?end ] , [ oa:exact ?words ] }}""",
    )
    return [
        (claim, status.removeprefix("status-"), words, int(s), int(e)) for claim, status, words, s, e in found
    ]


def claims(store: Store, *patterns: str) -> set[str]:
    """The claims of the case that match."""
    body = " ; ".join(("a kg:Claim", f"kg:inCase {CASE}", *patterns))
    return {row[0] for row in rows(store, f"SELECT DISTINCT ?c WHERE {{ ?c {body} }}")}


def test_the_text_is_the_one_that_was_coded() -> None:
    """The file has the hash, the length and the one character outside ASCII that the coding counted on."""
    assert hashlib.sha256(BYTES).hexdigest() == SHA256
    assert (len(BYTES), len(TEXT)) == (4201, 4199)
    assert [(match.start(), match.group()) for match in re.finditer(r"[^\x00-\x7f]", TEXT)] == [(3992, "’")]


def test_the_dataset_holds_the_text(dataset_store: Store) -> None:
    """Source text and hash of the dataset are those of the file."""
    [(text, sha256)] = rows(
        dataset_store,
        f"SELECT ?t ?h WHERE {{ ?s a kg:Source ; kg:inCase {CASE} ; kg:text ?t ; kg:sha256 ?h }}",
    )
    assert text == TEXT
    assert sha256 == SHA256


def test_every_quotation_stands_at_its_place(dataset_store: Store) -> None:
    """The text between the positions is the quotation, for every one of them."""
    found = quotations(dataset_store)
    assert len(found) >= 180
    assert [(claim, words) for claim, _, words, start, end in found if TEXT[start:end] != words] == []


def test_the_short_cuts_say_the_same(dataset_store: Store) -> None:
    """Positions and words at the passages themselves are right too, also those of silences."""
    found = rows(
        dataset_store, "SELECT ?p ?w ?s ?e WHERE { ?p a kg:Passage ; kg:exact ?w ; kg:start ?s ; kg:end ?e }"
    )
    assert len(found) >= 120
    assert [node for node, words, start, end in found if TEXT[int(start) : int(end)] != words] == []


@pytest.mark.parametrize("status", QUOTED)
def test_everything_that_the_source_says_is_quoted(dataset_store: Store, status: str) -> None:
    """Each stated and each presupposed claim has a supporting quotation."""
    with_quotation = {claim for claim, found, *_ in quotations(dataset_store) if found == status}
    everything = claims(dataset_store, f"kg:status kg:status-{status}")
    assert len(everything) >= {"stated": 50, "presupposed": 2}[status]
    assert everything - with_quotation == set()


def test_the_text_has_22_segments(dataset_store: Store) -> None:
    """They are the stretches after each full stop and question mark, without a gap and without an overlap."""
    cut = re.findall(r"[^.?]*[.?]", TEXT)
    assert "".join(cut) == TEXT
    found = rows(dataset_store, "SELECT ?n ?w ?s ?e WHERE { ?x a kg:Segment ; kg:number ?n ; kg:exact ?w ; "
                                "kg:start ?s ; kg:end ?e } ORDER BY ?n")  # fmt: skip
    assert [words for _, words, _, _ in found] == cut
    assert len(cut) == 22
    assert [int(row[0]) for row in found] == list(range(1, 23))
    assert [int(row[2]) for row in found][1:] == [int(row[3]) for row in found][:-1]


def test_every_segment_is_coded(dataset_store: Store) -> None:
    """On each of the 22 segments rests a claim that the source states or presupposes."""
    ends = [match.end() for match in re.finditer(r"[.?]", TEXT)]
    starts = [0, *ends[:-1]]
    touched = {
        number
        for _, status, _, start, end in quotations(dataset_store)
        if status in QUOTED
        for number, (first, last) in enumerate(zip(starts, ends, strict=True), start=1)
        if start < last and end > first
    }
    assert touched == set(range(1, 23))


def test_sentences_cut_in_two_are_joined(dataset_store: Store) -> None:
    """The stray stop of S13 and the sentences that hang together from S16 to S18 are linked."""
    found = rows(
        dataset_store,
        "SELECT ?a ?b WHERE { ?x kg:continuesIn ?y . ?x kg:identifier ?a . ?y kg:identifier ?b }",
    )
    assert sorted(found) == [("S13", "S14"), ("S16", "S17"), ("S17", "S18")]


def test_there_are_silences(dataset_store: Store) -> None:
    """At least 25 things that the source does not say are on record, each with what it concerns."""
    found = rows(
        dataset_store, f"SELECT DISTINCT ?s WHERE {{ ?s a kg:Silence ; kg:inCase {CASE} ; kg:concerns ?x }}"
    )
    assert len(found) >= 25


def test_no_pairing_is_stated(dataset_store: Store) -> None:
    """Lists that stand side by side are paired by readers only, and those who go by order are not sure."""
    pairings = claims(dataset_store, "kg:relation kg:relation-pairs-with")
    read = claims(dataset_store, "kg:relation kg:relation-pairs-with", "kg:status kg:status-interpreted")
    assert len(pairings) >= 15
    assert pairings == read
    by_order = rows(
        dataset_store,
        f"""SELECT ?c ?level WHERE {{ ?c kg:inCase {CASE} ; kg:basis kg:basis-enumeration-order ; kg:confidence ?level .
              FILTER NOT EXISTS {{ ?c kg:basis ?other FILTER(?other != kg:basis-enumeration-order) }} }}""",
    )
    assert len(by_order) >= 10
    assert {level for _, level in by_order} == {"confidence-low"}


def test_order_is_disproved_where_the_text_disproves_it(dataset_store: Store) -> None:
    """Recommendations are matched by their words, and two of the matches by order are denied."""
    found = rows(
        dataset_store,
        f"""SELECT ?s ?o WHERE {{ ?c kg:inCase {CASE} ; kg:relation kg:relation-addresses ;
              kg:status kg:status-interpreted ; kg:subject ?s ; kg:object ?o }}""",
    )
    assert sorted(found) == [
        ("system-reform", "institutional-predicament"),
        ("technical-support", "information-technology"),
        ("value-guidance", "value-leadership"),
    ]
    denied = claims(dataset_store, "kg:relation kg:relation-pairs-with", "kg:polarity kg:polarity-denied")
    assert len(denied) == 2


def test_no_cause_leads_to_a_logic(dataset_store: Store) -> None:
    """Neither the conference nor the pressures nor anything else is said to cause a logic, whatever the status."""
    caused = rows(
        dataset_store,
        f"""SELECT DISTINCT ?s ?o WHERE {{
              {{ ?c kg:inCase {CASE} ; kg:relation kg:relation-caused ; kg:subject ?s ; kg:object ?o }}
              UNION {{ ?s kg:caused ?o }} }}""",
    )
    assert sorted(caused) == [
        ("data-chimneys", "transformation-difficulties"),
        ("fragmentation", "data-chimneys"),
        ("fragmentation", "information-silos"),
        ("information-silos", "transformation-difficulties"),
    ]


@pytest.mark.parametrize("subject", ["conference", "multiple-pressures", "driving-forces"])
def test_no_edge_leads_to_a_logic(dataset_store: Store, subject: str) -> None:
    """The conference, the pressures and the driving forces have no direct edge to any logic."""
    found = rows(
        dataset_store,
        f"""SELECT ?p ?o WHERE {{ <{iris.element("j-city", subject)}> ?p ?o . ?p rdfs:subPropertyOf* kg:relatesTo .
              ?o kg:instantiates/a kg:BehaviourLogic }}""",
    )
    assert found == []
    assert rows(dataset_store, f"SELECT ?o WHERE {{ <{iris.element('j-city', subject)}> ?p ?o }}")


def test_no_strategy_is_named(dataset_store: Store) -> None:
    """Nothing of the case is a strategy, neither by its kind nor by its concept, and a silence says so."""
    found = rows(
        dataset_store,
        f"""SELECT ?e WHERE {{ ?e kg:inCase {CASE} .
              {{ ?e a/rdfs:subClassOf* kg:Strategy }} UNION {{ ?e kg:instantiates/a/rdfs:subClassOf* kg:Strategy }}
              UNION {{ ?e a/rdfs:subClassOf* kg:StrategyManifestation }} }}""",
    )
    assert found == []
    assert rows(
        dataset_store, f"SELECT ?s WHERE {{ ?s a kg:Silence ; kg:inCase {CASE} ; kg:missing kg:Strategy }}"
    )


def test_the_breakthrough_is_presupposed_only(dataset_store: Store) -> None:
    """That the city broke through is taken for granted by a question, and no edge or finding says it."""
    found = rows(
        dataset_store,
        f"SELECT ?c ?st ?r WHERE {{ ?c kg:inCase {CASE} ; kg:relation kg:relation-broke-through ; "
        "kg:status ?st ; kg:role ?r }",
    )
    assert found == [("c009", "status-presupposed", "role-question")]
    assert rows(dataset_store, "SELECT ?s WHERE { ?s kg:brokeThrough ?o }") == []


def test_a_possibility_stays_one(dataset_store: Store) -> None:
    """The logics can turn into each other: possible, under conditions that stay unstated, both ways."""
    found = rows(
        dataset_store,
        f"""SELECT ?s ?o ?m ?k WHERE {{ ?c kg:inCase {CASE} ; kg:relation kg:relation-can-convert-into ; kg:subject ?s ;
              kg:object ?o ; kg:modality ?m ; kg:underCondition/a ?k FILTER(?k = kg:UnspecifiedCondition) }}""",
    )
    assert sorted(found) == [
        ("avoidance", "innovation", "modality-possible", "UnspecifiedCondition"),
        ("innovation", "avoidance", "modality-possible", "UnspecifiedCondition"),
    ]


def test_each_phase_has_its_dominant_logic(dataset_store: Store) -> None:
    """Avoidance before the conference, innovation after it; field logic is present and dominates nowhere."""
    found = rows(
        dataset_store,
        f"""SELECT ?l ?p WHERE {{ ?c kg:inCase {CASE} ; kg:relation kg:relation-dominates-in ;
              kg:status kg:status-stated ; kg:subject ?l ; kg:object ?p }}""",
    )
    assert sorted(found) == [("avoidance", "before"), ("innovation", "after")]
    present = rows(
        dataset_store, f"SELECT DISTINCT ?p WHERE {{ <{iris.element('j-city', 'field')}> kg:presentIn ?p }}"
    )
    assert sorted(present) == [("after",), ("before",)]


def test_interactions_are_those_of_the_text(dataset_store: Store) -> None:
    """Field supports the two others and is shaped by them: four directed statements and no fifth."""
    found = rows(
        dataset_store,
        f"""SELECT ?s ?r ?o WHERE {{ ?c kg:inCase {CASE} ; kg:status kg:status-stated ; kg:subject ?s ;
              kg:relation ?r ; kg:object ?o FILTER(?r IN (kg:relation-supports, kg:relation-shapes)) }}""",
    )
    assert sorted(found) == [
        ("avoidance", "relation-shapes", "field"),
        ("field", "relation-supports", "avoidance"),
        ("field", "relation-supports", "innovation"),
        ("innovation", "relation-shapes", "field"),
    ]
