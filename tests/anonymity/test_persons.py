"""What may give a person away is listed in every case that holds confidences, answered in its YAML, and stops a public build.

The cases are invented, and so are all names, numbers and addresses in them.
"""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.anonymity.disclosure import persons_and_numbers
from kg.pipeline.items_for_review import disclose

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    from kg.anonymity.items import Disclosed
    from kg.pipeline import Outcome
    from kg.store import Quad

    Compile = Callable[..., tuple[Outcome, list[Quad]]]
    Run = Callable[..., CompletedProcess[str]]

ROOT = Path(__file__).resolve().parents[2]
MARKS = "status: stated, role: finding, modality: asserted, polarity: affirmed"
NOTES = "Ms Quillfeather kept the lists. The clerks joined them."
CASE = """case: b-town
label: B Town
frameworks: [triple-logic]
coder: project-team
sources:
  notes: {file: notes.txt, kind: observation, language: en, label: Notes of a visit}
  talk: {access: restricted, kind: interview, language: en, label: A talk with Director Mistlethwaite}
citations:
  k1: {source: talk, at: minute 3, says: Mr Ploverton signed it.}
"""
ELEMENTS = """elements:
  clerks: {kind: actor, label: the clerks, plural: true}
  lists: {kind: practice, label: keeping lists}
"""
CLAIMS = f"""claims:
  p1: {{subject: clerks, relation: adopts, object: lists, {MARKS}, quote: Ms Quillfeather kept the lists, source: notes}}
  p2: {{subject: clerks, relation: adopts, object: lists, {MARKS}, cite: k1}}
"""
FILES = {"case": CASE, "elements": ELEMENTS, "claims": CLAIMS, "notes": NOTES, "silences": None}


def items(compile_case: Compile, **files: str | None) -> list[Disclosed]:
    """The items of the case with some files replaced."""
    outcome, _ = compile_case(**(FILES | files))
    assert outcome.is_clean, outcome.problems
    return disclose(outcome).items


def words(found: list[Disclosed]) -> list[tuple[str, str]]:
    """Kind and words of items."""
    return [(item.kind, item.words) for item in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Deputy Director Quill agreed.", [("person-name", "Deputy Director Quill")]),
        ("Yesterday Wang Xiaoling left.", [("person-name", "Wang Xiaoling")]),
        ("昨天王处长没有来。", [("person-name", "王处长")]),
        ("王處長沒有來", [("person-name", "王處長")]),
        ("采访了陈晓明。", [("person-name", "陈晓明")]),
        ("Ring +44 20 7946 0018.", [("telephone", "+44 20 7946 0018")]),
        ("电话0571-88990011", [("telephone", "0571-88990011")]),
        ("请发到abc@example.org。", [("mail", "abc@example.org")]),
        ("11010519491231002X", [("identity-number", "11010519491231002X")]),
        ("card 4111 1111 1111 1111", [("account-number", "4111 1111 1111 1111")]),
        ("into GB82 WEST 1234 5698 7654 32", [("account-number", "GB82 WEST 1234 5698 7654 32")]),
        ("at 48 Willow Road", [("address", "48 Willow Road")]),
        ("人民路12号", [("address", "人民路12号")]),
        ("the head of the bureau left", [("office-holder", "the head of the bureau")]),
        ("只有局长签字", [("office-holder", "局长")]),
        ("In 2019 the General Office gave 1,234,567 records to a director.", []),
        ("各局长、副局长和高级工程师每周一开会，数据安全和隐私得到重视。", []),
        ("", []),
    ],
)
def test_what_leads_to_a_person_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    """In both languages, each stretch once; ordinary words, figures and several holders of an office are let pass."""
    assert [(sign.kind, text[sign.start : sign.end]) for sign in persons_and_numbers(text)] == expected


@pytest.mark.parametrize("number", ["330199197904235183", "410199 19680117 3626", "99019919680117362x"])
def test_no_number_makes_it_raise(number: str) -> None:
    """Numbers of counties that no list knows, in groups or with a small x, are found with a right or wrong check digit."""
    assert [sign.kind for sign in persons_and_numbers(number)] == ["identity-number"]


def test_a_public_case_with_an_interview_is_looked_at(compile_case: Compile) -> None:
    """The case is not anonymised; what is withheld in public says so, and what is quoted does not."""
    found = items(compile_case)
    assert words(found) == [
        ("person-name", "Director Mistlethwaite"),
        ("person-name", "Mr Ploverton"),
        ("person-name", "Ms Quillfeather"),
        ("person-name", "Ms Quillfeather"),
    ]
    assert [item.is_public for item in found] == [False, False, True, True]


def test_a_name_told_once_is_found_everywhere(compile_case: Compile) -> None:
    """Without its title, in an id and in the name of a file; a word written small somewhere is no name."""
    found = items(
        compile_case,
        elements=f"{ELEMENTS}  ploverton-gone: {{kind: event, label: so, year: 2001}}\n"
        "  gone: {kind: event, label: that Ploverton left, year: 2001}\n",
    )
    assert ("person-name", "Ploverton") in words(found)
    assert ("person-name", "ploverton") in words(found)


def test_what_yaml_writes_otherwise_is_found(compile_case: Compile) -> None:
    """Escapes, and a name over two lines of folded text."""
    more = '  e1: {kind: event, label: "the arrival of \\u738b\\u5904\\u957f", year: 2001}\n'
    more += "  e2: {kind: event, label: so, year: 2001, note: that Anna\n      Tolliver left}\n"
    found = words(items(compile_case, elements=ELEMENTS + more))
    assert ("person-name", "王处长") in found
    assert any("Tolliver" in name for _, name in found)


def test_an_answer_is_shown_and_holds_for_its_entry(compile_case: Compile) -> None:
    """In the claim for the claim only; at the top of the case for all of its folder. It enters no graph."""
    first = next(item for item in items(compile_case) if item.is_public)
    answer = f"answers: {{{first.name}: She agreed to zymurgy}}"
    claims = CLAIMS.replace("source: notes}", f"source: notes, {answer}}}")
    outcome, _ = compile_case(**(FILES | {"claims": claims}))
    places = [(item.answer, str(item.location)) for item in disclose(outcome).items if item.is_public]
    assert [answer for answer, _ in places] == ["She agreed to zymurgy", ""]
    assert b"zymurgy" not in b"".join(outcome.data())
    outcome, _ = compile_case(**(FILES | {"case": f"{CASE}{answer}\n"}))
    found = disclose(outcome)
    assert [item.answer for item in found.items if item.is_public] == ["She agreed to zymurgy"] * 2
    assert (found.open, found.problems) == ([], [])


def test_an_answer_holds_for_no_other_entry(compile_case: Compile) -> None:
    """Two elements of one file have the same words: answered in one, they are open in the other, and answered at the top in both."""
    hall = "kind: practice, label: the hall of Ms Quillfeather"
    twice = f"{ELEMENTS}  one: {{{hall}}}\n  two: {{{hall}}}\n"
    rest = {
        "claims": CLAIMS.replace("Ms Quillfeather", "They").replace(
            "object: lists", "object: [lists, one, two]"
        ),
        "notes": NOTES.replace("Ms Quillfeather", "They"),
    }
    (name,) = {item.name for item in items(compile_case, elements=twice, **rest) if item.is_public}
    answers = f"answers: {{{name}: She agreed}}"
    once = twice.replace(f"two: {{{hall}", f"two: {{{hall}, {answers}")
    found = [item for item in items(compile_case, elements=once, **rest) if item.is_public]
    assert [item.answer for item in found] == ["", "She agreed"]
    outcome, _ = compile_case(**(FILES | rest | {"elements": twice, "case": f"{CASE}{answers}\n"}))
    assert [item.answer for item in disclose(outcome).items if item.is_public] == ["She agreed"] * 2
    assert disclose(outcome).problems == []


def test_an_item_is_told_apart_by_its_words_and_tells_none(compile_case: Compile) -> None:
    """The same words are the same item in any file and line; the name of the item holds none of them."""
    one, other = [item for item in items(compile_case) if item.is_public]
    assert one.name == other.name
    assert one.location != other.location
    assert "quill" not in one.name
    changed = items(compile_case, notes=f"A line more.\n{NOTES}")
    assert {item.name for item in changed if item.is_public} == {one.name}


@pytest.mark.parametrize(
    ("change", "what", "why"),
    [
        ({}, "talk", "its text is not here"),
        ({"case": CASE.replace("language: en, label: Notes", "language: fr, label: Notes")}, "notes", "its language is fr"),
        ({"notes": f"{NOTES} Мария Иванова"}, "notes.txt", "other letters (Cyrillic)"),
        ({}, "names of places and organisations, rare details", "in anonymised cases only"),
    ],
)  # fmt: skip
def test_what_was_not_looked_at_is_said(
    compile_case: Compile, change: dict[str, str], what: str, why: str
) -> None:
    """A text that is not here, a language neither of ours, other letters, and what is looked for elsewhere only."""
    outcome, _ = compile_case(**(FILES | change))
    unseen = {one.what: one.why for one in disclose(outcome).unseen}
    assert why in unseen[what]


def test_a_case_without_confidences_is_not_looked_at(compile_case: Compile, run_kg: Run) -> None:
    """It says so, and tells no number; in JSON there is no list, which is not an empty one."""
    case = CASE.split("  talk:", maxsplit=1)[0].replace("kind: observation", "kind: press")
    claims = CLAIMS.split("  p2:", maxsplit=1)[0]
    compile_case(**(FILES | {"case": case, "claims": claims}))
    said = run_kg("check", "--disclosure", "cases").stdout
    assert "b-town: not looked at: it has no interview" in said
    assert "answered 0" not in said
    report = json.loads(run_kg("check", "--disclosure", "--json", "cases").stdout)
    assert report["disclosure"] is None
    assert [one["what"] for one in report["not_looked_at"]] == ["b-town"]


def test_a_public_build_stops_until_all_is_answered(compile_case: Compile, run_kg: Run) -> None:
    """It prints items and cure and writes nothing; with an answer it builds, and no file has the reason."""
    compile_case(**FILES)
    stopped = run_kg("build", "--public", "--out", "out", "--no-site")
    assert stopped.returncode == 1
    assert "Ms Quillfeather" in stopped.stdout
    assert "answers: {ITEM: reason}" in stopped.stderr
    assert not Path("out").exists()
    listed = json.loads(run_kg("check", "--disclosure", "--json", "cases").stdout)["disclosure"]
    (name,) = {item["item"] for item in listed if item["public"]}
    idle = CASE.replace("signed it.}", "signed it., answers: {mail-000000: none}}")
    Path("cases/b-town/case.yaml").write_text(
        f"{idle}answers: {{{name}: She agreed to zymurgy}}\n", encoding="utf-8"
    )
    built = run_kg("build", "--public", "--out", "out")
    assert built.returncode == 0, built.stderr
    assert "to be answered 0, answered 2, not in a public build 2" in built.stdout
    assert not any(
        word in built.stdout + built.stderr
        for word in ("Ploverton", "Mistlethwaite", "talk", "k1", "zymurgy")
    )
    files = [path.read_bytes() for path in Path("out").rglob("*") if path.is_file()]
    assert len(files) > 50
    assert not any(b"zymurgy" in data or b"Ploverton" in data for data in files)


def test_a_check_does_not_fail_for_an_item(compile_case: Compile, run_kg: Run) -> None:
    """Items are questions: the exit code is that of the problems."""
    compile_case(**FILES)
    done = run_kg("check", "--disclosure", "cases")
    assert done.returncode == 0
    assert "to be answered 2, answered 0, not in a public build 2" in done.stdout


def test_rare_details_are_those_that_the_public_sees(compile_case: Compile) -> None:
    """Two claims tell of 2014; without the one that is withheld, the other is alone with it."""
    case = CASE.replace("frameworks", "anonymised: true\nframeworks").replace(
        "A talk with Director Mistlethwaite", "A talk"
    )
    case = case.replace("Mr Ploverton signed it.", "In 2014 they signed it.")
    claims = CLAIMS.replace("Ms Quillfeather kept the lists", "In 2014 they kept the lists")
    found = items(compile_case, case=case, claims=claims, notes="In 2014 they kept the lists.",
                  elements=ELEMENTS + "  town: {kind: anonymised-place, label: B Town}\n")  # fmt: skip
    unique = [(item.id, item.words, item.is_public) for item in found if item.kind == "sample-unique"]
    assert ("p1", "2014", True) in unique


def test_the_measured_figures_hold() -> None:
    """On the 80 sentences written beforehand: no less found and no more false alarms than docs/anonymity.md says."""
    script = runpy.run_path(str(ROOT / "benchmarks" / "disclosure.py"))
    result = script["measure"]()
    assert sum(result.found.values()) + len(result.missed) == 56
    for lang, found, false in (("en", 27, 2), ("zh", 26, 4)):
        assert sum(n for (own, _), n in result.found.items() if own == lang) >= found
        assert sum(name.startswith(lang) for name, _, _ in result.false) <= false
