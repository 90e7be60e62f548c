"""What differs: between two versions of a dataset, and between cases.

Both are read from the records; neither is changed, and no number stands for what nobody knows. How a thing stands in a
case is its verdict, which stands in the cells.
"""

from kg.compare.calibration import WITH_READINGS, Calibration
from kg.compare.calibration_file import read_calibration
from kg.compare.cases import Comparison, compare_cases, read_cases
from kg.compare.conformance import Conformance, conformance, read_propositions
from kg.compare.qca import qca_files
from kg.compare.versions import Change, Difference, diff_versions

__all__ = [
    "WITH_READINGS",
    "Calibration",
    "Change",
    "Comparison",
    "Conformance",
    "Difference",
    "compare_cases",
    "conformance",
    "diff_versions",
    "qca_files",
    "read_calibration",
    "read_cases",
    "read_propositions",
]
