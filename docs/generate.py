"""Write the pages of docs/ that repeat what the code knows, so that they cannot disagree with it.

Takes nothing; gives docs/cli.md. ``make docs`` runs it, and a test compares its pages with the files.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).resolve().parent
WIDTH = 100


def commands(command: click.Command, parent: click.Context | None, name: str) -> Iterator[click.Context]:
    """Each command below and with this one, as the context that prints its help."""
    context = click.Context(
        command, parent=parent, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH
    )
    yield context
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None and not found.hidden:
                yield from commands(found, context, child)


def cli_page() -> str:
    """The command-line reference: what ``--help`` prints, for every command."""
    parts = ["# Command-line reference\n\nGenerated from the commands themselves by `make docs`.\n"]
    for context in commands(main, None, "kg"):
        help_text = "\n".join(line.rstrip() for line in context.get_help().splitlines())
        parts.append(f"## {context.command_path}\n\n```text\n{help_text}\n```\n")
    return "\n".join(parts)


PAGES = {"cli.md": cli_page}

if __name__ == "__main__":
    for file, page in PAGES.items():
        (DOCS / file).write_text(page(), encoding="utf-8", newline="\n")
