"""The records: a place in a file, a problem there, and the error for wrong use of the tool."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from kg.problems.said import Said, in_language, packed, say, unpacked


class Severity(StrEnum):
    """How bad a problem is: an error stops the build, a warning is only shown."""

    ERROR = "error"
    WARNING = "warning"


_WORDS = ("found", "expected", "hint")
_SEVERITIES = {Severity.ERROR: say("error"), Severity.WARNING: say("warning")}
_FEW = 3
_SEMICOLON = {"en": "; ", "zh": "；"}


def column_letters(number: int) -> str:
    """Write the letters by which a spreadsheet calls a column, counted from 1.

    >>> column_letters(3), column_letters(28)
    ('C', 'AB')
    """
    letters = ""
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file.

    Attributes:
        file: path as the user would type it, with forward slashes.
        line: 1 for the first line; 0 when the problem is about the file as a whole.
        column: 1 for the first character; 0 when it is about the whole line.
        is_cell: the place is a cell of a table: its row is the line. The file of a sheet in a workbook
            is ``workbook#sheet``.

    >>> str(Location("cases/x/claims.yaml", 12, 3))
    'cases/x/claims.yaml:12:3'
    >>> str(Location("x.xlsx#claims", 12, 3, is_cell=True))
    'x.xlsx#claims!C12'
    """

    file: str
    line: int = 0
    column: int = 0
    is_cell: bool = False

    def __str__(self) -> str:
        """Write ``file:line:column``, or ``file!C12``; a place without a line is shown as its first character."""
        if self.is_cell:
            return f"{self.file}!{column_letters(max(self.column, 1))}{max(self.line, 1)}"
        return f"{self.file}:{max(self.line, 1)}:{max(self.column, 1)}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake, said so that the person who made it can mend it.

    Attributes:
        code: one of the codes in `kg.problems.CODES`.
        location: where it is.
        found: what stands there, in one clause.
        expected: what should stand there, in one clause.
        hint: what to do; may be empty.
        severity: error or warning.
        elsewhere: the other places where the same mistake is met, in order.

    >>> p = Problem("KG201", Location("c.yaml", 3, 9), 'unknown element "feild"', "an element", "")
    >>> str(p)
    'c.yaml:3:9  error KG201  unknown element "feild"; expected an element'
    """

    code: str
    location: Location
    found: str
    expected: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    elsewhere: tuple[Location, ...] = ()

    def __str__(self) -> str:
        """Write one line: place, severity, code, found, expected, hint; a line end in them is shown as ⏎."""
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """Write that line in one of `kg.problems.said.LANGUAGES`.

        >>> p = problem("KG107", Location("c.yaml", 3, 1), say("an empty file"), say("at least one section"))
        >>> p.in_language("zh")
        'c.yaml:3:1  错误 KG107  空文件；应为至少一个部分'
        """
        parts = [self.found]
        if self.expected:
            parts.append(say("expected {0}", self.expected))
        if self.hint:
            parts.append(self.hint)
        if self.elsewhere:
            parts.append(self._met_again())
        words = _SEMICOLON[language].join(in_language(part, language) for part in parts)
        severity = in_language(_SEVERITIES[self.severity], language)
        return f"{self.location}  {severity} {self.code}  {words}".replace("\n", "⏎")

    def _met_again(self) -> Said:
        """Say in which other places the mistake is met; of many, name the first."""
        shown = [
            say("line {0}", place.line) if place.file == self.location.file else str(place)
            for place in self.elsewhere[:_FEW]
        ]
        number = len(self.elsewhere)
        if number == 1:
            return say("the same in one more place: {0}", shown)
        return say("the same in {0} more places: {1}", number, [*shown, *(["…"] if number > _FEW else [])])

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Give plain values for ``--json``, with the words in a language."""
        words = {name: in_language(getattr(self, name), language) for name in _WORDS}
        place = asdict(self.location)
        if not place["is_cell"]:
            del place["is_cell"]
        return {
            "code": self.code,
            "location": place,
            **words,
            "severity": str(self.severity),
            "elsewhere": [asdict(place) for place in self.elsewhere],
        }

    def pack(self) -> dict[str, Any]:
        """Give plain values that forget nothing, for `unpack`."""
        return self.as_dict() | {name: packed(getattr(self, name)) for name in _WORDS}

    @classmethod
    def unpack(cls, plain: dict[str, Any]) -> Problem:
        """Make the problem again that `pack` made plain values of."""
        words = {name: unpacked(plain[name]) for name in _WORDS}
        place, severity = Location(**plain["location"]), Severity(plain["severity"])
        elsewhere = tuple(Location(**other) for other in plain["elsewhere"])
        return cls(plain["code"], place, severity=severity, elsewhere=elsewhere, **words)


class KgError(Exception):
    """The tool was used wrongly (exit code 2): an unknown query, a dataset that is not there."""


def problem(code: str, location: Location, found: str, expected: str, hint: str = "") -> Problem:
    """Make an error-level `Problem`.

    What it says is made by `kg.problems.say`; a string that is the same in every language, such as the
    name of a format, may be plain.

    Args:
        code: one of `kg.problems.CODES`.
        location: where it is.
        found: what stands there.
        expected: what should stand there.
        hint: what to do.

    >>> problem("KG101", Location("a.yaml", 1, 1), "a tab", "spaces").severity
    <Severity.ERROR: 'error'>
    """
    return Problem(code, location, found, expected, hint)
