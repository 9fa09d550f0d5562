"""The process around a kiosk."""

import gc
import linecache
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk import app as process


@pytest.fixture
def collecting(app: QGuiApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(process, "_COLLECT_MS", 10)
    timer = process._collect_here()
    yield
    timer.stop()
    gc.unfreeze()
    gc.enable()


class Loop:
    """Refers to itself: only the collector frees it."""

    def __init__(self, freed_on: list[threading.Thread]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: freed_on.append(threading.current_thread()))


@pytest.mark.usefixtures("collecting")
def test_what_refers_to_itself_is_freed_on_the_gui_thread_alone(qtbot: QtBot) -> None:
    freed_on: list[threading.Thread] = []

    def work() -> None:
        Loop(freed_on)
        # Far more than would start the collector, were it left to itself.
        assert len([[] for _ in range(100_000)]) == 100_000

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert freed_on == []
    qtbot.waitUntil(lambda: freed_on == [threading.main_thread()])


@pytest.mark.usefixtures("collecting")
def test_the_source_of_what_was_loaded_is_not_kept(qtbot: QtBot) -> None:
    linecache.getlines(process.__file__)
    assert linecache.cache
    qtbot.waitUntil(lambda: not linecache.cache)
