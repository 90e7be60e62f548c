"""Which relations take what: the kinds of thing that may stand on either side of a relation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kg.ontology.records import Relation


def fits(kinds: Collection[str], wanted: Collection[str]) -> bool:
    """Tell whether a thing of some kinds can stand where one of others is wanted; where none is, anything can.

    >>> fits({"body", "actor"}, ("actor", "system")), fits({"phase"}, ("actor",)), fits({"phase"}, ())
    (True, False, True)
    """
    return not wanted or not set(wanted).isdisjoint(kinds)


def relations_between(
    subject: Collection[str], objects: Collection[str], relations: Iterable[Relation]
) -> list[Relation]:
    """List the relations that take a subject and an object of some kinds, those that ask for both first.

    Args:
        subject: the IRIs of what it is, with all that is wider; none is anything.
        objects: those of the object.
        relations: those to choose from.
    """
    found = [
        relation
        for relation in relations
        if (not subject or fits(subject, relation.takes_subject))
        and (not objects or fits(objects, relation.takes_object))
    ]
    return sorted(found, key=lambda one: (-bool(one.takes_subject) - bool(one.takes_object), one.slug))
