"""The graph as frozen records, and what a case knows of a statement."""
