"""Silences that their own case contradicts: a claim says what they ask for, or another silence was looked for further.

Takes what the case says and asked, as verdicts see it; gives warnings. What decides a cell is not changed by them:
a claim outweighs any silence, and who looked everywhere outweighs who did not.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.iris import local_name
from kg.problems import Severity, problem, say
from kg.verdicts.statements import Pattern
from kg.verdicts.values import FAMILIES, NOT_CODED, SILENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Case, Silence
    from kg.problems import Problem
    from kg.verdicts import Asked, Known

_ANSWERS = {*FAMILIES["said"], *FAMILIES["against"]}
"""The verdicts by which a source answers; a reading, a hedge or general knowledge may stand beside a silence."""
_NAMED = 3
"""How many of the claims a warning names."""


def contradicted(case: Case, known: Known) -> Iterator[Problem]:
    """Warn of each silence whose pattern a claim answers or that asks for a concept at one end, and of each two that differ.

    Args:
        case: the case.
        known: what it says and asked, without what only follows.
    """
    silences = {iris.silence(case.name, silence.id): silence for silence in case.silences.values()}
    # In the order in which they were written, for the later of two is told.
    by_iri = {asked.iri: asked for asked in known.asked}
    asking = [
        (silence, by_iri[name]) for name, silence in silences.items() if name in by_iri and silence.asks
    ]
    for silence, asked in asking:
        yield from _answered(known, silence, asked)
        yield from _asking_one_end(known, silence, asked)
    for (silence, asked), (other, asked_too) in combinations(asking, 2):
        yield from _differing(known, (silence, asked), (other, asked_too))


def _answered(known: Known, silence: Silence, asked: Asked) -> Iterator[Problem]:
    """Warn of a silence that asks for what a source says or denies."""
    found = [known.verdict(pattern) for pattern in asked.patterns]
    claims = sorted({local_name(one) for each in found if each.value in _ANSWERS for one in each.decided_by})
    if claims and silence.asks:
        named = claims if len(claims) <= _NAMED else [*claims[:_NAMED], "…"]
        told = problem("KG218", silence.asks.location, say('"{0}" asks for what {1} says', silence.id, named),
                       say("what no source says"),
                       say("narrow asks to what is still open; leave asks out where its four places cannot say that"))  # fmt: skip
        yield replace(told, severity=Severity.WARNING)


def _asking_one_end(known: Known, silence: Silence, asked: Asked) -> Iterator[Problem]:
    """Warn of a silence that asks for all of a concept at one end: nobody asked for the other, so that it is not silent."""
    if silence.asks is None:
        return
    ends = (("subject", silence.asks.subject, "object"), ("object", silence.asks.object, "subject"))
    for (place, words, other), pattern in product(ends, asked.patterns):
        things = getattr(pattern, place)
        concepts = {
            c for thing in things for c in (thing, *known.broader.get(thing, ())) if c in known.frameworks
        }
        for concept in sorted(concepts):
            here, there = (known.verdict(Pattern(**{end: (concept,)})) for end in (place, other))
            if (here.value, there.value) == (SILENT, NOT_CODED) and asked.iri in here.silences:
                told = problem("KG219", silence.asks.location, say('"{0}" asks for {1} at one end only', silence.id, words),
                               say("both ends, without which the concept stands as not searched whole"),
                               say("add a silence that asks {0}: {1}, if that was looked for too", other, words))  # fmt: skip
                yield replace(told, severity=Severity.WARNING)
                return


def _differing(known: Known, first: tuple[Silence, Asked], later: tuple[Silence, Asked]) -> Iterator[Problem]:
    """Warn of two silences of which one was looked for everywhere, and the other, which asks for no more, was not."""
    if first[1].is_complete == later[1].is_complete:
        return
    (whole, asked_whole), (part, asked_part) = (first, later) if first[1].is_complete else (later, first)
    if not all(known.covers(asked_whole, pattern) for pattern in asked_part.patterns):
        return
    is_same = asked_whole.patterns == asked_part.patterns
    told, other = (later[0], first[0]) if is_same else (part, whole)
    found = (
        say('"{0}" asks what "{1}" asks, and only one of them was looked for everywhere', told.id, other.id)
        if is_same
        else say(
            '"{0}" asks for a part of what "{1}" asks, and only the whole was looked for everywhere',
            told.id,
            other.id,
        )
    )
    if told.asks:
        warning = problem("KG217", told.asks.location, found, say("one answer to how far was searched"),
                          say("make one silence of the two, and name under searched all that was searched"))  # fmt: skip
        yield replace(warning, severity=Severity.WARNING)
