"""``kg check --explain``: what a code means, in both languages, whatever makes the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from kg.cli.layout import wrapped
from kg.problems import CODES, KgError
from kg.problems.meanings import MEANINGS
from kg.resources import ontology_folder
from kg.validate import code_texts, explain_code

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

ENGLISH = """\
KG305  source text missing

What it means
  The case names a text file that is not in its folder; its quotations are
  skipped and counted. For a restricted source this is a warning, since its text
  may be on another machine.

For example
  cases/b-town/case.yaml:12:11  error KG305  no file "note.txt"; expected a text
      file in cases/b-town; did you mean "notes.txt"?

What to do
  Put the text file into the case folder under the name given; where the text of
  a restricted source is not yours to have, leave it.
"""
CHINESE = """\
KG413  引文有保留，就不是断言

是什么意思
  该论断标为“断言”，但其引文有所保留（倾向于、可能、应当等）。请用倾向、可能或应
  然。
  这是警告，不是错误。

例如
  cases/b-town/more.yaml:8:15  警告 KG413  “c9”：该论断标为“断言”，但其引文有所
      保留（倾向于、可能、应当等）。请用倾向、可能或应然
"""


def test_a_code_of_the_list(run_kg: Run) -> None:
    """Title, meaning, an example and what to do; nothing is checked, and small letters will do."""
    done = run_kg("check", "--explain", "kg305", COLUMNS="80")
    assert (done.returncode, done.stdout, done.stderr) == (0, ENGLISH, "")


def test_a_rule_of_coding_in_chinese(run_kg: Run) -> None:
    """What a shape says is both meaning and remedy."""
    done = run_kg("check", "--explain", "KG413", "--lang", "zh", COLUMNS="80")
    assert (done.returncode, done.stdout, done.stderr) == (0, CHINESE, "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["KG3O1"], 'kg: no code "KG3O1"; did you mean "KG301"?\n'),
        (["nonsense"], 'kg: no code "nonsense"; docs/errors.md lists them\n'),
        (["KG3O1", "--lang", "zh"], "kg: 没有代码“KG3O1”；是不是“KG301”？\n"),
    ],
)
def test_an_unknown_code(run_kg: Run, words: list[str], said: str) -> None:
    """It gives a near miss, as wrong use."""
    done = run_kg("check", "--explain", *words)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_every_code_can_be_explained() -> None:
    """Codes of the list and of shapes have a title and a meaning in both languages, and those differ."""
    shapes = ontology_folder() / "shapes"
    texts = code_texts(shapes)
    assert set(CODES) == set(MEANINGS)
    gone = {"KG428", "KG429"}  # the shapes of process tracing; their numbers are not given again
    assert set(CODES) | {f"KG4{number:02}" for number in range(1, 41)} - gone == set(texts)
    for code, text in texts.items():
        assert text == explain_code(code, shapes)
        for words in (text.title, *text.meaning):
            assert words
            assert words.in_language("zh") != words, (code, words)
        assert set(text.example) in (set(), {"en", "zh"})
        assert code not in CODES or text.example
    with pytest.raises(KgError):
        explain_code("", shapes)


@pytest.mark.parametrize("width", [30, 48, 80])
def test_a_line_is_never_too_wide(width: int) -> None:
    """In both languages a wrapped text has the same words, no line too wide, none begun with a closing mark."""
    for text in code_texts(ontology_folder() / "shapes").values():
        for language in ("en", "zh"):
            words = " ".join(words.in_language(language) for words in text.meaning)
            lines = wrapped(words, width, "  ").split("\n")
            assert "".join(lines).replace(" ", "") == words.replace(" ", "")
            assert [line for line in lines if cell_len(line) > width and " " in line.strip()] == []
            assert [line for line in lines if line.strip()[:1] in "，。；：、？！”）"] == []
            assert [line for line in lines if line.strip()[-1:] in "（“"] == []
