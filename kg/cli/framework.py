"""``kg framework``: start a framework, help an editor with one, write one as Turtle."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.options import ontology_option
from kg.frameworks import FOLDER, frameworks_beside, load, to_turtle
from kg.kit import FRAMEWORK_SCHEMA, framework_schema, new_framework
from kg.problems import KgError
from kg.project import folders_of_cases
from kg.resources import ontology_folder
from kg.staging import write_files

_IN = "The folder of frameworks, beside the folder of cases."
_PARENT = click.option(
    "--in", "parent", type=click.Path(path_type=Path), default=Path(FOLDER), show_default=True, help=_IN
)


@click.group("framework")
def command() -> None:
    """Start a framework in YAML, help an editor with one, write one as Turtle."""


@command.command("new")
@click.argument("name")
@_PARENT
@ontology_option
def new(name: str, parent: Path, ontology: Path | None) -> None:
    """Write a commented file for the framework NAME that checks clean.

    It holds invented concepts to write over. A framework that is there already is left alone.
    """
    text = new_framework(name)
    path = parent / f"{name}.yaml"
    loaded, _ = load(ontology or ontology_folder(), beside=_beside(parent))
    if path.exists() or name in loaded.frameworks:
        raise KgError(f"there is a framework {name} already: choose another name")
    schema = f"{json.dumps(framework_schema(loaded), ensure_ascii=False, indent=1)}\n"
    hint = f"# yaml-language-server: $schema={FRAMEWORK_SCHEMA}\n"
    write_files({path: (hint + text).encode(), parent / FRAMEWORK_SCHEMA: schema.encode()})
    for file in (path, parent / FRAMEWORK_SCHEMA):
        click.echo(f"wrote {file.as_posix()}")
    click.echo(f"next: name it in a case, frameworks: [{name}], and run kg check")


@command.command("schema")
@_PARENT
@ontology_option
def schema(parent: Path, ontology: Path | None) -> None:
    """Write the JSON Schema of frameworks, for editors that complete and check YAML."""
    loaded, _ = load(ontology or ontology_folder(), beside=_beside(parent))
    text = f"{json.dumps(framework_schema(loaded), ensure_ascii=False, indent=1)}\n"
    write_files({parent / FRAMEWORK_SCHEMA: text.encode()})
    click.echo(f"wrote {(parent / FRAMEWORK_SCHEMA).as_posix()}")


@command.command("to-ttl")
@click.argument("name")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.  [default: print]"
)
@click.option("--in", "parent", type=click.Path(path_type=Path), help=_IN)
@ontology_option
def to_ttl(name: str, out: Path | None, parent: Path | None, ontology: Path | None) -> None:
    """Write the framework NAME as Turtle, with a header and the imports that it needs; Protégé opens it."""
    beside = _beside(parent) if parent else frameworks_beside(folders_of_cases())
    loaded, problems = load(ontology or ontology_folder(), beside=beside)
    faults = [*problems, *loaded.in_files.problems]
    if faults:
        raise KgError(f"a framework is faulty, see kg check: {faults[0]}")
    turtle = to_turtle(name, loaded)
    if out is None:
        click.echo(turtle.decode(), nl=False)
        return
    write_files({out: turtle})
    click.echo(f"wrote {out.as_posix()}")


def _beside(parent: Path) -> tuple[tuple[str, str], ...]:
    """Take the folder of frameworks itself, where it is there."""
    return ((str(parent.absolute()), parent.as_posix()),) if parent.is_dir() else ()
