"""A mistake made once is one problem, however many entries it shows in.

Each test takes the small valid case, adds thirty claims that rest on the same words, makes one mistake
and looks at everything that is said of it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from kg.authoring.tables import SECTIONS
from kg.compile.deduplicate import deduplicated
from kg.pipeline import check
from kg.problems import Location, problem, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.problems import Problem

CLAIMS = 30
SIZE = 9
"""The lines of each claim below; its first field stands two lines below the section's name."""
CLAIM = """\
  m{number}:
    subject: [registry, fear]
    relation: shapes
    object: clerks
    status: stated
    role: finding
    modality: asserted
    polarity: affirmed
    quote: fear of blame
"""
MORE = "claims:\n" + "".join(CLAIM.format(number=number) for number in range(CLAIMS))
REST = f"the same in {CLAIMS - 1} more places"
REST_ZH = f"另有 {CLAIMS - 1} 处相同"


def problems(folder: Path, more: str = MORE) -> list[Problem]:
    """What is wrong with the case after thirty claims were added."""
    (folder / "more.yaml").write_text(more, encoding="utf-8")
    outcome, _ = check([folder])
    assert outcome.failed == len(outcome.problems)
    return outcome.problems


def change(file: Path, old: str, new: str) -> None:
    """Make the mistake, once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_thirty_claims_are_valid(tiny_case: Callable[[], Path]) -> None:
    """Without a mistake nothing is said, so that what is said below comes from the mistake."""
    assert problems(tiny_case()) == []


@pytest.mark.parametrize(
    ("old", "new", "column", "english", "chinese"),
    [
        (
            "registry, fear", "registry, faer", 25,
            'KG201  unknown element "faer"; expected an element of this case; did you mean "fear"?',
            "KG201  没有要素“faer”；应为本案例的要素；是不是“fear”？",
        ),
        (
            "relation: shapes", "relation: shpaes", 15,
            'KG202  unknown relation "shpaes"; expected a known relation; did you mean "shapes"?',
            "KG202  没有关系“shpaes”；应为已有的关系；是不是“shapes”？",
        ),
        (
            "status: stated", "status: statd", 13,
            ('KG106  status "statd"; expected one of: stated, presupposed, interpreted, inferred, background;'
            ' did you mean "stated"?'),
            ("KG106  status 的值“statd”；应为下列之一：stated、presupposed、interpreted、inferred、background；"
            "是不是“stated”？"),
        ),
    ],
    ids=["element", "relation", "value"],
)  # fmt: skip
def test_a_word_misspelt_thirty_times(
    tiny_case: Callable[[], Path], old: str, new: str, column: int, english: str, chinese: str
) -> None:
    """It is told at the first place, and the other places are counted and named."""
    [found] = problems(tiny_case(), MORE.replace(old, new))
    first = MORE.replace(old, new)[: MORE.index(old)].count("\n") + 1
    place = f"cases/b-town/more.yaml:{first}:{column}"
    lines = [first + SIZE, first + 2 * SIZE, first + 3 * SIZE]
    shown = ", ".join(f"line {line}" for line in lines)
    assert str(found) == f"{place}  error {english}; {REST}: {shown}, …"
    shown = "、".join(f"第 {line} 行" for line in lines)
    assert found.in_language("zh") == f"{place}  错误 {chinese}；{REST_ZH}：{shown}、…"
    assert [p.line for p in found.elsewhere] == [first + SIZE * n for n in range(1, CLAIMS)]


def test_an_id_misspelt_where_it_is_given(tiny_case: Callable[[], Path]) -> None:
    """An element under a wrong id: everybody who names it rightly is told of as one, in whatever file."""
    folder = tiny_case()
    change(folder / "elements.yaml", "  registry: {", "  regisrty: {")
    [found] = problems(folder)
    assert str(found).startswith(
        'cases/b-town/claims.yaml:3:14  error KG201  unknown element "registry"; expected an element of this'
        ' case; did you mean "regisrty"?; the same in 31 more places: line 42, cases/b-town/more.yaml:3:15, '
    )


def test_a_field_misspelt_thirty_times(tiny_case: Callable[[], Path]) -> None:
    """The field that was meant is not missing too."""
    [found] = problems(tiny_case(), MORE.replace("quote:", "qoute:"))
    assert str(found) == (
        'cases/b-town/more.yaml:10:5  error KG103  unknown field "qoute" in "m0"; '
        f"expected one of: {', '.join(SECTIONS['claims'])}; "
        f'did you mean "quote"?; {REST}: line 19, line 28, line 37, …'
    )


def test_a_reason_that_cannot_be_read(tiny_case: Callable[[], Path]) -> None:
    """A reading whose reason is broken is not one without a reason too."""
    reading = "interpreted\n    basis: co-statement\n    confidence: low\n    because: [fear]"
    [found] = problems(tiny_case(), MORE.replace("stated", reading, 1))
    assert (found.code, found.location.line, found.location.column) == ("KG105", 9, 14)


def test_a_section_misspelt(tiny_case: Callable[[], Path]) -> None:
    """What stands in it is not missed by the claims that name it."""
    folder = tiny_case()
    change(folder / "elements.yaml", "elements:", "elemnts:")
    [found] = problems(folder)
    assert str(found) == (
        'cases/b-town/elements.yaml:1:1  error KG103  unknown section "elemnts"; expected one of: case, label, '
        "zh, zh-basis, en, en-basis, language, anonymised, frameworks, coder, answers, sources, citations, concepts, relations, elements, claims, "
        'silences; did you mean "elements"?'
    )


def test_a_block_that_is_not_indented(tiny_case: Callable[[], Path]) -> None:
    """One field to the left of its neighbours: the entry is broken, and the others are read."""
    more = MORE.replace("    relation: shapes\n", "   relation: shapes\n", 1)
    [found] = problems(tiny_case(), more)
    assert str(found) == (
        "cases/b-town/more.yaml:4:4  error KG101  a line that is indented unlike its neighbours; expected YAML; "
        "indent the fields of an entry alike"
    )


def test_a_source_that_is_missing(tiny_case: Callable[[], Path]) -> None:
    """Its thirty-eight quotations count as skipped and are not told of one by one."""
    folder = tiny_case()
    (folder / "notes.txt").unlink()
    (folder / "more.yaml").write_text(MORE, encoding="utf-8")
    outcome, _ = check([folder])
    assert [str(p) for p in outcome.problems] == [
        (
            'cases/b-town/case.yaml:12:11  error KG305  no file "notes.txt"; expected a text file in cases/b-town;'
            " put the file there"
        )
    ]
    assert outcome.skipped == 8 + CLAIMS


def test_a_framework_under_a_wrong_name(tiny_case: Callable[[], Path]) -> None:
    """Its concepts are found nevertheless, and named with it thirty times it is still one mistake."""
    folder = tiny_case()
    change(folder / "case.yaml", "[triple-logic]", "[tripel-logic]")
    named = MORE.replace("object: clerks", 'object: "tripel-logic:innovation-logic"')
    [found] = problems(folder, named)
    assert str(found) == (
        'cases/b-town/case.yaml:7:14  error KG204  unknown framework "tripel-logic"; expected a known framework; '
        f'did you mean "triple-logic"?; the same in {CLAIMS} more places: cases/b-town/more.yaml:5:13, '
        "cases/b-town/more.yaml:14:13, cases/b-town/more.yaml:23:13, …"
    )


def test_a_quotation_copied_wrongly_thirty_times(tiny_case: Callable[[], Path]) -> None:
    """The same wrong words are one mistake; other wrong words are another."""
    more = MORE.replace("fear of blame", "fear of blaming", CLAIMS - 1).replace(
        "fear of blame", "faer of blame"
    )
    found = problems(tiny_case(), more)
    assert [(p.code, len(p.elsewhere)) for p in found] == [("KG301", CLAIMS - 2), ("KG301", 0)]


def test_different_mistakes_stay_apart(tiny_case: Callable[[], Path]) -> None:
    """Thirty misspellings of one id are thirty problems: each has its own word to be mended."""
    claims = [CLAIM.format(number=number).replace("fear]", f"fear-{number}]") for number in range(CLAIMS)]
    assert len(problems(tiny_case(), "claims:\n" + "".join(claims))) == CLAIMS


def test_one_mistake_fifty_thousand_times_costs_what_it_is_long() -> None:
    """Ten times as many places of one mistake are gathered in about ten times the time, each of them once.

    Both are timed in turns and the least is taken, which other work on the machine lengthens least, and both alike: the
    quotient is 12 where the time grows as they do, and 100 where it grows as their square.
    """
    what, expected = say('unknown field "{0}"', "x"), say("another")

    def seconds(places: int) -> float:
        found = [
            problem("KG103", Location("x.yaml", line, 1), what, expected) for line in range(1, places + 1)
        ]
        before = time.process_time()
        (one,) = deduplicated(found)
        taken = time.process_time() - before
        assert (one.location.line, len(one.elsewhere), one.elsewhere[-1].line) == (1, places - 1, places)
        return taken

    rounds = [(seconds(5_000), seconds(50_000)) for _ in range(3)]
    few, many = (min(each) for each in zip(*rounds, strict=True))
    assert many < 35 * few
