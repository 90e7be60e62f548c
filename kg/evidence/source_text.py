"""A source document as text, cut into numbered segments.

Positions count Unicode code points from 0, start included, end excluded (W3C Web Annotation
Data Model, section 4.2.4, and RFC 5147).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from kg.evidence.source_file import look_for
from kg.files import SOURCE_LIMIT, odd_signs, read_text_file
from kg.problems import Location, Problem, problem, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.model.records import Source

_DIGITS = 9
"""How many digits the number of a segment has at most."""
_CUTS = {
    "stops": re.compile(r"[^.?!。？！]*[.?!。？！]+[\"”’」』)）]*|[^.?!。？！]+\Z"),
    "lines": re.compile(r"[^\n]+"),
    "paragraphs": re.compile(r"(?:[^\n]++(?:\n(?![^\S\n]*+\n))?)++"),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A numbered stretch of a source.

    Attributes:
        number: from 1.
        start: position of its first character.
        end: position after its last character.
        name: "S03".
    """

    number: int
    start: int
    end: int

    @property
    def name(self) -> str:
        """Its number as authors write it."""
        return f"S{self.number:02d}"


class Segments(Sequence[Segment]):
    """Where a text is cut. A segment is made when it is asked for, since a text may have a million of them.

    Attributes:
        starts, ends: the positions, in order.
    """

    __slots__ = ("ends", "starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Take up where each segment starts and ends."""
        self.starts, self.ends = array("L"), array("L")
        for start, end in spans:
            self.starts.append(start)
            self.ends.append(end)

    def __len__(self) -> int:
        """Count the segments."""
        return len(self.starts)

    @overload
    def __getitem__(self, place: int) -> Segment: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Segment, ...]: ...
    def __getitem__(self, place: int | slice) -> Segment | tuple[Segment, ...]:
        """Give the segment at a place, counted from 0, or those of a slice."""
        numbers = range(len(self))[place]
        if isinstance(numbers, range):
            return tuple(self[number] for number in numbers)
        return Segment(numbers + 1, self.starts[numbers], self.ends[numbers])


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source with its text.

    Attributes:
        source: what the author said of it.
        text: its characters, untouched.
        sha256: of its bytes.
        segments: in order, without gaps but for white space.
        warnings: what is odd about its signs.
    """

    source: Source
    text: str
    sha256: str
    segments: Segments
    warnings: tuple[Problem, ...] = ()

    def segments_of(self, start: int, end: int) -> tuple[Segment, ...]:
        """Find the segments that a passage touches."""
        first = max(bisect_right(self.segments.starts, start) - 1, 0)
        last = bisect_right(self.segments.starts, end - 1)
        return tuple(s for s in self.segments[first:last] if s.end > start)

    def segment_at(self, position: int) -> Segment:
        """Find the segment that holds a position; for white space between two, the one that follows."""
        number = max(bisect_right(self.segments.starts, position) - 1, 0)
        found = self.segments[number]
        is_after = position >= found.end and number + 1 < len(self.segments)
        return self.segments[number + 1] if is_after else found

    def segment(self, name: str) -> Segment | None:
        """Find the segment of that name; give None where there is none."""
        digits = name[1:]
        number = int(digits) if digits.isdecimal() and len(digits) <= _DIGITS else 0
        found = self.segments[number - 1] if 1 <= number <= len(self.segments) else None
        return found if found is not None and found.name == name else None


def cut(text: str, how: str) -> Segments:
    """Cut a text into segments.

    Args:
        text: the text.
        how: ``stops`` (after each full stop, question or exclamation mark and the quotation
            marks and brackets that close with it), ``lines`` or ``paragraphs``.

    >>> [(s.name, s.start, s.end) for s in cut("One.Two? Three", "stops")]
    [('S01', 0, 4), ('S02', 4, 8), ('S03', 9, 14)]
    """
    return Segments(_spans(text, how))


def _spans(text: str, how: str) -> Iterator[tuple[int, int]]:
    """Give where each segment starts and ends."""
    for match in _CUTS[how].finditer(text):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip())
        end = match.start() + len(words.rstrip())
        if start < end:
            yield start, end


def read_source(source: Source, folder: Path, shown: str) -> SourceText | Problem:
    """Read a source's text from its case folder, or say why not."""
    found = look_for(source, folder, shown)
    if found is not None:
        return found
    read = read_text_file(folder / source.file, folder, f"{shown}/{source.file}", SOURCE_LIMIT)
    if isinstance(read, Problem):
        return read
    segments = cut(read.text, source.segments)
    if not segments:
        return problem("KG107", Location(read.shown, 1, 1), say("an empty source text"), say("text"))
    return SourceText(source, read.text, read.sha256, segments, tuple(odd_signs(read)))
