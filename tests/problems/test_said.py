"""Words that can be said in another language."""

from __future__ import annotations

import json
import pickle

from kg.problems import Location, Problem, problem, say
from kg.problems.said import in_language, packed, unpacked, worded

PLACE = Location("cases/x/claims.yaml", 12, 3)


def test_what_is_said_is_its_english() -> None:
    """A clause is equal to its English sentence, and an argument may be a clause or a list."""
    inner = say('unknown {0} "{1}"', say("element"), "feild")
    outer = say('"{0}": {1}', "c1", inner)
    assert outer == '"c1": unknown element "feild"'
    assert outer.in_language("zh") == "“c1”：没有要素“feild”"
    assert say("one of: {0}", (name for name in ("a", "b"))).in_language("zh") == "下列之一：a、b"


def test_chinese_has_a_space_before_latin() -> None:
    """Between an ideograph and a Latin word or a figure that fills a gap stands a space; else none does."""
    assert say("expected {0}", "YAML").in_language("zh") == "应为 YAML"
    assert say("expected {0}", say("a tab")).in_language("zh") == "应为制表符（Tab）"


def test_a_brace_is_a_brace() -> None:
    """Only a brace around one figure is a gap; YAML in a message stays as it is."""
    assert say("write {text: …, in: {0}}", "S18") == "write {text: …, in: S18}"
    assert say("fields in { } and {0}") == "fields in { } and {0}"


def test_an_argument_is_not_a_template() -> None:
    """What an author wrote may hold braces; they are hers."""
    assert say('"{0}" without its head', "{0}").in_language("zh") == "“{0}”没有开头几行"


def test_what_has_no_translation_stays_english() -> None:
    """A plain string and a template that the catalogue lacks are said as they are."""
    assert in_language("plain", "zh") == "plain"
    assert say("never {0} in any catalogue", 3).in_language("zh") == "never 3 in any catalogue"
    assert worded("only English").in_language("zh") == "only English"


def test_it_survives_the_way_to_another_process_and_the_cache() -> None:
    """Pickled and as JSON it is what it was, with its translations."""
    clause = say('"{0}": {1}', "c1", worded("A rule", zh="一条规则"))
    chinese = "“c1”：一条规则"
    sent = pickle.loads(pickle.dumps(clause))  # noqa: S301 - our own bytes
    for copy in (sent, unpacked(json.loads(json.dumps(packed(clause))))):
        assert copy == clause
        assert copy.in_language("zh") == chinese
    found = problem("KG201", PLACE, clause, say("one of: {0}", ["a", "b"]))
    again = Problem.unpack(json.loads(json.dumps(found.pack())))
    assert again == found
    assert again.in_language("zh") == f"cases/x/claims.yaml:12:3  错误 KG201  {chinese}；应为下列之一：a、b"


def test_plain_values_are_in_the_language_asked_for() -> None:
    """As plain values the words are strings, in one language."""
    found = problem("KG107", PLACE, say("an empty file"), say("at least one section"))
    assert found.as_dict()["found"] == "an empty file"
    assert found.as_dict("zh")["expected"] == "至少一个部分"
