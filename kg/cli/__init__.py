"""The command ``kg``: parse, call, print, exit code.

Exit codes: 0 clean, 1 problems found, 2 wrong use, 3 a fault of ours. Each command lives in its
own module and is loaded when it is called, so that ``kg --help`` stays quick.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from kg.problems import KgError
from kg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMANDS = {
    "build": "Compile every case and write the dataset, the report and the site.",
    "case": "Start a case, help an editor with one, bring it to a spreadsheet and back.",
    "check": "Find every problem in the cases; write nothing.",
    "compare": "Put cases side by side: concepts, logics by phase, relations.",
    "coverage": "Show a source segment by segment, with the claims that rest on each.",
    "diff": "Show what changed from one build to another.",
    "framework": "Start a framework in YAML, help an editor with one, write one as Turtle.",
    "project": "Start a project file: title, authors, languages, cases.",
    "push": "Bring a store elsewhere to the state of a build.",
    "query": "Answer a named question, a query file or a SPARQL string.",
    "relations": "List the relations that a claim may name, and what each takes.",
    "serve": "Serve the site and a SPARQL endpoint over HTTP.",
    "trace": "Print one finding, or an edge that follows, down to the words it rests on.",
}
OK, PROBLEMS, WRONG_USE, FAULT = 0, 1, 2, 3


class _LazyGroup(click.Group):
    """Loads a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """List the names of the commands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load the command of that name; give None where there is none."""
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"kg.cli.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 - our own modules
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Run the command; a reader that has read enough, such as ``head``, is no mistake."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(OK)
        return answer

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or suggest the nearest."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

            near = get_close_matches(args[0], _COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"No such command '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def group() -> None:
    """Why government departments share, or withhold, their data.

    A knowledge graph in which every finding can be followed to the words it rests on.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        group.main(args=list(arguments) if arguments is not None else None, prog_name="kg")
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(WRONG_USE)
    except Exception as error:
        told = _trouble_outside(error)
        if told:
            click.echo(f"kg: {told}", err=True)
            sys.exit(WRONG_USE)
        if os.environ.get("KG_DEBUG"):
            raise
        click.echo(f"kg: a fault of the tool, not yours ({type(error).__name__}: {error})", err=True)
        click.echo("kg: set KG_DEBUG=1 to see where, and please report it", err=True)
        sys.exit(FAULT)


def _trouble_outside(error: Exception) -> str:
    """Tell what stood in the way when neither the tool nor a case is at fault, such as a full disk; else give nothing."""
    if isinstance(error, UnicodeEncodeError) and any(map(_is_no_text, sys.argv[1:])):
        return f'"{next(filter(_is_no_text, sys.argv[1:]))}" is not UTF-8, as words of a command have to be'
    own = os.path.dirname(os.path.dirname(__file__)) + os.sep  # noqa: PTH120 - pathlib would be loaded for it
    # The user is not to blame when a file that came with the tool is missing.
    if not isinstance(error, OSError) or os.path.abspath(str(error.filename or "")).startswith(own):  # noqa: PTH100
        return ""
    why = error.strerror or str(error)
    if error.filename:
        return f"{error.filename} cannot be read or written: {why}"
    return f"a file, or what this command prints, cannot be written: {why}"


def _is_no_text(word: str) -> bool:
    """Tell whether a word has bytes in it that are not UTF-8."""
    return any("\ud800" <= sign <= "\udfff" for sign in word)
