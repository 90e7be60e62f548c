"""The five names of ``import kg``: open, query, trace, coverage, cells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.asking import asking, find_query, is_query_file, read_sparql, select
from kg.coverage import cover_case
from kg.problems import KgError
from kg.records import Index, read_cells, read_stated
from kg.snapshot import Snapshot, load_snapshot
from kg.store import dataset_list
from kg.trace import find, trace_found
from kg.verdicts.of_query import verdicts_bound, verdicts_of_query

if TYPE_CHECKING:
    import os

    from rdflib import Dataset

    from kg.coverage import SegmentWithClaims
    from kg.records import Cell
    from kg.store import Table, Term
    from kg.trace import Explanation, Trace

_BUILD = "build"


def open(build: str | os.PathLike[str] = _BUILD, *, reasons: bool = True) -> Dataset:  # noqa: A001 - reads well as kg.open
    """Open a built dataset as an rdflib `Dataset`; its default graph is the union of all graphs.

    Args:
        build: the folder that ``kg build`` wrote.
        reasons: whether the records of why inferred edges hold are in it; without them it opens four times as fast.

    Raises:
        kg.problems.KgError: there is no build there.
    """
    from kg.export.rdflib_view import as_rdflib  # noqa: PLC0415 - rdflib takes half a second

    store = _snapshot(build).store
    return as_rdflib(store.whole if reasons else store)


def query(
    name_or_sparql: str | os.PathLike[str], build: str | os.PathLike[str] = _BUILD, **bindings: Term
) -> Table:
    """Answer a named query, or a SPARQL SELECT query, with its rows.

    Args:
        name_or_sparql: ``cq-19``, the text of a query, or the path of a file with one, as a `Path` or ending in ``.rq``.
        build: the folder that ``kg build`` wrote.
        bindings: terms for variables of the query.

    Raises:
        kg.problems.KgError: no build, no such query, one that is not SPARQL, or one that names a verdict that there is not.
    """
    if isinstance(name_or_sparql, str) and "{" in name_or_sparql:
        sparql, shown = name_or_sparql, "query"
    elif is_query_file(name_or_sparql):
        sparql, shown = read_sparql(name_or_sparql), Path(name_or_sparql).as_posix()
    else:
        shown = str(name_or_sparql)
        sparql = find_query(shown).sparql
    problems = [*verdicts_of_query(sparql, shown), *verdicts_bound(bindings)]
    if problems:
        raise KgError("\n".join(map(str, problems)))
    return select(_snapshot(build).store, sparql, bindings)


def trace(finding: str, build: str | os.PathLike[str] = _BUILD) -> Trace | Explanation:
    """Trace one finding, or an edge that follows, down to the words it rests on.

    Args:
        finding: of a claim an identifier (``c050``), an IRI, or words of its sentence; of an edge subject, predicate and object.
        build: the folder that ``kg build`` wrote.

    Raises:
        kg.problems.KgError: no build, or not exactly one claim or edge answers to the words.
    """
    store = _snapshot(build).store
    return trace_found(store, find(store, finding))


def coverage(
    case: str | None = None, build: str | os.PathLike[str] = _BUILD
) -> tuple[SegmentWithClaims, ...]:
    """Show a case's source texts segment by segment, with the claims that rest on each.

    Args:
        case: the case's name; may be left out when there is one case only.
        build: the folder that ``kg build`` wrote.

    Raises:
        kg.problems.KgError: no build, or no such case.
    """
    snapshot = _snapshot(build)
    name = snapshot.pick_case(case)
    return cover_case(Index(read_stated(asking(snapshot.store), name)), name)


def cells(case: str | None = None, build: str | os.PathLike[str] = _BUILD) -> tuple[Cell, ...]:
    """Tell how everything that is asked of every case, and each relation of two concepts of which it speaks, stands in a case, or in all.

    Args:
        case: the case's name; may be left out for all cases.
        build: the folder that ``kg build`` wrote.

    Returns:
        The cells, in the order of their IRIs.

    Raises:
        kg.problems.KgError: no build, or no such case.
    """
    snapshot = _snapshot(build)
    return read_cells(snapshot.store, snapshot.pick_case(case) if case else None)


_kept: dict[tuple[Path, int, int], Snapshot] = {}


def _snapshot(build: str | os.PathLike[str]) -> Snapshot:
    """Load the snapshot of a folder, once for as long as its dataset does not change."""
    folder = Path(build).resolve()
    stat = dataset_list(Path(build)).stat()
    key = (folder, stat.st_mtime_ns, stat.st_size)
    if key not in _kept:
        _kept.clear()
        _kept[key] = load_snapshot(folder)
    return _kept[key]
