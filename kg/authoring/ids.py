"""The form of an id, and the id that a word was probably meant to be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.files import RESERVED
from kg.problems import Problem, problem, say

if TYPE_CHECKING:
    from kg.model.records import Word

_ID = re.compile(r"[a-z][a-z0-9-]*\Z")
LONGEST = 100
"""How many characters an id has at most: it becomes part of the name of a file and of an address."""


def check_id(word: Word, problems: list[Problem]) -> bool:
    """Tell whether a word may be an id; report it if not."""
    if len(word) > LONGEST:
        problems.append(problem("KG109", word.location, say('the id "{0}", which has {1} characters', f"{word[:40]}…", f"{len(word):,}"),
                                say("at most {0} characters", LONGEST)))  # fmt: skip
        return False
    if _ID.match(word) and word in RESERVED:
        problems.append(problem("KG109", word.location, say('the id "{0}", which Windows keeps for itself', word),
                                say("a name that a file can have on every computer"), say('write "{0}"', f"the-{word}")))  # fmt: skip
        return False
    if _ID.match(word):
        return True
    near = as_id(word)
    problems.append(problem("KG109", word.location, say('the id "{0}"', word),
                            say("small letters, digits and hyphens, a letter first"),
                            say('write "{0}"', near) if near else ""))  # fmt: skip
    return False


def as_id(word: str) -> str:
    """Find the id nearest to a word; give nothing where there is none.

    >>> as_id("J City"), as_id("市")
    ('j-city', '')
    """
    slug = re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-")
    return slug if _ID.match(slug) and slug not in RESERVED else ""
