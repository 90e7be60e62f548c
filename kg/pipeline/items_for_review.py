"""What a second reader should look at in compiled cases, with the places where it was written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.anonymity import is_anonymised
from kg.anonymity.combinations import risky_combinations
from kg.anonymity.disclosure import disclosures, is_confidential, of_persons
from kg.anonymity.items import Disclosed, Unseen, squeezed, words_of_public
from kg.asking import asking
from kg.authoring import read_case
from kg.compile import withhold
from kg.files import SOURCE_LIMIT, read_text_file
from kg.frameworks import load
from kg.model import iris
from kg.pipeline.run import compile_cases
from kg.problems import Location, Problem, say
from kg.problems.said import LANGUAGES
from kg.records import Index, read_stated
from kg.resources import ontology_folder
from kg.review import KINDS, OF_DISCLOSURE, OF_REVIEW, Item, review_fit, unasked
from kg.review.answers import answered
from kg.store import LocalStore, parse_quads
from kg.workers import CompileOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.compile import Compiled
    from kg.model.records import Case
    from kg.pipeline.outcome import Outcome

_OTHER_LETTERS = re.compile(r"[\u0370-\u1dff\u3040-\u30ff\ua000-\ud7ff\ufb1d-\ufefc]{2,}")
"""Words in letters that are neither Latin nor Chinese."""


def review(outcome: Outcome) -> tuple[tuple[Item, ...], list[Problem]]:
    """List the items for review of every case with the answers to them, case by case, and warn of answers that answer nothing.

    Args:
        outcome: what a check of the cases found; a case with errors is looked at as far as it was compiled.
    """
    store = LocalStore.of(outcome.quads())
    ontology, _ = load(outcome.ontology or ontology_folder(), beside=outcome.beside)
    found: list[Item] = []
    problems: list[Problem] = []
    for compiled in outcome.cases:
        name = iris.case(compiled.name)
        items = list(review_fit(Index(read_stated(asking(store), name)), name, compiled.places))
        shown = compiled.shown.rpartition("/")[0]
        case, _ = read_case(Path(shown), shown)
        if case is not None:
            items += unasked(case, ontology.relations.keys() | case.relations.keys())
            items, idle = answered(case, items, OF_REVIEW, "--review")
            problems += idle
        found += items
    return tuple(found), problems


@dataclass(slots=True)
class Disclosure:
    """What cases may give away.

    Attributes:
        items: what was found, with the answers to it.
        unseen: what was not looked at.
        problems: answers that answer nothing.
        looked_at: how many cases were looked at.
    """

    items: list[Disclosed] = field(default_factory=list)
    unseen: list[Unseen] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    looked_at: int = 0

    @property
    def open(self) -> list[Disclosed]:
        """What would be in a public build, and nobody has answered."""
        return [item for item in self.items if item.is_open]


def disclose(outcome: Outcome) -> Disclosure:
    """List what may give a person or an anonymised case away, case by case, and say what nobody looked at.

    Args:
        outcome: what a check or a build of the cases found. Their folders are read again, comments and all.
    """
    found = Disclosure()
    for compiled in outcome.cases:
        shown = compiled.shown.rpartition("/")[0]
        case, _ = read_case(Path(shown), shown)
        if case is None:
            found.unseen.append(Unseen(compiled.name, compiled.name, say("it could not be read")))
            continue
        items: list[Disclosed] = []
        if is_confidential(case):
            found.looked_at += 1
            items = _items(case, compiled, outcome, found)
        else:
            why = say("it has no interview, observation or restricted source, and is not anonymised")
            found.unseen.append(Unseen(compiled.name, compiled.name, why))
        items, idle = answered(case, items, OF_DISCLOSURE, "--disclosure")
        found.items += items
        found.problems += idle
    return found


def _items(case: Case, compiled: Compiled, outcome: Outcome, found: Disclosure) -> list[Disclosed]:
    """List the items of one case in the order of kind and place; note what was not looked at."""
    texts, unread = _texts(Path(case.folder), case.folder)
    found.unseen += _unseen(case, texts, unread)
    public = words_of_public(withhold(case)[0], texts)
    items = [replace(item, is_public=squeezed(item.words) in public) for item in disclosures(case, texts)]
    if is_anonymised(case):
        items += _combinations(case, compiled, outcome)
    order = list(KINDS)
    return sorted(items, key=lambda item: (order.index(item.kind), item.location or Location("")))


def _combinations(case: Case, compiled: Compiled, outcome: Outcome) -> list[Disclosed]:
    """Find details that are rare together, in all the words and in those that the public sees."""
    here = _risky(compiled, outcome)
    if all(source.access != "restricted" for source in case.sources.values()):
        return here
    again = compile_cases(
        [Path(case.folder)], CompileOptions(jobs=1), None, outcome.ontology, is_public=not outcome.is_public
    )
    there = _risky(again.cases[0], again)
    public, private = (here, there) if outcome.is_public else (there, here)
    known = {item.name for item in public}
    return [*public, *(replace(item, is_public=False) for item in private if item.name not in known)]


def _risky(compiled: Compiled, outcome: Outcome) -> list[Disclosed]:
    store = LocalStore.of([*outcome.ontology_quads, *parse_quads(compiled.data)])
    return list(risky_combinations(store, iris.case(compiled.name), compiled.places))


def _unseen(case: Case, texts: dict[str, str], unread: list[str]) -> Iterator[Unseen]:
    """Say what of a case was not looked at, or not for everything."""
    for name in unread:
        why = say("it is no text file: look at its content and at what its format tells of its origin")
        yield Unseen(case.name, name, why)
    for name, source in case.sources.items():
        if of_persons(source) and str(source.file) not in texts:
            yield Unseen(case.name, name, say("its text is not here; only what the case says of it was read"))
        elif source.language.partition("-")[0].lower() not in LANGUAGES:
            why = say(
                "its language is {0}: names are looked for in English and Chinese only", source.language
            )
            yield Unseen(case.name, name, why)
    for name, text in texts.items():
        # Unicode's name of a letter begins with that of its script.
        first = {unicodedata.name(letters[0], "?").split()[0] for letters in _OTHER_LETTERS.findall(text)}
        if scripts := sorted(script.capitalize() for script in first):
            yield Unseen(
                case.name,
                name,
                say("it has words in other letters ({0}): names in them are not known", scripts),
            )
    if not is_anonymised(case):
        what = say("names of places and organisations, rare details")
        yield Unseen(case.name, what, say("these are looked for in anonymised cases only"))


def _texts(folder: Path, shown: str) -> tuple[dict[str, str], list[str]]:
    """Read the text files of a folder by name, and list the files that are none."""
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
