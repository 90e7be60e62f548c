"""How the Turtle files are written, so that a diff shows only what changed (decision 0015)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from kg.resources import ontology_folder

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(ontology_folder().rglob("*.ttl"))
MODULES = sorted((ontology_folder() / "modules").glob("*.ttl"))
IN_ORDER_OF_SENSE = {
    "relations": "a relation and its type stand together, under what they are about",
    "marks:Individuals": "the values of an axis stand together",
    "verdicts:Individuals": "the strongest stands first",
    "quantities:Individuals": "the nearest to the number stands first",
}
LAST = (
    "rdfs:label", "kg:zhLabelBasis", "skos:definition", "skos:scopeNote", "skos:example", "kg:phrase",
    "kg:phrasePlural", "kg:phraseInfinitive", "rdfs:isDefinedBy", "vs:term_status", "owl:versionInfo",
)  # fmt: skip
"""What is said about a term, in the order in which it is said; its axioms stand before."""


def faults(text: str) -> list[str]:
    """What is wrong with the lines of a file, each with its number."""
    lines = text.split("\n")
    found = []
    for number, line in enumerate(lines, 1):
        if line != line.rstrip() or "\t" in line:
            found.append(f"{number}: white space at the end, or a tab")
        if (len(line) - len(line.lstrip(" "))) % 4:
            found.append(f"{number}: not indented by fours")
    prefixes = [line for line in lines if line.startswith("@prefix")]
    if prefixes != sorted(prefixes):
        found.append("the prefixes are not in order")
    return found + [f"{term}: {what}" for term, what in misplaced(text)]


def misplaced(text: str) -> list[tuple[str, str]]:
    """The terms in which something is said out of order."""
    found = []
    for block in re.findall(r"^kg:[\w-]+ a owl:.*?^    .*? \.$", text, re.MULTILINE | re.DOTALL):
        said = [name for name in re.findall(r"^    ([\w]+:\w+) ", block, re.MULTILINE) if name in LAST]
        if any(LAST.index(one) > LAST.index(other) for one, other in pairwise(said)):
            found.append((block.split()[0], "said out of order"))
    return found


def sections(text: str) -> dict[str, list[str]]:
    """The terms under each heading, in the order of the file."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in text.split("\n"):
        heading = line.removeprefix("# ") if line.startswith("# ") else heading
        if match := re.match(r"kg:([\w-]+) a owl:", line):
            found.setdefault(heading, []).append(match[1])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_written_in_one_way(path: Path) -> None:
    """White space, prefixes and what is said about a term stand as they do everywhere."""
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_terms_stand_in_the_order_of_their_names(path: Path) -> None:
    """Within a heading a term has one place, but where sense orders them better."""
    for heading, terms in sections(path.read_text(encoding="utf-8")).items():
        if not {path.stem, f"{path.stem}:{heading}"} & set(IN_ORDER_OF_SENSE):
            assert terms == sorted(terms, key=str.lower), heading


def test_the_collector_counts() -> None:
    """The files are found, and terms in them."""
    assert len(FILES) >= 26
    assert sum(len(t) for path in MODULES for t in sections(path.read_text("utf-8")).values()) > 330


@pytest.mark.parametrize(
    "text",
    [
        "kg:A a owl:Class . \n", "kg:A a owl:Class ;\n  rdfs:label 'a' .\n", "@prefix b: <b> .\n@prefix a: <a> .\n",
        "kg:A a owl:Class ;\n    skos:definition 'd' ;\n    rdfs:label 'a' .\n",
    ],
)  # fmt: skip
def test_a_file_written_otherwise_is_noticed(text: str) -> None:
    """A space too many, a wrong indent, prefixes or notes out of order are told."""
    assert faults(text)
