"""The pages that repeat what the tool knows are fresh and complete."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from kg.authoring.fields import EVIDENCE, QUOTE
from kg.authoring.tables import CASE, SECTIONS
from kg.frameworks import load as load_ontology
from kg.problems import CODES
from kg.resources import ontology_folder

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXAMPLES = "../kg/problems/examples.json"
LINES = "../benchmarks/results/lines.md"
TABLES = {"case": CASE, "quote": QUOTE, "evidence": EVIDENCE, **SECTIONS}


@pytest.mark.parametrize(
    "page", ["case-format.md", "errors.md", "errors.zh.md", "relations.md", EXAMPLES, LINES]
)
def test_a_page_is_fresh(page: str) -> None:
    """The page equals what ``make docs`` would write."""
    written = runpy.run_path(str(DOCS / "generate.py"))["PAGES"][page]()
    assert (DOCS / page).read_text(encoding="utf-8") == written


@pytest.mark.parametrize("page", ["errors.md", "errors.zh.md"])
def test_every_code_is_explained(page: str) -> None:
    """Each code has a heading, meaning, remedy and example; each shape a heading and a remedy."""
    text = (DOCS / page).read_text(encoding="utf-8")
    parts = {part[:5]: part for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:]}
    assert [code for code in CODES if f" {code}  " not in parts[code]] == []
    short = {code for code, part in parts.items() if len(re.findall(r"\n\n\w.+", part)) < 1 + (code in CODES)}
    assert short == set()
    gone = {28, 29}  # the numbers of shapes that are gone are not used again
    assert {f"KG4{number:02}" for number in range(1, 41) if number not in gone} <= set(parts)
    assert sorted(parts) == list(parts)


@pytest.mark.parametrize("section", TABLES)
def test_every_field_is_explained(section: str) -> None:
    """Each field of a section stands in the page with its words and what it is for."""
    lines = (DOCS / "case-format.md").read_text(encoding="utf-8").splitlines()
    assert TABLES[section]
    for field in TABLES[section].values():
        [*_, line] = [
            row
            for row in lines
            if row.startswith(f"| `{field.name}` ") and field.help.replace("|", r"\|") in row
        ]
        assert [value for value in field.values if f"`{value}`" not in line] == []
        assert ("| yes |" in line) == field.is_required


def test_every_relation_is_explained() -> None:
    """Each relation stands in the page with its phrases and a definition."""
    ontology, _ = load_ontology(ontology_folder())
    lines = (DOCS / "relations.md").read_text(encoding="utf-8").splitlines()
    assert len(ontology.relations) >= 40
    for relation in ontology.relations.values():
        [line] = [row for row in lines if row.startswith(f"| `{relation.slug}` ")]
        assert f"{relation.phrases.singular} / {relation.phrases.zh}".replace("|", r"\|") in line
        assert re.search(r"\| [A-Z][^|]+\. \|$", line), line
