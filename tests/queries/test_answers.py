"""What one source leaves open another may answer: the same questions then give the answer.

The made-up case also has other logics than any that ships, and no silence recorded.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kg.asking import run
from kg.store import LocalStore, Quad, Store, iri

TERMS = "https://w3id.org/tongban-kg/ontology#"
CASE = "https://w3id.org/tongban-kg/case/made-up"
ANSWERS = {
    "cq-05": ("place", "B Town", "Bayside"),
    "cq-13": ("status", "the source says", "sharing on request"),
    "cq-18": ("event", "the decree", "the rush"),
    "cq-28": ("about", "pressure from audits", "the yearly audit"),
    "cq-29": ("about", "interviews", "thirty"),
}


@pytest.fixture(scope="module")
def answering(dataset: Store) -> Store:
    """The made-up case, each claim stated, affirmed and quoted, beside what ships."""
    file = Path(__file__).parent / "answers.trig"
    quads = list(pyoxigraph.parse(file.read_bytes(), format=pyoxigraph.RdfFormat.TRIG))
    claims = {quad.subject for quad in quads if quad.object == iri(f"{TERMS}Claim")}
    return LocalStore.of([*dataset.raw, *quads, *(mark for claim in claims for mark in marks(claim))])


def marks(claim: pyoxigraph.NamedNode) -> list[Quad]:
    """The marks and the one line of evidence of a claim."""
    graph = iri(f"{CASE}/graph/asserted")
    line = iri(f"{claim.value}-1")
    passage = iri(f"{CASE}/p")
    return [
        Quad(claim, iri(f"{TERMS}inCase"), iri(CASE), graph),
        Quad(claim, iri(f"{TERMS}status"), iri(f"{TERMS}status-stated"), graph),
        Quad(claim, iri(f"{TERMS}polarity"), iri(f"{TERMS}polarity-affirmed"), graph),
        Quad(line, iri(f"{TERMS}evidenceFor"), claim, graph),
        Quad(line, iri(f"{TERMS}direction"), iri(f"{TERMS}direction-supports"), graph),
        Quad(line, iri(f"{TERMS}cites"), passage, graph),
    ]


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_given(answering: Store, name: str) -> None:
    """One row with the answer and the words it rests on, and no silence."""
    column, value, answer = ANSWERS[name]
    [row] = run(answering, name, case=iri(CASE))
    assert row[column].value == value
    assert row["status"].value == "the source says"
    assert row["answer"].value == answer
    assert row["segment"].value == "S01"
    assert row["words"].value == "All of it is said here."


def test_what_nobody_looked_for_is_not_called_a_silence(answering: Store) -> None:
    """A logic that is never said to dominate, and of which nobody recorded it, is not coded yet."""
    [row] = run(answering, "cq-17", case=iri(CASE))
    assert row["logic"].value == "patience logic"
    assert row["status"].value == "nobody has coded this"


def test_cases_stay_apart(answering: Store) -> None:
    """Unbound, a question answers for every case and says for which."""
    rows = list(run(answering, "cq-15"))
    assert {row["caseLabel"].value for row in rows} >= {"Made-up", "J City"}
