"""Harm that is done to a file of a user, from a seed: half of it to its structure, half to its characters.

Takes a random generator and a text, a table or the parts of a workbook; gives the damaged one. Nothing here knows
what the tool says of it.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

ODD = [
    "\x00", "\x07", "\x1b", "\x7f", "\x85", "\xa0", "\xad", "\u200b", "\u202e", "\u2028", "\u2029", "\ufeff", "\ufffd",
    "\uffff", "\U000e0001", "\U0001f600", "\u0301", "：", "，", "“", "’", "…", "–", "\t", "\r", "\r\n", " #", ": ", "- ", "\\",
    "'", '"', "{", "}", "[", "]", "<", ">", "&a ", "*a", "!!python/object:os.system ", "%", "@", "`", "|", "~", "---\n",
    "...\n", "<<: ", "? ", "<<<<<<< HEAD\n", "=1+1", "1e999", "-", "0", "0x", "null", "true", "2019-02-30", ".nan", "。",
]  # fmt: skip
"""Characters and words that have a meaning somewhere, or none anywhere."""
WORDS = [
    "",
    "x",
    "[]",
    "{}",
    "[[]]",
    "{a: {b: c}}",
    "~",
    "12345678901234567890",
    "-1",
    "no",
    "2019",
    "''",
    "[a, a]",
]
ENCODINGS = ["utf-16", "utf-8-sig", "utf-32", "gb18030", "utf-16-le", "big5", "latin-1"]
Table = list[list[str]]


def _spot(random: Random, text: str) -> int:
    return random.randint(0, len(text))


def _block(random: Random, lines: list[str]) -> slice:
    start = random.randrange(len(lines) + 1)
    return slice(start, start + random.randint(1, 12))


# ---------------------------------------------------------------- characters


def _insert(random: Random, text: str) -> str:
    at = _spot(random, text)
    return text[:at] + random.choice(ODD) + text[at:]


def _replace(random: Random, text: str) -> str:
    at = _spot(random, text)
    return text[:at] + random.choice(ODD) + text[at + random.randint(1, 5) :]


def _remove(random: Random, text: str) -> str:
    at = _spot(random, text)
    return text[:at] + text[at + random.randint(1, 30) :]


def _swap_two(random: Random, text: str) -> str:
    at = _spot(random, text)
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def _change_a_sign(random: Random, text: str) -> str:
    signs = [at for at, sign in enumerate(text) if not (sign.isalnum() or sign.isspace())]
    if not signs:
        return _insert(random, text)
    at = random.choice(signs)
    return text[:at] + random.choice(ODD) + text[at + 1 :]


CHARACTERS: list[Callable[[Random, str], str]] = [_insert, _replace, _remove, _swap_two, _change_a_sign]


# ---------------------------------------------------------------- structure of a text


def _double_a_block(random: Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    block = lines[_block(random, lines)]
    at = random.randrange(len(lines) + 1)
    return "".join(lines[:at] + block * random.choice([1, 1, 2, 30]) + lines[at:])


def _move_a_block(random: Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    where = _block(random, lines)
    block = lines[where]
    del lines[where]
    at = random.randrange(len(lines) + 1)
    return "".join(lines[:at] + block + lines[at:])


def _drop_a_block(random: Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    del lines[_block(random, lines)]
    return "".join(lines)


def _cut_off(random: Random, text: str) -> str:
    return text[: _spot(random, text)]


def _indent(random: Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    by = random.choice([" ", "  ", "    ", "\t", "- "])
    where = _block(random, lines)
    lines[where] = [by + line for line in lines[where]]
    return "".join(lines)


def _outdent(random: Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    where = _block(random, lines)
    lines[where] = [line.lstrip(" -") for line in lines[where]]
    return "".join(lines)


def _swap_a_type(random: Random, text: str) -> str:
    """After the first colon of a line, or in place of the line, stands something of another kind."""
    lines = text.splitlines(keepends=True)
    if not lines:
        return random.choice(WORDS)
    at = random.randrange(len(lines))
    key, colon, _ = lines[at].rstrip("\n").partition(":")
    lines[at] = f"{key}{colon} {random.choice(WORDS)}\n" if colon else random.choice(WORDS) + "\n"
    return "".join(lines)


def _nest_deep(random: Random, text: str) -> str:
    at = _spot(random, text)
    depth = random.choice([3, 50, 2000, 100_000])
    opening, closing = random.choice(
        [("[", "]"), ("{a: ", "}"), ("(", ")"), ("- ", ""), ("{ ", " }"), ("[ a ", " ]")]
    )
    return text[:at] + opening * depth + closing * random.choice([depth, depth, 0, depth - 1]) + text[at:]


def _repeat_much(random: Random, text: str) -> str:
    at = _spot(random, text)
    piece = random.choice([" A.", "a", "。", "\n", " ", "- x\n", "x: y\n", "«", text[at : at + 40]])
    return text[:at] + piece * random.choice([100, 5000, 50_000]) + text[at:]


def _join_lines(random: Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    where = _block(random, lines)
    lines[where] = [line.rstrip("\n") + random.choice(["", " "]) for line in lines[where]]
    return "".join(lines)


def _exchange_halves(random: Random, text: str) -> str:
    at = _spot(random, text)
    return text[at:] + text[:at]


STRUCTURE: list[Callable[[Random, str], str]] = [
    _double_a_block, _move_a_block, _drop_a_block, _cut_off, _indent, _outdent, _swap_a_type, _nest_deep,
    _repeat_much, _join_lines, _exchange_halves,
]  # fmt: skip


def damaged_text(random: Random, text: str) -> tuple[str, bytes]:
    """A text with one to three damages of one sort, and now and then in another encoding: their names, the bytes."""
    ways = random.choice([CHARACTERS, STRUCTURE])
    chosen = random.choices(ways, k=random.choice([1, 1, 1, 2, 3]))
    for way in chosen:
        text = way(random, text)
    names = " ".join(way.__name__.strip("_") for way in chosen)
    if ways is CHARACTERS and random.random() < 0.2:
        return _damaged_bytes(random, text, names)
    return names, text.encode(errors="surrogatepass")


def _damaged_bytes(random: Random, text: str, names: str) -> tuple[str, bytes]:
    """The text in another encoding, or with bytes that no encoding has."""
    if random.random() < 0.5:
        encoding = random.choice(ENCODINGS)
        return f"{names} {encoding}", text.encode(encoding, errors="replace")
    data = bytearray(text.encode())
    for _ in range(random.randint(1, 5)):
        if data:
            data[random.randrange(len(data))] = random.randrange(256)
    return f"{names} bytes", bytes(data)


# ---------------------------------------------------------------- structure of a table


def damaged_table(random: Random, rows: Table) -> tuple[str, Table]:
    """A table with one to three damages: the names of what was done, and the rows."""
    is_structural = random.random() < 0.5
    names = []
    for _ in range(random.choice([1, 1, 2, 3])):
        if not rows:
            break
        way = random.choice(_TABLE_STRUCTURE if is_structural else _TABLE_CELLS)
        rows = way(random, [list(row) for row in rows])
        names.append(way.__name__.strip("_"))
    return " ".join(names), rows


def _odd_cell(random: Random, rows: Table) -> Table:
    row = random.choice(rows)
    if row:
        at = random.randrange(len(row))
        row[at] = random.choice(
            [*ODD, *WORDS, "x" * 40_000, "=cmd|' /C calc'!A0", "1/2", "TRUE", "Jan-19", "00123"]
        )
    return rows


def _spoilt_cell(random: Random, rows: Table) -> Table:
    row = random.choice(rows)
    if row:
        at = random.randrange(len(row))
        row[at] = random.choice(CHARACTERS)(random, row[at])
    return rows


def _exchanged_cells(random: Random, rows: Table) -> Table:
    first, second = random.choice(rows), random.choice(rows)
    if first and second:
        a, b = random.randrange(len(first)), random.randrange(len(second))
        first[a], second[b] = second[b], first[a]
    return rows


def _doubled_row(random: Random, rows: Table) -> Table:
    rows.insert(random.randrange(len(rows) + 1), list(random.choice(rows)))
    return rows


def _dropped_row(random: Random, rows: Table) -> Table:
    del rows[random.randrange(len(rows))]
    return rows


def _moved_row(random: Random, rows: Table) -> Table:
    row = rows.pop(random.randrange(len(rows)))
    rows.insert(random.randrange(len(rows) + 1), row)
    return rows


def _doubled_column(random: Random, rows: Table) -> Table:
    at = random.randrange(max(map(len, rows)) or 1)
    return [[*row[:at], *row[at : at + 1], *row[at:]] for row in rows]


def _dropped_column(random: Random, rows: Table) -> Table:
    at = random.randrange(max(map(len, rows)) or 1)
    return [row[:at] + row[at + 1 :] for row in rows]


def _ragged(random: Random, rows: Table) -> Table:
    row = random.choice(rows)
    row[:] = (
        row[: random.randrange(len(row) + 1)]
        if random.random() < 0.5
        else [*row, *["x"] * random.choice([1, 300])]
    )
    return rows


def _turned(random: Random, rows: Table) -> Table:  # noqa: ARG001 - as its fellows
    width = max(map(len, rows))
    return [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]


def _many_rows(random: Random, rows: Table) -> Table:
    return rows + [list(random.choice(rows)) for _ in range(random.choice([50, 2000]))]


_TABLE_CELLS = [_odd_cell, _spoilt_cell, _exchanged_cells]
_TABLE_STRUCTURE = [
    _doubled_row, _dropped_row, _moved_row, _doubled_column, _dropped_column, _ragged, _turned, _many_rows,
]  # fmt: skip


# ---------------------------------------------------------------- the parts of a workbook


def damaged_parts(random: Random, workbook: bytes) -> tuple[str, bytes]:
    """A workbook of which one part is gone, doubled or spoilt, or whose archive itself is."""
    if random.random() < 0.2:
        data = bytearray(workbook[: random.choice([len(workbook), random.randrange(len(workbook))])])
        for _ in range(random.choice([0, 1, 20])):
            if data:
                data[random.randrange(len(data))] = random.randrange(256)
        return "archive", bytes(data)
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    at = random.randrange(len(parts))
    name, data = parts[at]
    what = random.choice(["text", "text", "text", "gone", "renamed", "exchanged"])
    if what == "text":
        done, data = damaged_text(random, data.decode(errors="replace"))
        what = f"{name} {done}"
        parts[at] = (name, data)
    elif what == "gone":
        del parts[at]
    elif what == "renamed":
        parts[at] = (f"{name}x", data)
    else:
        parts[at] = (name, random.choice(parts)[1])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts:
            archive.writestr(part, content)
    return what, made.getvalue()
