"""From the rows of the report queries to sources, their pieces, and the lines of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.site import facts as f
from kg.site.rows import first, grouped, word

if TYPE_CHECKING:
    from kg.site.rows import Ask


def read_evidence(ask: Ask) -> dict[str, f.EvidenceLine]:
    """The lines of evidence with what each needs."""
    rows = list(ask("site-evidence"))
    passages = grouped(rows, "line", "passage")
    cited = grouped(rows, "line", "citation")
    return {
        iri: f.EvidenceLine(iri, row["claim"], word(row["direction"]), passages[iri], cited[iri])
        for iri, row in first(rows, "line").items()
    }


def read_passages(ask: Ask) -> dict[str, f.Passage]:
    """The words that are quoted."""
    rows = list(ask("site-passages"))
    segments = grouped(rows, "passage", "segment")
    return {
        iri: f.Passage(iri, row["source"], int(row["start"]), int(row["end"]), row["exact"], segments[iri])
        for iri, row in first(rows, "passage").items()
    }


def read_citations(ask: Ask) -> dict[str, f.Citation]:
    """The places that are cited and not quoted."""
    rows = list(ask("site-citations"))
    says: dict[str, dict[str, str]] = {}
    for row in rows:
        if "says" in row:
            says.setdefault(row["citation"], {})[row["language"] or "en"] = row["says"]
    return {
        iri: f.Citation(iri, row["source"], row["identifier"], row.get("locator", ""), says.get(iri, {}))
        for iri, row in first(rows, "citation").items()
    }


def read_segments(ask: Ask) -> dict[str, f.Segment]:
    """The numbered pieces of the sources that something touches."""
    return {
        iri: f.Segment(
            iri=iri,
            source=row["source"],
            identifier=row["identifier"],
            number=int(row["number"]),
            start=int(row["start"]),
            end=int(row["end"]),
            exact=row["exact"],
            next=row.get("next", ""),
        )
        for iri, row in first(ask("site-segments"), "segment").items()
    }


def read_sources(ask: Ask) -> dict[str, f.Source]:
    """The sources."""
    return {
        iri: f.Source(
            iri=iri,
            identifier=row["identifier"],
            case=row["case"],
            kind=row["kind"],
            language=row.get("language", ""),
            text=row.get("text", ""),
            cut_at=row.get("cutAt", ""),
            sha256=row.get("sha256", ""),
            file=row.get("file", ""),
            rights=row.get("rights", ""),
            rights_language=row.get("rightsLanguage") or "en",
            access=word(row.get("access", "")) or "quoted",
            publisher=row.get("publisher", ""),
            published=row.get("published", ""),
            url=row.get("url", ""),
        )
        for iri, row in first(ask("site-sources"), "source").items()
    }
