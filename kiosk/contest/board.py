"""Who is red, who is black, and whether a board may hang (rules, section 6)."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from kiosk.contest.model import (
    Approval,
    Board,
    BoardEntry,
    BoardRule,
    ListedEntry,
    Round,
    Rules,
    Side,
    Standing,
)
from kiosk.contest.numbers import at_least

_NINE = "一二三四五六七八九"
_ROUND_NUMBER = re.compile(rf"第?(\d{{1,4}}|[{_NINE}]?十[{_NINE}]?|[{_NINE}])[期轮輪]?")
_YEAR = re.compile(r"(\d{4})年度?")
_HALF_MONTH = re.compile(r"(\d{1,2})月([上下])半?月?$")
_MONTH = re.compile(r"(\d{1,2})月份?")
_EXPLANATION = re.compile(r"[(（][^()（）]*[)）]$")
_MID_MONTH = 15
_CLOCK_NOISE = timedelta(minutes=1)
"""Two looks at a clock that is being put right may differ by so much."""


def boards(
    standings: Sequence[Standing],
    rules: Rules,
    listed: Sequence[ListedEntry] | None = None,
    now: Round | None = None,
) -> tuple[Board, ...]:
    """The boards that hang, one a group.

    A source that has a table of its own entries is shown as it lists, whatever the rule; an
    empty table puts nobody on a board. With `Approval.REQUIRED`, or the rule `listed`, nothing
    else ever hangs.
    """
    if listed is not None:
        return (_as_listed(standings, entries_of_round(listed, now)),)
    if rules.approval is Approval.REQUIRED:
        return ()
    return candidates(standings, rules)


def candidates(standings: Sequence[Standing], rules: Rules) -> tuple[Board, ...]:
    """The boards that the rule computes, one a group, whether or not they may hang."""
    if rules.rule is BoardRule.LISTED:
        return ()
    return tuple(
        _draw(group, list(members), rules)
        for group, members in groupby(standings, key=lambda one: one.group)
    )


def sides(drawn: Iterable[Board]) -> dict[tuple[str, str], Side]:
    """Which side each (group, subject) stands on; a subject on no board is not in it."""
    found: dict[tuple[str, str], Side] = {}
    for board in drawn:
        for side, entries in ((Side.BLACK, board.black), (Side.RED, board.red)):
            for entry in entries:
                group = entry.standing.group if entry.standing else board.group
                found[group, entry.subject] = side
    return found


def entries_of_round(listed: Sequence[ListedEntry], now: Round | None) -> tuple[ListedEntry, ...]:
    """The entries of the current round, else of the round that the table names last.

    Entries that name no round belong to any.
    """
    named = [entry.round for entry in listed if entry.round]
    shown = [label for label in named if names_round(label, now)] or named[-1:]
    return tuple(entry for entry in listed if not entry.round or entry.round in shown)


def names_round(label: str, now: Round | None) -> bool:
    """Whether a table's words name this round: 3, 第3期, 第三期, 6月上半月.

    6月 names a round that is of both its halves. The year may stand before any of them, and an
    explanation in brackets behind.
    """
    if now is None:
        return False
    named = _EXPLANATION.sub("", "".join(label.split()))
    if year := _YEAR.match(named):
        if int(year[1]) != now.end.year:
            return False
        named = named[year.end() :]
    if number := _ROUND_NUMBER.fullmatch(named):
        return _numeral(number[1]) == now.number
    late = now.end.day > _MID_MONTH
    if half := _HALF_MONTH.search(named):
        return int(half[1]) == now.end.month and (half[2] == "下") == late
    if month := _MONTH.fullmatch(named):
        both_halves = now.start.month == now.end.month and now.start.day <= _MID_MONTH and late
        return int(month[1]) == now.end.month and both_halves
    return False


def is_stale(
    *,
    as_of: date | None,
    today: date,
    stale_after: timedelta,
    answered: datetime | None,
    now: datetime,
    unanswered_after: timedelta,
) -> bool:
    """Whether figures are too old to shame anybody with.

    True once `today` is more than `stale_after` past the as-of date, or the source has not
    answered for more than `unanswered_after`. `answered` is the last successful poll, `now`
    the same clock's present. A poll whose time is not known, or lies in the future because a
    clock was wrong, may be as old as any.
    """
    if as_of is not None and today - as_of > stale_after:
        return True
    if answered is None or answered - now > _CLOCK_NOISE:
        return True
    return now - answered > unanswered_after


def _draw(group: str, members: list[Standing], rules: Rules) -> Board:
    ranked = [one for one in members if one.score is not None]
    match rules.rule:
        case BoardRule.CONDITIONAL:
            red = _cut([one for one in ranked if _leads(one, rules)], rules.red_count)
            black = _cut([one for one in ranked[::-1] if _lags(one, rules)], rules.black_count)
        case BoardRule.THRESHOLD:
            red = _those(
                ranked, lambda one, score: at_least(score, rules.red_from) and not one.vetoed
            )
            black = _those(
                ranked,
                lambda one, score: not at_least(score, rules.black_below) or bool(one.vetoed),
            )
        case _:
            red = _cut(ranked, rules.red_count)
            black = _cut(ranked[::-1], rules.black_count)
    honoured = {one.subject for one in red}
    lagging = {one.subject for one in black} - honoured
    return Board(
        group=group,
        red=_entries(red),
        black=_entries(one for one in ranked if one.subject in lagging),
    )


def _leads(one: Standing, rules: Rules) -> bool:
    on_plan = one.progress is not None and at_least(one.progress, rules.on_plan_from)
    return on_plan and not one.overdue and not one.vetoed


def _lags(one: Standing, rules: Rules) -> bool:
    behind = one.progress is not None and not at_least(one.progress, rules.behind_below)
    return behind or bool(one.vetoed)


def _those(ranked: Iterable[Standing], holds: Callable[[Standing, float], bool]) -> list[Standing]:
    return [one for one in ranked if one.score is not None and holds(one, one.score)]


def _cut(ordered: list[Standing], count: int) -> list[Standing]:
    """The first count of them, and everyone tied with the last of these."""
    if count <= 0:
        return []
    kept = ordered[:count]
    return kept + [one for one in ordered[count:] if one.score == kept[-1].score]


def _entries(standings: Iterable[Standing]) -> tuple[BoardEntry, ...]:
    return tuple(BoardEntry(subject=one.subject, standing=one) for one in standings)


def _as_listed(standings: Sequence[Standing], listed: Sequence[ListedEntry]) -> Board:
    known = {one.subject: one for one in standings}

    def entries(side: Side) -> tuple[BoardEntry, ...]:
        return tuple(
            BoardEntry(subject=entry.subject, standing=known.get(entry.subject), listed=entry)
            for entry in listed
            if entry.side is side
        )

    return Board(red=entries(Side.RED), black=entries(Side.BLACK))


def _numeral(text: str) -> int:
    """An Arabic number, or a Chinese one up to 九十九."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    value = 10 * (_NINE.index(tens or "一") + 1) if ten else 0
    return value + (_NINE.index(ones) + 1 if ones else 0)
