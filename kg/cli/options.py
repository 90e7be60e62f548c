"""Options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.problems.said import LANGUAGES
from kg.store import Credentials

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

CACHE = ".kg-cache"
"""The folder of compiled cases, beside the build."""

build_option = click.option(
    "--build",
    "build",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    help="The folder that 'kg build' wrote.",
)

netrc_option = click.option(
    "--netrc",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file in the format of .netrc with names and passwords.  [default: KG_STORE_USER and KG_STORE_PASSWORD]",
)


def store_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options ``--store`` and ``--netrc``, for a command that asks a dataset wherever it is."""
    ask = "Ask a store on disk or a SPARQL endpoint in place of the build."
    store = click.option("--store", default="", metavar="PATH|URL", help=ask)
    return store(netrc_option(command))


def credentials_from(netrc: Path | None) -> Credentials | None:
    """Read names and passwords from a file, else from the environment; give None when there are none."""
    if netrc is not None:
        return Credentials.read(netrc)
    name = os.environ.get("KG_STORE_USER")
    return Credentials({"*": (name, os.environ.get("KG_STORE_PASSWORD", ""))}) if name else None


ontology_option = click.option(
    "--ontology",
    "ontology",
    type=click.Path(path_type=Path),
    help="A folder with modules/, theory/, rules/ and shapes/ to take in place of the ontology that ships.",
)


lang_option = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    show_default=True,
    help="The language of messages.",
)


def format_option(*choices: str) -> Callable[[Any], Any]:
    """Make the option ``--format`` with its choices; the first is the default."""
    kind, how = click.Choice(choices), "How to write the answer."
    return click.option("--format", "form", type=kind, default=choices[0], show_default=True, help=how)
