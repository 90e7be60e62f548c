"""``kg project``: start a project file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.files import PROJECT_FILE, PROJECT_SCHEMA_FILE
from kg.kit import NEW_PROJECT, project_schema
from kg.problems import KgError
from kg.staging import write_files


@click.group("project")
def command() -> None:
    """Say what your site is called, who answers for it and which cases it has."""


@command.command("new")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
def new(folder: Path) -> None:
    """Write a commented project.yaml into FOLDER (here, if left out), with its schema for editors.

    A project.yaml that is there already is left alone.
    """
    path = folder / PROJECT_FILE
    if path.exists() or path.is_symlink():
        raise KgError(f"{path.as_posix()} is there already")
    schema = json.dumps(project_schema(), ensure_ascii=False, indent=1)
    files = {path: NEW_PROJECT, folder / PROJECT_SCHEMA_FILE: f"{schema}\n"}
    write_files({path: text.encode("utf-8") for path, text in files.items()})
    for written in files:
        click.echo(f"wrote {written.as_posix()}")
    click.echo("next: kg check")
