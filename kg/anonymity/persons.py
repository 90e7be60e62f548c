"""Persons in a text: their names, in English letters and in Chinese, and offices that one person holds.

Takes a text; gives what has the form of a name and where. Names are told by what they are made of (surnames, given
names) and by what stands beside them (titles, verbs that persons do); the lists lie in ``cues/``. A name that is an
ordinary word too is found beside such a word only.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.anonymity.gazetteer import is_place
from kg.anonymity.items import Sign, apart
from kg.problems import say
from kg.review.lexicon import entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][^\W\d_]{0,40}(?:[’'-][^\W\d_]{1,40}){0,4}"
"""A word that begins with a capital; its length is bounded, or a text of one such word would take the square of its length."""
_GAP = r"(?:[ \t]{1,9}|[ \t]{0,9}\n[ \t]{0,9})"
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|üan|ai|an|ao|ei|en|er|ia|ie|in|iu|"
    r"ou|ua|ue|üe|ui|un|uo|a|e|i|o|u|ü|v))"
)
_PINYIN = re.compile(rf"{_SYLLABLE}(?:['’-]?{_SYLLABLE}){{0,2}}", re.IGNORECASE)
_NO_PERSON_AFTER = re.compile(
    r"[ \t]+(?:City|County|District|Province|Town|Township|Village|Prefecture|Street|Road|Avenue|Lane|University|College|School|Bureau|"
    r"Office|Department|Bank|Group|Company|Hospital|Institute|River|Lake|Mountain|Act|Law)\b"
)
_SHORTEST = 4
_HAN = r"\u4e00-\u9fff"
_STOP = "的地得了着过不没还也就都曾对向所有们来去在是和与及或于为被把从由等上下里外中前后级委府管理局部门科处室院校市县区省厅某这那哪各每其个位名次年月日时分第"
"""Characters that are no part of a given name but where nothing else is told apart."""
_PARTICLE = "的由是和与跟对向请找问给让叫被把为同及、听因"
_LEFT = rf"(?:(?<![{_HAN}])|(?<=[{_PARTICLE}])|(?<=(?<![数根依证占凭票收单论])据))"
"""Where a word may begin: behind what is no character, a particle, or 据 in the sense of “as … says”."""
_AFTER_NAME = re.compile(r"[市县区省镇乡村路街河湖江山局厅园寺桥港湾岛]")
_ONE_OF_SEVERAL = re.compile(
    r"(?:各|几位|几名|几个|一位|一名|一个|每位|每个|某位|某个|某|有的|部分|不少|许多|一些|其他|多位|多名|多数|所有|历任|历届|副|两位|三位|任何)$"
)
_NO_OFFICE_AFTER = r"(?:们|助理|级|办公|会议|信箱|热线|负责制|岗位|职位|职务|培训|联席|科员|医师|护师|员|期|远|大|效|江|度|三角|途|假|足|短)"


def persons_in(text: str) -> Iterator[Sign]:
    """Find names of persons and offices of one person in a text; each stretch of it once, names first.

    >>> text = "Director Li agreed; 王处长不同意, said the head of the bureau."
    >>> [text[sign.start:sign.end] for sign in persons_in(text)]
    ['Director Li', '王处长', 'the head of the bureau']
    """
    yield from apart((*_english(text), *_chinese(text), *_offices(text)))


def names_alone(words: str) -> set[str]:
    """Pick the words of a name that name its bearer by themselves: no titles, and nothing so short that it may be any word.

    >>> sorted(names_alone("Deputy Mayor Anna Zanzibar")), names_alone("张建国同志"), names_alone("王处长")
    (['Anna', 'Zanzibar'], {'张建国'}, set())
    """
    if re.search(rf"[{_HAN}]", words):
        alone = re.sub(rf"(?:常务)?副?(?:{_either(_listed('titles', 'zh'))})$", "", words)
        return {alone} if len(alone) > 1 and alone[0] not in "老小阿姓" else set()
    titles = _listed("titles", "en")
    return {
        word
        for word in re.findall(_CAPITAL, words)
        if len(word) >= _SHORTEST and not _is_word(word) and word not in titles
    }


def _english(text: str) -> Iterator[Sign]:
    """Find names in English letters."""
    for match in (*_forms()["titled"].finditer(text), *_forms()["familiar"].finditer(text)):
        end = _end_of_name(match)
        if end and not _NO_PERSON_AFTER.match(text, end):
            yield Sign("person-name", match.start(), end, say("a title and a name"))
    yield from _pairs(text)
    for match in _forms()["initial"].finditer(text):
        if not _is_word(match[1]):
            yield Sign("person-name", match.start(), match.end(), say("initials and a surname"))
    for match in (*_forms()["speaks"].finditer(text), *_forms()["is spoken of"].finditer(text)):
        words = match["name"].split()
        if not any(map(_is_word, words)) and (
            len(words) > 1 or words[0] in _given() | _surnames_in_letters()
        ):
            yield Sign("person-name", *match.span("name"), say("a word beside it says that it is a person"))


def _pairs(text: str) -> Iterator[Sign]:
    """Find two words with capitals that are made as a name is."""
    for match in _forms()["pair"].finditer(text):
        first, second, end = match[1], match[2], match.end(2)
        if _is_word(first) or _is_word(second) or _NO_PERSON_AFTER.match(text, end):
            continue
        if _is_pinyin_name(first, second):
            yield Sign("person-name", match.start(1), end, say("a Chinese surname and a given name"))
        elif first in _given():
            yield Sign("person-name", match.start(1), end, say("a given name and a surname"))


def _end_of_name(match: re.Match[str]) -> int:
    """Find where the name behind a title ends; give 0 when what follows is no name."""
    end = 0
    for word in re.finditer(_CAPITAL, match["name"]):
        if _is_word(word[0]):
            break
        end = match.start("name") + word.end()
    return end


def _is_word(word: str) -> bool:
    return word.lower() in _ordinary("word")


def _is_pinyin_name(first: str, second: str) -> bool:
    """Tell whether two words are surname and given name of a Chinese, in either order."""
    if is_place(first.lower() + second.lower()) or is_place(first.lower()) or is_place(second.lower()):
        return False
    surnames = _surnames_in_letters()
    return (first in surnames and _PINYIN.fullmatch(second) is not None) or (
        second in surnames and _PINYIN.fullmatch(first) is not None
    )


def _chinese(text: str) -> Iterator[Sign]:
    """Find names in Chinese; traditional characters are read as the simplified ones."""
    if text.isascii():
        return
    plain = text.translate(_traditional())
    whys = {
        "titled": say("a surname and a title"),
        "whole": say("a surname and a given name"),
        "short": say("a surname and a given name"),
        "familiar": say("a familiar form of a surname"),
        "speaks": say("a word beside it says that it is a person"),
        "is spoken of": say("a word beside it says that it is a person"),
    }
    for form, why in whys.items():
        for match in _forms_zh()[form].finditer(plain):
            if match["name"] not in _ordinary("name") and _stands_alone(
                plain, match.start("name"), match["name"]
            ):
                yield Sign("person-name", match.start("name"), match.end("name"), why)


def _stands_alone(text: str, start: int, name: str) -> bool:
    """Tell whether a surname is one here and not the end of a word."""
    before = text[start - 1 : start]
    if not before or not re.match(rf"[{_HAN}]", before) or name[0] in "老小阿姓":
        return True
    if before + name[0] in _ordinary("surname"):
        return False
    use = _surnames().get(name[:2]) or _surnames().get(name[0], "")
    return (
        use == "common"
        or re.compile(_LEFT).match(text, start) is not None
        or text[max(0, start - 3) : start].endswith(_naming("before", "zh"))
    )


def _offices(text: str) -> Iterator[Sign]:
    why = say("an office that one person holds")
    for match in _forms()["office"].finditer(text):
        yield Sign("office-holder", match.start(), match.end(), why)
    if text.isascii():
        return
    plain = text.translate(_traditional())
    for match in _forms_zh()["office"].finditer(plain):
        if not _ONE_OF_SEVERAL.search(plain, max(0, match.start() - 4), match.start()):
            yield Sign("office-holder", match.start(), match.end(), why)


def _listed(name: str, language: str) -> tuple[str, ...]:
    """List the words of a list in a language, the longest first."""
    return tuple(
        sorted((row[-1] for row in entries(name) if language in row[:-1]), key=lambda w: (-len(w), w))
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", _GAP) for word in words)


@lru_cache(maxsize=8)
def _naming(where: str, language: str) -> tuple[str, ...]:
    rows = [row for row in entries("naming") if row[:2] == (where, language)]
    return tuple(sorted((row[2] for row in rows), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=4)
def _ordinary(use: str) -> frozenset[str]:
    return frozenset(row[1] for row in entries("no-persons") if row[0] == use)


@lru_cache(maxsize=1)
def _surnames() -> dict[str, str]:
    return {row[0]: row[2] for row in entries("surnames")}


@lru_cache(maxsize=1)
def _surnames_in_letters() -> frozenset[str]:
    return frozenset(row[1] for row in entries("surnames")) | {"Lyu", "Lu", "Nyu"}


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    return frozenset(row[1] for row in entries("given-names"))


@lru_cache(maxsize=1)
def _traditional() -> dict[int, str]:
    return {ord(row[0]): row[1] for row in entries("traditional")}


@lru_cache(maxsize=1)
def _forms() -> dict[str, re.Pattern[str]]:
    """Make the patterns of names and offices in English."""
    name = rf"(?P<name>{_CAPITAL}(?:{_GAP}{_CAPITAL}){{0,2}})"
    offices = _either(_listed("offices", "en"))
    unit = rf"(?:{_GAP}(?:of|for|in|at){_GAP}(?:the|this|that|our|its|their|his|her){_GAP}(?:[\w’'-]{{1,40}}{_GAP}){{0,3}}?(?:bureau|office|department|division|section|centre|center|commission|committee|agency|county|city|district|town|township|village|province|company|station|hall|school|hospital|bank|institute|platform|team|authority|government|council|ministry|administration|unit))?"
    forms = {
        "titled": rf"\b(?:(?:Deputy|Vice|Former|Party){_GAP})*(?:{_either(_listed('titles', 'en'))})\.?{_GAP}{name}",
        "familiar": rf"\b(?:{_either(_listed('titles', 'familiar'))})[ -](?P<name>(?:{_either(sorted(_surnames_in_letters()))}))\b",
        "pair": rf"(?<![\w’'-])(?=({_CAPITAL}){_GAP}(?:[A-Z]\.{_GAP})?({_CAPITAL}))",
        "initial": r"\b(?:[A-Z]\.[ -]?){1,2} ?([A-Z][a-zà-ÿ’'-]{2,})\b",
        "speaks": rf"\b(?P<name>{_CAPITAL}(?:{_GAP}{_CAPITAL}){{0,2}}),?{_GAP}(?:also{_GAP}|then{_GAP}|once{_GAP})?(?:{_either(_naming('after', 'en'))})\b",
        "is spoken of": rf"(?i:\b(?:{_either(_naming('before', 'en'))})[:,]?){_GAP}{name}",
        "office": rf"(?i)\b(?:the|its|our|their|his|her|this|that|(?<![\w-])[\w-]{{1,40}}['’]s){_GAP}(?:(?!deputy|vice|assistant|former|first|second)[a-z-]+{_GAP}){{0,2}}?(?:{offices})\b(?![-’']|{_GAP}(?:office|offices|reason|aim|goal|cause|of{_GAP}(?:state|time)|start|count|quarters|line|general's)\b){unit}",
    }
    return {form: re.compile(pattern) for form, pattern in forms.items()}


@lru_cache(maxsize=1)
def _forms_zh() -> dict[str, re.Pattern[str]]:
    """Make the patterns of names and offices in Chinese."""
    known = _surnames()
    double = _either(name for name in known if len(name) > 1)
    usual = "".join(name for name, use in known.items() if len(name) == 1 and use != "full")
    common = "".join(name for name, use in known.items() if len(name) == 1 and use == "common")
    every = "".join(name for name in known if len(name) == 1)
    often = "王李张刘陈杨赵吴周徐孙朱胡郭何罗郑梁谢宋唐许韩冯邓曹彭曾肖董袁潘蒋蔡杜苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾夏韦付邹孟熊秦邱尹薛闫黎贺顾郝龚邵严覃戴莫孔汤"
    own = entries("given-characters")[0][1]
    surname, any_surname = rf"(?:{double}|[{usual}])", rf"(?:{double}|[{every}])"
    given, loose = rf"[{own}]", rf"(?:(?![{_STOP}])[{_HAN}])"
    titles = _either(_listed("titles", "zh"))
    after, before = _either(_naming("after", "zh")), _either(_naming("before", "zh"))
    edge = rf"(?:[^{_HAN}]|$|[的在是和与、等从对把曾也于先女来同已被就没不都还要有给让到去又则将会能]|{after}|{titles})"
    forms = {
        "titled": rf"(?P<name>{surname}{given}{{0,2}}(?:常务)?副?(?:{titles}))(?!{_NO_OFFICE_AFTER})",
        "whole": rf"(?P<name>(?:{double}){given}{{1,2}}|[{usual}]{given}{{2}})(?!{_AFTER_NAME.pattern})",
        "short": rf"{_LEFT}(?P<name>[{common}]{given})(?={edge})",
        "familiar": rf"{_LEFT}(?P<name>[老小阿][{often}](?![{_HAN}]?[组区镇村层])|姓[{often}])",
        "speaks": rf"{_LEFT}(?P<name>{surname}{loose}{{1,2}}?)(?=(?:也|还|则|曾|后来|又|随后|，)?(?:{after}))",
        "is spoken of": rf"(?:{before})(?:[:：是为，]|\s)*(?P<name>{any_surname}{loose}{{1,2}}?)(?={edge})",
        "office": rf"(?<!副)(?P<name>{_either(_listed('offices', 'zh'))})(?!{_NO_OFFICE_AFTER})",
    }
    return {form: re.compile(pattern) for form, pattern in forms.items()}
