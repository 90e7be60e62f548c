"""The room `evidence`: segments, and quotations at their place or refused."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest

from kg.evidence import SourceText, anchor, cut
from kg.evidence.nearest import marked, nearest
from kg.model.records import Evidence, Quotation, Source, Word
from kg.problems import Location

if TYPE_CHECKING:
    from kg.evidence import Anchored
    from kg.problems import Problem

PLACE = Location("claims.yaml", 7, 12)


def word(text: str) -> Word:
    """A word written somewhere."""
    return Word(text, PLACE)


def source_text(text: str, how: str = "stops", name: str = "s") -> SourceText:
    """A source with that text."""
    source = Source(word(name), word("s.txt"), word("press"), word("en"), word("S"), segments=how)
    return SourceText(source, text, "", cut(text, how))


def find(
    text: str, *quotations: Quotation | str, source: str | None = None
) -> tuple[Anchored | None, list[Problem]]:
    """Look for quotations, all in one line of evidence, in a text."""
    asked = tuple(q if isinstance(q, Quotation) else Quotation(word(q)) for q in quotations)
    line = Evidence(asked, "supports", PLACE, word(source) if source is not None else None)
    problems: list[Problem] = []
    return anchor(line, {"s": source_text(text)}, {"s"}, problems), problems


def pinned(text: str, segment: str | None = None, nth: int | None = None) -> Quotation:
    """A quotation that says which occurrence it means."""
    return Quotation(word(text), word(segment) if segment else None, nth)


@pytest.mark.parametrize(
    ("text", "how", "parts"),
    [
        ("One.Two?Three!", "stops", ["One.", "Two?", "Three!"]),
        ("One. Two", "stops", ["One.", "Two"]),
        ("He said “no.” Then left.", "stops", ["He said “no.”", "Then left."]),
        ("Wait... what?!", "stops", ["Wait...", "what?!"]),
        ("一。二？三！", "stops", ["一。", "二？", "三！"]),
        ("他说：“不。”走了。", "stops", ["他说：“不。”", "走了。"]),
        ("in 3.5 cases", "stops", ["in 3.", "5 cases"]),
        (" \n One. \n", "stops", ["One."]),
        ("one\n\n two \nthree", "lines", ["one", "two", "three"]),
        ("a\nb\n\nc\n \nd", "paragraphs", ["a\nb", "c", "d"]),
        ("", "stops", []),
        ("  \n", "paragraphs", []),
    ],
)
def test_a_text_is_cut(text: str, how: str, parts: list[str]) -> None:
    """Each cutter gives the stretches that a reader would count, without white space at their edges."""
    segments = cut(text, how)
    assert [text[s.start : s.end] for s in segments] == parts
    assert [s.number for s in segments] == list(range(1, len(parts) + 1))


def test_segments_are_named_by_number() -> None:
    """The name has two digits at least, as authors write it, and is found again."""
    text = source_text("a." * 101)
    assert [text.segments[n].name for n in (0, 9, 100)] == ["S01", "S10", "S101"]
    assert text.segment("S10") == text.segments[9]
    assert text.segment("S102") is None


@pytest.mark.parametrize(
    ("start", "end", "names"),
    [(0, 4, "S01"), (3, 5, "S01 S02"), (4, 8, "S02"), (0, 13, "S01 S02 S03"), (8, 9, ""), (9, 13, "S03")],
)
def test_a_passage_touches_segments(start: int, end: int, names: str) -> None:
    """A passage over a stop belongs to both sides of it; white space between segments to none."""
    text = source_text("One.Two? Three")
    assert " ".join(s.name for s in text.segments_of(start, end)) == names


@pytest.mark.parametrize(
    ("position", "name"),
    [(0, "S01"), (4, "S01"), (5, "S02"), (6, "S02"), (9, "S02"), (10, "S03"), (99, "S03")],
)
def test_a_position_belongs_to_a_segment(position: int, name: str) -> None:
    """White space between two segments counts with the second, what follows the last with the last."""
    assert source_text(" One. Two? Three ").segment_at(position).name == name


def test_a_quotation_that_begins_in_white_space_can_be_ambiguous() -> None:
    """It is told of like any other, with the segments that follow the white space."""
    found, [problem] = find("a. b. b.", " b")
    assert found is None
    assert problem.found == '" b", which occurs 2 times (S02, S03)'


def test_a_quotation_is_found_at_its_place() -> None:
    """Positions count code points; the context before and after is kept, up to 32 characters."""
    text = "𝄞" + "a" * 40 + "市 words,here" + "b" * 40
    found, problems = find(text, "words,here")
    assert problems == []
    assert found is not None
    [passage] = found.passages
    assert (passage.start, passage.end) == (43, 53)
    assert text[passage.start : passage.end] == passage.exact == "words,here"
    assert (passage.prefix, passage.suffix) == ("a" * 30 + "市 ", "b" * 32)


@pytest.mark.parametrize(
    "wrong",
    ["words, here", "Words,here", "words.here", "words,here ", "  words,here", "words,hère", "wordshere"],
)
def test_verbatim_means_verbatim(wrong: str) -> None:
    """A space, a capital, a punctuation mark or an accent more or less is another text."""
    found, [problem] = find("some words,here", wrong)
    assert found is None
    assert problem.code == "KG301"
    assert problem.location == PLACE
    assert "[-" in problem.hint or "{+" in problem.hint


def test_forms_of_a_character_are_not_confused() -> None:
    """A precomposed letter is not its decomposition: nothing is normalised."""
    found, [problem] = find("caf\u00e9", "cafe\u0301")
    assert found is None
    assert problem.code == "KG301"


def test_overlapping_occurrences_are_all_counted() -> None:
    """Words that overlap themselves occur as often as they begin."""
    found, [problem] = find("ababa.", "aba")
    assert found is None
    assert problem.code == "KG302"
    assert "occurs 2 times" in problem.found
    second, problems = find("ababa.", pinned("aba", nth=2))
    assert problems == []
    assert second is not None
    assert second.passages[0].start == 2


@pytest.mark.parametrize(
    ("segment", "nth", "start"),
    [("S02", None, 4), ("S02", 1, 4), ("S03", 1, 8), ("S03", 2, 12), (None, 1, 0), (None, 4, 12)],
)
def test_an_occurrence_can_be_pinned(segment: str | None, nth: int | None, start: int) -> None:
    """By segment, by number, or by number within a segment."""
    found, problems = find("one.one?one one!", pinned("one", segment, nth))
    assert problems == []
    assert found is not None
    assert found.passages[0].start == start


@pytest.mark.parametrize(
    ("segment", "nth", "code"),
    [
        ("S01", None, "KG303"),
        ("S09", None, "KG208"),
        ("S03", None, "KG302"),
        ("S03", 3, "KG304"),
        (None, 0, "KG304"),
    ],
)
def test_a_wrong_pin_is_refused(segment: str | None, nth: int | None, code: str) -> None:
    """A pin that names no occurrence, or still several, is told of with its own code."""
    found, [problem] = find("x. one?one one!", pinned("one", segment, nth))
    assert found is None
    assert problem.code == code


def test_a_pin_is_where_the_words_begin() -> None:
    """A quotation over a stop is pinned to the segment in which it begins, and touches both."""
    found, problems = find("a b. c d.", pinned("b. c", "S01"))
    assert problems == []
    assert found is not None
    assert [s.name for s in found.passages[0].segments] == ["S01", "S02"]
    assert find("a b. c d.", pinned("b. c", "S02"))[1][0].code == "KG303"


def test_a_line_is_found_whole_or_not_at_all() -> None:
    """Where one of several joint quotations is missing there is no line; all missing ones are told of."""
    found, problems = find("one two three.", "one", "too", "tree")
    assert found is None
    assert [problem.code for problem in problems] == ["KG301", "KG301"]


def test_a_source_that_cannot_be_read_is_no_second_mistake() -> None:
    """Its quotations are passed over in silence: the source itself was told of."""
    problems: list[Problem] = []
    line = Evidence((Quotation(word("a")),), "supports", PLACE, word("gone"))
    assert anchor(line, {}, {"gone"}, problems) is None
    assert problems == []


@pytest.mark.parametrize(
    ("name", "said"), [("other", 'unknown source "other"'), (None, "without its source")]
)
def test_a_quotation_must_have_a_source(name: str | None, said: str) -> None:
    """With several sources a quotation names its own, and one that exists."""
    problems: list[Problem] = []
    line = Evidence((Quotation(word("a")),), "supports", PLACE, word(name) if name else None)
    assert anchor(line, {}, {"s", "t"}, problems) is None
    assert [problem.code for problem in problems] == ["KG206"]
    assert said in problems[0].found
    assert problems[0].hint == "one of: s, t"


@pytest.mark.parametrize(
    ("quoted", "found", "shown"),
    [
        ("same", "same", "same"),
        ("a, b", "a,b", "a,[- -]b"),
        ("a,b", "a, b", "a,{+ +}b"),
        ("Logic", "logic", "[-L-]{+l+}ogic"),
        ("dominates now", "dominated now", "dominate[-s-]{+d+} now"),
        ("this end", "that end", "[-this-]{+that+} end"),
        ("after this", "after it", "after [-this-]{+it+}"),
        ("政府数据", "政务数据", "政[-府-]{+务+}数据"),
        ("S\u00a0province", "S province", "S[-U+00A0-]{+ +}province"),
        ("S province", "S\u3000province", "S[- -]{+U+3000+}province"),
        ("soft\u00adened", "softened", "soft[-U+00AD-]ened"),
        ("", "x", "{+x+}"),
    ],
)
def test_differences_are_marked(quoted: str, found: str, shown: str) -> None:
    """Letters of words that are alike, whole words of those that are not."""
    assert marked(quoted, found) == shown


def test_words_that_come_often_are_words_all_the_same() -> None:
    """In a long passage too the differences alone are marked, though each other word stands there many times."""
    often = " a b" * 60
    assert marked(f"c{often} d", f"e{often} f") == f"[-c-]{{+e+}}{often} [-d-]{{+f+}}"


def test_a_long_passage_of_common_letters_is_near_too() -> None:
    """No letter is passed over because it comes often."""
    often = "they share the data, " * 12
    hint = nearest(f"QQ {often}VV", source_text(f"ww {often}zz."))
    assert hint.startswith(f'nearest in S01: "[-QQ-]{{+ww+}} {often}[-VV-]{{+zz+}}" ')


def test_the_nearest_passage_ends_with_a_word() -> None:
    """The passage shown is not cut in the middle of a word."""
    hint = nearest("the logic of caution dominates", source_text("Then the logic of caution dominated;so."))
    assert hint.startswith('nearest in S01: "the logic of caution dominate[-s-]{+d+}" ')


@pytest.mark.parametrize("words", ["quite something else", "x" * 400])
def test_nothing_near_is_said_to_be_so(words: str) -> None:
    """Words that are like nothing, or longer than the source, get no passage."""
    assert nearest(words, source_text("A b c d e f g.")) == "nothing in the source is near it"


def test_a_long_source_is_not_searched_to_its_end() -> None:
    """How far the search for a near passage went is said, not kept back."""
    text = source_text("z " * 120_000 + "the very words.", "lines")
    assert (
        nearest("the wery words", text) == "nothing in the first 200,000 characters of the source is near it"
    )


GAP = "x" * 400
TALK = (
    f"He said that it was done. They shared … nothing. One, two, one, three. Start{GAP}near. Start.{GAP}xfar."
)


@pytest.mark.parametrize(
    ("quotation", "pieces"),
    [
        ("He said … done", ["He said", "done"]),
        ("He said...done", ["He said", "done"]),
        ("He […] it was [...] done", ["He", "it was", "done"]),
        ("He said …… done", ["He said", "done"]),
        ("He said . . . done", ["He said", "done"]),
        ("… He said (…) done …", ["He said", "done"]),
        ("They shared … nothing", ["They shared … nothing"]),
        ("two … three", ["two", "three"]),
        ("Start … near", ["Start", "near"]),
    ],
)
def test_words_left_out_make_joint_pieces(quotation: str, pieces: list[str]) -> None:
    """The pieces in order, each its own passage; a source that has the signs itself wins."""
    found, problems = find(TALK, quotation)
    assert problems == []
    assert found is not None
    assert [p.exact for p in found.passages] == pieces
    assert [TALK[p.start : p.end] for p in found.passages] == pieces
    assert [p.start for p in found.passages] == sorted(p.start for p in found.passages)


@pytest.mark.parametrize(
    ("quotation", "code"),
    [
        ("done … He said", "KG301"),
        ("He said … undone", "KG301"),
        ("Start. … far", "KG301"),
        ("One … one … One", "KG301"),
        ("o … three", "KG302"),
        ("……", "KG301"),
        ("[…]", "KG301"),
    ],
)
def test_pieces_out_of_order_missing_or_unsure_are_refused(quotation: str, code: str) -> None:
    """One that is not there, stands before the last, begins 401 characters behind it, or may stand in two places."""
    found, problems = find(TALK, quotation)
    assert found is None
    assert [p.code for p in problems] == [code]


@pytest.mark.parametrize(("length", "quoted"), [(400_000, 9_000), (400_000, 1)])
def test_words_that_stand_everywhere_are_counted_only_until_they_are_many(length: int, quoted: int) -> None:
    """A quotation that overlaps itself everywhere costs what settles that it is unsure, not its length times the text's."""
    began = process_time()
    anchored, problems = find("a" * length, "a" * quoted)
    assert process_time() - began < 1
    assert anchored is None
    assert [found.code for found in problems] == ["KG302"]
    assert "which occurs 1000+ times (S01 (1000+ times))" in str(problems[0].found)


def test_a_pin_is_looked_for_in_its_own_segment_however_often_the_words_stand_before() -> None:
    """The places that are not counted are no reason to refuse a quotation that says where it stands."""
    text = "it it it it. " * 400 + "Then it came."
    anchored, problems = find(text, pinned("it", "S401"))
    assert not problems
    assert anchored is not None
    assert anchored.passages[0].start == text.index("Then it") + len("Then ")
    anchored, problems = find(text, pinned("it … came", "S401"))
    assert not problems
    assert anchored is not None
