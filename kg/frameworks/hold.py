"""Whether what a framework proposes, asks and draws can be: signatures, patterns of questions, kinds of the picture."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.iris import kebab, local_name
from kg.model.vocabulary import KG
from kg.ontology import faulty_phrases, fits, relations_between
from kg.problems import problem, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.frameworks.names import Names
    from kg.model.framework_text import Entry, FrameworkText
    from kg.model.records import Word
    from kg.ontology import Ontology
    from kg.problems import Problem

_MOST = 8
_PHASE = "phase"
_MANIFESTATION = frozenset({KG.Manifestation, KG.CaseElement})
"""What shows a concept in a case is of these kinds too."""


def check_propositions(text: FrameworkText, ontology: Ontology) -> Iterator[Problem]:
    """Report what a proposition relates and its relation does not take, and propositions without any side."""
    for entry in text.propositions:
        if not entry.words("subject") and not entry.words("object") and not text.broken & {str(entry.id)}:
            found = say('"{0}" without {1} or {2}', entry.id, "subject", "object")
            yield problem("KG104", entry.id.location, found, say("at least one of the two"))
        relation = ontology.relations.get(entry.text("relation"))
        if relation is None:
            continue
        for field, wanted in (("subject", relation.takes_subject), ("object", relation.takes_object)):
            for word in entry.words(field):
                kinds = _kinds_of(text, word, ontology)
                if kinds and not fits(kinds, wanted):
                    yield _misfit(entry, word, field, kinds, wanted, ontology)


def _kinds_of(text: FrameworkText, word: Word, ontology: Ontology) -> frozenset[str]:
    """Find what a concept is, with all that is wider; nothing where there is no such concept."""
    framework, colon, slug = word.partition(":")
    known = ontology.frameworks.get(framework if colon else str(text.name))
    concept = known.concepts.get(slug if colon else str(word)) if known else None
    if concept is None or not concept.kinds:
        return frozenset()
    return _MANIFESTATION.union(concept.kinds, *(ontology.superclasses.get(k, ()) for k in concept.kinds))


def _misfit(
    entry: Entry, word: Word, field: str, kinds: frozenset[str], wanted: tuple[str, ...], ontology: Ontology
) -> Problem:
    """Report a concept that a relation does not take, with the relations that would."""
    wider = set(_MANIFESTATION).union(*(ontology.superclasses.get(kind, ()) for kind in kinds))
    narrow = sorted(kebab(local_name(kind)) for kind in kinds - wider)
    found = say(
        '"{0}", {1}, as {2} of "{3}"',
        word,
        say("which is of the kind {0}", narrow[0]),
        field,
        entry.text("relation"),
    )
    expected = say("one of: {0}", sorted(kebab(local_name(kind)) for kind in wanted))
    subject, object_ = (kinds, frozenset[str]()) if field == "subject" else (frozenset[str](), kinds)
    fitting = [one.slug for one in relations_between(subject, object_, ontology.relations.values())]
    hint = say("these would fit: {0}; kg relations lists all", fitting[:_MOST])
    return problem("KG220", word.location, found, expected, hint)


def check_questions(text: FrameworkText, names: Names) -> None:
    """Look up what questions name; they are kept as data."""
    for entry in text.questions:
        patterns = [pattern for place in ("find", "each") if (pattern := entry.values.get(place)) is not None]
        for pattern in patterns:
            for word in chain(pattern.words("subject"), pattern.words("object")):
                names.anything(text, word)
            for word in pattern.words("phase"):
                if word != _PHASE:
                    found, expected = say('phase "{0}"', word), say("one of: {0}", [_PHASE])
                    names.problems.append(problem("KG106", word.location, found, expected))
        for word in chain(entry.words("ladder"), *(pattern.words("relation") for pattern in patterns)):
            names.relation(text, word)


def check_relations(text: FrameworkText) -> Iterator[Problem]:
    """Report the phrases of relations that lose a part."""
    for entry in text.relations:
        words = {
            name: (str(word), word.location)
            for name in ("phrase", "plural", "infinitive", "zh", "zh-plural")
            if (word := entry.values.get(name)) is not None
        }
        yield from faulty_phrases(words)


def picture_of(text: FrameworkText, names: Names, ontology: Ontology) -> dict[str, object]:
    """Say how a framework is drawn, in addresses of kinds; without a picture each kind is a step, in the order of the file."""
    if text.picture is None:
        kinds = [names.kinds.get(str(one.values.get("kind")), "") for one in text.concepts]
        order = dict.fromkeys(_top(kind, ontology) for kind in kinds if kind)
        return {"ring": "", "roof": "", "steps": [[kind] for kind in order if kind]}
    steps = [
        [iri for word in step if (iri := names.kind(text, word, is_any=True))] for step in text.picture.steps
    ]
    ring, roof = (
        (names.kind(text, word, is_any=True) or "") if word is not None else ""
        for word in (text.picture.ring, text.picture.roof)
    )
    return {"ring": ring, "roof": roof, "steps": [step for step in steps if step]}


def _top(kind: str, ontology: Ontology) -> str:
    from kg.frameworks.statements import top_kind  # noqa: PLC0415 - they share one question

    return top_kind(kind, ontology) or (kind if iris.is_kind(kind) else "")
