"""The parts of an Excel workbook that hold text (ECMA-376), read piece by piece and no further than allowed.

Takes the bytes of a file; gives its sheets, the strings they share and which formats are dates. Names,
styles, drawings, comments and whatever else a workbook carries are passed over, so that it costs what
its filled cells cost. What would cost more is refused before it is held in memory.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from kg.kit.sheets.cells import Room
from kg.problems import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.problems import Location
    from kg.problems.said import Said

DAMAGE = (zipfile.BadZipFile, zlib.error, expat.ExpatError, OSError, EOFError, ValueError, KeyError, IndexError,
          OverflowError, NotImplementedError, RuntimeError)  # fmt: skip
"""What reading raises when a file is broken."""
_MOST_FILES, _MOST_MB, _MOST_TAGS, _MOST_SHEETS, _MOST_FORMATS = 5_000, 30, 1_000_000, 250, 5_000
_LONGEST_TAG, _LONGEST_TEXT = 1_000_000, 1_000_000
_CHUNK = 1 << 16
_ENTRY = b"PK\x01\x02"
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile("[\ud800-\udfff]")
_YES = frozenset({"1", "true"})
Attributes = dict[str, str]


class TooMuchError(Exception):
    """More than a workbook may hold, told by what was found and what is allowed."""

    def __init__(self, found: Said, expected: Said, place: Location | None = None) -> None:
        """Keep the clauses of the message, and the cell if it is about one."""
        super().__init__(found)
        self.found, self.expected, self.place = found, expected, place


class Package:
    """The files in a workbook, which give no more than what is allowed in all."""

    def __init__(self, data: bytes) -> None:
        """Open the archive.

        Args:
            data: the bytes of the workbook.

        Raises:
            TooMuchError: it holds too many files.
        """
        number = data.count(_ENTRY)
        if number > _MOST_FILES:
            raise TooMuchError(
                say("an archive of {0} files", f"{number:,}"), say("at most {0}", f"{_MOST_FILES:,}")
            )
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = {name.lower(): name for name in reversed(self.archive.namelist())}
        self.part = ""
        self._bytes = self._tags = 0

    def begin(self, name: str, size: int) -> bytes:
        """Read the first bytes of a file.

        Args:
            name: of the file, which is there.
            size: how many bytes.
        """
        with self.archive.open(self.names[name.lower()]) as stream:
            return stream.read(size)

    def parse(
        self,
        name: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Read a part of XML, telling of each element by its name without a namespace.

        Args:
            name: of the part.
            start: what to do where an element begins.
            end: what to do where one ends.
            text: what to do with text.

        Raises:
            TooMuchError: the parts that were read are too large together.
        """
        self.part = name
        entry = self.archive.getinfo(self.names[name.lower()])
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise zipfile.BadZipFile(name)
        self._bytes += entry.file_size
        if self._bytes > _MOST_MB * 1e6:
            found = say("a workbook of {0} MB unpacked, up to its part {1}", f"{self._bytes / 1e6:.0f}", name)
            raise TooMuchError(found, say("at most {0} MB", _MOST_MB))
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = lambda tag, attributes: start(self._counted(tag), attributes)
        if end is not None:
            parser.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
        if text is not None:
            parser.CharacterDataHandler = text
        fed = 0
        with self.archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk)
                fed += len(chunk)
                if fed - max(parser.CurrentByteIndex, 0) > _LONGEST_TAG:
                    raise zipfile.BadZipFile(name)
        parser.Parse(b"", True)  # noqa: FBT003 - the parser takes it so

    def _counted(self, tag: str) -> str:
        """Count one more element, and give its name without its namespace."""
        self._tags += 1
        if self._tags > _MOST_TAGS:
            found = say("a workbook of more than {0} tags, up to its part {1}", f"{_MOST_TAGS:,}", self.part)
            raise TooMuchError(found, say("at most {0}", f"{_MOST_TAGS:,}"))
        return tag.rpartition(" ")[2]


def _refuse(*_: object) -> None:
    """Refuse a part that declares a document type: with one, a small file can grow to any size."""
    raise zipfile.BadZipFile


@dataclass(slots=True)
class Sheet:
    """A sheet as the workbook lists it.

    Attributes:
        part: the file in the workbook; nothing when there is none.
        is_hidden: it cannot be seen.
    """

    part: str
    is_hidden: bool


@dataclass(slots=True)
class Book:
    """What a workbook says of all its sheets.

    Attributes:
        package: the archive.
        sheets: by name, in their order.
        strings: what cells share.
        dates: of each cell format, 0 a number, 1 a date, 2 a length of time.
        is_1904: days are counted from 1904.
        room: what its cells have taken.
    """

    package: Package
    sheets: dict[str, Sheet] = field(default_factory=dict)
    strings: list[str] = field(default_factory=list)
    dates: bytearray = field(default_factory=bytearray)
    is_1904: bool = False
    room: Room = field(default_factory=Room)


def open_book(package: Package) -> Book:
    """Read the list of sheets, the shared strings and the formats of a workbook.

    Args:
        package: its archive.

    Raises:
        TooMuchError: there is more than is allowed.
    """
    home = next(
        (target for kind, target in _related(package, "").values() if kind == "officeDocument"),
        "xl/workbook.xml",
    )
    related = _related(package, home)
    book = Book(package)

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "workbookPr":
            book.is_1904 = attributes.get("date1904") in _YES
        elif tag == "sheet":
            key = next((value for name, value in attributes.items() if name.endswith(" id")), "")
            state = attributes.get("state", "visible")
            book.sheets[attributes["name"]] = Sheet(related.get(key, ("", ""))[1], state != "visible")
            if len(book.sheets) > _MOST_SHEETS:
                raise TooMuchError(
                    say("more than {0} sheets", _MOST_SHEETS), say("at most {0}", _MOST_SHEETS)
                )

    package.parse(home, start)
    for kind, target in related.values():
        if kind == "sharedStrings":
            book.strings = _strings(package, target)
        elif kind == "styles":
            book.dates = _dates(package, target)
    return book


def _related(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """List the kinds and names of the parts that a part leads to, by key."""
    folder, _, name = part.rpartition("/")
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External" and len(found) < _MOST_FILES:
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
            kind = attributes["Type"].rpartition("/")[2]
            found[attributes["Id"]] = (kind, target.lstrip("/"))

    listed = f"{folder}/_rels/{name}.rels".lstrip("/")
    if listed.lower() in package.names:
        package.parse(listed, start)
    return found


class Letters:
    """Text put together from the pieces in which a parser gives it."""

    def __init__(self) -> None:
        """Begin with no text, and take none until `is_open` is set."""
        self.is_open = False
        self._pieces: list[str] = []
        self._size = 0

    def add(self, piece: str) -> None:
        """Take a piece, if anybody listens."""
        if self.is_open:
            self._pieces.append(piece)
            self._size += len(piece)
            if self._size > _LONGEST_TEXT:
                found = say("a text of more than {0} characters", f"{_LONGEST_TEXT:,}")
                raise TooMuchError(found, say("at most {0}", f"{_LONGEST_TEXT:,}"))

    def take(self) -> str:
        """Give all that was gathered, and begin anew."""
        text = "".join(self._pieces)
        self._pieces.clear()
        self._size = 0
        return text


def _strings(package: Package, part: str) -> list[str]:
    """Read the strings that cells share, without the small signs that say how a Chinese or Japanese word is read aloud."""
    found: list[str] = []
    letters = Letters()
    aloud = False

    def start(tag: str, _: Attributes) -> None:
        nonlocal aloud
        if tag == "rPh":
            aloud = True
        elif tag == "t":
            letters.is_open = not aloud

    def end(tag: str) -> None:
        nonlocal aloud
        if tag == "t":
            letters.is_open = False
        elif tag == "rPh":
            aloud = False
        elif tag == "si":
            found.append(unescaped(letters.take()))

    package.parse(part, start, end, letters.add)
    return found


def unescaped(text: str) -> str:
    r"""Undo the escapes of the format, which has ``_x000D_`` for what XML would change.

    >>> unescaped("a_x000D_b_x005F_x0041_")
    'a\rb_x0041_'
    """
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(plain):
        return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain


def _dates(package: Package, part: str) -> bytearray:
    """Read what each cell format makes of a number."""
    found = bytearray()
    own: dict[int, str] = {}
    is_of_cells = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal is_of_cells
        if tag == "numFmt":
            own[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
            if len(own) > _MOST_FORMATS:
                raise TooMuchError(
                    say("more than {0} number formats", f"{_MOST_FORMATS:,}"),
                    say("at most {0}", f"{_MOST_FORMATS:,}"),
                )
        elif tag == "cellXfs":
            is_of_cells = True
        elif tag == "xf" and is_of_cells:
            number = int(attributes.get("numFmtId", 0))
            if number not in known:
                # Thousands of cell formats share a few formats of numbers; each of these is looked at once.
                code = own.get(number) or BUILTIN_FORMATS.get(number, "General")
                known[number] = 2 if is_timedelta_format(code) else int(is_date_format(code))
            found.append(known[number])

    def end(tag: str) -> None:
        nonlocal is_of_cells
        is_of_cells &= tag != "cellXfs"

    known: dict[int, int] = {}
    package.parse(part, start, end)
    return found
