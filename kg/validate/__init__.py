"""The shapes (SHACL), run over a case: what they find, as problems with file and line.

Takes a case's graphs and the ontology; gives problems. The shapes in ``ontology/shapes/`` are
the norm; the engine is ``shacl`` (``docs/decisions/0004-shacl.md``). Bad data is never an
exception here.
"""

from kg.validate.codes import CodeText, code_texts, explain_code
from kg.validate.shapes import Validator, find_fault

__all__ = ["CodeText", "Validator", "code_texts", "explain_code", "find_fault"]
