"""The values of an entry's fields into its record, with the rules that join several fields.

An entry with a mistake still becomes a record, so that the rest of it is checked in the same run:
what could not be read is a `HOLE`, a name that refers to nothing and is reported no second time.
The compile step looks up and finds what else the entry names, but writes no entry that has a hole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.model.records import (
    Citation,
    Claim,
    Element,
    Evidence,
    OwnConcept,
    OwnRelation,
    Silence,
    Source,
    Word,
)
from kg.model.vocabulary import MARKS, SOURCE_KINDS
from kg.problems import Location, Problem, problem, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.authoring.fields import Reading
    from kg.problems.said import Said

HOLE = Word("", Location(""))
_QUOTED = ("stated", "presupposed")
_NOBODYS = {
    "background": say("general knowledge is nobody's word: leave said-by out, or mark the claim stated"),
    "inferred": say("it follows from other claims: say of those by whom they are said"),
}
"""What to do about a speaker of a claim that nobody in a source says, by its status."""


def _missing(identifier: Word, name: str, hint: Said) -> Problem:
    found = say('"{0}" without "{1}"', identifier, name)
    return problem("KG104", identifier.location, found, say('a line "{0}: …"', name), hint)


def _both(place: Location, identifier: Word, fields: tuple[str, str], hint: Said) -> Problem:
    found = say('"{0}" with both {1} and {2}', identifier, *fields)
    return problem("KG110", place, found, say("one of the two"), hint)


def rename(values: dict[str, Any]) -> dict[str, Any]:
    """Turn field names into attribute names: ``zh-basis`` becomes ``zh_basis``."""
    return {name.replace("-", "_"): value for name, value in values.items()}


def source(identifier: Word, reading: Reading, problems: list[Problem]) -> Source:
    """Make the record of a source.

    One whose text cannot be found, or not be cut as the author wants, has a hole as its file.
    """
    values = dict(reading.values)
    is_quoted = values.get("access", "quoted") == "quoted"
    if is_quoted and "file" not in reading.written:
        hint = say("the text file in the case folder; a text that may not be copied has access: cited")
        problems.append(_missing(identifier, "file", hint))
    if values.get("access") == "cited" and "file" in values:
        place = values.pop("file").location
        found = say('"{0}" with file and access: {1}', identifier, values["access"])
        hint = say("the text of such a source stays out of the case")
        problems.append(problem("KG110", place, found, say("one of the two"), hint))
    if values.get("access") == "cited" and "read" not in reading.written:
        hint = say("read: whole where all of it was read, else read: excerpt")
        problems.append(_missing(identifier, "read", hint))
    if "segments" in reading.written and "segments" not in values:
        values["file"] = HOLE
    kind = Word(SOURCE_KINDS[0], identifier.location)
    defaults = {"file": HOLE, "kind": kind, "language": HOLE, "label": identifier}
    return Source(id=identifier, **rename(defaults | values))


def citation(identifier: Word, reading: Reading, _: list[Problem]) -> Citation:
    """Make the record of a citation; a field that is missing becomes a hole."""
    holes = dict.fromkeys(("source", "at", "says"), HOLE)
    return Citation(id=identifier, **rename(holes | reading.values))


def concept(identifier: Word, reading: Reading, problems: list[Problem]) -> OwnConcept:
    """Make the record of a concept of the author's own, and ask who says so where it has a match."""
    matches = {"close-match", "broad-match"} & reading.written
    if matches and "matched-by" not in reading.written:
        hint = say("a match is somebody's judgement: say whose")
        problems.append(_missing(identifier, "matched-by", hint))
    holes = dict.fromkeys(("kind", "label", "definition"), HOLE)
    return OwnConcept(id=identifier, **rename(holes | reading.values))


def relation(identifier: Word, reading: Reading, _: list[Problem]) -> OwnRelation:
    """Make the record of a relation of the author's own; a field that is missing becomes a hole."""
    holes: dict[str, Any] = dict.fromkeys(("zh", "definition"), HOLE)
    # Whether these may be left out depends on the language of the case (`kg.authoring.languages`).
    holes |= {name: HOLE if name in reading.written else None for name in ("phrase", "plural", "infinitive")}
    return OwnRelation(id=identifier, **rename(holes | reading.values))


def element(identifier: Word, reading: Reading, problems: list[Problem]) -> Element:
    """Make the record of an element, which has a kind or instantiates a concept, but not both."""
    values, written = dict(reading.values), reading.written
    hint = say("instantiates: a concept; kind: actor, event, phase …")
    if {"kind", "instantiates"} <= values.keys():
        # Which of the two is meant cannot be known, so the element is neither.
        place = max(values.pop("kind").location, values.pop("instantiates").location)
        problems.append(_both(place, identifier, ("kind", "instantiates"), hint))
    elif not {"kind", "instantiates"} & written:
        found = say('"{0}" without {1} or {2}', identifier, "kind", "instantiates")
        problems.append(problem("KG104", identifier.location, found, say("one of the two"), hint))
    if "instantiates" not in written and "kind" in written and "label" not in written:
        problems.append(_missing(identifier, "label", say("the source's own words for it")))
    return Element(id=identifier, **rename(values))


def claim(identifier: Word, reading: Reading, problems: list[Problem]) -> Claim | Silence:
    """Make the record of a claim: a stated or presupposed one has to quote its source, a reading needs basis and confidence."""
    values = dict(reading.values)
    lines, cited = values.pop("quote", ()), values.pop("cite", ())
    if cited:  # what a claim quotes and cites itself is one line: its author needs all of it together
        quoted = lines[0] if lines else Evidence((), "supports", cited[0].location)
        lines = (replace(quoted, citations=cited),)
    more = values.pop("evidence", ())
    said_by = values.pop("said-by", ())
    before = len(problems)
    if lines and more:
        place = max(lines[0].location, more[0].location)
        word = "quote" if lines[0].quotations else "cite"
        hint = say("several lines of evidence stand under evidence")
        problems.append(_both(place, identifier, (word, "evidence"), hint))
    named = values.pop("source", None)
    evidence = tuple(replace(line, source=line.source or named) for line in (*lines, *more))
    if said_by:
        problems.extend(_misplaced(identifier, said_by[0].location, evidence, reading))
        evidence = tuple(replace(line, said_by=line.said_by or said_by) for line in evidence)
    problems.extend(_without_voice(identifier, evidence, values.get("status")))
    values["evidence"] = evidence
    values["premises"] = values.pop("from", ())
    problems.extend(_missing_for_status(identifier, reading))
    problems.extend(_missing_beside(identifier, reading))
    holes: dict[str, Any] = {"subject": (), **dict.fromkeys(("relation", *MARKS), HOLE)}
    record = Claim(id=identifier, **rename(holes | values))
    return record if reading.is_whole and len(problems) == before else with_hole(record)


def _misplaced(
    identifier: Word, place: Location, evidence: tuple[Evidence, ...], reading: Reading
) -> list[Problem]:
    """Report a speaker of a claim that has not just one line of evidence, of which that would be said."""
    if len(evidence) > 1 or any(line.said_by for line in evidence):
        hint = say("say it of the line of evidence that it is true of")
        return [_both(place, identifier, ("said-by", "evidence"), hint)]
    if evidence or {"quote", "cite", "evidence"} & reading.written:
        return []
    found = say('"{0}" with {1} and without {2}', identifier, "said-by", "quote")
    hint = say("quote the words in which it is said, or cite the place")
    return [problem("KG104", place, found, say("one of: {0}", ["quote", "cite", "evidence"]), hint)]


def _without_voice(identifier: Word, evidence: tuple[Evidence, ...], status: Word | None) -> list[Problem]:
    """Report speakers of a claim that is of general knowledge or follows from others."""
    if status not in _NOBODYS:
        return []
    found = say('{0} claim "{1}" with "{2}"', status, identifier, "said-by")
    expected = say("a claim that somebody in a source makes")
    return [
        problem("KG110", line.said_by[0].location, found, expected, _NOBODYS[status])
        for line in evidence[:1]
        if line.said_by
    ]


def _missing_for_status(identifier: Word, reading: Reading) -> list[Problem]:
    """Report the fields that a claim of this status must have and does not."""
    status, written = reading.values.get("status"), reading.written
    needs = []
    if status in _QUOTED and not {"quote", "cite", "evidence"} & written:
        needs.append(("quote", say("quote the words, or change its status")))
    if status == "interpreted" and "basis" not in written:
        needs.append(("basis", say("on what does the reading rest?")))
    if status == "interpreted" and "confidence" not in written:
        needs.append(("confidence", say("how sure are you: low, medium, high")))
    if status == "inferred" and "from" not in written:
        needs.append(("from", say("name the claims from which it follows")))
    return [
        replace(
            _missing(identifier, name, hint),
            found=say('{0} claim "{1}" without "{2}"', status, identifier, name),
        )
        for name, hint in needs
    ]


_BESIDE = (
    (("instead-of",), "why-not", say("why was it not read?")),
    (("why-not", "why-not-zh"), "instead-of", say("name what could have been read instead")),
    (
        ("preferred-because", "preferred-because-zh"),
        "rivals",
        say("name the claims to which it is preferred"),
    ),
)
"""Fields that want another beside them, that other one, and what to do about it."""


def _missing_beside(identifier: Word, reading: Reading) -> Iterator[Problem]:
    """Report the fields that another one of the claim wants beside it."""
    for fields, wanted, hint in _BESIDE:
        allowed = {wanted, "contradicts"} if wanted == "rivals" else {wanted}
        field = next((name for name in fields if name in reading.values), "")
        if field and not allowed & reading.written:
            found = say('"{0}" of "{1}" without "{2}"', field, identifier, wanted)
            place = reading.values[field].location
            yield problem("KG104", place, found, say('a line "{0}: …"', wanted), hint)


def silence(identifier: Word, reading: Reading, _: list[Problem]) -> Claim | Silence:
    """Make the record of a silence; its nearest passage is one line of evidence, from the source that was searched."""
    values = dict(reading.values)
    (nearest,) = values.pop("nearest", (None,))
    if nearest is not None:
        nearest = replace(nearest, source=values.get("source"))
    defaults = {"question": identifier, "about": ()}
    record = Silence(id=identifier, nearest=nearest, **(defaults | values))
    return record if reading.is_whole else with_hole(record)


def with_hole(record: Claim | Silence) -> Claim | Silence:
    """Mark a record as one that is to be checked but not written."""
    if isinstance(record, Claim):
        return replace(record, subject=(*record.subject, HOLE))
    return replace(record, about=(*record.about, HOLE))
