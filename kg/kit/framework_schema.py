"""The JSON Schema of a framework's file, for editors that complete and check YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.authoring.framework_tables import FRAMEWORK_SECTIONS, HEAD, PICTURE, PLACES
from kg.kit.schema import properties_of

if TYPE_CHECKING:
    from kg.kit.schema import Schema
    from kg.ontology import Ontology

FRAMEWORK_SCHEMA = "framework.schema.json"
_ID = "^[a-z][a-z0-9-]*$"


def framework_schema(ontology: Ontology) -> Schema:
    """Make the schema for files of frameworks.

    Args:
        ontology: the kinds and relations that can be named; a framework may bring more, so that they are only suggested.
    """
    sections = {name: _section(name) for name in FRAMEWORK_SECTIONS}
    picture: Schema = {
        "type": "object",
        "properties": properties_of("picture", PICTURE, {}),
        "additionalProperties": False,
        "required": ["steps"],
    }
    for part in ("ring", "roof"):
        picture["properties"][part] |= {"type": ["string", "null"]}
    kinds = {"type": "string", "examples": sorted(ontology.theory_kinds)}
    sections["concepts"]["items"]["properties"]["kind"] |= kinds
    relations = {"type": "string", "examples": sorted(ontology.relations)}
    sections["propositions"]["additionalProperties"]["properties"]["relation"] |= relations
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A framework",
        "type": "object",
        "properties": {**properties_of("framework", HEAD, {}), **sections, "picture": picture},
        "additionalProperties": False,
        "required": [field.name for field in HEAD.values() if field.is_required],
    }


def _section(name: str) -> Schema:
    """Describe a section: entries under ids, or, of concepts, a list."""
    fields = FRAMEWORK_SECTIONS[name]
    entry: Schema = {
        "type": "object",
        "properties": properties_of(name, fields, {}),
        "additionalProperties": False,
        "required": [field.name for field in fields.values() if field.is_required],
    }
    if name == "questions":
        places = {
            "type": "object",
            "properties": properties_of("places", PLACES, {}),
            "additionalProperties": False,
        }
        entry["properties"] |= {"find": places, "each": places}
    if name == "concepts":
        return {"type": "array", "items": entry}
    return {"type": "object", "propertyNames": {"pattern": _ID}, "additionalProperties": entry}
