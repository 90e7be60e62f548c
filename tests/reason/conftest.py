"""The cases as the room `reason` sees them."""

from __future__ import annotations

from reasoned import as_quads, b_town, classify, guiyang, hangzhou, j_city, ontology, studies

__all__ = ["as_quads", "b_town", "classify", "guiyang", "hangzhou", "j_city", "ontology", "studies"]
