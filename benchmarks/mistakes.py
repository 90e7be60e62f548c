"""How long does an author wait to see all forty mistakes of a case of sixty claims?

Writes results/mistakes.md and .json by itself (``python benchmarks/mistakes.py``). Start-up is what
``kg check`` takes for a case without a single claim: it reads the same ontology, rules and shapes.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import made_case
import made_mistakes
import measure

RESULTS = Path(__file__).resolve().parent / "results"
ROUNDS = 11
AIM = 1.0
PAGE = """\
# Forty mistakes in one run

{machine[processor]}, {machine[cores]} cores, {machine[system]}, Python {machine[python]}; load {machine[load at start]} at the
start. Written by `python benchmarks/mistakes.py`; the numbers are in [mistakes.json](mistakes.json).

A made case of {claims} claims and {quotations} quotations, with {mistakes} mistakes of ten kinds. `kg check`, a new process each
time, shows {shown} problems, each with the code and at the line expected, and no other. Medians of {rounds} interleaved rounds.

| What | Median | Fastest |
|---|---|---|
| `kg check`, an empty case: start-up | {seconds[empty][median]} s | {seconds[empty][fastest]} s |
| `kg check`, the same case without mistakes | {seconds[clean][median]} s | {seconds[clean][fastest]} s |
| `kg check`, forty mistakes, in English | {seconds[en][median]} s | {seconds[en][fastest]} s |
| `kg check`, forty mistakes, in Chinese | {seconds[zh][median]} s | {seconds[zh][fastest]} s |

Beyond start-up all forty are shown in **{beyond} s** (aim: at most {aim} s).
"""


def run() -> dict[str, Any]:
    """Check the cases in turn, round by round; and compare what is shown with what was spoilt."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes = {"claims": made_mistakes.CLAIMS, "quotations": made_mistakes.QUOTATIONS}
        clean = made_case.write_case(folder / "clean", **sizes, elements=made_mistakes.ELEMENTS)
        wrong = made_case.write_case(folder / "wrong", **sizes, elements=made_mistakes.ELEMENTS)
        empty = folder / "empty" / clean.name
        empty.mkdir(parents=True)
        (empty / "case.yaml").write_bytes((clean / "case.yaml").read_bytes())
        (empty / "text.en.txt").write_bytes((clean / "text.en.txt").read_bytes())
        expected = made_mistakes.spoil(wrong)
        named = {"empty": [empty], "clean": [clean], "en": [wrong], "zh": [wrong, "--lang", "zh"]}
        taken: dict[str, list[float]] = {key: [] for key in named}
        for number in range(ROUNDS + 1):
            for key, words in named.items():
                seconds, shown = _check(folder, [str(word) for word in words])
                if number:  # the first round warms the disk
                    taken[key].append(seconds)
                if key in {"en", "zh"} and shown != expected:
                    raise RuntimeError(f"expected {expected}, shown {shown}")
    seconds = {
        key: {"median": round(statistics.median(some), 3), "fastest": round(min(some), 3)}
        for key, some in taken.items()
    }
    beyond = max(seconds[key]["median"] for key in ("en", "zh")) - seconds["empty"]["median"]
    return {
        "machine": measure.machine(), **sizes, "mistakes": len(expected), "shown": len(expected),
        "rounds": ROUNDS, "seconds": seconds, "beyond": round(beyond, 3), "aim": AIM,
    }  # fmt: skip


def _check(folder: Path, words: list[str]) -> tuple[float, list[tuple[int, str]]]:
    """The seconds of a check, and the line and code of each problem that it shows."""
    started = time.perf_counter()
    done = subprocess.run([measure.script("kg"), "check", *words], cwd=folder, check=False,
                          capture_output=True, encoding="utf-8")  # fmt: skip
    seconds = time.perf_counter() - started
    lines = [line.split("  ") for line in done.stderr.splitlines()]
    return seconds, [(int(place.split(":")[-2]), said.split()[1]) for place, said, *_ in lines
                     if "claims.yaml" in place]  # fmt: skip


if __name__ == "__main__":
    found = run()
    text = json.dumps(found, indent=2, ensure_ascii=False)
    (RESULTS / "mistakes.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    (RESULTS / "mistakes.md").write_text(PAGE.format(**found), encoding="utf-8", newline="\n")
