"""The figure of a claim, read from YAML.

Takes the value of a field; gives its record, and None where it cannot be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.authoring.asked import emptied
from kg.authoring.fields import READERS, Field, read_fields, table, word_of, wrong
from kg.model.amounts import read_amount
from kg.model.records import Value, Word
from kg.model.vocabulary import QUALIFIERS
from kg.problems import Problem, problem, say

if TYPE_CHECKING:
    from kg.authoring.fields import Reading
    from kg.authoring.nodes import Node

VALUE = table(
    Field("number", "amount", "the number, exactly: 51, 87.9, '1,626' or 66%", is_required=True),
    Field(
        "unit",
        "text",
        "what it counts or is measured in, as it is read after the number, such as bodies or TB",
    ),
    Field("unit-zh", "text", "the same in Chinese, with its measure word, such as 家单位"),
    Field("qualifier", "word", "how the figure stands to the number", values=QUALIFIERS),
    Field("of", "text", "of what it is a part or a count, such as residents"),
    Field("of-zh", "text", "the same in Chinese"),
    Field("as-of", "date", "when it was counted, where that is another time than when the claim holds"),
)
_FIGURE = say("a figure such as {number: 51, unit: bodies}")
_NUMBER = say("a number such as 51, 87.9, '1,626' or 66%")


def _amount(node: Node, field: Field, problems: list[Problem]) -> Word | None:
    """Read a number; its text is kept."""
    if (word := word_of(node, field, problems)) is None:
        return None
    if read_amount(word) is not None:
        return word
    wrong(node, field.name, _NUMBER, problems)
    return None


def _value(node: Node, field: Field, problems: list[Problem]) -> Value | None:
    """Read a figure."""
    if not node.fields:
        wrong(emptied(node), field.name, _FIGURE, problems)
        return None
    owner = Word(field.name, node.location)
    reading = read_fields(node, owner, VALUE, problems)
    found = _joined(owner, reading)
    problems.extend(found)
    if not reading.is_whole or found:
        return None
    return Value(node.location, **{name.replace("-", "_"): word for name, word in reading.values.items()})


def _joined(owner: Word, reading: Reading) -> list[Problem]:
    """Report a percent sign beside a unit, and Chinese words whose English is missing."""
    values = reading.values
    found = [
        problem("KG104", owner.location, say('"{0}" without "{1}"', owner, name), say('a line "{0}: …"', name),
                say("the English of {0}", f"{name}-zh"))
        for name in ("unit", "of")
        if f"{name}-zh" in values and name not in reading.written
    ]  # fmt: skip
    if "number" in values and "unit" in values and values["number"].endswith("%"):
        told = say('"{0}" with both {1} and {2}', owner, "%", "unit")
        hint = say("say under of what it is a part of, as in {number: 66%, of: residents}")
        found.append(problem("KG110", values["unit"].location, told, say("one of the two"), hint))
    return found


READERS |= {"amount": _amount, "value": _value}
