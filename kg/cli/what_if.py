"""The answer to a query with claims supposed: each row that would not be there without them bears a mark."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from kg.asking.answering import answer
from kg.problems import KgError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.store import Store, Term

MARK = "mark"
RESTS = "rests on a reading"
_DELIMITERS = {"csv": ",", "tsv": "\t"}

Row = dict[str, dict[str, str]]


def marked_rows(
    store: Store, sparql: str, terms: Mapping[str, Term], suppose: Callable[[], None]
) -> tuple[list[str], list[Row]]:
    """Ask a query with some claims supposed, and mark the rows that only come because of them.

    Args:
        store: where to ask; `suppose` adds to it.
        sparql: the query.
        terms: terms for variables of the query.
        suppose: adds what follows from the claims.

    Returns:
        The names of the columns, and each row as in SPARQL's JSON.

    Raises:
        KgError: it is no SELECT query, so that there are no rows to mark.
    """
    _, before = _rows(store, sparql, terms)
    suppose()
    names, rows = _rows(store, sparql, terms)
    known = {_key(row) for row in before}
    for row in rows:
        if _key(row) not in known:
            row[MARK] = {"type": "literal", "value": RESTS}
    return [*(name for name in names if name != MARK), MARK], rows


def rows_text(names: list[str], rows: list[Row], form: str) -> str:
    """Write the rows as JSON, CSV or TSV.

    Raises:
        KgError: there is no such form for marked rows.
    """
    if form == "json":
        found = {"head": {"vars": names}, "results": {"bindings": rows}}
        return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    if form not in _DELIMITERS:
        raise KgError(
            f"--what-if marks rows, and {form} has no place for a mark: choose table, csv, tsv or json"
        )
    text = io.StringIO()
    lines = csv.writer(text, delimiter=_DELIMITERS[form], lineterminator="\n")
    lines.writerow(names)
    lines.writerows([row.get(name, {}).get("value", "") for name in names] for row in rows)
    return text.getvalue()


def _rows(store: Store, sparql: str, terms: Mapping[str, Term]) -> tuple[list[str], list[Row]]:
    found = answer(store, sparql, terms)
    if not hasattr(found, "variables"):
        raise KgError("--what-if marks the rows of a SELECT query; this one gives none")
    read: dict[str, Any] = json.loads(store.serialize(found, "json"))
    return read["head"]["vars"], read["results"]["bindings"]


def _key(row: Row) -> str:
    return json.dumps(row, sort_keys=True)
