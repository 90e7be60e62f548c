"""Look-ups over the records that only pages need: what has a page, and what stands on it.

Takes `Facts`; gives an `Index` of them with the look-ups of a site.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kg.evidence import cut
from kg.model.iris import local_name, segment
from kg.records import index
from kg.records.facts import Segment
from kg.site.further import Further

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVELS = ("TheoryElement", "CaseElement")
"""The two levels of things that kinds divide."""


class Index(index.Index):
    """The facts, found from any side."""

    @cached_property
    def further(self) -> Further:
        """The inferred edges that are not shown one by one."""
        return Further(self.facts)

    @cached_property
    def text_of(self) -> Mapping[str, list[Segment]]:
        """Each source that may be shown as the segments into which it is cut, whether anything touches them or not."""
        found: dict[str, list[Segment]] = {}
        for source in self.facts.sources.values():
            parts = cut(source.text, source.cut_at) if source.text else ()
            case = local_name(source.case)
            iris = (segment(case, source.identifier, part.number) for part in parts)
            found[source.iri] = [
                self.facts.segments.get(iri)
                or Segment(
                    iri,
                    source.iri,
                    part.name,
                    part.number,
                    part.start,
                    part.end,
                    source.text[part.start : part.end],
                )
                for iri, part in zip(iris, parts, strict=True)
            ]
        return found

    @cached_property
    def listed_kinds(self) -> frozenset[str]:
        """The kinds that readers look things up by: not the tops, nor what a manifestation is of."""
        return frozenset(
            kind.iri
            for kind in self.facts.kinds.values()
            if local_name(kind.top) in LEVELS
            and kind.parents
            and all(local_name(k) != "Manifestation" for k in self.kind_lineage(kind.iri))
        )

    @cached_property
    def with_page(self) -> frozenset[str]:
        """Everything that has a page or a place on one."""
        f = self.facts
        groups = (f.frameworks, f.concepts, f.cases, f.elements, f.claims, f.passages, f.segments, f.sources)
        return frozenset(
            iri for group in (*groups, f.citations, f.silences, f.edges, self.listed_kinds) for iri in group
        )

    @cached_property
    def verdict_by_name(self) -> Mapping[str, str]:
        """The word of each verdict by its English label."""
        names = self.facts.names
        return {names[v.iri].texts["en"]: word for word, v in self.facts.verdicts.items() if v.iri in names}

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """What an English label names, if something with a page or a mark does; things of cases first."""
        facts = self.facts
        order = (facts.elements, facts.cases, facts.silences, facts.claims, facts.sources, facts.concepts)
        known = [iri for group in order for iri in group]
        found: dict[str, str] = {}
        for iri in (*known, *facts.names):
            name = facts.names.get(iri)
            if name and "en" in name.texts:
                found.setdefault(name.texts["en"], iri)
        return found
