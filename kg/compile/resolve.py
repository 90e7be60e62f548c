"""What the words of a case refer to: elements, concepts, relations, kinds, claims.

A name that refers to nothing is a problem; a name whose own entry could not be read is not a
second one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kg.compile.names import names_of
from kg.files import did_you_mean
from kg.model import iris
from kg.model.vocabulary import KG
from kg.problems import Problem, problem, say
from kg.problems.said import worded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model.records import Case, Element, Word
    from kg.ontology import Concept, Framework, Ontology, Relation
    from kg.problems.said import Said

_ELSEWHERE = {
    "KG201": say("add it to the elements of this case"),
    "KG202": say("{0} lists them", "docs/relations.md"),
    "KG203": say("{0} lists them", "docs/case-format.md"),
    "KG205": say("{0} lists them", "docs/case-format.md"),
    "KG207": say("add it to the claims of this case"),
}
"""What to do about an unknown name that is near to none."""
_GONE = "gone: "
"""How the list of old names begins to say why there is no new one; behind a tab stands the same in Chinese."""
_MOST_KNOWN = 2_000
"""Among how many names the nearest to one that there is not is looked for."""
_OWN = {"KG201": say("an element of this case"), "KG207": say("a claim of this case")}
"""What is expected where a name of this case has to stand."""


_TAKEN = {
    "claims": say("a claim of this case has that id; name an element"),
    "sources": say("a source of this case has that id; name an element"),
    "citations": say("a citation of this case has that id; name an element"),
}
"""What to do where the id of something else stands for an element."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What a reference means, and how to call it in a sentence.

    Attributes:
        iri: its IRI.
        label: its English label as it stands in mid-sentence; empty where it has only a Chinese one.
        zh: its Chinese label, or the English one where there is none.
        is_plural: the English label is a plural.
        element: the element, if it is one of the case.
        kinds: the IRIs of what it is, with all that is wider; a manifestation is of its concept's kinds too.
    """

    iri: str
    label: str
    zh: str
    is_plural: bool
    element: Element | None = None
    kinds: frozenset[str] = frozenset()


class Resolver:
    """Looks names up in one case and the ontology, and collects what is not there."""

    def __init__(self, case: Case, ontology: Ontology, problems: list[Problem]) -> None:
        """Prepare the lookups of a case."""
        self.case = case
        self.ontology = ontology
        self.problems = problems
        known = [name for name in case.frameworks if name in ontology.frameworks]
        # Where a framework's name is wrong, that is the mistake, and not each of its concepts.
        names = known if len(known) == len(case.frameworks) else ontology.frameworks
        self.frameworks = {str(name): ontology.frameworks[name] for name in names}
        for name in case.frameworks:
            if name not in ontology.frameworks:
                self._unknown("KG204", name, say("framework"), ontology.frameworks)

    def thing(self, word: Word) -> Thing | None:
        """Find what a word names: an element of the case, ``framework:concept``, a framework, or the case itself."""
        element = self.case.elements.get(word)
        if element is not None:
            return self._element(element)
        if ":" in word:
            concept = self._qualified(word)
            if concept is None:
                return None
            kinds = self._wider(concept.kinds)
            return Thing(
                concept.iri, concept.label, concept.zh or concept.label, concept.is_plural, kinds=kinds
            )
        framework = self.frameworks.get(word)
        if framework is not None:
            kinds = frozenset({KG.Framework})
            return Thing(
                framework.iri, framework.label, framework.zh or framework.label, is_plural=False, kinds=kinds
            )
        if word == self.case.name:
            names, kinds = names_of(self.case, self.case.language), frozenset({KG.Case})
            return Thing(
                iris.case(word), names.en or "", names.zh or names.en or "", is_plural=False, kinds=kinds
            )
        self._unknown("KG201", word, say("element"), [*self.case.elements, *self.frameworks])
        return None

    def element(self, word: Word, kind: str) -> Thing | None:
        """Find an element that has to be of a kind (``phase``, ``event``, ``conversion-condition``)."""
        thing = self.thing(word)
        if thing is None:
            return None
        wanted = self.ontology.kinds[kind]
        own = self.ontology.kinds.get((thing.element.kind or "") if thing.element else "", "")
        if own == wanted or wanted in self.ontology.superclasses.get(own, ()):
            return thing
        what = say("no element of the case")
        if thing.element:
            what = a_kind(thing.element.kind) if thing.element.kind else say("a manifestation")
        found = say('"{0}", which is {1}', word, what)
        expected = a_kind(kind)
        hint = self._of_kind(wanted)
        self._add(problem("KG209", word.location, found, expected, hint))
        return None

    def _of_kind(self, wanted: str) -> str:
        """List the elements of a kind, as a hint."""
        kinds = self.ontology.kinds
        names = [
            str(name)
            for name, element in self.case.elements.items()
            if element.kind
            and wanted
            in {kinds.get(element.kind), *self.ontology.superclasses.get(kinds.get(element.kind, ""), ())}
        ]
        return say("one of: {0}", sorted(names)) if names else say("add one to the elements")

    def kind(self, word: Word) -> str | None:
        """Find the class of a kind of case element."""
        if word not in self.ontology.kinds:
            self._unknown("KG205", word, say("kind"), self.ontology.kinds)
        return self.ontology.kinds.get(word)

    def concept(self, word: Word) -> Concept | None:
        """Find a concept, with or without its framework's name before it."""
        if ":" in word:
            return self._qualified(word)
        found = [f.concepts[word] for f in self.frameworks.values() if word in f.concepts]
        if len(found) == 1:
            return found[0]
        if found:
            names = [f"{name}:{word}" for name in self.frameworks if word in self.frameworks[name].concepts]
            found_in = say('"{0}", a concept of two frameworks', word)
            self._add(problem("KG203", word.location, found_in, say("one of: {0}", names)))
            return None
        self._unknown(
            "KG203", word, say("concept"), [slug for f in self.frameworks.values() for slug in f.concepts]
        )
        return None

    def place(self, word: Word) -> str | None:
        """Find what may stand in a place of a pattern: what a claim may name, a concept or a kind."""
        if ":" in word or word == self.case.name or word in self.case.elements or word in self.frameworks:
            thing = self.thing(word)
            return thing.iri if thing else None
        if self.is_kind(word):
            return self.ontology.kinds.get(word) or self.ontology.theory_kinds[word]
        concepts = [slug for f in self.frameworks.values() for slug in f.concepts]
        if word in concepts:
            concept = self.concept(word)
            return concept.iri if concept else None
        choices = [*self.case.elements, *concepts, *self.ontology.kinds, *self.ontology.theory_kinds]
        self._unknown("KG203", word, say("element, concept or kind"), choices, is_own=True)
        return None

    def is_kind(self, word: Word) -> bool:
        """Tell whether a word names a kind, of case element or of concept."""
        kinds = (self.ontology.kinds, self.ontology.theory_kinds)
        return word not in self.case.elements and any(word in names for names in kinds)

    def is_phase(self, word: Word) -> bool:
        """Tell whether a word names a phase of the case."""
        element = self.case.elements.get(word)
        return element is not None and element.kind == "phase"

    def relation(self, word: Word) -> Relation | None:
        """Find a relation type."""
        home = self.ontology.in_files.relations.get(word, "")
        is_of_another = bool(home) and home not in self.frameworks and word not in self.case.relations
        if is_of_another or word not in self.ontology.relations:
            known = [slug for slug in self.ontology.relations if slug != word]
            self._unknown("KG202", word, say("relation"), known)
            return None
        return self.ontology.relations.get(word)

    def could_be(self, word: Word) -> str | None:
        """Find what could have been read instead: a relation, or what may stand in a place of a pattern."""
        relation = self.ontology.relations.get(word)
        return relation.iri if relation and word not in self.case.elements else self.place(word)

    def missing(self, word: Word) -> str | None:
        """Find what a silence says is missing: a kind or a relation."""
        if word not in self.ontology.missing:
            self._unknown("KG205", word, say("kind or relation"), self.ontology.missing)
        return self.ontology.missing.get(word)

    def claim(self, word: Word) -> str | None:
        """Find a claim of the case."""
        if word in self.case.claims:
            return iris.claim(self.case.name, word)
        self._unknown("KG207", word, say("claim"), self.case.claims)
        return None

    def segment(self, word: Word, names: Iterable[str]) -> str | None:
        """Find a segment by its name, among those of its source."""
        known = list(names)
        if word in known:
            return str(word)
        self._unknown("KG208", word, say("segment"), known)
        return None

    def _element(self, element: Element) -> Thing | None:
        """Turn an element into a thing; give None when what it is cannot be known, which its own entry tells."""
        concept = None
        if element.instantiates is not None:
            before = len(self.problems)
            concept = self.concept(element.instantiates)
            del self.problems[before:]  # the element's own entry reports them
            if concept is None:
                return None
        elif element.kind not in self.ontology.kinds:
            return None
        names = names_of(element, self.case.language, concept)
        label = names.en or ("" if names.zh else str(element.id))
        zh = names.zh or label
        is_plural = element.plural if element.plural is not None else bool(concept and concept.is_plural)
        given = (KG.Manifestation, *concept.kinds) if concept else (self.ontology.kinds[element.kind or ""],)
        iri = iris.element(self.case.name, element.id)
        return Thing(iri, label, zh, is_plural, element, self._wider(given))

    def _wider(self, kinds: Iterable[str]) -> frozenset[str]:
        """Add to some kinds all that is wider."""
        return frozenset(kinds).union(*(self.ontology.superclasses.get(kind, ()) for kind in kinds))

    def _qualified(self, word: Word) -> Concept | None:
        name, _, slug = word.partition(":")
        framework: Framework | None = self.frameworks.get(name)
        if framework is None:
            self._unknown("KG204", word, say("framework"), self.frameworks, name)
            return None
        if slug not in framework.concepts:
            self._unknown("KG203", word, say("concept"), framework.concepts, slug)
        return framework.concepts.get(slug)

    def _unknown(
        self,
        code: str,
        word: Word,
        what: Said,
        choices: Iterable[str],
        part: str = "",
        *,
        is_own: bool = False,
    ) -> None:
        """Say that a name refers to nothing, with the nearest one that does; `is_own` if it may be one of this case."""
        name = part or str(word)
        if not name or name in self.case.broken:
            return
        known = [str(choice) for choice in islice(choices, _MOST_KNOWN)]
        if (is_own or code in _OWN) and self.case.is_partial and not _nearest(name, known):
            # It may stand in the file that could not be read.
            return
        if code in {"KG202", "KG205"} and name in self.ontology.renamed:
            hint: str = _called_now(self.ontology.renamed[name])
        else:
            hint = (
                self._elsewhere(code, name)
                or _several(name, known)
                or near(name, known)
                or _ELSEWHERE.get(code, "")
            )
        found = say('unknown {0} "{1}"', what, name)
        self._add(problem(code, word.location, found, _OWN.get(code) or say("a known {0}", what), hint))

    def _elsewhere(self, code: str, name: str) -> str:
        """Say where else a name is to be found: in another framework, or in the case under something else."""
        having = [str(f) for f, framework in self.ontology.frameworks.items() if name in framework.concepts]
        if code == "KG203" and having:
            return say("the framework {0} has it: name that under frameworks", having[0])
        if code == "KG201" and having:
            return say(
                'it is a concept: write "{0}", or add an element that instantiates it', f"{having[0]}:{name}"
            )
        if code == "KG201":
            return next((hint for section, hint in _TAKEN.items() if name in getattr(self.case, section)), "")
        home = self.ontology.in_files.relations.get(name, "") if code == "KG202" else ""
        if home or (code == "KG204" and name in self.ontology.frameworks):
            return say("the framework {0} has it: name that under frameworks", home or name)
        if code == "KG207" and name in self.case.elements:
            return say("an element of this case has that id; name a claim")
        return ""

    def _add(self, found: Problem) -> None:
        self.problems.append(found)


def _called_now(now: str) -> Said:
    """Say what a name that is given up is called now, or why it is gone, as the list of old names has it."""
    if not now.startswith(_GONE):
        return say('it is called "{0}" now', now)
    reason, _, zh = now.removeprefix(_GONE).partition("\t")
    return say("it is gone: {0}", worded(reason, zh=zh) if zh else reason)


def a_kind(kind: str) -> Said:
    """Put the article before a kind."""
    return say("an {0}", kind) if kind[0] in "aeiou" else say("a {0}", kind)


def _several(name: str, known: list[str]) -> str:
    """Say how several names are written, where a name is some that there are with commas between them."""
    parts = [part.strip() for part in name.split(",")]
    return (
        say("several stand in brackets: [{0}]", name) if set(parts[1:]) and set(parts) <= set(known) else ""
    )


def near(name: str, known: list[str]) -> str:
    """Suggest the nearest name, or all names when they are few."""
    near = _nearest(name, known)
    if near:
        return did_you_mean(name, near[0])
    few = 12
    return say("one of: {0}", sorted(known)) if 0 < len(known) <= few else ""


def _nearest(name: str, known: list[str]) -> list[str]:
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    return get_close_matches(name, known, n=1, cutoff=0.6)
