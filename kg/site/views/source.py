"""The source reader: the whole text, what rests on each passage, and what nothing rests on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kg.site.addresses import page_of
from kg.site.quotes import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.records.facts import Claim, Passage, Segment, Silence, Source
    from kg.site.book import Book
    from kg.site.lens import Lens
    from kg.site.quotes import Piece


OWN = ("stated", "reported", "presupposed")
"""The statuses of claims that are the source's own."""
INK = (1, 2, 4)
"""From how many claims on the ink is light, stronger, strongest."""
STRIP, BAR = 900, 14
"""The widest a strip of segments may be, and the widest one segment in it."""
FEW_BARS, FEW_BARE = 200, 3
"""In a strip of more segments only those with claims are drawn; more segments in a row on which nothing rests are one verse."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text.

    Attributes:
        ink: how much rests on it: 0 nothing, 1 one claim, 2 a few, 3 many.
        ids: the passages that start here.
        names: all passages that cover it, the shortest first.
    """

    text: str
    ink: int
    ids: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """A claim that rests on passages of a segment."""

    claim: Claim
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SilenceNote:
    """A silence whose nearest words stand in a segment."""

    silence: Silence
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verse:
    """A segment as the reader shows it: `notes` at once, `further` claims and silences on demand."""

    segment: Segment
    lang: str
    pieces: tuple[Stretch, ...]
    notes: tuple[ClaimNote, ...]
    further: tuple[ClaimNote, ...]
    silences: tuple[SilenceNote, ...]


@dataclass(frozen=True, slots=True)
class Bare:
    """Segments in a row on which nothing rests."""

    segments: tuple[Segment, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A segment in the strip: its place on a page, how many claims rest on it, how high and wide it is drawn."""

    segment: Segment
    page: str
    claims: int
    x: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in the list of sources, with its strip."""

    record: Source
    segments: int
    covered: int
    passages: int
    citations: int
    strip: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the claims of a source can be filtered by."""

    statuses: tuple[str, ...]
    roles: tuple[str, ...]
    claims: tuple[Claim, ...]


def source_page(book: Book, lens: Lens, iri: str) -> dict[str, Any]:
    """Make the values of the page of a source."""
    source = book.index.facts.sources[iri]
    segments = book.index.text_of.get(iri, [])
    rows = _rows(lens, source, segments)
    return {
        "source": source,
        "rows": rows,
        "segments": len(segments),
        "covered": sum(bool(row.notes or row.further) for row in rows if isinstance(row, Verse)),
        "strip": strip_of(lens, iri),
        "choices": _choices(lens, rows),
        "verdicts": [s.silence.verdict for row in rows if isinstance(row, Verse) for s in row.silences],
    }


def strip_of(lens: Lens, source: str, among: frozenset[str] | None = None) -> tuple[Bar, ...]:
    """Draw the segments of a source in a row, each as high as many claims rest on it: of some claims, or of all."""
    segments = lens.index.text_of.get(source, [])
    is_short = len(segments) <= FEW_BARS
    touched = {s.number: s for s in (*lens.index.segments_of.get(source, ()), *segments[-1:])}
    shown = segments if is_short else list(touched.values())
    resting = [_claims_on(lens, lens.index.passages_of.get(s.iri, ())) for s in shown]
    counts = [sum(among is None or iri in among for iri in claims) for claims in resting]
    step = min(BAR, STRIP / max(len(segments), 1))
    most = max(counts, default=0) or 1
    return tuple(
        Bar(segment, page_of(segment.iri), n, round((segment.number - 1) * step, 1), round(max(step, 1), 1),
            round(n / most * 36, 1))
        for segment, n in zip(shown, counts, strict=True)
        if n or is_short or segment is segments[-1]
    )  # fmt: skip


def _choices(lens: Lens, rows: Iterable[Verse | Bare]) -> Choices:
    """List the statuses, roles and claims that occur, each once."""
    claims = {n.claim.iri: n.claim for row in rows for n in _all_notes(row)}
    used = {claim.status for claim in claims.values()}
    roles = dict.fromkeys(claim.role for claim in claims.values())
    return Choices(tuple(s for s in lens.statuses if s in used), tuple(roles), tuple(claims.values()))


def _all_notes(row: Verse | Bare) -> tuple[ClaimNote, ...]:
    return (*row.notes, *row.further) if isinstance(row, Verse) else ()


def sources_page(book: Book, lens: Lens, cases: Sequence[str]) -> dict[str, Any]:
    """Make the values of the list of the sources of some cases."""
    groups = []
    for case in cases:
        own = [s for s in book.index.facts.sources.values() if s.case == case]
        groups.append({"case": case, "sources": [_line(lens, source) for source in own]})
    return {"groups": [group for group in groups if group["sources"]]}


def _line(lens: Lens, source: Source) -> SourceLine:
    strip = strip_of(lens, source.iri)
    quoted = [p for p in lens.index.passages_of.get(source.iri, ()) if p.iri in lens.index.claims_on]
    cited = lens.index.citations_of.get(source.iri, ())
    covered = sum(bool(bar.claims) for bar in strip)
    segments = len(lens.index.text_of.get(source.iri, ()))
    return SourceLine(source, segments, covered, len(quoted), len(cited), strip)


def _rows(lens: Lens, source: Source, segments: Sequence[Segment]) -> list[Verse | Bare]:
    """Cut a source from its first segment to its last into rows; many segments together on which nothing rests are one row."""
    rows: list[Verse | Bare] = []
    for is_touched, group in groupby(segments, key=lambda segment: segment.iri in lens.index.facts.segments):
        part = tuple(group)
        if is_touched or len(part) <= FEW_BARE:
            rows += [_verse(lens, source, segment) for segment in part]
        else:
            rows.append(Bare(part, _language(lens, source)))
    return rows


def _language(lens: Lens, source: Source) -> str:
    return lens.tag_of(source.language) if source.language else "und"


def _verse(lens: Lens, source: Source, segment: Segment) -> Verse:
    """Show one segment, cut at the edges of its passages."""
    near = lens.index.passages_of.get(segment.iri, [])
    cut = pieces(segment.exact, segment.start, near)
    stretches = tuple(_stretch(lens, piece) for piece in cut)
    lang = _language(lens, source)
    notes = _notes(lens, near)
    own = tuple(note for note in notes if note.claim.status in OWN)
    further = tuple(note for note in notes if note.claim.status not in OWN)
    return Verse(segment, lang, stretches, own, further, _silences(lens, near))


def _stretch(lens: Lens, piece: Piece) -> Stretch:
    claims = {claim.iri for passage in piece.passages for claim in lens.index.claims_on.get(passage.iri, ())}
    ink = sum(len(claims) >= least for least in INK)
    ids = tuple(place(passage) for passage in piece.passages if passage.start == piece.start)
    shortest = sorted(piece.passages, key=lambda p: (p.end - p.start, p.start))
    return Stretch(piece.text, ink, ids, tuple(place(passage) for passage in shortest))


def _notes(lens: Lens, passages: list[Passage]) -> tuple[ClaimNote, ...]:
    """List the claims on these passages, by where their words start."""
    return tuple(ClaimNote(claim, names) for claim, names in _claims_on(lens, passages).values())


def _claims_on(lens: Lens, passages: Iterable[Passage]) -> dict[str, tuple[Claim, tuple[str, ...]]]:
    found: dict[str, tuple[Claim, tuple[str, ...]]] = {}
    for passage in passages:
        for claim in lens.index.claims_on.get(passage.iri, ()):
            names = found[claim.iri][1] if claim.iri in found else ()
            found[claim.iri] = (claim, (*names, place(passage)))
    return found


def _silences(lens: Lens, passages: list[Passage]) -> tuple[SilenceNote, ...]:
    here = {passage.iri: place(passage) for passage in passages}
    found = []
    for silence in lens.index.facts.silences.values():
        names = tuple(here[iri] for iri in silence.passages if iri in here)
        if names:
            found.append(SilenceNote(silence, names))
    return tuple(found)


def place(passage: Passage) -> str:
    """Name the place of a passage on the page of its source."""
    return f"p-{passage.start}-{passage.end}"
