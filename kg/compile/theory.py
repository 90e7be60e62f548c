"""A researcher's own concepts and relations: a framework that belongs to her case.

Takes a case; gives the statements that make its ``concepts`` and ``relations`` a framework of their own,
named after the case, so that everything that lists concepts and relations lists these too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.compile.names import names_of, write_names
from kg.compile.resolve import near
from kg.model import iris
from kg.model.languages import in_each
from kg.model.vocabulary import KG, OWL, RDF, RDFS, SKOS
from kg.ontology import faulty_phrases
from kg.ontology.template import read_as
from kg.problems import Problem, problem, say
from kg.store.writer import GraphWriter

if TYPE_CHECKING:
    from kg.model.records import Case, OwnConcept, OwnRelation, Word
    from kg.ontology import Ontology
    from kg.problems import Location
    from kg.problems.said import Said
    from kg.store import Quad


def own_framework(case: str) -> str:
    """Name the framework that a case's own concepts make.

    >>> own_framework("lake-town")
    'lake-town-theory'
    """
    return f"{case}-theory"


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where to look, to write and to complain."""

    case: Case
    ontology: Ontology
    graph: GraphWriter
    places: dict[str, Location]
    problems: list[Problem]


def own_theory(
    case: Case, ontology: Ontology, places: dict[str, Location], problems: list[Problem]
) -> list[Quad]:
    """Write the statements of a case's own framework; none when it has no concepts or relations of its own.

    Args:
        case: the case, read.
        ontology: kinds, and the relations and concepts that the own ones refer to.
        places: where each term was written is added here.
        problems: what is wrong is added here.
    """
    graph = GraphWriter(iris.graph(case.name, "theory"))
    desk = _Desk(case, ontology, graph, places, problems)
    if case.concepts or case.relations:
        framework = iris.framework(own_framework(case.name))
        places[framework] = case.name.location
        graph.link(framework, RDF.type, KG.Framework)
        for predicate in (RDFS.label, SKOS.prefLabel):
            en, zh = names_of(case, case.language)[:2]
            graph.told(framework, (predicate,), en and f"the concepts of {en}", f"{zh or en}的概念")
        graph.link(framework, KG.zhLabelBasis, iris.mark("zh-basis", "own-translation"))
    for concept in case.concepts.values():
        _write_concept(desk, concept)
    for relation in case.relations.values():
        _write_relation(desk, relation)
    return graph.quads


def _write_concept(desk: _Desk, concept: OwnConcept) -> None:
    """Write one concept: its kind, labels, definition, and what it is matched to."""
    graph, ontology = desk.graph, desk.ontology
    kind = ontology.theory_kinds.get(concept.kind)
    if kind is None:
        if concept.kind:
            desk.problems.append(
                _unknown("KG205", concept.kind, say("kind of concept"), ontology.theory_kinds)
            )
        return
    name = own_framework(desk.case.name)
    subject = iris.concept(name, concept.id)
    desk.places[subject] = concept.id.location
    above = [iri for iri in ontology.superclasses.get(kind, ()) if iris.is_kind(iri)]
    graph.links(subject, RDF.type, [kind, *sorted(above)])
    graph.link(subject, SKOS.inScheme, iris.framework(name))
    names = names_of(concept, desk.case.language)
    basis = "own-translation" if concept.zh else None
    write_names(
        graph, subject, names._replace(zh_basis=names.zh_basis or basis), (RDFS.label, SKOS.prefLabel)
    )
    graph.flag(subject, KG.isPlural, value=bool(concept.plural))
    graph.told(subject, (SKOS.definition,), *in_each(desk.case.language, concept.definition))
    graph.flag(subject, KG.isWithheld, value=concept.is_withheld)
    for strength, words in (("close", concept.close_match), ("broad", concept.broad_match)):
        for word in words:
            _write_match(desk, subject, strength, word, concept)


def _write_match(desk: _Desk, subject: str, strength: str, word: Word, concept: OwnConcept) -> None:
    """Write that a concept is near another framework's, and who says so."""
    graph, ontology = desk.graph, desk.ontology
    name, _, slug = word.partition(":")
    framework = ontology.frameworks.get(name)
    if framework is None or slug not in framework.concepts:
        known = [f"{n}:{s}" for n, f in ontology.frameworks.items() for s in f.concepts]
        desk.problems.append(_unknown("KG203", word, say("concept"), known))
        return
    other = framework.concepts[slug]
    graph.link(subject, SKOS.closeMatch if strength == "close" else SKOS.broadMatch, other.iri)
    said = f"Matched to “{other.label}” of {framework.label} ({strength} match), says {concept.matched_by}."
    sort = "近似匹配" if strength == "close" else "上位匹配"
    there = f"{framework.zh or framework.label}的“{other.zh or other.label}”"
    # A Chinese name does not stand in an English sentence.
    english = said if desk.case.language == "en" else None
    graph.told(subject, (SKOS.editorialNote,), english, f"由{concept.matched_by}认定：与{there}{sort}。")


def _write_relation(desk: _Desk, relation: OwnRelation) -> None:
    """Write one relation: the property that edges use, and the relation type that claims name."""
    graph, ontology = desk.graph, desk.ontology
    known = ((name, getattr(relation, name)) for name in ("phrase", "plural", "infinitive", "zh"))
    words = {name: word for name, word in known if word is not None}
    desk.problems.extend(faulty_phrases({name: (word, word.location) for name, word in words.items()}))
    above = iris.term("relatesTo")
    if relation.under is not None:
        if relation.under not in ontology.relations:
            desk.problems.append(_no_wider(desk, relation.under))
            return
        above = ontology.relations[relation.under].property
    name = own_framework(desk.case.name)
    edge, kind = iris.concept(name, relation.id), iris.concept(name, f"relation-{relation.id}")
    desk.places[kind] = relation.id.location
    graph.link(edge, RDF.type, OWL.ObjectProperty)
    graph.link(edge, RDFS.subPropertyOf, above)
    graph.link(kind, RDF.type, KG.RelationType)
    graph.link(kind, RDFS.isDefinedBy, iris.framework(name))
    graph.link(kind, KG.flattensTo, edge)
    graph.flag(kind, KG.generatesEdge, value=relation.edge is not False)
    graph.flag(kind, KG.isWithheld, value=relation.is_withheld)
    for subject in (edge, kind):
        english = read_as(relation.phrase) if relation.phrase else None
        graph.told(subject, (RDFS.label,), english, read_as(relation.zh))
        graph.link(subject, KG.zhLabelBasis, iris.mark("zh-basis", "own-translation"))
        graph.told(subject, (SKOS.definition,), *in_each(desk.case.language, relation.definition))
    graph.told(kind, (KG.phrase,), relation.phrase, relation.zh)
    graph.text(kind, KG.phrasePlural, relation.plural, "en")
    graph.text(kind, KG.phraseInfinitive, relation.infinitive, "en")


def _no_wider(desk: _Desk, under: Word) -> Problem:
    """Report a word under which no relation can stand; one of the case's own gets a message of its own."""
    own, known = desk.case.relations.get(under), desk.ontology.relations
    if own is None:
        return _unknown("KG202", under, say("relation"), known)
    hint = say("{0} lists them", "docs/relations.md")
    if own.under in known:
        hint = say('"{0}" stands under "{1}": name that', under, own.under)
    return problem("KG202", under.location, say('"{0}", a relation of the case\'s own, as the wider one', under),
                   say("a relation of the ontology"), hint)  # fmt: skip


def _unknown(code: str, word: Word, what: Said, known: object) -> Problem:
    names = sorted(map(str, known))  # type: ignore[call-overload]
    return problem(
        code, word.location, say('unknown {0} "{1}"', what, word), say("a known {0}", what), near(word, names)
    )
