"""A hundred of the damaged inputs end in problems, and the watch over them sees what it is there for.

``python tests/fuzz/fuzz.py --inputs 5000`` tries as many as one likes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

from damage import damaged_table, damaged_text
from fuzz import KINDS, Tried, report

FUZZ = Path(__file__).with_name("fuzz.py")


def test_no_damaged_input_is_a_fault_of_the_tool() -> None:
    """No traceback, no exit code 3, nothing that takes more than ten seconds or 300 MB."""
    command = [sys.executable, str(FUZZ), "--inputs", "102", "--seed", "7", "--hands", "1"]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.partition(" inputs")[0] for line in done.stdout.splitlines()] == [
        f"{kind}: 17" for kind in KINDS
    ]
    assert "exit 1" in done.stdout


def test_a_fault_is_seen() -> None:
    """What went wrong with an input stands in the report, with all that is needed to do it again."""
    told = report(
        [Tried("yaml", 12, "claims.yaml cut_off", None, 0.2, "Traceback"), Tried("csv", 1, "", 1, 0.1, "")]
    )
    assert "yaml: 1 inputs (exit None: 1), slowest 0.2 s, faults 1" in told
    assert "yaml 12: claims.yaml cut_off\nTraceback" in told
    assert "csv: 1 inputs (exit 1: 1), slowest 0.1 s, faults 0" in told


def test_a_seed_gives_the_same_damage_and_half_of_it_is_structural() -> None:
    """An input can be made again, and the damage is of both sorts, evenly."""
    text = "".join(f"line {n}: x\n" for n in range(50))
    rows = [["a", "b"], ["c", "d"]]
    structural = 0
    for number in range(200):
        first, again = (damaged_text(Random(number), text) for _ in range(2))
        assert first == again
        assert damaged_table(Random(number), rows) == damaged_table(Random(number), rows)
        structural += not any(
            way in first[0] for way in ("insert", "replace", "remove", "swap_two", "change_a_sign")
        )
    assert 80 <= structural <= 120
