"""One value for each question: the truth table, the patterns, what a silence covers."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations_with_replacement, product

import pytest

from kg.verdicts import Asked, Known, Pattern, Statement, Verdict
from kg.verdicts.values import VERDICTS

SHARES = Pattern(("a",), ("shares",), ("b",))
ALL = Asked("n1", (SHARES,), is_complete=True)
SOME = Asked("n2", (SHARES,), is_complete=False)


def said(
    iri: str,
    basis: str = "stated",
    modality: str = "asserted",
    *,
    denied: bool = False,
    relation: str = "shares",
) -> Statement:
    """A claim that a shares with b."""
    return Statement(iri, relation, ("a",), ("b",), (), basis, modality, denied)


GOAL = replace(said("c1"), is_yet_to_come=True)


def known(*claims: Statement, asked: tuple[Asked, ...] = ()) -> Known:
    """A case that says no more than this, with two concepts, a kind and two frameworks."""
    broader = {
        "a": frozenset({"concept", "kind"}),
        "b": frozenset({"other"}),
        "gives": frozenset({"shares"}),
        "helps": frozenset({"acts-with"}),
    }
    frameworks = {"concept": "own", "other": "own", "strange": "foreign"}
    modal = {"can-turn-into": frozenset({"possible"}), "recommends": frozenset({"normative"})}
    return Known(
        claims, asked, broader, frozenset({"acts-with"}), modal, frameworks, frozenset({"own"}), ("p1",)
    )


# Each row stands in the truth table that the documents give; the words are those of its columns.
TABLE: dict[str, tuple[tuple[Statement, ...], tuple[Asked, ...], str]] = {
    "stated, whatever was asked": ((said("c1"),), (ALL,), "stated"),
    "reported": ((said("c1", "reported"),), (), "reported"),
    "reported and stated": ((said("c1", "reported"), said("c2")), (), "stated"),
    "presupposed": ((said("c1", "presupposed"),), (), "presupposed"),
    "presupposed and reported": ((said("c1", "presupposed"), said("c2", "reported")), (), "reported"),
    "follows from what is said": ((said("c1", "inferred"),), (), "inferred"),
    "a tendency is said": ((said("c1", "stated", "tendency"),), (), "stated"),
    "stated and denied": ((said("c1"), said("c2", denied=True)), (), "contested"),
    "presupposed and denied": ((said("c1", "presupposed"), said("c2", denied=True)), (), "contested"),
    "follows, and denied": ((said("c1", "inferred"), said("c2", denied=True)), (), "contested"),
    "denied": ((said("c1", denied=True),), (), "denied"),
    "a reading, and denied": ((said("c1", "interpreted"), said("c2", denied=True)), (), "denied"),
    "should be, and denied": ((said("c1", "stated", "normative"), said("c2", denied=True)), (), "denied"),
    "should be": ((said("c1", "stated", "normative"),), (), "hedged"),
    "may be": ((said("c1", "stated", "possible"),), (), "hedged"),
    "is a goal": ((GOAL,), (), "hedged"),
    "is a goal, and stated": ((GOAL, said("c2")), (), "stated"),
    "is a goal, and denied": ((GOAL, said("c2", denied=True)), (), "denied"),
    "may not be": ((said("c1", "stated", "possible", denied=True),), (), "hedged"),
    "may be and may not be": (
        (said("c1", "stated", "possible"), said("c2", "stated", "possible", denied=True)),
        (),
        "hedged",
    ),
    "stated, and may not be": ((said("c1"), said("c2", "stated", "possible", denied=True)), (), "stated"),
    "should be, and a reading": (
        (said("c1", "stated", "normative"), said("c2", "interpreted")),
        (),
        "hedged",
    ),
    "a reading": ((said("c1", "interpreted"),), (), "interpreted"),
    "a reading that it is not so": ((said("c1", "interpreted", denied=True),), (), "interpreted"),
    "a reading, and asked everywhere": ((said("c1", "interpreted"),), (ALL,), "interpreted"),
    "a reading and general knowledge": (
        (said("c1", "background"), said("c2", "interpreted")),
        (),
        "interpreted",
    ),
    "general knowledge": ((said("c1", "background"),), (), "background"),
    "asked everywhere": ((), (ALL,), "silent"),
    "asked in some sources": ((), (SOME,), "not-looked"),
    "asked in some, and elsewhere everywhere": ((), (SOME, ALL), "silent"),
    "nobody asked": ((), (), "not-coded"),
}


@pytest.mark.parametrize("row", TABLE)
def test_the_truth_table(row: str) -> None:
    """Each row of the table gives its value."""
    claims, asked, value = TABLE[row]
    assert known(*claims, asked=asked).verdict(SHARES).value == value


def test_the_hedge_stands_beside_the_denial() -> None:
    """What does not decide is kept, and told."""
    found = known(said("c1", "stated", "normative"), said("c2", denied=True)).verdict(SHARES)
    assert found == Verdict("denied", ("c2",), ("c1",), (), is_denied=True)


def test_the_silence_stands_beside_the_reading() -> None:
    """Nothing that was asked is lost because somebody read something."""
    found = known(said("c1", "interpreted", denied=True), asked=(ALL,)).verdict(SHARES)
    assert found == Verdict("interpreted", ("c1",), (), ("n1",), is_denied=True)


@pytest.mark.parametrize(
    ("relation", "modality"), [("can-turn-into", "possible"), ("recommends", "normative")]
)
def test_a_relation_declared_for_a_modality_says_all_it_can(relation: str, modality: str) -> None:
    """What can be turned is stated by "may"; what is recommended, by "should"."""
    pattern = Pattern(("a",), (relation,), ("b",))
    assert known(said("c1", modality=modality, relation=relation)).verdict(pattern).value == "stated"
    assert known(said("c1", modality=modality)).verdict(SHARES).value == "hedged"


def test_every_combination_has_one_value() -> None:
    """Any two claims with any silences give one of the thirteen, and their order does not matter."""
    bases = ("stated", "reported", "presupposed", "inferred", "interpreted", "background")
    modalities = ("asserted", "tendency", "possible", "normative")
    one = [
        Statement("", "shares", ("a",), ("b",), (), basis, modality, denied)
        for basis, modality, denied in product(bases, modalities, (False, True))
    ]
    seen = set()
    for pair in combinations_with_replacement(one, 2):
        for asked in ((), (ALL,), (SOME,)):
            value = known(*pair, asked=asked).verdict(SHARES).value
            assert value == known(*pair[::-1], asked=asked).verdict(SHARES).value
            seen.add(value)
    assert seen == set(VERDICTS) - {"silent", "not-looked", "not-coded", "does-not-apply"}


@pytest.mark.parametrize(
    "pattern",
    [
        Pattern(),
        Pattern(("a",)),
        Pattern(("concept",), ("shares",)),
        Pattern(("kind",), (), ("other",)),
        Pattern((), ("shares",), ("b", "nobody")),
    ],
)
def test_an_open_place_means_anything(pattern: Pattern) -> None:
    """A place may name a thing, its concept, its kind, alternatives, or nothing at all."""
    assert known(said("c1", relation="gives")).verdict(pattern).value == "stated"


@pytest.mark.parametrize(
    "pattern",
    [
        Pattern(("b",)),
        Pattern(("a",), ("gives",)),
        Pattern(("a",), ("shares",), ("concept",)),
        Pattern(("a",), (), (), ("a-phase",)),
    ],
)
def test_what_does_not_fit_says_nothing(pattern: Pattern) -> None:
    """Another place, a narrower relation, a phase that is not named."""
    assert known(said("c1")).verdict(pattern).value == "not-coded"


def test_a_symmetric_relation_has_no_direction() -> None:
    """Who says that one acts with another says it of the other."""
    case = known(Statement("c1", "acts-with", ("b",), ("a",)), Statement("c2", "shares", ("b",), ("a",)))
    assert case.verdict(Pattern(("a",), ("acts-with",), ("b",))).value == "stated"
    assert case.verdict(SHARES).value == "not-coded"


@pytest.mark.parametrize("relation", ["acts-with", "helps"])
def test_who_helps_another_acts_with_it_whichever_way_it_is_asked(relation: str) -> None:
    """Helping has a direction, acting with each other has none: the wider one is said both ways, the narrower in one."""
    case = known(said("c1", relation=relation))
    both = [case.verdict(Pattern((one,), ("acts-with",), (other,))).value for one, other in ("ab", "ba")]
    assert both == ["stated", "stated"]
    assert case.verdict(Pattern(("b",), ("helps",), ("a",))).value == "not-coded"


def test_a_pair_of_several_is_said_of_them_together() -> None:
    """Who says that three act together has not said that the first acts on the second."""
    three = Statement("c1", "acts-with", ("a", "b", "c"))
    found = known(three).verdict(Pattern(("a",), ("acts-with",), ("b",)))
    assert (found.value, found.is_together, found.decided_by) == ("hedged", True, ("c1",))
    pair = Statement("c2", "acts-with", ("a",), ("b",))
    assert known(three, pair).verdict(Pattern(("a",), ("acts-with",), ("b",))).value == "stated"
    assert known(three).verdict(Pattern(("a",), ("acts-with",))).value == "stated"


def test_what_is_proposed_of_several_together() -> None:
    """A claim about all of them decides; without one, the weakest pair."""
    proposed = Pattern(relation=("acts-with",), together=("a", "b", "c"))
    pairs = [
        Statement(f"c{n}", "acts-with", (s,), (o,))
        for n, (s, o) in enumerate([("a", "b"), ("c", "b"), ("a", "c")])
    ]
    assert known(Statement("c9", "acts-with", ("a", "b", "c"))).verdict(proposed).value == "stated"
    assert known(*pairs).verdict(proposed).value == "stated"
    assert known(*pairs[:2], Statement("c8", "acts-with", ("a",), ("c",), basis="interpreted")).verdict(
        proposed
    ).value == ("interpreted")
    assert known(*pairs[:2]).verdict(proposed).value == "not-coded"
    # Two of them to the third is nothing said of the two: no claim speaks of that pair.
    assert known(Statement("c7", "acts-with", ("a", "b"), ("c",))).verdict(proposed).value == "not-coded"


def test_what_speaks_against_a_proposition() -> None:
    """A relation declared as its opposite denies a proposition, and nothing else."""
    case = known(said("c1", relation="hinders"))
    assert case.verdict(SHARES, against=("hinders",)).value == "denied"
    assert case.verdict(SHARES).value == "not-coded"
    assert (
        known(said("c1", relation="hinders"), said("c2")).verdict(SHARES, against=("hinders",)).value
        == "contested"
    )
    assert (
        known(said("c1", relation="hinders", denied=True)).verdict(SHARES, against=("hinders",)).value
        == "not-coded"
    )


def across(*, relation: str = "shares", to: str = "b", phase: str = "", denied: bool = False) -> Statement:
    """A claim that a has some relation to something, in a phase where one is given."""
    return Statement(
        f"{relation}-{to}-{phase}-{denied}",
        relation,
        ("a",),
        (to,),
        (phase,) if phase else (),
        is_denied=denied,
    )


@pytest.mark.parametrize(
    ("says", "denies", "pattern", "value"),
    [
        (across(to="b"), across(to="c", denied=True), Pattern(("a",), ("shares",)), "stated"),
        (across(to="b"), across(to="b", denied=True), Pattern(("a",), ("shares",)), "contested"),
        (across(to="b"), across(to="b", denied=True), Pattern(("a",)), "contested"),
        (across(), across(relation="acts-with", denied=True), Pattern(("a",)), "stated"),
        (across(), across(relation="gives", denied=True), Pattern(("a",)), "stated"),
        (across(relation="gives"), across(denied=True), Pattern(("a",)), "contested"),
        (across(phase="p1"), across(phase="p2", denied=True), SHARES, "stated"),
        (across(phase="p1"), across(denied=True), SHARES, "contested"),
        (across(to="b"), across(to="c", denied=True), Pattern(("a",), ("shares",), ("b", "c")), "contested"),
        (
            across(relation="acts-with"),
            across(relation="acts-with", to="c", denied=True),
            Pattern(("a",)),
            "stated",
        ),
        (
            across(relation="acts-with"),
            Statement("d", "acts-with", ("b",), ("a",), is_denied=True),
            Pattern(("a",)),
            "contested",
        ),
    ],
)
def test_a_denial_counts_against_what_it_denies(
    says: Statement, denies: Statement, pattern: Pattern, value: str
) -> None:
    """An open place leaves room for two statements, of which one may be denied and the other not."""
    found = known(says, denies).verdict(pattern)
    assert found.value == value
    assert found.beside == ((denies.iri,) if value == "stated" else ())


@pytest.mark.parametrize(
    ("asks", "pattern", "covers"),
    [
        (Pattern((), ("present",)), Pattern(("a",), ("present",)), True),
        (Pattern((), ("shares",)), Pattern(("a",), ("gives",)), True),
        (Pattern((), ("gives",)), Pattern(("a",), ("shares",)), False),
        (Pattern(("a",)), Pattern(("a", "b")), False),
        (Pattern(("a", "b")), Pattern(("a",)), True),
        (Pattern(("concept",)), Pattern(("a",)), True),
        (Pattern(("a",)), Pattern(("concept",)), True),
        (Pattern(("a",)), Pattern(), False),
        (Pattern((), (), (), ("p1", "p2")), Pattern(("b",), ("shares",), (), ("p1",)), True),
        (Pattern((), (), (), ("p1",)), Pattern(("b",), ("shares",)), False),
        (Pattern(("a", "b"), ("acts-with",)), Pattern(relation=("acts-with",), together=("a", "b")), True),
    ],
)
def test_a_silence_covers_what_lies_within_it(asks: Pattern, pattern: Pattern, *, covers: bool) -> None:
    """The narrower question is answered with the wider one, never the other way round."""
    assert known().covers(Asked("n1", (asks,), is_complete=True), pattern) is covers


def test_a_silence_without_a_pattern_decides_nothing() -> None:
    """It is listed, and no cell is silent by it."""
    assert known(asked=(Asked("n1", (), is_complete=True),)).verdict(SHARES).value == "not-coded"


def test_what_does_not_apply() -> None:
    """A concept of a framework that the case does not use, a phase where it has none; a claim comes first."""
    assert known().verdict(Pattern(("strange",), ("shares",))).value == "does-not-apply"
    assert known().verdict(Pattern(("strange",), (), ("concept",))).value == "not-coded"
    assert known(Statement("c1", "shares", ("strange",))).verdict(Pattern(("strange",))).value == "stated"
    no_phases = Known(asked=(Asked("n", (Pattern(),), is_complete=True),))
    assert no_phases.verdict(Pattern(("a",), (), (), ("p1",))).value == "does-not-apply"


def test_the_ladder_of_a_cell() -> None:
    """The first pattern that is answered counts; where none is, the first."""
    ladder = (Pattern(("a",), ("gives",), ("b",)), SHARES)
    assert known(said("c1")).cell(ladder) == (SHARES, Verdict("stated", ("c1",)))
    assert known(said("c1", relation="gives")).cell(ladder)[0] == ladder[0]
    assert known().cell(ladder) == (ladder[0], Verdict("not-coded"))
