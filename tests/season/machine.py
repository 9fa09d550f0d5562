"""The machine in the hall: it imports the kiosk once, and forks a process for each start.

    python -m tests.season.machine CONFIG FOLDER PORT

A line on standard input asks for a process, which connects to the port and plays one display by
commands until its power is cut. Everything in it is the kiosk's own, but for the two things that a
season must not wait for: clocks are moved by hand, and what is due on them goes off by hand.
"""

import functools
import json
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any, Final

import apscheduler.schedulers.background
import httpx
import python_calamine
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtQml import QQmlEngine, qmlEngine

import kiosk.intake.web
import kiosk.operations.executor
from kiosk import app
from kiosk.config import Config, load
from kiosk.memory import Memory, PlayLog
from kiosk.operations.log import start_log
from kiosk.rotation import Scene
from kiosk.running.kiosk import Kiosk, Surface
from kiosk.screen import platform
from kiosk.screen.show import Presented
from kiosk.screen.typesetting import Block
from kiosk.settings import KioskSettings, contest_settings, display_settings, photo_settings

_EAGER: Final = (apscheduler, httpx, python_calamine, kiosk.intake.web, kiosk.operations.executor)
"""What the kiosk imports only when it needs it; here once for all."""
_TEXTS: Final = """
(function (root) {
    const said = [], foot = [];
    function walk(item, into) {
        if (!item.visible || item.opacity <= 0)
            return;
        if (String(item).startsWith("Footer_"))
            into = foot;
        if (item.textFormat !== undefined && item.text !== "")
            into.push(item.text);
        for (const child of item.children)
            walk(child, into);
    }
    walk(root, said);
    return JSON.stringify([said, foot]);
})
"""
_LONGEST_S: Final = 5.0
_MOST_PAGES: Final = 60
_PAGE_S: Final = 0.2
"""How far time goes on from page to page of a look."""
_LOOKED_MS: Final = 5000
"""How far looks may have let time go on already."""


class Clocks:
    """The time: one clock that nobody sets, and the wall clock, which may be wrong."""

    def __init__(self) -> None:
        self.true = datetime(2026, 1, 1, tzinfo=UTC)
        self.seconds = 1000.0
        self.wrong = timedelta()

    def now(self) -> datetime:
        return self.true + self.wrong

    def monotonic(self) -> float:
        return self.seconds

    def go_on(self, seconds: float) -> None:
        self.true += timedelta(seconds=seconds)
        self.seconds += seconds


class HandSchedule:
    """Runs the polls when it is told to, on a thread as `Schedule` does."""

    def __init__(self, job: Callable[[], float], **_: object) -> None:
        self._job = job
        self.asked = False
        self.rest_s = 0.0

    def start(self) -> None:
        self.asked = True

    def rearm(self) -> None:
        self.asked = True

    def stop(self) -> None:
        pass

    def run(self) -> None:
        self.asked = False
        thread = threading.Thread(target=self._work, name="scheduled", daemon=True)
        thread.start()
        thread.join()

    def _work(self) -> None:
        self.rest_s = self._job()


class HandCalendar:
    """Keeps the one appointment that `Calendar` has, by the clock that nobody sets.

    A scheduler that sleeps does not hear that the wall clock was set.
    """

    def __init__(
        self,
        clocks: Clocks,
        job: Callable[[], None],
        following: Callable[[datetime], datetime | None],
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._job = job
        self._following = following
        self._clocks = clocks
        self._now = now
        self._due: float | None = None

    def start(self) -> None:
        now = self._now()
        due = self._following(now)
        self._due = due and self._clocks.seconds + (due - now).total_seconds()

    def rearm(self) -> None:
        self._job()
        self.start()

    def stop(self) -> None:
        self._due = None

    def keep(self) -> None:
        if self._due is not None and self._clocks.seconds >= self._due:
            self.rearm()


class Hall:
    """One display's kiosk."""

    def __init__(self, config: Config, display: str, folder: Path) -> None:
        """Start Qt; the kiosk itself begins with `boot`."""
        self._ready = app.begin()
        self._clocks = Clocks()
        self._folder = folder
        contest = contest_settings(config, {"SEASON_DISPLAY": display})
        self._settings = KioskSettings(
            contest=contest,
            display=display_settings(config, display),
            photos=photo_settings(config),
        )
        os.environ.update(
            platform.renderer_settings(os.environ, platform.Renderer.SOFTWARE),
        )

    def boot(self, *, at: str, wrong_s: float, scenes: list[str]) -> dict[str, Any]:
        """Switch the machine on."""
        clocks, settings = self._clocks, self._settings
        clocks.true = datetime.fromisoformat(at)
        clocks.wrong = timedelta(seconds=wrong_s)
        rotation = tuple(map(Scene, scenes))
        settings = replace(settings, display=replace(settings.display, scenes=rotation))
        memory = Memory.open(self._folder)
        self._played = PlayLog(self._folder, every_s=3600)
        self._kiosk = Kiosk(
            self._ready.app,
            settings,
            memory,
            self._played,
            now=clocks.now,
            monotonic=clocks.monotonic,
            elapsed=clocks.monotonic,
            # Its status page is on a port that others may have.
            surface=Surface(platform="minimal"),
            environ={},
            schedule=HandSchedule,
            calendar=partial(HandCalendar, clocks),
        )
        kiosk = self._kiosk
        self._calendar = kiosk._calendar
        window = kiosk._window.window
        engine, root = qmlEngine(window), window.contentItem()
        QQmlEngine.setObjectOwnership(root, QQmlEngine.ObjectOwnership.CppOwnership)
        self._root, self._texts = engine.newQObject(root), engine.evaluate(_TEXTS)
        kiosk._show.presented.connect(self._count_photos)
        self._photos = 0
        kiosk.start(None)
        self._settle()
        return {"durable": memory.durable}

    def poll(self) -> dict[str, Any]:
        """Ask the source, and show what came."""
        self._schedule.run()
        self._settle()
        return {"rest_s": self._schedule.rest_s, "problem": self._kiosk._figures.news.problem}

    def go_on(self, *, at: str) -> dict[str, Any]:
        """Let time pass until a moment; what fell due meanwhile happens once."""
        seconds = (datetime.fromisoformat(at) - self._clocks.true).total_seconds()
        assert seconds > 0
        self._clocks.go_on(seconds)
        turn = self._kiosk._show._turn
        if turn.isActive():
            _go_off(turn)
        self._settle()
        for timer in self._timers():
            if (
                timer is not turn
                and timer.isActive()
                and timer.interval() <= 1000 * seconds + _LOOKED_MS
            ):
                _go_off(timer)
        self._calendar.keep()
        self._settle()
        if seconds >= 60:
            # The play log's thread writes once a minute.
            self._played.flush()
        return {"asked": self._schedule.asked}

    def set_clock(self, *, wrong_s: float) -> dict[str, Any]:
        """Set the wall clock, to be wrong or right."""
        self._clocks.wrong = timedelta(seconds=wrong_s)
        return {}

    def look(self, *, whole: bool, photos: bool) -> dict[str, Any]:
        """What hangs on the wall: its page, or all that come until that one comes again.

        Args:
            whole: Whether the rotation goes round.
            photos: Whether to wait for the album to have one ready.
        """
        kiosk, show, album = self._kiosk, self._kiosk._show, self._kiosk._shelf.album
        if photos and album is not None and not self._photos and not show._dark:
            self._wait(lambda: album._ready is not None)
        pages, seen = [], set()
        for _ in range(_MOST_PAGES):
            at = (show._at, type(show._page))
            if at in seen:
                break
            seen.add(at)
            pages.append(self._page())
            if not whole or show._dark:
                break
            self._clocks.go_on(_PAGE_S)
            _go_off(show._turn)
            self._settle()
        return {
            "pages": pages,
            "dark": show._dark,
            "trouble": kiosk._health.trouble,
            "turning": show._turn.isActive(),
            "photos": self._photos,
        }

    def _count_photos(self, page: Presented) -> None:
        self._photos += bool(page.photo)

    @property
    def _schedule(self) -> HandSchedule:
        return self._kiosk._figures._schedule

    def _page(self) -> dict[str, Any]:
        page = self._kiosk._show._page
        answer = self._texts.call([self._root])
        assert not answer.isError(), answer.toString()
        said, foot = json.loads(answer.toString())
        kind = type(page).__name__.removesuffix("Page")
        return {"kind": kind, "page": _told(page), "said": said, "foot": foot}

    def _timers(self) -> Iterator[QTimer]:
        """All that something waits for."""
        kiosk = self._kiosk
        owners = (
            kiosk,
            kiosk._show,
            kiosk._entrance._door,
            kiosk._health,
            kiosk._window,
            kiosk._figures,
        )
        for owner in owners:
            if owner is not None:
                yield from (one for one in vars(owner).values() if isinstance(one, QTimer))

    def _settle(self) -> None:
        """Let the event loop do what there is to do, and the renderer draw."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._ready.app.processEvents()
        liveness = self._kiosk._health._liveness
        self._wait(lambda: liveness._undrawn_since is None)

    def _wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + _LONGEST_S
        while not until() and time.monotonic() < end:
            self._ready.app.processEvents()
            time.sleep(0.0005)


def _go_off(timer: QTimer) -> None:
    """What a timer does when its time has come."""
    if timer.isSingleShot():
        timer.stop()
    timer.timeout.emit()


def _told(value: object) -> Any:
    """The words of a page, by the names that they have in it."""
    match value:
        case Block():
            return value.text.replace("\n", "")
        case tuple():
            return [_told(one) for one in value]
        case _ if is_dataclass(value):
            told = {one.name: _told(getattr(value, one.name)) for one in fields(value)}
            return {name: one for name, one in told.items() if one is not None}
        case str() if not isinstance(value, Enum):
            return value
    return None


def _play(config: Config, display: str, folder: Path, port: int) -> None:
    """Play one display until the power is cut, or the commands end."""
    log = os.open(folder.parent / f"{display}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 2)
    start_log(debug=False, quiet=False)
    hall = Hall(config, display, folder)
    with socket.create_connection(("127.0.0.1", port)) as connection:
        stream = connection.makefile("rw", encoding="utf-8")
        stream.write(json.dumps({"display": display, "pid": os.getpid()}) + "\n")
        stream.flush()
        for line in stream:
            command = json.loads(line)
            answer = getattr(hall, command.pop("do"))(**command)
            stream.write(json.dumps(answer, ensure_ascii=False) + "\n")
            stream.flush()


def main() -> None:
    """Fork a process for each line; a process's end is nobody's concern here."""
    config, folder, port = load(Path(sys.argv[1])), Path(sys.argv[2]), int(sys.argv[3])
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # The certificates of all authorities take a quarter of a second to load; no table is secret.
    httpx.create_ssl_context = functools.cache(httpx.create_ssl_context)
    httpx.create_ssl_context()
    for line in sys.stdin:
        display = line.strip()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            try:
                _play(config, display, folder, port)
            except BaseException:
                logging.getLogger("machine").exception("the machine failed")
            finally:
                os._exit(1)


if __name__ == "__main__":
    main()
