"""What in a reader's query names a verdict that there is not, so that nothing could be found by it.

Takes the text of a query; gives problems. A query in which no such word stands is not even parsed: that is seen in
microseconds. Where one stands, rdflib's parser says what is a name, what a string is compared with, and what a comment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from kg.model.iris import PREFIXES
from kg.model.vocabulary import KG, RDF, RDFS
from kg.problems import Location
from kg.store.binding import hidden_in, in_strings, parts_of, unescaped
from kg.verdicts.renamed import RENAMED, renamed
from kg.verdicts.values import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.problems import Problem

NOW_LABELS = frozenset({"read", "follows", "taken-for-granted"})
"""Old words that are labels of verdicts today: as a label they find what they should."""
_VERDICT = f"{PREFIXES['kg']}verdict-"
_OLD = "|".join(word.replace("-", r"[-_\s]") for word in RENAMED)
_SUSPECT = re.compile(
    rf"verdict-(?!(?:{'|'.join(VERDICTS)})(?![\w-]))|[-:](?:{_OLD})(?![\w-])|[\"'^]\s*(?:{_OLD})\s*[$\"']",
    re.IGNORECASE,
)
_DECLARED = re.compile(r"\b(?:PREFIX\s+([\w.-]*):|BASE)\s*<([^<>]*)>", re.IGNORECASE)
_NAME = re.compile(r"<([^<>\s]*)>|(?<![\w?$@.-])([\w.-]*):((?:[\w.:%-]|\\.)+)")
_ESCAPED = re.compile(r"\\([-._])")
"""Signs that may stand in a name without a backslash too; rdflib would keep it."""
_TYPED = re.compile(r"\s*\^\^(?!xsd:string)")
_MARK = "\ufdd0"
"""No text has it, for it is no character: it tells a string of the query from every other value."""
_MOST_PARTS, _LONGEST = 500, 10_000
"""Up to here a query is parsed, within half a second; in a longer one only the names are looked at."""

_SAYS = (KG.verdict, KG.tallyVerdict)
_LABELS = (RDFS.label, "http://www.w3.org/2004/02/skos/core#prefLabel")
_KEEPING = {
    f"Builtin_{name}" for name in ("STR", "STRAFTER", "STRBEFORE", "REPLACE", "LCASE", "UCASE", "SUBSTR")
}
"""The functions that give a part of the text they are given."""
_COMPARING = {"RelationalExpression",
              *(f"Builtin_{name}" for name in ("REGEX", "CONTAINS", "STRSTARTS", "STRENDS", "sameTerm"))}  # fmt: skip
_NAMED, _WORDED = "named", "worded"
"""What a variable holds: a verdict, or the text of its IRI; or the label of one."""


def verdicts_of_query(sparql: str, shown: str) -> list[Problem]:
    """Report each name of a verdict in a query that no verdict has, and each old word that a verdict is compared with.

    Args:
        sparql: the query; the project's prefixes need not be declared.
        shown: how to call it in problems.

    >>> [one.hint for one in verdicts_of_query("SELECT ?c { ?c kg:verdict kg:verdict-read }", "q.rq")]
    ['this is now called interpreted']
    >>> verdicts_of_query("ASK { ?c rdfs:comment 'see kg:verdict-read' } # kg:verdict-read", "q.rq")
    []
    """
    if not is_suspect(sparql):
        return []
    strings = [(at, token) for at, token in hidden_in(sparql) if token[0] in "\"'"]
    names = [(at, word) for at, iri in _names(sparql) if (word := no_verdict(iri))]
    parsed = _parse(sparql, strings)
    found = names
    if parsed is not None:
        wrong = {word for node in parsed for word in [no_verdict(node)] if word}
        found = [(at, word) for at, word in names if word in wrong]
        found += [(0, word) for word in sorted(wrong - {word for _, word in found})]
        found += [(strings[number][0], word) for number, word in _Flow(parsed).old_words(strings)]
    problems = []
    for at, word in sorted(set(found)):
        place = Location(shown, sparql.count("\n", 0, at) + 1, at - sparql.rfind("\n", 0, at))
        problems.append(renamed("KG802", place, word, VERDICTS))
    return problems


def is_suspect(sparql: str) -> bool:
    """Tell, without reading the query, whether a word that is no verdict may stand in it."""
    if "erdict" not in sparql and "\\" not in sparql:
        return False
    plain = unescaped(sparql).replace("\\", "")
    return "erdict" in plain and _SUSPECT.search(plain) is not None


def no_verdict(term: object) -> str:
    """Give the word of an IRI that is made like those of verdicts and is none; nothing for any other term."""
    word = str(term).removeprefix(_VERDICT)
    return word if word != str(term) and word not in VERDICTS else ""


def _names(sparql: str) -> Iterator[tuple[int, str]]:
    """List the IRIs of a query, each with where it stands; prefixes are those that it declares, and ours."""
    text = in_strings(sparql, lambda token: " " * len(token) if token[0] in "#\"'" else token)
    declared = {match[1]: unescaped(match[2]) for match in _DECLARED.finditer(text)}
    base = declared.pop(None, "")
    prefixes = {**PREFIXES, **declared}
    ends = [match.span() for match in _DECLARED.finditer(text)]
    for match in _NAME.finditer(text):
        if any(start <= match.start() < end for start, end in ends):
            continue
        if match[1] is not None:
            yield match.start(), urljoin(base, unescaped(match[1]))
        elif match[2] in prefixes:
            local = re.sub(r"\\(.)", r"\1", unescaped(match[3]).rstrip("."))
            yield match.start(), urljoin(base, prefixes[match[2]]) + local


def _parse(sparql: str, strings: list[tuple[int, str]]) -> list[Any] | None:
    """Parse a query and list every part of it; give None where it is too long, or not for rdflib to read.

    Each string is replaced by its number before, so that it is known again.
    """
    if len(sparql) > _LONGEST or parts_of(sparql) > _MOST_PARTS:
        return None
    text = sparql
    for number, (at, token) in reversed(list(enumerate(strings))):
        if not _TYPED.match(sparql, at + len(token)):
            text = f"{text[:at]}'{_MARK}{number}'{text[at + len(token) :]}"
    from rdflib.plugins.sparql.algebra import translateQuery  # noqa: PLC0415 - loads for a quarter of a second
    from rdflib.plugins.sparql.parser import parseQuery  # noqa: PLC0415 - as above

    try:
        return list(_parts(translateQuery(parseQuery(_ESCAPED.sub(r"\1", text)), initNs=PREFIXES).algebra))
    except Exception:  # noqa: BLE001 - what rdflib cannot read, the engine judges
        return None


def _parts(node: Any) -> Iterator[Any]:  # noqa: ANN401 - rdflib's algebra has no types
    """List a part of a query and all that is in it: operators, paths, terms."""
    yield node
    below: Iterable[Any] = ()
    if isinstance(node, dict):
        below = [*(key for key in node if not isinstance(key, str) or hasattr(key, "n3")), *node.values()]
    elif isinstance(node, (list, tuple, set)) or type(node).__name__ == "ParseResults":
        below = list(node)
    elif not isinstance(node, str):
        below = [getattr(node, name) for name in ("args", "arg", "path") if hasattr(node, name)]
    for one in below:
        yield from _parts(one)


class _Flow:
    """What the variables of a query hold, as far as it comes from a verdict."""

    def __init__(self, parts: list[Any]) -> None:
        """Follow it through patterns, BIND and aggregates until nothing new is found."""
        self.holds: dict[Any, str] = {}
        self.nodes = [one for one in parts if isinstance(one, dict)]
        self.triples = [triple for node in self.nodes for triple in _triples(_at(node, "triples"))]
        before = -1
        while before != len(self.holds):
            before = len(self.holds)
            for subject, predicate, obj in self.triples:
                if str(predicate) == RDF.type and str(obj) == KG.Verdict:
                    self._take(subject, _NAMED)
                self._take(obj, self._along(self.holds.get(subject, ""), predicate))
                if type(predicate).__name__ == "InvPath":
                    self._take(subject, self._along("", predicate.arg))
            for node in self.nodes:
                self._take(_at(node, "var"), self._of(_at(node, "expr")))
                self._take(_at(node, "res"), self._of(_at(node, "vars")))

    def old_words(self, strings: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        """List the strings that a verdict or its label is compared with and that are old words, by their numbers."""
        for one, sort in self._compared():
            if type(one).__name__ == "Literal" and str(one).startswith(_MARK):
                number = int(str(one)[1:])
                word = _old_word(strings[number][1], sort)
                if word:
                    yield number, word

    def _compared(self) -> Iterator[tuple[Any, str]]:
        """List what stands where a verdict or its label stands, or beside it in a comparison."""
        for subject, predicate, obj in self.triples:
            yield obj, self._along(self.holds.get(subject, ""), predicate)
        for node in self.nodes:
            name = getattr(node, "name", "")
            if name in _COMPARING:
                sides = [
                    one
                    for side in node.values()
                    for one in (side if isinstance(side, list) else [side])
                    if not isinstance(one, set)
                ]
                sort = next(filter(None, map(self._of, sides)), "")
                yield from ((one, sort) for one in sides)
            elif not name:
                yield from ((one, self.holds.get(key, "")) for key, one in node.items())
            elif name in {"Builtin_IRI", "Builtin_URI"}:
                yield _at(node, "arg"), _NAMED

    def _take(self, variable: object, sort: str) -> None:
        if sort and type(variable).__name__ == "Variable":
            self.holds.setdefault(variable, sort)

    def _of(self, expression: Any) -> str:  # noqa: ANN401 - as above
        """Tell what an expression holds: that of its variable, or of the text that it gives a part of."""
        if getattr(expression, "name", "") in _KEEPING:
            return self._of(_at(expression, "arg1") or _at(expression, "arg"))
        return self.holds.get(expression, "") if type(expression).__name__ == "Variable" else ""

    def _along(self, sort: str, path: Any) -> str:  # noqa: ANN401 - as above
        """Tell what is met at the end of a path from something of a sort."""
        kind = type(path).__name__
        if kind == "SequencePath":
            for step in path.args:
                sort = self._along(sort, step)
            return sort
        if kind == "AlternativePath":
            return next(filter(None, (self._along(sort, one) for one in path.args)), "")
        if kind == "MulPath":
            return self._along(sort, path.path)
        if str(path) in _SAYS:
            return _NAMED
        return _WORDED if sort == _NAMED and str(path) in _LABELS else ""


def _at(node: Any, name: str) -> Any:  # noqa: ANN401 - as above
    """Look up a place of an operator; its own way to do so gives the name where nothing is."""
    return dict.get(node, name)


def _triples(held: Any) -> Iterator[tuple[Any, Any, Any]]:  # noqa: ANN401 - as above
    """List triples; rdflib leaves some of them as rows of threes."""
    for row in held or ():
        terms = list(row)
        yield from zip(terms[::3], terms[1::3], terms[2::3], strict=False)


def _old_word(token: str, sort: str) -> str:
    """Give the old word that a string of a query is; nothing where it is none, or is a label today."""
    said = unescaped(token).strip("\"'").strip("^$ ").lower()
    _, is_named, after = said.rpartition("verdict-")
    word = re.sub(r"[\s_]+", "-", after)
    if is_named and word and word not in VERDICTS:
        return word if sort == _NAMED else ""
    return word if sort and word in RENAMED and not (sort == _WORDED and word in NOW_LABELS) else ""


def verdicts_bound(bindings: Mapping[str, Any], shown: str = "") -> list[Problem]:
    """Report each value of a variable that is made like a verdict and is none.

    Args:
        bindings: a term, or several, for each name of a variable.
        shown: how to call the place before the name of the variable.
    """
    return [
        renamed("KG802", Location(f"{shown}{name}", 1, 1), word, VERDICTS)
        for name, held in bindings.items()
        for term in (held if isinstance(held, (list, tuple)) else [held])
        if (word := no_verdict(getattr(term, "value", term)))
    ]
