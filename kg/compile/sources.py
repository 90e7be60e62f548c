"""The sources of a case with their text, hash and segments, and the places in them that are cited and not quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.compile.names import names_of, write_names
from kg.model import iris
from kg.model.dates import NoDate, read_date
from kg.model.languages import in_each
from kg.model.vocabulary import DCTERMS, KG, OA, RDF, RDFS, SKOS
from kg.problems import Location, Problem, problem, say

if TYPE_CHECKING:
    from kg.evidence import Segment, SourceText
    from kg.model.records import Case, Evidence, Source, Word
    from kg.store.writer import GraphWriter


def write_sources(
    case: Case,
    texts: dict[str, SourceText],
    graph: GraphWriter,
    places: dict[str, Location],
    problems: list[Problem],
) -> None:
    """Write every source whose text could be read, and those that are cited and not quoted.

    Of its segments only those that continue in another: the rest are offsets until a passage touches one.
    """
    for identifier, source in case.sources.items():
        text = texts.get(identifier)
        if not is_there(source, texts):
            continue
        subject = iris.source(case.name, identifier)
        places[subject] = source.id.location
        graph.link(subject, RDF.type, KG.Source)
        graph.link(subject, KG.inCase, iris.case(case.name))
        graph.link(subject, KG.sourceKind, iris.mark("source-kind", source.kind))
        graph.text(subject, KG.identifier, source.id)
        graph.link(subject, KG.access, iris.mark("access", source.access))
        graph.link(subject, KG.readExtent, iris.mark("extent", source.extent))
        write_names(graph, subject, names_of(source, case.language))
        graph.text(subject, DCTERMS.publisher, source.publisher)
        graph.text(subject, DCTERMS.issued, source.published)
        write_days(graph, subject, source.published)
        graph.text(subject, RDFS.seeAlso, source.url)
        graph.told(subject, (SKOS.note,), *in_each(case.language, source.note))
        graph.text(subject, DCTERMS.language, source.language)
        graph.told(subject, (DCTERMS.rights,), *in_each(case.language, source.rights))
        graph.flag(subject, KG.isWithheld, value=source.is_withheld)
        if text is not None:
            graph.text(subject, KG.fileName, source.file)
            graph.text(subject, KG.sha256, text.sha256)
            graph.text(subject, KG.text, text.text)
            graph.text(subject, KG.cutAt, source.segments)
            _write_joins(case.name, text, graph, problems)


def write_days(graph: GraphWriter, subject: str, text: str | None) -> None:
    """Write the first and the last day that a date can mean, so that a query can compare dates of every form.

    Args:
        graph: where to write.
        subject: what has the date.
        text: the date as its author wrote it, if there is one.
    """
    days = read_date(text) if text else NoDate("form")
    for predicate, day in zip(
        (KG.firstDay, KG.lastDay), (None, None) if isinstance(days, NoDate) else days, strict=True
    ):
        graph.typed(subject, predicate, day.isoformat() if day else None, "date")


def is_there(source: Source, texts: dict[str, SourceText]) -> bool:
    """Tell whether a source can be written: its text was read, or it is one of those that need none."""
    return source.id in texts or (source.access != "quoted" and bool(source.id))


def write_segment(case: str, text: SourceText, segment: Segment, graph: GraphWriter) -> str:
    """Write a segment that something needs, unless it is there; gives its IRI."""
    subject = iris.segment(case, text.source.id, segment.number)
    if not graph.is_new(subject):
        return subject
    graph.link(subject, RDF.type, KG.Segment)
    graph.link(subject, KG.inCase, iris.case(case))
    graph.link(subject, KG.segmentOf, iris.source(case, text.source.id))
    graph.number(subject, KG.number, segment.number)
    graph.text(subject, KG.identifier, segment.name)
    graph.text(subject, RDFS.label, segment.name, "en")
    graph.text(subject, KG.exact, text.text[segment.start : segment.end])
    graph.number(subject, KG.start, segment.start)
    graph.number(subject, KG.end, segment.end)
    return subject


def _write_joins(case: str, text: SourceText, graph: GraphWriter, problems: list[Problem]) -> None:
    """Write which segments go on in another one."""
    for words in text.source.joins:
        found = [text.segment(word) for word in words]
        for word, segment in zip(words, found, strict=True):
            if segment is None:
                last = text.segments[-1].name
                what = say('unknown {0} "{1}"', say("segment"), word)
                expected = say("{0} to {1}", "S01", last)
                problems.append(problem("KG208", word.location, what, expected))
        first, second = found
        if first and second:
            ends = [write_segment(case, text, segment, graph) for segment in (first, second)]
            graph.link(ends[0], KG.continuesIn, ends[1])


def write_citations(
    case: Case, graph: GraphWriter, places: dict[str, Location], problems: list[Problem]
) -> None:
    """Write every citation whose source is known."""
    for citation in case.citations.values():
        subject = iris.citation(case.name, citation.source, citation.id)
        places[subject] = citation.id.location
        if citation.source and citation.source not in case.sources:
            if citation.source not in case.broken:
                found = say('unknown {0} "{1}"', say("source"), citation.source)
                expected = say("a source of this case")
                hint = say("one of: {0}", filter(None, case.sources))
                problems.append(problem("KG206", citation.source.location, found, expected, hint))
            continue
        if not (citation.source and citation.at and citation.says):
            continue  # what is wrong with its entry has been said
        graph.link(subject, RDF.type, KG.Citation)
        graph.link(subject, KG.inCase, iris.case(case.name))
        graph.text(subject, KG.identifier, citation.id)
        graph.link(subject, OA.hasSource, iris.source(case.name, citation.source))
        graph.text(subject, KG.locator, citation.at)
        far = citation.zh if case.language == "en" else citation.en
        # Words quoted from a text that is not here stand as they are (`kg.compile.without_texts`).
        is_same = citation.says == far
        graph.told(
            subject, (KG.paraphrase,), *in_each(case.language, None if is_same else citation.says, far)
        )
        graph.flag(subject, KG.isWithheld, value=citation.is_withheld)


def cited(line: Evidence, case: Case, problems: list[Problem]) -> list[str] | None:
    """Find the citations of a line of evidence; give None when one of them is not there."""
    found = [_find(word, case, problems) for word in line.citations]
    return [name for name in found if name] if None not in found else None


def _find(word: Word, case: Case, problems: list[Problem]) -> str | None:
    citation = case.citations.get(word)
    if citation is not None:
        is_known = citation.source in case.sources  # where it is not, its own entry says so
        return iris.citation(case.name, citation.source, word) if is_known else None
    if word and word not in case.broken:
        hint = say("add it to the citations of this case")
        found = say('unknown {0} "{1}"', say("citation"), word)
        expected = say("a citation of this case")
        problems.append(problem("KG212", word.location, found, expected, hint))
    return None


def count_cited(case: Case, access: str) -> int:
    """Count how often the claims of a case rest on a source that is open in that way only."""
    lines = (line for claim in case.claims.values() for line in claim.evidence)
    named = (case.citations[word] for line in lines for word in line.citations if word in case.citations)
    sources = (case.sources.get(citation.source) for citation in named)
    return sum(source is not None and source.access == access for source in sources)
