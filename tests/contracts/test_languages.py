"""Every message can be said in every language: the catalogue has all templates and no others.

The templates are found in the code: the first argument of each call of ``say``. A template that is
no literal could not be found; the few places that say words of a table are listed here, with the
tables.
"""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from kg.authoring.asked import ASKS
from kg.authoring.fields import EVIDENCE, QUOTE
from kg.authoring.framework_tables import FRAMEWORK_SECTIONS, HEAD, PICTURE, PLACES
from kg.authoring.project import AUTHOR, LEADING, PROJECT
from kg.authoring.speakers import SAYING
from kg.authoring.tables import CASE, RELATION, SECTIONS
from kg.authoring.value import VALUE
from kg.problems import CODES
from kg.problems.said import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "kg"
CATALOGUES = PACKAGE / "problems"
OTHERS = LANGUAGES[1:]
GAP = re.compile(r"\{\d\}")
FROM_TABLES = {"authoring/fields.py": 1, "problems/codes.py": 3}
"""Where words of a table are said, and how often: the help of a field, titles, meanings and remedies of codes."""
TABLES = (CASE, QUOTE, EVIDENCE, VALUE, SAYING, ASKS, PLACES, *SECTIONS.values(), HEAD, PICTURE, *FRAMEWORK_SECTIONS.values(), PROJECT, AUTHOR, LEADING)  # fmt: skip
AT_TIMES = (QUOTE["by"], QUOTE["en"], RELATION["phrase"], RELATION["plural"], RELATION["infinitive"])
"""Fields that an entry may lack, unless another one is there or the case is written in English."""
SAME_EVERYWHERE = {"TOML", "", "YAML", "UTF-8", "Turtle", "OWL 2 DL", 'rdfs:label "…"@en'}
"""What may stand in a problem as it is: names of formats, and what is to be copied."""
AT_LEAST = 200


def calls(name: str) -> list[tuple[str, ast.Call]]:
    """Every call of a function of `kg.problems` in the tool, with the file it stands in."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imports = {f"{node.module}." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        if path.parent != CATALOGUES and not any(one.startswith("kg.problems.") for one in imports):
            continue  # another function of that name
        file = path.relative_to(PACKAGE).as_posix()
        named = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        found += [(file, node) for node in named if getattr(node.func, "id", "") == name]
    return found


def literal(node: ast.expr) -> str | None:
    """The text of a literal string."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else None


def tables() -> set[str]:
    """The templates that stand in tables of plain words."""
    fields = [field for table in TABLES for field in table.values() if field.is_required]
    helps = {field.help for field in (*fields, *AT_TIMES) if not field.values}
    return helps | {
        word.template for code in CODES.values() for word in (code.title, code.meaning, code.remedy)
    }


def templates() -> set[str]:
    """Every template that the tool can say."""
    found = {text for _, call in calls("say") if (text := literal(call.args[0])) is not None}
    return found | tables()


def catalogue(language: str) -> dict[str, str]:
    """The translations as they stand in the file; a template that stands there twice is a mistake."""

    def once(pairs: list[tuple[str, str]]) -> dict[str, str]:
        names = [name for name, _ in pairs]
        assert [name for name in names if names.count(name) > 1] == []
        return dict(pairs)

    text = (CATALOGUES / f"{language}.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(text, object_pairs_hook=once)
    return found


@pytest.mark.parametrize("language", OTHERS)
def test_every_template_is_translated(language: str) -> None:
    """None is missing; write it into kg/problems/<language>.json."""
    assert len(templates()) >= AT_LEAST
    assert sorted(templates() - catalogue(language).keys()) == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_dead(language: str) -> None:
    """What nothing says any more is deleted from the catalogue."""
    assert sorted(catalogue(language).keys() - templates()) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_same_gaps(language: str) -> None:
    """Whatever fills the English fills the translation, once each."""
    other = {
        template: words
        for template, words in catalogue(language).items()
        if sorted(GAP.findall(template)) != sorted(GAP.findall(words))
    }
    assert other == {}


def test_chinese_is_chinese() -> None:
    """A translation has Chinese characters, and the punctuation that goes with them."""
    words = catalogue("zh").items()
    without = [t for t, zh in words if re.search(r"[a-z]{3}", t) and not re.search(r"[\u4e00-\u9fff]", zh)]
    assert without == []
    half = re.compile(r"[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?!\w)")
    assert [zh for _, zh in words if half.search(zh)] == []


def test_every_template_is_a_literal() -> None:
    """A template that is put together at run time has no translation, and no test could see that."""
    dynamic: dict[str, int] = {}
    for file, call in calls("say"):
        if literal(call.args[0]) is None:
            dynamic[file] = dynamic.get(file, 0) + 1
    assert dynamic == FROM_TABLES


@pytest.mark.parametrize("name", ["problem", "Problem"])
def test_a_problem_is_said(name: str) -> None:
    """No problem is made with a plain string, but for names that are the same in every language."""
    plain = []
    for file, call in calls(name):
        for argument in call.args[2:5]:
            if isinstance(argument, ast.JoinedStr) and file != "evidence/anchor.py":
                plain.append((file, call.lineno, ast.unparse(argument)))
            text = literal(argument)
            if text is not None and text not in SAME_EVERYWHERE:
                plain.append((file, call.lineno, text))
    assert plain == []
