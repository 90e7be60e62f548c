"""Why an inferred edge holds: its premises, down to the passages, in every way it follows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kg.asking import asking, run
from kg.model.iris import kebab, local_name
from kg.problems import KgError
from kg.trace.tree import trace_claim

if TYPE_CHECKING:
    from kg.store import Store
    from kg.trace.records import Trace

_MANY = 8
Names = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which an edge follows.

    Attributes:
        rule: the rule, in words.
        axiom: the axiom it applied, in OWL functional syntax, or the empty string.
        premises: edges explained in turn, and claims traced to their passages.
    """

    rule: str
    axiom: str
    premises: tuple[Explanation | Trace, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An edge and why it holds.

    Attributes:
        iri: the record of the edge.
        sentence: subject, predicate and object by their labels.
        ways: how it follows, the shortest first; none when an author wrote it.
        is_tainted: it rests on an interpretation, however it follows.
        is_repeated: it is explained further up already.
    """

    iri: str
    sentence: str
    ways: tuple[Way, ...] = ()
    is_tainted: bool = False
    is_repeated: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Give plain values, for JSON."""
        return asdict(self)


def find_edge(store: Store, words: str) -> str:
    """Find the record of an inferred edge.

    Args:
        store: where to look.
        words: its IRI, or subject, predicate and object by label, identifier or local name, such
            as ``field supports avoidance``.

    Raises:
        KgError: no edge, or several, answer to the words.
    """
    names = _names(store)
    wanted = " ".join(words.casefold().split())
    found, near = [], []
    rows = asking(store)("explain-edges")
    for row in rows:
        edge, *ends = (row[name] for name in ("edge", "subject", "predicate", "object"))
        if wanted == edge.casefold() or _is_meant(wanted, ends, names):
            found.append(edge)
        elif _is_near(wanted, ends, names):
            near.append(f"  {_sentence(ends, names)}")
    if len(found) == 1:
        return found[0]
    if found:
        raise KgError("\n".join([f'several edges answer to "{words}":', *found[:_MANY]]))
    if not rows:
        raise KgError(
            "nothing is said here of why edges hold: 'kg push --reasons' brings it to a store, 'kg build' to a build"
        )
    hint = "\n".join(["; edges with the same ends:", *near[:_MANY]]) if near else ""
    raise KgError(f'there is no inferred edge "{words}"{hint}')


def explain_edge(store: Store, edge: str) -> Explanation:
    """Explain why an edge holds.

    Args:
        store: where it stands.
        edge: its record's IRI (see `find_edge`).
    """
    return _Explainer(store, _names(store)).explain(edge)


class _Explainer:
    """Explains edges of one store; each edge in full once, afterwards by name only."""

    def __init__(self, store: Store, names: Names) -> None:
        self.store, self.ask = store, asking(store)
        self.names = names
        self.done: set[str] = set()

    def explain(self, edge: str) -> Explanation:
        """Explain an edge by its ways."""
        rows = self.ask("explain-edge", edge=edge)
        ends = [rows[0][name] for name in ("subject", "predicate", "object")]
        sentence = _sentence(ends, self.names)
        tainted = any(local_name(row["kind"]) == "TaintedEdge" for row in rows)
        steps = self.ask("explain-ways", edge=edge)
        if edge in self.done and steps:
            return Explanation(edge, sentence, (), tainted, is_repeated=True)
        self.done.add(edge)
        steps.sort(key=lambda row: (len(row["way"]), row["way"], row["premise"]))
        ways = [self._way(list(group)) for _, group in groupby(steps, key=lambda row: row["way"])]
        return Explanation(edge, sentence, tuple(ways), tainted)

    def _way(self, rows: list[dict[str, str]]) -> Way:
        premises = tuple(self._premise(row["premise"]) for row in rows)
        return Way(rows[0]["rule"], rows[0]["axiom"], premises)

    def _premise(self, node: str) -> Explanation | Trace:
        return trace_claim(self.store, node) if "/claim/" in node else self.explain(node)


def _names(store: Store) -> Names:
    """List every name of every node: labels, identifiers, local names; the label first."""
    found: Names = {}
    for row in run(store, "explain-names"):
        node, name = str(getattr(row["node"], "value", "")), str(getattr(row["name"], "value", ""))
        is_english = getattr(row["name"], "language", None) == "en"
        names = found.setdefault(node, [])
        names.insert(0 if is_english else len(names), name)
    return found


def _of(node: str, names: Names) -> set[str]:
    """List every name a node answers to, in small letters."""
    local = local_name(node)
    return {name.casefold() for name in (*names.get(node, ()), local, kebab(local), node)}


def _label(node: str, names: Names) -> str:
    return names.get(node, [local_name(node)])[0]


def _sentence(ends: list[str], names: Names) -> str:
    subject, predicate, obj = ends
    verb = "is a" if predicate.endswith("#type") else _label(predicate, names)
    return f"{_label(subject, names)} · {verb} · {_label(obj, names)}"


def _is_meant(wanted: str, ends: list[str], names: Names) -> bool:
    """Tell whether the words are the edge's subject, predicate and object."""
    subject, predicate, obj = (_of(end, names) for end in ends)
    if ends[1].endswith("#type"):
        predicate |= {"is a", "a", "is"}
    plain = wanted.replace(" · ", " ")
    return any(
        plain.startswith(f"{s} ") and plain.endswith(f" {o}") and plain[len(s) : -len(o)].strip() in predicate
        for s in subject
        for o in obj
    )


def _is_near(wanted: str, ends: list[str], names: Names) -> bool:
    """Tell whether the words begin with the edge's subject and end with its object."""
    return any(wanted.startswith(s) for s in _of(ends[0], names)) and any(
        wanted.endswith(o) for o in _of(ends[2], names)
    )
