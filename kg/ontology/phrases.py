"""Phrases of relations that lose a part of what a claim says, reported where they were written.

Takes the phrases of a relation; gives what is wrong: a bracket without its other half, a place for something that
is no part of a claim, no place for the object, or no place for a part that another phrase of the relation has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.ontology.places import places_of_term
from kg.ontology.template import ROLES, is_well_formed, roles_of
from kg.problems import Location, Problem, problem, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.ontology.records import Relation


def faulty_phrases(phrases: Mapping[str, tuple[str, Location]]) -> Iterator[Problem]:
    """Report what is wrong with the phrases of one relation.

    Args:
        phrases: by what each is called in messages, its words and where they stand; those without words are left out.
    """
    said = {name: (words, place) for name, (words, place) in phrases.items() if words}
    places = {name: roles_of(words) for name, (words, _) in said.items()}
    known = frozenset().union(*places.values()) & {*ROLES}
    for name, (words, place) in said.items():
        expected = say("places such as {0}", [f"{{{role}}}" for role in ROLES])
        if not is_well_formed(words):
            found = say('"{0}" as {1}, with a bracket that belongs to no place', words, name)
            yield problem(
                "KG508", place, found, expected, say("what may be left out stands as {0}", "[ of {of}]")
            )
        elif unknown := sorted(places[name] - {*ROLES}):
            found = say('"{0}" as {1}, with a place for {2}', words, name, unknown[0] or "{}")
            yield problem("KG508", place, found, expected)
        elif lost := [role for role in ROLES if role in known | {"object"} and role not in places[name]]:
            found = say('"{0}" as {1}, which has no place for {2}', words, name, lost)
            hint = say("the same parts in each language and form, or a sentence leaves them out")
            yield problem("KG508", place, found, say("a place {0}", f"{{{lost[0]}}}"), hint)


def check_phrases(relations: Iterable[Relation], folder: Path, shown: str) -> list[Problem]:
    """Report the phrases of the ontology's relations that lose a part.

    Args:
        relations: those of the ontology.
        folder: its folder, to find where a phrase is written.
        shown: how to call that folder.
    """
    nowhere = Location(shown, 1, 1)
    found: list[Problem] = []
    for relation in relations:
        words = relation.phrases.by_name()
        if any(faulty_phrases({name: (text, nowhere) for name, text in words.items()})):
            place = places_of_term(relation.iri, folder, shown)[0]
            found += faulty_phrases({name: (text, place) for name, text in words.items()})
    return found
