"""What a template sees: words, names and links, for one language and one page.

Takes the index, the words of a language and the page's path; gives small helpers that turn an IRI
into what a reader sees of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.model import iris
from kg.model.iris import local_name
from kg.model.vocabulary import GLYPHS
from kg.ontology.spoken_dates import in_chinese, in_english
from kg.ontology.template import read_as
from kg.project import shipped_project
from kg.site.addresses import page_of, relative
from kg.site.words import TAGS, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model.project import Author, Project, Texts
    from kg.records.facts import Citation, Claim, EvidenceLine, Passage, Saying, Silence
    from kg.site.further import Mention
    from kg.site.index import Index
    from kg.site.words import Words

OTHER_GLYPH = "◇"
"""The sign of a status that is new to us."""
NAVIGATION = (
    ("findings", "findings.html"),
    ("compare", "compare.html"),
    ("sources", "sources.html"),
    ("graph", "graph.html"),
    ("silences", "silences.html"),
    ("questions", "questions.html"),
    ("query", "query.html"),
    ("kinds", "kinds.html"),
    ("ontology", "ontology/index.html"),
    ("method", "method.html"),
)
_KILO = 1000
_PLAIN_MODALITY = "asserted"


@dataclass(frozen=True, slots=True)
class Tag:
    """What is not plain about a claim, in words; a strong one changes what the claim says."""

    words: Text
    strong: bool = False
    is_reading: bool = False


@dataclass(frozen=True, slots=True)
class Lens:
    """The facts as one page in one language shows them.

    Attributes:
        path: the page, inside the tree of its language.
        languages: the words of every language that the site knows.
        project: what the site is called, and in which languages it is.
    """

    index: Index
    t: Words
    languages: Mapping[str, Words]
    path: str = "index.html"
    project: Project = field(default_factory=shipped_project)

    def at(self, path: str) -> Lens:
        """Look at the same data from another page."""
        return replace(self, path=path)

    @property
    def tag(self) -> str:
        """The language tag of the page."""
        return self.t.tag

    @property
    def other(self) -> Words:
        """The words of the other language that things have names in."""
        return next(words for words in self.languages.values() if words is not self.t)

    @property
    def others(self) -> list[Words]:
        """The words of the other languages that the site is in."""
        return [self.languages[one] for one in self.project.languages if one != self.t.language]

    def page_in(self, other: Words) -> str:
        """Link to the same page in another language."""
        return relative(self._in_tree(other.language, self.path), self._here)

    @property
    def title(self) -> Text:
        """What the site is called."""
        return self.t.choose(self.project.title) if self.project.title else self.own("site.untitled")

    @property
    def description(self) -> str:
        """What the project asks and answers, in one line; its title where it says neither."""
        said = [self.choose(texts).text for texts in (self.project.question, self.project.lead) if texts]
        between = "" if self.t.language == "zh" else " "
        return between.join(said) or self.title.text

    def choose(self, texts: Texts) -> Text:
        """Choose among words in several languages: those of the page, else English, else any."""
        return self.t.choose(texts)

    def cited_as(self, authors: Iterable[Author]) -> str:
        """Name authors as a citation does; where there are none, the publisher, else the site."""
        named = [self.choose(author.name).text for author in authors]
        return self.joined(named) or self.choose(self.project.publisher).text or self.title.text

    def page_of_graph(self, case: str) -> str:
        """Find the page of the graph of a case, inside the tree of a language."""
        return page_of(case).replace("index.html", "graph.html")

    @property
    def navigation(self) -> tuple[tuple[str, str], ...]:
        """The pages of the head, each with the name of its word."""
        return NAVIGATION

    @property
    def statuses(self) -> list[str]:
        """The statuses that claims of this site have, and the verdicts of its silences, in the order of the signs."""
        used = {claim.status for claim in self.index.facts.claims.values()}
        if self.index.facts.edges:
            used.add("inferred")
        silent = {silence.verdict for silence in self.index.facts.silences.values()}
        return [*(s for s in GLYPHS if s in used), *sorted(used - set(GLYPHS)), *self.verdicts(silent)]

    def verdicts(self, words: Iterable[str]) -> list[str]:
        """Put verdicts in their order, each once: the strongest first."""
        found = set(words)
        return [verdict for verdict in self.index.facts.verdicts if verdict in found]

    def verdict(self, word: str) -> Text:
        """Say a verdict as the ontology does."""
        return self.mark("verdict", word)

    def meaning(self, word: str) -> Text:
        """Say what a verdict means, as the ontology defines it."""
        notes = self.index.facts.notes.get(iris.mark("verdict", word), ())
        found = {note.language: note.text for note in notes if note.property == "definition"}
        language = self.t.language if self.t.language in found else "en"
        return Text(found.get(language, ""), TAGS.get(language, language))

    def left_open(self, silences: Iterable[Silence]) -> str:
        """Name how far it was looked for what some silences ask: ``silent``, ``not-looked`` or, of some so and some so, ``mixed``."""
        found = {silence.verdict for silence in silences}
        return found.pop() if len(found) == 1 else "mixed"

    def name(self, iri: str) -> Text:
        """Name a thing as the reader calls it."""
        return self.t.pick(self.index.facts.names.get(iri), local_name(iri))

    def link(self, iri: str) -> str:
        """Link to the page of a thing; give nothing when it has none or is not in the data."""
        target = page_for(self.index, iri)
        return self.to(target) if target else ""

    def key(self, iri: str) -> str:
        """Shorten the IRI of a thing to a name by which parts of a page find each other."""
        return iri.removeprefix(iris.BASE).replace(" ", "+")

    def keys(self, things: Iterable[str]) -> str:
        """Join the short names of several things with spaces."""
        return " ".join(self.key(iri) for iri in things)

    def to(self, path: str) -> str:
        """Link to a page of this language."""
        return relative(self._in_tree(self.t.language, path), self._here)

    def asset(self, name: str) -> str:
        """Link to a shared script, style or picture."""
        return self.file(f"assets/{name}")

    def file(self, path: str) -> str:
        """Link to a file that all languages share."""
        return relative(path, self._here)

    def own(self, key: str) -> Text:
        """Give a sentence of the site's own, as words with their language."""
        return Text(self.t(key), self.tag)

    def glyph(self, status: str) -> str:
        """Look up the sign of a status or a verdict."""
        known = self.index.facts.verdicts.get(status)
        return GLYPHS.get(status, known.sign if known else OTHER_GLYPH)

    def said(self, status: str) -> str:
        """Say whose word a status is: "the source states"; of what nobody says, how far it was looked for."""
        key = f"said.{status}"
        if self.t.has(key):
            return self.t(key)
        return (
            self.verdict(status) if status in self.index.facts.verdicts else self.mark("status", status)
        ).text

    def mark(self, axis: str, word: str) -> Text:
        """Name a mark as the ontology does."""
        return self.name(iris.mark(axis, word))

    def tags(self, claim: Claim) -> list[Tag]:
        """Tell what a reader must know beside the sentence, which itself says what is denied."""
        found: list[Tag] = []
        if claim.status == "interpreted":
            bases = [self.name(basis).text for basis in claim.part("basis")]
            sure = self.mark("confidence", claim.confidence).text if claim.confidence else ""
            words = self.t("tag.read_as", bases=self.t("punctuation.comma").join(bases), confidence=sure)
            found.append(Tag(Text(words, self.tag), is_reading=True))
        if claim.modality != _PLAIN_MODALITY:
            found.append(Tag(self.mark("modality", claim.modality)))
        if challenges := self.challenges(claim):
            found.append(Tag(Text(self.t("tag.challenged", n=challenges), self.tag), strong=True))
        return found

    def challenges(self, claim: Claim) -> int:
        """Count the lines of evidence and other claims that speak against a claim."""
        lines = self.index.lines_of.get(claim.iri, ())
        against = [line for line in lines if line.direction == "challenges"]
        return len(against) + len(claim.part("contradicts"))

    def phrase(self, prop: str) -> Text:
        """Say a property in words."""
        for relation in self.index.facts.relations.values():
            if relation.property == prop:
                for language in (self.t.language, "en", *relation.phrases):
                    if language in relation.phrases:
                        return Text(read_as(relation.phrases[language]), TAGS.get(language, language))
        return self.name(prop)

    def edge_status(self, edge: str) -> str:
        """Tell how an inferred edge is marked: "inferred", or "interpreted" when it rests on a reading."""
        reason = self.index.facts.reasons.get(edge)
        return "interpreted" if reason and reason.is_tainted else "inferred"

    def further(self, thing: str) -> list[Mention]:
        """Tell what else follows about a thing, property by property, and where it stands."""
        return self.index.further.at.get(thing, [])

    def passages(self, claim: Claim) -> list[Passage]:
        """Find the words a claim rests on."""
        return self.index.passages_for(claim.iri)

    def citations(self, claim: Claim) -> list[Citation]:
        """Find the places a claim rests on whose words are not copied."""
        return self.index.citations_for(claim.iri)

    def says(self, citation: Citation) -> Text:
        """Say what stands at a place that is cited, in the coder's words; give nothing where it is kept back."""
        language = next(
            (tongue for tongue in (self.t.language, "en", *citation.says) if tongue in citation.says), "en"
        )
        return Text(citation.says.get(language, ""), TAGS.get(language, language))

    def translated(self, by: str) -> str:
        """Say who translated a quotation."""
        key = f"translation.{by}"
        return self.t(key) if self.t.has(key) else self.t("translation.by", by=by)

    def tongue_of(self, case: str) -> str:
        """Look up the tag of the language that the texts of a case are in."""
        return self.tag_of(self.index.facts.languages.get(case, "en"))

    def locator(self, citation: Citation) -> Text:
        """Say where in its source a place is that is cited, in the words of the coder."""
        source = self.index.facts.sources.get(citation.source)
        return Text(citation.locator or citation.identifier, self.tongue_of(source.case if source else ""))

    def access(self, citation: Citation) -> str:
        """Tell what may be shown of the source of a citation: ``cited`` or ``restricted``."""
        source = self.index.facts.sources.get(citation.source)
        return source.access if source else "cited"

    def line_head(self, line: EvidenceLine) -> str:
        """Say what a line of evidence needs: passages, places that are cited, or both."""
        n = len(line.passages) + len(line.citations)
        sort = "mixed" if line.passages and line.citations else "cited" if line.citations else ""
        head = self.t(f"claim.line_{line.direction}{'_' if sort else ''}{sort}", n=n)
        if not line.said_by:
            return head
        voices = self.t("claim.reported_by").join(self.joined(self._voice(one)) for one in line.said_by)
        return self.t("claim.said_by", head=head, voices=voices)

    def _voice(self, saying: Saying) -> Iterator[str]:
        """Say who speaks within a source, in which office, to whom and when."""
        yield self.name(saying.who).text
        office = saying.office.get(self.t.language) or next(iter(saying.office.values()), "")
        if office:
            yield self.t("claim.said_as", office=office)
        if saying.to:
            yield self.t("claim.said_to", to=self.name(saying.to).text)
        if saying.when:
            yield (in_chinese if self.t.language == "zh" else in_english)(saying.when)

    def premises(self, claim: Claim) -> list[Claim]:
        """Find the claims a claim is derived from."""
        return self.index.premises(claim)

    def places(self, passage: Passage) -> str:
        """Write the segments a passage stands in by their numbers: "S13–S14"."""
        segments = self.index.facts.segments
        ids = [segments[iri].identifier for iri in passage.segments if iri in segments]
        return ids[0] if len(ids) == 1 else f"{min(ids)}–{max(ids)}" if ids else ""

    def language_of(self, passage: Passage) -> str:
        """Look up the language of a passage's source; give "und" when it is not known."""
        source = self.index.facts.sources.get(passage.source)
        return TAGS.get(source.language, source.language) if source and source.language else "und"

    def tag_of(self, language: str) -> str:
        """Look up the tag written into pages for a language of the data."""
        return TAGS.get(language, language)

    def joined(self, words: Iterable[str]) -> str:
        """Join words with the commas of this language."""
        return self.t("punctuation.comma").join(words)

    def bytes(self, size: int) -> str:
        """Write a size as a reader knows it: "304 kB"."""
        small = size < _KILO * _KILO
        figure = f"{size / _KILO:.0f}" if small else f"{size / _KILO / _KILO:.1f}"
        return self.t("size.kilobytes" if small else "size.megabytes", figure=figure)

    @property
    def _here(self) -> str:
        return self._in_tree(self.t.language, self.path)

    def _in_tree(self, language: str, path: str) -> str:
        """Put a path into the tree of a language: the first of the site stands at the top."""
        return path if language == self.project.languages[0] else f"{language}/{path}"


def page_for(index: Index, iri: str) -> str:
    """Find the page that shows a thing of the data. An edge that repeats a claim is shown on the claim's page."""
    if iri in index.further.place:
        return index.further.place[iri]
    behind = index.claim_behind.get(iri)
    return page_of(behind.iri if behind else iri) if iri in index.with_page else ""
