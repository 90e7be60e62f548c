"""Check cases and write what they became."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from kg.authoring import find_cases
from kg.model.iris import case, local_name
from kg.model.vocabulary import KG
from kg.ontology import load_ontology
from kg.pipeline.compile import Compiled, compile_case
from kg.pipeline.outcome import Outcome
from kg.problems import Location, problem
from kg.reason import describe_rules
from kg.resources import ontology_folder
from kg.store import NamedNode, to_nquads
from kg.validate import Validator, find_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from kg.ontology import Ontology
    from kg.store import Quad


def check(
    paths: Sequence[Path],
    progress: Callable[[str, int, int], None] | None = None,
    ontology_at: Path | None = None,
) -> tuple[Outcome, list[Quad]]:
    """Read, compile and validate the cases at some paths.

    Args:
        paths: case folders, or folders that hold case folders.
        progress: called with a case's name, its number and their count, before each.
        ontology_at: a folder to take in place of the ontology that ships.

    Returns:
        The outcome, and the quads of ontology and cases.
    """
    outcome = Outcome(ontology=ontology_at)
    ontology, validator = _load(outcome)
    folders = _folders(paths, outcome)
    if validator is None:
        return outcome, []
    quads = [*ontology.quads, *describe_rules(ontology)]
    for number, (folder, shown) in enumerate(folders, start=1):
        if progress is not None:
            progress(folder.name, number, len(folders))
        compiled = _compile(folder, shown, ontology, validator)
        outcome.cases.append(compiled)
        outcome.problems.extend(compiled.problems)
        quads.extend(compiled.quads)
    outcome.close()
    return outcome, quads


def _load(outcome: Outcome) -> tuple[Ontology, Validator | None]:
    """The ontology and its shapes; no shapes when anything is wrong, which the outcome then says."""
    folder = outcome.ontology or ontology_folder()
    shown = outcome.ontology.as_posix() if outcome.ontology else "ontology"
    ontology, problems = load_ontology(folder, shown)
    if not problems:
        try:
            return ontology, Validator(ontology)
        except ValueError as error:
            problems = [find_fault(folder / "shapes", f"{shown}/shapes", str(error))]
    outcome.problems.extend(problems)
    return ontology, None


def _folders(paths: Sequence[Path], outcome: Outcome) -> list[tuple[Path, str]]:
    """The case folders at the paths, each with the name the user would type."""
    found: dict[Path, str] = {}
    for path in paths:
        folders = find_cases(path)
        if not folders:
            what = _what_is_there(path)
            place = Location(path.as_posix(), 1, 1)
            outcome.problems.append(problem("KG001", place, what, "a case folder, or a folder of them"))
        for folder in folders:
            found.setdefault(folder.resolve(), folder.as_posix())
    return sorted(found.items(), key=lambda item: item[0].name)


def _what_is_there(path: Path) -> str:
    """What stands at a path that is no folder of cases."""
    if path.is_dir():
        return "a folder without cases"
    return "a file" if path.exists() else "no such folder"


def _compile(folder: Path, shown: str, ontology: Ontology, validator: Validator) -> Compiled:
    """Compile a case; a fault of ours is reported as such and hides no other case."""
    try:
        return compile_case(folder, shown, ontology, validator)
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        place = Location(f"{shown}/case.yaml", 1, 1)
        found = f"a fault of the tool ({type(error).__name__}: {error})"
        return Compiled(folder.name, problems=[problem("KG901", place, found, "a report of it")])


def write_dataset(outcome: Outcome, quads: list[Quad], folder: Path) -> dict[str, Any]:
    """Write ``dataset.nq`` and ``report.json``.

    Args:
        outcome: what the check found.
        quads: all quads.
        folder: where to write; it is there already.

    Returns:
        The report.
    """
    import hashlib  # noqa: PLC0415 - loads OpenSSL, which only a large file is worth

    data = to_nquads(quads)
    (folder / "dataset.nq").write_bytes(data)
    report = outcome.report()
    report["claims"] = _count(quads, KG.status, "status")
    for name, digest in _digests(data, report["cases"]).items():
        report["cases"][name]["sha256"] = digest
    report["dataset"] = {
        "quads": data.count(b"\n"),
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    text = json.dumps(report, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "report.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    return report


def _digests(data: bytes, cases: Iterable[str]) -> dict[str, str]:
    """The hash of each case's own lines of the N-Quads, in their order."""
    import hashlib  # noqa: PLC0415 - loads OpenSSL, which only a large file is worth

    digests = {f"{case(name)}/graph".encode(): (name, hashlib.sha256()) for name in cases}
    for line in data.splitlines(keepends=True):
        graph = line[line.rfind(b" <") + 2 : line.rfind(b"/")]
        if graph in digests:
            digests[graph][1].update(line)
    return {name: digest.hexdigest() for name, digest in digests.values()}


def _count(quads: list[Quad], predicate: str, axis: str) -> dict[str, int]:
    """How often each word of an axis of marks is used."""
    counts: dict[str, int] = {}
    for quad in quads:
        if quad.predicate.value == predicate and isinstance(quad.object, NamedNode):
            word = local_name(quad.object.value).removeprefix(f"{axis}-")
            counts[word] = counts.get(word, 0) + 1
    return dict(sorted(counts.items()))
