"""Markers found again in whatever a build writes: as they stand, and behind packing and escapes."""

from __future__ import annotations

import base64
import gzip
import html
import re
import zlib
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HAN = "零壹贰叁肆伍陆柒捌玖"
MARKER = re.compile(rf"zqk(\d{{3}})w|龘([{HAN}]{{3}})靐|жщ(\d{{3}})ю")


def found_in(data: bytes) -> set[int]:
    """The markers in some bytes: as they stand, and behind packing and escapes."""
    found: set[int] = set()
    for text in _unpacked(data, 3):
        for latin, han, cyrillic in MARKER.findall(text.casefold()):
            digits = latin or cyrillic or "".join(str(HAN.index(sign)) for sign in han)
            found.add(int(digits))
    return found


def _unpacked(data: bytes, depth: int) -> Iterator[str]:
    """The text of some bytes, that without its escapes, and that of what is packed in them."""
    text = data.decode("utf-8", errors="replace")
    yield text
    for undo in (html.unescape, unquote, _without_escapes):
        plain = undo(text)
        if plain != text:
            yield plain
            yield _without_escapes(html.unescape(unquote(plain)))
    if depth:
        for inner in _inside(data, text):
            yield from _unpacked(inner, depth - 1)


def _without_escapes(text: str) -> str:
    r"""Undo ``\u`` and ``\U``, as JSON and Turtle write them."""
    return re.sub(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})", lambda m: chr(int(m[1] or m[2], 16)), text)


def _inside(data: bytes, text: str) -> Iterable[bytes]:
    """What is packed by gzip, or written in base64."""
    for start in (match.start() for match in re.finditer(b"\x1f\x8b\x08", data)):
        try:
            yield zlib.decompressobj(31).decompress(data[start:])
        except zlib.error:
            continue
    # An address stands in many lines: each run is looked into once.
    for run in dict.fromkeys(re.findall(r"[A-Za-z0-9+/_-]{24,}={0,2}", text)):
        words = run.replace("-", "+").replace("_", "/").rstrip("=")
        for cut in range(4):  # a run may begin with a sign that is not of it
            part = words[cut:]
            yield base64.b64decode(part[: len(part) // 4 * 4] + _rest(part))


def _rest(part: str) -> str:
    """The last signs of base64, filled up."""
    rest = part[len(part) // 4 * 4 :]
    return "" if len(rest) < 2 else rest + "=" * (4 - len(rest))


def packed(text: str) -> bytes:
    """A text as a page may carry it: gzip, in base64."""
    return base64.b64encode(gzip.compress(text.encode(), mtime=0))
