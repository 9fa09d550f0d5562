"""Notices: as large as the room allows, never elided, and needing no figures."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.notices import Notice
from kiosk.screen.geometry import FLOOR, HEADING
from kiosk.screen.pages import Tone, characters
from kiosk.screen.pages.notice import NoticePage, notice_pages
from tests.screen.material import SIZES, blocks, plain, room_of, wall

EVERY_SIZE = (*SIZES, (1600, 1200))
DUTY = Notice(
    title="防汛值班安排",
    lines=("全县防汛应急响应期间", "各乡镇主要负责同志在岗带班", "值班电话保持畅通"),
)
RULES = Notice(
    title="机关食堂就餐须知",
    lines=tuple(f"{number}. 请自觉排队，文明就餐" for number in range(1, 11)),
)
NOTICES = {
    "a word": Notice(title="放假"),
    "a sentence": Notice(title="热烈欢迎省督导组莅临云山县检查指导工作"),
    "a few lines": DUTY,
    "ten lines": RULES,
    "a long title": Notice(
        title="关于开展全县重点工作“擂台赛”第三期集中评比并组织各战线现场观摩的通知",
        lines=("各乡镇、各部门：定于 6 月 30 日上午 9 时召开四套班子例会，请按时参会。",),
    ),
    "more than a page": Notice(title="标题很长" * 60, lines=("正文很长，" * 300, "完")),
    "English": Notice(
        title="Canteen closed for maintenance on Friday afternoon",
        lines=("Lunch will be served until 12:30.", "Dinner is cancelled."),
    ),
}
LETTERS = st.text(st.sampled_from("县城供水工程建设 ab12，。"), max_size=120)
SOME = st.builds(
    Notice,
    title=LETTERS.filter(str.strip),
    lines=st.lists(LETTERS, max_size=14).map(tuple),
)


def pages(notice: Notice, size: tuple[int, int] = (1920, 1080)) -> tuple[NoticePage, ...]:
    return notice_pages([notice], wall(size))


def letters(*texts: str) -> str:
    return "".join("".join(text.split()) for text in texts)


@pytest.mark.parametrize("size", EVERY_SIZE)
@settings(max_examples=8)
@given(SOME)
def test_all_of_a_notice_hangs_and_nothing_of_it_leaves_the_room(size, notice):
    drawn = pages(notice, size)
    said = letters(*(plain(line.words) for page in drawn for line in page.lines))
    assert said == letters(*notice.lines)
    headings = letters(*(plain(page.heading) for page in drawn))
    assert headings.startswith(letters(notice.title))
    on = wall(size)
    for page in drawn:
        room = room_of(page.frame) + 1e-3
        assert page.heading_y >= 0
        assert page.heading_y + page.heading.height <= room
        assert all(line.at_y + line.words.height <= room for line in page.lines)
        for line in page.lines:
            widest = max(on.width_of(one, line.words.size) for one in line.words.text.split("\n"))
            assert line.at_x + widest <= on.geometry.content_width + 1e-3
            assert line.at_y >= page.heading_y + page.heading.height
        assert all(block.size >= FLOOR for block in blocks(page) if block.text)
        assert page.heading.size >= HEADING or not page.heading.text


@pytest.mark.parametrize("size", EVERY_SIZE)
def test_a_notice_stands_in_the_middle_of_the_room(size):
    for notice in (DUTY, NOTICES["a word"]):
        (page,) = pages(notice, size)
        ends = [page.heading_y + page.heading.height]
        ends += [line.at_y + line.words.height for line in page.lines]
        assert page.heading_y == pytest.approx(room_of(page.frame) - max(ends), abs=40)


def test_the_less_a_notice_says_the_larger_it_says_it():
    (word,) = pages(NOTICES["a word"])
    (few,) = pages(DUTY)
    (ten,) = pages(RULES)
    (more, *_) = pages(Notice(title="须知", lines=RULES.lines * 2))
    sizes = [few.lines[0].words.size, ten.lines[0].words.size, more.lines[0].words.size]
    assert word.heading.size == 320
    assert word.heading.size > few.heading.size > ten.heading.size
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3


def test_short_lines_stand_in_two_columns_where_the_wall_is_wide():
    (page,) = pages(RULES)
    left = [line for line in page.lines if line.at_x == 0]
    right = [line for line in page.lines if line.at_x > 0]
    assert [len(left), len(right)] == [5, 5]
    assert [line.at_y for line in left] == [line.at_y for line in right]
    assert [plain(line.words) for line in page.lines] == [letters(line) for line in RULES.lines]
    (high,) = pages(RULES, (1080, 1920))
    assert {line.at_x for line in high.lines} == {0.0}


def test_lines_that_are_too_long_for_a_column_do_not_stand_in_two():
    long = Notice(title="须知", lines=tuple("请自觉排队，文明就餐，" * 4 for _ in range(7)))
    assert {line.at_x for page in pages(long) for line in page.lines} == {0.0}


def test_further_pages_say_the_title_again_and_are_counted():
    drawn = pages(Notice(title="须知", lines=RULES.lines * 4))
    assert len(drawn) > 1
    assert [plain(page.heading) for page in drawn] == ["须知"] * len(drawn)
    assert [page.frame.page_mark for page in drawn] == [
        f"{number}/{len(drawn)}" for number in range(1, len(drawn) + 1)
    ]
    assert {line.words.size for page in drawn for line in page.lines} == {FLOOR}


def test_a_title_that_fills_the_wall_has_pages_of_its_own():
    drawn = pages(NOTICES["more than a page"])
    titled = [bool(page.heading.text) for page in drawn]
    assert titled == sorted(titled, reverse=True)
    assert all(bool(page.heading.text) is not bool(page.lines) for page in drawn)
    assert all(page.rule_y < 0 for page in drawn)


def test_a_title_steps_down_to_stand_in_one_line():
    (page,) = pages(Notice(title="防汛值班安排", lines=("各乡镇在岗带班",)), (1080, 1920))
    assert page.heading.lines == 1
    assert page.heading.size == 150


def test_a_hairline_parts_title_and_lines_and_a_title_alone_has_none():
    (page,) = pages(DUTY)
    assert page.heading_y + page.heading.height < page.rule_y < page.lines[0].at_y
    (alone,) = pages(Notice(title="放假", lines=("", "  ")))
    assert alone.rule_y < 0
    assert alone.lines == ()


def test_no_word_is_cut_where_a_smaller_size_holds_it():
    (page,) = pages(NOTICES["English"], (1080, 1920))
    assert "maintenance" in page.heading.text.split()


def test_each_notice_has_its_own_pages_in_order():
    drawn = notice_pages([DUTY, NOTICES["a word"]], wall())
    assert [plain(page.heading) for page in drawn] == ["防汛值班安排", "放假"]
    assert [page.frame.page_mark for page in drawn] == ["", ""]
    assert notice_pages([], wall()) == ()


def test_a_notice_says_whose_it_is_and_nothing_of_figures():
    (page,) = pages(DUTY)
    assert page.frame.tone is Tone.PAPER
    assert plain(page.frame.subtitle) == letters("云山县·全县重点工作“擂台赛”")
    assert (page.frame.as_of, page.frame.note.text, page.frame.title.text) == ("", "", "")
    (nameless,) = notice_pages([DUTY], replace(wall(), county="", title=""))
    assert nameless.frame.subtitle.text == ""


def test_the_time_a_notice_stays_follows_from_what_it_says():
    (page,) = pages(Notice(title="放假", lines=("三天",)))
    assert characters(page) == characters(page.frame) + 4
