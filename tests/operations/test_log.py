"""The log, in a process of its own: what goes to standard error, and what does not."""

import logging
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.operations.log import Log
from kiosk.operations.log_file import FILE_BYTES

LINES = """
import logging
from kiosk.operations.log import start_log
start_log(debug={debug}, quiet={quiet})
for name in ("kiosk.polling", "httpx", "apscheduler.scheduler"):
    log = logging.getLogger(name)
    log.debug("debug of %s", name)
    log.info("info of %s", name)
    log.warning("warning of %s", name)
"""


def logged(*, debug: bool, quiet: bool) -> list[str]:
    script = LINES.format(debug=debug, quiet=quiet)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout == ""
    return done.stderr.splitlines()


WARNINGS = [
    "WARNING warning of kiosk.polling",
    "WARNING warning of httpx",
    "WARNING warning of apscheduler.scheduler",
]


def test_the_running_kiosk_tells_changes_of_state_and_its_libraries_only_what_is_wrong():
    assert logged(debug=False, quiet=False) == ["INFO info of kiosk.polling", *WARNINGS]


def test_a_command_logs_only_what_is_wrong():
    assert logged(debug=False, quiet=True) == WARNINGS


@pytest.mark.parametrize("quiet", [True, False])
def test_debug_tells_everything_of_the_libraries_too(quiet):
    lines = logged(debug=True, quiet=quiet)
    assert len(lines) == 9
    assert "DEBUG debug of httpx" in lines


# The kiosk that runs

RUN = """
import logging, sys, threading
from pathlib import Path
from kiosk.operations.log import also, keep_log, redact, start_log
from kiosk.operations.uncaught import catch_uncaught
start_log(debug={debug}, quiet=False)
redact(["geheim-1"])
keep_log(Path({folder!r}), {display!r})
catch_uncaught()
log = logging.getLogger("kiosk.polling")
{script}
"""


def run(
    script: str, folder: Path, *, display: str = "lobby", debug: bool = False, **how: Any
) -> list[str]:
    """What a process that runs this writes to standard error."""
    code = RUN.format(script=script, folder=str(folder), display=display, debug=debug)
    done = subprocess.run(
        [sys.executable, "-c", code],
        stderr=subprocess.PIPE,
        text=True,
        timeout=30,
        check=False,
        **how,
    )
    return done.stderr.splitlines()


def test_it_keeps_a_file_of_the_displays_with_the_time_of_each_line(tmp_path):
    folder = tmp_path / "state"
    assert run("log.info('a change')\nlog.warning('wrong')", folder) == [
        "INFO a change",
        "WARNING wrong",
    ]
    kept = (folder / "lobby.log").read_text().splitlines()
    assert [line.split(" ", 1)[1] for line in kept] == ["INFO a change", "WARNING wrong"]
    at = datetime.fromisoformat(kept[0].split()[0])
    assert abs(at - datetime.now(UTC)) < timedelta(minutes=1)
    assert (folder / "lobby.log").stat().st_mode & 0o077 == 0, "for its owner's eyes"
    run("log.info('after a restart')", folder)
    assert (folder / "lobby.log").read_text().endswith("INFO after a restart\n")


@pytest.mark.parametrize(
    ("display", "name"),
    [("餐厅-1", "餐厅-1.log"), ("../up", "_up.log"), ("a/b", "a_b.log"), ("..", "kiosk.log")],
)
def test_no_displays_name_leads_out_of_the_folder(display, name, tmp_path):
    folder = tmp_path / "state"
    run("log.info('a change')", folder, display=display)
    assert (folder / name).read_text().endswith("INFO a change\n")


def test_under_the_journal_each_line_says_how_grave_it_is_and_no_file_is_kept(tmp_path):
    script = "\n".join(f"log.{name}('x')" for name in ("info", "warning", "error", "critical"))
    read, write = os.pipe()
    status = os.fstat(write)
    code = RUN.format(script=script, folder=str(tmp_path), display="lobby", debug=True)
    environ = os.environ | {"JOURNAL_STREAM": f"{status.st_dev}:{status.st_ino}"}
    subprocess.run([sys.executable, "-c", code], stderr=write, env=environ, timeout=30, check=True)
    os.close(write)
    with os.fdopen(read) as journal:
        assert journal.read().splitlines() == ["<6>x", "<4>x", "<3>x", "<2>x"]
    assert list(tmp_path.iterdir()) == []


def test_a_journal_that_is_another_processs_is_none(tmp_path):
    environ = os.environ | {"JOURNAL_STREAM": "1:2"}
    assert run("log.info('x')", tmp_path, env=environ) == ["INFO x"]
    assert (tmp_path / "lobby.log").exists()


def test_the_files_are_bounded(tmp_path):
    script = """
from kiosk.operations import log_file
for number in range(6_000):
    logging.getLogger().handle(logging.LogRecord(
        "kiosk", logging.INFO, "place", number, f"{number} " + 900 * "x", None, None))
"""
    run(script, tmp_path)
    files = sorted(path for path in tmp_path.iterdir() if not path.name.startswith("."))
    assert [path.name for path in files] == ["lobby.log", *(f"lobby.log.{n}" for n in (1, 2, 3))]
    assert all(path.stat().st_size <= FILE_BYTES for path in files)
    assert sum(path.stat().st_size for path in files) > 3 * 0.99 * FILE_BYTES
    assert " INFO 5999 x" in files[0].read_text().splitlines()[-1]


def test_two_kiosks_of_one_display_do_not_rotate_one_file(tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", RUN.format(
            script="print(flush=True)\nsys.stdin.read()", folder=str(tmp_path), display="lobby",
            debug=False)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    with holder:
        holder.stdout.readline()
        path = tmp_path / "lobby.log"
        assert run("log.info('the second')", tmp_path) == [
            f"WARNING another kiosk writes {path}: this one logs to standard error alone",
            "INFO the second",
        ]
        assert run("log.info('another display')", tmp_path, display="canteen") == [
            "INFO another display"
        ]
        holder.stdin.close()
    assert not (tmp_path / "lobby.log").exists()
    assert run("log.info('the next')", tmp_path) == ["INFO the next"]
    assert (tmp_path / "lobby.log").exists()


def test_a_folder_that_cannot_be_written_is_no_reason_not_to_start(tmp_path):
    (tmp_path / "state").write_text("a file")
    told = run("log.info('it runs')", tmp_path / "state" / "deeper")
    assert told[0].startswith("WARNING the log can't be kept in ")
    assert told[1:] == ["INFO it runs"]


def test_a_disk_that_fails_meanwhile_is_told_once_and_stops_nothing(tmp_path):
    script = """
import resource, signal
log.info('before')
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
for number in range(5):
    log.info('line %s', number)
"""
    told = run(script, tmp_path)
    assert [line for line in told if line.startswith("INFO")] == [
        "INFO before", *(f"INFO line {number}" for number in range(5))
    ]  # fmt: skip
    wrong = [line for line in told if not line.startswith("INFO")]
    path = tmp_path / "lobby.log"
    assert wrong == [f"WARNING the log can't be kept in {path}: File too large"]


def test_without_anybody_who_reads_standard_error_it_goes_on(tmp_path):
    script = "sys.stderr.close()\nlog.info('nobody reads this')"
    assert run(script, tmp_path) == []
    assert (tmp_path / "lobby.log").read_text().endswith("INFO nobody reads this\n")


# What stands in a line


def test_no_secret_is_told_by_a_message_an_exception_or_a_traceback(tmp_path):
    script = """
def ask(url, word):
    raise ValueError(f"no answer of {url} with {word}")
log.warning("asked %s", "https://u:pw-2@host/x?key=key-3")
try:
    ask("https://u:pw-2@host/x?key=key-3", "geheim-1")
except ValueError:
    log.exception("it failed with %r", {"Authorization": "Bearer key-4"})
"""
    for debug in (False, True):
        told = run(script, tmp_path, debug=debug)
        text = "\n".join([*told, (tmp_path / "lobby.log").read_text()])
        for secret in ("geheim-1", "pw-2", "key-3", "key-4"):
            assert secret not in text.replace(script, "")
        assert told[0] == "WARNING asked https://…@host/x?…"
        assert told[1].startswith(
            "ERROR it failed with {'Authorization': '…'}: "
            "ValueError: no answer of https://…@host/x?… with … ("
        )
        assert len(told) == 2 if not debug else told[2] == "Traceback (most recent call last):"


def test_a_message_is_one_line_whatever_it_holds(tmp_path):
    script = r"log.warning('two\nlines\x1b[31m \u202e and %s', 'a\r\nthird')"
    assert run(script, tmp_path) == ["WARNING two lines\ufffd[31m \ufffd and a third"]


def test_a_message_whose_values_do_not_fit_is_told_as_it_is(tmp_path):
    assert run("log.warning('a %d b', 'x')", tmp_path) == ["WARNING a %d b"]


def test_an_exception_that_cannot_be_told_is_named(tmp_path):
    script = """
class Odd(Exception):
    def __str__(self):
        raise RuntimeError("never")
try:
    raise Odd
except Odd:
    log.exception("a fault")
"""
    assert run(script, tmp_path)[0].startswith("ERROR a fault: Odd (<string>:")


def test_what_repeats_is_counted_and_the_count_told_at_the_end(tmp_path):
    assert run("for _ in range(10):\n    log.info('again')\nlog.info('end')", tmp_path) == [
        *["INFO again"] * 3,
        "INFO end",
        "INFO 7 times more within 1 h: again",
    ]
    assert (
        run("for _ in range(10):\n    log.info('again')", tmp_path, debug=True)
        == ["INFO again"] * 10
    )


def test_others_get_clean_lines_as_they_are_written(tmp_path):
    script = """
class Page(logging.Handler):
    def emit(self, record):
        print("PAGE", record.levelname, record.getMessage(), record.exc_info, file=sys.stderr)
also(Page(logging.WARNING))
log.info("no problem")
for _ in range(5):
    try:
        raise ValueError("geheim-1")
    except ValueError:
        log.warning("100 % wrong", exc_info=True)
"""
    told = [line for line in run(script, tmp_path) if line.startswith("PAGE")]
    assert len(told) == 4
    assert told[0].startswith("PAGE WARNING 100 % wrong: ValueError: … (<string>:")
    assert told[0].endswith(" None")
    assert told[3].startswith("PAGE WARNING 2 times more within 1 h: 100 % wrong")


# What nobody catches


def test_what_nobody_catches_in_a_thread_is_a_line(tmp_path):
    script = """
def work():
    1 / 0
thread = threading.Thread(target=work, name="photos")
thread.start()
thread.join()
threading.Thread(target=sys.exit).start()
"""
    (told,) = run(script, tmp_path)
    assert told.startswith("ERROR a fault that nobody caught in thread photos: ZeroDivisionError")


def test_what_nobody_catches_in_a_slot_is_a_line_and_the_kiosk_goes_on(tmp_path):
    script = """
from PySide6.QtCore import QCoreApplication, QTimer
app = QCoreApplication([])
QTimer.singleShot(0, lambda: 1 / 0)
QTimer.singleShot(50, lambda: (log.info("it goes on"), app.quit()))
app.exec()
"""
    told = run(script, tmp_path)
    assert [line.split(":")[0] for line in told] == [
        "ERROR a fault that nobody caught",
        "INFO it goes on",
    ]


def test_what_fails_while_an_object_is_taken_down_is_a_line(tmp_path):
    script = """
class Fragile:
    def __del__(self):
        1 / 0
Fragile()
"""
    (told,) = run(script, tmp_path)
    assert told.startswith("ERROR a fault that nobody could catch in <function Fragile.__del__")
    assert "ZeroDivisionError: division by zero" in told


def test_qts_warnings_are_lines_and_what_was_asked_of_it_goes_as_it_came(tmp_path):
    script = """
from PySide6.QtCore import QLoggingCategory, qCDebug, qCWarning, qCritical, qWarning
from PySide6.QtCore import qInstallMessageHandler
from kiosk.operations.uncaught import qt_message
qInstallMessageHandler(qt_message)
qWarning("two\\nlines of geheim-1")
qCritical("grave")
category = QLoggingCategory("qt.scenegraph.time.renderloop")
qCWarning(category, "slow")
qCDebug(category, "Frame rendered")
qInstallMessageHandler(None)
"""
    environ = os.environ | {"QT_LOGGING_RULES": "qt.scenegraph.time.*=true"}
    assert run(script, tmp_path, env=environ) == [
        "WARNING Qt: two lines of …",
        "ERROR Qt: grave",
        "WARNING Qt: qt.scenegraph.time.renderloop: slow",
        "qt.scenegraph.time.renderloop: Frame rendered",
    ]


# How much


def test_a_season_in_which_nothing_is_wrong_and_one_without_a_source_are_a_few_lines_an_hour():
    """Whatever a poll or a scene says each time."""
    now = 0.0
    written: list[float] = []

    class Count(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(now)

    log = Log(Count(), clock=lambda: now)
    while now < 153 * 86_400:
        for text in ("the source gives nothing usable: 503", "scene notice is skipped"):
            record = logging.LogRecord("kiosk", logging.WARNING, text, 1, text, None, None)
            log.handle(record)
        now += 600
    hours = Counter(int(at // 3600) for at in written)
    assert hours.pop(0) == 6, "three of each in the first"
    assert max(hours.values()) <= 2
    assert len(written) < 153 * 3
