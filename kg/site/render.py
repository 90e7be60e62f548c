"""Templates filled with values, and what they say of the markup.

The only module that imports Jinja2. Every value is escaped; a name that a template uses and nobody
gives is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

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
            auto_reload=False,  # no template changes while pages are written
        )
        self._environment.globals.update(shared)

    def page(self, template: str, lens: Lens, values: dict[str, Any]) -> str:
        """A whole page."""
        return self._environment.get_template(template).render(L=lens, **values)
