"""``kg check``: everything but write."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import PROBLEMS
from kg.cli.options import CACHE, default_cases, lang_option, ontology_option
from kg.cli.output import print_judgement, print_outcome, print_problems, progress
from kg.cli.review_text import print_items
from kg.pipeline import Labour, check_logic, compile_cases, disclose, review
from kg.problems import KgError
from kg.problems.said import in_language
from kg.resources import ontology_folder

if TYPE_CHECKING:
    from kg.pipeline import Outcome
    from kg.review import Item


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems and counts as JSON.")
@click.option("--dl", is_flag=True, help="Ask the OWL reasoner HermiT too (needs Java).")
@click.option("--review", "is_review", is_flag=True,
              help="List what a second reader should look at; an item is a question and no mistake.")  # fmt: skip
@click.option("--disclosure", "is_disclosure", is_flag=True,
              help="List what may give an anonymised case away: names, and details that are rare together.")  # fmt: skip
@click.option("--strict", is_flag=True, help="A check that was skipped is a failure.")
@click.option("--explain", "code", metavar="CODE", default="",
              help="Say what a code such as KG301 means and what to do; nothing is checked.")  # fmt: skip
@lang_option
@ontology_option
def command(  # noqa: PLR0913 - one argument an option
    paths: tuple[Path, ...], ontology: Path | None, language: str, code: str,
    *, as_json: bool, dl: bool, is_review: bool, is_disclosure: bool, strict: bool,
) -> None:  # fmt: skip
    """Find every problem in the cases at PATH … and write nothing.

    PATH is a case folder or a folder of case folders; without one it is 'cases', or the cases that
    ship where there is no such folder. Exit code 0 when something was checked and nothing is
    wrong, else 1.
    """
    if code:
        click.echo(_explanation(code, ontology, language))
        return
    with progress() as show:
        labour = Labour(cache=Path(CACHE))
        is_check = not (as_json or dl or is_review or is_disclosure)  # these ask of the quads too
        outcome = compile_cases(paths or [default_cases(None)], labour, show, ontology, is_check=is_check)
    judgement = (
        check_logic(
            outcome.quads(), outcome, lambda words: click.echo(in_language(words, language), err=True)
        )
        if dl
        else None
    )
    lists = _lists(outcome, is_review=is_review, is_disclosure=is_disclosure)
    if as_json:
        report = outcome.report(language)
        report |= {name: [item.as_dict(language) for item in items] for name, items in lists.items()}
        if judgement is not None:
            report["owl"] = {"consistent": judgement.is_consistent, "skipped": judgement.skipped}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2, sort_keys=True))
    else:
        print_problems(outcome.problems, language)
        for items in lists.values():
            print_items(items, language)
        print_judgement(judgement, language)
        print_outcome(outcome, language)
    if strict and judgement is not None and judgement.skipped:
        sys.exit(PROBLEMS)
    if not outcome.is_clean:
        sys.exit(PROBLEMS)


def _explanation(code: str, ontology: Path | None, language: str) -> str:
    """What there is to say of a code."""
    from kg.cli.code_text import as_text  # noqa: PLC0415 - a check needs none of it
    from kg.validate import explain_code  # noqa: PLC0415

    try:
        text = explain_code(code, (ontology or ontology_folder()) / "shapes")
    except KgError as error:
        raise KgError(in_language(error.args[0], language)) from error
    import shutil  # noqa: PLC0415 - loads what unpacks archives, which a check need not

    return as_text(text, language, shutil.get_terminal_size((80, 24)).columns)


def _lists(outcome: Outcome, *, is_review: bool, is_disclosure: bool) -> dict[str, tuple[Item, ...]]:
    """The lists for a second reader that were asked for, by name."""
    asked = (("review", is_review, review), ("disclosure", is_disclosure, disclose))
    return {name: look(outcome) for name, is_asked, look in asked if is_asked}
