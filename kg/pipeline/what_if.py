"""A snapshot with some claims supposed: for the sake of argument, never for release."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.frameworks import frameworks_beside, load
from kg.model import iris
from kg.problems import KgError
from kg.reason import describe_rules, suppose
from kg.resources import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.reason import Inferred
    from kg.snapshot import Snapshot


def add_what_if(snapshot: Snapshot, claims: Sequence[str], ontology_at: Path | None = None) -> list[Inferred]:
    """Add to a snapshot's store what would follow if some claims were accepted as stated.

    Args:
        snapshot: its store grows in memory; no file changes.
        claims: IRIs of claims, of one case or several.
        ontology_at: a folder to take in place of the ontology that ships.

    Returns:
        What follows, case by case. Every edge of it is marked as resting on a reading.
    """
    ontology, faults = load(ontology_at or ontology_folder(), beside=frameworks_beside([Path("cases")]))
    if problems := [*faults, *ontology.in_files.problems]:
        raise KgError(str(problems[0]))
    found = []
    for name, case in snapshot.cases.items():
        own = [claim for claim in claims if claim.startswith(f"{case}/")]
        if own:
            asserted = snapshot.store.graph(iris.graph(name, "asserted"))
            inferred = suppose(name, asserted, ontology, own)
            snapshot.store.extend([*inferred.quads, *inferred.because, *describe_rules(ontology)])
            found.append(inferred)
    return found
