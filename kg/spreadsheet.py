"""What a spreadsheet program does to text that it opens as CSV, and CSV that comes through it whole.

Takes texts; gives them as they stand in a file, or says what was done to them. A program that opens a
CSV file takes text for formulas, numbers, dates and truth values, and writes its own signs for them when
it saves. Behind an apostrophe it leaves text as it is, the apostrophe with it. Tried with LibreOffice 7
in three languages (``tests/spreadsheets/save_again.py``).
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

BOM = "\ufeff"
"""The mark by which Excel knows that a CSV file is UTF-8."""
_ERROR = re.compile(
    r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|GETTING_DATA|SPILL!|CALC!)|Err:[0-9]{3}", re.IGNORECASE
)
_ACTIVE = frozenset("=+-@\t\r\n")
_TRUTH = frozenset(
    [
        "true",
        "false",
        "wahr",
        "falsch",
        "vrai",
        "faux",
        "verdadero",
        "falso",
        "verdadeiro",
        "vero",
        "waar",
        "onwaar",
        "истина",
        "ложь",
        "真",
        "假",
    ]
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTHS_ELSEWHERE = (
    "januar|jänner|jän|februar|feber|märz|maerz|mär|mrz|mai|juni|juli|oktober|okt|dezember|dez"
    "|janvier|janv|février|fevrier|févr|fevr|fév|mars|avril|avr|juin|juillet|juil|août|aout|aoû|septembre|octobre|novembre|décembre|decembre|déc"
    "|enero|ene|febrero|marzo|abril|abr|mayo|junio|julio|agosto|ago|septiembre|setiembre|octubre|noviembre|diciembre|dic"
    "|gennaio|gen|febbraio|aprile|maggio|mag|giugno|giu|luglio|lug|settembre|set|ottobre|ott|dicembre"
    "|janeiro|fevereiro|fev|março|maio|junho|julho|setembro|outubro|out|novembro|dezembro"
    "|januari|februari|maart|mrt|mei|augustus"
    "|январь|января|янв|февраль|февраля|фев|март|марта|мар|апрель|апреля|апр|май|мая|июнь|июня|июн|июль|июля|июл|август|августа|авг"
    "|сентябрь|сентября|сент|сен|октябрь|октября|окт|ноябрь|ноября|нояб|ноя|декабрь|декабря|дек"
)
"""The months of German, French, Spanish, Italian, Portuguese, Dutch and Russian, where English has not the same word."""
_NUMERAL = "〇○零一二三四五六七八九十廿卅"
_VALUE = re.compile(
    rf"(?:[0-9]|(?:{_MONTH}|{_MONTHS_ELSEWHERE})\.?(?![^\W\d_])|(?<=[\s.])de(?=\s)|(?<=[0-9.,])e(?=[+-]?[0-9])|(?<=[0-9])t(?=[0-9])|(?<=[0-9])z$"
    r"|(?<=[0-9])\s*[ap]\.?(?:m\.?)?(?![a-z0-9])|[\s.,:;/\\%()'’_+−–—-]|[年月日号號时時分秒]|上午|下午"
    rf"|[{_NUMERAL}](?=[{_NUMERAL}]*[年月日号號时時分秒])|公元|西元|民[国國]|明治|大正|昭和|平成|令和"
    r"|[$€£¥￥₩₽₹฿]|fr\.?|kr\.?|z[łl])+"
)  # fmt: skip
_POSITIONAL = re.compile("[〇一二三四五六七八九]{1,15}")
"""A number in Chinese digits one by one, such as 一〇."""
_WHOLE = re.compile(r"0|[1-9][0-9]{0,10}")
"""A number that every program leaves as it is; of one with twelve digits Excel shows six."""
_SCIENTIFIC = re.compile(r"-?[0-9](?:[.,][0-9]+)?E[+-][0-9]{2,3}")
_DAY = re.compile(
    r"[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{1,4}|[0-9]{1,2}-[A-Z][a-z]{2}(?:-[0-9]{2,4})?|[A-Z][a-z]{2}-[0-9]{2,4}"
    r"|[0-9]{2,4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|[0-9]{1,2}月[0-9]{1,2}日"
)
_ANY_DAY = re.compile(
    _DAY.pattern + r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9:.]+)?|[0-9]{1,3}:[0-9]{2}(?::[0-9]{2})?(?: [AP]M)?"
    r"|[0-9]{1,2}[-./ ]{1,2}[^\W\d_]{3,9}\.?(?:-[0-9]{2,4})?|[^\W\d_]{3,9}\.?[- ][0-9]{2,4}"
)
"""A date or time of day in the way of spreadsheets of any language."""
_SERIAL = re.compile(r"[1-9][0-9]{4}")
_EPOCH = date(1899, 12, 30)
_FOREIGN_MONTH = re.compile(r"[^\W\d_年月日]{3,9}")
_PIECE = re.compile(rf"[0-9]+|{_MONTH}")
_CENT = Decimal(100)
_LONG = Decimal(10) ** 11
"""From here on a program rounds what it shows."""
_LONGEST_VALUE = 255
"""A text that is longer is not looked at: no number is so long, no date."""


def csv_text(
    rows: Iterable[Sequence[str]], protect: Callable[[str], str] | None = None, line_end: str = "\r\n"
) -> str:
    r"""Write rows as a CSV file that people open in a spreadsheet: with the mark of UTF-8, without a formula.

    Args:
        rows: their cells; the first row has the names of the columns.
        protect: what is done to each cell; formulas are kept from being computed when it is not given.
        line_end: between rows; RFC 4180 wants CR LF.

    >>> csv_text([["word"], ["=1+1"]])
    "\ufeffword\r\n'=1+1\r\n"
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=line_end)
    writer.writerows([(protect or without_formula)(cell) for cell in row] for row in rows)
    return BOM + text.getvalue()


def without_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would compute; a number is no formula.

    >>> without_formula("@home"), without_formula("-5"), without_formula("a=1")
    ("'@home", '-5', 'a=1')
    """
    return f"'{text}" if _begins_formula(text) and not _is_plain_number(text) else text


def guarded(text: str) -> str:
    """Put an apostrophe before a text of which a spreadsheet would make anything else.

    >>> guarded("=1+1"), guarded("00123"), guarded("3-4"), guarded("2017"), guarded("a=1")
    ("'=1+1", "'00123", "'3-4", '2017', 'a=1')
    """
    return f"'{text}" if is_changed_by_programs(text) else text


def unguarded(text: str) -> str | None:
    """Take our apostrophe from a text; give None when it has none.

    >>> unguarded("'3-4"), unguarded("'90s"), unguarded("3-4")
    ('3-4', None, None)
    """
    return text[1:] if text[:1] == "'" and is_changed_by_programs(text[1:]) else None


def is_changed_by_programs(text: str) -> bool:
    """Tell whether a spreadsheet may take the text for something else, in any of its languages.

    >>> [is_changed_by_programs(text) for text in ("1E5", "May-17", "true", "mar1", "10:30", "5 %")]
    [True, True, True, True, True, True]
    >>> [is_changed_by_programs(text) for text in ("2017", "e3", "May", "第1章", "version 1.2")]
    [False, False, False, False, False]
    """
    if not text:
        return False
    if _begins_formula(text) or text[0] == "'":
        return True
    if len(text) > _LONGEST_VALUE:
        return False
    plain = _with_plain_digits(unicodedata.normalize("NFKC", text).casefold())
    if plain.strip() in _TRUTH or is_error(text.strip()):
        return True
    if _POSITIONAL.fullmatch(plain):
        return True
    return _has_digit(plain) and _VALUE.fullmatch(plain) is not None and not _WHOLE.fullmatch(text)


def _with_plain_digits(text: str) -> str:
    """Write the digits of every script as ASCII has them."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text) or any(sign in _NUMERAL for sign in text)


def _begins_formula(text: str) -> bool:
    """Tell whether a text begins as a formula does, in a full-width sign too."""
    return unicodedata.normalize("NFKC", text[:1])[:1] in _ACTIVE if text else False


def _is_plain_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", text) is not None


def is_error(text: str) -> bool:
    """Tell whether a text is what a spreadsheet writes in place of a value that it cannot compute.

    >>> is_error("#REF!"), is_error("Err:508"), is_error("#1")
    (True, True, False)
    """
    return _ERROR.fullmatch(text) is not None


def looks_rounded(text: str) -> bool:
    """Tell whether a spreadsheet wrote the text for a long number, most of whose digits are gone.

    >>> looks_rounded("1.23457E+19"), looks_rounded("1E5")
    (True, False)
    """
    return _SCIENTIFIC.fullmatch(text) is not None


def looks_like_own_date(text: str) -> bool:
    """Tell whether the text is a date as spreadsheets write it, and people seldom do.

    >>> looks_like_own_date("2-Jan"), looks_like_own_date("1月2日"), looks_like_own_date("2017-05")
    (True, True, False)
    """
    return _DAY.fullmatch(text) is not None


def is_made_from(now: str, before: str) -> bool:
    """Tell whether a spreadsheet makes the one text from the other without being asked.

    Args:
        now: what stands in the sheet.
        before: what stood there when the sheet was written.

    >>> is_made_from("123", "00123"), is_made_from("1月2日", "1/2"), is_made_from("45292", "2024-01-01")
    (True, True, True)
    >>> is_made_from("124", "00123"), is_made_from("3月4日", "1/2"), is_made_from("a?b", "a—b")
    (False, False, True)
    """
    if now == before or not before:
        return False
    if _with_lost_signs(now, before):
        return True
    if not is_changed_by_programs(before):
        return False
    if now.casefold() == before.casefold():
        return now.casefold() in _TRUTH
    if before.startswith("=") and _is_plain_number(now):
        return True
    return _is_same_number(now, before) or _is_same_date(now, before)


def _with_lost_signs(now: str, before: str) -> bool:
    """Tell whether question marks stand where another encoding had no sign."""
    if len(now) != len(before) or "?" not in now:
        return False
    lost = {old for new, old in zip(now, before, strict=True) if new != old and new == "?"}
    is_else_same = all(new in {old, "?"} for new, old in zip(now, before, strict=True))
    return is_else_same and min(lost, default="") > "\x7f" and lost != {"？"}


def _is_same_number(now: str, before: str) -> bool:
    """Tell whether both are one number, rounded or not, with other zeros, commas or signs around it."""
    new, old = _number(now), _numbers(before)
    if new is None:
        return False
    if any(new == one for one in old):
        return True
    shown = len(re.sub(r"E.*|[^0-9]", "", now.upper()).strip("0")) or 1
    long = [one for one in old if abs(one) >= _LONG]
    return any(abs(new - one) < Decimal(1).scaleb(one.adjusted() - shown + 1) for one in long)


def _number(text: str) -> Decimal | None:
    plain = unicodedata.normalize("NFKC", text).strip().replace(" ", "")
    is_share = plain.endswith("%")
    try:
        found = Decimal(re.sub(r"[,$€£¥]|%$", "", plain))
    except InvalidOperation:
        return None
    if not found.is_finite() or abs(found.adjusted()) > _LONGEST_VALUE:
        return None
    return found / _CENT if is_share else found


def _numbers(text: str) -> list[Decimal]:
    """Read the numbers that a text may be taken for: with a point or a comma for the fraction, or as a fraction."""
    plain = unicodedata.normalize("NFKC", text).strip()
    bare = re.fullmatch(r"\((.+)\)", plain)
    readings = [plain, plain.replace(".", "").replace(",", "."), f"-{bare[1]}" if bare else plain]
    found = [number for reading in readings if (number := _number(reading)) is not None]
    fraction = re.fullmatch(r"(?:([0-9]{1,9}) )?([0-9]{1,9})\s?/\s?([0-9]{1,9})", plain)
    if fraction and int(fraction[3]):
        found.append(int(fraction[1] or 0) + Decimal(int(fraction[2])) / int(fraction[3]))
    return found


def _is_same_date(now: str, before: str) -> bool:
    """Tell whether the numbers of the text before are all in a date, or time of day, that a spreadsheet wrote."""
    written = now
    if _SERIAL.fullmatch(now):
        written = (_EPOCH + timedelta(days=int(now))).isoformat()
    elif _is_more_exact(now, before) or not _ANY_DAY.fullmatch(now):
        return False
    old, new = _pieces(before), _pieces(written)
    unknown = len(_FOREIGN_MONTH.findall(written)) if not re.search(_MONTH, written.casefold()) else 0
    return old.total() > (0 if ":" in now else 1) and (old - new).total() <= unknown


def _is_more_exact(now: str, before: str) -> bool:
    """Tell whether a month or a day was added to a date of the case format, which no spreadsheet does."""
    return re.fullmatch(r"[0-9]{4}(?:-[0-9]{2})?", before) is not None and now.startswith(f"{before}-")


def _pieces(text: str) -> Counter[int]:
    """Count the numbers of a date: months by their number, years without their century."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    found = _PIECE.findall(plain)
    return Counter(int(p[-2:]) if p.isdecimal() else _MONTHS.index(p[:3]) + 1 for p in found)
