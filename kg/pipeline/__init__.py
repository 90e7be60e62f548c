"""The order of the steps: read, find the quotations, compile, infer, validate, write.

The only room that knows it. `check` does everything but write; `build` writes aside and swaps
the result in when nothing is wrong. `Snapshot` is what a built dataset looks like to the rooms
above.
"""

from kg.pipeline.dataset import write_dataset
from kg.pipeline.items_for_review import Disclosure, disclose, review
from kg.pipeline.outcome import Outcome
from kg.pipeline.run import check, check_logic, compile_cases
from kg.pipeline.snapshot import Snapshot, load_snapshot, open_snapshot
from kg.pipeline.what_if import add_what_if

__all__ = [
    "Disclosure",
    "Outcome",
    "Snapshot",
    "add_what_if",
    "check",
    "check_logic",
    "compile_cases",
    "disclose",
    "load_snapshot",
    "open_snapshot",
    "review",
    "write_dataset",
]
