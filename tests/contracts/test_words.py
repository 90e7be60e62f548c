"""The words of the code are those of the glossary: one word for one thing, and a docstring begins with what its function does."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "kg").rglob("*.py"))
NO_VERBS = {"what", "whether", "how", "where", "why", "who", "which", "when", "every", "each", "one", "names", "words", "everything"}  # fmt: skip
"""First words that ruff's D401 lets through and that tell what comes back instead of what is done."""
HELP = {"group"}
"""Functions whose docstring is the help of a command, and says what the tool is."""
RIDDLES = {
    "shelf",
    "aside",
    "second_look",
    "irregular",
    "cascades",
    "gist_of",
    "labour",
    "seen",
    "written",
    "kept",
    "warrants",
    "unreasoned",
    "uncollected",
    "oneafteranother",
}
"""Names of modules, classes and functions that told nobody what they held."""
NOT_FOR_A_LINE = re.compile(r"(^|_)proofs?(_|$)|Proof")
NOT_FOR_A_SILENCE = re.compile(r"(^|_)gaps?$|^Gap|Gap$")
NOT_FOR_A_SHAPE = re.compile(r"rules? of coding|coding rules?|CodingRule|编码规则", re.IGNORECASE)


@cache
def tree(path: Path) -> ast.Module:
    """A module, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function of the tool with its place."""
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def classes() -> Iterator[tuple[str, str]]:
    """Every class of the tool: its name and its module."""
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                yield node.name, path.relative_to(ROOT).as_posix()


def is_property(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function is read like an attribute, whose docstring says what it is."""
    return any("property" in ast.unparse(decorator) for decorator in node.decorator_list)


def is_command(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether the docstring of a function is the help of a group of commands."""
    return node.name in HELP and bool(node.decorator_list)


def begins_without_a_verb(docstring: str) -> bool:
    """Whether a docstring begins with a word that is no verb and that ruff does not know for one."""
    first = re.match(r"[\w']+", docstring)
    return first is None or first[0].lower() in NO_VERBS or first[0][0].islower()


def test_a_docstring_begins_with_what_the_function_does() -> None:
    """Ruff holds most of it (D401); these first words it does not know."""
    told = [(place, ast.get_docstring(node), node) for place, node in functions()]
    assert sum(docstring is not None for _, docstring, _ in told) > 1500
    wrong = [
        place
        for place, docstring, node in told
        if docstring and begins_without_a_verb(docstring) and not is_property(node) and not is_command(node)
    ]
    assert wrong == []


def test_ruff_holds_the_rest() -> None:
    """The convention of docstrings switches D401 off; it has to be chosen by its own name, for the whole tool."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'^extend-select = \["D401"\]', settings, re.MULTILINE)
    assert not re.search(r'^"kg[^"]*" = \[[^\]]*D401', settings, re.MULTILINE)


@pytest.mark.parametrize("docstring", ["What a claim rests on.", "Whether it is.", "``a:b``, or nothing."])
def test_a_docstring_without_a_verb_would_be_found(docstring: str) -> None:
    """The first words are really looked at."""
    assert begins_without_a_verb(docstring)
    assert not begins_without_a_verb("Tell whether it is.")


def test_no_name_is_a_riddle() -> None:
    """Modules, classes and functions have left these names."""
    names = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    names |= {node.name for _, node in functions()} | {name for name, _ in classes()}
    assert len(names) > 1000
    assert {name for name in names if name.lower() in RIDDLES} == set()


def test_say_makes_a_clause_and_nothing_else() -> None:
    """`say` and `Said` are the message that can be said in another language, wherever they stand."""
    assert [
        place.split()[0].split(":")[0] for place, node in functions() if node.name.strip("_") == "say"
    ] == ["kg/problems/said.py"]
    assert [module for name, module in classes() if name == "Said"] == ["kg/problems/said.py"]
    parameters = [place for place, node in functions() for arg in ast.walk(node.args) if isinstance(arg, ast.arg) and arg.arg == "say"]  # fmt: skip
    assert parameters == []


def test_marks_are_the_axes_of_coding() -> None:
    """The four marks of a claim are `MARKS`; the signs that are shown for them are `GLYPHS`; each table stands once."""
    made = [
        (target.id, path.relative_to(ROOT).as_posix())
        for path in MODULES
        for node in tree(path).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id in {"MARKS", "GLYPHS"}
    ]
    assert made == [
        ("MARKS", "kg/model/vocabulary.py"),
        ("GLYPHS", "kg/model/vocabulary.py"),
    ]


def test_a_line_of_evidence_is_no_proof_and_a_silence_no_gap() -> None:
    """Classes and functions are named as the glossary has it; room between two things may be called a gap."""
    names = {node.name for _, node in functions()} | {name for name, _ in classes()}
    assert {name for name in names if NOT_FOR_A_LINE.search(name) or NOT_FOR_A_SILENCE.search(name)} == set()
    strings = (ROOT / "site" / "strings" / "en.json").read_text(encoding="utf-8")
    assert re.findall(r'"[\w.]*proof[\w.]*":', strings) == []


def test_a_constraint_is_a_shape() -> None:
    """A rule tells how something follows; no code, message or page calls a shape one."""
    texts = [*MODULES, *(ROOT / "kg").rglob("*.json"), *ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    texts = [path for path in texts if path.name != "CHANGELOG.md"]
    assert len(texts) > 300
    found = {
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in texts
        for match in NOT_FOR_A_SHAPE.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_the_forbidden_words_would_be_found() -> None:
    """The patterns match what they are for, and leave alone what only looks like it."""
    assert NOT_FOR_A_LINE.search("proof_views")
    assert NOT_FOR_A_SILENCE.search("Gap")
    assert NOT_FOR_A_SILENCE.search("_gap")
    assert not NOT_FOR_A_SILENCE.search("has_the_same_gaps_as")
    assert NOT_FOR_A_SHAPE.search("A rule of coding.")
