"""What helps a researcher start a case or a project: files to begin with, and schemas for her editor.

Takes the ontology and the tables of `kg.authoring`; gives texts. It writes no file and knows no RDF.
"""

from kg.files import SCHEMA_FILE
from kg.kit.new_case import new_case
from kg.kit.new_project import NEW_PROJECT, project_schema
from kg.kit.schema import case_schema

__all__ = ["NEW_PROJECT", "SCHEMA_FILE", "case_schema", "new_case", "project_schema"]
