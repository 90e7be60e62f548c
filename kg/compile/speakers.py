"""Who says, within a source, what a line of evidence carries: found among the actors of the case, and written.

Takes the records of a case; gives for each line of evidence the tellings that lead to it, the innermost speaker
first. A line's own speakers count before those of the places that it cites. A claim that its source states is
*reported* when each line that supports it is said by somebody within a source; where one is not, the source's own
voice wins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.anonymity import is_anonymised
from kg.compile.shown import sources_of
from kg.model import iris
from kg.model.languages import with_chinese
from kg.model.vocabulary import KG, RDF
from kg.ontology.sentence import Name, Reported, Voice
from kg.problems import Problem, Severity, problem, say

if TYPE_CHECKING:
    from kg.compile.resolve import Resolver, Thing
    from kg.model.records import Case, Claim, Element, Evidence, Saying
    from kg.problems import Location
    from kg.store.writer import GraphWriter


@dataclass(frozen=True, slots=True)
class Telling:
    """What an author says of a speaker, and the things that it names."""

    saying: Saying
    who: Thing
    to: Thing | None = None
    language: str = "en"

    @property
    def office(self) -> tuple[str | None, str | None]:
        """The office in English and in Chinese."""
        return with_chinese(self.language, self.saying.office, self.saying.zh)

    @property
    def voice(self) -> Voice:
        """How a sentence calls them."""
        office, zh = self.office
        to = name_of(self.to) if self.to else None
        return Voice(name_of(self.who), to, office or "", zh or office or "", self.saying.when or "")


Tellings = tuple[Telling, ...]


def name_of(thing: Thing) -> Name:
    """Give what a sentence calls a thing."""
    return Name(thing.label, thing.zh, thing.is_plural)


class Speakers:
    """Finds the speakers of lines of evidence in one case; what is wrong with those of a place is told once."""

    def __init__(self, case: Case, resolver: Resolver, problems: list[Problem]) -> None:
        """Find the speakers of every place that is cited, and look at the persons of the case."""
        self.case, self.resolver, self.problems = case, resolver, problems
        self.is_public = not is_anonymised(case)
        self.of_place = {name: self._found(cited.said_by) for name, cited in case.citations.items()}
        problems.extend(_namesakes(case, resolver))

    def of(self, line: Evidence) -> Tellings | None:
        """Find who says what a line of evidence carries: nobody but the source, or None where a name is wrong.

        Args:
            line: the line, as its author wrote it.
        """
        if line.said_by:
            return self._found(line.said_by)
        cited = [word for word in line.citations if word in self.of_place]
        found = [self.of_place[word] for word in cited]
        if None in found:
            return None
        spoken = [(word, self.case.citations[word].said_by) for word in cited]
        spoken = [(word, sayings) for word, sayings in spoken if sayings]
        other = next((word for word, sayings in spoken if sayings != spoken[0][1]), None)
        if other is not None:
            what = say(
                'a line of evidence in which "{0}" and "{1}" have different speakers', spoken[0][0], other
            )
            hint = say("say in said-by of the line who says all of it, or make two lines of it")
            self.problems.append(problem("KG241", other.location, what, say("one speaker of a line"), hint))
            return None
        return next((tellings for tellings in found if tellings), ())

    def _found(self, sayings: tuple[Saying, ...]) -> Tellings | None:
        found = [self._telling(saying) for saying in sayings]
        return tuple(telling for telling in found if telling) if None not in found else None

    def _telling(self, saying: Saying) -> Telling | None:
        who = self.resolver.element(saying.who, "actor")
        to = self.resolver.element(saying.to, "actor") if saying.to else None
        if who is None or (saying.to and to is None):
            return None
        if self.is_public and not saying.office and KG.Person in who.kinds and not _is_withheld(who):
            found = say('the person "{0}" as one who speaks, without an office', saying.who)
            hint = say("write {who: …, as: …} with the office in which the source gives the name")
            told = problem("KG242", saying.who.location, found, say('a line "{0}: …"', "as"), hint)
            self.problems.append(replace(told, severity=Severity.WARNING))
        return Telling(saying, who, to, self.case.language)


def _is_withheld(thing: Thing) -> bool:
    return thing.element is not None and thing.element.is_withheld


def _namesakes(case: Case, resolver: Resolver) -> list[Problem]:
    """Warn of each person who has the name of an earlier one: one person has one id."""
    found = []
    known: dict[str, Element] = {}
    for element in case.elements.values():
        kind = resolver.ontology.kinds.get(element.kind or "", "")
        if KG.Person not in {kind, *resolver.ontology.superclasses.get(kind, ())}:
            continue
        names = {" ".join(name.casefold().split()) for name in (element.label, element.zh) if name}
        first = next((known[name] for name in sorted(names) if name in known), None)
        known = dict.fromkeys(names, element) | known
        if first is not None:
            what = say('the person "{0}" with the name of the person "{1}"', element.id, first.id)
            hint = say(
                "if they are one person, use one id; if not, say in the label which of the two is meant"
            )
            told = problem("KG243", element.id.location, what, say("one id for one person"), hint)
            found.append(replace(told, severity=Severity.WARNING))
    return found


def reported(case: Case, claim: Claim, tellings: list[Tellings]) -> Reported | None:
    """Tell by whom a claim is reported to be said; None where the source says it in its own voice, or does not say it.

    Args:
        case: the case.
        claim: the claim.
        tellings: of each of its lines of evidence.
    """
    lines = zip(claim.evidence, tellings, strict=True)
    supporting = [(line, told) for line, told in lines if line.direction == "supports"]
    if claim.status != "stated" or not supporting or not all(told for _, told in supporting):
        return None
    voices = dict.fromkeys(tuple(telling.voice for telling in told) for _, told in supporting)
    sources = {source for line, _ in supporting for source in sources_of(case, line)}
    return Reported(tuple(voices), has_several_sources=len(sources) > 1)


def write_tellings(
    case: Case, node: str, tellings: Tellings, graph: GraphWriter, places: dict[str, Location]
) -> None:
    """Write the innermost speaker at the line of evidence, and whoever reports that as a telling of its own.

    Args:
        case: the case.
        node: IRI of the line of evidence.
        tellings: the innermost first.
        graph: where to write.
        places: where each IRI was written; added to.
    """
    inner = node
    for number, telling in enumerate(tellings):
        teller = iris.telling(node, number) if number else node
        graph.link(teller, RDF.type, KG.Telling)
        if number:
            places[teller] = telling.saying.location
            graph.link(teller, KG.inCase, iris.case(case.name))
            graph.link(teller, KG.retells, inner)
        graph.link(teller, KG.saidBy, telling.who.iri)
        graph.link(teller, KG.saidTo, telling.to.iri if telling.to else None)
        graph.told(teller, (KG.saidInOffice,), *telling.office)
        graph.text(teller, KG.saidWhen, telling.saying.when)
        inner = teller
