"""A new case is clean, and its JSON Schema completes and refuses what the reader does."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft7Validator

from kg.authoring import read_case
from kg.frameworks import load as load_ontology
from kg.kit import SCHEMA_FILE, case_schema
from kg.resources import cases_folder, ontology_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    from kg.ontology import Ontology

    Run = Callable[..., CompletedProcess[str]]

INVENTED = Path(__file__).parents[1] / "cases"
FOLDERS = [
    *sorted(p for p in cases_folder().iterdir() if p.is_dir()),
    INVENTED / "b-town",
    INVENTED / "c-town",
    INVENTED / "d-town",
]


class AsEditors(yaml.SafeLoader):
    """YAML 1.2, as editors read it: a date is text."""


AsEditors.yaml_implicit_resolvers = {
    key: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for key, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def loaded(text: str) -> Any:  # noqa: ANN401 - whatever the file holds
    """A YAML file as plain values."""
    return yaml.load(text, Loader=AsEditors)  # noqa: S506 - a safe loader


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    """The ontology that ships."""
    found, problems = load_ontology(ontology_folder())
    assert problems == []
    return found


def schema_of(folder: Path, ontology: Ontology) -> dict[str, Any]:
    """The schema of a case."""
    case, _ = read_case(folder, folder.name)
    return case_schema(case, ontology)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_good_case_keeps_its_schema(folder: Path, ontology: Ontology) -> None:
    """Every YAML file of a case that checks clean is valid for the schema made of it."""
    schema = schema_of(folder, ontology)
    Draft7Validator.check_schema(schema)
    files = sorted(folder.glob("*.yaml"))
    assert files
    for file in files:
        errors = list(Draft7Validator(schema).iter_errors(loaded(file.read_text(encoding="utf-8"))))
        assert [f"{list(e.absolute_path)}: {e.message}"[:300] for e in errors] == [], file.name


CLAIM = {
    "subject": "clerks", "relation": "adopts", "object": "hall", "status": "stated", "role": "finding",
    "modality": "asserted", "polarity": "affirmed", "cite": "k1",
}  # fmt: skip
BAD: dict[str, tuple[dict[str, Any], list[str]]] = {
    "unknown-element": ({"claims": {"c9": CLAIM | {"subject": "clarks"}}}, ["claims", "c9", "subject"]),
    "unknown-relation": ({"claims": {"c9": CLAIM | {"relation": "adobts"}}}, ["claims", "c9", "relation"]),
    "unknown-concept": ({"elements": {"e9": {"instantiates": "feild-logic"}}}, ["elements", "e9", "instantiates"]),
    "unknown-kind": ({"elements": {"e9": {"kind": "acter", "label": "x"}}}, ["elements", "e9", "kind"]),
    "unknown-citation": ({"claims": {"c9": CLAIM | {"cite": "k9"}}}, ["claims", "c9", "cite"]),
    "unknown-source": (
        {"citations": {"k9": {"source": "dayly", "at": "p. 1", "says": "x"}}}, ["citations", "k9", "source"]),
    "unknown-framework": (
        {"case": "c-town", "label": "C", "frameworks": ["triple-logik"]}, ["frameworks"]),
    "an-event-is-no-phase": ({"claims": {"c9": CLAIM | {"rivals": "opening"}}}, ["claims", "c9", "rivals"]),
    "unknown-mark": ({"claims": {"c9": CLAIM | {"status": "sayd"}}}, ["claims", "c9", "status"]),
    "unknown-field": ({"claims": {"c9": CLAIM | {"objekt": "hall"}}}, ["claims", "c9"]),
    "unknown-section": ({"claim": {}}, []),
    "no-evidence": ({"claims": {"c9": {k: v for k, v in CLAIM.items() if k != "cite"}}}, ["claims", "c9"]),
    "quote-and-evidence": ({"claims": {"c9": CLAIM | {"evidence": [{"cite": "k1"}]}}}, ["claims", "c9"]),
    "reading-without-basis": ({"claims": {"c9": CLAIM | {"status": "interpreted"}}}, ["claims", "c9"]),
    "both-kind-and-concept": (
        {"elements": {"e9": {"kind": "actor", "label": "x", "instantiates": "field-logic"}}}, ["elements", "e9"]),
    "file-of-a-cited-source": (
        {"sources": {"s9": {"access": "cited", "read": "whole", "file": "a.txt", "kind": "interview", "language": "en",
                            "label": "x"}}}, ["sources", "s9"]),
    "cited-and-read-nobody-knows-how-far": (
        {"sources": {"s9": {"access": "cited", "kind": "interview", "language": "en", "label": "x"}}}, ["sources", "s9"]),
    "asks-with-an-unknown-place": (
        {"silences": {"n9": {"question": "x", "about": "hall", "asks": {"subjekt": "hall"}}}}, ["silences", "n9", "asks"]),
    "asks-of-nothing": (
        {"silences": {"n9": {"question": "x", "about": "hall", "asks": {}}}}, ["silences", "n9", "asks"]),
    "asks-of-an-unknown-thing": (
        {"silences": {"n9": {"question": "x", "about": "hall", "asks": {"subject": "hal"}}}},
        ["silences", "n9", "asks", "subject"]),
    "searched-nobody-knows-how-far": (
        {"silences": {"n9": {"question": "x", "about": "hall", "searched": {"notes": "hole"}}}}, ["silences", "n9", "searched"]),
    "id-with-capitals": ({"elements": {"E9": {"kind": "actor", "label": "x"}}}, ["elements"]),
    "month-in-words": ({"elements": {"e9": {"kind": "event", "label": "x", "date": "May 2017"}}},
                       ["elements", "e9", "date"]),
    "flag-in-words": ({"elements": {"e9": {"kind": "actor", "label": "x", "plural": "several"}}},
                      ["elements", "e9", "plural"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_is_seen_where_it_stands(name: str, ontology: Ontology) -> None:
    """What the reader refuses an editor underlines, at the same field."""
    document, path = BAD[name]
    errors = list(Draft7Validator(schema_of(INVENTED / "c-town", ontology)).iter_errors(document))
    assert errors
    assert all(list(error.absolute_path) == path for error in errors), errors


def test_the_bad_ones_are_bad_for_one_reason(ontology: Ontology) -> None:
    """The claim that the bad ones are made of is good."""
    assert (
        list(Draft7Validator(schema_of(INVENTED / "c-town", ontology)).iter_errors({"claims": {"c9": CLAIM}}))
        == []
    )


def test_completion_offers_what_the_case_has(ontology: Ontology) -> None:
    """Elements of the case, concepts of its framework and relations are offered by name, with a word on each field."""
    schema = schema_of(INVENTED / "c-town", ontology)
    fields = schema["properties"]["claims"]["additionalProperties"]["properties"]
    offered = fields["subject"]["anyOf"][0]["enum"]
    assert {"clerks", "hall", "served", "triple-logic:field-logic", "c-town"} <= set(offered)
    assert {"supports", "hinders", "dominates-in"} <= set(fields["relation"]["enum"])
    assert fields["relation"]["description"] == "the relation type"


@pytest.mark.parametrize("option", ["--public", "--anonymised"])
def test_a_new_case_is_clean_and_builds(run_kg: Run, tmp_path: Path, option: str) -> None:
    """The folder checks without a word, keeps its schema, builds, and points each file to the schema."""
    name = "x-city" if option == "--anonymised" else "lake-town"
    assert run_kg("case", "new", name, option).returncode == 0
    folder = tmp_path / "cases" / name
    checked = run_kg("check", f"cases/{name}")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "checked 5, skipped 0, failed 0" in checked.stdout
    schema = json.loads((folder / SCHEMA_FILE).read_text(encoding="utf-8"))
    for file in folder.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        assert text.startswith(f"# yaml-language-server: $schema={SCHEMA_FILE}\n")
        assert list(Draft7Validator(schema).iter_errors(loaded(text))) == []
    assert run_kg("build").returncode == 0
    assert (tmp_path / "build" / "site" / "case" / name / "index.html").is_file()


@pytest.mark.skipif(shutil.which("git") is None, reason="no Git")
def test_a_new_case_outlives_git_on_windows(run_kg: Run, tmp_path: Path) -> None:
    """Git for Windows turns line ends into CR LF by default; a clone of a new case checks all the same."""
    assert run_kg("case", "new", "lake-town", "--public").returncode == 0
    as_windows = ("-c", "core.autocrlf=true", "-c", "user.name=a", "-c", "user.email=a@example.org")
    for words in (
        ("init", "-q", "cases"),
        ("-C", "cases", "add", "."),
        ("-C", "cases", "commit", "-qm", "a case"),
        ("clone", "-q", "cases", "clone"),
    ):
        subprocess.run(["git", *as_windows, *words], cwd=tmp_path, check=True, capture_output=True)  # noqa: S607
    assert b"\r" not in (tmp_path / "clone" / "lake-town" / "claims.yaml").read_bytes()
    assert run_kg("check", "clone/lake-town").returncode == 0


def test_what_is_there_is_left_alone(run_kg: Run, tmp_path: Path) -> None:
    """A case is not written over, and a name that is none is refused with one that would do."""
    run_kg("case", "new", "lake-town")
    mine = tmp_path / "cases" / "lake-town" / "claims.yaml"
    mine.write_text("claims: {}\n", encoding="utf-8")
    again = run_kg("case", "new", "lake-town")
    assert again.returncode == 2
    assert "is there already" in again.stderr
    assert mine.read_text(encoding="utf-8") == "claims: {}\n"
    assert 'write "lake-town"' in run_kg("case", "new", "Lake Town").stderr
    assert "one of: study, triple-logic" in run_kg("case", "new", "a", "--framework", "b").stderr


def test_the_schema_follows_the_case(run_kg: Run, tmp_path: Path) -> None:
    """``kg case schema`` takes up an id that was added since."""
    run_kg("case", "new", "lake-town")
    folder = tmp_path / "cases" / "lake-town"
    (folder / "more.yaml").write_text(
        "elements:\n  mayor: {kind: actor, label: the mayor}\n", encoding="utf-8"
    )
    before = (folder / SCHEMA_FILE).read_text(encoding="utf-8")
    assert run_kg("case", "schema", "cases/lake-town").returncode == 0
    after = (folder / SCHEMA_FILE).read_text(encoding="utf-8")
    assert '"mayor"' not in before
    assert '"mayor"' in after
    assert copy.copy(json.loads(after))["title"] == "The case lake-town"
