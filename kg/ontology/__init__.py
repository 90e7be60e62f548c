"""The ontology folder as quads and as lookups: relations, kinds, frameworks, rules, shapes.

Takes the folder (``ontology/`` unless told otherwise); gives an `Ontology` and every problem in
its files. Reads no network and follows no ``owl:imports``: the folder is the whole ontology.
"""

from kg.ontology.fitting import fits, relations_between
from kg.ontology.labels import unlabelled
from kg.ontology.load import extend, load_ontology, with_frameworks
from kg.ontology.phrases import faulty_phrases
from kg.ontology.places import place_of_axiom, place_of_chain, places_of_term
from kg.ontology.records import Concept, Framework, InFiles, Ontology, Phrases, Relation, Rule

__all__ = [
    "Concept",
    "Framework",
    "InFiles",
    "Ontology",
    "Phrases",
    "Relation",
    "Rule",
    "extend",
    "faulty_phrases",
    "fits",
    "load_ontology",
    "place_of_axiom",
    "place_of_chain",
    "places_of_term",
    "relations_between",
    "unlabelled",
    "with_frameworks",
]
