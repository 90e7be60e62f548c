"""What an author may write in each section of the file of a framework.

One plain table feeds the reader, its messages, the JSON Schema and ``docs/frameworks.md``.
"""

from __future__ import annotations

from kg.authoring.fields import Field, Table, table
from kg.authoring.tables import CONCEPT, RELATION
from kg.model.vocabulary import MARKS, ZH_BASES

_ZH_DEFINITION = Field("zh-definition", "text", "the same in Chinese")
_NOTE = Field("note", "text", "what it is easily taken for and is not")
_REMARK = Field("remark", "text", "a remark of whoever keeps the framework")
_CHINESE = (
    Field("zh", "text", "the Chinese label"),
    Field(
        "zh-basis", "word", "what the Chinese label rests on; own-translation if left out", values=ZH_BASES
    ),
)


def _as_in_a_case(fields: Table) -> tuple[Field, ...]:
    """Take over the fields of a case's own concepts or relations, but for what answers a check of its case."""
    return tuple(field for field in fields.values() if field.name != "answers")


HEAD = table(
    Field("framework", "id", "the framework's name: the name of its file", is_required=True),
    Field("label", "text", "what the framework is called", is_required=True),
    *_CHINESE,
    Field("also", "names", "what else it is called"),
    Field("definition", "text", "what it explains"),
    _ZH_DEFINITION,
    _REMARK,
    Field("title", "text", "the title of the file, where it differs from the label"),
    Field("zh-title", "text", "the title in Chinese"),
    Field("description", "text", "what is in the file"),
    Field("creator", "text", "who wrote the file"),
    Field("licence", "text", "the address of the licence"),
    Field("rights", "text", "what the licence does not cover"),
    Field("version", "text", "the version of the file"),
    Field(
        "core-addresses",
        "flag",
        "true where its relations were of the core vocabulary, and keep their addresses",
    ),
)

KIND = table(
    Field("under", "word", "the wider kind; any theory element if left out"),
    Field("label", "text", "what to call it", is_required=True),
    *_CHINESE,
    Field("definition", "text", "what concepts of this kind have in common", is_required=True),
    _ZH_DEFINITION,
    _NOTE,
)

SHARED_CONCEPT = table(
    Field("id", "id", "its id, by which cases name it", is_required=True),
    *_as_in_a_case(CONCEPT),
    Field("also", "names", "what else it is called"),
    _ZH_DEFINITION,
    Field("broader", "words", "wider concepts of this framework"),
    Field("top", "flag", "true when the framework begins with it"),
    _NOTE,
    _REMARK,
)

SHARED_RELATION = table(
    *_as_in_a_case(RELATION),
    Field("zh-plural", "text", "how it is read in Chinese of several together, where that differs"),
    Field("from", "words", "the kinds that it takes as subject; several are alternatives, none is anything"),
    Field("to", "words", "the kinds that it takes as object"),
    Field("label", "text", "what to call it, where that is not its phrase"),
    Field("zh-label", "text", "the same in Chinese"),
    Field("noun", "text", "what a claim with it speaks of, such as erosion"),
    Field("zh-noun", "text", "the same in Chinese"),
    _ZH_DEFINITION,
    Field("example", "text", "from what to what it leads, and a negative example"),
    _NOTE,
    Field("against", "words", "relations that speak against it, and it against them"),
    Field("modal", "words", "the modality in which it says all it can", values=MARKS["modality"]),
    Field("symmetric", "flag", "true when what holds of both sides holds the other way round"),
    Field("status", "word", "how settled it is", values=("unstable", "testing", "stable", "archaic")),
    Field("version", "text", "the version in which its meaning last changed"),
)

PROPOSITION = table(
    Field("subject", "words", "concepts; several without an object are meant together, none is anything"),
    Field("relation", "word", "the relation", is_required=True),
    Field("object", "words", "concepts; none is anything"),
    Field(
        "against", "words", "relations that speak against it, beside those that speak against its relation"
    ),
    Field("label", "text", "the proposition in words; made from its parts if left out"),
    *_CHINESE,
    Field("taken-from", "text", "the case that it was read from, which tests nothing of it"),
    _REMARK,
)

PLACES = table(
    Field("subject", "words", "concepts or kinds; none is anything"),
    Field("relation", "words", "relations"),
    Field("object", "words", "concepts or kinds"),
    Field("phase", "words", "phase, for each phase of a case"),
)
"""The places of a question's pattern."""

QUESTION = table(
    Field("ask", "text", "the question", is_required=True),
    Field("zh", "text", "the question in Chinese"),
    Field("find", "places", "a statement with open places, which are the columns of the answer"),
    Field("each", "places", "what has a row of its own"),
    Field("ladder", "words", "relations; the first that is said decides"),
)

PICTURE = table(
    Field("steps", "steps", "the kinds that stand in each step, from left to right", is_required=True),
    Field("ring", "word", "the kind whose concepts stand in a ring; null for none"),
    Field("roof", "word", "the kind whose concepts stand above what they bear on; null for none"),
)

FRAMEWORK_SECTIONS: dict[str, Table] = {
    "kinds": KIND,
    "concepts": SHARED_CONCEPT,
    "relations": SHARED_RELATION,
    "propositions": PROPOSITION,
    "questions": QUESTION,
}
"""The sections of the file, each with what may stand in an entry; `picture` has no entries."""
