"""What is wrong with YAML that cannot be read, in the words of someone who writes it.

Takes the parser's error; gives a problem at the place where the mistake was made, which is often
before the place where the parser noticed it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from kg.authoring.silent import misread_line
from kg.problems import Location, Problem, problem, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.problems.said import Said

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 24
_HOPELESS = 200
"""From here on the parser may give up before it has told of a single value."""
_BRACKET = re.compile(r"[\[\]{}]")
_INDENTED = re.compile(rf"^[ \-?]{{{_DEEPEST},}}[^ ]", re.MULTILINE)
_REFERENCE = re.compile(r"(?:^|[\s\[{,])[&*][^\s,\[\]{}]", re.MULTILINE)
_QUOTES = ('"', "'")
QUOTING = say("put text that holds ': ' or begins with a sign between single quotes")
_CLOSING = say("put its closing mark where it ends")
_ANOTHER = re.compile(r"another document|<document start>")
# What the parser says (C and Python word it differently), what we say, what to do.
_WORDS = (
    (r"unexpected end of stream|end of the stream", say("a quotation mark that is not closed"), _CLOSING),
    (r"',' or '\]'", say("a list in [ ] that is not closed, or lacks a comma"), _CLOSING),
    (r"',' or '\}'", say("fields in { } that are not closed, or lack a comma"), _CLOSING),
    (
        r"mapping values are not allowed",
        say("a colon where none can stand"),
        say("{0}; or indent the line like its neighbours", QUOTING),
    ),
    (r"expected ':'", say("a line without a colon"), say("write 'field: value'")),
    (
        r"expected key|<block end>",
        say("a line that is indented unlike its neighbours"),
        say("indent the fields of an entry alike"),
    ),
    (
        r"sequence entries are not allowed",
        say("a list item where none can stand"),
        say("begin a list on a line of its own; text that begins with {0} stands between single quotes", "-"),
    ),
    (_ANOTHER.pattern, say("a second document ({0})", "---"), say("delete the line")),
    (
        r"escape c",
        say("a backslash that means nothing"),
        say("use single quotes: a backslash stands for itself"),
    ),
    (
        r"alphabetic or numeric|whitespace or line break|while scanning a tag",
        say("a text that begins with &, * or !"),
        QUOTING,
    ),
    (r"mapping keys are not allowed", say("a text that begins with ?"), QUOTING),
    (r"start any token|node content", say("a sign that cannot stand here"), QUOTING),
    (r"block scalar|comment or line break", say("a text that begins with | or >"), QUOTING),
)
_AFTER_QUOTES = (
    say("text after a closing quotation mark"),
    say("put the whole text between single quotes, and write a single quote in it twice"),
)
_COLON_WITHIN = (say("a colon where none can stand"), QUOTING)
_BRACKETS = {"]": "[", "}": "{"}
_AFTER_BRACKETS = say("text after a closing bracket")
_HASH = re.compile(r"\S[ \t]+#")
_FIELD = re.compile(r":(?:\s|$)")
_CUT = (
    say('text that "#" cuts: what stands behind it is a comment'),
    say("put the whole text between single quotes"),
)
_IN_BRACKETS = re.compile(r"',' or '[\]}]'")
_ENDS = re.compile(r"\.\.\.(?:\s|$)")
_COMMENT_CUTS = re.compile(r"expected ':'|',' or '[\]}]'|expected key|<block end>")
_IS_MISPLACED = re.compile(r"expected key|<block end>|'-' indicator|',' or '[\]}]'")
# Of these the parser notices what comes after; the mistake is where they begin.
_FROM_START = re.compile(r"simple key|flow (sequence|mapping)")


def syntax_problem(error: yaml.YAMLError, text: str, shown: str, first_line: int) -> Problem:
    """Turn a parser's error into a problem, in the words of someone who writes YAML.

    Args:
        error: what the parser raised.
        text: what it read.
        shown: how to call the file.
        first_line: how many lines of the file stand before the text that was parsed.
    """
    said = " ".join(str(getattr(error, "problem", "") or error).split())
    mark = _mark(error)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    place = Location(shown, first_line + line + 1, column + 1)
    lines = text.split("\n")
    for number in (line, line - 1):
        if 0 <= number < len(lines) and (misread := misread_line(lines[number])) is not None:
            at, told = misread
            return problem("KG101", Location(shown, first_line + number + 1, at + 1), *told)
    ended = _document_end(lines, line) if _ANOTHER.search(said) else None
    if ended is not None:
        place = Location(shown, first_line + ended + 1, 1)
        return problem("KG101", place, say("a second document ({0})", "..."), "YAML", say("delete the line"))
    # The last sign before the place in its line, blanks passed over, and the sign that stands there.
    (here,) = text.splitlines()[line : line + 1] or [""]
    before, after = here[:column].rstrip()[-1:], here[column : column + 1]
    if after == "\t":
        return problem("KG101", place, say("a tab"), "YAML", say("indent with spaces"))
    found, hint = _words(said, before, after, is_cut=_is_cut(lines, line))
    return problem("KG101", place, found, "YAML", hint)


def _words(said: str, before: str, after: str, *, is_cut: bool) -> tuple[Said, Said]:
    """Say what was found and what to do, from the parser's words and the signs before and at the place."""
    if before in _BRACKETS and _IS_MISPLACED.search(said) and after not in {"", ",", "}", "]"}:
        hint = say("text that begins with {0} stands between single quotes", _BRACKETS[before])
        return _AFTER_BRACKETS, hint
    if is_cut and _COMMENT_CUTS.search(said):
        return _CUT
    if before in _QUOTES and after not in _QUOTES and _IS_MISPLACED.search(said):
        return _AFTER_QUOTES
    if after == ":" and _IN_BRACKETS.search(said):
        return _COLON_WITHIN
    fitting = ((found, hint) for pattern, found, hint in _WORDS if re.search(pattern, said))
    return next(fitting, (say("broken syntax ({0})", said), QUOTING))


def _document_end(lines: list[str], line: int) -> int | None:
    """Find the line ``...`` that ended the document, where no ``---`` begins the next."""
    if line < len(lines) and lines[line].startswith("---"):
        return None
    return next((at for at in range(min(line, len(lines) - 1), -1, -1) if _ENDS.match(lines[at])), None)


def _is_cut(lines: list[str], line: int) -> bool:
    """Tell whether a ``#`` cut the braces of a line, or the text that a line goes on with."""
    if line >= len(lines):
        return False
    if _HASH.search(lines[line]) and re.search(r"[\[{]", lines[line]):
        return True
    before, this = lines[line - 1] if line else "", lines[line]
    is_deeper = len(this) - len(this.lstrip()) > len(before) - len(before.lstrip())
    return is_deeper and not _FIELD.search(this) and _HASH.search(before) is not None


def _mark(error: yaml.YAMLError) -> yaml.Mark | None:
    """Find where the mistake was made, as far as that can be told; the parser often notices it much later."""
    noticed: yaml.Mark | None = getattr(error, "problem_mark", None)
    began: yaml.Mark | None = getattr(error, "context_mark", None)
    if noticed is None or began is None:
        return noticed or began
    is_later = noticed.line > began.line and _FROM_START.search(str(getattr(error, "context", "")))
    is_at_end = "end of stream" in str(getattr(error, "problem", ""))
    return began if is_later or is_at_end else noticed


def too_deep(text: str, shown: str, first_line: int) -> Problem | None:
    """Report values nested so deep that the parser had better not see them."""
    deepest, begins = _bracket_depth(text)
    if not (_INDENTED.search(text) or deepest > _DEEPEST):
        return None
    if deepest > _HOPELESS:
        lines = text[:begins].split("\n")
        return _nested(Location(shown, first_line + len(lines), len(lines[-1]) + 1))
    depth = 0
    for event in _events(text):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            return _nested(_place(event, shown, first_line))
    return None


def _nested(place: Location) -> Problem:
    found = say("values nested more than {0} deep", _DEEPEST)
    return problem("KG108", place, found, say("sections that hold entries that hold fields"))


def references(text: str, shown: str, first_line: int) -> tuple[Problem | None, int]:
    """Report anchors and aliases, once for all at the first of them, and count them."""
    if not _REFERENCE.search(text):
        return None, 0
    found = [event for event in _events(text) if isinstance(event, yaml.NodeEvent) and event.anchor]
    if not found:
        return None, 0
    first = found[0]
    name = f"*{first.anchor}" if isinstance(first, yaml.AliasEvent) else f"&{first.anchor}"
    one = say('the alias "{0}"', name) if name[0] == "*" else say('the anchor "{0}"', name)
    place = _place(first, shown, first_line)
    all_of_them = say("{0}, and {1} more", one, len(found) - 1) if len(found) > 1 else one
    hint = say("text that begins with & or * stands between single quotes")
    return problem("KG108", place, all_of_them, say("the value written out"), hint), len(found)


def _place(event: yaml.Event, shown: str, first_line: int) -> Location:
    mark = event.start_mark
    return Location(shown, first_line + mark.line + 1, mark.column + 1) if mark else Location(shown, 1, 1)


def _bracket_depth(text: str) -> tuple[int, int]:
    """Measure how deep brackets are nested at most, those in texts too; tell where it gets too deep."""
    depth = deepest = begins = 0
    for match in _BRACKET.finditer(text):
        depth = depth + 1 if match.group() in "[{" else max(depth - 1, 0)
        if depth == _DEEPEST > deepest:
            begins = match.start()
        deepest = max(deepest, depth)
    return deepest, begins


def _events(text: str) -> Iterator[yaml.Event]:
    """Give the parser's events up to the first error."""
    try:
        yield from yaml.parse(text, Loader=LOADER)
    except yaml.YAMLError:
        return
