"""Files of a case folder that look like a case's and are not read, and names that not every computer can hold.

Takes a folder; gives problems. What an author believes to be checked is checked, or reported.
"""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.files import CASE_FILE, YAML_ENDINGS, is_composed, name_fault
from kg.problems import Location, Problem, Severity, problem, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_LIKE = re.compile(r"^(?P<stem>.*)\.(?:ya?ml|ymal|yalm|yam)(?P<more>(?:[ ._~-].*)?)$")
_KEPT = re.compile(r"~|\.(?:bak|orig|old|swp|tmp|save)")
"""What editors and Git put behind the name of a copy."""
_MOST = 20


def unread_files(folder: Path, shown: str, sources: Collection[str]) -> list[Problem]:
    """Report what looks like a file of the case and is not read, in the order of names; at most the first twenty.

    Args:
        folder: the case folder.
        shown: how to call it in a problem.
        sources: the files that are read as sources.
    """
    found = []
    for name in _names(folder):
        place = Location(f"{shown}/{readable(name)}", 1, 1)
        *above, last = name.split("/")
        is_read = not above and os.path.splitext(last)[1].lower() in YAML_ENDINGS  # noqa: PTH122 - a name is no path yet
        seen = "".join(sign for sign in last if unicodedata.category(sign) != "Cf")
        like = _LIKE.match(unicodedata.normalize("NFKC", seen).lower())
        if name in sources or not (like or is_read):
            continue
        if not is_read and like:
            found.append(_unread(place, above, readable(last), like, shown))
        elif (fault := name_fault(name)) is not None:
            found.append(
                problem("KG011", place, fault[0], say("a name that every computer can hold"), fault[1])
            )
        elif not is_composed(name):
            found.append(apart(place))
    return found[:_MOST]


def readable(name: str) -> str:
    """Write the name of a file so that it can be printed: a byte that is not UTF-8 gets a sign of its own."""
    return os.fsencode(name).decode("utf-8", "replace")


def apart(place: Location) -> Problem:
    """Warn of a name whose letters stand apart from their accents: another system may not find the file."""
    told = problem("KG011", place, say("a name whose letters stand apart from their accents (NFD)"),
                   say("a name that every computer can hold"), say("rename it, and type the name anew"))  # fmt: skip
    return replace(told, severity=Severity.WARNING)


def _unread(place: Location, above: list[str], last: str, like: re.Match[str], shown: str) -> Problem:
    """Report a file that is not read; for a copy that an editor keeps, only warn."""
    hint = (
        say("move it to {0}", shown) if above else say('rename it "{0}"', f"{last[: like.end('stem')]}.yaml")
    )
    told = problem("KG010", place, say("a file that looks like one of the case and is not read"),
                   say("files .yaml or .yml right in the case folder"), hint)  # fmt: skip
    return replace(told, severity=Severity.WARNING) if _KEPT.match(like["more"]) else told


def _names(folder: Path) -> Iterator[str]:
    """List the files at and below a folder, but for those whose name begins with a dot or a low line."""
    for where, folders, files in os.walk(folder):
        # A folder with a head of its own is another case.
        inner = (name for name in folders if name[0] not in "._")
        folders[:] = sorted(name for name in inner if not os.path.lexists(f"{where}/{name}/{CASE_FILE}"))
        above = os.path.relpath(where, folder).replace(os.sep, "/")
        for name in sorted(files):
            if name[0] not in "._":
                yield name if above == "." else f"{above}/{name}"
