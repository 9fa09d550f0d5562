"""The season in one glance: its day, its progress against the plan, and who leads."""

from dataclasses import dataclass

from kiosk.contest.evaluation import Evaluation
from kiosk.contest.model import Lamp, Phase, Standing
from kiosk.screen.geometry import HEADING, ROW
from kiosk.screen.language import number, score
from kiosk.screen.pages.common import (
    GAP,
    NAME_SIZES,
    Frame,
    Freshness,
    Wall,
    as_of_words,
    frame,
    joined,
    round_words,
    share,
)
from kiosk.screen.typesetting import Block

_TOP = 3
_LEADERS_SHARE = 0.44


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Tasks in one state: the count, its word, and the lamp whose shape stands before it."""

    count: str
    word: str
    lamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """One of the round's first three."""

    rank: str
    name: Block
    score: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """The season's page."""

    frame: Frame
    side_by_side: bool
    day: str
    """The hero number."""
    day_before: str
    day_after: str
    span: str
    """The line under the hero number: how long the season is, how long it still goes on."""
    slogan: tuple[str, ...]
    leaders_word: str
    leaders: tuple[Leader, ...]
    leaders_width: float
    actual: float
    planned: float
    actual_text: str
    planned_text: str
    tallies: tuple[Tally, ...]


def overview_page(evaluation: Evaluation, freshness: Freshness, wall: Wall) -> OverviewPage:
    """The season on today's date, from the figures of the as-of date."""
    geometry = wall.geometry
    base = frame(
        wall,
        title=wall.title,
        subtitle=wall.county,
        as_of=as_of_words(wall, evaluation.as_of, freshness),
        note=joined(
            (
                wall.say("{count} 个领域", count=evaluation.areas) if evaluation.areas else "",
                wall.say("{count} 项重点工作", count=len(evaluation.tasks)),
                round_words(wall, evaluation.round, evaluation.season),
            ),
            " · ",
        ),
    )
    hero, before, after, span = _season_words(evaluation, wall)
    width = geometry.content_width
    leaders_width = width * _LEADERS_SHARE if geometry.wide else width
    names = leaders_width - HEADING - wall.width_of("888.8", ROW, bold=True) - 2 * GAP
    actual, planned = evaluation.actual, evaluation.planned
    return OverviewPage(
        frame=base,
        side_by_side=geometry.wide,
        day=hero,
        day_before=before,
        day_after=after,
        span=span,
        slogan=wall.slogan,
        leaders_word=_leaders_word(evaluation, wall),
        leaders=tuple(
            Leader(
                rank=str(one.rank),
                name=wall.fit(one.subject, names, NAME_SIZES, bold=True),
                score=score(one.score),
            )
            for one in _first(evaluation)
            if one.score is not None
        ),
        leaders_width=leaders_width,
        actual=share(actual),
        planned=share(planned),
        actual_text="" if actual is None else wall.say("完成 {share}%", share=number(100 * actual)),
        planned_text=(
            "" if planned is None else wall.say("时序 {share}%", share=number(100 * planned))
        ),
        tallies=_tallies(evaluation, wall),
    )


def _season_words(evaluation: Evaluation, wall: Wall) -> tuple[str, str, str, str]:
    """The hero number, the words before and after it, and the line under these."""
    season = evaluation.season
    match evaluation.phase:
        case Phase.BEFORE:
            days = (season.start - evaluation.today).days
            sentence = wall.say("距开赛 {days} 天", days=days)
            under = wall.say("{day}开赛", day=wall.language.date(season.start))
        case Phase.AFTER:
            days = season.days
            sentence = wall.say("历时 {days} 天", days=days)
            under = wall.say("{day}收官", day=wall.language.date(season.end))
        case _:
            days = evaluation.day
            sentence = wall.say("第 {days} 天", days=days)
            total = wall.say("共 {days} 天", days=season.days)
            left = (
                wall.say("距收官 {days} 天", days=evaluation.days_left)
                if evaluation.days_left
                else wall.say("今日收官")
            )
            under = f"{total} · {left}"
    before, hero, after = sentence.partition(str(days))
    return hero, before.strip(), after.strip(), under


def _leaders_word(evaluation: Evaluation, wall: Wall) -> str:
    if evaluation.phase is Phase.AFTER:
        return wall.say("最终排名前三")
    return wall.say("本期前三")


def _first(evaluation: Evaluation) -> tuple[Standing, ...]:
    """The first three; nobody before the season, when nothing has been contested yet."""
    if evaluation.phase is Phase.BEFORE:
        return ()
    group = evaluation.standings[0].group if evaluation.standings else ""
    return tuple(one for one in evaluation.standings if one.group == group)[:_TOP]


def _tallies(evaluation: Evaluation, wall: Wall) -> tuple[Tally, ...]:
    behind = (Lamp.SLIGHTLY_BEHIND, Lamp.BEHIND, Lamp.OVERDUE)
    states = (
        ((Lamp.DONE,), wall.say("已完成")),
        ((Lamp.ON_PLAN,), wall.say("达到时序")),
        (behind, wall.say("滞后或逾期")),
    )
    tallies = [
        Tally(count=str(evaluation.count(*lamps)), word=word, lamp=lamps[0].value)
        for lamps, word in states
    ]
    silent = evaluation.count(Lamp.NOT_REPORTED)
    if silent:
        tallies.append(
            Tally(count=str(silent), word=wall.say("未报"), lamp=Lamp.NOT_REPORTED.value)
        )
    return tuple(tallies)
