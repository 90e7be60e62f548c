"""``kg push``: a build into a store elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kg.cli import PROBLEMS
from kg.cli.options import build_option, credentials_from, netrc_option
from kg.cli.output import progress
from kg.push import push
from kg.store import GraphStore, UpdateStore, graph_store_of

if TYPE_CHECKING:
    from pathlib import Path


@click.command("push")
@click.argument("endpoint", metavar="URL")
@click.option("--graphs", default="", metavar="URL",
              help="Where the store's graphs are replaced (SPARQL 1.1 Graph Store HTTP Protocol).  "
                   "[default: known for Oxigraph and Virtuoso]")  # fmt: skip
@click.option("--updates", default="", metavar="URL",
              help="Where the store takes SPARQL 1.1 updates, if it has no such protocol.")  # fmt: skip
@click.option("--reasons", "has_reasons", is_flag=True,
              help="Bring why each inferred edge holds too: three times as many triples again.")  # fmt: skip
@click.option("--restricted", "is_restricted_allowed", is_flag=True,
              help="Send what was said in confidence too: the store is yours alone.")  # fmt: skip
@build_option
@netrc_option
def command(  # noqa: PLR0913 - one argument an option
    endpoint: str, graphs: str, updates: str, build: Path, netrc: Path | None, *, has_reasons: bool,
    is_restricted_allowed: bool,
) -> None:  # fmt: skip
    """Bring the store whose SPARQL endpoint is at URL to the state of a build.

    Sends graph by graph what changed since the last push, deletes what the build has no more, and
    compares counts and contents afterwards. A push that broke off is gone on with by the same command.

    A build that is not public and holds what was said in confidence is refused without --restricted.
    """
    if graphs and updates:
        raise click.UsageError("give --graphs or --updates: graphs are replaced at one place only")
    known = credentials_from(netrc)
    target = (
        UpdateStore(updates, endpoint, known)
        if updates
        else GraphStore(graphs or graph_store_of(endpoint), known)
    )
    with progress() as show:
        done = push(build, endpoint, target, known, show, has_reasons=has_reasons,
                    is_restricted_allowed=is_restricted_allowed)  # fmt: skip
    click.echo(f"sent {len(done.sent)} graphs with {done.triples} triples, kept {len(done.kept)}, "
               f"deleted {len(done.deleted)}")  # fmt: skip
    for name in done.differing:
        click.echo(f"differs: {name}", err=True)
    if done.differing:
        click.echo("the store does not hold what was sent: push again to send these graphs anew", err=True)
        sys.exit(PROBLEMS)
    click.echo(
        f"verified {len(done.sent) + len(done.kept)} graphs by count, {len(done.sent)} of them by content"
    )
