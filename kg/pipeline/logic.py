"""Ask the reasoner whether ontology and cases can be true together, and who is to blame if not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.iris import local_name
from kg.problems import Location, Problem, problem
from kg.reason import Judgement, judge, minimal_conflict, unreasoned
from kg.resources import ontology_folder
from kg.store import NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kg.pipeline.outcome import Outcome
    from kg.store import Quad

_EXPECTED = "statements that can all be true"
_HINT = "it contradicts the others named here; take one of them back"


def check_logic(
    quads: list[Quad], outcome: Outcome, tell: Callable[[str], None] = lambda _: None
) -> Judgement:
    """Ask HermiT about ontology and cases; what is wrong is added to the outcome.

    Args:
        quads: what `kg.pipeline.check` gave.
        outcome: problems are added to it, each at the entry or term to blame.
        tell: is told what is going on, for it takes a while.
    """
    plain = unreasoned(quads)
    judgement = judge(plain)
    places = {iri: place for case in outcome.cases for iri, place in case.places.items()}
    if judgement.is_consistent is False:
        tell("not consistent; looking for the statements to blame (this takes a minute or two)")
        outcome.problems.extend(_blame(plain, places))
    for name in judgement.unsatisfiable:
        found = f'the class "{local_name(name)}", which can have no member'
        place = _place_of_term(name, ontology_folder())
        outcome.problems.append(problem("KG504", place, found, "a class that can have members"))
    return judgement


def _blame(quads: list[Quad], places: dict[str, Location]) -> list[Problem]:
    """The entries and terms without any one of which there would be no contradiction."""
    groups: dict[str, list[Quad]] = {}
    nameless = [quad for quad in quads if not isinstance(quad.subject, NamedNode)]
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            groups.setdefault(quad.subject.value, []).append(quad)
    entries = [name for name in groups if name.startswith(f"{iris.BASE}case/")]
    terms = [name for name in groups if name not in set(entries)]

    def conflict_with(fixed: Sequence[str]) -> Callable[[Sequence[str]], bool]:
        def is_conflict(names: Sequence[str]) -> bool:
            named = (quad for name in (*fixed, *names) for quad in groups[name])
            return judge([*nameless, *named]).is_consistent is False

        return is_conflict

    guilty = minimal_conflict(entries, conflict_with(terms))
    guilty += minimal_conflict(terms, conflict_with(guilty))
    return [_problem(name, places) for name in guilty]


def _problem(iri: str, places: dict[str, Location]) -> Problem:
    """The problem at one of the statements to blame."""
    place = places.get(iri) or _place_of_term(iri, ontology_folder())
    return problem("KG503", place, f'a contradiction with what is said of "{local_name(iri)}"',
                   _EXPECTED, _HINT)  # fmt: skip


def _place_of_term(iri: str, folder: Path) -> Location:
    """The file and line of the ontology where a term is described."""
    name = re.compile(rf"^(?:\w+:{re.escape(local_name(iri))}|<{re.escape(iri)}>)[ \t]")
    for path in sorted(folder.rglob("*.ttl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if name.match(line):
                return Location(f"ontology/{path.relative_to(folder).as_posix()}", number, 1)
    return Location("ontology", 1, 1)
