"""What a case knows of a statement: one value of a closed list, decided here and nowhere else.

Takes the graphs of one case and the ontology; gives a cell for each concept, for each logic in each phase,
for each proposition and for each relation of two concepts that something speaks of, and decides any other pattern; counts over the cells of all cases. Every page, table and file that shows how something
stands shows what stands in the cells. It reads no file and knows no other case.
"""

from kg.verdicts.cells import write_cells
from kg.verdicts.decide import Known, Verdict
from kg.verdicts.known import read_known
from kg.verdicts.overview import pack_standings, write_overview
from kg.verdicts.statements import Asked, Pattern, Statement

__all__ = [
    "Asked",
    "Known",
    "Pattern",
    "Statement",
    "Verdict",
    "pack_standings",
    "read_known",
    "write_cells",
    "write_overview",
]
