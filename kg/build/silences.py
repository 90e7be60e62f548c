"""What the sources of a case do not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.build.claims import write_passage
from kg.build.sources import is_there
from kg.model import iris
from kg.model.vocabulary import KG, RDF, RDFS, SKOS
from kg.problems import problem, say

if TYPE_CHECKING:
    from kg.build.claims import Context
    from kg.model.records import Silence


def write(context: Context) -> int:
    """Write every silence whose parts were found; gives the number of passages checked."""
    checked, graph, resolver = 0, context.graph, context.resolver
    for silence in context.case.silences.values():
        subject = iris.silence(context.case.name, silence.id)
        context.places[subject] = silence.id.location
        checked += len(silence.nearest.quotations) if silence.nearest else 0
        things = [resolver.thing(word) for word in silence.about]
        missing = resolver.missing(silence.missing) if silence.missing else None
        searched = _searched(context, silence)
        nearest = context.anchor(silence.nearest) if silence.nearest and searched else None
        if None in things or searched is None or (silence.nearest and nearest is None):
            continue
        graph.link(subject, RDF.type, KG.Silence)
        graph.link(subject, KG.inCase, iris.case(context.case.name))
        graph.text(subject, KG.identifier, silence.id)
        graph.text(subject, KG.question, silence.question, "en")
        graph.text(subject, RDFS.label, silence.question, "en")
        graph.text(subject, RDFS.label, silence.zh, "zh")
        graph.links(subject, KG.searchedIn, searched)
        graph.links(subject, KG.concerns, [thing.iri for thing in things if thing])
        graph.link(subject, KG.missing, missing)
        graph.flag(subject, KG.byPolicy, value=silence.policy)
        graph.text(subject, SKOS.note, silence.note, "en")
        for passage in nearest.passages if nearest else ():
            graph.link(subject, KG.nearestPassage, write_passage(context, passage))
    return checked


def _searched(context: Context, silence: Silence) -> list[str] | None:
    """The sources that were searched: those named, or the only one; None when one cannot be read."""
    known = context.case.sources
    names = [word for word in (silence.source, *silence.searched) if word is not None]
    wrong = next((word for word in names if word not in known), None)
    if names and wrong is None:
        is_whole = all(is_there(known[word], context.texts) for word in names)
        return [iris.source(context.case.name, word) for word in dict.fromkeys(names)] if is_whole else None
    place = (wrong or silence.id).location
    found = say("a silence without its source")
    if wrong:
        found = say('unknown {0} "{1}"', say("source"), wrong)
    expected = say("source: one of {0}", known) if known else say("source: one of (none)")
    context.problems.append(problem("KG206", place, found, expected))
    return None
