"""The values of an entry's fields into its record, with the rules that join several fields."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kg.model.records import Claim, Element, Evidence, Silence, Source, Word
from kg.problems import Problem, problem

_QUOTED = ("stated", "presupposed")


def rename(values: dict[str, Any]) -> dict[str, Any]:
    """Field names as attribute names: ``zh-basis`` becomes ``zh_basis``."""
    return {name.replace("-", "_"): value for name, value in values.items()}


def source(identifier: Word, values: dict[str, Any], _: list[Problem]) -> Source:
    """A source."""
    return Source(id=identifier, **rename(values))


def element(identifier: Word, values: dict[str, Any], problems: list[Problem]) -> Element | None:
    """An element: it has a kind or instantiates a concept, not both."""
    if ("kind" in values) == ("instantiates" in values):
        both = "kind" in values
        found = f'"{identifier}" with {"both" if both else "neither"} kind and instantiates'
        problems.append(problem("KG110" if both else "KG104", identifier.location, found,
                                "one of the two",
                                "instantiates: a concept; kind: actor, event, phase …"))  # fmt: skip
        return None
    if "kind" in values and "label" not in values:
        problems.append(problem("KG104", identifier.location, f'"{identifier}" without "label"',
                                'a line "label: …"', "the source's own words for it"))  # fmt: skip
        return None
    return Element(id=identifier, **rename(values))


def claim(identifier: Word, values: dict[str, Any], problems: list[Problem]) -> Claim | None:
    """A claim: what is stated or presupposed quotes its source, a reading has basis and confidence."""
    lines: tuple[Evidence, ...] = values.pop("quote", ())
    more = values.pop("evidence", ())
    if lines and more:
        problems.append(problem("KG110", identifier.location,
                                f'"{identifier}" with both quote and evidence',
                                "one of the two"))  # fmt: skip
        return None
    named = values.pop("source", None)
    evidence = tuple(replace(line, source=line.source or named) for line in (*lines, *more))
    values["premises"] = values.pop("from", ())
    record = Claim(id=identifier, evidence=evidence, **values)
    wrong = _missing_for_status(record)
    problems.extend(wrong)
    return None if wrong else record


def _missing_for_status(record: Claim) -> list[Problem]:
    """The fields that a claim of this status must have and does not."""
    needs = []
    if record.status in _QUOTED and not record.evidence:
        needs.append(("quote", "quote the words, or change its status"))
    if record.status == "interpreted" and not record.basis:
        needs.append(("basis", "on what does the reading rest?"))
    if record.status == "interpreted" and not record.confidence:
        needs.append(("confidence", "how sure are you: low, medium, high"))
    if record.status == "inferred" and not record.premises:
        needs.append(("from", "name the claims from which it follows"))
    return [
        problem("KG104", record.id.location, f'{record.status} claim "{record.id}" without "{name}"',
                f'a line "{name}: …"', hint)
        for name, hint in needs
    ]  # fmt: skip


def silence(identifier: Word, values: dict[str, Any], _: list[Problem]) -> Silence:
    """A silence; its nearest passage is one line of evidence."""
    (nearest,) = values.pop("nearest", (None,))
    return Silence(id=identifier, nearest=nearest, **values)
