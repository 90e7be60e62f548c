"""A framework's file as statements: what Turtle would say of its kinds, concepts, relations and propositions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.vocabulary import DCTERMS, KG, OWL, RDF, RDFS, SKOS
from kg.ontology.sentence import Name, Speaker
from kg.ontology.template import read_as
from kg.store.writer import GraphWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.frameworks.names import Names
    from kg.model.framework_text import Entry, FrameworkText
    from kg.ontology import Ontology, Relation
    from kg.problems import Location

VS_STATUS = "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status"
_HOLDS, _SAYS = "A relation that holds when ", "A relation type that a claim names to say that "
_ZH_HOLDS = "时成立的关系。"


class Writer:
    """Writes one framework into the graph of theory, and notes where each term stands."""

    def __init__(self, text: FrameworkText, names: Names, places: dict[str, Location]) -> None:
        """Take a framework; where its terms are written is added to `places`."""
        self.graph = GraphWriter(iris.THEORY_GRAPH)
        self._text, self._names, self._places = text, names, places
        self._iri = iris.framework(text.name)

    def write_terms(self) -> None:
        """Write the framework itself, its kinds and relations, and its concepts in their order."""
        self._write_head()
        for kind in self._text.kinds:
            self._write_kind(kind)
        for relation in self._text.relations:
            self._write_relation(relation)
        for concept in self._text.concepts:
            self._write_concept(concept)

    def _write_head(self) -> None:
        head, subject, graph = self._text.head, self._iri, self.graph
        self._places[subject] = head.id.location
        graph.link(subject, RDF.type, KG.Framework)
        self._labels(subject, head, is_preferred=True)
        self._definition(subject, head)
        graph.text(subject, DCTERMS.title, head.text("title") or head.text("label"), "en")
        graph.text(subject, DCTERMS.title, head.text("zh-title") or head.text("zh"), "zh")
        graph.text(subject, DCTERMS.description, head.text("description"), "en")
        graph.text(subject, DCTERMS.creator, head.text("creator"))
        graph.link(subject, DCTERMS.license, head.text("licence") or None)
        graph.text(subject, DCTERMS.rights, head.text("rights"), "en")
        graph.text(subject, OWL.versionInfo, head.text("version"))

    def _labels(self, subject: str, entry: Entry, *, is_preferred: bool) -> None:
        """Write what a thing is called, and what its Chinese label rests on."""
        for predicate in (RDFS.label, SKOS.prefLabel) if is_preferred else (RDFS.label,):
            self.graph.text(subject, predicate, entry.text("label"), "en")
            self.graph.text(subject, predicate, entry.text("zh"), "zh")
        for other in entry.words("also"):
            self.graph.text(subject, SKOS.altLabel, other, "en")
        self._basis(subject, entry)

    def _basis(self, subject: str, entry: Entry) -> None:
        basis = entry.text("zh-basis") or ("own-translation" if entry.text("zh") else "")
        self.graph.link(subject, KG.zhLabelBasis, iris.mark("zh-basis", basis) if basis else None)

    def _definition(self, subject: str, entry: Entry) -> None:
        """Write what a thing is, and the notes beside it."""
        self.graph.text(subject, SKOS.definition, entry.text("definition"), "en")
        self.graph.text(subject, SKOS.definition, entry.text("zh-definition"), "zh")
        self.graph.text(subject, SKOS.scopeNote, entry.text("note"), "en")
        self.graph.text(subject, SKOS.editorialNote, entry.text("remark"), "en")

    def _write_kind(self, kind: Entry) -> None:
        subject = self._names.kinds.get(kind.id)
        if subject != iris.kind_of_framework(self._text.name, kind.id):
            return  # the name is another's, which was told
        self._places[subject] = kind.id.location
        under = kind.values.get("under")
        above = self._names.kind(self._text, under) if under is not None else KG.TheoryElement
        self.graph.link(subject, RDF.type, OWL.Class)
        self.graph.link(subject, RDFS.subClassOf, above or KG.TheoryElement)
        self.graph.link(subject, RDFS.isDefinedBy, self._iri)
        self._labels(subject, kind, is_preferred=False)
        self._definition(subject, kind)

    def _write_concept(self, concept: Entry) -> None:
        subject, graph = iris.concept(self._text.name, concept.id), self.graph
        self._places[subject] = concept.id.location
        kind = concept.values.get("kind")
        graph.link(subject, RDF.type, self._names.kind(self._text, kind) if kind is not None else None)
        graph.link(subject, SKOS.inScheme, self._iri)
        if concept.values.get("top"):
            graph.link(subject, SKOS.topConceptOf, self._iri)
        graph.flag(subject, KG.isPlural, value=bool(concept.values.get("plural")))
        self._labels(subject, concept, is_preferred=True)
        self._definition(subject, concept)
        for wider in concept.words("broader"):
            graph.link(subject, SKOS.broader, self._names.concept(self._text, wider))

    def write_positions(self, ontology: Ontology) -> None:
        """Write which place a concept has among those of its top kind, in the order of the file."""
        seen: Counter[str] = Counter()
        for concept in self._text.concepts:
            kind = self._names.kinds.get(str(concept.values.get("kind")), "")
            top = top_kind(kind, ontology)
            if top:
                seen[top] += 1
                subject = iris.concept(self._text.name, concept.id)
                self.graph.number(subject, KG.position, seen[top])

    def _write_relation(self, relation: Entry) -> None:
        """Write the property that edges use, and the relation type that claims name."""
        names, graph, word = self._names, self.graph, relation.id
        edge, kind = names.properties.get(word, ""), names.relations.get(word, "")
        if kind in self._places or not kind:
            return  # the name is another's, which was told
        self._places |= {edge: word.location, kind: word.location}
        graph.link(edge, RDF.type, OWL.ObjectProperty)
        if relation.values.get("symmetric"):
            graph.link(edge, RDF.type, OWL.SymmetricProperty)
        under = relation.values.get("under")
        is_known = under is not None and names.relation(self._text, under)
        above = names.properties.get(str(under), "") if is_known else ""
        graph.link(edge, RDFS.subPropertyOf, above or iris.term("relatesTo"))
        graph.links(kind, RDF.type, (OWL.NamedIndividual, KG.RelationType))
        graph.link(kind, KG.flattensTo, edge)
        if relation.values.get("edge") is False:
            graph.truth(kind, KG.generatesEdge, value=False)
        else:
            graph.flag(kind, KG.generatesEdge, value=True)
        for field, predicate in (("from", KG.takesSubject), ("to", KG.takesObject)):
            for wanted in relation.words(field):
                graph.link(kind, predicate, names.kind(self._text, wanted, is_any=True))
        for other in relation.words("against"):
            graph.link(kind, KG.speaksAgainst, names.relation(self._text, other))
        graph.links(kind, KG.saidAs, (iris.mark("modality", one) for one in relation.words("modal")))
        self._write_words(edge, kind, relation)

    def _write_words(self, edge: str, kind: str, relation: Entry) -> None:
        """Write what a relation is called and how it is read."""
        graph, said = self.graph, relation.text
        label = said("label") or read_as(said("phrase"))
        zh = said("zh-label") or read_as(said("zh"))
        for subject, en, chinese in (
            (edge, label, zh),
            (kind, said("noun") or label, said("zh-noun") or zh),
        ):
            graph.text(subject, RDFS.label, en, "en")
            graph.text(subject, RDFS.label, chinese, "zh")
            graph.link(subject, KG.zhLabelBasis, iris.mark("zh-basis", "own-translation"))
            graph.link(subject, RDFS.isDefinedBy, self._iri)
            graph.text(subject, VS_STATUS, said("status"))
            graph.text(subject, OWL.versionInfo, said("version"))
        when, example = said("definition").rstrip("."), said("example")
        graph.text(edge, SKOS.definition, f"{_HOLDS}{when}.", "en")
        graph.text(kind, SKOS.definition, f"{_SAYS}{when}.", "en")
        if said("zh-definition"):
            graph.text(edge, SKOS.definition, f"{said('zh-definition')}{_ZH_HOLDS}", "zh")
            graph.text(kind, SKOS.definition, f"用于称“{said('zh-definition')}”的论断的关系类型。", "zh")
        graph.text(kind, SKOS.scopeNote, said("note"), "en")
        if example:
            graph.text(edge, SKOS.example, example, "en")
            led = f"A claim that leads from one to the other: {example[0].lower()}{example[1:]}"
            graph.text(kind, SKOS.example, led, "en")
        graph.text(kind, KG.phrase, said("phrase"), "en")
        graph.text(kind, KG.phrase, said("zh"), "zh")
        graph.text(kind, KG.phrasePlural, said("plural"), "en")
        graph.text(kind, KG.phrasePlural, said("zh-plural"), "zh")
        graph.text(kind, KG.phraseInfinitive, said("infinitive"), "en")

    def write_propositions(self, ontology: Ontology) -> None:
        """Write what the framework proposes, in the order of the file."""
        for position, entry in enumerate(self._text.propositions, start=1):
            subject, graph = iris.concept(self._text.name, f"proposes-{entry.id}"), self.graph
            self._places[subject] = entry.id.location
            relation = (
                self._names.relation(self._text, entry.values["relation"])
                if "relation" in entry.values
                else None
            )
            ends = {
                end: [(w, self._names.concept(self._text, w)) for w in entry.words(end)]
                for end in ("subject", "object")
            }
            against = [self._names.relation(self._text, word) for word in entry.words("against")]
            if relation is None or any(iri is None for found in ends.values() for _, iri in found):
                continue
            graph.link(subject, RDF.type, KG.Proposition)
            graph.link(subject, KG.proposedIn, self._iri)
            graph.number(subject, KG.position, position)
            graph.link(subject, KG.proposesSubject, *(iri for _, iri in ends["subject"]))
            graph.link(subject, KG.proposesRelation, relation)
            graph.link(subject, KG.proposesObject, *(iri for _, iri in ends["object"]))
            graph.link(subject, KG.proposesAgainst, *against)
            self._write_sentence(subject, entry, ontology)
            graph.text(subject, DCTERMS.source, entry.text("taken-from"))
            graph.text(subject, SKOS.editorialNote, entry.text("remark"), "en")

    def _write_sentence(self, subject: str, entry: Entry, ontology: Ontology) -> None:
        """Write a proposition in words: its own, or those of its parts."""
        label, zh = entry.text("label"), entry.text("zh")
        relation = ontology.relations.get(entry.text("relation"))
        if not label and relation is not None:
            label, made = sentence_of(entry, relation, self._concepts(ontology))
            zh = zh or made
        self.graph.text(subject, RDFS.label, label, "en")
        self.graph.text(subject, RDFS.label, zh, "zh")
        basis = entry.text("zh-basis") or ("own-translation" if zh else "")
        self.graph.link(subject, KG.zhLabelBasis, iris.mark("zh-basis", basis) if basis else None)

    def _concepts(self, ontology: Ontology) -> dict[str, Name]:
        """Name every concept that a proposition can speak of."""
        own = str(self._text.name)
        return {
            word: Name(one.label, one.zh, one.is_plural)
            for name, framework in ontology.frameworks.items()
            for slug, one in framework.concepts.items()
            for word in ((slug, f"{name}:{slug}") if name == own else (f"{name}:{slug}",))
        }


def sentence_of(entry: Entry, relation: Relation, named: Mapping[str, Name]) -> tuple[str, str]:
    """Say a proposition in English, and in Chinese where all its concepts have a Chinese name; an open side is "something"."""
    something = (Name("something", "某物"),)
    subjects = tuple(named[word] for word in entry.words("subject") if word in named) or something
    objects = tuple(named[word] for word in entry.words("object") if word in named)
    if not objects and len(subjects) == 1:
        objects = something
    speaker = Speaker(relation.phrases, subjects, objects)
    is_chinese = all(name.zh for name in (*subjects, *objects))
    return speaker.english(), speaker.chinese() if is_chinese else ""


def top_kind(kind: str, ontology: Ontology) -> str:
    """Find the kind just below theory elements under which a kind stands."""
    lineage = [kind, *ontology.superclasses.get(kind, ())]
    return next((one for one in sorted(lineage) if is_top(one, ontology)), "")


def is_top(kind: str, ontology: Ontology) -> bool:
    """Tell whether a kind stands right below theory elements."""
    above = ontology.superclasses.get(kind, frozenset())
    ours: Iterable[str] = (one for one in above if iris.is_kind(one))
    return set(ours) == {KG.TheoryElement}
