"""What is denied, said of several things together, or follows from what is contested."""

from __future__ import annotations

import pytest
from test_decide import SHARES, known, said

from kg.verdicts import Pattern, Statement, Verdict
from kg.verdicts.statements import Asked


def together(iri: str, *things: str, denied: bool = False, **more: str) -> Statement:
    """A claim that some things act with one another, all together."""
    return Statement(iri, "acts-with", things, is_denied=denied, **more)  # type: ignore[arg-type]


def pair(iri: str, one: str, other: str, *, denied: bool = False, **more: str) -> Statement:
    """A claim that one thing acts with another."""
    return Statement(iri, "acts-with", (one,), (other,), is_denied=denied, **more)  # type: ignore[arg-type]


ALL_THREE = together("all", "a", "b", "c")
EACH = (pair("ab", "a", "b"), pair("bc", "b", "c"), pair("ac", "a", "c"))
# Of three things it is asked whether they act with one another: the claims, the verdict, what decides it, what else speaks of it.
OF_ALL: dict[str, tuple[tuple[Statement, ...], str, str, str]] = {
    "all, and a pair denied": ((ALL_THREE, pair("d", "b", "c", denied=True)), "contested", "all d", ""),
    "all, and two denied": ((ALL_THREE, together("d", "b", "c", denied=True)), "contested", "all d", ""),
    "all, and all denied": ((ALL_THREE, together("d", "a", "b", "c", denied=True)), "contested", "all d", ""),
    "all, and a pair that may not": (
        (ALL_THREE, pair("d", "b", "c", denied=True, modality="possible")),
        "stated",
        "all",
        "d",
    ),
    "all, and a pair read as not": (
        (ALL_THREE, pair("d", "b", "c", denied=True, basis="interpreted")),
        "stated",
        "all",
        "d",
    ),
    "all, and denied of them with a fourth": (
        (ALL_THREE, together("d", "a", "b", "c", "e", denied=True)),
        "stated",
        "all",
        "d",
    ),
    "all as a reading, and a pair denied": (
        (together("all", "a", "b", "c", basis="interpreted"), pair("d", "b", "c", denied=True)),
        "denied",
        "d",
        "all",
    ),
    "all, and each pair": ((ALL_THREE, *EACH), "stated", "all", ""),
    "all should, and each pair does": (
        (together("all", "a", "b", "c", modality="normative"), *EACH),
        "stated",
        "ab bc ac",
        "all",
    ),
    "each pair, two at a time": (
        (together("ab", "a", "b"), together("bc", "b", "c"), together("ac", "a", "c")),
        "stated",
        "ab ac bc",
        "",
    ),
    "each pair, of which one is denied": (
        (*EACH, pair("d", "a", "c", denied=True)),
        "contested",
        "ac d ab bc",
        "",
    ),
    "each pair, one among a fourth": (
        (*EACH[:2], together("ace", "a", "c", "e")),
        "hedged",
        "ace ab bc",
        "",
    ),
    "one pair denied, of the others nothing": ((pair("d", "a", "c", denied=True),), "denied", "d", ""),
    "one pair contested, of the others nothing": (
        (pair("ac", "a", "c"), pair("d", "a", "c", denied=True)),
        "contested",
        "d ac",
        "",
    ),
    "one pair that may not, of the others nothing": (
        (pair("d", "a", "c", denied=True, modality="possible"),),
        "hedged",
        "d",
        "",
    ),
}


@pytest.mark.parametrize("row", OF_ALL)
def test_what_is_said_and_denied_of_several_together(row: str) -> None:
    """Who denies it of a pair denies it of all; who says it of each pair says it of all."""
    claims, value, deciding, beside = OF_ALL[row]
    found = known(*claims).verdict(Pattern(relation=("acts-with",), together=("a", "b", "c")))
    assert (found.value, set(found.decided_by), set(found.beside)) == (
        value,
        set(deciding.split()),
        set(beside.split()),
    )


def test_two_named_together_are_a_pair() -> None:
    """Of two by a relation without direction there is one pair, which is meant; of three, or with a direction, it is open."""
    asked = Pattern(("a",), ("acts-with",), ("b",))
    assert known(together("c1", "b", "a")).verdict(asked) == Verdict("stated", ("c1",))
    assert known(together("c1", "b", "a", denied=True)).verdict(asked).value == "denied"
    assert known(together("c1", "a", "b", "c", denied=True)).verdict(asked).value == "hedged"
    assert known(Statement("c1", "shares", ("a", "b"))).verdict(SHARES).value == "hedged"


@pytest.mark.parametrize(
    ("claims", "value"),
    [
        ((together("c1", "a", "b"),), "stated"),
        ((together("c1", "a", "b", denied=True),), "denied"),
        ((together("c1", "a", "b", denied=True), pair("c2", "a", "b")), "contested"),
        # Of b and c it is said all the same, and of three together nobody denies it of two.
        ((together("c1", "a", "b", denied=True), pair("c2", "b", "c")), "stated"),
        ((together("c1", "a", "b", "c", denied=True), pair("c2", "a", "b")), "stated"),
        ((together("c1", "a", "b", "c", denied=True), ALL_THREE), "contested"),
        # Two that share with a third are not said to act with one another.
        ((together("c1", "a", "b", denied=True), Statement("c2", "acts-with", ("a", "b"), ("c",))), "stated"),
    ],
)
def test_what_is_said_together_stands_at_both_ends(claims: tuple[Statement, ...], value: str) -> None:
    """Things that act with one another are found at either end of the relation."""
    assert known(*claims).verdict(Pattern(("b",))).value == value
    assert known(*claims).verdict(Pattern(object=("b",))).value == value


@pytest.mark.parametrize(
    ("claims", "asked", "value"),
    [
        ((said("c1", denied=True),), "gives", "denied"),
        ((said("c1", relation="gives"), said("c2", denied=True)), "gives", "contested"),
        ((said("c1", relation="gives"), said("c2", denied=True, modality="possible")), "gives", "stated"),
        ((said("c1"),), "gives", "not-coded"),
        # Who denies the narrower has not denied the wider.
        ((said("c1", relation="gives", denied=True),), "shares", "not-coded"),
        ((said("c1", relation="gives", denied=True), said("c2")), "shares", "stated"),
    ],
)
def test_who_denies_a_relation_denies_the_narrower(
    claims: tuple[Statement, ...], asked: str, value: str
) -> None:
    """What is not shared is not given; what is shared need not be given, and what is not given may be shared."""
    assert known(*claims).verdict(Pattern(("a",), (asked,), ("b",))).value == value


def test_a_wider_denial_is_heard_at_the_wider_pattern_of_a_cell() -> None:
    """Who denies that a logic is there has not spoken of dominance alone."""
    ladder = (Pattern(("a",), ("gives",), ("b",)), SHARES)
    assert known(said("c1", denied=True)).cell(ladder) == (SHARES, Verdict("denied", ("c1",), is_denied=True))
    both = known(said("c1", denied=True), said("c2"))
    assert both.cell(ladder) == (SHARES, Verdict("contested", ("c2", "c1")))
    own = known(said("c1", relation="gives", denied=True), said("c2"))
    assert own.cell(ladder) == (ladder[0], Verdict("denied", ("c1",), is_denied=True))


def test_who_denies_a_relation_without_direction_denies_it_both_ways() -> None:
    """Two that do not act with one another do not help one another, whichever is named first; a third they may help."""
    helps = Statement("c1", "helps", ("a",), ("b",))
    for denial in (pair("c2", "b", "a", denied=True), together("c2", "a", "b", denied=True)):
        assert known(helps, denial).verdict(Pattern(("a",))).value == "contested"
        third = Statement("c1", "helps", ("a", "b"), ("c",))
        assert known(third, denial).verdict(Pattern(("a",))).value == "stated"


def test_the_phase_of_a_denial_counts_whichever_way_a_relation_leads() -> None:
    """What is denied of one phase was not said of the other."""
    one = Statement("c1", "acts-with", ("a",), ("b",), ("p1",))
    other = Statement("c2", "acts-with", ("b",), ("a",), ("p2",), is_denied=True)
    assert known(one, other).verdict(Pattern(("a",), ("acts-with",), ("b",))).value == "stated"


def test_what_follows_from_a_contested_claim_is_contested() -> None:
    """It says no more than what it follows from; what another source says stands, and what denies it is named."""
    edge = Statement("e1", "shares", ("a",), ("b",), basis="inferred", is_edge=True, disputed_by=("c9",))
    assert known(edge).verdict(SHARES) == Verdict("contested", ("e1", "c9"))
    assert known(edge, said("c1", "presupposed")).verdict(SHARES).value == "presupposed"
    assert known(edge, said("c1", denied=True)).verdict(SHARES).value == "contested"
    assert known(edge, said("c1", "interpreted")).verdict(SHARES).value == "contested"
    denial = Statement("c2", "shares", ("a",), ("b",), basis="inferred", is_denied=True, disputed_by=("c9",))
    assert known(denial).verdict(SHARES).value == "contested"
    assert known(denial, said("c1", denied=True)).verdict(SHARES).value == "denied"


def asked(iri: str, one: str, other: str, *, complete: bool = True) -> Asked:
    """A search for two things acting with one another."""
    return Asked(iri, (Pattern((one,), ("acts-with",), (other,)),), complete)


THREE_TOGETHER = Pattern(relation=("acts-with",), together=("a", "b", "c"))


@pytest.mark.parametrize(
    ("claims", "silences", "value", "behind"),
    [
        ((), (asked("n1", "a", "b"), asked("n2", "b", "c"), asked("n3", "c", "a")), "silent", "n1 n3 n2"),
        ((), (asked("n1", "a", "b"), asked("n2", "b", "c", complete=False), asked("n3", "a", "c")), "not-looked", "n1 n3 n2"),
        ((), (asked("n1", "a", "b"), asked("n2", "b", "c")), "not-coded", ""),
        (EACH[:2], (asked("n3", "a", "c"),), "silent", "n3"),
    ],
)  # fmt: skip
def test_silences_on_each_pair_are_one_on_all(
    claims: tuple[Statement, ...], silences: tuple[Asked, ...], value: str, behind: str
) -> None:
    """What is not said of all stands as the pair of which least was asked."""
    found = known(*claims, asked=silences).verdict(THREE_TOGETHER)
    assert (found.value, " ".join(found.silences)) == (value, behind)


def test_a_silence_on_a_symmetric_relation_was_asked_both_ways() -> None:
    """Whether a acts with b is the question whether b acts with a; of a relation with a direction it is another one."""
    assert (
        known(asked=(asked("n1", "a", "b"),)).verdict(Pattern(("b",), ("acts-with",), ("a",))).value
        == "silent"
    )
    given = Asked("n1", (Pattern(("a",), ("shares",), ("b",)),), is_complete=True)
    assert known(asked=(given,)).verdict(Pattern(("b",), ("shares",), ("a",))).value == "not-coded"


def test_a_cell_stays_where_all_is_heard() -> None:
    """A reading that a logic does not dominate stands beside the hedge that it should not be there."""
    read = Statement("read", "gives", ("a",), phases=("p1",), basis="interpreted", is_denied=True)
    hedge = Statement("hedge", "shares", ("a",), phases=("p1",), modality="normative", is_denied=True)
    ladder = [Pattern(("a",), (one,), phase=("p1",)) for one in ("gives", "shares")]
    pattern, found = known(read, hedge).cell(ladder)
    assert (pattern.relation, found.value) == (("gives",), "hedged")
    assert {*found.decided_by, *found.beside} == {"read", "hedge"}
