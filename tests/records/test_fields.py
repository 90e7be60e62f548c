"""No field of a claim is forgotten: where each is shown, compared with what is printed, drawn and written.

One case is built twice. In the first build all claims are alike; in the second, each differs by one field, after
which it is named. A place that shows a field shows another text; a place that does not shows the same.
"""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from click.testing import CliRunner

from kg.authoring.tables import CLAIM
from kg.cli import build as build_command
from kg.cli.trace_text import as_markdown, as_tree
from kg.compare import diff_versions
from kg.frameworks import load as load_ontology
from kg.kit.schema import case_schema
from kg.model import iris
from kg.resources import ontology_folder
from kg.snapshot import load_snapshot
from kg.spreadsheets import case_as_sheets
from kg.trace import trace_claim

if TYPE_CHECKING:
    from pathlib import Path

CASE = """case: g-town
label: G Town
frameworks: [triple-logic]
coder: someone
sources:
  notes: {file: notes.txt, kind: observation, language: en, label: Notes}
  copy: {file: copy.txt, kind: press, language: en, label: A copy}
  report: {access: cited, read: whole, kind: official-document, language: en, label: A report}
citations:
  k1: {source: report, at: page 1, says: The lists caused delay.}
elements:
  clerks: {kind: actor, label: the clerks, plural: true}
  lists: {kind: practice, label: keeping lists}
  pens: {kind: practice, label: buying pens}
  delay: {kind: phenomenon, label: delay}
  audit: {kind: event, label: the audit, year: 1999}
  before: {kind: phase, label: the time before the audit, ends-at: audit}
  some: {kind: unspecified-condition, label: some condition}
  records: {kind: data, label: tax records}
  deeds: {kind: data, label: deeds}
  office: {kind: body, label: the office}
  court: {kind: body, label: the court}
  rules: {kind: regulation, label: the rules}
"""
TEXT = "The lists caused delay, they said. Others agreed: delay was because of lists.\n"
STATED = {
    "subject": "lists", "relation": "caused", "object": "delay", "status": "stated", "role": "finding",
    "modality": "possible", "polarity": "affirmed", "source": "notes", "quote": "The lists caused delay",
}  # fmt: skip
READ = STATED | {"status": "interpreted", "basis": "co-statement", "confidence": "low"}
INFERRED = {name: STATED[name] for name in ("subject", "relation", "object", "role", "modality", "polarity")}
INFERRED |= {"status": "inferred", "from": ["t1"]}
GIVEN = STATED | {"subject": "clerks", "relation": "gives-data-to", "object": "office", "what": "deeds"}
RULED = STATED | {
    "subject": "rules", "relation": "obliges", "object": "lists", "of": "clerks", "to": "office", "when": "1998", "stage": "goal",
}  # fmt: skip
WEIGHED = READ | {"instead-of": "hinders", "why-not": "Who says so?", "why-not-zh": "谁说的？"}
RIVAL = STATED | {"rivals": ["t1"]}
COUNTED = STATED | {"value": {"number": "1,626", "unit": "TB"}}
TARGETS = {"t1": STATED, "t2": READ}


class Shown(NamedTuple):
    """A field: the claim it is tried on, and another value."""

    claim: dict[str, Any]
    value: Any


FIELDS = {
    "subject": Shown(STATED, "pens"),
    "relation": Shown(STATED, "affects"),
    "object": Shown(STATED, "pens"),
    "what": Shown(GIVEN, ["records", "deeds"]),
    "of": Shown(RULED, "court"),
    "to": Shown(RULED, "court"),
    "when": Shown(RULED, "1998/1999-02"),
    "value": Shown(COUNTED, {"number": "1,627", "unit": "TB"}),
    "stage": Shown(RULED, "ordered"),
    "phase": Shown(STATED, "before"),
    "condition": Shown(STATED, "some"),
    "through": Shown(STATED, "pens"),
    "status": Shown(STATED, "presupposed"),
    "role": Shown(STATED, "review"),
    "modality": Shown(STATED, "tendency"),
    "polarity": Shown(STATED, "denied"),
    "quote": Shown(STATED, "delay was because of lists"),
    "cite": Shown(STATED, "k1"),
    "said-by": Shown(STATED | {"said-by": "clerks"}, [{"who": "court", "as": "judges"}, "clerks"]),
    "evidence": Shown(STATED, [{"quote": "delay was because of lists"}]),
    "basis": Shown(READ, "anaphora"),
    "confidence": Shown(READ, "high"),
    "from": Shown(INFERRED, ["t2"]),
    "source": Shown(STATED, "copy"),
    "rivals": Shown(STATED, ["t1"]),
    "contradicts": Shown(STATED, ["t1"]),
    "corroborates": Shown(STATED, ["t1"]),
    "note": Shown(STATED, "Who said so is not said."),
    "cause": Shown(STATED, "caused"),
    "because": Shown(READ, "What is kept twice takes longer."),
    "because-zh": Shown(READ, "记两遍就更慢。"),
    "instead-of": Shown(WEIGHED, "supports"),
    "why-not": Shown(WEIGHED, "Nobody says that it hinders."),
    "why-not-zh": Shown(WEIGHED, "没有人说它有所妨碍。"),
    "preferred-because": Shown(RIVAL, "It explains every delay."),
    "preferred-because-zh": Shown(RIVAL, "每一次拖延都得到解释。"),
}
"""Every field that an author can give a claim. Each is shown in every place, but for those that follow."""
NOT_SHOWN: dict[str, dict[str, str]] = {
    "trace": {},
    "page": {},
    "csv": dict.fromkeys(
        (
            "quote",
            "cite",
            "evidence",
            "basis",
            "from",
            "source",
            "rivals",
            "contradicts",
            "corroborates",
            "note",
        ),
        "a row is a sentence with its marks; the whole is in the dataset beside it",
    ),
    "sheet": {},
    "diff": {},
}
"""The fields that a place leaves out, and why."""
ELSEWHERE = {"answers": "an answer to what may give a person away; it stays with the author"}


def claims(*, is_changed: bool) -> dict[str, Any]:
    """The entries of all claims; where they are changed, each has another value in one field."""
    found: dict[str, Any] = dict(TARGETS)
    for field, shown in FIELDS.items():
        own = dict(shown.claim)
        if is_changed:
            own[field] = shown.value
            for other in {"cite": ("quote", "source"), "evidence": ("quote",)}.get(field, ()):
                own.pop(other)
        found[f"x-{field}"] = own
    return found


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder with the case and one with the case changed."""
    found = []
    for name, is_changed in (("before", False), ("after", True)):
        folder = tmp_path_factory.mktemp(name)
        case = folder / "cases" / "g-town"
        case.mkdir(parents=True)
        text = f"{CASE}claims: {json.dumps(claims(is_changed=is_changed))}\n"
        (case / "case.yaml").write_text(text, encoding="utf-8")
        for file in ("notes.txt", "copy.txt"):
            (case / file).write_text(TEXT, encoding="utf-8")
        found.append(folder)
    return found[0], found[1]


@pytest.fixture(scope="module")
def seen(folders: tuple[Path, Path]) -> tuple[dict[str, dict[str, str]], ...]:
    """For the case before and after, what each place shows of each field's claim, as text."""
    found = []
    for folder in folders:
        build = folder / "build"
        done = CliRunner().invoke(
            build_command.command,
            ["--cases", str(folder / "cases"), "--out", str(build)],
            help_option_names=["-h", "--help"],  # click keeps for the whole process what it is given first
        )
        assert done.exit_code == 0, done.output
        store = load_snapshot(build).store
        rows = table((build / "site/data/claims.csv").read_text(encoding="utf-8-sig"), "identifier")
        sheets = case_as_sheets(folder / "cases" / "g-town", as_csv=True)
        assert not sheets.problems
        lines = table(sheets.files["claims.csv"].decode("utf-8-sig"), "id")
        places: dict[str, dict[str, str]] = {}
        for field in FIELDS:
            name = f"x-{field}"
            page = (build / "site/case/g-town/claim" / f"{name}.html").read_text(encoding="utf-8")
            trace = trace_claim(store, iris.claim("g-town", name)).as_dict()
            places[field] = {
                "trace": json.dumps(trace | {"follows": []}),
                "page": visible(page),
                "csv": rows[name],
                "sheet": lines[name],
            }
        found.append(places)
    return tuple(found)


def table(text: str, key: str) -> dict[str, str]:
    """The rows of a CSV text by a column; rows that go on with the same entry belong together."""
    found: dict[str, str] = {}
    name = ""
    for row in csv.DictReader(io.StringIO(text)):
        name = row[key] or name
        found[name] = found.get(name, "") + json.dumps(row)
    return found


def visible(page: str) -> str:
    """What a reader sees of the main part of a page, without hashes and without what machines read."""
    main = re.sub(
        r"<(script|style)\b.*?</\1>", "", page[page.index("<main") : page.index("</main>")], flags=re.DOTALL
    )
    return re.sub(r"\b[0-9a-f]{16}\b", "", unescape(re.sub(r"<[^>]+>", " ", main)))


def test_every_field_of_a_claim_has_its_places() -> None:
    """Whoever gives a claim a new field says here where it is shown."""
    assert FIELDS.keys() | ELSEWHERE.keys() == set(CLAIM)


@pytest.mark.parametrize("place", ["trace", "page", "csv", "sheet"])
def test_a_place_shows_the_fields_that_it_is_said_to_show(
    seen: tuple[dict[str, dict[str, str]], ...], place: str
) -> None:
    """Another value of a field is another text where it is shown, and the same text where it is not."""
    before, after = seen
    changed = {field for field in FIELDS if before[field][place] != after[field][place]}
    assert changed == FIELDS.keys() - NOT_SHOWN[place].keys()


def test_a_diff_tells_of_the_fields_that_it_is_said_to_tell_of(
    seen: tuple[dict[str, dict[str, str]], ...], folders: tuple[Path, Path]
) -> None:
    """A claim that differs by a field is told of as changed."""
    assert seen
    old, new = (load_snapshot(folder / "build").store for folder in folders)
    changed = diff_versions(old, new).changed
    told = {change.claim.partition("/x-")[2] for change in changed if "/x-" in change.claim}
    assert told == FIELDS.keys() - NOT_SHOWN["diff"].keys()


def test_a_diff_says_what_was_and_what_is(folders: tuple[Path, Path], seen: object) -> None:
    """Each field by its name with both values; words and places with their source."""
    assert seen
    old, new = (load_snapshot(folder / "build").store for folder in folders)
    told = {change.claim.partition("/x-")[2]: change for change in diff_versions(old, new).changed}
    assert {
        field: told[field].what for field in ("basis", "from", "rivals", "corroborates", "note", "cause")
    } == {
        "basis": ("basis: co-statement → anaphora",),
        "from": ("from: t1 → t2",),
        "rivals": ("rivals: none → t1",),
        "corroborates": ("corroborates: none → t1",),
        "note": ("note: none → Who said so is not said.",),
        "cause": ("cause: none → caused",),
    }
    assert "said-by: clerks → court, as judges reported by clerks" in told["said-by"].what
    assert "contradicts: none → t1" in told["contradicts"].what
    assert told["source"].gained == ("“The lists caused delay” (copy S01)",)
    assert told["source"].lost == ("“The lists caused delay” (notes S01)",)
    assert told["cite"].gained == ("page 1 (report)",)


def test_a_trace_says_what_is_causal_and_what_is_backed_up(folders: tuple[Path, Path], seen: object) -> None:
    """In the tree and in Markdown, as in JSON."""
    assert seen
    store = load_snapshot(folders[1] / "build").store
    for field, words in (
        ("cause", "causal words: “caused”"),
        ("corroborates", "corroborates: t1"),
        ("because", "because: What is kept twice takes longer."),
        ("because-zh", "because: 记两遍就更慢。"),
        ("instead-of", "could be read as: support; not so, because: Who says so?"),
        ("preferred-because", "preferred to t1, because: It explains every delay."),
    ):
        trace = trace_claim(store, iris.claim("g-town", f"x-{field}"))
        assert words in as_tree(trace, 80)
        assert f"- {words}\n" in as_markdown(trace)


def test_the_schema_has_every_field() -> None:
    """An editor offers each of them."""
    ontology, _ = load_ontology(ontology_folder())
    schema: dict[str, Any] = case_schema(None, ontology)
    offered = schema["properties"]["claims"]["additionalProperties"]["properties"]
    assert offered.keys() == FIELDS.keys() | ELSEWHERE.keys()
