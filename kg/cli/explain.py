"""``kg explain``: why an inferred edge holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.cli.explain_text import as_markdown, as_tree
from kg.cli.layout import terminal_width
from kg.cli.options import build_option, credentials_from, format_option, store_option
from kg.pipeline import open_snapshot
from kg.trace import explain_edge, find_edge

if TYPE_CHECKING:
    from pathlib import Path


@click.command("explain")
@click.argument("edge", nargs=-1, required=True, metavar="ID | SUBJECT PREDICATE OBJECT")
@format_option("tree", "json", "markdown")
@build_option
@store_option
def command(edge: tuple[str, ...], form: str, build: Path, store: str, netrc: Path | None) -> None:
    """Say why an inferred edge holds: by which rule and axiom, and from which premises.

    Name the edge by subject, predicate and object, as in: kg explain field interacts with
    innovation. Labels, identifiers and local names will do. The shortest way it follows comes
    first.
    """
    asked = open_snapshot(build, store, credentials_from(netrc)).store
    explanation = explain_edge(asked, find_edge(asked, " ".join(edge)))
    if form == "json":
        click.echo(json.dumps(explanation.as_dict(), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(as_markdown(explanation))
    else:
        click.echo(as_tree(explanation, terminal_width(100)))
