"""Who may be to blame for a contradiction, and how long the reasoner is waited for."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from kg.consistency import hermit
from kg.consistency.suspects import suspects
from kg.model import iris

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store import Quad

    AsQuads = Callable[[str], list[Quad]]

TOWN = iris.case("x-town")
A, B, C = (f"<{TOWN}/element/{name}>" for name in "abc")
PROPERTIES = """
kg:before a owl:ObjectProperty , owl:AsymmetricProperty .
kg:beside a owl:ObjectProperty .
kg:apart a owl:ObjectProperty , owl:IrreflexiveProperty .
kg:with owl:propertyDisjointWith kg:without .
"""
CLASHES = {
    "two at once before each other": (f"{A} kg:before {B} . {B} kg:before {A} .", {A, B}),
    "before itself": (f"{A} kg:before {A} .", {A}),
    "apart from itself": (f"{A} kg:apart {A} .", {A}),
    "with and without": (f"{A} kg:with {B} ; kg:without {B} .", {A, B}),
    "of two classes": (
        f"kg:One owl:disjointWith kg:Two . {A} a kg:Two . {A} a kg:One .",
        {A},
    ),
    "of two of three classes": (
        f"[] a owl:AllDisjointClasses ; owl:members ( kg:One kg:Two kg:Three ) . {A} a kg:Three , kg:One .",
        {A},
    ),
}
ALLOWED = {
    "beside each other": f"{A} kg:beside {B} . {B} kg:beside {A} .",
    "beside itself": f"{A} kg:beside {A} .",
    "apart from another": f"{A} kg:apart {B} . {B} kg:apart {A} .",
    "one before another": f"{A} kg:before {B} . {B} kg:before {C} .",
    "with one and without another": f"{A} kg:with {B} ; kg:without {C} .",
    "of one class": f"kg:One owl:disjointWith kg:Two . {A} a kg:Two . {B} a kg:One .",
}


@pytest.mark.parametrize("clash", CLASHES)
def test_who_takes_part_in_a_clash_is_suspected(as_quads: AsQuads, clash: str) -> None:
    """Of the things of a case those that stand against each other, and no third one."""
    facts, expected = CLASHES[clash]
    found = suspects(as_quads(f"{PROPERTIES}{facts} {C} a kg:Actor ."))
    assert {f"<{iri}>" for iri in found if iri.startswith(TOWN)} == expected


@pytest.mark.parametrize("what", ALLOWED)
def test_nobody_is_suspected_of_what_is_allowed(as_quads: AsQuads, what: str) -> None:
    """Only a property that is said to be asymmetric or irreflexive, or disjoint with another, excludes anything."""
    assert suspects(as_quads(f"{PROPERTIES}{ALLOWED[what]}")) == set()


def test_the_reasoner_is_waited_for_as_long_as_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten minutes, and then nothing is judged."""
    waited: list[float] = []

    def run(*_: object, timeout: float, **__: Any) -> None:  # noqa: ANN401 - whatever a program is started with
        waited.append(timeout)
        raise subprocess.TimeoutExpired("java", timeout)

    monkeypatch.setattr(hermit, "find_java", lambda: "java")
    monkeypatch.setattr(subprocess, "run", run)
    judgement = hermit.judge_consistency([])
    assert waited == [600]
    assert judgement.is_consistent is None
    assert judgement.refused == "no answer within 10 minutes"
