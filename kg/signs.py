"""Signs of Unicode that mislead whoever reads them: which are hidden, turn the text or mean nothing, and which look alike.

Takes texts; gives places and code points. What a sign is, the Unicode data of Python says (`unicodedata`);
which of them a script needs, such as the joiners of Persian, of Hindi and of emoji, is told by the signs around.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LOST = "lost"
TURNING = "turning"
HIDDEN = "hidden"
BREAKING = "breaking"
MEANINGLESS = "meaningless"
BREAKS = "\x85\u2028\u2029"
"""Line ends that YAML takes for such, and hardly any editor shows."""
_MARKS = frozenset("\u200e\u200f\u061c")
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
_HIDES = frozenset(
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0\ufff9\ufffa\ufffb"
)
_IDEOGRAPHS = range(0x20000, 0x40000)
"""The planes of ideographs: a sign there that Python does not know yet is one of a later Unicode."""
_TAGS = range(0xE0020, 0xE0080)
_OLD = frozenset(map(chr, range(0x206A, 0x2070))) | {"\U000e0001"}
"""Signs of format that Unicode has given up."""
_VARIANTS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))
"""Signs that choose among the shapes of the one before: of a picture, of an ideograph, never of a letter with a capital."""
_LONGEST_FLAG = 7
_BLACK_FLAG = "\U0001f3f4"
_SEPARATE = frozenset(
    {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"}
)
"""Scripts that never need a joiner."""
_AS_LATIN = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0458\u0455\u04bb\u0410\u0412\u0415\u041a\u041c\u041d\u041e"
    "\u0420\u0421\u0422\u0425\u0406\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5"
    "\u03a7\u03bf\u03bd",
    "aeopcxyijshABEKMHOPCTXIABEZHIKMNOPTYXov",
)
"""Letters of Cyrillic and Greek that look like one of Latin."""
_DASHES = frozenset("\u00ad\u02d7\u2043\u2212\u30fc\u4e00\uff70")
_DOTS = frozenset("\u00b7\u0387\u2022\u2027\u2219\u22c5\u30fb\uff65")
_QUOTES = frozenset("'`\u00b4\u2018\u2019\u201b\u2032\u02b9\u02bc\uff07")


def code_points(text: str) -> str:
    r"""Write the code points of a text.

    >>> code_points("a\u200b")
    'U+0061 U+200B'
    """
    return " ".join(f"U+{ord(sign):04X}" for sign in text)


def visible(text: str) -> str:
    """Write a text with its invisible signs beyond ASCII, such as a no-break space, given by their numbers.

    >>> visible("S\u00a0province"), visible("\u00a0")
    ('S<U+00A0>province', 'U+00A0')
    """
    if text.isascii():
        return text
    shown = "{}" if len(text) == 1 else "<{}>"
    return "".join(
        sign
        if sign.isascii() or (sign.isprintable() and sign not in _HIDES)
        else shown.format(code_points(sign))
        for sign in text
    )


def as_latin(text: str) -> str:
    r"""Write the letters of Cyrillic and Greek that look like one of Latin as that one.

    >>> as_latin("f\u0456eld")
    'field'
    """
    return text.translate(_AS_LATIN)


def look_alike(one: str, other: str) -> bool:
    r"""Tell whether two texts that differ can hardly be told apart by eye.

    >>> look_alike("\u674e", "\uf9e1"), look_alike("a", "\u0430"), look_alike("a", "b")
    (True, True, False)
    """
    if unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other):
        return True
    return len(one) == len(other) and all(a == b or _is_alike(a, b) for a, b in zip(one, other, strict=True))


def misleading(text: str) -> Iterator[tuple[int, str]]:
    r"""Find the signs that hide, turn, break or mean nothing: the place of each, and what it does.

    >>> list(misleading("field\u200b"))
    [(5, 'hidden')]
    >>> list(misleading("می\u200cخواهم 👩\u200d💻"))
    []
    """
    signs = set() if text.isascii() else set(text)
    suspect = {sign for sign in signs if not sign.isascii() and _may_mislead(sign)}
    if not suspect:
        return
    if any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in signs - _MARKS):
        suspect -= _MARKS
    for match in re.finditer(f"[{re.escape(''.join(sorted(suspect)))}]", text) if suspect else ():
        what = _what(text, match.start())
        if what:
            yield match.start(), what


def _may_mislead(sign: str) -> bool:
    """Tell whether a sign misleads, at least where nothing around it needs it."""
    if sign == "\ufffd" or sign in BREAKS or sign in _HIDES or sign in _VARIANTS:
        return True
    category = unicodedata.category(sign)
    return category in {"Cf", "Co"} or (category == "Cn" and ord(sign) not in _IDEOGRAPHS)


def _what(text: str, at: int) -> str:
    """Tell how the sign at a place misleads; give nothing where a script or an emoji needs it."""
    sign = text[at]
    if sign == "\ufffd" or sign in BREAKS:
        return LOST if sign == "\ufffd" else BREAKING
    if sign in _TURNS or sign in _MARKS:
        return TURNING
    if unicodedata.category(sign) in {"Cn", "Co"}:
        return MEANINGLESS
    if sign in _VARIANTS:
        return HIDDEN if not at or unicodedata.category(text[at - 1]) in {"Ll", "Lu", "Zs"} else ""
    if sign in _JOINERS or ord(sign) in _TAGS:
        is_needed = _needs_joiner(text, at) if sign in _JOINERS else _is_of_a_flag(text, at)
        return "" if is_needed else HIDDEN
    return HIDDEN if sign in _HIDES or sign in _OLD else ""


def _needs_joiner(text: str, at: int) -> bool:
    """Tell whether a script or an emoji needs a joiner or a non-joiner there: behind a letter that joins, or a picture."""
    before = text[at - 1] if at else ""
    if not before or at + 1 == len(text):
        return False
    category = unicodedata.category(before)
    if category in {"So", "Sk"} or before == "\ufe0f":
        return text[at] == "\u200d" and unicodedata.category(text[at + 1]) in {"So", "Sm"}
    return category[0] in "LM" and unicodedata.name(before, "").partition(" ")[0] not in _SEPARATE


def _is_of_a_flag(text: str, at: int) -> bool:
    """Tell whether a tag belongs to the flag of a part of a country, such as that of Wales."""
    return _BLACK_FLAG in text[max(at - _LONGEST_FLAG, 0) : at]


def _is_alike(one: str, other: str) -> bool:
    pair = {one, other}
    if all(unicodedata.category(sign) == "Pd" or sign in _DASHES for sign in pair):
        return True
    if pair <= _DOTS or pair <= _QUOTES:
        return True
    return as_latin(one) == as_latin(other)
