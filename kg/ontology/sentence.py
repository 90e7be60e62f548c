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
    from kg.ontology.spoken_figures import Figure


_STAGES = {"goal": ("Goal: ", "目标："), "ordered": ("Ordered: ", "规定：")}
"""What stands before what is not, or not yet, said to have been done."""


@dataclass(frozen=True, slots=True)
class Name:
    """How a part of a claim is called: English (empty where it has no English name), Chinese, and whether the English is a plural."""

    label: str
    zh: str
    is_plural: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody within a source who says something: in which office, to whom and when, as far as that is known."""

    who: Name
    to: Name | None = None
    office: str = ""
    office_zh: str = ""
    when: str = ""

    def english(self) -> str:
        """Say that they say something, without what they say.

        >>> Voice(Name("a legislator", "一名议员"), Name("the press", "媒体"), "congress deputy").english()
        'a legislator, as congress deputy, tells the press'
        """
        office = f", as {self.office}," if self.office else ""
        plural = "" if self.who.is_plural else "s"
        said = f"tell{plural} {self.to.label}" if self.to else f"say{plural}"
        return f"{self.who.label}{office} {said}{f' {in_english(self.when)}' if self.when else ''}"

    def chinese(self) -> str:
        """Say that they say something, in Chinese.

        >>> Voice(Name("a legislator", "一名议员"), Name("the press", "媒体"), "congress deputy", "人大代表").chinese()
        '一名议员以人大代表身份对媒体称'
        """
        when = f"{in_chinese(self.when)}，" if self.when else ""
        office = f"以{self.office_zh}身份" if self.office_zh else ""
        to = f"对{self.to.zh}" if self.to else ""
        return _glue(_glue(_glue(when, self.who.zh), office), f"{to}称")


@dataclass(frozen=True, slots=True)
class Reported:
    """By whom a claim is reported to be said.

    Attributes:
        voices: who says it, in independent lines of evidence; in each the innermost speaker first.
        has_several_sources: it is reported by more than one.
    """

    voices: tuple[tuple[Voice, ...], ...]
    has_several_sources: bool = False

    @property
    def has_english(self) -> bool:
        """Whether all who say it, and to whom, have English names, and their offices are told in English."""
        voices = [voice for chain in self.voices for voice in chain]
        names = [name for voice in voices for name in (voice.who, voice.to) if name]
        return all(name.label for name in names) and all(v.office or not v.office_zh for v in voices)

    def english(self, sentence: str, stage: str) -> str:
        """Put a sentence into their mouths: who reports the others comes first.

        >>> legislator, press = Voice(Name("a legislator", "")), Voice(Name("newspapers", "", is_plural=True))
        >>> Reported(((legislator, press),)).english("offices wait", "")
        'The source reports: newspapers say that a legislator says that offices wait'
        >>> Reported(((legislator,),)).english("the city opens its data", "goal")
        'The source reports: a legislator says, as a goal, that the city opens its data'
        """
        chains = [" that ".join(voice.english() for voice in reversed(chain)) for chain in self.voices]
        said = chains[0] if len(chains) == 1 else f"{', and '.join(chains)},"
        verb = "sources report" if self.has_several_sources else "source reports"
        kept = {"goal": ", as a goal,", "ordered": ", as an order,"}.get(stage, "")
        return f"The {verb}: {said.removesuffix(',') if kept else said}{kept} that {sentence}"

    def chinese(self, sentence: str) -> str:
        """Put a sentence into their mouths, in Chinese.

        >>> Reported(((Voice(Name("", "一名市立法者")),),)).chinese("各部门采取有令才行")
        '来源转述：一名市立法者称，各部门采取有令才行'
        """
        chains = ["，".join(voice.chinese() for voice in reversed(chain)) for chain in self.voices]
        return f"来源转述：{'；'.join(chains)}，{sentence}"


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
    value: Figure | None = None
    stage: str = ""
    modality: str = "asserted"
    polarity: str = "affirmed"
    reported: Reported | None = None

    @property
    def has_english(self) -> bool:
        """Whether the claim can be said in English: relation and parts have English words."""
        single = [name for name in (self.phase, self.condition, self.means) if name]
        names = chain(self.subjects, single, *(names for _, names in self._roles()))
        others = [one for one in (self.value, self.reported) if one]
        has_words = bool(self.phrases.singular) and all(name.label for name in names)
        return has_words and all(one.has_english for one in others)

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
        sentence = " ".join(parts) + (f": {self.value.english()}" if self.value else "")
        if self.reported:
            return self.reported.english(sentence, self.stage)
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
        sentence = lead + _glue(_glue(subject, means), fill(self._zh_verb(), named))
        sentence += f"：{self.value.chinese()}" if self.value else ""
        return self.reported.chinese(sentence) if self.reported else sentence

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
