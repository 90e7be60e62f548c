"""Two datasets beside one another: what a change of coding or ontology did.

Takes two stores; gives records of what was gained, lost and changed. It renders nothing.
"""

from kg.compare.versions import Change, Difference, diff_versions

__all__ = ["Change", "Difference", "diff_versions"]
