"""Every cell of every case that ships, in every form that `kg compare` writes: each shows what stands in the dataset."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from surfaces import tail

from kg.cli.compare_text import as_text
from kg.compare import compare_cases, read_cases
from kg.compare.cases import label_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from surfaces import Cell

    from kg.snapshot import Snapshot

STATUS_SIGNS = "●◐○∴·"


@pytest.fixture(scope="module")
def kept() -> dict[tuple[str, ...], str]:
    """What the command printed, by its options."""
    return {}


@pytest.fixture
def printed(run_kg: Callable, built_data: Path, kept: dict[tuple[str, ...], str]) -> Callable[..., str]:
    """A function that gives what the command prints of all cases in a form; each is asked once."""

    def of(form: str, *options: str) -> str:
        if (form, *options) not in kept:
            done = run_kg("compare", *options, "--build", str(built_data), "--format", form)
            assert done.returncode == 0, done.stderr
            kept[form, *options] = done.stdout
        return kept[form, *options]

    return of


@pytest.fixture(scope="module")
def wide(shipped: Snapshot) -> Callable[[], str]:
    """A function that gives the tables as the command sets them, on a terminal where every row has one line."""

    def of() -> str:
        index = read_cases(shipped.store)
        signs = {
            word: (one.sign, label_of(index.facts, one.iri)) for word, one in index.facts.verdicts.items()
        }
        return as_text(compare_cases(index, shipped.cases), signs, 1000)

    return of


def rows_of_csv(text: str) -> list[dict[str, str]]:
    """The lines of a CSV file."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def names(things: Iterable[str]) -> set[str]:
    """The names of things without their sort, as a CSV has them."""
    return {one.partition("/")[2] for one in things}


def test_csv(cells: list[Cell], printed: Callable[..., str]) -> None:
    """Every cell of a concept, and of a logic in a phase: verdict, what decides it, what else, who asked."""
    rows = rows_of_csv(printed("csv"))
    by_key = {(row["table"], row["concept"], row["other"], row["case"]): row for row in rows}
    for cell in cells:
        if cell.is_proposition:
            continue
        key = ("phase", cell.of.rpartition("/")[2], cell.phase) if cell.phase else ("concept", cell.label, "")
        row = by_key.pop((*key, cell.case))
        assert (row["verdict"], row["asked"]) == (cell.verdict, cell.asked if cell.phase else "")
        assert set(row["decided-by"].split()) == names(cell.decided_by)
        assert set(row["spoken-of-by"].split()) == names(cell.spoken_of_by)
        assert set(row["asked-by"].split()) == names(cell.asked_by)
    assert {table for table, *_ in by_key} == {"relation", "against"}


def test_json(cells: list[Cell], printed: Callable[..., str]) -> None:
    """Each cell stands there whole, and no other."""
    found = json.loads(printed("json"))
    shown = [one["cell"] for row in (*found["concepts"], *found["phases"]) for one in row["cells"].values()]
    shown += [
        one["cell"] for report in json.loads(printed("json", "--conformance")) for one in report["bearings"]
    ]
    as_read = {
        (tail(one["case"]), one["of"], tail(one["phase"] or "")): (
            one["verdict"],
            *(frozenset(map(tail, one[name])) for name in ("decided_by", "spoken_of_by", "asked_by")),
        )
        for one in shown
    }
    assert len(as_read) == len(shown) == len(cells)
    for cell in cells:
        values = (cell.verdict, cell.decided_by, cell.spoken_of_by, cell.asked_by)
        assert as_read[f"case/{cell.case}", cell.of, cell.at] == values


def tables_of_markdown(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Title, name of the row, head of the column and text of each cell."""
    title, heads = "", []
    for line in text.splitlines():
        if line.startswith("## "):
            title, heads = line[3:], []
        elif line.startswith("| "):
            fields = [field.strip() for field in line.strip("|").split("|")]
            if not heads:
                heads = fields
            elif set(fields) != {"---"}:
                yield from (
                    (title, fields[0], head, field) for head, field in zip(heads[1:], fields[1:], strict=True)
                )


def tables_of_text(text: str) -> Iterator[tuple[str, str, str, str]]:
    """The same of tables for a terminal."""
    for block in text.split("\n\n"):
        lines = block.strip("\n").splitlines()
        if len(lines) > 3 and lines[2].startswith("─"):
            starts = [0, *(found.end() for found in re.finditer(" {3,}", lines[1].rstrip()))]
            cut = [
                [line[a:b].strip() for a, b in pairwise([*starts, None])] for line in (lines[1], *lines[3:])
            ]
            for fields in cut[1:]:
                yield from (
                    (lines[0], fields[0], head, field)
                    for head, field in zip(cut[0][1:], fields[1:], strict=True)
                )


@pytest.mark.parametrize("form", ["markdown", "table"])
def test_tables_for_people(
    cells: list[Cell], printed: Callable[..., str], wide: Callable[[], str], words: dict, form: str
) -> None:
    """The first sign of each cell is that of its verdict; the numbers behind the signs of statuses count its claims."""
    tables = tables_of_text(wide()) if form == "table" else tables_of_markdown(printed("markdown"))
    shown = {}
    for title, row, column, text in tables:
        if title.startswith("Concepts"):
            shown[column, row, ""] = text
        elif title.startswith("Phases of "):
            shown[title.removeprefix("Phases of "), row, column] = text
    for cell in cells:
        if cell.is_proposition:
            continue
        text = shown.pop((cell.case, cell.label, cell.phase))
        assert text[:1] == words[cell.verdict]["sign"], (cell, text)
        assert sum(map(int, re.findall(rf"[{STATUS_SIGNS}](\d+)", text))) == cell.claims
        assert not (cell.phase and text) or text.endswith(cell.asked)
    assert shown == {}


def test_legend(printed: Callable[..., str], words: dict) -> None:
    """Every sign is said in words below the tables, that of nothing too."""
    text, markdown = " ".join(printed("table").split()), printed("markdown")
    for one in words.values():
        assert f"{one['sign'] or 'blank'} {one['en']}" in text
        assert f"{one['sign'] or 'blank'}: {one['en']}.  " in markdown


CONFORMS = {
    # By hand, from the families of verdicts.
    "stated": "supported", "inferred": "supported", "interpreted": "untested", "hedged": "untested",
    "not-coded": "untested", "not-looked": "untested", "silent": "untested", "contested": "disputed", "denied": "contradicted",
}  # fmt: skip


def test_conformance_as_csv(cells: list[Cell], printed: Callable[..., str]) -> None:
    """Every proposition has the verdict of its cell, with its claims and silences."""
    rows = [row for row in rows_of_csv(printed("csv", "--conformance")) if row["conforms"] != "extends"]
    by_key = {(row["case"], row["proposition"]): row for row in rows}
    asked = [cell for cell in cells if cell.is_proposition]
    assert len(by_key) == len(rows) == len(asked) == 84
    for cell in asked:
        row = by_key[cell.case, cell.label]
        assert (row["verdict"], row["conforms"]) == (cell.verdict, CONFORMS[cell.verdict])
        assert set(row["decided-by"].split()) == names(cell.decided_by)
        assert set(row["spoken-of-by"].split()) == names(cell.spoken_of_by)
        assert set(row["asked-by"].split()) == names(cell.asked_by)


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_conformance_for_people(
    cells: list[Cell], printed: Callable[..., str], words: dict, form: str
) -> None:
    """Every proposition stands under the words of its verdict."""
    said = {
        "supported": "supported",
        "untested": "not tested",
        "disputed": "disputed",
        "contradicted": "contradicted",
    }
    shown: dict[tuple[str, str], list[str]] = {}
    case = verdict = ""
    text = printed(form, "--conformance")
    if form == "table":  # lines that go on are indented further than those that begin
        text = re.sub(r"\n {6,}", " ", text)
        text = re.sub(r"(?m)^ {4}(?=\S)", "- ", text)
        text = re.sub(r"(?m)^ {2}(?=\S)(.*)$", r"**\1**", text)
        text = re.sub(r"(?m)^(?=[\w-]+: \d+ prop)", "## ", text)
    for line in text.splitlines():
        if line.startswith("## "):
            case = line[3:].partition(":")[0]
        elif line.startswith("**"):
            verdict = line.strip("*").rpartition(" (")[0]
        elif line.startswith("- "):
            shown.setdefault((case, line[2:].partition(" [")[0]), []).append(verdict)
    for cell in cells:
        if cell.is_proposition:
            one = words[cell.verdict]
            expected = f"{said[CONFORMS[cell.verdict]]}: {one['sign']} {one['en']}".replace("  ", " ")
            assert shown[cell.case, cell.label] == [expected]


@pytest.mark.parametrize("options", [(), ("--readings",)])
def test_qca(
    cells: list[Cell], printed: Callable[..., str], tmp_path: Path, options: tuple[str, ...]
) -> None:
    """Each concept has the verdict of its cell, and a score only where that is one that may have it."""
    folder = tmp_path / "qca"
    printed("table", "--qca", str(folder), *options)
    rows = rows_of_csv((folder / "cells.csv").read_text(encoding="utf-8"))
    data = {row["case"]: row for row in rows_of_csv((folder / "data.csv").read_text(encoding="utf-8"))}
    by_key = {(row["case"], row["concept"]): row for row in rows}
    score = {"stated": "1", "presupposed": "1", "inferred": "1", "denied": "0"}
    score |= {"interpreted": "1"} if options else {}
    asked = [cell for cell in cells if not cell.is_proposition and not cell.phase]
    assert len(rows) == len(asked) == 81
    for cell in asked:
        row = by_key[cell.case, cell.of.rpartition("/")[2]]
        assert (row["verdict"], row["membership"]) == (cell.verdict, score.get(cell.verdict, ""))
        assert set(row["decided-by"].split()) == names(cell.decided_by)
        assert set(row["spoken-of-by"].split()) == names(cell.spoken_of_by)
        assert set(row["asked-by"].split()) == names(cell.asked_by)
        assert data[cell.case].get(row["condition"], "") == row["membership"]


def test_a_cell_that_is_changed_changes_every_form(shipped: Snapshot, cells: list[Cell]) -> None:
    """Nothing is decided anew: with another verdict in its cell a concept stands otherwise, whatever its claims say."""
    index = read_cases(shipped.store)
    changed = replace(index.facts, cells=tuple(replace(one, verdict="denied") for one in index.facts.cells))
    found = compare_cases(type(index)(changed), shipped.cases)
    shown = {one.cell.verdict for row in (*found.concepts, *found.phases) for one in row.cells.values()}
    assert shown == {"denied"}
    assert len(cells) > len(found.concepts)
