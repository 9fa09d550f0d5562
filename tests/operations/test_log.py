"""The log, in a process of its own: what goes to standard error, and what does not."""

import subprocess
import sys

import pytest

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
