"""A claim as one sentence a human would say, in English and in Chinese.

The words come from the labels of its parts and the phrases of its relation, which may be templates with places
for the parts (`kg.ontology.template`); the order of all else comes from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kg.ontology.spoken_dates import in_chinese, in_english
from kg.ontology.template import fill, with_object

if TYPE_CHECKING:
    from kg.ontology import Phrases


_STAGES = {"goal": ("Goal: ", "目标："), "ordered": ("Ordered: ", "规定：")}
"""What stands before what is not, or not yet, said to have been done."""


@dataclass(frozen=True, slots=True)
class Name:
    """How a part of a claim is called: English (empty where it has no English name), Chinese, and whether the English is a plural."""

    label: str
    zh: str
    is_plural: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """Everything a sentence is made of; `when` is a date as authors write it, `stage` a mark."""

    phrases: Phrases
    subjects: tuple[Name, ...]
    objects: tuple[Name, ...] = ()
    what: tuple[Name, ...] = ()
    of: tuple[Name, ...] = ()
    to: tuple[Name, ...] = ()
    phase: Name | None = None
    condition: Name | None = None
    means: Name | None = None
    when: str = ""
    stage: str = ""
    modality: str = "asserted"
    polarity: str = "affirmed"

    @property
    def has_english(self) -> bool:
        """Whether the claim can be said in English: relation and parts have English words."""
        single = [name for name in (self.phase, self.condition, self.means) if name]
        names = chain(self.subjects, single, *(names for _, names in self._roles()))
        return bool(self.phrases.singular) and all(name.label for name in names)

    def english(self) -> str:
        """Say the claim in English, without a full stop.

        >>> from kg.ontology import Phrases
        >>> words = Phrases("supports", "support", "support", "支持")
        >>> field, avoidance = Name("field logic", "场域逻辑"), Name("avoidance logic", "避责逻辑")
        >>> Speaker(words, (field,), (avoidance,)).english()
        'Field logic supports avoidance logic'
        >>> Speaker(words, (field,), (avoidance,), polarity="denied").english()
        'Field logic does not support avoidance logic'
        """
        named = {role: _join([n.label for n in names], "and") for role, names in self._roles()}
        if not self.objects and len(self.subjects) > 1:
            named["object"] = "each other"
        parts = [_join([n.label for n in self.subjects], "and"), fill(self._verb(), named)]
        if self.means:
            parts.append(f"through {self.means.label}")
        if self.condition:
            parts.append(f"under {self.condition.label}")
        if self.phase:
            parts.append(f"in {self.phase.label}")
        if self.when:
            parts.append(in_english(self.when))
        sentence = " ".join(parts)
        return _STAGES.get(self.stage, ("", ""))[0] + sentence[0].upper() + sentence[1:]

    def chinese(self) -> str:
        """Say the claim in Chinese, without a full stop.

        >>> from kg.ontology import Phrases
        >>> words = Phrases("supports", "support", "support", "支持")
        >>> field, avoidance = Name("field logic", "场域逻辑"), Name("avoidance logic", "避责逻辑")
        >>> Speaker(words, (field,), (avoidance,)).chinese()
        '场域逻辑支持避责逻辑'
        """
        lead = _STAGES.get(self.stage, ("", ""))[1]
        lead += f"{in_chinese(self.when)}，" if self.when else ""
        lead += f"在{self.phase.zh}，" if self.phase else ""
        lead += f"在{self.condition.zh}下，" if self.condition else ""
        subject = _join_zh([n.zh for n in self.subjects])
        means = f"通过{self.means.zh}" if self.means else ""
        named = {role: _join_zh([n.zh for n in names]) for role, names in self._roles()}
        return lead + _glue(_glue(subject, means), fill(self._zh_verb(), named))

    def _roles(self) -> tuple[tuple[str, tuple[Name, ...]], ...]:
        """Give the parts that stand in the words of the relation."""
        return ("object", self.objects), ("what", self.what), ("of", self.of), ("to", self.to)

    def _verb(self) -> str:
        """Choose the relation's phrase, in the form that number, modality and polarity ask for."""
        words = self.phrases
        is_plural = len(self.subjects) > 1 or self.subjects[0].is_plural
        is_denied = self.polarity == "denied"
        if self.modality == "tendency":
            start = "tend" if is_plural else "tends"
            return f"{start} {'not ' if is_denied else ''}to {words.infinitive}"
        if self.modality == "normative":
            return f"should {'not ' if is_denied else ''}{words.infinitive}"
        if self.modality == "possible" and not words.singular.startswith("can "):
            return f"{'cannot' if is_denied else 'can'} {words.infinitive}"
        plain = words.plural if is_plural else words.singular
        if not is_denied:
            return plain
        first, _, rest = plain.partition(" ")
        if first in {"is", "are", "was", "were", "can"}:
            return f"{first} not {rest}"
        return f"{'do' if is_plural else 'does'} not {words.infinitive}"

    def _zh_verb(self) -> str:
        words = self.phrases.zh
        if len(self.subjects) > 1 and self.objects:
            words = self.phrases.zh_plural or words
        elif len(self.subjects) > 1:
            words = _of_each_other(words)
        if self.polarity == "denied":
            words = f"{'并非' if '不' in words else '不'}{words}"
        prefix = {"tendency": "倾向于", "normative": "应当", "possible": "可能"}.get(self.modality, "")
        if self.modality == "possible" and "可" in words:
            prefix = ""
        return prefix + words


def _of_each_other(words: str) -> str:
    """Turn Chinese words with an object into words of several subjects among themselves.

    >>> _of_each_other("作用于"), _of_each_other("与{object}[就{what}]合作"), _of_each_other("与{object}相互独立")
    ('相互作用', '[就{what}]相互合作', '相互独立')
    """
    rest = with_object(words).replace("与{object}", "").replace("{object}", "").removesuffix("于")
    head, bracket, verb = rest.rpartition("]")
    return rest if verb.startswith("相互") else f"{head}{bracket}相互{verb.removeprefix('互')}"


def _join(names: list[str], word: str) -> str:
    """Join names in a row: "a", "a and b", "a, b and c"."""
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


def _join_zh(names: list[str]) -> str:
    if len(names) <= 1:
        return "".join(names)
    return f"{'、'.join(names[:-1])}和{names[-1]}"


def _glue(left: str, right: str) -> str:
    """Join two stretches of Chinese, with a space where both edges are Latin."""
    is_latin = left[-1:].isascii() and right[:1].isascii() and bool(left and right)
    return f"{left} {right}" if is_latin else left + right
