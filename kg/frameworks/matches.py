"""Which concepts of a framework are near those of another: one hop, towards the framework matched to.

Takes the texts of frameworks and their names; gives the matches, and reports those that lead nowhere or in a circle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.vocabulary import SKOS
from kg.problems import problem, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.frameworks.names import Names
    from kg.model.framework_text import Entry, FrameworkText
    from kg.model.records import Word
    from kg.ontology import Ontology
    from kg.problems import Problem
    from kg.store.writer import GraphWriter


@dataclass(frozen=True, slots=True)
class Match:
    """That a concept of a framework is near one of another.

    Attributes:
        strength: close or broad.
        word: the other, as it is written.
    """

    text: FrameworkText
    concept: Entry
    strength: str
    word: Word

    @property
    def start(self) -> str:
        """The concept, with its framework."""
        return f"{self.text.name}:{self.concept.id}"


def matches_of(texts: Iterable[FrameworkText]) -> list[Match]:
    """List the matches that frameworks write down."""
    return [
        Match(text, concept, strength, word)
        for text in texts
        for concept in text.concepts
        for strength in ("close", "broad")
        for word in concept.words(f"{strength}-match")
    ]


def check_matches(matches: list[Match], names: Names, problems: list[Problem]) -> list[Match]:
    """Report the matches that lead nowhere, into the framework itself, or in a circle; give the others."""
    good = []
    for match in matches:
        if match.word.partition(":")[0] == match.text.name:
            found = say('"{0}", a concept of the same framework, as a match', match.word)
            hint = say("what is wider in the framework itself stands under broader")
            problems.append(
                problem("KG510", match.word.location, found, say("a concept of another framework"), hint)
            )
        elif names.concept(match.text, match.word, elsewhere=True) is not None:
            good.append(match)
    next_of: dict[str, list[Match]] = {}
    for match in good:
        if match.strength == "close":
            next_of.setdefault(match.start, []).append(match)
    in_circles: set[int] = set()
    for start in next_of:
        circle = _circle(start, next_of)
        if circle and id(circle[0]) not in in_circles:
            in_circles |= {id(match) for match in circle}
            ring = " → ".join([circle[0].start, *(str(match.word) for match in circle)])
            found, expected = say("matches in a circle: {0}", ring), say("a match in one direction")
            hint = say("keep the one that leads to the leading framework: its concept has the row")
            problems.append(problem("KG510", circle[0].word.location, found, expected, hint))
    return [match for match in good if id(match) not in in_circles]


def _circle(start: str, next_of: dict[str, list[Match]]) -> list[Match]:
    """Find the matches by which a concept comes back to itself; nothing where it does not."""
    queue: list[list[Match]] = [[match] for match in next_of.get(start, ())]
    seen: set[str] = set()
    while queue:
        path = queue.pop(0)
        end = str(path[-1].word)
        if end == start:
            return path
        if end not in seen:
            seen.add(end)
            queue += [[*path, match] for match in next_of.get(end, ())]
    return []


def write_matches(matches: list[Match], names: Names, ontology: Ontology, graph: GraphWriter) -> None:
    """Write which concepts are near, and who says so."""
    for match in matches:
        other = names.concept(match.text, match.word, elsewhere=True)
        framework = ontology.frameworks[match.word.partition(":")[0]]
        found = framework.concepts.get(match.word.partition(":")[2])
        if other is None or found is None:
            continue
        subject = iris.concept(match.text.name, match.concept.id)
        graph.link(subject, SKOS.closeMatch if match.strength == "close" else SKOS.broadMatch, other)
        who = match.concept.text("matched-by")
        said, zh = words_of_match(match.strength, found.label, found.zh, framework.label, framework.zh, who)
        graph.text(subject, SKOS.editorialNote, said, "en")
        graph.text(subject, SKOS.editorialNote, zh, "zh")


def words_of_match(
    strength: str, label: str, zh: str, framework: str, framework_zh: str, who: str
) -> tuple[str, str]:
    """Say in English and in Chinese to what a concept is matched, and who says so."""
    said = f"Matched to “{label}” of {framework} ({strength} match), says {who}."
    sort = "近似匹配" if strength == "close" else "上位匹配"
    return said, f"由{who}认定：与{framework_zh or framework}的“{zh or label}”{sort}。"
