"""The graph as records, read once: what every room that shows a claim takes it from.

Takes a way to ask named queries; gives frozen records of one claim with all it rests on, of what one case states, or
of everything, and look-ups over them. It computes two things that several rooms show: the weakest link of a claim,
and what stands against it. How a thing stands in a case it only reads, from the cells.
"""

from kg.records.cells import Cell, read_cells
from kg.records.facts import Facts
from kg.records.index import Index
from kg.records.one import read_claims
from kg.records.strength import Weakest, weakest
from kg.records.whole import read_facts, read_stated

__all__ = [
    "Cell",
    "Facts",
    "Index",
    "Weakest",
    "read_cells",
    "read_claims",
    "read_facts",
    "read_stated",
    "weakest",
]
