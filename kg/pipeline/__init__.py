"""The order of the steps: read, find the quotations, compile, infer, validate, write.

The only room that knows it. `check` does everything but write; `build` writes aside and swaps
the result in when nothing is wrong. `Snapshot` is what a built dataset looks like to the rooms
above.
"""

from kg.pipeline.compile import Compiled, compile_case
from kg.pipeline.logic import check_logic
from kg.pipeline.outcome import Outcome
from kg.pipeline.push import Pushed, push
from kg.pipeline.run import check, compile_cases
from kg.pipeline.second_look import Disclosure, disclose, review
from kg.pipeline.snapshot import Snapshot, load_snapshot, open_snapshot
from kg.pipeline.staging import staged
from kg.pipeline.what_if import add_what_if
from kg.pipeline.workers import Labour
from kg.pipeline.written import write_dataset

__all__ = [
    "Compiled",
    "Disclosure",
    "Labour",
    "Outcome",
    "Pushed",
    "Snapshot",
    "add_what_if",
    "check",
    "check_logic",
    "compile_case",
    "compile_cases",
    "disclose",
    "load_snapshot",
    "open_snapshot",
    "push",
    "review",
    "staged",
    "write_dataset",
]
