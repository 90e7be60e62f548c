"""The room `authoring`: what an author writes becomes records that know their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.authoring import find_cases, read_case
from kg.authoring.nodes import names_in
from kg.authoring.silent import conflict
from kg.evidence.source_text import look_for
from kg.model.records import Source, Word
from kg.problems import Location

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.model.records import Case

HEAD = "case: x\nlabel: X\nframeworks: [f]\n"
SOURCES = "sources:\n  s: {file: s.txt, kind: press, language: en, label: S}\n"


def read(folder: Path, **files: str) -> tuple[Case, list[str]]:
    """Read a case folder ``x`` with these YAML files beside its head."""
    home = folder / "x"
    home.mkdir(exist_ok=True)
    (home / "case.yaml").write_text(HEAD + SOURCES, encoding="utf-8")
    for name, text in files.items():
        (home / f"{name}.yaml").write_text(text, encoding="utf-8")
    case, problems = read_case(home, "x")
    assert case is not None
    return case, [f"{problem.location} {problem.code}" for problem in problems]


CLAIM = """claims:
  c1:
    subject: [a, b]
    relation: supports
    object: c
    phase: p
    condition: k
    through: m
    status: interpreted
    role: finding
    modality: tendency
    polarity: denied
    basis: [anaphora, co-statement]
    confidence: low
    from: c2
    rivals: [c3]
    note: because
    evidence:
      - quote: [one, {text: two, in: S02, nth: 3}]
      - {quote: three, direction: challenges, source: s}
"""


def test_a_claim_is_read_word_for_word(tmp_path: Path) -> None:
    """Each field comes into its attribute, a single word also where several may stand."""
    case, problems = read(tmp_path, claims=CLAIM)
    claim = case.claims["c1"]
    assert problems == []
    assert (claim.subject, claim.relation, claim.object) == (("a", "b"), "supports", ("c",))
    assert (claim.phase, claim.condition, claim.through) == ("p", "k", "m")
    assert (claim.status, claim.role, claim.modality, claim.polarity) == (
        "interpreted", "finding", "tendency", "denied",
    )  # fmt: skip
    assert (claim.basis, claim.confidence) == (("anaphora", "co-statement"), "low")
    assert (claim.premises, claim.rivals, claim.note) == (("c2",), ("c3",), "because")
    first, second = claim.evidence
    assert [(q.text, q.segment, q.nth) for q in first.quotations] == [("one", None, None), ("two", "S02", 3)]
    assert (first.direction, second.direction) == ("supports", "challenges")


def test_a_word_knows_its_place(tmp_path: Path) -> None:
    """Id, value and member of a list each have their own line and column."""
    case, _ = read(tmp_path, claims=CLAIM)
    claim = case.claims["c1"]
    assert claim.id.location == Location("x/claims.yaml", 2, 3)
    assert claim.subject[1].location == Location("x/claims.yaml", 3, 18)
    assert claim.evidence[0].quotations[1].text.location == Location("x/claims.yaml", 19, 29)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("plain words", "plain words"),
        ("'single: \"quoted\"'", 'single: "quoted"'),
        ("\"double: 'quoted' \\u2019\"", "double: 'quoted' ’"),
        ("|-\n      two\n      lines", "two\nlines"),
        (">-\n      one\n      line", "one line"),
        ("2019", "2019"),
        ("no", "no"),
        ("1_000", "1_000"),
        ("2019-01-01", "2019-01-01"),
        ("a,b.c?d“e”", "a,b.c?d“e”"),
    ],
)
def test_text_is_what_yaml_says_and_nothing_else(tmp_path: Path, written: str, read_as: str) -> None:
    """A quotation keeps every character; numbers, dates and truth values stay the words they are."""
    case, problems = read(tmp_path, more=f"silences:\n  n1:\n    question: {written}\n    about: x\n")
    assert problems == []
    assert case.silences["n1"].question == read_as


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "A.YAML"])
def test_any_yaml_file_may_hold_any_section(tmp_path: Path, name: str) -> None:
    """Sections of several files come together, whatever the files are called."""
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / name).write_text("elements:\n  e: {kind: actor, label: E}\n", encoding="utf-8")
    case, problems = read(tmp_path, z="elements:\n  g: {kind: actor, label: G}\n")
    assert problems == []
    assert set(case.elements) == {"e", "g"}
    assert [file for file, _ in case.files] == sorted([name, "case.yaml", "z.yaml"])


def test_files_of_editors_are_passed_over(tmp_path: Path) -> None:
    """A file whose name begins with a full stop is not of the case."""
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / ".#claims.yaml").symlink_to("someone@somewhere")
    _, problems = read(tmp_path)
    assert problems == []


def test_cases_are_found_in_order(tmp_path: Path) -> None:
    """A folder of cases gives each of its folders but those set aside; a case gives itself."""
    for name in ("b", "a", "_template", ".git"):
        (tmp_path / name).mkdir()
    (tmp_path / "a" / "case.yml").write_text(HEAD, encoding="utf-8")
    assert find_cases(tmp_path) == [tmp_path / "a", tmp_path / "b"]
    assert find_cases(tmp_path / "a") == [tmp_path / "a"]
    assert find_cases(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    "broken",
    [
        "    note: a: b\n",
        '    note: "open\n',
        "    note: [open\n",
        "\tnote: tab\n",
        "   note: left\n",
        "    note\n",
    ],
)
def test_a_broken_entry_hides_only_itself(tmp_path: Path, broken: str) -> None:
    """The entries before and after it are read, and its name is known."""
    text = "elements:\n  one: {kind: actor, label: A}\n  two:\n    kind: actor\n"
    case, problems = read(tmp_path, more=f"{text}{broken}  three: {{kind: actor, label: C}}\n")
    assert set(case.elements) == {"one", "three"}
    assert "two" in case.broken
    assert len(problems) == 1
    assert problems[0].startswith("x/more.yaml:5:")


def test_every_broken_entry_is_told_of(tmp_path: Path) -> None:
    """Of several broken entries none hides another, and the head of a broken file is read too."""
    (tmp_path / "x").mkdir()
    text = (
        "elements:\n  one: {kind: [actor\n  two: {kind: actor, label: B}\n  three: 'open\n  four: {a: b: c}\n"
    )
    case, problems = read(tmp_path, more=text)
    assert problems == [f"x/more.yaml:{place} KG101" for place in ("2:15", "4:10", "5:14")]
    assert set(case.elements) == {"two"}


def test_an_entry_with_a_mistake_is_not_lost(tmp_path: Path) -> None:
    """It stays among the records, so that the rest of it is checked, and is known as broken."""
    case, problems = read(tmp_path, claims=CLAIM.replace("    modality: tendency\n", ""))
    assert problems == ["x/claims.yaml:2:3 KG104"]
    assert "c1" in case.broken
    claim = case.claims["c1"]
    assert claim.modality == ""
    assert claim.subject == ("a", "b", "")


def test_a_second_entry_of_an_id_is_looked_at(tmp_path: Path) -> None:
    """It takes no one's place: the first keeps the id, the second is checked under another."""
    case, problems = read(tmp_path, claims=CLAIM, more=CLAIM.replace("object: c", "object: d"))
    assert problems == ["x/more.yaml:2:3 KG102"]
    assert case.claims["c1"].object == ("c",)
    assert [claim.object for name, claim in case.claims.items() if name != "c1"] == [("d",)]


def test_the_only_source_need_not_be_named(tmp_path: Path) -> None:
    """A quotation without a source is from the one that there is."""
    case, problems = read(tmp_path, claims=CLAIM)
    assert problems == []
    assert [line.source for line in case.claims["c1"].evidence] == ["s", "s"]


def test_a_silence_quotes_the_source_it_searched(tmp_path: Path) -> None:
    """The nearest passage of a silence is looked for in the source that the silence names."""
    more = (
        "sources:\n  t: {file: t.txt, kind: press, language: en, label: T}\n"
        "silences:\n  n1: {question: Q, about: x, nearest: words, source: t}\n"
    )
    case, problems = read(tmp_path, more=more)
    assert problems == []
    nearest = case.silences["n1"].nearest
    assert nearest is not None
    assert nearest.source == "t"


def test_a_silence_without_a_source_is_of_the_only_one(tmp_path: Path) -> None:
    """As a quotation is, and so is its nearest passage."""
    case, problems = read(tmp_path, more="silences:\n  n1: {question: Q, about: x, nearest: words}\n")
    assert problems == []
    silence = case.silences["n1"]
    assert silence.source == "s"
    assert silence.nearest is not None
    assert silence.nearest.source == "s"


def test_a_silence_that_says_what_was_searched_needs_no_source(tmp_path: Path) -> None:
    """What it says is not said again as its source, though there is but one."""
    case, problems = read(tmp_path, more="silences:\n  n1: {question: Q, about: x, searched: s}\n")
    assert problems == []
    silence = case.silences["n1"]
    assert [search.source for search in silence.searched] == ["s"]
    assert silence.source is None


def test_of_a_conflict_of_git_the_first_version_is_kept() -> None:
    """The lines of the second and those of Git itself are empty, so that the rest keeps its numbers."""
    text = "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> theirs\nc: 4\n"
    kept, [problem] = conflict(text, "x.yaml")
    assert kept == "a: 1\n\nb: 2\n\n\n\nc: 4\n"
    assert problem.location == Location("x.yaml", 2, 1)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("claims:\n  c1:\n    a: b\n", {"claims", "c1", "a"}),
        ("x: {one: {k: v}, 'two': 2}", {"x", "one", "k", "two"}),
        ("note: see http://x.example/a and 10:30", {"note"}),
        ("", set()),
    ],
)
def test_names_are_found_in_what_cannot_be_read(text: str, names: set[str]) -> None:
    """Whatever may be an id is found, and nothing in the middle of text is taken for one."""
    assert names_in(text) == names


def test_problems_come_in_reading_order(tiny_case: Callable[[], Path]) -> None:
    """Whatever finds them, they are told by file, line and column."""
    folder = tiny_case()
    (folder / "a.yaml").write_text("claims:\n  Z9: {}\n  A1: {x: y}\nelements: []\n", encoding="utf-8")
    _, problems = read_case(folder, "x")
    places = [problem.location for problem in problems]
    assert len(places) >= 10
    assert places == sorted(places)


@pytest.mark.parametrize(
    "reason",
    [
        "':=b；#::'",
        '"a：b，“c”"',
        "|-\n        b：b\n        kind：x\n",
        ">-\n        同意；－\n",
        "她同意了，可以公开；见信",
        "“Yes”, she said － twice",
    ],
)
def test_a_sign_of_text_is_no_sign_of_yaml(tmp_path: Path, reason: str) -> None:
    """A reason is text: full-width signs, dashes and curly quotation marks in it are the author's own."""
    more = f"sources:\n  t:\n    file: t.txt\n    kind: press\n    language: en\n    label: T\n    answers:\n      mail-0a1b2c: {reason}"
    case, problems = read(tmp_path, more=more)
    assert problems == []
    assert [item for item, _ in case.sources["t"].answers] == ["mail-0a1b2c"]


def test_a_lookalike_is_told_where_yaml_would_read_the_sign(tmp_path: Path) -> None:
    """A word without quotation marks; between them, and in a block, the sign stands for itself and the word is unknown."""
    more = "elements:\n  a: {kind: “actor”, label: A}\n  b: {kind: 'actor；', label: B}\n  c: {'kind；': actor, label: C}\n"
    _, problems = read(tmp_path, more=more)
    assert [found for found in problems if "KG101" in found] == ["x/more.yaml:2:13 KG101"]
    assert "x/more.yaml:4:7 KG103" in problems


@pytest.mark.parametrize(
    ("fields", "found", "hint"),
    [
        ("kind: actor，label: x", "the full-width ， (U+FF0C)", ""),
        ("kind: actor, label: the clerks, all", 'unknown field "all"', "text that holds a comma stands between single quotes"),
        ("kind: event, label: x, date: 2019–2020", '"2019–2020" as "date"', ""),
        ("instantiates: field–logic, label: x", "the sign – (U+2013)", ""),
        ("kind: actor, label: *市", "a text that begins with &, * or !", "between single quotes"),
        ("kind: actor, label: !x 5", 'the tag "!x"', "text that begins with ! stands between single quotes"),
    ],
)  # fmt: skip
def test_what_yaml_takes_otherwise_is_told_as_it_is(
    tmp_path: Path, fields: str, found: str, hint: str
) -> None:
    """The message names the sign that was typed, and its advice mends it."""
    home = tmp_path / "x"
    home.mkdir()
    (home / "case.yaml").write_text(f"{HEAD}{SOURCES}elements:\n  a: {{{fields}}}\n", encoding="utf-8")
    [first, *_] = read_case(home, "x")[1]
    assert found in first.found
    assert hint in first.hint
    assert "and a space" not in first.expected or "，" in fields


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("    kind: actor # c\n    words\n    label: x\n", "a line without a colon"),
        ("    kind: actor # c\n      more words\n    label: x\n", 'text that "#" cuts: what stands behind it is a comment'),
        ("    kind: actor # c\n   words\n    label: x\n", "a line that is indented unlike its neighbours"),
    ],
)  # fmt: skip
def test_a_comment_is_blamed_only_for_what_goes_on_behind_it(tmp_path: Path, lines: str, found: str) -> None:
    """A text goes on in a line that is indented more; another line has a mistake of its own."""
    home = tmp_path / "x"
    home.mkdir()
    (home / "case.yaml").write_text(f"{HEAD}{SOURCES}elements:\n  a:\n{lines}", encoding="utf-8")
    assert [problem.found for problem in read_case(home, "x")[1] if problem.code == "KG101"] == [found]


def test_a_hidden_sign_in_an_ending_hides_no_file(tmp_path: Path) -> None:
    """A file that looks like one of the case to the eye is told of."""
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "more.ya\u200bml").write_text("claims: {}\n", encoding="utf-8")
    assert [line.rpartition(" ")[2] for line in read(tmp_path)[1]] == ["KG010"]


def test_a_graph_is_no_source(tmp_path: Path) -> None:
    """What a build writes is not quoted."""
    (tmp_path / "g.nq").write_text("words\n", encoding="utf-8")
    word = Word("g.nq", Location("x/case.yaml", 5, 7))
    found = look_for(Source(word, word, word, word, word), tmp_path, "x")
    assert found is not None
    assert found.found == 'the file "g.nq", which holds a graph and no source'
