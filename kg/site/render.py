"""Templates filled with values, and what they say of the markup.

The only module that imports Jinja2. Every value is escaped; a name that a template uses and nobody
gives is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

if TYPE_CHECKING:
    from pathlib import Path

    from kg.site.lens import Lens


class Renderer:
    """Fills the templates of a folder."""

    def __init__(self, folder: Path, shared: dict[str, Any]) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder, encoding="utf-8"),
            autoescape=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
        )
        self._environment.globals.update(shared)

    def page(self, template: str, lens: Lens, values: dict[str, Any]) -> str:
        """A whole page."""
        return self._environment.get_template(template).render(L=lens, **values)

    def part(self, template: str, lens: Lens, values: dict[str, Any]) -> Markup:
        """A piece of a page, which other templates may place as it is."""
        filled = self._environment.get_template(template).render(L=lens, **values)
        return Markup(filled)  # noqa: S704 - the template has escaped every value


def data_island(json: str) -> Markup:
    """JSON from `kg.export.graph_view`, which has escaped what could end a script element."""
    return Markup(json)  # noqa: S704 - see there
