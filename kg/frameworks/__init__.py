"""Frameworks in YAML made part of the ontology: the shipped ones, and those beside a user's cases.

Takes the folder of the ontology and the folders of frameworks; gives the ontology with their kinds, concepts,
relations and propositions in it, as if they had been written in Turtle. A name that refers to nothing is a problem
at its place, with the list of what there is.
"""

from kg.frameworks.load import FOLDER, Source, frameworks_beside, load
from kg.frameworks.turtle import to_turtle

__all__ = ["FOLDER", "Source", "frameworks_beside", "load", "to_turtle"]
