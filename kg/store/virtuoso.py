"""All that Virtuoso 7.2 does wrong, and how it is asked so that the answer is right.

It loses rows where a path of any length (``rdfs:subClassOf*``) is joined with other patterns, and rows and separators
where texts are joined (GROUP_CONCAT). So the closure of such a path is worked out here, from the pairs that it steps
over, and written into the query; and rows that only a subquery finds are fetched and grouped here. Both leave the
meaning of the query as it was: the outcome is that of SPARQL 1.1, sections 9.3 and 18.5. It reads signs beyond ASCII as
question marks, and cuts an answer off after so many rows, of which only a header tells.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph

from kg.model.reach import reached
from kg.problems import KgError
from kg.store.binding import bare_query, form_of, in_strings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.store.terms import Term

    Pairs = Callable[[str], Iterable[tuple[str, str]]]
    """What a property leads from and to, as IRIs."""

_NAME = r"[a-z]\w*:[\w-]+"
_PATH = re.compile(
    rf"(?P<before>\?\w+\s+|/)(?P<step>{_NAME})(?P<times>[*+])\s+(?P<end>{_NAME})(?![\w-]|\s*,)\s*(?P<then>[.;]?)"
)
_ALL = re.compile(r"\bSELECT\s+(?:DISTINCT\s+|REDUCED\s+)?\*", re.IGNORECASE)
_ALTERNATIVE = re.compile(r"\|[^\s()|]*$")
_PREFIX = re.compile(r"\bPREFIX\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
_SUBQUERY = re.compile(r"\{\s*\{\s*SELECT\b", re.IGNORECASE)
_SELECT = re.compile(r"\bSELECT\b", re.IGNORECASE)
_JOINED = re.compile(r"\bGROUP_CONCAT\b", re.IGNORECASE)
_MOST = "X-SPARQL-MaxRows"
"""The header that says how many rows it gives at most."""
_WIDE = 0x10000


class CutOffError(KgError):
    """An answer that may not be whole.

    Attributes:
        most: how many rows the endpoint gives at most.
    """

    def __init__(self, address: str, most: int) -> None:
        """Take the address, and after how many rows it cuts answers off."""
        self.most = most
        super().__init__(
            f"{address} gives {most} rows at most, and this answer has as many: raise ResultSetMaxRows in its "
            "settings, or ask for less"
        )


def refuse_what_is_cut_off(address: str, headers: Mapping[str, str], number: int) -> None:
    """Refuse an answer that has as many rows as the endpoint gives at most: it may have been cut off.

    Args:
        address: of the endpoint.
        headers: of its answer.
        number: how many rows there are.

    Raises:
        CutOffError: it has as many, and may go on.
    """
    most = headers.get(_MOST, "")
    if most.isdecimal() and number >= int(most):
        raise CutOffError(address, int(most))


class Virtuoso:
    """Asks queries that Virtuoso misreads in a way that it does not."""

    def __init__(self, ask: Callable[[str, Mapping[str, str]], Any]) -> None:
        """Ask by that function, which takes a query and the prefixes it may use."""
        self._ask = ask
        self._known_pairs: dict[str, list[tuple[str, str]]] = {}

    @staticmethod
    def is_misread(sparql: str) -> bool:
        """Tell whether a query is one that Virtuoso would answer wrongly."""
        return form_of(sparql) == "SELECT" and bool(has_path(sparql) or grouped(sparql))

    def run(self, sparql: str, prefixes: Mapping[str, str]) -> Any:  # noqa: ANN401 - as `Store.run`
        """Answer such a query rightly."""
        sparql = without_paths(sparql, prefixes, self._pairs)
        parts = grouped(sparql)
        if parts is None:
            return self._ask(sparql, prefixes)
        rows = self._ask(parts.rows, prefixes)
        names = [variable.value for variable in rows.variables]
        found = [{name: row[name] for name in names} for row in rows]
        return pyoxigraph.Store().query(parts.over(names, found), prefixes=dict(prefixes))

    def _pairs(self, step: str) -> list[tuple[str, str]]:
        """Ask what a property leads from and to."""
        if step not in self._known_pairs:
            found = self._ask(f"SELECT DISTINCT ?a ?b {{ ?a {step} ?b FILTER (isIRI(?a) && isIRI(?b)) }}", {})
            self._known_pairs[step] = [(row["a"].value, row["b"].value) for row in found]
        return self._known_pairs[step]


def in_ascii(sparql: str) -> str:
    r"""Write the strings of a query in ASCII, for Virtuoso reads other signs as question marks; names stay as they are.

    >>> in_ascii("SELECT ?城 { ?城 ?b '…' }")
    "SELECT ?城 { ?城 ?b '\\u2026' }"
    """
    return in_strings(sparql, _ascii)


def _ascii(text: str) -> str:
    return "".join(
        sign if sign.isascii() else f"\\u{ord(sign):04X}" if ord(sign) < _WIDE else f"\\U{ord(sign):08X}"
        for sign in text
    )


class Grouped(NamedTuple):
    """A query that groups the rows of a subquery, in two parts.

    Attributes:
        rows: the subquery as a query of its own.
        before, after: the rest of the query, around the subquery.
    """

    rows: str
    before: str
    after: str

    def over(self, names: Sequence[str], rows: Iterable[Mapping[str, Term]]) -> str:
        """Ask the outer query over rows that the subquery gave.

        Args:
            names: the variables of the subquery.
            rows: what it gave, without blank nodes.
        """
        lines = (" ".join(str(row.get(name) or "UNDEF") for name in names) for row in rows)
        columns = " ".join(f"?{name}" for name in names)
        table = "\n".join(f"({line})" for line in lines)
        return f"{self.before}VALUES ({columns}) {{\n{table}\n}}{self.after}"


def grouped(sparql: str) -> Grouped | None:
    r"""Cut a query into two parts, if it joins texts and its whole pattern is one subquery.

    >>> parts = grouped('SELECT (GROUP_CONCAT(?o) AS ?all) { { SELECT ?o { ?s ?p ?o } } }')
    >>> parts.rows, parts.over(["o"], [{"o": '"x"'}]).replace("\n", " ")
    ('SELECT ?o { ?s ?p ?o } ', 'SELECT (GROUP_CONCAT(?o) AS ?all) { VALUES (?o) { ("x") } }')
    """
    bare = bare_query(sparql)
    start, select = _SUBQUERY.search(bare), _SELECT.search(bare)
    if not (start and select and _JOINED.search(bare, 0, start.start())) or bare.index("{") != start.start():
        return None
    opening = start.start() + 1 + bare[start.start() + 1 :].index("{")
    closing = _closing(bare, opening)
    if bare[closing + 1 :].lstrip()[:1] != "}":
        return None
    rows = sparql[: select.start()] + sparql[opening + 1 : closing].lstrip()
    return Grouped(rows, sparql[:opening], sparql[closing + 1 :])


def without_paths(sparql: str, prefixes: Mapping[str, str], pairs: Pairs) -> str:
    """Replace a path of any length in a query by the things that it reaches.

    Only a path that ends at a name is replaced: ``?a x:b* x:c`` and ``?a x:d/x:b* x:c``; in a query that
    selects every variable, none.

    Args:
        sparql: a query.
        prefixes: those it may use without declaring them.
        pairs: what each property leads from and to.

    >>> above = lambda _: [("http://x/dog", "http://x/animal")]
    >>> without_paths("SELECT ?a { ?a a/x:under* x:animal . }", {"x": "http://x/"}, above)
    'SELECT ?a { VALUES ?reached0 { <http://x/animal> <http://x/dog> } ?a a ?reached0 . }'
    """
    known = {**prefixes, **dict(_PREFIX.findall(sparql))}
    number, position = 0, len(sparql) if _ALL.search(bare_query(sparql)) else 0
    while found := _PATH.search(bare_query(sparql), position):
        names = [_full(found[part], known) for part in ("step", "end")]
        is_one_of_several = found["before"] == "/" and _ALTERNATIVE.search(sparql[: found.start()])
        if None in names or is_one_of_several:
            position = found.end()
            continue
        reached = _reached(pairs(f"<{names[0]}>"), str(names[1]), is_start_in=found["times"] == "*")
        values = " ".join(f"<{iri}>" for iri in reached)
        then = found["then"]
        if found["before"] == "/":
            variable = f"?reached{number}"
            opening = _opening(bare_query(sparql), found.start()) + 1
            head = f"{sparql[:opening]} VALUES {variable} {{ {values} }}{sparql[opening : found.start()]} {variable} {then}"
        else:
            variable = found["before"].strip()
            head = (
                f"{sparql[: found.start()]}VALUES {variable} {{ {values} }} {variable if then == ';' else ''}"
            )
        sparql, number, position = head + sparql[found.end() :], number + 1, 0
    return sparql


def has_path(sparql: str) -> bool:
    """Tell whether a query has a path that `without_paths` would replace."""
    return _PATH.search(bare_query(sparql)) is not None


def _full(name: str, prefixes: Mapping[str, str]) -> str | None:
    prefix, _, local = name.partition(":")
    return prefixes[prefix] + local if prefix in prefixes else None


def _reached(pairs: Iterable[tuple[str, str]], end: str, *, is_start_in: bool) -> list[str]:
    """Gather everything from which steps lead to the end."""
    below: dict[str, list[str]] = {}
    for lower, upper in pairs:
        below.setdefault(upper, []).append(lower)
    found = reached(below.get(end, ()), lambda node: below.get(node, ()))
    return sorted(found | {end} if is_start_in else found)


def _closing(bare: str, opening: int) -> int:
    """Find where the brace at a position is closed."""
    depth = 0
    for position in range(opening, len(bare)):
        depth += {"{": 1, "}": -1}.get(bare[position], 0)
        if depth == 0:
            return position
    return len(bare)


def _opening(bare: str, position: int) -> int:
    """Find where the brace around a position is opened."""
    depth = 0
    for before in range(position, -1, -1):
        depth += {"{": -1, "}": 1}.get(bare[before], 0)
        if depth < 0:
            return before
    return -1
