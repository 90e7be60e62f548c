"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.resources import cases_folder

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

ontology_option = click.option(
    "--ontology",
    "ontology",
    type=click.Path(path_type=Path),
    help="A folder with modules/, theory/, rules/ and shapes/ to take in place of the ontology that ships.",
)


def format_option(*choices: str) -> Callable[[Any], Any]:
    """The option ``--format`` with its choices; the first is the default."""
    return click.option(
        "--format", "form", type=click.Choice(choices), default=choices[0], show_default=True,
        help="How to write the answer.",
    )  # fmt: skip


def default_cases(path: Path | None) -> Path:
    """The cases to work on: those named, else ``cases`` here, else those that ship."""
    if path is not None:
        return path
    here = Path("cases")
    return here if here.is_dir() else cases_folder()
