"""Signs that mislead: what is told, and what a script or an emoji needs and is left in peace."""

from __future__ import annotations

import pytest

from kg.signs import BREAKING, HIDDEN, LOST, MEANINGLESS, TURNING, look_alike, misleading, visible


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a\u200bb", HIDDEN), ("a\u00adb", HIDDEN), ("a\ufeffb", HIDDEN), ("\u3164", HIDDEN), ("a\u2063b", HIDDEN),
        ("field\u200dlogic", HIDDEN), ("场\u200d域", HIDDEN), ("می\u200c", HIDDEN), ("\u200dक", HIDDEN),
        ("a\U000e0041b", HIDDEN),
        ("a\u202eb", TURNING), ("a\u2067b", TURNING), ("a\u200fb", TURNING), ("שלום\u202e", TURNING),
        ("\ufffd", LOST), ("\u0378", MEANINGLESS), ("\ue000", MEANINGLESS), ("\ufdd0", MEANINGLESS),
        ("\U0010ffff", MEANINGLESS), ("a\u2028b", BREAKING), ("a\x85b", BREAKING),
    ],
)  # fmt: skip
def test_a_sign_that_misleads_is_found(text: str, what: str) -> None:
    """At its place, once."""
    assert [found for _, found in misleading(text)] == [what]


@pytest.mark.parametrize(
    "text",
    [
        "plain ASCII\tand a tab\n", "场域逻辑，支持“创新”。", "José’s café – naïve", "مرحبا بالعالم", "می\u200cخواهم", "نامه\u200cای",
        "क्\u200dष", "র\u200d্যাব", "ශ්\u200dරී", "👩\u200d💻", "❤️\u200d🔥", "👩🏽\u200d🚀", "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "1️⃣", "葛\U000e0100", "שלום\u200f!", "العربية\u200e (1)",
        "no-break\u00a0space", "\u3000", "\U000323b5",
    ],
)  # fmt: skip
def test_what_a_script_needs_is_left_in_peace(text: str) -> None:
    """Joiners of Persian, of Indic scripts and of emoji, marks beside letters that run to the left, ideographs."""
    assert list(misleading(text)) == []


def test_what_can_be_told_apart_is_no_look_alike() -> None:
    """Only of those that look the same are the numbers shown."""
    alike = [("-", "–"), ("a", "а"), ("李", "李"), ("é", "e\u0301"), ("’", "'"), ("·", "・")]
    assert [pair for pair in alike if not look_alike(*pair)] == []
    apart = [("a", "b"), (",", "，"), ("场", "場"), ("2", "２"), ("a", "аа"), ("b", "д")]
    assert [pair for pair in apart if look_alike(*pair)] == []
    assert visible("fe\u00adar\u200b") == "fe<U+00AD>ar<U+200B>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("me\ufe0fting", [(2, HIDDEN)]),
        ("a \U000e0100", [(2, HIDDEN)]),
        ("\ufe0fa", [(0, HIDDEN)]),
        ("\u2764\ufe0f 1\ufe0f\u20e3 \u2194\ufe0f", []),
        ("\u8fbb\U000e0100", []),
    ],
)
def test_a_variation_selector_is_hidden_where_it_has_nothing_to_choose(
    text: str, found: list[tuple[int, str]]
) -> None:
    """Behind a picture, a digit or an ideograph it chooses a shape; behind a letter or a space nobody sees it."""
    assert list(misleading(text)) == found
