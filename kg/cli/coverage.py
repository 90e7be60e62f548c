"""``kg coverage``: a source segment by segment, with the claims that rest on each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from kg.asking import asking
from kg.cli.layout import terminal_width, wrapped
from kg.cli.options import build_option
from kg.coverage import cited_places, cover_case
from kg.model.vocabulary import GLYPHS
from kg.pipeline import load_snapshot
from kg.records import Index, read_stated

if TYPE_CHECKING:
    from pathlib import Path

    from kg.coverage import CitationCoverage, ClaimOnSegment, SegmentCoverage


@click.command("coverage")
@click.argument("case", required=False)
@build_option
def command(case: str | None, build: Path) -> None:
    """Show the sources of CASE segment by segment: which claims rest on each.

    A segment on which nothing rests is marked. CASE may be left out when there is only one.
    """
    snapshot = load_snapshot(build)
    name = snapshot.pick_case(case)
    index = Index(read_stated(asking(snapshot.store), name))
    segments = cover_case(index, name)
    width = terminal_width(100)
    for label, group in groupby(segments, key=lambda segment: segment.source_label):
        click.echo(click.style(label, bold=True))
        for segment in group:
            _print_segment(segment, width)
    places = cited_places(index, name)
    for label, cited in groupby(places, key=lambda place: place.source_label):
        click.echo(click.style(label, bold=True))
        for place in cited:
            _print_place(place, width)
    bare = [segment.name for segment in segments if not segment.claims]
    click.echo(f"{len(segments)} segments, {len(segments) - len(bare)} with claims, "
               f"{len(bare)} without{': ' + ', '.join(bare) if bare else ''}")  # fmt: skip
    if places:
        _count_places(places)


def _count_places(places: tuple[CitationCoverage, ...]) -> None:
    """Print how many places are cited, how many of them are restricted, and which nobody uses."""
    unused = [place.name for place in places if not place.claims]
    restricted = sum(place.access == "restricted" for place in places)
    click.echo(f"{len(places)} places cited, not checked by machine, {restricted} of them restricted; "
               f"{len(unused)} without claims{': ' + ', '.join(unused) if unused else ''}")  # fmt: skip


def _print_place(place: CitationCoverage, width: int) -> None:
    """Print one cited place: where it is, what stands there, the claims that rest on it."""
    click.echo()
    words = f"{place.locator}: {place.says}" if place.says else "withheld"
    click.echo(wrapped(f"{place.name}  {words}", width, "     ", first=""))
    _print_claims(place.claims, width)


def _print_segment(segment: SegmentCoverage, width: int) -> None:
    """Print one segment: its number, its words, the claims that rest on it."""
    click.echo()
    text = " ".join(segment.text.split())
    click.echo(wrapped(f"{segment.name}  {text}", width, "     ", first=""))
    _print_claims(segment.claims, width)
    if not segment.claims:
        click.echo(click.style("     [ nothing rests on this segment ]", fg="yellow"))


def _print_claims(claims: tuple[ClaimOnSegment, ...], width: int) -> None:
    """Print claims with their glyphs, indented."""
    for claim in claims:
        line = f"{GLYPHS.get(claim.status, '?')} {claim.id}  {claim.sentence}"
        click.echo(wrapped(line, width, "         ", first="     "))
