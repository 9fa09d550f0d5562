"""Words, dates and numbers in the display's language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from kiosk.contest.numbers import round_half_up
from kiosk.contest.standings import pinyin_order

SOURCE_LANGUAGE: Final = "zh_CN"
"""The language the interface's texts are written in; the others come from translation files."""


class Translate(Protocol):
    """A text of the interface in the display's language: `QCoreApplication.translate`."""

    def __call__(self, context: str, key: str, /) -> str:
        """The translation, or the text itself where there is none."""


def _filled(day: date, pattern: str) -> str:
    return pattern.replace("M", str(day.month)).replace("d", str(day.day))


@dataclass(frozen=True, slots=True)
class Language:
    """How a display speaks."""

    code: str = SOURCE_LANGUAGE
    translate: Translate = lambda _context, key: key
    format_date: Callable[[date, str], str] = _filled

    def month(self, day: date) -> str:
        """The month of a day, without its year."""
        return self.format_date(day, self.translate("dates", "M 月"))

    def date(self, day: date) -> str:
        """A day of the season, without its year."""
        return self.format_date(day, self.translate("dates", "M 月 d 日"))

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
