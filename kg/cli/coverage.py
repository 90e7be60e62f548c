"""``kg coverage``: a source segment by segment, with the claims that rest on each."""

from __future__ import annotations

import shutil
from itertools import groupby
from typing import TYPE_CHECKING

import click

from kg.api import pick_case
from kg.cli.options import build_option
from kg.cli.trace_text import MARKS
from kg.coverage import cover_case
from kg.pipeline import load_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from kg.coverage import SegmentCoverage


@click.command("coverage")
@click.argument("case", required=False)
@build_option
def command(case: str | None, build: Path) -> None:
    """Show the sources of CASE segment by segment: which claims rest on each.

    A segment on which nothing rests is marked. CASE may be left out when there is only one.
    """
    snapshot = load_snapshot(build)
    segments = cover_case(snapshot.store, pick_case(snapshot, case))
    width = min(shutil.get_terminal_size((80, 24)).columns, 100)
    for label, group in groupby(segments, key=lambda segment: segment.source_label):
        click.echo(click.style(label, bold=True))
        for segment in group:
            _print_segment(segment, width)
    bare = [segment.name for segment in segments if not segment.claims]
    click.echo(f"{len(segments)} segments, {len(segments) - len(bare)} with claims, "
               f"{len(bare)} without{': ' + ', '.join(bare) if bare else ''}")  # fmt: skip


def _print_segment(segment: SegmentCoverage, width: int) -> None:
    """One segment: its number, its words, the claims on it."""
    click.echo()
    text = " ".join(segment.text.split())
    click.echo(click.wrap_text(f"{segment.name}  {text}", width, "", "     "))
    for claim in segment.claims:
        line = f"{MARKS.get(claim.status, '?')} {claim.id}  {claim.sentence}"
        click.echo(click.wrap_text(line, width, "     ", "         "))
    if not segment.claims:
        click.echo(click.style("     [ nothing rests on this segment ]", fg="yellow"))
