"""What a run over cases found: counts, problems, and the line that closes it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.compile import Withheld
from kg.problems import Location, Problem, Severity, problem, say
from kg.problems.said import Said, in_a_row
from kg.resources import cases_folder
from kg.store import parse_quads, to_nquads
from kg.verdicts import write_overview
from kg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.compile import Compiled
    from kg.store import Quad


@dataclass(slots=True)
class Outcome:
    """The outcome of a check or a build.

    Attributes:
        cases: what each case gave, in the order of their names.
        problems: of the ontology and of all cases.
        ontology: the folder that was taken in place of the ontology that ships, if one was.
        ontology_quads: the ontology's own graphs, with the rules described; written only when asked for.
        is_public: what stands in restricted sources was left out.
        skipped_judgements: how many judgements of a reasoner could not be made and were asked for strictly.
        beside: the folders of frameworks beside the cases, each with how to call it in problems.
        framework_places: where the terms of frameworks in YAML are written.
    """

    cases: list[Compiled] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ontology: Path | None = None
    ontology_quads: list[Quad] = field(default_factory=list)
    is_public: bool = False
    skipped_judgements: int = 0
    beside: tuple[tuple[str, str], ...] = ()
    framework_places: dict[str, Location] = field(default_factory=dict)

    def data(self) -> Iterator[bytes]:
        """Write the whole dataset as N-Quads, in parts: graph by graph in order, and sorted in each.

        A case's graphs are next to one another, so that adding a case moves no line of another.
        """
        for compiled in self.in_order():
            yield compiled.data
        yield self.overview()
        yield to_nquads(self.ontology_quads)

    def overview(self) -> bytes:
        """Write what is counted over all cases as N-Quads; a change of one case rewrites this and that case only."""
        return write_overview((compiled.name, compiled.standings) for compiled in self.in_order())

    def reasons(self) -> Iterator[bytes]:
        """Write why the inferred edges of all cases hold as N-Quads, in the same order."""
        for compiled in self.in_order():
            yield compiled.reasons_data

    def in_order(self) -> list[Compiled]:
        """Sort the cases in the order of their graphs."""
        return sorted(self.cases, key=lambda compiled: f"{compiled.name}/")

    def quads(self) -> list[Quad]:
        """Read all quads with the reasons again from the N-Quads."""
        return [quad for part in chain(self.data(), self.reasons()) for quad in parse_quads(part)]

    @property
    def statuses(self) -> dict[str, int]:
        """How many claims have each epistemic status."""
        return dict(sorted(sum((Counter(c.statuses) for c in self.cases), Counter()).items()))

    @property
    def checked(self) -> int:
        """How many claims and quotations were checked."""
        return sum(c.checked.get("claims", 0) + c.checked.get("quotations", 0) for c in self.cases)

    @property
    def located(self) -> int:
        """How often a claim rests on a place cited by locator, which no machine can check."""
        return sum(c.checked.get("locators", 0) for c in self.cases)

    @property
    def restricted(self) -> int:
        """How often a claim rests on a restricted source, whose words nobody but the coder sees."""
        return sum(c.checked.get("restricted", 0) for c in self.cases)

    @property
    def is_confidential(self) -> bool:
        """Whether a build of it holds what was said in confidence."""
        return not self.is_public and any(c.confidential or c.checked.get("restricted") for c in self.cases)

    @property
    def withheld(self) -> dict[str, int]:
        """How many sources, places, elements and claims have their words left out."""
        names = Withheld().as_dict()
        return {name: sum(c.withheld.get(name, 0) for c in self.cases) for name in names}

    @property
    def skipped(self) -> int:
        """How many quotations could not be checked."""
        return sum(c.skipped for c in self.cases)

    @property
    def failed(self) -> int:
        """How many problems are errors, and strict checks skipped."""
        return sum(p.severity is Severity.ERROR for p in self.problems) + self.skipped_judgements

    @property
    def is_clean(self) -> bool:
        """Whether something was checked and nothing failed."""
        return self.checked > 0 and self.failed == 0

    def closing_line(self) -> Said:
        """Write ``checked 143, skipped 0, failed 0``: claims and quotations, quotations, errors.

        Where claims rest on what no machine can check, that is counted too: ``checked 143, by
        locator 12, restricted 2, skipped 0, failed 0``. A public build says how many places it withholds.
        """
        parts = [
            say("checked {0}", self.checked),
            *([say("by locator {0}", self.located)] if self.located else []),
            *([say("restricted {0}", self.restricted)] if self.restricted else []),
            *([say("withheld {0}", self.withheld.get("places", 0))] if self.is_public else []),
            say("skipped {0}", self.skipped),
            say("failed {0}", self.failed),
        ]
        return in_a_row(parts)

    def report(self, language: str = "en") -> dict[str, Any]:
        """Give the counts as plain values, for ``build/report.json``, with the problems in a language."""
        kept_back = {"public": True, "withheld": self.withheld} if self.is_public else {}
        return {
            **kept_back,
            "tool": f"tongban-kg {__version__}",
            "checked": self.checked,
            "evidence": {
                "quotations": sum(c.checked.get("quotations", 0) for c in self.cases),
                "locators": self.located,
                "restricted": self.restricted,
            },
            "skipped": self.skipped,
            "failed": self.failed,
            "claims": self.statuses,
            "cases": {
                c.name: {
                    **c.checked,
                    **({"withheld": c.withheld} if self.is_public else {}),
                    "skipped": c.skipped,
                    "quads": c.measure.size,
                    "reasons": c.reasons.size,
                    "sha256": c.measure.sha256,
                }
                for c in self.cases
            },
            "problems": [_portable(p.as_dict(language)) for p in self.problems],
        }

    def close(self) -> None:
        """Add the problem of having checked nothing, if that is so and nothing else is wrong."""
        if self.checked == 0 and self.failed == 0:
            place = Location(self.cases[0].shown if self.cases else ".", 1, 1)
            self.problems.append(problem("KG900", place, say("nothing to check"), say("at least one claim")))


def _portable(told: dict[str, Any]) -> dict[str, Any]:
    """Name a file of the cases that ship from their folder on: where that lies differs from computer to computer."""
    place, ours = told["location"], cases_folder().parent
    if Path(place["file"]).is_relative_to(ours):
        told["location"] = {**place, "file": Path(place["file"]).relative_to(ours).as_posix()}
    return told
