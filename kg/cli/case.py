"""``kg case``: start a case, help an editor with one, bring it to a spreadsheet and back."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.authoring import read_case
from kg.cli import PROBLEMS
from kg.cli.options import lang_option, ontology_option
from kg.cli.output import print_problems, stop_at
from kg.frameworks import frameworks_beside, load
from kg.kit import SCHEMA_FILE, case_schema, new_case
from kg.problems import KgError, Severity, say
from kg.project import project_at_work, shipped_project
from kg.resources import ontology_folder
from kg.spreadsheets import case_as_sheets, sheets_as_case, write_returned
from kg.staging import write_files

if TYPE_CHECKING:
    from kg.ontology import Ontology
    from kg.problems import Problem
    from kg.problems.said import Said
    from kg.spreadsheets import Returned, Sheets

_FOLDER = click.Path(path_type=Path)
_FRAMEWORK = (
    "The framework to code with.  [default: that which leads in project.yaml, or in the cases that ship]"
)
_IN = "The folder of cases in which to make it."
_ANONYMISED = "Whether the place's name is withheld.  [default: public]"
_CASE = click.argument("case", type=click.Path(path_type=Path, exists=True, file_okay=False))
_FORCE = click.option("--force", is_flag=True, help="Write over what is there.")
_OVER = click.option(
    "--force", is_flag=True, help="Write over what has changed in the case since the sheets were written."
)


@click.group("case")
def command() -> None:
    """Start a case, help an editor with one, bring it to a spreadsheet and back."""


@command.command("new")
@click.argument("name")
@click.option("--framework", help=_FRAMEWORK)
@click.option("--anonymised/--public", default=False, help=_ANONYMISED)
@click.option("--in", "parent", type=_FOLDER, default=Path("cases"), show_default=True, help=_IN)
@ontology_option
@lang_option
def new(
    name: str, framework: str | None, parent: Path, ontology: Path | None, language: str, *, anonymised: bool
) -> None:
    """Write a commented folder for the case NAME that checks clean and builds.

    It holds an invented example to write over. A folder that is there already is left alone.
    """
    folder = parent / name
    if folder.exists():
        raise KgError(f"{folder.as_posix()} is there already: name another case")
    loaded, _ = load(ontology or ontology_folder(), beside=frameworks_beside([parent]))
    framework = framework or _leading_framework(loaded, language)
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


def _leading_framework(ontology: Ontology, language: str) -> str:
    """Choose the framework that leads in the project at work, else in the cases that ship."""
    at_work = project_at_work()
    stop_at([*at_work.problems, *at_work.unknown_framework(ontology.frameworks)], language)
    ours = [shipped_project().leading] if at_work.folder else []
    named = [leading.framework for leading in (at_work.project.leading, *ours) if leading is not None]
    return next((one for one in named if one), "")


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
    loaded, _ = load(ontology or ontology_folder(), beside=frameworks_beside([folder]))
    case, _ = read_case(folder, folder.as_posix())
    text = json.dumps(case_schema(case, loaded), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


@command.command("to-xlsx")
@_CASE
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_FORCE
@ontology_option
@lang_option
def to_xlsx(case: Path, file: Path, ontology: Path | None, language: str, *, force: bool) -> None:
    """Write the case in the folder CASE as the Excel workbook FILE.

    One sheet for each kind of thing, with notes at the columns and drop-downs. The source texts stay
    in the folder. A case whose YAML is faulty is told of and not written (exit code 1).
    """
    _refuse_to_overwrite(file, force=force)
    if not file.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file))
    try:
        sheets = case_as_sheets(case, as_csv=False, ontology_at=ontology)
    except OSError as error:
        if error.filename:
            raise
        why = f"{error.strerror or error} (among the temporary files, where a workbook is put together)"
        raise KgError(f"{file.as_posix()} cannot be written: {why}") from error
    _stop_at(sheets.problems, language)
    write_files({file: sheets.files["workbook"]})
    _print(say("wrote {0}", file.as_posix()), language)
    _print_what_stays(sheets, language)
    _print(say("next: {0}", f"kg case from-xlsx {file.as_posix()} {case.as_posix()}"), language)


@command.command("to-csv")
@_CASE
@click.argument("files", type=click.Path(path_type=Path, file_okay=False))
@_FORCE
@ontology_option
@lang_option
def to_csv(case: Path, files: Path, ontology: Path | None, language: str, *, force: bool) -> None:
    """Write the case in the folder CASE as CSV files in the folder FILES, with its source texts.

    Texts of restricted sources are not copied.
    """
    _refuse_to_overwrite(files, force=force)
    sheets = case_as_sheets(case, as_csv=True, ontology_at=ontology)
    _stop_at(sheets.problems, language)
    texts = {files / text.relative_to(case): text.read_bytes() for text in sheets.texts}
    write_files({**{files / name: data for name, data in sheets.files.items()}, **texts})
    _print(say("wrote {0}", files.as_posix()), language)
    _print_what_stays(sheets, language)
    _print(say("next: {0}", f"kg case from-csv {files.as_posix()} {case.as_posix()}"), language)


@command.command("from-xlsx")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_OVER
@ontology_option
@lang_option
def from_xlsx(file: Path, folder: Path, ontology: Path | None, language: str, *, force: bool) -> None:
    """Write the workbook FILE as YAML into the case folder FOLDER, old or new.

    It is checked first, as 'kg check' would; what is wrong is told of with sheet and cell, and then
    nothing is written (exit code 1). Entries that did not change keep their lines and comments. A case that
    has changed since the workbook was written is not written over unasked. Source texts are taken from
    FOLDER, or from where the workbook lies.
    """
    returned = sheets_as_case(file, folder, as_csv=False, ontology_at=ontology, is_forced=force)
    _read_back(file, folder, returned, language)


@command.command("from-csv")
@click.argument("files", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_OVER
@ontology_option
@lang_option
def from_csv(files: Path, folder: Path, ontology: Path | None, language: str, *, force: bool) -> None:
    """Write the CSV files in the folder FILES as YAML into the case folder FOLDER, as from-xlsx does."""
    returned = sheets_as_case(files, folder, as_csv=True, ontology_at=ontology, is_forced=force)
    _read_back(files, folder, returned, language)


def _read_back(path: Path, folder: Path, returned: Returned, language: str) -> None:
    """Print what is wrong, or write the files and say which."""
    print_problems(returned.problems, language)
    if not returned.is_clean:
        errors = sum(found.severity is Severity.ERROR for found in returned.problems)
        _print(say("{0} errors: nothing was written", errors), language)
        sys.exit(PROBLEMS)
    for line in write_returned(returned, folder, path if path.is_dir() else path.parent):
        _print(line, language)
    _print(say("next: {0}", f"kg check {folder.as_posix()}"), language)


def _print_what_stays(sheets: Sheets, language: str) -> None:
    """Print a line for each text given in confidence: the sheets hold quotations from it, but not the text."""
    for name in sheets.confidential:
        words = say(
            "{0} stays where it is, since it is confidential; the sheets hold what you quote from it", name
        )
        _print(words, language)


def _print(words: Said, language: str) -> None:
    click.echo(words.in_language(language))


def _refuse_to_overwrite(path: Path, *, force: bool) -> None:
    """Refuse to write over a spreadsheet, which may hold somebody's work, unless asked to."""
    if path.exists() and not force:
        raise KgError(f"{path.as_posix()} is there already: name another, or give --force")


def _stop_at(problems: list[Problem], language: str) -> None:
    if problems:
        print_problems(problems, language)
        sys.exit(PROBLEMS)
