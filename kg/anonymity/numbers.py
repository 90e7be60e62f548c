"""Numbers and addresses that lead to a person: telephone, mail, identity and account numbers, street addresses.

Takes a text; gives what has such a form and where. Telephone numbers are told by `phonenumbers`, check digits by
`stdnum`; what a word such as “phone” or 账号 announces is taken at its word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.anonymity.items import Sign, apart
from kg.problems import say

if TYPE_CHECKING:
    from collections.abc import Iterator

_REGIONS = ("GB", "US", "HK", "TW")
"""Where else a number may be from that is written without its country, if a word says that it is one."""
_NEAR = 24
"""How many characters before a number a word may stand that says what it is."""
_TELEPHONE = re.compile(
    r"\b(?:tele)?phones?\b|\btel\b|\bmobiles?\b|\bcell\b|\bcall(?:ed|ing)?\b|\bfax\b|\bdial|\bring\b|\brang\b|\breached? (?:at|on)\b"
    r"|\bhotline\b|\bWhatsApp\b|电话|手机|拨打|致电|传真|座机|来电|短信|联系方式",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"(?<![A-Za-z0-9.,/-])(?:\d{3,4}[ -]\d{4}|\d{7,8})(?![A-Za-z0-9/-]|[.,]\d)")
_MAIL = re.compile(
    r"(?<![A-Za-z0-9_.+%-])[A-Za-z0-9_.+%-]+(?:@|\s?(?:\[at\]|\(at\))\s?)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)
_IDENTITY = re.compile(
    r"\bID\b|\bidentity\b|\bidentification\b|\bpassport\b|\bsocial security\b|\bSSN\b|\bnational insurance\b|\blicen[cs]e\b|\bresident\b"
    r"|身份证|证件|护照|驾驶证|驾照|社保|居民证|公民身份|通行证",
    re.IGNORECASE,
)
_RESIDENT = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}[ -]?(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx](?![\dA-Za-z])"
)
_SOCIAL = re.compile(r"(?<![A-Za-z0-9-])\d{3}-\d{2}-\d{4}(?![A-Za-z0-9-])")
_HONG_KONG = re.compile(r"(?<![A-Za-z\d])[A-Z]{1,2}\d{6} ?[(（][\dA][)）]")
_ANNOUNCED_ID = re.compile(
    r"(?<![A-Za-z\d])(?=[A-Z\d -]{0,21}\d{4})[A-Z]{0,3}\d[\d -]{4,20}[\dA-Z](?![A-Za-z\d])"
)
_ACCOUNT = re.compile(
    r"\baccounts?\b|\bacct\b|\ba/c\b|\bcards?\b|\bIBAN\b|\bsort code\b|\bWeChat\b|\bQQ\b|账号|帐号|账户|帐户|卡号|银行卡|信用卡|储蓄卡|微信|支付宝",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<![A-Za-z0-9.,])\d(?:[ -]?\d){12,18}(?![A-Za-z0-9]|[.,]\d)")
_UNION = re.compile(r"62(?:[ -]?\d){14,17}")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b")
_ANNOUNCED_ACCOUNT = re.compile(r"(?<![A-Za-z0-9.,])\d(?:[ -]?\d){5,24}(?![A-Za-z0-9]|[.,]\d)")
_HANDLE = re.compile(
    r"(?:微信号?|WeChat(?: ID)?|QQ号?|QQ)\s{0,3}(?:号|is)?\s{0,3}[:：是为]?\s{0,3}([A-Za-z][\w-]{5,19}|\d{5,11})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_WAYS = r"Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Boulevard|Blvd|Square|Alley|Terrace|Close|Crescent|Highway|Court|Place|Way|Row|Lu|Jie|Dajie|Dadao|Hutong|Xiang"
_STREET = re.compile(
    rf"\b(?:No\.? ?|Number )?\d{{1,5}}[A-Za-z]?,? (?:(?:North|South|East|West|N|S|E|W)\.? )?(?:[A-Z][\w’'-]{{1,40}} ){{1,3}}(?:{_WAYS})\b"
    rf"|\b(?:[A-Z][\w’'-]{{1,40}} ){{1,3}}(?:{_WAYS}),? (?:No\.? ?|Number |#)?\d{{1,5}}\b"
    r"|\bP\.? ?O\.? Box \d+|\b(?:Flat|Apartment|Apt|Unit|Suite|Room) \d+\w?,? (?:Block|Building|No\.?|\d)[ ,\w]{1,20}"
)
# Each run of signs has a longest length: without one a text that repeats a sign would take the square of its length.
_NUMERAL = r"[\d０-９一二三四五六七八九十百零〇]{1,9}"
_STREET_ZH = re.compile(
    rf"[\u4e00-\u9fff]{{1,8}}?(?:路|街|大道|巷|弄|胡同|里|道|村|小区|花园|新村|家园|公寓|苑)\s{{0,3}}(?:第?\s{{0,3}}{_NUMERAL}\s{{0,3}}(?:弄|巷|组))?\s{{0,3}}{_NUMERAL}\s{{0,3}}(?:号|栋|幢|座)"
    rf"(?:楼|院)?(?:\s{{0,3}}{_NUMERAL}\s{{0,3}}(?:单元|号楼|栋|幢|座|楼|层))*(?:\s{{0,3}}{_NUMERAL}\s{{0,3}}(?:室|号|房))?"
    rf"|{_NUMERAL}\s{{0,3}}(?:号楼|栋|幢|座)\s{{0,3}}(?:{_NUMERAL}\s{{0,3}}单元)?\s{{0,3}}{_NUMERAL}\s{{0,3}}(?:室|号|房)"
)


def numbers_in(text: str) -> Iterator[Sign]:
    """Find telephone, mail, identity and account numbers and street addresses in a text; each stretch of it once.

    >>> [text[s.start:s.end] for text in ["Write to li@a.example or ring 0571-87654321."] for s in numbers_in(text)]
    ['li@a.example', '0571-87654321']
    """
    mails = (Sign("mail", *match.span(), say("a mail address")) for match in _MAIL.finditer(text))
    streets = (
        Sign("address", *match.span(), say("a street or building with its number"))
        for match in (*_STREET.finditer(text), *_STREET_ZH.finditer(text))
    )
    yield from apart((*mails, *_identities(text), *_accounts(text), *_telephones(text), *streets))


def has_check_digit(orcid: str) -> bool:
    """Tell whether the last sign of an ORCID iD is the one that its other digits give, as in an ISNI.

    >>> has_check_digit("0000-0002-1825-0097"), has_check_digit("0000-0002-1825-0079")
    (True, False)
    """
    from stdnum import isni  # noqa: PLC0415 - only a project that names authors needs it

    return bool(isni.is_valid(orcid))


def _announced(text: str, start: int, words: re.Pattern[str]) -> bool:
    """Tell whether words shortly before, in the same sentence, say what a number is."""
    before = re.split(r"[.!?。！？；;]\s", text[max(0, start - _NEAR) : start])[-1]
    return words.search(before) is not None


def _identities(text: str) -> Iterator[Sign]:
    from stdnum.iso7064 import mod_11_2  # noqa: PLC0415 - only who asks what a case discloses needs it
    from stdnum.us import ssn  # noqa: PLC0415

    for match in _RESIDENT.finditer(text):
        # Not stdnum.cn.ric, which raises for a county that it does not know: the check digit is ISO 7064's.
        is_sound = mod_11_2.is_valid(re.sub(r"[ -]", "", match[0]).upper())
        why = say("it has the form of a resident identity number of China, with another check digit")
        if is_sound:
            why = say("a resident identity number of China, with the right check digit")
        yield Sign("identity-number", *match.span(), why)
    for match in _SOCIAL.finditer(text):
        if ssn.is_valid(match[0]):
            yield Sign("identity-number", *match.span(), say("a social security number"))
    for match in _HONG_KONG.finditer(text):
        yield Sign("identity-number", *match.span(), say("an identity number of Hong Kong"))
    for match in _ANNOUNCED_ID.finditer(text):
        if _announced(text, match.start(), _IDENTITY):
            yield Sign("identity-number", *match.span(), say("a word before it says what number it is"))


def _accounts(text: str) -> Iterator[Sign]:
    from stdnum import iban  # noqa: PLC0415 - as above

    for match in _IBAN.finditer(text):
        if iban.is_valid(match[0], check_country=False):
            yield Sign("account-number", *match.span(), say("a bank account (IBAN)"))
    for match in _HANDLE.finditer(text):
        yield Sign("account-number", *match.span(1), say("a name or number in a messenger"))
    for match in _ANNOUNCED_ACCOUNT.finditer(text):
        if _announced(text, match.start(), _ACCOUNT):
            yield Sign("account-number", *match.span(), say("a word before it says what number it is"))
    yield from _cards(text)


def _cards(text: str) -> Iterator[Sign]:
    from stdnum import luhn  # noqa: PLC0415 - as above

    for match in _CARD.finditer(text):
        if luhn.is_valid(re.sub(r"\D", "", match[0])):
            yield Sign("account-number", *match.span(), say("a card number, with the right check digit"))
        elif _UNION.fullmatch(match[0]):
            yield Sign("account-number", *match.span(), say("it has the form of a card number of China"))


def _telephones(text: str) -> Iterator[Sign]:
    from phonenumbers import PhoneNumberMatcher  # noqa: PLC0415 - as above

    # Some are part of an address on the web, or the code of a place.
    spans = [
        (m.start, m.end)
        for m in PhoneNumberMatcher(text, "CN")
        if "/" not in m.raw_string and not text[: m.start].endswith("GB/T ")
    ]
    if _TELEPHONE.search(text):
        more = [(m.start, m.end) for region in _REGIONS for m in PhoneNumberMatcher(text, region)]
        more += [local.span() for local in _LOCAL.finditer(text)]
        spans += [span for span in more if _announced(text, span[0], _TELEPHONE)]
    return (Sign("telephone", *span, say("a telephone number")) for span in spans)
