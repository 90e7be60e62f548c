"""What the dataset is, who made it and where it lies, for catalogues and reference managers.

Takes the project, the counts of the build and the files to take away; gives a description in the words of DCAT, VoID and
Dublin Core as Turtle, and a CITATION.cff. Nothing that the project does not say stands in either.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg.model import iris
from kg.model.project import licence_address
from kg.store import Literal, NamedNode, Quad, iri, to_graph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.export.downloads import Download
    from kg.model.project import Project, Texts

DESCRIPTIONS = ("dataset.ttl", "CITATION.cff")
"""The files that describe the dataset; the second is there where authors are named."""
_XSD = "http://www.w3.org/2001/XMLSchema#"
_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": _XSD,
}
_MEDIA = "https://www.iana.org/assignments/media-types/"
_TYPE = iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def describe_dataset(
    project: Project, report: Mapping[str, Any], downloads: Sequence[Download]
) -> dict[str, str]:
    """Describe the dataset in each of `DESCRIPTIONS`, by the name of the file.

    Args:
        project: who answers for it, and for what.
        report: the counts of the build.
        downloads: the files of the dataset.
    """
    quads = sorted(_Description(project).quads(report, downloads), key=lambda quad: str(quad.subject))
    turtle = to_graph(quads, "turtle", _PREFIXES).decode()
    files = {DESCRIPTIONS[0]: turtle}
    return files | ({DESCRIPTIONS[1]: _citation(project)} if project.authors else {})


class _Description:
    """Writes the statements about a dataset; its name is its DOI, else the address of its site, else one under the base."""

    def __init__(self, project: Project) -> None:
        self._project = project
        doi = f"https://doi.org/{project.doi}" if project.doi else ""
        self._name = doi or project.address or iris.DATASET

    def quads(self, report: Mapping[str, Any], downloads: Sequence[Download]) -> Iterator[Quad]:
        """Give every statement."""
        own, project = self._name, self._project
        yield from self._links(own, _TYPE, "dcat:Dataset", "void:Dataset")
        yield from self._texts(own, "dcterms:title", project.title)
        yield from self._texts(own, "dcterms:description", project.lead or project.question)
        yield from self._agents()
        yield from self._links(own, "dcterms:license", licence_address(project.licence))
        if project.doi:
            yield self._words(own, "dcterms:identifier", Literal(f"https://doi.org/{project.doi}"))
        yield from self._links(own, "dcat:landingPage", project.address)
        for language in project.languages:
            yield self._words(own, "dcterms:language", Literal(language))
        yield self._words(own, "void:uriSpace", Literal(iris.BASE))
        yield from self._links(own, "void:vocabulary", iris.TERMS.removesuffix("#"))
        quads = report.get("dataset", {}).get("quads")
        if quads is not None:
            yield self._words(own, "void:triples", Literal(str(quads), datatype=iri(f"{_XSD}integer")))
        yield from self._files(downloads)

    def _agents(self) -> Iterator[Quad]:
        """Describe authors, publisher and funder, and whom to write to."""
        own, project = self._name, self._project
        for number, author in enumerate(project.authors, start=1):
            name = f"https://orcid.org/{author.orcid}" if author.orcid else f"{own}#author-{number}"
            yield from self._links(own, "dcterms:creator", name)
            yield from self._links(name, _TYPE, "foaf:Person" if author.orcid else "foaf:Agent")
            yield from self._texts(name, "foaf:name", author.name)
            yield from self._texts(name, "schema:affiliation", author.affiliation)
        bodies = (
            ("dcterms:publisher", "publisher", project.publisher),
            ("schema:funder", "funder", project.funder),
        )
        for role, place, texts in bodies:
            if texts:
                yield from self._links(own, role, f"{own}#{place}")
                yield from self._links(f"{own}#{place}", _TYPE, "foaf:Agent")
                yield from self._texts(f"{own}#{place}", "foaf:name", texts)
        if project.contact:
            yield from self._links(own, "dcat:contactPoint", f"{own}#contact")
            yield from self._links(f"{own}#contact", _TYPE, "vcard:Kind")
            yield self._words(f"{own}#contact", "vcard:fn", Literal(project.contact))

    def _files(self, downloads: Sequence[Download]) -> Iterator[Quad]:
        """Describe each file; where it can be fetched is known where the address of the site is."""
        site = self._project.address.rstrip("/")
        for file in downloads:
            name = f"{self._name}#{file.format}"
            yield from self._links(self._name, "dcat:distribution", name)
            yield from self._links(name, _TYPE, "dcat:Distribution")
            yield self._words(name, "dcterms:title", Literal(file.name))
            yield from self._links(name, "dcat:mediaType", f"{_MEDIA}{file.media_type}")
            if file.name.endswith(".gz"):
                yield from self._links(name, "dcat:compressFormat", f"{_MEDIA}application/gzip")
            size = Literal(str(file.size), datatype=iri(f"{_XSD}nonNegativeInteger"))
            yield self._words(name, "dcat:byteSize", size)
            if site:
                yield from self._links(name, "dcat:downloadURL", f"{site}/data/{file.name}")
                yield from self._links(self._name, "void:dataDump", f"{site}/data/{file.name}")

    def _texts(self, subject: str, name: str, texts: Texts) -> Iterator[Quad]:
        for language, words in texts.items():
            yield self._words(subject, name, Literal(words, language=language))

    def _links(self, subject: str, name: str | NamedNode, *ends: str) -> Iterator[Quad]:
        for end in filter(None, ends):
            yield Quad(iri(subject), _term(name), _term(end))

    def _words(self, subject: str, name: str, words: Literal) -> Quad:
        return Quad(iri(subject), _term(name), words)


def _term(name: str | NamedNode) -> NamedNode:
    """Make a term of its short name, or of an IRI as it is."""
    if isinstance(name, NamedNode):
        return name
    prefix, _, rest = name.partition(":")
    return iri(f"{_PREFIXES[prefix]}{rest}" if prefix in _PREFIXES else name)


def _citation(project: Project) -> str:
    """Write a CITATION.cff. Each value is written as JSON, which YAML reads, so that no sign in it is one of YAML's.

    Authors are given as entities, by the whole name: which part of a name is the family's, nobody said.
    """
    plain = _in_one_language(project)
    lines = [
        "cff-version: 1.2.0",
        'message: "If you use this dataset, please cite it as below."',
        "type: dataset",
    ]
    lines += [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in plain.items() if value]
    lines.append("authors:")
    for author in project.authors:
        lines.append(f"  - name: {json.dumps(_one(author.name), ensure_ascii=False)}")
        lines += [f'    orcid: "https://orcid.org/{author.orcid}"'] if author.orcid else []
    return "\n".join(lines) + "\n"


def _in_one_language(project: Project) -> dict[str, str]:
    return {
        "title": _one(project.title) or "Case studies, claim by claim",
        "abstract": _one(project.lead) or _one(project.question),
        "license": project.licence,
        "doi": project.doi,
        "url": project.address,
    }


def _one(texts: Texts) -> str:
    """Choose the English words, else any."""
    return texts.get("en") or next(iter(texts.values()), "")
