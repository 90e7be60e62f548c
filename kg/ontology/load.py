"""Read the ontology folder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.files import sha256
from kg.model import iris
from kg.model.vocabulary import KG, OWL, RDF, RDFS, SKOS
from kg.ontology import lookups
from kg.ontology.phrases import check_phrases
from kg.ontology.records import InFiles, Ontology
from kg.ontology.rule_files import read_rules
from kg.problems import Location, Problem, problem, say
from kg.store import Quad, iri, parse_triples, with_stable_blanks

if TYPE_CHECKING:
    from pathlib import Path

_PARTS = (("modules", iris.ONTOLOGY_GRAPH), ("theory", iris.THEORY_GRAPH))
_LEFT_OUT = {"dl-extras.ttl"}
_OF_CLASSES = (OWL.onProperty, OWL.someValuesFrom, OWL.hasValue, OWL.equivalentClass, OWL.intersectionOf)
_OF_PROPERTIES = (RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf, OWL.propertyChainAxiom)
_OF_EDGES, _OF_LISTS = (KG.flattensTo, KG.generatesEdge), (RDF.first, RDF.rest)
_PLACES = (RDFS.subClassOf, SKOS.inScheme, SKOS.broader)
_SCHEMA = frozenset((*_PLACES, *_OF_CLASSES, *_OF_PROPERTIES, *_OF_EDGES, *_OF_LISTS))
_SCHEMA_TYPES = frozenset({OWL.SymmetricProperty, OWL.TransitiveProperty})
_OF_NAMES = (RDFS.label, SKOS.prefLabel, KG.zhLabelBasis, KG.isPlural)
_THEORY = frozenset((RDF.type, SKOS.inScheme, SKOS.broader, *_OF_NAMES))


def load_ontology(folder: Path, shown: str = "ontology") -> tuple[Ontology, list[Problem]]:
    """Read modules, frameworks, rules and shapes.

    Args:
        folder: a folder with modules/, theory/, rules/ and shapes/.
        shown: how to call it in problems.

    Returns:
        The ontology as far as it could be read, and what is wrong in its files.
    """
    problems: list[Problem] = []
    quads: list[Quad] = []
    files: dict[str, str] = {}
    if not (folder / "modules").is_dir():
        place = Location(shown, 1, 1)
        problems.append(
            problem(
                "KG501", place, say("no ontology"), say("a folder with modules/, theory/, rules/, shapes/")
            )
        )
    for part, graph in _PARTS:
        for path in sorted((folder / part).glob("*.ttl")):
            if path.name in _LEFT_OUT:
                continue
            name = f"{part}/{path.name}"
            files[f"ontology/{name}"] = sha256(path.read_bytes())
            found, wrong = parse_triples(path, graph, f"{shown}/{name}")
            quads.extend(found)
            problems.extend(wrong)
    # A nameless class gets its name from what is said of it, so that the dataset has the same bytes each time.
    quads = with_stable_blanks(quads)
    rules, read = read_rules(folder / "rules", f"{shown}/rules", problems)
    files |= {f"ontology/rules/{name}": sha256 for name, sha256 in read.items()}
    shapes = _read_shapes(folder / "shapes", f"{shown}/shapes", files, problems)
    renamed = _read_renamed(folder / "renamed.tsv", files)
    # In the order of names: a file system lists its files in any.
    listing = "".join(f"{name} {files[name]}\n" for name in sorted(files))
    index = lookups.Index(quads)
    quads.extend(_wider_types(quads, index))
    relations = lookups.relations(index)
    problems.extend(check_phrases(relations.values(), folder, shown))
    ontology = Ontology(
        quads=quads,
        schema=[quad for quad in quads if _is_schema(quad)],
        relations=relations,
        kinds=lookups.kinds(index),
        frameworks=lookups.frameworks(index),
        missing=lookups.missing(index),
        theory_kinds=lookups.theory_kinds(index),
        superclasses=index.superclasses,
        rules=rules,
        shapes=shapes,
        digest=sha256(listing.encode()),
        files=files,
        renamed=renamed,
        core=sha256(listing.encode()),
    )
    return ontology, problems


def with_frameworks(
    ontology: Ontology, quads: list[Quad], files: dict[str, str], in_files: InFiles
) -> Ontology:
    """Add frameworks to the ontology, as if they had stood in its folder as Turtle.

    Args:
        ontology: the ontology; it stays as it is.
        quads: the statements of the frameworks, in the graph of theory.
        files: SHA-256 of their files, by name.
        in_files: what the files bring beside statements.
    """
    given = [q for q in ontology.quads if q.graph_name.value != iris.THEORY_INFERRED_GRAPH]  # type: ignore[union-attr]
    given += quads
    index = lookups.Index(given)
    given.extend(_wider_types(given, index))
    listing = "".join(f"{name} {files[name]}\n" for name in sorted(files))
    return replace(
        ontology,
        quads=given,
        schema=[quad for quad in given if _is_schema(quad)],
        relations=lookups.relations(index),
        kinds=lookups.kinds(index),
        frameworks=lookups.frameworks(index),
        missing=lookups.missing(index),
        theory_kinds=lookups.theory_kinds(index),
        superclasses=index.superclasses,
        digest=sha256(f"{ontology.digest} {listing}".encode()),
        files=ontology.files | files,
        in_files=in_files,
    )


def extend(ontology: Ontology, quads: list[Quad]) -> Ontology:
    """Add the concepts and relations of a case's own framework to the ontology.

    Args:
        ontology: the ontology; it stays as it is.
        quads: the statements of the case's own framework.
    """
    index = lookups.Index([*ontology.quads, *quads])
    return replace(
        ontology,
        schema=[*ontology.schema, *quads],
        relations=lookups.relations(index),
        frameworks=lookups.frameworks(index),
        missing=lookups.missing(index),
        digest=sha256(f"{ontology.digest}{sorted(map(str, quads))}".encode()),
    )


def _wider_types(quads: list[Quad], index: lookups.Index) -> list[Quad]:
    """Work out the kinds that a framework's concepts belong to by the sub-class axioms."""
    graph = iri(iris.THEORY_INFERRED_GRAPH)
    given = {
        (quad.subject, quad.object)
        for quad in quads
        if quad.predicate.value == RDF.type and quad.graph_name.value == iris.THEORY_GRAPH  # type: ignore[union-attr]
    }
    wider = {
        (subject, iri(above))
        for subject, kind in given
        for above in index.superclasses.get(str(getattr(kind, "value", "")), ())
        if iris.is_kind(above)
    }
    found = [Quad(subject, iri(RDF.type), kind, graph) for subject, kind in wider - given]
    return sorted(found, key=str)


def _is_schema(quad: Quad) -> bool:
    """Tell whether rules or shapes need a triple beside a case's own."""
    predicate = quad.predicate.value
    graph = quad.graph_name.value  # type: ignore[union-attr]
    if graph in {iris.THEORY_GRAPH, iris.THEORY_INFERRED_GRAPH} and predicate in _THEORY:
        return True
    if predicate in _SCHEMA:
        return True
    if predicate != RDF.type:
        return False
    value = getattr(quad.object, "value", "")
    return value in _SCHEMA_TYPES or value.startswith(iris.TERMS) or value == SKOS.ConceptScheme


def _read_renamed(path: Path, files: dict[str, str]) -> dict[str, str]:
    """Read what is called otherwise now: a line for each, the old name, a tab and the new one."""
    if not path.is_file():
        return {}
    files["ontology/renamed.tsv"] = sha256(path.read_bytes())
    lines = path.read_text(encoding="utf-8").splitlines()
    return {old: new for old, tab, new in (line.partition("\t") for line in lines) if tab}


def _read_shapes(folder: Path, shown: str, files: dict[str, str], problems: list[Problem]) -> str:
    """Read the shapes for data as one Turtle text; style.ttl is left out, since it is for the ontology itself."""
    texts = []
    for path in sorted(folder.glob("*.ttl")):
        if path.name == "style.ttl":
            continue
        _, wrong = parse_triples(path, iris.ONTOLOGY_GRAPH, f"{shown}/{path.name}")
        if wrong:
            problems.extend(wrong)
            continue
        text = path.read_text(encoding="utf-8")
        files[f"ontology/shapes/{path.name}"] = sha256(text.encode())
        texts.append(text)
    return "\n".join(texts)
