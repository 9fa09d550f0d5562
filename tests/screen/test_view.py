"""What QML sees: exactly the properties that a scene asks for, and rows that keep Qt's rules."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from kiosk.notices import Notice
from kiosk.resources import QML
from kiosk.rotation import Scene
from kiosk.screen.pages import (
    DarkPage,
    Page,
    PhotoPage,
    black_pages,
    notice_pages,
    photo_page,
    red_pages,
    waiting_page,
)
from kiosk.screen.pages.common import Tone
from kiosk.screen.pages.photo import Print
from kiosk.screen.typesetting import Block
from kiosk.screen.view import Footing, Rows, Stage, initial_properties
from tests.screen.gallery import Gallery
from tests.screen.material import (
    FRESH,
    STALE,
    ahead,
    behind,
    board,
    contest,
    demo_season,
    name_of,
    pages_of,
    task,
    wall,
)

MADE_OF_FIGURES: Final = tuple(scene for scene in Scene if scene is not Scene.PHOTOS)
REQUIRED: Final = re.compile(r"^    required property \w+ (\w+)$", re.MULTILINE)


def required_by(page: Page) -> set[str]:
    """What the scene of a page requires, by itself and by what every scene has around it."""
    name = type(page).__name__.removesuffix("Page")
    source = (QML / "scenes" / f"{name}.qml").read_text("utf-8")
    needed = set(REQUIRED.findall(source))
    if re.search(r"^Scene \{", source, re.MULTILINE):
        frame = (QML / "components" / "Scene.qml").read_text("utf-8")
        needed |= set(REQUIRED.findall(frame))
    return needed - {"stage", "station"}


def every_kind() -> Iterator[Page]:
    """A page of every kind, in each of its states."""
    full = contest(
        [ahead(name_of(number, 6), number) for number in range(9)]
        + [behind("水务局", veto="x"), task("局", actual=None)],
        red_count=9,
    )
    for evaluation in (full, contest(), contest([ahead("教育局")]), demo_season()):
        yield from (page for _, page in pages_of(evaluation, wall(), scenes=MADE_OF_FIGURES))
    yield from black_pages(full, board(full), STALE, wall())
    yield waiting_page(wall())
    yield from notice_pages([Notice(title="停水通知", lines=("周五上午",))], wall())
    photo = Print(picture="image://photos/1", text="签约")
    yield photo_page(wall(), photo, pan=True, seconds=9)
    yield DarkPage()


def test_pages_of_every_scene_are_here():
    kinds = {type(page).__name__.removesuffix("Page") for page in every_kind()}
    assert kinds == {path.stem for path in (QML / "scenes").glob("*.qml")}


def test_a_page_gives_its_scene_exactly_the_properties_that_it_requires():
    for page in every_kind():
        assert set(initial_properties(page)) == required_by(page), type(page).__name__


def test_every_scene_can_be_made_of_its_page(gallery: Gallery):
    on = wall()
    for page in every_kind():
        drawn: Page = page
        if isinstance(page, PhotoPage):
            gray = QImage(8, 8, QImage.Format.Format_RGB32)
            hung = replace(page.panels[0], picture=gallery.provider.offer(gray))
            drawn = replace(page, panels=(hung,))
        gallery.hang(drawn, (1920, 1080), on.geometry.unit_px)


def models_of(page: Page) -> Iterator[QAbstractItemModel]:
    """Every list of a page, and the lists in their rows."""
    waiting = list(initial_properties(page).values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, Rows):
            yield value
            waiting += [
                value.data(value.index(row, 0), role)
                for row in range(value.rowCount())
                for role in value.roleNames()
            ]


def test_every_list_keeps_the_rules_of_qts_models(qtbot: QtBot):
    judged = 0
    for page in every_kind():
        for model in models_of(page):
            tester = QAbstractItemModelTester(
                model, QAbstractItemModelTester.FailureReportingMode.Warning
            )
            assert tester.model() is model
            judged += 1
    assert judged > 25


@dataclass(frozen=True)
class Row:
    title_word: str
    name: Block
    tone: Tone = Tone.RED
    share: float = 0.5
    words: tuple[str, ...] = ("一", "二")


def test_a_row_has_its_fields_as_roles_under_qmls_names():
    rows = Rows([Row("甲", Block("教育局", 58, 1))])
    roles = {bytes(name).decode(): role for role, name in rows.roleNames().items()}
    assert set(roles) == {"titleWord", "name", "nameSize", "tone", "share", "words"}
    first = rows.index(0, 0)
    assert {name: rows.data(first, role) for name, role in roles.items()} == {
        "titleWord": "甲",
        "name": "教育局",
        "nameSize": 58,
        "tone": "red",
        "share": 0.5,
        "words": ["一", "二"],
    }


def test_there_is_nothing_past_the_last_row_nor_under_a_row_nor_in_another_role():
    rows = Rows([Row("甲", Block("教育局", 58, 1))] * 2)
    assert rows.rowCount() == rows.count == 2
    assert rows.rowCount(rows.index(0, 0)) == 0
    assert not rows.index(2, 0).isValid()
    assert rows.data(QModelIndex(), Qt.ItemDataRole.UserRole) is None
    assert rows.data(rows.index(0, 0), Qt.ItemDataRole.DisplayRole) is None
    assert Rows(()).roleNames() == {}


def test_a_part_that_is_absent_is_an_empty_list_and_one_that_is_there_a_list_of_one():
    rows = {name: initial_properties(red_page(name)) for name in ("教育局", "")}
    assert rows[""]["leader"].rowCount() == 0
    assert rows["教育局"]["leader"].rowCount() == 1


def red_page(leader: str) -> Page:
    """The red board with this leader, or nobody."""
    evaluation = contest([ahead(leader) if leader else behind("局")])
    (page,) = red_pages(evaluation, board(evaluation), FRESH, wall())
    return page


def test_the_foot_tells_of_a_change_and_of_nothing_else(qtbot: QtBot):
    stage = Stage(motion=True)
    footing = Footing(clock="12:34", freshness="12:00 更新", demo_mark="演示数据", stations=4)
    with qtbot.waitSignal(stage.footing_changed, timeout=1000):
        stage.set_footing(footing)
    with qtbot.assertNotEmitted(stage.footing_changed):
        stage.set_footing(replace(footing))
    assert (stage.clock, stage.freshness, stage.demoMark, stage.stations) == (
        "12:34",
        "12:00 更新",
        "演示数据",
        4,
    )
    with qtbot.waitSignal(stage.footing_changed, timeout=1000):
        stage.set_footing(replace(footing, clock="12:35"))


def test_the_unit_tells_of_a_change_and_of_nothing_else(qtbot: QtBot):
    stage = Stage(motion=False)
    with qtbot.waitSignal(stage.layout_changed, timeout=1000):
        stage.set_unit(1.5)
    assert stage.unit == 1.5
    with qtbot.assertNotEmitted(stage.layout_changed):
        stage.set_unit(1.5)


def test_a_stage_says_whether_anything_moves_and_how_the_panel_hangs():
    stage = Stage(motion=True, turn=270)
    assert (stage.motion, stage.turn) == (True, 270)
    assert (Stage(motion=False).motion, Stage(motion=False).turn) == (False, 0)


def qml_files() -> list[Path]:
    return sorted(QML.rglob("*.qml"))


def test_no_text_is_ever_drawn_as_markup():
    elements = [
        (path.name, line.strip())
        for path in qml_files()
        for line in path.read_text("utf-8").splitlines()
        if re.match(r"\s*(Text|TextEdit|TextInput|TextArea|StyledText) \{", line)
    ]
    assert elements == [("Label.qml", "Text {")]
    label = (QML / "components" / "Label.qml").read_text("utf-8")
    assert "textFormat: Text.PlainText" in label
    assert len(qml_files()) > 10
