"""A photo's caption: what, who, when, and the scrim that it stands on."""

from datetime import date

import pytest

from kiosk.screen.geometry import FLOOR, ROW
from kiosk.screen.pages import PhotoPage, characters, photo_page
from tests.screen.material import SIZES, wall, words


def photo(size=(1920, 1080), **known) -> PhotoPage:
    return photo_page(wall(size), picture="image://photos/1", pan=True, seconds=9, **known)


def test_the_caption_says_what_and_the_line_under_it_who_and_when():
    page = photo(text="签约现场", unit="商务局", taken=date(2027, 6, 3))
    assert words(page.caption) == "签约现场"
    assert words(page.byline) == "商务局 · 6 月 3 日"
    assert (page.caption.size, page.byline.size) == (ROW, FLOOR)


def test_what_is_not_known_is_not_said():
    assert words(photo(unit="商务局").byline) == "商务局"
    assert words(photo(taken=date(2027, 6, 3)).byline) == "6 月 3 日"


def test_a_photo_of_which_nothing_is_known_has_no_scrim():
    page = photo()
    assert page.scrim == 0
    assert (page.caption.text, page.byline.text, page.demo_mark) == ("", "", "")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", ["签约", "城乡供水一体化工程建设项目主体完工" * 4])
def test_the_scrim_reaches_over_all_of_the_caption(size, text):
    page = photo(size, text=text, unit="商务局")
    assert page.scrim > page.margin_y + page.caption.height + page.byline.height
    on = wall(size)
    assert page.scrim < on.geometry.height
    for line in page.caption.text.split("\n"):
        assert on.width_of(line, ROW, bold=True) <= on.geometry.content_width


def test_demonstration_photos_are_marked():
    assert photo(demo=True).demo_mark == "演示数据"


def test_a_photos_address_is_nothing_to_read():
    assert characters(photo(text="签约")) == 2
