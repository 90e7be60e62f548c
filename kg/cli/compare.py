"""``kg compare``: cases side by side."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import click

from kg.cli.compare_text import as_csv, as_markdown, as_text
from kg.cli.options import build_option, format_option
from kg.compare import compare_cases
from kg.pipeline import load_snapshot
from kg.problems import KgError

if TYPE_CHECKING:
    from pathlib import Path


@click.command("compare")
@click.argument("cases", nargs=-1, metavar="[CASE]…")
@format_option("table", "markdown", "csv", "json")
@build_option
def command(cases: tuple[str, ...], form: str, build: Path) -> None:
    """Put cases side by side: concepts, logics by phase, relations. Without CASE, all of them.

    A cell says whether a source says so, coders read it, the sources leave it open, or nobody has
    coded it, and on how many claims and lines of evidence it rests.
    """
    snapshot = load_snapshot(build)
    unknown = [name for name in cases if name not in snapshot.cases]
    if unknown:
        raise KgError(f'there is no case "{unknown[0]}"; there are: {", ".join(snapshot.cases)}')
    chosen = {name: iri for name, iri in snapshot.cases.items() if not cases or name in cases}
    comparison = compare_cases(snapshot.store, chosen)
    if form == "json":
        click.echo(json.dumps(comparison.as_dict(), ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(as_csv(comparison), nl=False)
    elif form == "markdown":
        click.echo(as_markdown(comparison), nl=False)
    else:
        as_text(comparison, min(shutil.get_terminal_size((80, 24)).columns, 120), click.echo)
