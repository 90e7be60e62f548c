"""One case folder into its five graphs and its problems."""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.anonymity import is_anonymised, refusals
from kg.authoring import read_case
from kg.compile.answered import contradicted
from kg.compile.asserted import assert_case, frameworks_used
from kg.compile.deduplicate import deduplicated, without_consequences
from kg.compile.names import names_of
from kg.compile.theory import own_framework, own_theory
from kg.compile.withhold import withhold
from kg.compile.without_texts import without_texts
from kg.evidence import SourceText, read_source
from kg.files import sha256
from kg.model import iris
from kg.model.iris import local_name, word_of
from kg.model.records import Word
from kg.model.vocabulary import KG
from kg.ontology import extend
from kg.problems import Location, Problem, Severity, problem, say
from kg.problems.said import Said, in_a_row
from kg.reason import infer, rule_faults, unexplained
from kg.store import NamedNode, graph_sums, to_nquads
from kg.verdicts import pack_standings, read_known, write_cells

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.model.records import Case, Source
    from kg.ontology import Ontology
    from kg.store import Quad
    from kg.validate import Validator


_QUICK = 1
"""The level of compression: N-Quads shrink to a tenth at the first."""
_COUNTED = {
    "claims": say("claims"),
    "quotations": say("quotations"),
    "silences": say("silences"),
    "elements": say("elements"),
    "sources": say("sources"),
    "locators": say("locators"),
    "restricted": say("restricted"),
}
"""What a case has that is counted, in the words of its line."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is large in a compiled case.

    Attributes:
        packed: asserted, inferred, cells and provenance graphs as sorted N-Quads, compressed.
        reasons: the graph of why inferred edges hold, in the same way.
        places: where each IRI was written.
    """

    packed: bytes = b""
    reasons: bytes = b""
    places: dict[str, Location] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is known of some N-Quads without reading them.

    Attributes:
        size: how many quads there are.
        length: how many bytes.
        sha256: their hash.
        graphs: of each graph how many triples it has and the hash of its lines.
    """

    size: int = 0
    length: int = 0
    sha256: str = sha256(b"")
    graphs: dict[str, tuple[int, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, nquads: bytes) -> Measure:
        """Measure sorted N-Quads."""
        return cls(nquads.count(b"\n"), len(nquads), sha256(nquads), graph_sums(nquads))


@dataclass(slots=True)
class Compiled:
    """What one case folder gave.

    Attributes:
        name: the folder's name.
        content: the quads and their places, or where to get them.
        problems: everything wrong in it, in the order of file and line.
        checked: how many claims, quotations, silences, elements and sources were checked.
        skipped: how many quotations could not be checked, because their source could not be read.
        shown: its case.yaml, as the user would type it.
        statuses: how many claims have each epistemic status.
        standings: how everything stands in it, packed: what it adds to the overview over all cases.
        measure: of the N-Quads of its graphs.
        reasons: of the N-Quads of why its inferred edges hold.
        is_anonymised: nothing may lead out of it.
        withheld: how much was left out of it for the public; empty where nothing was to be.
        confidential: the files of its restricted sources, each with where it is named.
        frameworks: those that it was compiled with, each with a hash of what it was made of.
    """

    name: str
    content: Content | Callable[[], Content] = field(default_factory=Content)
    problems: list[Problem] = field(default_factory=list)
    checked: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    shown: str = ""
    statuses: dict[str, int] = field(default_factory=dict)
    standings: str = ""
    measure: Measure = field(default_factory=Measure)
    reasons: Measure = field(default_factory=Measure)
    is_anonymised: bool = False
    withheld: dict[str, int] = field(default_factory=dict)
    confidential: dict[str, Location] = field(default_factory=dict)
    frameworks: dict[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> Content:
        """The content; where it is kept elsewhere, it is read anew each time."""
        return self.content if isinstance(self.content, Content) else self.content()

    @property
    def data(self) -> bytes:
        """The N-Quads of its graphs."""
        return _unpacked(self.whole.packed)

    @property
    def reasons_data(self) -> bytes:
        """The N-Quads of why its inferred edges hold."""
        return _unpacked(self.whole.reasons)

    @property
    def places(self) -> dict[str, Location]:
        """Where each IRI was written."""
        return self.whole.places

    def counts(self) -> Said:
        """Count claims, quotations and so on in a line: ``b-town: 5 claims, 8 quotations``."""
        told = [say("{0} {1}", number, _COUNTED[what]) for what, number in self.checked.items()]
        return say("{0}: {1}", self.name, in_a_row(told) if told else say("could not be read"))

    @property
    def errors(self) -> int:
        """How many problems are errors."""
        return sum(p.severity is Severity.ERROR for p in self.problems)


def compile_case(
    folder: Path,
    shown: str,
    ontology: Ontology,
    validator: Validator,
    *,
    is_public: bool = False,
    is_check: bool = False,
) -> Compiled:
    """Compile a case folder: a pure function of its files and the ontology.

    Args:
        folder: the case folder.
        shown: how to call it in problems.
        ontology: the ontology.
        validator: its shapes, compiled.
        is_public: leave out what stands in restricted sources.
        is_check: find what is wrong, and make no quads.
    """
    case, problems = read_case(folder, shown)
    if case is None:
        return Compiled(folder.name, problems=problems, shown=f"{shown}/case.yaml")
    return compile_read(case, problems, folder, ontology, validator, is_public=is_public, is_check=is_check)


def compile_read(  # noqa: PLR0913 - what a case is compiled with, and for what
    case: Case,
    problems: list[Problem],
    folder: Path,
    ontology: Ontology,
    validator: Validator,
    *,
    is_public: bool = False,
    is_check: bool = False,
) -> Compiled:
    """Compile a case that was read, from YAML or from a spreadsheet.

    Args:
        case: the case.
        problems: what was wrong with it so far.
        folder: where its source texts lie.
        ontology: the ontology.
        validator: its shapes, compiled.
        is_public: leave out what stands in restricted sources.
        is_check: find what is wrong, and make no quads.
    """
    shown = case.folder
    problems.extend(refusals(case))
    texts = read_sources(case, folder, shown, problems)
    compiled = _compiled(case, texts, problems, ontology, validator, is_check=is_check)
    compiled.frameworks = frameworks_used(case, ontology)
    compiled.confidential = {str(source.file): source.file.location for source in _restricted(case)}
    if not is_public or compiled.errors:
        return compiled
    # The shapes were held against the words as they are. A warning may repeat some of them.
    public, withheld = withhold(case)
    shown_texts = {name: text for name, text in texts.items() if case.sources[name].access == "quoted"}
    found = _compiled(public, shown_texts, [], ontology, None)
    errors = [problem for problem in found.problems if problem.severity is Severity.ERROR]
    return replace(found, problems=errors, skipped=compiled.skipped, confidential=compiled.confidential,
                   withheld=withheld.as_dict())  # fmt: skip


def _restricted(case: Case) -> list[Source]:
    """List the restricted sources that have a text somewhere."""
    return [s for s in case.sources.values() if s.access == "restricted" and s.file]


def _compiled(
    case: Case,
    texts: dict[str, SourceText],
    problems: list[Problem],
    ontology: Ontology,
    validator: Validator | None,
    *,
    is_check: bool = False,
) -> Compiled:
    """Compile a case that was read; without a validator, it is held against no shape.

    For a check it has its problems and counts only: the rules run, for they may be what is wrong, but nothing
    that follows is put in order, explained, packed or hashed.
    """
    skipped, before = _unreadable(case, texts), len(case.citations)
    case = without_texts(case, [source.id for source in _restricted(case) if source.id not in texts])
    uncompared = len(case.citations) - before
    places: dict[str, Location] = {}
    own = own_theory(case, ontology, places, problems)
    if own:
        ontology = extend(ontology, own)
        name = Word(own_framework(case.name), case.name.location)
        case = replace(case, frameworks=(*case.frameworks, name))
    asserted = assert_case(case, texts, ontology)
    asserted.places.update(places)
    problems.extend(asserted.problems)
    fallback = Location(f"{case.folder}/case.yaml", 1, 1)
    # What asks beyond its question is mended first: nobody meant what it asks.
    if any(silence.asks for silence in case.silences.values()) and not any(
        p.code == "KG215" for p in problems
    ):
        problems.extend(contradicted(case, read_known(case.name, asserted.quads, {}, set(), ontology)))
    inferred = None if is_check else infer(case.name, asserted.quads, ontology)
    if inferred is None:
        problems.extend(rule_faults(case.name, asserted.quads, ontology))
    else:
        problems.extend(inferred.problems)
        problems.extend(
            _unexplained(quad, fallback) for quad in unexplained(inferred.quads, inferred.reasons)
        )
    if validator is not None:
        broken_shapes = validator.check([*own, *asserted.quads], asserted.places, fallback)
        problems.extend(without_consequences(broken_shapes, problems, asserted.places))
    asserted.checked["quotations"] -= _unreadable(case, texts)
    restricted = asserted.checked.pop("restricted", 0) - uncompared  # which are counted as skipped
    asserted.checked |= {"restricted": restricted} if restricted else {}
    compiled = Compiled(
        case.name,
        problems=deduplicated(problems),
        checked=asserted.checked,
        skipped=skipped,
        shown=fallback.file,
        is_anonymised=is_anonymised(case),
    )
    if inferred is None:
        return compiled
    said = [*asserted.quads, *inferred.quads]
    known = read_known(case.name, said, inferred.names, inferred.tainted, ontology, inferred.resting_on)
    cells = write_cells(case.name, known, ontology)
    quads = [*own, *said, *cells, *asserted.provenance]
    data, reasons = to_nquads(quads), to_nquads((), inferred.reasons)
    return replace(
        compiled,
        content=Content(zlib.compress(data, _QUICK), zlib.compress(reasons, _QUICK), asserted.places),
        statuses=_statuses(said),
        standings=pack_standings(cells, _names(case)),
        measure=Measure.of(data),
        reasons=Measure.of(reasons),
    )


def _names(case: Case) -> Callable[[str], str]:
    """Make a function that gives the English name of an element, or else its Chinese one; nothing for one whose name is withheld, like others elsewhere."""
    names = {
        iris.element(case.name, element.id): next(
            filter(None, names_of(element, case.language)[:2]), element.id
        )
        for element in case.elements.values()
        if not element.is_withheld
    }
    return lambda iri: names.get(iri, "")


def _unpacked(packed: bytes) -> bytes:
    return zlib.decompress(packed) if packed else b""


def _statuses(quads: list[Quad]) -> dict[str, int]:
    """Count how many claims have each epistemic status."""
    words = (
        word_of(quad.object.value)
        for quad in quads
        if quad.predicate.value == KG.status and isinstance(quad.object, NamedNode)
    )
    return dict(sorted(Counter(words).items()))


def _unexplained(quad: Quad, place: Location) -> Problem:
    """Report an inferred edge that does not say why it holds."""
    nodes = (quad.subject, quad.predicate, quad.object)
    words = " · ".join(local_name(str(getattr(node, "value", node))) for node in nodes)
    return problem(
        "KG506", place, say('the inferred edge "{0}"', words), say("premises and a rule that it follows by")
    )


def read_sources(case: Case, folder: Path, shown: str, problems: list[Problem]) -> dict[str, SourceText]:
    """Read the texts of a case's sources, as far as they can be read.

    Args:
        case: the case.
        folder: where the texts lie.
        shown: how to call that folder in a problem.
        problems: what is wrong is added here.
    """
    texts = {}
    for identifier, source in case.sources.items():
        if not (source.file and source.is_quotable):
            continue  # it has none, or what is wrong with its entry has been said
        read = read_source(source, folder, shown)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            texts[identifier] = read
            problems.extend(read.warnings)
    quoted = {text.sha256: name for name, text in texts.items() if text.source.access == "quoted"}
    problems += [
        # It would be made public as the other.
        problem("KG307", text.source.file.location,
                say('the file "{0}", which has the very text of "{1}", a source that is quoted', text.source.file,
                    quoted[text.sha256]),
                say("a text that is a source of this case"), say("say of both that they are restricted, or of neither"))
        for text in texts.values()
        if text.source.access == "restricted" and text.sha256 in quoted
    ]  # fmt: skip
    return texts


def _unreadable(case: Case, texts: dict[str, SourceText]) -> int:
    """Count the quotations whose source could not be read."""
    lines = [line for claim in case.claims.values() for line in claim.evidence]
    lines += [silence.nearest for silence in case.silences.values() if silence.nearest]
    only = next(iter(case.sources)) if len(case.sources) == 1 else ""
    return sum(len(line.quotations) for line in lines if (line.source or only) not in texts)
