"""What the commands print about a real build."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.asking import catalog
from kg.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.pipeline import Snapshot

HEAVY = {"rdflib", "owlready2", "pyvis", "networkx", "numpy", "jinja2", "rich", "pyoxigraph", "shacl", "yaml"}


@pytest.fixture
def printed(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """A function that runs a command beside the real build and gives what it prints."""
    monkeypatch.chdir(built.parent)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: str) -> str:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        said = capsys.readouterr()
        assert ended.value.code == 0, said.err
        return said.out

    return run


def test_a_build_writes_all_three(built: Path) -> None:
    """A build holds dataset, report and site, and nothing aside is left over."""
    assert sorted(path.name for path in built.iterdir()) == [
        "dataset.nq",
        "reasons.nq",
        "report.json",
        "site",
    ]
    assert (built / "site" / "index.html").is_file()
    assert sorted(path.name for path in built.parent.iterdir()) == [".kg-cache", "build"]


def test_a_build_offers_its_dataset(built: Path) -> None:
    """What the pages offer to download is the dataset, byte for byte, and what they ask is not empty."""
    packed = (built / "site" / "data" / "dataset.nq.gz").read_bytes()
    assert gzip.decompress(packed) == (built / "dataset.nq").read_bytes()
    assert (built / "site" / "assets" / "dataset-nq.js").stat().st_size > 100_000
    assert list((built / "site" / "case" / "j-city" / "claim").glob("*.ttl"))


def test_a_build_closes_with_its_counts_and_its_page(
    tiny_case: Callable[[], Path], run_kg: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """The last lines are the counts and the path of the page to open, which is there."""
    folder = tiny_case()
    done = run_kg("build", "--out", "out", "--cases", "cases")
    *_, counts, page = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert counts == "checked 13, skipped 0, failed 0"
    index = folder.resolve().parents[1] / "out" / "site" / "index.html"
    assert page == f"open {index}"
    assert index.is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_terminal_shows_what_a_build_is_doing(tiny_case: Callable[[], Path]) -> None:
    """On a terminal the steps are shown, the case and what is written; a pipe gets none of it."""
    import pty  # noqa: PLC0415 - not on Windows

    tiny_case()
    reader, terminal = pty.openpty()
    command = [sys.executable, "-m", "kg", "build", "--out", "out"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=terminal) as process:
        os.close(terminal)
        shown = b""
        while chunk := read_terminal(reader):
            shown += chunk
    os.close(reader)
    assert process.returncode == 0
    for step in (b"b-town", b"writing the dataset", b"writing the site"):
        assert step in shown


def read_terminal(reader: int) -> bytes:
    """What a terminal shows next; nothing once its other end is closed, which Linux tells by an error."""
    try:
        return os.read(reader, 4096)
    except OSError:
        return b""


def test_the_list_shows_every_question(printed: Callable[..., str]) -> None:
    """`kg query --list` names each query and gives its question in plain words."""
    text = printed("query", "--list")
    words = " ".join(text.split())
    assert len(catalog()) >= 80
    for query in catalog():
        assert re.search(rf"^  {re.escape(query.name)}\s", text, re.MULTILINE), query.name
        assert " ".join((query.question or query.title).split()) in words, query.name


def test_the_formats_agree(printed: Callable[..., str]) -> None:
    """A question gives the same rows as CSV, TSV, JSON and XML, and their number as a table."""
    rows = list(csv.reader(io.StringIO(printed("query", "cq-24", "--format", "csv"))))[1:]
    data = json.loads(printed("query", "cq-24", "--format", "json"))["results"]["bindings"]
    assert len(rows) == len(data) >= 2
    assert printed("query", "cq-24", "--format", "tsv").count("\n") == len(rows) + 1
    assert printed("query", "cq-24", "--format", "xml").count("<result>") == len(rows)
    assert f"({len(rows)} rows)" in printed("query", "cq-24")


def test_a_graph_is_written_as_turtle(printed: Callable[..., str]) -> None:
    """A CONSTRUCT query gives Turtle, and the project's prefixes need no declaration."""
    text = printed("query", "-e", "CONSTRUCT { ?c a kg:Case } WHERE { ?c a kg:Case }")
    assert text.splitlines()[1:] == [
        "@prefix kg: <https://w3id.org/tongban-kg/ontology#> .",
        "@prefix case: <https://w3id.org/tongban-kg/case/> .",
        "case:guiyang a kg:Case .",
        "case:hangzhou a kg:Case .",
        "case:j-city a kg:Case .",
    ]


def test_a_query_can_be_bound(printed: Callable[..., str]) -> None:
    """`--bind` and `--case` keep rows of other things out."""
    everything = printed("query", "-e", "SELECT DISTINCT ?case ?c WHERE { ?c kg:inCase ?case ; a kg:Claim }",
                         "--format", "csv")  # fmt: skip
    bound = printed("query", "-e", "SELECT DISTINCT ?case ?c WHERE { ?c kg:inCase ?case ; a kg:Claim }",
                    "--bind", "c=case:j-city/claim/c001", "--case", "j-city", "--format", "csv")  # fmt: skip
    assert everything.count("\n") > 100
    assert [line.rpartition("/")[2] for line in bound.splitlines()] == ["case,c", "c001"]


def test_a_query_file_is_run(printed: Callable[..., str], built: Path) -> None:
    """A file that ends in .rq is asked."""
    file = built.parent / "count.rq"
    file.write_text("SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a kg:Segment }", encoding="utf-8")
    try:
        assert printed("query", "count.rq", "--format", "csv").split() == ["n", "22"]
    finally:
        file.unlink()


def test_a_tree_shows_every_passage(printed: Callable[..., str]) -> None:
    """`kg trace` prints the claim, its marks and all passages it needs jointly, each in its sentence."""
    words = " ".join(re.sub("[│├└─]", " ", printed("trace", "c067")).split())
    assert words.startswith("● Innovation logic dominates in the phase after the conference.")
    assert "the source states (stated) · finding · asserted · affirmed" in words
    assert "evidence that supports: 3 passages, needed together" in words
    for passage in ("Taking »the 2019 national video conference« on", "dominated;»After this«,the local"):
        assert passage in words
    assert "and »innovation logic occupies a dominant position«." in words
    assert "Abstract of an anonymised thesis" in words


def test_a_trace_as_json_is_the_record(printed: Callable[..., str], snapshot: Snapshot) -> None:
    """`--format json` gives every attribute of the record."""
    data = json.loads(printed("trace", "d001", "--format", "json"))
    assert data["status"] == "inferred"
    assert [premise["id"] for premise in data["premises"]] == ["c043", "i017"]
    assert data["case"] in snapshot.cases
    assert data["rests_on_interpretation"] is True


def test_a_trace_as_markdown_is_an_outline(printed: Callable[..., str]) -> None:
    """`--format markdown` gives a heading, the evidence as quotations and the silences."""
    text = printed("trace", "c072", "--format", "markdown")
    assert text.startswith("# Field logic supports responsibility avoidance logic\n")
    assert "**field logic not only provides support for responsibility avoidance**" in text
    assert "\n## What follows from it\n\n- ∴ " in text
    assert "## The source does not say" in text


def test_a_check_as_json_has_what_the_reasoner_said(
    tiny_case: Callable[[], Path], run_kg: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """Asked and answered, or skipped with the reason, as in the text."""
    tiny_case()
    done = run_kg("check", "--dl", "--json", PATH=str(Path(sys.executable).parent))
    said = json.loads(done.stdout)["owl"]
    assert said["consistent"] is True or said["skipped"].startswith("no Java")
    assert "owl" not in json.loads(run_kg("check", "--json").stdout)


def test_a_reader_may_stop_reading(built: Path) -> None:
    """``kg query … | head`` is no mistake: exit code 0, and nothing said."""
    command = [sys.executable, "-m", "kg", "query", "-e", "SELECT * { ?s ?p ?o }", "--format", "tsv"]
    with subprocess.Popen(
        command, cwd=built.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_coverage_shows_each_segment(printed: Callable[..., str]) -> None:
    """`kg coverage` prints the 22 segments in order and counts those with claims."""
    text = printed("coverage", "j-city")
    assert re.findall(r"^(S\d\d)  ", text, re.MULTILINE) == [f"S{number:02}" for number in range(1, 23)]
    assert text.splitlines()[-1] == "22 segments, 22 with claims, 0 without"


def test_help_and_import_are_light() -> None:
    """Neither ``import kg`` nor ``kg --help`` loads a heavy library."""
    script = (
        "import sys, kg, kg.cli\n"
        "try: kg.cli.main(['--help'])\n"
        "except SystemExit: print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, encoding="utf-8")
    assert "Commands:" in done.stdout
    loaded = set(done.stderr.split())
    assert "click" in loaded
    assert loaded & HEAVY == set()


def test_a_check_is_light() -> None:
    """A check of a clean case loads what it uses: no search for near passages, no Java runner."""
    script = (
        "import sys, kg.cli\n"
        "from kg.resources import cases_folder\n"
        "try: kg.cli.main(['check', str(cases_folder() / 'j-city')])\n"
        "except SystemExit as ended: print(ended.code, *sorted(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, encoding="utf-8")
    code, *loaded = done.stderr.split()
    assert code == "0"
    assert {"click", "pyoxigraph", "shacl", "yaml"} <= set(loaded)
    used = HEAVY - {"pyoxigraph", "shacl", "yaml"}
    assert (used | {"lzma", "rapidfuzz", "subprocess", "tempfile"}) & set(loaded) == set()


def test_the_module_is_the_command(run_kg: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """``python -m kg`` is ``kg``: it calls itself so, and knows its version."""
    assert re.fullmatch(r"kg, version \d+\.\d+\.\d+\n", run_kg("--version").stdout)
    assert run_kg("--help").stdout.startswith("Usage: kg ")
