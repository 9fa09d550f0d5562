"""A season played on real processes: what happens, what the kiosk must know of it, and the cuts."""

import hashlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time as real_time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from types import TracebackType
from typing import IO, Any, Final, Self
from zoneinfo import ZoneInfo

from PIL import Image

from kiosk.memory import FILE_NAME, PlayLog
from tests.season import rules
from tests.season.county import DAY, FIRST, LAST, County, Version, works
from tests.season.office import FAILURES, Answer, Office
from tests.season.wall import CLOSES, OPENS, Expected, Judge, Notice

ROOT: Final = Path(__file__).parents[2]
DISPLAYS: Final = ("lobby", "canteen")
ROTATIONS: Final = {
    "lobby": ("photos", "overview", "red", "photos", "standings", "dispatch", "notice"),
    "canteen": ("overview", "red", "black", "standings", "areas", "tasks", "dispatch", "notice"),
}
NOTICES: Final = (
    Notice(
        title="本周五召开半月调度会",
        first=date(2026, 6, 8),
        last=date(2026, 6, 12),
        displays=DISPLAYS,
    ),
    Notice(
        title="食堂明日停电检修",
        first=date(2026, 8, 11),
        last=date(2026, 8, 13),
        displays=("canteen",),
    ),
)
CAPTIONS: Final = ("产业园二期封顶", "乡道硬化完工", "河道清淤")
CONFIG: Final = """
[contest]
start = 2026-05-01
end = 2026-09-30
[source]
url = "http://127.0.0.1:{port}/table.xlsx"
every = "5min"
attempts = 1
total_timeout = "20s"
headers = {{ X-Display = "${{SEASON_DISPLAY}}" }}
[photos]
from = "photos"
pan = false
[displays.lobby]
rotation = ["photos"]
theme = "calm"
motion = false
power = "none"
hours = "workdays 07:30-18:00"
[displays.canteen]
rotation = ["overview"]
show_black = true
motion = false
power = "none"
"""
DAYS: Final = tuple(FIRST + number * DAY for number in range((LAST - FIRST).days + 1))
SIZE: Final = (640, 360)
CHINA: Final = ZoneInfo("Asia/Shanghai")
_OUTAGES: Final = (
    (datetime.fromisoformat("2026-06-12T15:00"), datetime.fromisoformat("2026-06-14T19:30")),
    (datetime.fromisoformat("2026-08-19T09:00"), datetime.fromisoformat("2026-08-21T08:30")),
)
"""When nothing reaches the office's server."""
_STEP: Final = timedelta(minutes=1)
_LOOKED: Final = timedelta(seconds=10)
"""How far a look lets time go on at most."""
_LASTING: Final = 3
"""Polls that fail one after another before the wall says so."""
_FIRST_DAY: Final = datetime.fromisoformat("2026-01-01T08:00")
"""By which this kiosk was not yet written, in local time."""
_WRONG: Final = (
    datetime.fromisoformat("1970-01-01T08:00:40"),
    datetime.fromisoformat("2036-02-07T14:28:16"),
)
_MOST_LINES: Final = 30
_MEAN_LINES: Final = 12
"""Of log from a start to the cut: at most, and over the season."""
_PATIENCE_S: Final = 60
_HOUR_S: Final = 3600 * 1.05
"""Longest rest between two polls."""


# What is known


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that a process noted, or that it was told by the memory."""

    at: datetime
    """Local: the true time, or for a kept one what the clock of then said."""
    kept: bool = False

    def by(self, wrong: timedelta) -> datetime:
        """What it is by a clock that is wrong by so much."""
        return self.at if self.kept else self.at + wrong

    def credible(self, now: datetime, wrong: timedelta) -> datetime | None:
        """What is told of it; None for what no clock that is right can have said."""
        at = self.by(wrong)
        return None if at > now + _STEP or (self.kept and at < _FIRST_DAY) else at


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What the memory must hold."""

    version: int | None = None
    changed: datetime | None = None
    checked: datetime | None = None
    rounds: Mapping[int, int] = field(default_factory=dict)
    """Of each round, the version of its standings."""


@dataclass(slots=True, kw_only=True)
class Belief:
    """What one process must know of the source."""

    version: int | None = None
    changed: Moment | None = None
    checked: Moment | None = None
    followed: timedelta = timedelta()
    """How wrong the clock was when it polled last."""
    polls: int = 0
    failed_since: datetime | None = None
    failures: int = 0
    away: bool = False
    kept_standings: int | None = None
    """The version whose standings it has kept."""


@dataclass(slots=True)
class Counts:
    """How much was played."""

    days: int = 0
    starts: int = 0
    kills: int = 0
    kills_in_polls: int = 0
    kills_in_boots: int = 0
    torn: int = 0
    """Cuts between a payload and its standings."""
    polls: int = 0
    failed: int = 0
    held: int = 0
    jumps: int = 0
    midnights: int = 0
    log_lines: int = 0
    most_lines: int = 0


class WrongError(AssertionError):
    """Something is not as it must be."""


# The machine


class Process:
    """One display's process, from its start to the cut."""

    def __init__(self, display: str, pid: int, stream: IO[str]) -> None:
        self.display = display
        self.pid = pid
        self._stream = stream

    def ask(self, do: str, **words: object) -> None:
        self._stream.write(json.dumps({"do": do, **words}) + "\n")
        self._stream.flush()

    def answer(self) -> dict[str, Any]:
        line = self._stream.readline()
        if not line:
            raise WrongError(f"the {self.display}'s process is gone")
        return json.loads(line)

    def do(self, do: str, **words: object) -> dict[str, Any]:
        self.ask(do, **words)
        return self.answer()

    def kill(self) -> None:
        """Cut its power, and wait until nothing of it is left."""
        os.kill(self.pid, signal.SIGKILL)
        self.gone()

    def gone(self) -> None:
        while True:
            try:
                if not self._stream.readline():
                    break
            except ConnectionError:
                break
        self._stream.close()


class Machine:
    """The machine in the hall, whose next processes are ready before they are needed."""

    def __init__(self, folder: Path, office: Office) -> None:
        self.state = folder / "state"
        self.state.mkdir()
        self.logs = {name: folder / f"{name}.log" for name in DISPLAYS}
        self._furnish(folder, office)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_PATIENCE_S)
        port = self._listener.getsockname()[1]
        screens = folder / "screens.json"
        screen = {"name": "HDMI-1", "x": 0, "y": 0, "width": SIZE[0], "height": SIZE[1]}
        dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        screens.write_text(json.dumps({"screens": [screen | dots]}))
        words = [str(folder / "config.toml"), str(self.state), str(port)]
        self._seed = subprocess.Popen(
            [sys.executable, "-m", "tests.season.machine", *words],
            stdin=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={screens}"},
            text=True,
        )
        self._spare: dict[str, Process] = {}

    def prepare(self, display: str) -> None:
        """Have a process begin that the next start needs."""
        assert self._seed.stdin
        self._seed.stdin.write(f"{display}\n")
        self._seed.stdin.flush()

    def start(self, display: str) -> Process:
        """A process that was prepared."""
        while display not in self._spare:
            connection, _ = self._listener.accept()
            connection.settimeout(_PATIENCE_S)
            stream = connection.makefile("rw", encoding="utf-8")
            connection.close()
            hello = json.loads(stream.readline())
            self._spare[hello["display"]] = Process(hello["display"], hello["pid"], stream)
        return self._spare.pop(display)

    def close(self) -> None:
        assert self._seed.stdin
        self._seed.stdin.close()
        self._seed.wait(_PATIENCE_S)
        self._listener.close()
        for spare in self._spare.values():
            spare.kill()

    @staticmethod
    def _furnish(folder: Path, office: Office) -> None:
        notices = [
            f'[[notices]]\ntitle = "{one.title}"\nstart = {one.first}\nend = {one.last}\n'
            f"displays = {json.dumps(one.displays)}\n"
            for one in NOTICES
        ]
        text = CONFIG.format(port=office.port) + "".join(notices)
        (folder / "config.toml").write_text(text, encoding="utf-8")
        photos = folder / "photos"
        photos.mkdir()
        lines = ["文件,说明,单位,日期"]
        for number, caption in enumerate(CAPTIONS):
            Image.new("RGB", (192, 108), (70 * number, 90, 120)).save(photos / f"{number}.jpg")
            lines.append(f"{number}.jpg,{caption},,")
        (photos / "captions.csv").write_text("\n".join(lines), encoding="utf-8")


# The season


class Season:
    """Plays a season day after day, and judges every wall."""

    def __init__(
        self,
        folder: Path,
        seed: int,
        *,
        displays: tuple[str, ...] = DISPLAYS,
        days: tuple[date, ...] = DAYS,
        full: bool = True,
    ) -> None:
        """Nothing is played yet.

        Args:
            folder: Where the machine keeps its files; empty.
            seed: Decides everything that a season leaves open.
            displays: Those that the machine has, on one memory.
            days: On which it is switched on.
            full: Whether all scenes are shown and looked at many times a day, or some and few.
        """
        folder.mkdir(exist_ok=True)
        self.seed = seed
        self.full = full
        self._displays = displays
        self._days = days
        self.county = County(seed)
        self.counts, self.judge = Counts(), Judge()
        self._chance = Random(f"season {seed}")
        self._office = Office()
        self._office.start()
        self._machine = Machine(folder, self._office)
        self._folder = folder
        self._now = datetime.combine(days[0], time(5))
        self._wrong = timedelta()
        self._running: dict[str, Process] = {}
        self._beliefs: dict[str, Belief] = {}
        self._rotations: dict[str, tuple[str, ...]] = {}
        self._seen_photo: set[str] = set()
        self._lit: list[tuple[str, datetime, datetime]] = []
        """Spans within which something was shown that must be in the play log."""
        self._lit_now: dict[str, datetime] = {}
        self._memory = [Remembered()]
        """What the memory may hold: more than one where a cut came amid a poll."""
        self._told = dict.fromkeys(displays, 0)
        self._history = deque[str](maxlen=12)
        """The last polls, for whoever looks for the cause of a fault."""
        self._prepare()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._running.values():
            process.kill()
        self._machine.close()
        self._office.stop()

    def play(self) -> None:
        """Every day, from its morning to its cut."""
        for day in self._days:
            self._play(day)

    def _prepare(self) -> None:
        for display in self._displays:
            self._machine.prepare(display)

    # A day

    def _play(self, day: date) -> None:
        chance = Random(f"season {self.seed} {day}")
        self._chance = chance
        self.counts.days += 1
        self._rotations = {name: self._rotation(name, day) for name in self._displays}
        self._to(datetime.combine(day, time(chance.randrange(6, 9), chance.randrange(60), 5)))
        wrong = self._wrong_at_boot(day)
        if chance.random() < 0.04:
            self._boot(wrong, cut_s=chance.uniform(0, 0.3))
            self._to(self._now + timedelta(minutes=2))
        self._boot(wrong)
        self._look(whole=self.full and chance.random() < 0.3)
        self._go_on(25)
        self._poll()
        if wrong and chance.random() < 0.3:
            # Cut while it is wrong: what the memory was told then no clock can have said.
            self._kill()
            wrong = timedelta()
            self._to(self._now + timedelta(minutes=2))
            self._boot(wrong)
            self._look(whole=True)
            self._go_on(25)
            self._poll()
        if wrong:
            self._look(whole=self.full)
            self._go_on(60 * chance.randrange(3, 9))
            self._set_clock(timedelta())
            self._look(whole=True)
        elif self.full:
            self._look(whole=False)
        for moment in self._moments(day):
            near = (moment - self._now).total_seconds() <= 60
            self._to(moment)
            if not near:
                self._poll(again=True)
            self._look(whole=self._goes_round(moment))
            if moment.hour == 13 and self._jumps(day):
                self._jump()
        self._end(day)

    def _rotation(self, display: str, day: date) -> tuple[str, ...]:
        """What a display shows: everything, or in the short form every day something else."""
        scenes = ROTATIONS[display]
        if self.full:
            return scenes
        number = self._days.index(day)
        figures = [scene for scene in scenes if scene not in {"photos", "notice"}]
        count = 3 if display == "canteen" else 2
        shown = [figures[(number * count + at) % len(figures)] for at in range(count)]
        return ("photos",) * (display == "lobby") + (*dict.fromkeys(shown), "notice")

    def _moments(self, day: date) -> Iterator[datetime]:
        """The instants of a day on which the wall is looked at."""
        chance = self._chance
        times = {time(7, 28), time(7, 29), time(17, 59), time(18, 0), time(13, 5), time(10, 31)}
        if self.full:
            for _ in range(chance.randrange(2, 5)):
                times.add(time(chance.randrange(8, 19), chance.randrange(60)))
        else:
            edges = ({time(7, 28), time(7, 29)}, {time(17, 59), time(18, 0)}, set(), set())
            times = {time(13, 5)} | edges[(day.toordinal() // 2) % 4]
        for at in sorted(times):
            moment = datetime.combine(day, at).replace(second=5)
            if moment >= self._now + timedelta(seconds=60):
                yield moment

    def _goes_round(self, moment: datetime) -> bool:
        if not self.full:
            return moment.hour == 13
        return moment.hour == 13 or self._chance.random() < 0.2

    def _end(self, day: date) -> None:
        """The evening, perhaps midnight, and the cut."""
        chance = self._chance
        if chance.random() < (0.3 if self.full else 0.12) or day in {
            date(2026, 4, 30),
            date(2026, 9, 30),
        }:
            self._to(datetime.combine(day, time(23, 59, 30)))
            self._poll()
            self._go_on(50)
            self.counts.midnights += 1
            self._look(whole=True)
        elif self.full:
            self._to(self._now + timedelta(minutes=chance.randrange(10, 240)))
            self._poll()
            self._look(whole=False)
        self._cut()

    def _wrong_at_boot(self, day: date) -> timedelta:
        """How wrong the clock is at a start: not at all, or by years."""
        if self._chance.random() < 0.88 or day < date(2026, 5, 3):
            return timedelta()
        return self._chance.choice(_WRONG) - self._now

    def _jumps(self, day: date) -> bool:
        return day > FIRST and self._chance.random() < 0.07

    def _jump(self) -> None:
        """The clock goes wrong at noon, and comes right again."""
        self._set_clock(self._chance.choice(_WRONG) - self._now)
        self._look(whole=self.full)
        self._go_on(60 * self._chance.randrange(2, 20))
        if self._chance.random() < 0.5:
            self._poll()
        self._set_clock(timedelta())
        self._look(whole=True)

    # What happens

    def _boot(self, wrong: timedelta, cut_s: float | None = None) -> None:
        """Switch on; with `cut_s` cut the power again so many (real) seconds later."""
        self._wrong = wrong
        self._recall()
        booting = []
        for display in self._displays:
            process = self._machine.start(display)
            self._running[display] = process
            process.ask(
                "boot",
                at=self._told_now(),
                wrong_s=wrong.total_seconds(),
                scenes=self._rotations[display],
            )
            booting.append(process)
            self.counts.starts += 1
            (remembered,) = self._memory
            self._beliefs[display] = Belief(
                version=remembered.version,
                changed=remembered.changed and Moment(remembered.changed, kept=True),
                checked=remembered.checked and Moment(remembered.checked, kept=True),
                followed=wrong,
            )
        self._seen_photo.clear()
        self._lit_now.clear()
        # Its next processes are ready before they are needed.
        self._prepare()
        if cut_s is not None:
            real_time.sleep(cut_s)
            self.counts.kills_in_boots += len(self._displays)
            self._kill()
            return
        for process in booting:
            if not process.answer()["durable"]:
                raise self._wrong_error(process.display, "a memory on its disk", "one in RAM")

    def _to(self, moment: datetime) -> None:
        """Let time pass until a moment; nothing of a machine that is off."""
        seconds = (moment - self._now).total_seconds()
        if self._running and seconds > 0:
            self._go_on(seconds)
        else:
            self._now = max(moment, self._now)

    def _go_on(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        for process in self._running.values():
            process.ask("go_on", at=self._told_now())
        for display, process in self._running.items():
            process.answer()
            if seconds >= 60 and display in self._lit_now:
                self._lit.append((display, self._lit_now.pop(display), self._now))

    def _told_now(self) -> str:
        return self._now.replace(tzinfo=CHINA).isoformat()

    def _set_clock(self, wrong: timedelta) -> None:
        """Set the wall clock; within a minute all is as it should be, whether a poll succeeds."""
        self.counts.jumps += 1
        self._wrong = wrong
        for process in self._running.values():
            process.do("set_clock", wrong_s=wrong.total_seconds())
        self._lit_now.clear()
        self._now += timedelta(seconds=50)
        for display, process in self._running.items():
            asked = process.do("go_on", at=self._told_now())["asked"]
            if not asked:
                raise self._wrong_error(display, "a poll after the clock was set", "none")
        if self._chance.random() < 0.7:
            self._poll()

    def _version(self) -> Version:
        """What the office says now."""
        return max(
            (one for one in self.county.versions if one.published <= self._now),
            key=lambda one: one.published,
        )

    def _poll(self, *, again: bool = False) -> None:
        """Each display asks the source; one that failed asks again where that is wanted."""
        for display in self._running:
            how = self._how(display)
            self._poll_one(display, how)
        for _ in range(self._chance.randrange(4) if again else 0):
            failing = [name for name, one in self._beliefs.items() if one.failed_since]
            if not failing:
                return
            self._go_on(5)
            for display in failing:
                self._poll_one(display, self._how(display, fails=0.6))

    def _how(self, display: str, fails: float = 0.1) -> str:
        """How the source answers a display's next request."""
        chance = self._chance
        if any(first <= self._now < last for first, last in _OUTAGES):
            return chance.choice(("reset", "500", "mute"))
        if chance.random() < fails:
            return chance.choice(FAILURES)
        belief = self._beliefs[display]
        if belief.version is not None and chance.random() < 0.03:
            return "fewer"
        return "good"

    def _poll_one(self, display: str, how: str) -> None:
        process, belief = self._running[display], self._beliefs[display]
        self._office.answers[display] = Answer(how, self._body(how))
        told = process.do("poll")
        self._history.append(f"{self._now} {display} polls: {how}, {told}")
        if not 0 < told["rest_s"] <= _HOUR_S:
            raise self._wrong_error(display, "a poll within the hour", told)
        if (how in {"good", "fewer"}) == bool(told["problem"]):
            raise self._wrong_error(display, f"the answer {how}", told)
        if how == "fewer" and belief.version is not None:
            # The clerk saves again, and all is well.
            self._expect_poll(display, how)
            self._look_at(display, whole=False)
            self._office.answers[display] = Answer("good", self._body("good"))
            process.do("poll")
            how = "good"
        self._expect_poll(display, how)

    def _body(self, how: str) -> bytes:
        kind = how if how in {"fewer", "headless"} else "good"
        return self.county.workbook(self._version().number, kind)

    def _expect_poll(self, display: str, how: str) -> list[Remembered]:
        """What a process and the memory know after a poll; the memory's states on the way."""
        belief, now, wrong = self._beliefs[display], self._now, self._wrong
        states = list(self._memory)

        def keep(**changes: Any) -> None:
            states.append(replace(states[-1], **changes))

        self.counts.polls += 1
        belief.polls += 1
        if belief.kept_standings is None:
            self._expect_standings(belief, keep, states[-1])
        if abs(wrong - belief.followed) > _STEP:
            belief.followed = wrong
            own = any(one and not one.kept for one in (belief.changed, belief.checked))
            # Another display may have kept a later table, with times of its own.
            kept = states[-1].version == belief.version
            if kept and own and belief.changed and belief.checked:
                keep(changed=belief.changed.by(wrong), checked=belief.checked.by(wrong))
        if how in {"good", "fewer"}:
            if how == "fewer":
                self.counts.held += 1
                keep(checked=now + wrong)
            else:
                self._expect_good(belief, keep, states[-1])
            self._expect_recovery(belief, keep, states[-1])
            if belief.kept_standings != belief.version:
                self._expect_standings(belief, keep, states[-1])
        else:
            self.counts.failed += 1
            belief.failed_since = belief.failed_since or now
            belief.failures += 1
            lasting = belief.polls == 1 or belief.failures >= _LASTING
            belief.away = belief.away or lasting or how == "429"
        self._memory = states[-1:]
        return states

    def _expect_good(self, belief: Belief, keep: Callable[..., None], memory: Remembered) -> None:
        version, told = self._version().number, self._now + self._wrong
        if belief.version == version:
            keep(checked=told)
            return
        belief.version, belief.changed = version, Moment(self._now)
        if memory.version == version:
            # Another display has kept these bytes, and when they changed.
            keep(checked=told)
        else:
            keep(version=version, changed=told, checked=told)

    def _expect_recovery(
        self, belief: Belief, keep: Callable[..., None], memory: Remembered
    ) -> None:
        """After an answer of use all is well, and a time that a wrong clock told is given up."""
        told = self._now + self._wrong
        belief.checked = Moment(self._now)
        belief.failed_since, belief.failures, belief.away = None, 0, False
        changed = belief.changed and belief.changed.credible(told, self._wrong)
        if told >= _FIRST_DAY and not changed:
            belief.changed = Moment(self._now)
            if memory.version == belief.version:
                keep(changed=told, checked=told)

    def _expect_standings(
        self, belief: Belief, keep: Callable[..., None], memory: Remembered
    ) -> None:
        version, belief.kept_standings = belief.version, belief.version
        if version is not None:
            number = rules.round_of(self.county.versions[version].as_of)
            if number is not None:
                keep(rounds={**memory.rounds, number: version})

    # The cut

    def _cut(self) -> None:
        """Cut the power at any instant: while nothing happens, or amid a poll."""
        chance = self._chance
        if chance.random() < 0.4:
            self._kill()
            return
        display = chance.choice(list(self._running))
        process, phase = self._running[display], chance.choice(("asked", "half", "sent", "sent"))
        delay_s = chance.uniform(0, 0.04) if phase == "sent" else 0.0

        def at(now: str) -> None:
            if now == phase:
                real_time.sleep(delay_s)
                os.kill(process.pid, signal.SIGKILL)

        self._office.answers[display] = Answer("good", self._body("good"), at)
        process.ask("poll")
        process.gone()
        # It may have come to any of these.
        self._memory = self._expect_poll(display, "good")
        self.counts.kills += 1
        self.counts.kills_in_polls += 1
        del self._running[display]
        self._kill()

    def _kill(self) -> None:
        for process in self._running.values():
            process.kill()
            self.counts.kills += 1
        self._running.clear()
        self._beliefs.clear()
        self._read_logs()

    def _recall(self) -> None:
        """Look what the memory holds, on a copy: whoever starts must mend the rest himself."""
        if not (self._machine.state / FILE_NAME).exists():
            self._memory = [self._memory[0]]
            return
        copy = self._folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        for suffix in ("", "-wal"):
            file = self._machine.state / f"{FILE_NAME}{suffix}"
            if file.exists():
                shutil.copy(file, copy)
        with closing(sqlite3.connect(copy / FILE_NAME)) as db:
            row = db.execute("SELECT digest, changed, checked FROM source JOIN body USING (url)")
            found = row.fetchone()
            held = {
                (number, as_of): {
                    unit: (rank, Fraction(score).limit_denominator(10))
                    for unit, rank, score in db.execute(
                        "SELECT subject, rank, score FROM standing WHERE number = ?", (number,)
                    )
                }
                for number, as_of in db.execute("SELECT number, as_of FROM round").fetchall()
            }
        fitting = [one for one in self._memory if self._holds(one, found, held)]
        if not fitting:
            raise self._wrong_error("memory", self._memory, (found, held.keys()))
        last = self._memory[-1]
        self.counts.torn += fitting[0].version == last.version and fitting[0].rounds != last.rounds
        self._memory = [fitting[0]]

    def _holds(
        self,
        one: Remembered,
        found: tuple[str, str, str] | None,
        held: Mapping[tuple[int, str], rules.Kept],
    ) -> bool:
        """Whether the memory's rows are what it is to hold."""
        if one.version is None or found is None:
            return one.version is None and found is None and not held
        digest = hashlib.sha256(self.county.workbook(one.version)).hexdigest()
        times = [_local(moment) for moment in found[1:]]
        near = all(
            wanted is not None and abs(time_ - wanted) <= _LOOKED
            for wanted, time_ in zip((one.changed, one.checked), times, strict=True)
        )
        return digest == found[0] and near and held == self._standings(one)

    def _standings(self, one: Remembered) -> dict[tuple[int, str], rules.Kept]:
        versions = self.county.versions
        return {
            (number, versions[version].as_of.isoformat()): rules.kept(versions[version])
            for number, version in one.rounds.items()
        }

    # What is seen

    def _look(self, *, whole: bool) -> None:
        for display, process in self._running.items():
            process.ask("look", whole=whole, photos=self._waits_for_photo(display, whole=whole))
        faults = []
        for display in self._running:
            faults += self._judged(display, whole=whole)
        if faults:
            raise WrongError("\n".join([*faults, "after:", *self._history]))

    def _look_at(self, display: str, *, whole: bool) -> None:
        photos = self._waits_for_photo(display, whole=whole)
        self._running[display].ask("look", whole=whole, photos=photos)
        if faults := self._judged(display, whole=whole):
            raise WrongError("\n".join([*faults, "after:", *self._history]))

    def _waits_for_photo(self, display: str, *, whole: bool) -> bool:
        return whole and display == "lobby" and display not in self._seen_photo

    def _judged(self, display: str, *, whole: bool) -> list[str]:
        expected = self._expected(display, whole=whole)
        look = self._running[display].answer()
        if whole and expected.open:
            self._seen_photo.add(display)
        if not self._wrong and not look["dark"]:
            self._lit_now.setdefault(display, self._now)
        # Each page of a look takes a moment.
        return [
            f"seed {self.seed}, {self._now}, clock {expected.now}, {display}: {fault}"
            for fault in self.judge.faults(look, expected, whole=whole)
        ]

    def _expected(self, display: str, *, whole: bool) -> Expected:
        belief, wrong = self._beliefs[display], self._wrong
        now = self._now + wrong
        version = None if belief.version is None else self.county.versions[belief.version]
        checked = belief.checked and belief.checked.credible(now, wrong)
        away = None
        if belief.away and belief.failed_since is not None:
            away = checked or belief.failed_since + wrong
        return Expected(
            display=display,
            now=now,
            rotation=self._rotations[display],
            version=version,
            changed=belief.changed and belief.changed.credible(now, wrong),
            checked=checked,
            away_since=away,
            before=None if version is None else self._round_before(version),
            notices=NOTICES,
            captions=frozenset(CAPTIONS),
            photo_due=self._waits_for_photo(display, whole=whole),
        )

    def _round_before(self, version: Version) -> rules.Kept | None:
        number = rules.round_of(version.as_of)
        (memory,) = self._memory
        earlier = [one for one in memory.rounds if number is not None and one < number]
        if not earlier:
            return None
        return rules.kept(self.county.versions[memory.rounds[max(earlier)]])

    def _wrong_error(self, who: str, expected: object, found: object) -> WrongError:
        return WrongError(
            f"seed {self.seed}, {self._now}, {who}: expected {expected}, found {found}"
        )

    # Afterwards

    def _read_logs(self) -> None:
        """A day's lines: a few, and none that tells of a fault in the kiosk."""
        for display in self._displays:
            file = self._machine.logs[display]
            text = file.read_text(encoding="utf-8")[self._told[display] :] if file.exists() else ""
            self._told[display] += len(text)
            lines = text.splitlines()
            for line in lines:
                if not line.startswith(("INFO ", "WARNING ")):
                    raise self._wrong_error(display, "no such line in the log", text)
            if len(lines) > _MOST_LINES:
                raise self._wrong_error(display, f"{_MOST_LINES} lines of log at most", text)
            self.counts.log_lines += len(lines)
            self.counts.most_lines = max(self.counts.most_lines, len(lines))

    def check_memory(self) -> None:
        """The memory holds all ten rounds, as they were computed last in each."""
        self._recall()
        (memory,) = self._memory
        wanted = {}
        for one in self.county.versions:
            number = rules.round_of(one.as_of)
            if number is not None:
                wanted[number] = one.number
        if sorted(memory.rounds) != list(range(1, 11)):
            raise self._wrong_error("memory", "ten rounds", sorted(memory.rounds))
        if memory.rounds[10] != wanted[10]:
            raise self._wrong_error("memory", f"version {wanted[10]}", memory.rounds[10])

    def check_log(self) -> None:
        """The logs had a few lines a day."""
        mean = self.counts.log_lines / self.counts.starts
        if mean > _MEAN_LINES:
            raise self._wrong_error("logs", f"{_MEAN_LINES} lines from start to cut", mean)

    def check_play_log(self) -> None:
        """Everything that was shown for a minute is in the play log, and nothing else."""
        with PlayLog(self._machine.state) as log:
            shown = [(one.display, _local_of(one.began), one) for one in log.between()]
        for display, first, last in self._lit:
            spans = [
                (at, at + timedelta(seconds=one.seconds))
                for name, at, one in shown
                if name == display
            ]
            if not any(began <= last and ended >= first for began, ended in spans):
                raise self._wrong_error("play log", f"{display} {first} to {last}", "nothing")
        days = {(display, at.date()) for display, at, _ in shown}
        always_open = {("canteen", day) for day in self._days if "canteen" in self._displays}
        if missing := always_open - days:
            raise self._wrong_error("play log", "every day", sorted(missing))
        for display, at, one in shown:
            if at.year != 2026:
                continue
            closed = display == "lobby" and not (works(at.date()) and OPENS <= at.time() < CLOSES)
            if one.seconds < 0 or (closed and one.seconds > 0):
                raise self._wrong_error("play log", "nothing outside the hours", one)

    def __str__(self) -> str:
        """How much was played, in one line."""
        c, j = self.counts, self.judge
        pages = ", ".join(f"{count} {kind}" for kind, count in sorted(j.pages.items()))
        return (
            f"seed {self.seed}: {c.days} days, {c.starts} starts, {c.kills} kills"
            f" ({c.kills_in_polls} amid a poll, {c.kills_in_boots} amid a start,"
            f" {c.torn} between a payload and its standings),"
            f" {c.polls} polls, {c.failed} failed, {c.held} held, {c.jumps} clock jumps,"
            f" {c.midnights} midnights, {j.walls} walls judged on {sum(j.pages.values())} pages"
            f" ({pages}), {j.texts} texts; {c.log_lines} lines of log, {c.most_lines} at most of"
            " a display between two cuts"
        )


def _local(moment: str) -> datetime:
    return _local_of(datetime.fromisoformat(moment))


def _local_of(moment: datetime) -> datetime:
    assert moment.tzinfo is not None
    return moment.astimezone(UTC).astimezone(CHINA).replace(tzinfo=None)
