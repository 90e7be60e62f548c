"""What YAML does to a text without a word: cuts it at `` #``, folds it, takes it for a list; and signs that look like its own.

Takes texts and nodes of the parser; gives what was found and what to do. Also a conflict of Git that was left in.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from kg.files import conflict_at
from kg.problems import Location, Problem, problem, say
from kg.signs import BREAKS, code_points

if TYPE_CHECKING:
    import yaml

    from kg.model.records import Word
    from kg.problems.said import Said

_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_FOLDED = re.compile(rf"{_WIDE}[ \t]*\n\s*{_WIDE}")
_COMMENT = re.compile(r"[ \t]+#[^\n]*")
_IN_TEXT = re.compile(
    r"\n[ \t]*(?:[a-z][a-z-]+[ \t]*(?P<colon>：)|[a-z][a-z-]+(?P<close>:)(?![\s/])|(?P<first>[＃－]))"
    r"|，[ \t]*[a-z][a-z-]+[ \t]*(?P<inner>：)"
)
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$", re.MULTILINE)
_COLON, _COMMA = say('":" and a space'), say('"," and a space')
_DASH = say('"-" and a space')
_LIKE: dict[str, Said] = {
    **dict.fromkeys("：︰﹕∶꞉", _COLON),
    **dict.fromkeys("，、；﹐", _COMMA),
    **dict.fromkeys("－﹣–—−‐‑―", _DASH),
    **{like: say('"{0}"', sign) for like, sign in zip("｛｝［］＃", "{}[]#", strict=True)},
    **dict.fromkeys("“”‘’＂＇", say("a straight quotation mark, or none")),
}
"""Signs that look like those of YAML, with what YAML needs in their place."""
_BULLETS = "•‣●▪◦∙"
"""Signs of a list in word processors."""
_SPACES = "\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff"
_INDENTED = re.compile(
    rf"^(?P<plain>[ ]*)(?P<odd>[{_SPACES}]+)(?=(?:- )?[a-z][\w-]*:(?:[ ]|$))", re.MULTILINE
)
_LINE = re.compile(
    rf"^[ ]*(?:(?P<space>[{_SPACES}])|(?P<sign>[＃－﹣–—−‐‑―{_BULLETS}])|- ?(?P<gap>[{_SPACES}])"
    r"|(?:-[ ]+)?[\"']?[\w-]+[\"']?[ ]*(?P<colon>[：︰﹕∶꞉])"
    rf"|(?:-[ ]+)?[a-z][\w-]*:(?:(?P<close>[^\s/])|(?P<after>[{_SPACES}]))|-(?P<dash>[^\s-]))"
    r"|\{[^{}\"']*?(?P<comma>[，、；﹐])[ ]*[a-z][a-z-]*[ ]*[:：]"
    r"|[:,][ ]*(?P<open>[｛［])|(?P<end>[｝］])[ ]*$"
)


class Found(NamedTuple):
    """What is wrong, in the words of a problem."""

    found: Said
    expected: str
    hint: str = ""


def like_yaml(word: Word) -> tuple[int, Found] | None:
    """Find the first sign of a word that looks like one of YAML's, and say what is needed there; give None where there is none.

    Between quotation marks, in a block and in the cell of a spreadsheet no sign is one of YAML.
    """
    for at, sign in enumerate(word) if word.is_plain and not word.isascii() else ():
        if sign in _LIKE:
            is_hyphen = at > 0 and _LIKE[sign] is _DASH
            return at, Found(_named(sign), say('"{0}"', "-") if is_hyphen else _LIKE[sign], "")
        if not sign.isascii() and sign.isspace():
            return at, Found(_named(sign), say("a plain space"), "")
    return None


def misread_line(line: str) -> tuple[int, Found] | None:
    """Find what in a line keeps YAML from reading it as it was meant, and where; give None when nothing does."""
    match = _LINE.search(line)
    if match is None or match.lastgroup is None:
        return None
    kind, at = match.lastgroup, match.start(match.lastgroup)
    if kind in {"close", "dash"}:
        sign = ":" if kind == "close" else "-"
        found = say("no space after the colon") if kind == "close" else say("no space after the hyphen")
        return at, Found(found, _COLON if sign == ":" else _DASH)
    if kind == "space":
        return at, Found(say("{0} in the indentation", _named(line[at])), say("plain spaces"))
    needed = _DASH if line[at] in _BULLETS else say("a plain space")
    return at, Found(_named(line[at]), _LIKE.get(line[at], needed))


def loss(raw: yaml.ScalarNode, text: str) -> Found | None:
    """Find what a value lost or took in without a word; give None when nothing.

    Args:
        raw: the value, as the parser has it.
        text: what was parsed.
    """
    written = text[raw.start_mark.index : raw.end_mark.index]
    if not raw.style:
        comment = _COMMENT.match(text, raw.end_mark.index)
        if comment:
            whole, cut = _ends(written + comment.group()), _ends(comment.group().strip())
            found = say('"{0}", of which YAML takes "{1}" for a comment', whole, cut)
            hint = say("put the whole text between single quotes, or the comment on a line of its own")
            return Found(found, say("the whole text"), hint)
        taken = _IN_TEXT.search(written)
        if taken and taken.lastgroup:
            line = _ends(written[taken.start() :].strip().partition("\n")[0])
            sign = taken[taken.lastgroup]
            because = say("no space after the colon") if sign == ":" else _named(sign)
            found = say('"{0}", which YAML takes for more of the text before it: {1}', line, because)
            hint = say("put the whole text between single quotes if it is meant as text")
            return Found(found, _COLON if sign == ":" else _LIKE[sign], hint)
    if raw.style != "|" and _FOLDED.search(written):
        found = say('a line end within "{0}", which YAML makes a space', _ends(raw.value))
        return Found(found, say("Chinese text without it"), say("write the text in one line"))
    if raw.style in {"|", ">"} and raw.value.endswith("\n"):
        found = say('a line end behind "{0}", which YAML adds', _ends(raw.value))
        hint = say('write "{0}" in place of "{1}"', f"{raw.style}-", raw.style)
        return Found(found, say("the text without it"), hint)
    return None


def conflict(text: str, shown: str) -> tuple[str, list[Problem]]:
    """Take out the conflicts that Git left in a text, keeping the first version; report them as one problem."""
    first = _CONFLICT.search(text)
    if first is None:
        return text, []
    kept, is_ours, is_whole = [], True, conflict_at(text) is not None
    for line in text.split("\n"):
        if _CONFLICT.match(line):
            is_ours = line[0] in "<>" or (line[0] == "=" and not is_whole)
            kept.append("")
        else:
            kept.append(line if is_ours else "")
    place = Location(shown, text.count("\n", 0, first.start()) + 1, 1)
    found = say("a conflict of Git that nobody has solved")
    hint = say("keep one of the two versions between <<<<<<< and >>>>>>>, and delete those lines")
    return "\n".join(kept), [problem("KG101", place, found, "YAML", hint)]


def odd_indentation(text: str, shown: str) -> tuple[str, list[Problem]]:
    """Replace odd spaces in the indentation by plain ones, and report each."""
    problems = []

    def plain(match: re.Match[str]) -> str:
        at = match.start("odd")
        place = Location(shown, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        found = say("{0} in the indentation", _named(text[at]))
        problems.append(problem("KG101", place, found, say("plain spaces")))
        width = sum(2 if unicodedata.east_asian_width(sign) == "F" else 1 for sign in match["odd"])
        return match["plain"] + " " * width

    return (text if text.isascii() else _INDENTED.sub(plain, text)), problems


def hidden_breaks(text: str, shown: str) -> tuple[str, list[Problem]]:
    """Replace the line ends that only YAML sees by plain spaces, and report them."""
    at = next((at for at, sign in enumerate(text) if sign in BREAKS), None) if not text.isascii() else None
    if at is None:
        return text, []
    place = Location(shown, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    found = say("the line end {0}, which hardly any editor shows", code_points(text[at]))
    escape = f"\\u{ord(text[at]):04x}"
    hint = say("delete it; in a quotation that has it, write {0} between double quotes", escape)
    plain = text.translate(dict.fromkeys(map(ord, BREAKS), " "))
    return plain, [problem("KG008", place, found, say("text only"), hint)]


def _named(sign: str) -> Said:
    """Name a sign and its number; one that cannot be seen has only its number."""
    if sign.isspace() or not sign.isprintable():
        return say("the space {0}", code_points(sign))
    if unicodedata.east_asian_width(sign) in {"F", "W"}:
        return say("the full-width {0} ({1})", sign, code_points(sign))
    return say("the sign {0} ({1})", sign, code_points(sign))


def _ends(text: str) -> str:
    """Cut a text in the middle to what fits into a message."""
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:28]} … {words[-28:]}"  # noqa: PLR2004 - width of a message
