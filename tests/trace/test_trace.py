"""The room `trace`: down from a finding to the words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.cli.trace_text import as_markdown, as_tree
from kg.model import iris
from kg.problems import KgError
from kg.records import Facts, Index, Weakest, weakest
from kg.records.facts import Claim, EvidenceLine, Passage
from kg.resources import cases_folder
from kg.trace import find_claim, trace_claim, trace_of
from kg.trace.weakest import in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store import Store


def made(
    name: str, status: str = "stated", passages: str = "", *premises: Index,
    confidence: str = "", basis: tuple[str, ...] = (), direction: str = "supports",
) -> Index:  # fmt: skip
    """The records of a claim with one line of evidence, and of what it is derived from; the claim comes first."""
    parts = {"basis": tuple(iris.mark("basis", word) for word in basis)}
    parts["derivedFromClaim"] = tuple(next(iter(below.facts.claims)) for below in premises)
    claim = Claim(name, name, "x", "", status, "finding", "asserted", "affirmed", confidence, parts=parts)
    line = EvidenceLine(f"{name}-1", name, direction, tuple(passages))
    claims, evidence, words = (
        {name: claim},
        {line.iri: line},
        {one: Passage(one, "s", 0, 1, "x") for one in passages},
    )
    for below in premises:
        claims |= below.facts.claims
        evidence |= below.facts.evidence
        words |= below.facts.passages
    return Index(Facts(claims=claims, evidence=evidence, passages=words))


LOW = made("i1", "interpreted", "a", confidence="low", basis=("enumeration-order",))
HIGH = made("i2", "interpreted", "b", confidence="high", basis=("anaphora", "co-statement"))


def first(index: Index) -> Weakest:
    """The weakest link of the first claim."""
    return weakest(index, next(iter(index.facts.claims.values())))


@pytest.mark.parametrize(
    ("index", "words"),
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
def test_the_weakest_link_is_named(index: Index, words: str) -> None:
    """The weakest part of the whole chain decides; each reading and each passage counts once."""
    assert in_words(first(index)) == words


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (Weakest("cited", passages=2, cited=1), "two passages and one place cited by locator, of which a machine checked the passages only"),
        (Weakest("cited", cited=2, restricted=1), "two places and one restricted place cited by locator, which no machine checked"),
        (Weakest("cited", passages=1, cited=1, restricted=13),
         "one passage, one place and 13 restricted places cited by locator, of which a machine checked the passages only"),
    ],
)  # fmt: skip
def test_what_no_machine_checked_is_counted_apart(link: Weakest, words: str) -> None:
    """Passages, places and those of restricted sources, as far as there are any."""
    assert in_words(link) == f"rests on {words}"


def test_what_challenges_is_not_rested_on() -> None:
    """A passage that speaks against a claim is none that it rests on."""
    assert first(made("c", "stated", "ab", direction="challenges")).kind == "nothing"


@pytest.mark.parametrize(
    ("index", "readings"),
    [
        (made("c", "stated", "a"), 0),
        (LOW, 1),
        (made("d", "inferred", "", made("e", "inferred", "", LOW)), 1),
    ],
)
def test_a_reading_anywhere_is_counted(index: Index, readings: int) -> None:
    """A trace that has an interpretation at any depth rests on interpretation."""
    assert first(index).readings == readings
    claim = next(iter(index.facts.claims))
    bare = Index(replace(index.facts, passages={}))
    assert trace_of(bare, claim).rests_on_interpretation is (readings > 0)


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


def test_a_circle_comes_to_an_end() -> None:
    """A claim above itself in the tree is not traced again, and its reading is counted once."""
    one, other = made("i1", "interpreted", "a"), made("i2", "interpreted", "b")
    claims = {
        name: replace(index.facts.claims[name], parts={"derivedFromClaim": (premise,)})
        for name, index, premise in (("i1", one, "i2"), ("i2", other, "i1"))
    }
    index = Index(Facts(claims=claims))
    [premise] = trace_of(index, "i1").premises
    assert (premise.id, premise.premises) == ("i2", ())
    assert first(index).readings == len(claims)


def test_a_silence_beside_a_claim_tells_how_far_was_looked(dataset_store: Store) -> None:
    """J City's one source was searched whole; of Guiyang's many only parts were, and the trace says so."""
    for claim, verdict, sign, words in (
        ("j-city/c076", "silent", "∅", "The source does not say"),
        ("guiyang/gr073", "not-looked", "⌕", "Search incomplete"),
    ):
        trace = trace_claim(dataset_store, find_claim(dataset_store, claim))
        assert trace.silences
        assert {(one.verdict, one.sign, one.standing.capitalize()) for one in trace.silences} == {
            (verdict, sign, words)
        }
        assert f"\n{words}:\n  {sign} " in as_tree(trace, 100)
        assert f"\n## {words}\n" in as_markdown(trace)
        other = {"The source does not say", "Search incomplete"} - {words}
        assert not [text for text in other if text in as_tree(trace, 100) + as_markdown(trace)]
