"""What can be wrong with what a user wrote, as data.

A mistake by a user is never an exception: it is a `Problem` with a code, a place, what was
found, what was expected and what to do. `KgError` is for wrong use of the tool itself.
This room imports nothing.

Codes
-----
KG0xx  a file cannot be read        KG1xx  the YAML is not as expected
KG2xx  a name refers to nothing     KG3xx  a quotation is not in its source
KG4xx  a rule of coding is broken   KG5xx  the ontology is not as expected
KG9xx  nothing was checked
"""

from kg.problems.codes import CODES, Code
from kg.problems.records import KgError, Location, Problem, Severity, problem

__all__ = ["CODES", "Code", "KgError", "Location", "Problem", "Severity", "problem"]
