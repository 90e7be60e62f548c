"""An item for review or disclosure, and the kinds of item there are."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.files import sha256
from kg.problems import say
from kg.problems.said import in_language

if TYPE_CHECKING:
    from kg.problems import Location
    from kg.problems.said import Said

OF_REVIEW: dict[str, Said] = {
    "shared-passage": say("one passage behind many claims"),
    "off-topic": say("words that do not mention what the claim is about"),
    "one-document": say("a claim that rests on one document"),
    "one-document-case": say("a case that rests on one document"),
    "one-kind": say("a claim that rests on documents of one kind"),
    "hedged": say("hedged words, coded as plain"),
    "no-causal-word": say("a causal claim without a causal word"),
    "unasked": say("a silence that does not say what was asked"),
    "unheld-words": say("words of a name that the quotations do not hold"),
    "dropped-words": say("words that the claim leaves out and that change how strongly or widely it holds"),
    "doubted": say("a claim marked as stated whose note doubts it"),
    "pointing-back": say("a word that points back to what is not quoted"),
    "headless": say("a member of a list quoted without the head of the list"),
    "joined-sentences": say("whole sentences joined into one line of evidence"),
    "only-one": say("“的是” where there may be more than one"),
}
"""What a second reader should look at, by kind, with its title, in the order in which it is shown."""
OF_DISCLOSURE: dict[str, Said] = {
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
"""What may give somebody away, in the same way."""
KINDS = OF_REVIEW | OF_DISCLOSURE
"""Every kind of item."""


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
        key: what it is told apart by, where the words do not do.
        answer: the reason for which the author lets it stand; empty while there is none.
    """

    kind: str
    case: str
    about: str
    id: str
    words: str
    why: Said
    location: Location | None = None
    is_quoted: bool = True
    key: str = ""
    answer: str = ""

    @property
    def name(self) -> str:
        """What an answer calls it: its kind and a short hash, which tells nobody the words.

        >>> from kg.problems import say
        >>> Item("mail", "x", "", "notes.txt", "a@b.example", say("a mail address")).name
        'mail-ebb18a'
        """
        words = unicodedata.normalize("NFKC", self.key or self.words)
        return f"{self.kind}-{sha256(''.join(words.split()).casefold().encode())[:6]}"

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
            "item": self.name,
            "answer": self.answer,
        }
