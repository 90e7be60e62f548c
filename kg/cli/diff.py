"""``kg diff``: what changed from one build to another."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import PROBLEMS
from kg.cli.layout import terminal_width, wrapped
from kg.compare import diff_versions
from kg.pipeline import load_snapshot

if TYPE_CHECKING:
    from kg.compare import Change, Difference

_FOLDER = click.Path(path_type=Path)


@click.command("diff")
@click.argument("old", type=_FOLDER)
@click.argument("new", type=_FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print the difference as JSON.")
def command(old: Path, new: Path, *, as_json: bool) -> None:
    """Show what changed from the build in OLD to the build in NEW.

    Claims added, removed and changed; passages gained and lost; direct edges that follow now
    and did not, or did and do not; silences that ask something else or were searched further. Exit code 0 when nothing differs, else 1.
    """
    difference = diff_versions(*(load_snapshot(folder, is_any_version=True).store for folder in (old, new)))
    if as_json:
        click.echo(json.dumps(difference.as_dict(), ensure_ascii=False, indent=2))
    else:
        _print(difference)
    if not difference.is_empty:
        sys.exit(PROBLEMS)


def _print(difference: Difference) -> None:
    """Print the difference as lists, each under its heading."""
    for heading, sign, lines in (
        ("Claims added", "+", difference.added),
        ("Claims removed", "-", difference.removed),
        ("Direct edges gained", "+", difference.edges_gained),
        ("Direct edges lost", "-", difference.edges_lost),
        ("Silences as they are now", "+", difference.silences_gained),
        ("Silences as they were", "-", difference.silences_lost),
    ):
        if lines:
            click.echo(f"{heading}:")
            for line in lines:
                _print_line(line, f"  {sign} ")
    if difference.changed:
        click.echo("Claims changed:")
    for change in difference.changed:
        _print_change(change)
    if difference.is_empty:
        click.echo("nothing differs")


def _print_change(change: Change) -> None:
    """Print a claim that changed, with what changed in it."""
    _print_line(f"{change.claim}  {change.sentence}", "  ~ ")
    for what in change.what:
        _print_line(what, "      ")
    for sign, passages in (("+", change.gained), ("-", change.lost)):
        for passage in passages:
            _print_line(passage, f"      {sign} ")


def _print_line(text: str, lead: str) -> None:
    """Print an item of a list after its sign; what does not fit on a line goes on below the text, not below the sign."""
    click.echo(wrapped(text, terminal_width(110), " " * len(lead), first=lead))
