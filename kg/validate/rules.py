"""The rules of coding as codes: what each shape is called and says, in its languages.

Takes the folder of shapes; gives a `CodingRule` for each. The number of a shape makes its code, as that of
F12 ends in 412.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.iris import local_name
from kg.model.vocabulary import RDFS, Namespace
from kg.problems.said import Said, worded
from kg.store import Literal, LocalStore, NamedNode, parse_triples

if TYPE_CHECKING:
    from pathlib import Path

SH = Namespace("http://www.w3.org/ns/shacl#")
_SHAPES = f"""
SELECT DISTINCT ?shape WHERE {{
  GRAPH ?graph {{ ?shape <{SH.targetClass}>|<{SH.targetSubjectsOf}> ?target }}
}}"""
_GRAPH = "urn:shapes"
_STYLE = "style.ttl"
"""Shapes of the ontology itself, which no author of a case meets."""
_VARIABLE = re.compile(r"\{\?\w+\}")


@dataclass(frozen=True, slots=True)
class CodingRule:
    """A rule of coding.

    Attributes:
        name: of its shape, such as ``F24-locator``.
        title: what holds when it is kept.
        messages: what is said when it is broken.
        is_warning: whether breaking it is a warning and not an error.
    """

    name: str
    title: Said
    messages: tuple[Said, ...]
    is_warning: bool

    @property
    def code(self) -> str:
        """The code of a problem with it."""
        return f"KG4{self.name[1:3]}"


def coding_rules(folder: Path) -> list[CodingRule]:
    """The rules that the shapes of a folder are, in the order of their names.

    Args:
        folder: the folder with the shapes.
    """
    files = (path for path in sorted(folder.glob("*.ttl")) if path.name != _STYLE)
    store = LocalStore.of([quad for path in files for quad in parse_triples(path, _GRAPH, path.name)[0]])
    shapes = {row["shape"].value for row in store.select(_SHAPES) if isinstance(row["shape"], NamedNode)}
    return [_rule(shape, store) for shape in sorted(shapes)]


def _rule(shape: str, store: LocalStore) -> CodingRule:
    """The rule of a shape; its queries may speak for it."""
    queries = sorted(node.value for node in store.values(shape, SH.sparql) if isinstance(node, NamedNode))
    said = (_said(store, speaker, SH.message) for speaker in (shape, *queries))
    messages = tuple(dict.fromkeys(words for words in said if words))
    is_warning = NamedNode(SH.Warning) in store.values(shape, SH.severity)
    return CodingRule(local_name(shape), _said(store, shape, RDFS.label), messages, is_warning)


def _said(store: LocalStore, subject: str, predicate: str) -> Said:
    """The words of a statement in its languages, with what a query fills in left open."""
    words = {
        text.language or "en": _VARIABLE.sub("…", text.value)
        for text in store.values(subject, predicate)
        if isinstance(text, Literal)
    }
    return worded(words.pop("en", ""), **words)
