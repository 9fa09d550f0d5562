"""The configuration is edited under a running kiosk: well, badly, by halves, and away.

A saved file is on the wall within two seconds; a mistake never.
"""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from PIL import Image

from tests.faults.clerk import Clerk, clerks, differ
from tests.processes import CONTENT, FOOTER_LEFT, START_S, TABLE, XServer, wait_until

PROMISED_S = 2.0
LAST_GOOD = "WARNING the configuration has a mistake; running on the last good one: "
EDITS = (
    ('rotation = ["standings"]', 'rotation = ["overview"]'),
    ("show_black = true", 'show_black = true\ntheme = "calm"'),
    ("end = 2027-09-30", 'end = 2027-09-30\n[units]\naliases = { "发改局" = "发展局" }'),
)


@pytest.fixture(scope="module")
def table(tmp_path_factory, make_workbook) -> Path:
    path = tmp_path_factory.mktemp("table") / "progress.xlsx"
    path.write_bytes(make_workbook(TABLE))
    return path


@pytest.fixture(scope="module")
def clerk(tmp_path_factory, table) -> Iterator[Clerk]:
    with clerks(tmp_path_factory.mktemp("office"), table) as clerk:
        yield clerk


@pytest.fixture
def picture(clerk: Clerk) -> Iterator[Image.Image]:
    """The wall by the good configuration, before and after each test."""
    before = clerk.wall()
    yield before
    clerk.save(clerk.good)
    clerk.wait_for(before)


@pytest.mark.alone
def test_what_is_saved_is_on_the_wall_within_two_seconds(clerk, picture, say):
    took = []
    for number, (before, after) in enumerate(EDITS):
        edited = clerk.change(before, after)
        if number % 2:
            # As editors save that replace the file.
            other = clerk.office.config.with_suffix(".new")
            other.write_text(edited, encoding="utf-8")
            other.replace(clerk.office.config)
        else:
            clerk.save(edited)
        took.append(clerk.seconds_until_it_changes(picture))
        clerk.save(clerk.good)
        clerk.wait_for(picture)
    say("the wall began to change", ", ".join(f"{one:.2f}" for one in took), "s after the file")
    assert median(took) < PROMISED_S


def test_a_mistake_is_told_with_line_and_key_and_changes_nothing(clerk, picture):
    clerk.save(clerk.change("show_black = true", "show_blak = true"))
    line = clerk.good[: clerk.good.index("show_black")].count("\n") + 1
    place = f"{clerk.office.config}:{line}: displays.wall.show_blak"
    clerk.stays(picture, f"{LAST_GOOD}{place}: unknown key; did you mean «show_black»?")


def test_a_file_saved_by_halves_changes_nothing(clerk, picture):
    clerk.save(clerk.good[: len(clerk.good) // 2] + "[displ")
    clerk.stays(picture, f"{LAST_GOOD}{clerk.office.config}:")


def test_a_file_that_is_deleted_changes_nothing(clerk, picture):
    clerk.office.config.unlink()
    clerk.stays(picture, f"{LAST_GOOD}{clerk.office.config}: ")


def test_a_mistake_leaves_a_small_mark_where_the_display_allows_it(clerk, picture):
    allowed = clerk.change("show_black = true", "show_black = true\nshow_config_errors = true")
    # A line of the log that no other change makes: what repeats is only counted.
    allowed += "[board]\nred_count = 4\n"
    clerk.save(allowed)
    clerk.kiosk.wait_for("changed: contest, display")
    without = clerk.screen.picture().crop(FOOTER_LEFT)
    clerk.save(f"{allowed}nonsense\n")
    wait_until("a mark", lambda: differ(clerk.screen.picture().crop(FOOTER_LEFT), without), 20)
    assert not differ(clerk.wall(), picture)


def test_a_kiosk_that_starts_with_a_mistake_hangs_the_last_good_one(clerk, picture):
    words = ("--display", "wall")
    first = clerk.office.kiosk(*words, DISPLAY=clerk.screen.name)
    first.wait_for("display wall on xcb")
    first.stop()
    clerk.save("nonsense")
    screen = XServer()
    try:
        kiosk = clerk.office.kiosk(*words, DISPLAY=screen.name)
        wait_until(
            "the board on the screen",
            lambda: not differ(screen.picture().crop(CONTENT), picture),
            START_S,
        )
        assert LAST_GOOD in kiosk.log
        kiosk.stop()
    finally:
        screen.close()


def test_another_renderer_makes_the_same_process_start_anew(clerk, picture):
    drawn_by = "display wall on xcb, drawn by"
    asked = clerk.change("show_black = true", 'show_black = true\nrenderer = "software"')
    for text in (asked, clerk.good):
        before = clerk.kiosk.log.count(drawn_by)
        clerk.save(text)
        wait_until("another start", lambda: clerk.kiosk.log.count(drawn_by) > before, START_S)  # noqa: B023
        clerk.wait_for(picture)
    assert clerk.kiosk.alive
