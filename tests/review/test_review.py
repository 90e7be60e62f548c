"""What a second reader is asked to look at, in a case made so that each question has one place to be asked.

Every expected item was found by reading the case, not by running the tool.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from kg.asking import asking, run
from kg.model import iris
from kg.pipeline.items_for_review import review
from kg.records import Index, read_facts
from kg.resources import ontology_folder
from kg.review import KINDS, lexicon, review_fit
from kg.review.lexicon import causal_pattern, entries, find_cue, is_named

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

    from kg.pipeline import Outcome
    from kg.review import Item
    from kg.snapshot import Snapshot
    from kg.store import Quad

    Compile = Callable[..., tuple[Outcome, list[Quad]]]

NOTES = """The clerks kept files. Sharing may have led to delay. The pact made the office faster.
Then they met again. The lamp was green."""
MARKS = "status: stated, role: finding, modality: asserted, polarity: affirmed"
CASE = """case: b-town
label: B Town
frameworks: [triple-logic, study]
coder: project-team
sources:
  notes: {file: notes.txt, kind: observation, language: en, label: Notes of a visit}
  diary: {access: cited, kind: observation, language: en, label: A diary, read: excerpt}
  daily: {access: cited, kind: press, language: en, label: A report in the daily paper, read: excerpt}
citations:
  k1: {source: diary, at: page 3, says: "The office got quicker because of the pact.", zh: 协议使办公提速。}
  k2: {source: daily, at: page 1, says: "The office is faster since the pact."}
"""
ELEMENTS = """elements:
  clerks: {kind: actor, label: the clerks, plural: true}
  files: {kind: practice, label: keeping files}
  sharing: {kind: practice, label: sharing data}
  delay: {kind: phenomenon, label: delays, plural: true}
  pact: {kind: reform, label: the pact}
  office: {kind: actor, label: a faster office, zh: 办公, zh-basis: own-translation}
  lamp: {kind: phenomenon, label: the lamp}
  green: {kind: phenomenon, label: green}
"""
CLAIMS = f"""claims:
  r1: {{subject: clerks, relation: adopts, object: files, {MARKS}, quote: The clerks kept files}}
  r2: {{subject: sharing, relation: caused, object: delay, {MARKS}, quote: Sharing may have led to delay}}
  r3: {{subject: pact, relation: contributes-to, object: office, {MARKS},
       quote: The pact made the office faster, cite: [k1, k2]}}
  r4: {{subject: pact, relation: contributes-to, object: delay, {MARKS}, quote: Then they met again}}
  r5: {{subject: pact, relation: needs, object: office, {MARKS}, quote: The pact made the office faster, cite: k1}}
  r6: {{subject: lamp, relation: assessed-as, object: green, {MARKS}, quote: The lamp was green}}
  r7: {{subject: lamp, relation: presents, object: green, {MARKS}, quote: The lamp was green}}
  r8: {{subject: green, relation: exists-in, object: lamp, {MARKS}, quote: The lamp was green}}
  r9: {{subject: green, relation: belongs-to, object: lamp, {MARKS}, quote: The lamp was green}}
"""


@pytest.fixture
def seen(compile_case: Compile) -> tuple[Outcome, dict[str, list[Item]]]:
    """The case, and its items by kind."""
    outcome, _ = compile_case(case=CASE, elements=ELEMENTS, claims=CLAIMS, notes=NOTES, silences=None)
    assert outcome.is_clean, outcome.problems
    items, _ = review(outcome)
    return outcome, {kind: [item for item in items if item.kind == kind] for kind in KINDS}


def test_each_question_is_asked_where_it_arises(seen: tuple[Outcome, dict[str, list[Item]]]) -> None:
    """By kind, the claims to look at: r2 hedges, r4 is beside the point and has no cause in its words."""
    found = {kind: [item.id for item in items] for kind, items in seen[1].items() if items}
    assert found == {
        "shared-passage": ["r6"],
        "off-topic": ["r4", "r4"],  # neither the pact nor the delay is named
        "one-document": ["r1", "r2", "r4", "r6", "r7", "r8", "r9"],
        "one-kind": ["r5"],  # notes and diary are both observation; r3 has the press too
        "hedged": ["r2"],
        "no-causal-word": ["r4"],
        "unheld-words": ["r2", "r4"],  # data, which only its name has; all of r4
        "pointing-back": ["r4"],  # they
    }


def test_an_item_has_place_words_and_reason(seen: tuple[Outcome, dict[str, list[Item]]]) -> None:
    """Where the claim is written, which words to look at, and why, in both languages."""
    (hedged,) = seen[1]["hedged"]
    assert str(hedged.location) == "cases/b-town/claims.yaml:3:3"
    assert hedged.words == "Sharing may have led to delay"
    assert hedged.why.startswith("“may” holds back")
    assert hedged.why.in_language("zh").startswith("“may”有所保留")
    (shared,) = seen[1]["shared-passage"]
    assert "4 claims rest on these words: r6, r7, r8, r9;" in shared.why
    (one,) = seen[1]["one-kind"]
    assert "2 documents of one kind (observation)" in one.why
    assert (hedged.is_quoted, one.is_quoted) == (True, False)  # r5 rests on a paraphrase too
    pact, _ = seen[1]["off-topic"]
    assert "(delays)" in pact.why


def test_an_item_is_no_mistake(seen: tuple[Outcome, dict[str, list[Item]]]) -> None:
    """A case full of questions has no error; the shapes warn of the hedge of r2 in their own way."""
    assert [(p.code, str(p.severity)) for p in seen[0].problems] == [("KG413", "warning")]
    assert seen[0].is_clean


def test_a_case_with_one_document_is_told_once(snapshot: Snapshot) -> None:
    """J City has nothing but an abstract: one item says so, and none of its claims repeats it."""
    items = review_fit(Index(read_facts(asking(snapshot.store))), iris.case("j-city"))
    alone = [item for item in items if item.kind.startswith("one-")]
    assert [(item.kind, item.id) for item in alone] == [("one-document-case", "j-city")]
    assert [item.id for item in items if item.kind == "hedged"] == []


def test_sparql_says_what_it_can(snapshot: Snapshot) -> None:
    """The passage with “the 2019 national video conference” carries eight claims of J City, c060 to c067."""
    rows = [
        (str(row["words"].value), int(row["claims"].value))  # type: ignore[union-attr, arg-type]
        for row in run(snapshot.store, "review-shared-passages")
        if "/j-city" in str(row["case"].value)  # type: ignore[union-attr]
    ]
    assert rows[0] == ("the 2019 national video conference", 8)
    assert [n for _, n in rows] == sorted((n for _, n in rows), reverse=True)
    single = run(snapshot.store, "review-one-document")
    assert {int(row["documents"].value) for row in single if "/j-city" in str(row["case"].value)} == {1}  # type: ignore[union-attr, arg-type]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("It appears to have helped.", "appears to"),
        ("Perhaps it helped.", "Perhaps"),
        ("It met in May, and parted.", ""),
        ("这似乎有用", "似乎"),
        ("It helped.", ""),
    ],
)
def test_a_hedge_is_found_in_any_form(text: str, cue: str) -> None:
    """Inflected, capitalised or Chinese; the name of a month is none."""
    assert find_cue("hedges", text) == cue


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("It led to delay.", "led to"),
        ("Delays resulted from it.", "resulted from"),
        ("缺少规则导致拖延", "导致"),
        ("It came before it.", ""),
    ],
)
def test_a_cause_is_found_in_any_form(text: str, cue: str) -> None:
    """What came before is no cause."""
    assert find_cue("causes", text) == cue


def test_a_name_is_found_by_its_stem() -> None:
    """Articles are no names, and Chinese is compared by pairs of characters."""
    assert is_named("the sharing of data", "They shared it.")
    assert not is_named("the clerks", "The lamp was green.")
    assert is_named("数据共享", "部门之间共享信息")
    assert not is_named("数据共享", "窗口人员很高兴")


@pytest.mark.parametrize("name", ["hedges", "causes", "causal-relations", "stop-words"])
def test_a_list_is_sorted_into_languages_and_says_its_basis(name: str) -> None:
    """Each list cites what it rests on and has no entry twice."""
    rows = entries(name)
    assert len(rows) == len(set(rows))
    assert len({len(row) for row in rows}) == 1
    text = (lexicon._FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    assert "# Basis: " in text


def test_the_command_lists_them(
    run_kg: Callable[..., CompletedProcess[str]], tiny_case: Callable[[], Path]
) -> None:
    """``--review`` prints the items and leaves the exit code alone; the JSON has file and line."""
    path = str(tiny_case())
    done = run_kg("check", "--review", path)
    assert done.returncode == 0
    assert "a case that rests on one document (1)" in done.stdout
    report = json.loads(run_kg("check", "--review", "--json", path).stdout)
    (alone,) = [item for item in report["review"] if item["kind"] == "one-document-case"]
    assert (alone["file"], alone["line"]) == ("cases/b-town/case.yaml", 2)
    assert "review" not in json.loads(run_kg("check", "--json", path).stdout)


def test_the_rule_and_the_review_have_one_list() -> None:
    """The pattern of KG412 is what the review makes of its list of causal words."""
    shapes = (ontology_folder() / "shapes" / "claim.ttl").read_text(encoding="utf-8")
    [pattern] = re.findall(r's:CausalWords a sh:NodeShape ;\s+sh:pattern "(.*)" ;', shapes)
    assert pattern.replace("\\\\", "\\") == causal_pattern()


def test_the_rule_and_the_review_know_one_month() -> None:
    """The verbs before which KG413 takes May for a hedge are those before which the review does."""
    shapes = (ontology_folder() / "shapes" / "claim.ttl").read_text(encoding="utf-8")
    verbs = re.compile(r"May(?:\\b\(\?!)? \((?:\?:)?([a-z|]+)\)")
    [rule], [review] = verbs.findall(shapes), verbs.findall(lexicon._MONTH.pattern)
    assert rule.split("|") == review.split("|")
    assert len(rule.split("|")) > 40


CAUSAL = (
    "The deadline made us finish.",
    "They were forced to share.",
    "Shared data force departments to reorder their steps.",
    "The review blamed unclear duties rather than the network.",
    "Rules compelled them.",
    "It obliged them to act.",
    "Fear kept the clerks from sharing.",
    "That is why nothing came.",
    "If there had been no deadline, nothing came.",
    "He owes his speed to it.",
    "问责使部门不敢共享。",
    "让各部门放心",
    "令部门为难",
    "倒逼改革",
    "迫使其共享",
    "多亏了协调",
    "要不是考核",
    "源于问责",
    "得益于协调",
    "催生了平台",
    "带来变化",
    "Fear made the clerks hide their files.",
    "The old forms made sharing impossible.",
    "The rule made it harder to share.",
    "They kept the files because nobody had asked.",
    "Delay arose from the new rules.",
    "The rules resulted in delay.",
    "Caution results in delay.",
    "As a result, the office closed.",
    "The change was due to the new law.",
    "The closure was due to lack of staff.",
    "Blame was the reason for the silence.",
    "For this reason the bureau withheld its list.",
    "Since nobody would sign, the file stayed shut.",
    "Since there is no rule, each office decides.",
    "The law forced the bureaus to publish.",
    "Competition is a driving force.",
    "The reform was driven by fear.",
    "The audit prompted the office to open its books.",
    "The platform helped to reduce delay.",
    "Training helps improve trust.",
    "He blamed the delay on the new system.",
    "The delay was caused by fear.",
    "Fear of blame had led to caution.",
    "Rivalry can cause delay.",
    "Their habits were shaped by the old rules.",
    "The portal enabled exchange.",
    "Thus the list stayed closed.",
    "But for the mayor, nothing would have moved.",
    "The rise owes much to the new portal.",
    "The shortage was responsible for the delay.",
    "Poor rules produced caution.",
    "Mistrust stems from old quarrels.",
    "The new head pushed them to share.",
    "Thanks to the portal, requests fell.",
    "压力使得各局退缩",
    "新系统使用户更放心",
    "新规使执行人员为难",
    "今天使大家为难的是旧规",
    "远程办公使效率下降",
    "推行使成本上升",
    "新政让行政部门更谨慎",
    "此事让利益各方不满",
    "公开让开放成为常态",
    "此事令人担忧，也令各局却步",
    "旧规令数据无法流动",
    "数据短缺源于部门隔阂",
    "各因素相互作用",
    "平台起到了推动作用",
    "在压力的作用下",
    "需求驱动改革",
    "由于人手不足，进度缓慢",
    "问责引起恐慌",
)
NOT_CAUSAL = (
    "After it they met.",
    "使用数据",
    "法令规定",
    "转让土地",
    "命令下达",
    "It used to be so.",
    "The office made a list of its files.",
    "The table was made of oak.",
    "She made notes during the visit.",
    "The bureau makes maps.",
    "They made sure that the door was shut.",
    "They made progress in May.",
    "The clerks made up a story.",
    "He asked for help.",
    "With the help of two clerks the room was cleared.",
    "The help desk opens at nine.",
    "It was a reasonable offer.",
    "The reasoning is on page two.",
    "The office has been open since 2010.",
    "Since then it has met weekly.",
    "The police force met on Monday.",
    "The rule came into force in May.",
    "A task force was set up.",
    "The results of the survey are on page three.",
    "She produced a map of the town.",
    "The products are listed.",
    "The report was due to appear in June.",
    "He drove to the archive.",
    "The files are on a hard drive.",
    "Driving licences are kept downstairs.",
    "The bureau is responsible for maps.",
    "It replied promptly.",
    "The table has a round shape.",
    "An L-shaped corridor runs north.",
    "Thus far no reply has come.",
    "The foster home has ten rooms.",
    "They improvised a table.",
    "It is a good cause.",
    "The road generation plan was printed.",
    "He owed three yuan to the bank.",
    "The clerks kept a copy from 2017.",
    "The leaders to be elected met.",
    "The door was pushed shut.",
    "An attribute of the table is its name.",
    "A spurious entry was deleted.",
    "The director played the part well.",
    "He pushed the button.",
    "They keep their records in boxes.",
    "The affection of the crowd was plain.",
    "各部门使用同一平台",
    "使命与职责",
    "大使到访",
    "大使馆在城北",
    "即使没有规定，他们也开会",
    "假使明天下雨",
    "行使职权",
    "使者昨天到了",
    "特使来访",
    "天使投资进入本市",
    "令牌已经发放",
    "命令已经下达",
    "法令规定如下",
    "责令整改",
    "他任司令员",
    "指令由平台发出",
    "夏令营开始了",
    "三令五申",
    "令行禁止",
    "双方作出让步",
    "出让使用权",
    "他给老人让座",
    "谦让是美德",
    "让路给行人",
    "礼让行人",
    "数据来源于各局",
    "驱动程序已安装",
    "作用尚不清楚",
    "下令开会",
    "即令如此，会议照开",
    "通令全市",
    "他登台献艺，行使表决权",
)


@pytest.mark.parametrize("text", CAUSAL)
def test_ordinary_causal_phrasings_are_known(text: str) -> None:
    """Those of both languages, as people write."""
    assert find_cue("causes", text) != ""


@pytest.mark.parametrize("text", NOT_CAUSAL)
def test_what_only_looks_like_a_cause_is_none(text: str) -> None:
    """A word that is causal in other company, or is part of another word: made of, in force, 使用, 命令."""
    assert find_cue("causes", text) == ""


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("On 2 May the clerks met.", ""), ("In May 2017 it opened.", ""), ("May was warm.", ""), ("It rained. May was cold.", ""),
        ("May help the town.", "May"), ("It rained. May be so.", "May"), ("It may help.", "may"),
    ],
)  # fmt: skip
def test_may_is_a_month_or_a_hedge(text: str, cue: str) -> None:
    """In small letters it is a hedge, in a capital only before a verb where a sentence begins."""
    assert find_cue("hedges", text) == cue
