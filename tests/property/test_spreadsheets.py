"""A case that nobody thought of goes through a workbook and CSV files and compiles to the same quads."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kg.authoring import read_case
from kg.authoring.folder import read_document
from kg.authoring.merge import content, merged
from kg.authoring.nodes import parse_document
from kg.authoring.tables import CLAIM, SOURCE
from kg.authoring.yaml_text import document_texts
from kg.compile.case import Compiled, compile_case
from kg.files import CONTROL
from kg.frameworks import load as load_ontology
from kg.kit import case_schema
from kg.kit.sheets import Read, case_tables, csv_texts, read_csv, read_tables
from kg.kit.sheets.workbook import workbook_bytes
from kg.kit.sheets.workbook_in import read_workbook
from kg.model.languages import is_mostly_han
from kg.problems import Severity
from kg.resources import ontology_folder
from kg.signs import misleading
from kg.validate import Validator

if TYPE_CHECKING:
    from kg.ontology import Ontology

settings.register_profile("tongban", deadline=None, database=None, derandomize=True)
settings.load_profile("tongban")

SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], max_examples=40)
NOTES = 'The clerks said "no".  Fear—of blame…had led, twice, to caution. Then  they met: caution left.\n市里开了会。'
ODD = st.sampled_from(list("ab =+-@'\"#:,;{}[]&*!|>%\\`?_x0D市𝄞é“”‘’\u00a0\n\t\r\u2028\ufeff"))
TEXT = st.one_of(st.text(ODD, min_size=1, max_size=30), st.text(st.characters(exclude_categories=["Cs"]), max_size=40)).filter(
    # Signs that hide, turn or break a text are refused, whoever writes them (KG008).
    lambda text: bool(text.strip()) and not CONTROL.search(text) and next(misleading(text), None) is None
)  # fmt: skip
IN_ANY_LANGUAGE = st.one_of(
    TEXT,
    st.sampled_from(["TRUE", "no", "1e5", "007", "2017-05-01", "#REF!", "null", "~", "=1+1", "'x", "- a"]),
)
TEXTS = IN_ANY_LANGUAGE.filter(lambda text: not is_mostly_han(text))
"""What a case that is written in English may say: mostly Chinese would be tagged English (KG112)."""
FLAG = st.booleans()
REASON = (
    st.text(st.sampled_from(list("ab ,:;#'=市，；：“")), min_size=1, max_size=20).map(str.strip).filter(bool)
)
ANSWERS = st.dictionaries(st.sampled_from(["mail-0a1b2c", "person-name-ffffff"]), REASON, min_size=1)
ASKED = st.fixed_dictionaries(
    {"phase": st.just("ph")},
    optional={"subject": st.sampled_from(["e0", ["e0", "e1"]]), "relation": st.sampled_from(["erodes", ["supports", "erodes"]]),
              "object": st.just("actor")},
)  # fmt: skip
SEARCHED = st.one_of(
    st.sampled_from(["all", "s2", ["s1", "s2"], {"s1": ["a; b", 'the "first" part', "'c' #；：:"]}]),
    st.dictionaries(
        st.sampled_from(["s1", "s2"]),
        st.one_of(st.sampled_from(["whole", "excerpt"]), st.lists(REASON, min_size=1, max_size=3)),
        min_size=1,
    ),
)
DATE = st.sampled_from(["2017", "2017-05", "2017-05-01", "2017/2019", "2017-05/2017-06"])
WHEN = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"year": st.integers(1000, 3000)}),
    # A year beside a date has to be a year of it (KG110).
    st.fixed_dictionaries({"date": DATE}, optional={"year": st.just(2017)}),
)


@cache
def rules() -> tuple[Ontology, Validator]:
    """The ontology that ships and its shapes."""
    ontology, _ = load_ontology(ontology_folder())
    return ontology, Validator(ontology)


def some(draw: st.DrawFn, **fields: st.SearchStrategy[Any]) -> dict[str, Any]:
    """Some of these optional fields."""
    return {name.replace("_", "-"): draw(value) for name, value in fields.items() if draw(st.booleans())}


@st.composite
def quotations(draw: st.DrawFn) -> Any:  # noqa: ANN401 - one or several, plain or pinned
    """Words of the source, one passage or several, pinned or not."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(NOTES) - 2))
        words = NOTES[start : draw(st.integers(start + 1, len(NOTES)))]
        assume(words.strip())
        found.append({"text": words, "nth": 1} if NOTES.count(words) > 1 or draw(st.booleans()) else words)
    return found[0] if len(found) == 1 else found


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """A case with every section, in any words."""
    label = {"zh": IN_ANY_LANGUAGE, "zh_basis": st.sampled_from(["attested", "own-translation"])}
    sources = {
        "s1": {"file": "notes.txt", "kind": "observation", "language": "en", "label": draw(TEXTS),
               **some(draw, **label, publisher=IN_ANY_LANGUAGE, published=DATE, url=IN_ANY_LANGUAGE, rights=TEXTS, answers=ANSWERS,
                      segments=st.sampled_from(SOURCE["segments"].values))},
        "s2": {"access": "cited", "read": "whole", "kind": "press", "language": "zh-Hant", "label": draw(TEXTS)},
    }  # fmt: skip
    elements = {
        f"e{n}": {
            "kind": "actor",
            "label": draw(TEXTS),
            **some(draw, **label, plural=FLAG, note=TEXTS, answers=ANSWERS),
        }
        for n in range(3)
    }
    elements |= {
        "ev": {
            "kind": "event",
            "label": draw(TEXTS),
            **draw(WHEN),
            **some(draw, figure=IN_ANY_LANGUAGE),
        },
        "ph": {"kind": "phase", "label": draw(TEXTS), "ends-at": "ev"},
        "lo": {
            "instantiates": draw(
                st.sampled_from(["innovation-logic", "triple-logic:field-logic", "own-logic"])
            )
        },
    }
    claims = {}
    for number in range(draw(st.integers(1, 3))):
        known = list(claims)
        rests: dict[str, Any] = draw(st.one_of(
            st.fixed_dictionaries({"quote": quotations(), "source": st.just("s1")}),
            st.fixed_dictionaries({"cite": st.sampled_from(["k1", ["k1", "k2"]])}),
            st.fixed_dictionaries({"evidence": st.lists(st.one_of(
                st.fixed_dictionaries({"quote": quotations(), "source": st.just("s1")}),
                st.fixed_dictionaries({"cite": st.just("k1"), "direction": st.just("challenges")}),
            ), min_size=1, max_size=3)}),
        ))  # fmt: skip
        claims[f"c{number}"] = {
            "subject": draw(st.sampled_from(["e0", ["e0", "e1"]])), "relation": draw(st.sampled_from(["supports", "erodes"])),
            "object": "e2", "status": "stated", **rests,
            **{axis: draw(st.sampled_from(CLAIM[axis].values)) for axis in ("role", "modality", "polarity")},
            **some(draw, phase=st.just("ph"), through=st.just("lo"), note=TEXTS, answers=ANSWERS),
            **({"rivals": draw(st.sampled_from([known[:1], known]))} if known else {}),
        }  # fmt: skip
    return {
        "case": "x", "label": draw(TEXTS), "frameworks": ["triple-logic"], **some(draw, **label, anonymised=FLAG, coder=st.just("me"), answers=ANSWERS),
        "sources": sources,
        "citations": {k: {"source": "s2", "at": draw(TEXTS), "says": draw(TEXTS), **some(draw, zh=IN_ANY_LANGUAGE, answers=ANSWERS)} for k in ("k1", "k2")},
        "concepts": {"own-logic": {"kind": "behaviour-logic", "label": draw(TEXTS), "definition": draw(TEXTS),
                                   "broad-match": "triple-logic:field-logic", "matched-by": draw(TEXTS)}},
        "relations": {"erodes": {name: draw(IN_ANY_LANGUAGE if name == "zh" else TEXTS) for name in ("phrase", "plural", "infinitive", "zh", "definition")}
                      | some(draw, edge=FLAG, under=st.just("interacts-with"))},
        "elements": elements, "claims": claims,
        "silences": {"n1": {"question": draw(TEXTS), "about": ["e0", "e1", "ph"], "source": "s1",
                            **some(draw, nearest=quotations(), policy=FLAG, missing=st.just("actor"), zh=IN_ANY_LANGUAGE, answers=ANSWERS,
                                   asks=ASKED, searched=SEARCHED, enough=TEXTS)}},
    }  # fmt: skip


def written(folder: Path, texts: dict[str, str]) -> Path:
    """A case folder ``x`` with these YAML files and the source."""
    home = folder / "x"
    home.mkdir(parents=True)
    (home / "notes.txt").write_bytes(NOTES.encode("utf-8"))
    for name, text in texts.items():
        (home / name).write_bytes(text.encode("utf-8"))
    return home


def compiled(folder: Path) -> tuple[bytes, list[str]]:
    """The quads of the case without those about its YAML files, and the codes of its problems."""
    found: Compiled = compile_case(folder, "x", *rules())
    lines = found.data.split(b"\n")
    return b"\n".join(line for line in lines if b".yaml" not in line), sorted(p.code for p in found.problems)


def back_from_workbook(folder: Path) -> Read:
    """The case after it went through a workbook."""
    grids, problems = read_workbook(workbook_bytes(case_tables(*asked(folder)), ""), "x.xlsx")
    assert problems == []
    return read_tables(grids, case_schema(None, rules()[0]))


def back_from_csv(folder: Path) -> Read:
    """The case after it went through CSV files."""
    data = {name: text.encode("utf-8") for name, text in csv_texts(case_tables(*asked(folder)), "").items()}
    grids, problems = read_csv(data, "x")
    assert problems == []
    return read_tables(grids, case_schema(None, rules()[0]))


def asked(folder: Path) -> Any:  # noqa: ANN401 - a document and a schema
    """The document of a case and its schema."""
    case, _ = read_case(folder, "x")
    return read_document(folder, "x", [])[0], case_schema(case, rules()[0])


@SLOW
@given(cases(), st.sampled_from([back_from_workbook, back_from_csv]))
def test_any_case_comes_back_whole(case: dict[str, Any], way: Any) -> None:  # noqa: ANN401 - one of the two
    """Through a workbook or CSV files and written as YAML anew, it compiles to the same bytes of quads."""
    text = yaml.safe_dump(case, allow_unicode=True, sort_keys=False, width=1000)
    # YAML writers leave these characters as they are, and the reader refuses them as damage.
    assume(not CONTROL.search(text) and "\r" not in text and "\ufeff" not in text)
    with tempfile.TemporaryDirectory() as name:
        first = written(Path(name) / "first", {"case.yaml": text})
        read, problems = read_case(first, "x")
        assert read is not None
        assert [str(found) for found in problems] == []
        back = way(first)
        assert [str(found) for found in back.problems if found.severity is Severity.ERROR] == []
        before = read_document(first, "x", [])[0]
        assert content(back.document) == content(before)
        second = written(Path(name) / "second", document_texts(back.document))
        assert compiled(second) == compiled(first)
        assert merged({"case.yaml": text}, back.document) == {"case.yaml": text}


@cache
def a_workbook() -> bytes:
    """A small case as a workbook."""
    text = (
        "case: x\nlabel: X\nframeworks: [triple-logic]\nelements:\n  e1: {kind: actor, label: the clerks}\n"
    )
    with tempfile.TemporaryDirectory() as name:
        return workbook_bytes(case_tables(*asked(written(Path(name), {"case.yaml": text}))), "")


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0), st.integers(0, 255)), min_size=1, max_size=20))
def test_no_file_makes_the_reader_raise(changes: list[tuple[int, int]]) -> None:
    """A workbook with any bytes changed gives sheets or problems."""
    data = bytearray(a_workbook())
    for place, byte in changes:
        data[place % len(data)] = byte
    grids, problems = read_workbook(bytes(data), "x.xlsx")
    assert grids or problems
    read_tables(grids, case_schema(None, rules()[0]))


@SLOW
@given(cases(), cases())
def test_a_case_written_over_another_is_the_case(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Whatever stood there before, the files hold the new case and nothing else."""
    texts = [yaml.safe_dump(case, allow_unicode=True, sort_keys=False, width=1000) for case in (one, other)]
    assume(not any(CONTROL.search(t) or "\r" in t or "\ufeff" in t for t in texts))
    document = parse_document(texts[1], "x", [])
    files = merged({"case.yaml": f"# First.\n{texts[0]}"}, document)
    problems: list[Any] = []
    with tempfile.TemporaryDirectory() as name:
        home = written(Path(name), files)
        assert content(read_document(home, "x", problems)[0]) == content(document)
    assert problems == []
    assert files["case.yaml"].startswith("# First.\n") or "sources:" in files["case.yaml"]
