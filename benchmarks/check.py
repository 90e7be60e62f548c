"""How long does an author wait for a check of ten claims, and of a thousand?"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import made_case
import measure

ROUNDS = 7
HERE = Path(__file__).resolve().parent
AIMS = {
    "kg check, 10 claims, 14 quotations": {"seconds": 0.28, "mebibytes": 48},
    "kg check, 1,000 claims, 1,400 quotations": {"seconds": 2.2, "mebibytes": 200},
    "read and anchor, 1,000 claims, 1,400 quotations": {"seconds": 1.5, "mebibytes": 70},
}


def run() -> dict[str, object]:
    """Time ``kg check``, and reading and anchoring alone, from start to exit of the process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ten = made_case.write_case(folder, claims=10, quotations=14, elements=12)
        thousand = made_case.write_case(folder, claims=1000, quotations=1400, elements=120)
        kg, worker = measure.script("kg"), str(HERE / "anchor_case.py")
        figures = measure.commands(
            {
                "kg check, 10 claims, 14 quotations": [kg, "check", str(ten)],
                "read and anchor, 10 claims, 14 quotations": [sys.executable, worker, str(ten)],
                "kg check, 1,000 claims, 1,400 quotations": [kg, "check", str(thousand)],
                "read and anchor, 1,000 claims, 1,400 quotations": [sys.executable, worker, str(thousand)],
            },
            ROUNDS,
        )
    return {"figures": {name: asdict(value) for name, value in figures.items()}, "aims": AIMS}


if __name__ == "__main__":
    print(run())
