"""J City and the ontology, as the tests of the room `reason` have them."""

from __future__ import annotations

from reasoned import as_quads, j_city, ontology

__all__ = ["as_quads", "j_city", "ontology"]
