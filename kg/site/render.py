"""Templates filled with values, and what they say of the markup.

The only module that imports Jinja2. Every value is escaped; a name that a template uses and nobody
gives is an error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from pathlib import Path

    from kg.site.lens import Lens


_KEPT = re.compile(r"(<(?:pre|script|textarea)\b.*?</(?:pre|script|textarea)>)", re.DOTALL)
"""What keeps its white space as it stands."""
_INDENTED = re.compile(r"\n[ \n]+")


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
        """Fill a whole page, and take out the indentation of its templates, which is a tenth of a small page."""
        page = self._environment.get_template(template).render(L=lens, **values)
        return "".join(
            piece if number % 2 else _INDENTED.sub("\n", piece)
            for number, piece in enumerate(_KEPT.split(page))
        )
