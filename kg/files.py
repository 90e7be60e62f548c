"""A text file of a case folder, read safely: inside the folder, not too large, UTF-8, LF.

Takes a path; gives the text and its SHA-256, or the problem that kept it from being read.
Offsets into a text count on its being exactly what the author saw, so nothing is repaired.
"""

from __future__ import annotations

import errno
import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.problems import Location, Problem, Severity, problem, say
from kg.signs import BREAKING, HIDDEN, LOST, MEANINGLESS, TURNING, code_points, look_alike, misleading

if TYPE_CHECKING:
    from pathlib import Path

    from kg.problems.said import Said

CASE_FILE, SCHEMA_FILE = "case.yaml", "case.schema.json"
"""The head of a case, and what `kg case schema` writes for editors; the first line of each YAML file points to it."""
PROJECT_FILE, PROJECT_SCHEMA_FILE = "project.yaml", "project.schema.json"
"""What a project says of itself, and the schema for editors that `kg project new` writes beside it."""
CSV_PREFACE, REPORT_FILE = "read-me.txt", "report.json"
"""What explains the tables that `kg case to-csv` writes, and what a build says of itself."""
YAML_ENDINGS = frozenset({".yaml", ".yml"})

GIT_ATTRIBUTES = "* text=auto eol=lf\n*.txt -text\n"
"""What keeps Git from changing the line ends of a case: offsets count on each character of a source."""
YAML_LIMIT = 2_000_000
SOURCE_LIMIT = 5_000_000
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""Characters that no text file holds: all of them but tab, line feed, CR and next line."""
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
"""Names that Windows keeps for its devices: no file there can be called so, whatever its suffix."""
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*\x00-\x1f]|[. ]$')
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_BOM = b"\xef\xbb\xbf"
_DOCUMENTS = (
    (b"PK\x03\x04", say("a file of Word, Excel or the like, or an archive")),
    (b"\xd0\xcf\x11\xe0", say("a file of an old Word or Excel")),
    (b"{\\rtf", say("an RTF file")),
    (b"%PDF-", say("a PDF file")),
    (b"\x1f\x8b", say("a packed file")),
)
"""How files begin that hold text in a form of their own."""
_SAMPLE = 2000
_COMMON = {
    "gb18030": re.compile(rb"[\xa1\xa3\xb0-\xd7][\xa1-\xfe]"),
    "big5": re.compile(rb"[\xa1\xa4-\xc6][\x40-\x7e\xa1-\xfe]"),
}
"""The encodings of Chinese, with the bytes of their common characters and punctuation."""
_MOSTLY, _HALF = 0.7, 0.5
_LOST = say("a conversion lost it: get the text again, and convert it from its own encoding")
_LINE_ENDS = say(
    "set your editor to LF and save again; if Git changed them: git config core.autocrlf false, or a file .gitattributes "
    'with the line "* text=auto eol=lf", then check the files out anew'
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
    data = _read_bytes(path, root, shown, limit)
    if isinstance(data, Problem):
        return data
    text = _decode(data, shown)
    if isinstance(text, Problem):
        return text
    return TextFile(shown, text, sha256(data))


def sha256(data: bytes) -> str:
    """Hash some bytes by SHA-256, in hexadecimal.

    >>> sha256(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(data).hexdigest()


def rescue_text(path: Path, root: Path, limit: int) -> tuple[str, bool]:
    """Save what can be known of a file that `read_text_file` refused, so that no second mistake follows from the first.

    Args:
        path: the file.
        root: the folder it must lie in.
        limit: largest size, in bytes.

    Returns:
        Its text, and whether each character of it is sure: it is where only a byte order mark, line
        ends or a marked encoding were wrong. Else the text is good for finding names in it; it is
        empty when the file could not be read at all.
    """
    data = _read_bytes(path, root, "", limit)
    if isinstance(data, Problem):
        return "", False
    marked = [name for mark, name in _MARKS if data.startswith(mark)]
    try:
        text = data.decode(marked[0] if marked else "utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return data.decode("latin-1").replace("\x00", ""), False
    return text.replace("\x00", ""), CONTROL.search(text) is None


def name_fault(name: str) -> tuple[Said, Said] | None:
    """Say why a file of that name is not found or cannot lie on every computer, and what to do; give None where it can.

    Args:
        name: a path in a case folder.
    """
    if re.match(r"[A-Za-z]:[\\/]|\\\\", name):
        return say("a path that one computer has"), say(
            "copy the file into the case folder and write its name"
        )
    if "\\" in name:
        return say("a backslash, which works on Windows only"), say("write {0}", name.replace("\\", "/"))
    for part in (part for part in name.split("/") if part.strip(".")):
        if part != part.encode("utf-8", "replace").decode():
            return say("a name that is not UTF-8"), say("rename it")
        if part.partition(".")[0].strip().lower() in RESERVED:
            return say("a name that Windows keeps for itself"), say("rename it")
        if _NOT_ON_WINDOWS.search(part) or next(misleading(part), None):
            return say("signs that a file name on Windows cannot have, or that nobody sees"), say("rename it")
    return None


def is_composed(name: str) -> bool:
    """Tell whether a name is in the form of Unicode that most systems write (NFC): no letter apart from its accent."""
    return unicodedata.is_normalized("NFC", name)


def conflict_at(text: str) -> int | None:
    """Find where a whole conflict begins that Git left in a text: its three lines, in order."""
    lined = f"\n{text}"
    begins = lined.find("\n<<<<<<< ")
    parted = lined.find("\n=======\n", begins + 1) if begins >= 0 else -1
    return begins if parted >= 0 and lined.find("\n>>>>>>> ", parted + 1) >= 0 else None


def odd_sign(sign: str, what: str) -> Said:
    """Describe a sign that misleads, by its code point and what it does.

    Args:
        sign: the sign.
        what: what `kg.signs.misleading` says of it.
    """
    return {
        LOST: say("the sign {0}, which stands for one that was lost", code_points(sign)),
        TURNING: say("the sign {0}, which turns the text around", code_points(sign)),
        HIDDEN: say("the sign {0}, which nobody sees", code_points(sign)),
        BREAKING: say("the line end {0}, which hardly any editor shows", code_points(sign)),
        MEANINGLESS: say("the sign {0}, which means nothing", code_points(sign)),
    }[what]


def did_you_mean(word: str, near: str) -> Said:
    """Ask whether another name was meant, and tell the first sign that looks like one of it, by code points.

    Args:
        word: what was written.
        near: the name that there is.

    >>> did_you_mean("feild", "field")
    'did you mean "field"?'
    """
    if len(word) == len(near) and look_alike(word, near):
        one, other = next(pair for pair in zip(word, near, strict=True) if pair[0] != pair[1])
        alike = (f"{sign} {code_points(sign)}" for sign in (one, other))
        return say('did you mean "{0}"? {1} only looks like {2}', near, *alike)
    return say('did you mean "{0}"?', near)


def odd_signs(read: TextFile) -> list[Problem]:
    """Warn of each sign of a source that hides, turns the text or was lost, at its first place."""
    places: dict[tuple[str, str], list[int]] = {}
    for at, what in misleading(read.text):
        places.setdefault((what, read.text[at]), []).append(at)
    found = []
    for (what, sign), all_of_them in places.items():
        once = odd_sign(sign, what)
        several = say("{0} ({1} times)", once, len(all_of_them)) if len(all_of_them) > 1 else once
        hint = say("a quotation over it has it too; if it came in by mistake, get the text again")
        if what == LOST:
            hint = _LOST
        one = problem(
            "KG009",
            _place_of(read.text, all_of_them[0], read.shown),
            several,
            say("the text as it was"),
            hint,
        )
        found.append(replace(one, severity=Severity.WARNING))
    conflict = conflict_at(read.text)
    if conflict is not None:
        one = problem(
            "KG009",
            _place_of(read.text, conflict, read.shown),
            say("a conflict of Git that nobody has solved"),
            say("the text as it was"),
            say("keep one of the two versions between <<<<<<< and >>>>>>>, and delete those lines"),
        )
        found.append(replace(one, severity=Severity.WARNING))
    return found


def too_large(size: int, limit: int) -> tuple[Said, Said]:
    """Say how large a file is and may be: in megabytes, or in bytes where these would be the same.

    >>> too_large(6_100_000, 5_000_000), too_large(5_000_001, 5_000_000)
    (('a file of 6.1 MB', 'at most 5 MB'), ('a file of 5,000,001 bytes', 'at most 5,000,000 bytes'))
    """
    if f"{size / 1e6:.1f}" == f"{limit / 1e6:.1f}":
        return say("a file of {0} bytes", f"{size:,}"), say("at most {0} bytes", f"{limit:,}")
    return say("a file of {0} MB", f"{size / 1e6:.1f}"), say("at most {0} MB", f"{limit / 1e6:.0f}")


def _read_bytes(path: Path, root: Path, shown: str, limit: int) -> bytes | Problem:
    """Read the bytes of a regular file in the folder that is not too large; report any other."""
    place = Location(shown, 1, 1)
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            what = say("a link to a file outside the case folder")
            expected = say("a file in it")
            advice = say("copy the file into the folder")
            return problem("KG006", place, what, expected, advice)
        if path.exists() and not path.is_file():
            return problem("KG007", place, say("a folder or device"), say("a text file"))
        size = path.stat().st_size
        if size > limit:
            return problem("KG005", place, *too_large(size, limit), say("split it into several files"))
        return path.read_bytes()
    except (OSError, RuntimeError) as error:
        # Python before 3.13 tells a circle of links by RuntimeError.
        if not isinstance(error, OSError) or error.errno == errno.ELOOP:
            return problem("KG007", place, say("a link that leads to itself"), say("a text file"))
        hint = say("give yourself the right to read it") if isinstance(error, PermissionError) else ""
        found = say("a file that cannot be read ({0})", error.strerror)
        return problem("KG007", place, found, say("a readable text file"), hint)


def _decode(data: bytes, shown: str) -> str | Problem:
    """Decode a UTF-8 file without BOM, CR and control characters; report any other."""
    other = _other_form(data, shown)
    if other is not None:
        return other
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error, shown)
    if "\r" in text:
        found = say("CR (Windows) line ends")
        expected = say("LF line ends")
        return problem("KG004", _place_of(text, text.index("\r"), shown), found, expected, _LINE_ENDS)
    control = CONTROL.search(text)
    if control:
        name = f"U+{ord(control.group()):04X}"
        place = _place_of(text, control.start(), shown)
        found = say("the control character {0}", name)
        # Those above ASCII are what is left of letters and quotation marks read in the wrong encoding.
        hint = say("delete it") if control.group() <= "\x7f" or control.group() > "\x9f" else _LOST
        return problem("KG008", place, found, say("text only"), hint)
    return text


def _other_form(data: bytes, shown: str) -> Problem | None:
    """Report a file whose first bytes say that it is something else than plain UTF-8."""
    start = Location(shown, 1, 1)
    document = next((what for sign, what in _DOCUMENTS if data.startswith(sign)), None)
    if document is not None:
        hint = say("open it in its own program and save its words as plain text in UTF-8")
        return problem("KG007", start, document, say("a text file"), hint)
    encoding = _marked_encoding(data)
    if encoding:
        return problem("KG002", start, say("a file in {0}", encoding), "UTF-8", _conversion(encoding, shown))
    if data.startswith(_BOM):
        found, hint = say("a byte order mark (BOM)"), say("save as 'UTF-8', not 'UTF-8 with BOM'")
        return problem("KG003", start, found, say("UTF-8 without one"), hint)
    return None


def _marked_encoding(data: bytes) -> str:
    """Recognise UTF-16 or UTF-32, by a mark or by every other byte being zero."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE]
    zeros = max(sample[0::2].count(0), sample[1::2].count(0))
    others = min(sample[0::2].count(0), sample[1::2].count(0))
    return "UTF-16" if zeros > len(sample) // 4 and not others else ""


def _not_utf8(data: bytes, error: UnicodeDecodeError, shown: str) -> Problem:
    """Report bytes that are not UTF-8, with a guess at what they are."""
    before = data[: error.start].decode("utf-8")
    place = _place_of(before, len(before), shown)
    found = say("the byte {0}, which is not UTF-8", f"0x{data[error.start]:02X}")
    if b"\x00" in data:
        return problem("KG002", place, found, say("UTF-8 text"), say("this does not look like a text file"))
    guesses = _guess_encodings(data)
    hint = ""
    if guesses:
        hint = say(
            "it looks like {0}: {1}; look at what comes out before you keep it",
            guesses[0],
            _conversion(guesses[0], shown),
        )
    if len(guesses) > 1:
        hint = say(
            "it looks like {0} (or {1}): {2}; look at what comes out before you keep it",
            guesses[0],
            guesses[1],
            _conversion(guesses[0], shown),
        )
    return problem("KG002", place, found, "UTF-8", hint)


def _conversion(encoding: str, shown: str) -> str:
    name = shown.rpartition("/")[2]
    return say(
        "save it as UTF-8 in your editor, or convert it: iconv -f {0} -t UTF-8 {1} > NEW", encoding, name
    )


def _guess_encodings(data: bytes) -> list[str]:
    """Guess the common encodings that fit, the likeliest first.

    Most texts in one of the two encodings of Chinese can be read in the other too, and mean nothing there: read in
    its own, a text has mostly common characters; one that has not is in neither, as Japanese may be. Bytes above ASCII that stand alone are else accented letters.
    """
    shares = {name: _common(data, name) for name in _COMMON if _fits(data, name)}
    runs = re.findall(rb"[\x80-\xff]+", data)
    is_western = sum(len(run) == 1 for run in runs) > len(runs) / 2 and _fits(data, "windows-1252")
    if is_western and max(shares.values(), default=0) < _MOSTLY:
        return ["WINDOWS-1252"]
    if max(shares.values(), default=0) < _HALF:
        return []
    return [name.upper() for name in sorted(shares, key=lambda name: -shares[name])]


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _common(data: bytes, encoding: str) -> float:
    """Measure which share of the ideographs of a text are common ones, if it is in that encoding."""
    signs = [sign for sign in data.decode(encoding) if not sign.isascii()]
    common = sum(_COMMON[encoding].fullmatch(sign.encode(encoding)) is not None for sign in signs)
    return common / max(len(signs), 1)


def _place_of(text: str, offset: int, shown: str) -> Location:
    """Find line and column of a character."""
    line = text.count("\n", 0, offset) + 1
    return Location(shown, line, offset - (text.rfind("\n", 0, offset) + 1) + 1)
