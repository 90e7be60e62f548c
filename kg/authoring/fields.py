"""Reading the fields of an entry by a table: what may stand there, in what form.

One table per kind of entry (`kg.authoring.tables`) feeds the reader, its messages and the
documentation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from dataclasses import field as member
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.authoring.nodes import check_id, is_misleading, is_repeated
from kg.authoring.silent import like_yaml
from kg.authoring.syntax import QUOTING
from kg.files import did_you_mean
from kg.model.dates import NoDate, read_date
from kg.model.records import Evidence, Quotation, Word
from kg.problems import Problem, Severity, problem, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.authoring.nodes import Node
    from kg.authoring.silent import Found
    from kg.problems.said import Said

_EXPECTED = {"text": say("text"), "quote": say("the words of the source")}
_NO_DATE = {
    "form": say("a date such as 2017, 2017-05, 2017-05-01, 2017?, 2017/2019 or 2017/.."),
    "year": say("a year from 0001 to 9999"),
    "month": say("a month from 01 to 12"),
    "day": say("a day that the month has"),
    "order": say("an interval that ends after it begins"),
}
"""What is expected where a text is no date, by the reason that `kg.model.dates` gives."""
_MOST_CHOICES = 2_000
"""Among how many words the nearest to one that is wrong is looked for."""
_FIELD = re.compile(r"[a-z][a-z-]*\Z")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*\Z")


@dataclass(frozen=True, slots=True)
class Field:
    """A field an author may write.

    Attributes:
        name: the word before the colon.
        form: word, words, text, id, language, date, year, flag, number, quote, evidence, joins,
            answers, asks, searched, amount, value, speakers.
        help: what it is for, in a clause.
        is_required: every entry must have it.
        values: the words allowed; empty for any.
        may_be_empty: a list without any word is a value too.
    """

    name: str
    form: str
    help: str
    is_required: bool = False
    values: tuple[str, ...] = ()
    may_be_empty: bool = False


Table = dict[str, Field]


def table(*fields: Field) -> Table:
    """Index fields by name."""
    return {field.name: field for field in fields}


def nearest(word: str, choices: Iterable[str]) -> str:
    """Find the choice that is nearest to a word; give nothing where none is near.

    >>> nearest("feild", ["field", "avoidance"])
    'field'
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    near = get_close_matches(word, islice(choices, _MOST_CHOICES), n=1, cutoff=0.6)
    return near[0] if near else ""


def suggestion(word: str, choices: Iterable[str]) -> str:
    """Ask whether the nearest choice was meant, or say nothing where none is near."""
    near = nearest(word, choices)
    return did_you_mean(word, near) if near else ""


@dataclass(slots=True)
class Reading:
    """What was read of an entry.

    Attributes:
        values: by field name; a field that could not be read is not among them.
        written: the fields that were written, readable or not.
        is_whole: nothing in it is wrong.
    """

    values: dict[str, Any] = member(default_factory=dict)
    written: set[str] = member(default_factory=set)
    is_whole: bool = False


def read_fields(
    node: Node, owner: Word, fields: Table, problems: list[Problem], lost: frozenset[str] = frozenset()
) -> Reading:
    """Read the values of an entry by the table of its fields, as far as they can be read.

    Args:
        node: the entry.
        owner: its id, for messages.
        fields: what may stand in it.
        problems: what is wrong is added here.
        lost: fields that were written but lie in broken syntax; they are not asked for again.
    """
    before = len(problems)
    reading = Reading(written=set(lost))
    if node.fields is None:
        wrong(node, owner, say("fields: {0}", (f.name for f in fields.values() if f.is_required)), problems)
        return reading
    known: dict[str, Word] = {}
    for key, value in node.fields:
        field = fields.get(key)
        if field is None:
            if not value.is_unread:
                # The field that was meant is there, and is not asked for again.
                near, like = nearest(key, fields), like_yaml(key)
                reading.written |= {near} - {""}
                if like is not None:
                    reading.written |= {name for name in fields if name in key}
                    problems.append(_like_yaml(key, *like))
                else:
                    problems.append(_unknown_field(key, value, owner, fields))
        elif not is_repeated(key, known, "field", problems):
            reading.written.add(field.name)
            read = READERS[field.form](value, field, problems)
            if read is not None:
                reading.values[field.name] = read
    missing = (f for f in fields.values() if f.is_required and f.name not in reading.written)
    problems.extend(missing_field(owner, f) for f in missing)
    # Not all problems are new ones: what an alias or a tag hides has been said before.
    is_read = reading.values.keys() == reading.written
    reading.is_whole = len(problems) == before and is_read
    return reading


def _unknown_field(key: Word, value: Node, owner: Word, fields: Table) -> Problem:
    hint = suggestion(key, fields) or cut_at_a_comma(value)
    found = say('unknown field "{0}" in "{1}"', key, owner)
    return problem("KG103", key.location, found, say("one of: {0}", list(fields)), hint)


def cut_at_a_comma(value: Node) -> Said | str:
    """Say what cures a name without a value: within { } it is mostly the rest of a text that a comma has cut."""
    is_cut = value.tag == "null" and not value.scalar
    return say("text that holds a comma stands between single quotes") if is_cut else ""


def _like_yaml(word: Word, at: int, found: Found) -> Problem:
    """Report a sign that looks like one of YAML's, in a word or name."""
    place = replace(word.location, column=word.location.column + at)
    return problem("KG101", place, say('{0} in "{1}"', found.found, word), found.expected)


def missing_field(owner: Word, field: Field) -> Problem:
    """Report a field that has to be there and is not."""
    hint = say("one of: {0}", field.values) if field.values else say(field.help)
    found = say('"{0}" without "{1}"', owner, field.name)
    return problem("KG104", owner.location, found, say('a line "{0}: …"', field.name), hint)


def wrong(node: Node, name: Word | str, expected: str, problems: list[Problem]) -> None:
    """Report a value that has not the form expected, unless it was reported already."""
    if node.is_unread:
        return
    if node.tag == "null" and node.scalar:
        found = say('"{0}", which YAML takes for nothing', node.scalar)
        problems.append(problem("KG107", node.location, found, expected, say("put it between single quotes")))
    elif node.tag == "null":
        behind = say("what stands behind # is a comment; text stands between single quotes")
        hint = behind if node.loss else ""
        place = node.location if not isinstance(name, Word) else name.location
        problems.append(problem("KG107", place, say('nothing after "{0}:"', name), expected, hint))
    else:
        hint = ""
        if expected == _EXPECTED["quote"] and _are_meant(node):
            hint = say("write {text: …}")
        elif node.written and expected in _EXPECTED.values():  # YAML took a text for a list or for fields
            hint = say("text that begins with {0} stands between single quotes", node.written[0])
        elif node.fields is not None and expected in _EXPECTED.values():
            hint = QUOTING
        problems.append(problem("KG105", node.location, say('{0} as "{1}"', node.form, name), expected, hint))


def _are_meant(node: Node) -> bool:
    """Tell fields that an author wrote from a text that YAML takes for fields, which has one of them or lacks a value."""
    fields = node.fields or ()
    is_several = len(fields) > 1 or (bool(node.written) and len(fields) == 1)
    return is_several and all(_FIELD.match(key) and value.tag != "null" for key, value in fields)


def word_of(node: Node, field: Field, problems: list[Problem]) -> Word | None:
    """Read one word or text; report any other value, and give None."""
    if node.scalar is None or node.tag == "null" or not node.scalar.strip():
        wrong(node, field.name, _EXPECTED.get(field.form, say("a word")), problems)
        return None
    if field.form not in {"text", "quote", "date"} and (like := like_yaml(node.scalar)) is not None:
        problems.append(_like_yaml(node.scalar, *like))
        return None
    if field.values and node.scalar not in field.values:
        found, expected = say('{0} "{1}"', field.name, node.scalar), say("one of: {0}", field.values)
        hint = suggestion(node.scalar, field.values)
        problems.append(problem("KG106", node.location, found, expected, hint))
        return None
    if field.form != "quote" and field is not QUOTE["text"] and is_misleading(node.scalar, problems):
        return None
    if field.form in {"text", "quote"} and node.loss is not None:
        told = problem("KG111", node.location, *node.loss)
        problems.append(replace(told, severity=Severity.WARNING))
    return node.scalar


def _id(node: Node, field: Field, problems: list[Problem]) -> Word | None:
    word = word_of(node, field, problems)
    return word if word is not None and check_id(word, problems) else None


def _language(node: Node, field: Field, problems: list[Problem]) -> Word | None:
    word = word_of(node, field, problems)
    if word is None or _LANGUAGE.match(word):
        return word
    wrong(node, field.name, say("a language tag"), problems)
    return None


def _date(node: Node, field: Field, problems: list[Problem]) -> Word | None:
    """Read a date as EDTF writes it (ISO 8601-2); it has to be in the calendar."""
    if (word := word_of(node, field, problems)) is None:
        return None
    if not isinstance(no_date := read_date(word), NoDate):
        return word
    wrong(node, field.name, _NO_DATE[no_date.why], problems)
    return None


def _year(node: Node, field: Field, problems: list[Problem]) -> int | None:
    """Read a year of four digits, which `read_date` takes too."""
    if node.scalar is None or isinstance(read_date(node.scalar), NoDate) or not node.scalar.isdigit():
        wrong(node, field.name, say("a year of four digits, such as 2017"), problems)
        return None
    return int(node.scalar)


def words_of(node: Node, field: Field, problems: list[Problem]) -> tuple[Word, ...] | None:
    """Read a word, or several in a list; report any other value, and give None."""
    nodes = [node] if node.items is None else node.items
    words = [word_of(item, field, problems) for item in nodes]
    if not nodes and field.may_be_empty:
        return ()
    if not nodes:
        wrong(node, field.name, say("at least one word"), problems)
    read = tuple(word for word in words if word is not None)
    return read or None


def _flag(node: Node, field: Field, problems: list[Problem]) -> bool | None:
    if node.tag != "bool" or node.scalar is None:
        wrong(node, field.name, say("true or false"), problems)
        return None
    return node.scalar.lower() in {"true", "yes", "on"}


def _number(node: Node, field: Field, problems: list[Problem]) -> int | None:
    if node.scalar is None or not re.fullmatch(r"[0-9]{1,9}", node.scalar):
        wrong(node, field.name, say("a whole number"), problems)
        return None
    return int(node.scalar)


QUOTE = table(
    Field("text", "text", "the words, verbatim", is_required=True),
    Field("in", "word", "the segment in which they begin, such as S18"),
    Field("nth", "number", "which occurrence is meant, counted from 1"),
    Field("en", "text", "its translation into English, where the source has another language"),
    Field("zh", "text", "its translation into Chinese, where the source has another language"),
    Field("by", "id", "who translated it: a coder, published or machine"),
)


def _quotation(node: Node, field: Field, problems: list[Problem]) -> Quotation | None:
    if node.fields is None:
        text = word_of(node, field, problems)
        return Quotation(text) if text is not None else None
    if not any(nearest(key, QUOTE) for key, _ in node.fields):
        wrong(node, "quote", _EXPECTED["quote"], problems)
        return None
    values = read_fields(node, Word("quote", node.location), QUOTE, problems).values
    if "text" not in values:
        return None
    translated = [name for name in ("en", "zh") if name in values]
    if translated and "by" not in values:
        problems.append(missing_field(Word("quote", node.location), QUOTE["by"]))
    if "by" in values and not translated:
        problems.append(missing_field(Word("quote", node.location), QUOTE["en"]))
    more = (values.get(name) for name in ("nth", "en", "zh", "by"))
    return Quotation(values["text"], values.get("in"), *more)


def _quote(node: Node, field: Field, problems: list[Problem]) -> tuple[Evidence, ...] | None:
    nodes = [node] if node.items is None else node.items
    read = [_quotation(item, field, problems) for item in nodes]
    if not nodes:
        wrong(node, field.name, say("at least one quotation"), problems)
    whole = tuple(quotation for quotation in read if quotation is not None)
    return (Evidence(whole, "supports", node.location, written=node.written),) if whole else None


def _evidence(node: Node, field: Field, problems: list[Problem]) -> tuple[Evidence, ...] | None:
    if not node.items:
        wrong(node, field.name, say("a list of lines of evidence"), problems)
        return None
    lines = []
    for item in node.items:
        values = read_fields(item, Word("evidence", item.location), EVIDENCE, problems).values
        (quoted,) = values.get("quote", (None,))
        cited = values.get("cite", ())
        if quoted is None and not cited:
            if item.fields is not None and not {"quote", "cite"} & {str(key) for key, _ in item.fields}:
                found = say('a line of evidence without "quote" or "cite"')
                hint = say("quote the words, or cite the place")
                problems.append(problem("KG104", item.location, found, say("one of the two"), hint))
            continue
        direction = values.get("direction", "supports")
        quotations = quoted.quotations if quoted is not None else ()
        written = quoted.written if quoted is not None else ""
        said_by = values.get("said-by", ())
        line = Evidence(quotations, direction, item.location, values.get("source"), cited, written, said_by)
        lines.append(line)
    return tuple(lines) or None


SAID_BY = Field(
    "said-by",
    "speakers",
    "who says it within the source, where the source does not say it itself: an actor, or {who, as, zh, to, when}; "
    "where somebody reports somebody, a list from the innermost speaker outwards",
)
EVIDENCE = table(
    Field("quote", "quote", "the words quoted; several are needed jointly"),
    Field("cite", "words", "the citations it rests on; several are needed jointly"),
    Field("direction", "word", "supports (if left out) or challenges", values=("supports", "challenges")),
    Field("source", "word", "the source quoted, when the case has several"),
    SAID_BY,
)

READERS: dict[str, Callable[[Node, Field, list[Problem]], Any]] = {
    "word": word_of,
    "text": word_of,
    "id": _id,
    "language": _language,
    "date": _date,
    "words": words_of,
    "flag": _flag,
    "number": _number,
    "year": _year,
    "quote": _quote,
    "evidence": _evidence,
}
"""How to read a value of each form; `kg.authoring.asked` adds what a silence asks and where, `kg.authoring.pairs` joins and
answers, `kg.authoring.value` figures, `kg.authoring.speakers` who speaks."""
