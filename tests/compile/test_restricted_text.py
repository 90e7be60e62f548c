"""A text given in confidence is read where it lies, its quotations are compared with it, and no public build has it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from f_town import CASE, TALK, WORDS, checked, said

from kg.authoring import read_case
from kg.compile import without_texts
from kg.frameworks import load as load_ontology
from kg.kit import case_schema
from kg.problems import Severity
from kg.resources import ontology_folder
from kg.snapshot import load_snapshot
from kg.store import iri
from kg.trace import trace_claim

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    Run = Callable[..., CompletedProcess[str]]

SECRETS = (
    "marmoset", "獴哥", "kumquats", "sotto", "she said",
    hashlib.sha256(WORDS.encode()).hexdigest(),
)  # fmt: skip
F2 = "https://w3id.org/tongban-kg/case/f-town/claim/f2"


def forms(word: str) -> set[str]:
    """A word as it is, as JSON escapes it, and as an address does."""
    return {word, json.dumps(word)[1:-1], quote(word).lower()}


def leaks(folder: Path) -> dict[str, list[str]]:
    """Every file that has one of the secrets in its name or its bytes, as they are or escaped."""
    found = {}
    for path in sorted(folder.rglob("*")):
        text = path.read_bytes().decode("utf-8", errors="replace") if path.is_file() else ""
        text = f"{path.name}\n{text}".lower()
        words = [word for word in SECRETS if any(form in text for form in forms(word))]
        if words:
            found[path.relative_to(folder).as_posix()] = words
    return found


def test_its_quotations_are_compared(town: Path) -> None:
    """Four quotations and two claims are checked and nothing is wrong; a changed word is told like any other."""
    outcome = checked(town)
    assert said(outcome) == []
    assert outcome.closing_line() == "checked 6, skipped 0, failed 0"
    text = CASE.replace("marmoset leads", "marmoset led")
    (town / "case.yaml").write_text(text, encoding="utf-8")
    (problem,) = checked(town).problems
    assert (problem.code, problem.location.line) == ("KG301", 16)


@pytest.mark.usefixtures("town")
def test_a_build_for_oneself_has_it(run_kg: Run) -> None:
    """Its passages are evidence, and its page shows it and says that it is not for others."""
    assert run_kg("build").returncode == 0
    (line,) = trace_claim(load_snapshot(Path("build")).store, iri(F2).value).evidence
    assert [passage.exact for passage in line.passages] == ["The marmoset leads to delay", "獴哥最怕盘点"]
    page = Path("build/site/case/f-town/source/talk.html").read_text(encoding="utf-8")
    assert "restricted source: not for others" in page
    assert "kumquats" in page
    assert set(leaks(Path("build"))["dataset.nq"]) == set(SECRETS)


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(("options", "rule"), [([], "*\n"), (["--public"], None)])
def test_git_leaves_out_a_build_that_holds_it(run_kg: Run, options: list[str], rule: str | None) -> None:
    """A build for oneself has a rule of its own; a public one may be committed."""
    assert run_kg("build", "--no-site", *options).returncode == 0
    found = Path("build/.gitignore")
    assert (found.read_text(encoding="utf-8") if found.exists() else None) == rule


@pytest.mark.usefixtures("town")
def test_a_public_build_has_nothing_of_it(run_kg: Run) -> None:
    """Neither words, hash nor file name in any file of the build, and what was printed has none either."""
    done = run_kg("build", "--public")
    assert done.returncode == 0, done.stderr
    assert len([path for path in Path("build").rglob("*") if path.is_file()]) > 100
    assert leaks(Path("build")) == {}
    assert [word for word in SECRETS if word in done.stdout + done.stderr] == []
    snapshot = load_snapshot(Path("build"))
    (line,) = trace_claim(snapshot.store, iri(F2.replace("f2", "withheld-claim-1")).value).evidence
    assert (line.passages, line.direction) == ((), "supports")
    assert [(c.access, c.locator, c.says) for c in line.citations] == [
        ("restricted", "withheld", "withheld")
    ] * 2
    lines = Path("build/dataset.nq").read_text(encoding="utf-8").splitlines()
    assert not [
        x
        for x in lines
        if "source/restricted-1" in x and ("Selector" in x or "/passage/" in x or "/segment/" in x)
    ]
    assert "checked 3, restricted 2, withheld 2, skipped 0, failed 0" in done.stdout


def test_a_source_with_the_name_of_a_withheld_one(town: Path) -> None:
    """What is left out is called by numbers; a source that has such a name already is left out like any other."""
    (town / "case.yaml").write_text(CASE.replace("talk", "restricted-1"), encoding="utf-8")
    outcome = checked(town, is_public=True)
    assert outcome.is_clean
    data = b"".join(outcome.data()).decode("utf-8").lower()
    assert [word for word in SECRETS if word in data] == []


@pytest.mark.parametrize("is_public", [False, True])
def test_where_it_is_not_its_quotations_are_skipped(town: Path, *, is_public: bool) -> None:
    """It is no error: the claim stays, and what was skipped is counted and, but for the public, told with its place."""
    (town / TALK).unlink()
    outcome = checked(town, is_public=is_public)
    assert outcome.is_clean
    restricted = "restricted 2, withheld 2, " if is_public else ""
    assert outcome.closing_line() == f"checked 3, {restricted}skipped 3, failed 0"
    told = [(p.code, p.severity, str(p.location)) for p in outcome.problems]
    place = "cases/f-town/case.yaml:7:36"
    assert told == ([] if is_public else [("KG305", Severity.WARNING, place)])
    claim = "withheld-claim-1" if is_public else "f2"
    assert any(f"/claim/{claim}>" in str(quad) for quad in outcome.quads())
    if is_public:
        data = b"".join(outcome.data()).decode("utf-8")
        assert [word for word in SECRETS if word in data.lower()] == []


def test_strict_fails_on_what_was_skipped(town: Path, run_kg: Run) -> None:
    """Without --strict the check goes well, with it it does not; where the text is there, both do."""
    assert run_kg("check", "--strict").returncode == 0
    (town / TALK).unlink()
    assert run_kg("check").returncode == 0
    done = run_kg("check", "--strict")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "checked 3, skipped 3, failed 0")


def test_the_cache_notices(town: Path) -> None:
    """The text disappears, comes back changed, and comes back as it was: each time it is known."""
    found = []
    for text in (WORDS, None, WORDS.replace("marmoset", "gibbon"), WORDS):
        if text is None:
            (town / TALK).unlink()
        else:
            (town / TALK).write_text(text, encoding="utf-8")
        outcome = checked(town, cache=Path(".kg-cache"))
        found.append((outcome.skipped, [p.code for p in outcome.problems]))
    assert found == [(0, []), (3, ["KG305"]), (0, ["KG301"]), (0, [])]


def test_what_is_left_of_a_source_without_its_text(town: Path) -> None:
    """The words quoted, as citations in the same line; no file, no cut, no nearest passage; no id is used twice."""
    more = "citations:\n  quotation-1: {source: talk, at: minute 3, says: She laughed.}\n"
    (town / "more.yaml").write_text(more, encoding="utf-8")
    case, _ = read_case(town, town.as_posix())
    assert case is not None
    left = without_texts(case, ["talk"])
    (line,) = left.claims["f2"].evidence
    assert (line.quotations, line.citations) == ((), ("quotation-2", "quotation-3"))
    assert [left.citations[name].says for name in line.citations] == [
        "The marmoset leads to delay",
        "獴哥最怕盘点",
    ]
    assert (left.sources["talk"].file, left.silences["n1"].nearest) == ("", None)
    assert (left.sources["notes"], left.claims["f1"]) == (case.sources["notes"], case.claims["f1"])


def test_who_has_no_text_still_cites(town: Path) -> None:
    """A quotation from a restricted source without a file is refused as before."""
    (town / "case.yaml").write_text(CASE.replace(f"file: {TALK}, ", ""), encoding="utf-8")
    assert {p.code for p in checked(town).problems} == {"KG306"}


def test_a_mistake_in_its_entry_is_told_once(town: Path) -> None:
    """Where it is cut cannot be known, so that its quotations are skipped and no second mistake follows."""
    (town / "case.yaml").write_text(CASE.replace("segments: stops", "segments: stop"), encoding="utf-8")
    assert [p.code for p in checked(town).problems] == ["KG106"]


def test_an_editor_takes_a_file_for_it(town: Path) -> None:
    """The schema for editors lets a restricted source have a file or none, and a cited one have none."""
    jsonschema = pytest.importorskip("jsonschema")
    case, _ = read_case(town, town.as_posix())
    schema = json.loads(json.dumps(case_schema(case, load_ontology(ontology_folder())[0])))
    entry = {"kind": "interview", "language": "en", "label": "A talk"}

    def is_valid(**more: str) -> bool:
        text = {"sources": {"talk": entry | more}}
        return not list(jsonschema.Draft7Validator(schema).iter_errors(text))

    assert is_valid(access="restricted", file="a.txt")
    assert is_valid(access="restricted")
    assert is_valid(access="cited", read="whole")
    assert not is_valid(access="cited")
    assert not is_valid(access="cited", read="whole", file="a.txt")
    assert not is_valid(access="quoted")
