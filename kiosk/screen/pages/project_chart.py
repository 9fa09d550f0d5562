"""A project's steps as bars on a calendar, with today's line and the target's."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from kiosk.contest.model import Schedule, ScheduledStep
from kiosk.screen.geometry import FLOOR, ROW
from kiosk.screen.pages.common import GAP, Wall, joined
from kiosk.screen.pages.timescale import WORD_GAP, Period, Timeline, scale
from kiosk.screen.typesetting import Block

STEP_SIZES: Final = (ROW, 48, FLOOR)
"""Sizes of the steps' names: all names of a page have the same."""
_NAME_SHARE: Final = 0.29
"""Part of a wide wall that names take at their largest."""
_LONG_NAME_SHARE: Final = 0.4
"""Part of a wide wall that long names take at their smallest."""
_NAME_PAD: Final = 1
_LANE: Final = 48
"""Height of a lane that stands under its step's name."""
_HEAD_LINE: Final = 52
"""Height of the line of the scale, and of the line of today's word and the target's."""
_LEAST_BAR: Final = 12
_DIAMOND: Final = 25
"""Half of the diagonal of a milestone's diamond."""
_OVERHANG: Final = 5
"""By how much a text in two scripts may reach beyond its measured width."""
_TODAY_REACH: Final = 3
"""Today is drawn while it is no further from the schedule than this part of its length."""


class StepState(StrEnum):
    """How far a step has come."""

    DONE = "done"
    RUNNING = "running"
    TO_COME = "to-come"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A step on the calendar. Lengths along the lane begin at its left end, in units."""

    name: Block
    words: str
    """Done, behind, on the critical path, or by how much it may slip."""
    done: bool
    running: bool
    critical: bool
    """Whether any slip of it moves the end: its bar is thick."""
    bar_x: float
    bar_width: float
    """0 for a mere event."""
    filled: float
    """How much of the bar is behind us, in units."""
    float_width: float
    """By how much it may still slip, from the bar's end; 0 where it may not, or is done."""
    diamond_x: float
    """Middle of a milestone's diamond; -1 where the step is none."""
    row_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Some steps on the calendar, from the left edge of the content."""

    chart_y: float = 0.0
    caption: str = ""
    caption_y: float
    periods: tuple[Period, ...]
    head_y: float
    """Where the scale stands: beside the caption, or under it."""
    rows_y: float
    lane_x: float
    lane_width: float
    lane_below: bool
    """Whether a step's bar stands under its name, not beside it."""
    lane_height: float = _LANE
    today_word: str
    """Empty where today is too far away to be drawn."""
    today_x: float
    """Where today's line stands in the lanes; -1 where it does not."""
    today_word_x: float
    target_word: str
    target_x: float
    target_word_x: float
    rows: tuple[StepRow, ...] = ()

    @property
    def height(self) -> float:
        """Height of head and rows."""
        return self.rows_y + sum(row.row_height for row in self.rows)


def state_of(one: ScheduledStep, today: date) -> StepState:
    """How far a step has come by today; days after today are not actual ones."""
    if one.step.finished is not None and one.step.finished <= today:
        return StepState.DONE
    if one.step.started is not None and one.step.started <= today:
        return StepState.RUNNING
    return StepState.TO_COME


def is_milestone(one: ScheduledStep) -> bool:
    """Whether a step is told by a diamond: marked as a milestone, or a mere event."""
    return one.step.milestone or one.step.days == 0


def caption(schedule: Schedule, today: date, wall: Wall, shown: int) -> str:
    """What the steps are of which so many are shown: all, or those that matter now."""
    states = {state_of(one, today) for one in schedule.steps}
    if shown == len(schedule.steps):
        return wall.say("倒排工期 · {count} 步", count=shown)
    if states == {StepState.DONE}:
        return wall.say("最近完成")
    if StepState.RUNNING in states:
        return wall.say("正在进行与下一步")
    return wall.say("接下来")


def decides(schedule: Schedule, one: ScheduledStep) -> bool:
    """Whether any slip of a step moves the end."""
    return one.critical or one.step.name in schedule.critical_path


def day_words(wall: Wall, day: date, today: date) -> str:
    """A day, with its year where that is another one."""
    words = wall.language.date(day)
    if day.year == today.year:
        return words
    return wall.say("{year} 年 {day}", year=day.year, day=words)


def legend(schedule: Schedule, today: date, wall: Wall) -> str:
    """What the shapes of the chart mean, of those that occur."""
    steps = schedule.steps
    milestone = wall.say("◆ 里程碑") if any(map(is_milestone, steps)) else ""
    if all(state_of(one, today) is StepState.DONE for one in steps):
        return joined((wall.say("粗条：关键线路"), milestone), " · ")
    floats = not all(decides(schedule, one) for one in steps)
    return joined(
        (
            wall.say("粗条：关键线路，晚一天全局晚一天"),
            wall.say("细条：有机动（工作日），可晚到线尾") if floats else "",
            milestone,
        ),
        " · ",
    )


def empty_chart(schedule: Schedule, today: date, wall: Wall) -> Chart:
    """The calendar with no step on it yet, alike for every page of the project."""
    wide = wall.geometry.wide
    lane_x = _names_width(schedule, today, wall) + GAP if wide else 0.0
    words_width = _words_width(schedule, today, wall) + GAP if wide else 0.0
    timeline = _timeline(schedule, today, wall.geometry.content_width - lane_x - words_width)
    shown = timeline.first <= today <= timeline.last
    today_word = wall.say("今天") if shown else ""
    today_x = timeline.middle_of(today) if shown else -1.0
    target = schedule.project.target
    target_word = wall.say("目标 {day}", day=day_words(wall, target, today))
    target_x = timeline.end_of(target)
    # The target's word may reach over the column of words that stands behind the lanes.
    today_word_x, target_word_x = _words_x(
        (today_x, wall.width_of(today_word, FLOOR, bold=True)),
        (target_x, wall.width_of(target_word, FLOOR, bold=True)),
        timeline.width + words_width - _OVERHANG,
    )
    return Chart(
        caption_y=_HEAD_LINE if wide else 0.0,
        periods=scale(wall, timeline),
        head_y=0.0 if wide else _HEAD_LINE,
        rows_y=(2 if wide else 3) * _HEAD_LINE,
        lane_x=lane_x,
        lane_width=timeline.width,
        lane_below=not wide,
        today_word=today_word,
        today_x=today_x,
        today_word_x=today_word_x,
        target_word=target_word,
        target_x=target_x,
        target_word_x=target_word_x,
    )


def step_rows(
    schedule: Schedule, today: date, wall: Wall, chart: Chart, size: float
) -> tuple[StepRow, ...]:
    """Every step on the chart's calendar, its name at this size."""
    timeline = _timeline(schedule, today, chart.lane_width)
    if chart.lane_below:
        name_width = wall.geometry.content_width - _words_width(schedule, today, wall) - GAP
    else:
        name_width = chart.lane_x - GAP
    return tuple(
        _row(
            one,
            today,
            timeline,
            name=wall.fit(one.step.name, name_width, (size,), bold=True),
            words=_words(schedule, one, today, wall),
            critical=decides(schedule, one),
            lane_below=chart.lane_below,
        )
        for one in schedule.steps
    )


def _row(
    one: ScheduledStep,
    today: date,
    timeline: Timeline,
    *,
    name: Block,
    words: str,
    critical: bool,
    lane_below: bool,
) -> StepRow:
    state = state_of(one, today)
    done = state is StepState.DONE
    end = timeline.end_of(one.expected_finish)
    start = timeline.start_of(one.expected_start)
    width = max(end - start, _LEAST_BAR) if one.step.days else 0.0
    start = min(start, timeline.width - width)
    behind_us = {StepState.DONE: width, StepState.RUNNING: timeline.middle_of(today) - start}
    spare = 0.0 if done or critical else timeline.end_of(one.latest_finish) - end
    lane = _LANE if lane_below else 0.0
    return StepRow(
        name=name,
        words=words,
        done=done,
        running=state is StepState.RUNNING,
        critical=critical,
        bar_x=start,
        bar_width=width,
        filled=min(max(behind_us.get(state, 0.0), 0.0), width),
        float_width=max(spare, 0.0),
        diamond_x=min(max(end, _DIAMOND), timeline.width - _DIAMOND) if is_milestone(one) else -1.0,
        row_height=name.height + lane + _NAME_PAD,
    )


def _words(schedule: Schedule, one: ScheduledStep, today: date, wall: Wall) -> str:
    state = state_of(one, today)
    if state is StepState.DONE:
        return wall.say("✓ 完成")
    due = state is StepState.RUNNING or one.latest_start < today
    if due and one.expected_finish > one.latest_finish:
        return wall.say("▼ 滞后")
    if decides(schedule, one):
        return wall.say("关键")
    if one.spare > 0:
        return wall.say("机动 {days} 天", days=one.spare)
    return wall.say("无机动")


def _names_width(schedule: Schedule, today: date, wall: Wall) -> float:
    """What the captions need, and the names within their share of the wall."""
    width = wall.geometry.content_width
    names = [one.step.name for one in schedule.steps]
    large = max(wall.width_of(name, STEP_SIZES[0], bold=True) for name in names)
    small = max(wall.width_of(name, STEP_SIZES[-1], bold=True) for name in names)
    captions = (caption(schedule, today, wall, shown) for shown in (0, len(names)))
    return max(
        min(large, width * _NAME_SHARE),
        min(small, width * _LONG_NAME_SHARE),
        *(wall.width_of(text, FLOOR, bold=True) for text in captions),
    )


def _words_width(schedule: Schedule, today: date, wall: Wall) -> float:
    words = (_words(schedule, one, today, wall) for one in schedule.steps)
    return max(wall.width_of(text, FLOOR, bold=True) for text in words)


def _timeline(schedule: Schedule, today: date, width: float) -> Timeline:
    """From the first day of anything to the last; to today too, where that is not far away."""
    steps = schedule.steps
    first = min(schedule.start, *(one.expected_start for one in steps))
    last = max(
        schedule.project.target,
        *(one.expected_finish for one in steps),
        *(one.latest_finish for one in steps),
    )
    reach = (last - first) / _TODAY_REACH
    if first - reach <= today <= last + reach:
        first, last = min(first, today), max(last, today)
    return Timeline(first, last, width)


def _words_x(
    today: tuple[float, float], target: tuple[float, float], width: float
) -> tuple[float, float]:
    """Where the words of today and of the target begin: each at its line, neither on the other.

    Args:
        today: Where its line stands, and how wide its word is.
        target: The same of the target.
        width: What the words may take together.
    """
    early, late = sorted((today, target), key=lambda one: one[0])
    late_x = min(max(late[0] - late[1] / 2, 0.0), width - late[1])
    early_x = min(max(early[0] - early[1] / 2, 0.0), late_x - early[1] - 2 * WORD_GAP)
    early_x = max(early_x, 0.0)
    late_x = max(late_x, early_x + early[1] + 2 * WORD_GAP) if early[1] else late_x
    return (early_x, late_x) if early is today else (late_x, early_x)
