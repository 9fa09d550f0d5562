"""The few objects that QML sees: the stage, which says what to present, its colors, a page's rows.

A page's fields become the initial properties of the scene that draws it, so that a field a
scene does not know, or one that it misses, is an error and not a blank on the wall.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from itertools import chain
from typing import Any, Final

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QUrl,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor
from PySide6.QtQml import QmlElement

from kiosk.screen.overlay import NONE, Overlay
from kiosk.screen.pages import Freshness, Page, Wall
from kiosk.screen.pages.common import Frame, freshness_and_mark
from kiosk.screen.pages.red import Honour
from kiosk.screen.pages.standings import Columns
from kiosk.screen.typesetting import Block
from kiosk.theme import STANDARD, Colors, Theme

QML_IMPORT_NAME = "kiosk.screen.view"
QML_IMPORT_MAJOR_VERSION = 1

_NO_PARENT: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class Footing:
    """What stands at the foot of every scene."""

    clock: str = ""
    freshness: str = ""
    demo_mark: str = ""
    mark: str = ""
    """What an operator should know; beside the freshness."""
    stations: int = 0
    """How many places the rotation has; 0 shows none."""


def footing_of(
    wall: Wall,
    freshness: Freshness,
    now: datetime,
    *,
    demo: bool,
    stations: int,
    paused: bool = False,
    mistaken: bool = False,
) -> Footing:
    """The foot of a wall at a time in the contest's zone; a lone station needs no dot.

    Args:
        wall: Whose foot it is.
        freshness: How good the figures are.
        now: The time.
        demo: Whether they are for demonstration.
        stations: How many places the rotation has.
        paused: Whether an operator has stopped the rotation.
        mistaken: Whether the configuration has a mistake, and the display tells of it.
    """
    words = {wall.say("已暂停"): paused, wall.say("配置有误"): mistaken}
    marks = [mark for mark, holds in words.items() if holds]
    demo_mark = wall.say("演示数据") if demo else ""
    clock = f"{now:%H:%M}"
    fresh, mark = freshness_and_mark(wall, freshness, now.date(), marks, beside=(demo_mark, clock))
    return Footing(
        clock=clock,
        freshness=fresh,
        demo_mark=demo_mark,
        mark=mark,
        stations=stations if stations > 1 else 0,
    )


@QmlElement
class ToneColors(QObject):
    """The colors of one mood, under the names that they have in the theme.

    Signals:
        changed: the display has another theme.
    """

    changed = Signal()

    def __init__(self, colors: Colors, parent: QObject) -> None:
        super().__init__(parent)
        self._colors = colors

    def set(self, colors: Colors) -> None:
        """Have other colors; all that is drawn in them follows."""
        if colors != self._colors:
            self._colors = colors
            self.changed.emit()

    @Property(QColor, notify=changed)
    def top(self) -> QColor:
        """The ground at its upper edge."""
        return QColor(self._colors.top)

    @Property(QColor, notify=changed)
    def base(self) -> QColor:
        """The ground at its lower edge."""
        return QColor(self._colors.base)

    @Property(QColor, notify=changed)
    def text(self) -> QColor:
        """What is read first."""
        return QColor(self._colors.text)

    @Property(QColor, notify=changed)
    def accent(self) -> QColor:
        """Title and rank."""
        return QColor(self._colors.accent)

    @Property(QColor, notify=changed)
    def quiet(self) -> QColor:
        """What is read second: notes, dates, words beside figures."""
        return QColor(self._colors.quiet)

    @Property(QColor, notify=changed)
    def warn(self) -> QColor:
        """What is overdue."""
        return QColor(self._colors.warn)

    @Property(QColor, notify=changed)
    def bar(self) -> QColor:
        """A bar, and a figure that belongs to it."""
        return QColor(self._colors.bar)

    @Property(QColor, notify=changed)
    def track(self) -> QColor:
        """What a bar runs in."""
        return QColor(self._colors.track)

    @Property(QColor, notify=changed)
    def tick(self) -> QColor:
        """The mark of the plan on a bar."""
        return QColor(self._colors.tick)

    @Property(QColor, notify=changed)
    def line(self) -> QColor:
        """Hairlines."""
        return QColor(self._colors.line)


@QmlElement
class Stage(QObject):
    """What QML draws and when; what it drew is reported back.

    Signals:
        present: a scene's file, its initial properties, and the address of a picture of what
            hung there before, to fade from; an empty one changes at once.
        arrived: the scene stands there alone, its fade done.
        broken: the file of a scene that could not be made.
    """

    present = Signal(QUrl, "QVariantMap", QUrl)  # type: ignore[arg-type]  # a Qt type's name
    layout_changed = Signal()
    orbit_changed = Signal()
    footing_changed = Signal()
    overlay_changed = Signal()
    arrived = Signal()
    broken = Signal(QUrl)

    def __init__(
        self, *, motion: bool, turn: int = 0, theme: Theme = STANDARD, wanders: bool = True
    ) -> None:
        super().__init__()
        self._wanders = wanders
        self._unit_px = 1.0
        self._red = ToneColors(theme.red, self)
        self._black = ToneColors(theme.black, self)
        self._paper = ToneColors(theme.paper, self)
        self._motion = motion
        self._turn = turn
        self._orbit = (0.0, 0.0)
        self._footing = Footing()
        self._overlay = NONE
        self._overlay_rows = Rows((), self)

    @Property(float, notify=layout_changed)
    def unit(self) -> float:
        """Pixels a unit."""
        return self._unit_px

    def set_unit(self, unit_px: float) -> None:
        """Change the size of everything, for another screen."""
        if unit_px != self._unit_px:
            self._unit_px = unit_px
            self.layout_changed.emit()

    @Property(int, notify=layout_changed)
    def turn(self) -> int:
        """Degrees by which the picture is turned for a panel mounted on its side."""
        return self._turn

    def set_turn(self, turn: int) -> None:
        """Turn the picture by other degrees, clockwise; whoever lays pages out must know it too."""
        if turn != self._turn:
            self._turn = turn
            self.layout_changed.emit()

    @Property(bool, notify=layout_changed)
    def motion(self) -> bool:
        """Whether anything moves."""
        return self._motion

    def set_motion(self, motion: bool) -> None:  # noqa: FBT001 - a setter
        """Have things move or not, from the next page on."""
        if motion != self._motion:
            self._motion = motion
            self.layout_changed.emit()

    def set_theme(self, theme: Theme) -> None:
        """Have other colors, at once."""
        self._red.set(theme.red)
        self._black.set(theme.black)
        self._paper.set(theme.paper)

    @Property(float, notify=orbit_changed)
    def orbitX(self) -> float:  # noqa: N802 - a QML name
        """Units to the right by which all that stands fixed is off its place."""
        return self._orbit[0]

    @Property(float, notify=orbit_changed)
    def orbitY(self) -> float:  # noqa: N802 - a QML name
        """Units down, likewise."""
        return self._orbit[1]

    def set_orbit(self, x: float, y: float) -> None:
        """Move all that stands fixed off its place, at once: to be done under a fade."""
        place = (x, y) if self._wanders else (0.0, 0.0)
        if place != self._orbit:
            self._orbit = place
            self.orbit_changed.emit()

    def set_wanders(self, wanders: bool) -> None:  # noqa: FBT001 - a setter
        """Have what stands fixed follow its orbit or not, from the next page on."""
        self._wanders = wanders

    @Property(ToneColors, notify=layout_changed)
    def red(self) -> ToneColors:
        """The colors of honour."""
        return self._red

    @Property(ToneColors, notify=layout_changed)
    def black(self) -> ToneColors:
        """The colors of lag."""
        return self._black

    @Property(ToneColors, notify=layout_changed)
    def paper(self) -> ToneColors:
        """The colors of what is calm."""
        return self._paper

    @Property(str, notify=footing_changed)
    def clock(self) -> str:
        """The time of day."""
        return self._footing.clock

    @Property(str, notify=footing_changed)
    def freshness(self) -> str:
        """How good the figures are."""
        return self._footing.freshness

    @Property(str, notify=footing_changed)
    def demoMark(self) -> str:  # noqa: N802 - a QML name
        """The word that marks demonstration data."""
        return self._footing.demo_mark

    @Property(str, notify=footing_changed)
    def mark(self) -> str:
        """What an operator should know."""
        return self._footing.mark

    @Property(int, notify=footing_changed)
    def stations(self) -> int:
        """How many places the rotation has."""
        return self._footing.stations

    def set_footing(self, footing: Footing) -> None:
        """Change the foot of every scene; nothing is redrawn where nothing changed."""
        if footing != self._footing:
            self._footing = footing
            self.footing_changed.emit()

    @Property(QObject, notify=overlay_changed)
    def overlayRows(self) -> QObject:  # noqa: N802 - a QML name
        """The facts of the sheet over the wall; none where there is no sheet."""
        return self._overlay_rows

    @Property(float, notify=overlay_changed)
    def overlayHeight(self) -> float:  # noqa: N802 - a QML name
        """Height of the sheet in units."""
        return self._overlay.height

    @Property(float, notify=overlay_changed)
    def overlayMargin(self) -> float:  # noqa: N802 - a QML name
        """Its margin at the left, in units."""
        return self._overlay.margin_x

    @Property(float, notify=overlay_changed)
    def overlayValues(self) -> float:  # noqa: N802 - a QML name
        """Where the values begin, from its margin."""
        return self._overlay.value_x

    def set_overlay(self, overlay: Overlay) -> None:
        """Lay a sheet over the wall, or another one, or `NONE`."""
        if overlay == self._overlay:
            return
        rows = self._overlay_rows
        self._overlay = overlay
        self._overlay_rows = Rows(overlay.rows, self)
        self.overlay_changed.emit()
        rows.deleteLater()

    @Slot()
    def settled(self) -> None:
        """QML reports that the presented scene stands there alone."""
        self.arrived.emit()

    @Slot(QUrl)
    def failed(self, source: QUrl) -> None:
        """QML reports a scene that could not be made."""
        self.broken.emit(source)


class Rows(QAbstractListModel):
    """Rows of one kind, their fields as roles."""

    def __init__(self, rows: Sequence[object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = [_flat(row) for row in rows]
        for value in chain.from_iterable(row.values() for row in self._rows):
            if isinstance(value, Rows):
                # A list that QML gets from a row is never freed unless it has a parent.
                value.setParent(self)
        names = list(self._rows[0]) if self._rows else []
        self._roles = dict(enumerate(names, Qt.ItemDataRole.UserRole))

    def rowCount(  # noqa: N802 - Qt's name
        self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT
    ) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """One field of one row; None for a role that it does not have."""
        name = self._roles.get(role)
        if name is None or not index.isValid():
            return None
        return self._rows[index.row()][name]

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 - Qt's name
        """The fields' names as QML spells them."""
        return {role: QByteArray(name.encode()) for role, name in self._roles.items()}

    @Property(int, constant=True)
    def count(self) -> int:
        """How many rows, for QML."""
        return len(self._rows)


def initial_properties(page: Page) -> dict[str, object]:
    """The page as initial properties of the scene that draws it."""
    return _flat(page)


def _flat(value: object) -> dict[str, object]:
    """A value's fields under their QML names; a block gives its text and its size."""
    flat: dict[str, object] = {}
    kind: Any = type(value)
    for field, name in _qml_names(kind):
        content = getattr(value, field)
        match content:
            case Block():
                flat[name] = content.text
                flat[f"{name}Size"] = content.size
            case Frame() | Columns() | Honour():
                flat |= _flat(content)
            case Enum():
                flat[name] = content.value
            case None:
                flat[name] = Rows(())
            case tuple() if content and isinstance(content[0], str):
                flat[name] = list(content)
            case tuple():
                flat[name] = Rows(content)
            case _ if is_dataclass(content):
                flat[name] = Rows((content,))
            case _:
                flat[name] = content
    return flat


@cache
def _qml_names(kind: Any) -> tuple[tuple[str, str], ...]:
    """Each field of a dataclass and its name in QML: `row_height` is `rowHeight` there."""
    names = []
    for field in fields(kind):
        head, *rest = field.name.split("_")
        names.append((field.name, head + "".join(word.capitalize() for word in rest)))
    return tuple(names)
