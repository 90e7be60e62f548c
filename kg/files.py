"""A text file of a case folder, read safely: inside the folder, not too large, UTF-8, LF.

Takes a path; gives the text and its SHA-256, or the problem that kept it from being read.
Offsets into a text count on its being exactly what the author saw, so nothing is repaired.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.problems import Location, Problem, problem

if TYPE_CHECKING:
    from pathlib import Path

YAML_LIMIT = 2_000_000
SOURCE_LIMIT = 5_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that was read.

    Attributes:
        shown: the path as the user would type it.
        text: its characters.
        sha256: of its bytes, in hexadecimal.
    """

    shown: str
    text: str
    sha256: str


def read_text_file(path: Path, root: Path, shown: str, limit: int) -> TextFile | Problem:
    """Read a file of the folder `root`, or say why not.

    Args:
        path: the file.
        root: the folder it must lie in, links followed.
        shown: how to call it in a problem.
        limit: largest size, in bytes.
    """
    place = Location(shown, 1, 1)
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        return problem("KG006", place, "a link to a file outside the case folder", "a file in it",
                       "copy the file into the folder")  # fmt: skip
    try:
        size = path.stat().st_size
        if size > limit:
            found = f"a file of {size / 1e6:.1f} MB"
            return problem("KG005", place, found, f"at most {limit / 1e6:.0f} MB", "split it")
        data = path.read_bytes()
    except OSError as error:
        return problem("KG007", place, f"a file that cannot be read ({error.strerror})",
                       "a readable text file")  # fmt: skip
    decoded = _decode(data, shown)
    if isinstance(decoded, Problem):
        return decoded
    return TextFile(shown, decoded, hashlib.sha256(data).hexdigest())


def _decode(data: bytes, shown: str) -> str | Problem:
    """The characters of a UTF-8 file without BOM, CR and control characters."""
    place = Location(shown, 1, 1)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return problem("KG002", place, f"a file in {name}", "UTF-8",
                           f"convert it: iconv -f {name} -t UTF-8 OLD > NEW")  # fmt: skip
    if data.startswith(b"\xef\xbb\xbf"):
        return problem("KG003", place, "a byte order mark (BOM)", "UTF-8 without one",
                       "save as 'UTF-8', not 'UTF-8 with BOM'")  # fmt: skip
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error, shown)
    if "\r" in text:
        return problem("KG004", _place_of(text, text.index("\r"), shown), "CR (Windows) line ends",
                       "LF line ends", "set your editor to LF and save again")  # fmt: skip
    control = _CONTROL.search(text)
    if control:
        name = f"U+{ord(control.group()):04X}"
        place = _place_of(text, control.start(), shown)
        return problem("KG008", place, f"the control character {name}", "text only")
    return text


def _not_utf8(data: bytes, error: UnicodeDecodeError, shown: str) -> Problem:
    """The problem of bytes that are not UTF-8, with a guess at what they are."""
    before = data[: error.start]
    line = before.count(b"\n") + 1
    column = error.start - (before.rfind(b"\n") + 1) + 1
    guess = _guess_encoding(data)
    hint = f"it looks like {guess}: iconv -f {guess} -t UTF-8 OLD > NEW" if guess else ""
    found = f"the byte 0x{data[error.start]:02X}, which is not UTF-8"
    return problem("KG002", Location(shown, line, column), found, "UTF-8", hint)


def _guess_encoding(data: bytes) -> str:
    """The first common encoding that fits, or nothing."""
    if data[:200].count(b"\x00") > len(data[:200]) // 4:
        return "UTF-16"
    for name in ("gb18030", "big5", "windows-1252"):
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return name.upper()
    return ""


def _place_of(text: str, offset: int, shown: str) -> Location:
    """Line and column of a character."""
    line = text.count("\n", 0, offset) + 1
    return Location(shown, line, offset - (text.rfind("\n", 0, offset) + 1) + 1)
