"""Where the text of a source lies, and whether it may be one.

Takes a source and the folder of its case; gives the problem of a file that is none of the case's own texts. What
is wrong is told where the author named the file: whoever named it is the one who can mend it.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from kg.files import CASE_FILE, SCHEMA_FILE, YAML_ENDINGS, name_fault
from kg.problems import Problem, Severity, problem, say

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model.records import Source
    from kg.problems.said import Said


_GRAPHS = frozenset({".nq", ".nt", ".trig", ".ttl"})
"""The endings of what `kg build` and `kg query` write."""


def look_for(source: Source, folder: Path, shown: str) -> Problem | None:  # noqa: PLR0911 - one a fault
    """Look for the file of a source, without opening it.

    Args:
        source: a source with a file.
        folder: the case folder.
        shown: how to call it in a problem.

    Returns:
        Why it cannot be the text of this source, a warning where it is restricted and elsewhere; None where
        it is there, or where only opening it tells what is wrong.
    """
    fault = name_fault(source.file)
    if fault is not None:
        found = say('the file "{0}": {1}', source.file, fault[0])
        expected = say("a name that every computer can hold")
        return problem("KG011", source.file.location, found, expected, fault[1])
    path = folder / source.file
    try:
        real = path.resolve()
        if not real.is_relative_to(folder.resolve()):
            what = say('the file "{0}"', source.file)
            if path.is_symlink():
                what = say('the file "{0}", a link that leads out of the case folder', source.file)
            expected = say("a file in the case folder")
            hint = say("copy it into the folder")
            return problem("KG006", source.file.location, what, expected, hint)
        if not (path.exists() or path.is_symlink()):
            return _missing(source, folder, shown)
        if path.exists() and not path.is_file():
            found = say('the file "{0}", which is a folder or device', source.file)
            expected = say("a text file")
            return problem("KG007", source.file.location, found, expected)
    except (OSError, RuntimeError):
        return None
    why = _none_of_ours(real, folder.resolve())
    if why is None:
        return None
    found = say('the file "{0}", {1}', source.file, why)
    expected = say("a text that is a source of this case")
    hint = say("name the file that holds the words of the source")
    return problem("KG307", source.file.location, found, expected, hint)


def _none_of_ours(real: Path, folder: Path) -> Said | None:
    """Say what a file is that cannot be a source text of the case; give None where it can."""
    if real.suffix.lower() in YAML_ENDINGS:
        return say("which is a YAML file: it holds a coding and no source")
    if real.suffix.lower() in _GRAPHS:
        return say("which holds a graph and no source")
    if real.name == SCHEMA_FILE:
        return say("which 'kg case schema' writes")
    inner = (above for above in real.parents if above != folder and above.is_relative_to(folder))
    if any((above / CASE_FILE).is_file() for above in inner):
        return say("which lies in another case")
    return None


def _missing(source: Source, folder: Path, shown: str) -> Problem:
    """Report a file that is not there. A restricted text may be on another machine, so there it is a warning only."""
    if source.access == "quoted":
        found = say('no file "{0}"', source.file)
        expected = say("a text file in {0}", shown)
        hint = _near(folder, source.file)
        return problem("KG305", source.file.location, found, expected, hint)
    found = say('no file "{0}" on this machine, so that quotations from it were skipped', source.file)
    expected = say("a text file in {0}, if you have one", shown)
    hint = _near(folder, source.file)
    return Problem("KG305", source.file.location, found, expected, hint, Severity.WARNING)


def _near(folder: Path, name: str) -> str:
    """Suggest the text file that may have been meant, among those that lie where it should."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    home = (folder / name).parent
    home = home if home.is_dir() else folder
    names = sorted(p.relative_to(folder).as_posix() for p in home.iterdir() if _may_be_meant(p))
    composed = unicodedata.normalize("NFC", name)
    if composed in (unicodedata.normalize("NFC", name) for name in names):
        return say(
            "the folder has it in another form of Unicode, with letters apart from their accents (NFD): rename it,"
            " and type the name anew in both places"
        )
    near = get_close_matches(name, names, n=1)
    if near:
        return say('did you mean "{0}"?', near[0])
    return say("the folder has: {0}", names) if names else say("put the file there")


def _may_be_meant(path: Path) -> bool:
    is_own = path.suffix.lower() in YAML_ENDINGS or path.name == SCHEMA_FILE
    return path.is_file() and not is_own and path.name[0] != "." and path.name.isprintable()
