"""Where in the files of the ontology something is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model.iris import local_name
from kg.problems import Location

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_NAMELESS = re.compile(r"\[\s*\]?\s*(?:a|rdf:type)\b|\[\s*\]")


def places_of_term(iri: str, folder: Path, shown: str = "ontology") -> list[Location]:
    """Find the lines at which a term is described; give the folder when there are none.

    Args:
        iri: the term.
        folder: the folder with the ontology.
        shown: how to call it in problems.
    """
    name = re.compile(rf"^(?:\w*:{re.escape(local_name(iri))}|<{re.escape(iri)}>)[ \t]")
    found = [
        Location(f"{shown}/{file}", number, 1) for file, number, line in _lines(folder) if name.match(line)
    ]
    return found or [Location(shown, 1, 1)]


def place_of_chain(made: str, steps: Collection[str], folder: Path, shown: str = "ontology") -> Location:
    """Find the line that says that some properties, one after the other, make another.

    Args:
        made: the IRI of the property that the chain makes.
        steps: the IRIs of its parts.
        folder: the folder with the ontology.
        shown: how to call it in problems.
    """
    words = r"\s+".join(rf"\S*\b{re.escape(local_name(step))}>?" for step in steps)
    chain = re.compile(rf"propertyChainAxiom\s*\(\s*{words}\s*\)")
    for place in places_of_term(made, folder, shown):
        path = folder / place.file.removeprefix(f"{shown}/")
        if path.is_file():
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[place.line - 1 :]
            for number, line in enumerate(lines, start=place.line):
                if chain.search(line):
                    return Location(place.file, number, 1)
                if line.rstrip().endswith("."):
                    break
    return places_of_term(made, folder, shown)[-1]


def place_of_axiom(names: Collection[str], folder: Path, shown: str = "ontology") -> Location:
    """Find the line at which a nameless axiom begins, such as a disjointness, that names some terms.

    Args:
        names: the IRIs of the terms.
        folder: the folder with the ontology.
        shown: how to call it in problems.
    """
    wanted = {local_name(name) for name in names}
    start: tuple[str, int] = ("", 0)
    seen: set[str] = set()
    for file, number, line in _lines(folder):
        if _NAMELESS.match(line):
            start, seen = (file, number), set()
        seen |= set(re.findall(r"[\w-]+", line))
        if start[0] == file and wanted <= seen:
            return Location(f"{shown}/{file}", start[1], 1)
        if line.rstrip().endswith("."):
            start, seen = ("", 0), set()
    return Location(shown, 1, 1)


def _lines(folder: Path) -> Iterator[tuple[str, int, str]]:
    """Give every line of every module and framework: file, number, text."""
    for part in ("modules", "theory"):
        for path in sorted((folder / part).glob("*.ttl")):
            text = path.read_text(encoding="utf-8", errors="replace")
            for number, line in enumerate(text.splitlines(), start=1):
                yield path.relative_to(folder).as_posix(), number, line
