"""What leads out of an anonymised case is refused by the command itself, and what may lead out is listed.

The case is invented and its secret is a city that is public here anyway: Guiyang.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.anonymity.gazetteer import places_in
from kg.pipeline import check, disclose
from kg.review import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    from kg.pipeline import Outcome
    from kg.review import Item
    from kg.store import Quad

    Compile = Callable[..., tuple[Outcome, list[Quad]]]
    Run = Callable[..., CompletedProcess[str]]

NOTES = "source: {access: cited, kind: academic, language: en, label: %s, read: excerpt}"
SEVEN = {
    # what leads out: (a file to add, the codes that must refuse it)
    "label of a place": ("elements: {inner: {kind: anonymised-place, label: Guiyang}}", {"KG435"}),
    "label of an actor": ("elements: {bureau: {kind: actor, label: Guiyang data bureau}}", {"KG701"}),
    "label in Chinese": (
        "elements: {bureau: {kind: actor, label: the bureau, zh: 贵阳市数据局, zh-basis: attested}}",
        {"KG701"},
    ),
    "label of a source": (f"sources: {{{NOTES % 'A report of Guiyang'}}}", {"KG701"}),
    "label of a concept": (
        "concepts: {pact: {kind: behaviour-logic, label: Guiyang logic, definition: A logic.}}",
        {"KG701"},
    ),
    "label of a silence": ("silences: {n9: {question: Is it Guiyang?, about: town, source: notes}}", {"KG701"}),
    "official code": ("elements: {hall: {kind: practice, label: the hall, note: GB/T 2260 520100}}", {"KG702"}),
    "code of an element": ("elements: {hall: {kind: practice, label: the hall, identifier: AB 12}}", {"KG436"}),
    "link of a source": (f"sources: {{{(NOTES % 'A report')[:-1]}, url: 'https://a.example/1'}}}}", {"KG436"}),
    "link in a note": ("elements: {hall: {kind: practice, label: the hall, note: 'See doi 10.1234/5.'}}", {"KG702"}),
    "link of an element": ("elements: {hall: {kind: practice, label: the hall, identifier: www.a.example}}", {"KG702"}),
    "coordinates": ("elements: {hall: {kind: practice, label: the hall, note: 26.65N 106.63E}}", {"KG703"}),
    "coordinates in Chinese": ("elements: {hall: {kind: practice, label: the hall, note: 北纬26度}}", {"KG703"}),
    "title of a source": (
        f"sources: {{{NOTES % 'The Logic of Sharing Data among City Departments'}}}",
        {"KG704"},
    ),
    "author in a note": ("elements: {hall: {kind: practice, label: the hall, note: 作者：某某}}", {"KG705"}),
    "author in the rights": (f"sources: {{{(NOTES % 'A report')[:-1]}, rights: © A. Writer}}}}", {"KG705"}),
    "name of a file": ("sources: {more: {file: thesis-2020.txt, kind: academic, language: en, label: A thesis}}",
                       {"KG706"}),
    "publisher": (f"sources: {{{(NOTES % 'A report')[:-1]}, publisher: The Daily}}}}", {"KG436"}),
    "date of a source": (f"sources: {{{(NOTES % 'A report')[:-1]}, published: 2020-05}}}}", {"KG436"}),
    "locator": (
        f"sources: {{{NOTES % 'A report'}}}\ncitations: {{k9: {{source: source, at: www.a.example/p3, says: It opened.}}}}",
        {"KG702"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", SEVEN)
def test_what_leads_out_is_refused(way: str, tiny_case: Callable[[], Path], run_kg: Run) -> None:
    """Each way out is tried through the command: it fails, names the file and gives the code."""
    folder = tiny_case()
    text, codes = SEVEN[way]
    (folder / "more.yaml").write_text(f"{text}\n", encoding="utf-8")
    (folder / "thesis-2020.txt").write_text("A text.", encoding="utf-8")
    done = run_kg("check", "--json", str(folder))
    report = json.loads(done.stdout)
    found = {p["code"] for p in report["problems"] if p["location"]["file"].endswith("more.yaml")}
    assert done.returncode == 1
    assert found & codes, report["problems"]


def test_the_folder_may_not_tell_either(tiny_case: Callable[[], Path]) -> None:
    """A case that is anonymised and lies in a folder called after its city."""
    folder = tiny_case().rename("cases/guiyang-one")
    text = (folder / "case.yaml").read_text(encoding="utf-8").replace("case: b-town", "case: guiyang-one")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    outcome, _ = check([folder])
    assert [p.code for p in outcome.problems] == ["KG701"]


def test_a_public_case_may_say_where_it_is(compiled: tuple[Outcome, list[Quad]]) -> None:
    """Guiyang and Hangzhou are checked with their names, links and publishers, and nothing is refused."""
    assert {case.name: case.is_anonymised for case in compiled[0].cases} == {
        "guiyang": False,
        "hangzhou": False,
        "j-city": True,
    }
    assert compiled[0].failed == 0


TALK = """The data bureau of B Town met the Lakeside University.Its head had studied in Hangzhou.
In 2014 the city moved 317 desks.In 2014 the province watched.The Redwood Pact was signed."""
CASE = """case: b-town
label: B Town
anonymised: true
frameworks: [triple-logic]
coder: project-team
# The interviews were held in Guiyang, near 花溪区.
sources:
  notes: {file: notes.txt, kind: observation, language: en, label: Notes of a visit}
"""
ELEMENTS = """elements:
  town: {kind: anonymised-place, label: B Town}
  desks: {kind: outcome, label: desks moved, figure: "317", date: 2014}
  bureau: {kind: actor, label: the data bureau}
  pact: {kind: event, label: the pact, year: 2015}
"""
MARKS = "status: stated, role: finding, modality: asserted, polarity: affirmed"
CLAIMS = f"""claims:
  t1: {{subject: bureau, relation: achieves, object: desks, {MARKS}, quote: In 2014 the city moved 317 desks}}
  t2: {{subject: bureau, relation: deals-with, object: pact, {MARKS}, quote: The Redwood Pact was signed}}
  t3: {{subject: bureau, relation: deals-with, object: town, {MARKS}, quote: In 2014 the province watched}}
  t4: {{subject: pact, relation: belongs-to, object: bureau, {MARKS}, quote: The Redwood Pact was signed}}
"""


@pytest.fixture
def listed(compile_case: Compile) -> dict[str, list[Item]]:
    """The items of an invented case that tells too much, by kind."""
    outcome, _ = compile_case(case=CASE, elements=ELEMENTS, claims=CLAIMS, notes=TALK, silences=None)
    assert outcome.is_clean, outcome.problems
    found = disclose(outcome).items
    return {kind: [item for item in found if item.kind == kind] for kind in KINDS}


def test_names_are_listed_with_their_places(listed: dict[str, list[Item]]) -> None:
    """Real places, in comments and sources too; organisations by their form; other names by their capitals."""
    places = [(str(item.location), item.words) for item in listed["place-name"]]
    assert places == [
        ("cases/b-town/case.yaml:6:31", "Guiyang"),
        ("cases/b-town/case.yaml:6:45", "花溪区"),
        ("cases/b-town/notes.txt:1:79", "Hangzhou"),
    ]
    assert [item.words for item in listed["organisation"]] == ["Lakeside University"]
    assert {item.words for item in listed["proper-name"]} == {"The Redwood Pact"}
    assert [str(item.location) for item in listed["office-holder"]] == ["cases/b-town/notes.txt:1:55"]


def test_rare_combinations_are_counted(listed: dict[str, list[Item]]) -> None:
    """By hand: the year 2014 has two claims; city, province and figure have one each, so each is unique by itself.

    2015 and the pact belong to t2 and t4 alike. The town of t3 is a level that its label tells.
    """
    unique = {(item.id, item.words) for item in listed["sample-unique"]}
    assert unique == {("t1", "317"), ("t1", "municipal"), ("t3", "provincial"), ("t3", "township")}
    (everything,) = listed["quasi-identifiers"]
    assert "date: 2014 (k = 2), 2015 (k = 2)" in everything.why
    assert "event: the pact (k = 2)" in everything.why
    assert "figure: 317 (k = 1)" in everything.why


def test_two_details_may_be_unique_together(compile_case: Compile) -> None:
    """2014 has two claims and so has the bureau's city, but only one claim has both."""
    notes = "In 2014 the city moved.In 2014 the lamp broke.The city slept.It rained."
    claims = f"""claims:
  t1: {{subject: bureau, relation: deals-with, object: bureau, {MARKS}, quote: In 2014 the city moved}}
  t2: {{subject: bureau, relation: deals-with, object: bureau, {MARKS}, quote: In 2014 the lamp broke}}
  t3: {{subject: bureau, relation: deals-with, object: bureau, {MARKS}, quote: The city slept}}
"""
    outcome, _ = compile_case(case=CASE, elements=ELEMENTS, claims=claims, notes=notes, silences=None)
    unique = [(item.id, item.words) for item in disclose(outcome).items if item.kind == "sample-unique"]
    assert unique == [("t1", "2014 + municipal")]


def test_j_city_names_nothing_real_and_is_honest(compiled: tuple[Outcome, list[Quad]]) -> None:
    """No person, real place or organisation; a reform's name; what its abstract tells all the same; and all is answered."""
    disclosed = disclose(compiled[0])
    details = {"quasi-identifiers", "sample-unique"}
    names = {(item.kind, item.words) for item in disclosed.items if item.kind not in details}
    assert names == {("proper-name", "Yiwang Tongban")}
    assert [item for item in disclosed.items if not item.answer] == []
    assert disclosed.problems == []
    found = [item for item in disclosed.items if item.kind == "quasi-identifiers"]
    assert [item.case for item in found] == ["j-city"]
    assert "date: 2019 (k = 8)" in found[0].why
    assert "event: the 2019 national video conference (k = 8)" in found[0].why
    assert "figure" not in found[0].why


def test_a_file_that_is_no_text_is_told_of(tiny_case: Callable[[], Path], run_kg: Run) -> None:
    """A picture may hold anything; the report says that nobody looked, and its own name is looked at."""
    folder = tiny_case()
    (folder / "map.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff")
    done = run_kg("check", "--disclosure", "--json", str(folder))
    assert done.returncode == 0
    report = json.loads(done.stdout)
    assert [unseen["what"] for unseen in report["not_looked_at"]] == ["map.png"]
    assert "b-town: not looked at: map.png" in run_kg("check", "--disclosure", str(folder)).stdout
    assert "b-town：未检查：map.png" in run_kg("check", "--disclosure", "--lang", "zh", str(folder)).stdout


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Guiyang and Xi'an", ["Guiyang", "Xi'an"]),
        ("Inner Mongolia", ["Inner Mongolia"]),
        ("in Xiaoshan district", ["Xiaoshan district"]),
        ("贵阳市观山湖区", ["贵阳市", "观山湖区"]),
        ("贵州省的一座城市", ["贵州省"]),
        ("", []),
        ("=1+1", []),
        ("a mile from the city; Mile and Dame", []),  # Mile is a county-level city too
        ("来宾与合作市场", []),  # guests, and a market for cooperation: both are names of places too
    ],
)
def test_places_are_found(text: str, names: list[str]) -> None:
    """In both languages; ordinary words that are names too are let pass."""
    assert [found.name for found in places_in(text)] == names


def test_the_list_is_that_of_the_whole_country() -> None:
    """Nothing in it is picked out: all 34 divisions of the first level, and hundreds and thousands below them."""
    from kg.anonymity import gazetteer  # noqa: PLC0415 - only for where it lies

    lines = gazetteer._TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert {len(row) for row in rows} == {4}
    levels = [row[0] for row in rows]
    assert levels.count("province") == 34
    assert 330 <= levels.count("prefecture") <= 340
    assert levels.count("county") > 2800
