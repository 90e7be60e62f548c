"""The edge rules of ``ontology/rules/``: each row is an edge and its premises.

A rule is a SELECT query that projects ?subject ?predicate ?object and its premises: ?premise1 …
are claims, ?p1s ?p1p ?p1o … are triples (``docs/decisions/0006-rules.md``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.problems import KgError, Location, Problem, problem
from kg.reason.derivations import Derivation, Premise, Triple
from kg.store import NamedNode

if TYPE_CHECKING:
    from kg.ontology import Rule
    from kg.store import Store, Term

_MOST = 4
_ENDS = ("subject", "predicate", "object")


def apply_rule(rule: Rule, store: Store) -> list[tuple[Triple, Derivation]]:
    """Every edge a rule gives over a store, with its premises.

    Raises:
        KgError: the rule is no SPARQL SELECT query, or lacks a column.
    """
    table = store.select(rule.sparql)
    if not set(_ENDS) <= set(table.variables):
        raise KgError(f"the rule does not project {' '.join('?' + name for name in _ENDS)}")
    if not any(name.startswith(("premise", "p1")) for name in table.variables):
        raise KgError("the rule projects no premise (?premise1, or ?p1s ?p1p ?p1o)")
    found = []
    for row in table:
        values = {name: _value(term) for name, term in row.items()}
        subject, predicate, obj = (values.get(name, "") for name in _ENDS)
        way = Derivation(rule.name, rule.axiom, _premises(values))
        if subject and predicate and obj and way.premises:
            found.append(((subject, predicate, obj), way))
    return sorted(found, key=str)


def broken(rule: Rule, error: KgError) -> Problem:
    """The problem of a rule that cannot be run."""
    return problem("KG501", Location(rule.file, 1, 1), str(error), "a SPARQL SELECT query with premises")


def _value(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _premises(values: dict[str, str]) -> tuple[Premise, ...]:
    numbers = range(1, _MOST)
    claims = [values[f"premise{n}"] for n in numbers if values.get(f"premise{n}")]
    triples = [(values[f"p{n}s"], values[f"p{n}p"], values[f"p{n}o"])
               for n in numbers if values.get(f"p{n}s")]  # fmt: skip
    return (*claims, *triples)
