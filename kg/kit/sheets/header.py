"""The first row of a sheet: which column holds what.

Takes a grid; gives its columns and every problem. A column whose name is misspelt is reported, and read as
the one that was meant, so that what stands in it is not missed a second time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.authoring.fields import nearest, suggestion
from kg.kit.sheets.columns import CLAIM, ID, Column, columns
from kg.problems import Problem, problem, say

if TYPE_CHECKING:
    from kg.kit.sheets.cells import Cell, Grid

_NUMBER = re.compile(r"[a-z]+ ([1-9][0-9]?)(?: (?:in|nth))?")
Columns = dict[int, Column]


def read_header(
    grid: Grid, schema: dict[str, Any], problems: list[Problem]
) -> tuple[Columns, list[str]] | None:
    """Read the columns by their numbers, and the required fields that have none; give None when there is no id.

    Args:
        grid: the sheet.
        schema: a JSON Schema of cases.
        problems: what is wrong is added here.
    """
    cells = grid.rows[0] if grid.rows else []
    most = max([int(m[1]) for cell in cells if (m := _NUMBER.fullmatch(cell.text.strip()))], default=1)
    expected = {column.name: column for column in columns(grid.name, schema, most)}
    named = {cell.text.strip(): cell for cell in reversed(cells)}
    known: Columns = {}
    for cell in cells:
        name = cell.text.strip()
        if name not in expected:
            near, found = _unknown(cell, name, [other for other in expected if other not in named], expected)
            problems.append(found)
            known |= {cell.place.column: expected[near]} if near else {}
        elif named[name] is not cell:
            problems.append(problem("KG604", cell.place, say('the column "{0}" a second time', name), say("each column once"),
                                    say("the first is {0}", named[name].place)))  # fmt: skip
        else:
            known[cell.place.column] = expected[name]
    problems.extend(_nameless(grid, {cell.place.column for cell in cells}))
    there = {column.name for column in known.values()}
    lost = [column.name for column in expected.values() if column.is_required and column.name not in there]
    problems.extend(_without(grid, name) for name in lost)
    return None if {ID, CLAIM} & set(lost) else (known, lost)


def _without(grid: Grid, name: str) -> Problem:
    found = say('the sheet "{0}" without the column "{1}"', grid.name, name)
    return problem("KG603", grid.place, found, say('"{0}" in the first row', name))


def _unknown(cell: Cell, name: str, free: list[str], expected: dict[str, Column]) -> tuple[str, Problem]:
    """Report an unknown column, and give the name that may have been meant."""
    near = nearest(name.lower(), free)
    fields = list(dict.fromkeys(column.field for column in expected.values()))
    found = problem(
        "KG603", cell.place, say('unknown column "{0}"', name), say("one of: {0}", fields), suggestion(near)
    )
    return near, found


def _nameless(grid: Grid, named: set[int]) -> list[Problem]:
    """Report each column that holds something and has no name."""
    first: dict[int, Cell] = {}
    for row in grid.rows[1:]:
        for cell in row:
            first.setdefault(cell.place.column, cell)
    return [
        problem("KG603", cell.place, say("a cell in a column without a name"), say("the name of a field in the first row"),
                say("name the column, or empty it"))
        for column, cell in sorted(first.items())
        if column not in named
    ]  # fmt: skip
