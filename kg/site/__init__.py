"""The site: static pages that open from a folder, in every language.

Takes a built dataset; writes pages and the shared scripts and styles. It computes no facts and holds
no SPARQL: what the pages show are rows of the report queries and the traces of `kg.trace`.
"""

from kg.site.writing import write_site

__all__ = ["write_site"]
