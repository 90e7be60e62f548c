"""The source reader: the whole text, what rests on each passage, and what nothing rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.site.quotes import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.site.book import Book
    from kg.site.facts import Claim, Passage, Segment, Silence, Source
    from kg.site.lens import Lens
    from kg.site.quotes import Piece


OWN = ("stated", "presupposed")
"""The statuses of claims that are the source's own."""
INK = (1, 2, 4)
"""From how many claims on the ink is light, stronger, strongest."""
STRIP, BAR = 900, 14
"""The widest a strip of segments may be, and the widest one segment in it."""


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
class Bar:
    """A segment in the strip: how many claims rest on it, and how high and wide it is drawn."""

    segment: Segment
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
    """The values of the page of a source."""
    source = book.index.facts.sources[iri]
    rows = [_verse(lens, source, segment) for segment in book.index.segments_of.get(iri, ())]
    return {
        "source": source,
        "rows": rows,
        "covered": sum(bool(row.notes or row.further) for row in rows),
        "strip": strip_of(lens, iri),
        "choices": _choices(lens, rows),
    }


def strip_of(lens: Lens, source: str, among: frozenset[str] | None = None) -> tuple[Bar, ...]:
    """The segments of a source in a row, each as high as many claims rest on it: of some claims, or of all."""
    segments = lens.index.segments_of.get(source, [])
    resting = [_claims_on(lens, lens.index.passages_of.get(s.iri, ())) for s in segments]
    counts = [sum(among is None or iri in among for iri in claims) for claims in resting]
    width = min(BAR, STRIP / max(len(segments), 1))
    most = max(counts, default=0) or 1
    return tuple(
        Bar(segment, n, round(place * width, 1), round(width, 1), round(n / most * 36, 1))
        for place, (segment, n) in enumerate(zip(segments, counts, strict=True))
    )


def _choices(lens: Lens, rows: Iterable[Verse]) -> Choices:
    """The statuses, roles and claims that occur, each once."""
    claims = {n.claim.iri: n.claim for row in rows for n in (*row.notes, *row.further)}
    used = {claim.status for claim in claims.values()}
    roles = dict.fromkeys(claim.role for claim in claims.values())
    return Choices(tuple(s for s in lens.statuses if s in used), tuple(roles), tuple(claims.values()))


def sources_page(book: Book, lens: Lens, cases: Sequence[str]) -> dict[str, Any]:
    """The values of the list of the sources of some cases."""
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
    return SourceLine(source, len(strip), covered, len(quoted), len(cited), strip)


def _verse(lens: Lens, source: Source, segment: Segment) -> Verse:
    """One segment, cut at the edges of its passages."""
    near = lens.index.passages_of.get(segment.iri, [])
    cut = pieces(segment.exact, segment.start, near)
    stretches = tuple(_stretch(lens, piece) for piece in cut)
    lang = lens.tag_of(source.language) if source.language else "und"
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
    """The claims on these passages, by where their words start."""
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
    """The name of a passage on the page of its source."""
    return f"p-{passage.start}-{passage.end}"
