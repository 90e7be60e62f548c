"""What docs/project.md and the JSON Schema say of a project file is what the reader takes."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from kg.authoring.project import AUTHOR, PROJECT, read_project
from kg.files import TextFile
from kg.kit import NEW_PROJECT, project_schema
from kg.resources import project_file

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "project.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]
ALL_ON = re.sub(r"^# (?=[a-z]+:|  -)", "", NEW_PROJECT.partition("Your title\n")[2], flags=re.MULTILINE)
"""The new file with every line that is a comment in it switched on."""


def problems(text: str) -> list[str]:
    """What the reader says of a file."""
    return [str(found) for found in read_project(TextFile("project.yaml", text, "")).problems]


def fits(text: str) -> bool:
    """Whether the schema takes a file."""
    return jsonschema.Draft7Validator(project_schema()).is_valid(yaml.safe_load(text))


def test_the_page_tells_of_every_field() -> None:
    """Each field has its place in the table, and each of an author is named."""
    named = {
        word
        for row in re.findall(r"^\| (`[^|]*) \|", PAGE, re.MULTILINE)
        for word in re.findall(r"`(\w+)`", row)
    }
    assert named == set(PROJECT)
    assert set(AUTHOR) <= set(re.findall(r"`(\w+)`", PAGE))


@pytest.mark.parametrize(
    "text",
    [EXAMPLE, NEW_PROJECT, ALL_ON, project_file().read_text(encoding="utf-8")],
    ids=["page", "new", "all", "shipped"],
)
def test_reader_and_schema_take_what_is_right(text: str) -> None:
    """The example, the new file with and without its comments, and the file that ships."""
    assert problems(text) == []
    assert fits(text)


@pytest.mark.parametrize(
    "text",
    [
        "titel: x", "title: [a]", "title: {de: x}", "authors: A. Coder", "authors: [{orcid: 0000-0002-1825-0097}]",
        "authors: [{name: x, orcid: 0000}]", "doi: https://doi.org/10.5281/zenodo.1", "licence: CC BY 4.0",
        "address: example.org", "languages: [de]", "languages: [en, en]", "cases: []", "leading: b-town", "leading: {}",
        "leading: {case: B Town}",
    ],
)  # fmt: skip
def test_neither_takes_what_is_wrong(text: str) -> None:
    """What the reader refuses the schema refuses too."""
    assert len(problems(text)) == 1
    assert not fits(text)


def test_the_new_file_names_every_field() -> None:
    """Whoever starts with it sees all of them."""
    assert set(yaml.safe_load(f"title: x\n{ALL_ON}")) == set(PROJECT)
