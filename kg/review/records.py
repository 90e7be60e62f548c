"""An item for review, and the kinds of item there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.problems import say
from kg.problems.said import in_language

if TYPE_CHECKING:
    from kg.problems import Location
    from kg.problems.said import Said

KINDS: dict[str, Said] = {
    "shared-passage": say("one passage behind many claims"),
    "off-topic": say("words that do not mention what the claim is about"),
    "one-document": say("a claim that rests on one document"),
    "one-document-case": say("a case that rests on one document"),
    "one-kind": say("a claim that rests on documents of one kind"),
    "hedged": say("hedged words, coded as plain"),
    "no-causal-word": say("a causal claim without a causal word"),
    "unasked": say("a silence that does not say what was asked"),
    "person-name": say("names of persons"),
    "telephone": say("telephone numbers"),
    "mail": say("mail addresses"),
    "identity-number": say("identity numbers"),
    "account-number": say("account and card numbers"),
    "address": say("addresses"),
    "office-holder": say("offices that one person holds"),
    "place-name": say("names of real places"),
    "organisation": say("names of organisations"),
    "proper-name": say("other proper names"),
    "quasi-identifiers": say("quasi-identifiers: details that may narrow the case down"),
    "sample-unique": say("sample uniques: combinations that one claim alone has"),
}
"""Every kind of item with its title, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to look at again: never a verdict.

    Attributes:
        kind: one of `KINDS`.
        case: the case's name.
        about: the IRI of the claim or case; empty for a place in a file.
        id: the claim's identifier, the case's name or the file's.
        words: the words to look at.
        why: the reason for which it is shown.
        location: where the entry was written; None when that is not known, as in a build.
        is_quoted: the words are a source's or an author's own; else some are a coder's paraphrase.
    """

    kind: str
    case: str
    about: str
    id: str
    words: str
    why: Said
    location: Location | None = None
    is_quoted: bool = True

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Give the item as plain values, for ``--json``."""
        place = self.location
        return {
            "kind": self.kind,
            "title": in_language(KINDS[self.kind], language),
            "case": self.case,
            "id": self.id,
            "file": place.file if place else "",
            "line": place.line if place else 0,
            "column": place.column if place else 0,
            "words": self.words,
            "quoted": self.is_quoted,
            "why": in_language(self.why, language),
        }
