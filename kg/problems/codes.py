"""The list of codes: what each means and how to mend it. ``docs/errors.md`` is made from it.

The codes KG4xx are not in it: they are the shapes of ``ontology/shapes/``, by their numbers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from kg.problems.meanings import MEANINGS
from kg.problems.remedies import REMEDIES
from kg.problems.said import Said, say


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem.

    Attributes:
        code: ``KG`` and three digits, never used again for something else.
        title: what is wrong, in a few words.
        meaning: when it is reported, in a sentence.
        remedy: what to do about it, in a sentence or two.
    """

    code: str
    title: Said
    meaning: Said
    remedy: Said


FAMILIES = {
    "KG0": say("a file cannot be read"),
    "KG1": say("the YAML is not as expected"),
    "KG2": say("a name refers to nothing, or to the wrong thing"),
    "KG3": say("a quotation is not in its source"),
    "KG4": say("the coding breaks a shape"),
    "KG5": say("the ontology is not as expected"),
    "KG6": say("a spreadsheet cannot be read back"),
    "KG7": say("an anonymised case leads out of itself"),
    "KG8": say("a word for how a thing stands is no verdict"),
    "KG9": say("nothing was checked, or not all"),
}
"""What the codes that begin alike have in common."""

_TITLES = {
    "KG001": "no case here",
    "KG002": "not UTF-8",
    "KG003": "byte order mark",
    "KG004": "Windows line ends",
    "KG005": "file too large",
    "KG006": "link out of the folder",
    "KG007": "file cannot be read",
    "KG008": "signs that nobody sees",
    "KG009": "odd signs in a source",
    "KG010": "file that is not read",
    "KG011": "file name that not every computer holds",
    "KG101": "broken YAML",
    "KG102": "duplicate id",
    "KG103": "unknown field",
    "KG104": "missing field",
    "KG105": "wrong kind of value",
    "KG106": "value not in the list",
    "KG107": "empty",
    "KG108": "YAML feature not used here",
    "KG109": "malformed id",
    "KG110": "fields that exclude each other",
    "KG111": "text that YAML changes",
    "KG112": "Chinese text taken for English",
    "KG113": "check digit wrong",
    "KG201": "unknown element",
    "KG202": "unknown relation",
    "KG203": "unknown concept",
    "KG204": "unknown framework",
    "KG205": "unknown kind",
    "KG206": "unknown source",
    "KG207": "unknown claim",
    "KG208": "unknown segment",
    "KG209": "wrong kind of element",
    "KG210": "case name differs from folder",
    "KG211": "premises form a circle",
    "KG212": "unknown citation",
    "KG213": "phase that ends before it starts",
    "KG214": "two cases of one name",
    "KG215": "silence that asks beyond its question",
    "KG216": "source searched further than it was read",
    "KG217": "two silences that differ",
    "KG218": "silence that a claim answers",
    "KG219": "silence that asks for one end",
    "KG220": "thing that the relation does not take",
    "KG221": "part that the relation has no place for",
    "KG222": "reading without a reason",
    "KG223": "rival of another outcome",
    "KG224": "two claims, each preferred to the other",
    "KG225": "rule as the guide of a choice",
    "KG231": "claim outside its phase",
    "KG232": "result later than its source",
    "KG233": "source older than the question",
    "KG241": "two speakers in one line of evidence",
    "KG242": "person who speaks without an office",
    "KG243": "two persons of one name",
    "KG251": "case that is to lead and is not there",
    "KG252": "name of a query that is taken",
    "KG253": "query that cannot be asked",
    "KG301": "quotation not in the source",
    "KG302": "quotation occurs more than once",
    "KG303": "quotation not in that segment",
    "KG304": "no such occurrence",
    "KG305": "source text missing",
    "KG306": "quotation from a source without its text",
    "KG307": "file that is no source text",
    "KG308": "confidential text in git",
    "KG309": "causal words not in the evidence",
    "KG310": "quotation too long",
    "KG312": "two translations of one passage",
    "KG501": "ontology cannot be read",
    "KG502": "rules do not come to an end",
    "KG503": "contradiction",
    "KG504": "class without members",
    "KG505": "beyond OWL 2 DL",
    "KG506": "edge without a reason",
    "KG507": "term without a label",
    "KG508": "phrase that loses a part",
    "KG509": "name taken by another framework",
    "KG510": "match that leads nowhere",
    "KG601": "not a workbook",
    "KG602": "sheet missing or unknown",
    "KG603": "column missing or unknown",
    "KG604": "column twice",
    "KG605": "row that is no entry",
    "KG606": "formula",
    "KG607": "error value",
    "KG608": "number in place of text",
    "KG609": "date of the spreadsheet",
    "KG610": "truth value in place of text",
    "KG611": "stray spaces",
    "KG612": "quotation changed by the spreadsheet",
    "KG613": "merged cells",
    "KG614": "hidden rows, columns or sheets",
    "KG615": "text too long for a cell",
    "KG616": "CSV not in UTF-8",
    "KG617": "broken CSV",
    "KG618": "what a spreadsheet cannot hold",
    "KG619": "text changed by the spreadsheet",
    "KG620": "case newer than the sheets",
    "KG701": "name of a real place",
    "KG702": "address in an anonymised case",
    "KG703": "coordinates in an anonymised case",
    "KG704": "title of a source",
    "KG705": "author of a source",
    "KG706": "telling file name",
    "KG707": "telling label of an anonymised case",
    "KG708": "metadata of a source",
    "KG709": "answer to a mistake",
    "KG710": "answer that answers nothing",
    "KG711": "speaker of an anonymised case by name",
    "KG801": "calibration of what is no verdict",
    "KG802": "query for what is no verdict",
    "KG803": "calibration that is no TOML",
    "KG804": "unreadable part of a calibration",
    "KG805": "score that is none",
    "KG806": "calibration of what is not there",
    "KG900": "nothing was checked",
    "KG901": "the check itself failed",
    "KG902": "too many mistakes",
}

CODES: dict[str, Code] = {
    code: Code(code, say(title), say(MEANINGS[code]), say(REMEDIES[code])) for code, title in _TITLES.items()
}


def examples() -> dict[str, dict[str, str]]:
    """Load a line for each code that has one, as ``kg check`` prints it, by code and language.

    They are lines that the tests hold; ``make docs`` copies them into ``examples.json``.
    """
    file = Path(__file__).with_name("examples.json")
    found: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    return found
