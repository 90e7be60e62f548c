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
from kg.records import Index, read_stated
from kg.snapshot import load_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from kg.coverage import ClaimOnSegment

_MOST_NAMES = 40


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
    nothing = click.style("     [ nothing rests on this segment ]", fg="yellow")
    for label, group in groupby(segments, key=lambda segment: segment.source_label):
        click.echo(click.style(label, bold=True))
        for segment in group:
            text = " ".join(segment.text.split())
            shown = f"\n{wrapped(f'{segment.name}  {text}', width, '     ', first='')}"
            click.echo(shown if segment.claims else f"{shown}\n{nothing}")
            _print_claims(segment.claims, width)
    places = cited_places(index, name)
    for label, cited in groupby(places, key=lambda place: place.source_label):
        click.echo(click.style(label, bold=True))
        for place in cited:
            words = f"{place.locator}: {place.says}" if place.says else "withheld"
            click.echo(f"\n{wrapped(f'{place.name}  {words}', width, '     ', first='')}")
            _print_claims(place.claims, width)
    bare = [segment.name for segment in segments if not segment.claims]
    without = f"{len(bare)} without{_first_of(bare)}"
    click.echo(f"{len(segments)} segments, {len(segments) - len(bare)} with claims, {without}")
    if places:
        unused = [place.name for place in places if not place.claims]
        without = f"{len(unused)} without claims{_first_of(unused)}"
        restricted = sum(place.access == "restricted" for place in places)
        checked = f"{len(places)} places cited, not checked by machine"
        click.echo(f"{checked}, {restricted} of them restricted; {without}")


def _first_of(names: list[str]) -> str:
    """Write names behind a colon, nothing where there are none; of very many, the first.

    >>> _first_of([]), _first_of(["S03", "S07"]), _first_of(["S03"] * 50)[-14:]
    ('', ': S03, S07', ', S03, 10 more')
    """
    more = [f"{len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else []
    return f": {', '.join([*names[:_MOST_NAMES], *more])}" if names else ""


def _print_claims(claims: tuple[ClaimOnSegment, ...], width: int) -> None:
    """Print claims with their glyphs, indented."""
    for claim in claims:
        line = f"{GLYPHS.get(claim.status, '?')} {claim.id}  {claim.sentence}"
        click.echo(wrapped(line, width, "         ", first="     "))
