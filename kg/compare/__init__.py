"""What differs: between two versions of a dataset, and between cases.

Both are compared by queries over what is there; neither is changed, and no number stands for what
nobody knows.
"""

from kg.compare.calibration import WITH_READINGS, Calibration, read_calibration
from kg.compare.cases import Comparison, compare_cases
from kg.compare.conformance import Conformance, conformance
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
]
