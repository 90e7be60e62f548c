"""``kg check``: everything but write."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import PROBLEMS
from kg.cli.layout import terminal_width
from kg.cli.options import CACHE, lang_option, ontology_option
from kg.cli.output import print_judgement, print_outcome, print_problems, progress
from kg.pipeline import check_logic, compile_cases
from kg.problems import KgError
from kg.problems.said import in_language
from kg.project import project_at_work
from kg.resources import ontology_folder
from kg.workers import CompileOptions

if TYPE_CHECKING:
    from kg.pipeline.items_for_review import Disclosure
    from kg.review import Item


@dataclass(slots=True)
class Lists:
    """The lists for a second reader that were asked for."""

    review: tuple[Item, ...] | None = None
    disclosure: Disclosure | None = None

    def print(self, language: str) -> None:
        """Print them."""
        from kg.cli.review_text import print_disclosure, print_items  # noqa: PLC0415 - with all that makes the lists

        if self.review is not None:
            print_items(self.review, language)
        if self.disclosure is not None:
            print_disclosure(self.disclosure, language)

    def as_dict(self, language: str) -> dict[str, object]:
        """Give the lists by name, for ``--json``; a list that nobody could make is null."""
        lists: dict[str, object] = {}
        if self.review is not None:
            lists["review"] = [item.as_dict(language) for item in self.review]
        if self.disclosure is not None:
            shown = [item.as_dict(language) for item in self.disclosure.items]
            lists["disclosure"] = shown if self.disclosure.looked_at else None
            lists["not_looked_at"] = [unseen.as_dict(language) for unseen in self.disclosure.unseen]
        return lists


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems and counts as JSON.")
@click.option("--dl", is_flag=True, help="Ask the OWL reasoner HermiT too (needs Java).")
@click.option("--review", "is_review", is_flag=True,
              help="List what a second reader should look at; an item is a question and no mistake.")  # fmt: skip
@click.option("--disclosure", "is_disclosure", is_flag=True,
              help="List what may give a person or an anonymised case away, and what was not looked at.")  # fmt: skip
@click.option("--strict", is_flag=True, help="A check that was skipped is a failure, of quotations too.")
@click.option("--explain", "code", metavar="CODE", default="",
              help="Say what a code such as KG301 means and what to do; nothing is checked.")  # fmt: skip
@lang_option
@ontology_option
def command(  # noqa: PLR0913 - one argument an option
    paths: tuple[Path, ...], ontology: Path | None, language: str, code: str,
    *, as_json: bool, dl: bool, is_review: bool, is_disclosure: bool, strict: bool,
) -> None:  # fmt: skip
    """Find every problem in the cases at PATH … and write nothing.

    PATH is a case folder or a folder of case folders; without one they are those of project.yaml,
    which is checked too, else 'cases', or the cases that ship where there is no such folder. Exit code 0 when something was checked and nothing is
    wrong, else 1.
    """
    if code:
        click.echo(_explanation(code, ontology, language))
        return
    with progress() as show:
        options = CompileOptions(cache=Path(CACHE))
        is_check = not (as_json or dl or is_review or is_disclosure)  # these ask of the quads too
        outcome = compile_cases(paths or project_at_work(), options, show, ontology, is_check=is_check)
    judgement = (
        check_logic(
            outcome.quads(), outcome, lambda words: click.echo(in_language(words, language), err=True)
        )
        if dl
        else None
    )
    if strict and judgement is not None and judgement.skipped:
        outcome.skipped_judgements = 1
    lists = Lists()
    if is_review or is_disclosure:
        from kg.pipeline.items_for_review import disclose, review  # noqa: PLC0415 - a plain check needs nothing of it

        items, idle = review(outcome) if is_review else (None, [])
        lists = Lists(items, disclose(outcome) if is_disclosure else None)
        outcome.problems += [*idle, *(lists.disclosure.problems if lists.disclosure is not None else [])]
    if as_json:
        report = outcome.report(language) | lists.as_dict(language)
        if judgement is not None:
            report["owl"] = {"consistent": judgement.is_consistent, "skipped": judgement.skipped}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2, sort_keys=True))
    else:
        print_problems(outcome.problems, language)
        lists.print(language)
        print_judgement(judgement, language)
        print_outcome(outcome, language)
    is_partial = outcome.skipped > 0 or (judgement is not None and judgement.skipped)
    if not outcome.is_clean or (strict and is_partial):
        sys.exit(PROBLEMS)


def _explanation(code: str, ontology: Path | None, language: str) -> str:
    """Explain a code in words."""
    from kg.cli.code_text import as_text  # noqa: PLC0415 - a check needs none of it
    from kg.validate import explain_code  # noqa: PLC0415

    try:
        text = explain_code(code, (ontology or ontology_folder()) / "shapes")
    except KgError as error:
        raise KgError(in_language(error.args[0], language)) from error
    return as_text(text, language, terminal_width())
