"""What cases gave earlier: found by how their folders state, or else by what is in them.

A case that has not changed is not compiled again. What is kept may be deleted at any time, and what is damaged is
as good as not there.
"""

from kg.cache.cases import CaseCache, Task
from kg.cache.entries import key_of, tool

__all__ = ["CaseCache", "Task", "key_of", "tool"]
