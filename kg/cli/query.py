"""``kg query``: a named question, a query file or a SPARQL string.

The engine answers inside one call that nothing can break off, so that the command ends itself where a query takes
too long or too much. A server ends one of its engines instead (`kg.server.engines`).
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import sys
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.asking import catalog, find_query, is_query_file, needs_reasons, read_sparql
from kg.asking.named_queries import answer
from kg.cli import PROBLEMS, WRONG_USE
from kg.cli.layout import terminal_width, wrapped
from kg.cli.options import (
    build_option,
    credentials_from,
    format_option,
    lang_option,
    ontology_option,
    store_option,
)
from kg.cli.output import print_problems, print_rows, stop_at
from kg.model.iris import PREFIXES, local_name, shorten
from kg.problems import KgError
from kg.snapshot import open_snapshot
from kg.store import NamedNode, Store, Term, iri
from kg.trace import find_claim
from kg.verdicts.of_query import verdicts_bound, verdicts_of_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.asking import NamedQuery
    from kg.snapshot import Snapshot

_AS_TEXT = "table"
_MARK, _RESTS = "mark", "rests on a reading"
_GROUPS = ("competency", "reports", "hygiene")
_DELIMITERS = {"csv": ",", "tsv": "\t"}
_STEP = 0.05
_MEGABYTE = 1_000_000
_BIND = "Bind a variable of the query; may be given several times."
_WHAT_IF = "Suppose that a claim, such as an interpretation, were stated; may be repeated."
_REASONS = (
    "Ask over why each inferred edge holds too; a query that names a term of these records does so anyway."
)
_MEMORY = "How many megabytes of memory the query and its answer may take."
_SECONDS = "How many seconds the query may take."
Row = dict[str, dict[str, str]]
"""A row of an answer, as in SPARQL's JSON."""


@click.command("query")
@click.argument("name", required=False)
@click.option("-e", "--execute", "text", help="A SPARQL query; the project's prefixes are known.")
@click.option("--list", "is_list", is_flag=True, help="Show every named query with its question.")
@click.option("--case", "case", help="Ask about this case only (binds ?case).")
@click.option("--bind", "bindings", multiple=True, metavar="VARIABLE=IRI", help=_BIND)
@click.option("--what-if", "supposed", multiple=True, metavar="CLAIM", help=_WHAT_IF)
@click.option("--reasons", "has_reasons", is_flag=True, help=_REASONS)
@click.option("--time-limit", type=click.FloatRange(0.1), default=8, show_default=True, help=_SECONDS)
@click.option("--memory-limit", type=click.IntRange(1), default=150, show_default=True, help=_MEMORY)
@format_option("table", "csv", "tsv", "json", "xml", "turtle")
@build_option
@store_option
@ontology_option
@lang_option
def command(  # noqa: PLR0913, PLR0917 - one argument an option
    name: str | None,
    text: str | None,
    case: str | None,
    bindings: tuple[str, ...],
    form: str,
    build: Path,
    store: str,
    netrc: Path | None,
    supposed: tuple[str, ...],
    ontology: Path | None,
    time_limit: float,
    memory_limit: int,
    language: str,
    *,
    is_list: bool,
    has_reasons: bool,
) -> None:
    """Answer NAME (see --list), a query FILE, or a SPARQL string given with -e."""
    if is_list:
        _print_list(_own_queries(language))
        return
    sparql = _sparql(name, text, language)
    values = _values(bindings)
    problems = [*verdicts_of_query(sparql, "-e" if text else name or ""), *verdicts_bound(values, "--bind ")]
    print_problems(problems, language)
    if problems:
        sys.exit(PROBLEMS)
    snapshot = open_snapshot(build, store, credentials_from(netrc))
    terms = values | _of_case(case, snapshot.cases)
    store_asked = snapshot.store.whole if has_reasons or needs_reasons(sparql) else snapshot.store
    with _ended_after(time_limit, memory_limit):
        if supposed:
            marked = _marked_rows(store_asked, sparql, terms, lambda: _suppose(snapshot, supposed, ontology))
            show: Callable[[], object] = partial(_print_marked, *marked, form)
        else:
            show = _answered(store_asked, sparql, terms, form)
    show()  # a reader may take his time


def _answered(store: Store, sparql: str, terms: dict[str, Term], form: str) -> Callable[[], object]:
    """Answer a query in full, and give what prints the answer: only then does the time limit end."""
    found: Any = answer(store, sparql, terms)
    if form == _AS_TEXT and hasattr(found, "variables"):
        names = [variable.value for variable in found.variables]
        return partial(
            print_rows, names, [[_cell(row[name]) for name in names] for row in found], terminal_width()
        )
    if form == _AS_TEXT:
        form = "json" if type(found).__name__ == "QueryBoolean" else "turtle"
    return partial(sys.stdout.buffer.write, store.serialize(found, form, PREFIXES))


def _suppose(snapshot: Snapshot, supposed: tuple[str, ...], ontology: Path | None) -> None:
    """Add what follows from the claims supposed, and say on standard error what that is."""
    from kg.pipeline import add_what_if  # noqa: PLC0415 - with all that compiles, which no other query needs

    claims = [find_claim(snapshot.store, name) for name in supposed]
    for inferred in add_what_if(snapshot, claims, ontology):
        click.echo(f"what if: supposing {', '.join(supposed)}; none of this is in the dataset", err=True)
        for subject, predicate, obj in inferred.edges:
            words = " · ".join(map(local_name, (subject, predicate, obj)))
            click.echo(f"  ○ {words}  (rests on a reading)", err=True)


def _marked_rows(
    store: Store, sparql: str, terms: Mapping[str, Term], suppose: Callable[[], None]
) -> tuple[list[str], list[Row]]:
    """Ask a query before and after some claims are supposed, and mark the rows that only come because of them."""
    _, before = _rows(store, sparql, terms)
    suppose()
    names, rows = _rows(store, sparql, terms)
    known = {json.dumps(row, sort_keys=True) for row in before}
    for row in rows:
        if json.dumps(row, sort_keys=True) not in known:
            row[_MARK] = {"type": "literal", "value": _RESTS}
    return [*(name for name in names if name != _MARK), _MARK], rows


def _rows(store: Store, sparql: str, terms: Mapping[str, Term]) -> tuple[list[str], list[Row]]:
    found = answer(store, sparql, terms)
    if not hasattr(found, "variables"):
        raise KgError("--what-if marks the rows of a SELECT query; this one gives none")
    read: dict[str, Any] = json.loads(store.serialize(found, "json"))
    return read["head"]["vars"], read["results"]["bindings"]


def _print_marked(names: list[str], rows: list[Row], form: str) -> None:
    """Print rows of which some rest on a claim that was supposed, as a table, JSON, CSV or TSV."""
    terms = [[row.get(name, {}) for name in names] for row in rows]
    values = [[term.get("value", "") for term in row] for row in terms]
    if form == _AS_TEXT:
        cells = [
            [_cell(iri(t["value"])) if t.get("type") == "uri" else t.get("value", "") for t in row]
            for row in terms
        ]
        print_rows(names, cells, terminal_width())
    elif form == "json":
        found = {"head": {"vars": names}, "results": {"bindings": rows}}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    elif form in _DELIMITERS:
        text = io.StringIO()
        csv.writer(text, delimiter=_DELIMITERS[form], lineterminator="\n").writerows([names, *values])
        click.echo(text.getvalue(), nl=False)
    else:
        raise KgError(
            f"--what-if marks rows, and {form} has no place for a mark: choose table, csv, tsv or json"
        )


def _sparql(name: str | None, text: str | None, language: str) -> str:
    """Find the text of the query: it was named, lies in a file, or was given with -e."""
    if (name is None) == (text is None):
        raise KgError("give a query's name, a file, or -e 'SPARQL' (kg query --list shows the names)")
    if text is not None:
        return text
    assert name is not None  # noqa: S101 - one of the two is given
    if is_query_file(name):
        return read_sparql(name)
    own = {query.name: query for query in _own_queries(language)}
    own |= {query.slug: query for query in own.values()}
    return (own.get(name or "") or find_query(name or "")).sparql


def _own_queries(language: str) -> tuple[NamedQuery, ...]:
    """Find the questions beside the project file; stop where something is wrong with it or with one of them."""
    from kg.project import find_project, project_at_work  # noqa: PLC0415 - reads YAML, which most folders have no use for

    if find_project(Path()) is None:
        return ()
    at_work = project_at_work()
    stop_at(at_work.problems, language)
    return at_work.queries


def _values(bindings: tuple[str, ...]) -> dict[str, Term]:
    """Read the terms to bind, by variable."""
    terms: dict[str, Term] = {}
    for binding in bindings:
        variable, equals, value = binding.partition("=")
        if not equals:
            raise KgError(f"--bind {binding}: write VARIABLE=IRI")
        prefix, _, rest = value.partition(":")
        try:
            terms[variable.lstrip("?")] = iri(PREFIXES[prefix] + rest if prefix in PREFIXES else value)
        except ValueError as error:
            raise KgError(f"--bind {binding}: {error}") from error
    return terms


def _of_case(case: str | None, cases: dict[str, str]) -> dict[str, Term]:
    """Bind the variable that stands for a case, where one is named."""
    if case is None:
        return {}
    if case not in cases:
        raise KgError(f'there is no case "{case}"; there are: {", ".join(cases) or "none"}')
    return {"case": iri(cases[case])}


def _cell(term: Term | None) -> str:
    """Write a term as a reader wants it: texts bare, IRIs shortened."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return shorten(term.value)
    return str(getattr(term, "value", term))


def _print_list(own: tuple[NamedQuery, ...]) -> None:
    """Print every named query with its question, by group; those of the project first."""
    groups = {group: [q for q in catalog() if q.group == group] for group in _GROUPS}
    for group, queries in {"own": own, **groups}.items():
        if queries or group in groups:
            click.echo(f"{group}:")
        rows = [(q.name, q.question or q.title) for q in queries]
        with_width = max((len(name) for name, _ in rows), default=0) + 2
        for name, question in rows:
            lead = f"  {name.ljust(with_width)}"
            click.echo(wrapped(question, terminal_width() - 2, " " * len(lead), first=lead))


@contextlib.contextmanager
def _ended_after(seconds: float, megabytes: int) -> Iterator[None]:
    """End the command, with exit code 2 and a hint, where what is done inside takes longer or more memory.

    The memory is that beyond the most that the command has had until now; it is not watched on Windows.
    """
    is_done = threading.Event()
    most = _peak() + megabytes

    def watch() -> None:
        for _ in range(max(1, round(seconds / _STEP))):
            if is_done.wait(_STEP):
                return
            if _peak() > most:
                _end(f"more than {megabytes} MB of memory", "--memory-limit")
        _end(f"more than {seconds:g} s", "--time-limit")

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        is_done.set()


def _end(found: str, option: str) -> None:
    click.echo(f"kg: a query that takes {found}: ask for less, or give it more by {option}", err=True)
    sys.stderr.flush()
    os._exit(WRONG_USE)


def _peak() -> float:
    """Measure the most memory that the process has had, in megabytes; give 0 where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ModuleNotFoundError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024) / _MEGABYTE
