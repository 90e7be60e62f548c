"""The records of a trace; plain values, so that they can be printed, drawn or written as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a claim: its IRI and labels."""

    iri: str
    label: str
    zh: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Quoted words in their sentence.

    Attributes:
        iri, source, source_label, language: what is quoted and from where.
        segments: the segments it touches, such as ("S18",).
        start, end: positions in the source, in code points, end excluded.
        before, exact, after: the sentence, cut at the edges of the quotation.
    """

    iri: str
    source: str
    source_label: str
    language: str
    segments: tuple[str, ...]
    start: int
    end: int
    before: str
    exact: str
    after: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source that is cited and not quoted: no machine can check it.

    Attributes:
        locator, says: where it stands, and what stands there in the coder's words; empty where a
            restricted source keeps them back.
        access: ``cited`` or ``restricted``.
    """

    iri: str
    source: str
    source_label: str
    locator: str
    says: str
    access: str


@dataclass(frozen=True, slots=True)
class Saying:
    """That somebody within a source says something; `office` and `when`, in EDTF, as far as the source tells."""

    who: Part
    office: str = ""
    office_zh: str = ""
    to: Part | None = None
    when: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One line of evidence; all its passages and citations are needed jointly.

    `said_by` are those who say it within the source, the innermost first.
    """

    iri: str
    direction: str
    passages: tuple[Passage, ...]
    citations: tuple[Citation, ...] = ()
    said_by: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class SilenceNote:
    """A question left open beside a claim, with the nearest passage.

    Attributes:
        verdict: ``silent`` where everything was searched that could answer it, else ``not-looked``.
        sign, standing: the sign of that verdict and its words.
    """

    iri: str
    id: str
    question: str
    question_zh: str = ""
    note: str = ""
    nearest: str = ""
    segment: str = ""
    verdict: str = ""
    sign: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows from a claim: an edge or another claim, and the rule that says so."""

    iri: str
    sentence: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A claim and all it rests on.

    Attributes:
        iri, id, case: which claim.
        sentence, sentence_zh: the claim as a sentence.
        status, role, modality, polarity: its four marks, as words; ``reported`` where only somebody within the source says it.
        confidence, basis: of an interpretation.
        note: what its coder adds.
        cause: the words that its coder says are causal.
        because, because_zh: how its coder got from the words to it.
        instead_of, why_not, why_not_zh: what could have been read instead, and why it was not.
        preferred_because, preferred_because_zh: why its coder prefers it to what it stands against.
        stage: how far what it says has come, as a word.
        when: a day, month, year or stretch of time, in EDTF.
        value: its figure.
        subjects, objects, relation, what, of, to, phase, condition, means: its parts.
        evidence: its lines of evidence.
        premises: what it is inferred from, each traced in turn.
        rule: the rule by which it is inferred, if a rule did it.
        follows: what follows from it.
        rivals, contradicts: identifiers of claims it competes with.
        corroborates: identifiers of claims it backs up.
        silences: the questions left open beside it.
        weakest: the weakest link of the whole trace, in words.
        rests_on_interpretation: there is a reading somewhere in it.
    """

    iri: str
    id: str
    case: str
    sentence: str
    sentence_zh: str
    status: str
    role: str
    modality: str
    polarity: str
    confidence: str = ""
    basis: tuple[str, ...] = ()
    note: str = ""
    cause: str = ""
    because: str = ""
    because_zh: str = ""
    instead_of: tuple[Part, ...] = ()
    why_not: str = ""
    why_not_zh: str = ""
    preferred_because: str = ""
    preferred_because_zh: str = ""
    stage: str = ""
    when: str = ""
    value: Part | None = None
    subjects: tuple[Part, ...] = ()
    objects: tuple[Part, ...] = ()
    relation: Part | None = None
    what: tuple[Part, ...] = ()
    of: tuple[Part, ...] = ()
    to: tuple[Part, ...] = ()
    phase: Part | None = None
    condition: Part | None = None
    means: Part | None = None
    evidence: tuple[EvidenceLine, ...] = ()
    premises: tuple[Trace, ...] = ()
    rule: str = ""
    follows: tuple[Follows, ...] = ()
    rivals: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    corroborates: tuple[str, ...] = ()
    silences: tuple[SilenceNote, ...] = field(default=())
    weakest: str = ""
    rests_on_interpretation: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Give plain values, for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Opposed:
    """A claim against another one.

    Attributes:
        how: ``contradicts`` or ``rivals``; what contradicts a claim competes with it as well and is listed once.
        trace: the claim and all it rests on.
    """

    how: str
    trace: Trace

    def as_dict(self) -> dict[str, Any]:
        """Give plain values, for JSON."""
        return {"how": self.how, **self.trace.as_dict()}
