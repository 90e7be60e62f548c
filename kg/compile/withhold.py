"""A case as the public may see it: only what something shown names, and of the rest that it exists.

Takes the records of a case; gives others. This happens before anything is built, so dataset, pages,
downloads and search cannot hold what was left out. What is shown `kg.compile.shown` decides; of the rest:

- a restricted source, a withheld claim, and whatever a withheld claim names get a number for an identifier and
  the word `WORD` for their words; kind, marks and their place among the others stay;
- silences, and what not even a withheld claim names, are left out altogether.

The coder's identifier and the names and hashes of the YAML files are left out of every public case.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from kg.compile.shown import (
    RESTRICTED,
    Thing,
    own_concept_of,
    searched_in,
    sources_of,
    thing_named,
    what_is_shown,
)
from kg.compile.theory import own_framework
from kg.compile.without_texts import without_texts
from kg.model.languages import TRANSLATORS, other
from kg.model.records import Citation, Word
from kg.ontology.template import roles_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.compile.shown import Shown
    from kg.model.records import (
        Case,
        Claim,
        Element,
        Evidence,
        OwnConcept,
        OwnRelation,
        Saying,
        Search,
        Silence,
        Source,
    )

WORD, WORD_ZH = "withheld", "未公开"
CODER = "coder"
"""What a public case calls the coder who translated a quotation."""
_LABELS = ("label", "zh", "zh_basis", "en", "en_basis")


@dataclass(frozen=True, slots=True)
class Withheld:
    """How much was left out of a case.

    Attributes:
        sources: restricted ones.
        places: cited in a restricted source, or quoted from one.
        elements, concepts, relations: those that nothing shown names.
        claims: carried by nothing but restricted sources.
        silences: those that would tell of what is withheld.
    """

    sources: int = 0
    places: int = 0
    elements: int = 0
    concepts: int = 0
    relations: int = 0
    claims: int = 0
    silences: int = 0

    def as_dict(self) -> dict[str, int]:
        """Give the counts by name."""
        return asdict(self)


def withhold(case: Case) -> tuple[Case, Withheld]:
    """Give the case as the public may see it, and how much was left out.

    Args:
        case: the case, read.
    """
    case = without_texts(case, [name for name, source in case.sources.items() if source.access == RESTRICTED])
    shown = what_is_shown(case)
    public = _Public(case, shown, _names(case, shown))
    return public.case(), public.count()


_STEMS = {
    "sources": "restricted",
    "claims": "withheld-claim",
    "citations": "withheld-place",
    "elements": "withheld",
    "concepts": "withheld-concept",
    "relations": "withheld-relation",
}
"""What stands before the number in a new identifier, by section."""


def _names(case: Case, shown: Shown) -> Mapping[Thing, str]:
    """Give a number to whatever is withheld and stays: in each section in the order of the case."""
    staying = {Thing("sources", name) for name in shown.restricted} | shown.behind
    staying |= {Thing("claims", name) for name in shown.closed}
    staying |= {
        thing for thing in shown.things
        if thing.section == "citations" and thing.id in case.citations
        and case.citations[thing.id].source in shown.restricted
    }  # fmt: skip
    found: dict[Thing, str] = {}
    for section, stem in _STEMS.items():
        things = [thing for name in getattr(case, section) if (thing := Thing(section, name)) in staying]
        # What is shown may be called so; an id that is withheld may not tell itself by a gap.
        kept = {thing.id for thing in shown.things if thing.section == section}
        kept |= set(getattr(case, section)) if section in {"sources", "claims"} else set()
        kept -= {thing.id for thing in things}
        free = (name for number in count(1) if (name := f"{stem}-{number}") not in kept)
        found |= dict(zip(things, free, strict=False))
    return found


@dataclass(frozen=True, slots=True)
class _Public:
    """What it takes to say a case anew.

    Attributes:
        old: the case as it was written.
        shown: what of it is shown.
        names: the new identifiers of what is withheld and stays.
    """

    old: Case
    shown: Shown
    names: Mapping[Thing, str]

    def case(self) -> Case:
        """Write the case again with what the public may see."""
        old, restricted = self.old, self.shown.restricted
        open_files = {str(source.file) for name, source in old.sources.items() if name not in restricted}
        claims = _by_id(self._claim(claim) for claim in old.claims.values())
        citations = [
            self._citation(one) for one in old.citations.values() if self._stays("citations", one.id)
        ]
        return replace(
            old,
            coder=None,
            files=tuple((name, digest) for name, digest in old.files if name in open_files),
            sources=_by_id(self._source(source) for source in old.sources.values()),
            claims=claims,
            silences=_by_id(self._silence(silence) for silence in self.shown.silences),
            citations=_by_id(citations),
            elements=_by_id(self._element(e) for e in old.elements.values() if self._stays("elements", e.id)),
            concepts=_by_id(self._concept(c) for c in old.concepts.values() if self._stays("concepts", c.id)),
            relations=_by_id(
                self._relation(r) for r in old.relations.values() if self._stays("relations", r.id)
            ),
        )

    def count(self) -> Withheld:
        """Count what is left out."""
        old, shown = self.old, self.shown
        hidden = {
            section: sum(Thing(section, name) not in shown.things for name in getattr(old, section))
            for section in ("elements", "concepts", "relations")
        }
        places = sum(citation.source in shown.restricted for citation in old.citations.values())
        return Withheld(
            sources=len(shown.restricted), places=places, claims=len(shown.closed),
            silences=len(old.silences) - len(shown.silences), **hidden,
        )  # fmt: skip

    def _stays(self, section: str, name: str) -> bool:
        thing = Thing(section, name)
        return thing in self.shown.things or thing in self.names

    def _named(self, section: str, word: Word) -> Word:
        """Give a word with its new name, at its old place."""
        new = self.names.get(Thing(section, word))
        return Word(new, word.location) if new else word

    def _about(self, word: Word) -> Word:
        """Give the new name of an element, or of a concept of the case's own with its framework before it."""
        thing = thing_named(self.old, word)
        if thing is None or thing not in self.names:
            return word
        lead = f"{own_framework(self.old.name)}:" if thing.section == "concepts" else ""
        return Word(f"{lead}{self.names[thing]}", word.location)

    def _source(self, source: Source) -> Source:
        if source.id not in self.shown.restricted:
            return source
        new = self._named("sources", source.id)
        number = new.rpartition("-")[2]
        return replace(
            source, id=new, file=_word(source.id, ""),
            **self._labels(source.id, f"{WORD} source {number}", f"{WORD_ZH}的来源{number}"),
            publisher=None, published=None, url=None, note=None, rights=None, joins=(), is_withheld=True,
        )  # fmt: skip

    def _citation(self, citation: Citation) -> Citation:
        is_kept = Thing("citations", citation.id) in self.names
        is_touched = is_kept or citation.source in self.shown.restricted
        said_by = self._said(citation.said_by, is_touched=is_touched)
        moved = replace(citation, source=self._named("sources", citation.source), said_by=said_by)
        if not is_kept:
            return moved
        new = self._named("citations", citation.id)
        said = self._labels(new, WORD, WORD_ZH)
        return Citation(
            new,
            moved.source,
            _word(new),
            said["label"],
            zh=said["zh"],
            en=said["en"],
            said_by=said_by,
            is_withheld=True,
        )

    def _element(self, element: Element) -> Element:
        if Thing("elements", element.id) not in self.names:
            return element
        new = self._named("elements", element.id)
        concept = element.instantiates
        labels: dict[str, Any] = dict.fromkeys(_LABELS)
        own = self.names.get(Thing("concepts", own_concept_of(self.old, element)))
        if concept is None:
            labels = self._numbered(new, "", "")
        elif own:
            concept = Word(f"{own_framework(self.old.name)}:{own}", concept.location)
        return replace(
            element, id=new, instantiates=concept, **labels, plural=None, year=None, date=None, figure=None, identifier=None, starts_at=None, ends_at=None, note=None, is_withheld=True,
        )  # fmt: skip

    def _concept(self, concept: OwnConcept) -> OwnConcept:
        if Thing("concepts", concept.id) not in self.names:
            return concept
        new = self._named("concepts", concept.id)
        labels = self._numbered(new, "concept ", "概念")
        told = self._labels(new, WORD, WORD_ZH)["label"]
        return replace(
            concept, id=new, **labels, definition=told, plural=None,
            close_match=(), broad_match=(), matched_by=None, is_withheld=True,
        )  # fmt: skip

    def _relation(self, relation: OwnRelation) -> OwnRelation:
        if Thing("relations", relation.id) not in self.names:
            return relation
        new = self._named("relations", relation.id)
        # A claim may still name what the words have a place for.
        places = sorted(roles_of(relation.zh) - {"object"})
        more = "".join(f"[, {{{role}}}]" for role in places)
        zh = "".join(f"[、{{{role}}}]" for role in places)
        several = _word(new, f"have a withheld relation to {{object}}{more}")
        return replace(
            relation, id=new, phrase=_word(new, f"has a withheld relation to {{object}}{more}"), plural=several,
            infinitive=several, zh=_word(new, f"以未公开的关系联系{{object}}{zh}"), definition=self._labels(new, WORD, WORD_ZH)["label"], under=None, edge=False,
            is_withheld=True,
        )  # fmt: skip

    def _claim(self, claim: Claim) -> Claim:
        restricted, is_closed = set(self.shown.restricted), claim.id in self.shown.closed
        is_touched = is_closed or any(restricted & set(sources_of(self.old, line)) for line in claim.evidence)
        if is_touched:  # what a coder says of a claim may repeat the words that it rests on
            claim = replace(
                claim, cause=None, note=None, because=None, because_zh=None, instead_of=None, why_not=None,
                why_not_zh=None, preferred_because=None, preferred_because_zh=None, answers=(),
            )  # fmt: skip
        instead = claim.instead_of
        return replace(
            claim,
            id=self._named("claims", claim.id),
            relation=self._named("relations", claim.relation),
            subject=tuple(map(self._about, claim.subject)),
            object=tuple(map(self._about, claim.object)),
            what=tuple(map(self._about, claim.what)),
            of=tuple(map(self._about, claim.of)),
            to=tuple(map(self._about, claim.to)),
            when=None if is_closed else claim.when,
            value=None if is_touched else claim.value,
            phase=self._about(claim.phase) if claim.phase else None,
            condition=self._about(claim.condition) if claim.condition else None,
            through=self._about(claim.through) if claim.through else None,
            evidence=tuple(self._line(line, is_closed=is_closed) for line in claim.evidence),
            premises=self._claims(claim.premises),
            rivals=self._claims(claim.rivals),
            contradicts=self._claims(claim.contradicts),
            corroborates=self._claims(claim.corroborates),
            instead_of=self._named("relations", self._about(instead)) if instead else None,
            is_withheld=is_closed,
        )

    def _claims(self, words: Iterable[Word]) -> tuple[Word, ...]:
        return tuple(self._named("claims", word) for word in words)

    def _line(self, line: Evidence, *, is_closed: bool) -> Evidence:
        source = None if line.source in self.shown.restricted else line.source
        citations = tuple(self._named("citations", word) for word in line.citations)
        is_touched = is_closed or not set(self.shown.restricted).isdisjoint(sources_of(self.old, line))
        said_by = self._said(line.said_by, is_touched=is_touched)
        quotations = tuple(
            replace(one, by=_word(one.by, CODER)) if one.by and one.by not in TRANSLATORS else one
            for one in line.quotations
        )
        return replace(line, source=source, citations=citations, quotations=quotations, said_by=said_by)

    def _said(self, sayings: tuple[Saying, ...], *, is_touched: bool) -> tuple[Saying, ...]:
        """Give speakers under their new names; of what is said in confidence neither office nor time is told."""
        told = tuple(
            replace(one, who=self._about(one.who), to=self._about(one.to) if one.to else None)
            for one in sayings
        )
        return tuple(replace(one, office=None, zh=None, when=None) for one in told) if is_touched else told

    def _labels(self, at: Word, en: str, zh: str) -> dict[str, Any]:
        """Give a label in the language of the case and one in the other, with what that rests on."""
        own, far = (en, zh) if self.old.language == "en" else (zh, en)
        tongue, basis = other(self.old.language), _word(at, "own-translation")
        return dict.fromkeys(_LABELS) | {
            "label": _word(at, own),
            tongue: _word(at, far),
            f"{tongue}_basis": basis,
        }

    def _numbered(self, new: Word, sort: str, sort_zh: str) -> dict[str, Any]:
        """Give the labels of something that has a number for a name."""
        number = new.rpartition("-")[2]
        return self._labels(new, f"{WORD} {sort}{number}", f"{WORD_ZH}{sort_zh}{number}")

    def _silence(self, silence: Silence) -> Silence:
        is_touched = not searched_in(self.old, silence).isdisjoint(self.shown.restricted)
        return replace(
            silence,
            source=self._named("sources", silence.source) if silence.source else None,
            searched=tuple(map(self._search, silence.searched)),
            enough=None if is_touched else silence.enough,
            note=None if is_touched else silence.note,
        )

    def _search(self, search: Search) -> Search:
        """Give a search with the new name of its source; the parts of one that is restricted are not named."""
        new = self._named("sources", search.source)
        return replace(
            search, source=new, parts=() if search.source in self.shown.restricted else search.parts
        )


class _Identified(Protocol):
    @property
    def id(self) -> Word: ...


_Record = TypeVar("_Record", bound=_Identified)


def _by_id(records: Iterable[_Record]) -> dict[str, _Record]:
    return {str(record.id): record for record in records}


def _word(at: Word, text: str = WORD) -> Word:
    return Word(text, at.location)
