"""The edge rules of ``ontology/rules/``: each row is an edge and its premises.

A rule is a SELECT query that projects ?subject ?predicate ?object and its premises: ?premise1 …
are claims, ?p1s ?p1p ?p1o … are triples (``docs/decisions/0006-rules.md``). An edge has premises
and links things that exist; a row of another kind is a problem of the rule.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model.iris import local_name
from kg.problems import Location, Problem, problem, say
from kg.reason.derivations import Derivation, Premise, Triple
from kg.store import NamedNode

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from kg.ontology import Rule
    from kg.store import Store, Term

_MOST = 9
_ENDS = ("subject", "predicate", "object")
_SELECT = re.compile(r"^\s*SELECT\b", re.IGNORECASE)

Found = list[tuple[Triple, Derivation]]


def apply_rule(rule: Rule, store: Store, things: AbstractSet[str]) -> tuple[Found, list[Problem]]:
    """Find every edge a rule gives over a store, with its premises; report what is wrong with its rows.

    Args:
        rule: a rule that yields edges.
        store: the case's triples.
        things: what there is; a rule may link it and may not make more, so that it comes to an end.
    """
    found: Found = []
    problems: dict[str, Problem] = {}
    for row in store.select(rule.sparql):
        values = {name: value_of(term) for name, term in row.items()}
        subject, predicate, obj = edge = tuple(values.get(name, "") for name in _ENDS)
        way = Derivation(rule.name, rule.axiom, _premises(values))
        named = {n for p in way.premises for n in ((p,) if isinstance(p, str) else (p[0], p[2]))}
        made = next((end for end in (subject, obj) if end not in things), "")
        if not all(edge):
            problems.setdefault(
                "ends", _broken(rule, say("a row that is no edge"), say("three IRIs in each row"))
            )
        elif not way.premises or not things >= named:
            problems.setdefault("premises", without_premises(rule, " · ".join(map(local_name, edge))))
        elif made:
            problems.setdefault("made", endless(rule, made))
        else:
            found.append(((subject, predicate, obj), way))
    return sorted(found), list(problems.values())


def without_premises(rule: Rule, words: str) -> Problem:
    """Report a rule that concludes something without saying why."""
    return _broken(
        rule,
        say('"{0}" without premises that are there', words),
        say("premises in each row"),
        say("bind ?premise1, or ?p1s ?p1p ?p1o, in every branch of the query"),
    )


def endless(rule: Rule, made: str) -> Problem:
    """Report a rule that makes new things, and from those ever new ones."""
    found = say('a rule that makes a new thing, "{0}", and so need not come to an end', local_name(made))
    expected = say("edges between things that are there")
    hint = say("select both ends from the case instead of making an IRI")
    return problem("KG502", _place(rule), found, expected, hint)


def unknown_relation(rule: Rule, name: str) -> Problem:
    """Report a rule that derives a claim by a relation that is not in the ontology."""
    return _broken(
        rule,
        say('the relation "{0}", which is none', local_name(name)),
        say("a kg:relation-… of the ontology"),
    )


def value_of(term: Term | None) -> str:
    """Read the IRI of a term; give the empty string for any other."""
    return term.value if isinstance(term, NamedNode) else ""


def _broken(rule: Rule, found: str, expected: str, hint: str = "") -> Problem:
    return problem("KG501", _place(rule), found, expected, hint)


def _place(rule: Rule) -> Location:
    """Find where the query of a rule begins."""
    lines = enumerate(rule.sparql.splitlines(), start=1)
    return Location(rule.file, next((number for number, line in lines if _SELECT.match(line)), 1), 1)


def _premises(values: dict[str, str]) -> tuple[Premise, ...]:
    numbers = range(1, _MOST + 1)
    claims = [values[f"premise{n}"] for n in numbers if values.get(f"premise{n}")]
    triples = [
        (values[f"p{n}s"], values[f"p{n}p"], values[f"p{n}o"]) for n in numbers if values.get(f"p{n}s")
    ]
    return (*claims, *triples)
