"""Names with a text each, read from YAML: segments that are joined, and the author's answers to items of a check.

Takes the value of a field; gives its pairs, and None where they cannot be read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.authoring.fields import READERS, Field, word_of, wrong
from kg.authoring.nodes import is_repeated
from kg.model.records import Word
from kg.problems import Problem, problem, say

if TYPE_CHECKING:
    from kg.authoring.nodes import Node
    from kg.problems.said import Said

_CODE = re.compile(r"KG\d{3}\Z", re.IGNORECASE)
Pairs = tuple[tuple[Word, Word], ...]


def _joins(node: Node, field: Field, problems: list[Problem]) -> Pairs | None:
    return _pairs(node, field, "segment", say("pairs such as {S13: S14}"), problems)


def _answers(node: Node, field: Field, problems: list[Problem]) -> Pairs | None:
    """Read the author's reason for each item.

    A code is refused: it names a mistake, and no reason makes that right.
    """
    reason = replace(field, form="text")
    wanted = say("an item and a reason, such as {person-name-1a2b3c: she agreed}")
    pairs = _pairs(node, reason, "item", wanted, problems)
    for item, _ in pairs or ():
        if _CODE.match(item):
            found, expected = (
                say("an answer to {0}", item),
                say("an item that kg check lists with --review or --disclosure"),
            )
            hint = say("mend what {0} tells of: a mistake cannot be answered", item)
            problems.append(problem("KG709", item.location, found, expected, hint))
    return pairs


def _pairs(node: Node, field: Field, what: str, expected: Said, problems: list[Problem]) -> Pairs | None:
    if node.fields is None:
        wrong(node, field.name, expected, problems)
        return None
    known: dict[str, Word] = {}
    pairs = [
        (key, word_of(value, field, problems))
        for key, value in node.fields
        if not is_repeated(key, known, what, problems)
    ]
    return tuple((key, word) for key, word in pairs if word is not None)


READERS |= {"joins": _joins, "answers": _answers}
