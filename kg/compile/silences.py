"""What the sources of a case do not say, what was asked of them, and how far they were searched for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.authoring import too_old
from kg.compile.asked import find_pattern, wider_than_question, write_pattern
from kg.compile.claims import write_passage, write_translations
from kg.compile.sources import is_there
from kg.model import iris
from kg.model.languages import in_each
from kg.model.records import Search
from kg.model.vocabulary import EXTENTS, KG, RDF, RDFS, SKOS
from kg.problems import Location, Problem, problem, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.compile.asked import Pattern
    from kg.compile.claims import Context
    from kg.model.records import Case, Silence, Word

_WHOLE = EXTENTS[0]


def write_silences(context: Context) -> int:
    """Write every silence whose parts were found; gives the number of passages checked."""
    checked = 0
    for silence in context.case.silences.values():
        subject = iris.silence(context.case.name, silence.id)
        context.places[subject] = silence.id.location
        checked += len(silence.nearest.quotations) if silence.nearest else 0
        pattern = find_pattern(context.resolver, silence.asks) if silence.asks else None
        _write_silence(context, subject, silence, pattern)
    return checked


def is_complete(case: Case, silence: Silence) -> bool:
    """Tell whether an answer, were there one, would have been found.

    Every source of the case was searched whole, but for those that are older than what is asked; or those named
    were, and the author says that they suffice.

    Args:
        case: the case.
        silence: one of its silences.
    """
    whole = {search.source for search in silence.searched if search.extent == _WHOLE}
    named = {search.source for search in _searches(silence)}
    return (
        bool(whole)
        and named <= whole
        and (silence.enough is not None or whole | too_old(case, silence) >= case.sources.keys())
    )


def _searches(silence: Silence) -> list[Search]:
    """List the searches, and the source that is named alone, of which nobody said how far it was searched."""
    known = {search.source for search in silence.searched}
    alone = [Search(silence.source)] if silence.source is not None and silence.source not in known else []
    return list({search.source: search for search in (*alone, *silence.searched)}.values())


def _write_silence(context: Context, subject: str, silence: Silence, pattern: Pattern | None) -> None:
    """Write a silence, if all its parts are there."""
    graph, resolver = context.graph, context.resolver
    things = [resolver.thing(word) for word in silence.about]
    missing = resolver.missing(silence.missing) if silence.missing else None
    searched = _searched(context, silence)
    nearest = context.anchor(silence.nearest) if silence.nearest and searched else None
    is_lost = (silence.asks is not None and pattern is None) or (silence.nearest and nearest is None)
    if None in things or searched is None or is_lost:
        return
    graph.link(subject, RDF.type, KG.Silence)
    graph.link(subject, KG.inCase, iris.case(context.case.name))
    graph.text(subject, KG.identifier, silence.id)
    language = context.case.language
    far = silence.zh if language == "en" else silence.en
    graph.told(subject, (KG.question,), *in_each(language, silence.question))
    graph.told(subject, (RDFS.label,), *in_each(language, silence.question, far))
    graph.links(subject, KG.concerns, [thing.iri for thing in things if thing])
    graph.link(subject, KG.missing, missing)
    graph.flag(subject, KG.byPolicy, value=silence.policy)
    graph.told(subject, (SKOS.note,), *in_each(language, silence.note))
    graph.told(subject, (KG.enough,), *in_each(language, silence.enough))
    graph.flag(subject, KG.isComplete, value=is_complete(context.case, silence))
    for search in searched:
        _write_search(context, subject, silence, search)
    for passage in nearest.passages if nearest else ():
        graph.link(subject, KG.nearestPassage, write_passage(context, passage))
    if silence.nearest and nearest:
        write_translations(context, silence.nearest, nearest)
    if silence.asks and pattern:
        context.problems.extend(wider_than_question(resolver, silence, silence.asks))
        graph.link(subject, KG.asksFor, pattern.iri)
        write_pattern(context, pattern, silence.asks.location)


def _write_search(context: Context, subject: str, silence: Silence, search: Search) -> None:
    """Write that a source was searched, and how far, where that is known."""
    graph, case = context.graph, context.case.name
    source = iris.source(case, search.source)
    graph.link(subject, KG.searchedIn, source)
    if search.extent:
        node = iris.search(case, silence.id, search.source)
        context.places[node] = search.source.location
        graph.link(subject, KG.hasSearch, node)
        graph.link(node, RDF.type, KG.Search)
        graph.link(node, KG.inCase, iris.case(case))
        graph.link(node, KG.searchOf, source)
        graph.link(node, KG.searchExtent, iris.mark("extent", search.extent))
        for part in search.parts:
            graph.text(node, KG.searchedPart, part)


def _searched(context: Context, silence: Silence) -> list[Search] | None:
    """List the searches of the sources named, or of the only one; give None when one cannot be read."""
    known = context.case.sources
    searches = _searches(silence)
    wrong = next((search.source for search in searches if search.source not in known), None)
    if searches and wrong is None:
        context.problems.extend(_further_than_read(context.case, searches))
        is_whole = all(is_there(known[search.source], context.texts) for search in searches)
        return searches if is_whole else None
    place = (wrong or silence.id).location
    found = say("a silence without its source")
    if wrong:
        found = say('unknown {0} "{1}"', say("source"), wrong)
    expected = say("source: one of {0}", known) if known else say("source: one of (none)")
    context.problems.append(problem("KG206", place, found, expected))
    return None


def _further_than_read(case: Case, searches: list[Search]) -> Iterator[Problem]:
    """Say which sources cannot have been searched whole: only an excerpt of them was read."""
    by_place: dict[Location, list[Word]] = {}
    for search in searches:
        if search.extent == _WHOLE and case.sources[search.source].extent != _WHOLE:
            by_place.setdefault(search.source.location, []).append(search.source)
    for place, sources in by_place.items():
        yield problem("KG216", place, say("a search of the whole of {0}, of which an excerpt was read", sources),
                      say("excerpt, or in brackets the parts searched"),
                      say("where all of it was read, say read: whole at the source"))  # fmt: skip
