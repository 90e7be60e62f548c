"""The room `files`: a text file is read exactly or refused, never repaired."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from kg.files import CONTROL, TextFile, conflict_at, odd_signs, read_text_file, rescue_text
from kg.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from pathlib import Path


def read(folder: Path, data: bytes, limit: int = 1000) -> TextFile | Problem:
    """Write bytes to a file of a folder and read it."""
    (folder / "a.txt").write_bytes(data)
    return read_text_file(folder / "a.txt", folder, "x/a.txt", limit)


@pytest.mark.parametrize("text", ["a", "", " a \n\n", "tab\there", "next\x85line", "市𝄞’", "a\u2028b"])
def test_text_is_read_as_it_is(tmp_path: Path, text: str) -> None:
    """Every character comes back, white space included, with the hash of the bytes."""
    found = read(tmp_path, text.encode())
    assert isinstance(found, TextFile)
    assert found.text == text
    assert found.sha256 == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(("size", "code"), [(1000, ""), (1001, "KG005")])
def test_the_limit_is_exact(tmp_path: Path, size: int, code: str) -> None:
    """A file of just the limit is read; one byte more is refused."""
    found = read(tmp_path, b"a" * size)
    assert (found.code if isinstance(found, Problem) else "") == code
    if isinstance(found, Problem):
        assert (str(found.found), str(found.expected)) == ("a file of 1,001 bytes", "at most 1,000 bytes")


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x80", "\x9f", "\ufffe"])
def test_a_control_character_is_told_at_its_place(tmp_path: Path, sign: str) -> None:
    """Its line and column count characters, not bytes."""
    found = read(tmp_path, f"市\n市市{sign}".encode())
    assert isinstance(found, Problem)
    assert (found.code, str(found.location)) == ("KG008", "x/a.txt:2:3")
    assert found.found.endswith(f"U+{ord(sign):04X}")


def test_ordinary_signs_are_no_control_characters() -> None:
    """Tab, line feed, next line and everything printable may stand in a text."""
    assert CONTROL.search("\t\n\r\x85 ~\xa0é—’市\U0001f600") is None


def test_a_wrong_byte_is_told_at_its_character(tmp_path: Path) -> None:
    """The column of a byte that is not UTF-8 counts the characters before it."""
    found = read(tmp_path, "市市".encode() + b"\xff\xfe!")
    assert isinstance(found, Problem)
    assert str(found.location) == "x/a.txt:1:3"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_named(tmp_path: Path, encoding: str) -> None:
    """UTF-16 and UTF-32 are recognised, with their mark and UTF-16 also without."""
    found = read(tmp_path, "plain words of a text".encode(encoding))
    assert isinstance(found, Problem)
    assert found.code == "KG002"
    assert found.found == f"a file in {encoding[:6].upper()}"


@pytest.mark.parametrize(
    ("text", "encoding", "guess"),
    [
        ("数据共享是很重要的一件事情。", "gbk", "it looks like GB18030 (or BIG5): "),
        ("數據共享是很重要的一件事情。", "big5", "it looks like BIG5 (or GB18030): "),
        ("Straße, Müller", "latin-1", "it looks like WINDOWS-1252: "),
        ("データの共有はとても重要な事柄です。", "shift-jis", ""),
        ("words \ud83d\ude00", "utf-8", ""),
        ("Обмен данными очень важен.", "koi8-r", ""),
    ],
)
def test_an_encoding_is_guessed_only_where_its_common_characters_stand(
    tmp_path: Path, text: str, encoding: str, guess: str
) -> None:
    """A conversion that would give other words is not advised, and each that is wants a look at what comes out."""
    found = read(tmp_path, text.encode(encoding, "surrogatepass"))
    assert isinstance(found, Problem)
    assert str(found.hint).startswith(guess)
    assert (
        bool(found.hint)
        == bool(guess)
        == str(found.hint).endswith("look at what comes out before you keep it")
    )


def test_what_a_wrong_conversion_left_is_not_to_be_deleted(tmp_path: Path) -> None:
    """Whoever deletes the sign that shows the damage keeps the rest of it."""
    found = read(tmp_path, "\u00e2\u20ac\u009d".encode())
    assert isinstance(found, Problem)
    assert str(found.hint).startswith("a conversion lost it: get the text again")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A file that is no regular file is refused, not read until it ends."""
    os.mkfifo(tmp_path / "pipe")
    found = read_text_file(tmp_path / "pipe", tmp_path, "x/pipe", 1000)
    assert isinstance(found, Problem)
    assert found.code == "KG007"


@pytest.mark.parametrize(
    ("data", "text", "is_sure"),
    [
        (b"\xef\xbb\xbfa\n", "a\n", True),
        (b"a\r\nb\rc", "a\nb\nc", True),
        ("a\nb".encode("utf-16"), "a\nb", True),
        (b"caf\xe9: a", "café: a", False),
        (b"a\x07b", "a\x07b", False),
    ],
)
def test_a_refused_file_is_still_known(tmp_path: Path, data: bytes, text: str, is_sure: bool) -> None:  # noqa: FBT001
    """What only a mark, line ends or an encoding spoilt is known for sure, the rest as far as it goes."""
    assert isinstance(read(tmp_path, data), Problem)
    assert rescue_text(tmp_path / "a.txt", tmp_path, 1000) == (text, is_sure)


def test_nothing_is_known_of_what_may_not_be_read(tmp_path: Path) -> None:
    """A file that is too large or gone gives no text at all."""
    (tmp_path / "a.txt").write_bytes(b"a" * 11)
    assert rescue_text(tmp_path / "a.txt", tmp_path, 10) == ("", False)
    assert rescue_text(tmp_path / "gone.txt", tmp_path, 10) == ("", False)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04\x14\x00", "a file of Word, Excel or the like, or an archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a file of an old Word or Excel"),
        (b"{\\rtf1 words}", "an RTF file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF file"),
        (b"\x1f\x8b\x08\x00", "a packed file"),
    ],
)
def test_a_document_is_not_to_be_converted(tmp_path: Path, data: bytes, what: str) -> None:
    """Neither iconv nor deleting a sign makes text of it: its own program does."""
    path = tmp_path / "talk.txt"
    path.write_bytes(data)
    found = read_text_file(path, tmp_path, "talk.txt", 1000)
    assert str(found) == (
        f"talk.txt:1:1  error KG007  {what}; expected a text file; "
        "open it in its own program and save its words as plain text in UTF-8"
    )


@pytest.mark.parametrize(("times", "told"), [(1, ""), (2, " (2 times)"), (3, " (3 times)")])
def test_a_sign_that_nobody_sees_is_told_once(tmp_path: Path, times: int, told: str) -> None:
    """At its first place, with how often it is there; the text is read as it is."""
    found = read(tmp_path, ("one\ntwo" + "\u200b" * times + " three").encode())
    assert isinstance(found, TextFile)
    [problem] = odd_signs(found)
    assert problem.location == Location("x/a.txt", 2, 4)
    assert problem.found == f"the sign U+200B, which nobody sees{told}"
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", 0),
        ("a\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", 2),
        ("<<<<<<< HEAD\na\n=======\nb\n", None),
        ("=======\n<<<<<<< HEAD\n>>>>>>> x\n", None),
        (">>>>>>> x\n<<<<<<< HEAD\n=======\n", None),
        (" <<<<<<< HEAD\n=======\n>>>>>>> x\n", None),
    ],
)
def test_a_conflict_of_git_has_three_lines_in_order(text: str, begins: int | None) -> None:
    """A line alone, or in another order, is text that somebody wrote."""
    assert conflict_at(text) == begins
