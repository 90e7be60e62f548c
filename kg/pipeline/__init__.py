"""The order of the steps: read, find the quotations, compile, infer, validate, write.

The only room that knows it. `check` does everything but write; `build` writes aside and swaps
the result in when nothing is wrong. What a second reader should look at is found by
`kg.pipeline.items_for_review`, which is loaded where somebody asks for it.
"""

from kg.pipeline.dataset import write_dataset
from kg.pipeline.outcome import Outcome
from kg.pipeline.run import check, check_logic, compile_cases
from kg.pipeline.what_if import add_what_if

__all__ = ["Outcome", "add_what_if", "check", "check_logic", "compile_cases", "write_dataset"]
