"""What goes in comes out: quotations, segments, N-Quads and YAML, for texts that nobody thought of."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from kg.authoring import read_case
from kg.authoring.silent import like_yaml
from kg.authoring.tables import CLAIM
from kg.evidence import SourceText, anchor, cut
from kg.evidence.nearest import marked, nearest
from kg.files import CONTROL, RESERVED, TextFile, read_text_file
from kg.model.records import Evidence, Quotation, Source, Word
from kg.problems import Location
from kg.signs import misleading
from kg.store import Literal, NamedNode, Quad, parse_quads, to_nquads

CUTTERS = ("stops", "lines", "paragraphs")
PLACE = Location("claims.yaml", 1, 1)
settings.register_profile("tongban", deadline=None, database=None, derandomize=True)
settings.load_profile("tongban")

# Texts with many stops, quotation marks, line ends and repeats, and characters outside the basic plane.
LETTERS = st.sampled_from("aab .?!。？！”\"')）\n\t，市𝄞é\u2028\u0301")
TEXTS = st.text(LETTERS, min_size=1, max_size=80)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
# YAML takes three characters more for line ends, and folds them into spaces.
WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029"), max_size=40
).filter(lambda text: text.strip() and not CONTROL.search(text))
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,11}", fullmatch=True)


def source_text(text: str, how: str = "stops") -> SourceText:
    """A source with that text."""
    word = Word("s", PLACE)
    return SourceText(Source(word, word, word, word, word, segments=how), text, "", cut(text, how))


@given(TEXTS, st.data(), st.sampled_from(CUTTERS))
def test_any_part_of_a_text_is_found_at_a_place_that_holds_it(
    text: str, data: st.DataObject, how: str
) -> None:
    """Whatever is quoted verbatim is anchored where the text between the positions is the quotation.

    When it occurs several times, the number of the occurrence pins it; each number finds its own place.
    """
    source = source_text(text, how)
    assume(source.segments)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    places = [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]
    nth = places.index(start) + 1
    asked = Quotation(Word(words, PLACE), nth=nth if len(places) > 1 else None)
    problems: list[Any] = []
    found = anchor(Evidence((asked,), "supports", PLACE), {"s": source}, {"s"}, problems)
    assert problems == []
    assert found is not None
    [passage] = found.passages
    assert (passage.start, passage.end) == (start, end)
    assert text[passage.start : passage.end] == passage.exact == words
    assert text[: passage.start].endswith(passage.prefix)
    assert text[passage.end :].startswith(passage.suffix)
    touched = {segment for segment in source.segments if segment.start < end and segment.end > start}
    assert set(passage.segments) == touched


@given(TEXTS, TEXTS)
@example("? ", "a ")
def test_what_is_not_in_a_text_is_refused(text: str, words: str) -> None:
    """Words that the text does not hold give one problem and no passage, whatever is near."""
    assume(words not in text)
    source = source_text(text)
    assume(source.segments)
    problems: list[Any] = []
    line = Evidence((Quotation(Word(words, PLACE)),), "supports", PLACE)
    assert anchor(line, {"s": source}, {"s"}, problems) is None
    assert [problem.code for problem in problems] == ["KG301"]
    assert nearest(words, source)


@given(st.one_of(TEXTS, ANY_TEXT), st.sampled_from(CUTTERS))
def test_segments_cover_every_character_once(text: str, how: str) -> None:
    """Segments are in order and apart, begin and end with a character, and leave out white space only."""
    segments = cut(text, how)
    end = 0
    for number, segment in enumerate(segments, start=1):
        assert segment.number == number
        assert text[end : segment.start].strip() == ""
        words = text[segment.start : segment.end]
        assert words == words.strip() != ""
        end = segment.end
    assert text[end:].strip() == ""


@given(TEXTS)
def test_lines_and_paragraphs_end_where_they_should(text: str) -> None:
    """No line holds a line end, and no paragraph an empty line."""
    for segment in cut(text, "lines"):
        assert "\n" not in text[segment.start : segment.end]
    for segment in cut(text, "paragraphs"):
        assert re.search(r"\n[^\S\n]*\n", text[segment.start : segment.end]) is None


PLAIN = st.text(
    st.characters(exclude_characters="[]{}+-", exclude_categories=["C", "Z"], include_characters=" \n\t"),
    max_size=30,
)


@given(PLAIN, PLAIN)
def test_marks_hold_both_texts(quoted: str, found: str) -> None:
    """Without what only the source has, the marked text is the quotation, and the other way round."""
    shown = marked(quoted, found)
    assert re.sub(r"\{\+.*?\+\}", "", shown, flags=re.DOTALL).replace("[-", "").replace("-]", "") == quoted
    assert re.sub(r"\[-.*?-\]", "", shown, flags=re.DOTALL).replace("{+", "").replace("+}", "") == found


NODES = st.builds(lambda slug: NamedNode(f"http://x.example/{slug}"), IDS)
LITERALS = st.one_of(
    st.builds(Literal, ANY_TEXT),
    st.builds(
        lambda text, tag: Literal(text, language=tag), ANY_TEXT, st.sampled_from(["en", "zh", "zh-hant"])
    ),
    st.builds(
        lambda number: Literal(str(number), datatype=NamedNode("http://x.example/type")), st.integers()
    ),
)
QUADS = st.builds(Quad, NODES, NODES, st.one_of(NODES, LITERALS), NODES)


@given(st.lists(QUADS, max_size=12))
def test_quads_are_written_and_read_back(quads: list[Quad]) -> None:
    """The statements of a written file are those that were given, each once, sorted in each graph."""
    data = to_nquads(quads)
    assert set(parse_quads(data)) == set(quads)
    lines = data.split(b"\n")
    assert lines[-1] == b""
    assert lines[:-1] == sorted(set(lines[:-1]), key=lambda line: (line.split(b" ")[-2], line))
    assert to_nquads(parse_quads(data)) == data


@given(ANY_TEXT)
def test_a_text_file_comes_back_or_is_refused(text: str) -> None:
    """A file without CR, mark and control characters is read character for character; others never."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.txt"
        path.write_bytes(text.encode("utf-8"))
        read = read_text_file(path, Path(name), "a.txt", 10_000)
    is_plain = not ("\r" in text or CONTROL.search(text) or text.startswith("\ufeff"))
    if is_plain and isinstance(read, TextFile):
        assert read.text == text
    else:
        # Every other byte zero looks like UTF-16, which plain text cannot be: it holds no NUL.
        assert not is_plain


def one_or_list(values: list[str]) -> Any:  # noqa: ANN401 - a word or words
    """A single word as such, several as a list: both are how authors write."""
    return values[0] if len(values) == 1 else values


@st.composite
def claims(draw: st.DrawFn) -> dict[str, Any]:
    """The fields of a claim, in any order, with any words where words are free."""
    fields: dict[str, Any] = {
        "subject": one_or_list(draw(st.lists(IDS, min_size=1, max_size=3))),
        "relation": draw(IDS),
        "quote": draw(
            st.one_of(
                WORDS,
                st.lists(WORDS, min_size=1, max_size=3),
                st.builds(
                    lambda text, number: {"text": text, "in": "S02", "nth": number}, WORDS, st.integers(1, 9)
                ),
            )
        ),
        **{axis: draw(st.sampled_from(CLAIM[axis].values)) for axis in ("role", "modality", "polarity")},
        "status": draw(st.sampled_from(["stated", "presupposed", "background"])),
    }
    for name in ("object", "rivals"):
        if draw(st.booleans()):
            fields[name] = one_or_list(draw(st.lists(IDS, min_size=1, max_size=3)))
    if draw(st.booleans()):
        fields["note"] = draw(WORDS)
    return dict(draw(st.permutations(sorted(fields.items()))))


CASE = {
    "case": "x",
    "label": "X",
    "frameworks": ["f"],
    "sources": {"s": {"file": "s.txt", "kind": "press", "language": "en", "label": "S"}},
}


def as_list(value: Any) -> list[Any]:  # noqa: ANN401 - a word or words
    """Several values, whether written as a list or alone."""
    return value if isinstance(value, list) else [value]


def words_in(value: Any) -> list[str]:  # noqa: ANN401 - text, a list or a mapping of such
    """Every text in a value."""
    if isinstance(value, dict):
        return [word for part in value.values() for word in words_in(part)]
    if isinstance(value, list):
        return [word for part in value for word in words_in(part)]
    return [str(value)]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(
    st.dictionaries(IDS.filter(lambda name: name not in {"s", "x"}), claims(), min_size=1, max_size=4),
    st.sampled_from([True, False, None]),
    st.booleans(),
)
def test_a_case_written_as_yaml_reads_back(
    written: dict[str, dict[str, Any]],
    style: bool | None,  # noqa: FBT001 - of the YAML writer
    is_ascii: bool,  # noqa: FBT001
) -> None:
    """Each field of each claim is read as it was meant, in block and flow style, escaped or not."""
    text = yaml.safe_dump(
        CASE | {"claims": written},
        default_flow_style=style,
        allow_unicode=not is_ascii,
        sort_keys=False,
        width=1000,
    )
    # YAML writers leave these characters as they are, and the reader refuses them as damage.
    assume(not CONTROL.search(text) and "\r" not in text and "\ufeff" not in text)
    # Signs that mislead, that look like YAML's own or that Windows reserves have tests of their own.
    words = [*written, *(word for fields in written.values() for word in words_in(fields))]
    assume(
        not any(
            any(misleading(word)) or like_yaml(Word(word, Location("x"), is_plain=True)) or word in RESERVED
            for word in words
        )
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "x"
        folder.mkdir()
        (folder / "case.yaml").write_bytes(text.encode("utf-8"))
        case, problems = read_case(folder, "x")
    assert [str(problem) for problem in problems] == []
    assert case is not None
    assert list(case.claims) == list(written)
    for name, fields in written.items():
        claim = case.claims[name]
        assert list(claim.subject) == as_list(fields["subject"])
        assert list(claim.object) == as_list(fields.get("object", []))
        assert list(claim.rivals) == as_list(fields.get("rivals", []))
        assert (claim.relation, claim.note) == (fields["relation"], fields.get("note"))
        for axis in ("status", "role", "modality", "polarity"):
            assert getattr(claim, axis) == fields[axis]
        [line] = claim.evidence
        read = [(q.text, q.segment, q.nth) for q in line.quotations]
        meant = [
            (q["text"], q["in"], q["nth"]) if isinstance(q, dict) else (q, None, None)
            for q in as_list(fields["quote"])
        ]
        assert read == meant


@given(st.text(st.sampled_from("ab:-#&*!|>'\"[]{},\n \t?%@`\\0"), max_size=60))
def test_no_yaml_makes_the_reader_raise(text: str) -> None:
    """Whatever stands in a file, the reader gives a case or problems, each with a place in that file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "x"
        folder.mkdir()
        (folder / "case.yaml").write_text("case: x\nlabel: X\nframeworks: [f]\n", encoding="utf-8")
        (folder / "more.yaml").write_text(text, encoding="utf-8")
        case, problems = read_case(folder, "x")
    assert case is not None
    assert all(problem.location.file == "x/more.yaml" for problem in problems)
    last = text.count("\n") + 1
    assert all(1 <= problem.location.line <= last + 1 for problem in problems)
    assert all(problem.location.column >= 1 for problem in problems)
