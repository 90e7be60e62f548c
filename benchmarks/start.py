"""How long does it take to say what one can do, against importing the heavy libraries?"""

from __future__ import annotations

import sys
from dataclasses import asdict

import measure

ROUNDS = 9


def run() -> dict[str, object]:
    """Time ``kg --help`` beside an import of owlready2, pyvis and rdflib."""
    figures = measure.commands(
        {
            "kg --help": [measure.script("kg"), "--help"],
            "import owlready2, pyvis.network, rdflib": [
                sys.executable,
                "-c",
                "import owlready2, pyvis.network, rdflib",
            ],
            "python -c pass": [sys.executable, "-c", "pass"],
        },
        ROUNDS,
    )
    ratio = figures["kg --help"].seconds / figures["import owlready2, pyvis.network, rdflib"].seconds
    return {
        "figures": {name: asdict(value) for name, value in figures.items()},
        "ratio": round(ratio, 3),
        "aim": 0.25,
    }


if __name__ == "__main__":
    print(run())
