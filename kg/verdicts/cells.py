"""The cells of a case: a verdict for each concept, each logic in each phase, each proposition and each relation of two concepts, as statements."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, overload

from kg.model import iris
from kg.model.vocabulary import KG, RDF
from kg.store.writer import GraphWriter
from kg.verdicts.decide import Verdict
from kg.verdicts.ground import ground_of
from kg.verdicts.known import PLACES
from kg.verdicts.statements import Pattern
from kg.verdicts.values import ANSWERED, DENIED, INTERPRETED, NOT_LOOKED, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.ontology import Ontology
    from kg.store import Quad
    from kg.verdicts.decide import Known
    from kg.verdicts.ground import Ground

_LADDER = ("dominates-in", "present-in")
"""Of a logic in a phase it is asked first whether it dominates, then whether it is there at all."""


def write_cells(case: str, known: Known, ontology: Ontology) -> list[Quad]:
    """Write the cells of a case.

    Args:
        case: the case's name.
        known: what it says and asked.
        ontology: the ontology, with the case's own concepts and relations.

    Returns:
        The statements of a graph of their own.
    """
    graph = GraphWriter(iris.graph(case, "cells"))
    for of, pattern, found, through in _cells(known, ontology):
        ends = (*pattern.subject, *pattern.object) if of in pattern.relation else ()
        cell = iris.cell(case, of, *ends, *pattern.phase)
        graph.link(cell, RDF.type, KG.Cell)
        graph.link(cell, KG.inCase, iris.case(case))
        graph.link(cell, KG.cellOf, of)
        places = (pattern.subject or pattern.together, pattern.relation, pattern.object, pattern.phase)
        for name, things in zip(PLACES, places, strict=True):
            graph.links(cell, name, things)
        graph.link(cell, KG.verdict, iris.mark("verdict", found.value))
        graph.links(cell, KG.decidedBy, found.decided_by)
        graph.links(cell, KG.spokenOfBy, found.beside)
        graph.links(cell, KG.askedBy, found.silences)
        graph.link(cell, KG.filledThrough, through or None)
        graph.flag(cell, KG.isDenial, value=found.is_denied)
        graph.flag(cell, KG.isOfAllTogether, value=found.is_together)
    return graph.quads


def _cells(known: Known, ontology: Ontology) -> Iterator[tuple[str, Pattern, Verdict, str]]:
    """List each cell: what it is of, the pattern that decides it, the verdict, and the concept whose match it is due to."""
    ground = ground_of(ontology)
    ladder = [ontology.relations[slug].iri for slug in _LADDER if slug in ontology.relations]
    concepts = [
        concept.iri
        for framework in ontology.frameworks.values()
        if framework.iri in known.in_use
        for concept in framework.concepts.values()
    ]
    for concept in concepts:
        yield (
            concept,
            Pattern(),
            *_matched(known, _of_concept(known, concept), ground.matches.get(concept, ())),
        )
        if KG.BehaviourLogic in ground.broader[concept]:
            for phase in known.phases:
                ladder_of = [Pattern((concept,), (one,), phase=(phase,)) for one in ladder]
                yield concept, *known.cell(ladder_of), ""
    yield from _of_other_frameworks(known, ground)
    for proposed in ground.proposed:
        if proposed.framework in known.in_use:
            is_collective = len(proposed.subjects) > 1 and not proposed.objects
            pattern = (
                Pattern(relation=(proposed.relation,), together=proposed.subjects)
                if is_collective
                else Pattern(proposed.subjects, (proposed.relation,), proposed.objects)
            )
            yield proposed.iri, pattern, known.verdict(pattern, against=proposed.against), ""
    for relation, start, end in sorted(_related(known)):
        pattern = Pattern((start,), (relation,), (end,))
        yield relation, pattern, known.verdict(pattern), ""


def _related(known: Known) -> set[tuple[str, str, str]]:
    """List the relations of two concepts of which a claim or an edge speaks; where the sides may be exchanged, in one order.

    What is said by one relation speaks of the wider ones too, what is denied of the narrower. Of several things together it speaks of each two.
    """
    concepts = {
        thing: [one for one in known.broader.get(thing, ()) if one in known.frameworks]
        for said in known.said
        for thing in (*said.subjects, *said.objects)
    }
    found = set()
    for relation, places in known.places.items():
        for said in map(known.said.__getitem__, places):
            pairs = (
                combinations(said.subjects, 2) if said.is_collective else product(said.subjects, said.objects)
            )
            either_way = said.is_collective or said.relation in known.symmetric
            for pair in pairs:
                for start, end in product(*map(concepts.__getitem__, pair)):
                    if relation in known.symmetric:
                        found.add((relation, min(start, end), max(start, end)))
                        continue
                    found.add((relation, start, end))
                    if either_way:
                        found.add((relation, end, start))
    return found


def _of_other_frameworks(known: Known, ground: Ground) -> Iterator[tuple[str, Pattern, Verdict, str]]:
    """List the cells of concepts of frameworks that the case does not use, to which concepts of its own were matched."""
    for concept, near in ground.matches.items():
        if ground.frameworks[concept] not in known.in_use:
            found, through = _matched(known, None, near)
            if found is not None:
                yield concept, Pattern(), found, through


@overload
def _matched(known: Known, own: Verdict, near: Sequence[str]) -> tuple[Verdict, str]: ...
@overload
def _matched(known: Known, own: None, near: Sequence[str]) -> tuple[Verdict | None, str]: ...
def _matched(known: Known, own: Verdict | None, near: Sequence[str]) -> tuple[Verdict | None, str]:
    """Fill the cell of a concept from those of other frameworks that were matched to it, where it is empty itself.

    That they are near is somebody's judgement: what comes of it is at most read.
    """
    found = [(_of_concept(known, one), one) for one in near if known.frameworks.get(one) in known.in_use]
    if not found or (own is not None and own.value in ANSWERED):
        return own, ""
    best, through = min(found, key=lambda pair: pair[0].strength)
    if best.value not in ANSWERED:
        return (best, through) if own is None else (own, "")
    value = VERDICTS[max(best.strength, VERDICTS.index(INTERPRETED))]
    is_denied = best.is_denied or best.value == DENIED
    return Verdict(value, best.decided_by, best.beside, best.silences, is_denied=is_denied), through


def _of_concept(known: Known, concept: str) -> Verdict:
    """Decide what is known of a concept at either end of a statement: the stronger of the two, where anybody speaks of it.

    Where nobody does, the sources are silent only if both ends were asked for and looked for everywhere.
    """
    ends = [known.verdict(Pattern((concept,))), known.verdict(Pattern(object=(concept,)))]
    best = min(ends, key=lambda end: end.strength)
    silences = tuple(dict.fromkeys(one for end in ends for one in end.silences))
    if best.value not in ANSWERED:
        values = {end.value for end in ends}
        return Verdict(values.pop() if len(values) == 1 else NOT_LOOKED, silences=silences)
    deciding = [end for end in ends if end.value == best.value]
    decided_by = dict.fromkeys(one for end in deciding for one in end.decided_by)
    beside = dict.fromkeys(one for end in ends for one in (*end.decided_by, *end.beside))
    is_denied, is_together = (
        all(getattr(end, flag) for end in deciding) for flag in ("is_denied", "is_together")
    )
    return Verdict(
        best.value,
        tuple(decided_by),
        tuple(one for one in beside if "/claim/" in one and one not in decided_by),
        silences,
        is_denied=is_denied,
        is_together=is_together,
    )
