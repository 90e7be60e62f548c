"""The graph explorer: what its pages hold, and the drawings that can be opened on them.

Takes the book and some cases; gives the values of a page. Everything is placed here, at build time;
the script of the page filters, lights and opens what is placed.
"""

from kg.site.explorer.page import case_graph_page, whole_graph_page

__all__ = ["case_graph_page", "whole_graph_page"]
