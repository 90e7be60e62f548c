"""What can be wrong with what a user wrote, as data.

A mistake by a user is never an exception: it is a `Problem` with a code, a place, what was
found, what was expected and what to do. `KgError` is for wrong use of the tool itself.
This room imports nothing.

The codes and their families stand in `kg.problems.codes`. To add a message:

1. Say it with `say`, with the template as a literal and what varies as arguments, never by an
   f-string: ``problem("KG102", place, say('"{0}" a second time', name), say("each id once"))``.
   A list may be an argument: ``say("one of: {0}", names)``. So may another `say`.
2. Give every template its Chinese in ``zh.json`` beside this module, with the same gaps, as one would
   say it to a colleague. ``expected`` is read after “应为”.
3. Give the code one bad file under ``tests/errors/bad``, with ``expected.txt`` and ``expected.zh.txt``.
"""

from kg.problems.codes import CODES
from kg.problems.enough import is_enough, not_looked_at
from kg.problems.records import KgError, Location, Problem, Severity, problem
from kg.problems.said import say

__all__ = [
    "CODES",
    "KgError",
    "Location",
    "Problem",
    "Severity",
    "is_enough",
    "not_looked_at",
    "problem",
    "say",
]
