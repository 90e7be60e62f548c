"""Reading RDF files and writing sorted N-Quads, without a store in between.

A store rewrites typed literals (``docs/decisions/0001-store.md``); what is written here is what
was made.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    RdfFormat,
    parse,
    serialize,
)

from kg.files import sha256
from kg.problems import KgError, Location, Problem, problem, say
from kg.store.terms import NamedNode, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.store.terms import Term


_FORMS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "json-ld": RdfFormat.JSON_LD,
    "rdf-xml": RdfFormat.RDF_XML,
}
_DATASETS = {"trig": RdfFormat.TRIG, "json-ld": RdfFormat.JSON_LD}


def to_nquads(quads: Iterable[Quad], written: bytes = b"") -> bytes:
    r"""Write sorted N-Quads, graph by graph, one a line, each once: the same quads give the same bytes.

    Args:
        quads: the statements.
        written: more of them, as N-Quads.

    >>> from kg.store import iri
    >>> a = Quad(iri("http://x/b"), iri("http://x/p"), iri("http://x/o"), iri("http://x/g"))
    >>> to_nquads([a, a]).decode()
    '<http://x/b> <http://x/p> <http://x/o> <http://x/g> .\n'
    """
    raw = (serialize(quads, format=RdfFormat.N_QUADS) or b"") + written
    lines = sorted(set(raw.splitlines(keepends=True)), key=_by_graph)
    return b"".join(lines)


def as_written(term: str | Term) -> str:
    """Write an IRI or another term as it stands in N-Quads.

    >>> from kg.store import Literal
    >>> as_written("http://x/a"), as_written(Literal("a"))
    ('<http://x/a>', '"a"')
    """
    return f"<{term}>" if isinstance(term, str) else str(term)


def _by_graph(line: bytes) -> tuple[bytes, bytes]:
    """Make the key of a line of N-Quads: its graph, which is its last term and has no space in it, and then the line."""
    return line[line.rfind(b" ", 0, -3) :] if line.endswith(b"> .\n") else b"", line


def graph_blocks(*paths: Path) -> Iterator[tuple[str, bytes]]:
    """Give the graphs of files of N-Quads sorted graph by graph, each with its lines; one at a time in memory.

    Args:
        paths: files as `to_nquads` writes them; a graph lies in one of them.

    Raises:
        KgError: one is not there, not sorted so, or cut off.
    """
    seen: set[bytes] = set()
    for path in paths:
        try:
            with path.open("rb") as file:
                for name, lines in groupby(file, key=_name_of_graph):
                    if not name or name in seen:
                        raise KgError(f"{path} is damaged or of another version: run 'kg build' again")
                    seen.add(name)
                    yield name.decode(), b"".join(lines)
        except OSError as error:
            raise KgError(f"there is no dataset at {path}: run 'kg build' first") from error


def graph_sums(nquads: bytes) -> dict[str, tuple[int, str]]:
    r"""Count and hash the lines of each graph of some N-Quads sorted graph by graph.

    >>> list(graph_sums(b"<http://x/a> <http://x/p> <http://x/o> <http://x/g> .\n"))
    ['http://x/g']
    """
    found, start = {}, 0
    while start < len(nquads):
        name = _name_of_graph(nquads[start : nquads.index(b"\n", start) + 1])
        mark = b" <" + name + b"> .\n"  # in a literal a line end is written as two signs
        end = nquads.rindex(mark, start) + len(mark)
        block = nquads[start:end]
        found[name.decode()] = (block.count(b"\n"), sha256(block))
        start = end
    return found


def _name_of_graph(line: bytes) -> bytes:
    """Read the IRI of the graph of a line; give nothing for a line that is no whole quad."""
    return line[line.rfind(b" <") + 2 : -4] if line.endswith(b"> .\n") else b""


def to_ntriples(quads: Iterable[Quad]) -> bytes:
    """Write sorted N-Triples: the same statements, their graphs left out."""
    raw = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(set(raw.splitlines(keepends=True))))


def to_graph(quads: Iterable[Quad], form: str, prefixes: Mapping[str, str]) -> bytes:
    """Write a graph in one of the usual formats, its quads' graphs left out.

    Args:
        quads: the statements, in the order in which they are to stand.
        form: turtle, ntriples, json-ld or rdf-xml.
        prefixes: the prefixes to write.
    """
    triples = (quad.triple for quad in quads)
    return serialize(triples, format=_FORMS[form], prefixes=dict(prefixes)) or b""


def to_dataset(quads: Iterable[Quad], form: str, prefixes: Mapping[str, str]) -> bytes:
    """Write quads in one of the formats that keep their graphs.

    Args:
        quads: the statements, in the order in which they are to stand.
        form: trig or json-ld.
        prefixes: the prefixes to write.
    """
    return serialize(quads, format=_DATASETS[form], prefixes=dict(prefixes)) or b""


def parse_quads(data: bytes) -> list[Quad]:
    """Parse the quads of an N-Quads document.

    Raises:
        SyntaxError: it is not N-Quads.
    """
    return list(parse(data, format=RdfFormat.N_QUADS))


def with_stable_blanks(quads: list[Quad]) -> list[Quad]:
    """Name blank nodes by what is said of them (RDFC-1.0), not at random.

    Args:
        quads: all quads that speak of these blank nodes.
    """
    named = [quad for quad in quads if not _has_blank(quad)]
    nameless = Dataset(quad for quad in quads if _has_blank(quad))
    nameless.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return [*named, *sorted(nameless, key=str)]


def _has_blank(quad: Quad) -> bool:
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


def parse_triples(path: Path, graph: str, shown: str) -> tuple[list[Quad], list[Problem]]:
    """Parse the triples of a Turtle file as quads of one graph; report the problem that stopped it.

    Args:
        path: the file.
        graph: IRI of the graph they go to.
        shown: how to call the file in a problem.
    """
    name = NamedNode(graph)
    try:
        found = [
            Quad(q.subject, q.predicate, q.object, name)
            for q in parse(path.read_bytes(), format=RdfFormat.TURTLE)
        ]
    except SyntaxError as error:
        place = Location(shown, error.lineno or 1, error.offset or 1)
        return [], [problem("KG501", place, error.msg or say("a syntax error"), "Turtle")]
    return found, []
