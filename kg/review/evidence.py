"""The claims of a case with their names and the words they rest on, as the checks of fit need them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.asking import asking
from kg.model.iris import kebab, local_name, word_of

if TYPE_CHECKING:
    from kg.store import Store


@dataclass(slots=True)
class Piece:
    """A quotation or a citation in a line of evidence.

    Attributes:
        is_quoted: its words are the source's.
        texts: the words quoted, or the paraphrases in the languages there are.
    """

    iri: str
    source: str
    kind: str
    is_quoted: bool
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ClaimWords:
    """A claim as it is to be looked at.

    Attributes:
        relations: its relation and all above it, by the words authors use.
        bases: what a reading rests on.
        cause: the words that the coder says are causal.
        names: for subject and object, the names of each thing.
        concepts: those of the things that show a concept of a framework.
        supports: the pieces of its supporting lines, each once.
    """

    iri: str
    id: str
    sentence: str
    sentence_zh: str
    status: str
    role: str
    modality: str
    cause: str = ""
    relations: set[str] = field(default_factory=set)
    bases: set[str] = field(default_factory=set)
    names: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    concepts: set[str] = field(default_factory=set)
    supports: dict[str, Piece] = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        """All words it rests on."""
        return [text for piece in self.supports.values() for text in piece.texts]


def claims_with_words(store: Store, case: str) -> list[ClaimWords]:
    """The claims of a case, by identifier.

    Args:
        store: where the case stands.
        case: the case's IRI.
    """
    ask = asking(store)
    claims: dict[str, ClaimWords] = {}
    for row in ask("review-claims", case=case):
        _add_marks(claims, row)
    for row in ask("review-names", case=case):
        if row["claim"] in claims:
            _add_name(claims[row["claim"]], row)
    for row in ask("review-evidence", case=case):
        if row["claim"] in claims and row["direction"].endswith("-supports"):
            _add_piece(claims[row["claim"]], row)
    return list(claims.values())


def _add_marks(claims: dict[str, ClaimWords], row: dict[str, str]) -> None:
    """The claim of a row, with its relation and bases; one claim has a row for each of these."""
    claim = claims.setdefault(
        row["claim"],
        ClaimWords(row["claim"], row["identifier"], row["sentence"], row.get("sentenceZh", ""),
                   word_of(row["status"]), word_of(row["role"]), word_of(row["modality"]), row.get("cause", "")),
    )  # fmt: skip
    claim.relations.add(word_of(row["relation"]))
    if "under" in row:
        claim.relations.add(kebab(local_name(row["under"])))
    if "basis" in row:
        claim.bases.add(word_of(row["basis"]))


def _add_name(claim: ClaimWords, row: dict[str, str]) -> None:
    claim.names.setdefault(row["side"], {}).setdefault(row["thing"], []).append(row["label"])
    if "concept" in row:
        claim.concepts.add(row["thing"])


def _add_piece(claim: ClaimWords, row: dict[str, str]) -> None:
    piece = claim.supports.setdefault(
        row["item"], Piece(row["item"], row["source"], row["kind"], "start" in row)
    )
    if row.get("words") and row["words"] not in piece.texts:
        piece.texts.append(row["words"])
