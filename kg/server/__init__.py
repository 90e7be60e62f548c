"""The site and a SPARQL 1.1 endpoint over HTTP, read-only.

Takes a built dataset and serves it until told to stop. The only room that opens a socket. It
computes nothing: queries are answered by Oxigraph, pages are those that ``kg build`` wrote.
"""

from kg.server.run import serve
from kg.server.settings import Settings

__all__ = ["Settings", "serve"]
