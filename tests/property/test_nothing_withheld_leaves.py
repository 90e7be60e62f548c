"""Whatever is restricted, no byte of a public build tells it: not a word, an identifier or the name of a file."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from found_marks import found_in, packed
from hypothesis import HealthCheck, Phase, given, settings
from marked_case import Marked, marked_cases

from kg.pipeline import compile_cases, load_snapshot, write_dataset
from kg.problems import Severity
from kg.resources import site_folder
from kg.site import write_site
from kg.workers import CompileOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

_SETTINGS = settings(
    deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate],  # a smaller example is not worth its minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


def build(case: Marked, folder: Path, *, is_public: bool, has_site: bool) -> Path:
    """Write the case and build it as the command does."""
    case.write(folder / "cases" / "m-town")
    outcome = compile_cases([folder / "cases"], CompileOptions(jobs=1), is_public=is_public)
    assert not outcome.failed, [p.as_dict("en") for p in outcome.problems if p.severity is Severity.ERROR]
    out = folder / "build"
    out.mkdir()
    write_dataset(outcome, out)
    if has_site:
        write_site(load_snapshot(out), out / "site")
    (out / "said.txt").write_text(f"{outcome.closing_line()}\n{outcome.cases[0].counts()}", encoding="utf-8")
    return out


def found_by_file(out: Path) -> Iterator[tuple[str, set[int]]]:
    """The markers in each file and its name, but for the scripts, which are the same in every build."""
    bundled = {path.name: path.read_bytes() for path in (site_folder() / "dist").iterdir() if path.is_file()}
    for path in sorted(out.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        if data and bundled.get(path.name) == data:
            continue
        yield path.relative_to(out).as_posix(), found_in(path.name.encode() + b"\n" + data)


def leaks(case: Marked, out: Path) -> dict[str, list[tuple[str, str]]]:
    """By file, what stands there and should not."""
    may = case.may_show()
    found = {}
    for name, numbers in found_by_file(out):
        if numbers - may:
            found[name] = sorted(case.whose[number] for number in numbers - may)
    return found


@given(case=marked_cases())
@settings(_SETTINGS, max_examples=60)
def test_no_dataset_tells_what_is_withheld(case: Marked) -> None:
    """Dataset, report and what is printed hold the markers of what is shown, and no other."""
    with tempfile.TemporaryDirectory() as folder:
        out = build(case, Path(folder), is_public=True, has_site=False)
        assert leaks(case, out) == {}
        told = [
            line
            for line in (out / "dataset.nq").read_text(encoding="utf-8").splitlines()
            if "/withheld-relation-" in line
        ]
        assert not any("#supports>" in line for line in told), (
            "a relation is known by the one it stands under"
        )


@given(case=marked_cases())
@settings(_SETTINGS, max_examples=8)
def test_no_page_tells_what_is_withheld(case: Marked) -> None:
    """Nor do pages, names of files, search data, graphs and downloads."""
    with tempfile.TemporaryDirectory() as folder:
        out = build(case, Path(folder), is_public=True, has_site=True)
        assert leaks(case, out) == {}
        pages = {path.stem for path in (out / "site" / "case" / "m-town" / "element").glob("*.html")}
        assert not any(name.startswith("withheld") for name in pages), "what is withheld has no page"


@given(case=marked_cases())
@settings(_SETTINGS, max_examples=4)
def test_the_search_finds_each_marker_in_our_own_build(case: Marked) -> None:
    """A build that keeps nothing back tells them all, but for comments, the names of folders and what no page says."""
    with tempfile.TemporaryDirectory() as folder:
        out = build(case, Path(folder), is_public=False, has_site=False)
        found = set().union(*(numbers for _, numbers in found_by_file(out)))
        untold = {where for number, (_, where) in case.whose.items() if number not in found}
        assert untold <= {"comment"}


@given(case=marked_cases())
@settings(_SETTINGS, max_examples=4)
def test_what_may_be_shown_is_shown(case: Marked) -> None:
    """The public dataset is not empty of words: whatever something shown names keeps its own."""
    with tempfile.TemporaryDirectory() as folder:
        out = build(case, Path(folder), is_public=True, has_site=False)
        found = set().union(*(numbers for _, numbers in found_by_file(out)))
        assert {case.whose[number] for number in case.may_show() - found} == set()
        report = json.loads((out / "report.json").read_text(encoding="utf-8"))
        assert report["withheld"]["claims"] == len({name for name in case.never if name.startswith("x")})
        assert report["withheld"]["silences"] == len({name for name in case.never if name.startswith("n")})


@pytest.mark.parametrize(
    "words",
    [
        "zqk042w", "ZQK042W", "龘零肆贰靐", "Жщ042ю", "z&#113;k042w", "%7Aqk042w", r"\u007aqk042w",
        r"\U00009f98零肆贰靐", "%D0%96%D1%89042%D1%8E", packed("zqk042w").decode(), f"a{packed('龘零肆贰靐').decode()}",
    ],
)  # fmt: skip
def test_the_search_sees_through(words: str) -> None:
    """Case, packing and escapes hide nothing from it."""
    assert found_in(f"<p>{words}</p>".encode()) == {42}


def test_the_search_sees_into_packed_bytes() -> None:
    """Also where a file is packed as a whole."""
    import gzip  # noqa: PLC0415 - only here

    assert found_in(gzip.compress(b"... zqk007w ...")) == {7}
