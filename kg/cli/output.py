"""What the commands print: problems, tables, a progress bar."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import click

from kg.cli import PROBLEMS
from kg.cli.layout import terminal_width, wrapped
from kg.problems import Severity
from kg.problems.said import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.consistency import Judgement
    from kg.pipeline import Outcome
    from kg.problems import Problem

_NARROW = 3
"""So many columns make a table on any terminal; more make one only where no cell need be broken."""
_STYLES = {"error": "red", "warning": "yellow"}


def print_problems(problems: Sequence[Problem], language: str = LANGUAGES[0]) -> None:
    """Print every problem to standard error: one line each, which is broken into several on a terminal."""
    is_seen = sys.stderr.isatty()
    for problem in problems:
        line = problem.in_language(language)
        if is_seen:
            line = wrapped(line, terminal_width(), " " * 4, first="")
        place, _, rest = line.partition("  ")
        click.echo(f"{place}  {click.style(rest, fg=_STYLES[problem.severity])}", err=True)


def stop_at(problems: Sequence[Problem], language: str = LANGUAGES[0]) -> None:
    """Print every problem, and end the command where one of them is an error."""
    print_problems(problems, language)
    if any(found.severity is Severity.ERROR for found in problems):
        sys.exit(PROBLEMS)


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
    """Show progress on a terminal, and nothing elsewhere."""
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
        width: columns of the terminal.
    """
    from kg.cli.tables import blocks, natural_width, table  # noqa: PLC0415 - rich is slow to load

    is_table = len(headers) <= _NARROW or natural_width(headers, rows) <= width
    if is_table:
        click.echo(table(headers, rows, width))
    elif rows:
        click.echo(f"{blocks(headers, rows, width)}\n")
    click.echo(f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})")
