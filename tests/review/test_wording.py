"""What a referee finds in a claim laid beside its words: each check with what it has to find and what it has to leave alone.

Cases and texts are invented; what is expected was read off them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.pipeline import check
from kg.pipeline.items_for_review import review

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    from kg.review import Item

    Reviewed = Callable[[str], list[Item]]

MARKS = "status: stated, role: finding, modality: asserted, polarity: affirmed"
NOTES = """The bureau keeps a register. It is read by clerks. The mill council greatly eased the delays.
Three things slow the bureau: old forms, missing maps and quarrels with the mill. The keeper waited. The lamp went out.
Its choice of a guard was late. The choice of its guard was late. Some clerks also share maps. The bureau broke the rule."""
ZH = "数据中心主要登记地图。其保管人迟到了。书记员登记地图。困难有三：旧表格、缺地图、争吵。书记员登记的是地图。各局几乎都不共享。"
CASE = """case: b-town
label: B Town
frameworks: [triple-logic]
coder: project-team
sources:
  notes: {file: notes.txt, kind: observation, language: en, label: Notes of a visit}
  zh: {file: zh.txt, kind: observation, language: zh, label: Notes in Chinese}
relations:
  is-what-is-kept: {phrase: is what is kept by, plural: are what is kept by, infinitive: be what is kept by, zh: 所登记的是, definition: A relation of the case.}
elements:
  bureau: {kind: actor, label: the bureau, zh: 数据中心, zh-basis: own-translation}
  far-bureau: {kind: actor, label: the bureau of the far coast, zh: 沿海数据中心, zh-basis: own-translation}
  register: {kind: practice, label: keeping a register, zh: 登记地图, zh-basis: own-translation}
  clerks: {kind: actor, label: clerks, plural: true, zh: 书记员, zh-basis: own-translation}
  council: {kind: actor, label: the mill council, zh: 议会, zh-basis: own-translation}
  delays: {kind: phenomenon, label: delays, plural: true, zh: 迟延, zh-basis: own-translation}
  maps: {kind: practice, label: missing maps, zh: 缺地图, zh-basis: own-translation}
  forms: {kind: practice, label: old forms, zh: 旧表格, zh-basis: own-translation}
  guard: {kind: practice, label: the choice of a guard, zh: 保管人, zh-basis: own-translation}
  share: {kind: practice, label: sharing maps, zh: 共享地图, zh-basis: own-translation}
  break: {kind: practice, label: breaking the rule, zh: 违规, zh-basis: own-translation}
"""


@pytest.fixture
def reviewed(tiny_case: Callable[[], Path]) -> Reviewed:
    """Review the case with some claims."""

    def of(claims: str) -> list[Item]:
        folder = tiny_case()
        for path in folder.iterdir():
            path.unlink()
        for name, text in (("case.yaml", f"{CASE}claims:\n{claims}"), ("notes.txt", NOTES), ("zh.txt", ZH)):
            (folder / name).write_text(text, encoding="utf-8")
        outcome, _ = check([folder])
        assert outcome.is_clean, outcome.problems
        return list(review(outcome)[0])

    return of


def found(reviewed: Reviewed, claim: str, source: str = "notes", marks: str = MARKS) -> dict[str, str]:
    """Give the kinds of items about one claim, each with its reason."""
    return {
        item.kind: str(item.why)
        for item in reviewed(f"  r1: {{{claim}, {marks}, source: {source}}}\n")
        if item.id == "r1"
    }


FOUND = {
    # item, claim, source, a word of its reason
    "a word of a name": ("unheld-words", "subject: far-bureau, relation: adopts, object: register, quote: The bureau keeps a register", "notes", "far, coast"),
    "a word of a Chinese name": ("unheld-words", "subject: far-bureau, relation: adopts, object: register, quote: 数据中心主要登记地图", "zh", "沿海"),
    "a strong word": ("dropped-words", "subject: council, relation: affects, object: delays, quote: The mill council greatly eased the delays", "notes", "“greatly” (strength)"),
    "two words of scope": ("dropped-words", "subject: clerks, relation: adopts, object: share, quote: Some clerks also share maps", "notes", "“some” (scope), “also” (scope)"),
    "a Chinese word of scope": ("dropped-words", "subject: bureau, relation: adopts, object: register, quote: 数据中心主要登记地图", "zh", "“主要” (scope)"),
    "a note that doubts": ("doubted", "subject: clerks, relation: adopts, object: share, quote: clerks also share maps, note: The place may be another one", "notes", "“may”"),
    "a note that names a gap": ("doubted", "subject: clerks, relation: adopts, object: share, quote: clerks also share maps, note: The sentence does not name the bureau", "notes", "“does not name”"),
    "a note in Chinese": ("doubted", "subject: clerks, relation: adopts, object: share, quote: clerks also share maps, note: The minutes say of it 原文未点名", "notes", "“未点名”"),
    "it alone": ("pointing-back", "subject: clerks, relation: adopts, object: register, quote: It is read by clerks", "notes", "“It”"),
    "its in a lead": ("pointing-back", "subject: guard, relation: affects, object: delays, quote: The choice of its guard was late", "notes", "“its”"),
    "its in Chinese": ("pointing-back", "subject: guard, relation: affects, object: delays, quote: 其保管人迟到了", "zh", "“其”"),
    "a member alone": ("headless", "subject: maps, relation: affects, object: bureau, quote: missing maps", "notes", "“Three things slow the bureau:”"),
    "a Chinese member alone": ("headless", "subject: maps, relation: affects, object: bureau, quote: 缺地图", "zh", "“困难有三：”"),
    "two whole sentences": ("joined-sentences", "subject: bureau, relation: affects, object: delays, quote: [The keeper waited., The lamp went out.]", "notes", "2 whole sentences"),
    "two sentences in one": ("joined-sentences", "subject: bureau, relation: affects, object: delays, quote: The keeper waited. The lamp went out.", "notes", "2 whole sentences"),
    "Chinese sentences": ("joined-sentences", "subject: bureau, relation: affects, object: delays, quote: [其保管人迟到了。, 书记员登记地图。]", "zh", "2 whole sentences"),
    "the only one": ("only-one", "subject: clerks, relation: is-what-is-kept, object: register, quote: 书记员登记地图", "zh", "的是"),
}  # fmt: skip
LEFT = {
    "a name that is there": ("unheld-words", "subject: bureau, relation: adopts, object: register, quote: The bureau keeps a register", "notes"),
    "an irregular verb": ("unheld-words", "subject: bureau, relation: adopts, object: break, quote: The bureau broke the rule", "notes"),
    "Chinese words in another order": ("unheld-words", "subject: bureau, relation: adopts, object: register, quote: 数据中心主要登记地图", "zh"),
    "a word that the claim has": ("dropped-words", "subject: bureau, relation: adopts, object: register, quote: The bureau keeps a register", "notes"),
    "a strong word in another clause": ("dropped-words", "subject: clerks, relation: adopts, object: register, quote: 书记员登记地图", "zh"),
    "a doubt that is quoted": ("doubted", "subject: clerks, relation: adopts, object: share, quote: clerks also share maps, note: It has “may” elsewhere", "notes"),
    "a plain note": ("doubted", "subject: clerks, relation: adopts, object: share, quote: clerks also share maps, note: Said on the second day", "notes"),
    "it with its noun": ("pointing-back", "subject: clerks, relation: adopts, object: register, quote: [The bureau keeps a register, It is read by clerks]", "notes"),
    "a Chinese noun before": ("pointing-back", "subject: bureau, relation: affects, object: delays, quote: [数据中心主要登记地图, 其保管人迟到了]", "zh"),
    "a member with its head": ("headless", "subject: maps, relation: affects, object: bureau, quote: [Three things slow the bureau, missing maps]", "notes"),
    "a member that is all of it": ("headless", "subject: maps, relation: affects, object: maps, quote: missing maps", "notes"),
    "parts of one sentence": ("joined-sentences", "subject: maps, relation: affects, object: bureau, quote: [Three things slow the bureau, missing maps]", "notes"),
    "a sentence and a part": ("joined-sentences", "subject: bureau, relation: affects, object: delays, quote: [The keeper waited., The lamp]", "notes"),
    "的是 of the source": ("only-one", "subject: clerks, relation: is-what-is-kept, object: register, quote: 书记员登记的是地图", "zh"),
}  # fmt: skip


def by_way(reviewed: Reviewed, ways: dict[str, tuple[str, ...]]) -> dict[str, dict[str, str]]:
    """Review all claims of a table in one case: for each, the kinds of items about it with their reasons."""
    claims = "".join(
        f"  r{n}: {{{way[1]}, {MARKS}, source: {way[2]}}}\n" for n, way in enumerate(ways.values())
    )
    items = reviewed(claims)
    return {
        name: {item.kind: str(item.why) for item in items if item.id == f"r{n}"}
        for n, name in enumerate(ways)
    }


def test_a_referee_would_ask(reviewed: Reviewed) -> None:
    """The item is there, and its reason has the words that it is about."""
    items = by_way(reviewed, FOUND)
    wanted = {name: word for name, (kind, *_, word) in FOUND.items() if word not in items[name].get(kind, "")}
    assert wanted == {}, items


def test_a_referee_would_not_ask(reviewed: Reviewed) -> None:
    """What the words hold, or the claim says, is no item."""
    items = by_way(reviewed, LEFT)
    assert [name for name, (kind, *_) in LEFT.items() if kind in items[name]] == []


def test_a_reading_is_left_alone(reviewed: Reviewed) -> None:
    """What an interpretation adds to the words it says itself, by its basis."""
    marks = MARKS.replace("stated", "interpreted, basis: anaphora, confidence: low")
    claim = "subject: far-bureau, relation: adopts, object: register, quote: It is read by clerks, note: It may be another"
    assert found(reviewed, claim, marks=marks).keys() <= {"off-topic", "one-document"}


def test_reasons_are_said_in_chinese(reviewed: Reviewed) -> None:
    """Every new kind of item has its reason in Chinese: no English word but those of the case."""
    claims = "".join(
        f"  r{n}: {{{claim}, {MARKS}, source: {source}}}\n"
        for n, (_, claim, source, _) in enumerate(FOUND.values())
    )
    new = {kind for kind, *_ in FOUND.values()}
    reasons = {(item.kind, item.why.in_language("zh")) for item in reviewed(claims) if item.kind in new}
    assert {kind for kind, _ in reasons} == new
    assert not [
        why
        for _, why in reasons
        if "claim" in why or "quot" in why or "sentence" in why.replace("The sentence does", "")
    ]


def test_an_answer_stays_visible(
    tiny_case: Callable[[], Path], run_kg: Callable[..., CompletedProcess[str]]
) -> None:
    """An item that is answered is listed with its reason; an answer to nothing is warned of; a code cannot be answered."""
    folder = tiny_case()
    report = json.loads(run_kg("check", "--review", "--json", str(folder)).stdout)
    alone = next(item for item in report["review"] if item["kind"] == "one-document-case")
    case = folder / "case.yaml"
    head = case.read_text(encoding="utf-8")
    case.write_text(f"{head}\nanswers: {{{alone['item']}: Nothing else was written.}}\n", encoding="utf-8")
    done = run_kg("check", "--review", str(folder))
    assert done.returncode == 0
    assert "answered: Nothing else was written." in " ".join(done.stdout.split())
    assert "answered 1;" in " ".join(done.stdout.split())
    case.write_text(f"{head}\nanswers: {{dropped-words-000000: It is gone.}}\n", encoding="utf-8")
    report = json.loads(run_kg("check", "--review", "--disclosure", "--json", str(folder)).stdout)
    [idle] = [problem for problem in report["problems"] if problem["code"] == "KG710"]
    assert "--review" in idle["expected"]
    case.write_text(f"{head}\nanswers: {{KG301: I know better.}}\n", encoding="utf-8")
    assert "KG709" in run_kg("check", "--review", str(folder)).stderr
