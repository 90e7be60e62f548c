"""The pages one starts from: home, a case, the silences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.site.addresses import fragment, page_of
from kg.site.quotes import Quotation, quotations
from kg.site.standing import standings_in
from kg.site.views.figure import figure_of
from kg.site.views.findings import by_role, findings_path
from kg.site.views.phases import has_timeline, phases_path
from kg.site.views.review import review_path
from kg.site.views.strength import findings_of, lead_findings
from kg.site.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.records.facts import Claim, Silence
    from kg.site.book import Book
    from kg.site.index import Index
    from kg.site.lens import Lens
    from kg.site.views.figure import Figure

WAYS = (
    ("reader", "findings.html"),
    ("asker", "query.html"),
    ("colleague", "method.html#another-case"),
    ("modeller", "kinds.html"),
    ("doubter", "method.html"),
)
"""For each kind of visitor, the page to start from."""
FEW = 6
MOST = 12
"""How many claims of one role the page of a case shows, and how many cases the home page names."""


@dataclass(frozen=True, slots=True)
class SilenceNote:
    """A silence with its note and the nearest words."""

    id: str
    silence: Silence
    notes: tuple[Text, ...]
    quotes: tuple[Quotation, ...]


def home_page(book: Book, lens: Lens) -> dict[str, Any]:
    """Make the values of the home page; its picture and its findings are those of the case that leads."""
    index = book.index
    facts = index.facts
    case, figure = _leading(book, lens)
    findings = findings_of(index, case)
    leads = lead_findings(book, lens, findings)
    return {
        "has_findings": any(claim.role == "finding" for claim in facts.claims.values()),
        "counts": _counts(index, list(facts.cases)),
        "cases": list(facts.cases)[:MOST],
        "all_cases": len(facts.cases),
        "figure": figure,
        "leads": leads,
        "further": [claim for claim in findings if claim not in [lead.claim for lead in leads]],
        "all_findings": len(facts.claims),
        "silences": (_near(index, findings) or list(facts.silences.values()))[:FEW],
        "all_silences": len(facts.silences),
        "ways": WAYS,
    }


def _leading(book: Book, lens: Lens) -> tuple[str, Figure | None]:
    """Find the case that leads and its picture: the project's choice, else the case with most to draw, else with most found."""
    if book.project.leading is None:
        return "", None
    if book.leading_case:
        return book.leading_case, figure_of(book, lens, book.leading_case)
    cases = book.index.facts.cases
    figures = [figure for case in cases if (figure := figure_of(book, lens, case))]
    figure = max(figures, key=lambda f: len(f.wide.boxes) + len(f.wide.arrows), default=None)
    most = max(cases, key=lambda case: len(findings_of(book.index, case)), default="")
    return (figure.case, figure) if figure else (most, None)


def case_page(book: Book, lens: Lens, case: str) -> dict[str, Any]:
    """Make the values of the page of a case."""
    facts = book.index.facts
    claims = book.index.claims_in.get(case, [])
    return {
        "case": case,
        "counts": _counts(book.index, [case]),
        "frameworks": [f for f, users in facts.frameworks.items() if case in users],
        "sources": [s.iri for s in facts.sources.values() if s.case == case],
        "figure": figure_of(book, lens, case),
        "phases": lens.to(phases_path(case)) if has_timeline(book, case) else "",
        "review": lens.to(review_path(case)),
        "members": _members(book, case),
        "standings": standings_in(lens, case),
        "silences": book.index.silences_in.get(case, ()),
        "groups": by_role([c for c in claims if c.status not in {"interpreted", "inferred"}]),
        "most": MOST,
        "listed": lens.to(findings_path(case)),
        "all_claims": len(claims),
    }


def _members(book: Book, case: str) -> list[tuple[str, list[str]]]:
    """Group the things of a case by their kind, kinds in the order of their colours."""
    found: dict[str, list[str]] = {}
    for element in book.index.elements_of.get(case, ()):
        found.setdefault(element.kind, []).append(element.iri)
    return sorted(found.items(), key=lambda item: (book.hues.get(item[0], 0), item[0]))


def silences_page(book: Book, lens: Lens, cases: Sequence[str]) -> dict[str, Any]:
    """Make the values of the page that leads to the silences of some cases."""
    silences = book.index.silences_in
    groups = [
        {"case": case, "silences": silences[case], "url": lens.to(silences_path(case))}
        for case in cases
        if case in silences
    ]
    return {"groups": groups, "silences": [one for group in groups for one in group["silences"]]}


def case_silences_page(book: Book, lens: Lens, case: str) -> dict[str, Any]:
    """Make the values of the list of the silences of a case."""
    return {
        "case": case,
        "silences": [_silence_note(lens, silence) for silence in book.index.silences_in[case]],
    }


def silences_path(case: str) -> str:
    """Find where the list of the silences of a case lies."""
    return page_of(case).replace("index.html", "silences.html")


def _near(index: Index, claims: Sequence[Claim]) -> list[Silence]:
    """Find the silences that share most things with these claims, most first."""
    things = {thing for claim in claims for name in ("subject", "object") for thing in claim.part(name)}
    found = [s for s in index.facts.silences.values() if set(s.about) & things]
    return sorted(found, key=lambda s: (-len(set(s.about) & things), s.case, s.identifier))


def _counts(index: Index, cases: list[str]) -> list[tuple[str, int, str]]:
    """Count what there is, each with the page that lists it."""
    facts = index.facts
    claims = [c for c in facts.claims.values() if c.case in cases]
    stated = [c for c in claims if c.status in {"stated", "reported", "presupposed"}]
    silences = [s for s in facts.silences.values() if s.case in cases]
    sources = {s.iri for s in facts.sources.values() if s.case in cases}
    quoted = [p for p in facts.passages.values() if p.source in sources and p.iri in index.claims_on]
    cited = [c for c in facts.citations.values() if c.source in sources and c.iri in index.claims_on]
    restricted = sum(facts.sources[c.source].access == "restricted" for c in cited)
    listed = findings_path(cases[0]) if len(cases) == 1 else "findings.html"
    readings = f"{listed}#status-interpreted" if len(cases) == 1 else listed
    unchecked = (("cited", len(cited) - restricted), ("restricted", restricted))
    return [
        ("stated", len(stated), listed),
        ("readings", sum(c.status == "interpreted" for c in claims), readings),
        ("passages", len(quoted), "sources.html"),
        *((key, n, "sources.html") for key, n in unchecked if n),
        (
            "silences",
            len(silences),
            silences_path(cases[0]) if silences and len(cases) == 1 else "silences.html",
        ),
    ]


def _silence_note(lens: Lens, silence: Silence) -> SilenceNote:
    index = lens.index
    passages = [index.facts.passages[iri] for iri in silence.passages if iri in index.facts.passages]
    language = lens.language_of(passages[0]) if passages else lens.tag
    notes = tuple(
        Text(note.text, lens.tag_of(note.language))
        for note in index.facts.notes.get(silence.iri, ())
        if note.property == "note"
    )
    place = fragment(page_of(silence.iri).partition("#")[2])
    return SilenceNote(place, silence, notes, tuple(quotations(index, passages, language)))
