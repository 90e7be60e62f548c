"""What did not change is not compiled again, and what is damaged in the cache is not there."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from towns import dataset

from kg.cache.entries import Entries, key_of
from kg.compile.case import Content
from kg.frameworks import load as load_ontology
from kg.pipeline import compile_cases
from kg.resources import ontology_folder
from kg.workers import CompileOptions

if TYPE_CHECKING:
    from collections.abc import Callable

CITIES = 5


@pytest.fixture
def towns(towns_of: Callable[[int], Path]) -> Path:
    """A folder of several small cases, alike but for their names."""
    return towns_of(CITIES)


def test_a_case_is_compiled_once(towns: Path, compiled_now: list[str]) -> None:
    """The second time nothing is compiled, and everything that is told is the same."""
    options = CompileOptions(jobs=1, cache=Path("kept"), is_kept=True)
    first = compile_cases([towns], options)
    assert len(compiled_now) == CITIES
    second = compile_cases([towns], options)
    assert len(compiled_now) == CITIES
    assert list(first.data()) == list(second.data())
    assert first.report() == second.report()
    assert [case.places for case in first.cases] == [case.places for case in second.cases]


def test_what_is_kept_is_not_held(towns: Path) -> None:
    """Of a thousand cases only what is told of them stays in memory: no content is held once it lies in the cache."""

    def held() -> int:
        gc.collect()
        return sum(isinstance(thing, Content) and bool(thing.packed) for thing in gc.get_objects())

    before = held()  # other tests may hold some
    outcome = compile_cases([towns], CompileOptions(jobs=1, cache=Path("kept"), is_kept=True))
    assert len(outcome.cases) == CITIES
    assert held() == before


@pytest.mark.parametrize("file", ["claims.yaml", "notes.txt", "case.yaml"])
def test_only_what_changed_is_compiled_again(towns: Path, compiled_now: list[str], file: str) -> None:
    """One more byte in one file of one case."""
    options = CompileOptions(jobs=1, cache=Path("kept"), is_kept=True)
    before = compile_cases([towns], options)
    compiled_now.clear()
    changed = towns / "b-town-3" / file
    changed.write_text(changed.read_text("utf-8") + "\n", "utf-8")
    after = compile_cases([towns], options)
    assert compiled_now == ["b-town-3"]
    same = [
        (a.name, (a.measure, a.reasons) == (b.measure, b.reasons))
        for a, b in zip(after.cases, before.cases, strict=True)
        if a.name != "b-town-3"
    ]
    assert same == [(name, True) for name, _ in same]


def test_a_change_of_the_same_size_and_time_is_seen(towns: Path, compiled_now: list[str]) -> None:
    """Another word of as many letters, and the time of change put back: the file system tells nevertheless."""
    options = CompileOptions(jobs=1, cache=Path("kept"), is_kept=True)
    dataset(towns, options)
    compiled_now.clear()
    head = towns / "b-town-3" / "case.yaml"
    stat, text = head.stat(), head.read_text("utf-8")
    head.write_text(text.replace("B Town", "C Town"), "utf-8")
    os.utime(head, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert (head.stat().st_size, head.stat().st_mtime_ns) == (stat.st_size, stat.st_mtime_ns)
    dataset(towns, options)
    assert compiled_now == ["b-town-3"]


def test_a_key_knows_all_that_a_case_is_made_from(towns: Path) -> None:
    """Another file, name of a file or of the folder, ontology, or way of calling it: another key."""
    ontology, _ = load_ontology(ontology_folder())
    folder = towns / "b-town"
    keys = {key_of(folder, "cases/b-town", ontology)}
    keys.add(key_of(folder, "elsewhere/b-town", ontology))
    keys.add(key_of(folder, "cases/b-town", replace(ontology, core="another")))
    (folder / "more.txt").write_text("more", encoding="utf-8")
    keys.add(key_of(folder, "cases/b-town", ontology))
    (folder / "more.txt").rename(folder / "other.txt")
    keys.add(key_of(folder, "cases/b-town", ontology))
    assert len(keys) == 5
    elsewhere = shutil.copytree(folder, folder.with_name("z-town"))
    keys.add(key_of(elsewhere, "cases/b-town", ontology))
    assert len(keys) == 6
    (folder / "link").symlink_to("other.txt")
    assert key_of(folder, "cases/b-town", ontology) == ""


def test_a_renamed_folder_is_looked_at_again(towns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checked from within, a case is called ``.`` before and after; its folder's name must be its own."""
    options = CompileOptions(jobs=1, cache=Path("kept").absolute(), is_kept=True)
    before = (towns / "b-town").absolute()
    after = before.with_name("z-town")
    monkeypatch.chdir(before)
    assert compile_cases([Path()], options).is_clean
    before.rename(after)
    monkeypatch.chdir(after)
    assert [problem.code for problem in compile_cases([Path()], options).problems] == ["KG210"]


HEADERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "nothing": lambda _: {},
    "a list": lambda header: [header],
    "no object": lambda _: None,
    "a number for a name": lambda header: header | {"name": 3},
    "no places": lambda header: {name: value for name, value in header.items() if name != "places"},
    "odd places": lambda header: header | {"places": {"x": 1}},
    "odd problems": lambda header: header | {"problems": [1]},
    "odd graphs": lambda header: header | {"measure": header["measure"] | {"graphs": {"x": 1}}},
    "one word more": lambda header: header | {"more": 1},
}


@pytest.mark.parametrize("what", HEADERS)
def test_an_entry_with_a_wrong_header_is_not_there(towns: Path, compiled_now: list[str], what: str) -> None:
    """Its hash is right, and what it says is not what the tool writes: the case is compiled again."""
    options = CompileOptions(jobs=1, cache=Path("kept"), is_kept=True)
    before = dataset(towns, options)
    entry = next(path for path in sorted(Path("kept").glob("??/*")))
    whole = entry.read_bytes()
    header, _, packed = whole[64:].partition(b"\n")
    rest = json.dumps(HEADERS[what](json.loads(header))).encode() + b"\n" + packed
    entry.write_bytes(hashlib.sha256(rest).hexdigest().encode() + rest)
    compiled_now.clear()
    assert dataset(towns, options) == before
    assert len(compiled_now) == 1
    assert entry.read_bytes() == whole


@pytest.mark.parametrize(
    "gave", [[], 3, {}, {"key": 3}, {"key": "x", "summary": {}}, {"key": "x", "summary": [1]}]
)
def test_what_was_taken_down_wrongly_is_not_known(towns: Path, gave: object) -> None:
    """The index of folders is JSON and says nonsense: the folders are read again."""
    options = CompileOptions(jobs=1, cache=Path("kept"), is_kept=True)
    before = dataset(towns, options)
    index = Path("kept") / "seen.json"
    whole = json.loads(index.read_text(encoding="utf-8"))
    assert whole["folders"]
    for entry in whole["folders"].values():
        entry["gave"] = gave
    index.write_text(json.dumps(whole), encoding="utf-8")
    assert dataset(towns, options) == before


@pytest.mark.parametrize("spoil", [lambda b: b[:-9], lambda b: b[:40] + b"x" + b[41:], lambda _: b""])
def test_a_damaged_entry_is_not_there(
    towns: Path, compiled_now: list[str], spoil: Callable[[bytes], bytes]
) -> None:
    """Cut off, changed or empty: the case is compiled again, and the entry is whole afterwards."""
    options = CompileOptions(jobs=1, cache=Path("kept"), is_kept=True)
    before = dataset(towns, options)
    entry = next(path for path in sorted(Path("kept").glob("??/*")))
    entry.write_bytes(spoil(entry.read_bytes()))
    compiled_now.clear()
    assert dataset(towns, options) == before
    assert len(compiled_now) == 1
    compiled_now.clear()
    assert dataset(towns, options) == before
    assert compiled_now == []


def test_what_is_not_used_any_more_goes(towns: Path) -> None:
    """A case that is gone leaves nothing in the cache."""
    options = CompileOptions(jobs=1, cache=Path("kept"), is_kept=True)
    compile_cases([towns], options)
    shutil.rmtree(towns / "b-town-4")
    compile_cases([towns], options)
    assert len(list(Path("kept").glob("??/*"))) == CITIES - 1


def test_a_case_with_a_mistake_is_looked_at_each_time(towns: Path, compiled_now: list[str]) -> None:
    """Its problems are never read from the cache, and a check alone puts nothing there."""
    (towns / "b-town-2" / "claims.yaml").write_text("claims: [", encoding="utf-8")
    options = CompileOptions(jobs=1, cache=Path("kept"), is_kept=True)
    first = [str(problem) for problem in compile_cases([towns], options).problems]
    compiled_now.clear()
    assert [str(problem) for problem in compile_cases([towns], options).problems] == first
    assert compiled_now == ["b-town-2"]
    compile_cases([towns], CompileOptions(jobs=1, cache=Path("other")))
    assert not Path("other").exists()


def test_a_cache_that_cannot_be_written_is_no_mistake(towns: Path) -> None:
    """A file stands where the folder should be."""
    Path("kept").write_text("in the way", encoding="utf-8")
    options = CompileOptions(jobs=1, cache=Path("kept"), is_kept=True)
    assert dataset(towns, options) == dataset(towns, CompileOptions(jobs=1))
    assert Entries(Path("kept")).get("0" * 64) is None
