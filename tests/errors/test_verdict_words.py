"""A calibration or a reader's query that names what is no verdict gets the lines that help, in both languages.

`bad-words/<code>-<what>/` holds the file, and `expected.txt` and `expected.zh.txt`: lines written by a person who looked at it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.problems import CODES
from kg.verdicts.decide import VERDICTS
from kg.verdicts.of_query import verdicts_of_query
from kg.verdicts.renamed import RENAMED

if TYPE_CHECKING:
    from collections.abc import Callable

BAD = Path(__file__).parent / "bad-words"
FOLDERS = sorted(BAD.iterdir())
EXPECTED = {"en": "expected.txt", "zh": "expected.zh.txt"}
COMMANDS = {
    "KG801-calibration": ("compare", "--qca", "q", "--calibration", "calibration.toml"),
    "KG802-query": ("query", "query.rq"),
}


@pytest.mark.parametrize("language", EXPECTED)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_mistake_gets_its_lines(folder: Path, language: str, run_kg: Callable, built_data: Path) -> None:
    """All of them in one run, each with its place; nothing is written and nothing answered."""
    done = run_kg(*COMMANDS[folder.name], "--build", str(built_data), "--lang", language, folder=folder)
    assert done.returncode == 1
    assert done.stderr.splitlines() == (folder / EXPECTED[language]).read_text(encoding="utf-8").splitlines()
    assert done.stdout == ""
    assert not (folder / "q").exists()


def test_every_code_has_its_file() -> None:
    """There are two, and each is tried."""
    assert [path.name for path in FOLDERS] == list(COMMANDS)
    assert {code for code in CODES if code.startswith("KG8")} == {name[:5] for name in COMMANDS}


def test_a_new_word_is_a_verdict() -> None:
    """No old word is a verdict, and what took its place is one."""
    assert not set(RENAMED) & set(VERDICTS)
    new = {one.removesuffix("-denied") for several in RENAMED.values() for one in several}
    assert new <= set(VERDICTS)


def test_a_query_of_verdicts_that_there_are_is_left_alone() -> None:
    """Also where an old word stands in a comment, in a text, or in another name."""
    query = """SELECT ?c { ?c kg:verdict kg:verdict-stated ; rdfs:label "read-only" ; kg:status kg:status-stated # kg:verdict-read
    }"""
    assert verdicts_of_query(query, "q.rq") == []
