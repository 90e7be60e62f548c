"""Read the rules: SPARQL SELECT queries whose rows are what follows, with its premises.

A rule that cannot be run, or that could yield something without a reason, is a problem at its own
line and is left out; no case needs to be compiled to find that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.files import YAML_LIMIT, TextFile, read_text_file
from kg.ontology.records import Rule
from kg.problems import KgError, Location, Problem, problem, say
from kg.store import LocalStore, SparqlError

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = re.compile(r"^#\s*([\w-]+):\s*(.*)$")
_SELECT = re.compile(r"^\s*(?:SELECT|CONSTRUCT|ASK|DESCRIBE)\b", re.IGNORECASE)
_COLUMNS = {
    "edge": ("subject", "predicate", "object"),
    "claim": ("subject", "relation", "object"),
}
_PREMISE = {
    "edge": say("?premise1 (a claim), or ?p1s ?p1p ?p1o (an edge)"),
    "claim": say("?premise1 (a claim)"),
}
_EXPECTED = say("a SPARQL SELECT query with premises")


def read_rules(folder: Path, shown: str, problems: list[Problem]) -> tuple[list[Rule], dict[str, str]]:
    """Read the rules of a folder, in the order of their names.

    Args:
        folder: the folder of ``.rq`` files.
        shown: how to call it in problems.
        problems: takes up what is wrong.

    Returns:
        The rules that can be run, and the SHA-256 of every file by its name.
    """
    rules: list[Rule] = []
    digests = {}
    for path in sorted(folder.glob("*.rq")):
        file = read_text_file(path, folder, f"{shown}/{path.name}", YAML_LIMIT)
        if isinstance(file, Problem):
            problems.append(file)
            continue
        digests[path.name] = file.sha256
        rule = _read_rule(path.stem, file)
        if isinstance(rule, Problem):
            problems.append(rule)
        else:
            rules.append(rule)
    return rules, digests


def _read_rule(name: str, file: TextFile) -> Rule | Problem:
    """Read a rule, or say what is wrong with it."""
    lines = file.text.splitlines()
    header = {match[1]: match[2] for match in map(_HEADER.match, lines) if match}
    if header.get("yields") not in _COLUMNS or not header.get("title"):
        return problem(
            "KG501",
            Location(file.shown, 1, 1),
            say("a rule without title or yields"),
            say("header lines '# title: …' and '# yields: edge' or 'claim'"),
        )
    start = next((n for n, line in enumerate(lines, start=1) if _SELECT.match(line)), 1)
    place = Location(file.shown, start, 1)
    try:
        columns = LocalStore.of([]).select(file.text).variables
    except SparqlError as error:
        return problem(
            "KG501", Location(file.shown, *error.place), say("not SPARQL: {0}", error.words), _EXPECTED
        )
    except KgError:
        return problem("KG501", place, say("a query of another form"), _EXPECTED)
    wanted = _COLUMNS[header["yields"]]
    if not set(wanted) <= set(columns):
        expected = " ".join(f"?{column}" for column in wanted)
        return problem("KG501", place, say("a rule that does not project its conclusion"), expected)
    is_of_triples = header["yields"] == "edge" and {"p1s", "p1p", "p1o"} <= set(columns)
    if "premise1" not in columns and not is_of_triples:
        found = say("a rule without premises")
        hint = say("project what each conclusion follows from")
        return problem("KG501", place, found, _PREMISE[header["yields"]], hint)
    return Rule(
        name,
        header["title"],
        header["yields"],
        file.text,
        file.shown,
        header.get("title-zh", ""),
        header.get("axiom", ""),
    )
