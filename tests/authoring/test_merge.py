"""A case written over an earlier one keeps what did not change, and one written anew has the form of the tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.authoring.merge import merged
from kg.authoring.nodes import parse_document
from kg.authoring.yaml_text import document_texts

if TYPE_CHECKING:
    from kg.authoring.nodes import Document
    from kg.problems import Problem

EARLIER = """\
# The offices, as they were in spring.
elements:
    one: {kind: actor, label: One}  # seen twice
    two: {kind: actor, label: Two}
"""


def document(text: str) -> Document:
    """What a text holds, which is free of mistakes."""
    problems: list[Problem] = []
    found = parse_document(text, "x.yaml", problems)
    assert problems == []
    return found


def test_a_changed_entry_is_indented_as_it_was() -> None:
    """Its line is written anew in its place; the others keep theirs, with what is noted there."""
    new = document(EARLIER.replace("label: Two", "label: Second"))
    assert merged({"a.yaml": EARLIER}, new) == {"a.yaml": EARLIER.replace("label: Two", "label: Second")}


def test_a_new_entry_is_indented_as_its_neighbours() -> None:
    """It stands behind the last one of its section."""
    more = "    three: {kind: practice, label: Three}\n"
    assert merged({"a.yaml": EARLIER}, document(EARLIER + more)) == {"a.yaml": EARLIER + more}


def test_what_is_gone_goes_alone() -> None:
    """The lines of the other entries stay as they are."""
    new = document("elements:\n  one: {kind: actor, label: One}\n")
    assert merged({"a.yaml": EARLIER}, new) == {"a.yaml": "".join(EARLIER.splitlines(keepends=True)[:3])}


def test_entries_on_one_line_are_written_anew() -> None:
    """Where two share a line, no line can be exchanged: the whole case takes the form of the tool."""
    new = document("elements:\n  a: {kind: actor, label: A}\n  b: {kind: actor, label: C}\n")
    earlier = "elements: {a: {kind: actor, label: A}, b: {kind: actor, label: B}}\n"
    assert merged({"all.yaml": earlier}, new) == document_texts(new)


def test_a_case_without_earlier_files_has_the_order_of_the_tool() -> None:
    """Sources come before elements, and the head before both, whatever the order was."""
    new = document("elements:\n  e: {kind: actor, label: E}\nsources:\n  s: {label: S}\ncase: x\n")
    written = merged({}, new)["case.yaml"]
    assert [line for line in written.splitlines() if not line.startswith((" ", "}")) and line] == [
        "case: x", "sources:", "elements:",
    ]  # fmt: skip


def test_long_text_is_folded_within_the_width() -> None:
    """No line is longer than 120 columns, the lines are filled, and the text comes back whole."""
    note = " ".join(f"word{number}" for number in range(60))
    new = document(f"claims:\n  c1:\n    note: {note}\n")
    written = document_texts(new)["claims.yaml"]
    lengths = [len(line) for line in written.splitlines()]
    assert max(lengths) <= 120
    assert all(length > 110 for length in lengths[3:-1])
    [(_, section)] = document(written).fields
    [(_, entry)] = section.fields or []
    assert {str(name): value.scalar for name, value in entry.fields or []} == {"note": note}
