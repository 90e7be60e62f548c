"""What differs: between two versions of a dataset, and between cases.

Both are compared by queries over what is there; neither is changed, and no number stands for what
nobody knows.
"""

from kg.compare.cases import Comparison, compare_cases
from kg.compare.versions import Change, Difference, diff_versions

__all__ = ["Change", "Comparison", "Difference", "compare_cases", "diff_versions"]
