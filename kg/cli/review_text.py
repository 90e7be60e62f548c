"""How items for review are printed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from kg.problems import say
from kg.problems.said import in_language
from kg.review import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.review import Item

_MOST = 160
"""How much of the words is shown; the JSON has all of them."""


def print_items(items: Sequence[Item], language: str) -> None:
    """Print the items by case and kind, each with its place, its reason and its words."""
    import shutil  # noqa: PLC0415 - loads what unpacks archives, which a check without a list need not

    width = min(shutil.get_terminal_size((80, 24)).columns, 110)
    for (case, kind), group in groupby(items, key=lambda item: (item.case, item.kind)):
        found = list(group)
        heading = say("{0}: {1} ({2})", case, KINDS[kind], len(found)).in_language(language)
        click.echo(click.style(heading, bold=True))
        for item in found:
            _print_item(item, language, width)
    closing = say("for review: {0}; an item is a question to a second reader and no mistake", len(items))
    click.echo(closing.in_language(language))


def _print_item(item: Item, language: str, width: int) -> None:
    from kg.cli.wrapping import wrapped  # noqa: PLC0415 - as above

    lead = f"{item.location}  {item.id}  " if item.location else f"{item.id}  "
    click.echo(wrapped(f"{lead}{in_language(item.why, language)}", width, "      ", first="  "))
    if item.words:
        words = item.words if len(item.words) <= _MOST else f"{item.words[:_MOST].rstrip()} …"
        shown = (
            f"“{words}”" if item.is_quoted else say("{0} (in the coder's words)", words).in_language(language)
        )
        click.echo(wrapped(shown, width, "      "))
