"""The cells of a case: small made cases, and the shipped ones, each cell worked out by hand from the truth table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.frameworks import load as load_ontology
from kg.model import iris
from kg.model.vocabulary import KG
from kg.pipeline import check
from kg.reason import infer
from kg.resources import ontology_folder
from kg.verdicts import Pattern, read_known, write_cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.ontology import Ontology
    from kg.pipeline import Outcome
    from kg.store import Quad
    from kg.verdicts import Known

    Cells = dict[str, "Cell"]
    Read = Callable[..., Cells]

TOWN = "b-town"


@dataclass(frozen=True)
class Cell:
    """A cell as it stands in the graph, by short names."""

    verdict: str
    relation: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


def cells_of(case: str, quads: list[Quad]) -> Cells:
    """The cells of a case by concept or proposition and, after a space, phase; of a relation by the two concepts and what lies between."""
    graph = f"<{iris.graph(case, 'cells')}>"
    told: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        if str(quad.graph_name) == graph:
            held = told.setdefault(str(quad.subject), {})
            held.setdefault(quad.predicate.value, []).append(iris.local_name(str(quad.object.value)))  # type: ignore[union-attr]
    found = {}
    for held in told.values():
        names = [*held[KG.cellOf], *held.get(KG.patternPhase, ())]
        if held[KG.cellOf] == held.get(KG.patternRelation):
            names = [
                *held[KG.patternSubject],
                f"> {names[0].removeprefix('relation-')} >",
                *held[KG.patternObject],
            ]
        places = (KG.patternRelation, KG.decidedBy, KG.spokenOfBy, KG.askedBy)
        found[" ".join(names)] = Cell(
            held[KG.verdict][0].removeprefix("verdict-"),
            *(
                tuple(sorted(one.removeprefix("relation-") for one in held.get(place, ())))
                for place in places
            ),
            tuple(name for name in ("isDenial", "isOfAllTogether") if iris.term(name) in held),
        )
    return found


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    """The ontology that ships."""
    return load_ontology(ontology_folder())[0]


@pytest.fixture
def read(tiny_case: Callable[[], Path]) -> Read:
    """A function that adds claims, elements and silences to the small case and gives its cells."""

    def cells(claims: str = "", elements: str = "", silences: str = "") -> Cells:
        folder = tiny_case()
        parts = {"claims": claims, "elements": elements, "silences": silences}
        text = "".join(f"{name}:\n{lines}" for name, lines in parts.items() if lines)
        if text:
            (folder / "more.yaml").write_text(text, encoding="utf-8")
        outcome, quads = check([Path("cases")])
        assert outcome.is_clean, [str(problem) for problem in outcome.problems]
        return cells_of(TOWN, quads)

    return cells


def claim(name: str, said: str, status: str = "stated", modality: str = "asserted", **more: str) -> str:
    """A claim, ``subject relation object``, with what its status needs."""
    subject, relation, *rest = said.split(" > ")
    fields = {"subject": subject, "relation": relation, **({"object": rest[0]} if rest else {})}
    fields |= {"status": status, "role": "finding", "modality": modality, "polarity": "affirmed"}
    if status == "interpreted":
        fields |= {"basis": "co-statement", "confidence": "low"}
    if status != "inferred":
        fields["quote"] = "caution ruled"
    lines = (
        f"    {key}: {value}\n"
        for key, value in (fields | {k.strip("_"): v for k, v in more.items()}).items()
    )
    return f"  {name}:\n{''.join(lines)}"


FIELD = "  field: {instantiates: field-logic, label: the field}\n"


def silence(asks: str, searched: str = "all", about: str = "caution, openness, before, after") -> str:
    """A silence that asks for a pattern."""
    asked = f"question: What of it?\n    about: [{about}]\n    asks: {asks}\n    searched: {searched}\n"
    return f"  n9:\n    {asked}"


def test_the_cells_of_a_small_case(read: Read) -> None:
    """Of its four claims one tells of a phase, two of what led to caution; of most things nobody speaks."""
    cells = read()
    answered = {name: cell for name, cell in cells.items() if cell.verdict != "not-coded"}
    assert answered == {
        "responsibility-avoidance-logic": Cell("stated", (), ("c2", "c3"), ("c4",)),
        "innovation-logic": Cell("hedged", (), ("c4",)),
        "responsibility-avoidance-logic before": Cell("stated", ("dominates-in",), ("c3",)),
        "proposes-innovation-can-turn": Cell("hedged", ("can-convert-into",), ("c4",)),
        "innovation-logic > can-convert-into > responsibility-avoidance-logic": Cell(
            "hedged", ("can-convert-into",), ("c4",)
        ),
    }
    assert cells["field-logic after"] == Cell("not-coded", ("dominates-in",))
    logics = ("responsibility-avoidance-logic", "innovation-logic", "field-logic")
    assert {name for name in cells if " " in name and " > " not in name} == {
        f"{logic} {phase}" for logic in logics for phase in ("before", "after")
    }


@pytest.mark.parametrize(
    ("claims", "cell"),
    [
        (claim("x1", "openness > dominates-in > after"), Cell("stated", ("dominates-in",), ("x1",))),
        (claim("x1", "openness > present-in > after"), Cell("stated", ("present-in",), ("x1",))),
        (claim("x1", "openness > dominates-in > after", "presupposed"), Cell("presupposed", ("dominates-in",), ("x1",))),
        (claim("x1", "openness > dominates-in > after", modality="tendency"), Cell("stated", ("dominates-in",), ("x1",))),
        (claim("x1", "openness > dominates-in > after", modality="possible"), Cell("hedged", ("dominates-in",), ("x1",))),
        (claim("x1", "openness > dominates-in > after", modality="normative"), Cell("hedged", ("dominates-in",), ("x1",))),
        (
            claim("x1", "openness > dominates-in > after", polarity="denied"),
            Cell("denied", ("dominates-in",), ("x1",), flags=("isDenial",)),
        ),
        (claim("x1", "openness > dominates-in > after", "interpreted"), Cell("interpreted", ("dominates-in",), ("x1",))),
        (
            claim("x1", "openness > dominates-in > after", "interpreted", polarity="denied"),
            Cell("interpreted", ("dominates-in",), ("x1",), flags=("isDenial",)),
        ),
        (
            claim("x1", "openness > dominates-in > after", "inferred", from_="c1"),
            Cell("inferred", ("dominates-in",), ("x1",)),
        ),
        (
            claim("x1", "openness > dominates-in > after", "inferred", from_="[c1, i1]"),
            Cell("interpreted", ("dominates-in",), ("x1",)),
        ),
        (
            claim("x1", "openness > dominates-in > after", "interpreted")
            + claim("x2", "openness > dominates-in > after", modality="possible"),
            Cell("hedged", ("dominates-in",), ("x2",), ("x1",)),
        ),
        (
            claim("x1", "openness > dominates-in > after")
            + claim("x2", "openness > dominates-in > after", polarity="denied"),
            Cell("contested", ("dominates-in",), ("x1", "x2")),
        ),
    ],
)  # fmt: skip
def test_a_logic_in_a_phase(read: Read, claims: str, cell: Cell) -> None:
    """What is said of one logic in one phase fills that cell and leaves the other phase as it was."""
    cells = read(claims)
    assert cells["innovation-logic after"] == cell
    assert cells["innovation-logic before"] == Cell("not-coded", ("dominates-in",))


def test_what_follows_decides_a_cell(tiny_case: Callable[[], Path], ontology: Ontology) -> None:
    """An edge decides by the record of why it holds; one that rests on a reading is a reading."""
    more = f"claims:\n{claim('x1', 'field > present-throughout > b-town')}elements:\n{FIELD}"
    (tiny_case() / "more.yaml").write_text(more, "utf-8")
    _, quads = check([Path("cases")])
    cells = cells_of(TOWN, quads)
    for phase in ("before", "after"):
        assert cells[f"field-logic {phase}"] == Cell(
            "inferred", ("present-in",), (f"field--presentIn--{phase}",)
        )
    records = {str(quad.subject) for quad in quads if "/graph/because" in str(quad.graph_name)}
    edges = {str(q.object) for q in quads if q.predicate.value == KG.decidedBy and "/edge/" in str(q.object)}
    assert edges
    assert edges <= records
    before = Pattern(
        (iris.element(TOWN, "field"),),
        (iris.mark("relation", "present-in"),),
        phase=(iris.element(TOWN, "before"),),
    )
    assert known_of(TOWN, quads, ontology).verdict(before).value == "inferred"
    assert known_of(TOWN, quads, ontology, is_tainted=True).verdict(before).value == "interpreted"


def test_what_follows_from_a_contested_claim_is_contested(read: Read) -> None:
    """What a rule makes of a claim that another denies is no more certain than the claim."""
    throughout = claim("x1", "field > present-throughout > b-town")
    cells = read(throughout + claim("x2", "field > present-throughout > b-town", polarity="denied"), FIELD)
    for phase in ("before", "after"):
        assert cells[f"field-logic {phase}"] == Cell(
            "contested", ("present-in",), (f"field--presentIn--{phase}", "x2")
        )
    supports = claim("x1", "field > supports > openness")
    denied = supports + claim("x2", "field > supports > openness", polarity="denied")
    assert read(denied, FIELD)["field-logic"].verdict == "contested"
    # What nobody denies stands, and what follows only with the other is not said as firmly.
    shapes = claim("x3", "openness > shapes > field")
    cells = read(denied + shapes, FIELD)
    cell = cells["field-logic > reciprocates-with > innovation-logic"]
    assert (cell.verdict, "x2" in cell.decided_by) == ("contested", True)
    assert cells["innovation-logic > shapes > field-logic"] == Cell("stated", ("shapes",), ("x3",))
    assert cells["field-logic"] == Cell("stated", (), ("x3",), ("r1-field--openness", "x1", "x2"))


def test_a_claim_derived_from_a_contested_one_is_contested(
    tiny_case: Callable[[], Path], ontology: Ontology
) -> None:
    """Whether a rule or a coder derives it: it stands only as firmly as its premises."""
    asked = Pattern((iris.element(TOWN, "field"),), (iris.mark("relation", "reciprocates-with"),))
    derived = Pattern((iris.element(TOWN, "openness"),), (iris.mark("relation", "part-of"),))
    claims = (
        claim("x1", "field > supports > openness")
        + claim("x2", "openness > shapes > field")
        + claim("x4", "openness > part-of > registry", "inferred", from_="[x1, x2]")
    )
    denial = claim("x3", "openness > shapes > field", polarity="denied")
    for more, value, also in (("", "inferred", set()), (denial, "contested", {"x3"})):
        (tiny_case() / "more.yaml").write_text(f"claims:\n{claims}{more}elements:\n{FIELD}", "utf-8")
        outcome, quads = check([Path("cases")])
        assert outcome.is_clean, [str(problem) for problem in outcome.problems]
        known = known_of(TOWN, quads, ontology)
        assert known.verdict(asked).value == value
        assert also <= {iris.local_name(one) for one in known.verdict(asked).decided_by}
        found = known.verdict(derived)
        assert (found.value, {iris.local_name(one) for one in found.decided_by}) == (value, {"x4", *also})


def test_what_follows_is_contested_by_who_denies_it(read: Read) -> None:
    """A denial hides no edge of the same words that follows from what others say."""
    claims = claim("x1", "field > present-throughout > b-town")
    cells = read(claims + claim("x2", "field > present-in > before", polarity="denied"), FIELD)
    assert cells["field-logic before"] == Cell(
        "contested", ("present-in",), ("field--presentIn--before", "x2")
    )
    assert cells["field-logic after"].verdict == "inferred"


def known_of(case: str, quads: list[Quad], ontology: Ontology, *, is_tainted: bool = False) -> Known:
    """What a case knows, to ask it for any pattern."""
    graph = f"<{iris.graph(case, 'asserted')}>"
    asserted = [quad for quad in quads if str(quad.graph_name) == graph]
    inferred = infer(case, asserted, ontology)
    tainted = frozenset(inferred.names) if is_tainted else inferred.tainted
    return read_known(
        case, [*asserted, *inferred.quads], inferred.names, tainted, ontology, inferred.resting_on
    )


@pytest.mark.parametrize("part", ["subject", "relation", "status", "modality", "polarity"])
def test_a_claim_that_says_too_little_speaks_of_nothing(
    compiled: tuple[Outcome, list[Quad]], ontology: Ontology, part: str
) -> None:
    """A damaged claim, of which the author is told elsewhere, decides no cell and stops nothing."""
    claim = iris.claim("j-city", "c073")
    spoilt = (claim, iris.term(part))
    quads = [
        quad for quad in compiled[1] if (getattr(quad.subject, "value", ""), quad.predicate.value) != spoilt
    ]
    assert len(quads) < len(compiled[1])
    assert claim in {said.iri for said in known_of("j-city", compiled[1], ontology).said}
    graph = f"<{iris.graph('j-city', 'asserted')}>"
    asserted = [quad for quad in quads if str(quad.graph_name) == graph]
    assert claim not in {said.iri for said in read_known("j-city", asserted, {}, set(), ontology).said}


@pytest.mark.parametrize(
    ("asks", "searched", "values"),
    [
        ("{relation: dominates-in, phase: [before, after]}", "all", {"before": "silent", "after": "silent"}),
        ("{relation: present-in, phase: [before, after]}", "all", {"before": "silent", "after": "silent"}),
        ("{phase: after}", "all", {"before": "not-coded", "after": "silent"}),
        ("{relation: dominates-in, phase: after}", "{notes: excerpt}", {"before": "not-coded", "after": "not-looked"}),
        ("{subject: openness, relation: dominates-in, phase: after}", "all", {"before": "not-coded", "after": "silent"}),
        ("{subject: caution, relation: dominates-in, phase: after}", "all", {"before": "not-coded", "after": "not-coded"}),
        ("{relation: supports, phase: [before, after]}", "all", {"before": "not-coded", "after": "not-coded"}),
    ],
)  # fmt: skip
def test_a_silence_fills_what_it_covers(read: Read, asks: str, searched: str, values: dict[str, str]) -> None:
    """What was asked, or more widely asked, is silent where all was searched, and else not looked for."""
    cells = read(silences=silence(asks, searched))
    for phase, value in values.items():
        cell = cells[f"innovation-logic {phase}"]
        assert (cell.verdict, cell.asked_by) == (value, () if value == "not-coded" else ("n9",))


def test_a_silence_stands_beside_a_claim(read: Read) -> None:
    """It decides nothing where a source speaks, and is told."""
    cells = read(silences=silence("{relation: dominates-in, phase: before}"))
    assert cells["responsibility-avoidance-logic before"] == Cell(
        "stated", ("dominates-in",), ("c3",), (), ("n9",)
    )


@pytest.mark.parametrize("end", ["subject", "object"])
def test_a_concept_asked_for_at_one_end_is_not_silent(read: Read, end: str) -> None:
    """Who asked only what a pressure does has not asked what is done to it."""
    elements = "  dread: {instantiates: multiple-pressures, label: dread}\n"
    cells = read(elements=elements, silences=silence(f"{{{end}: dread}}", about="dread"))
    assert cells["multiple-pressures"] == Cell("not-looked", asked_by=("n9",))


def test_what_should_be_hedges_a_concept(read: Read) -> None:
    """A path that is only recommended is no path that is taken."""
    path = "  help: {instantiates: improving-technical-support, label: better help}\n"
    cells = read(claim("x1", "help > part-of > registry", modality="normative"), path)
    assert cells["improving-technical-support"] == Cell("hedged", (), ("x1",))
    cells = read(
        claim("x1", "help > part-of > registry", modality="normative")
        + claim("x2", "help > part-of > registry", polarity="denied"),
        path,
    )
    assert cells["improving-technical-support"] == Cell("denied", (), ("x2",), ("x1",), (), ("isDenial",))


def test_what_is_proposed_of_all(read: Read) -> None:
    """Who speaks of all three speaks of the proposition; two of three pairs are not enough."""
    name = "proposes-logics-interact"
    cells = read(claim("x1", "[openness, caution, field] > interacts-with"), FIELD)
    assert cells[name] == Cell("stated", ("interacts-with",), ("x1",))
    pairs = claim("x1", "openness > interacts-with > caution") + claim(
        "x2", "field > interacts-with > caution"
    )
    assert read(pairs, FIELD)[name] == Cell("not-coded", ("interacts-with",))


def test_who_denies_a_relation_denies_what_is_proposed_of_a_narrower_one(read: Read) -> None:
    """Pressures that a predicament does not even condition are not constrained by it."""
    elements = (
        "  dread: {instantiates: multiple-pressures, label: dread}\n"
        "  plight: {instantiates: institutional-predicament, label: plight}\n"
    )
    name = "proposes-predicament-constrains-pressures"
    denial = claim("x1", "plight > conditions > dread", polarity="denied")
    assert read(denial, elements)[name] == Cell("denied", ("constrains",), ("x1",), flags=("isDenial",))
    cells = read(denial + claim("x2", "plight > constrains > dread"), elements)
    assert cells[name] == Cell("contested", ("constrains",), ("x1", "x2"))
    assert {cells[one].verdict for one in ("multiple-pressures", "institutional-predicament")} == {
        "contested"
    }


def test_a_logic_that_was_not_there_is_told_as_that(read: Read) -> None:
    """It did not dominate either; the cell tells what the source denies."""
    cells = read(claim("x1", "openness > present-in > after", polarity="denied"))
    assert cells["innovation-logic after"] == Cell("denied", ("present-in",), ("x1",), flags=("isDenial",))


def test_what_speaks_against_a_proposition(read: Read) -> None:
    """Hindering denies a proposition that something supports, and contests it where that is said too."""
    name = "proposes-field-supports-innovation"
    against = claim("x1", "field > hinders > openness")
    assert read(against, FIELD)[name] == Cell("denied", ("supports",), ("x1",), flags=("isDenial",))
    both = against + claim("x2", "field > supports > openness")
    assert read(both, FIELD)[name] == Cell("contested", ("supports",), ("x1", "x2"))


def test_a_case_of_no_framework_has_no_cells(ontology: Ontology) -> None:
    """Its concepts and propositions cannot be asked of it."""
    known = read_known(TOWN, (), {}, frozenset(), ontology)
    assert write_cells(TOWN, known, ontology) == []
