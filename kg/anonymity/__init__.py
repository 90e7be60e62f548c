"""What may give a person or an anonymised case away.

What an anonymised case may not hold at all is refused (`refusals`), before anything is looked up. What a machine can
merely suspect is an item that the author answers: names, numbers, and details that are rare together.
What asks the author lies in `kg.anonymity.items`, `combinations` and `disclosure`, which a plain check does not load.
"""

from kg.anonymity.refusals import is_anonymised, refusals

__all__ = ["is_anonymised", "refusals"]
