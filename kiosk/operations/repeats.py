"""How often a log may say the same: a few times, then a count now and then."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from kiosk.operations.clock import in_words

ALIKE: Final = 3
"""How often the same line stands in the log in one window."""
FROM_ONE_PLACE: Final = 60
"""How many lines one place in the code may write in one window."""
WINDOW_S: Final = 3600.0
"""The first window; each in which something was left out is followed by one twice as long."""
LONGEST_WINDOW_S: Final = 86_400.0

_MOST_KEYS: Final = 500


@dataclass(slots=True)
class _Seen:
    """What one window has seen of a key."""

    line: str
    level: int
    began: float
    window_s: float
    left: int
    """How many more may be written."""
    omitted: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line for the log."""

    level: int
    text: str


class Repeats:
    """Lets a line through, or counts it.

    What repeats for a whole season costs a line a day. Not for several threads at once.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """Nothing was said yet; `clock` gives seconds that never go back."""
        self._clock = clock
        self._texts = _Windows(ALIKE, "{count} times more within {time}: {line}")
        self._places = _Windows(FROM_ONE_PLACE, "{count} more of the like within {time}: {line}")

    def lines(self, level: int, text: str, place: Hashable) -> Iterator[Line]:
        """What to write when this is said: counts that are due, then the line if it may pass.

        Args:
            level: How grave it is.
            text: The line.
            place: Where in the code it was said.
        """
        now = self._clock()
        yield from self._texts.ended(now)
        yield from self._places.ended(now)
        if self._texts.admits((level, text), Line(level, text), now) and self._places.admits(
            place, Line(level, text), now
        ):
            yield Line(level, text)

    def close(self) -> Iterator[Line]:
        """The counts that are still to be told."""
        yield from self._texts.ended(float("inf"))
        yield from self._places.ended(float("inf"))


class _Windows:
    """What was seen of each key, in windows of time."""

    def __init__(self, most: int, words: str) -> None:
        self._most = most
        self._words = words
        self._seen: OrderedDict[Hashable, _Seen] = OrderedDict()
        """The one that was said last stands last."""
        self._next_end = float("inf")

    def admits(self, key: Hashable, line: Line, now: float) -> bool:
        """Count a line; whether it may be written."""
        seen = self._seen.get(key)
        if seen is None:
            if len(self._seen) >= _MOST_KEYS:
                self._seen.popitem(last=False)
            seen = self._begin(key, _Seen(line.text, line.level, now, WINDOW_S, self._most))
        self._seen.move_to_end(key)
        if seen.left:
            seen.left -= 1
            return True
        seen.omitted += 1
        seen.line, seen.level = line.text, line.level
        return False

    def ended(self, now: float) -> Iterator[Line]:
        """End the windows whose time is over, and tell what they left out."""
        if now < self._next_end:
            return
        self._next_end = float("inf")
        for key, seen in list(self._seen.items()):
            if now - seen.began < seen.window_s:
                self._next_end = min(self._next_end, seen.began + seen.window_s)
                continue
            del self._seen[key]
            if not seen.omitted:
                continue
            time = in_words(timedelta(seconds=min(now - seen.began, seen.window_s)))
            text = self._words.format(count=seen.omitted, time=time, line=seen.line)
            yield Line(seen.level, text)
            window_s = min(2 * seen.window_s, LONGEST_WINDOW_S)
            self._begin(key, _Seen(seen.line, seen.level, now, window_s, left=0))

    def _begin(self, key: Hashable, seen: _Seen) -> _Seen:
        """Open a window."""
        self._seen[key] = seen
        self._next_end = min(self._next_end, seen.began + seen.window_s)
        return seen
