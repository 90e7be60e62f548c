"""What a referee finds who lays each claim beside its words: what they do not hold, and what the claim leaves out.

Takes what a case states; gives items. Only claims that say that a source says so are looked at: a reading tells itself on what it rests.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.problems import say
from kg.problems.said import in_a_row, worded
from kg.review.claims import item_of
from kg.review.lexicon import content_stems, entries, is_chinese, is_named, same_script, whole_words, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.records import Index
    from kg.review.claims import ClaimWords, Piece
    from kg.review.records import Item

_SAID = ("stated", "presupposed")
_END = re.compile(r"[.?!](?=[\s\"”’)(A-Z]|\Z)[\"”’)]*|[。？！][”’」』）]*")
"""Where a sentence ends, in either language, with what closes with it; a stop within a figure ends none."""
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|\"[^\"]*\"|「[^」]*」")
_POSSESSIVE = frozenset(("its", "their", "his", "her", "其"))
_LEADS_UP = re.compile(
    r"\b(?:the|a|an)\s+(?:[\w-]+\s+){1,2}(?:of|behind|in|for|to|with|from|on|about|over|by|under|within)\s*$",
    re.IGNORECASE,
)
"""What only leads up to “its” and is not what it points to: “the choice of its …”."""
_LEADS = frozenset(("prior", "follow", "accord", "due", "becaus", "thank", "base", "make", "mean", "focus"))
"""Stems of words that lead up to “this” and name nothing: “prior to this”, “focusing on this”."""
_CORRELATIVE = re.compile(
    r"\bnot only\b|\bbut also\b|\beach other\b|\bat all\b|不仅|不只|不仅仅|其他各", re.IGNORECASE
)
"""What holds words of the list and changes neither strength nor scope."""
_CLAUSE = re.compile(r"[,;:](?=\D)|\.\s|[，；：。]")
_CHANGES = {"strength": say("strength"), "scope": say("scope")}
_FUNCTION = "的之和与及或等其该此这在对从向为是了中上下间所由被把将以"
"""Chinese characters that say nothing of what is spoken about."""
_FINITE = re.compile(r"\b(?:has|have|had|is|are|was|were|will|can|could|should|may|must)\b", re.IGNORECASE)
"""Verbs after which a list is over."""
_SOLE = re.compile(r"\b(?:only|sole|solely|alone|the one)\b|唯一|仅|只|的是", re.IGNORECASE)
_CLEFT = "的是"


def _said(claims: Iterable[ClaimWords]) -> Iterator[ClaimWords]:
    """Pick the claims that say that a source says so and have evidence."""
    return (claim for claim in claims if claim.record.status in _SAID and claim.texts)


def _unheld(index: Index, case: str, claims: list[ClaimWords]) -> Iterator[Item]:
    """Find words of a name that no quotation of the claim holds; a paraphrase has the coder's words anyway."""
    for claim in _said(claims):
        if not any(piece.is_quoted for piece in claim.supports.values()):
            continue
        found, lacking = [], []
        for thing, names in claim.called.items():
            told = [words for name in names if (words := _missing(name, claim.texts)) is not None]
            kind = index.facts.elements[thing].kind if thing in index.facts.elements else ""
            known = frozenset(words_in(index.text(kind)))  # "the phase before …" is our way to call a phase
            missing = [word for word in min(told, key=len, default=[]) if word not in known]
            if missing and not any(cue.fullmatch(name) for cue in _cues("own") for name in names):
                name = worded(index.text(thing) or names[0], zh=index.text(thing, "zh"))
                found.append(say("{0} (“{1}”)", missing, name))
                lacking += missing
        if found:
            why = say(
                "no quotation of the claim has these words of its names: {0}; does another passage?",
                in_a_row(found),
            )
            yield replace(item_of("unheld-words", case, claim, why), key=" ".join(lacking))


def _missing(name: str, texts: list[str]) -> list[str] | None:
    """List the words of a name that are in no text of its script; None where no text is in that script."""
    compared = same_script(name, texts)
    if not compared:
        return None
    if not is_chinese(name):
        held = frozenset().union(*map(content_stems, compared))
        return [word for word in words_in(name) if (stem := content_stems(word)) and not stem & held]
    return [run for run in _unheld_runs(name, " ".join(compared)) if len(run) > 1]


def _unheld_runs(name: str, text: str) -> list[str]:
    """Cut out of a Chinese name what a text does not hold, by stretches of two characters and more.

    >>> _unheld_runs("数据共享行为", "共享了一些数据")
    ['行为']
    """
    rest, at = "", 0
    while at < len(name):
        end = next((end for end in range(len(name), at + 1, -1) if name[at:end] in text), at)
        rest += " " if end > at else name[at]
        at = max(end, at + 1)
    # 为 says nothing by itself, and in 行为 it is half of a word.
    return re.findall(rf"(?:行为|[^\W\da-zA-Z{_FUNCTION}])+", rest)


def _dropped(index: Index, case: str, claims: list[ClaimWords]) -> Iterator[Item]:
    """Find words that say how strongly or how widely something holds, and that the claim has not."""
    for claim in _said(claims):
        found: dict[str, str] = {}
        for clause in _clauses(claim):
            tongue = "zh" if is_chinese(clause) else "en"
            sentence = index.text(claim.record.iri, tongue)
            rows = (
                (what, whole_words(language, cue))
                for language, what, cue in entries("dropped")
                if language == tongue
            )
            hits = (
                (pattern.search(clause), what)
                for what, pattern in rows
                if sentence and not pattern.search(sentence)
            )
            for _, word, what in sorted(
                (hit.start(), hit.group().lower(), what) for hit, what in hits if hit
            ):
                found.setdefault(word, what)
        if found:
            told = [say("“{0}” ({1})", word, _CHANGES[what]) for word, what in found.items()]
            why = say(
                "the claim leaves out words that say how strongly or how widely it holds: {0}", in_a_row(told)
            )
            yield replace(item_of("dropped-words", case, claim, why), key=" ".join(found))


def _clauses(claim: ClaimWords) -> Iterator[str]:
    """List the clauses of the evidence that speak of something the claim is about."""
    names = [name for called in claim.called.values() for name in called]
    for text in claim.texts:
        for clause in _CLAUSE.split(_CORRELATIVE.sub(" ", text)):
            if any(is_named(name, clause) for name in names if same_script(name, [clause])):
                yield clause


def _doubted(index: Index, case: str, claims: list[ClaimWords]) -> Iterator[Item]:
    """Find claims marked as stated whose note doubts that the source says so; what a note quotes is the source's."""
    for claim in claims:
        if claim.record.status != _SAID[0]:
            continue
        for note in index.facts.notes.get(claim.record.iri, ()):
            plain = _QUOTED.sub(" ", note.text)
            hits = (whole_words(language, cue).search(plain) for language, cue in entries("doubts"))
            if note.property == "note" and (match := next(filter(None, hits), None)):
                why = say(
                    "it is marked as stated, and its note says “{0}”: {1}", match.group(), note.text.strip()
                )
                yield item_of("doubted", case, claim, why)
                break


def _pointing_back(_: Index, case: str, claims: list[ClaimWords]) -> Iterator[Item]:
    """Find words that point back to something that is not quoted before them."""
    for claim in _said(claims):
        pieces = _in_text_order(claim)
        for number, piece in enumerate(pieces):
            before = " ".join(
                text for other in pieces[:number] if other.source == piece.source for text in other.texts
            )
            word = _unresolved(before, piece.texts[0])
            if word:
                why = say(
                    "“{0}” points back to something that is not among the words quoted; what is it?", word
                )
                yield item_of("pointing-back", case, claim, why, [piece])
                break


def _unresolved(before: str, text: str) -> str:
    """Find the first word of a text that points back to what neither it nor the words before it name."""
    own = [match.span() for cue in _cues("own") for match in cue.finditer(text)]
    backs = sorted((match.start(), match.group()) for cue in _cues("back") for match in cue.finditer(text))
    for start, word in backs:
        if any(first <= start < last for first, last in own):
            continue
        lead = _LEADS_UP.sub("", text[:start]) if word.lower() in _POSSESSIVE else text[:start]
        if not _speaks_of_something(f"{before} {lead}"):
            return word
    return ""


def _cues(use: str) -> list[re.Pattern[str]]:
    return [whole_words(language, cue) for language, kind, cue in entries("anaphors") if kind == use]


def _speaks_of_something(text: str) -> bool:
    """Tell whether a text has a word for a thing, in either language."""
    characters = [sign for sign in text if is_chinese(sign) and sign not in _FUNCTION]
    return len(characters) > 1 or bool(content_stems(text) - _LEADS)


def _headless(index: Index, case: str, claims: list[ClaimWords]) -> Iterator[Item]:
    """Find members of a list that are quoted without its head, for a claim that needs more than the member."""
    for claim in _said(claims):
        pieces = _in_text_order(claim)
        for piece in pieces:
            source = index.facts.sources[piece.source].text
            start, head_end = _head_before(source, piece)
            is_quoted = any(p.source == piece.source and p.start < head_end and p.end > start for p in pieces)
            if head_end and not is_quoted and _needs_more(claim, piece):
                head = source[start:head_end].strip()
                why = say("it is a member of a list whose beginning is not quoted: “{0}”", head)
                yield item_of("headless", case, claim, why, [piece])
                break


def _head_before(source: str, piece: Piece) -> tuple[int, int]:
    """Find where the sentence and where the head of the list ends in which a passage is a member; 0 and 0 where it is none."""
    start, _ = _sentence_at(source, piece.start)
    before = source[start : piece.start]
    heads = [
        m.end() for language, cue in entries("heads") for m in whole_words(language, cue).finditer(before)
    ]
    end = max(heads, default=0)
    rest = before[end:]
    is_member = not rest.strip() or re.search(r"(?:[,;，；、]|\band|和|以及|及)\s*$", rest)
    if not end or not is_member or re.match(r"\s*[(（]?\d", rest) or _FINITE.search(rest):
        return 0, 0
    return start, start + end


def _needs_more(claim: ClaimWords, piece: Piece) -> bool:
    """Tell whether a claim is about something that a passage alone does not name."""
    for names in claim.called.values():
        compared = [(name, text) for name in names for text in same_script(name, piece.texts)]
        if compared and not any(is_named(*pair) for pair in compared):
            return True
    return False


def _sentence_at(source: str, place: int) -> tuple[int, int]:
    """Find where the sentence begins and ends in which a place lies."""
    ends = [0, *(match.end() for match in _END.finditer(source)), len(source)]
    return next(((a, b) for a, b in pairwise(ends) if a <= place < b), (0, len(source)))


def _joined(index: Index, case: str, claims: list[ClaimWords]) -> Iterator[Item]:
    """Find lines of evidence that are several whole sentences: what they say together none of them need say."""
    for claim in _said(claims):
        lines: dict[tuple[str, str], list[Piece]] = {}
        for piece in _in_text_order(claim):
            lines.setdefault((piece.line, piece.source), []).append(piece)
        for (_, source), pieces in lines.items():
            text = index.facts.sources[source].text
            whole = sum(len(_whole_sentences(text, piece)) for piece in pieces)
            if whole > 1:
                why = say("{0} whole sentences are joined here; which of them says it?", whole)
                yield item_of("joined-sentences", case, claim, why, pieces)


def _whole_sentences(source: str, piece: Piece) -> list[str]:
    """List the sentences of a source that a passage holds from end to end, but for what closes them."""
    if not source:
        return []
    ends = [0, *(match.end() for match in _END.finditer(source)), len(source)]
    spans = [(a, b) for a, b in pairwise(ends) if source[a:b].strip()]
    return [
        source[a:b]
        for a, b in spans
        if piece.start <= a + len(source[a:b]) - len(source[a:b].lstrip())
        and piece.end >= a + len(source[a:b].rstrip(' \n.?!。？！"”’)」』）'))
    ]


def _only_one(index: Index, case: str, claims: list[ClaimWords]) -> Iterator[Item]:
    """Find Chinese sentences with 的是, which says that there is no other, where no word of the evidence says so."""
    for claim in claims:
        sentence = index.text(claim.record.iri, "zh")
        if _CLEFT in sentence and not any(_SOLE.search(text) for text in claim.texts):
            why = say("“{0}” says with 的是 that it is the only one; may there be another?", sentence)
            yield item_of("only-one", case, claim, why)


def _in_text_order(claim: ClaimWords) -> list[Piece]:
    """List what is quoted for a claim as it stands in its sources."""
    quoted = (piece for piece in claim.supports.values() if piece.is_quoted)
    return sorted(quoted, key=lambda piece: (piece.source, piece.start, piece.end))


CHECKS = (_unheld, _dropped, _doubted, _pointing_back, _headless, _joined, _only_one)
"""The checks of this module: each takes what the case states, its IRI and its claims."""
