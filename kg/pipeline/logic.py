"""Ask the reasoner whether ontology and cases can be true together, and who is to blame if not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.iris import local_name
from kg.model.vocabulary import KG
from kg.ontology import place_of_axiom, place_of_chain, places_of_term
from kg.pipeline.blame import blame
from kg.pipeline.irregular import irregular_chains
from kg.problems import Location, problem, say
from kg.reason import Judgement, judge, unreasoned
from kg.resources import ontology_folder
from kg.store import NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.pipeline.blame import Item
    from kg.pipeline.outcome import Outcome
    from kg.problems import Problem
    from kg.store import Quad

_EXPECTED = say("statements that can all be true")
_HINT = say("it contradicts the others named here; take one of them back")
_CHAIN_HINT = say(
    "what a chain makes may stand in it as its first or last part only, and not come back by another chain"
)
_CASES = f"{iris.BASE}case/"
_FEW = 3
_IRI = re.compile(r"https?://[^\s<>'\"]+")


def check_logic(
    quads: list[Quad], outcome: Outcome, tell: Callable[[str], None] = lambda _: None
) -> Judgement:
    """Ask HermiT about ontology and cases; what is wrong is added to the outcome.

    Args:
        quads: what `kg.pipeline.check` gave.
        outcome: problems are added to it, each at the entry or term to blame.
        tell: is told what is going on, for it may take a while.
    """
    plain = unreasoned(quads)
    judgement = judge(plain)
    places = _Places(quads, outcome)
    if judgement.is_consistent is False:
        tell(say("OWL 2 DL: not consistent; looking for the statements to blame"))
        for item in blame(plain, quads):
            found = say("a contradiction with {0}", _words(item))
            outcome.problems.extend(
                problem("KG503", place, found, _EXPECTED, _HINT) for place in places.of(item)
            )
    for name in judgement.unsatisfiable:
        found = say('the class "{0}", which can have no member', local_name(name))
        outcome.problems.extend(
            problem("KG504", place, found, say("a class that can have members"))
            for place in places.of_term(name)
        )
    if judgement.refused:
        outcome.problems.extend(_refusals(judgement.refused, plain, places))
    return judgement


def _refusals(fault: str, quads: list[Quad], places: _Places) -> list[Problem]:
    """What the reasoner could not answer for, where it was written."""
    chains = [] if _IRI.search(fault) else irregular_chains(quads)
    if not chains:
        return [problem("KG505", places.of_fault(fault, quads), _in_short(fault), "OWL 2 DL")]
    found = []
    for made, steps in chains:
        words = say('the chain of {0} that makes "{1}"', map(local_name, steps), local_name(made))
        found.append(problem("KG505", places.of_chain(made, steps), words, "OWL 2 DL", _CHAIN_HINT))
    return found


def _words(item: Item) -> str:
    """What is to blame, in words."""
    if item.name:
        return say('what is said of "{0}"', local_name(item.name))
    names = sorted(local_name(name) for name in item.names if name.startswith(iris.TERMS))
    shown = [say('"{0}"', name) for name in names[:_FEW]]
    return (
        say("an axiom about {0} and others", shown) if len(names) > _FEW else say("an axiom about {0}", shown)
    )


def _in_short(fault: str) -> str:
    """What the reasoner stumbled over, with names in place of IRIs."""
    return _IRI.sub(lambda match: local_name(match[0]), fault)


class _Places:
    """Where things were written: in the case folders and in the ontology."""

    def __init__(self, quads: list[Quad], outcome: Outcome) -> None:
        self.known = {iri: place for case in outcome.cases for iri, place in case.places.items()}
        self.cases = {iris.case(case.name): case.shown for case in outcome.cases}
        self.folder = outcome.ontology or ontology_folder()
        self.shown = outcome.ontology.as_posix() if outcome.ontology else "ontology"
        self.above = {
            quad.subject.value: quad.object.value
            for quad in quads
            if quad.predicate.value in {KG.evidenceFor, KG.derivedFromClaim}
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, NamedNode)
        }

    def of(self, item: Item) -> list[Location]:
        """Where something to blame was written."""
        if not item.name:
            terms = {name for name in item.names if name.startswith(iris.TERMS)}
            return [place_of_axiom(terms, self.folder, self.shown)]
        if item.name.startswith(_CASES):
            return [self._of_entry(item.name)]
        return self.of_term(item.name)

    def of_term(self, name: str) -> list[Location]:
        """Where a term is described."""
        return places_of_term(name, self.folder, self.shown)

    def of_chain(self, made: str, steps: tuple[str, ...]) -> Location:
        """Where a property chain is written."""
        return place_of_chain(made, steps, self.folder, self.shown)

    def of_fault(self, fault: str, quads: list[Quad]) -> Location:
        """Where the terms, or the first use of a datatype, stand that the reasoner stumbled over."""
        for name in _IRI.findall(fault):
            place = self.of_term(name)[-1]
            if place.file != self.shown:
                return place
            for quad in quads:
                if str(getattr(getattr(quad.object, "datatype", None), "value", "")) == name:
                    return self._of_entry(str(getattr(quad.subject, "value", "")))
        return Location(self.shown, 1, 1)

    def _of_entry(self, name: str) -> Location:
        """Where a thing of a case was written, or what it was made from; else its case."""
        seen = set()
        while name not in self.known and name in self.above and name not in seen:
            seen.add(name)
            name = self.above[name]
        if name in self.known:
            return self.known[name]
        case = next((iri for iri in self.cases if name == iri or name.startswith(f"{iri}/")), "")
        return Location(self.cases[case], 1, 1) if case else self.of_term(name)[0]
