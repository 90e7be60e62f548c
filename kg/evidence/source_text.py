"""A source document as text, cut into numbered segments: where its file lies, and whether it may be one.

What is wrong with a file is told where the author named it: whoever named it is the one who can mend it.

Positions count Unicode code points from 0, start included, end excluded (W3C Web Annotation
Data Model, section 4.2.4, and RFC 5147).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from kg.files import (
    CASE_FILE,
    CSV_PREFACE,
    REPORT_FILE,
    SCHEMA_FILE,
    SOURCE_LIMIT,
    YAML_ENDINGS,
    did_you_mean,
    name_fault,
    odd_signs,
    read_text_file,
)
from kg.problems import Location, Problem, Severity, problem, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.model.records import Source
    from kg.problems.said import Said

_GRAPHS = frozenset({".nq", ".nt", ".trig", ".ttl"})
"""The endings of what `kg build` and `kg query` write."""
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


def look_for(source: Source, folder: Path, shown: str) -> Problem | None:  # noqa: PLR0911 - one a fault
    """Look for the file of a source, without opening it.

    Args:
        source: a source with a file.
        folder: the case folder.
        shown: how to call it in a problem.

    Returns:
        Why it cannot be the text of this source, a warning where it is restricted and elsewhere; None where
        it is there, or where only opening it tells what is wrong.
    """
    fault = name_fault(source.file)
    if fault is not None:
        found = say('the file "{0}": {1}', source.file, fault[0])
        expected = say("a name that every computer can hold")
        return problem("KG011", source.file.location, found, expected, fault[1])
    path = folder / source.file
    try:
        real = path.resolve()
        if not real.is_relative_to(folder.resolve()):
            what = say('the file "{0}"', source.file)
            if path.is_symlink():
                what = say('the file "{0}", a link that leads out of the case folder', source.file)
            expected = say("a file in the case folder")
            hint = say("copy it into the folder")
            return problem("KG006", source.file.location, what, expected, hint)
        if not (path.exists() or path.is_symlink()):
            return _missing(source, folder, shown)
        if path.exists() and not path.is_file():
            found = say('the file "{0}", which is a folder or device', source.file)
            expected = say("a text file")
            return problem("KG007", source.file.location, found, expected)
    except (OSError, RuntimeError):
        return None
    why = _none_of_ours(real, folder.resolve())
    if why is None:
        return None
    found = say('the file "{0}", {1}', source.file, why)
    expected = say("a text that is a source of this case")
    hint = say("name the file that holds the words of the source")
    return problem("KG307", source.file.location, found, expected, hint)


def _none_of_ours(real: Path, folder: Path) -> Said | None:
    """Say what a file is that cannot be a source text of the case; give None where it can."""
    if real.suffix.lower() in YAML_ENDINGS:
        return say("which is a YAML file: it holds a coding and no source")
    if real.suffix.lower() in _GRAPHS:
        return say("which holds a graph and no source")
    command = "schema" if real.name == SCHEMA_FILE else ""
    if real.name == CSV_PREFACE and (real.parent / "claims.csv").is_file():
        command = "to-csv"
    if command:
        return say("which 'kg case {0}' writes", command)
    inner = [above for above in real.parents if above != folder and above.is_relative_to(folder)]
    if real.name == REPORT_FILE or any((above / REPORT_FILE).is_file() for above in inner):
        return say("which 'kg build' writes")
    if any((above / CASE_FILE).is_file() for above in inner):
        return say("which lies in another case")
    return None


def _missing(source: Source, folder: Path, shown: str) -> Problem:
    """Report a file that is not there. A restricted text may be on another machine, so there it is a warning only."""
    if source.access == "quoted":
        found = say('no file "{0}"', source.file)
        expected = say("a text file in {0}", shown)
        hint = _near(folder, source.file)
        return problem("KG305", source.file.location, found, expected, hint)
    found = say('no file "{0}" on this machine, so that quotations from it were skipped', source.file)
    expected = say("a text file in {0}, if you have one", shown)
    hint = _near(folder, source.file)
    return Problem("KG305", source.file.location, found, expected, hint, Severity.WARNING)


def _near(folder: Path, name: str) -> str:
    """Suggest the text file that may have been meant, among those that lie where it should."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    home = (folder / name).parent
    home = home if home.is_dir() else folder
    plain = [p for p in home.iterdir() if p.is_file() and p.name[0] != "." and p.name.isprintable()]
    own = {p for p in plain if p.suffix.lower() in YAML_ENDINGS or p.name == SCHEMA_FILE}
    names = sorted(p.relative_to(folder).as_posix() for p in plain if p not in own)
    composed = unicodedata.normalize("NFC", name)
    if composed in (unicodedata.normalize("NFC", name) for name in names):
        return say(
            "the folder has it in another form of Unicode, with letters apart from their accents (NFD): rename it, and type the name anew in both places"
        )
    near = get_close_matches(name, names, n=1)
    if near:
        return did_you_mean(name, near[0])
    return say("the folder has: {0}", names) if names else say("put the file there")
