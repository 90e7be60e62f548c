"""The words of the project: the marks a claim carries and the terms the compile step writes.

A closed list: `TERMS_USED` is compared with ``ontology/`` in the tests, so that a name misspelt
here or removed there fails at once.
"""

from __future__ import annotations

from kg.model.iris import PREFIXES, TERMS

MARKS: dict[str, tuple[str, ...]] = {
    "status": ("stated", "presupposed", "interpreted", "inferred", "background"),
    "role": ("background", "question", "review", "framework", "method", "finding", "recommendation"),
    "modality": ("asserted", "tendency", "possible", "normative"),
    "polarity": ("affirmed", "denied"),
}
"""The four marks of a claim, each with its words."""
REPORTED = "reported"
"""The status of a claim that only somebody within a source says; it follows from the speakers of its evidence."""
GLYPHS = {
    "stated": "●",
    REPORTED: "◉",
    "presupposed": "◐",
    "interpreted": "○",
    "inferred": "∴",
    "background": "·",
    "silent": "∅",
}
"""The sign of each status, and of a silence, wherever a claim is shown: on a page and on a terminal."""

CONFIDENCES = ("low", "medium", "high")
BASES = (
    "enumeration-order",
    "lexical-overlap",
    "co-statement",
    "anaphora",
    "back-translation",
    "background",
    "conceptual-mapping",
)
DIRECTIONS = ("supports", "challenges")
STAGES = ("goal", "ordered", "done", "measured")
"""How far what a claim says has come."""
QUALIFIERS = ("about", "over", "under", "nearly", "at-least", "at-most", "up-to")
"""How a figure stands to its number."""
SOURCE_KINDS = (
    "author-summary",
    "interview",
    "observation",
    "official-document",
    "press",
    "academic",
)
ACCESSES = ("quoted", "cited", "restricted")
"""What may be shown of a source: its words, a place in it, or only that it exists."""
EXTENTS = ("whole", "excerpt")
"""How much of a source was read or searched."""
ZH_BASES = (
    "attested",
    "attested-in-parts",
    "back-translated",
    "standard-term",
    "own-translation",
    "withheld",
)
SEGMENTATIONS = ("stops", "lines", "paragraphs")

OF_REASONS = (
    "Edge", "InferredEdge", "AuthoredEdge", "TaintedEdge", "Derivation", "edgeSubject", "edgeProperty", "edgeObject",
    "byRule", "byAxiom", "followsFrom", "alsoBy", "because",
)  # fmt: skip
"""What a query that needs the records of why inferred edges hold says: one of their terms, or the end of their graph's IRI."""

CLASSES = (
    "Case", "CaseElement", "Citation", "Manifestation", "Claim", "EvidenceLine", "Passage", "Source", "Segment",
    "Silence", "InferredEdge", "AuthoredEdge", "TaintedEdge", "Derivation", "CodingActivity", "CompileActivity", "Coder", "Rule", "Framework",
    "TheoryElement", "RelationType", "AnonymisedPlace", "Phase", "Event", "Pattern", "Search", "Cell", "Verdict",
    "Tally", "BehaviourLogic", "Actor", "Quantity", "Telling", "Person", "Proposition",
)  # fmt: skip
PROPERTIES = (
    "inCase", "usesFramework", "instantiates", "startsAt", "endsAt", "year", "date", "figure", "isPlural",
    "zhLabelBasis", "identifier", "subject", "object", "relation", "duringPhase", "underCondition",
    "what", "ofWhom", "toWhom", "when", "stage",
    "saidBy", "saidTo", "saidInOffice", "saidWhen", "retells",
    "byMeansOf", "status", "role", "modality", "polarity", "confidence", "basis", "derivedFromClaim",
    "byRule", "rivals", "contradicts", "corroborates", "evidenceFor", "cites", "direction",
    "inSegment", "locator", "paraphrase", "access", "exact", "start", "end", "segmentOf", "number", "continuesIn", "cutAt", "sourceKind", "text",
    "sha256", "fileName", "question", "searchedIn", "concerns", "missing", "nearestPassage",
    "byPolicy", "isWithheld", "causalWords", "reviewAnswer", "translation", "translatedBy", "enLabelBasis", "readBecause", "insteadOf", "whyNot", "preferredBecause", "edgeSubject", "edgeProperty", "edgeObject", "followsFrom", "alsoBy", "byAxiom", "flattensTo", "phrase",
    "phrasePlural", "phraseInfinitive", "generatesEdge", "takesSubject", "takesObject",
    "asksFor", "patternSubject", "patternRelation", "patternObject", "patternPhase", "hasSearch", "searchOf",
    "searchExtent", "searchedPart", "readExtent", "enough", "isComplete",
    "proposedIn", "proposesRelation", "proposesSubject", "proposesObject", "speaksAgainst", "position", "saidAs",
    "proposesAgainst", "picture", "filledThrough",
    "cellOf", "verdict", "decidedBy", "spokenOfBy", "askedBy", "isDenial", "isOfAllTogether",
    "regulates", "value", "amount", "unit", "qualifier", "countOf", "asOf", "firstDay", "lastDay",
    "tallyOf", "tallyRelation", "tallyVerdict", "countsCase", "caseCount", "phaseName",
)  # fmt: skip

TERMS_USED = frozenset(CLASSES + PROPERTIES)


class Namespace:
    """A vocabulary whose names are attributes; a closed one refuses a name it does not hold.

    >>> KG.Claim
    'https://w3id.org/tongban-kg/ontology#Claim'
    >>> KG.Clam
    Traceback (most recent call last):
    AttributeError: 'Clam' is not a term of https://w3id.org/tongban-kg/ontology#
    """

    def __init__(self, base: str, names: frozenset[str] | None = None) -> None:
        """Hold the base IRI and, for a closed vocabulary, its names."""
        self._base = base
        self._names = names

    def __getattr__(self, name: str) -> str:
        """Make the IRI of the term."""
        if name.startswith("__") or (self._names is not None and name not in self._names):
            message = f"{name!r} is not a term of {self._base}"
            raise AttributeError(message)
        iri = self._base + name
        self.__dict__[name] = iri  # found at once from now on
        return iri


KG = Namespace(TERMS, TERMS_USED)
OA = Namespace(PREFIXES["oa"])
PROV = Namespace(PREFIXES["prov"])
SKOS = Namespace(PREFIXES["skos"])
DCTERMS = Namespace(PREFIXES["dcterms"])
OWL = Namespace(PREFIXES["owl"])
RDF = Namespace(PREFIXES["rdf"])
RDFS = Namespace(PREFIXES["rdfs"])
XSD = Namespace(PREFIXES["xsd"])
