"""What silences asked for, where nobody wrote it down: the line that would say it, for the author to confirm.

Takes a case and the names of relations; gives items. Whether two things that a question is about are
alternatives or stand on either side of a relation only the author knows, so the line is a question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import iris
from kg.problems import say
from kg.review.records import Item

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kg.model.records import Case, Silence, Word


def unasked(case: Case, relations: Collection[str]) -> Iterator[Item]:
    """Propose an ``asks:`` line for each silence that has none and is not left open on purpose.

    Args:
        case: the case, read.
        relations: the names of the relations that there are.
    """
    for silence in case.silences.values():
        if silence.asks is None and not silence.policy and silence.about:
            why = say("it decides nothing; is this what was asked: {0}", silence.question)
            about = iris.silence(case.name, silence.id)
            line = _proposed(case, silence, relations)
            yield Item("unasked", case.name, about, silence.id, line, why, silence.id.location)


def _proposed(case: Case, silence: Silence, relations: Collection[str]) -> str:
    """Propose a line that takes the first thing for the subject, the others for the object, and phases for the phase."""
    phases = [word for word in silence.about if word in case.elements and case.elements[word].kind == "phase"]
    things = [word for word in silence.about if word not in phases]
    missing = [silence.missing] if silence.missing else []
    places = {"subject": things, "object": missing, "phase": phases}
    if silence.missing in relations:
        places = {"subject": things[:1], "relation": missing, "object": things[1:], "phase": phases}
    return f"asks: {{{', '.join(f'{name}: {_written(words)}' for name, words in places.items() if words)}}}"


def _written(words: list[Word]) -> str:
    return str(words[0]) if len(words) == 1 else f"[{', '.join(map(str, words))}]"
