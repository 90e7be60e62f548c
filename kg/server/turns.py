"""Whose turn it is to be answered, so that nobody's dear questions hold up everybody else's.

What a query took lately says what it will take again; of one that is new, those of its client say it. Some engines are *patient*: they answer whoever comes.
The others are *quick*: they answer what will hardly take long. A query that proves dear on a quick engine while others
wait is moved: asked again of a patient one. Among those who wait, that client is next who has the fewest queries under way,
and of several the one that has had least of the engines lately. Time is that of a processor, which no other query lengthens.

This knows no engine and no clock: it is told both.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable

QUICK = 0.2
"""How many seconds of a processor a query takes at most that is not dear."""
_CALM = 5.0
"""For how many seconds nothing quick must have been asked before a quick engine answers a dear query."""
_HALVED = 30.0
"""After how many seconds half of what something took is forgotten."""
_KEPT = 0.9
"""How much of it is left by the next query that takes less."""
_MOST_KNOWN = 4096


@dataclass(eq=False, slots=True)
class Turn:
    """A query that is waiting or under way.

    Attributes:
        client: who asks.
        query: what tells the query apart from others.
        holder: what the caller remembers it by.
        is_moved: whether it has proved dear on a quick engine.
        is_on_patient: whether a patient engine answers it.
        since: when it began to wait, or to be answered.
    """

    client: Hashable
    query: Hashable
    holder: Any
    is_moved: bool = False
    is_on_patient: bool = False
    since: float = 0.0


class _Record(NamedTuple):
    """What is remembered: the dearest query, all queries together, both fading, and when that was."""

    cost: float
    had: float
    when: float


class Turns:
    """Who waits, who is served, and what is known of them."""

    def __init__(self, patient: int, quick: int) -> None:
        """Say how many engines of each kind there are."""
        self._has_quick = quick > 0
        self._most_held = max(1, patient // 2) if quick else patient
        self._waiting: list[Turn] = []
        self._running: Counter[Hashable] = Counter()
        self._held: Counter[Hashable] = Counter()
        self._known: OrderedDict[Hashable, _Record] = OrderedDict()
        self._last_quick = float("-inf")

    def wait(self, turn: Turn, now: float) -> None:
        """Put a query in the queue."""
        turn.since = now
        self._waiting.append(turn)

    def leave(self, turn: Turn) -> None:
        """Take a query out of the queue, if it is there."""
        if turn in self._waiting:
            self._waiting.remove(turn)

    def is_dear(self, turn: Turn, now: float) -> bool:
        """Tell whether a query will take long: as it did before, or, where nobody asked it before, as those of its client did."""
        key: Hashable = (turn.query,) if (turn.query,) in self._known else turn.client
        return turn.is_moved or self._record(key, now).cost > QUICK

    def next_for(self, *, is_patient: bool, now: float) -> Turn | None:
        """Choose who is served next by an engine that is free, and note that it is under way."""
        dear = [turn for turn in self._waiting if self.is_dear(turn, now)]
        light = [turn for turn in self._waiting if turn not in dear]
        if light:
            self._last_quick = now
        if not self._has_quick:
            ranks = [self._waiting]
        elif is_patient:
            ranks = [[turn for turn in dear if self._held[turn.client] < self._most_held], light]
        else:
            is_calm = now - self._last_quick > _CALM
            ranks = [light, [turn for turn in dear if not turn.is_moved] if is_calm else []]
        found = next((min(rank, key=lambda turn: self._order(turn, now)) for rank in ranks if rank), None)
        if found is not None:
            self._begin(found, now, is_patient=is_patient)
        return found

    def is_in_the_way(self, turn: Turn, now: float, seconds: float) -> bool:
        """Tell whether a query on a quick engine has used up its time while another waits that would be quick."""
        if seconds < QUICK and not self.is_dear(turn, now):
            return False
        return any(not self.is_dear(other, now) for other in self._waiting)

    def end(self, turn: Turn, now: float, seconds: float, *, is_whole: bool = True) -> None:
        """Note that a query is no longer under way, and remember what it took of a processor.

        Args:
            turn: the query's.
            now: the time.
            seconds: what it took.
            is_whole: whether it was answered; one that was cut off would have taken more, and is remembered at twice that.
        """
        self._running[turn.client] -= 1
        self._held[turn.client] -= turn.is_on_patient
        for counter in (self._running, self._held):
            if counter[turn.client] <= 0:
                del counter[turn.client]
        for key in (turn.client, (turn.query,)):
            before = self._record(key, now)
            cost = seconds if is_whole else 2 * seconds
            self._known[key] = _Record(max(cost, before.cost * _KEPT), before.had + seconds, now)
            self._known.move_to_end(key)
        while len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)

    def _begin(self, turn: Turn, now: float, *, is_patient: bool) -> None:
        self._waiting.remove(turn)
        turn.is_on_patient = is_patient
        self._running[turn.client] += 1
        self._held[turn.client] += is_patient
        turn.since = now

    def _order(self, turn: Turn, now: float) -> tuple[int, float, float]:
        return self._running[turn.client], self._record(turn.client, now).had, turn.since

    def _record(self, key: Hashable, now: float) -> _Record:
        """Give what is remembered of a client or a query, as far as it is not forgotten."""
        known = self._known.get(key)
        if known is None:
            return _Record(0.0, 0.0, now)
        left = 0.5 ** ((now - known.when) / _HALVED)
        return _Record(known.cost * left, known.had * left, now)
