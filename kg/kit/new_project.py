"""A project file to begin with, and the JSON Schema by which an editor completes and checks it.

Takes the tables of `kg.authoring.project`; gives texts and plain values. It writes no file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.authoring.nodes import LONGEST
from kg.authoring.project import ADDRESS, AUTHOR, DOI, LEADING, LICENCE, NONE, ORCID, PROJECT
from kg.files import PROJECT_SCHEMA_FILE
from kg.problems.said import LANGUAGES

if TYPE_CHECKING:
    from kg.authoring.fields import Field, Table

    Schema = dict[str, Any]

NEW_PROJECT = f"""\
# yaml-language-server: $schema={PROJECT_SCHEMA_FILE}
# What your site is called, who answers for it, and which cases it has; docs/project.md tells of every field. All may be
# left out. Text is written once, or in both languages: {{en: …, zh: …}}.
title: Your title
# question: What do you ask?
# lead: What the home page says below the question.
# authors:
#   - {{name: A. Coder, orcid: 0000-0002-1825-0097, affiliation: Your university, coder: you}}
# publisher: Your university
# funder: Who paid for it
# licence: CC-BY-4.0
# doi: 10.5281/zenodo.1234
# address: https://example.org/
# contact: you@example.org
# languages: [en, zh]
# Folders of cases, from here; shipped stands for those that come with the tool.
# cases: [cases, shipped]
# leading: {{case: your-case, framework: triple-logic}}
"""
_TEXT: Schema = {"type": ["string", "number"]}
_TEXTS: Schema = {
    "anyOf": [
        _TEXT,
        {
            "type": "object",
            "properties": dict.fromkeys(LANGUAGES, _TEXT),
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}
_WORDS: Schema = {
    "anyOf": [{"type": "string"}, {"type": "array", "minItems": 1, "items": {"type": "string"}}]
}
_TONGUES: Schema = {"enum": list(LANGUAGES)}


def project_schema() -> Schema:
    """Make the schema of a project file."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A project",
        **_fields(PROJECT),
    }


def _fields(fields: Table) -> Schema:
    """Describe fields of which no other may stand there."""
    return {
        "type": "object",
        "properties": {name: {"description": own.help, **_value(own)} for name, own in fields.items()},
        "additionalProperties": False,
        "required": [name for name, own in fields.items() if own.is_required],
    }


def _value(own: Field) -> Schema:
    """Describe what may stand in a field, by its form."""
    if own.form == "authors":
        return {"anyOf": [_fields(AUTHOR), {"type": "array", "minItems": 1, "items": _fields(AUTHOR)}]}
    if own.form == "leading":
        return {"anyOf": [{"const": NONE}, {**_fields(LEADING), "minProperties": 1}]}
    return dict(_FORMS[own.form])


_FORMS: dict[str, Schema] = {
    "text": _TEXT,
    "texts": _TEXTS,
    "words": _WORDS,
    "id": {"type": "string", "pattern": rf"^[a-z][a-z0-9-]{{0,{LONGEST - 1}}}$"},
    "languages": {
        "anyOf": [_TONGUES, {"type": "array", "minItems": 1, "uniqueItems": True, "items": _TONGUES}]
    },
    **{
        form: {"type": "string", "pattern": f"^{pattern}$"}
        for form, pattern in (("doi", DOI), ("orcid", ORCID), ("licence", LICENCE), ("address", ADDRESS))
    },
}
