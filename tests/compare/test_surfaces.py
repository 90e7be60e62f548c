"""Every cell of every case that ships, on every surface that compares cases: each shows what stands in the dataset.

What is expected is read from the dataset by SPARQL, and the words of a verdict from the Turtle of the ontology; neither goes
through the rooms that are tested.
"""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, RDFS, Graph, Namespace

from kg.cli.compare_text import as_text
from kg.compare import compare_cases, read_cases
from kg.compare.cases import label_of
from kg.model import iris
from kg.pipeline import Snapshot, open_snapshot
from kg.resources import ontology_folder, site_folder
from kg.site.book import Book, read_book
from kg.site.lens import Lens
from kg.site.pages import fill, pages_of
from kg.site.render import Renderer
from kg.site.words import read_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

KG = Namespace(iris.TERMS)
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
CELLS = """
SELECT ?cell ?case ?of ?phase ?relation ?verdict ?label ?phaseLabel ?asked WHERE {
  ?cell a kg:Cell ; kg:inCase ?case ; kg:cellOf ?of ; kg:verdict ?verdict .
  ?of rdfs:label ?label . FILTER (LANG(?label) = "en")
  OPTIONAL { ?cell kg:patternPhase ?phase . ?phase rdfs:label ?phaseLabel . FILTER (LANG(?phaseLabel) = "en") }
  OPTIONAL { ?cell kg:patternRelation ?relation . ?relation rdfs:label ?asked . FILTER (LANG(?asked) = "en") }
}
"""
LEADS = "SELECT ?cell ?thing WHERE { ?cell a kg:Cell ; kg:%s ?thing }"
STATUS_SIGNS = "●◐○∴·"


@dataclass(frozen=True)
class Cell:
    """A cell as the dataset has it."""

    case: str
    of: str
    label: str
    at: str
    phase: str
    asked: str
    verdict: str
    decided_by: frozenset[str]
    spoken_of_by: frozenset[str]
    asked_by: frozenset[str]

    @property
    def is_proposition(self) -> bool:
        """Whether it is of a proposition."""
        return "/proposes-" in self.of

    @property
    def claims(self) -> int:
        """How many claims speak of it; what decides it may be an edge."""
        return sum(one.startswith("claim/") for one in self.decided_by | self.spoken_of_by)


def tail(iri: str) -> str:
    """The last two parts of a name: the sort of thing, and its name."""
    return "/".join(iri.rsplit("/", 2)[1:])


@pytest.fixture(scope="module")
def shipped(built_data: Path) -> Snapshot:
    """The build of the cases that ship."""
    return open_snapshot(built_data, "", None)


@pytest.fixture(scope="module")
def cells(shipped: Snapshot) -> list[Cell]:
    """Every cell of every case."""
    leads: dict[str, dict[str, set[str]]] = {}
    for name in ("decidedBy", "spokenOfBy", "askedBy"):
        leads[name] = {}
        for row in shipped.store.select(LEADS % name, None, iris.PREFIXES).texts():
            leads[name].setdefault(row["cell"], set()).add(tail(row["thing"]))
    found = [
        Cell(
            tail(row["case"]).removeprefix("case/"), row["of"], row["label"], tail(row.get("phase", "")), row.get("phaseLabel", ""),
            row.get("asked", ""), row["verdict"].partition("#verdict-")[2],
            *(frozenset(leads[name].get(row["cell"], ())) for name in leads),
        )
        for row in shipped.store.select(CELLS, None, iris.PREFIXES).texts()
    ]  # fmt: skip
    assert len({(one.case, one.of, one.phase) for one in found}) == len(found) == 189
    assert {one.case for one in found} == set(shipped.cases)
    assert len({one.verdict for one in found}) >= 6
    return found


@pytest.fixture(scope="module")
def words() -> dict[str, dict[str, str]]:
    """The sign and the labels of each verdict, from the file of the ontology."""
    graph = Graph().parse(ontology_folder() / "modules" / "verdicts.ttl")
    return {
        str(one).partition("#verdict-")[2]: {
            "sign": str(graph.value(one, SKOS.notation, default="")),
            **{label.language: str(label) for label in graph.objects(one, RDFS.label)},
        }
        for one in graph.subjects(RDF.type, KG.Verdict)
    }


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
    assert {table for table, *_ in by_key} == {"relation"}


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


@pytest.fixture(scope="module")
def book(shipped: Snapshot) -> Book:
    """What all pages share."""
    return read_book(shipped)


@pytest.fixture(scope="module", params=["en", "zh"])
def pages(request: pytest.FixtureRequest, book: Book) -> tuple[str, dict[str, ET.Element]]:
    """The pages of the comparison in one language, by path."""
    languages = read_words(site_folder() / "strings")
    renderer = Renderer(site_folder() / "templates", {"site": book})
    lens = Lens(book.index, languages[request.param], languages)
    wanted = [page for page in pages_of(book) if page.template == "compare.html"]
    assert len(wanted) == 4 + 27
    return request.param, {page.path: main_of(fill(page, book, lens, renderer)) for page in wanted}


def main_of(text: str) -> ET.Element:
    """What a page says, as a tree."""
    main = text[text.index("<main") : text.index("</main>") + 7]
    main = re.sub(r"<(br|input)([^>]*?)/?>", r"<\1\2/>", main).replace(" hidden ", ' hidden="" ')
    return ET.fromstring(main)  # noqa: S314 - our own page


def said(node: ET.Element) -> str:
    """The words of a part of a page."""
    return unescape(" ".join("".join(node.itertext()).split()))


def label(book: Book, iri: str, language: str) -> str:
    """What a thing is called on a page."""
    texts = book.index.facts.names[iri].texts
    return " ".join(texts.get(language, texts["en"]).split())


def table_of(
    main: ET.Element, section: str, heads: list[tuple[str, str]]
) -> dict[tuple[str, str, str], ET.Element]:
    """The cells of the table of a section, by the name of the row and the case and phase at the head of the column."""
    part = next(one for one in main.iter("section") if one.get("aria-labelledby") == section)
    found = {}
    for row in next(part.iter("table")).iter("tr"):
        columns = row.findall("td")
        if columns:
            name = said(row.find("th"))
            found |= {(name, *head): cell for head, cell in zip(heads, columns, strict=True)}
    return found


def test_pages(pages: tuple, book: Book, cells: list[Cell], words: dict, shipped: Snapshot) -> None:
    """Every cell has its verdict, its sign and its words in the language of the page; so has the place where its claims stand."""
    language, trees = pages
    cases = list(shipped.cases)
    by_case = [(case, "") for case in cases]
    phases = [(book.comparison.cases[column.case], column.label) for column in book.comparison.phases]
    assert len(set(phases)) == len(phases)
    tables = {
        "concept": table_of(trees["compare.html"], "concepts", by_case),
        "phase": table_of(trees["compare/phases.html"], "phases", phases),
        "proposition": table_of(trees["compare/propositions.html"], "conformance", by_case),
    }
    for cell in cells:
        table = "proposition" if cell.is_proposition else "phase" if cell.phase else "concept"
        shown = tables[table].pop((label(book, cell.of, language), cell.case, cell.phase))
        one = words[cell.verdict]
        assert shown.get("data-verdict") == cell.verdict
        text = said(shown)
        if table == "concept":
            assert text.startswith(f"{one['sign']}{one[language]}"), (cell, text)
        assert f"{one['sign']}" in text
        assert one[language] in text, (cell, text)
    assert all(not rest for rest in tables.values())


def test_pages_of_concepts(pages: tuple, cells: list[Cell], words: dict, shipped: Snapshot) -> None:
    """The page of each concept says how it stands in each case, over its claims."""
    language, trees = pages
    held = {(cell.of, cell.case): cell for cell in cells if not cell.phase}
    seen = 0
    for path, main in trees.items():
        if path.startswith("compare/concept/"):
            name = path.removeprefix("compare/concept/triple-logic-").removesuffix(".html")
            sections = list(main.iter("section"))
            for case, section in zip(shipped.cases, sections, strict=True):
                cell = held[f"{iris.THEORIES}triple-logic/{name}", case]
                one = words[cell.verdict]
                assert said(section.find("p")).startswith(f"{one['sign']}{one[language]}")
                links = {link.get("href", "") for link in section.iter("a")}
                shown = {
                    f"claim/{found[1]}"
                    for link in links
                    if (found := re.search(r"/claim/([\w-]+)\.html$", link))
                }
                assert shown >= {name for name in cell.decided_by if name.startswith("claim/")}
                seen += 1
    assert seen == 81


def test_pictures(pages: tuple, book: Book, cells: list[Cell], words: dict) -> None:
    """The picture of concepts and the axis of phases say the same in the words that are read out."""
    language, trees = pages
    spoken = {
        path: [
            said(group.find("title")) for group in trees[path].iter("g") if group.find("title") is not None
        ]
        for path in ("compare.html", "compare/phases.html")
    }
    for cell in cells:
        if cell.is_proposition:
            continue
        name, case = label(book, cell.of, language), label(book, iris.case(cell.case), language)
        end = next((c.phase for c in book.comparison.phases if c.label == cell.phase), "")
        begins = [name, label(book, end, language)] if end else [name, case]
        path = "compare/phases.html" if end else "compare.html"
        found = [
            text for text in spoken[path] if all(word in text for word in begins) and text.startswith(name)
        ]
        assert [text for text in found if words[cell.verdict][language] in text], (cell, found)


def test_a_cell_that_is_changed_changes_every_form(shipped: Snapshot, cells: list[Cell]) -> None:
    """Nothing is decided anew: with another verdict in its cell a concept stands otherwise, whatever its claims say."""
    index = read_cases(shipped.store)
    changed = replace(index.facts, cells=tuple(replace(one, verdict="denied") for one in index.facts.cells))
    found = compare_cases(type(index)(changed), shipped.cases)
    shown = {one.cell.verdict for row in (*found.concepts, *found.phases) for one in row.cells.values()}
    assert shown == {"denied"}
    assert len(cells) > len(found.concepts)
