"""``kg trace``: one finding down to the words it rests on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.cli.layout import terminal_width
from kg.cli.options import build_option, credentials_from, format_option, store_option
from kg.cli.trace_text import as_markdown, as_tree
from kg.pipeline import open_snapshot
from kg.trace import find_claim, opposed_claims, trace_claim

if TYPE_CHECKING:
    from pathlib import Path


@click.command("trace")
@click.argument("finding", nargs=-1, required=True, metavar="ID|LABEL")
@format_option("tree", "json", "markdown")
@build_option
@store_option
def command(finding: tuple[str, ...], form: str, build: Path, store: str, netrc: Path | None) -> None:
    """Print one finding down to the words it rests on.

    ID is a claim's identifier such as c050 (j-city/c050 where several cases have one); LABEL is
    words of its sentence. What contradicts it or competes with it stands below, with its own evidence.
    """
    asked = open_snapshot(build, store, credentials_from(netrc)).store
    claim = find_claim(asked, " ".join(finding))
    trace, opposed = trace_claim(asked, claim), opposed_claims(asked, claim)
    if form == "json":
        plain = trace.as_dict() | {"opposed": [one.as_dict() for one in opposed]}
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(as_markdown(trace, opposed))
    else:
        click.echo(as_tree(trace, terminal_width(100), opposed))
