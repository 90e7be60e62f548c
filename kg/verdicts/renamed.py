"""The words by which it was said how a thing stands before there was one list of verdicts, and those that took their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.problems import problem, say
from kg.verdicts.values import (
    CONTESTED,
    DENIED,
    HEDGED,
    INFERRED,
    INTERPRETED,
    NOT_CODED,
    PRESUPPOSED,
    STATED,
    VERDICTS,
)

if TYPE_CHECKING:
    from kg.problems import Location, Problem

RENAMED: dict[str, tuple[str, ...]] = {
    "exhibited": (STATED, PRESUPPOSED, INFERRED),
    "supported": (STATED, PRESUPPOSED, INFERRED),
    "dominates": (STATED, PRESUPPOSED, INFERRED),
    "present": (STATED, PRESUPPOSED, INFERRED),
    "taken-for-granted": (PRESUPPOSED,),
    "follows": (INFERRED,),
    "disputed": (CONTESTED,),
    "contradicted": (DENIED,),
    "partly": (HEDGED,),
    "read": (INTERPRETED,),
    "read-only": (INTERPRETED,),
    "read-denied": (f"{INTERPRETED}-denied",),
    "uncoded": (NOT_CODED,),
}
"""From each old word to the new ones, of which the first comes nearest."""


def renamed(code: str, place: Location, word: str, expected: tuple[str, ...]) -> Problem:
    """Report a word that is no verdict, or none that has a place here, with the word that took its place where there is one.

    Args:
        code: the code of the problem.
        place: where it stands.
        word: what stands there.
        expected: what may stand there.
    """
    meant = RENAMED.get(word, (word.replace(" ", "-"),))
    new = [one for one in RENAMED.get(word, ()) if one in expected]
    if not new and all(one in VERDICTS for one in meant):
        found = say('"{0}", which is open and has no score', word)
        hint = say("leave it out: what is not known stays empty")
        return problem(code, place, found, say("a verdict that rests on a claim"), hint)
    if not new:
        return problem(code, place, say('"{0}", which is no verdict', word), say("one of {0}", expected))
    hint = (
        say("this is now called {0}", new[0])
        if len(new) == 1
        else say("what was called so is now one of {0}: name each that you mean", new)
    )
    return problem(code, place, say('"{0}", an old word', word), say("a verdict"), hint)
