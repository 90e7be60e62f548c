"""What helps a researcher start a case: a folder to begin with, and a schema for her editor.

Takes the ontology and the tables of `kg.authoring`; gives texts. It writes no file and knows no RDF.
"""

from kg.files import SCHEMA_FILE
from kg.kit.new_case import new_case
from kg.kit.schema import case_schema

__all__ = ["SCHEMA_FILE", "case_schema", "new_case"]
