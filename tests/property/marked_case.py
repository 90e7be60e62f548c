"""A case with a marker of its own in every text, identifier and file name, part of it restricted, and who may see which.

`found_marks` looks for the markers in the bytes of a build. What may be shown is
worked out here by a graph of who names whom, and not by the code that is tested.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import networkx as nx
import yaml
from found_marks import HAN
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

OPEN_WORDS = "The clerks kept their own lists. The lists were joined in summer. Nobody asked why."
SAID = "We kept the lists because nobody asked."


@dataclass
class Marked:
    """A case that was drawn.

    Attributes:
        whose: for each marker the thing it stands in and what it stands in there, such as ``note``.
        names: who names whom: from a claim, silence or element to what it names.
        shown: the claims and silences that are shown.
        touched: the things whose notes go, because a restricted source has a part in them.
        never: things that no public build tells of.
    """

    files: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    whose: dict[int, tuple[str, str]] = field(default_factory=dict)
    names: nx.DiGraph = field(default_factory=nx.DiGraph)
    shown: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    never: set[str] = field(default_factory=set)

    def _mark(self, thing: str, where: str) -> int:
        number = len(self.whose)
        self.whose[number] = (thing, where)
        return number

    def text(self, thing: str, where: str) -> str:
        """A text with a marker in Latin letters, in Chinese characters and in a script that is neither."""
        number = self._mark(thing, where)
        han = "".join(HAN[int(digit)] for digit in f"{number:03d}")
        return f'Words Zqk{number:03d}w & <龘{han}靐> "Жщ{number:03d}ю"'

    def id(self, thing: str, stem: str) -> str:
        """An identifier, or the stem of a file's name, with a marker."""
        return f"{stem}-zqk{self._mark(thing, 'id'):03d}w"

    def may_show(self) -> set[int]:
        """The markers that a public build may show."""
        reached = set(self.shown)
        for thing in self.shown:
            reached |= nx.descendants(self.names, thing)
        return {
            number
            for number, (thing, where) in self.whose.items()
            if thing in reached
            and thing not in self.never
            and not (where in {"note", "enough"} and thing in self.touched)
        }

    def write(self, folder: Path) -> None:
        """Write the case folder."""
        folder.mkdir(parents=True)
        for name, content in self.files.items():
            text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)
            (folder / name).write_text(f"# {self.text('yaml', 'comment')}\n{text}", encoding="utf-8")
        for name, text in self.texts.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")


@st.composite
def marked_cases(draw: st.DrawFn) -> Marked:
    """Draw a case of three to five sources, at least one restricted, with everything that a case may hold."""
    case = Marked()
    case.never |= {"yaml", "coder"}
    case.names.add_node("case")
    case.shown.add("case")
    sources, restricted = _sources(draw, case)
    citations = _citations(draw, case, sources, restricted)
    concepts, relations = _theory(case)
    elements = _elements(case, concepts)
    claims = _claims(draw, case, (sources, restricted, citations), elements, relations)
    _silences(draw, case, (sources, restricted), elements, claims, (concepts, relations))
    return case


def _sources(draw: st.DrawFn, case: Marked) -> tuple[dict[str, str], set[str]]:
    """Sources by a short name, with their identifiers: one that is quoted, the others cited or restricted."""
    ids: dict[str, str] = {}
    entries: dict[str, Any] = {}
    restricted = {"s1"} | {name for name in ("s2", "s3") if draw(st.booleans())}
    for name in ("s0", "s1", "s2", "s3", "s4"):
        ids[name] = case.id(name, name)
        entry = {"kind": "interview" if name in restricted else "press", "language": "en",
                 "label": case.text(name, "label"), "zh": case.text(name, "zh"), "zh-basis": "own-translation",
                 "note": case.text(name, "note"), "rights": case.text(name, "rights"),
                 "publisher": case.text(name, "publisher")}  # fmt: skip
        if name == "s0":
            entry["file"] = f"{case.id(name, 'open')}.txt"
            case.texts[entry["file"]] = OPEN_WORDS
        elif name == "s4":
            entry |= {"access": "restricted", "file": f"restricted/{case.id(name, 'talk')}.txt"}
            restricted.add(name)
            case.texts[entry["file"]] = f"{SAID} {case.text(name, 'text')}"
        else:
            entry |= {"access": "restricted" if name in restricted else "cited", "read": "whole"}
        entries[ids[name]] = entry
    case.shown |= set(ids) - restricted
    case.names.add_nodes_from(ids)
    case.never |= restricted
    case.files["case.yaml"] = {
        "case": "m-town", "label": "M Town", "frameworks": ["triple-logic", "study"],
        "coder": case.id("coder", "coder"), "sources": entries,
    }  # fmt: skip
    return ids, restricted


def _citations(
    draw: st.DrawFn, case: Marked, sources: dict[str, str], restricted: set[str]
) -> dict[str, tuple[str, str]]:
    """Six cited places: short name to identifier and the short name of the source."""
    found, entries = {}, {}
    for number in range(6):
        name, source = f"k{number}", draw(st.sampled_from(["s1", "s2", "s3"]))
        found[name] = (case.id(name, name), source)
        entries[found[name][0]] = {
            "source": sources[source], "at": case.text(name, "at"), "says": case.text(name, "says"),
            "zh": case.text(name, "zh"),
        }  # fmt: skip
        if source in restricted:
            case.never.add(name)
    case.files[f"{case.id('yaml', 'places')}.yaml"] = {"citations": entries}
    return found


_PLACES = " {object}[ {what}][ {of}][ {to}]"


def _theory(case: Marked) -> tuple[dict[str, str], dict[str, str]]:
    concepts = {name: case.id(name, name) for name in ("c0", "c1")}
    relations = {name: case.id(name, name) for name in ("r0", "r1")}
    case.files[f"{case.id('yaml', 'theory')}.yaml"] = {
        "concepts": {
            identifier: {
                "kind": "behaviour-logic", "label": case.text(name, "label"), "zh": case.text(name, "zh"),
                "zh-basis": "own-translation", "definition": case.text(name, "definition"),
                "close-match": ["triple-logic:field-logic"], "matched-by": case.text(name, "matched-by"),
            }
            for name, identifier in concepts.items()
        },
        "relations": {
            identifier: {
                **{form: f"{case.text(name, form)}{_PLACES if name == 'r1' else ''}"
                   for form in ("phrase", "plural", "infinitive", "zh")},
                "definition": case.text(name, "definition"), "under": "supports",
            }
            for name, identifier in relations.items()
        },
    }  # fmt: skip
    return concepts, relations


_ELEMENTS: dict[str, dict[str, Any]] = {
    "a0": {"kind": "actor"}, "a1": {"kind": "actor"}, "a2": {"kind": "actor"},
    "p0": {"kind": "practice"}, "p1": {"kind": "outcome", "figure": True, "date": "2019-04"},
    "v0": {"kind": "event", "year": 1987}, "v1": {"kind": "event", "date": "2018-03-03"},
    "h0": {"kind": "phase", "starts-at": "v0"}, "h1": {"kind": "phase", "starts-at": "v0", "ends-at": "v1"},
    "m0": {"instantiates": "c0"}, "m1": {"instantiates": "field-logic"}, "m2": {"instantiates": "c1"},
    "g0": {"kind": "place", "identifier": True},
}  # fmt: skip


def _elements(case: Marked, concepts: dict[str, str]) -> dict[str, str]:
    ids = {name: case.id(name, name) for name in _ELEMENTS}
    entries = {}
    for name, given in _ELEMENTS.items():
        entry = {"label": case.text(name, "label"), "zh": case.text(name, "zh"), "zh-basis": "own-translation",
                 "note": case.text(name, "element-note")}  # fmt: skip
        for key, value in given.items():
            if key in {"starts-at", "ends-at"}:
                case.names.add_edge(name, value)
                entry[key] = ids[value]
            elif value in concepts:
                case.names.add_edge(name, value)
                entry[key] = concepts[value]
            else:
                entry[key] = case.text(name, key) if value is True else value
        entries[ids[name]] = entry
    case.files[f"{case.id('yaml', 'elements')}.yaml"] = {"elements": entries}
    return ids


def _claims(
    draw: st.DrawFn,
    case: Marked,
    evidence: tuple[dict[str, str], set[str], dict[str, tuple[str, str]]],
    elements: dict[str, str],
    relations: dict[str, str],
) -> dict[str, str]:
    """Eight claims: quoted, cited in one place or several, in several lines, or inferred from earlier ones."""
    sources, restricted, citations = evidence
    ids: dict[str, str] = {}
    entries: dict[str, Any] = {}
    closed: set[str] = set()
    for number in range(8):
        name = f"x{number}"
        subject, obj = draw(st.lists(st.sampled_from(sorted(elements)), min_size=2, max_size=2, unique=True))
        relation = draw(st.sampled_from(["hinders", "r0", "r1"]))
        entry = {
            "subject": elements[subject], "object": elements[obj], "relation": relations.get(relation, relation),
            "role": "finding", "modality": "asserted", "polarity": draw(st.sampled_from(["affirmed", "denied"])),
            "note": case.text(name, "note"),
        }  # fmt: skip
        case.names.add_edges_from((name, thing) for thing in (subject, obj, relation))
        for part in ("what", "of", "to") if relation == "r1" else ():
            if thing := draw(st.sampled_from(["", "a2", "p0", "m2"])):
                entry[part] = elements[thing]
                case.names.add_edge(name, thing)
        if phase := draw(st.sampled_from(["", "h0", "h1"])):
            entry["phase"] = elements[phase]
            case.names.add_edge(name, phase)
        premises = draw(st.lists(st.sampled_from(sorted(ids)), max_size=2, unique=True)) if ids else []
        if premises:
            entry |= {"status": "inferred", "from": [ids[premise] for premise in premises]}
            is_closed = bool(closed & set(premises))
        else:
            lines = draw(st.lists(_lines(sorted(citations)), min_size=1, max_size=3))
            lines[0]["direction"] = "supports"
            entry |= {"status": "stated", "evidence": [_entry(line, sources, citations) for line in lines]}
            of_line = [
                {citations[k][1] for k in line["cite"]} | ({line["quote"]} if line["quote"] else set())
                for line in lines
            ]
            is_closed = all(
                needed & restricted
                for needed, line in zip(of_line, lines, strict=True)
                if line["direction"] == "supports"
            )
            case.names.add_edges_from((name, k) for line in lines for k in line["cite"])
            if any(needed & restricted for needed in of_line):
                case.touched.add(name)
        if ids and draw(st.booleans()):
            entry["rivals"] = [draw(st.sampled_from(sorted(ids.values())))]
        ids[name] = case.id(name, name)
        entries[ids[name]] = entry
        (closed if is_closed else case.shown).add(name)
        case.names.add_node(name)
    case.files[f"{case.id('yaml', 'claims')}.yaml"] = {"claims": entries}
    case.never |= closed
    return ids


def _lines(places: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """A line of evidence: words quoted from a source that has a text, cited places, or both."""
    cited = st.lists(st.sampled_from(places), max_size=2, unique=True)
    quoted = st.sampled_from(["", "s0", "s4"])
    direction = st.sampled_from(["supports", "challenges"])
    line = st.fixed_dictionaries({"quote": quoted, "cite": cited, "direction": direction})
    return line.filter(lambda one: one["quote"] or one["cite"])


def _entry(
    line: dict[str, Any], sources: dict[str, str], citations: dict[str, tuple[str, str]]
) -> dict[str, Any]:
    entry: dict[str, Any] = {"direction": line["direction"]}
    if line["quote"]:
        entry |= {
            "quote": "kept their own lists" if line["quote"] == "s0" else "kept the lists",
            "source": sources[line["quote"]],
        }
    if line["cite"]:
        entry["cite"] = [citations[k][0] for k in line["cite"]]
    return entry


def _silences(
    draw: st.DrawFn, case: Marked, where: tuple[dict[str, str], set[str]], elements: dict[str, str], claims: dict[str, str],
    theory: tuple[dict[str, str], dict[str, str]],
) -> None:  # fmt: skip
    """Four silences, about elements that some claims name, or none."""
    (sources, restricted), (concepts, relations) = where, theory
    secret: set[str] = set()
    for claim in set(claims) - case.shown:
        secret |= nx.descendants(case.names, claim)
    for claim in set(claims) & case.shown:
        secret -= nx.descendants(case.names, claim)
    entries = {}
    for number in range(4):
        name = f"n{number}"
        about = draw(st.lists(st.sampled_from(sorted(elements)), min_size=1, max_size=2, unique=True))
        searched = draw(st.lists(st.sampled_from(sorted(sources)), min_size=1, max_size=3, unique=True))
        entry = {"question": case.text(name, "question"), "zh": case.text(name, "zh"), "note": case.text(name, "note"),
                 "about": [elements[thing] for thing in about], "enough": case.text(name, "enough"),
                 "searched": {sources[one]: _extent(draw, case, name, one, restricted) for one in searched}}  # fmt: skip
        missing, asked = (draw(st.sampled_from(["", "r0", "r1"])) for _ in range(2))
        if missing:
            entry["missing"] = relations[missing]
        if draw(st.booleans()):
            asked = missing or asked
            entry["asks"] = _asks(about, elements, concepts) | (
                {"relation": relations[asked]} if asked else {}
            )
        else:
            asked = ""
        named = {*about, *filter(None, [missing, asked])}
        case.names.add_edges_from((name, thing) for thing in named)
        if set(searched) <= restricted or named & secret:
            case.never.add(name)
        else:
            case.shown.add(name)
        if set(searched) & restricted:
            case.touched.add(name)
        entries[case.id(name, name)] = entry
    case.files[f"{case.id('yaml', 'silences')}.yaml"] = {"silences": entries}


def _extent(
    draw: st.DrawFn, case: Marked, silence: str, source: str, restricted: set[str]
) -> str | list[str]:
    """How far a source was searched: whole, or a part of it, which is told only where the source is open."""
    if draw(st.booleans()):
        return "whole"
    part = f"part searched for {silence} in {source}"
    case.names.add_edge(silence, part)
    if source in restricted:
        case.never.add(part)
    return [case.text(part, "part")]


def _asks(about: list[str], elements: dict[str, str], concepts: dict[str, str]) -> dict[str, list[str]]:
    """What is asked of some elements: their phases in their place, and the concepts that they show beside them."""
    phases = [elements[one] for one in about if one.startswith("h")]
    others = [elements[one] for one in about if not one.startswith("h")]
    shown = [
        concepts[concept] for one in about if (concept := _ELEMENTS[one].get("instantiates")) in concepts
    ]
    return {
        place: words
        for place, words in {"subject": others, "object": shown, "phase": phases}.items()
        if words
    }
