"""Each mistake gets exactly the lines that help the person who made it.

``bad/<code>-<what>/`` holds the files that differ from the small valid case in ``tests/cases/b-town``,
and ``expected.txt`` and ``expected.zh.txt``: the lines, written by a person who looked at the bad file. What cannot lie in a
repository (a link, a huge file, a missing one, a broken ontology) is made by a function of the same
name in `SPOILERS`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg import workers
from kg.authoring.tables import SECTIONS
from kg.compile import case as compiling
from kg.consistency import check as consistency
from kg.consistency.hermit import find_java
from kg.model.iris import term
from kg.pipeline import check, check_logic, run
from kg.pipeline.items_for_review import disclose
from kg.problems import CODES, Severity
from kg.problems.said import Said
from kg.resources import ontology_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.ontology import Ontology
    from kg.problems import Problem
    from kg.reason import Inferred
    from kg.store import Quad

BAD = Path(__file__).parent / "bad"
FOLDERS = sorted(path for path in BAD.iterdir() if path.is_dir())
RULES = {f"KG4{number}" for number in ("09", 11, 12, 13, 14, 16, 17, 18, 24, 32, 33, 35, 36, 39)}
"""The shapes that a file can break; the others are broken by the tests of the shapes only."""
EXPECTED = {"en": "expected.txt", "zh": "expected.zh.txt"}
LISTS = {"codes.py", "meanings.py"}
AT_LEAST = 160
SAME = re.compile(
    r'YAML|UTF-8|Turtle|OWL 2 DL|rdfs:label "…"@en|nth: \d+|Parser error .*|Non-simple property .*'
)
"""What is the same in every language: names of formats, what is to be copied, what an engine said."""
CODES_AT_LEAST = 60
PATCH = pytest.MonkeyPatch
ENDLESS = """# title: A rule that makes a new thing of each thing
# yields: edge
PREFIX kg: <https://w3id.org/tongban-kg/ontology#>
SELECT DISTINCT ?subject ?predicate ?object ?p1s ?p1p ?p1o WHERE {
  ?p1s kg:endsAt|kg:precedes ?p1o .
  BIND (kg:precedes AS ?p1p) BIND (?p1o AS ?subject) BIND (kg:precedes AS ?predicate)
  BIND (IRI(CONCAT(STR(?p1o), "x")) AS ?object)
}
"""
NO_PREMISES = """# title: A rule that does not say why
# yields: edge
PREFIX kg: <https://w3id.org/tongban-kg/ontology#>
SELECT ?subject ?predicate ?object WHERE {
  ?object kg:supports ?subject . BIND (kg:supports AS ?predicate)
}
"""
PREFIXES = """@prefix kg: <https://w3id.org/tongban-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
LOSING = """
kg:keepsFrom a owl:ObjectProperty ; rdfs:label "keeps from"@en .
kg:relation-keeps-from a kg:RelationType ; kg:flattensTo kg:keepsFrom ; rdfs:label "keeping from"@en ;
    kg:phrase "keeps {what|data} from {object}"@en , "不给{object}"@zh ;
    kg:phrasePlural "keep {what|data} from {objekt}"@en ;
    kg:phraseInfinitive "keep {what|data} from [{object}"@en .
"""
CLERK = 'kg:Clerk a owl:Class ; rdfs:label "clerk"@en .'
JUDGED = {"KG503", "KG504", "KG505"}
"""What only the reasoner finds."""
DISCLOSED = {"KG710"}
"""What only the list of what a case may disclose finds."""


def no_yaml(folder: Path, _: PATCH) -> None:
    """Leave the source text only."""
    for path in folder.glob("*.yaml"):
        path.unlink()


def no_folder(folder: Path, _: PATCH) -> None:
    """Leave no case at all."""
    shutil.rmtree(folder.parent)


def no_claims(folder: Path, _: PATCH) -> None:
    """Leave nothing that could be checked."""
    (folder / "claims.yaml").unlink()
    (folder / "silences.yaml").unlink()


def large_yaml(folder: Path, _: PATCH) -> None:
    """Fifty megabytes where the claims were."""
    os.truncate(folder / "claims.yaml", 50_000_000)


def large_source(folder: Path, _: PATCH) -> None:
    """Fifty megabytes where the source was."""
    os.truncate(folder / "notes.txt", 50_000_000)


def link_out(name: str) -> Callable[[Path, PATCH], None]:
    """A function that puts a file outside the case folder and a link in its place."""

    def spoil(folder: Path, _: PATCH) -> None:
        outside = Path("outside").resolve()
        shutil.move(folder / name, outside)
        (folder / name).symlink_to(outside)

    return spoil


def linked_folder(folder: Path, _: PATCH) -> None:
    """A folder of sources that is really elsewhere."""
    outside = Path("elsewhere").resolve()
    outside.mkdir()
    shutil.move(folder / "notes.txt", outside)
    (folder / "texts").symlink_to(outside)


def git_repository(*, is_whole: bool) -> Callable[[Path, PATCH], None]:
    """A function that lets git track the case folder, or leaves what only looks like a repository."""

    def spoil(folder: Path, _: PATCH) -> None:
        if not is_whole:
            Path(".git").mkdir()
            return
        for words in (["init", "--quiet"], ["add", "--all", folder.as_posix()]):
            subprocess.run(["git", *words], check=True)  # noqa: S607 - the git that the tool finds

    return spoil


def link_to_itself(folder: Path, _: PATCH) -> None:
    """A link that leads to itself."""
    (folder / "claims.yaml").unlink()
    (folder / "claims.yaml").symlink_to("claims.yaml")


def link_to_nothing(folder: Path, _: PATCH) -> None:
    """A link that leads nowhere."""
    (folder / "claims.yaml").unlink()
    (folder / "claims.yaml").symlink_to("gone.yaml")


def apart(name: str) -> str:
    """A name as some systems write it, with letters apart from their accents."""
    return unicodedata.normalize("NFD", name)


def names_apart(folder: Path, _: PATCH) -> None:
    """A source and a file of the case whose names are in another form of Unicode on the disk."""
    (folder / "notes.txt").rename(folder / apart("café.txt"))
    (folder / "more.yaml").rename(folder / apart("été.yaml"))


def odd_bytes(folder: Path, _: PATCH) -> None:
    """A file of the case whose name is in another encoding; it is read all the same."""
    name = "更多.yaml".encode("gb18030")
    (folder / "more.yaml").rename(folder / os.fsdecode(name))


def twins(folder: Path, _: PATCH) -> None:
    """A second folder of cases, with a case of the same name."""
    shutil.copytree(folder, folder.parents[1] / "more" / folder.name)


def unreadable(_: Path, patch: PATCH) -> None:
    """A file that the system refuses to open."""
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "claims.yaml":
            raise PermissionError(13, "Permission denied")
        return read(path)

    patch.setattr(Path, "read_bytes", refuse)


def own_ontology(file: str, text: str) -> Callable[[Path, PATCH], None]:
    """A function that adds a file to a copy of the ontology and lets the tool use that copy."""

    def spoil(_: Path, patch: PATCH) -> None:
        copy = shutil.copytree(ontology_folder(), Path("ontology"))
        (copy / file).write_text(text, encoding="utf-8")
        patch.setattr(run, "ontology_folder", lambda: copy)

    return spoil


def own_module(axioms: str) -> Callable[[Path, PATCH], None]:
    """A function that adds a module with some axioms, where the reasoner finds it too."""

    def spoil(folder: Path, patch: PATCH) -> None:
        own_ontology("modules/own.ttl", f"{PREFIXES}\n{axioms}\n")(folder, patch)
        patch.setattr(consistency, "ontology_folder", lambda: Path("ontology").resolve())

    return spoil


def unexplained(_: Path, patch: PATCH) -> None:
    """A fault of the reasoning: it forgets to write down why one edge holds."""
    infer = compiling.infer

    def forgetful(case: str, asserted: list[Quad], ontology: Ontology) -> Inferred:
        found = infer(case, asserted, ontology)
        edge = next(q for q in found.quads if q.predicate.value == term("abuts"))
        record = {str(q.subject) for q in found.because if q.object == edge.predicate}
        lines = found.reasons.splitlines(keepends=True)
        return replace(found, reasons=b"".join(x for x in lines if x[: x.index(b" ")].decode() not in record))

    patch.setattr(compiling, "infer", forgetful)


def fault_of_ours(_: Path, patch: PATCH) -> None:
    """A fault in the tool itself."""

    def fail(*_: object, **__: object) -> None:
        message = "no such thing"
        raise LookupError(message)

    patch.setattr(workers, "compile_case", fail)


def many_wrong_entries(folder: Path, _: PATCH) -> None:
    """Add 1,500 elements with the same field that there is not, and a claim that speaks of the last."""
    lines = [f"  e{number}: {{kind: actor, label: somebody, colour: red}}\n" for number in range(1500)]
    (folder / "more.yaml").write_text("elements:\n" + "".join(lines), encoding="utf-8")
    claim = "claims:\n  n1: {subject: e1499, relation: caused, object: fear, status: stated, role: finding, modality: asserted,\n"
    rest = "    polarity: affirmed, quote: fear of blame had led to caution}\n"
    (folder / "other.yaml").write_text(claim + rest, encoding="utf-8")


def many_wrong_names(folder: Path, _: PATCH) -> None:
    """Add 1,200 claims of something that there is not."""
    marks = "status: stated, role: finding, modality: asserted, polarity: affirmed"
    claims = "".join(
        f"  z{number}: {{subject: zebra, relation: caused, object: fear, {marks}, quote: fear of blame had led to caution}}\n"
        for number in range(1200)
    )
    (folder / "more.yaml").write_text("claims:\n" + claims, encoding="utf-8")


def long_quotation(folder: Path, _: PATCH) -> None:
    """Quote 10,000 characters of the source, and one more."""
    words = "It led to " + " ".join(map(str, range(10_000, 12_000)))
    with (folder / "notes.txt").open("a", encoding="utf-8") as file:
        file.write(f"{words}\n")
    marks = "status: stated, role: finding, modality: asserted, polarity: affirmed"
    claims = "".join(
        f"  z{size}: {{subject: fear, relation: caused, object: caution, {marks},\n    quote: '{words[:size]}'}}\n"
        for size in (10_000, 10_001)
    )
    (folder / "more.yaml").write_text("claims:\n" + claims, encoding="utf-8")


SPOILERS: dict[str, Callable[[Path, PATCH], None]] = {
    "KG001-no-folder": no_folder,
    "KG001-no-yaml": no_yaml,
    "KG005-source": large_source,
    "KG005-yaml": large_yaml,
    "KG006-folder": linked_folder,
    "KG006-restricted": link_out("talk.txt"),
    "KG006-source": link_out("notes.txt"),
    "KG006-yaml": link_out("claims.yaml"),
    "KG007-link-to-itself": link_to_itself,
    "KG007-link-to-nothing": link_to_nothing,
    "KG007-permission": unreadable,
    "KG308-not-answered": git_repository(is_whole=False),
    "KG308-tracked": git_repository(is_whole=True),
    "KG011-letters-apart": names_apart,
    "KG011-other-encoding": odd_bytes,
    "KG214-two-folders": twins,
    "KG310-long-quotation": long_quotation,
    "KG501-rule": own_ontology("rules/x9-no-sparql.rq", "# title: No rule\n# yields: edge\nSELECT nothing\n"),
    "KG501-rule-without-head": own_ontology("rules/x9-no-head.rq", "SELECT ?subject WHERE { }\n"),
    "KG501-rule-without-premises": own_ontology("rules/x9-no-premises.rq", NO_PREMISES),
    "KG501-turtle": own_ontology("modules/own.ttl", "@prefix kg: <http://x/> .\nkg:Clerk a kg:Class\n"),
    "KG502-endless": own_ontology("rules/x9-endless.rq", ENDLESS),
    "KG503-contradiction": own_module("kg:Phenomenon owl:disjointWith kg:CaseElement ."),
    "KG504-empty-class": own_module(f"{CLERK}\nkg:Clerk rdfs:subClassOf kg:Actor, kg:Event ."),
    "KG505-beyond-owl-dl": own_module("kg:precedes a owl:AsymmetricProperty ."),
    "KG505-chain": own_module("kg:supports owl:propertyChainAxiom ( kg:shapes kg:supports kg:shapes ) ."),
    "KG506-forgotten-reason": unexplained,
    "KG507-no-label": own_module("kg:Clerk a owl:Class ; rdfs:subClassOf kg:Actor ."),
    "KG508-lost-part": own_module(LOSING),
    "KG900-nothing-to-check": no_claims,
    "KG901-fault-of-ours": fault_of_ours,
    "KG902-many-wrong-entries": many_wrong_entries,
    "KG902-many-wrong-names": many_wrong_names,
}


def code_of(folder: Path) -> str:
    """The code that a bad case is named after."""
    return folder.name.partition("-")[0]


def expected(folder: Path, language: str = "en") -> list[str]:
    """The lines that a person wrote down, in one of the languages; of a list of all fields, that it is there."""
    fields = ("、" if language == "zh" else ", ").join(SECTIONS["claims"])
    text = (folder / EXPECTED[language]).read_text(encoding="utf-8")
    return text.replace("{fields of claims}", fields).splitlines()


def overlay(bad: Path, folder: Path) -> None:
    """Put the files of a bad case over those of the valid one; frameworks go beside the cases."""
    for path in bad.iterdir():
        if path.name == "frameworks":
            shutil.copytree(path, path.name)  # beside the cases
        elif path.is_dir():
            shutil.copytree(path, folder / path.name)
        elif not path.name.startswith("expected."):
            shutil.copy(path, folder)


def unsaid(problem: Problem) -> list[str]:
    """What a problem says in plain strings, which no other language has, and which is no name either."""
    words = (problem.found, problem.expected, problem.hint)
    return [word for word in words if word and not isinstance(word, Said) and not SAME.fullmatch(word)]


@pytest.mark.parametrize("bad", FOLDERS, ids=lambda path: path.name)
def test_a_mistake_gets_its_lines(
    bad: Path, tiny_case: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines are those expected, no more and no fewer, in the order of file and line."""
    if code_of(bad) in JUDGED and find_java() is None:
        pytest.skip("no Java")
    folder = tiny_case()
    overlay(bad, folder)
    if bad.name in SPOILERS:
        SPOILERS[bad.name](folder, monkeypatch)
    outcome, quads = check([Path("cases"), *Path().glob("more")])
    if code_of(bad) in JUDGED:
        check_logic(quads, outcome)
    if code_of(bad) in DISCLOSED:
        outcome.problems += disclose(outcome).problems
    assert [str(problem) for problem in outcome.problems] == expected(bad)
    assert [problem.in_language("zh") for problem in outcome.problems] == expected(bad, "zh")
    assert [words for problem in outcome.problems for words in unsaid(problem)] == []
    assert outcome.is_clean == all(problem.severity is Severity.WARNING for problem in outcome.problems)


def test_every_code_has_a_bad_case() -> None:
    """The collector finds them all, every code of the list among them, each first in its own lines."""
    assert len(FOLDERS) >= AT_LEAST
    assert set(SPOILERS) <= {folder.name for folder in FOLDERS}
    here = Path(__file__).parent
    others = (
        *(here / "bad-sheets").iterdir(),
        *(here / "bad-words").iterdir(),
        *(here / "bad-project").iterdir(),
    )  # test_sheets.py, test_verdict_words.py, test_project.py
    assert set(CODES) <= {code_of(folder) for folder in (*FOLDERS, *others)}
    assert {code_of(folder) for folder in FOLDERS} >= RULES
    assert len({code_of(folder) for folder in FOLDERS}) >= CODES_AT_LEAST
    without_own = [f.name for f in FOLDERS if not any(f" {code_of(f)}  " in line for line in expected(f))]
    assert without_own == []


def test_a_bad_case_says_more_than_its_code() -> None:
    """A bad case holds something bad: files of its own, or a function that spoils the valid ones."""
    idle = [f.name for f in FOLDERS if len(list(f.iterdir())) == len(EXPECTED) and f.name not in SPOILERS]
    assert idle == []


def test_every_code_is_used() -> None:
    """Each code of the list stands somewhere in the tool, and the tool uses no code that is not listed.

    Those of the shapes are made from their numbers.
    """
    package = Path(kg.__file__).parent
    texts = [path.read_text(encoding="utf-8") for path in package.rglob("*.py") if path.name not in LISTS]
    used = set(re.findall(r"\bKG\d{3}\b", "\n".join(texts)))
    assert used - set(CODES) <= {"KG499"}
    assert set(CODES) <= used


def test_the_valid_case_is_valid(tiny_case: Callable[[], Path]) -> None:
    """What the bad cases differ from has nothing wrong itself, so that each line comes from the spoiling."""
    outcome, _ = check([tiny_case()])
    assert [str(problem) for problem in outcome.problems] == []
    assert outcome.closing_line() == "checked 13, skipped 0, failed 0"
