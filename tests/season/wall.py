"""What must hang on a wall at a moment, and what is wrong with what hangs there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final

from tests.season import rules
from tests.season.county import AREAS, END, START, UNITS, Version, rounds, works

STALE_AFTER: Final = timedelta(days=20)
UNANSWERED_AFTER: Final = timedelta(hours=24)
OPENS: Final = time(7, 29)
"""A minute ahead of its hours, for a panel takes a moment to light up."""
CLOSES: Final = time(18, 0)
_NEGATIVE: Final = re.compile(r"[-−]\d")
_WEEKDAYS: Final = "一二三四五六日"
_KINDS: Final = {"photos": "Photo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    title: str
    first: date
    last: date
    displays: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """All that decides what hangs on a display."""

    display: str
    now: datetime
    """What the machine's clock says, local and naive."""
    rotation: tuple[str, ...]
    version: Version | None
    """The last good table."""
    changed: datetime | None
    """By the machine's clock, as the two below."""
    checked: datetime | None
    away_since: datetime | None
    before: rules.Kept | None
    """What is kept of the round before."""
    notices: tuple[Notice, ...]
    captions: frozenset[str]
    photo_due: bool
    """Whether the album has had the time to get a photo ready."""

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def phase(self) -> str:
        if self.today < START:
            return "before"
        return "running" if self.today <= END else "after"

    @property
    def open(self) -> bool:
        if self.display != "lobby":
            return True
        return works(self.today) and OPENS <= self.now.time() < CLOSES

    @property
    def stale(self) -> bool:
        assert self.version is not None
        if self.today - self.version.as_of > STALE_AFTER or self.checked is None:
            return True
        return self.now - self.checked > UNANSWERED_AFTER

    @property
    def hung(self) -> tuple[Notice, ...]:
        """The notices of today."""
        return tuple(
            one
            for one in self.notices
            if self.display in one.displays and one.first <= self.today <= one.last
        )

    def scenes(self) -> Iterator[str]:
        """The kinds of page that take turns."""
        for scene in self.rotation:
            if self._hangs(scene):
                yield _KINDS.get(scene, scene.capitalize())

    def _hangs(self, scene: str) -> bool:
        match scene:
            case "notice":
                return bool(self.hung)
            case "photos":
                return True
            case _ if self.version is None:
                return False
            case "red" | "standings" | "areas":
                return self.phase != "before"
            case "black":
                return self.phase != "before" and self.display == "canteen"
            case "tasks":
                return self.phase != "before" and not self.stale
            case "dispatch":
                return any(rules.meetings(self.today))
        return True


@dataclass(slots=True)
class Judge:
    """Looks at walls, and counts what it has looked at."""

    walls: int = 0
    pages: dict[str, int] = field(default_factory=dict)
    texts: int = 0

    def faults(self, look: Mapping[str, Any], expected: Expected, *, whole: bool) -> Iterator[str]:
        """What is wrong with what hangs there."""
        self.walls += 1
        if look["trouble"]:
            yield f"the wall is not alive: {look['trouble']}"
        if look["dark"] == expected.open:
            yield f"the wall is {'dark' if look['dark'] else 'lit'} at {expected.now}"
            return
        pages = [_plain(page) for page in look["pages"]]
        if not expected.open:
            self._count(pages[0])
            if (pages[0]["kind"], pages[0]["said"], pages[0]["foot"]) != ("Dark", [], []):
                yield f"not black: {pages[0]}"
            return
        if not look["turning"]:
            yield "the rotation stands still"
        if whole:
            yield from _order([page["kind"] for page in pages], expected)
            if expected.photo_due and not look["photos"]:
                yield "no photo was shown since the start"
        yield from self._lit(pages, expected, whole=whole)

    def _lit(self, pages: "Pages", expected: Expected, *, whole: bool) -> Iterator[str]:
        """What is wrong with pages that hang there one after another."""
        for kind, group in groupby(pages, key=lambda page: page["kind"]):
            of_kind = list(group)
            for page in of_kind:
                self._count(page)
                yield from _foot(page, expected)
            # Of a scene that began before the look only its end is known.
            complete = whole and len(of_kind) >= _pages(of_kind[0])
            for what, wanted, told in _KINDS_OF_PAGE[kind](of_kind, expected, complete):
                self.texts += 1
                if wanted != told:
                    yield f"{kind}: {what}: expected {wanted!r}, found {told!r}"

    def _count(self, page: Mapping[str, Any]) -> None:
        self.pages[page["kind"]] = self.pages.get(page["kind"], 0) + 1
        self.texts += len(page["said"]) + len(page["foot"])


Facts = Iterator[tuple[str, object, object]]
Pages = list[dict[str, Any]]


def _plain(value: Any) -> Any:
    """Texts without the marks that only set them well."""
    match value:
        case str():
            return value.replace("\N{NO-BREAK SPACE}", " ").replace("\n", "")
        case list():
            return [_plain(one) for one in value]
        case dict():
            return {name: _plain(one) for name, one in value.items()}
    return value


def _pages(page: Mapping[str, Any]) -> int:
    """How many pages its scene has, by its page mark."""
    mark = page["page"].get("frame", {}).get("page_mark", "")
    return int(mark.partition("/")[2]) if mark else 1


def _order(kinds: list[str], expected: Expected) -> Iterator[str]:
    """That the scenes take turns as the rotation says, none but what there is."""
    found, wanted = list(kinds), list(expected.scenes())
    # They are passed by while none is ready.
    wanted = [kind for kind in wanted if kind != "Photo"]
    found = [kind for kind, _ in groupby(kind for kind in kinds if kind != "Photo")]
    if not wanted:
        wanted = ["Message"] if expected.version is None else ["Overview"]
    # A look may begin and end within one scene.
    seen = found[:-1] if len(found) > 1 and found[0] == found[-1] else found
    if not any(seen == wanted[at:] + wanted[:at] for at in range(len(wanted))):
        yield f"the scenes are {found}, expected {wanted} in turn"


def _foot(page: Mapping[str, Any], expected: Expected) -> Iterator[str]:
    """That the foot tells the time, and how good the figures are."""
    if page["kind"] == "Photo":
        return
    foot = page["foot"]
    clock = foot[-1] if foot else ""
    if clock not in {f"{at:%H:%M}" for at in (expected.now, expected.now - timedelta(minutes=1))}:
        yield f"{page['kind']}: the clock says {clock!r} at {expected.now}"
    wanted = _freshness(expected)
    if " ".join(foot[:-1]) != wanted:
        yield f"{page['kind']}: the foot says {foot[:-1]}, expected {wanted!r}"


def _freshness(expected: Expected) -> str:
    if expected.version is None:
        return ""
    if expected.away_since is not None:
        return f"{_moment(expected.away_since, expected)} 起数据源无应答，所示为上次数据"
    return f"{_moment(expected.changed, expected)} 更新" if expected.changed else ""


def _moment(at: datetime, expected: Expected) -> str:
    clock = f"{at:%H:%M}"
    return clock if at.date() == expected.today else f"{_date(at.date())} {clock}"


def _date(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"


def _round(expected: Expected) -> str:
    if expected.phase == "after":
        return "最终排名"
    assert expected.version is not None
    number = rules.round_of(expected.version.as_of)
    if number is None:
        return ""
    last = rounds()[number - 1][1]
    return f"第 {number} 期 · {last.month} 月{'上' if last.day == 15 else '下'}半月"


def _as_of(page: Mapping[str, Any], expected: Expected) -> Facts:
    assert expected.version is not None
    words = f"数据截至 {_date(expected.version.as_of)}" + "（已过期）" * expected.stale
    yield "as of", words, page["page"]["frame"]["as_of"]
    yield from _are_said(page, [words])


def _are_said(page: Mapping[str, Any], words: list[str]) -> Facts:
    """That these hang there for all to see, each as often as it is named."""
    missing = [word for word in words if word and word not in page["said"]]
    yield "texts that do not hang there", [], missing


def _overview(pages: Pages, expected: Expected, complete: bool) -> Facts:
    assert expected.version is not None
    for page in pages:
        told = page["page"]
        yield from _as_of(page, expected)
        yield "negative numbers", [], [word for word in page["said"] if _NEGATIVE.search(word)]
        hero, span = _season(expected)
        yield "day", hero, (told["day_before"], told["day"], told["day_after"])
        yield "span", span, told["span"]
        ranked = [one for one in rules.ranking(expected.version) if one.rank is not None]
        first = [] if expected.phase == "before" else ranked[:3]
        leaders = [(one["rank"], one["name"], one["score"]) for one in told["leaders"]]
        wanted = [(str(one.rank), one.unit, f"{float(one.score or 0):.1f}") for one in first]
        yield "who leads", wanted, leaders
        tallies = [(one["count"], one["word"]) for one in told["tallies"]]
        yield "tallies", _tallies(expected), tallies
        yield from _are_said(page, [*hero, span, *(word for one in wanted for word in one)])
        yield from _are_said(page, [word for one in _tallies(expected) for word in one])


def _season(expected: Expected) -> tuple[tuple[str, str, str], str]:
    today, days = expected.today, (END - START).days + 1
    match expected.phase:
        case "before":
            return ("距开赛", str((START - today).days), "天"), f"{_date(START)}开赛"
        case "after":
            return ("历时", str(days), "天"), f"{_date(END)}收官"
    left = (END - today).days
    ends = f"距收官 {left} 天" if left else "今日收官"
    return ("第", str((today - START).days + 1), "天"), f"共 {days} 天 · {ends}"


def _tallies(expected: Expected) -> list[tuple[str, str]]:
    version = expected.version
    assert version is not None
    if expected.phase == "before":
        counts = (len(AREAS), len(version.rows), len(UNITS), len(rounds()))
        words = ("领域", "重点工作", "牵头单位", "期评比")
        return [(str(count), word) for count, word in zip(counts, words, strict=True)]
    lamps = [rules.lamp(row, version.as_of) for row in version.rows]
    counted = [
        (str(lamps.count("done")), "已完成"),
        (str(lamps.count("on plan")), "达到时序"),
        (str(lamps.count("behind") + lamps.count("overdue")), "滞后或逾期"),
    ]
    silent = lamps.count("silent")
    return counted + [(str(silent), "未报")] * bool(silent)


def _red(pages: Pages, expected: Expected, complete: bool) -> Facts:
    assert expected.version is not None
    red, _ = rules.boards(expected.version)
    yield from _board(pages, expected)
    if not red:
        yield "nobody", "本期红榜：无", pages[0]["page"]["message"]
        yield from _are_said(pages[0], ["本期红榜：无"])
    if complete:
        heads = [page["page"]["leader"]["honour"] for page in pages if "leader" in page["page"]]
        rows = [row for page in pages for row in page["page"]["rows"]]
        yield "who is on it", red, [row["name"] for row in (*heads, *rows)]
        yield from _together(pages, red)


def _black(pages: Pages, expected: Expected, complete: bool) -> Facts:
    assert expected.version is not None
    _, black = rules.boards(expected.version)
    yield from _board(pages, expected)
    if expected.stale:
        yield "withheld", "本期黑榜暂不公布", pages[0]["page"]["message"]
        black = []
    elif not black:
        yield "nobody", "本期黑榜：无", pages[0]["page"]["message"]
    if complete:
        yield "who is on it", black, [row["name"] for page in pages for row in page["page"]["rows"]]
        yield from _together(pages, black)
    others = [unit for unit in UNITS if unit not in black]
    texts = [text for page in pages for text in page["said"]]
    named = [unit for unit in others if any(unit in text for text in texts)]
    yield "named without being on it", [], named


def _board(pages: Pages, expected: Expected) -> Facts:
    for page in pages:
        yield from _as_of(page, expected)
        yield "round", _round(expected), page["page"]["frame"]["subtitle"]


def _together(pages: Pages, words: list[str]) -> Facts:
    texts = [text for page in pages for text in page["said"]]
    yield "texts that do not hang there", [], [word for word in words if word not in texts]


def _standings(pages: Pages, expected: Expected, complete: bool) -> Facts:
    version = expected.version
    assert version is not None
    yield from _board(pages, expected)
    red, black = rules.boards(version)
    wanted = []
    for one in rules.ranking(version):
        score = "未报" if one.score is None else f"{float(one.score):.1f}"
        side = "red" * (one.unit in red) + "black" * (one.unit in black)
        side = "" if side == "black" and expected.display == "lobby" else side
        rank = "—" if one.rank is None else str(one.rank)
        wanted.append((rank, _movement(one, expected), one.unit, score, side))
    rows = [row for page in pages for row in page["page"]["rows"]]
    found = [(r["rank"], r["movement"], r["name"], r["score"], r["side"]) for r in rows]
    if complete:
        yield "standings", wanted, found
        yield from _together(pages, [word for one in wanted for word in one[:4] if word])
    else:
        yield "a row that is none", [], [one for one in found if one not in wanted]


def _movement(one: rules.Placed, expected: Expected) -> str:
    if not expected.before or one.rank is None:
        return ""
    if one.unit not in expected.before:
        return "新"
    places = expected.before[one.unit][0] - one.rank
    return f"{'▲' if places > 0 else '▼'}{abs(places)}" if places else "—"


def _areas(pages: Pages, expected: Expected, complete: bool) -> Facts:
    for page in pages:
        yield from _as_of(page, expected)
    if complete:
        cells = [cell["name"] for page in pages for cell in page["page"]["cells"]]
        yield "areas", sorted(AREAS), sorted(cells)


def _tasks(pages: Pages, expected: Expected, complete: bool) -> Facts:
    assert expected.version is not None
    for page in pages:
        yield from _as_of(page, expected)
    due = rules.due(expected.version, expected.today)
    overdue = sum(words.startswith("逾期") for _, words in due)
    ahead = len(due) - overdue
    title = f"逾期 {overdue} 项" if overdue else f"本期到期 {ahead} 项"
    title = f"逾期 {overdue} 项，到期 {ahead} 项" if overdue and ahead else title
    yield "how many", title if due else "到期与逾期", pages[0]["page"]["frame"]["title"]
    if complete:
        rows = [row for page in pages for row in page["page"]["rows"]]
        found = sorted(
            (row["unit"], row["task"], _joined(row["before"], row["days"], row["after"]))
            for row in rows
        )
        wanted = sorted(("、".join(row.units), row.title, words) for row, words in due)
        yield "tasks", wanted, found
        yield from _together(pages, [one[1] for one in wanted])


def _dispatch(pages: Pages, expected: Expected, complete: bool) -> Facts:
    page = pages[0]
    yield from _as_of(page, expected)
    dispatch, monthly = rules.meetings(expected.today)
    wanted = []
    if dispatch and dispatch == monthly:
        wanted = [(dispatch, "半月调度、月例会")]
    else:
        named = ((dispatch, "半月调度"), (monthly, "月例会"))
        wanted = sorted((day, name) for day, name in named if day is not None)
    words = [
        (
            name,
            _in_days((day - expected.today).days),
            f"{_date(day)} 星期{_WEEKDAYS[day.weekday()]}",
        )
        for day, name in wanted
    ]
    found = [
        (
            one["title"],
            _joined(one["day_before"], one["day"], one["day_after"]),
            one["date"],
        )
        for one in page["page"]["meetings"]
    ]
    yield "meetings", words, found
    yield "negative numbers", [], [word for word in page["said"] if _NEGATIVE.search(word)]
    yield from _are_said(page, [word for one in words for word in (one[0], one[2])])


def _joined(*words: str) -> str:
    return " ".join(filter(None, words))


def _in_days(days: int) -> str:
    return {0: "今天", 1: "明天"}.get(days, f"还有 {days} 天")


def _notice(pages: Pages, expected: Expected, complete: bool) -> Facts:
    if complete:
        found = [page["page"]["heading"] for page in pages]
        yield "notices", [one.title for one in expected.hung], found
    yield from _are_said(pages[0], [pages[0]["page"]["heading"]])


def _photo(pages: Pages, expected: Expected, complete: bool) -> Facts:
    for page in pages:
        captions = {panel["caption"] for panel in page["page"]["panels"]}
        yield "captions of no photo", set(), captions - expected.captions
        yield "photos", True, bool(captions)
        yield from _are_said(page, sorted(captions))
        yield "texts beside the captions", [], page["foot"]


def _message(pages: Pages, expected: Expected, complete: bool) -> Facts:
    words = {page["page"]["message"] for page in pages}
    yield "a message while there are figures", None, expected.version
    yield "message", True, words <= {"正在读取数据", "暂时读不到数据"}


_KINDS_OF_PAGE: Final = {
    "Overview": _overview,
    "Red": _red,
    "Black": _black,
    "Standings": _standings,
    "Areas": _areas,
    "Tasks": _tasks,
    "Dispatch": _dispatch,
    "Notice": _notice,
    "Photo": _photo,
    "Message": _message,
}
