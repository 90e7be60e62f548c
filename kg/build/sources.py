"""The sources of a case with their text, hash and segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.vocabulary import DCTERMS, KG, RDF, RDFS, SKOS
from kg.problems import Location, Problem, problem, say

if TYPE_CHECKING:
    from kg.evidence import Segment, SourceText
    from kg.model.records import Case, Source
    from kg.store.writer import GraphWriter


def write(
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
        graph.text(subject, RDFS.label, source.label, "en")
        graph.text(subject, RDFS.label, source.zh, "zh")
        if source.zh_basis:
            graph.link(subject, KG.zhLabelBasis, iris.mark("zh-basis", source.zh_basis))
        graph.text(subject, DCTERMS.publisher, source.publisher)
        graph.text(subject, DCTERMS.issued, source.published)
        graph.text(subject, RDFS.seeAlso, source.url)
        graph.text(subject, SKOS.note, source.note, "en")
        graph.text(subject, DCTERMS.language, source.language)
        graph.text(subject, DCTERMS.rights, source.rights, "en")
        graph.flag(subject, KG.isWithheld, value=source.is_withheld)
        if text is not None:
            graph.text(subject, KG.fileName, source.file)
            graph.text(subject, KG.sha256, text.sha256)
            graph.text(subject, KG.text, text.text)
            graph.text(subject, KG.cutAt, source.segments)
            _write_joins(case.name, text, graph, problems)


def is_there(source: Source, texts: dict[str, SourceText]) -> bool:
    """Whether a source can be written: its text was read, or it is none of those with a text."""
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
    """Segments whose sentence goes on in another one."""
    for words in text.source.joins:
        found = [text.segment(word) for word in words]
        for word, segment in zip(words, found, strict=True):
            if segment is None:
                last = text.segments[-1].name
                problems.append(problem("KG208", word.location, say('unknown {0} "{1}"', say("segment"), word),
                                        say("{0} to {1}", "S01", last)))  # fmt: skip
        first, second = found
        if first and second:
            ends = [write_segment(case, text, segment, graph) for segment in (first, second)]
            graph.link(ends[0], KG.continuesIn, ends[1])
