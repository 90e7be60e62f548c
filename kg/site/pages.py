"""Every page of the site: its address, its template, its values.

Takes the book and a language; gives pages one by one. A page is a function of the book, the language
and its address, and of nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.export.graph_view import safe_json
from kg.site.addresses import page_of, page_of_question
from kg.site.batches import batches, turns
from kg.site.explorer import case_graph_page, whole_graph_page
from kg.site.json_ld import describe_page
from kg.site.views import (
    a_to_z,
    cited,
    claim,
    comparison,
    findings,
    further,
    inferred,
    overview,
    phases,
    query,
    questions,
    reference,
    review,
    source,
    terms,
    thing,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.site.batches import Batch
    from kg.site.book import Book
    from kg.site.further import FurtherPage
    from kg.site.lens import Lens
    from kg.site.render import Renderer

    View = Callable[[Book, Lens], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is yet to be filled.

    Attributes:
        iri: the thing whose page it is; empty for a page about several.
    """

    path: str
    template: str
    view: View
    iri: str = ""

    @property
    def turtle(self) -> str:
        """Where what the graph says of the thing lies, beside the page; empty when there is no one thing."""
        return self.path.removesuffix(".html") + ".ttl" if self.iri else ""


def pages_of(book: Book) -> Iterator[Page]:
    """List every page, in the order in which they are written."""
    yield Page("index.html", "home.html", overview.home_page)
    facts = book.index.facts
    cases = tuple(facts.cases)
    yield from _batched("findings.html", "findings.html", cases, findings.findings_page)
    yield from _batched("silences.html", "silences.html", cases, overview.silences_page)
    compared = tuple(book.comparison.cases)
    for part, path in comparison.PARTS.items():
        yield from _batched(path, "compare.html", compared, comparison.part_page, part)
    for row in book.comparison.concepts:
        path = comparison.concept_path(row.concept)
        yield from _batched(path, "compare.html", compared, comparison.concept_page, row.concept)
    yield from _batched("sources.html", "sources.html", cases, source.sources_page)
    yield Page("graph.html", "graph.html", whole_graph_page)
    yield Page("questions.html", "questions.html", questions.questions_page)
    for one, _ in book.answers:
        yield Page(page_of_question(one.name), "question.html", _bound(questions.question_page, one.name))
    yield Page("query.html", "query.html", query.query_page)
    yield Page("kinds.html", "kinds.html", reference.kinds_page)
    yield Page("ontology/index.html", "ontology.html", terms.ontology_page)
    for path in book.vocabulary.pages:
        yield Page(path, "module.html", _bound(terms.module_page, path))
    yield Page("method.html", "method.html", reference.method_page)
    catalogue = a_to_z.AToZ(book)
    for number, path in enumerate(catalogue.paths):
        yield Page(path, "a-z.html", _volume(catalogue, number))
    yield Page("download.html", "download.html", reference.download_page)
    yield Page("licences.html", "licences.html", reference.licences_page)
    yield from _each(facts.frameworks, "framework.html", reference.framework_page)
    yield from _each(facts.concepts, "thing.html", thing.concept_page)
    yield from _each(facts.cases, "case.html", overview.case_page)
    yield from _each(facts.elements, "thing.html", thing.element_page)
    yield from _each(facts.claims, "claim.html", claim.claim_page)
    quoted = [iri for iri, record in facts.sources.items() if record.text]
    others = [iri for iri, record in facts.sources.items() if not record.text]
    yield from _each(quoted, "source.html", source.source_page)
    yield from _each(others, "cited-source.html", cited.cited_page)
    for case in facts.cases:
        yield from _pages_of_case(book, case)
    yield from (Page(more.path, "further.html", _listing(more)) for more in book.index.further.pages)


def _pages_of_case(book: Book, case: str) -> Iterator[Page]:
    """List the pages of a case beside its first and those of its things."""
    path = findings.findings_path(case)
    yield Page(path, "case-findings.html", _bound(findings.case_findings_page, case))
    if case in book.index.silences_in:
        path = overview.silences_path(case)
        yield Page(path, "case-silences.html", _bound(overview.case_silences_page, case))
    if phases.has_timeline(book, case):
        yield Page(phases.phases_path(case), "phases.html", _bound(phases.phases_page, case))
    yield Page(review.review_path(case), "review.html", _bound(review.review_page, case))
    path = page_of(case).replace("index.html", "inferred.html")
    yield Page(path, "inferred.html", _bound(inferred.inferred_page, case))
    path = page_of(case).replace("index.html", "graph.html")
    yield Page(path, "graph.html", _bound(case_graph_page, case))


def fill(page: Page, book: Book, lens: Lens, renderer: Renderer) -> str:
    """Make the finished page in the language of the lens."""
    return files_of(page, book, lens, renderer)[page.path]


def files_of(page: Page, book: Book, lens: Lens, renderer: Renderer) -> dict[str, str]:
    """Make the finished page and the data files that it alone loads, by their paths in the tree of the language."""
    here = lens.at(page.path)
    shared = {"turtle": page.turtle, "json_ld": safe_json(describe_page(book, here, page.iri))}
    values = page.view(book, here)
    files: dict[str, str] = values.pop("data_files", {})
    return {page.path: renderer.page(page.template, here, shared | values), **files}


def _each(things: Any, template: str, view: Callable[[Book, Lens, str], dict[str, Any]]) -> Iterator[Page]:  # noqa: ANN401 - any collection of IRIs
    for iri in things:
        path = page_of(iri)
        if path:
            yield Page(path, template, _bound(view, iri), iri)


def _batched(
    path: str, template: str, cases: tuple[str, ...], view: Callable[..., dict[str, Any]], *more: str
) -> Iterator[Page]:
    """List the pages of a kind that shows all cases, a few on each; `more` is what the view is told besides."""
    for batch in batches(path, cases):
        yield Page(batch.path, template, _turning(path, cases, batch, view, *more))


def _turning(
    path: str, cases: tuple[str, ...], batch: Batch, view: Callable[..., dict[str, Any]], *more: str
) -> View:
    def bound(book: Book, lens: Lens) -> dict[str, Any]:
        return view(book, lens, batch.cases, *more) | {"turns": turns(lens, path, cases)}

    return bound


def _bound(view: Callable[[Book, Lens, str], dict[str, Any]], iri: str) -> View:
    def bound(book: Book, lens: Lens) -> dict[str, Any]:
        return view(book, lens, iri)

    return bound


def _volume(catalogue: a_to_z.AToZ, number: int) -> View:
    def bound(book: Book, lens: Lens) -> dict[str, Any]:
        del book
        return catalogue.page(lens, number)

    return bound


def _listing(more: FurtherPage) -> View:
    """Make the view of a page of further edges."""

    def view(book: Book, lens: Lens) -> dict[str, Any]:
        return further.further_page(book, lens, more)

    return view
