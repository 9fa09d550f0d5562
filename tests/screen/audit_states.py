"""Every state that a wall can be in, with usual, little and extreme data, for the audit to hang."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, partial
from itertools import chain
from typing import Final

from kiosk.album.decode import Size
from kiosk.album.pair import places
from kiosk.contest.evaluation import Evaluation, evaluate
from kiosk.contest.model import BoardRule, Project, Rules, SubjectKind, Unit
from kiosk.notices import Notice
from kiosk.rotation import Scene
from kiosk.screen.pages import Freshness, Page, Wall, photo_page, waiting_page
from kiosk.screen.pages.photo import Print, empty_album_page
from kiosk.screen.program import station
from kiosk.screen.view import Footing, footing_of
from tests.screen import (
    test_pages_areas,
    test_pages_dispatch,
    test_pages_indicators,
    test_pages_notice,
    test_pages_project,
    test_pages_tasks,
)
from tests.screen.material import (
    FIGURES,
    FRESH,
    LONGEST,
    SEASON,
    STALE,
    TITLE,
    TODAY,
    ahead,
    behind,
    contest,
    demo_table,
    name_of,
    task,
)

Named = tuple[str, Page]
"""A page, and which kind it is of: its scene, or what it says when there is none."""
Offer = Callable[[], str]
"""Gives the address of a photo that is hung once."""

AWAY: Final = Freshness(away_since=datetime(2027, 6, 15, 9, 40, tzinfo=UTC))
ALL: Final = tuple(scene for scene in Scene if scene not in {Scene.PHOTOS, Scene.NOTICE})
"""Every scene of figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a wall shows at one time."""

    evaluation: Callable[[], Evaluation] | None = None
    scenes: tuple[Scene, ...] = ()
    """Those that have a page then."""
    freshness: Freshness = FRESH
    persons: bool = False
    paused: bool = False
    mistaken: bool = False
    notices: Sequence[Notice] = ()
    other: Callable[[Wall, Offer], Iterator[Named]] | None = None
    """Gives pages that are of no figures."""

    def pages(self, on: Wall, offer: Offer) -> Iterator[Named]:
        """Every page; each of the scenes has one at least."""
        on = replace(on, show_persons=self.persons)
        if self.other is not None:
            yield from self.other(on, offer)
        figures = self.evaluation() if self.evaluation else None
        for scene in self.scenes:
            of_scene = station(scene, figures, self.freshness, on, self.notices)
            assert of_scene.pages, f"{scene} shows nothing: {of_scene.skipped}"
            for page in of_scene.pages:
                yield scene, page

    def footing(self, on: Wall) -> Footing:
        """The foot of its pages."""
        demo = self.evaluation is not None and self.evaluation().demo
        now = datetime.combine(TODAY, datetime.min.time()).replace(hour=12, minute=34)
        return footing_of(
            on,
            self.freshness,
            now,
            demo=demo,
            stations=len(Scene),
            paused=self.paused,
            mistaken=self.mistaken,
        )


# The demonstration season.


@cache
def demo(
    today: date = TODAY,
    as_of: date | None = None,
    subject: SubjectKind = SubjectKind.UNIT,
) -> Evaluation:
    """The season on a day; its units held other places in the round before, one was not there."""
    table, rules = demo_table(), Rules(subject=subject)
    tasks = table.tasks
    if today < SEASON.start:
        nothing = {"actual": None, "quality": None, "results": None, "updated": None}
        tasks = tuple(replace(one, **nothing) for one in tasks)
    elif today >= SEASON.end:
        tasks = tuple(replace(one, actual=min((one.actual or 0) + 0.75, 1.1)) for one in tasks)
    table = replace(table, tasks=tasks)
    day = as_of or min(today, SEASON.end)
    ranked = evaluate(table, SEASON, rules, as_of=day, today=today).standings
    names = [(one.group, one.subject) for one in ranked]
    before = {name: place + (-1) ** place * (place % 3) for place, name in enumerate(names, 1)}
    before.pop(names[4], None)
    return evaluate(table, SEASON, rules, as_of=day, today=today, before=lambda _: before)


def _demonstrations() -> Iterator[tuple[str, State]]:
    yield "demonstration: as usual", State(evaluation=demo, scenes=ALL)
    yield (
        "demonstration: source away",
        State(
            evaluation=lambda: demo(as_of=date(2027, 5, 31)),
            scenes=(Scene.OVERVIEW, Scene.RED, Scene.BLACK, Scene.AREAS, Scene.TASKS),
            freshness=AWAY,
            paused=True,
            mistaken=True,
        ),
    )
    yield (
        "demonstration: too old",
        State(
            evaluation=lambda: demo(today=date(2027, 7, 9), as_of=TODAY),
            scenes=tuple(scene for scene in ALL if scene is not Scene.TASKS),
            freshness=STALE,
            mistaken=True,
        ),
    )
    yield (
        "demonstration: before",
        State(
            evaluation=lambda: demo(today=date(2027, 4, 20)),
            scenes=(Scene.OVERVIEW, Scene.INDICATORS, Scene.PROJECT, Scene.DISPATCH),
        ),
    )
    last = (Scene.OVERVIEW, Scene.PROJECT, Scene.DISPATCH)
    yield (
        "demonstration: last day",
        State(evaluation=lambda: demo(today=SEASON.end), scenes=last),
    )
    over = (*FIGURES, Scene.AREAS, Scene.TASKS, Scene.PROJECT)
    yield (
        "demonstration: after",
        State(evaluation=lambda: demo(today=date(2027, 10, 8)), scenes=over),
    )
    named = (Scene.BLACK, Scene.TASKS)
    yield "demonstration: persons", State(evaluation=demo, scenes=named, persons=True)
    leaders = partial(demo, subject=SubjectKind.LEADER)
    yield "demonstration: leaders", State(evaluation=leaders, scenes=FIGURES, persons=True)
    yield "demonstration: leaders unnamed", State(evaluation=leaders, scenes=(Scene.OVERVIEW,))


# Contests of few units, of many, and of the longest names.


def _longest() -> Evaluation:
    return contest(
        [ahead(name_of(number, 40), number) for number in range(6)]
        + [behind(name_of(number, 40), number) for number in range(6, 12)]
        + [
            task(
                LONGEST,
                -30,
                title=TITLE,
                due=date(2027, 5, 20),
                veto="弄虚作假",
                owner="欧阳副主任",
            ),
            task(LONGEST, -30, title=TITLE, due=date(2027, 5, 21)),
        ]
    )


def _sixty() -> Evaluation:
    names = [name_of(number, 3 + number % 9) for number in range(60)]
    return contest(
        [(ahead if number < 25 else behind)(name, number) for number, name in enumerate(names)],
        red_count=12,
        black_count=12,
    )


def _groups() -> Evaluation:
    units = [Unit(name=f"{town}{kind}", group=kind) for kind in ("镇", "局") for town in "东西"]
    return contest([ahead(unit.name) for unit in units], units=units)


def _points() -> Evaluation:
    return contest(
        [
            task("教育局", actual=2.9, quality=100, results=100, points=12_345.5),
            task("水务局", -50, points=-12_345.5, veto="数据造假"),
        ]
    )


def _vetoes() -> Evaluation:
    return contest(
        [ahead("教育局"), behind("水务局", veto="弄虚作假"), ahead("城管局", veto=TITLE)],
        rule=BoardRule.THRESHOLD,
    )


CONTESTS: Final[Mapping[str, Callable[[], Evaluation]]] = {
    "longest names": _longest,
    "one unit, honoured": lambda: contest([ahead("教育局")]),
    "one unit, behind": lambda: contest([behind(LONGEST)]),
    "two units, honoured": lambda: contest([ahead("教育局"), ahead("水务局", 4)]),
    "three units": lambda: contest([ahead("教育局"), task("水务局"), behind("城管局")]),
    "sixty units": _sixty,
    "all tied": lambda: contest([ahead(name_of(number, 4)) for number in range(12)]),
    "groups": _groups,
    "vetoes": _vetoes,
    "the last places": lambda: contest(
        [ahead(name_of(number, 5), number) for number in range(9)], rule=BoardRule.TOP_BOTTOM
    ),
    "thousands of points": _points,
    "nothing reported": lambda: contest([task("教育局", actual=None), task("局", actual=None)]),
    "no task at all": contest,
    "before the season": lambda: contest([ahead("教育局")], today=date(2027, 4, 20)),
    "the season's last day": lambda: contest([ahead("教育局")], today=date(2027, 9, 30)),
    "after the season": lambda: contest([ahead("教育局")], today=date(2027, 12, 1)),
}
_FEWER_SCENES: Final = {"no task at all", "before the season"}


def _contests() -> Iterator[tuple[str, State]]:
    for name, make in CONTESTS.items():
        scenes = (Scene.OVERVIEW,) if name in _FEWER_SCENES else FIGURES
        yield f"contest: {name}", State(evaluation=cache(make), scenes=scenes, persons=True)
    three = cache(CONTESTS["three units"])
    yield (
        "contest: three units, too old",
        State(evaluation=three, scenes=FIGURES, freshness=STALE),
    )


# Tables of areas, tasks, indicators, projects, meetings and problems.


def _tables() -> Iterator[tuple[str, State]]:
    for name, make in test_pages_areas.CONTENTS.items():
        yield f"areas: {name}", State(evaluation=cache(make), scenes=(Scene.AREAS,))
    for name, make in test_pages_tasks.CONTENTS.items():
        figures = cache(make)
        yield f"tasks: {name}", State(evaluation=figures, scenes=(Scene.TASKS,), persons=True)
    for name, indicators in test_pages_indicators.SETS.items():
        figures = partial(test_pages_indicators.evaluated, indicators)
        yield f"indicators: {name}", State(evaluation=figures, scenes=(Scene.INDICATORS,))
    for name, make in test_pages_project.CONTENTS.items():
        figures = cache(partial(_projects, make))
        yield f"project: {name}", State(evaluation=figures, scenes=(Scene.PROJECT,))
    for name, agenda in test_pages_dispatch.AGENDAS.items():
        figures = partial(test_pages_dispatch.evaluated, agenda)
        yield f"dispatch: {name}", State(evaluation=figures, scenes=(Scene.DISPATCH,))


def _projects(make: Callable[[], tuple[Sequence[Project], date]]) -> Evaluation:
    projects, today = make()
    return test_pages_project.evaluated(*projects, today=today)


# Photos, notices, and what hangs where there is nothing.

CAPTIONS: Final[Mapping[str, str]] = {
    "none": "",
    "short": "签约",
    "sixty characters": TITLE,
    "the longest": "城乡供水一体化工程建设" * 12,
    "markup": "<b>粗</b><img src=x> &lt;局&amp; file:///etc/passwd",
    "right to left": "العربية שלום 签约",
}


def _without_figures() -> Iterator[tuple[str, State]]:
    yield "nothing: no data yet", State(other=_waiting)
    yield "nothing: no photo", State(other=_no_photo)
    for name, text in CAPTIONS.items():
        for count, photos in ((1, "a photo"), (2, "two photos")):
            yield f"photos: {photos}, {name}", State(other=_photos(count, text))
    for name, notice in test_pages_notice.NOTICES.items():
        yield f"notice: {name}", State(notices=(notice,), scenes=(Scene.NOTICE,))


def _waiting(on: Wall, _: Offer) -> Iterator[Named]:
    yield "no data yet", waiting_page(on)
    yield "no data yet", waiting_page(on, reason="the source does not answer")


def _no_photo(on: Wall, _: Offer) -> Iterator[Named]:
    yield "empty album", empty_album_page(on)
    yield "empty album", empty_album_page(on, unreadable=True)


def _photos(count: int, text: str) -> Callable[[Wall, Offer], Iterator[Named]]:
    """One photo or two with captions, where the album would place them."""

    def pages(on: Wall, offer: Offer) -> Iterator[Named]:
        box = Size(on.geometry.width_px, on.geometry.height_px)
        prints = [
            Print(
                picture=offer(),
                text=text if number == 0 else "签约",
                unit=LONGEST if text else "",
                taken=date(2027, 6, 3) if text else None,
                x=place.x / box.width,
                y=place.y / box.height,
                width=place.width / box.width,
                height=place.height / box.height,
            )
            for number, place in enumerate(places(count, box))
        ]
        yield Scene.PHOTOS, photo_page(on, *prints, pan=False, seconds=9, demo=True)

    return pages


def _families() -> Mapping[str, Mapping[str, State]]:
    families: dict[str, dict[str, State]] = {}
    for name, state in chain(_without_figures(), _demonstrations(), _contests(), _tables()):
        families.setdefault(name.partition(":")[0], {})[name] = state
    return families


FAMILIES: Final = _families()
"""The states by what they are of."""
