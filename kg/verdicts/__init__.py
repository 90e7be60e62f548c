"""What a case knows of a statement: one value of a closed list, decided here and nowhere else.

Takes the graphs of one case and the ontology; gives a cell for each concept, for each logic in each phase and
for each proposition, and decides any other pattern. Every page, table and file that shows how something
stands shows what stands in the cells. It reads no file and knows no other case.
"""

from kg.verdicts.cells import write_cells
from kg.verdicts.decide import Asked, Known, Pattern, Statement, Verdict
from kg.verdicts.known import read_known

__all__ = ["Asked", "Known", "Pattern", "Statement", "Verdict", "read_known", "write_cells"]
