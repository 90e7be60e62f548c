"""What the other rooms need to know of the ontology, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.problems import Location, Problem
    from kg.store import Quad


@dataclass(frozen=True, slots=True)
class Phrases:
    """How a relation is read in a sentence: "supports", "support" (plural), "support" (infinitive).

    Each may be a template with places for the parts of a claim (`kg.ontology.template`).

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

    def by_name(self) -> dict[str, str]:
        """Give the phrases by the property that the ontology writes them with, and the language."""
        return {
            "kg:phrase @en": self.singular, "kg:phrasePlural @en": self.plural,
            "kg:phraseInfinitive @en": self.infinitive, "kg:phrase @zh": self.zh,
            "kg:phrasePlural @zh": self.zh_plural,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation type: its individual, its direct property, and how it is read.

    Attributes:
        takes_subject, takes_object: the classes of what a claim may relate by it, as alternatives; none is anything.
        wider: the properties that its own stands under.
    """

    slug: str
    iri: str
    property: str
    generates_edge: bool
    phrases: Phrases
    takes_subject: tuple[str, ...] = ()
    takes_object: tuple[str, ...] = ()
    wider: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a framework, with its labels, what the Chinese one rests on, and the kinds it is typed by."""

    slug: str
    iri: str
    label: str
    zh: str
    zh_basis: str
    is_plural: bool
    kinds: tuple[str, ...] = ()


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
class InFiles:
    """What the files of frameworks in YAML bring beside statements.

    Attributes:
        digests: SHA-256 over what each framework is made of, with all that it refers to in others, by name.
        relations: the framework that brings a relation, by the word authors use.
        places: where each of their terms is written.
        problems: what is wrong in them.
        broken: the frameworks in whose files something is wrong.
    """

    digests: dict[str, str] = field(default_factory=dict)
    relations: dict[str, str] = field(default_factory=dict)
    places: dict[str, Location] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: frozenset[str] = frozenset()


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
        renamed: what relations were called before, and are called now.
        rules, shapes: in the order of their files' names; shapes as Turtle text.
        digest: SHA-256 over all files, which tells one version from another.
        core: the same without the frameworks in YAML, which not every case uses.
        in_files: what these bring beside statements.
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
    renamed: dict[str, str] = field(default_factory=dict)
    core: str = ""
    in_files: InFiles = field(default_factory=InFiles)
