"""``kg diff``: what changed from one build to another."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import PROBLEMS
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
    """The difference as lists, each under its heading."""
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
                click.echo(f"  {sign} {line}")
    if difference.changed:
        click.echo("Claims changed:")
    for change in difference.changed:
        _print_change(change)
    if difference.is_empty:
        click.echo("nothing differs")


def _print_change(change: Change) -> None:
    """A claim that changed, with what changed in it."""
    click.echo(f"  ~ {change.claim}  {change.sentence}")
    lines = [*change.what, *(f"+ {p}" for p in change.gained), *(f"- {p}" for p in change.lost)]
    for line in lines:
        click.echo(f"      {line}")
