"""What the commands print: problems, tables, a progress bar."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import click

from kg.problems.said import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.consistency import Judgement
    from kg.pipeline import Outcome
    from kg.problems import Problem

_GUTTER, _NARROW = 3, 3
_STYLES = {"error": "red", "warning": "yellow"}


def print_problems(problems: Sequence[Problem], language: str = LANGUAGES[0]) -> None:
    """Print every problem to standard error: one line each, which is broken into several on a terminal."""
    is_seen = sys.stderr.isatty()
    for problem in problems:
        line = problem.in_language(language)
        place, _, rest = (_on_a_terminal(line) if is_seen else line).partition("  ")
        click.echo(f"{place}  {click.style(rest, fg=_STYLES[problem.severity])}", err=True)


def _on_a_terminal(line: str) -> str:
    import shutil  # noqa: PLC0415 - loads what unpacks archives, which a check need not

    from kg.cli.wrapping import wrapped  # noqa: PLC0415 - only on a terminal

    return wrapped(line, shutil.get_terminal_size((80, 24)).columns, " " * 4, first="")


def print_outcome(outcome: Outcome, language: str = LANGUAGES[0]) -> None:
    """Print the counts of each case and the closing line."""
    for case in outcome.cases:
        click.echo(case.counts().in_language(language))
    click.echo(outcome.closing_line().in_language(language))


def print_judgement(judgement: Judgement | None, language: str = LANGUAGES[0]) -> None:
    """Print what the reasoner said, or that it was skipped and why."""
    if judgement is not None:
        click.echo(judgement.words.in_language(language))


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress display on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # noqa: PLC0415 - only on a terminal
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def show(name: str, number: int, total: int) -> None:
            bar.update(task, description=name, completed=number - 1, total=total, refresh=True)

        yield show


def print_rows(headers: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> None:
    """Print rows as a table; where that would be too wide, as one block a row.

    Args:
        headers: the names of the columns.
        rows: the cells, as many in each row as there are headers.
        width: of the terminal, in characters.
    """
    columns = [[header, *(row[n] for row in rows)] for n, header in enumerate(headers)]
    natural = sum(max(map(len, column)) + _GUTTER for column in columns)
    if natural <= width or len(headers) <= _NARROW:
        _print_table(headers, rows, width)
    else:
        _print_blocks(headers, rows, width)
    click.echo(f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})")


def _print_table(headers: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> None:
    from rich import box  # noqa: PLC0415 - only for tables
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console(width=width, highlight=False, markup=False, emoji=False).print(table)


def _print_blocks(headers: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> None:
    """One block a row: a line for each cell that is not empty."""
    from rich.cells import cell_len, set_cell_size  # noqa: PLC0415 - only for tables

    from kg.cli.wrapping import wrapped  # noqa: PLC0415

    indent = max(map(cell_len, headers)) + 2
    for row in rows:
        for header, cell in zip(headers, row, strict=True):
            if cell:
                lead = set_cell_size(f"{header}:", indent)
                click.echo(wrapped(cell, max(width, 30), " " * indent, first=lead))
        click.echo()
