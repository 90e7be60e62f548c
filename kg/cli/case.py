"""``kg case``: start a case, help an editor with one, bring it to a spreadsheet and back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click

from kg.authoring import read_case
from kg.cli.case_sheets import from_csv, from_xlsx, to_csv, to_xlsx
from kg.cli.options import ontology_option
from kg.cli.writing import write_files
from kg.kit import SCHEMA_FILE, case_schema, new_case
from kg.ontology import load_ontology
from kg.problems import KgError
from kg.resources import ontology_folder


@click.group("case")
def command() -> None:
    """Start a case, help an editor with one, bring it to a spreadsheet and back."""


@command.command("new")
@click.argument("name")
@click.option("--framework", default="triple-logic", show_default=True, help="The framework to code with.")
@click.option(
    "--anonymised/--public", default=False, help="Whether the place's name is withheld.  [default: public]"
)
@click.option("--in", "parent", type=click.Path(path_type=Path), default=Path("cases"), show_default=True,
              help="The folder of cases in which to make it.")  # fmt: skip
@ontology_option
def new(name: str, framework: str, parent: Path, ontology: Path | None, *, anonymised: bool) -> None:
    """Write a commented folder for the case NAME that checks clean and builds.

    It holds an invented example to write over. A folder that is there already is left alone.
    """
    folder = parent / name
    if folder.exists():
        raise KgError(f"{folder.as_posix()} is there already: name another case")
    loaded, _ = load_ontology(ontology or ontology_folder())
    files = new_case(name, framework, loaded, is_anonymised=anonymised)
    write_files({folder / file: text.encode("utf-8") for file, text in files.items()})
    try:
        write_files({folder / SCHEMA_FILE: _schema(folder, ontology)})
    except BaseException:
        shutil.rmtree(folder)
        raise
    for file in (*files, SCHEMA_FILE):
        click.echo(f"wrote {(folder / file).as_posix()}")
    click.echo(f"next: kg check {folder.as_posix()}")


@command.command("schema")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@ontology_option
def schema(folder: Path, ontology: Path | None) -> None:
    """Write the JSON Schema of the case in FOLDER, for editors that complete and check YAML.

    Its ids are those of the case now: run it again when you have added some.
    """
    write_files({folder / SCHEMA_FILE: _schema(folder, ontology)})
    click.echo(f"wrote {(folder / SCHEMA_FILE).as_posix()}")


def _schema(folder: Path, ontology: Path | None) -> bytes:
    """Make the schema for editing a case whose folder is there already."""
    loaded, _ = load_ontology(ontology or ontology_folder())
    case, _ = read_case(folder, folder.as_posix())
    text = json.dumps(case_schema(case, loaded), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


for child in (to_xlsx, from_xlsx, to_csv, from_csv):
    command.add_command(child)
