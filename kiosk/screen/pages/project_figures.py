"""The two messages of a project: when it will be ready, and what it will produce."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Final

from kiosk.contest.model import Schedule
from kiosk.screen.geometry import FLOOR, HEADING, ROW
from kiosk.screen.pages.common import (
    Wall,
    joined,
    parted,
)
from kiosk.screen.pages.project_chart import StepState, day_words, is_milestone, state_of
from kiosk.screen.typesetting import EMPTY, Block

HEROES: Final = (264, 208, 176, 144, 120)
"""Sizes of a hero, if its words have room beside it."""
_SMALL_HEROES: Final = (104, HEADING, ROW, FLOOR)
_HERO_LEADING: Final = 0.96
_DESCENDING: Final = 1.12
"""Leading of a hero that may reach under its baseline, as words and commas do."""
_BASELINE: Final = _HERO_LEADING / 2 + 0.38
"""Where the baseline of a hero stands in its line, in parts of its size."""
_WORD_SIZES: Final = (64, FLOOR)
"""Sizes of the words before and behind a hero."""
_WORD_GAP: Final = 28
_BEFORE_SIZE: Final = 2 / 3
"""Size of what is produced before, in parts of that of what will be."""
_CAPTIONS: Final = (64, ROW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A hero with the words before and behind it, and under it what it means."""

    lead: str
    lead_size: float
    hero: str
    hero_size: float
    trail: str
    trail_size: float
    honour: bool = False
    """Whether something has been achieved."""
    drop: float
    """How much lower the hero begins, for its baseline to stand on that of a larger one."""
    hero_height: float
    caption: Block = EMPTY
    detail: Block = EMPTY
    figure_x: float = 0.0
    figure_y: float = 0.0

    @property
    def height(self) -> float:
        """Height of the hero and of what stands under it."""
        return self.hero_height + self.caption.height + self.detail.height


def outlook(schedule: Schedule, today: date, wall: Wall, hero: float, width: float) -> Figure:
    """How long it is until the target, and whether it will be met; the hero at most so large."""
    lead, figure, trail = _days_left(schedule, today, wall)
    caption, detail = _verdict(schedule, today, wall)
    return replace(
        _figure(wall, hero, width, lead, figure, trail),
        honour=_finished(schedule, today),
        caption=wall.fit(caption, width, _CAPTIONS, bold=True),
        detail=wall.fit(detail, width),
    )


def gain(schedule: Schedule, today: date, wall: Wall, hero: float, width: float) -> Figure:
    """What it produces before and after; where that is not told, how many steps are done."""
    project = schedule.project
    done = _states(schedule, today).count(StepState.DONE)
    every = len(schedule.steps)
    milestones = _milestones(schedule, today, wall)
    if project.after is None:
        sentence = wall.say("已完成 {count} 步", count=done)
        caption = wall.say("共 {count} 步", count=every)
        detail = milestones
        shown = _figure(wall, hero, width, *parted(sentence, str(done)))
    else:
        before = "" if project.before is None else f"{wall.language.figure(project.before)} →"
        after = wall.language.figure(project.after)
        caption = project.product
        counted = wall.say("完成 {done}/{count} 步", done=done, count=every)
        detail = joined((counted, milestones), " · ")
        shown = _figure(wall, hero, width, before, after, project.measure, level=True)
        if shown.hero_size < HEADING and project.measure:
            shown = _figure(wall, hero, width, before, after, "", level=True)
            caption = wall.say("{product}（{measure}）", product=caption, measure=project.measure)
    return replace(
        shown,
        caption=wall.fit(caption, width, _CAPTIONS, bold=True),
        detail=wall.fit(detail, width),
    )


def _states(schedule: Schedule, today: date) -> list[StepState]:
    return [state_of(one, today) for one in schedule.steps]


def _finished(schedule: Schedule, today: date) -> bool:
    return set(_states(schedule, today)) == {StepState.DONE}


def _days_left(schedule: Schedule, today: date, wall: Wall) -> tuple[str, str, str]:
    """The hero, and the words before and behind it."""
    produces = bool(schedule.project.product)
    days = (schedule.project.target - today).days
    if _finished(schedule, today):
        return "", wall.say("已投产") if produces else wall.say("全部完成"), ""
    if days == 0:
        return "", wall.say("今天是目标日"), ""
    if days < 0:
        sentence = wall.say("已过目标日 {days} 天", days=-days)
    elif produces:
        sentence = wall.say("距投产还有 {days} 天", days=days)
    else:
        sentence = wall.say("距目标还有 {days} 天", days=days)
    return parted(sentence, str(abs(days)))


def _verdict(schedule: Schedule, today: date, wall: Wall) -> tuple[str, str]:
    """Whether it will be ready in time, and on which day."""
    states = _states(schedule, today)
    ends = day_words(wall, schedule.expected_finish, today)
    target = day_words(wall, schedule.project.target, today)
    early, late = schedule.days_early, schedule.days_late
    if _finished(schedule, today):
        told = wall.say("{ends}完成，目标 {target}", ends=ends, target=target)
        if late:
            return wall.say("比目标晚 {days} 个工作日", days=late), told
        if early:
            return wall.say("比目标提前 {days} 个工作日", days=early), told
        return wall.say("按目标日完成"), told
    told = wall.say("预计 {ends}完成，目标 {target}", ends=ends, target=target)
    if late:
        return wall.say("预计晚 {days} 个工作日", days=late), told
    if set(states) == {StepState.TO_COME}:
        begins = day_words(wall, schedule.latest_start, today)
        return wall.say("最迟 {day}开工", day=begins), told
    if early:
        return wall.say("预计提前 {days} 个工作日", days=early), told
    return wall.say("预计按期完成"), told


def _milestones(schedule: Schedule, today: date, wall: Wall) -> str:
    reached = [
        state_of(one, today) is StepState.DONE for one in schedule.steps if is_milestone(one)
    ]
    if not reached:
        return ""
    return wall.say("里程碑 {reached}/{count}", reached=sum(reached), count=len(reached))


def _figure(
    wall: Wall,
    hero: float,
    width: float,
    lead: str,
    figure: str,
    trail: str,
    *,
    level: bool = False,
) -> Figure:
    """A hero of this size, or of the next at which its line is not too wide.

    Where it is `level` what leads is a figure too, and not a word.
    """
    descends = any(char == "," or char.isalpha() for char in figure)
    leading = _DESCENDING if descends else _HERO_LEADING
    sizes = [size for size in (*HEROES, *_SMALL_HEROES) if size <= hero]
    for word, size in product(_WORD_SIZES, sizes):
        drawn = Figure(
            lead=lead,
            lead_size=max(size * _BEFORE_SIZE, FLOOR) if level else min(word, size),
            hero=figure,
            hero_size=size,
            trail=trail,
            trail_size=min(word, size),
            drop=_BASELINE * (hero - size),
            hero_height=hero * leading,
        )
        if _width(wall, drawn) <= width:
            break
    return drawn


def _width(wall: Wall, drawn: Figure) -> float:
    """Of the hero with its words."""
    widths = [
        wall.width_of(text, size, bold=bold)
        for text, size, bold in (
            (drawn.lead, drawn.lead_size, False),
            (drawn.hero, drawn.hero_size, True),
            (drawn.trail, drawn.trail_size, False),
        )
        if text
    ]
    return sum(widths) + _WORD_GAP * (len(widths) - 1)
