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

<<<<<<< HEAD
_TABLE = [
    ("KG001", "no case here", "Name a folder that holds case folders, or a case folder with a case.yaml."),
    ("KG002", "not UTF-8", "Save the file as UTF-8 (without signature) and check it again."),
    (
        "KG003",
        "byte order mark",
        "Save the file as UTF-8 without signature (BOM): it shifts every position by one.",
    ),
    (
        "KG004",
        "Windows line ends",
        "Save the file with LF line ends: CR characters shift every later position.",
    ),
    (
        "KG005",
        "file too large",
        (
            "Split the source; one source file may have at most 5 MB, one YAML file 2 MB, one workbook or CSV file "
            "20 MB with 200,000 filled cells."
        ),
    ),
    (
        "KG006",
        "link out of the folder",
        "Copy the file into the case folder: a case must be complete in itself.",
    ),
    ("KG007", "file cannot be read", "Check that the file exists and that you may read it."),
    ("KG008", "signs that nobody sees", "Delete the sign that is named, or type the one that was lost."),
    ("KG009", "odd signs in a source", "Look at the place; where the text was damaged, get it again."),
    (
        "KG010",
        "file that is not read",
        "Move the file into the case folder, or rename it so that it ends in .yaml.",
    ),
    (
        "KG011",
        "file name that not every computer holds",
        "Rename the file: small letters, digits and hyphens are safe.",
    ),
    (
        "KG101",
        "broken YAML",
        "Mend the syntax at the place shown; the other entries of the file were still checked.",
    ),
    ("KG102", "duplicate id", "Give one of the two another id; an id is used once in a case."),
    ("KG103", "unknown field", "Use one of the fields listed, or delete the line."),
    ("KG104", "missing field", "Add the field; the values it takes are listed."),
    ("KG105", "wrong kind of value", "Write the value in the form shown."),
    ("KG106", "value not in the list", "Use one of the values listed."),
    ("KG107", "empty", "Write the entry, or delete its line."),
    ("KG108", "YAML feature not used here", "Write the value out: anchors, aliases and tags are not read."),
    ("KG109", "malformed id", "Use small letters, digits and hyphens, beginning with a letter."),
    ("KG110", "fields that exclude each other", "Keep one of the two."),
    ("KG111", "text that YAML changes", "Put the whole text between single quotes, in one line."),
    (
        "KG112",
        "Chinese text taken for English",
        "Write `language: zh` at the top of the case; a single Chinese name beside an English one stands under `zh`.",
    ),
    ("KG113", "check digit wrong", "Compare the number with its source, digit by digit."),
    ("KG201", "unknown element", "Use the id of an element of this case, or add the element."),
    ("KG202", "unknown relation", "Use a relation of the ontology (docs/relations.md), or add one there."),
    ("KG203", "unknown concept", "Use a concept of a framework that the case names under 'frameworks'."),
    (
        "KG204",
        "unknown framework",
        "Use the name of a framework: of a file in ontology/frameworks/, or in the folder frameworks beside the cases.",
    ),
    ("KG205", "unknown kind", "Use one of the kinds of case element."),
    ("KG206", "unknown source", "Use the id of a source of this case, or add the source."),
    ("KG207", "unknown claim", "Use the id of a claim of this case."),
    ("KG208", "unknown segment", "Use a segment number of the source, such as S03 (kg coverage lists them)."),
    ("KG209", "wrong kind of element", "Name an element of the kind expected."),
    ("KG210", "case name differs from folder", "Rename the folder or change the name, so that both agree."),
    ("KG211", "premises form a circle", "Remove one of the premises: a claim cannot follow from itself."),
    ("KG212", "unknown citation", "Use the id of a citation of this case, or add the citation."),
    (
        "KG213",
        "phase that ends before it starts",
        "Exchange its two events, or mend the date of one of them.",
    ),
    ("KG214", "two cases of one name", "Rename one of the folders, and the case in it."),
    (
        "KG215",
        "silence that asks beyond its question",
        "Narrow asks to what the question is about, or name the rest under about.",
    ),
    (
        "KG216",
        "source searched further than it was read",
        "Write excerpt, or the parts searched in brackets; where all of the source was read, say so at the source.",
    ),
    (
        "KG217",
        "two silences that differ",
        "Make one silence of the two, and name under searched all that was searched.",
    ),
    (
        "KG218",
        "silence that a claim answers",
        "Narrow asks to what is still open; leave asks out where its four places cannot say that.",
    ),
    (
        "KG219",
        "silence that asks for one end",
        "Add a silence that asks for the other end, if that was looked for too.",
    ),
    (
        "KG220",
        "thing that the relation does not take",
        "Name a relation that takes it (kg relations --from KIND --to KIND), or mend the kind of the element.",
    ),
    (
        "KG221",
        "part that the relation has no place for",
        "Leave the line out, or name a relation whose words have a place for it.",
    ),
    (
        "KG222",
        "reading without a reason",
        "Write because: in one sentence, how one gets from these words to this; in Chinese too, as because-zh.",
    ),
    (
        "KG223",
        "rival of another outcome",
        "Name as rivals only claims that explain the same thing; what denies a claim stands under contradicts.",
    ),
    (
        "KG224",
        "two claims, each preferred to the other",
        "Leave one of the reasons out, or both: rivals may stand side by side.",
    ),
    (
        "KG225",
        "rule as the guide of a choice",
        "Code who is said to choose it (adopts); where nobody is, leave the rule as a rule.",
    ),
    (
        "KG231",
        "claim outside its phase",
        "Name the phase in which it lies or of which its source tells, or mend one of the dates.",
    ),
    (
        "KG232",
        "result later than its source",
        "Write stage: goal where it is planned, stage: ordered where it is laid down for later, or mend one of the dates.",
    ),
    (
        "KG233",
        "source older than the question",
        "Leave the source out of searched, or mend one of the dates.",
    ),
    (
        "KG241",
        "two speakers in one line of evidence",
        "Say in said-by of the line who says all of it, or make a line of evidence of each place.",
    ),
    (
        "KG242",
        "person who speaks without an office",
        "Add as: with the office in which the source gives the name; a person of a public case is named in no other.",
    ),
    (
        "KG243",
        "two persons of one name",
        "Use one id for one person; where they are two, say in the label which of them is meant.",
    ),
    ("KG251", "case that is to lead and is not there", "Name a case of the folders listed under cases."),
    ("KG252", "name of a query that is taken", "Rename the file: its name is that of the query."),
    ("KG253", "query that cannot be asked", "Mend the SPARQL at the place shown."),
    (
        "KG301",
        "quotation not in the source",
        "Copy the words from the source exactly: spaces, case and punctuation count.",
    ),
    (
        "KG302",
        "quotation occurs more than once",
        "Pin it: quote more words, or write {text: …, in: S18} or add nth: 2.",
    ),
    (
        "KG303",
        "quotation not in that segment",
        "Name the segment in which the words begin, or leave the pin out.",
    ),
    ("KG304", "no such occurrence", "Use a number from 1 to the number of times the words occur."),
    (
        "KG305",
        "source text missing",
        "Put the text file into the case folder under the name given; where the text of a restricted source is not yours to have, leave it.",
    ),
    (
        "KG306",
        "quotation from a source without its text",
        "Cite the place and say in your own words what stands there, or keep the text in the folder if you may.",
    ),
    (
        "KG307",
        "file that is no source text",
        "Name the file that holds the words of this source, and of no source that is shown otherwise.",
    ),
    (
        "KG308",
        "confidential text in git",
        "Take it out with git rm --cached and put its folder into .gitignore; what was committed stays in the history until that is rewritten.",
    ),
    (
        "KG309",
        "causal words not in the evidence",
        "Write the words of the evidence that say what causes what, as they stand there.",
    ),
    (
        "KG310",
        "quotation too long",
        "Quote the words that the claim rests on, 10,000 characters at most; several passages stand in a list.",
    ),
    (
        "KG312",
        "two translations of one passage",
        "Keep one of them: a passage has one translation into a language.",
    ),
    ("KG501", "ontology cannot be read", "Mend the Turtle or SPARQL at the place shown."),
    (
        "KG502",
        "rules do not come to an end",
        "A rule that makes new things need not end: let it link what is there.",
    ),
    ("KG503", "contradiction", "Take back what was added last: the statements cannot all be true."),
    ("KG504", "class without members", "Correct the axioms of the class: nothing can belong to it."),
    (
        "KG505",
        "beyond OWL 2 DL",
        "Correct the axiom or the value named: the reasoner cannot decide anything with it.",
    ),
    (
        "KG506",
        "edge without a reason",
        "What is inferred names what it follows from; correct the rule that made it, or report a fault of the tool.",
    ),
    (
        "KG507",
        "term without a label",
        "Give the term one label in English, so that pages and messages can name it.",
    ),
    (
        "KG508",
        "phrase that loses a part",
        "Give each phrase of the relation the same places, that of the object among them.",
    ),
    (
        "KG509",
        "name taken by another framework",
        "Rename one of the two: frameworks, and the kinds and relations they bring, have names of their own.",
    ),
    (
        "KG510",
        "match that leads nowhere",
        "Match a concept to one of another framework, in one direction: towards the framework that leads.",
    ),
    ("KG601", "not a workbook", "Save the file as an Excel workbook (.xlsx), without a password."),
    ("KG602", "sheet missing or unknown", "Give the sheet, or the CSV file, the name expected."),
    ("KG603", "column missing or unknown", "Put the name of a field of the case format into the first row."),
    ("KG604", "column twice", "Keep one of the two columns."),
    (
        "KG605",
        "row that is no entry",
        "Give the row an id, or delete it; the sheet of the case itself has one row.",
    ),
    (
        "KG606",
        "formula",
        "Paste the value in place of the formula, or put an apostrophe before text that begins with =.",
    ),
    ("KG607", "error value", "Type what should stand in the cell."),
    ("KG608", "number in place of text", "Format the column as text, then type the value again."),
    (
        "KG609",
        "date of the spreadsheet",
        "Format the column as text, then type the date as 2017, 2017-05 or 2017-05-01.",
    ),
    ("KG610", "truth value in place of text", "Format the column as text, then type the value again."),
    ("KG611", "stray spaces", "Delete the spaces around the text, and no-break spaces in it."),
    (
        "KG612",
        "quotation changed by the spreadsheet",
        "Take the words from the message; switch off the correction of quotation marks, dashes and capitals.",
    ),
    ("KG613", "merged cells", "Undo the merging: only the first of the cells has kept its text."),
    ("KG614", "hidden rows, columns or sheets", "Show them and look: they are read like the others."),
    ("KG615", "text too long for a cell", "Write the text into the YAML file: a spreadsheet cuts it."),
    (
        "KG616",
        "CSV not in UTF-8",
        "Save the file as 'CSV UTF-8', from the workbook and not from a copy in another encoding.",
    ),
    ("KG617", "broken CSV", "Put text that holds a quotation mark or a line end between quotation marks."),
    (
        "KG618",
        "what a spreadsheet cannot hold",
        "Leave the entry to the YAML file, or write it in the form shown.",
    ),
    (
        "KG619",
        "text changed by the spreadsheet",
        "Type the text anew, in CSV behind an apostrophe; if the new one is meant, write it into the YAML file first.",
    ),
    (
        "KG620",
        "case newer than the sheets",
        "Write the sheets anew from the case and make your changes in those; if the sheets are right, give --force.",
    ),
    (
        "KG701",
        "name of a real place",
        "Name the thing by what it is: an anonymised case names no place that exists.",
    ),
    (
        "KG702",
        "address in an anonymised case",
        "Leave out web addresses, DOIs, e-mail addresses and the numbers of books: they can be looked up.",
    ),
    ("KG703", "coordinates in an anonymised case", "Leave the position out."),
    (
        "KG704",
        "title of a source",
        "Say what sort of document it is: the title of a source of an anonymised case can be looked up.",
    ),
    (
        "KG705",
        "author of a source",
        "Leave out who wrote, supervised or owns a source of an anonymised case.",
    ),
    (
        "KG706",
        "telling file name",
        "Rename the file: small letters, no place, no year. Others see the names of files too.",
    ),
    (
        "KG707",
        "telling label of an anonymised case",
        "Call the case by a letter and a kind of place: X City.",
    ),
    (
        "KG708",
        "metadata of a source",
        "Leave out publisher, date and address of the sources of an anonymised case.",
    ),
    (
        "KG709",
        "answer to a mistake",
        "Mend the mistake: only items of `kg check --review` and `kg check --disclosure` can be answered.",
    ),
    (
        "KG710",
        "answer that answers nothing",
        "Delete it, or copy the item again from the list that has it.",
    ),
    (
        "KG711",
        "speaker of an anonymised case by name",
        "Call whoever speaks by a role, such as an official of the bureau, in label and id.",
    ),
    (
        "KG801",
        "calibration of what is no verdict",
        "Write the verdict that is named; what is open has no score: leave it out.",
    ),
    ("KG802", "query for what is no verdict", "Write the verdict that is named."),
    (
        "KG803",
        "calibration that is no TOML",
        "Mend the line that is named; `stated = 1` is how a score is written.",
    ),
    (
        "KG804",
        "unreadable part of a calibration",
        "Write what is expected there; `kg compare --qca FOLDER` writes a whole calibration to start from.",
    ),
    ("KG805", "score that is none", "Write 0 or 1, or with fuzzy sets any number from 0 to 1 but 0.5."),
    ("KG806", "calibration of what is not there", "Write the name of a concept or a case that there is."),
    (
        "KG900",
        "nothing was checked",
        "A check that checked no claim and no quotation is a failure, not a success.",
    ),
    (
        "KG901",
        "the check itself failed",
        "This is a fault of the tool, not yours: please report it with the message.",
    ),
    (
        "KG902",
        "too many mistakes",
        "Mend what is told and check again: the entries that were left out are looked at then.",
    ),
]
=======
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
    "KG711": "speaker of an anonymised case under a name",
    "KG801": "calibration of what is no verdict",
    "KG802": "query for what is no verdict",
    "KG803": "calibration that is no TOML",
    "KG804": "part of a calibration that cannot be read",
    "KG805": "score that is none",
    "KG806": "calibration of what is not there",
    "KG900": "nothing was checked",
    "KG901": "the check itself failed",
    "KG902": "too many mistakes",
}
>>>>>>> gD

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
