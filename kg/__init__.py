"""Why government departments share, or withhold, their data: a knowledge graph.

The package is the command ``kg`` and five names for Python:

``open``
    An rdflib view over a built dataset, without parsing it again.
``query``
    The rows of a named question, a query file or a SPARQL string.
``trace``
    One finding down to the words it rests on.
``coverage``
    A source text segment by segment, with the claims that rest on each.
``cells``
    How each concept, each logic in each phase and each proposition stands in a case.

Everything else is a room of the house (see ``ARCHITECTURE.md``) and may change.

>>> import kg
>>> sorted(name for name in kg.__all__ if not name.startswith("_"))
['cells', 'coverage', 'open', 'query', 'trace']
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from kg.version import __version__

if TYPE_CHECKING:
    from kg.api import cells, coverage, open, query, trace  # noqa: A004 - the public name of the door

__all__ = ["__version__", "cells", "coverage", "open", "query", "trace"]


class _Door(ModuleType):
    """The package as a module whose public names stay what they are.

    Some of them are also the names of rooms, and importing a room would bind it in their place:
    ``kg.trace(…)`` has to work after ``from kg.trace import find_claim`` too.
    """

    def __setattr__(self, name: str, value: object) -> None:
        """Bind a name, unless a room would take the place of a public name."""
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the door holds
    """Load a public name when it is first used, so that ``import kg`` stays light."""
    if name in __all__:
        from kg import api  # noqa: PLC0415 - the heavy libraries load behind the door

        return getattr(api, name)
    message = f"module 'kg' has no attribute {name!r}"
    raise AttributeError(message)


sys.modules[__name__].__class__ = _Door
