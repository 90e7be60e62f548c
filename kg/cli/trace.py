"""``kg trace``: a finding, or an edge that follows, down to the words it rests on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kg.cli import trace_text
from kg.cli.layout import terminal_width
from kg.cli.options import build_option, credentials_from, format_option, store_option
from kg.snapshot import open_snapshot
from kg.trace import Explanation, find, opposed_claims, trace_found

if TYPE_CHECKING:
    from pathlib import Path


@click.command("trace")
@click.argument("finding", nargs=-1, required=True, metavar="ID | LABEL | SUBJECT · PREDICATE · OBJECT")
@format_option("tree", "json", "markdown")
@build_option
@store_option
def command(finding: tuple[str, ...], form: str, build: Path, store: str, netrc: Path | None) -> None:
    """Print one finding, or an edge that follows from findings, down to the words it rests on.

    ID is a claim's identifier such as c050 (j-city/c050 where several cases have one); LABEL is
    words of its sentence. What contradicts it or competes with it stands below, with its own evidence.

    An edge is named by its ends, as in: kg trace field · interacts with · innovation. Labels,
    identifiers and local names will do, without the dots too where no claim has the words. What
    follows says by which rule and axiom it holds, and from which premises, the shortest way first.
    """
    asked = open_snapshot(build, store, credentials_from(netrc)).store
    iri = find(asked, " ".join(finding))
    found, width = trace_found(asked, iri), terminal_width(100)
    if isinstance(found, Explanation):
        texts = {
            "tree": trace_text.edge_as_tree(found, width),
            "markdown": trace_text.edge_as_markdown(found),
        }
        plain = found.as_dict()
    else:
        opposed = opposed_claims(asked, iri)
        texts = {
            "tree": trace_text.as_tree(found, width, opposed),
            "markdown": trace_text.as_markdown(found, opposed),
        }
        plain = found.as_dict() | {"opposed": [one.as_dict() for one in opposed]}
    click.echo(json.dumps(plain, ensure_ascii=False, indent=2) if form == "json" else texts[form])
