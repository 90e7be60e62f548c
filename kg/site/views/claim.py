"""The page of one claim: why is it said, and how far does it carry?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.records.facts import ABOUT
from kg.site.quotes import Quotation, quotations
from kg.site.views.citing import citation_of
from kg.site.views.findings import APART, findings_path, place_of, role_of
from kg.site.views.inferred import place_of as place_of_reason
from kg.site.views.overturn import OPPOSED, overturn_of
from kg.site.views.query import ask_named
from kg.site.views.trace_graph import trace_view
from kg.site.weakest import weakest_words
from kg.site.words import Text

if TYPE_CHECKING:
    from kg.records.facts import Citation, Claim, Edge, EvidenceLine, Passage
    from kg.site.book import Book
    from kg.site.index import Index
    from kg.site.lens import Lens


@dataclass(frozen=True, slots=True)
class Line:
    """A line of evidence: what it needs in words, its passages in their sentences, its citations."""

    head: str
    passages: tuple[Passage, ...]
    quotes: tuple[Quotation, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A claim and all that it rests on, to stand beside another, and why it is preferred to that, if it is."""

    claim: Claim
    passages: tuple[Passage, ...]
    citations: tuple[Citation, ...]
    preferred: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One claim of the outline, with what it rests on."""

    claim: Claim
    lines: tuple[Line, ...]
    premises: tuple[Step, ...]
    is_repeated: bool = False


def claim_page(book: Book, lens: Lens, iri: str) -> dict[str, Any]:
    """Make the values of the page of a claim."""
    index = book.index
    claim = index.facts.claims[iri]
    asked = book.evidence_query
    # The lines above the first prefix say in words what the page says itself.
    sparql = f"{asked.sparql[asked.sparql.index('PREFIX') :].rstrip()}\nVALUES ?claim {{ <{iri}> }}\n"
    return {
        "claim": claim,
        "weakest": weakest_words(lens, claim),
        "lines": _lines(lens, index.lines_of.get(iri, ())),
        "premises": _claims(index, claim.part("derivedFromClaim")),
        "rules": claim.part("byRule"),
        "notes": _notes(lens, iri),
        "because": _notes(lens, iri, "readBecause"),
        "instead": claim.part("insteadOf"),
        "why_not": _notes(lens, iri, "whyNot"),
        "followers": index.claims_from.get(iri, ()),
        "edges": consequences(index, claim),
        "direct": [lens.to(place_of_reason(edge)) for edge in index.edges_of_claim.get(iri, ())],
        "sides": [
            (key, [_side(lens, c) for c in (claim, *others)])
            for key in OPPOSED
            if (others := index.opposed(claim)[key])
        ],
        "related": _related(index, claim),
        "overturn": overturn_of(lens, claim),
        "citation": citation_of(book, lens, claim),
        "crumbs": _crumbs(lens, claim),
        "silences": index.silences_beside(claim),
        "mark_rows": _mark_rows(lens, claim),
        "parts": [(key, claim.part(key)) for key in ABOUT if claim.part(key)],
        "command": f"kg trace {claim.identifier}",
        "sparql": sparql,
        "run": ask_named(lens, asked.name, claim=iri),
        "root": outline(lens, claim),
        "view": trace_view(lens, claim),
    }


def outline(lens: Lens, claim: Claim, above: frozenset[str] = frozenset()) -> Step:
    """Nest a claim and what it is derived from as steps; one that stands above is named and not opened again."""
    if claim.iri in above:
        return Step(claim, (), (), is_repeated=True)
    below = above | {claim.iri}
    premises = tuple(outline(lens, premise, below) for premise in lens.index.premises(claim))
    return Step(claim, _lines(lens, lens.index.lines_of.get(claim.iri, ())), premises)


def consequences(index: Index, claim: Claim) -> list[Edge]:
    """Find the inferred edges that a claim leads to, without those that only repeat a claim."""
    found: dict[str, Edge] = {}
    for edge in index.edges_from.get(claim.iri, ()):
        behind = index.claim_behind.get(edge.iri)
        further = index.edges_from.get(edge.iri, ()) if behind is claim else (edge,)
        found.update({e.iri: e for e in further if e.iri in index.new_edges})
    return list(found.values())


def _lines(lens: Lens, lines: tuple[EvidenceLine, ...] | list[EvidenceLine]) -> tuple[Line, ...]:
    facts = lens.index.facts
    found = []
    for line in lines:
        passages = tuple(facts.passages[iri] for iri in line.passages if iri in facts.passages)
        language = lens.language_of(passages[0]) if passages else lens.tag
        quotes = tuple(quotations(lens.index, passages, language))
        cited = tuple(facts.citations[iri] for iri in line.citations if iri in facts.citations)
        found.append(Line(lens.line_head(line), passages, quotes, cited))
    return tuple(found)


def _side(lens: Lens, claim: Claim) -> Side:
    """Gather a claim with the passages and places that support it; what challenges it is on the other side."""
    index = lens.index
    lines = [line for line in index.lines_of.get(claim.iri, ()) if line.direction != "challenges"]
    passages = dict.fromkeys(iri for line in lines for iri in line.passages if iri in index.facts.passages)
    cited = dict.fromkeys(iri for line in lines for iri in line.citations if iri in index.facts.citations)
    return Side(
        claim,
        tuple(index.facts.passages[iri] for iri in passages),
        tuple(index.facts.citations[iri] for iri in cited),
        tuple(_notes(lens, claim.iri, "preferredBecause")),
    )


def _related(index: Index, claim: Claim) -> list[tuple[str, list[Claim]]]:
    """Find what is backed up by a claim or backs it up."""
    return [
        ("corroborates", _claims(index, claim.part("corroborates"))),
        ("backed", index.claims_naming.get(("corroborates", claim.iri), [])),
    ]


def _crumbs(lens: Lens, claim: Claim) -> list[tuple[str, Text]]:
    """Write the crumbs: case, group of findings, claim."""
    group = lens.own(f"status.{claim.status}") if claim.status in APART else role_of(lens, claim.role)
    return [
        (lens.link(claim.case), lens.name(claim.case)),
        (lens.to(f"{findings_path(claim.case)}#{place_of(claim)}"), group),
        ("", Text(claim.identifier, "und")),
    ]


def _claims(index: Index, iris_: tuple[str, ...]) -> list[Claim]:
    """Look up the claims of these names that are in the data."""
    return [index.facts.claims[iri] for iri in iris_ if iri in index.facts.claims]


def _notes(lens: Lens, iri: str, sort: str = "note") -> list[Text]:
    """Find the notes of one sort on a claim, those in the reader's language first."""
    found = [note for note in lens.index.facts.notes.get(iri, ()) if note.property == sort]
    found.sort(key=lambda note: note.language != lens.t.language)
    return [Text(note.text, lens.tag_of(note.language)) for note in found]


def _mark_rows(lens: Lens, claim: Claim) -> list[tuple[str, Text, str]]:
    """Write the marks in words, each with its sign where it has one."""
    rows = [
        ("status", Text(lens.said(claim.status), lens.tag), lens.glyph(claim.status)),
        ("role", lens.mark("role", claim.role), ""),
        ("modality", lens.mark("modality", claim.modality), ""),
        ("polarity", lens.mark("polarity", claim.polarity), ""),
    ]
    if claim.confidence:
        rows.append(("confidence", lens.mark("confidence", claim.confidence), ""))
    rows += [("basis", lens.name(basis), "") for basis in claim.part("basis")]
    if claim.stage:
        rows.append(("stage", lens.mark("stage", claim.stage), ""))
    if claim.when:
        rows.append(("when", Text(claim.when, "und"), ""))
    rows += [("value", lens.name(value), "") for value in claim.part("value")]
    if claim.cause:
        quoted = lens.index.passages_for(claim.iri)
        language = lens.language_of(quoted[0]) if quoted else lens.tag
        rows.append(("cause", Text(f"“{claim.cause}”", language), ""))
    rows.append(("relation", lens.name(claim.relation), ""))
    return rows
