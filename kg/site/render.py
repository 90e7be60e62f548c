"""Templates filled with values, and what they say of the markup.

The only module that imports Jinja2. Every value is escaped; a name that a template uses and nobody
gives is an error.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from kg.site.words import TAGS

if TYPE_CHECKING:
    from pathlib import Path

    from kg.site.lens import Lens


_KEPT = re.compile(r"(<(?:pre|script|textarea)\b.*?</(?:pre|script|textarea)>)", re.DOTALL)
"""What keeps its white space as it stands."""
_INDENTED = re.compile(r"\n[ \n]+")


_CHINESE = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff](?:[\u3000-\u303f\uff00-\uffef\u3400-\u4dbf\u4e00-\u9fff]*[\u3400-\u4dbf\u4e00-\u9fff])?"
)


def in_tongues(text: object, tag: str) -> Markup:
    """Mark what is Chinese in a sentence of a page in English: a name that has no English one.

    >>> str(in_tongues("The graph of 湖镇 & more", "en"))
    'The graph of <span lang="zh-Hans">湖镇</span> &amp; more'
    """
    safe = str(escape(text))
    marked = _CHINESE.sub(lambda match: f'<span lang="{TAGS["zh"]}">{match.group()}</span>', safe)
    return Markup(safe if tag == TAGS["zh"] else marked)  # noqa: S704 - escaped above


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
        self._environment.filters["in_tongues"] = in_tongues

    def page(self, template: str, lens: Lens, values: dict[str, Any]) -> str:
        """Fill a whole page, and take out the indentation of its templates, which is a tenth of a small page."""
        page = self._environment.get_template(template).render(L=lens, **values)
        return "".join(
            piece if number % 2 else _INDENTED.sub("\n", piece)
            for number, piece in enumerate(_KEPT.split(page))
        )
