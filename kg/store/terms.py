"""RDF terms: those of pyoxigraph, and short ways to make them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

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
    "Term",
    "Terms",
    "boolean",
    "integer",
    "iri",
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


def boolean(value: bool) -> Literal:  # noqa: FBT001 - the value itself
    """Make a truth value.

    >>> boolean(True).value
    'true'
    """
    return Literal("true" if value else "false", datatype=_BOOLEAN)
