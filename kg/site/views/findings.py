"""What is claimed: one list for each case, and a page that leads to them.

Takes the book; gives by role what the sources say, then the rest by status. Each case has a list of
its own, so that no page grows with the number of cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.site.addresses import page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.records.facts import Claim
    from kg.site.book import Book
    from kg.site.lens import Lens
    from kg.site.words import Text

ROLES = ("finding", "recommendation", "framework", "method", "review", "question", "background")
"""The roles in the order in which a reader wants them; others follow."""
APART = ("interpreted", "inferred", "background")
"""The statuses whose claims are listed apart from the roles."""
MOST = 12
"""How many findings of a case the page of all cases shows."""


@dataclass(frozen=True, slots=True)
class Group:
    """A section of a list of claims."""

    id: str
    title: Text
    text: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A case on the page of all cases.

    Attributes:
        url: the whole list of its claims.
        total: how many claims that list has.
        first: the first claims of its first group.
    """

    case: str
    url: str
    total: int
    groups: tuple[Group, ...]
    first: tuple[Claim, ...]


def findings_path(case: str) -> str:
    """Find where the list of the claims of a case lies.

    >>> findings_path("https://w3id.org/tongban-kg/case/x")
    'case/x/findings.html'
    """
    return page_of(case).replace("index.html", "findings.html")


def place_of(claim: Claim) -> str:
    """Name the group in which a claim is listed: its place on the page of its case."""
    return f"status-{claim.status}" if claim.status in APART else f"role-{claim.role}"


def findings_page(book: Book, lens: Lens, cases: Sequence[str]) -> dict[str, Any]:
    """Make the values of the page of some cases: how many claims of which group, and the first ones."""
    outlines = []
    for case in cases:
        groups = _groups(book, lens, case)
        total = sum(len(group.claims) for group in groups)
        first = groups[0].claims[:MOST] if groups else ()
        outlines.append(Outline(case, lens.to(findings_path(case)), total, tuple(groups), first))
    return {"outlines": outlines}


def case_findings_page(book: Book, lens: Lens, case: str) -> dict[str, Any]:
    """Make the values of the list of all claims of a case."""
    return {"case": case, "groups": _groups(book, lens, case)}


def by_role(claims: Sequence[Claim]) -> list[tuple[str, list[Claim]]]:
    """Group claims by their role, in the order of `ROLES`."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.role, []).append(claim)
    order = [*(role for role in ROLES if role in found), *sorted(set(found) - set(ROLES))]
    return [(role, found[role]) for role in order]


def role_of(lens: Lens, role: str) -> Text:
    """Name a role of claims; one that is new to the site by its own label."""
    return lens.own(f"role.{role}") if lens.t.has(f"role.{role}") else lens.mark("role", role)


def _groups(book: Book, lens: Lens, case: str) -> list[Group]:
    claims = book.index.claims_in.get(case, [])
    groups = []
    for role, own in by_role([c for c in claims if c.status not in APART]):
        about = lens.t(f"role.{role}_text") if lens.t.has(f"role.{role}_text") else ""
        groups.append(Group(f"role-{role}", role_of(lens, role), about, tuple(own)))
    for status in APART:
        own = [c for c in claims if c.status == status]
        if own:
            title = lens.own(f"status.{status}")
            groups.append(Group(f"status-{status}", title, lens.t(f"status.{status}_text"), tuple(own)))
    return groups
