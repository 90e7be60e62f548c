"""How much is there to type: to add a city as the tutorial does, and for each claim of the cities that ship?

Counts; measures no time. ``make docs`` writes the page, and a test holds it against text and cases.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
FILE = re.compile(
    r"^`cases/(?P<case>[\w-]+)/(?P<file>[\w.-]+)`:\n\n```\w+\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL
)
COMMAND = re.compile(r"^\$ (kg .*)$", re.MULTILINE)
TOP = re.compile(r"^([a-z][\w-]*):", re.MULTILINE)
CLAIM = re.compile(r"^  [\w-]+:", re.MULTILINE)
TUTORIAL = {
    "5.": "From an empty folder: the example that `kg case new` writes",
    "6.": "Written from nothing: Lake Town",
}
PAGE = """\
# How much there is to type

Counted from the text of the [tutorial](../../docs/tutorial.md) and from `cases/` by `make docs`. A line is one that is neither empty nor a
comment; a line of the tutorial's that is mended counts again.

| In the tutorial | Commands | Files | Lines of YAML | Claims | Lines of YAML for each claim |
|---|---|---|---|---|---|
{tutorial}

The commands of Lake Town are two checks, one before and one after mending, and the build. The source text that its claims quote is
one line more.

| City | Claims | Lines under `claims:` | for each claim | Lines of YAML in all | for each claim |
|---|---|---|---|---|---|
{cities}
"""


class Count(NamedTuple):
    """Lines and claims of some YAML."""

    lines: int
    in_claims: int
    claims: int


def typed(text: str) -> list[str]:
    """The lines that are neither empty nor a comment."""
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def count(text: str) -> Count:
    """The lines of YAML, those under ``claims:``, and the claims there."""
    heads = [*TOP.finditer(text)]
    ends = [*(head.start() for head in heads[1:]), len(text)]
    parts = [text[head.start() : end] for head, end in zip(heads, ends, strict=True) if head[1] == "claims"]
    in_claims = sum(len(typed(part)) - 1 for part in parts)
    return Count(len(typed(text)), in_claims, sum(len(CLAIM.findall(part)) for part in parts))


def added(counts: list[Count]) -> Count:
    """The counts of several files together."""
    return Count(*map(sum, zip(*counts, strict=True))) if counts else Count(0, 0, 0)


def tutorial_rows() -> list[str]:
    """A row for each city that the tutorial adds."""
    text = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    sections = {part[:2]: part for part in text.split("\n## ")[1:]}
    # The first build of a city stands where it is looked at.
    builds = {"5.": 0, "6.": 1}
    rows = []
    for number, title in TUTORIAL.items():
        # A schema is for the editor, and nothing waits for it.
        commands = [one for one in COMMAND.findall(sections[number]) if not one.startswith("kg case schema")]
        last: dict[str, str] = {}
        lines = 0
        for step in FILE.finditer(sections[number]):
            if step["file"].endswith(".yaml"):
                before = typed(last.get(step["file"], ""))
                lines += sum(line not in before for line in typed(step["text"]))
                last[step["file"]] = step["text"]
        whole = added([count(text) for text in last.values()])
        each = f"{whole.lines / whole.claims:.1f}" if whole.claims else ""
        cells = [title, len(commands) + builds[number], len(last), lines, whole.claims or "", each]
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return rows


def city_rows() -> list[str]:
    """A row for each city that ships."""
    rows = []
    for folder in sorted(path.parent for path in (ROOT / "cases").glob("*/case.yaml")):
        whole = added([count(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))])
        cells = [
            folder.name, whole.claims, whole.in_claims, f"{whole.in_claims / whole.claims:.1f}",
            whole.lines, f"{whole.lines / whole.claims:.1f}",
        ]  # fmt: skip
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return rows


def page() -> str:
    """The page."""
    return PAGE.format(tutorial="\n".join(tutorial_rows()), cities="\n".join(city_rows()))
