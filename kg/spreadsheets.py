"""A case folder into a spreadsheet and back: checked as a whole, and only then written.

Takes a case folder and gives the bytes of a workbook or of CSV files, or the problems that forbid it: what could not
come back whole is not written. Takes those and gives the files of the case, and every problem with its sheet and cell.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.authoring import read_case
from kg.authoring.folder import make_case, read_document, yaml_files
from kg.authoring.merge import content, fingerprint, lost, merged
from kg.authoring.nodes import Document, Node
from kg.compile import compile_read, read_sources
from kg.files import CSV_PREFACE, YAML_LIMIT, TextFile, read_text_file, too_large
from kg.frameworks import frameworks_beside, load
from kg.kit import case_schema
from kg.kit.sheets import case_tables, csv_texts, read_csv, read_tables, restored
from kg.kit.sheets.cells import LONGEST, short, size, too_long
from kg.model.records import Word
from kg.problems import KgError, Location, Problem, Severity, problem, say
from kg.problems.parts import lacking
from kg.problems.said import Said
from kg.resources import ontology_folder
from kg.validate import Validator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.evidence import SourceText
    from kg.kit.sheets import Read
    from kg.kit.sheets.cells import Grid
    from kg.kit.sheets.tables import SheetTable
    from kg.ontology import Ontology

WORKBOOKS = ("a workbook, unlike CSV files,", "openpyxl", "sheets")
"""What needs which package of which part."""
LARGEST = 20_000_000
"""The largest workbook or CSV file that is read, in bytes."""
_LAST = ".from-sheets"
"""The file of a case folder that says which sheets were written into it last, and what the case was then.

Whoever goes on in the same sheets writes over nothing but what came from them.
"""
_NAMED = 5
_A_LINE = say('a line "{0}: …"', "")


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
    ontology, _ = load(ontology_at or ontology_folder(), beside=frameworks_beside([folder]))
    errors = [found for found in problems if found.severity is Severity.ERROR]
    if case is None or errors:
        return Sheets(problems=errors)
    document, _ = read_document(folder, shown, [])
    tables = case_tables(document, case_schema(case, ontology))
    long = {text for table in tables for row in table.rows for text in row.values() if size(text) >= LONGEST}
    words = (word for word in _words(Node(Location(""), fields=document.fields)) if word in long)
    errors = [wrong for word in words if (wrong := too_long(word, word.location)) is not None]
    if errors:
        return Sheets(problems=errors)
    files = _as_bytes(tables, fingerprint(document), as_csv=as_csv)
    grids, _ = _read_grids(files, as_csv=as_csv)
    back = read_tables(grids, case_schema(None, ontology)).document
    expected = say("text that a cell keeps")
    hint = say("commas within a word, or odd signs: leave this case to YAML")
    for name in lost(document, back):
        found = say('"{0}", which a spreadsheet would change', name)
        errors.append(problem("KG618", name.location, found, expected, hint))
    if errors:
        return Sheets(problems=errors)
    sources = [source for source in case.sources.values() if source.file]
    texts = [folder / str(source.file) for source in sources if source.access == "quoted"]
    confidential = [str(source.file) for source in sources if source.access == "restricted"]
    return Sheets(files, [text for text in texts if text.is_file()], confidential)


def _as_bytes(tables: Sequence[SheetTable], state: str, *, as_csv: bool) -> dict[str, bytes]:
    if as_csv:
        return {name: text.encode("utf-8") for name, text in csv_texts(tables, state).items()}
    try:
        from kg.kit.sheets.workbook import workbook_bytes  # noqa: PLC0415 - needs the extra sheets
    except ModuleNotFoundError as error:
        raise lacking(*WORKBOOKS) from error
    return {"workbook": workbook_bytes(tables, state)}


def _words(node: Node) -> list[Word]:
    """List every text in a document."""
    own = [node.scalar] if node.scalar is not None else []
    inner = [*(node.items or ()), *(value for _, value in node.fields or ())]
    return own + [word for value in inner for word in _words(value)]


@dataclass(slots=True)
class Returned:
    """A spreadsheet as a case folder.

    Attributes:
        texts: the YAML files by name; nothing when there are errors.
        gone: YAML files that hold nothing any more.
        sources: source texts that lie beside the spreadsheet and belong into the folder.
        problems: everything wrong, in the order of sheet and row.
        state: what the case was when the sheets were written, and what it is after they were read.
    """

    texts: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    sources: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    state: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether it may be written: nothing is an error."""
        return all(found.severity is not Severity.ERROR for found in self.problems)


def _read_grids(
    files: dict[str, bytes], *, as_csv: bool, shown: str = ""
) -> tuple[list[Grid], list[Problem]]:
    """Read the sheets of a workbook, which is called ``workbook`` here, or of CSV files, by the names of the files."""
    if as_csv:
        return read_csv(files, shown)
    try:
        from kg.kit.sheets.workbook_in import read_workbook  # noqa: PLC0415 - needs the extra sheets
    except ModuleNotFoundError as error:
        raise lacking(*WORKBOOKS) from error
    return read_workbook(files["workbook"], shown)


def sheets_as_case(
    path: Path, folder: Path, *, as_csv: bool, ontology_at: Path | None = None, is_forced: bool = False
) -> Returned:
    """Turn a workbook, or a folder of CSV files, into the files of a case folder.

    It is checked as ``kg check`` would check the folder. A source text is taken from the folder, or from
    where the spreadsheet lies.

    Args:
        path: the workbook, or the folder of CSV files.
        folder: the case folder, which may be there or not.
        as_csv: the path is a folder of CSV files.
        ontology_at: a folder to take in place of the ontology that ships.
        is_forced: what has changed in the folder since the sheets were written may be written over.

    Raises:
        KgError: the file cannot be read, openpyxl is not installed, or the ontology is at fault.
    """
    files = _files(path, as_csv=as_csv)
    if isinstance(files, Problem):
        return Returned(problems=[files])
    ontology, faults = load(ontology_at or ontology_folder(), beside=frameworks_beside([folder]))
    if faults := [*faults, *ontology.in_files.problems]:
        return Returned(problems=faults)
    grids, problems = _read_grids(files, as_csv=as_csv, shown=path.as_posix())
    schema = case_schema(None, ontology)
    is_there = folder.is_dir() and bool(yaml_files(folder))
    there = read_document(folder, folder.as_posix(), faults)[0] if is_there else Document()
    faults = [found for found in faults if found.severity is Severity.ERROR]
    read = read_tables(grids, schema, () if faults else case_tables(there, schema))
    returned = Returned(problems=[*problems, *read.problems])
    read.document.is_partial |= not returned.is_clean and len(grids) < len(problems) + len(grids)
    if returned.is_clean and not is_forced:
        returned.problems += faults or _newer(there, read, folder)
    if grids:
        beside = path if as_csv else path.parent
        with TemporaryDirectory() as aside:
            _check(read, folder, beside, Path(aside), returned, ontology)
    returned.problems = sorted(dict.fromkeys(returned.problems), key=lambda p: (p.location, p.code, p.found))
    return returned


def _newer(there: Document, read: Read, folder: Path) -> list[Problem]:
    """Report a case that has changed since the sheets were written, when they hold something else than it does."""
    path = folder / _LAST
    written = path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""
    first, _, last = written.partition(" ")
    names = lost(there, read.document)
    if not names or not read.state or fingerprint(there) in {read.state, last if first == read.state else ""}:
        return []
    which = names if len(names) <= _NAMED else [*names[:_NAMED], say("{0} more", len(names) - _NAMED)]
    found = say(
        "a case that has changed since these sheets were written; they would change or take away {0}", which
    )
    hint = say(
        "write the sheets anew from the case and make your changes in those; or, if the sheets are right, give --force"
    )
    return [problem("KG620", names[0].location, found, say("the case as it was then"), hint)]


def _files(path: Path, *, as_csv: bool) -> dict[str, bytes] | Problem:
    """Read the bytes of a workbook, or of every CSV file in a folder; report one that is too large."""
    files = {}
    try:
        paths = sorted(path.iterdir()) if as_csv else [path]
        for each in paths:
            if as_csv and each.suffix.lower() != ".csv" and each.name != CSV_PREFACE:
                continue
            size = each.stat().st_size
            if size > LARGEST:
                place = Location(each.as_posix(), 1, 1)
                return problem("KG005", place, *too_large(size, LARGEST))
            files[each.name if as_csv else "workbook"] = each.read_bytes()
    except OSError as error:
        raise KgError(f"{path.as_posix()} cannot be read ({error.strerror})") from error
    return files


def _check(
    read: Read, folder: Path, beside: Path, aside: Path, returned: Returned, ontology: Ontology
) -> None:
    """Check a case that was read from sheets, and put together the files that it becomes."""
    shown, name = folder.as_posix(), folder.resolve().name
    stage = aside / name
    stage.mkdir()
    draft = make_case(replace(read.document, fields=[*read.document.fields]), name, shown, [])
    for record in (record for record in draft.sources.values() if record.file and record.is_quotable):
        # What is confidential is read where it lies, and brought nowhere.
        source, homes = str(record.file), (folder, beside) if record.access == "quoted" else (folder,)
        home = next((place for place in homes if _holds(place, source)), None)
        if home is not None:
            (stage / source).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(home / source, stage / source)
        if home == beside and not _holds(folder, source):
            returned.sources.append(Path(source))
    texts = read_sources(draft, stage, shown, [])
    returned.problems.extend(_changed_quotations(read, texts))
    found: list[Problem] = []
    case = make_case(read.document, name, shown, found)
    compiled = compile_read(case, found, stage, ontology, Validator(ontology))
    returned.problems.extend(map(_in_cells, compiled.problems))
    if returned.is_clean:
        _put_together(read, folder, stage, returned)


def _in_cells(found: Problem) -> Problem:
    """Speak of a cell where a problem speaks of a line, if it is one of a sheet."""
    wanted = found.expected
    if found.location.is_cell and isinstance(wanted, Said) and wanted.template == _A_LINE.template:
        return replace(found, expected=say('a cell under "{0}"', *wanted.arguments))
    return found


def _holds(folder: Path, name: str) -> bool:
    """Tell whether the file is there, in the folder itself and not led to from it."""
    path = folder / name
    try:
        return path.is_file() and path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False


def _changed_quotations(read: Read, texts: dict[str, SourceText]) -> list[Problem]:
    """Report each quotation that is the source's but for what spreadsheets change.

    The source's own words take its place, so that nothing else is said of it.
    """
    problems = []
    for node in read.quotations:
        words = str(node.scalar)
        if any(words in source.text for source in texts.values()):
            continue
        for source in texts.values():
            if (match := restored(words, source.text)) is not None:
                own, changes = match
                found = say('a quotation with {0}: "{1}"', changes, short(words))
                expected = say('the words of {0}: "{1}"', source.source.file, own)
                hint = say("the spreadsheet changed it while it was typed")
                problems.append(problem("KG612", node.location, found, expected, hint))
                node.scalar = Word(own, node.location)
                break
    return problems


def _put_together(read: Read, folder: Path, stage: Path, returned: Returned) -> None:
    """Write the YAML files that the case becomes over those that are there, and read them again to be sure."""
    document = read.document
    paths = yaml_files(folder) if folder.is_dir() else []
    earlier = {path.name: read_text_file(path, folder, path.name, YAML_LIMIT) for path in paths}
    known = {name: file.text for name, file in earlier.items() if isinstance(file, TextFile)}
    texts = merged(known if len(known) == len(earlier) else {}, document)
    for name, text in texts.items():
        (stage / name).write_text(text, encoding="utf-8", newline="\n")
    problems: list[Problem] = []
    again, _ = read_document(stage, folder.as_posix(), problems)
    if problems or content(again) != content(document):
        raise RuntimeError(f"the case would not be written as it was read: {problems[:1]}")
    returned.texts = texts
    returned.state = f"{read.state} {fingerprint(document)}" if read.state else ""
    returned.gone = [name for name in earlier if name not in texts]


def write_returned(returned: Returned, folder: Path, beside: Path) -> list[Said]:
    """Write the files of a case, each at once, and take away those that hold nothing any more.

    Args:
        returned: a case without errors.
        folder: the case folder; it is made when it is not there.
        beside: where the spreadsheet lies, and source texts that are not in the folder yet.

    Returns:
        What was done, a line for each file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    done = []
    for source in returned.sources:
        (folder / source).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(beside / source, folder / source)
        done.append(say("copied {0}", (folder / source).as_posix()))
    for name, text in returned.texts.items():
        path, data = folder / name, text.encode("utf-8")
        is_same = path.is_file() and path.read_bytes() == data
        if not is_same:
            aside = path.with_name(f".{name}.new")
            aside.write_bytes(data)
            aside.replace(path)
        done.append(say("unchanged {0}", path.as_posix()) if is_same else say("wrote {0}", path.as_posix()))
    if returned.state and any(line.template.startswith("wrote") for line in done):
        (folder / _LAST).write_text(f"{returned.state}\n", encoding="utf-8", newline="\n")
    for name in returned.gone:
        (folder / name).unlink()
        done.append(say("removed {0}, whose entries stand elsewhere or are gone", (folder / name).as_posix()))
    return done
