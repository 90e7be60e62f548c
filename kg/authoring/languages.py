"""In which language the texts of a case are: those that its author wrote in the other one, and those that are given twice.

Takes the head and the sections of a case; reports fields that belong to a case in the other language, a name in the other language
that does not say what it rests on, Chinese text in a case that says it is English, and translations of what needs none.
"""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.authoring.entries import HOLE
from kg.authoring.fields import missing_field
from kg.authoring.tables import CONCEPT, RELATION
from kg.model.languages import CASE_LANGUAGES, is_mostly_han, other
from kg.model.records import Word
from kg.problems import Problem, problem, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model.records import Evidence, OwnRelation, Quotation, Source

_OWN = (
    "label",
    "note",
    "question",
    "definition",
    "says",
    "enough",
    "rights",
    "phrase",
    "plural",
    "infinitive",
)
"""The fields that are in the language of the case; phrases are English in every case."""
_PHRASES = ("phrase", "plural", "infinitive")


def settle_languages(
    head: dict[str, Any], sections: dict[str, dict[str, Any]], problems: list[Problem]
) -> None:
    """Add what is wrong with the languages of a case, and make holes of phrases that an English case must have and has not.

    Args:
        head: the fields of the case itself, by attribute.
        sections: its entries, by section and id.
        problems: what is wrong is added here.
    """
    language = str(head.get("language") or CASE_LANGUAGES[0])
    entries = list(chain.from_iterable(section.values() for section in sections.values()))
    for identifier, texts in [(head["name"], head), *((entry.id, _fields(entry)) for entry in entries)]:
        problems.extend(_of_the_other(identifier, texts, language))
    relations = sections["relations"]
    for name, relation in relations.items():
        relations[name] = _with_phrases(relation, language, problems)
    english = [head, *map(_fields, entries)]
    problems.extend(_chinese_in_english(english, language))
    for quotation, source in _quotations(sections):
        problems.extend(_needless(quotation, source))


def _fields(entry: Any) -> dict[str, Any]:  # noqa: ANN401 - any record of a section
    return {field.name: getattr(entry, field.name) for field in fields(entry)}


def _of_the_other(identifier: Word, texts: Mapping[str, Any], language: str) -> Iterator[Problem]:
    """Report a text in the language of the case given as one in the other, and a name in the other without its basis."""
    own, far = language, other(language)
    is_relation = "infinitive" in texts
    for name in (own, f"{own}_basis"):
        word = texts.get(name)
        if isinstance(word, Word) and not is_relation:
            field = name.replace("_", "-")
            yield problem("KG110", word.location, say('"{0}" with {1} in a case with language: {2}', identifier, field, own),
                          say("{0}, the other language", far),
                          say("label, note and question are in the language of the case"))  # fmt: skip
    if (
        far == "en"
        and isinstance(texts.get("en"), Word)
        and "en_basis" in texts
        and texts["en_basis"] is None
    ):
        yield missing_field(identifier, CONCEPT["en-basis"])


def _with_phrases(relation: OwnRelation, language: str, problems: list[Problem]) -> OwnRelation:
    """Report English phrases that are missing: an English case needs all three, a Chinese one all or none."""
    missing = [name for name in _PHRASES if getattr(relation, name) is None]
    if missing and (language == CASE_LANGUAGES[0] or len(missing) < len(_PHRASES)):
        problems.extend(missing_field(relation.id, RELATION[name]) for name in missing)
        phrases = [HOLE if name in missing else getattr(relation, name) for name in _PHRASES]
        return replace(relation, phrase=phrases[0], plural=phrases[1], infinitive=phrases[2])
    return relation


def _chinese_in_english(entries: list[dict[str, Any]], language: str) -> Iterator[Problem]:
    """Report, once in a case, that texts which would be tagged English are Chinese."""
    names = ("en", *(_OWN if language == CASE_LANGUAGES[0] else _PHRASES))
    texts = (entry.get(name) for entry in entries for name in names)
    chinese = sorted((t for t in texts if isinstance(t, Word) and is_mostly_han(t)), key=lambda t: t.location)
    if chinese:
        found = say('"{0}", a Chinese text that would be taken for English', chinese[0])
        if len(chinese) > 1:
            found = say(
                '{0} Chinese texts that would be taken for English, the first of them "{1}"',
                len(chinese),
                chinese[0],
            )
        hint = say(
            'write "language: zh" at the top of the case; one name in Chinese beside the English one stands under zh'
        )
        if language != CASE_LANGUAGES[0]:
            hint = say("write the Chinese in the field of the case's own language, or leave it out")
        yield problem(
            "KG112",
            chinese[0].location,
            found,
            say("English, with at most three Chinese letters in ten"),
            hint,
        )


def _quotations(sections: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Quotation, Source | None]]:
    """List the quotations of a case, each with its source if that is known."""
    lines: list[Evidence] = [line for claim in sections["claims"].values() for line in claim.evidence]
    lines += [silence.nearest for silence in sections["silences"].values() if silence.nearest]
    for line in lines:
        for quotation in line.quotations:
            yield quotation, sections["sources"].get(line.source or "")


def _needless(quotation: Quotation, source: Source | None) -> Iterator[Problem]:
    """Report a translation into the language that the source is in."""
    tongue = source.language.partition("-")[0].lower() if source is not None else ""
    for language in CASE_LANGUAGES:
        word = getattr(quotation, language)
        if word is not None and language == tongue:
            yield problem("KG110", word.location, say("a translation into {0} of words that are in {0}", language),
                          say("{0}, the other language", other(language)), say("the words themselves are shown"))  # fmt: skip
        elif word is not None and language == "en" and is_mostly_han(word):
            found = say('"{0}", a Chinese text that would be taken for English', word)
            yield problem("KG112", word.location, found, say("English, with at most three Chinese letters in ten"),
                          say("write the Chinese under zh"))  # fmt: skip
