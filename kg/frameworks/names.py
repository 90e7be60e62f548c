"""What the names in the files of frameworks refer to: kinds, concepts, relations.

Takes the ontology as it is without them, and the texts; gives their addresses. A name that refers to nothing is a
problem at its place, and lists what there is; one whose own entry could not be read is not a second mistake.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.files import did_you_mean
from kg.model import iris
from kg.model.vocabulary import KG
from kg.problems import problem, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model.framework_text import FrameworkText
    from kg.model.records import Word
    from kg.ontology import Ontology
    from kg.problems import Problem
    from kg.problems.said import Said


class Names:
    """Looks up what frameworks name, and collects what is not there."""

    def __init__(self, ontology: Ontology, texts: Iterable[FrameworkText], problems: list[Problem]) -> None:
        """Gather the names of all frameworks, and report those that are taken."""
        self.texts = {str(text.name): text for text in texts}
        self.problems = problems
        self.element_kinds = ontology.kinds
        self.kinds = dict(ontology.theory_kinds)
        self.relations = {slug: relation.iri for slug, relation in ontology.relations.items()}
        self.properties = {slug: relation.property for slug, relation in ontology.relations.items()}
        self.concepts = {
            name: {slug: concept.iri for slug, concept in framework.concepts.items()}
            for name, framework in ontology.frameworks.items()
        }
        self._homes: dict[str, str] = {}
        for text in self.texts.values():
            self._gather(text)

    def _gather(self, text: FrameworkText) -> None:
        name = str(text.name)
        self.concepts[name] = {str(one.id): iris.concept(name, one.id) for one in text.concepts}
        for kind in text.kinds:
            taken = {**self.kinds, **self.element_kinds}
            if not self._is_taken("kind", kind.id, taken, name):
                self.kinds[str(kind.id)] = iris.kind_of_framework(name, kind.id)
        of_core = bool(text.head.values.get("core-addresses"))
        for relation in text.relations:
            if self._is_taken("relation", relation.id, self.relations, name):
                continue
            slug = str(relation.id)
            if of_core:
                self.relations[slug] = iris.term(f"relation-{slug}")
                self.properties[slug] = iris.term(iris.camel(slug))
            else:
                self.relations[slug] = iris.concept(name, f"relation-{slug}")
                self.properties[slug] = iris.concept(name, slug)

    def _is_taken(self, what: str, word: Word, known: Mapping[str, str], framework: str) -> bool:
        """Tell whether a kind or relation is called as another is already; report it if so."""
        key = f"{what} {word}"
        if word not in known:
            self._homes[key] = framework
            return False
        home = self._homes.get(key)
        there = say("the framework {0} has it", home) if home else say("the ontology has it")
        found = say('"{0}" a second time: {1}', word, there)
        hint = say("give it another name, or leave it out and use that one")
        self.problems.append(problem("KG509", word.location, found, say("a name of its own"), hint))
        return True

    def kind(self, text: FrameworkText, word: Word, *, is_any: bool = False) -> str | None:
        """Find a kind of concept; any kind where those of case elements will do too."""
        known = {**self.kinds, **self.element_kinds} if is_any else self.kinds
        if is_any and word in _WIDEST:
            return _WIDEST[word]
        if word not in known:
            what = say("kind") if is_any else say("kind of concept")
            self._unknown("KG205", text, word, what, known)
        return known.get(word)

    def relation(self, text: FrameworkText, word: Word) -> str | None:
        """Find a relation type."""
        if word not in self.relations:
            self._unknown("KG202", text, word, say("relation"), self.relations)
        return self.relations.get(word)

    def concept(self, text: FrameworkText, word: Word, *, elsewhere: bool = False) -> str | None:
        """Find a concept of the framework itself, or ``framework:concept``."""
        name, colon, slug = word.partition(":")
        if not colon and not elsewhere:
            own = self.concepts[str(text.name)]
            if word not in own:
                self._unknown("KG203", text, word, say("concept"), own)
            return own.get(word)
        if name not in self.concepts:
            self._unknown("KG204", text, word, say("framework"), self.concepts)
            return None
        of = self.concepts[name]
        if slug not in of:
            other = self.texts.get(name)
            if other is None or not (other.is_partial or slug in other.broken):
                self._unknown("KG203", text, word, say("concept"), [f"{name}:{one}" for one in of])
            return None
        return of[slug]

    def anything(self, text: FrameworkText, word: Word) -> str | None:
        """Find a concept or a kind, as it stands in the place of a pattern."""
        known = {**self.kinds, **self.element_kinds, **self.concepts[str(text.name)]}
        if ":" in word:
            return self.concept(text, word)
        if word not in known:
            self._unknown("KG203", text, word, say("concept or kind"), known)
        return known.get(word)

    def _unknown(self, code: str, text: FrameworkText, word: Word, what: Said, known: Iterable[str]) -> None:
        """Report a name that refers to nothing, with all that it could have been."""
        if text.is_partial or word in text.broken:
            return
        from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

        names = sorted(map(str, known))
        near = get_close_matches(word, names, n=1, cutoff=0.6)
        found = say('unknown {0} "{1}"', what, word)
        expected = say("one of: {0}", names) if names else say("a known {0}", what)
        hint = did_you_mean(word, near[0]) if near else ""
        self.problems.append(problem(code, word.location, found, expected, hint))


_WIDEST = {
    "case-element": KG.CaseElement,
    "theory-element": KG.TheoryElement,
    "manifestation": KG.Manifestation,
    "framework": KG.Framework,
    "case": KG.Case,
}
"""Kinds that nobody gives to a thing, and a relation may take."""
