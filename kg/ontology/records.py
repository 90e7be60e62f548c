"""What the other rooms need to know of the ontology, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.store import Quad


@dataclass(frozen=True, slots=True)
class Phrases:
    """How a relation is read in a sentence: "supports", "support" (plural), "support" (infinitive).

    Attributes:
        singular, plural, infinitive: in English.
        zh: in Chinese.
        zh_plural: in Chinese, of several subjects together, where that is said otherwise.
    """

    singular: str
    plural: str
    infinitive: str
    zh: str
    zh_plural: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation type: its individual, its direct property, and how it is read."""

    slug: str
    iri: str
    property: str
    generates_edge: bool
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a framework, with its labels and what the Chinese one rests on."""

    slug: str
    iri: str
    label: str
    zh: str
    zh_basis: str
    is_plural: bool


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework and its concepts, by slug."""

    name: str
    iri: str
    label: str
    zh: str
    concepts: dict[str, Concept]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of inference: a SELECT query that yields edges or claims, with their premises.

    Attributes:
        name: the file's name without its ending.
        title: what it concludes, in a sentence.
        yields: ``edge`` or ``claim``.
        sparql: the query.
        file: the file, for messages.
        title_zh: the same in Chinese.
        axiom: the axiom it applies, in OWL functional syntax, with variables of the query.
    """

    name: str
    title: str
    yields: str
    sparql: str
    file: str
    title_zh: str = ""
    axiom: str = ""


@dataclass(frozen=True, slots=True)
class Ontology:
    """The ontology, loaded.

    Attributes:
        quads: everything, in the graphs of ontology and theory.
        schema: the part that rules and shapes need beside a case.
        relations, kinds, frameworks: by the word authors use.
        missing: what a silence may say is missing, by the word authors use.
        theory_kinds: the kinds of concept, by the word authors use.
        superclasses: every class with all classes above it.
        rules, shapes: in the order of their files' names; shapes as Turtle text.
        digest: SHA-256 over all files, which tells one version from another.
    """

    quads: list[Quad]
    schema: list[Quad]
    relations: dict[str, Relation]
    kinds: dict[str, str]
    frameworks: dict[str, Framework]
    missing: dict[str, str]
    theory_kinds: dict[str, str]
    superclasses: dict[str, frozenset[str]]
    rules: list[Rule]
    shapes: str
    digest: str
    files: dict[str, str] = field(default_factory=dict)
