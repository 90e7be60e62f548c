"""``kg compare``: cases side by side."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.asking import asking
from kg.cli import PROBLEMS, compare_text, conformance_text
from kg.cli.layout import terminal_width
from kg.cli.options import build_option, credentials_from, format_option, lang_option, store_option
from kg.cli.output import print_problems
from kg.compare import (
    WITH_READINGS,
    Calibration,
    compare_cases,
    conformance,
    qca_files,
    read_calibration,
    read_cases,
    read_propositions,
)
from kg.compare.cases import label_of
from kg.model.iris import local_name
from kg.problems import KgError
from kg.records.cells import NOT_APPLYING
from kg.safe_csv import BOM
from kg.snapshot import open_snapshot
from kg.staging import write_files

if TYPE_CHECKING:
    from types import ModuleType

    from kg.compare import Comparison, Conformance
    from kg.records.facts import Facts


@click.command("compare")
@click.argument("cases", nargs=-1, metavar="[CASE]…")
@format_option("table", "markdown", "csv", "json")
@click.option(
    "--conformance",
    "is_report",
    is_flag=True,
    help="Say of each proposition of the framework whether a case supports, contradicts or cannot test it, and what it adds.",
)
@click.option(
    "--qca",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write the data for Qualitative Comparative Analysis there: data.csv, cells.csv, calibration.toml.",
)
@click.option(
    "--outcome",
    default="",
    metavar="CONCEPT",
    help="With --qca: the concept to explain; its column stands last.",
)
@click.option(
    "--calibration",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="With --qca: a TOML file that says which verdict is which score. Without it: stated, presupposed, inferred 1, denied 0.",
)
@click.option(
    "--readings",
    "has_readings",
    is_flag=True,
    help="With --qca: let what coders read into the words count like what a source says; such cells are marked.",
)
@build_option
@store_option
@lang_option
def command(  # noqa: PLR0913 - one for each option
    cases: tuple[str, ...],
    form: str,
    *,
    is_report: bool,
    folder: Path | None,
    outcome: str,
    calibration: Path | None,
    has_readings: bool,
    build: Path,
    store: str,
    netrc: Path | None,
    language: str,
) -> None:
    """Put cases side by side: concepts, logics by phase, relations. Without CASE, all of them.

    A cell says how a thing stands in a case, by one of thirteen verdicts: who says it, who speaks against it, or that nothing
    was found or looked for; and on how many claims and lines of evidence it rests.
    """
    if folder is None and (outcome or calibration or has_readings):
        raise KgError("--outcome, --calibration and --readings go with --qca FOLDER")
    if calibration and has_readings:
        raise KgError(
            "--readings is a calibration itself: give interpreted a score in the file, or leave the file out"
        )
    snapshot = open_snapshot(build, store, credentials_from(netrc))
    unknown = [name for name in cases if name not in snapshot.cases]
    if unknown:
        raise KgError(f'there is no case "{unknown[0]}"; there are: {", ".join(snapshot.cases)}')
    chosen = {name: iri for name, iri in snapshot.cases.items() if not cases or name in cases}
    index = read_cases(snapshot.store, chosen.values() if len(chosen) < len(snapshot.cases) else ())
    if folder is not None:
        comparison, every = compare_cases(index, chosen), list(snapshot.cases)
        stated = WITH_READINGS if has_readings else _calibration(calibration, comparison, every, language)
        _write_qca(comparison, folder, outcome, stated, every)
    elif is_report:
        proposed = read_propositions(asking(snapshot.store))
        _show(conformance_text, conformance(index, proposed, chosen), form, index.facts)
    else:
        _show(compare_text, compare_cases(index, chosen), form, index.facts)


def _show(writer: ModuleType, found: Comparison | tuple[Conformance, ...], form: str, facts: Facts) -> None:
    """Print what was found in a form; the module says how text, Markdown and CSV look."""
    wordings = {word: (one.sign, label_of(facts, one.iri)) for word, one in facts.verdicts.items()}
    if form == "json":
        plain = [one.as_dict() for one in found] if isinstance(found, tuple) else found.as_dict()
        click.echo(json.dumps(plain, ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(writer.as_csv(found), nl=False)
    elif form == "markdown":
        click.echo(writer.as_markdown(found, wordings), nl=False)
    else:
        click.echo(writer.as_text(found, wordings, terminal_width(120)))


def _calibration(path: Path | None, comparison: Comparison, cases: list[str], language: str) -> Calibration:
    """Read the calibration from a file; without a file, take the one that counts only what sources say."""
    if path is None:
        return Calibration()
    concepts = {local_name(row.concept) for row in comparison.concepts}
    calibration, problems = read_calibration(path.read_bytes(), path.as_posix(), concepts, cases)
    print_problems(problems, language)
    if problems:
        sys.exit(PROBLEMS)
    return calibration


def _write_qca(
    comparison: Comparison, folder: Path, outcome: str, stated: Calibration, every: list[str]
) -> None:
    """Write the files of an analysis and say what is in them."""
    files = qca_files(comparison, stated, outcome, every)
    write_files({folder / name: text.encode("utf-8") for name, text in files.items()})
    rows = list(csv.reader(files["data.csv"].splitlines()))
    empty = sum(cell == "" for row in rows[1:] for cell in row[1:])
    cells = list(csv.DictReader(files["cells.csv"].removeprefix(BOM).splitlines()))
    read = sum(cell["reading"] == "yes" for cell in cells)
    out = sum(cell["verdict"] == NOT_APPLYING and cell["condition"] in rows[0] for cell in cells)
    marked = (
        f"; {read} cells rest on readings alone (column reading of cells.csv)"
        if stated.counts_readings
        else ""
    )
    unasked = f", and {out}, because they do not apply" if out else ""
    click.echo(
        f"{folder}: {len(rows) - 1} cases, {len(rows[0]) - 1} conditions, {stated.kind}; "
        f"{empty - out} cells are empty, because nobody knows{unasked}{marked}"
    )
