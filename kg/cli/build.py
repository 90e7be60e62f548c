"""``kg build``: compile every case and write dataset, report and site."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli import PROBLEMS
from kg.cli.options import default_cases, ontology_option
from kg.cli.output import print_outcome, print_problems, progress
from kg.pipeline import Snapshot, check, staged, write_dataset
from kg.site import write_site


@click.command("build")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build"), show_default=True,
              help="The folder to write; an earlier build there is replaced.")  # fmt: skip
@click.option("--cases", type=click.Path(path_type=Path),
              help="The folder of cases.  [default: cases, or the cases that ship where there is none]")  # fmt: skip
@ontology_option
def command(out: Path, cases: Path | None, ontology: Path | None) -> None:
    """Compile every case and write the dataset, the report and the site.

    When anything is wrong, every problem is printed, nothing is written and an earlier build
    stays as it was.
    """
    with progress() as show:
        outcome, quads = check([default_cases(cases)], show, ontology)
    print_problems(outcome.problems)
    if not outcome.is_clean:
        print_outcome(outcome)
        sys.exit(PROBLEMS)
    with progress() as show, staged(out) as folder:
        show("writing the dataset", 1, 2)
        report = write_dataset(outcome, quads, folder)
        show("writing the site", 2, 2)
        write_site(Snapshot.of(quads, report), folder / "site")
    print_outcome(outcome)
    click.echo(f"open {(out / 'site' / 'index.html').absolute()}")
