"""A text given in confidence is read where it lies, its quotations are compared with it, and it goes nowhere else.

The invented case ``f-town`` is written here: a talk of three sentences, two quotations of it by claims and one by
a silence, beside notes that may be shown.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from kg.authoring import read_case
from kg.build import without_texts
from kg.kit import case_schema
from kg.ontology import load_ontology
from kg.pipeline import Labour, compile_cases, load_snapshot, push
from kg.pipeline.from_sheets import sheets_as_case, write_returned
from kg.problems import KgError, Severity
from kg.resources import ontology_folder
from kg.store import iri
from kg.trace import trace_claim

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    from kg.pipeline import Outcome

    Run = Callable[..., CompletedProcess[str]]

TALK = "restricted/sotto-voce.txt"
WORDS = "The marmoset leads to delay, she said. 她说獴哥最怕盘点。Nobody counted the kumquats."
CASE = f"""case: f-town
label: F Town
frameworks: [triple-logic]
coder: someone
sources:
  notes: {{file: notes.txt, kind: observation, language: en, label: Notes}}
  talk: {{access: restricted, file: {TALK}, kind: interview, language: en, label: A talk, segments: stops}}
elements:
  clerks: {{kind: actor, label: the clerks, plural: true}}
  lists: {{kind: practice, label: keeping lists}}
  delay: {{kind: phenomenon, label: delay}}
claims:
  f1: {{subject: clerks, relation: adopts, object: lists, status: stated, role: finding, modality: asserted,
       polarity: affirmed, source: notes, quote: The clerks kept lists}}
  f2: {{subject: lists, relation: caused, object: delay, status: stated, role: finding, modality: asserted,
       polarity: affirmed, source: talk, quote: [The marmoset leads to delay, 獴哥最怕盘点]}}
silences:
  n1: {{question: Who keeps the lists now?, about: [clerks], source: talk, nearest: Nobody counted the kumquats}}
"""
SECRETS = (
    "marmoset", "獴哥", "kumquats", "sotto", "she said",
    hashlib.sha256(WORDS.encode()).hexdigest(),
)  # fmt: skip
F2 = "https://w3id.org/tongban-kg/case/f-town/claim/f2"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The case in the folder ``cases`` of the test's own, where the test goes too."""
    monkeypatch.chdir(tmp_path)
    folder = Path("cases") / "f-town"
    (folder / "restricted").mkdir(parents=True)
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "notes.txt").write_text("The clerks kept lists.\n", encoding="utf-8")
    (folder / TALK).write_text(WORDS, encoding="utf-8")
    return folder


def checked(folder: Path, *, is_public: bool = False, cache: Path | None = None) -> Outcome:
    """What a check of the case finds, in this process."""
    return compile_cases([folder], Labour(1, "", cache, is_kept=cache is not None), is_public=is_public)


def said(outcome: Outcome) -> list[str]:
    """The problems in words."""
    return [str(problem) for problem in outcome.problems]


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


def test_a_build_for_oneself_has_it(town: Path, run_kg: Run) -> None:
    """Its passages are evidence, and its page shows it and says that it is not for others."""
    assert run_kg("build").returncode == 0
    (line,) = trace_claim(load_snapshot(Path("build")).store, iri(F2).value).evidence
    assert [passage.exact for passage in line.passages] == ["The marmoset leads to delay", "獴哥最怕盘点"]
    page = Path("build/site/case/f-town/source/talk.html").read_text(encoding="utf-8")
    assert "restricted source: not for others" in page
    assert "kumquats" in page
    assert set(leaks(Path("build"))["dataset.nq"]) == set(SECRETS)


def test_a_public_build_has_nothing_of_it(town: Path, run_kg: Run) -> None:
    """Neither words, hash nor file name in any file of the build, and what was printed has none either."""
    done = run_kg("build", "--public")
    assert done.returncode == 0, done.stderr
    assert len([path for path in Path("build").rglob("*") if path.is_file()]) > 100
    assert leaks(Path("build")) == {}
    assert [word for word in SECRETS if word in done.stdout + done.stderr] == []
    snapshot = load_snapshot(Path("build"))
    (line,) = trace_claim(snapshot.store, iri(F2).value).evidence
    assert (line.passages, line.direction) == ((), "supports")
    assert [(c.access, c.locator, c.says) for c in line.citations] == [("restricted", "withheld", "withheld")] * 2
    lines = Path("build/dataset.nq").read_text(encoding="utf-8").splitlines()
    assert not [x for x in lines if "source/restricted-1" in x and ("Selector" in x or "/passage/" in x or "/segment/" in x)]
    assert "checked 3, restricted 2, withheld 2, skipped 0, failed 0" in done.stdout


@pytest.mark.parametrize("is_public", [False, True])
def test_where_it_is_not_its_quotations_are_skipped(town: Path, *, is_public: bool) -> None:
    """It is no error: the claim stays, and what was skipped is counted and, but for the public, told with its place."""
    (town / TALK).unlink()
    outcome = checked(town, is_public=is_public)
    assert outcome.is_clean
    restricted = "restricted 2, withheld 2, " if is_public else ""
    assert outcome.closing_line() == f"checked 3, {restricted}skipped 3, failed 0"
    told = [(p.code, p.severity, str(p.location)) for p in outcome.problems]
    place = f"cases/f-town/case.yaml:7:36"
    assert told == ([] if is_public else [("KG305", Severity.WARNING, place)])
    assert any("/claim/f2>" in str(quad) for quad in outcome.quads())
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
    assert [left.citations[name].says for name in line.citations] == ["The marmoset leads to delay", "獴哥最怕盘点"]
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


def git(*words: str) -> None:
    """Run git in the test's own folder."""
    subprocess.run(["git", *words], check=True, capture_output=True)


def test_git_is_asked_each_time(town: Path) -> None:
    """What it tracks is told though no file changed, and not once it is taken out; the cure that is told works."""
    cache = Path(".kg-cache")
    git("init", "--quiet")
    assert said(checked(town, cache=cache)) == []
    git("add", "--all", "cases")
    (problem,) = checked(town, cache=cache).problems
    assert (problem.code, str(problem.location)) == ("KG308", "cases/f-town/case.yaml:7:36")
    subprocess.run(problem.hint.partition(",")[0], check=True, shell=True, capture_output=True)  # noqa: S602 - as told
    assert said(checked(town, cache=cache)) == []


def test_a_link_to_what_git_tracks_is_told(town: Path) -> None:
    """The name in the case is ignored and what it leads to is not."""
    shutil.move(town / TALK, town / "plain.txt")
    (town / TALK).symlink_to("../plain.txt")
    git("init", "--quiet")
    (town / ".gitignore").write_text("/restricted/\n", encoding="utf-8")
    git("add", "--all", "cases")
    (problem,) = checked(town).problems
    assert (problem.code, "plain.txt" in problem.found) == ("KG308", True)


def test_no_program_of_the_repository_is_run(town: Path) -> None:
    """A repository that names a program for git to run gets none run by a check."""
    git("init", "--quiet")
    program = Path("watch.sh").resolve()
    program.write_text(f"#!/bin/sh\ntouch {program.parent}/was-run\n", encoding="utf-8")
    program.chmod(0o755)
    git("add", "--all", "cases")
    git("config", "core.fsmonitor", str(program))
    git("ls-files", "--modified", "cases")
    Path("was-run").unlink(missing_ok=True)
    assert [p.code for p in checked(town).problems] == ["KG308"]
    assert not Path("was-run").exists()


@pytest.mark.parametrize(("is_repository", "codes"), [(True, ["KG308"]), (False, [])])
def test_without_git(
    town: Path, monkeypatch: pytest.MonkeyPatch, codes: list[str], *, is_repository: bool
) -> None:
    """In a repository it is told, as a warning, that nobody knows; elsewhere there is nothing to know."""
    if is_repository:
        git("init", "--quiet")
    monkeypatch.setenv("PATH", "")
    outcome = checked(town)
    assert [p.code for p in outcome.problems] == codes
    assert outcome.is_clean


def test_nothing_is_started_without_a_confidential_text(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case that quotes openly asks git nothing."""
    git("init", "--quiet")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(subprocess, "run", refuse)
    (town / "case.yaml").write_text(CASE.replace("access: restricted, ", ""), encoding="utf-8")
    assert checked(town).is_clean
    (town / "case.yaml").write_text(CASE, encoding="utf-8")
    with pytest.raises(AssertionError):
        checked(town)


def test_a_new_case_keeps_it_out_of_git(tmp_path: Path, run_kg: Run) -> None:
    """With a .gitignore: what lies in restricted/ is not added, everything else is."""
    assert run_kg("case", "new", "g-town").returncode == 0
    folder = tmp_path / "cases" / "g-town"
    (folder / "restricted").mkdir()
    (folder / "restricted" / "talk.txt").write_text("A word.\n", encoding="utf-8")
    yaml = (folder / "case.yaml").read_text(encoding="utf-8")
    assert "  # talk: {access: restricted, file: restricted/talk.txt," in yaml
    (folder / "case.yaml").write_text(yaml.replace("  # talk:", "  talk:"), encoding="utf-8")
    git("-C", str(tmp_path), "init", "--quiet")
    git("-C", str(tmp_path), "add", "--all", "cases")
    listed = subprocess.run(["git", "ls-files"], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert "g-town/notes.txt" in listed
    assert "restricted/" not in listed
    done = run_kg("check")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_spreadsheet_leaves_it(town: Path, run_kg: Run, form: str) -> None:
    """It is not copied, which is said; over its own folder the case comes back to the byte, and elsewhere without it."""
    way = "way" if form == "csv" else "way.xlsx"
    done = run_kg("case", f"to-{form}", "cases/f-town", way)
    assert f"{TALK} stays where it is, since it is confidential" in done.stdout
    if form == "csv":
        assert sorted(p.name for p in Path(way).iterdir() if p.suffix != ".csv") == ["notes.txt"]
    before = {path: path.read_bytes() for path in town.rglob("*") if path.is_file()}
    assert run_kg("case", f"from-{form}", way, "cases/f-town").returncode == 0
    assert {path: path.read_bytes() for path in town.rglob("*") if path.is_file()} == before
    elsewhere = Path("elsewhere") / "f-town"
    shutil.copy(town / "notes.txt", Path(way) if form == "csv" else Path())
    returned = sheets_as_case(Path(way), elsewhere, as_csv=form == "csv")
    assert [p.code for p in returned.problems] == ["KG305"]
    write_returned(returned, elsewhere, Path(way) if form == "csv" else Path())
    assert not (elsewhere / "restricted").exists()
    first, second = read_case(town, "x")[0], read_case(elsewhere, "x")[0]
    assert first is not None
    assert second is not None
    assert (first.sources, first.claims, first.silences) == (second.sources, second.claims, second.silences)


def test_a_spreadsheet_is_compared_with_it(town: Path, run_kg: Run) -> None:
    """A word changed in a cell is told, since the text lies in the folder."""
    run_kg("case", "to-csv", "cases/f-town", "way")
    claims = Path("way/claims.csv")
    claims.write_text(claims.read_text("utf-8").replace("marmoset leads", "marmoset led"), "utf-8")
    returned = sheets_as_case(Path("way"), town, as_csv=True)
    assert [p.code for p in returned.problems] == ["KG301"]


def refused(build: str) -> str:
    """What a push of a build to a store that is not there says, which it says after all other checks."""
    with pytest.raises(KgError) as caught:
        push(Path(build), "http://127.0.0.1:9/query", None, None, lambda *_: None)  # type: ignore[arg-type]
    return str(caught.value)


def test_a_push_is_refused(town: Path, run_kg: Run) -> None:
    """What is confidential is sent when told so only; a public build and one without any go as before."""
    run_kg("build", "--no-site")
    words = refused("build")
    assert words.startswith("build is not public and holds what was said in confidence")
    assert "kg build --public" in words
    done = run_kg("push", "http://127.0.0.1:9/query", "--graphs", "http://127.0.0.1:9/store")
    assert (done.returncode, "--restricted" in done.stderr) == (2, True)
    done = run_kg("push", "http://127.0.0.1:9/query", "--graphs", "http://127.0.0.1:9/store", "--restricted")
    assert (done.returncode, "in confidence" in done.stderr) == (2, False)
    run_kg("build", "--no-site", "--public")
    assert "in confidence" not in refused("build")
    (town / "case.yaml").write_text(CASE.replace("access: restricted, ", ""), encoding="utf-8")
    run_kg("build", "--no-site")
    assert "in confidence" not in refused("build")


def test_a_source_that_is_only_cited_counts_too(town: Path, run_kg: Run) -> None:
    """Its label and what is said of it are confidential though it has no text here."""
    lines = [x for x in CASE.splitlines() if not x.startswith(("  f2:", "  n1:", "silences:")) and "marmoset" not in x]
    (town / "case.yaml").write_text("\n".join(lines).replace(f"file: {TALK}, ", "") + "\n", encoding="utf-8")
    assert run_kg("build", "--no-site").returncode == 0
    assert "in confidence" in refused("build")


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
    assert is_valid(access="cited")
    assert not is_valid(access="cited", file="a.txt")
    assert not is_valid(access="quoted")


def test_the_text_is_closed_to_others_while_it_is_read_back(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy that a spreadsheet is checked with lies where only its owner looks, and goes at once."""
    seen: list[tuple[int, Path]] = []
    copy = shutil.copyfile

    def watch(source: Path, target: Path) -> object:
        if "sotto" in str(target):
            seen.append((os.stat(target.parents[2]).st_mode & 0o077, target))
        return copy(source, target)

    from kg.pipeline.to_sheets import case_as_sheets  # noqa: PLC0415 - only here

    Path("way").mkdir()
    for name, data in case_as_sheets(town, as_csv=True).files.items():
        (Path("way") / name).write_bytes(data)
    monkeypatch.setattr(shutil, "copyfile", watch)
    assert sheets_as_case(Path("way"), town, as_csv=True).is_clean
    ((others, target),) = seen
    assert (others, target.exists()) == (0, False)

