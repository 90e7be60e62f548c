"""The rooms `trace` and `coverage`: down from a finding to the words, up from the words to the findings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.coverage import cover_case
from kg.model import iris
from kg.problems import KgError
from kg.resources import cases_folder
from kg.trace import EvidenceLine, Passage, Trace, find_claim, trace_claim
from kg.trace.weakest import is_tainted, weakest_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store import Store


def passage(name: str) -> Passage:
    """A passage of that name."""
    return Passage(name, "s", "S", "en", ("S01",), 0, 1, "", "x", "")


def made(
    name: str, status: str = "stated", passages: str = "", *premises: Trace,
    confidence: str = "", basis: tuple[str, ...] = (), direction: str = "supports",
) -> Trace:  # fmt: skip
    """A trace with one line of evidence."""
    line = EvidenceLine(f"{name}-1", direction, tuple(map(passage, passages)))
    return Trace(
        iri=name, id=name, case="x", sentence=name, sentence_zh="", status=status, role="finding",
        modality="asserted", polarity="affirmed", confidence=confidence, basis=basis,
        evidence=(line,) if passages else (), premises=premises,
    )  # fmt: skip


LOW = made("i1", "interpreted", "a", confidence="low", basis=("enumeration-order",))
HIGH = made("i2", "interpreted", "b", confidence="high", basis=("anaphora", "co-statement"))


@pytest.mark.parametrize(
    ("trace", "words"),
    [
        (made("c", "stated", "a"), "rests on one passage, nothing read into it"),
        (made("c", "stated", "abc"), "rests on three passages, nothing read into them"),
        (made("c", "presupposed", "a"), "rests on one passage, which take it for granted and do not report it"),
        (made("d", "inferred", "", made("c", "stated", "ab")), "rests on two passages, nothing read into them"),
        (made("d", "inferred", "", made("c", "stated", "ab"), made("e", "stated", "b")),
         "rests on two passages, nothing read into them"),
        (made("d", "background"), "rests on general knowledge, not on the source"),
        (made("d", "inferred"), "rests on no passage"),
        (LOW, "rests on one reading (enumeration order, low)"),
        (HIGH, "rests on one reading (anaphora, co statement, high)"),
        (made("d", "inferred", "", HIGH, made("c", "stated", "c")),
         "rests on one reading (anaphora, co statement, high)"),
        (made("d", "inferred", "", HIGH, made("e", "inferred", "", LOW)),
         "rests on two readings (enumeration order, low)"),
        (made("d", "inferred", "", made("e", "inferred", "", LOW), made("f", "inferred", "", LOW)),
         "rests on one reading (enumeration order, low)"),
    ],
)  # fmt: skip
def test_the_weakest_link_is_named(trace: Trace, words: str) -> None:
    """The weakest part of the whole chain decides; each reading and each passage counts once."""
    assert weakest_link(trace).replace("co-statement", "co statement") == words


def test_what_challenges_is_not_rested_on() -> None:
    """A passage that speaks against a claim is none that it rests on."""
    assert weakest_link(made("c", "stated", "ab", direction="challenges")) == "rests on no passage"


@pytest.mark.parametrize(
    ("trace", "taint"),
    [
        (made("c", "stated", "a"), False),
        (LOW, True),
        (made("d", "inferred", "", made("e", "inferred", "", LOW)), True),
    ],
)
def test_a_reading_anywhere_taints(trace: Trace, taint: bool) -> None:  # noqa: FBT001
    """A trace that has an interpretation at any depth rests on interpretation."""
    assert is_tainted(trace) is taint


@pytest.mark.parametrize(
    "words",
    ["c072", "j-city/c072", iris.claim("j-city", "c072"), "Field logic supports responsibility avoidance logic.",
     "field LOGIC supports responsibility avoidance logic", "场域逻辑支持避责逻辑", "field logic supports avoidance"],
)  # fmt: skip
def test_a_claim_is_found_by_what_one_would_type(dataset_store: Store, words: str) -> None:
    """By identifier, with its case, by IRI, by its sentence in either language, by words of it."""
    assert find_claim(dataset_store, words) == iris.claim("j-city", "c072")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("c999", "there is no claim"),
        ("innovation logic", "several claims answer"),
        ("zebra", "there is no claim"),
    ],
)
def test_what_is_not_one_claim_is_wrong_use(dataset_store: Store, words: str, said: str) -> None:
    """None and several are told apart; of several the first are listed with their names."""
    with pytest.raises(KgError, match=said) as told:
        find_claim(dataset_store, words)
    assert ("  guiyang/g" in str(told.value)) == (said == "several claims answer")


def test_a_trace_shows_all_joint_passages_in_their_sentences(dataset_store: Store) -> None:
    """Three passages needed together come in the order of the text, each cut out of its sentence."""
    trace = trace_claim(dataset_store, iris.claim("j-city", "c067"))
    [line] = trace.evidence
    text = (cases_folder() / "j-city" / "abstract.en.txt").read_bytes().decode("utf-8")
    assert [found.segments for found in line.passages] == [("S16",), ("S17",), ("S18",)]
    assert [found.start for found in line.passages] == sorted(found.start for found in line.passages)
    for found in line.passages:
        assert text[found.start : found.end] == found.exact
        sentence = found.before + found.exact + found.after
        assert text[found.start - len(found.before) :].startswith(sentence)
        assert sentence.endswith(".")
    assert line.passages[0].before == "Taking "


def test_a_passage_over_a_stop_shows_both_segments(store_of: Callable[..., Store]) -> None:
    """Words that go over a stop keep what stands before them in the first segment and after them in the last."""
    claims = """claims:
  c9:
    subject: fear
    relation: affects
    object: caution
    status: stated
    role: finding
    modality: asserted
    polarity: affirmed
    quote: files apart.Clerks said
"""
    trace = trace_claim(store_of(more=claims), iris.claim("b-town", "c9"))
    [found] = trace.evidence[0].passages
    assert found.segments == ("S01", "S02")
    assert found.before == "The registry of B Town kept its "
    assert found.after == " that fear of blame had led to caution,and caution ruled."


def test_a_trace_goes_down_to_the_premises(dataset_store: Store) -> None:
    """An inferred claim shows what it follows from, each with its own evidence, and its weakest link."""
    trace = trace_claim(dataset_store, iris.claim("j-city", "d001"))
    assert trace.status == "inferred"
    assert [(premise.id, premise.status) for premise in trace.premises] == [
        ("c043", "stated"), ("i017", "interpreted"),
    ]  # fmt: skip
    assert all(premise.evidence for premise in trace.premises)
    assert trace.rests_on_interpretation
    assert trace.weakest == "rests on one reading (lexical overlap, medium)"


def test_a_trace_shows_the_rule(dataset_store: Store) -> None:
    """A claim made by a rule names the rule and keeps both premises."""
    found = find_claim(dataset_store, "r1-field--avoidance")
    trace = trace_claim(dataset_store, found)
    assert [premise.id for premise in trace.premises] == ["c072", "c074"]
    assert trace.rule.startswith("What supports another and is shaped by it")
    assert not trace.rests_on_interpretation


def test_a_trace_shows_silences_beside_it(dataset_store: Store) -> None:
    """What the source does not say about the parts of a claim stands with it."""
    trace = trace_claim(dataset_store, iris.claim("j-city", "c076"))
    assert any("condition" in silence.question for silence in trace.silences)
    assert len({silence.iri for silence in trace.silences}) == len(trace.silences) >= 2


def test_a_trace_is_plain_values(dataset_store: Store) -> None:
    """Everything in it can be written as JSON."""
    trace = trace_claim(dataset_store, iris.claim("j-city", "i028"))
    data = json.loads(json.dumps(trace.as_dict(), ensure_ascii=False))
    assert data["rivals"] == ["i029"]
    assert (data["basis"], data["confidence"]) == (["back-translation"], "medium")


def test_a_circle_comes_to_an_end(store_of: Callable[..., Store], dataset_store: Store) -> None:
    """A claim above itself in the tree is not traced again."""
    claim = iris.claim("j-city", "d001")
    trace = trace_claim(dataset_store, claim, seen=frozenset({iris.claim("j-city", "i017")}))
    assert [premise.id for premise in trace.premises] == ["c043"]
    assert store_of() is not None


def test_coverage_is_the_text_in_order(dataset_store: Store) -> None:
    """Every segment is there, numbered, and with its words."""
    segments = cover_case(dataset_store, iris.case("j-city"))
    assert [segment.number for segment in segments] == list(range(1, 23))
    text = (cases_folder() / "j-city" / "abstract.en.txt").read_bytes().decode("utf-8")
    assert "".join(segment.text for segment in segments) == text


def test_a_segment_without_claims_is_shown(store_of: Callable[..., Store]) -> None:
    """What nothing rests on is in the list like the rest, with no claims."""
    claims = """claims:
  c9:
    subject: fear
    relation: affects
    object: caution
    status: stated
    role: finding
    modality: asserted
    polarity: affirmed
    quote: [files apart.Clerks said, led to caution]
"""
    segments = cover_case(store_of(claims=claims), iris.case("b-town"))
    assert [(s.name, [claim.id for claim in s.claims]) for s in segments] == [
        ("S01", ["c9"]), ("S02", ["c9"]), ("S03", []), ("S04", []), ("S05", []),
    ]  # fmt: skip
    assert segments[0].claims[0].sentence == "Fear of blame affects caution"
