"""What a relation takes: whether a claim's subject, object and other parts are of a kind that its relation can relate.

Takes the relation of a claim and what its words refer to; gives problems, with the relations that would fit. A
signature is asked for, not inferred: a domain in OWL would give the thing a second kind in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.iris import kebab, local_name
from kg.model.vocabulary import KG
from kg.ontology import fits, relations_between
from kg.ontology.template import roles_of
from kg.problems import Problem, problem, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.compile.resolve import Thing
    from kg.model.records import Claim
    from kg.ontology import Ontology, Relation
    from kg.problems.said import Said

_MOST_FITTING = 8
"""How many of the relations that would fit are named; ``kg relations`` lists them all."""


def check_signature(
    claim: Claim,
    relation: Relation,
    parts: Mapping[str, tuple[Thing, ...]],
    ontology: Ontology,
) -> Iterator[Problem]:
    """Report the parts of a claim that its relation does not take.

    Args:
        claim: the claim, whose words have their places.
        relation: its relation.
        parts: what the words in each field refer to, in their order: subject, object, what, of, to.
        ontology: kinds, and the relations that may fit.
    """
    for field, wanted in (("subject", relation.takes_subject), ("object", relation.takes_object)):
        for word, thing in zip(getattr(claim, field), parts[field], strict=True):
            if not fits(thing.kinds, wanted):
                found = say(
                    '"{0}", {1}, as {2} of "{3}"', word, _said(thing, ontology), field, claim.relation
                )
                expected = say("one of: {0}", sorted(kebab(local_name(kind)) for kind in wanted))
                yield problem("KG220", word.location, found, expected, _fitting(parts, ontology))
    places = roles_of(relation.phrases.singular)
    for field in ("what", "of", "to"):
        words = getattr(claim, field)
        if words and field not in places:
            found = say(
                '"{0}" of a claim with the relation "{1}", which has no place for it', field, claim.relation
            )
            having = sorted(
                r.slug for r in ontology.relations.values() if field in roles_of(r.phrases.singular)
            )
            hint = say("these have one: {0}", having)
            yield problem(
                "KG221", words[0].location, found, say("a relation that takes it, or no such line"), hint
            )


def _said(thing: Thing, ontology: Ontology) -> Said:
    """Say what a thing is, by its narrowest kind; a manifestation is what its concept is."""
    wider = {KG.Manifestation}.union(*(ontology.superclasses.get(kind, ()) for kind in thing.kinds))
    narrow = sorted(thing.kinds - wider) or sorted(thing.kinds)
    return (
        say("which is of the kind {0}", kebab(local_name(narrow[0])))
        if narrow
        else say("which is of no kind")
    )


def _fitting(parts: Mapping[str, tuple[Thing, ...]], ontology: Ontology) -> Said:
    """Name the relations that would take the parts of the claim as they are, as a hint."""
    subject, objects = (parts[field][0].kinds if parts[field] else () for field in ("subject", "object"))
    fitting = relations_between(subject, objects, ontology.relations.values())
    signed = [one.slug for one in fitting if one.takes_subject and (one.takes_object or not objects)]
    if signed:
        return say("these would fit: {0}; kg relations lists all", signed[:_MOST_FITTING])
    return say("{0} lists them with what they take", "kg relations")
