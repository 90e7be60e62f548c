"""How long does ``kg build`` of J City take, against the sum of its own parts measured one by one?"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import measure
from anchor_case import anchor_case

from kg.authoring import read_case
from kg.compile import assert_case
from kg.evidence import SourceText, read_source
from kg.frameworks import load as load_ontology
from kg.pipeline import check, write_dataset
from kg.problems import Location
from kg.reason import infer
from kg.resources import cases_folder, ontology_folder
from kg.site import write_site
from kg.snapshot import load_snapshot
from kg.validate import Validator

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 7
AIM = 2.0


def parts(folder: Path, out: Path) -> dict[str, Callable[[], object]]:
    """The steps of a build of one case, each ready to be called alone."""
    ontology, _ = load_ontology(ontology_folder())
    case, _ = read_case(folder, folder.name)
    if case is None:
        raise RuntimeError(f"{folder} cannot be read")
    read = {name: read_source(source, folder, folder.name) for name, source in case.sources.items()}
    texts = {name: text for name, text in read.items() if isinstance(text, SourceText)}
    asserted = assert_case(case, texts, ontology)
    outcome, _ = check([folder])
    write_dataset(outcome, out)
    snapshot = load_snapshot(out)
    place = Location(folder.name, 1, 1)
    return {
        "read the ontology": lambda: load_ontology(ontology_folder()),
        "read the case": lambda: read_case(folder, folder.name),
        "find quotations and compile": lambda: assert_case(case, texts, ontology),
        "infer": lambda: infer(case.name, asserted.quads, ontology),
        "validate": lambda: Validator(ontology).check(asserted.quads, asserted.places, place),
        "write the dataset": lambda: write_dataset(outcome, out),
        "write the site": lambda: write_site(snapshot, out / "site"),
        "(of which) read the case and find quotations": lambda: anchor_case(folder),
    }


def run() -> dict[str, object]:
    """Time the command, its start and its parts."""
    folder = cases_folder() / "j-city"
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        whole = {
            "kg build": [
                measure.script("kg"),
                "build",
                "--no-cache",
                "--cases",
                str(folder),
                "--out",
                str(out / "whole"),
            ],
            "start (import everything)": [sys.executable, "-c", "import kg.cli, kg.cli.build"],
        }
        figures = measure.commands(whole, ROUNDS)
        figures |= measure.functions(parts(folder, out), ROUNDS)
    alone = [value.seconds for key, value in figures.items() if key != "kg build" and not key.startswith("(")]
    ratio = figures["kg build"].seconds / sum(alone)
    return {
        "figures": {key: asdict(value) for key, value in figures.items()},
        "sum of parts": round(sum(alone), 3),
        "ratio": round(ratio, 2),
        "aim": AIM,
    }


if __name__ == "__main__":
    sys.stdout.write(f"{run()}\n")
