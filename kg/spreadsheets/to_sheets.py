"""A case folder into a spreadsheet: what could not come back whole is not written.

Takes a case folder; gives the bytes of a workbook or of CSV files, or the problems that forbid it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.authoring import read_case
from kg.authoring.folder import read_document
from kg.authoring.merge import fingerprint, lost
from kg.authoring.nodes import Document, Node
from kg.kit import case_schema
from kg.kit.sheets import case_tables, csv_texts, read_tables
from kg.kit.sheets.cells import LONGEST, size, too_long
from kg.ontology import load_ontology
from kg.problems import Location, Problem, Severity, problem, say
from kg.problems.parts import lacking
from kg.resources import ontology_folder
from kg.spreadsheets.from_sheets import WORKBOOKS, read_grids

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.kit.sheets import Read
    from kg.kit.sheets.rows import Table
    from kg.model.records import Word


@dataclass(slots=True)
class Sheets:
    """A case as files of a spreadsheet.

    Attributes:
        files: the bytes of each file by name; nothing when the case cannot be written so.
        texts: the source texts of the case, which are no part of it.
        confidential: the names of the texts that stay where they are.
        problems: why it cannot be written.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    texts: list[Path] = field(default_factory=list)
    confidential: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def case_as_sheets(folder: Path, *, as_csv: bool, ontology_at: Path | None = None) -> Sheets:
    """Write a case as a workbook, called ``workbook`` here, or as CSV files.

    What is made is read back at once: a case that would not come back whole is refused.

    Args:
        folder: the case folder.
        as_csv: CSV files in place of a workbook.
        ontology_at: a folder to take in place of the ontology that ships.

    Raises:
        KgError: openpyxl is not installed.
    """
    shown = folder.as_posix()
    case, problems = read_case(folder, shown)
    ontology, _ = load_ontology(ontology_at or ontology_folder())
    errors = [found for found in problems if found.severity is Severity.ERROR]
    if case is None or errors:
        return Sheets(problems=errors)
    document, _ = read_document(folder, shown, [])
    tables = case_tables(document, case_schema(case, ontology))
    too_long = _too_long(tables, document)
    if too_long:
        return Sheets(problems=too_long)
    files = _as_bytes(tables, fingerprint(document), as_csv=as_csv)
    grids, _ = read_grids(files, as_csv=as_csv)
    changed = _lost(document, read_tables(grids, case_schema(None, ontology)))
    if changed:
        return Sheets(problems=changed)
    sources = [source for source in case.sources.values() if source.file]
    texts = [folder / str(source.file) for source in sources if source.access == "quoted"]
    confidential = [str(source.file) for source in sources if source.access == "restricted"]
    return Sheets(files, [text for text in texts if text.is_file()], confidential)


def _as_bytes(tables: Sequence[Table], state: str, *, as_csv: bool) -> dict[str, bytes]:
    if as_csv:
        return {name: text.encode("utf-8") for name, text in csv_texts(tables, state).items()}
    try:
        from kg.kit.sheets.workbook import workbook_bytes  # noqa: PLC0415 - needs the extra sheets
    except ModuleNotFoundError as error:
        raise lacking(*WORKBOOKS) from error
    return {"workbook": workbook_bytes(tables, state)}


def _too_long(tables: Sequence[Table], document: Document) -> list[Problem]:
    """Report each text that a cell cannot hold, where it stands in the YAML."""
    long = {text for table in tables for row in table.rows for text in row.values() if size(text) >= LONGEST}
    words = (word for word in _words(Node(Location(""), fields=document.fields)) if word in long)
    return [found for word in words if (found := too_long(word, word.location)) is not None]


def _words(node: Node) -> list[Word]:
    """List every text in a document."""
    own = [node.scalar] if node.scalar is not None else []
    inner = [*(node.items or ()), *(value for _, value in node.fields or ())]
    return own + [word for value in inner for word in _words(value)]


def _lost(document: Document, read: Read) -> list[Problem]:
    """Report each entry that a spreadsheet would not give back as it was."""
    return [
        problem("KG618", name.location, say('"{0}", which a spreadsheet would change', name),
                say("text that a cell keeps"), say("commas within a word, or odd signs: leave this case to YAML"))
        for name in lost(document, read.document)
    ]  # fmt: skip
