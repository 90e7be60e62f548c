"""``kg serve``: the site and a SPARQL endpoint over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import build_option
from kg.problems.parts import lacking

_MEGABYTE = 1_000_000
_HOST = "The address to listen at; other than this machine's own for a public build only."
_PORT = "The port; 0 for any that is free."
_ALLOW_HOST = """\
A name by which a public build is known, such as a proxy's; may be repeated. Requests for other names are then refused."""
_PROXY = "The address of a proxy that is trusted to say who asks (X-Forwarded-For); may be repeated."
_STORE = "A folder to keep the store on disk in, for the next start."
_TIME = "How many seconds a query may take."
_ANSWER = "How many megabytes an answer may have."
_MEMORY = "How many megabytes of memory an engine may take."
_ENGINES = "How many queries are answered at once.  [default: one a core, at least 2]"


@click.command()
@build_option
@click.option("--host", default="127.0.0.1", show_default=True, help=_HOST)
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help=_PORT)
@click.option("--allow-host", "allow_hosts", multiple=True, metavar="NAME", help=_ALLOW_HOST)
@click.option("--proxy", "proxies", multiple=True, metavar="ADDRESS", help=_PROXY)
@click.option("--store", type=click.Path(path_type=Path, file_okay=False), help=_STORE)
@click.option("--time-limit", type=click.FloatRange(0.1), default=30, show_default=True, help=_TIME)
@click.option("--answer-limit", type=click.IntRange(1), default=64, show_default=True, help=_ANSWER)
@click.option("--memory-limit", type=click.IntRange(200), default=4000, show_default=True, help=_MEMORY)
@click.option("--engines", type=click.IntRange(1), help=_ENGINES)
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    build: Path,
    host: str,
    port: int,
    allow_hosts: tuple[str, ...],
    proxies: tuple[str, ...],
    store: Path | None,
    time_limit: float,
    answer_limit: int,
    memory_limit: int,
    engines: int | None,
) -> None:
    """Serve the site and a SPARQL endpoint, read-only, until Ctrl-C.

    The site is at /, the endpoint at /sparql, what is said of a thing at the path of its IRI;
    /health and /metrics are for those who watch it.
    """
    try:
        from kg.server import Settings, serve  # noqa: PLC0415 - needs the extra serve
    except ModuleNotFoundError as error:
        raise lacking("'kg serve'", str(error.name), "serve") from error
    limits = (time_limit, answer_limit * _MEGABYTE, memory_limit * _MEGABYTE)
    settings = Settings(build, store, host, port, *limits, allow_hosts=allow_hosts, proxies=proxies)
    if engines:
        settings = settings.with_engines(engines)
    where = "site      {0}\nSPARQL    {0}sparql\nstop with Ctrl-C"
    serve(settings, lambda address: click.echo(where.format(address), err=True))
