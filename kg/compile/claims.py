"""Claims with their marks, their sentence and their evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from itertools import chain
from typing import TYPE_CHECKING

from kg.compile.reasons import check_reasons, write_reasons
from kg.compile.signatures import check_signature
from kg.compile.sources import cited, write_days, write_segment
from kg.compile.speakers import Speakers, name_of, reported, write_tellings
from kg.evidence import Anchored, Passage, anchor
from kg.model import iris
from kg.model.amounts import read_amount
from kg.model.languages import in_each, with_chinese
from kg.model.vocabulary import KG, MARKS, OA, RDF, RDFS, REPORTED, SKOS
from kg.ontology.sentence import Speaker
from kg.ontology.spoken_figures import Figure
from kg.problems import Problem, is_enough, not_looked_at, problem, say
from kg.review import OF_REVIEW
from kg.review.answers import kind_of

if TYPE_CHECKING:
    from kg.compile.resolve import Resolver, Thing
    from kg.compile.speakers import Tellings
    from kg.evidence import SourceText
    from kg.model.records import Answers, Case, Claim, Evidence
    from kg.ontology import Relation
    from kg.ontology.sentence import Reported
    from kg.problems import Location, Problem
    from kg.store.writer import GraphWriter


_ROLES = {"what": KG.what, "of": KG.ofWhom, "to": KG.toWhom}
"""The fields of a claim that name its further parts, and the properties that these become."""


@dataclass(frozen=True, slots=True)
class Context:
    """What writing a claim needs: where to look, where to write, where to complain."""

    case: Case
    resolver: Resolver
    texts: dict[str, SourceText]
    graph: GraphWriter
    places: dict[str, Location]
    problems: list[Problem]
    translated: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def anchor(self, line: Evidence) -> Anchored | None:
        """Find the passages of a line of evidence; one that only cites has none to find."""
        if not line.quotations:
            return Anchored(line.direction, (), "")
        source = self.case.sources.get(line.source or "")
        unread = self.case.broken
        if source is not None and not source.is_quotable and source.id not in unread:
            place = line.quotations[0].text.location
            found = say(
                'a quotation from "{0}", whose text is not in the case (access: {1})',
                source.id,
                source.access,
            )
            expected = say("a citation, in your own words")
            hint = say("write it under citations: and cite it")
            self.problems.append(problem("KG306", place, found, expected, hint))
            return None
        known = {name for name, source in self.case.sources.items() if source.is_quotable or name in unread}
        return anchor(line, self.texts, known, self.problems)


def write_claims(context: Context) -> int:
    """Write every claim whose parts and quotations were all found; gives the quotations checked."""
    quotations = 0
    rest = []
    speakers = Speakers(context.case, context.resolver, context.problems)
    for claim in context.case.claims.values():
        if is_enough(context.problems):
            rest.append(claim.id.location)
            continue
        subject = iris.claim(context.case.name, claim.id)
        context.places[subject] = claim.id.location
        words = {name: getattr(claim, name) for name in ("relation", "confidence", *MARKS)}
        words |= {"subject": claim.subject[0], "object": next(iter(claim.object), None), "stage": claim.stage}
        for name, word in words.items():
            if word is not None:
                context.places[f"{subject} {name}"] = word.location
        lines = [context.anchor(line) for line in claim.evidence]
        quotations += sum(len(line.quotations) for line in claim.evidence)
        places = [cited(line, context.case, context.problems) for line in claim.evidence]
        said = [speakers.of(line) for line in claim.evidence]
        parts = _Parts.of(claim, context.resolver)
        if parts is not None and not _has_its_kinds(context, claim, parts):
            parts = None
        if parts is not None and None not in (*lines, *places, *said):
            _check_cause(context, claim, [line for line in lines if line])
            tellings = [told or () for told in said]
            _write_claim(context, subject, claim, parts, reported(context.case, claim, tellings))
            whole = zip([line for line in lines if line], [p or [] for p in places], tellings, strict=True)
            _write_lines(context, subject, claim, list(whole))
    context.problems.extend(not_looked_at(rest))
    context.problems.extend(check_reasons(context.case, context.resolver))
    done: set[str] = set()
    for identifier in context.case.claims:
        _find_circle(context, identifier, [], done)
    return quotations


def _has_its_kinds(context: Context, claim: Claim, parts: _Parts) -> bool:
    """Tell whether a claim's parts are what its relation takes, and report those that are not."""
    known = {"subject": parts.subjects, "object": parts.objects, **parts.roles}
    found = list(check_signature(claim, parts.relation, known, context.resolver.ontology))
    context.problems.extend(found)
    return not found


def _check_cause(context: Context, claim: Claim, lines: list[Anchored]) -> None:
    """Report causal words that the author names and that stand in no quotation or paraphrase of the evidence."""
    if claim.cause is None or claim.is_withheld:
        return
    texts = [passage.exact for line in lines for passage in line.passages]
    for citation in (context.case.citations[word] for line in claim.evidence for word in line.citations):
        texts += [citation.says, *filter(None, (citation.zh, citation.en))]
    if any(claim.cause in text for text in texts):
        return
    found = say('the causal words "{0}", which are not in the evidence', claim.cause)
    expected = say("words of a quotation or paraphrase of the claim")
    hint = say("write them as they stand there, or quote the words that have them")
    context.problems.append(problem("KG309", claim.cause.location, found, expected, hint))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a claim's words refer to."""

    relation: Relation
    subjects: tuple[Thing, ...]
    objects: tuple[Thing, ...]
    roles: dict[str, tuple[Thing, ...]]
    phase: Thing | None
    condition: Thing | None
    means: Thing | None
    links: dict[str, tuple[str, ...]]
    instead: str

    @classmethod
    def of(cls, claim: Claim, resolver: Resolver) -> _Parts | None:
        """Look every word up; None when one of them refers to nothing."""
        relation = resolver.relation(claim.relation)
        subjects = [resolver.thing(word) for word in claim.subject]
        objects = [resolver.thing(word) for word in claim.object]
        roles = {role: [resolver.thing(word) for word in getattr(claim, role)] for role in _ROLES}
        phase = resolver.element(claim.phase, "phase") if claim.phase else None
        means = resolver.thing(claim.through) if claim.through else None
        condition = None
        if claim.condition:
            condition = resolver.element(claim.condition, "condition")
        others = {
            KG.derivedFromClaim: claim.premises,
            KG.rivals: claim.rivals,
            KG.contradicts: claim.contradicts,
            KG.corroborates: claim.corroborates,
        }
        instead = resolver.could_be(claim.instead_of) if claim.instead_of else ""
        links = {name: [resolver.claim(word) for word in words] for name, words in others.items()}
        # Only now, with every word looked up: whatever is wrong with a claim is told in one run.
        whole = [relation, *subjects, *objects, *chain.from_iterable(roles.values())]
        given = [(claim.phase, phase), (claim.condition, condition), (claim.through, means)]
        if None in whole or any(word and thing is None for word, thing in given):
            return None
        if relation is None or instead is None or any(None in found for found in links.values()):
            return None
        return cls(
            relation,
            _sure(subjects),
            _sure(objects),
            {role: _sure(things) for role, things in roles.items()},
            phase,
            condition,
            means,
            {name: tuple(i for i in found if i) for name, found in links.items()},
            instead,
        )


def _sure(things: list[Thing | None]) -> tuple[Thing, ...]:
    return tuple(thing for thing in things if thing is not None)


def _write_claim(
    context: Context, subject: str, claim: Claim, parts: _Parts, report: Reported | None
) -> None:
    """Write the claim, its parts and its marks."""
    graph = context.graph
    graph.link(subject, RDF.type, KG.Claim)
    graph.link(subject, KG.inCase, iris.case(context.case.name))
    graph.text(subject, KG.identifier, claim.id)
    graph.links(subject, KG.subject, [thing.iri for thing in parts.subjects])
    graph.link(subject, KG.relation, parts.relation.iri)
    graph.links(subject, KG.object, [thing.iri for thing in parts.objects])
    for role, predicate in _ROLES.items():
        graph.links(subject, predicate, [thing.iri for thing in parts.roles[role]])
    graph.text(subject, KG.when, claim.when)
    write_days(graph, subject, claim.when)
    figure = _write_value(context, subject, claim)
    qualifiers = {KG.duringPhase: parts.phase, KG.underCondition: parts.condition, KG.byMeansOf: parts.means}
    for predicate, thing in qualifiers.items():
        graph.link(subject, predicate, thing.iri if thing else None)
    for axis in MARKS:
        word = REPORTED if axis == "status" and report else getattr(claim, axis)
        graph.link(subject, getattr(KG, axis), iris.mark(axis, word))
    if claim.stage:
        graph.link(subject, KG.stage, iris.mark("stage", claim.stage))
    graph.links(subject, KG.basis, [iris.mark("basis", word) for word in claim.basis])
    if claim.confidence:
        graph.link(subject, KG.confidence, iris.mark("confidence", claim.confidence))
    for predicate, others in parts.links.items():
        graph.links(subject, predicate, others)
    graph.told(subject, (SKOS.note,), *in_each(context.case.language, claim.note))
    graph.text(subject, KG.causalWords, claim.cause)
    write_reasons(graph, subject, claim, parts.instead, context.case.language)
    write_answers(graph, subject, claim.answers, context.case.language)
    graph.flag(subject, KG.isWithheld, value=claim.is_withheld)
    speaker = Speaker(
        phrases=parts.relation.phrases,
        subjects=tuple(map(name_of, parts.subjects)),
        objects=tuple(map(name_of, parts.objects)),
        **{role: tuple(map(name_of, things)) for role, things in parts.roles.items()},
        phase=name_of(parts.phase) if parts.phase else None,
        condition=name_of(parts.condition) if parts.condition else None,
        means=name_of(parts.means) if parts.means else None,
        when=claim.when or "",
        value=figure,
        stage=claim.stage or "",
        modality=claim.modality,
        polarity=claim.polarity,
        reported=report,
    )
    graph.told(subject, (RDFS.label,), speaker.english() if speaker.has_english else None, speaker.chinese())


def write_answers(graph: GraphWriter, subject: str, answers: Answers, language: str) -> None:
    """Write the answers to items of the review; those to items of the disclosure list would tell what they hide."""
    for item, reason in answers:
        if kind_of(item) in OF_REVIEW:
            graph.text(subject, KG.reviewAnswer, f"{item}: {reason}", language)


def _write_value(context: Context, claim_iri: str, claim: Claim) -> Figure | None:
    """Write the figure of a claim as a node of its own, and give it as it is said."""
    value, graph, case = claim.value, context.graph, context.case.name
    amount = read_amount(value.number) if value is not None else None
    if value is None or amount is None:
        return None
    language = context.case.language
    unit, unit_zh = with_chinese(language, value.unit, value.unit_zh)
    of, of_zh = with_chinese(language, value.of, value.of_zh)
    texts = (unit, unit_zh, value.qualifier, of, of_zh, value.as_of)
    figure, node = Figure(value.number, *(text or "" for text in texts)), iris.value(case, claim.id)
    context.places[node] = value.location
    graph.link(claim_iri, KG.value, node)
    graph.link(node, RDF.type, KG.Quantity)
    graph.link(node, KG.inCase, iris.case(case))
    graph.typed(node, KG.amount, f"{amount.number:f}", "decimal")
    unit, unit_zh = ("%", None) if amount.is_percent else (unit, unit_zh)
    for predicate, english, chinese in ((KG.unit, unit, unit_zh), (KG.countOf, of, of_zh)):
        graph.text(node, predicate, english, "en")
        graph.text(node, predicate, chinese, "zh")
    if value.qualifier:
        graph.link(node, KG.qualifier, iris.mark("qualifier", value.qualifier))
    graph.text(node, KG.asOf, value.as_of)
    write_days(graph, node, value.as_of)
    graph.told(node, (RDFS.label,), figure.english() if figure.has_english else None, figure.chinese())
    return figure


def _write_lines(
    context: Context, subject: str, claim: Claim, lines: list[tuple[Anchored, list[str], Tellings]]
) -> None:
    """Write the lines of evidence with their passages, citations and speakers."""
    graph, case = context.graph, context.case.name
    for number, (line, places, tellings) in enumerate(lines, start=1):
        node = iris.evidence(case, claim.id, number)
        context.places[node] = claim.evidence[number - 1].location
        graph.link(node, RDF.type, KG.EvidenceLine)
        graph.link(node, KG.inCase, iris.case(case))
        graph.link(node, KG.evidenceFor, subject)
        graph.link(node, OA.hasBody, subject)
        graph.link(node, OA.motivatedBy, OA.linking)
        graph.link(node, KG.direction, iris.mark("direction", line.direction))
        items = [write_passage(context, passage) for passage in line.passages] + places
        write_translations(context, claim.evidence[number - 1], line)
        graph.links(node, KG.cites, items)
        graph.links(node, OA.hasTarget, items)
        write_tellings(context.case, node, tellings, graph, context.places)


def write_translations(context: Context, written: Evidence, line: Anchored) -> None:
    """Write the translations of quotations, each at the first of the passages that its words are found in."""
    for quotation in written.quotations:
        passages = (p for p in line.passages if p.quoted_at.location == quotation.text.location)
        passage = next(passages, None)
        if passage is None or quotation.by is None:
            continue
        node = iris.passage(context.case.name, passage.source, passage.start, passage.end)
        told = tuple(map(str, (quotation.en or "", quotation.zh or "", quotation.by)))
        if context.translated.setdefault(node, told) != told:
            found = say('another translation of "{0}"', passage.exact)
            hint = say("write it at one of the quotations only")
            place = (quotation.en or quotation.zh or quotation.text).location
            context.problems.append(
                problem("KG312", place, found, say("one translation of one passage"), hint)
            )
        elif context.graph.is_new(f"{node} translation"):
            context.graph.text(node, KG.translation, quotation.en, "en")
            context.graph.text(node, KG.translation, quotation.zh, "zh")
            context.graph.text(node, KG.translatedBy, quotation.by)


def write_passage(context: Context, passage: Passage) -> str:
    """Write a passage with both selectors (Web Annotation Data Model, 4.2.4 and 4.2.5), and give its IRI."""
    graph, case = context.graph, context.case.name
    place = (case, passage.source, passage.start, passage.end)
    node = iris.passage(*place)
    if node in context.places:
        return node
    context.places[node] = passage.quoted_at.location
    graph.link(node, RDF.type, KG.Passage)
    graph.link(node, KG.inCase, iris.case(case))
    graph.link(node, OA.hasSource, iris.source(case, passage.source))
    for segment in passage.segments:
        graph.link(node, KG.inSegment, write_segment(case, context.texts[passage.source], segment, graph))
    graph.text(node, KG.exact, passage.exact)
    graph.number(node, KG.start, passage.start)
    graph.number(node, KG.end, passage.end)
    position, quote = iris.selector(*place, "position"), iris.selector(*place, "quote")
    graph.link(node, OA.hasSelector, position, quote)
    graph.link(position, RDF.type, OA.TextPositionSelector)
    graph.number(position, OA.start, passage.start, is_position=True)
    graph.number(position, OA.end, passage.end, is_position=True)
    graph.link(quote, RDF.type, OA.TextQuoteSelector)
    graph.text(quote, OA.exact, passage.exact)
    graph.text(quote, OA.prefix, passage.prefix)
    graph.text(quote, OA.suffix, passage.suffix)
    return node


def _find_circle(context: Context, identifier: str, path: list[str], done: set[str]) -> None:
    """Say that a claim follows from itself, each circle once."""
    claims = context.case.claims
    if identifier in path:
        circle = [*path[path.index(identifier) :], identifier]
        chain = reduce(lambda first, second: say("{0} from {1}", first, second), circle)
        found = say("premises in a circle: {0}", chain)
        expected = say("premises that end in claims with evidence")
        context.problems.append(problem("KG211", claims[identifier].id.location, found, expected))
        done.update(circle)
    if identifier in done or identifier not in claims:
        return
    for premise in claims[identifier].premises:
        _find_circle(context, premise, [*path, identifier], done)
    done.add(identifier)
