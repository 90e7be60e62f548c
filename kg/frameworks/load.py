"""Load the ontology with the frameworks in YAML: those that ship with it, and those beside a user's cases."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from kg.authoring import read_framework
from kg.files import CASE_FILE, YAML_ENDINGS, sha256
from kg.frameworks.hold import check_propositions, check_questions, check_relations, picture_of
from kg.frameworks.matches import check_matches, matches_of, write_matches
from kg.frameworks.names import Names
from kg.frameworks.statements import Writer
from kg.model import iris
from kg.model.vocabulary import KG
from kg.ontology import InFiles, load_ontology, with_frameworks
from kg.problems import Location, Problem, problem, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model.framework_text import FrameworkText
    from kg.ontology import Ontology
    from kg.store import Quad

Source = tuple[str, str]
"""A folder of frameworks, and how to call it in problems."""
FOLDER = "frameworks"


def frameworks_beside(paths: Iterable[Path]) -> tuple[Source, ...]:
    """Find the folders of frameworks that belong to some cases: each called ``frameworks``, beside the folder of cases.

    Args:
        paths: case folders, or folders that hold case folders.
    """
    found: dict[str, str] = {}
    here = Path.cwd()
    for path in paths:
        whole = path.absolute()
        cases = whole.parent if (whole / CASE_FILE).exists() else whole
        folder = cases.parent / FOLDER
        if folder.is_dir():
            shown = Path(os.path.relpath(folder, here)).as_posix()
            found.setdefault(os.path.realpath(folder), shown)
    return tuple(sorted(found.items()))


def load(
    folder: Path, shown: str = "ontology", beside: Sequence[Source] = ()
) -> tuple[Ontology, list[Problem]]:
    """Read the ontology and every framework.

    Args:
        folder: the folder of the ontology, which may hold frameworks too.
        shown: how to call it in problems.
        beside: further folders of frameworks.

    Returns:
        The ontology as far as it could be read, and what is wrong in it. What is wrong in the files of frameworks
        is among its `in_files`: cases that use others can be looked at all the same.
    """
    ontology, problems = load_ontology(folder, shown)
    told: list[Problem] = []
    sources = [(str(folder / FOLDER), f"{shown}/{FOLDER}"), *beside]
    texts = _read(sources, ontology, told)
    return (_added(ontology, texts, told) if texts or told else ontology), problems


def _read(sources: Iterable[Source], ontology: Ontology, told: list[Problem]) -> list[FrameworkText]:
    """Read every file of frameworks; of two with one name only the first is taken."""
    texts: dict[str, FrameworkText] = {}
    for folder, shown in sources:
        for path in sorted(Path(folder).glob("*")):
            if path.suffix.lower() not in YAML_ENDINGS or path.name.startswith((".", "_")):
                continue
            text = read_framework(path, f"{shown}/{path.name}", told)
            if text is None:
                continue
            first = texts.get(str(text.name))
            in_turtle = ontology.frameworks.get(str(text.name))
            if first is None and in_turtle is None:
                texts[str(text.name)] = text
                continue
            other = str(first.name.location.file) if first else "theory/*.ttl"
            found = say('a second framework "{0}" (first {1})', text.name, other)
            hint = say("rename one of the files, and the framework in it")
            told.append(problem("KG509", text.name.location, found, say("each framework once"), hint))
    return list(texts.values())


def _added(ontology: Ontology, texts: list[FrameworkText], told: list[Problem]) -> Ontology:
    """Add the frameworks to the ontology, and report what in them cannot be."""
    names = Names(ontology, texts, told)
    places: dict[str, Location] = {}
    writers = [Writer(text, names, places) for text in texts]
    for text, writer in zip(texts, writers, strict=True):
        writer.write_terms()
        told.extend(check_relations(text))
    files = {f"ontology/frameworks/{text.name}.yaml": text.sha256 for text in texts}
    bare = with_frameworks(ontology, _quads(writers), {}, InFiles())
    matches = check_matches(matches_of(texts), names, told)
    for text, writer in zip(texts, writers, strict=True):
        writer.write_positions(bare)
        writer.write_propositions(bare)
        told.extend(check_propositions(text, bare))
        check_questions(text, names)
        drawn = picture_of(text, names, bare)
        if drawn["steps"]:
            writer.graph.text(iris.framework(text.name), KG.picture, json.dumps(drawn, sort_keys=True))
        write_matches([match for match in matches if match.text is text], names, bare, writer.graph)
    homes = {str(relation.id): str(text.name) for text in texts for relation in text.relations}
    broken = {str(text.name) for text in texts for found in told if _file(text) == found.location.file}
    told.sort(key=lambda found: (found.location.file, found.location.line, found.location.column))
    in_files = InFiles(_digests(texts, names), homes, places, told, frozenset(broken))
    return with_frameworks(ontology, _quads(writers), files, in_files)


def _quads(writers: Iterable[Writer]) -> list[Quad]:
    return [quad for writer in writers for quad in dict.fromkeys(writer.graph.quads)]


def _file(text: FrameworkText) -> str:
    return text.name.location.file


def _digests(texts: list[FrameworkText], names: Names) -> dict[str, str]:
    """Hash what each framework is made of: its file, and the files of the frameworks that it names, and those of theirs."""
    named = {str(text.name): _named(text, names, texts) for text in texts}
    hashes = {str(text.name): text.sha256 for text in texts}
    found = {}
    for name in named:
        seen, queue = {name}, [name]
        while queue:
            new = named.get(queue.pop(), set()) - seen
            seen |= new
            queue += sorted(new)
        found[name] = sha256(" ".join(f"{one} {hashes.get(one, '')}" for one in sorted(seen)).encode())
    return found


def _named(text: FrameworkText, names: Names, texts: list[FrameworkText]) -> set[str]:
    """List the frameworks whose kinds, relations or concepts one names."""
    kinds = {str(kind.id): str(other.name) for other in texts for kind in other.kinds}
    relations = {str(one.id): str(other.name) for other in texts for one in other.relations}
    found: set[str] = set()
    for entry in (*text.kinds, *text.concepts, *text.relations, *text.propositions):
        for field in (
            "kind",
            "under",
            "from",
            "to",
            "relation",
            "against",
            "subject",
            "object",
            "close-match",
            "broad-match",
        ):
            for word in entry.words(field):
                of = word.partition(":")[0] if ":" in word else ""
                found |= {of, kinds.get(str(word), ""), relations.get(str(word), "")}
    return (found - {"", str(text.name)}) & set(names.texts)
