"""Read a case folder and find every quotation in its source, and do nothing else.

Takes the folder as its argument; ends with 1 when anything was wrong or nothing was found.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kg.authoring import read_case
from kg.evidence import anchor, read_source
from kg.problems import Problem


def anchor_case(folder: Path) -> int:
    """How many passages were found; 0 when something was wrong."""
    case, problems = read_case(folder, folder.name)
    if case is None:
        return 0
    read = {name: read_source(source, folder, folder.name) for name, source in case.sources.items()}
    texts = {name: text for name, text in read.items() if not isinstance(text, Problem)}
    lines = [line for claim in case.claims.values() for line in claim.evidence]
    found = [anchor(line, texts, set(case.sources), problems) for line in lines]
    return 0 if problems else sum(len(line.passages) for line in found if line)


if __name__ == "__main__":
    sys.exit(anchor_case(Path(sys.argv[1])) == 0)
