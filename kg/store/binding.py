"""Values for the variables of a query, written into its text.

``VALUES`` at the head of the query's pattern works on every engine and for variables that the
query does not project, which the engine's own substitution refuses.
"""

from __future__ import annotations

import re
from functools import lru_cache, wraps
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from kg.problems import KgError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.store.terms import Bindings

# Comments, IRIs, long and short strings, and signs escaped in names: the tokens of the SPARQL 1.1 grammar (sections
# 19.8, 19.4) in which no keyword can stand. A string that nobody closes ends with its line or with the text, so that the
# text is looked through once however it is written.
_HIDDEN = re.compile(
    r"""\#[^\n\r]*
    |\\.
    |<[^<>"{}|^`\\\x00-\x20]*>
    |\"\"\"(?:\"{0,2}(?:[^\"\\]|\\.))*+(?:\"\"\")?
    |\'\'\'(?:\'{0,2}(?:[^\'\\]|\\.))*+(?:\'\'\')?
    |\"(?:[^\"\\\n\r]|\\.)*+\"?
    |\'(?:[^\'\\\n\r]|\\.)*+\'?""",
    re.VERBOSE | re.DOTALL,
)

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORM = re.compile(r"\b(?:SELECT|CONSTRUCT|ASK|DESCRIBE)\b", re.IGNORECASE)
_GAP = r"(?:[\x00-\x20]|\#[^\n\r]*+)*+"
_FROM = re.compile(r"(?<![?$:\w.-])FROM(?![\w:.-])", re.IGNORECASE)
_SERVICE = re.compile("SERVICE", re.IGNORECASE)
_REFERENCE = r"""<[^<>"{}|^`\x00-\x20]*+"""
_NAME = r"""(?:\\.|[^\s<>{}()\[\]"'#\\])*+"""
_CLAUSE = re.compile(
    rf"{_GAP}(?:SILENT{_GAP})?(?:{_REFERENCE}>|(?=[^\s?$:]*+:|[?$]){_NAME}){_GAP}\{{", re.IGNORECASE
)
"""What follows SERVICE where it asks: maybe SILENT, an IRI or a name or a variable, a brace; blanks and comments between."""
_BEGINS = re.compile(rf"{_GAP}(?:SILENT{_GAP})?(?:{_REFERENCE}>?|{_NAME}){_GAP}", re.IGNORECASE)
"""The same as far as it was looked at, with no end in sight."""
_REACH, _MOST_TIMES = 4096, 200
_WHERE = re.compile(r"WHERE\s*\{", re.IGNORECASE)

DEEPEST = 64
"""How many brackets may stand one inside the other: from some hundreds on the engine meets its end, or takes for ever."""
MOST_PARTS = 2_000
"""How many words and signs a query may have: an engine reads them by recursion, and of 10,000 it dies."""
_TERM = r"(?>[-+]?[\d.]++|[?$]?\w++(?!:)|\w*+:[\w.:-]*+)(?:@[\w-]++|\^\^[\w:.-]++)?"
_LISTED = re.compile(
    rf"\bIN\s*+\(\s*+{_TERM}(?>\s*+,\s*+{_TERM})*+\s*+\)"
    r"|\bVALUES\s*+(?>[?$]\w++|\([^(){}]{0,200}+\))\s*+\{[^{}<]*+\}",
    re.IGNORECASE,
)
_PART = re.compile(r"[\w?$:.-]+|[^\s\w]")

_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_USED = re.compile(r"(?<![\w?$:@.-])([A-Za-z][\w.-]*):")


T = TypeVar("T")
_SHORT = 20_000
"""How long a query is at most that is remembered."""


def remembered(looked_at: Callable[[str], T]) -> Callable[[str], T]:
    """Remember what was found in the last texts of queries, but for very long ones: the named queries are asked again and again."""
    kept = lru_cache(maxsize=128)(looked_at)

    @wraps(looked_at)
    def found(sparql: str) -> T:
        return kept(sparql) if len(sparql) <= _SHORT else looked_at(sparql)

    return found


def bind(sparql: str, bindings: Bindings) -> str:
    """Bind the variables of a query.

    Args:
        sparql: a SPARQL 1.1 query.
        bindings: for each name of a variable, without its question mark, a term, or several of which any will do.

    Raises:
        KgError: the query has no such variable, or asks another host by SERVICE.

    >>> from kg.store import iri
    >>> bind("SELECT ?o WHERE { ?s ?p ?o }", {"s": iri("http://x/a")})
    'SELECT ?o WHERE { VALUES (?s) { (<http://x/a>) } ?s ?p ?o }'
    """
    if is_asking_elsewhere(sparql):
        raise KgError("SERVICE is refused: a query asks this dataset only, never another host")
    if not bindings:
        return sparql
    start = _values_start(sparql, tuple(bindings))
    names = " ".join(f"?{name}" for name in bindings)
    choices = (held if isinstance(held, (list, tuple)) else [held] for held in bindings.values())
    rows = " ".join(f"({' '.join(map(str, terms))})" for terms in product(*choices))
    return f"{sparql[:start]} VALUES ({names}) {{ {rows} }}{sparql[start:]}"


@remembered
def bare_query(sparql: str) -> str:
    """Blank out comments, IRIs and strings of a query, so that only its structure is left.

    >>> bare_query('ASK { ?s ?p "}" } # end')
    'ASK { ?s ?p     }      '
    """
    return in_strings(sparql, lambda text: " " * len(text))


def in_strings(sparql: str, change: Callable[[str], str]) -> str:
    """Change the comments, IRIs and strings of a query, and leave its structure as it was.

    >>> in_strings("ASK { ?s ?p 'a' }", str.upper)
    "ASK { ?s ?p 'A' }"
    """
    return _HIDDEN.sub(lambda match: change(match.group()), sparql)


def hidden_in(sparql: str) -> Iterator[tuple[int, str]]:
    """List the comments, IRIs, strings and escaped signs of a query, each with where it begins.

    >>> list(hidden_in("ASK { ?s <x:p> 'a' }"))
    [(9, '<x:p>'), (15, "'a'")]
    """
    return ((match.start(), match.group()) for match in _HIDDEN.finditer(sparql))


def unescaped(sparql: str) -> str:
    r"""Put the signs of a query that are written by their numbers in their places, as a reader of SPARQL does first.

    >>> unescaped("kg:re\u0061d")
    'kg:read'
    """
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16) % 0x110000), sparql)


@remembered
def depth_of(sparql: str) -> int:
    """Count how many brackets of a query stand one inside the other.

    >>> depth_of("ASK { ?s ?p (1 (2)) FILTER ('((((' = ?s) }")
    3
    """
    deepest = depth = 0
    for bracket in re.findall(r"[(){}\[\]]", bare_query(sparql)):
        depth += 1 if bracket in "({[" else -1
        deepest = max(deepest, depth)
    return deepest


@remembered
def parts_of(sparql: str) -> int:
    """Count the words and signs of a query, without the terms that it lists by VALUES and IN.

    >>> parts_of("ASK { ?s ?p <x:a> FILTER (?s IN (1, 2, 3)) }"), parts_of("ASK { VALUES ?s { 1 2 3 } }")
    (10, 3)
    """
    text = in_strings(sparql, lambda hidden: " " if hidden[0] == "#" else "x")
    return sum(1 for _ in _PART.finditer(_LISTED.sub(" ", text)))


def form_of(sparql: str) -> str:
    """Tell the form of a query: SELECT, CONSTRUCT, ASK or DESCRIBE; give nothing when it is none of them.

    >>> form_of("PREFIX select: <http://x/> ask { ?s ?p 'CONSTRUCT' }")
    'ASK'
    """
    bare = re.sub(r"(?<![\w.-])[A-Za-z][\w.-]*:", "", bare_query(sparql))
    form = _FORM.search(bare)
    return form.group().upper() if form else ""


@remembered
def is_naming_graphs(sparql: str) -> bool:
    """Tell whether a query names its graphs itself, by FROM or FROM NAMED; else it is asked of all graphs.

    >>> is_naming_graphs("ASK FROM <http://x/> {}"), is_naming_graphs("ASK { ?from ?p 'from' } # from")
    (True, False)
    """
    return _FROM.search(bare_query(sparql)) is not None


@remembered
def is_asking_elsewhere(sparql: str) -> bool:
    """Tell whether a query asks another host by SERVICE.

    The text is looked at as it is, strings and comments too, for what is a string to one reader of SPARQL may be none to
    another: better refuse a text that has such words in a string than let one through.

    >>> is_asking_elsewhere("ASK { SERVICE <http://x/> {} }"), is_asking_elsewhere("ASK { ?service ?p ?o }")
    (True, False)
    """
    # An engine may read escapes anywhere (SPARQL 1.1, section 19.2) or not: neither reading may ask.
    return any(_has_clause(text) for text in {sparql, unescaped(sparql)})


def _has_clause(text: str) -> bool:
    """Tell whether a text has a SERVICE clause.

    Two hundred of the word count as one, and so do pages of blanks behind it: nobody writes these in earnest, and to look
    through them takes long.
    """
    for number, word in enumerate(_SERVICE.finditer(text)):
        reach = text[word.end() : word.end() + _REACH]
        if number >= _MOST_TIMES or _CLAUSE.match(reach):
            return True
        if len(reach) == _REACH and _BEGINS.fullmatch(reach):
            return True
    return False


def undeclared_prefix(sparql: str, known: Iterable[str]) -> tuple[str, tuple[int, int]] | None:
    r"""Find the first prefix of a query that is neither known nor declared, with its line and column.

    >>> undeclared_prefix("SELECT ?s\n{ ?s kg:supports x:a }", ["kg"])
    ('x', (2, 18))
    """
    bare = bare_query(sparql)
    declared = {*known, *_DECLARED.findall(bare)}
    for match in _USED.finditer(bare):
        if match[1] not in declared:
            line = sparql.count("\n", 0, match.start()) + 1
            return match[1], (line, match.start() - sparql.rfind("\n", 0, match.start()))
    return None


@lru_cache(maxsize=256)
def _values_start(sparql: str, names: tuple[str, ...]) -> int:
    """Find the position right after the brace that opens the query's pattern, which has variables of these names.

    Raises:
        KgError: the query has no such variable.
    """
    bare = bare_query(sparql)
    for name in names:
        if not re.search(rf"[?$]{re.escape(name)}\b", bare):
            raise KgError(f"the query has no variable ?{name} to bind")
    form = _FORM.search(bare)
    is_construct = form is not None and form.group().upper() == "CONSTRUCT"
    opening = _WHERE.search(bare) if is_construct else None
    return opening.end() if opening else bare.index("{") + 1
