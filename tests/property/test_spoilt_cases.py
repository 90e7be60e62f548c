"""However a case is spoilt, the tool says where and what, and never breaks down."""

from __future__ import annotations

import re
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.compile import compile_case
from kg.frameworks import load as load_ontology
from kg.resources import ontology_folder
from kg.validate import Validator

if TYPE_CHECKING:
    from kg.ontology import Ontology

VALID = Path(__file__).resolve().parents[1] / "cases" / "b-town"
FILES = ("case.yaml", "elements.yaml", "claims.yaml", "silences.yaml")
LINES = {name: (VALID / name).read_text(encoding="utf-8").splitlines() for name in FILES}
SPOILT_WORDS = ("", "x", "7", "true", "null", "~", "[]", "{}", "[a, [b]]", "'", '"', ": ", "- ", "&a", "*a", "!t",
                "caution", "c1", "n1", "S01", "triple-logic", "b-town", "市", "\t", "|", ">-", "# x", "a\nb: c")  # fmt: skip
Spoiling = tuple[str, int, str, str]
SPOILINGS = st.sampled_from(FILES).flatmap(
    lambda name: st.tuples(
        st.just(name),
        st.integers(0, len(LINES[name]) - 1),
        st.sampled_from(["delete", "repeat", "swap", "indent", "dedent", "word", "value", "cut", "insert"]),
        st.sampled_from(SPOILT_WORDS),
    )
)


@cache
def judges() -> tuple[Ontology, Validator]:
    """The ontology and its shapes, loaded once."""
    ontology, _ = load_ontology(ontology_folder())
    return ontology, Validator(ontology)


def spoil(lines: list[str], number: int, how: str, word: str) -> list[str]:
    """The lines with one of them spoilt."""
    line = lines[number]
    changed = {
        "delete": [],
        "repeat": [line, line],
        "swap": [*lines[number + 1 : number + 2], line],
        "indent": ["  " + line],
        "dedent": [line[1:]],
        "word": [re.sub(r"[\w-]+", lambda _: word, line, count=1)],
        "value": [re.sub(r"(?<=: ).*", lambda _: word, line)],
        "cut": [line[: len(line) // 2]],
        "insert": [line, word],
    }[how]
    return lines[:number] + changed + lines[number + (2 if how == "swap" else 1) :]


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(st.lists(SPOILINGS, min_size=1, max_size=3))
def test_a_spoilt_case_is_told_of(spoilings: list[Spoiling]) -> None:
    """Every problem has a known code and a place in a file of the case; none is a fault of the tool."""
    with tempfile.TemporaryDirectory() as name:
        folder = shutil.copytree(VALID, Path(name) / "b-town")
        for file, number, how, word in spoilings:
            lines = (folder / file).read_text(encoding="utf-8").split("\n")
            text = "\n".join(spoil(lines, min(number, len(lines) - 1), how, word))
            (folder / file).write_text(text, encoding="utf-8")
        texts = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
        compiled = compile_case(folder, "b-town", *judges())
    for problem in compiled.problems:
        assert re.fullmatch(r"KG[1-4]\d\d", problem.code), problem
        file = problem.location.file.removeprefix("b-town/")
        assert file in texts, problem
        assert 1 <= problem.location.line <= texts[file].count("\n") + 2, problem
        assert problem.location.column >= 1, problem
        assert "\n" not in str(problem)
    assert compiled.skipped >= 0
    assert compiled.checked.get("quotations", 0) >= 0
