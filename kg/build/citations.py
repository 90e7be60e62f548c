"""The places in sources that are cited and not quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.vocabulary import KG, OA, RDF
from kg.problems import Problem, problem, say

if TYPE_CHECKING:
    from kg.model.records import Case, Evidence, Word
    from kg.problems import Location
    from kg.store.writer import GraphWriter


def write(case: Case, graph: GraphWriter, places: dict[str, Location], problems: list[Problem]) -> None:
    """Write every citation whose source is known."""
    for citation in case.citations.values():
        subject = iris.citation(case.name, citation.source, citation.id)
        places[subject] = citation.id.location
        if citation.source and citation.source not in case.sources:
            if citation.source not in case.broken:
                problems.append(problem("KG206", citation.source.location, say('unknown {0} "{1}"', say("source"), citation.source),
                                        say("a source of this case"), say("one of: {0}", filter(None, case.sources))))  # fmt: skip
            continue
        if not (citation.source and citation.at and citation.says):
            continue  # what is wrong with its entry has been said
        graph.link(subject, RDF.type, KG.Citation)
        graph.link(subject, KG.inCase, iris.case(case.name))
        graph.text(subject, KG.identifier, citation.id)
        graph.link(subject, OA.hasSource, iris.source(case.name, citation.source))
        graph.text(subject, KG.locator, citation.at)
        graph.text(subject, KG.paraphrase, citation.says, "en")
        graph.text(subject, KG.paraphrase, citation.zh, "zh")
        graph.flag(subject, KG.isWithheld, value=citation.is_withheld)


def cited(line: Evidence, case: Case, problems: list[Problem]) -> list[str] | None:
    """The citations of a line of evidence, or None when one of them is not there."""
    found = [_find(word, case, problems) for word in line.citations]
    return [name for name in found if name] if None not in found else None


def _find(word: Word, case: Case, problems: list[Problem]) -> str | None:
    citation = case.citations.get(word)
    if citation is not None:
        is_known = citation.source in case.sources  # where it is not, its own entry says so
        return iris.citation(case.name, citation.source, word) if is_known else None
    if word and word not in case.broken:
        hint = say("add it to the citations of this case")
        problems.append(problem("KG212", word.location, say('unknown {0} "{1}"', say("citation"), word),
                                say("a citation of this case"), hint))  # fmt: skip
    return None


def count(case: Case, access: str) -> int:
    """How often the claims of a case rest on a source that is open in that way only."""
    lines = (line for claim in case.claims.values() for line in claim.evidence)
    named = (case.citations[word] for line in lines for word in line.citations if word in case.citations)
    sources = (case.sources.get(citation.source) for citation in named)
    return sum(source is not None and source.access == access for source in sources)
