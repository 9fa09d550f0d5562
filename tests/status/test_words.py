"""The page's texts: every one in three languages, and times as people read them."""

import ast
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.resources import ROOT
from kiosk.rotation import Scene
from kiosk.status.words import SCENES, TEXTS, Words
from tests.status.material import NOW

STATUS = ROOT / "kiosk" / "status"
ZH, TW, EN = (Words(language, NOW) for language in ("zh_CN", "zh_TW", "en"))


def chinese(text: str) -> bool:
    return re.search(r"[\u4e00-\u9fff]", text) is not None


def texts_in(path: Path) -> set[str]:
    """The Chinese texts that a module's code holds, those of tables of translations left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tables = {
        node
        for statement in tree.body
        if isinstance(statement, ast.AnnAssign)
        and ast.unparse(statement.target) in {"TEXTS", "SCENES"}
        for node in ast.walk(statement)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in tables
        if chinese(node.value)
    }


def test_every_text_is_translated_and_every_translation_used() -> None:
    used = {text for path in STATUS.glob("*.py") for text in texts_in(path)}
    # Texts without a Chinese letter in them are few and named here.
    assert used | {text for text in TEXTS if not chinese(text)} == {*TEXTS}
    assert {text for text in TEXTS if not chinese(text)} == {
        "{state}（{by}）",
        "{pss}（PSS），{rss}（RSS）",
    }


@pytest.mark.parametrize("text", TEXTS)
def test_translations_keep_the_places_of_values(text: str) -> None:
    places = sorted(re.findall(r"\{\w+\}", text))
    for translation in TEXTS[text]:
        assert sorted(re.findall(r"\{\w+\}", translation)) == places


@pytest.mark.parametrize("text", [*TEXTS.values(), *(names[1:] for names in SCENES.values())])
def test_traditional_and_english_are_what_they_are(text: tuple[str, str]) -> None:
    traditional, english = text
    # A character of the mainland's alone is in no Big5.
    traditional.encode("big5")
    assert english.replace("·", "").isascii()


def test_every_scene_has_its_name_in_three_languages() -> None:
    assert {*SCENES} == {*Scene}
    assert [words.scene("red") for words in (ZH, TW, EN)] == ["红榜", "紅榜", "Red board"]
    assert EN.scene("message") == "message"


@pytest.mark.parametrize(
    ("seconds", "chinese_", "english"),
    [
        (-5, "0 秒", "0 s"),
        (0.9, "0 秒", "0 s"),
        (59.9, "59 秒", "59 s"),
        (60, "1 分钟", "1 min"),
        (3_599, "59 分钟", "59 min"),
        (3_600, "1 小时", "1 h"),
        (3_660, "1 小时 1 分钟", "1 h 1 min"),
        (9 * 3_600 + 3_540, "9 小时 59 分钟", "9 h 59 min"),
        (10 * 3_600 + 3_540, "10 小时", "10 h"),
        (86_399, "23 小时", "23 h"),
        (86_400, "1 天", "1 d"),
        (86_400 + 3_600, "1 天 1 小时", "1 d 1 h"),
        (153 * 86_400 + 3_600, "153 天", "153 d"),
    ],
)
def test_a_span_is_told_in_its_two_largest_units(
    seconds: float, chinese_: str, english: str
) -> None:
    assert (ZH.span(seconds), EN.span(seconds)) == (chinese_, english)


def test_times_are_those_of_the_place() -> None:
    moment = datetime(2027, 6, 14, 23, 59, 58, tzinfo=UTC)
    assert ZH.moment(moment) == "2027-06-15 07:59"
    assert ZH.second(moment) == "2027-06-15 07:59:58"
    assert ZH.clock(moment) == "07:59"
    assert ZH.clock(moment - timedelta(hours=8)) == "2027-06-14 23:59"
    assert ZH.clock(moment + timedelta(days=1)) == "2027-06-16 07:59"


def test_how_long_ago_is_never_ahead() -> None:
    assert ZH.ago(NOW - timedelta(minutes=3)) == "3 分钟前"
    assert ZH.ago(NOW) == "刚刚"
    assert ZH.ago(NOW + timedelta(days=9)) == "刚刚"
    assert [ZH.days_ago(date(2027, 6, day)) for day in (15, 14, 12, 16)] == [
        *("今天", "昨天", "3 天前", "")
    ]


@pytest.mark.parametrize(
    ("count", "says"),
    [
        (None, "不详"),
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KB"),
        (9 * 1024**2 + 1024 * 512, "9.5 MB"),
        (131 * 1024**2, "131 MB"),
        (3 * 1024**4, "3.0 TB"),
        (3000 * 1024**4, "3000 TB"),
    ],
)
def test_sizes_are_told_in_their_largest_unit(count: int | None, says: str) -> None:
    assert ZH.size(count) == says
