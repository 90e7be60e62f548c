"""Files that look like a case's and are not read: which are told of, under which name, with which advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.authoring.folder import read_case

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "shown", "advice"),
    [
        ("x.\u0443aml", "x.\u0443aml", 'rename it "x.yaml"'),
        ("a\u200bb.yaml.txt", "a<U+200B>b.yaml.txt", 'rename it "ab.yaml"'),
        ("\ufb01le.yaml.txt", "\ufb01le.yaml.txt", 'rename it "file.yaml"'),
        ("Отчёт.yaml.txt", "Отчёт.yaml.txt", 'rename it "Отчёт.yaml"'),
        ("Claims.YAML.TXT", "Claims.YAML.TXT", 'rename it "Claims.yaml"'),
        ("#x.yaml#", "#x.yaml#", 'rename it "x.yaml"'),
        (".x.yaml", ".x.yaml", 'rename it "x.yaml"'),
        (".x.yaml.swp", ".x.yaml.swp", 'rename it "x.yaml"'),
        ("claims", "claims", 'rename it "claims.yaml"'),
        ("x\u202etxt.yaml", "x<U+202E>txt.yaml", "rename it"),
    ],
)
def test_a_file_is_told_of_by_a_name_that_can_be_read(
    tmp_path: Path, name: str, shown: str, advice: str
) -> None:
    """Signs that hide or turn a name are given by their numbers, and the new name is what the old one looks like."""
    (tmp_path / name).write_text("claims: {}\n", encoding="utf-8")
    _, found = read_case(tmp_path, "town")
    of_names = [one for one in found if one.code in {"KG010", "KG011"}]
    assert [(one.location.file, str(one.hint)) for one in of_names] == [(f"town/{shown}", advice)]
