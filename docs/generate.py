"""Write the pages of docs/ that repeat what code and ontology know, so that they cannot disagree.

Takes nothing; gives cli.md, case-format.md, frameworks.md, relations.md, the pages of errors and the reference of the ontology.
``make docs`` runs it, and a test compares its pages with the files.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import TYPE_CHECKING

import click
import rdflib
from rdflib.namespace import RDFS, SKOS

from kg.authoring import framework_tables, tables
from kg.authoring.asked import ASKS
from kg.authoring.fields import EVIDENCE, QUOTE
from kg.authoring.speakers import SAYING
from kg.authoring.value import VALUE
from kg.cli import group
from kg.frameworks import load as load_ontology
from kg.frameworks import to_turtle
from kg.model import iris
from kg.resources import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.authoring.fields import Field
    from kg.ontology import Ontology, Relation

DOCS = Path(__file__).resolve().parent
WIDTH = 100
FORMS = {
    "word": "a word",
    "words": "a word, or several in `[a, b]`",
    "text": "text",
    "id": "small letters, digits and hyphens, a letter first",
    "language": "a language tag",
    "flag": "`true` or `false`",
    "number": "a whole number",
    "quote": "a quotation, or several as a list: all needed jointly",
    "evidence": "a list of lines, each with `quote` or `cite`, `direction` and, if need be, `source`",
    "date": "a year, a month or a day as in `2017-05`, with `?`, `~` or `%` behind it where it is uncertain, approximate or "
    "both; or two with a slash between, of which one may be open, as in `2017/..`",
    "year": "a year of four digits",
    "joins": "segments, as in `{S13: S14}`",
    "answers": "items and reasons, as in `{person-name-1a2b3c: she agreed}`",
    "asks": "a statement with open places, as in `{subject: fear, relation: caused}`",
    "amount": "a number: digits, with commas between thousands, a point before decimals, `%` behind it",
    "value": "a figure, as in `{number: 51, unit: bodies}`",
    "speakers": "an actor; or the fields below; or a list of either, from the innermost speaker outwards",
    "names": "text, or several in a list",
    "steps": "a list of steps, each a kind or a list of kinds, as in `[[pressure], [strategy]]`",
    "places": "places, as in `{subject: pressure, relation: affects}`",
    "searched": "`all`; or how far each source was searched, as in `{report: whole, law: [art. 1-9]}`; or their names alone",
}
INNER = {
    "A quotation that is pinned": QUOTE,
    "A line of evidence": EVIDENCE,
    "What a silence asks for": ASKS,
    "The figure of a claim": VALUE,
    "Who says it within the source": SAYING,
}
FORMAT_PREFACE = """# The case format

Written from the tool's own tables by `make docs`. The [tutorial](tutorial.md) shows the fields at work.

A case is a folder with a `case.yaml` and its sources as UTF-8 text files. Any `.yaml` file of the folder may hold any
of the sections below; each id is used once. Only files right in the folder are read.

A quotation is found letter by letter. Where words are left out of it by ` … `, `...`, `[…]` or `……`, its parts are found in order, each
at most 400 characters after the last; a source that has these signs itself wins. Text that holds ` #` or `: `, or begins with
`[ { & * ! % @` or a backtick, stands between single quotes.
"""

FRAMEWORKS = """# Frameworks

Written from the tool's own tables by `make docs`.

A framework is what a theory says there is, to be found in cases: kinds of concept, concepts, relations, and what it proposes of them.
It is a YAML file, `frameworks/<name>.yaml`, in a folder `frameworks` beside the folder of your cases. Those that ship lie in
`ontology/frameworks/`: `triple-logic`, and `study`, which describes a text that reports a study.

1. `kg framework new toe` writes a commented file that checks clean, and a JSON Schema by which an editor completes and checks it.
2. A case names it: `frameworks: [toe]`, or several, or `[]` for facts only: then it has no cell of any concept, and no relation of a framework.
3. `kg check` tells what is wrong with frameworks and cases in one run, at its line, with the names there are. A case that uses another
   framework is looked at all the same; nothing is built while anything is wrong.

**Concepts** stand in one list, and their order is the order of the pages. A case may have concepts of its own; they are drafts. What several
cases share belongs into a framework.

**Matches.** `close-match: triple-logic:multiple-pressures` with `matched-by` says that a concept is nearly the same as one of another
framework. Both then share a row where cases are compared, that of the concept matched to. A cell that is filled through a match alone is at
most *read*, with “by a match” beside it. It is one hop, in one direction: write the match towards the framework that leads. A match
fills the cell of a case as a whole, not those of its phases.

**Relations** are written as a case's own are, with `from` and `to` for what they take ([relations](relations.md)). A case can use those of its frameworks
and those of the ontology. A concept of another framework is named `framework:concept`.

**Propositions** without a label get the sentence of their parts. `against` names relations that tell against this proposition, beside those
that tell against its relation everywhere. **Questions** are kept as data; only their names are looked up.

**Picture.** Which kinds stand in which step, which in the ring and which above. Without it each kind is a step, in the order of the file.

A changed framework compiles again the cases that use it, and no other.

An ontologist can go on in Turtle: `kg framework to-ttl toe --out toe.ttl` writes a file with a header and imports, which Protégé opens
beside `ontology/tongban.ttl`; and a folder given by `--ontology` may hold frameworks as `theory/*.ttl`. A name that is in both forms is refused.

## Relations that were of the core

Until the first release these had stood in `ontology/modules/relations.ttl`. Their addresses are what they were; only `rdfs:isDefinedBy` and the
graph are other ones, and a case that uses one names the framework.

{moved}

`conditions` and `addresses-factor` stay in the core: chains of axioms there name them.
"""
MOVED_FROM = ("triple-logic", "study")

SPREADSHEET = """## As a spreadsheet

`kg case to-xlsx` and `from-xlsx` bring a case to an Excel workbook and back, `to-csv` and `from-csv` to a folder of CSV files.

| Sheet, or CSV file | A row is |
| --- | --- |
| `case` | the case; the only one |
| {sheets} | an entry of that section, its id in the first column |
| `evidence` | a line under `evidence:` of the claim in the first column |

The columns have the names of the fields above. Several words stand in one cell with commas between them, `joins` as in
`S13: S14, S16: S17`, `answers` one to a line, `searched` too where it says how far, as in `law: [art. 1-9; art. 12]`;
`said-by` one speaker to a line, as in `mayor; as: congress deputy; to: press`. The places of `asks` and the fields of `value` have a
cell each: `asks subject`, `value number` … A quotation has a cell of its own: `quote`, `quote 2`, `quote 3` … are needed jointly, and `quote in` and
`quote nth` pin the first of them, `quote en`, `quote zh` and `quote by` translate it, `quote 2 in` is of the second. Columns of optional fields may be missing, a required one may not.

*Carried:* every field of every entry, there and back, to the sign; a case whose text a cell would change is refused. *Not carried:*
source texts, which are taken from the case folder, or from beside the spreadsheet when the folder is new (`to-csv` copies them);
comments in YAML, which stay with the entries that did not change when the case is written over its folder; notes, colours and
sheets of your own. CSV may have commas, semicolons or tabs, the same in all rows, with or without a byte order mark, in UTF-8.

*Guarded:* text that a spreadsheet would compute (after `=`, `+`, `-`, `@`) or take for something else (`00123`, `1/2`, `3-4`,
`12345678901234567890`, `1E5`, `2017-05`, `TRUE`) stands behind an apostrophe in CSV, which programs leave there and `from-csv`
takes off again; in a workbook every cell is text. Plain whole numbers of up to eleven digits, and `true` and `false` in columns
that want them, have none. *Told:* a number, date, truth value or formula of the spreadsheet in place of text, and, when the case is
written over its folder, a cell that differs from it in just the way a spreadsheet changes text (KG619): `00123` that became `123`,
`1/2` that became `1月2日` or `2-Jan`. In a new folder `123` says nothing of the zeros it may have lost: the workbook is the safer way.

*Which is newer:* the sheet `read me`, or `read-me.txt` beside CSV files, ends with a line that says what the case was when the sheets
were written. When the YAML has changed since, and the sheets would change or take away an entry of it, nothing is written without
`--force` (KG620). What came from the same sheets counts as theirs: the file `.from-sheets` in the case folder remembers it, and may be
deleted. Sheets without that line are taken as they are.

*Read:* workbooks and CSV files of up to 20 MB, 20,000 rows, 300 columns, 200,000 filled cells and 20,000,000 characters in all. What
else a workbook carries (names, styles, drawings, empty cells with a format) is passed over, or refused beyond 30 MB of XML (KG005).

A place in a sheet is written `lake-town.xlsx#claims!C12`, in a CSV file `folder/claims.csv!C12`.
"""


def commands(command: click.Command, parent: click.Context | None, name: str) -> Iterator[click.Context]:
    """Each command below and with this one, as the context that prints its help."""
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    if parent is not None:
        settings["help_option_names"] = parent.help_option_names
    context = click.Context(command, parent=parent, info_name=name, **settings)
    yield context
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None and not found.hidden:
                yield from commands(found, context, child)


def cli_page() -> str:
    """The command-line reference: what ``--help`` prints, for every command."""
    parts = ["# Command-line reference\n\nWritten from the commands themselves by `make docs`.\n"]
    for context in commands(group, None, "kg"):
        help_text = "\n".join(line.rstrip() for line in context.get_help().splitlines())
        parts.append(f"## {context.command_path}\n\n```text\n{help_text}\n```\n")
    return "\n".join(parts)


def rows(heads: list[str], cells: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *cells]
    return (
        "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
        + "\n"
    )


def field_row(field: Field) -> list[str]:
    """What the page says of one field."""
    values = ", ".join(f"`{value}`" for value in field.values)
    return [f"`{field.name}`", "yes" if field.is_required else "", values or FORMS[field.form], field.help]


def format_page() -> str:
    """The form of a case folder: every field that an author may write."""
    ontology, _ = load_ontology(ontology_folder())
    heads = ["Field", "Required", "Value", "Meaning"]
    top = "## At the top of `case.yaml`\n\n" + rows(
        heads, [field_row(field) for field in tables.CASE.values()]
    )
    parts = [FORMAT_PREFACE, top]
    for section, fields in tables.SECTIONS.items():
        parts.append(f"## {section}\n\n" + rows(heads, [field_row(field) for field in fields.values()]))
    for title, fields in INNER.items():
        parts.append(f"## {title}\n\n" + rows(heads, [field_row(field) for field in fields.values()]))
    sheets = ", ".join(f"`{section}`" for section in tables.SECTIONS)
    parts.append(SPREADSHEET.format(sheets=sheets))
    parts.append(vocabulary(ontology))
    return "\n".join(parts)


def frameworks_page() -> str:
    """How a framework is written: every field that an author may write."""
    ontology, _ = load_ontology(ontology_folder())
    moved = [
        [
            f"`{name}`",
            ", ".join(
                f"`{slug}`" for slug, home in sorted(ontology.in_files.relations.items()) if home == name
            ),
        ]
        for name in MOVED_FROM
    ]
    heads = ["Field", "Required", "Value", "Meaning"]
    parts = [FRAMEWORKS.replace("{moved}", rows(["Framework", "Relations"], moved).rstrip())]
    sections = {
        "At the top": framework_tables.HEAD,
        **framework_tables.FRAMEWORK_SECTIONS,
        "The places of a question": framework_tables.PLACES,
        "picture": framework_tables.PICTURE,
    }
    for title, fields in sections.items():
        parts.append(f"## {title}\n\n" + rows(heads, [field_row(field) for field in fields.values()]))
    return "\n".join(parts)


def vocabulary(ontology: Ontology) -> str:
    """The words an author may write as the kind of an element, and the concepts it may instantiate."""
    names = ", ".join(f"`{kind}`" for kind in sorted(ontology.kinds))
    missing = ", ".join(f"`{word}`" for word in sorted(set(ontology.missing) - set(ontology.relations)))
    parts = [
        f"## Kinds of element\n\n{names}\n",
        f"## What a silence may say is missing\n\nA [relation](relations.md), or one of: {missing}\n",
    ]
    for framework in ontology.frameworks.values():
        cells = [[f"`{c.slug}`", c.label, c.zh] for c in framework.concepts.values()]
        parts.append(f"## Concepts of `{framework.name}`\n\n" + rows(["Concept", "Label", "Chinese"], cells))
    return "\n".join(parts)


def relation_row(relation: Relation, graph: rdflib.Graph) -> list[str]:
    """What the page says of one relation."""
    node = rdflib.URIRef(relation.property or relation.iri)
    texts = [
        *graph.objects(node, SKOS.definition),
        *graph.objects(rdflib.URIRef(relation.iri), SKOS.definition),
    ]
    text = next((text for text in texts if isinstance(text, rdflib.Literal) and text.language == "en"), "")
    parents = sorted(iris.local_name(str(parent)) for parent in graph.objects(node, RDFS.subPropertyOf))
    above = ", ".join(f"`{iris.kebab(parent)}`" for parent in parents if parent != "relatesTo")
    reading = f"{relation.phrases.singular} / {relation.phrases.zh}"
    sides = (relation.takes_subject, relation.takes_object)
    takes = " → ".join(
        ", ".join(iris.kebab(iris.local_name(kind)) for kind in kinds) or "anything" for kinds in sides
    )
    edge = "yes" if relation.generates_edge else "no"
    return [f"`{relation.slug}`", reading, takes if any(sides) else "", edge, above, str(text)]


def relations_page() -> str:
    """The relations that a claim may use."""
    folder = ontology_folder()
    ontology, _ = load_ontology(folder)
    graph = rdflib.Graph().parse(folder / "modules" / "relations.ttl")
    for name in MOVED_FROM:
        graph.parse(data=to_turtle(name, ontology), format="turtle")
    homes = ontology.in_files.relations
    cells = [
        [*row[:-1], f"`{homes[slug]}`" if slug in homes else "", row[-1]]
        for slug, relation in ontology.relations.items()
        for row in [relation_row(relation, graph)]
    ]
    return (
        "# Relations\n\nThe words for `relation:` in a claim. Written from the ontology and its frameworks by `make docs`. "
        "*Read as* has a place for each part that a claim may name: `{what|data}` says what stands there otherwise, and what is in "
        "`[…]` is left out without its part; where there is no place the object follows. *Takes* tells from what to what it leads, "
        "a kind or one that is narrower; where it is empty, from anything to anything (`kg relations --from KIND --to KIND`). "
        "*Edge* tells whether a stated, affirmed and asserted claim generates a direct edge. *Framework* is the one that a case has to name "
        "under `frameworks` to use the relation.\n\n"
        + rows(["Relation", "Read as", "Takes", "Edge", "Under", "Framework", "Meaning"], cells)
    )


def part(script: str, function: str) -> Callable[[], str]:
    """A page that another script of this folder makes."""

    def made() -> str:
        page: str = runpy.run_path(str(DOCS / script))[function]()
        return page

    return made


PAGES = {
    "case-format.md": format_page,
    "cli.md": cli_page,
    "../benchmarks/results/lines.md": part("../benchmarks/lines.py", "page"),
    "../kg/problems/examples.json": part("generate_errors.py", "examples_file"),
    "frameworks.md": frameworks_page,
    "errors.md": part("generate_errors.py", "english_page"),
    "errors.zh.md": part("generate_errors.py", "chinese_page"),
    "ontology-modules.svg": part("generate_ontology.py", "modules_svg"),
    "ontology-reference.md": part("generate_ontology.py", "reference_page"),
    "relations.md": relations_page,
}

if __name__ == "__main__":
    for file, page in PAGES.items():
        (DOCS / file).write_text(page(), encoding="utf-8", newline="\n")
