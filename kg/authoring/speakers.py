"""Who says something within a source, read from YAML: an actor's id, fields, or a list of either for a chain.

Takes the value of a field; gives a `Saying` for each speaker, and None where one cannot be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.authoring.fields import READERS, Field, read_fields, table, word_of, wrong
from kg.model.records import Saying, Word
from kg.problems import Problem, say

if TYPE_CHECKING:
    from kg.authoring.nodes import Node

SAYING = table(
    Field("who", "word", "the actor who says it", is_required=True),
    Field("as", "text", "in which office, such as congress deputy"),
    Field("zh", "text", "the office in Chinese"),
    Field("to", "word", "the actor to whom it is said"),
    Field("when", "date", "when it is said"),
)
_FORM = say("an actor, or fields such as {who: mayor, to: press}; in a list who reports whom")


def _speakers(node: Node, field: Field, problems: list[Problem]) -> tuple[Saying, ...] | None:
    """Read one speaker, or a chain of them from the innermost outwards."""
    nodes = [node] if node.items is None else node.items
    read = [_speaker(item, field, problems) for item in nodes]
    if not nodes:
        wrong(node, field.name, _FORM, problems)
    whole = tuple(saying for saying in read if saying is not None)
    return whole if whole and len(whole) == len(nodes) else None


def _speaker(node: Node, field: Field, problems: list[Problem]) -> Saying | None:
    if node.items is not None or node.fields == [] or (node.fields is None and node.tag == "null"):
        wrong(node, field.name, _FORM, problems)
        return None
    if node.fields is None:
        who = word_of(node, Field(field.name, "word", field.help), problems)
        return Saying(who, node.location) if who is not None else None
    reading = read_fields(node, Word(field.name, node.location), SAYING, problems)
    if not reading.is_whole:
        return None
    values = dict(reading.values)
    return Saying(values.pop("who"), node.location, values.pop("as", None), **values)


READERS |= {"speakers": _speakers}
