"""The picture of a case: the framework's steps, the ring of logics, the phases as bands.

Takes the index and a case; gives two pictures of whole pixels, wide and narrow, for the template to
draw as SVG. What is in them is for the data to say; see `gather.py`.
"""

from kg.site.picture.bands import phases_of, state_of
from kg.site.picture.gather import Plan, plan
from kg.site.picture.pen import Pen
from kg.site.picture.shapes import Picture
from kg.site.picture.sheet import bands, narrow, wide

__all__ = ["Pen", "Picture", "Plan", "bands", "narrow", "phases_of", "plan", "state_of", "wide"]
