"""One verdict for each question: every page, in both languages, shows what stands in the cells of the dataset.

What is expected is asked of the dataset itself, by SPARQL, and not read as the pages read it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

import kg
from kg.asking import run, select
from kg.model.iris import local_name
from kg.model.vocabulary import GLYPHS
from kg.site.addresses import page_of_question

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.store import Store

CASES = ("guiyang", "hangzhou", "j-city")
TREES = {"en": "", "zh": "zh/"}
CELLS = """SELECT DISTINCT ?case ?of ?phase ?verdict WHERE {
  ?cell a kg:Cell ; kg:inCase ?case ; kg:cellOf ?of ; kg:verdict ?verdict . MINUS { ?of a kg:RelationType } OPTIONAL { ?cell kg:patternPhase ?phase } }"""
NAMES = "SELECT ?thing ?label ?language WHERE { ?thing rdfs:label ?label . BIND (LANG(?label) AS ?language) }"
SIGNS = "SELECT ?verdict ?sign WHERE { ?verdict a kg:Verdict . OPTIONAL { ?verdict skos:notation ?sign } }"
LOGICS = "SELECT ?element ?concept WHERE { ?element kg:instantiates ?concept }"


@dataclass(frozen=True)
class Dataset:
    """What the dataset has: the verdict of each cell by case, thing and phase; labels; signs; concepts of elements."""

    cells: dict[tuple[str, str, str], str]
    names: dict[tuple[str, str], str]
    signs: dict[str, str]
    concepts: dict[str, str]

    def words(self, verdict: str, language: str) -> str:
        """The label of a verdict."""
        return self.names[verdict, language]

    def name(self, thing: str, language: str) -> str:
        """What a thing is called on a page: some have no name in Chinese."""
        return self.names.get((thing, language), self.names[thing, "en"])

    def of(self, case: str) -> dict[tuple[str, str], str]:
        """The cells of a case, by thing and phase."""
        return {(of, phase): v for (one, of, phase), v in self.cells.items() if local_name(one) == case}


@pytest.fixture(scope="module")
def data(dataset_store: Store) -> Dataset:
    """The dataset that the pages were made of."""

    def ask(sparql: str) -> list[dict[str, str]]:
        return select(dataset_store, sparql).texts()

    return Dataset(
        {(row["case"], row["of"], row.get("phase", "")): row["verdict"] for row in ask(CELLS)},
        {(row["thing"], row["language"]): row["label"] for row in ask(NAMES)},
        {row["verdict"]: row.get("sign", "") for row in ask(SIGNS)},
        {row["element"]: row["concept"] for row in ask(LOGICS)},
    )


def _text(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def _page(site: Path, language: str, path: str) -> str:
    return (site / TREES[language] / path).read_text(encoding="utf-8")


def _grids(page: str) -> list[tuple[str, str, str]]:
    """The cells of the tables of a page: the element, the phase, what is in the cell."""
    found = []
    for table in re.findall(r'<table class="grid">(.*?)</table>', page, re.DOTALL):
        head, *rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        phases = re.findall(r'href="(?:[^"]*/)?([\w-]+)\.html"', head)
        for row in rows:
            logic, *cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
            name = re.search(r'href="([^"]*?)([\w-]+)\.html"', logic)
            assert name
            assert len(cells) == len(phases)
            found += [(name[2], phase, cell) for phase, cell in zip(phases, cells, strict=True)]
    return found


def _says(shown: str, data: Dataset, verdict: str, language: str) -> bool:
    """Whether a text has the words of a verdict, and those of no other: one verdict's words may be within another's."""
    words = {one: data.words(one, language) for one in data.signs}
    others = [text for one, text in words.items() if one != verdict and text not in words[verdict]]
    rest = shown.replace(words[verdict], "", 1)
    return words[verdict] in shown and not any(text in rest for text in others)


@pytest.mark.parametrize("language", TREES)
@pytest.mark.parametrize("case", CASES)
def test_each_logic_in_each_phase_stands_as_in_its_cell(
    site: Path, data: Dataset, case: str, language: str
) -> None:
    """In the table and in both sizes of the picture, on the page of the phases; in the picture of the case too."""
    base = f"https://w3id.org/tongban-kg/case/{case}"
    expected = {key: verdict for key, verdict in data.of(case).items() if key[1]}
    page = _page(site, language, f"case/{case}/phases.html")
    cells = _grids(page)
    assert len(cells) == len(expected) >= 6
    order = []
    for logic, phase, shown in cells:
        verdict = expected[data.concepts[f"{base}/element/{logic}"], f"{base}/element/{phase}"]
        order.append((f"{base}/element/{logic}", f"{base}/element/{phase}", verdict))
        assert _says(_text(shown), data, verdict, language), (logic, phase, _text(shown))
        assert f'aria-hidden="true">{data.signs[verdict]}</span>' in shown
    for file in (page, _page(site, language, f"case/{case}/index.html")):
        drawn = re.findall(r'<g class="cell .*?</g>', file, re.DOTALL)
        assert len(drawn) == 2 * len(order)
        for (logic, phase, verdict), cell in zip([*order, *order], drawn, strict=True):
            spoken = unescape(re.search(r'aria-label="([^"]*)"|<title>(.*?)</title>', cell)[1] or "")  # type: ignore[index]
            assert data.name(logic, language) in spoken
            assert data.name(phase, language) in spoken
            ending = spoken.partition(data.name(phase, language))[2]
            assert _says(ending, data, verdict, language), spoken
            assert _text(re.search(r"<text.*?</text>", cell, re.DOTALL)[0]).startswith(data.signs[verdict])  # type: ignore[index]


@pytest.mark.parametrize("language", TREES)
@pytest.mark.parametrize("case", CASES)
def test_a_case_lists_how_everything_stands(site: Path, data: Dataset, case: str, language: str) -> None:
    """Each concept and each proposition once, under the words and the sign of its verdict."""
    page = _page(site, language, f"case/{case}/index.html")
    listed = re.search(r'<dl class="glossary standings">(.*?)</dl>', page, re.DOTALL)
    assert listed
    found: dict[str, set[str]] = {}
    for head, things in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", listed[1], re.DOTALL):
        [verdict] = [
            v
            for v in data.signs
            if _text(head).startswith(f"{data.signs[v]} {data.words(v, language)}".strip())
        ]
        names = {
            data.name(of, language)
            for (of, phase), one in data.of(case).items()
            if not phase and one == verdict
        }
        found[verdict] = names
        assert _text(head).endswith(f" {len(names)}")
        text = _text(things)
        for name in sorted(names, key=len, reverse=True):
            assert name in text, name
            text = text.replace(name, "", 1)
        assert not re.sub(r"[ ,、]", "", text), text
    assert sum(map(len, found.values())) == sum(not phase for _, phase in data.of(case)) >= 50


@pytest.mark.parametrize("language", TREES)
def test_a_concept_tells_how_it_stands_in_each_case(site: Path, data: Dataset, language: str) -> None:
    """On its page, with the words and the sign; and so do its logics in their phases, there and on the pages of things."""
    concepts = {of for _, of, phase in data.cells if not phase and "/proposes-" not in of}
    assert len(concepts) >= 27
    grids = 0
    for concept in concepts:
        page = _page(site, language, f"theory/{concept.partition('/theory/')[2]}.html")
        found = re.findall(r'<li data-verdict="[\w-]+">(.*?)</li>', page, re.DOTALL)
        assert len(found) == len(CASES)
        for case, line in zip(CASES, found, strict=True):
            assert f"case/{case}/index.html" in line
            verdict = data.of(case)[concept, ""]
            # The name of the case, the verdict, then what shows the concept.
            shown = _text(line.partition("<br>")[0].partition("</a>")[2])
            assert _says(shown, data, verdict, language), (concept, case, shown)
            assert f'aria-hidden="true">{data.signs[verdict]}</span>' in line
        grids += len(_grids(page))
    assert grids == sum(bool(phase) for *_, phase in data.cells)


@pytest.mark.parametrize("language", TREES)
def test_things_show_the_cells_of_their_logics(site: Path, data: Dataset, language: str) -> None:
    """A logic of a case, a phase and an event between phases show their part of the table."""
    pages = 0
    for case in CASES:
        base = f"https://w3id.org/tongban-kg/case/{case}"
        for file in (site / TREES[language] / "case" / case / "element").glob("*.html"):
            for logic, phase, shown in _grids(file.read_text(encoding="utf-8")):
                verdict = data.of(case)[data.concepts[f"{base}/element/{logic}"], f"{base}/element/{phase}"]
                assert _says(_text(shown), data, verdict, language), (file.name, logic, phase)
                pages += 1
    assert pages >= 3 * 3 * 3


def test_questions_and_python_say_the_same(dataset_store: Store, built_data: Path, data: Dataset) -> None:
    """The named questions, the report and `kg.cells` give each cell the verdict that it has."""
    label = {verdict: data.words(verdict, "en") for verdict in data.signs}
    names = {iri: name for (iri, language), name in data.names.items() if language == "en"}
    phased = {
        (names[case], names[of], names[phase]): label[verdict]
        for (case, of, phase), verdict in data.cells.items()
        if phase
    }
    for query, column in (("cq-62", "verdict"), ("logic-by-phase", "standing")):
        rows = run(dataset_store, query).texts()
        assert {(row["caseLabel"], row["logic"], row["phase"]): row[column] for row in rows} == phased
    proposed = {
        (names[case], names[of]): label[verdict]
        for (case, of, phase), verdict in data.cells.items()
        if "/proposes-" in of
    }
    rows = run(dataset_store, "cq-59").texts()
    assert {(row["caseLabel"], row["proposition"]): row["verdict"] for row in rows} == proposed
    assert len(proposed) == 3 * 28
    cells = kg.cells(build=built_data)
    assert {(c.case, c.of, c.phase or ""): c.verdict for c in cells if not c.between} == {
        key: local_name(verdict).removeprefix("verdict-") for key, verdict in data.cells.items()
    }


@pytest.mark.parametrize("language", TREES)
def test_pages_of_questions_say_verdicts_in_their_language(
    site: Path, dataset_store: Store, data: Dataset, language: str
) -> None:
    """Other things may go by the same English word, as what was read of a source; each verdict has its legend."""
    verdicts = {data.words(verdict, "en"): verdict for verdict in data.signs}
    for query, column in (("cq-17", "status"), ("cq-59", "verdict"), ("cq-62", "verdict")):
        table = run(dataset_store, query)
        place = [name for name in table.variables if any(name in row for row in table)].index(column)
        page = _page(site, language, page_of_question(query))
        rows = re.findall(r"<tr>(.*?)</tr>", page.partition("<tbody>")[2].partition("</tbody>")[0], re.DOTALL)
        shown = [_text(re.findall(r"<td>(.*?)</td>", row, re.DOTALL)[place]) for row in rows]
        expected = [verdicts[row[column]] for row in table.texts()][:100]
        assert shown == [data.words(verdict, language) for verdict in expected]
        [legend] = re.findall(r'<details class="verdicts.*?</details>', page, re.DOTALL)
        assert all(data.words(verdict, language) in _text(legend) for verdict in expected)


def test_a_status_has_the_sign_of_its_verdict(data: Dataset) -> None:
    """A verdict that is a status is shown with one sign, on whatever page or terminal."""
    signs = {local_name(verdict).removeprefix("verdict-"): sign for verdict, sign in data.signs.items()}
    assert {status: signs[status] for status in GLYPHS} == GLYPHS


def test_nobody_has_coded_this_stands_only_where_nothing_fits(site: Path, data: Dataset) -> None:
    """No logic of a shipped case is uncoded in a phase: a claim, a reading or a silence fits each; no page says otherwise."""
    assert not [key for key, verdict in data.cells.items() if key[2] and verdict.endswith("not-coded")]
    words = data.words("https://w3id.org/tongban-kg/ontology#verdict-not-coded", "en")
    for case in CASES:
        assert words not in _page(site, "en", f"case/{case}/phases.html")
    for name in ("cq-17", "cq-22", "cq-49"):
        assert (
            words
            not in _page(site, "en", page_of_question(name)).partition("<table")[2].partition("</table>")[0]
        )


@pytest.mark.parametrize("language", TREES)
def test_a_page_that_shows_a_verdict_has_a_legend_of_it(site: Path, data: Dataset, language: str) -> None:
    """Sign and words of each that it shows, with the meaning that the ontology gives."""
    pages = [
        "index.html", "silences.html", "method.html", "case/guiyang/silences.html", "case/j-city/silences.html",
        "theory/triple-logic/field-logic.html", "case/hangzhou/element/innovation.html", "case/j-city/claim/c076.html", "case/j-city/source/abstract.html",
        *(f"case/{case}/{name}.html" for case in CASES for name in ("index", "phases")),
    ]  # fmt: skip
    for path in pages:
        page = _page(site, language, path)
        shown = set(
            re.findall(r'data-verdict="([\w-]+)"|class="cell cell-(silent|not-looked|not-coded)', page)
        )
        verdicts = {name for pair in shown for name in pair if name}
        legend = "".join(re.findall(r'<details class="verdicts.*?</details>', page, re.DOTALL))
        if path == "method.html":
            legend, verdicts = page, {local_name(one).removeprefix("verdict-") for one in data.signs}
        assert verdicts or "mark-silent" in page or "mark-not-looked" in page, path
        for verdict in verdicts:
            iri = f"https://w3id.org/tongban-kg/ontology#verdict-{verdict}"
            assert data.words(iri, language) in _text(legend), (path, verdict)
        assert not re.findall(r"<dd></dd>", legend), path


def test_silences_tell_how_far_was_looked(site: Path) -> None:
    """Sign, screen-reader words, titles: J City's source was searched whole, of those of the cities only parts were."""
    titles = {
        "case/j-city/silences.html": ("What the sources of J City do not say", "silent", 43),
        "case/guiyang/silences.html": ("What was not found in the sources of Guiyang, and not looked for in all of them", "not-looked", 5),
        "case/hangzhou/silences.html": ("What was not found in the sources of Hangzhou, and not looked for in all of them", "not-looked", 4),
    }  # fmt: skip
    for path, (title, verdict, n) in titles.items():
        page = _page(site, "en", path)
        assert f"<h1>{title}</h1>" in page
        other = {"silent", "not-looked"} - {verdict}
        heads = re.findall(r"<h2>(<span class=.*?)</h2>", page)
        assert len([head for head in heads if f'mark-{verdict}"' in head]) == n
        assert not [head for head in heads if f'mark-{next(iter(other))}"' in head]
    every = _page(site, "en", "silences.html")
    assert "<h1>What is left open</h1>" in every
    assert every.count('<span class="hush">search incomplete: </span>') == 9
    claims = {
        "case/j-city/claim/c076.html": "What the source does not say here",
        "case/guiyang/claim/gr073.html": "Not found here, and not looked for everywhere",
    }
    for path, title in claims.items():
        assert f"<h2>{title}</h2>" in _page(site, "en", path)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("width", [1280, 390])
def test_ticking_shows_every_reading_that_is_counted(
    opened: Callable[..., Any], case: str, width: int
) -> None:
    """On both sizes of the picture: as many lines appear as the words beside the box say, and none before."""
    page = opened(width=width).open(f"case/{case}/index.html")
    drawing = page.locator(f".picture-{'wide' if width > 1056 else 'narrow'}")
    lines = drawing.locator(".reading")
    count = int("".join(re.findall(r"\d+", page.locator(".toggle").inner_text())) or 1)
    visible = "ls => new Set(ls.filter(l => l.getClientRects().length).map(l => l.dataset.key)).size"
    assert lines.evaluate_all(visible) == 0
    page.locator(".readings-toggle").check()
    assert lines.evaluate_all(visible) == count >= 1
