"""What helps a researcher start a case, a framework or a project: files to begin with, and schemas for her editor.

Takes the ontology and the tables of `kg.authoring`; gives texts. It writes no file and knows no RDF.
"""

from kg.files import SCHEMA_FILE
from kg.kit.framework_schema import FRAMEWORK_SCHEMA, framework_schema
from kg.kit.new_case import new_case
from kg.kit.new_framework import new_framework
from kg.kit.new_project import NEW_PROJECT, project_schema
from kg.kit.schema import case_schema

__all__ = [
    "FRAMEWORK_SCHEMA", "NEW_PROJECT", "SCHEMA_FILE", "case_schema", "framework_schema", "new_case", "new_framework",
    "project_schema",
]  # fmt: skip
