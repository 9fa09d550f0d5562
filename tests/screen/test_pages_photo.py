"""A photo's caption: what, who, when, and the scrim that it stands on."""

from datetime import date

import pytest

from kiosk.screen.geometry import FLOOR, HEADING, ORBIT_Y, ROW
from kiosk.screen.pages import PhotoPage, characters, photo_page, waiting_page
from kiosk.screen.pages.common import GAP
from kiosk.screen.pages.photo import Print, empty_album_page
from kiosk.screen.translation import load_language
from tests.screen.material import SIZES, wall, words

LONG = "城乡供水一体化工程建设项目主体完工"
LEFT = {"width": 0.498}
RIGHT = {"width": 0.498, "x": 0.502}
UPPER = {"height": 0.498}
LOWER = {"height": 0.498, "y": 0.502}


def photo(size=(1920, 1080), demo=False, **known) -> PhotoPage:
    return pair(known, size=size, demo=demo)


def pair(*known, size=(1920, 1080), demo=False) -> PhotoPage:
    prints = [Print(picture="image://photos/1", **one) for one in known]
    return photo_page(wall(size), *prints, pan=True, seconds=9, demo=demo)


def test_the_caption_says_what_and_the_line_under_it_who_and_when():
    (panel,) = photo(text="签约现场", unit="商务局", taken=date(2027, 6, 3)).panels
    assert words(panel.caption) == "签约现场"
    assert words(panel.byline) == "商务局 · 6 月 3 日"
    assert (panel.caption.size, panel.byline.size) == (ROW, FLOOR)


def test_what_is_not_known_is_not_said():
    assert words(photo(unit="商务局").panels[0].byline) == "商务局"
    assert words(photo(taken=date(2027, 6, 3)).panels[0].byline) == "6 月 3 日"


def test_a_photo_of_which_nothing_is_known_has_no_scrim():
    page = photo()
    (panel,) = page.panels
    assert panel.scrim == 0
    assert (panel.caption.text, panel.byline.text, page.demo_mark) == ("", "", "")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", ["签约", LONG * 7])
def test_the_scrim_reaches_over_all_of_the_caption(size, text):
    page = photo(size, text=text, unit="商务局")
    (panel,) = page.panels
    on = wall(size)
    # The caption wanders with all that stands fixed, and stays within the title-safe area.
    assert panel.inset_y == page.margin_y + ORBIT_Y
    assert panel.scrim > page.margin_y + panel.caption.height + panel.byline.height
    assert panel.scrim < on.geometry.height / 2
    for line in panel.caption.text.split("\n"):
        assert on.width_of(line, panel.caption.size, bold=True) <= on.geometry.content_width


def test_a_caption_of_up_to_three_lines_is_large_and_a_longer_one_smaller():
    assert photo(text="改" * 69).panels[0].caption.lines == 3
    assert photo(text="改" * 69).panels[0].caption.size == ROW
    assert photo(text="改" * 70).panels[0].caption.size == FLOOR


def test_each_of_two_photos_has_its_own_caption_within_its_half():
    page = pair({"text": LONG, **LEFT}, {"text": "签约", **RIGHT})
    left, right = page.panels
    assert (words(left.caption), words(right.caption)) == (LONG.replace(" ", ""), "签约")
    on = wall()
    for panel in page.panels:
        start = panel.share_x * on.geometry.width + panel.inset_x
        end = start + max(
            on.width_of(line, ROW, bold=True) for line in panel.caption.text.split("\n")
        )
        assert start >= on.geometry.margin_x
        assert end <= min(
            (panel.share_x + panel.share_width) * on.geometry.width,
            on.geometry.width - on.geometry.margin_x,
        )
    assert left.caption.lines == 2


def test_a_long_caption_darkens_its_own_photo_alone():
    left, right = pair({"text": LONG * 2, **LEFT}, {"text": "签约", **RIGHT}).panels
    assert left.scrim > right.scrim
    assert pair({"text": LONG, **LEFT}, RIGHT).panels[1].scrim == 0


def test_a_day_that_does_not_fit_beside_its_unit_stands_under_it_unbroken():
    known = {"unit": "机关事务服务中心公共资源交易", "taken": date(2027, 6, 3)}
    (beside,) = photo(**known).panels
    under, _ = pair({**known, **LEFT}, RIGHT).panels
    assert beside.byline.text == "机关事务服务中心公共资源交易 · 6 月 3 日"
    assert under.byline.text == "机关事务服务中心公共资源交易\n6 月 3 日"
    assert under.byline.lines == 2


def test_the_scrims_of_two_photos_one_above_the_other_follow_their_captions():
    page = pair({"text": LONG * 2, **UPPER}, {"text": "签约", **LOWER}, size=(1080, 1920))
    upper, lower = page.panels
    assert upper.inset_y < lower.inset_y == page.margin_y + ORBIT_Y
    assert upper.scrim - upper.inset_y > lower.scrim - lower.inset_y


def test_two_photos_stand_still():
    assert photo().pan
    assert not pair(LEFT, RIGHT).pan


def test_demonstration_photos_are_marked():
    assert photo(demo=True).demo_mark == "演示数据"


def test_a_photos_address_is_nothing_to_read():
    assert characters(photo(text="签约")) == 2


def test_an_empty_album_says_that_it_is_and_not_that_something_is_read():
    assert words(empty_album_page(wall())).endswith("暂无照片 放入照片后自动显示")
    unreadable = empty_album_page(wall(), unreadable=True)
    assert words(unreadable).endswith("暂时读不到照片 文件夹恢复后自动显示")


@pytest.mark.parametrize("size", [*SIZES, (1600, 1200)])
@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_the_one_sentence_of_a_page_is_its_hero_and_stands_in_the_room(size, language):
    on = wall(size, language=load_language(language))
    drawn = [waiting_page(on), waiting_page(on, reason="HTTP 500")]
    drawn += [empty_album_page(on, unreadable=unreadable) for unreadable in (False, True)]
    for page in drawn:
        assert page.message.size >= HEADING
        assert page.message.size > page.explanation.size >= ROW
        assert page.message.height + page.explanation.height + GAP <= page.frame.room
        if on.geometry.wide and language != "en":
            assert page.message.size >= 160
