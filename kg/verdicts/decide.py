"""What a case knows of a statement: one value from a closed, ordered list, decided in this one place.

Takes what a case says and what it asked of its sources; gives, for a pattern such as *this logic, present
in, this phase*, one of thirteen values with the claims and silences behind it. Every page, table, query
and file that shows how something stands shows this value.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import combinations
from typing import TYPE_CHECKING

from kg.verdicts.statements import Pattern, Statement
from kg.verdicts.values import (
    ANSWERED,
    BACKGROUND,
    CONTESTED,
    DENIED,
    DOES_NOT_APPLY,
    HEDGED,
    INTERPRETED,
    NOT_CODED,
    NOT_LOOKED,
    SILENT,
    VERDICTS,
    is_firm,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.verdicts.statements import Asked

_PAIR = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """How something stands in a case.

    Attributes:
        value: one of `VERDICTS`.
        decided_by: IRIs of the claims and edges that make it so.
        beside: IRIs of other claims that speak of it.
        silences: IRIs of the silences that asked for it.
        is_denied: whether what decides it denies it, as a reading that something is not so.
        is_together: whether it is hedged only because it is said of several things together.
    """

    value: str
    decided_by: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    silences: tuple[str, ...] = ()
    is_denied: bool = False
    is_together: bool = False

    @property
    def strength(self) -> int:
        """Its place in `VERDICTS`: 0 is the strongest."""
        return VERDICTS.index(self.value)


_Fit = tuple[Statement, bool, bool]
"""What speaks of a pattern, whether only of a pair among several, and whether it denies it."""


def _with(found: Verdict, value: str, weighed: Iterable[tuple[str, list[_Fit]]]) -> Verdict:
    """Name with what decides something what decides of each of its parts."""
    behind = (one for _, held in weighed for said, _, _ in held for one in (said.iri, *said.disputed_by))
    decided_by = tuple(dict.fromkeys([*found.decided_by, *behind]))
    beside = tuple(one for one in found.beside if one not in decided_by)
    return replace(found, value=value, decided_by=decided_by, beside=beside)


@dataclass(frozen=True)
class Known:
    """What one case says and asked, and how its things stand under concepts and kinds.

    Attributes:
        said: its claims and the edges that follow from them, in order.
        asked: its silences, in order.
        broader: from a thing to its concept, its kinds and theirs; from a concept to its kinds; from a
            relation type to the wider ones.
        symmetric: the relation types whose two sides may be exchanged.
        modal: from a relation type to the modality that it is declared for, where that is not assertion.
        frameworks: from a concept to its framework.
        in_use: the frameworks that the case uses.
        phases: the phases of the case.
    """

    said: Sequence[Statement] = ()
    asked: Sequence[Asked] = ()
    broader: Mapping[str, frozenset[str]] = field(default_factory=dict)
    symmetric: frozenset[str] = frozenset()
    modal: Mapping[str, frozenset[str]] = field(default_factory=dict)
    frameworks: Mapping[str, str] = field(default_factory=dict)
    in_use: frozenset[str] = frozenset()
    phases: Sequence[str] = ()

    def verdict(self, pattern: Pattern, *, against: Iterable[str] = ()) -> Verdict:
        """Decide how a statement stands in the case.

        Args:
            pattern: the statement.
            against: relation types that speak against it where they are affirmed; for propositions only.
        """
        if pattern.together:
            return self._verdict_together(pattern, tuple(against))
        return self._decide(pattern, self._speaking(pattern, tuple(against)))

    def cell(self, ladder: Sequence[Pattern]) -> tuple[Pattern, Verdict]:
        """Decide a cell: the first of its patterns on which the case has a claim, else the first.

        Who denies a wider one, as that a logic is there at all, denies the narrower with it and is heard at the wider.

        Args:
            ladder: patterns, the one that says most first, such as *dominates in* before *present in*.
        """
        found = [(pattern, self.verdict(pattern)) for pattern in ladder]
        answered = [(pattern, verdict) for pattern, verdict in found if verdict.value in ANSWERED]
        if not answered:
            return found[0]
        first = answered[0]
        for wider in answered[1:]:
            heard = {*first[1].decided_by, *first[1].beside}
            if first[1].is_denied and heard.issubset((*wider[1].decided_by, *wider[1].beside)):
                first = wider
        return first

    def _speaking(self, pattern: Pattern, against: tuple[str, ...]) -> list[_Fit]:
        """List what speaks of the pattern, and what affirms a relation that speaks against it."""
        opposite = Pattern(pattern.subject, against, pattern.object, pattern.phase)
        fits = list(self._fits(pattern))
        if against:
            fits += [(said, is_pair, True) for said, is_pair, denies in self._fits(opposite) if not denies]
        return fits

    def _fits(self, pattern: Pattern) -> Iterator[_Fit]:
        """List what speaks of the pattern, whether only of a pair among several, and whether it denies it.

        What is said of two things by a relation without direction is said of that pair, however it is worded: only
        where there are more is it open which of them was meant. By one it is asked
        both ways: who supports another interacts with it.
        """
        is_asked_either_way = bool(pattern.relation) and self.symmetric.issuperset(pattern.relation)
        for said in self._of_relation(pattern.relation):
            if not self._is_one_of(said.phases, pattern.phase):
                continue
            is_symmetric = said.relation in self.symmetric or is_asked_either_way
            sides = [(said.subjects, said.objects)]
            if is_symmetric:
                sides.append((said.objects, said.subjects))
            if any(
                self._is_one_of(subjects, pattern.subject) and self._is_one_of(objects, pattern.object)
                for subjects, objects in sides
            ):
                yield said, False, said.is_denied
            elif said.is_collective and pattern.subject and pattern.object:
                pairs = combinations(said.subjects, 2)
                if any(
                    self._is_one_of((one,), pattern.subject) and self._is_one_of((other,), pattern.object)
                    for pair in pairs
                    for one, other in (pair, pair[::-1])
                ):
                    yield said, not (is_symmetric and len(said.subjects) == _PAIR), said.is_denied

    def _of_relation(self, wanted: tuple[str, ...]) -> Iterator[Statement]:
        """List what is said by one of some relations; each once, in order.

        Who affirms a relation affirms the wider ones; who denies one denies the narrower.
        """
        if not wanted:
            yield from self.said
            return
        places = sorted({place for relation in wanted for place in self.places.get(relation, ())})
        for place in places:
            yield self.said[place]

    @cached_property
    def places(self) -> Mapping[str, list[int]]:
        """Find where in `said` something is said of each relation."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, said in enumerate(self.said):
            others = (self._instances if said.is_denied else self.broader).get(said.relation, ())
            for relation in {said.relation, *others}:
                found[relation].append(place)
        return found

    def _is_one_of(self, things: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
        """Tell whether one of the things is, or stands under, one of those wanted; always where none is."""
        return not wanted or any(
            one in wanted or not self.broader.get(one, frozenset()).isdisjoint(wanted) for one in things
        )

    def _decide(self, pattern: Pattern, fits: Sequence[_Fit]) -> Verdict:
        """Decide by the truth table."""
        silences = tuple(asked.iri for asked in self.asked if self.covers(asked, pattern))
        if not fits:
            return self._open(pattern, silences)
        value, deciding = self._outweighs(pattern, fits)
        decided_by = tuple(
            dict.fromkeys(one for said, _, _ in deciding for one in (said.iri, *said.disputed_by))
        )
        beside = tuple(
            dict.fromkeys(said.iri for said, _, _ in fits if not said.is_edge and said.iri not in decided_by)
        )
        is_denied = all(denies for *_, denies in deciding)
        is_together = value == HEDGED and all(is_pair for _, is_pair, _ in deciding)
        return Verdict(value, decided_by, beside, silences, is_denied, is_together)

    def _outweighs(self, pattern: Pattern, fits: Sequence[_Fit]) -> tuple[str, list[_Fit]]:
        """Decide the value of all that speaks of a pattern, and what of it decides."""
        weight: dict[str, list[_Fit]] = {
            value: [] for value in ("denies", "says", HEDGED, INTERPRETED, BACKGROUND)
        }
        for said, is_pair, denies in fits:
            if said.basis in (INTERPRETED, BACKGROUND):
                heading = said.basis
            elif (
                is_pair
                or said.is_yet_to_come
                or not is_firm(said.basis, said.modality, self.modal.get(said.relation, ()))
            ):
                heading = HEDGED
            else:
                heading = "denies" if denies else "says"
            weight[heading].append((said, is_pair, denies))
        value, deciding = next((value, held) for value, held in weight.items() if held)
        if value not in {"says", "denies"}:
            return value, deciding
        says, denials = weight["says"], weight["denies"]
        sound = [
            fit
            for fit in says
            if not fit[0].disputed_by and not any(self._meet(pattern, fit, other) for other in denials)
        ]
        if sound:
            value = min((said.basis for said, _, _ in sound), key=VERDICTS.index)
            return value, [fit for fit in sound if fit[0].basis == value]
        if says or all(fit[0].disputed_by for fit in denials):
            return CONTESTED, says + denials
        return DENIED, denials

    def _meet(self, pattern: Pattern, fit: _Fit, denial: _Fit) -> bool:
        """Tell whether a denial is of the very statement that is said, and not of another that the pattern leaves room for.

        Who denies a wider relation denies the narrower one, never the other way round.
        """
        says, denies = fit[0], denial[0]
        wider = {says.relation} | self.broader.get(says.relation, frozenset())
        if denies.is_denied and denies.relation not in wider:
            return False
        places = [(pattern.phase, says.phases, denies.phases)]
        if self.symmetric.isdisjoint((says.relation, denies.relation)):
            places.append((pattern.subject, says.subjects, denies.subjects))
            places.append((pattern.object, says.objects, denies.objects))
        elif not (pattern.together or (pattern.subject and pattern.object)):
            # Who denies it of three together has not denied it of two of them.
            shared = says.pairs & denies.pairs
            if not shared or (denies.is_collective and shared != denies.pairs):
                return False
        return all(
            place or not one or not other or not set(one).isdisjoint(other) for place, one, other in places
        )

    def _open(self, pattern: Pattern, silences: tuple[str, ...]) -> Verdict:
        """Decide the value of a pattern of which no claim speaks."""
        if self._does_not_apply(pattern):
            return Verdict(DOES_NOT_APPLY)
        if not silences:
            return Verdict(NOT_CODED)
        is_complete = any(asked.is_complete for asked in self.asked if asked.iri in silences)
        return Verdict(SILENT if is_complete else NOT_LOOKED, silences=silences)

    def _verdict_together(self, pattern: Pattern, against: tuple[str, ...]) -> Verdict:
        """Decide what is proposed of several things together.

        Who speaks of all says it, and so do those who say it of each pair, as firmly as of the weakest. Who denies it of one
        pair denies it of all.
        """
        pairs = [
            [
                fit
                for one, other in (pair, pair[::-1])
                for fit in self._speaking(Pattern((one,), pattern.relation, (other,)), against)
            ]
            for pair in combinations(pattern.together, _PAIR)
        ]

        def strength(fits: Sequence[_Fit]) -> tuple[int, bool]:
            value, deciding = self._outweighs(pattern, fits)
            return VERDICTS.index(value), not all(is_pair for _, is_pair, _ in deciding)

        of_all = list(self._of_all(pattern, against))
        said_of_all = [fit for fit in of_all if not fit[2]]
        affirmed = [[fit for fit in pair if not fit[2]] for pair in pairs]
        weakest = max(affirmed, key=strength) if all(affirmed) else []
        if weakest and said_of_all and strength(said_of_all)[0] <= strength(weakest)[0]:
            weakest = []
        heard: dict[str, _Fit] = {}
        for fit in (*of_all, *weakest, *(fit for pair in pairs for fit in pair if fit[2])):
            heard.setdefault(fit[0].iri, fit)
        found = self._decide(pattern, list(heard.values()))
        if not heard:
            return min(found, self._asked_of_pairs(pattern, against), key=lambda one: one.strength)
        if not {fit[0].iri for fit in weakest}.isdisjoint(found.decided_by):
            return _with(found, found.value, [self._outweighs(pattern, pair) for pair in affirmed])
        # A denial of a pair that another source affirms does no more than contest.
        contested = [
            held
            for held in map(partial(self._outweighs, pattern), filter(None, pairs))
            if held[0] == CONTESTED
        ]
        denying = {fit[0].iri for _, held in contested for fit in held}
        if found.value == DENIED and denying.issuperset(found.decided_by):
            return _with(replace(found, is_denied=False), CONTESTED, contested)
        return found

    def _asked_of_pairs(self, pattern: Pattern, against: tuple[str, ...]) -> Verdict:
        """Decide what is not said of several things together by the pair of which least was asked."""
        pairs = [
            self.verdict(Pattern((one,), pattern.relation, (other,)), against=against)
            for one, other in combinations(pattern.together, _PAIR)
        ]
        still_open = [pair for pair in pairs if pair.value not in ANSWERED]
        weakest = max(still_open, key=lambda one: one.strength, default=Verdict(NOT_CODED))
        if weakest.value == NOT_CODED:
            return weakest
        silences = dict.fromkeys(one for pair in still_open for one in pair.silences)
        return Verdict(weakest.value, silences=tuple(silences))

    def _of_all(self, pattern: Pattern, against: tuple[str, ...]) -> Iterator[_Fit]:
        """List what is said of all things of a pattern together, or denied of several of them and of nothing else.

        Who names them at the two ends of a relation has not said it of each pair: the pairs decide then.
        """
        of_all = [(said, said.is_denied) for said in self._of_relation(pattern.relation)]
        if against:
            of_all += [(said, True) for said in self._of_relation(against) if not said.is_denied]
        for said, denies in of_all:
            named = [one for one in pattern.together if self._is_one_of(said.subjects, (one,))]
            if said.is_collective and len(named) == len(said.subjects if denies else pattern.together):
                yield said, False, denies

    def covers(self, asked: Asked, pattern: Pattern) -> bool:
        """Tell whether a silence asked for all that a pattern could mean.

        A silence on a wider relation covers the narrower one: what is not present does not dominate. On a relation whose
        sides may be exchanged it was asked both ways.
        """
        return any(
            (not asks.relation or self._are_all(pattern.relation, asks.relation, self._is_one_of))
            and all(
                not wider or self._are_all(narrower, wider, self._lies_within)
                for narrower, wider in (
                    (pattern.subject or pattern.together, one),
                    (pattern.object or pattern.together, other),
                    (pattern.phase, asks.phase),
                )
            )
            for asks in asked.patterns
            for one, other in ((asks.subject, asks.object), (asks.object, asks.subject))
            if one is asks.subject or (asks.relation and self.symmetric.issuperset(asks.relation))
        )

    @staticmethod
    def _are_all(
        narrower: tuple[str, ...],
        wider: tuple[str, ...],
        lies_in: Callable[[tuple[str, ...], tuple[str, ...]], bool],
    ) -> bool:
        """Tell whether every alternative of one place lies in the other; an open place lies in none that is filled."""
        return bool(narrower) and all(lies_in((one,), wider) for one in narrower)

    def _lies_within(self, things: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
        """Tell whether one of the things is wanted or stands under what is, itself or by all that the case has of it."""
        if self._is_one_of(things, wanted):
            return True
        held = [thing for one in things for thing in self._instances.get(one, ())]
        return bool(held) and all(self._is_one_of((thing,), wanted) for thing in held)

    @cached_property
    def _instances(self) -> Mapping[str, list[str]]:
        """What stands under each concept and kind."""
        found: dict[str, list[str]] = defaultdict(list)
        for thing, wider in self.broader.items():
            for one in wider:
                found[one].append(thing)
        return found

    def _does_not_apply(self, pattern: Pattern) -> bool:
        """Tell whether the case cannot be asked this: other frameworks than its own, or phases it has not."""
        if pattern.phase and not self.phases:
            return True
        named = (*pattern.subject, *pattern.object, *pattern.together)
        frameworks = [self.frameworks[one] for one in named if one in self.frameworks]
        return bool(frameworks) and self.in_use.isdisjoint(frameworks)
