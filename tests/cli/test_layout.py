"""Text on a terminal: a Chinese character takes two columns, in a table as in a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from kg.cli import compare_text, conformance_text
from kg.cli.layout import lines_of, wrapped
from kg.cli.output import print_rows
from kg.cli.tables import table
from kg.compare import Comparison, Conformance
from kg.compare.cases import ConceptRow, Standing
from kg.compare.conformance import Bearing
from kg.records import Cell

if TYPE_CHECKING:
    import pytest

MIXTURE = "面子逻辑与人情逻辑的混合"
"""Twenty-four columns wide, twelve characters long."""
WORDS = {"stated": ("●", "stated")}


def columns_of(lines: list[str], mark: str) -> set[int]:
    """In which column of the terminal a mark stands, line by line."""
    return {cell_len(line.partition(mark)[0]) for line in lines if mark in line}


def comparison(label: str) -> Comparison:
    """One concept with a label, and one of English words, in two cases."""
    cells = {
        case: Standing(Cell("", case, "", None, "stated", ("c1",)), ("c1",), (("stated", 1),))
        for case in ("x", "y")
    }
    rows = tuple(
        ConceptRow(name, words, "logic", "logic", cells) for name, words in (("a", label), ("b", "openness"))
    )
    return Comparison({"x": "甲城", "y": "B Town"}, rows, (), ())


def test_a_chinese_label_stands_over_its_rule() -> None:
    """The columns after a label of twenty-four columns begin where those of the next row do."""
    lines = compare_text.as_text(comparison(MIXTURE), WORDS, 80).splitlines()
    rows = [line for line in lines if MIXTURE in line or "openness " in line]
    assert len(rows) == 2
    assert columns_of(rows, "●") == {24 + 3}
    rule = next(line for line in lines if line.startswith("─"))
    assert cell_len(rule) >= max(map(cell_len, rows))


def test_a_long_chinese_label_is_broken_within_its_column() -> None:
    """No line is wider than the terminal, none begins with a mark that closes, and no sign is lost."""
    label = "，".join([MIXTURE] * 5)
    text = table(["concept", "甲城"], [[label, "●1"], ["openness", "○2"]], 80)
    lines = text.splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert not any(line.startswith("，") for line in lines)
    assert text.count("面子") == 5
    assert len({*columns_of(lines, "●"), *columns_of(lines, "○")}) == 1


def test_a_word_wider_than_its_column_is_folded() -> None:
    """An IRI in a narrow table keeps all its signs and pushes no neighbour away."""
    iri = "https://example.org/" + "x" * 100
    lines = table(["thing", "label"], [[iri, "a"]], 60).splitlines()
    assert max(map(cell_len, lines)) <= 60
    assert "".join(line.split("   ")[0].strip() for line in lines[2:]) == iri


def test_many_columns_become_blocks() -> None:
    """Twelve cases have no table within eighty columns: each row is a block, a line for each case."""
    headers = ["concept", *(f"case{number:02}" for number in range(12))]
    text = table(headers, [["openness", *["●1"] * 11, ""]], 80)
    assert text.splitlines()[:2] == ["concept: openness", "case00:  ●1"]
    assert "case11" not in text


def test_conformance_in_chinese_fits() -> None:
    """A proposition with Chinese names is broken within the width, below its text."""
    tested = Bearing("。".join([MIXTURE] * 6), "supported", Cell("", "x", "p", None, "stated", ("c1",)))
    text = conformance_text.as_text([Conformance("x", "甲城", (tested,), ())], WORDS, 80)
    lines = text.splitlines()
    assert max(map(cell_len, lines)) <= 80
    assert text.count("面子") == 6
    assert sum(line.startswith(" " * 6) for line in lines) >= 1


def test_an_identifier_is_never_cut() -> None:
    """A name with hyphens stands on one line, so that it can be copied."""
    text = wrapped("as is said in the claim given-town/public-opinion-of-officials", 30, "  ")
    assert "given-town/public-opinion-of-officials" in text


def test_the_first_line_keeps_its_indent() -> None:
    """In Chinese as in English: what a line begins with is told apart from what it says."""
    assert lines_of("甲城", 40, "    ", first="  ") == ["  甲城"]


def test_no_word_is_cut_where_another_column_has_room() -> None:
    """The widest column gives way, down to its longest word."""
    rows = [
        ["responsibility avoidance logic", "not said of it in any source at all, nor read", "x" * 9, "y" * 9]
    ]
    lines = table(["concept", "found", "guiyang", "hangzhou"], rows, 60).splitlines()
    assert max(map(cell_len, lines)) <= 60
    assert "responsibility" in "\n".join(lines)


def test_the_names_of_many_columns_stand_where_no_row_is_found() -> None:
    """An answer without rows still says what was asked for."""
    assert table(list("abcdefghijkl"), [], 80).split()[:12] == list("abcdefghijkl")


def test_an_answer_without_rows_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Where its columns would not fit on a terminal, their names are left out and no empty lines stand for them."""
    print_rows([f"column{number:02}" for number in range(12)], [], 80)
    assert capsys.readouterr().out == "(0 rows)\n"
