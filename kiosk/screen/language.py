"""Words, dates and numbers in the display's language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from kiosk.contest.numbers import round_half_up
from kiosk.contest.standings import pinyin_order

SOURCE_LANGUAGE: Final = "zh_CN"
"""The language the interface's texts are written in; the others come from translation files."""
_WEEKDAYS: Final = "一二三四五六日"
_MOST_DECIMALS: Final = 2
_THOUSAND_DIGITS: Final = 3
_UNDIVIDED: Final = {SOURCE_LANGUAGE: 4}
"""How many digits before the point stand together, where that is not three."""


class Translate(Protocol):
    """A text of the interface in the display's language: `QCoreApplication.translate`."""

    def __call__(self, context: str, key: str, /) -> str:
        """The translation, or the text itself where there is none."""


def _filled(day: date, pattern: str) -> str:
    named = pattern.replace("dddd", f"星期{_WEEKDAYS[day.weekday()]}")
    return named.replace("M", str(day.month)).replace("d", str(day.day))


@dataclass(frozen=True, slots=True)
class Language:
    """How a display speaks."""

    code: str = SOURCE_LANGUAGE
    translate: Translate = lambda _context, key: key
    format_date: Callable[[date, str], str] = _filled

    def month(self, day: date) -> str:
        """The month of a day, without its year."""
        return self.format_date(day, self.translate("dates", "M 月"))

    def weekday(self, day: date) -> str:
        """The name of a day of the week: 星期二, Tuesday."""
        return self.format_date(day, "dddd")

    def date(self, day: date) -> str:
        """A day of the season, without its year."""
        return self.format_date(day, self.translate("dates", "M 月 d 日"))

    def figure(self, value: float, decimals: int | None = None) -> str:
        """A figure of any size, its thousands set apart as readers of the language expect.

        With so many decimals, or with those that it has, two at most: 46.8, 1,234, 12,345.67.
        Print on the mainland leaves four digits together (GB/T 15835-2011).
        """
        text = number(value, _MOST_DECIMALS if decimals is None else decimals)
        if decimals is None:
            text = text.rstrip("0").rstrip(".")
        digits = text.partition(".")[0].removeprefix("−")
        if len(digits) <= _UNDIVIDED.get(self.code, _THOUSAND_DIGITS):
            return text
        return text.replace(digits, f"{int(digits):,}", 1)

    def collate(self, name: str) -> object:
        """Sort key for names: pinyin, strokes, or letters."""
        match self.code:
            case "zh_TW":
                # Big5 orders its characters by the number of their strokes.
                return (name.encode("big5hkscs", errors="replace"), name)
            case "en":
                return name.casefold()
            case _:
                return pinyin_order(name)


def number(value: float, decimals: int = 1) -> str:
    """A figure for the wall, a true minus before negative ones."""
    text = f"{round_half_up(value, decimals):.{decimals}f}"
    return text.replace("-", "−") if float(text) else text.removeprefix("-")


def score(value: float) -> str:
    """A score as it is compared: one decimal, or as many as the office's own score has."""
    text = f"{value:.6f}".rstrip("0")
    return number(value, max(1, len(text.partition(".")[2])))
