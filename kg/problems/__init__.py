"""What can be wrong with what a user wrote, as data.

A mistake by a user is never an exception: it is a `Problem` with a code, a place, what was
found, what was expected and what to do. `KgError` is for wrong use of the tool itself.
This room imports nothing.

The codes and their families stand in `kg.problems.codes`.
"""

from kg.problems.codes import CODES, Code
from kg.problems.records import KgError, Location, Problem, Severity, problem

__all__ = ["CODES", "Code", "KgError", "Location", "Problem", "Severity", "problem"]
