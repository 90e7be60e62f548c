"""``kg build``: compile every case and write dataset, report and site."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import PROBLEMS
from kg.cli.options import CACHE, lang_option, ontology_option
from kg.cli.output import print_outcome, print_problems, progress
from kg.pipeline import compile_cases, write_dataset
from kg.problems import say
from kg.project import project_at_work
from kg.snapshot import load_snapshot
from kg.staging import staged
from kg.store import dataset_list
from kg.workers import CompileOptions

if TYPE_CHECKING:
    from kg.pipeline import Outcome


@click.command("build")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build"), show_default=True,
              help="The folder to write; an earlier build there is replaced.")  # fmt: skip
@click.option("--cases", multiple=True, type=click.Path(path_type=Path),
              help="A folder of cases; may be given several times.  [default: those of project.yaml, else cases, or the cases that ship where there is none]")  # fmt: skip
@click.option("--site/--no-site", "has_site", default=True, help="Write the pages too, or only the dataset.")
@click.option(
    "--jobs", type=click.IntRange(1), help="How many processes compile cases.  [default: one a core]"
)
@click.option("--scheduler", default="", metavar="ADDRESS",
              help="A Dask scheduler, such as tcp://127.0.0.1:8786, whose workers compile.")  # fmt: skip
@click.option("--cache/--no-cache", "has_cache", default=True,
              help="Keep compiled cases beside the build for the next time, or compile all.")  # fmt: skip
@click.option("--public", "is_public", is_flag=True,
              help="Leave out what stands in restricted sources; stop at what may give a person away and has no answer.")  # fmt: skip
@lang_option
@ontology_option
def command(  # noqa: PLR0913 - one argument an option
    out: Path, cases: tuple[Path, ...], jobs: int | None, scheduler: str, ontology: Path | None,
    language: str, *, has_site: bool, has_cache: bool, is_public: bool,
) -> None:  # fmt: skip
    """Compile every case and write the dataset, the report and the site.

    A case is compiled again only when its folder, the ontology or the tool changed. When anything
    is wrong, every problem is printed, nothing is written and an earlier build stays as it was.
    """
    options = CompileOptions(jobs, scheduler, out.parent / CACHE if has_cache else None, is_kept=True)
    with progress() as show:
        at_work = replace(project_at_work(), chosen=cases)
        outcome = compile_cases(at_work, options, show, ontology, is_public=is_public)
    print_problems(outcome.problems, language)
    if not outcome.is_clean:
        print_outcome(outcome, language)
        sys.exit(PROBLEMS)
    if is_public:
        _stop_at_disclosure(outcome, language)
    with progress() as show, staged(out) as folder:
        show("writing the dataset", 1, 2)
        write_dataset(outcome, folder, out if has_cache else None)
        if has_site:
            from kg.site import write_site  # noqa: PLC0415 - templates and all, which only pages need

            show("writing the site", 2, 2)
            write_site(load_snapshot(folder), folder / "site", at_work.project, at_work.queries)
    print_outcome(outcome, language)
    page = out / "site" / "index.html" if has_site else dataset_list(out)
    click.echo(say("open {0}", page.absolute()).in_language(language))


def _stop_at_disclosure(outcome: Outcome, language: str) -> None:
    """Print what a public build would give away; go no further while an item is open."""
    from kg.cli.review_text import print_open  # noqa: PLC0415 - with the next, what only public builds need
    from kg.pipeline.items_for_review import disclose  # noqa: PLC0415

    found = disclose(outcome)
    print_open(found, language)
    if found.open:
        cure = say("nothing was written: change the words, or say why each item may stay, by answers: {ITEM: reason} in its entry "
                   "or at the top of case.yaml")  # fmt: skip
        click.echo(cure.in_language(language), err=True)
        sys.exit(PROBLEMS)
