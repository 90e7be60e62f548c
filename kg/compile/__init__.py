"""One case folder and the ontology into the graphs of that case and its problems.

A pure function of the folder and the ontology: no clock, no network, no other case.
"""

from kg.compile.case import Compiled, Content, Measure, compile_case, compile_read, read_sources

__all__ = ["Compiled", "Content", "Measure", "compile_case", "compile_read", "read_sources"]
