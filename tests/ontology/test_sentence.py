"""A claim as a sentence, in English and Chinese: number, modality, polarity, qualifiers, lists."""

from __future__ import annotations

import pytest

from kg.frameworks import load as load_ontology
from kg.model.vocabulary import OWL
from kg.ontology import Phrases
from kg.ontology.sentence import Name, Speaker
from kg.ontology.spoken_figures import Figure
from kg.resources import ontology_folder

SUPPORT = Phrases("supports", "support", "support", "支持")
PART = Phrases("is part of", "are part of", "be part of", "属于")
CONVERT = Phrases("can turn into", "can turn into", "be able to turn into", "可转化为")
FIELD, LOGICS = Name("field logic", "场域逻辑"), Name("the logics", "各逻辑", is_plural=True)
AVOIDANCE, NODE = Name("avoidance logic", "避责逻辑"), Name("the time after", "之后")


@pytest.mark.parametrize(
    ("phrases", "modality", "polarity", "one", "many", "zh"),
    [
        (SUPPORT, "asserted", "affirmed", "supports", "support", "支持"),
        (SUPPORT, "asserted", "denied", "does not support", "do not support", "不支持"),
        (SUPPORT, "tendency", "affirmed", "tends to support", "tend to support", "倾向于支持"),
        (SUPPORT, "tendency", "denied", "tends not to support", "tend not to support", "倾向于不支持"),
        (SUPPORT, "possible", "affirmed", "can support", "can support", "可能支持"),
        (SUPPORT, "possible", "denied", "cannot support", "cannot support", "可能不支持"),
        (SUPPORT, "normative", "affirmed", "should support", "should support", "应当支持"),
        (SUPPORT, "normative", "denied", "should not support", "should not support", "应当不支持"),
        (PART, "asserted", "affirmed", "is part of", "are part of", "属于"),
        (PART, "asserted", "denied", "is not part of", "are not part of", "不属于"),
        (PART, "normative", "affirmed", "should be part of", "should be part of", "应当属于"),
        (CONVERT, "possible", "affirmed", "can turn into", "can turn into", "可转化为"),
        (CONVERT, "possible", "denied", "can not turn into", "can not turn into", "不可转化为"),
    ],
)
def test_the_verb_follows_number_modality_and_polarity(
    phrases: Phrases, modality: str, polarity: str, one: str, many: str, zh: str
) -> None:
    """The verb of each combination reads as a person would say it, in both languages."""
    speak = {"modality": modality, "polarity": polarity}
    singular = Speaker(phrases, (FIELD,), (AVOIDANCE,), **speak)  # type: ignore[arg-type]
    plural = Speaker(phrases, (LOGICS,), (AVOIDANCE,), **speak)  # type: ignore[arg-type]
    assert singular.english() == f"Field logic {one} avoidance logic"
    assert plural.english() == f"The logics {many} avoidance logic"
    assert singular.chinese() == f"场域逻辑{zh}避责逻辑"


@pytest.mark.parametrize(
    ("names", "english", "chinese"),
    [
        (("a",), "a", "a"),
        (("a", "b"), "a and b", "a和b"),
        (("a", "b", "c"), "a, b and c", "a、b和c"),
        (("a", "b", "c", "d"), "a, b, c and d", "a、b、c和d"),
    ],
)
def test_several_names_stand_in_a_row(names: tuple[str, ...], english: str, chinese: str) -> None:
    """Names are joined as each language joins them, before the verb and after it."""
    parts = tuple(Name(name, name) for name in names)
    speaker = Speaker(SUPPORT, (FIELD,), parts)
    assert speaker.english() == f"Field logic supports {english}"
    assert speaker.chinese() == f"场域逻辑支持{chinese}"
    assert (" support " in Speaker(SUPPORT, parts, (FIELD,)).english()) == (len(names) > 1)


def test_qualifiers_have_their_places() -> None:
    """Means, condition and phase follow in English, and lead or precede the verb in Chinese."""
    speaker = Speaker(
        SUPPORT, (FIELD,), (AVOIDANCE,),
        phase=NODE, condition=Name("certain conditions", "一定条件"), means=Name("adjustment", "调整"),
    )  # fmt: skip
    assert speaker.english() == (
        "Field logic supports avoidance logic through adjustment under certain conditions in the time after"
    )
    assert speaker.chinese() == "在之后，在一定条件下，场域逻辑通过调整支持避责逻辑"


def test_a_claim_without_object_is_a_sentence() -> None:
    """A claim about several things together ends with "each other", which in Chinese stands before the verb."""
    phrases = Phrases("interacts with", "interact with", "interact with", "作用于")
    speaker = Speaker(phrases, (FIELD, AVOIDANCE))
    assert speaker.english() == "Field logic and avoidance logic interact with each other"
    assert speaker.chinese() == "场域逻辑和避责逻辑相互作用"
    apart = Phrases("stands apart from", "stand apart from", "stand apart from", "独立于")
    denied = Speaker(apart, (FIELD, AVOIDANCE), polarity="denied")
    assert denied.english() == "Field logic and avoidance logic do not stand apart from each other"
    assert denied.chinese() == "场域逻辑和避责逻辑不相互独立"


def test_several_together_may_have_a_phrase_of_their_own() -> None:
    """What several things do together is said so in both languages, of one thing alone it is not."""
    phrases = Phrases("acts in", "act together in", "act in", "作用于", "共同作用于")
    assert Speaker(phrases, (FIELD, AVOIDANCE), (NODE,)).chinese() == "场域逻辑和避责逻辑共同作用于之后"
    assert Speaker(phrases, (FIELD,), (NODE,)).chinese() == "场域逻辑作用于之后"


def test_latin_words_in_chinese_keep_their_distance() -> None:
    """Two stretches of Latin letters that meet in a Chinese sentence are set apart."""
    speaker = Speaker(SUPPORT, (Name("a", "J"),), (Name("b", "B"),))
    assert speaker.chinese() == "J支持B"
    assert Speaker(Phrases("x", "x", "x", "to"), (Name("a", "J"),), (Name("b", "市"),)).chinese() == "J to 市"


def test_only_the_first_letter_is_raised() -> None:
    """A sentence begins with a capital, and a label keeps its own."""
    named = Speaker(SUPPORT, (Name('the reform of "Yiwang"', "改革"),), (Name("J City", "J市"),))
    assert named.english() == 'The reform of "Yiwang" supports J City'


GIVE = Phrases(
    "gives {what|data} to {object}", "give {what|data} to {object}", "give {what|data} to {object}",
    "向{object}提供{what|数据}",
)  # fmt: skip
WITHHOLD = Phrases(
    "withholds {what|data}[ from {object}]", "withhold {what|data}[ from {object}]",
    "withhold {what|data}[ from {object}]", "[对{object}]不予提供{what|数据}",
)  # fmt: skip
OBLIGE = Phrases(
    "requires {object}[ of {of}][ towards {to}]", "require {object}[ of {of}][ towards {to}]",
    "require {object}[ of {of}][ towards {to}]", "要求[{of}][对{to}]{object}",
)  # fmt: skip
PARTNER = Phrases(
    "partners with {object}", "partner with {object}", "partner with {object}", "与{object}合作"
)
BUREAU, OFFICE = Name("the bureau", "数据局"), Name("the office", "办公室")
CLERKS, FILES = Name("the clerks", "科员", is_plural=True), Name("tax files", "税务档案", is_plural=True)


@pytest.mark.parametrize(
    ("speaker", "english", "chinese"),
    [
        (
            Speaker(GIVE, (BUREAU,), (OFFICE,)),
            "The bureau gives data to the office",
            "数据局向办公室提供数据",
        ),
        (
            Speaker(GIVE, (CLERKS,), (OFFICE,), what=(FILES,), polarity="denied"),
            "The clerks do not give tax files to the office",
            "科员不向办公室提供税务档案",
        ),
        (Speaker(WITHHOLD, (BUREAU,)), "The bureau withholds data", "数据局不予提供数据"),
        (
            Speaker(WITHHOLD, (BUREAU,), (OFFICE,), polarity="denied"),
            "The bureau does not withhold data from the office",
            "数据局并非对办公室不予提供数据",
        ),
        (
            Speaker(
                OBLIGE, (BUREAU,), (Name("sharing", "共享"),), of=(CLERKS,), to=(OFFICE,), when="2017-05"
            ),
            "The bureau requires sharing of the clerks towards the office in May 2017",
            "2017年5月，数据局要求科员对办公室共享",
        ),
        (
            Speaker(GIVE, (BUREAU,), (OFFICE,), stage="goal", when="2018/.."),
            "Goal: The bureau gives data to the office from 2018 on",
            "目标：自2018年起，数据局向办公室提供数据",
        ),
        (
            Speaker(GIVE, (BUREAU,), (OFFICE,), stage="ordered"),
            "Ordered: The bureau gives data to the office",
            "规定：数据局向办公室提供数据",
        ),
        (
            Speaker(GIVE, (BUREAU,), (OFFICE,), stage="measured"),
            "The bureau gives data to the office",
            "数据局向办公室提供数据",
        ),
        (
            Speaker(PARTNER, (BUREAU, OFFICE)),
            "The bureau and the office partner with each other",
            "数据局和办公室相互合作",
        ),
        (Speaker(PARTNER, (BUREAU,), (OFFICE,)), "The bureau partners with the office", "数据局与办公室合作"),
    ],
)
def test_a_template_says_each_part_in_its_place(speaker: Speaker, english: str, chinese: str) -> None:
    """What, of whom, to whom and when are said in both languages, and what is not given leaves no gap."""
    assert speaker.english() == english
    assert speaker.chinese() == chinese


def test_the_name_of_a_part_is_no_template() -> None:
    """Brackets and braces in the name of a part stay as they are."""
    odd = Name("the {what} [list]", "清单[{of}]")
    assert Speaker(GIVE, (BUREAU,), (odd,)).english() == "The bureau gives data to the {what} [list]"
    assert Speaker(GIVE, (BUREAU,), (odd,)).chinese() == "数据局向清单[{of}]提供数据"


def test_every_symmetric_relation_is_symmetric_in_chinese() -> None:
    """A relation that holds both ways reads the same in meaning when its ends are exchanged: with, not on."""
    ontology, _ = load_ontology(ontology_folder())
    symmetric = {
        quad.subject.value
        for quad in ontology.quads
        if getattr(quad.object, "value", "") == OWL.SymmetricProperty
    }
    words = {r.slug: r.phrases.zh for r in ontology.relations.values() if r.property in symmetric}
    assert len(words) == 6
    assert {slug for slug, zh in words.items() if "与{object}" not in zh} == {
        "same-referent-as"
    }  # 即, "that is"


@pytest.mark.parametrize(
    ("when", "english", "chinese"),
    [
        ("2017-06", "in June 2017", "2017年6月，"),
        ("2017-06-01", "on 1 June 2017", "2017年6月1日，"),
        ("2017~", "about 2017", "约2017年，"),
        ("2017-06~", "about June 2017", "约2017年6月，"),
        ("2017?", "perhaps in 2017", "可能2017年，"),
        ("2017-06-01%", "perhaps about 1 June 2017", "可能约2017年6月1日，"),
        ("2017/2019", "from 2017 to 2019", "2017年至2019年，"),
        ("2017~/..", "from about 2017 on", "约自2017年起，"),
        ("../2019?", "until perhaps 2019", "可能截至2019年，"),
    ],
)
def test_a_time_is_said(when: str, english: str, chinese: str) -> None:
    """As fine and as sure as it was written."""
    speaker = Speaker(SUPPORT, (FIELD,), (AVOIDANCE,), when=when)
    assert speaker.english() == f"Field logic supports avoidance logic {english}"
    assert speaker.chinese() == f"{chinese}场域逻辑支持避责逻辑"


@pytest.mark.parametrize(
    ("figure", "english", "chinese"),
    [
        (Figure("51", "bodies", "家单位"), "51 bodies", "51家单位"),
        (Figure("1626", "TB"), "1,626 TB", "1626 TB"),
        (Figure("66%", of="residents", of_zh="居民"), "66% of residents", "居民的66%"),
        (Figure("5,300,000", "items", "条", "over", as_of="2018-04"), "over 5.3 million items (as of April 2018)",
         "超过530万条（截至2018年4月）"),
        (Figure("83,850,000,000", "records", "条"), "83.85 billion records", "838.5亿条"),
        (Figure("23,712,345", "users", "名"), "23,712,345 users", "23712345名"),
        (Figure("16,700", "pieces", "条", "nearly"), "nearly 16,700 pieces", "近1.67万条"),
        (Figure("11%", qualifier="up-to"), "up to 11%", "最高达11%"),
        (Figure("20", "days", "天", "at-most", as_of="2017~"), "at most 20 days (as of about 2017)", "至多20天（约截至2017年）"),
        (Figure("87.90"), "87.90", "87.90"),
    ],
)  # fmt: skip
def test_a_figure_is_said_and_not_rounded(figure: Figure, english: str, chinese: str) -> None:
    """Behind the sentence, with unit, qualifier, whole and time, in both languages."""
    speaker = Speaker(SUPPORT, (FIELD,), (AVOIDANCE,), value=figure)
    assert speaker.english() == f"Field logic supports avoidance logic: {english}"
    assert speaker.chinese() == f"场域逻辑支持避责逻辑：{chinese}"
