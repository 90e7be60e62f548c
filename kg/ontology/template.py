"""The words of a relation with places for its parts: ``gives {what|data} to {object}[ under {of}]``.

Takes a template and the names of the parts; gives the words. ``{role}`` is the place of a part, ``{role|words}``
says what stands there where the part is not given, and what is in ``[…]`` is left out without it. A template
without any place is followed by the object.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLES = ("object", "what", "of", "to")
"""The parts of a claim that a template can have a place for; all others stand around its words."""
_PLACE = re.compile(r"\{(?P<role>[^{}|]*)(\|(?P<default>[^{}|]*))?\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_OPEN = "…"


def with_object(phrase: str) -> str:
    """Write a phrase that has no place as a template: the object follows it.

    >>> with_object("supports"), with_object("gives data to {object}")
    ('supports {object}', 'gives data to {object}')
    """
    if not phrase or "{" in phrase:
        return phrase
    return f"{phrase} {{object}}" if phrase[-1].isascii() else f"{phrase}{{object}}"


def roles_of(phrase: str) -> frozenset[str]:
    """Find the parts that a phrase has a place for.

    >>> sorted(roles_of("gives {what|data} to {object}"))
    ['object', 'what']
    """
    return frozenset(match["role"] for match in _PLACE.finditer(with_object(phrase)))


def is_well_formed(phrase: str) -> bool:
    """Tell whether every bracket of a phrase belongs to a place or to something that may be left out.

    >>> is_well_formed("asks[ for {what}]"), is_well_formed("asks {what"), is_well_formed("asks[ {what}[ of {of}]]")
    (True, False, False)
    """
    inner = _PLACE.sub("", phrase)
    return not set("{}[]") & set(_OPTIONAL.sub("", inner)) and all(
        _PLACE.search(match[1]) for match in _OPTIONAL.finditer(phrase)
    )


def fill(phrase: str, parts: Mapping[str, str]) -> str:
    """Write the parts into their places.

    >>> fill("gives {what|data} to {object}", {"object": "the bureau"})
    'gives data to the bureau'
    >>> fill("withholds {what|data}[ from {object}]", {"what": "records"})
    'withholds records'
    >>> fill("[就{what}]考核{object}", {"object": "ABC"})
    '考核ABC'
    """

    def optional(match: re.Match[str]) -> str:
        roles = {place["role"] for place in _PLACE.finditer(match[1])}
        return match[1] if any(parts.get(role) for role in roles) else ""

    def gone(match: re.Match[str]) -> str:
        return match[0] if parts.get(match["role"]) or match["default"] else ""

    def place(match: re.Match[str]) -> str:
        return parts.get(match["role"]) or match["default"]

    # What is left out is left out first: a part may have brackets, or two spaces, in its name.
    template = _PLACE.sub(gone, _OPTIONAL.sub(optional, with_object(phrase)))
    return _PLACE.sub(place, re.sub(" {2,}", " ", template).strip(" "))


def read_as(phrase: str) -> str:
    """Write a phrase as it is shown by itself, without its parts.

    >>> read_as("gives {what|data} to {object}"), read_as("向{object}提供{what|数据}"), read_as("supports")
    ('gives data to', '向…提供数据', 'supports')
    >>> read_as("makes {object} possible[ for {of}]"), read_as("withholds {what|data}[ from {object}]")
    ('makes … possible', 'withholds data from')
    """
    required = _OPTIONAL.sub("", with_object(phrase))
    open_places = {match["role"] for match in _PLACE.finditer(required) if not match["default"]}
    return fill(phrase, dict.fromkeys({"object", *open_places}, _OPEN)).removesuffix(_OPEN).rstrip()
