"""Nothing in what ships leads out of J City's anonymity: its years, names, places and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import iris
from kg.resources import cases_folder
from kg.store import Literal, NamedNode

if TYPE_CHECKING:
    from kg.pipeline import Outcome
    from kg.store import Quad, Store

SHA256 = "abdc1c3137917278841ec8d77caa535250588a062cf5be4229339c601d0c6560"
BYTES = (cases_folder() / "j-city" / "abstract.en.txt").read_bytes()
TEXT = BYTES.decode("utf-8")
CASE = f"<{iris.case('j-city')}>"


def rows(store: Store, sparql: str) -> list[tuple[str, ...]]:
    """The rows of a query as plain strings, IRIs by their last part."""
    table = store.select(sparql, prefixes=iris.PREFIXES)
    return [
        tuple(iris.local_name(str(row[name].value)) if name in row and "://" in str(row[name].value)  # type: ignore[union-attr]
              else str(row[name].value) if name in row else "" for name in table.variables)  # type: ignore[union-attr]
        for row in table
    ]  # fmt: skip


def words_of_case(compiled: tuple[Outcome, list[Quad]]) -> list[str]:
    """Every text that the dataset holds of the case: labels, notes, quotations; numbers and hashes left out."""
    literals = [q.object for q in compiled[1] if "/case/j-city" in str(q) and isinstance(q.object, Literal)]
    texts = {term.value for term in literals if term.language or term.datatype.value.endswith("#string")}
    return sorted(text for text in texts if not re.fullmatch(r"[0-9a-f]{64}", text))


def names_of_case(compiled: tuple[Outcome, list[Quad]]) -> set[str]:
    """Every IRI that stands in a statement of the case."""
    quads = [quad for quad in compiled[1] if "/case/j-city" in str(quad)]
    terms = {term for quad in quads for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)}
    return {term.value for term in terms if isinstance(term, NamedNode)}


def test_there_is_no_year_but_2019(compiled: tuple[Outcome, list[Quad]], dataset_store: Store) -> None:
    """No other year, no month and no finer date stands anywhere in the case."""
    texts = words_of_case(compiled)
    assert len(texts) >= 400
    assert set(re.findall(r"(?<!\d)(?:1[89]|20|21)\d\d(?!\d)", "\n".join(texts))) == {"2019"}
    assert rows(
        dataset_store,
        "SELECT DISTINCT ?year WHERE { ?event kg:inCase <https://w3id.org/tongban-kg/case/j-city> ; kg:year ?year }",
    ) == [("2019",)]
    named = re.compile(r"/case/j-city/(?:element|claim|silence|source|segment|file)/[^/]+$")
    slugs = [name for name in names_of_case(compiled) if named.search(name)]
    assert len(slugs) >= 200
    assert [name for name in slugs if re.search(r"\d{4}", name)] == []
    months = "January|February|March|April|June|July|August|September|October|November|December"
    assert [text for text in texts if re.search(rf"\b(?:{months})\b|\d\s*[月日]|\d{{4}}-\d\d", text)] == []


def test_j_city_is_named_where_the_words_are(dataset_store: Store) -> None:
    """No finding names the city: its places in the text are two, in the question and in the method."""
    assert [match.start() for match in re.finditer("J [Cc]ity", TEXT)] == [536, 1726]
    naming = rows(
        dataset_store,
        f"""SELECT DISTINCT ?c ?role WHERE {{ ?c a kg:Claim ; kg:inCase {CASE} ; kg:status ?st ; kg:role ?role .
              ?c kg:subject|kg:object <{iris.element("j-city", "city")}>
              FILTER(?st IN (kg:status-stated, kg:status-presupposed)) }}""",
    )
    assert sorted(naming) == [("c033", "role-method"), ("c034", "role-method")]
    government = rows(
        dataset_store,
        f"""SELECT DISTINCT ?c ?role WHERE {{ ?c a kg:Claim ; kg:inCase {CASE} ; kg:status ?st ; kg:role ?role .
              ?c kg:subject|kg:object <{iris.element("j-city", "j-city-government")}>
              FILTER(?st IN (kg:status-stated, kg:status-presupposed)) }}""",
    )
    assert government == [("c009", "role-question")]


def test_places_stay_anonymous(dataset_store: Store) -> None:
    """The places are a letter and a kind of place, and nothing leads out of them or of the source."""
    labels = rows(
        dataset_store,
        f"SELECT DISTINCT ?l WHERE {{ ?p a kg:AnonymisedPlace ; kg:inCase {CASE} ; rdfs:label ?l }}",
    )
    assert sorted(label for (label,) in labels) == ["J City", "J市", "S province", "S省"]
    trails = rows(
        dataset_store,
        f"""SELECT ?s ?p ?o WHERE {{ ?s kg:inCase {CASE} ; ?p ?o FILTER(?p IN (rdfs:seeAlso, owl:sameAs,
              skos:exactMatch, skos:closeMatch, dcterms:title, dcterms:creator, dcterms:date, dcterms:issued,
              dcterms:publisher, dcterms:source, dcterms:identifier, dcterms:bibliographicCitation)) }}""",
    )
    assert trails == []


def test_the_case_has_no_address(compiled: tuple[Outcome, list[Quad]]) -> None:
    """Every IRI of the case is the project's or a standard's, and no text of it holds an address."""
    hosts = {re.sub(r"^(https?://[^/]+).*", r"\1", name) for name in names_of_case(compiled)}
    assert hosts == {"https://w3id.org", "http://www.w3.org", "http://purl.org"}
    ours = {name for name in names_of_case(compiled) if name.startswith("https://w3id.org")}
    assert [name for name in ours if not name.startswith(iris.BASE)] == []
    assert [text for text in words_of_case(compiled) if re.search(r"https?:|www\.|\bdoi\b|@\w", text)] == []
