"""The terms of the ontology as the reference shows them: what each is, what it is tied to, who asks for it.

Takes the rows of the queries `site-terms`, `site-term-links`, `site-term-counts` and `site-modules`, and the
questions; gives `Vocabulary`. It puts rows together and infers nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.asking.usage import Hierarchy, questions_by_term
from kg.model.iris import THEORIES, local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Row = Mapping[str, str]
    Ask = Callable[[str], Iterable[Row]]

PER_PAGE = 32
"""How many terms a page of the reference holds; a module with more has several pages."""
SORTS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")
"""The sorts of term, in the order in which a module lists them."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology.

    Attributes:
        sort: one of `SORTS`.
        page: the path of the page that shows it.
        parents, children: the terms one step above and below; of an individual, its classes and none.
        members: the individuals of a class.
        domain, range: what a property leads from and to; empty where anything will do.
        inverse: the property that reads it backwards.
        chains: the properties that follow one another wherever it holds.
        becomes: the property that a relation type is written as.
        said_by: the relation types that are written as a property.
        leads_from, leads_to: the properties that lead from a class, and to it.
        traits: symmetric, transitive.
        times: how many statements of the cases use it.
        questions: the named questions that use it.
    """

    iri: str
    sort: str
    module: str
    page: str
    status: str
    version: str
    parents: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    inverse: tuple[str, ...] = ()
    chains: tuple[tuple[str, ...], ...] = ()
    becomes: str = ""
    said_by: tuple[str, ...] = ()
    leads_from: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    times: int = 0
    questions: tuple[str, ...] = ()

    @property
    def is_property(self) -> bool:
        """Whether it links things, or a thing and a value."""
        return self.sort.endswith("Property")


@dataclass(frozen=True, slots=True)
class Module:
    """A file of the ontology, with the terms it declares; a borrowed term belongs to nobody here."""

    iri: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    version: str
    imports: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms and modules by IRI."""

    terms: Mapping[str, Term] = field(default_factory=dict)
    modules: Mapping[str, Module] = field(default_factory=dict)

    @property
    def pages(self) -> list[str]:
        """The pages of all modules."""
        return [page for module in self.modules.values() for page in module.pages]

    @property
    def unasked(self) -> list[str]:
        """The terms that no question uses."""
        return [term.iri for term in self.terms.values() if not term.questions]


class _Links:
    """What the rows of links say, from either end."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.out: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.back: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.chains: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for row in rows:
            how = local_name(row["how"])
            if how == "propertyChainAxiom":
                steps = (row["other"], row["second"], row.get("third", ""))
                self.chains[row["term"]].append(tuple(step for step in steps if step))
                continue
            self.out[row["term"], how].append(row["other"])
            self.back[row["other"], how].append(row["term"])

    def from_(self, term: str, *hows: str) -> tuple[str, ...]:
        """List what a term leads to in these ways, each once."""
        return tuple(dict.fromkeys(other for how in hows for other in self.out.get((term, how), ())))

    def to(self, term: str, *hows: str) -> tuple[str, ...]:
        """List what leads to a term in these ways, each once."""
        return tuple(dict.fromkeys(other for how in hows for other in self.back.get((term, how), ())))


def read_vocabulary(ask: Ask, questions: Iterable[tuple[str, str]]) -> Vocabulary:
    """Read the terms and modules of the ontology.

    Args:
        ask: gives the rows of a named query, each a mapping from variable to plain text.
        questions: the named questions, each as its name and its text.
    """
    links = _Links(ask("site-term-links"))
    rows = sorted(ask("site-terms"), key=_place)
    pages = _pages(rows)
    times = {row["term"]: int(row["times"]) for row in ask("site-term-counts")}
    above = ("subClassOf", "subPropertyOf")
    hierarchy = Hierarchy(
        {row["term"]: links.to(row["term"], *above) for row in rows},
        {row["term"]: links.to(row["term"], "type") for row in rows},
    )
    asked = questions_by_term(questions, hierarchy)
    terms = {
        row["term"]: _term(
            row, pages[row["term"]], links, times.get(row["term"], 0), asked.get(row["term"], ())
        )
        for row in rows
    }
    return Vocabulary(terms, _modules(ask, terms))


def _place(row: Row) -> tuple[str, int, str]:
    """Give where a term stands: by module, sort and name."""
    return row["module"], SORTS.index(local_name(row["sort"])), local_name(row["term"]).lower()


def _pages(rows: Iterable[Row]) -> dict[str, str]:
    """Name the page of each term: the first of its module has the module's name, the others a number too."""
    before: dict[str, int] = defaultdict(int)
    found = {}
    for row in rows:
        number = before[row["module"]] // PER_PAGE + 1
        before[row["module"]] += 1
        is_framework = row["module"].startswith(THEORIES)  # it may be called as a module is
        name = ("framework-" if is_framework else "") + local_name(row["module"])
        name += f"-{number}" if number > 1 else ""
        found[row["term"]] = f"ontology/{name}.html"
    return found


def _term(row: Row, page: str, links: _Links, times: int, questions: tuple[str, ...]) -> Term:
    iri, sort = row["term"], local_name(row["sort"])
    types = links.from_(iri, "type")
    traits = tuple(
        local_name(t).removesuffix("Property").lower() for t in types if local_name(t).endswith("Property")
    )
    above = links.from_(iri, "subClassOf", "subPropertyOf")
    return Term(
        iri=iri,
        sort=sort,
        module=row["module"],
        page=page,
        status=row["status"],
        version=row["version"],
        parents=types if sort == "NamedIndividual" else above,
        children=links.to(iri, "subClassOf", "subPropertyOf"),
        members=links.to(iri, "type"),
        domain=links.from_(iri, "domain"),
        range=links.from_(iri, "range"),
        inverse=links.from_(iri, "inverseOf") + links.to(iri, "inverseOf"),
        chains=tuple(links.chains.get(iri, ())),
        becomes=next(iter(links.from_(iri, "flattensTo")), ""),
        said_by=links.to(iri, "flattensTo"),
        leads_from=links.to(iri, "domain"),
        leads_to=links.to(iri, "range"),
        traits=traits,
        times=times,
        questions=questions,
    )


def _modules(ask: Ask, terms: Mapping[str, Term]) -> dict[str, Module]:
    titles: dict[str, dict[str, str]] = defaultdict(dict)
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    imports: dict[str, dict[str, None]] = defaultdict(dict)
    first: dict[str, Row] = {}
    for row in ask("site-modules"):
        first.setdefault(row["module"], row)
        titles[row["module"]][row["language"]] = row["title"]
        texts[row["module"]][row["language"]] = row.get("description", "")
        if row.get("imported"):
            imports[row["module"]][row["imported"]] = None
    found = {}
    for iri, row in first.items():
        own = [term for term in terms.values() if term.module == iri]
        pages = tuple(dict.fromkeys(term.page for term in own))
        below = tuple(imports[iri])
        found[iri] = Module(
            iri, titles[iri], texts[iri], row["version"], below, tuple(term.iri for term in own), pages
        )
    return found
