"""The records: what the report queries found, put together.

Takes nothing and computes no fact: every field is a value of a row of a query, and every collection keeps the
order of its query. `whole.py` fills them with everything, `one.py` with a claim and all it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.records.cells import Cell


PARTS = ("subject", "object", "what", "ofWhom", "toWhom", "duringPhase", "underCondition", "byMeansOf", "basis", "byRule",
         "derivedFromClaim", "rivals", "contradicts", "corroborates", "insteadOf", "value")  # fmt: skip
"""The properties of a claim that lead to other things, any number of them."""
REASONS = ("readBecause", "whyNot", "preferredBecause")
"""The properties of a claim that give a reason of its coder's, which is kept as a note."""
ABOUT = PARTS[:8]
"""Those of them that lead to what it is about."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a thing is called.

    Attributes:
        texts: one label for each language, by its tag ("en", "zh").
        basis: IRI of what the Chinese label rests on; empty when nothing is said of it.
    """

    texts: Mapping[str, str]
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A text about a thing: `property` is the local name of what it is (definition, scopeNote)."""

    property: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of things: `top` is the broadest kind of its level, `parents` are one step up."""

    iri: str
    top: str
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """A theory element of a framework; `position` is its place in its kind, 0 when it has none.

    `row` is the concept of another framework that it was matched to, in whose row it stands; empty for none.
    """

    iri: str
    kind: str
    framework: str
    position: int = 0
    row: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """That a concept is near `other`, one of another framework, with who says so in each language."""

    concept: str
    other: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Element:
    """A thing of a case; a manifestation names its `concept` and takes its kind from it."""

    iri: str
    case: str
    kind: str
    concept: str = ""
    year: int | None = None
    date: str = ""
    figure: str = ""
    official: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation type: the property it becomes, its words by language, and the framework that brings it.

    `above` are that property and those that it implies, but for the broadest; `said_as` are the modalities,
    beside assertion, in which it says all that it can; of one that `is_symmetric` the two sides may be exchanged.
    """

    iri: str
    property: str
    phrases: Mapping[str, str] = field(default_factory=dict)
    framework: str = ""
    above: tuple[str, ...] = ()
    said_as: tuple[str, ...] = ()
    is_symmetric: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Words quoted from a source, from `start` to before `end`, within one segment or more; with translations by language, and who made them."""

    iri: str
    source: str
    start: int
    end: int
    exact: str
    segments: tuple[str, ...] = ()
    translations: Mapping[str, str] = field(default_factory=dict)
    translated_by: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A numbered piece of a source; `next` is the one in which its sentence goes on, if any."""

    iri: str
    source: str
    identifier: str
    number: int
    start: int
    end: int
    exact: str
    next: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document of a case, with its text and where it is cut, if it may be shown; `access` says where it may not."""

    iri: str
    identifier: str
    case: str
    kind: str
    language: str = ""
    text: str = ""
    cut_at: str = ""
    sha256: str = ""
    file: str = ""
    rights: str = ""
    rights_language: str = "en"
    access: str = "quoted"
    publisher: str = ""
    published: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source that is not quoted; `says` is what stands there, by language."""

    iri: str
    source: str
    identifier: str
    locator: str = ""
    says: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saying:
    """That somebody within a source says something: `who`, in which office by language, `to` whom, and when, in EDTF."""

    who: str
    office: Mapping[str, str] = field(default_factory=dict)
    to: str = ""
    when: str = ""
    is_plural: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One line of evidence: all its `passages` and `citations` are needed jointly.

    `said_by` are those who say it within the source, the innermost first.
    """

    iri: str
    claim: str
    direction: str
    passages: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    said_by: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with its marks (the last word of each mark's IRI) and its parts.

    Attributes:
        cause: the words that the coder says are causal.
        when: a day, month, year or stretch of time, in EDTF.
        parts: from the local name of a property (subject, object, duringPhase …) to IRIs, as in `PARTS`.
    """

    iri: str
    identifier: str
    case: str
    relation: str
    status: str
    role: str
    modality: str
    polarity: str
    confidence: str = ""
    cause: str = ""
    stage: str = ""
    when: str = ""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def part(self, name: str) -> tuple[str, ...]:
        """Look up the things in one place of the claim; none when the place is empty."""
        return self.parts.get(name, ())

    @property
    def is_denied(self) -> bool:
        """Whether the claim says that something is not so."""
        return self.polarity == "denied"


@dataclass(frozen=True, slots=True)
class Search:
    """A source that was searched; `extent` is the mark of how far, `parts` what of it, where these are known."""

    source: str
    extent: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Silence:
    """A question the sources do not answer.

    Attributes:
        by_policy: it is left open on purpose.
        asks: the IRIs of what may stand in the places of the statement asked for, by the name of the place;
            empty where nobody wrote it down.
        enough: why the sources searched suffice, where that is said.
        is_complete: all that could say it was searched; where it was not, the rest may hold an answer.
        missing: the kinds and relation types of which nothing is named.
    """

    iri: str
    identifier: str
    case: str
    by_policy: bool = False
    about: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    searches: tuple[Search, ...] = ()
    enough: str = ""
    is_complete: bool = False

    @property
    def verdict(self) -> str:
        """The verdict on what it asks, as far as it goes: a source that was not searched may still hold an answer."""
        return "silent" if self.is_complete else "not-looked"


@dataclass(frozen=True, slots=True)
class Edge:
    """A direct relation that a rule or an axiom yields, with the IRIs it follows from."""

    iri: str
    subject: str
    property: str
    object: str
    rule: str
    premises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which an edge follows: the rule, the axiom in OWL functional syntax, and what from."""

    rule: str
    axiom: str
    premises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an edge holds: its ways, the shortest first; none when somebody wrote it.

    `is_tainted` says that it rests on an interpretation, however it follows.
    """

    iri: str
    subject: str
    property: str
    object: str
    is_tainted: bool = False
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many edges of a property a rule yields in a case."""

    case: str
    property: str
    rule: str
    n: int


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of time of a case; `later` are the phases it precedes."""

    iri: str
    case: str
    starts_at: str = ""
    ends_at: str = ""
    later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One of the values that say how a thing stands: its individual, which has the words, its sign and its family."""

    iri: str
    sign: str
    family: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was read, each collection by IRI and in the order of its query; verdicts by their words, the strongest first; languages are those of cases."""

    names: Mapping[str, Name] = field(default_factory=dict)
    notes: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    frameworks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    cases: tuple[str, ...] = ()
    languages: Mapping[str, str] = field(default_factory=dict)
    elements: Mapping[str, Element] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    evidence: Mapping[str, EvidenceLine] = field(default_factory=dict)
    passages: Mapping[str, Passage] = field(default_factory=dict)
    citations: Mapping[str, Citation] = field(default_factory=dict)
    segments: Mapping[str, Segment] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    silences: Mapping[str, Silence] = field(default_factory=dict)
    edges: Mapping[str, Edge] = field(default_factory=dict)
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    tallies: tuple[Tally, ...] = ()
    phases: Mapping[str, Phase] = field(default_factory=dict)
    cells: tuple[Cell, ...] = ()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    matches: tuple[Match, ...] = ()
