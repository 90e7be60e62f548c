"""A JSON Schema for the YAML files of a case, so that an editor completes and checks while one types.

Takes a case and the ontology; gives the schema as plain values (draft 7, which editors know best). It is
made from the tables that the reader itself uses. A schema sees one file at a time: what spans files
(a quotation in its source, premises in a circle) is for `kg check`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.authoring.asked import ALL, ASKS
from kg.authoring.fields import EVIDENCE, QUOTE, Field
from kg.authoring.nodes import LONGEST
from kg.authoring.speakers import SAYING
from kg.authoring.tables import CASE, SECTIONS
from kg.authoring.value import VALUE
from kg.model.amounts import AMOUNT_PATTERN
from kg.model.dates import DATE_PATTERN
from kg.model.vocabulary import EXTENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.authoring.fields import Table
    from kg.model.records import Case
    from kg.ontology import Ontology

Schema = dict[str, Any]

_ID = rf"^[a-z][a-z0-9-]{{0,{LONGEST - 1}}}$"
_DATE = rf"^({DATE_PATTERN}(/({DATE_PATTERN}|\.\.))?|\.\./{DATE_PATTERN})$"
_FORMS: dict[str, Schema] = {
    "names": {"type": ["string", "array"], "items": {"type": "string"}},
    "steps": {
        "type": "array",
        "minItems": 1,
        "items": {"type": ["string", "array"], "items": {"type": "string"}},
    },
    "places": {"type": "object"},
    "text": {"type": ["string", "number"]},
    "word": {"type": "string"},
    "id": {"type": "string", "pattern": _ID},
    "language": {"type": "string", "pattern": "^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*$"},
    "date": {"type": ["string", "integer"], "pattern": _DATE},
    "year": {"type": "integer", "minimum": 1000, "maximum": 9999},
    "flag": {"type": "boolean"},
    "number": {"type": "integer", "minimum": 0},
    "amount": {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{AMOUNT_PATTERN}$"}]},
    "joins": {"type": "object", "additionalProperties": {"type": "string"}},
    "answers": {"type": "object", "additionalProperties": {"type": ["string", "number"]}},
}


def case_schema(case: Case | None, ontology: Ontology) -> Schema:
    """Make the schema for the files of a case.

    Args:
        case: the case as far as it could be read; without one, ids are only checked for their form.
        ontology: concepts, kinds and relations.
    """
    known = _known(case, ontology)
    sections = {name: _section(name, fields, known) for name, fields in SECTIONS.items()}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"The case {case.name}" if case is not None else "A case",
        "type": "object",
        "properties": {**properties_of("case", CASE, known), **sections},
        "additionalProperties": False,
        "dependencies": {"case": [field.name for field in CASE.values() if field.is_required]},
    }


def _known(case: Case | None, ontology: Ontology) -> dict[tuple[str, str], list[str]]:
    """List the words that may stand in a field, by section and field, where they are a closed list."""
    names = [str(n) for n in case.frameworks if n in ontology.frameworks] if case else []
    names = names or list(ontology.frameworks)
    concepts = sorted({slug for name in names for slug in ontology.frameworks[name].concepts})
    qualified = sorted(f"{name}:{slug}" for name in names for slug in ontology.frameworks[name].concepts)
    known = {
        ("case", "frameworks"): sorted(ontology.frameworks),
        ("elements", "kind"): sorted(ontology.kinds),
        ("elements", "instantiates"): [*concepts, *sorted(case.concepts if case else ()), *qualified],
        ("claims", "relation"): sorted({*ontology.relations, *(case.relations if case else ())}),
        ("concepts", "kind"): sorted(ontology.theory_kinds),
        ("relations", "under"): sorted(ontology.relations),
        ("silences", "missing"): sorted(ontology.missing),
        ("asks", "relation"): sorted({*ontology.relations, *(case.relations if case else ())}),
    }
    if case is None:
        return known
    things = [*sorted(case.elements), *names, str(case.name), *qualified]
    fields = ("subject", "object", "what", "of", "to", "through")
    own = {("claims", field): things for field in fields} | {("silences", "about"): things}
    actors = [name for name in sorted(case.elements) if _is_actor(case.elements[name].kind, ontology)]
    own |= {("saying", field): actors for field in ("who", "to")}
    kinds = {"phase": ("phase",), "condition": ("condition", "conversion-condition", "unspecified-condition")}
    own |= {("claims", field): _of_kind(case, words) for field, words in kinds.items()}
    own |= {("elements", field): _of_kind(case, ("event",)) for field in ("starts-at", "ends-at")}
    wider = [*concepts, *sorted(case.concepts), *sorted(ontology.kinds), *sorted(ontology.theory_kinds)]
    own |= {("asks", place): [*things, *wider] for place in ("subject", "object")}
    own |= {("claims", "instead-of"): [*things, *wider, *sorted({*ontology.relations, *case.relations})]}
    own |= {("asks", "phase"): _of_kind(case, ("phase",))}
    own |= {("claims", f): sorted(case.claims) for f in ("from", "rivals", "contradicts", "corroborates")}
    own |= {(section, "cite"): sorted(case.citations) for section in ("claims", "evidence")}
    quoting = ("citations", "claims", "evidence", "silences")
    own |= {(section, "source"): sorted(case.sources) for section in quoting}
    own |= {("silences", "searched"): sorted(case.sources)}
    return known | {field: list(map(str, words)) for field, words in own.items() if words}


def _of_kind(case: Case, kinds: Iterable[str]) -> list[str]:
    return sorted(str(name) for name, element in case.elements.items() if element.kind in set(kinds))


def _is_actor(kind: str | None, ontology: Ontology) -> bool:
    own, actor = ontology.kinds.get(kind or "", ""), ontology.kinds["actor"]
    return actor in {own, *ontology.superclasses.get(own, ())}


def _section(name: str, fields: Table, known: dict[tuple[str, str], list[str]]) -> Schema:
    """Describe a section: entries under ids, each with the fields of its table."""
    entry: Schema = {
        "type": "object",
        "properties": properties_of(name, fields, known),
        "additionalProperties": False,
        "required": [field.name for field in fields.values() if field.is_required],
    }
    if name in _RULES:
        entry["allOf"] = _RULES[name]
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": _ID},
        "additionalProperties": entry,
    }


def properties_of(section: str, fields: Table, known: dict[tuple[str, str], list[str]]) -> Schema:
    """Describe the fields of a table.

    Args:
        section: the section that it is of.
        fields: the table.
        known: the words that may stand in a field, by section and field, where they are a closed list.
    """
    return {
        name: {"description": field.help, **_value(section, field, known)} for name, field in fields.items()
    }


_INNER: dict[str, tuple[str, Table, Schema]] = {
    "quote": ("quote", QUOTE, {"required": ["text"]}),
    "evidence": ("evidence", EVIDENCE, {"anyOf": [{"required": ["quote"]}, {"required": ["cite"]}]}),
    "speakers": ("saying", SAYING, {"required": ["who"]}),
    "asks": ("asks", ASKS, {"minProperties": 1}),
    "value": (
        "value",
        VALUE,
        {
            "required": [one.name for one in VALUE.values() if one.is_required],
            "allOf": [
                {"if": {"required": [f"{name}-zh"]}, "then": {"required": [name]}} for name in ("unit", "of")
            ],
        },
    ),
}
"""The forms that have fields of their own: under which section these stand, the fields, and what else is asked of them."""


def _value(section: str, field: Field, known: dict[tuple[str, str], list[str]]) -> Schema:
    """Describe what may stand in a field."""
    words = list(field.values) or known.get((section, field.name))
    if field.form in {"word", "words"}:
        one: Schema = {"type": "string", "enum": words} if words else {"type": "string", "minLength": 1}
        return one if field.form == "word" else _one_or_several(one, int(not field.may_be_empty))
    if field.form not in _INNER:
        return _searched(words) if field.form == "searched" else dict(_FORMS[field.form])
    name, fields, rules = _INNER[field.form]
    places = properties_of(name, fields, known)
    whole = {"type": "object", "properties": places, "additionalProperties": False, **rules}
    if field.form == "evidence":
        return {"type": "array", "minItems": 1, "items": whole}
    bare = {"quote": {"type": ["string", "number"]}, "speakers": places.get("who", {})}.get(field.form)
    return _one_or_several({"anyOf": [bare, whole]}) if bare else whole


def _searched(sources: list[str] | None) -> Schema:
    """All, one source or several, or how far each was searched."""
    some: Schema = {"enum": [ALL, *sources]} if sources else {"minLength": 1}
    one: Schema = {"type": "string", **some}
    parts = {"type": "array", "minItems": 1, "items": {"type": ["string", "number"]}}
    far: Schema = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {"anyOf": [{"enum": list(EXTENTS)}, parts]},
    }
    if sources:
        far["propertyNames"] = {"enum": sources}
    return {"anyOf": [*_one_or_several(one)["anyOf"], far]}


def _one_or_several(one: Schema, least: int = 1) -> Schema:
    return {"anyOf": [one, {"type": "array", "minItems": least, "items": one}]}


def _when(field: str, words: list[str], then: Schema) -> Schema:
    """Make a condition for entries whose field is one of some words."""
    return {"if": {"properties": {field: {"enum": words}}, "required": [field]}, "then": then}


def _beside(fields: Iterable[str], wanted: Iterable[str]) -> Schema:
    """Make a condition for entries that have one of some fields: one of others stands beside it."""
    given, beside = ([{"required": [name]} for name in names] for names in (fields, wanted))
    return {"if": {"anyOf": given}, "then": {"anyOf": beside}}


_ON_WORDS: Schema = {"anyOf": [{"required": [name]} for name in ("quote", "cite", "evidence")]}
_RULES: dict[str, list[Schema]] = {
    "sources": [
        {
            "if": {"properties": {"access": {"enum": ["cited", "restricted"]}}, "required": ["access"]},
            "else": {"required": ["file"]},
        },
        _when("access", ["cited"], {"required": ["read"], "not": {"required": ["file"]}}),
    ],
    "elements": [
        {"oneOf": [{"required": ["kind"]}, {"required": ["instantiates"]}]},
        {"if": {"required": ["kind"]}, "then": {"required": ["label"]}},
    ],
    "claims": [
        _when("status", ["stated", "presupposed"], _ON_WORDS),
        _when("status", ["interpreted"], {"required": ["basis", "confidence"]}),
        _when("status", ["inferred"], {"required": ["from"]}),
        {"not": {"required": ["evidence"], "anyOf": [{"required": ["quote"]}, {"required": ["cite"]}]}},
        _beside(("instead-of",), ("why-not",)),
        _beside(("why-not", "why-not-zh"), ("instead-of",)),
        _beside(("preferred-because", "preferred-because-zh"), ("rivals", "contradicts")),
    ],
}
"""What joins several fields, as the reader has it (`kg.authoring.entries`)."""
