"""The file of a new framework: commented, clean when checked, and small enough to be overwritten at once."""

from __future__ import annotations

from kg.authoring.nodes import as_id
from kg.problems import KgError

_TEXT = """\
# A framework: what a theory says there is, to be found in cases. `kg check` says what is wrong, with file, line and
# the names there are; docs/frameworks.md lists every field.
framework: {name}
label: {label}
# zh: its Chinese name
definition: What it explains, in a sentence.

# Kinds of concept. Those of the ontology and of other frameworks can be used too (kg relations lists some of them).
kinds:
  {name}-factor:
    # under: driving-factor     # the wider kind; any theory element if left out
    label: {label} factor
    definition: What all concepts of this kind have in common.

# Concepts, in one list: their order is the order in which pages show them.
concepts:
  - id: first-factor
    kind: {name}-factor
    label: first factor
    definition: What it is. Say no more than the theory does.
    # Where another framework has nearly the same, both share a row, that of the other, and somebody answers for it:
    # close-match: triple-logic:multiple-pressures
    # matched-by: A. Coder
  - {{id: second-factor, kind: {name}-factor, label: second factor, definition: What it is.}}

# Relations that the ontology does not have (kg relations lists those it has).
relations:
  {name}-hastens:
    phrase: hastens {{object}}
    plural: hasten {{object}}
    infinitive: hasten {{object}}
    zh: 加快{{object}}
    from: [{name}-factor]
    # to: [practice]            # leave from or to out where anything will do
    definition: the subject makes the object come sooner

# What the theory proposes of its concepts, to be set against every case.
propositions:
  first-hastens-second:
    subject: first-factor
    relation: {name}-hastens
    object: second-factor
    against: hinders            # a claim with this relation tells against it

# Questions to put to every case; kept as data.
# questions:
#   what-hastens-what:
#     ask: What hastens what?
#     find: {{relation: {name}-hastens}}

# How it is drawn: which kinds stand in which step, from left to right. Without it each kind is a step.
picture:
  steps: [[{name}-factor]]
  ring: null
  roof: null
"""


def new_framework(name: str) -> str:
    """Write the file of a new framework.

    Args:
        name: its name.

    Raises:
        KgError: no framework may be called so.
    """
    if as_id(name) != name:
        near = f": write '{as_id(name)}'" if as_id(name) else ""
        raise KgError(f"a framework's name has small letters, digits and hyphens, a letter first{near}")
    return _TEXT.format(name=name, label=name.replace("-", " "))
