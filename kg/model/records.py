"""The records a case folder is read into: frozen, typed, each with its place in the file.

They hold what the author wrote, word for word; nothing is looked up or found yet. Only a case made ready
for the public has something else in its place (`kg.compile.withhold`), and says so by `is_withheld`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from kg.problems import Location


class Word(str):
    """A string with the place where it was written.

    Attributes:
        location: file, line and column of its first character.
        is_plain: it stands in YAML without quotation marks and is no block, so that a sign in it may be one of YAML.

    >>> from kg.problems import Location
    >>> w = Word("field", Location("claims.yaml", 3, 12))
    >>> w == "field", w.location.line
    (True, 3)
    """

    __slots__ = ("is_plain", "location")
    location: Location
    is_plain: bool

    def __new__(cls, text: str, location: Location, is_plain: bool = False) -> Self:  # noqa: FBT001, FBT002 - copied by place
        """Make the string and remember its place."""
        word = super().__new__(cls, text)
        word.location = location
        word.is_plain = is_plain
        return word

    def __reduce__(self) -> tuple[type[Self], tuple[str, Location, bool]]:
        """Tell pickle and copy what a word is made of, so that it keeps its place in another process too."""
        return type(self), (str(self), self.location, self.is_plain)


Answers = tuple[tuple[Word, Word], ...]
"""Reasons for which items of the lists for review and disclosure may stay, by item; of these, those for review enter the graph."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words quoted from a source.

    Attributes:
        text: the words, verbatim.
        segment: where they begin ("S18"), if the author pinned them.
        nth: which occurrence is meant, counted from 1, if the author said so.
        en, zh: translations, if there are any.
        by: who made them: a coder's id, ``published`` or ``machine``.
    """

    text: Word
    segment: Word | None = None
    nth: int | None = None
    en: Word | None = None
    zh: Word | None = None
    by: Word | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """That somebody within a source says something.

    Attributes:
        who: id of the actor who says it.
        office, zh: in which office, in English and in Chinese, if the source names one.
        to: id of the actor to whom it is said.
        when: a date in EDTF.
    """

    who: Word
    location: Location = field(compare=False)
    office: Word | None = None
    zh: Word | None = None
    to: Word | None = None
    when: Word | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of evidence: all its quotations and citations are needed jointly.

    Attributes:
        quotations: words quoted, from one source.
        citations: ids of places cited, of whatever source.
        direction: ``supports`` or ``challenges``.
        source: id of the source; None when the case has one only.
        written: the quotations as they stand in brackets, where they do; YAML took them for a list.
        said_by: who says it within the source, the innermost speaker first; none where the source says it itself.
    """

    quotations: tuple[Quotation, ...]
    direction: str
    location: Location
    source: Word | None = None
    citations: tuple[Word, ...] = ()
    written: str = ""
    said_by: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of a claim.

    Attributes:
        number: as it was written: ``51``, ``1,626``, ``87.9``, ``66%``.
        unit, unit_zh: what is counted or measured in, in English and Chinese.
        qualifier: how the figure stands to its number: ``about``, ``over`` …
        of, of_zh: of what it is a part or a count, in English and Chinese.
        as_of: when it was counted, in EDTF.
    """

    location: Location
    number: Word
    unit: Word | None = None
    unit_zh: Word | None = None
    qualifier: Word | None = None
    of: Word | None = None
    of_zh: Word | None = None
    as_of: Word | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about elements of the case, with its four marks and its evidence.

    The names of the attributes are the fields of ``claims.yaml``; see ``docs/case-format.md``.
    """

    id: Word
    subject: tuple[Word, ...]
    relation: Word
    status: Word
    role: Word
    modality: Word
    polarity: Word
    object: tuple[Word, ...] = ()
    what: tuple[Word, ...] = ()
    of: tuple[Word, ...] = ()
    to: tuple[Word, ...] = ()
    when: Word | None = None
    value: Value | None = None
    stage: Word | None = None
    phase: Word | None = None
    condition: Word | None = None
    through: Word | None = None
    evidence: tuple[Evidence, ...] = ()
    basis: tuple[Word, ...] = ()
    confidence: Word | None = None
    cause: Word | None = None
    because: Word | None = None
    because_zh: Word | None = None
    instead_of: Word | None = None
    why_not: Word | None = None
    why_not_zh: Word | None = None
    preferred_because: Word | None = None
    preferred_because_zh: Word | None = None
    premises: tuple[Word, ...] = ()
    rivals: tuple[Word, ...] = ()
    contradicts: tuple[Word, ...] = ()
    corroborates: tuple[Word, ...] = ()
    note: Word | None = None
    answers: Answers = ()
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """A thing of the case that claims are about: an actor, a phase, a manifestation.

    Either `instantiates` (a concept) or `kind` (a kind of case element) is given.
    """

    id: Word
    kind: Word | None = None
    instantiates: Word | None = None
    label: Word | None = None
    zh: Word | None = None
    zh_basis: Word | None = None
    en: Word | None = None
    en_basis: Word | None = None
    plural: bool | None = None
    year: int | None = None
    date: Word | None = None
    figure: Word | None = None
    identifier: Word | None = None
    starts_at: Word | None = None
    ends_at: Word | None = None
    note: Word | None = None
    answers: Answers = ()
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the case.

    Attributes:
        file: its text, in the case folder; empty where there is none. That of a restricted source may
            be on the author's machine only.
        access: what may be shown of it: ``quoted``, ``cited`` or ``restricted``.
        read: how much of it was read, ``whole`` or ``excerpt``, if the author said so.
        joins: from a segment to the one in which its sentence goes on.
    """

    id: Word
    file: Word
    kind: Word
    language: Word
    label: Word
    access: str = "quoted"
    read: Word | None = None
    zh: Word | None = None
    zh_basis: Word | None = None
    en: Word | None = None
    en_basis: Word | None = None
    publisher: Word | None = None
    published: Word | None = None
    url: Word | None = None
    note: Word | None = None
    rights: Word | None = None
    segments: str = "stops"
    joins: tuple[tuple[Word, Word], ...] = ()
    answers: Answers = ()
    is_withheld: bool = False

    @property
    def is_quotable(self) -> bool:
        """Whether there is a text of it somewhere that quotations are compared with."""
        return self.access == "quoted" or (self.access == "restricted" and bool(self.file))

    @property
    def extent(self) -> str:
        """How much of it was read: ``whole`` or ``excerpt``; a text that is there is taken to have been read."""
        return str(self.read) if self.read else "whole" if self.is_quotable else "excerpt"


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source whose text is not copied: where it stands, and what stands there in our words.

    Attributes:
        said_by: who says it within the source, the innermost speaker first.
    """

    id: Word
    source: Word
    at: Word
    says: Word
    zh: Word | None = None
    en: Word | None = None
    said_by: tuple[Saying, ...] = ()
    answers: Answers = ()
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class OwnConcept:
    """A concept of the author's own theory; `matched_by` names who says that it matches another."""

    id: Word
    kind: Word
    label: Word
    definition: Word
    zh: Word | None = None
    zh_basis: Word | None = None
    en: Word | None = None
    en_basis: Word | None = None
    plural: bool | None = None
    close_match: tuple[Word, ...] = ()
    broad_match: tuple[Word, ...] = ()
    matched_by: Word | None = None
    is_withheld: bool = False
    answers: Answers = ()


@dataclass(frozen=True, slots=True)
class OwnRelation:
    """A relation of the author's own theory, with the words it is read in."""

    id: Word
    phrase: Word | None
    plural: Word | None
    infinitive: Word | None
    zh: Word
    definition: Word
    under: Word | None = None
    edge: bool | None = None
    is_withheld: bool = False
    answers: Answers = ()


@dataclass(frozen=True, slots=True)
class Asks:
    """What a silence asked for: a statement with open places.

    Attributes:
        subject, relation, object, phase: names; several are alternatives, none is anything.
    """

    location: Location
    subject: tuple[Word, ...] = ()
    relation: tuple[Word, ...] = ()
    object: tuple[Word, ...] = ()
    phase: tuple[Word, ...] = ()

    @property
    def places(self) -> tuple[tuple[Word, ...], ...]:
        """Its four places: subject, relation, object, phase."""
        return (self.subject, self.relation, self.object, self.phase)


@dataclass(frozen=True, slots=True)
class Search:
    """A source in which an answer was looked for.

    Attributes:
        extent: how much of it was searched, ``whole`` or ``excerpt``; empty where the author did not say.
        parts: what of it was searched, where that was named.
    """

    source: Word
    extent: str = ""
    parts: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Silence:
    """A question that the sources of the case do not answer; `searched` names them where they are several.

    Attributes:
        enough: why the sources that were searched suffice, if the author says that they do.
    """

    id: Word
    question: Word
    about: tuple[Word, ...]
    asks: Asks | None = None
    zh: Word | None = None
    en: Word | None = None
    missing: Word | None = None
    nearest: Evidence | None = None
    source: Word | None = None
    searched: tuple[Search, ...] = ()
    enough: Word | None = None
    policy: bool = False
    note: Word | None = None
    answers: Answers = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One case folder, read.

    Attributes:
        name: the folder's name.
        folder: the folder as the user typed it, for messages.
        broken: ids whose entries could not be read; a reference to one is not a second mistake.
        is_partial: some file or entry could not be read, so that names may be missing.
        language: that of labels, notes, questions, definitions and paraphrases.
        files: every file of the folder that was read, with its SHA-256.
    """

    name: Word
    folder: str
    label: Word
    frameworks: tuple[Word, ...]
    zh: Word | None = None
    zh_basis: Word | None = None
    en: Word | None = None
    en_basis: Word | None = None
    language: str = "en"
    anonymised: bool = False
    coder: Word | None = None
    answers: Answers = ()
    sources: dict[str, Source] = field(default_factory=dict)
    citations: dict[str, Citation] = field(default_factory=dict)
    concepts: dict[str, OwnConcept] = field(default_factory=dict)
    relations: dict[str, OwnRelation] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    silences: dict[str, Silence] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    is_partial: bool = False
    files: tuple[tuple[str, str], ...] = ()
