"""Ask the reasoner whether ontology and cases can be true together, and who is to blame if not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.consistency.conflict import conflicting, irregular_chains
from kg.consistency.hermit import Judgement, judge
from kg.model import iris
from kg.model.iris import local_name
from kg.model.vocabulary import KG
from kg.ontology import place_of_axiom, place_of_chain, places_of_term
from kg.problems import Location, problem, say
from kg.reason import without_owl_consequences
from kg.resources import ontology_folder
from kg.store import NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.consistency.conflict import Item
    from kg.problems import Problem
    from kg.store import Quad

_EXPECTED = say("statements that can all be true")
_HINT = say("it contradicts the others named here; take one of them back")
_CHAIN_HINT = say(
    "what a chain makes may stand in it as its first or last part only, and not come back by another chain"
)
_FEW = 3
_IRI = re.compile(r"https?://[^\s<>'\"]+")


@dataclass(frozen=True, slots=True)
class Places:
    """Where things were written.

    Attributes:
        entries: where each IRI of a case was written.
        cases: the case.yaml of each case, by the IRI of the case.
        ontology: the folder that was taken in place of the ontology that ships, if one was.
    """

    entries: dict[str, Location]
    cases: dict[str, str]
    ontology: Path | None


def check_consistency(
    quads: list[Quad], places: Places, tell: Callable[[str], None] = lambda _: None
) -> tuple[Judgement, list[Problem]]:
    """Ask HermiT about ontology and cases.

    Args:
        quads: ontology and cases, with the reasons of inferred edges.
        places: where they were written.
        tell: is told what is going on, for it may take a while.

    Returns:
        What HermiT says, and what is wrong, each at the entry or term to blame.
    """
    plain = without_owl_consequences(quads)
    judgement = judge(plain)
    written = _WhereWritten(quads, places)
    found: list[Problem] = []
    if judgement.is_consistent is False:
        tell(say("OWL 2 DL: not consistent; looking for the statements to blame"))
        for item in conflicting(plain, quads):
            words = say("a contradiction with {0}", _words(item))
            found += [problem("KG503", place, words, _EXPECTED, _HINT) for place in written.of(item)]
    for name in judgement.unsatisfiable:
        words = say('the class "{0}", which can have no member', local_name(name))
        expected = say("a class that can have members")
        found += [problem("KG504", place, words, expected) for place in written.of_term(name)]
    if judgement.refused:
        found += _refusals(judgement.refused, plain, written)
    return judgement, found


def _refusals(fault: str, quads: list[Quad], places: _WhereWritten) -> list[Problem]:
    """Report what the reasoner could not judge, where it was written."""
    chains = [] if _IRI.search(fault) else irregular_chains(quads)
    if not chains:
        words = _IRI.sub(lambda match: local_name(match[0]), fault)
        return [problem("KG505", places.of_fault(fault, quads), words, "OWL 2 DL")]
    found = []
    for made, steps in chains:
        words = say('the chain of {0} that makes "{1}"', map(local_name, steps), local_name(made))
        found.append(problem("KG505", places.of_chain(made, steps), words, "OWL 2 DL", _CHAIN_HINT))
    return found


def _words(item: Item) -> str:
    """Say in words what is to blame."""
    if item.name:
        return say('what is said of "{0}"', local_name(item.name))
    names = sorted(local_name(name) for name in item.names if name.startswith(iris.TERMS))
    shown = [say('"{0}"', name) for name in names[:_FEW]]
    if len(names) > _FEW:
        return say("an axiom about {0} and others", shown)
    return say("an axiom about {0}", shown)


class _WhereWritten:
    """Where something to blame was written: in the case folders and in the ontology."""

    def __init__(self, quads: list[Quad], places: Places) -> None:
        self.known, self.cases = places.entries, places.cases
        self.folder = places.ontology or ontology_folder()
        self.shown = places.ontology.as_posix() if places.ontology else "ontology"
        self.above = {
            quad.subject.value: quad.object.value
            for quad in quads
            if quad.predicate.value in {KG.evidenceFor, KG.derivedFromClaim}
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, NamedNode)
        }

    def of(self, item: Item) -> list[Location]:
        """Find where something to blame was written."""
        if not item.name:
            terms = {name for name in item.names if name.startswith(iris.TERMS)}
            return [place_of_axiom(terms, self.folder, self.shown)]
        if item.name.startswith(iris.CASES):
            return [self._of_entry(item.name)]
        return self.of_term(item.name)

    def of_term(self, name: str) -> list[Location]:
        """Find where a term is described: in the ontology, in the file of a framework, or in both."""
        found = places_of_term(name, self.folder, self.shown)
        if name not in self.known:
            return found
        return [*(place for place in found if place.file != self.shown), self.known[name]]

    def of_chain(self, made: str, steps: tuple[str, ...]) -> Location:
        """Find where a property chain is written."""
        return place_of_chain(made, steps, self.folder, self.shown)

    def of_fault(self, fault: str, quads: list[Quad]) -> Location:
        """Find where the terms, or the first use of a datatype, stand that the reasoner stumbled over."""
        for name in _IRI.findall(fault):
            place = self.of_term(name)[-1]
            if place.file != self.shown:
                return place
            for quad in quads:
                if str(getattr(getattr(quad.object, "datatype", None), "value", "")) == name:
                    return self._of_entry(str(getattr(quad.subject, "value", "")))
        return Location(self.shown, 1, 1)

    def _of_entry(self, name: str) -> Location:
        """Find where a thing of a case was written, or what it was made from; else its case."""
        seen = set()
        while name not in self.known and name in self.above and name not in seen:
            seen.add(name)
            name = self.above[name]
        if name in self.known:
            return self.known[name]
        case = next((iri for iri in self.cases if name == iri or name.startswith(f"{iri}/")), "")
        return Location(self.cases[case], 1, 1) if case else self.of_term(name)[0]
