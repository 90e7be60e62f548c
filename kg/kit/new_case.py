"""The files of a new case: commented, clean when checked, and small enough to be overwritten at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.authoring.nodes import as_id
from kg.files import GIT_ATTRIBUTES, SCHEMA_FILE
from kg.problems import KgError

if TYPE_CHECKING:
    from kg.ontology import Ontology

_HINT = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
_CASE = """# What the case is, its sources, and the things that claims speak of. `kg check` says what is wrong,
# with file, line and a hint; docs/case-format.md lists every field.
case: {name}
label: {label}
anonymised: {anonymised}
frameworks: [{framework}]
coder: you

sources:
  # A text that you may keep: put it into this folder as UTF-8. Every quotation is compared with it.
  notes: {{file: notes.txt, kind: observation, language: en, label: Notes of a visit}}
  # A text that may not be copied: say where something stands, and what, in your own words.
  # `read` says how much of it you read, whole or excerpt: where you read an excerpt, you cannot say that it is silent.
  # news: {{access: cited, read: excerpt, kind: press, language: en, label: A report, publisher: The Daily, published: 2020-05}}
  # A confidential one: its words stay out of what is made public, and git does not take the folder restricted/
  # along (.gitignore). Who has no text of it writes no file, and cites it like the one above.
  # talk: {{access: restricted, file: restricted/talk.txt, kind: interview, language: en, label: A talk}}

# citations:
#   k1: {{source: news, at: paragraph 3, says: The platform opened in May.}}
#   # What the source only reports somebody to say: it is told as reported, and gives no direct relation.
#   k2: {{source: news, at: paragraph 5, says: A clerk says that nobody asked for the registers., said-by: offices}}

elements:
{place}
  offices: {{kind: actor, label: the offices, plural: true}}
  keeping: {{kind: practice, label: keeping their registers to themselves}}
  opening: {{kind: event, label: the opening of the platform}}
  before: {{kind: phase, ends-at: opening, label: the time before the platform}}
  # What the case shows of a concept of the framework; its label comes from the concept.
  example: {{instantiates: {concept}}}
"""
_PLACES = {
    True: "  # An anonymised place has a letter for a name, and nothing may lead out of the case.\n"
    "  city: {kind: anonymised-place, label: X City, zh: X市, zh-basis: own-translation}",
    False: "  # A public place may carry its official code, such as identifier: GB/T 2260 520100.\n"
    "  place: {{kind: place, label: {label}}}",
}
_CLAIMS = """# What the sources say (stated), and what you read into them (interpreted). Never mix the two.
claims:
  c001:
    subject: offices
    relation: adopts
    object: keeping
    phase: before
    status: stated # stated, presupposed, interpreted, inferred, background
    role: finding
    modality: asserted # asserted, tendency, possible, normative
    polarity: affirmed
    quote: Before the platform opened, the offices kept their registers to themselves.
    # when: 2017-05 # in EDTF: 2017, 2017-05~ (about), 2017/2019, 2017/..
    # value: {number: 51, unit: registers, unit-zh: 份台账, qualifier: over, as-of: 2017-05}
    # stage: goal # goal, ordered, done, measured: a target is never told as a result
    # Where somebody within the source says it, and not the source itself: said-by: offices,
    # or said-by: {who: offices, as: registrars, when: 2020-05}.

  # A reading says on what it rests, how sure you are, and in a sentence how you get from the words to it. What else
  # could be read stands in instead-of, with why-not; which of several rivals you prefer, in preferred-because.
  i001:
    subject: keeping
    relation: exemplifies
    object: example
    status: interpreted
    basis: conceptual-mapping
    confidence: low
    because: To keep a register to oneself is to act as the concept says.
    role: finding
    modality: asserted
    polarity: affirmed
    quote: the offices kept their registers to themselves
"""
_SILENCES = """# What you looked for and did not find: it is not the same as nobody having looked.
silences:
  n001:
    question: Why did the offices keep their registers to themselves?
    about: [offices, keeping]
    # What was asked, as a statement with open places: did anything cause it? Without it the silence decides nothing.
    asks: {relation: caused, object: keeping}
    # all: every source, from beginning to end. Else how far each: {notes: whole}, {notes: excerpt}, {notes: [page 1]}.
    searched: all
    nearest: the offices kept their registers to themselves
"""
_NOTES = "Before the platform opened, the offices kept their registers to themselves. It opened in May.\n"
_GITIGNORE = """# Texts given in confidence stay on this machine: git does not take them along.
/restricted/
"""
_README = """# {label}

| file | what it holds |
|---|---|
| `notes.txt` | an invented example; put your own source in its place |
| `case.yaml` | the case, its sources, and the things that claims speak of |
| `claims.yaml` | what the sources say, and what is read into them, kept apart |
| `silences.yaml` | what the sources do not say |
| `restricted/` | for texts given in confidence; `.gitignore` keeps it out of git |
| `.gitattributes` | keeps Git from changing the line ends, which positions in a source count on |
| `{schema}` | for your editor: `kg case schema` writes it anew when there are new ids |
"""


def new_case(name: str, framework: str, ontology: Ontology, *, is_anonymised: bool) -> dict[str, str]:
    """Write the files of a new case, by name, without the schema.

    Args:
        name: the case's name, which is the name of its folder.
        framework: the framework whose concepts it uses.
        ontology: where the framework is looked up.
        is_anonymised: the place's name is withheld.

    Raises:
        KgError: the name is no id, or there is no such framework.
    """
    if as_id(name) != name:
        near = as_id(name)
        hint = f': write "{near}"' if near else ""
        raise KgError(
            f'"{name}" is no name for a case (small letters, digits, hyphens; a letter first; no name that Windows keeps for itself){hint}'
        )
    if framework not in ontology.frameworks:
        known = ", ".join(ontology.frameworks)
        raise KgError(f'unknown framework "{framework}"; one of: {known}')
    concepts = ontology.frameworks[framework].concepts
    logics = [slug for slug in concepts if slug.endswith("-logic")]
    label = "X City" if is_anonymised else name.replace("-", " ").title()
    values = {
        "name": name,
        "label": label,
        "anonymised": str(is_anonymised).lower(),
        "framework": framework,
        "concept": max(logics or concepts),
        "place": _PLACES[is_anonymised].format(label=label) if not is_anonymised else _PLACES[True],
    }
    return {
        "case.yaml": _HINT + _CASE.format(**values),
        "claims.yaml": _HINT + _CLAIMS,
        "silences.yaml": _HINT + _SILENCES,
        "notes.txt": _NOTES,
        ".gitignore": _GITIGNORE,
        ".gitattributes": GIT_ATTRIBUTES,
        "README.md": _README.format(label=label, schema=SCHEMA_FILE),
    }
