"""Where the ontology, the queries, the shipped cases with their project file, and the site's sources lie.

Takes nothing; gives folders. In a checkout they lie at its top, in an installed package under
``kg/data``. No other room knows both places.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def _folder(name: str) -> Path:
    """Find the folder of that name: the packaged one if there is one, else the checkout's."""
    packaged = _PACKAGE / "data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


def ontology_folder() -> Path:
    """Find the folder with modules/, theory/, rules/ and shapes/.

    >>> (ontology_folder() / "modules").is_dir()
    True
    """
    return _folder("ontology")


def queries_folder() -> Path:
    """Find the folder with competency/, hygiene/ and reports/.

    >>> (queries_folder() / "competency").is_dir()
    True
    """
    return _folder("queries")


def cases_folder() -> Path:
    """Find the folder with the cases that ship.

    >>> (cases_folder() / "j-city" / "case.yaml").is_file()
    True
    """
    return _folder("cases")


def project_file() -> Path:
    """Find the project file of the cases that ship.

    >>> project_file().is_file()
    True
    """
    return cases_folder() / "project.yaml"


def site_folder() -> Path:
    """Find the folder with the site's templates, strings and bundled assets.

    >>> (site_folder() / "templates").is_dir()
    True
    """
    return _folder("site")
