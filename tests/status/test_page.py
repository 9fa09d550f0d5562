"""The page: what is wrong first and large, then everything else; texts stay texts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.status.model import Configuration, LogLine, Opening, Panel, Source, Status, Wall
from kiosk.status.page import page
from tests.status.material import CLOSED, ILL, NOW, WELL
from tests.status.values import Found, with_texts

HOSTILE = (
    *("<script>alert(1)</script>", "</style><script>", '"><img src=x onerror=alert(1)>', "--></p>"),
    *("' onmouseover='x", "&lt;b&gt;&#60;b&#62;", "]]><![CDATA[", "\x00\x1b[31m\x08", "{display}"),
    *("\u202egnp.exe", "a\ud800b", "{0}{}%s", "javascript:alert(1)", "\ufeff<b>", "<svg/onload=x>"),
)


def texts(status: Status) -> str:
    return "\n".join(Found(page(status)).texts)


def test_all_is_well_is_said_first() -> None:
    found = Found(page(WELL))
    shown = [text for text in found.texts if not text.startswith("\n:root")]
    assert shown[:5] == [
        "一切正常 · lobby",
        "lobby · 状态",
        "截至 2027-06-15 09:30:12",
        "✓",
        "一切正常",
    ]
    assert ("a", ("href", "class")) in found.elements
    assert found.addresses == {"/frame", "/metrics", "/icon.svg"}


def test_what_is_wrong_comes_before_the_picture_the_worst_first() -> None:
    shown = page(ILL)
    order = [
        *("有 6 个问题", "画面停住了", "面板没有按要求开关", "配置文件有错", "起取不到数据"),
        *("新表格暂不采用", "数据过时", '<img src="/frame"', "轮播", "数据截至", "日志里的问题"),
    ]
    places = [shown.index(text, shown.index("<main>")) for text in order[:6]]
    assert places == sorted(places)
    picture = shown.index(order[7])
    assert picture > max(places)
    assert shown.index(">数据<") > picture
    assert shown.index("日志里的问题") > shown.index(">数据<")


def test_one_problem_is_counted_as_one() -> None:
    one = replace(WELL, configuration=Configuration(file="c.toml", mistake="c.toml:3: no"))
    assert "有 1 个问题" in texts(one)
    assert "1 problem\n" in texts(replace(one, language="en"))


def test_closed_by_its_hours_is_no_problem_and_asks_for_no_picture() -> None:
    found = Found(page(CLOSED))
    assert "已按开放时间关闭" in found.texts
    assert "☾" in found.texts
    assert "关闭，到 2027-06-16 07:29" in found.texts
    assert "已关（wlr-randr）" in found.texts
    assert not any(name == "img" for name, _ in found.elements)
    assert not any("下一页" in text for text in found.texts)


def test_the_three_times_stand_apart() -> None:
    shown = texts(WELL)
    for name, value, ago in (
        ("数据截至", "2027-06-13", "2 天前"),
        ("最近有变化", "2027-06-14 16:27", "17 小时前"),
        ("最近取到", "09:28", "2 分钟前"),
    ):
        assert f"{name}\n{value}\n{ago}" in shown
    fresh = texts(replace(WELL, source=Source()))
    assert "数据截至\n未注明\n最近有变化\n还没有\n最近取到\n还没有" in fresh


def test_the_rotation_shows_what_hangs_and_why_a_scene_is_skipped() -> None:
    shown = texts(WELL)
    assert "▶\n总览\n2 页" in shown
    assert shown.count("▶") == 1
    assert "主要指标\n1 页" in shown
    assert "通知\n跳过\nno notice hangs today" in shown
    assert "项目倒排工期\n通知" in shown
    assert "共换画面 12431 次" in shown


@pytest.mark.parametrize(
    ("wall", "says"),
    [
        (WELL.wall, "下一页\n14 秒后"),
        (replace(WELL.wall, next=NOW - timedelta(seconds=90)), "下一页\n应在 1 分钟前"),
        (replace(WELL.wall, next=None), "下一页\n不换"),
        (replace(WELL.wall, paused=True), "下一页\n已被人工暂停"),
        (Wall(), "此刻\n没有画面"),
        (replace(WELL.wall, scene="message", pages=1), "此刻\nmessage\n"),
    ],
)
def test_it_says_when_the_next_page_is_due(wall: Wall, says: str) -> None:
    assert says in texts(replace(WELL, wall=wall))


@pytest.mark.parametrize(
    ("panel", "says"),
    [
        (Panel.UNTOLD, "尚未控制"),
        (Panel.SWITCHING, "正在开关"),
        (Panel.ON, "亮着（cec-ctl）"),
        (Panel.OFF, "已关（cec-ctl）"),
        (Panel.LIT, "亮着但黑屏，没有可用的开关办法"),
        (Panel.FAILED, "开关失败"),
    ],
)
def test_every_state_of_the_panel_has_its_words(panel: Panel, says: str) -> None:
    opening = Opening(panel=panel, panel_by="cec-ctl")
    assert f"面板\n{says}\n" in texts(replace(WELL, opening=opening))


def test_the_log_is_shown_latest_first_with_the_time_of_the_place() -> None:
    shown = texts(ILL)
    assert shown.index("2027-06-15 09:28:00\n \n错误") < shown.index("2027-06-14 08:12:00\n \n警告")


@pytest.mark.parametrize(
    ("language", "tag", "says"),
    [
        ("zh_CN", "zh-CN", "一切正常"),
        ("zh_TW", "zh-TW", "排行榜"),
        ("en", "en", "All is well"),
        ("fr", "zh-CN", "一切正常"),
    ],
)
def test_the_page_speaks_the_displays_language(language: str, tag: str, says: str) -> None:
    wall = replace(WELL.wall, scene="standings")
    shown = page(replace(WELL, language=language, wall=wall))
    assert shown.startswith(f'<!doctype html><html lang="{tag}">')
    assert says in shown


def test_an_english_page_has_no_chinese_of_ours() -> None:
    status = with_texts(ILL, "x")
    for one in (replace(status, language="en"), replace(with_texts(CLOSED, "x"), language="en")):
        shown = "".join(Found(page(one)).texts)
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in shown)


def test_warnings_are_shown_up_to_ten_and_the_rest_counted() -> None:
    source = replace(WELL.source, warnings=500, first_warnings=tuple(f"w{n}" for n in range(40)))
    shown = texts(replace(WELL, source=source))
    assert "w9\n还有 490 条" in shown
    assert "w10" not in shown


# --- Texts stay texts


SAME = Found(page(with_texts(ILL, "x"))).elements | Found(page(with_texts(CLOSED, "x"))).elements


def check_plain(status: Status) -> None:
    found = Found(page(status))
    assert found.elements <= SAME
    assert found.addresses <= {"/frame", "/metrics", "/icon.svg"}
    assert found.depth == 0
    body = [text for text in found.texts if not text.startswith("\n:root")]
    for text in body:
        assert all(letter.isprintable() for letter in text), repr(text)
        assert len(text) < 1000


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_the_data_is_text(text: str) -> None:
    for status in (WELL, ILL, CLOSED):
        check_plain(with_texts(status, text))


@given(st.text(min_size=1), st.sampled_from([WELL, ILL, CLOSED]), st.sampled_from(HOSTILE))
@settings(max_examples=150)
def test_no_text_whatever_becomes_markup(text: str, status: Status, hostile: str) -> None:
    check_plain(with_texts(status, text))
    check_plain(with_texts(status, text + hostile + text))


def test_what_is_shown_of_a_text_is_the_text() -> None:
    status = replace(WELL, host="<b>&amp;\"'", platform="")
    assert "<b>&amp;\"'" in Found(page(status)).texts


def test_the_page_is_bounded_however_much_there_is_to_say(say) -> None:
    long = "荣" * 10_000
    status = with_texts(ILL, long)
    status = replace(
        status,
        wall=replace(status.wall, rotation=status.wall.rotation * 500),
        source=replace(status.source, first_warnings=(long,) * 1000),
        configuration=Configuration(file=long, mistake=f"{long}\n" * 1000),
        log=replace(status.log, lines=(LogLine(time=NOW, level=long, text=long),) * 1000),
    )
    shown = page(status)
    check_plain(status)
    say(f"{len(shown.encode()) // 1024} KB at most")
    assert len(shown.encode()) < 400 * 1024


def test_half_a_character_can_be_sent() -> None:
    page(with_texts(ILL, "a\ud800b")).encode()
