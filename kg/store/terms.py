"""RDF terms: those of pyoxigraph, short ways to make them, and the lists made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.model.vocabulary import RDF

Term = NamedNode | Literal | BlankNode | Triple
Bindings = Mapping[str, Term | Sequence[Term]]
"""What variables of a query stand for: one term each, or any of several."""
_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGER = NamedNode(_XSD + "integer")
_POSITION = NamedNode(_XSD + "nonNegativeInteger")
_BOOLEAN = NamedNode(_XSD + "boolean")

__all__ = [
    "Bindings",
    "BlankNode",
    "Literal",
    "NamedNode",
    "Quad",
    "RdfLists",
    "Term",
    "Terms",
    "boolean",
    "integer",
    "iri",
    "typed",
]


def iri(value: str) -> NamedNode:
    """Make an IRI as a term.

    >>> iri("http://example.org/a").value
    'http://example.org/a'
    """
    return NamedNode(str(value))


class Terms(dict[str, NamedNode]):
    """IRIs as terms, each made once.

    >>> terms = Terms()
    >>> terms["http://example.org/a"] is terms["http://example.org/a"]
    True
    """

    def __missing__(self, value: str) -> NamedNode:
        """Make the term of an IRI that is asked for the first time."""
        self[value] = made = NamedNode(value)
        return made


def integer(value: int, *, is_position: bool = False) -> Literal:
    """Make a whole number; a position in a text is an ``xsd:nonNegativeInteger``.

    >>> integer(7).datatype.value
    'http://www.w3.org/2001/XMLSchema#integer'
    """
    return Literal(str(value), datatype=_POSITION if is_position else _INTEGER)


def typed(value: str, datatype: str) -> Literal:
    """Make a value of a datatype of XML Schema, from its text.

    >>> typed("2017-05-01", "date").datatype.value
    'http://www.w3.org/2001/XMLSchema#date'
    """
    return Literal(value, datatype=NamedNode(_XSD + datatype))


def boolean(value: bool) -> Literal:  # noqa: FBT001 - the value itself
    """Make a truth value.

    >>> boolean(True).value
    'true'
    """
    return Literal("true" if value else "false", datatype=_BOOLEAN)


class RdfLists:
    """The lists in some quads: a node has a first member and a rest, which is a list again."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Index the first and the rest of every node."""
        self._first: dict[str, str] = {}
        self._rest: dict[str, str] = {}
        for quad in quads:
            part = {RDF.first: self._first, RDF.rest: self._rest}.get(quad.predicate.value)
            if part is not None:
                part[str(getattr(quad.subject, "value", ""))] = str(getattr(quad.object, "value", ""))

    def members(self, node: str) -> tuple[str, ...]:
        """List the members of the list that begins at a node; none where no list does."""
        found = []
        while node in self._first:
            found.append(self._first[node])
            node = self._rest.get(node, "")
        return tuple(found)
