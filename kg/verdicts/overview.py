"""Over all cases: in how many, and in which, does each concept and each proposition stand in which way?

What a case adds is found when it is compiled and kept small, so that the overview is put together without reading
a case again. It is decided nowhere else than in the cells.
"""

from __future__ import annotations

import base64
import io
import zlib
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.model import iris
from kg.model.iris import word_of
from kg.model.languages import STAND_IN, is_mostly_han
from kg.model.vocabulary import KG, RDF
from kg.store import Literal, as_written, boolean, integer
from kg.verdicts.ground import values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.store import Quad

_LIMITS = {"by-denial": KG.isDenial, "of-all-together": KG.isOfAllTogether}
"""What may limit a verdict, in the words of an IRI, and the property that says so."""


class _Standing(NamedTuple):
    """One way in which something stands: all that the cells of one tally have in common; what is missing is empty."""

    of: str
    relation: str
    phase_name: str
    verdict: str
    limit: str


def pack_standings(cells: Iterable[Quad], name_of_phase: Callable[[str], str]) -> str:
    """Pack how everything stands in a case: what it adds to the overview, some hundred characters.

    Args:
        cells: the graph of its cells.
        name_of_phase: gives the English name of a phase by its IRI; nothing where it has none to be compared by.
    """
    found: set[_Standing] = set()
    for held in values_of(cells).values():
        (of,), (verdict,), relation = held[KG.cellOf], held[KG.verdict], held.get(KG.patternRelation, [""])
        if of in relation:  # two concepts related so: not asked of every case, and not counted
            continue
        limit = "-".join(word for word, said in _LIMITS.items() if said in held)
        names = ["", *map(name_of_phase, held.get(KG.patternPhase, ()))]
        found.update(
            _Standing(of, relation[0], " ".join(name.split()), word_of(verdict), limit) for name in names
        )
    text = "\n".join(map("\t".join, sorted(found)))
    return base64.b85encode(zlib.compress(text.encode())).decode()


def _unpacked(standings: str) -> list[str]:
    return zlib.decompress(base64.b85decode(standings)).decode().split("\n") if standings else []


def write_overview(standings: Iterable[tuple[str, str]]) -> bytes:
    """Write the tallies of all cases as sorted N-Quads.

    Args:
        standings: of each case its name, and how everything stands in it as `pack_standings` gives it.
    """
    cases: dict[str, list[str]] = defaultdict(list)
    for name, packed in standings:
        case = as_written(iris.case(name))
        for standing in filter(None, _unpacked(packed)):
            cases[standing].append(case)
    tallies = {_name(found := _Standing(*standing.split("\t"))): (found, standing) for standing in cases}
    # One tally at a time, for there is a line for every cell of every case.
    written = io.BytesIO()
    for name, (found, standing) in sorted(tallies.items()):
        written.write("".join(sorted(_tally(name, found, cases.pop(standing)))).encode())
    return written.getvalue()


def _tag(name: str) -> str:
    """Find the language of the name of a phase: English, or the Chinese one that stands in for it."""
    return STAND_IN if is_mostly_han(name) else "en"


def _name(standing: _Standing) -> str:
    """Write the IRI of a tally."""
    how = "-".join(filter(None, (standing.verdict, standing.limit)))
    return as_written(iris.tally(standing.of, standing.relation, standing.phase_name, how))


def _tally(start: str, standing: _Standing, cases: list[str]) -> Iterator[str]:
    """Write a tally, line by line; terms of which there are many come written, for they are half of an overview."""
    end = f"{as_written(iris.OVERVIEW_GRAPH)} .\n"
    said = [
        (RDF.type, as_written(KG.Tally)),
        (KG.tallyOf, as_written(standing.of)),
        (KG.tallyVerdict, as_written(iris.mark("verdict", standing.verdict))),
        (KG.caseCount, as_written(integer(len(cases)))),
    ]
    if standing.relation:
        said.append((KG.tallyRelation, as_written(standing.relation)))
    if standing.phase_name:
        said.append(
            (KG.phaseName, as_written(Literal(standing.phase_name, language=_tag(standing.phase_name))))
        )
    said += [
        (name, as_written(boolean(value=True))) for word, name in _LIMITS.items() if word in standing.limit
    ]
    for name, value in said:
        yield f"{start} {as_written(name)} {value} {end}"
    counts = as_written(KG.countsCase)
    for case in cases:
        yield f"{start} {counts} {case} {end}"
