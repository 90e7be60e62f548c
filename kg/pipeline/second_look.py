"""What a second reader should look at in compiled cases, with the places where it was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.files import SOURCE_LIMIT, read_text_file
from kg.model import iris
from kg.problems import Location, Problem, say
from kg.review import Item, disclosures, review_fit, risky_combinations
from kg.store import Store

if TYPE_CHECKING:
    from kg.pipeline.outcome import Outcome


def review(outcome: Outcome) -> tuple[Item, ...]:
    """The items for review of every case, case by case.

    Args:
        outcome: what a check of the cases found; a case with errors is looked at as far as it was compiled.
    """
    store = Store.of(outcome.quads())
    found: list[Item] = []
    for compiled in outcome.cases:
        found += review_fit(store, iris.case(compiled.name), compiled.places)
    return tuple(found)


def disclose(outcome: Outcome) -> tuple[Item, ...]:
    """What may give an anonymised case away, case by case; nothing for those that are public.

    Args:
        outcome: what a check of the cases found. Their folders are read again, comments and all.
    """
    store = Store.of(outcome.quads())
    found: list[Item] = []
    for compiled in outcome.cases:
        if compiled.is_anonymised:
            shown = compiled.shown.rpartition("/")[0]
            texts, unread = _texts(Path(shown), shown)
            found += disclosures(compiled.name, shown, texts)
            why = say("it is no text file: look at its content and at what its format tells of its origin")
            found += [
                Item("unread-file", compiled.name, "", name, name, why, Location(f"{shown}/{name}", 1, 1))
                for name in unread
            ]
            found += risky_combinations(store, iris.case(compiled.name), compiled.places)
    return tuple(found)


def _texts(folder: Path, shown: str) -> tuple[dict[str, str], list[str]]:
    """The text files of a folder by name, and the names of those that are none."""
    texts, unread = {}, []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            read = read_text_file(path, folder, f"{shown}/{name}", SOURCE_LIMIT)
            if isinstance(read, Problem):
                unread.append(name)
            else:
                texts[name] = read.text
    return texts, unread
