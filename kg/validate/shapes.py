"""Run the SHACL shapes over one case and say what they found, in the author's terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import shacl

from kg.model.iris import local_name
from kg.problems import Location, Problem, Severity, problem, say
from kg.problems.said import Said, worded
from kg.store import to_graph

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.ontology import Ontology
    from kg.store import Quad

_NUMBER = re.compile(r"#F(\d\d)")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FIELDS = {
    "08": "status", "09": "confidence", "11": "status", "12": "relation", "13": "modality",
    "14": "relation", "15": "object", "16": "subject", "18": "status", "35": "label",
}  # fmt: skip
"""The field that a rule written as a query speaks of; other rules name it by their path."""
_IRI = re.compile(r"<([^>]*)>")


class Validator:
    """The shapes, compiled once, to be run over any number of cases."""

    def __init__(self, ontology: Ontology) -> None:
        """Compile the shapes of an ontology."""
        self._shapes = shacl.Shapes.from_turtle(ontology.shapes)
        self._schema = to_graph(ontology.schema, "ntriples", {})

    def check(self, quads: Iterable[Quad], places: dict[str, Location], fallback: Location) -> list[Problem]:
        """Run the shapes over a case's asserted graph and report what they find.

        Args:
            quads: the asserted graph, perhaps with what the rules made of it.
            places: where each IRI was written.
            fallback: the place of what was not written anywhere.
        """
        data = (self._schema + to_graph(quads, "ntriples", {})).decode("utf-8")
        report = self._shapes.validate_turtle(data)
        found = {_problem(result, places, fallback) for result in report.results}
        return sorted(found, key=lambda p: (p.location, p.code, p.found))


def find_fault(folder: Path, shown: str, words: str) -> Problem:
    """Find the file of shapes that the engine cannot compile.

    Args:
        folder: the folder with the shapes.
        shown: how to call it in problems.
        words: what the engine said of all of them together.
    """
    for path in sorted(folder.glob("*.ttl")):
        try:
            shacl.Shapes.from_turtle(path.read_text(encoding="utf-8"))
        except ValueError as error:
            place = Location(f"{shown}/{path.name}", 1, 1)
            return problem("KG501", place, str(error), say("SHACL that can be run"))
    return problem("KG501", Location(shown, 1, 1), words, say("SHACL that can be run"))


def _problem(result: shacl.Result, places: dict[str, Location], fallback: Location) -> Problem:
    """Turn a validation result into a problem in the author's terms, at the field that is wrong."""
    node = result.focus_node.strip("<>")
    number = _NUMBER.search(f"{result.root_shape} {result.source_shape}")
    code = f"KG4{number[1]}" if number else "KG499"
    field = _FIELDS.get(code[-2:]) or local_name((result.path or "").strip("<>"))
    place = places.get(f"{node} {field}") or places.get(node, fallback)
    severity = Severity.ERROR if result.severity == "Violation" else Severity.WARNING
    rule, name = _message(result.messages), local_name(node)
    found = say('"{0}": {1}', name, rule)
    if result.value_plain and result.value_plain != node:
        found = say('"{0}" with "{1}": {2}', name, local_name(result.value_plain), rule)
    return Problem(code, place, found, "", "", severity)


def _message(messages: list[str]) -> Said:
    """Sort a shape's message by language: the engine gives both texts without saying which is which."""
    if not messages:
        return say("the coding breaks a shape")
    by_share = sorted(messages, key=lambda message: len(_CHINESE.findall(message)) / len(message))
    return worded(_readable(by_share[0]), zh=_readable(by_share[-1]))


def _readable(message: str) -> str:
    """Cut the IRIs of a message to their last part, and take off its full stop."""
    return _IRI.sub(lambda match: f'"{local_name(match.group(1))}"', message).rstrip(".。")
