"""A project's reverse schedule: whether it will be ready in time, and its steps on a calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, product
from typing import Final

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Schedule
from kiosk.screen.geometry import ROW
from kiosk.screen.pages.common import (
    GAP,
    MESSAGE,
    Frame,
    Freshness,
    Wall,
    as_of_words,
    by_height,
    frame,
    numbered,
    page_marks,
    spread,
)
from kiosk.screen.pages.project_chart import (
    STEP_SIZES,
    Chart,
    StepRow,
    StepState,
    caption,
    day_words,
    empty_chart,
    legend,
    state_of,
    step_rows,
)
from kiosk.screen.pages.project_figures import HEROES, Figure, gain, outlook
from kiosk.screen.typesetting import EMPTY, Block

_OUTLOOK_SHARE: Final = 0.56
"""Part of a wide wall that tells when it will be ready, beside what it will produce."""
_FEW_STEPS: Final = (4, 3, 2, 1)
"""How many steps the first page shows at least, the most for which there is any way."""
_ROW_SPREAD: Final = 1.2
_ROWS_SPARE: Final = 0.6
"""Part of the room to spare that the first page's rows take of it."""
_APART: Final = 2 * GAP
"""Between the heroes and the calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPage:
    """The message and the steps that matter now; or more steps; or why there is no schedule."""

    frame: Frame
    figures: tuple[Figure, ...] = ()
    chart: Chart | None = None
    message: Block = EMPTY
    explanation: Block = EMPTY


def project_pages(
    evaluation: Evaluation, freshness: Freshness, wall: Wall
) -> tuple[ProjectPage, ...]:
    """Every project's schedule, one after another."""
    # Room for the page mark is kept before it is known how many pages there are.
    for mark in ("8/8", "88/88"):
        drafts = [
            page
            for schedule in evaluation.schedules
            for page in _Drawing(schedule, evaluation, freshness, wall, mark).pages()
        ]
        if all(len(one) <= len(mark) for one in page_marks(len(drafts))):
            break
    return numbered(drafts)


class _Drawing:
    """One project on one wall, with room kept for this page mark."""

    def __init__(
        self,
        schedule: Schedule,
        evaluation: Evaluation,
        freshness: Freshness,
        wall: Wall,
        mark: str,
    ) -> None:
        self.schedule = schedule
        self.today = evaluation.today
        self.wall = wall
        self.mark = mark
        self.width = wall.geometry.content_width
        self.states = [state_of(one, self.today) for one in schedule.steps]
        self.finished = all(state is StepState.DONE for state in self.states)
        self.legend = self._frame(evaluation, freshness, legend(schedule, self.today, wall))
        self.plain = self._frame(evaluation, freshness, "")

    def _frame(self, evaluation: Evaluation, freshness: Freshness, note: str) -> Frame:
        return frame(
            self.wall,
            title=self.schedule.project.name,
            page_mark=self.mark,
            as_of=as_of_words(self.wall, evaluation.as_of, freshness),
            note=note,
        )

    def pages(self) -> list[ProjectPage]:
        if not self.schedule.possible and self.schedule.days_late and not self.finished:
            return [self._impossible()]
        chart = empty_chart(self.schedule, self.today, self.wall)
        sized = [
            step_rows(self.schedule, self.today, self.wall, chart, size) for size in STEP_SIZES
        ]
        first = self._first_page(chart, sized)
        if first.chart is not None and len(first.chart.rows) == len(self.states):
            return [first]
        return [first, *self._all_steps(chart, sized)]

    def _impossible(self) -> ProjectPage:
        wall = self.wall
        days = {one.step.name: one.step.days for one in self.schedule.steps}
        needed = sum(days[name] for name in self.schedule.critical_path)
        lacking = -min(one.slack for one in self.schedule.steps)
        sentence = wall.say(
            "需 {needed} 个工作日，开工至目标日仅 {available} 个",
            needed=needed,
            available=max(needed - lacking, 0),
        )
        day = day_words(wall, self.schedule.project.target, self.today)
        way_out = wall.say("倒排工期在 {day}前排不下：须压缩工期，或调整目标", day=day)
        return ProjectPage(
            frame=self.plain,
            message=wall.fit(sentence, self.width, MESSAGE, bold=True),
            explanation=wall.fit(way_out, self.width, (ROW,)),
        )

    def _first_page(self, chart: Chart, sized: Sequence[tuple[StepRow, ...]]) -> ProjectPage:
        """The message, and under it every step, or as many of those that matter now as fit.

        First the size of the heroes gives way, then what explains them, then the legend.
        """
        every = len(self.states)
        ways = [
            (base, self._figures(hero, detailed=detailed))
            for base, detailed, hero in product((self.legend, self.plain), (True, False), HEROES)
        ]
        for least in (every, *(few for few in _FEW_STEPS if few < every)):
            for base, figures in ways:
                room = base.room - self._height(figures) - _APART
                shown = self._now(chart, sized, room)
                if len(shown.rows) >= least:
                    return self._placed(base, figures, shown)
        alone = (way for way in ways if self._height(way[1]) <= way[0].room)
        base, figures = next(alone, ways[-1])
        return self._placed(replace(base, note=EMPTY), figures, None)

    def _height(self, figures: tuple[Figure, ...]) -> float:
        heights = [figure.height for figure in figures]
        if self.wall.geometry.wide:
            return max(heights)
        return sum(heights) + GAP * (len(heights) - 1)

    def _placed(self, base: Frame, figures: tuple[Figure, ...], chart: Chart | None) -> ProjectPage:
        """The page with each part in its place and the room that is left between them."""
        wide = self.wall.geometry.wide
        below = chart.height if chart else 0.0
        spare = max(base.room - self._height(figures) - below, 0.0)
        between = spare / (2 if wide else 1 + len(figures))
        y = between if wide else between / 2
        placed = []
        for number, figure in enumerate(figures):
            x = self.width * _OUTLOOK_SHARE + GAP if wide and number else 0.0
            placed.append(replace(figure, figure_x=x, figure_y=y))
            if not wide:
                y += figure.height + GAP + between
        return ProjectPage(
            frame=base,
            figures=tuple(placed),
            chart=replace(chart, chart_y=base.room - below) if chart else None,
        )

    def _now(self, chart: Chart, sized: Sequence[tuple[StepRow, ...]], room: float) -> Chart:
        """The steps that matter now, as many as the room is enough for, as large as they can be."""
        urgent = sorted(range(len(self.states)), key=self._urgency)
        room -= chart.rows_y
        # The least size lets most steps stand there; a larger one is for when it costs none.
        counts = [
            sum(used <= room for used in accumulate(rows[place].row_height for place in urgent))
            for rows in sized
        ]
        rows = sized[counts.index(max(counts))]
        chosen = [rows[place] for place in sorted(urgent[: max(counts)])]
        used = sum(row.row_height for row in chosen)
        shown = spread(chosen, used + _ROWS_SPARE * (room - used), most=_ROW_SPREAD)
        return replace(chart, caption=self._caption(len(chosen)), rows=shown)

    def _urgency(self, place: int) -> tuple[int, int, int]:
        """Running steps first, then those to come as they come, then the last that were done."""
        one = self.schedule.steps[place]
        match self.states[place]:
            case StepState.RUNNING:
                return 0, one.expected_finish.toordinal(), place
            case StepState.TO_COME:
                return 1, one.expected_start.toordinal(), place
            case StepState.DONE:
                return 2, -one.expected_finish.toordinal(), -place

    def _caption(self, shown: int) -> str:
        return caption(self.schedule, self.today, self.wall, shown)

    def _all_steps(
        self, chart: Chart, sized: Sequence[tuple[StepRow, ...]]
    ) -> Iterator[ProjectPage]:
        """Every step in the order of the table; the legend only where it costs no page."""
        chart = replace(chart, caption=self._caption(len(self.states)))
        drafts = []
        for base, rows in product((self.legend, self.plain), sized):
            room = base.room - chart.height
            drafts.append((base, rows, room, by_height([row.row_height for row in rows], room)))
        base, rows, room, parts = min(drafts, key=lambda draft: len(draft[3]))
        for part in parts:
            shown = spread([rows[place] for place in part], room, most=_ROW_SPREAD)
            yield ProjectPage(frame=base, chart=replace(chart, rows=shown))

    def _figures(self, hero: float, *, detailed: bool) -> tuple[Figure, ...]:
        """When it will be ready, and what it will produce."""
        shares = (_OUTLOOK_SHARE, 1 - _OUTLOOK_SHARE) if self.wall.geometry.wide else (1.0, 1.0)
        gap = GAP if self.wall.geometry.wide else 0.0
        figures = [
            told(self.schedule, self.today, self.wall, hero, self.width * share - gap)
            for told, share in zip((outlook, gain), shares, strict=True)
        ]
        if not detailed:
            figures = [replace(figure, detail=EMPTY) for figure in figures]
        if self.wall.geometry.wide:
            highest = max(figure.hero_height for figure in figures)
            least = min(one.caption.size for one in figures if one.caption.text)
            figures = [
                replace(figure, hero_height=highest, caption=replace(figure.caption, size=least))
                for figure in figures
            ]
        return tuple(figures)
