"""What spreadsheets change is told from what people change, and text that they would change is guarded.

The pairs are what Excel (in English, Chinese, German, French) and LibreOffice make of a text; those of
LibreOffice were tried (``tests/spreadsheets/save_again.py``), those of Excel are as its users report them.
"""

from __future__ import annotations

import csv
import io

import pytest

from kg.spreadsheet import csv_text, guarded, is_changed_by_programs, is_made_from, unguarded, without_formula

MADE = {
    "00123": ["123"],
    "12345678901234567890": ["1.23457E+19", "12345678901234500000", "1.23456789012346E+019"],
    "123456789012": ["1.23457E+11"],
    "1/2": ["1月2日", "2-Jan", "02. Jan", "1-févr", "01/02/2026", "0.5", "2026/1/2"],
    "1/2/2024": ["45293", "2024/1/2"],
    "3-4": ["3月4日", "4-Mar", "03/04/2026"],
    "1 1/2": ["1.5"],
    "true": ["TRUE"],
    "1E5": ["100000", "1.00E+05"],
    "2020-05": ["May-20", "2020年5月", "mai-20"],
    "2017-05-01": ["2017/5/1", "5/1/2017", "01.05.2017"],
    "12.50": ["12.5"],
    "1,000": ["1000", "1"],
    "12.5%": ["12.50%", "0.125"],
    "10:30": ["10:30:00", "10:30:00 AM"],
    "10am": ["10:00:00 AM"],
    "1-2-3": ["2001-02-03"],
    "mar1": ["1-Mar"],
    "(5)": ["-5"],
    "$5": ["5"],
    "+49": ["49"],
    "１２３": ["123"],
    "市场a": ["??a"],
    "=1+1": ["2"],
}
TYPED = [
    ("00123", "124"), ("1/2", "3月4日"), ("1/2", "half"), ("2017-05", "2017-05-01"), ("2017", "2017/2019"), ("10", "10.0"),
    ("3-4", "3-5"), ("2017-05-01", "2018-05-01"), ("May 2017", "5 May 2017"), ("为何？", "为何?"), ("a", "b"), ("", "1月2日"),
    ("000123", "0123x"), ("no?", "no!"), ("1/2", "1/2"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "now"), [(b, now) for b, made in MADE.items() for now in made])
def test_what_a_spreadsheet_makes_is_known(before: str, now: str) -> None:
    """Beside the text that was there, the change of a program is seen."""
    assert is_made_from(now, before)


@pytest.mark.parametrize(("before", "now"), TYPED)
def test_what_a_person_changes_is_left_alone(before: str, now: str) -> None:
    """Another number, another date, another word is an edit."""
    assert not is_made_from(now, before)


@pytest.mark.parametrize("text", [text for text in MADE if text != "市场a"])
def test_such_text_is_guarded_and_comes_back(text: str) -> None:
    """Whatever a program changes by itself stands behind an apostrophe, which our reader takes off."""
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    "text", ["", "2017", "0", "e3", "s1", "May", "第1章", "version 1.2", "a=1", "field", "1a2", "p1"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    """Ids, years and words have no apostrophe."""
    assert guarded(text) == text
    assert unguarded(f"'{text}") is None


def test_a_formula_is_guarded_in_full_width_too() -> None:
    """What begins as a formula does is text; numbers stay numbers; a tab, a line end and CR count."""
    found = {
        text: without_formula(text)
        for text in ("=1", "+a", "-a", "@a", "＝1", "＠a", "\ta", "\ra", "\na", "-5", "+1.5", "-2e3", "a", "")
    }
    assert {text for text, written in found.items() if written == f"'{text}"} == {
        "=1",
        "+a",
        "-a",
        "@a",
        "＝1",
        "＠a",
        "\ta",
        "\ra",
        "\na",
    }
    assert {text for text, written in found.items() if written == text} == {"-5", "+1.5", "-2e3", "a", ""}


def test_a_file_for_people_has_the_mark_of_utf_8_and_no_formula() -> None:
    """The rows are those that were given, but for the apostrophes."""
    text = csv_text([["a", "b"], ['=cmd|" /C calc"!A0', "市, 场"]])
    assert text.encode().startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(text[1:], newline=""))) == [
        ["a", "b"],
        ['\'=cmd|" /C calc"!A0', "市, 场"],
    ]


@pytest.mark.parametrize("text", ["1" * 254 + "x", "一" * 255, "1 " * 127 + "x", "jan" * 84 + "q", "1" * 400])
def test_long_text_is_looked_at_once(text: str) -> None:
    """No text makes the pattern go back and forth: each of these ends, in a moment."""
    assert not is_changed_by_programs(text)


@pytest.mark.parametrize(
    "text",
    [
        "٣", "१२", "٣/٤", "一〇", "März 5", "5. März", "dez 5", "Okt-12", "5 mai 2017", "12 févr. 2017", "5 août", "5 de mayo de 2017",
        "5 settembre 2017", "5 de março de 2017", "mei 2017", "5 мая 2017", "дек 5",
    ],
)  # fmt: skip
def test_numbers_and_dates_of_other_languages_are_guarded(text: str) -> None:
    """LibreOffice in that language made another text of each when it stood without its apostrophe."""
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    "text", ["5 markets", "20 sets of maps", "out of 5", "3 generals", "5 de facto heads", "一千人", "May"]
)
def test_words_that_begin_like_a_month_stay_bare(text: str) -> None:
    """A month is a whole word."""
    assert guarded(text) == text
