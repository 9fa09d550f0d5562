"""Reading a cell: shares, numbers, points, vetoes, lists of units (rules, section 3).

A cell that cannot be read is never guessed: `Unreadable` says why, and the caller says what
was done instead.
"""

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple, TypeAlias

from kiosk.intake.text import LONGEST_LINE, normalize, one_line, without_personal_numbers

Cell: TypeAlias = str | float | int | bool | date | datetime | time | timedelta | None
"""What a workbook, a delimited text or a JSON document gives for one cell."""

PERCENT_FROM: Final = 1.5
"""A bare number above this makes all bare numbers of its column percentages."""
HIGHEST_SHARE: Final = 3.0
"""A share above this is no share."""
HIGHEST_NUMBER: Final = 1e15
"""Numbers in a table are not beyond this; the country's output is 1.4e14 yuan."""
LOWEST_GROWTH: Final = -1.0
HIGHEST_GROWTH: Final = 10.0
"""Growth is between these: from nothing left to eleven times as much."""
FULL_MARKS: Final = 100.0
"""The highest quality and results."""


class Unreadable(ValueError):  # noqa: N818 - it names the cell's state, not a fault of ours
    """A cell that holds something which cannot be read as what its column is."""


class Share(NamedTuple):
    """A share as it is written, before its column decides what a bare number means."""

    number: float
    percent: bool
    """Written with a percent sign."""


class Quantity(NamedTuple):
    """A number and the unit written behind it: 350 万元."""

    number: float
    unit: str


_UNSIGNED: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_NUMBER: Final = rf"[+-]?{_UNSIGNED}"
_ABOUT: Final = (
    r"(?:截至目前|目前|累计|累計|总体|總體|实际|實際|已经|已經|已|约|約|大约|大約|"
    r"将近|將近|接近|近|超过|超過|超|突破|逾|达到|達到|达|達|完成率|完成|为|為|至少|>=|>|≥|~|≈)*"
)
_OR_SO: Final = r"(?:左右|上下|以上|多|余|餘)?[。.]?"
_SHARE: Final = re.compile(rf"{_ABOUT}({_NUMBER})(%?){_OR_SO}")
_MARKS: Final = re.compile(rf"{_ABOUT}({_NUMBER})分?{_OR_SO}")
_QUANTITY: Final = re.compile(rf"{_ABOUT}({_NUMBER})([^0-9+\-.,。\s]*?){_OR_SO}")
_POINTS: Final = re.compile(
    rf"(?P<word>加|增|奖励|獎勵|奖|獎|扣减|扣減|扣|减|減)?分?:?(?P<number>{_NUMBER})分?[。.]?"
)
_GROWTH: Final = re.compile(
    r"(?:累计|累計|同比|[较較比]上年(?:同期)?)*"
    r"(?:(?P<up>增长|增長|增加|上升|提高|增|升|↑)|(?P<down>下降|减少|減少|降低|回落|降|减|減|↓))?"
    rf"[约約]?(?P<number>{_NUMBER})(?P<percent>%?)(?:左右)?[。.]?"
)
_LEVEL: Final = re.compile(r"(?:与上年(?:同期)?|與上年(?:同期)?|同比)?持平")
_WHOLE: Final = re.compile(rf"(?P<sign>[+-]?)(?P<number>{_UNSIGNED})(?P<behind>[^0-9]*)")
_DEDUCTING: Final = frozenset({"扣", "减", "減", "扣减", "扣減"})
_NOTHING: Final = re.compile(
    r"[-‐‑‒–—―_/\\~]+|[无無]|[暂暫][无無]|未[报報]|未填[报報]|未上[报報]|n/?a|nil|none|null|nan",
    re.IGNORECASE,
)
_NO: Final = frozenset({"否", "不", "没有", "沒有", "未", "0", "0.0", "no", "n", "false", "×", "x"})
_YES: Final = frozenset({"是", "有", "√", "✓", "✔", "1", "1.0", "yes", "y", "true"})
_ERROR: Final = re.compile(
    r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|FIELD!|BLOCKED!|ERROR!)"
)
"""What a spreadsheet shows for a formula that has no value."""
_UNIT_BREAKS: Final = re.compile(r"[、,;/\n]")


def text_of(cell: Cell) -> str:
    """A cell as text: normalised, without personal numbers; dates in ISO form."""
    if isinstance(cell, str):
        return without_personal_numbers(normalize(cell))
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        midnight = cell.time() == time.min
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, float | int):
        return without_personal_numbers(number_text(cell))
    return str(cell)


def label_of(cell: Cell, joint: str = "") -> str:
    """A cell as the text of one line: a title, a name."""
    return one_line(text_of(cell), joint)


def read_text(cell: Cell) -> str:
    """A cell as text that is kept as it is.

    Raises:
        Unreadable: It is an error of the spreadsheet's own.
    """
    text = text_of(cell)
    if text.startswith("#") and _ERROR.fullmatch(text):
        raise Unreadable("is an error of the spreadsheet")
    return text


def number_text(number: float) -> str:
    """A number as a person writes it: `12`, `9.3`, without binary noise or an exponent."""
    if isinstance(number, int):
        # Beyond this Python refuses the decimal text, and no cell means such a number.
        return str(number) if number.bit_length() <= 1024 else "inf"  # noqa: PLR2004
    if number.is_integer():
        return str(int(number))
    if not math.isfinite(number):
        return str(number)
    return f"{number:.10f}".rstrip("0").rstrip(".")


def is_blank(text: str) -> bool:
    """Whether a text stands for no value: empty, `—`, `/`, `无`, `未报`, `N/A`."""
    return not text or _NOTHING.fullmatch(text) is not None


def read_share(cell: Cell) -> Share | None:
    """Read a share as it is written.

    Returns:
        The number, and whether it carries a percent sign; None where nothing is reported.

    Raises:
        Unreadable: The cell holds something else.
    """
    number = _bare(cell)
    if number is not None:
        return Share(number, percent=False)
    text = _solid(cell)
    if is_blank(text):
        return None
    match = _SHARE.fullmatch(text)
    if match is None:
        raise Unreadable("is not a share")
    return Share(_to_float(match[1]), percent=match[2] == "%")


def counts_in_percent(shares: Iterable[Share | None]) -> bool:
    """Whether the bare numbers of a column are percentages (rules, section 3)."""
    return any(one and not one.percent and one.number > PERCENT_FROM for one in shares)


def share_value(share: Share, *, column_in_percent: bool) -> float:
    """A share as a fraction.

    Raises:
        Unreadable: It is below 0 or above `HIGHEST_SHARE`.
    """
    scaled = share.percent or column_in_percent
    return bounded_share(share.number / 100 if scaled else share.number)


def bounded_share(value: float) -> float:
    """The fraction itself.

    Raises:
        Unreadable: It is below 0 or above `HIGHEST_SHARE`.
    """
    if value < 0:
        raise Unreadable("is a share below 0")
    if not value <= HIGHEST_SHARE:
        raise Unreadable("is a share above 300 %")
    return value + 0.0


def read_growth(cell: Cell) -> Share | None:
    """Read growth as it is written: `8.1%`, `-2.3%`, `增长8.1%`, `下降2.3%`, `持平`.

    Raises:
        Unreadable: The cell holds something else.
    """
    number = _bare(cell)
    if number is not None:
        return Share(number, percent=False)
    text = _solid(cell)
    if is_blank(text):
        return None
    if _LEVEL.fullmatch(text):
        return Share(0.0, percent=True)
    match = _GROWTH.fullmatch(text)
    if match is None:
        raise Unreadable("is not a growth rate")
    value = _to_float(match["number"])
    if (match["up"] or match["down"]) and match["number"][0] in "+-":
        raise Unreadable("has both a word and a sign")
    return Share(-value if match["down"] else value, percent=match["percent"] == "%")


def growth_value(share: Share, *, column_in_percent: bool) -> float:
    """Growth as a fraction.

    Raises:
        Unreadable: It is not between `LOWEST_GROWTH` and `HIGHEST_GROWTH`.
    """
    scaled = share.percent or column_in_percent
    value = share.number / 100 if scaled else share.number
    if not LOWEST_GROWTH <= value <= HIGHEST_GROWTH:
        raise Unreadable("is a growth below -100 % or above 1,000 %")
    return value + 0.0


def read_whole(cell: Cell, *, behind: frozenset[str] = frozenset()) -> int | None:
    """Read a whole number of 0 or more: `9`, `9.0`, `9个`.

    Args:
        cell: The cell.
        behind: What may be written behind the number.

    Raises:
        Unreadable: The cell holds something else.
    """
    _bare(cell)
    text = _solid(cell)
    if is_blank(text):
        return None
    match = _WHOLE.fullmatch(text)
    if match is None or (match["behind"] and match["behind"] not in behind):
        raise Unreadable("is not a whole number")
    number = _to_float(match["number"])
    if match["sign"] == "-" and number:
        raise Unreadable("is below 0")
    if not number.is_integer():
        raise Unreadable("is not a whole number")
    return int(number)


def read_flag(cell: Cell) -> bool:
    """Read whether something is so: `是`, `√`, `yes`, 1; blank is not.

    Raises:
        Unreadable: The cell holds something else.
    """
    text = read_text(cell).casefold()
    if is_blank(text) or text in _NO:
        return False
    if text in _YES:
        return True
    raise Unreadable("is neither yes nor no")


def read_quantity(cell: Cell) -> Quantity | None:
    """Read a target or what is done of it: a number, perhaps with a unit.

    Raises:
        Unreadable: The cell holds something else.
    """
    number = _bare(cell)
    if number is not None:
        return Quantity(number, "")
    text = _solid(cell)
    if is_blank(text):
        return None
    match = _QUANTITY.fullmatch(text)
    if match is None:
        raise Unreadable("is not a number with a unit")
    return Quantity(_to_float(match[1]), match[2])


def ratio(done: Quantity, target: Quantity) -> float:
    """`done ÷ target` as a fraction (rules, section 3).

    Raises:
        Unreadable: The target is not above 0, the units differ, or the ratio is no share.
    """
    if done.unit != target.unit and (
        (done.unit and target.unit) or "%" in (done.unit, target.unit)
    ):
        raise Unreadable("is not in the unit of its target")
    if not target.number > 0:
        raise Unreadable("has a target that is not above 0")
    return bounded_share(done.number / target.number)


def read_marks(cell: Cell) -> float | None:
    """Read a quality or a results mark, 0 to 100: `85`, `85分`, `约85`.

    Raises:
        Unreadable: The cell holds something else.
    """
    value = read_score(cell)
    if value is not None and not 0 <= value <= FULL_MARKS:
        raise Unreadable("is not between 0 and 100")
    return value


def read_score(cell: Cell) -> float | None:
    """Read a score that an office computed: `92.8`, `92.8分`; no bounds.

    Raises:
        Unreadable: The cell holds something else.
    """
    number = _bare(cell)
    if number is not None:
        return number
    text = _solid(cell)
    if is_blank(text):
        return None
    match = _MARKS.fullmatch(text)
    if match is None:
        raise Unreadable("is not a number")
    return _to_float(match[1])


def read_weight(cell: Cell) -> float | None:
    """Read a task's weight: a number of 0 or more, or a percentage.

    Raises:
        Unreadable: The cell holds something else.
    """
    share = read_share(cell)
    if share is None:
        return None
    if share.number < 0:
        raise Unreadable("is a weight below 0")
    return share.number / 100 if share.percent else share.number


def read_points(cell: Cell, *, deducting: bool = False) -> float:
    """Read points added or deducted: `+2`, `-1.5`, `加2分`, `扣1分`; blank is 0.

    Args:
        cell: The cell.
        deducting: The column is of deductions alone: a number without a sign counts negative.

    Raises:
        Unreadable: The cell holds something else.
    """
    number = _bare(cell)
    if number is not None:
        return -abs(number) + 0.0 if deducting else number
    text = _solid(cell)
    if is_blank(text):
        return 0.0
    match = _POINTS.fullmatch(text)
    if match is None:
        raise Unreadable("is not a number of points")
    word, written = match["word"], match["number"]
    value = _to_float(written)
    if word:
        if written[0] in "+-":
            raise Unreadable("has both a word and a sign")
        return -value if word in _DEDUCTING else value
    if deducting and written[0] == "+":
        raise Unreadable("adds points in a column of deductions")
    return -abs(value) + 0.0 if deducting else value


def read_veto(cell: Cell) -> str:
    """Why a task is vetoed, as the table says it; `是` where it only says that it is.

    Raises:
        Unreadable: The cell holds an error of the spreadsheet's own.
    """
    text = read_text(cell)
    plain = text.casefold()
    if is_blank(text) or plain in _NO:
        return ""
    return "是" if plain in _YES else text


def read_units(cell: Cell, aliases: Mapping[str, str]) -> tuple[str, ...]:
    """Split a cell at `、 , ， ; ； /` and line breaks into units, each named once.

    Args:
        cell: The cell.
        aliases: Another name to the one that counts, both normalised.

    Returns:
        The units; none where the cell is blank.

    Raises:
        Unreadable: The cell holds an error of the spreadsheet's own, or marks alone.
    """
    text = read_text(cell)
    if is_blank(text):
        return ()
    parts = (part.strip()[:LONGEST_LINE] for part in _UNIT_BREAKS.split(text))
    units = tuple(dict.fromkeys(aliases.get(part, part) for part in parts if not is_blank(part)))
    if not units:
        raise Unreadable("names no unit")
    return units


def _bare(cell: Cell) -> float | None:
    """The number of a numeric cell; None for text and nothing.

    Raises:
        Unreadable: The cell is a date, a time or a truth value, or not finite.
    """
    if cell is None or isinstance(cell, str):
        return None
    if isinstance(cell, bool) or not isinstance(cell, float | int):
        raise Unreadable("is not a number")
    try:
        number = float(cell)
    except OverflowError:
        number = math.inf
    return _usable(number)


def _to_float(written: str) -> float:
    """The number that a matched text writes.

    Raises:
        Unreadable: It is beyond `HIGHEST_NUMBER`.
    """
    return _usable(float(written.replace(",", "")))


def _usable(number: float) -> float:
    """The number itself.

    Raises:
        Unreadable: Nobody counts so far, and sums of such numbers would have no bound.
    """
    if not math.isfinite(number):
        raise Unreadable("is not a finite number")
    if abs(number) > HIGHEST_NUMBER:
        raise Unreadable("is larger than any number of a table")
    return number


def _solid(cell: Cell) -> str:
    """The cell's text without white space, which no number needs."""
    return "".join(text_of(cell).split())
