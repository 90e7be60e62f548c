"""What an author may write in each section of a case folder.

One plain table feeds the reader, its messages and ``docs/case-format.md``.
"""

from __future__ import annotations

from kg.authoring import asked, pairs, speakers, value  # noqa: F401 - they teach the reader their forms
from kg.authoring.fields import SAID_BY, Field, table
from kg.model.languages import CASE_LANGUAGES
from kg.model.vocabulary import (
    ACCESSES,
    BASES,
    CONFIDENCES,
    EXTENTS,
    MARKS,
    SEGMENTATIONS,
    SOURCE_KINDS,
    STAGES,
    ZH_BASES,
)

_OTHER = (
    Field("zh", "text", "the Chinese label, in a case that is written in English"),
    Field("zh-basis", "word", "what the Chinese label rests on", values=ZH_BASES),
    Field("en", "text", "the English label, in a case that is written in Chinese"),
    Field("en-basis", "word", "what the English label rests on", values=ZH_BASES),
)
_LANGUAGE = "the language of labels, notes, questions, definitions and paraphrases: en (if left out) or zh"
_REASONS = "why items of kg check --review or --disclosure may stay, such as {person-name-1a2b3c: she agreed}"
_ANSWERS = Field("answers", "answers", _REASONS)
_FRAMEWORKS = "the frameworks whose concepts and relations it uses; [] for facts only"
_ACCESS = """\
quoted (if left out): its text is in the folder; cited: its text may not be copied; \
restricted: it is confidential, and its text, if you have it, stays with you"""
_FILE = """\
the text file in the case folder, of a source that is quoted; one of a restricted source lies in `restricted/`, \
which git leaves out (`kg case new` sees to it)"""
_READ = """\
how much of it was read: whole (if left out, where its text is there) or excerpt; a source that is cited must say"""
_ASKED = "what was asked: a statement with open places; without it the silence decides nothing"
_SEARCHED = """\
the sources searched: all (every source, whole), or how far each, as whole, excerpt or the parts in brackets; \
a mere list does not say how far"""

CASE = table(
    Field("case", "id", "the case's name: the name of its folder", is_required=True),
    Field("label", "text", "what the case is called", is_required=True),
    *_OTHER,
    Field("language", "word", _LANGUAGE, values=CASE_LANGUAGES),
    Field("anonymised", "flag", "true when the place's name is withheld"),
    Field("frameworks", "words", _FRAMEWORKS, is_required=True, may_be_empty=True),
    Field("coder", "id", "who coded it, by a word of your choice"),
    _ANSWERS,
)

SOURCE = table(
    Field("access", "word", _ACCESS, values=ACCESSES),
    Field("file", "text", _FILE),
    Field("read", "word", _READ, values=EXTENTS),
    Field("kind", "word", "what kind of document it is", is_required=True, values=SOURCE_KINDS),
    Field("language", "language", "the language of its words, such as en or zh", is_required=True),
    Field("label", "text", "what to call it", is_required=True),
    *_OTHER,
    Field("publisher", "text", "who published it"),
    Field("published", "date", "when it was published"),
    Field("url", "text", "where it can be read"),
    Field("note", "text", "the coder's note"),
    Field("rights", "text", "who may use its words, and how"),
    Field("segments", "word", "where to cut it: after stops, at lines, at paragraphs", values=SEGMENTATIONS),
    Field("joins", "joins", "segments whose sentence goes on in another, such as {S13: S14}"),
    _ANSWERS,
)

CITATION = table(
    Field("source", "word", "the source in which it stands", is_required=True),
    Field("at", "text", "where in the source: a page, a paragraph, an article", is_required=True),
    Field("says", "text", "what stands there, in your own words", is_required=True),
    Field("zh", "text", "the same in Chinese, in a case that is written in English"),
    Field("en", "text", "the same in English, in a case that is written in Chinese"),
    SAID_BY,
    _ANSWERS,
)

CONCEPT = table(
    Field("kind", "word", "the kind of concept, such as behaviour-logic or pressure", is_required=True),
    Field("label", "text", "what to call it", is_required=True),
    *_OTHER,
    Field("plural", "flag", "true when the label is a plural"),
    Field("definition", "text", "what it is", is_required=True),
    Field("close-match", "words", "concepts of other frameworks that are nearly the same"),
    Field("broad-match", "words", "concepts of other frameworks that are wider"),
    Field("matched-by", "text", "the name of who says that they match"),
    _ANSWERS,
)

RELATION = table(
    Field(
        "phrase",
        "text",
        "how it is read after one subject, such as erodes, or with places for the parts: hands {what|files} to {object}; \
may be left out, with the two that follow, in a case that is written in Chinese",
    ),
    Field("plural", "text", "how it is read after several, such as erode"),
    Field("infinitive", "text", "how it is read after can or should, such as erode"),
    Field("zh", "text", "how it is read in Chinese", is_required=True),
    Field("definition", "text", "when it holds", is_required=True),
    Field("under", "word", "the wider relation of the ontology, such as interacts-with"),
    Field("edge", "flag", "false when claims with it give no direct edge"),
    _ANSWERS,
)

ELEMENT = table(
    Field("kind", "word", "the kind of case element, such as actor, event, phase"),
    Field("instantiates", "word", "the concept of which it is a manifestation"),
    Field("label", "text", "the source's own words for it"),
    *_OTHER,
    Field("plural", "flag", "true when the label is a plural"),
    Field("year", "year", "the year of an event"),
    Field("date", "date", "the date of an event or outcome, as fine as the source gives it"),
    Field("figure", "text", "the figure of an outcome, as it is reported"),
    Field("identifier", "text", "an official code of a public place, such as GB/T 2260 520100"),
    Field("starts-at", "word", "the event with which a phase starts"),
    Field("ends-at", "word", "the event with which a phase ends"),
    Field("note", "text", "the coder's note"),
    _ANSWERS,
)

CLAIM = table(
    Field("subject", "words", "what the claim is about", is_required=True),
    Field("relation", "word", "the relation type", is_required=True),
    Field("object", "words", "what the subject is related to"),
    Field("what", "words", "the data or the matter that is given, asked for, ruled on"),
    Field("of", "words", "who is bound by a rule, or whose it is"),
    Field("to", "words", "to whom it is done or owed, beside the object"),
    Field("when", "date", "when it holds or happened, such as 2017-05, 2017? or 2017/2019"),
    Field(
        "stage",
        "word",
        "how far it has come: goal (planned, promised), ordered (laid down), done, or measured",
        values=STAGES,
    ),
    Field("phase", "word", "the phase in which it holds"),
    Field("condition", "word", "the condition under which it holds"),
    Field("through", "word", "by what means"),
    *(
        Field(axis, "word", f"the claim's {axis}", is_required=True, values=words)
        for axis, words in MARKS.items()
    ),
    Field("quote", "quote", "the words it rests on; several are needed jointly"),
    Field("cite", "words", "the citations it rests on; several are needed jointly"),
    SAID_BY,
    Field("evidence", "evidence", "several independent lines of evidence"),
    Field("basis", "words", "what an interpretation rests on", values=BASES),
    Field("confidence", "word", "how faithful the reading is to the text", values=CONFIDENCES),
    Field("from", "words", "the claims from which it is inferred"),
    Field("source", "word", "the source quoted, when the case has several"),
    Field("rivals", "words", "claims that cannot both be right in full"),
    Field("contradicts", "words", "claims that it denies"),
    Field("corroborates", "words", "claims that it confirms"),
    Field("note", "text", "the coder's note"),
    Field("cause", "text", "the words of the evidence that say that one brings about the other"),
    Field("because", "text", "of a reading: how one gets from these words to this, in one sentence"),
    Field("because-zh", "text", "the same in Chinese"),
    Field("instead-of", "word", "the relation, concept, kind or element that could have been read instead"),
    Field("why-not", "text", "why that was not read"),
    Field("why-not-zh", "text", "the same in Chinese"),
    Field("preferred-because", "text", "why it is preferred to its rivals, or to what it contradicts"),
    Field("preferred-because-zh", "text", "the same in Chinese"),
    Field("value", "value", "its figure, such as {number: 51, unit: bodies}"),
    _ANSWERS,
)

SILENCE = table(
    Field("question", "text", "the question that the source does not answer", is_required=True),
    Field("zh", "text", "the question in Chinese, in a case that is written in English"),
    Field("en", "text", "the question in English, in a case that is written in Chinese"),
    Field("about", "words", "the elements it concerns", is_required=True),
    Field("asks", "asks", _ASKED),
    Field("missing", "word", "the kind or relation that is missing"),
    Field("nearest", "quote", "the nearest passage"),
    Field("source", "word", "the source searched, when the case has several"),
    Field("searched", "searched", _SEARCHED),
    Field("enough", "text", "why the sources searched suffice, where that is not every source"),
    Field("policy", "flag", "true when it is left unanswered on purpose"),
    Field("note", "text", "the coder's note"),
    _ANSWERS,
)

SECTIONS = {
    "sources": SOURCE,
    "citations": CITATION,
    "concepts": CONCEPT,
    "relations": RELATION,
    "elements": ELEMENT,
    "claims": CLAIM,
    "silences": SILENCE,
}
