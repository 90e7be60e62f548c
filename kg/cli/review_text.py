"""How items for review and disclosure are printed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from kg.anonymity.items import Disclosed
from kg.cli.layout import terminal_width, wrapped
from kg.problems import say
from kg.problems.said import in_language
from kg.review import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.anonymity.items import Unseen
    from kg.pipeline.items_for_review import Disclosure
    from kg.problems.said import Said
    from kg.review import Item

_MOST = 160
"""How much of the words is shown; the JSON has all of them."""


def print_items(items: Sequence[Item], language: str) -> None:
    """Print the items by case and kind, each with its place, its reason and its words."""
    _print_groups(items, language)
    answered = sum(bool(item.answer) for item in items)
    closing = say(
        "for review: to be answered {0}, answered {1}; an item is a question to a second reader and no mistake",
        *(len(items) - answered, answered),
    )
    click.echo(closing.in_language(language))


def print_disclosure(found: Disclosure, language: str) -> None:
    """Print what cases may give away, and what was not looked at. Where nothing was looked at, it prints no number: a 0 would reassure."""
    _print_groups(found.items, language)
    for unseen in found.unseen:
        click.echo(_unseen(unseen).in_language(language))
    _print_counts(found, language)


def print_open(found: Disclosure, language: str) -> None:
    """Print what a public build waits for, without a word of what is withheld: others may see what a build prints."""
    _print_groups(found.open, language)
    for case, group in groupby(found.unseen, key=lambda unseen: unseen.case):
        own = list(group)
        if own[0].what == case:
            click.echo(_unseen(own[0]).in_language(language))
        else:
            rest = say("{0}: not looked at: {1}; kg check --disclosure names them", case, len(own))
            click.echo(rest.in_language(language))
    _print_counts(found, language)


def _print_counts(found: Disclosure, language: str) -> None:
    if found.looked_at:
        answered = sum(bool(item.answer) for item in found.items)
        out = sum(not item.is_public and not item.answer for item in found.items)
        closing = say(
            "disclosure: to be answered {0}, answered {1}, not in a public build {2}; an item is a question and no mistake",
            *(len(found.open), answered, out),
        )
        click.echo(closing.in_language(language))


def _print_groups(items: Sequence[Item], language: str) -> None:
    width = terminal_width(110)
    for (case, kind), group in groupby(items, key=lambda item: (item.case, item.kind)):
        found = list(group)
        heading = say("{0}: {1} ({2})", case, KINDS[kind], len(found)).in_language(language)
        click.echo(click.style(heading, bold=True))
        for item in found:
            name = item.name if isinstance(item, Disclosed) else f"{item.id}  {item.name}"
            lead = f"{item.location}  {name}  " if item.location else f"{name}  "
            click.echo(wrapped(f"{lead}{in_language(item.why, language)}", width, "      ", first="  "))
            if item.words:
                words = item.words if len(item.words) <= _MOST else f"{item.words[:_MOST].rstrip()} …"
                own = say("{0} (in the coder's words)", words).in_language(language)
                shown = f"“{words}”" if item.is_quoted else own
                click.echo(wrapped(shown, width, "      "))
            is_out = isinstance(item, Disclosed) and not item.is_public
            if item.answer or is_out:
                withheld = say("withheld in a public build, or not part of one")
                state = say("answered: {0}", item.answer) if item.answer else withheld
                click.echo(wrapped(state.in_language(language), width, "      "))


def _unseen(unseen: Unseen) -> Said:
    if unseen.what == unseen.case:
        return say("{0}: not looked at: {1}", unseen.case, unseen.why)
    return say("{0}: not looked at: {1} ({2})", unseen.case, unseen.what, unseen.why)
