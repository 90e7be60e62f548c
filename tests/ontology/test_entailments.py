"""What must follow from the axioms, and what must never follow: small files, two judges each.

What is said of individuals is judged by the tool's own materialiser and by owlrl; that a class can have no member,
by HermiT. That every axiom is needed by a file is the matter of ``test_axiom_coverage``.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, Graph, Node, URIRef

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from conftest import Example, Judgement

    Triple = tuple[Node, Node, Node]
    Materialise = Callable[[Iterable[Triple], Iterable[Triple]], set[tuple[str, str, str]]]

HERE = Path(__file__).parent
FOLDERS = ("must-follow", "must-not-follow")
FILES = {
    path.relative_to(HERE).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
    for folder in FOLDERS
    for path in sorted((HERE / folder).glob("*.trig"))
}
ON_CLASSES = {name for name, text in FILES.items() if "owl:Nothing" in text}
OWLRL_ONLY = {name for name, text in FILES.items() if "\n# Judged by owlrl only: " in text}
ON_INDIVIDUALS = set(FILES) - ON_CLASSES
EXAMPLES = "https://w3id.org/tongban-kg/example/"


@pytest.fixture(scope="module")
def closure(examples: dict[str, Example], axioms: frozenset[Triple]) -> Graph:
    """What owlrl makes of all that the files give; each has names of its own, so none disturbs another."""
    graph = Graph()
    for triple in axioms.union(*(e.given for e in examples.values() if not e.is_about_classes)):
        graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


@pytest.fixture(scope="module")
def judged_classes(examples: dict[str, Example], whole: Graph, hermit: Callable[..., Judgement]) -> Judgement:
    """What HermiT says of the classes of all files that are about classes, asked once."""
    graph = Graph() + whole
    for example in examples.values():
        if example.is_about_classes:
            graph += example.given
    return hermit(graph)


def expected(example: Example, found: set[object], judged: set[object]) -> None:
    """Everything judged was found if it must follow, and nothing if it must not."""
    assert judged
    assert found & judged == (judged if example.name.startswith("must-follow") else set())


def test_the_collector_counts(examples: dict[str, Example]) -> None:
    """The files are found, come in pairs, and none of them is hollow."""
    assert sorted(examples) == sorted(FILES)
    counted = Counter(name.partition("/")[0] for name in examples)
    assert counted["must-follow"] == counted["must-not-follow"] >= 55
    assert len(ON_CLASSES) >= 20
    assert len(OWLRL_ONLY) == 6
    assert sum(len(example.judged) for example in examples.values()) >= 750


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_about_itself(name: str, examples: dict[str, Example]) -> None:
    """A file says in its first line what it is for, speaks of things of its own, and judges what is not given."""
    example, own = examples[name], f"{EXAMPLES}{name}#"
    assert re.match(r"# .+\.\n", FILES[name])
    stated = example.given | example.judged
    assert all(str(subject).startswith(own) for subject, _, _ in stated if isinstance(subject, URIRef))
    named = {node for triple in stated for node in triple if isinstance(node, URIRef)}
    assert not [node for node in named if node.startswith(EXAMPLES) and not node.startswith(own)]
    assert not example.judged & example.given


@pytest.mark.parametrize("name", sorted(ON_INDIVIDUALS))
def test_owlrl_agrees(name: str, examples: dict[str, Example], closure: Graph) -> None:
    """An independent reasoner derives all that must follow and nothing of what must not."""
    judged = set(examples[name].judged)
    expected(examples[name], {triple for triple in judged if triple in closure}, judged)


@pytest.mark.parametrize("name", sorted(ON_INDIVIDUALS - OWLRL_ONLY))
def test_the_materialiser_agrees(
    name: str, examples: dict[str, Example], axioms: frozenset[Triple], materialised: Materialise
) -> None:
    """The tool itself derives all that must follow and nothing of what must not."""
    judged = {(str(s), str(p), str(o)) for s, p, o in examples[name].judged}
    expected(examples[name], materialised(axioms, examples[name].given), judged)


@pytest.mark.parametrize("name", sorted(ON_CLASSES))
def test_hermit_agrees(name: str, examples: dict[str, Example], judged_classes: Judgement) -> None:
    """A class that must be empty is, and one that must not be empty can have a member."""
    assert all(triple[1:] == (RDFS.subClassOf, OWL.Nothing) for triple in examples[name].judged)
    assert judged_classes.consistent
    judged = {str(subject) for subject, _, _ in examples[name].judged}
    expected(examples[name], set(judged_classes.unsatisfiable), judged)


def test_nothing_given_is_a_contradiction(closure: Graph) -> None:
    """The examples can all be true together: owlrl reports no clash."""
    assert len(closure) > 3000
    assert not set(closure.subjects(RDF.type, OWL.Nothing))
    assert not [node for node in closure.objects() if "ErrorMessage" in str(node)]
