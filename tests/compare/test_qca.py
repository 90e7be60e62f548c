"""The data for Qualitative Comparative Analysis, read back by a package that does it.

The cases are invented here, so that the truth table could be made by hand: see `TABLE`.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from setqca.truth_table import build_truth_table

from kg.compare import WITH_READINGS, Calibration, Comparison, qca_files, read_calibration
from kg.compare.calibration import write_calibration
from kg.compare.calibration_file import _places
from kg.compare.cases import ConceptRow, Standing
from kg.compare.qca import column_names
from kg.model import iris
from kg.problems import KgError
from kg.records import Cell
from kg.verdicts.values import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CASES = {
    # name: field logic, multiple pressures, innovation logic (the outcome)
    "ashford": ("stated", "stated", "stated"),
    "birch": ("stated", "denied", "stated"),
    "clay": ("stated", "denied", "stated"),
    "dover": ("denied", "stated", "denied"),
    "elm": ("denied", "stated", "stated"),
    "fen": ("denied", "silent", "denied"),
    "gill": ("interpreted", "denied", "not-coded"),
}
CONCEPTS = ("field-logic", "multiple-pressures", "innovation-logic")
TABLE = {
    # (field, pressures): (cases of the row, share of them with the outcome, code)
    (0, 0): ([], None, "R"),  # fen is not here: nobody knows of its pressures
    (0, 1): (["dover", "elm"], 0.5, "C"),
    (1, 0): (["birch", "clay"], 1.0, "1"),  # gill is not here: it was only read into it
    (1, 1): (["ashford"], 1.0, "1"),
}
COLUMNS = ["FIELD_LOGIC", "MULTIPLE_PRESSURES", "INNOVATION_LOGIC"]
FUZZY = """kind = "fuzzy"
[membership]
stated = 0.9
denied = 0.1
interpreted = 0.6
[conditions.field-logic.cases.ashford]
score = 0.7
reason = 'Two offices of "nine" only'
"""


def standing(case: str, concept: str, verdict: str, claim: str, *, is_denied: bool = False) -> Standing:
    """How a concept stands in a case, by one claim."""
    where = iris.case(case)
    claims = (f"{where}/claim/{claim}",)
    return Standing(Cell("", where, concept, None, verdict, claims, is_denied=is_denied), claims, lines=1)


def calibrated(text: str) -> Calibration:
    """A calibration in which nothing is wrong."""
    calibration, problems = read_calibration(text, "c.toml")
    assert problems == []
    return calibration


@pytest.fixture(scope="module")
def towns() -> Comparison:
    """The invented cases, side by side."""
    rows = []
    for place, concept in enumerate(CONCEPTS):
        cells = {
            iris.case(case): standing(case, concept, verdicts[place], f"c{place}")
            for case, verdicts in CASES.items()
        }
        rows.append(ConceptRow(f"{iris.BASE}theory/t/{concept}", concept, "", "", cells))
    return Comparison({iris.case(case): case for case in CASES}, tuple(rows), (), ())


def frame(files: dict[str, str]) -> pd.DataFrame:
    """The data as pandas reads it."""
    return pd.read_csv(io.StringIO(files["data.csv"]), index_col=0)


def test_setqca_makes_the_truth_table_made_by_hand(towns: Comparison) -> None:
    """Row by row: how many cases, which, how consistent, and what that makes of the row."""
    data = frame(qca_files(towns, Calibration(), "innovation-logic"))
    assert list(data.columns) == COLUMNS
    known = data.dropna()
    assert sorted(set(CASES) - set(known.index)) == ["fen", "gill"]
    table = build_truth_table(known, outcome=COLUMNS[-1], conditions=COLUMNS[:-1], exclusion_cutoff=0.3)
    found = {row.configuration: row for row in table.rows}
    assert set(found) == set(TABLE)
    for configuration, (cases, share, code) in TABLE.items():
        row = found[configuration]
        assert (row.frequency, sorted(row.cases), row.outcome) == (len(cases), cases, code)
        if share is not None:
            assert row.consistency == pytest.approx(share)


def test_a_fuzzy_calibration_is_stated_and_read_back(towns: Comparison) -> None:
    """Each cell has the score the file gives its verdict; a single case has its own, with the reason."""
    stated = calibrated(FUZZY)
    files = qca_files(towns, stated, "innovation-logic")
    data = frame(files)
    # By hand, in the order of CASES: field is 0.7 in ashford as the file says, and 0.6 where only read.
    assert list(data["FIELD_LOGIC"]) == [0.7, 0.9, 0.9, 0.1, 0.1, 0.1, 0.6]
    assert data["MULTIPLE_PRESSURES"].isna().tolist() == [False] * 5 + [True, False]
    assert calibrated(files["calibration.toml"]) == stated
    assert 'Two offices of "nine" only' in files["cells.csv"].replace('""', '"')
    table = build_truth_table(data.dropna(), outcome=COLUMNS[-1], conditions=COLUMNS[:-1])
    # Row (1, 0) by hand: min(field, 1 - pressures) is 0.1, 0.9, 0.9, 0.1, 0.1 and the outcome 0.9, 0.9, 0.9, 0.1, 0.9;
    # the sum of the smaller of the two, 2.1, over the sum of the first, 2.1, is 1.
    row = next(row for row in table.rows if row.configuration == (1, 0))
    assert (row.frequency, row.consistency) == (2, pytest.approx(1.0))
    # Row (0, 1): min(1 - field, pressures) is 0.3, 0.1, 0.1, 0.9, 0.9; smaller of the two 0.3, 0.1, 0.1, 0.1, 0.9: 1.5 over 2.3.
    row = next(row for row in table.rows if row.configuration == (0, 1))
    assert (row.frequency, row.consistency) == (2, pytest.approx(1.5 / 2.3))


def test_readings_count_where_that_is_stated(towns: Comparison) -> None:
    """With the second calibration gill's field logic, which is only read into the words, is in; nothing else changes.

    Fen's pressures, on which the sources are silent, and gill's innovation, which nobody coded, stay empty and are no 0.
    """
    plain = frame(qca_files(towns, Calibration(), "innovation-logic"))
    files = qca_files(towns, WITH_READINGS, "innovation-logic")
    read = frame(files)
    assert plain.loc["gill"].isna().tolist() == [True, False, True]
    assert (read.loc["gill", "FIELD_LOGIC"], read.loc["gill", "MULTIPLE_PRESSURES"]) == (1, 0)
    assert read.isna().sum().sum() == 2
    assert pd.isna(read.loc["fen", "MULTIPLE_PRESSURES"])
    assert pd.isna(read.loc["gill", "INNOVATION_LOGIC"])
    assert read.drop("gill").equals(plain.drop("gill").astype(read.dtypes))
    cells = list(csv.DictReader(io.StringIO(files["cells.csv"].removeprefix("\ufeff"))))
    marked = [(cell["case"], cell["concept"], cell["because"]) for cell in cells if cell["reading"] == "yes"]
    assert marked == [("gill", "field-logic", "interpreted")]
    assert "Readings count here" in files["calibration.toml"]
    assert calibrated(files["calibration.toml"]) == WITH_READINGS
    assert "Readings" not in qca_files(towns, Calibration())["calibration.toml"]


def test_a_reading_that_denies_is_out_and_not_in() -> None:
    """Coders who read the absence of something into the words do not put the case into the set."""
    case, concept = iris.case("hill"), f"{iris.BASE}theory/t/field-logic"
    cell = standing("hill", concept, "interpreted", "c1", is_denied=True)
    hill = Comparison({case: "hill"}, (ConceptRow(concept, "field logic", "", "", {case: cell}),), (), ())
    files = qca_files(hill, WITH_READINGS)
    assert files["data.csv"] == "case,FIELD_LOGIC\nhill,0\n"
    assert "interpreted,by denial,0,interpreted-denied,yes" in files["cells.csv"]
    assert qca_files(hill, Calibration())["data.csv"] == "case\nhill\n"
    only_affirmed = calibrated("[membership]\ninterpreted = 1")
    assert qca_files(hill, only_affirmed)["data.csv"] == "case\nhill\n"


def test_every_cell_has_its_claims(towns: Comparison) -> None:
    """A line for each case and concept: verdict, score, claims; what nobody knows has no score."""
    cells = list(
        csv.DictReader(io.StringIO(qca_files(towns, Calibration())["cells.csv"].removeprefix("\ufeff")))
    )
    assert len(cells) == len(CASES) * len(CONCEPTS)
    by_key = {(cell["case"], cell["concept"]): cell for cell in cells}
    for case, verdicts in CASES.items():
        for concept, verdict in zip(CONCEPTS, verdicts, strict=True):
            cell = by_key[case, concept]
            assert cell["verdict"] == verdict
            assert cell["membership"] == {"stated": "1", "denied": "0"}.get(verdict, "")
            assert cell["decided-by"] == f"c{CONCEPTS.index(concept)}"


def test_the_default_is_stated_in_full() -> None:
    """Without a file, what was done stands in the file that is written."""
    assert calibrated(write_calibration(Calibration())) == Calibration()
    scores = write_calibration(Calibration()).partition("[membership]\n")[2]
    assert scores == "stated = 1\npresupposed = 1\ninferred = 1\ndenied = 0\n"


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_has_the_score_of_the_table(verdict: str) -> None:
    """By default only what sources say, or what follows, is in or out; by a file of one's own all that rests on a claim may be."""
    by_default = {"stated": 1, "presupposed": 1, "inferred": 1, "denied": 0}
    assert Calibration().score("c", "x", verdict)[0] == by_default.get(verdict)
    with_readings = by_default | {"interpreted": 1, "interpreted-denied": 0}
    assert WITH_READINGS.score("c", "x", verdict)[0] == with_readings.get(verdict)
    is_open = verdict in {"silent", "not-looked", "not-coded", "does-not-apply"}
    mine, problems = read_calibration(f"[membership]\n{verdict} = 1", "c.toml")
    assert [problem.code for problem in problems] == ["KG801"] * is_open
    assert mine.score("c", "x", verdict)[0] == (None if is_open else 1)


WRONG = {
    "kind = ": "c.toml:1:8  error KG803  a value that TOML does not know",
    "stated 1": 'c.toml:1:8  error KG803  a key without "="',
    "kind = 'crisp'\nkind = 'fuzzy'": "c.toml:2:15  error KG803  a key that was there before",
    "membership = {stated = 1": "c.toml:1:25  error KG803  ",
    'kind = "sharp"': 'c.toml:1:1  error KG804  the text "sharp"; expected crisp or fuzzy',
    "[membership]\nstated = 0.9": "c.toml:2:1  error KG805  0.9; expected 0 or 1",
    'kind = "fuzzy"\n[membership]\ninterpreted = 0.5': "c.toml:3:1  error KG805  0.5, which is neither in nor out",
    'kind = "fuzzy"\n[membership]\nstated = "much"': 'c.toml:3:1  error KG805  the text "much"; expected a number from 0 to 1',
    "[membership]\nstated = true": "c.toml:2:1  error KG805  true; expected a number",
    "[membership]\nstated = nan": "c.toml:2:1  error KG805  nan; expected a number",
    "[conditions.field-logic.cases.elm]\nscore = 1": 'c.toml:1:31  error KG804  no "reason"; expected score and reason',
    "[thresholds]": 'c.toml:1:2  error KG804  "thresholds", which is not read here',
    "[[membership]]\nstated = 1": "c.toml:1:3  error KG804  a list; expected a table",
    "conditions = 3": "c.toml:1:1  error KG804  3; expected a table",
    "[conditions]\nfield-logic = 3": "c.toml:2:1  error KG804  3; expected a table",
    "conditions.field-logic.cases.elm = 3": "c.toml:1:30  error KG804  3; expected a table",
}
KEYS = r"""# [no.table]
kind = "x = 1 # no comment" # k = 2
[a . "b c"]
'd.e' . f = [1, {g = 1, h = {i = 2}}, [3]]
j = '''
k = 1
[l]
'''
m = [
  1, # n = 1
  {o = "}"},
]
[[p]]
q = 1979-05-27T07:32:00Z
"""


@pytest.mark.parametrize("text", WRONG)
def test_a_calibration_that_is_none_is_reported(text: str) -> None:
    """With its place, what was found and what was expected."""
    _, problems = read_calibration(text, "c.toml")
    assert len(problems) == 1
    assert str(problems[0]).startswith(WRONG[text])


def test_the_bytes_of_a_file() -> None:
    """A signature and the line ends of Windows are nobody's mistake; what is not UTF-8 is told with its place."""
    read, problems = read_calibration(b"\xef\xbb\xbf[membership]\r\nhedged = 1\r\n", "c.toml")
    assert (problems, dict(read.membership)) == ([], {"hedged": 1})
    _, problems = read_calibration("# é\n# é".encode("latin-1"), "c.toml")
    assert [str(one) for one in problems] == [
        "c.toml:1:3  error KG803  the byte 0xE9, which is not UTF-8; expected UTF-8 text"
    ]


def test_every_key_has_its_place() -> None:
    """However it is written: of each key that there is the place is known, and the key stands there."""
    lines, places = KEYS.split("\n"), _places(KEYS)
    keys = {"kind", "a", "b c", "d.e", "f", "g", "h", "i", "j", "m", "o", "p", "q"}
    assert {path[-1] for path in places} == keys
    for path, (line, column) in places.items():
        assert lines[line - 1][column - 1 :].startswith(path[-1])


def test_what_is_unknown_gets_no_score_from_a_single_judgement() -> None:
    """A score that a file gives a case of which the sources say nothing is not taken."""
    text = '[conditions.field-logic.cases.elm]\nscore = 1\nreason = "surely"'
    assert calibrated(text).score("field-logic", "elm", "silent") == (None, "")


def test_names_are_checked(towns: Comparison) -> None:
    """A concept or case that is not there is an error with the nearest name."""
    with pytest.raises(KgError, match="no concept inovation-logic; did you mean innovation-logic"):
        qca_files(towns, Calibration(), "inovation-logic")
    wrong = calibrated('[conditions.field-logic.cases.oak]\nscore = 1\nreason = "x"')
    with pytest.raises(KgError, match="no case oak"):
        qca_files(towns, wrong)
    assert qca_files(towns, wrong, every=["oak"])["data.csv"] == qca_files(towns, Calibration())["data.csv"]


def test_columns_have_names_of_their_own() -> None:
    """Two frameworks may have a concept of one name; a name starts with a letter."""
    concepts = [f"{iris.BASE}theory/{name}" for name in ("a/power", "b/power", "a/3-r")]
    assert list(column_names(concepts).values()) == ["A_POWER", "B_POWER", "C_3_R"]


def test_the_command(run_kg: Callable, built_data: Path, tmp_path: Path) -> None:
    """It writes three files; options that go with --qca are refused without it."""
    done = run_kg(
        "compare", "--qca", str(tmp_path / "q"), "--outcome", "innovation-logic", "--build", str(built_data)
    )
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "q").iterdir()) == [
        "calibration.toml",
        "cells.csv",
        "data.csv",
    ]
    assert (
        (tmp_path / "q" / "cells.csv").read_bytes().startswith(b"\xef\xbb\xbfcase,")
    )  # people open it in Excel
    assert (tmp_path / "q" / "data.csv").read_bytes().isascii()  # for programs, and without a mark
    data = pd.read_csv(tmp_path / "q" / "data.csv", index_col=0)
    assert data.loc["j-city", "INNOVATION_LOGIC"] == 1
    assert data.columns[-1] == "INNOVATION_LOGIC"
    done = run_kg("compare", "--qca", str(tmp_path / "r"), "--readings", "--build", str(built_data))
    assert "cells rest on readings alone" in done.stdout
    read = pd.read_csv(tmp_path / "r" / "data.csv", index_col=0)
    for city in (
        "guiyang",
        "hangzhou",
    ):  # all that is known of them is read into reports: nothing is known to be absent
        assert data.loc[city].isna().all()
        assert set(read.loc[city].dropna()) == {1}
        assert read.loc[city].isna().any()
    assert read.loc["j-city"].equals(data.loc["j-city", list(read.columns)].astype(float))
    clash = run_kg(
        "compare", "--qca", str(tmp_path), "--readings", "--calibration", __file__, "--build", str(built_data)
    )
    assert (clash.returncode, "--readings is a calibration itself" in clash.stderr) == (2, True)
    done = run_kg("compare", "--outcome", "innovation-logic", "--build", str(built_data))
    assert (done.returncode, "go with --qca" in done.stderr) == (2, True)
    bad = tmp_path / "bad.toml"
    bad.write_text("[membership]\nstated = 7\n", encoding="utf-8")
    done = run_kg("compare", "--qca", str(tmp_path), "--calibration", str(bad), "--build", str(built_data))
    assert (done.returncode, f"{bad}:2:1" in done.stderr) == (1, True)
