"""Collects the quads of one graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.languages import STAND_IN
from kg.store import Literal, NamedNode, Quad, Terms, boolean, integer, iri, typed

if TYPE_CHECKING:
    from collections.abc import Iterable


class GraphWriter:
    """Adds statements to one named graph; a value that is missing adds nothing."""

    def __init__(self, graph: str) -> None:
        """Write to the graph of that IRI."""
        self.graph = iri(graph)
        self.quads: list[Quad] = []
        self._terms = Terms()
        self._begun: set[str] = set()

    def is_new(self, subject: str) -> bool:
        """Tell whether nobody has asked this of the subject before: it is still to be written."""
        is_new = subject not in self._begun
        self._begun.add(subject)
        return is_new

    def link(self, subject: str, predicate: str, *objects: str | None) -> None:
        """Add a statement for each object IRI."""
        for obj in objects:
            if obj is not None:
                self._add(subject, predicate, self._terms[obj])

    def links(self, subject: str, predicate: str, objects: Iterable[str]) -> None:
        """Add a statement for each of several object IRIs."""
        self.link(subject, predicate, *objects)

    def text(self, subject: str, predicate: str, value: str | None, language: str = "") -> None:
        """Add a text, with its language where it has one."""
        if value:
            literal = Literal(str(value), language=language) if language else Literal(str(value))
            self._add(subject, predicate, literal)

    def told(self, subject: str, predicates: tuple[str, ...], en: str | None, zh: str | None) -> None:
        """Add a text in English and in Chinese, as far as there is one; a Chinese one stands in for English that is missing."""
        for predicate in predicates:
            self.text(subject, predicate, en, "en")
            self.text(subject, predicate, zh, "zh")
            self.text(subject, predicate, None if en else zh, STAND_IN)

    def number(self, subject: str, predicate: str, value: int | None, *, is_position: bool = False) -> None:
        """Add a whole number."""
        if value is not None:
            self._add(subject, predicate, integer(value, is_position=is_position))

    def flag(self, subject: str, predicate: str, *, value: bool) -> None:
        """Add a truth value, when it is true."""
        if value:
            self._add(subject, predicate, boolean(value))

    def typed(self, subject: str, predicate: str, value: str | None, datatype: str) -> None:
        """Add a value of a datatype of XML Schema, such as a date or a decimal number."""
        if value is not None:
            self._add(subject, predicate, typed(value, datatype))

    def truth(self, subject: str, predicate: str, *, value: bool) -> None:
        """Add a truth value, true or false."""
        self._add(subject, predicate, boolean(value))

    def _add(self, subject: str, predicate: str, obj: NamedNode | Literal) -> None:
        self.quads.append(Quad(self._terms[subject], self._terms[predicate], obj, self.graph))
