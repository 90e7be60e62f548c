"""A calibration from a TOML file, and everything that is wrong with it.

Takes the text of a file; gives `Calibration` and problems, each with the place where it stands. The standard library
reads TOML and keeps no places: `_places` finds them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.compare.calibration import CRISP, FUZZY, SCORED, Calibration, Condition
from kg.files import did_you_mean
from kg.problems import Location, problem, say
from kg.verdicts.renamed import renamed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kg.problems import Problem
    from kg.problems.said import Said

    Path = tuple[str, ...]

_KEYS = ("kind", "membership", "conditions")
_HALF = 0.5
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_NOT_TOML = {
    "Cannot overwrite a value": say("a key that was there before"),
    "Cannot declare": say("a table that was there before"),
    "Cannot mutate": say("a key for what is complete"),
    "Expected '='": say('a key without "="'),
    "Expected newline": say("more on the line than one value"),
    "Invalid value": say("a value that TOML does not know"),
    "Unclosed": say("a list without its end"),
    "Unterminated": say("a text without its end"),
    "Expected '": say("a text or a list without its end"),
    "Invalid initial character": say("a key that has to stand in quotation marks"),
}
"""What Python's reader of TOML says, by how it begins, in words that have their Chinese."""


def read_calibration(
    text: str | bytes,
    shown: str,
    concepts: Collection[str] | None = None,
    cases: Collection[str] | None = None,
) -> tuple[Calibration, list[Problem]]:
    """Read a calibration, and report all that is wrong with it.

    Args:
        text: TOML, as text or as the bytes of a file, with ``kind``, a table ``membership`` and, for a concept, ``conditions.<concept>``
            with ``membership`` and ``cases.<case>`` (``score`` and ``reason``).
        shown: how to call the file in messages.
        concepts: the names of the concepts that there are; None where any may be.
        cases: the names of the cases that there are; None where any may be.
    """
    if isinstance(text, bytes):
        try:
            return read_calibration(text.decode("utf-8-sig").replace("\r\n", "\n"), shown, concepts, cases)
        except UnicodeDecodeError as error:
            before = text[: error.start].decode("utf-8", "replace")
            place = Location(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
            byte = say("the byte {0}, which is not UTF-8", f"0x{text[error.start]:02X}")
            return Calibration(), [problem("KG803", place, byte, say("UTF-8 text"))]
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Calibration(), [_not_toml(str(error), text, shown)]
    read = _Reader(shown, _places(text), concepts, cases)
    read.known((), data, _KEYS)
    kind = data.get("kind", CRISP)
    if kind not in (CRISP, FUZZY):
        read.report("KG804", ("kind",), _shown(kind), say("{0} or {1}", CRISP, FUZZY))
        kind = FUZZY  # so that no score is told for what the kind is to blame for
    conditions = {
        concept: read.condition(("conditions", concept), own, kind)
        for concept, own in read.table((), data, "conditions").items()
    }
    scores = read.scores(("membership",), read.table((), data, "membership"), kind)
    found = sorted(read.problems, key=lambda one: (one.location.line, one.location.column, one.code))
    return Calibration(kind, scores or Calibration().membership, conditions), found


def _not_toml(words: str, text: str, shown: str) -> Problem:
    """Report what is no TOML."""
    at = _AT.search(words)
    lines = text.rstrip("\n").split("\n")
    place = (int(at[1]), int(at[2])) if at and at[1] else (len(lines), len(lines[-1]) + 1)
    found = next((said for begins, said in _NOT_TOML.items() if words.startswith(begins)), None)
    hint = say("write a line such as {0}", "stated = 1")
    return problem("KG803", Location(shown, *place), found or say("what is no TOML"), "TOML", hint)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the parts of one file, and knows where they stand."""

    shown: str
    places: Mapping[Path, tuple[int, int]]
    concepts: Collection[str] | None
    cases: Collection[str] | None
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, path: Path, found: Said | str, expected: Said, hint: Said | str = "") -> None:
        """Report what stands at a key."""
        self.problems.append(problem(code, self.at(path), found, expected, hint))

    def at(self, path: Path) -> Location:
        """Find the place of a key, or of the table that it belongs to."""
        return Location(
            self.shown,
            *next(self.places[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.places),
        )

    def known(self, path: Path, table: Mapping[str, Any], keys: tuple[str, ...]) -> None:
        """Report each key that means nothing here."""
        for key in table:
            if key not in keys:
                found = say('"{0}", which is not read here', key)
                self.report(
                    "KG804", (*path, key), found, say("one of {0}", keys), _asked(key, _near(key, keys))
                )

    def table(self, path: Path, data: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Read a table; give an empty one when it is not there."""
        found = data.get(key, {})
        if isinstance(found, dict):
            return found
        self.report("KG804", (*path, key), _shown(found), say("a table"), _as_table((*path, key)))
        return {}

    def condition(self, path: Path, own: object, kind: str) -> Condition:
        """Read what is particular to a concept."""
        self.there(path, self.concepts, say("concept"))
        if not isinstance(own, dict):
            self.report("KG804", path, _shown(own), say("a table"), _as_table(path))
            return Condition()
        self.known(path, own, ("membership", "cases"))
        cases = {
            case: judged
            for case, one in self.table(path, own, "cases").items()
            if (judged := self.judged((*path, "cases", case), one, kind))
        }
        return Condition(self.scores((*path, "membership"), self.table(path, own, "membership"), kind), cases)

    def judged(self, path: Path, one: object, kind: str) -> tuple[float, str] | None:
        """Read the score of a single case and its reason."""
        self.there(path, self.cases, say("case"))
        if not isinstance(one, dict):
            self.report("KG804", path, _shown(one), say("a table"), _as_table(path))
            return None
        self.known(path, one, ("score", "reason"))
        for key in ("score", "reason"):
            if key not in one:
                hint = say("a score of a single case needs score and reason")
                self.report("KG804", path, say('no "{0}"', key), say("score and reason"), hint)
        reason = one.get("reason", " ")
        if not isinstance(reason, str) or not reason:
            hint = say("say why this case is scored by hand")
            self.report("KG804", (*path, "reason"), _shown(reason), say("a text"), hint)
        score = self.number((*path, "score"), one["score"], kind) if "score" in one else 0.0
        return score, str(reason)

    def there(self, path: Path, names: Collection[str] | None, what: Said) -> None:
        """Report the name of what is not there."""
        if names is not None and path[-1] not in names:
            found, near = say('unknown {0} "{1}"', what, path[-1]), _near(path[-1], names)
            self.report(
                "KG806", path, found, say("one of {0}", near or sorted(names)), _asked(path[-1], near)
            )

    def scores(self, path: Path, table: Mapping[str, Any], kind: str) -> dict[str, float]:
        """Read a score for each verdict that may have one."""
        self.problems.extend(
            renamed("KG801", self.at((*path, word)), word, SCORED) for word in table if word not in SCORED
        )
        return {
            word: self.number((*path, word), value, kind) for word, value in table.items() if word in SCORED
        }

    def number(self, path: Path, value: object, kind: str) -> float:
        """Read a score from 0 to 1; 0 or 1 where sets are crisp, and never exactly between in and out."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            self.report("KG805", path, _shown(value), say("a number from 0 to 1"))
            return 0.0
        if kind == CRISP and value not in {0, 1}:
            hint = say("for degrees write {0}", f'kind = "{FUZZY}"')
            self.report("KG805", path, _shown(value), say("0 or 1, for the sets are crisp"), hint)
        elif value == _HALF:
            hint = say("say which, as in 0.51 or 0.49")
            self.report("KG805", path, say("0.5, which is neither in nor out"), say("more, or less"), hint)
        return float(value)


def _near(word: str, words: Collection[str]) -> list[str]:
    """List up to three words that are most like one."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    return get_close_matches(word, words, 3)


def _asked(word: str, near: list[str]) -> Said | str:
    """Ask whether the word that is most like one was meant."""
    return did_you_mean(word, near[0]) if near else ""


def _as_table(path: Path) -> Said:
    """Say how a table is written, by its depth: scores, what is particular to a concept, or the score of a case."""
    word = path[-1] if _BARE.fullmatch(path[-1]) else f'"{path[-1]}"'
    inside = {"membership": "{stated = 1}", "cases": '{NAME = {score = 1, reason = "WHY"}}'}
    of_concept = "{membership = {stated = 1}}"
    if path == ("conditions",):
        inside = {"conditions": f"{{NAME = {of_concept}}}"}
    elif len(path) == 2:  # noqa: PLR2004 - conditions and a concept
        inside = {path[-1]: of_concept}
    elif len(path) == 4:  # noqa: PLR2004 - and cases and a case
        inside = {path[-1]: '{score = 1, reason = "WHY"}'}
    return say("write {0}", f"{word} = {inside[path[-1]]}")


def _shown(value: object) -> Said | str:
    """Say what stands at a key."""
    if isinstance(value, (dict, list)):
        return say("a table") if isinstance(value, dict) else say("a list")
    if isinstance(value, str):
        return say('the text "{0}"', value)
    return str(value).lower() if isinstance(value, bool) else str(value)


_TOKEN = re.compile(
    r"""\#[^\n]*|[ \t\r]+
    |(?P<text>\"\"\"(?:\\.|[^\\])*?\"{3,5}|'''.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<sign>[\[\]{}=,.\n])
    |(?P<word>[^\s\[\]{}=,.\#"']+)""",
    re.VERBOSE | re.DOTALL,
)


def _places(text: str) -> dict[Path, tuple[int, int]]:
    r"""Find line and column of each key of a text that is TOML; of one in quotation marks, of what is in them.

    >>> _places('[a."b c"]\nx = {y = 1}\n')
    {('a',): (1, 2), ('a', 'b c'): (1, 5), ('a', 'b c', 'x'): (2, 1), ('a', 'b c', 'x', 'y'): (2, 6)}
    """
    tokens = [match for match in _TOKEN.finditer(text) if match.lastgroup]
    found: dict[Path, int] = {}
    ahead = iter(tokens)
    table: Path = ()
    for token in ahead:
        if token[0] == "[":
            table = _keys(ahead, next(ahead), (), found)
            for closing in ahead:
                if closing[0] == "\n":
                    break
        elif token[0] != "\n":
            _value(ahead, _keys(ahead, token, table, found), found)
    return {path: (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)) for path, at in found.items()}


def _keys(ahead: Iterator[re.Match[str]], token: re.Match[str], above: Path, found: dict[Path, int]) -> Path:
    """Read a key, which may have several parts, up to the sign that ends it; keep where each of them begins."""
    path = above
    while token[0] not in {"=", "]"}:
        if token.lastgroup != "sign":
            is_text = token.lastgroup == "text"
            path = (*path, tomllib.loads(f"k = {token[0]}")["k"] if is_text else token[0])
            found.setdefault(path, token.start() + is_text)
        token = next(ahead)
    return path


def _value(ahead: Iterator[re.Match[str]], path: Path, found: dict[Path, int]) -> str:
    """Read a value with the keys in it, and give the sign that ends it."""
    for token in ahead:
        if token[0] == "{":
            _inside(ahead, path, found)
        elif token[0] == "[":
            while _value(ahead, path, found) != "]":
                pass
        elif token[0] in {"\n", ",", "]", "}"}:
            return token[0]
    return "\n"


def _inside(ahead: Iterator[re.Match[str]], path: Path, found: dict[Path, int]) -> None:
    """Read an inline table."""
    for token in ahead:
        if token[0] == "}" or (
            token.lastgroup != "sign" and _value(ahead, _keys(ahead, token, path, found), found) == "}"
        ):
            return
