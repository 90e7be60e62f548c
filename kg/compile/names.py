"""What a thing of a case is called in both languages, and what that in the other one rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.model import iris
from kg.model.languages import in_each
from kg.model.records import Case, Element, OwnConcept, Source
from kg.model.vocabulary import KG, RDFS

if TYPE_CHECKING:
    from kg.ontology import Concept
    from kg.store.writer import GraphWriter


Named = Case | Source | Element | OwnConcept
"""What has a label in the language of its case and one in the other."""


class Names(NamedTuple):
    """What a thing is called in English and in Chinese, as far as it is, and what each name rests on where that is said."""

    en: str | None
    zh: str | None
    en_basis: str | None
    zh_basis: str | None


def names_of(entry: Named, language: str, concept: Concept | None = None) -> Names:
    """Find what an entry is called: by its own names, or by those of the concept that it shows.

    Args:
        entry: it.
        language: that of the case.
        concept: the concept, if it shows one.
    """
    en, zh = in_each(language, entry.label, entry.zh if language == "en" else entry.en)
    zh_basis: str | None = entry.zh_basis
    if entry.label is None and concept is not None:
        en, zh = entry.en or concept.label or None, entry.zh or concept.zh or None
        zh_basis = zh_basis or concept.zh_basis
    return Names(en, zh, entry.en_basis, zh_basis)


def write_names(
    graph: GraphWriter, subject: str, names: Names, predicates: tuple[str, ...] = (RDFS.label,)
) -> None:
    """Write names, and what they rest on."""
    graph.told(subject, predicates, names.en, names.zh)
    for predicate, basis in ((KG.zhLabelBasis, names.zh_basis), (KG.enLabelBasis, names.en_basis)):
        graph.link(subject, predicate, iris.mark("zh-basis", basis) if basis else None)
