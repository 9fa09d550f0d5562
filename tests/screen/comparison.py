"""Compares a picture with the one that is kept, as an eye would that does not count pixels."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

KEPT: Final = Path(__file__).parent / "references"
SHOWN: Final = Path(__file__).parents[2] / "build" / "differences"
SMALL_AREA: Final = 400 * 225
"""Pixels that a kept picture has, whatever its shape."""
BLOCK: Final = 6
"""Side of the fields that are compared, in pixels of a kept picture."""
TOLERANCE: Final = 16
"""By how much the mean of a field may differ, in levels of 255: less than a moved letter."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two pictures of one size are apart."""

    worst: float
    """Largest difference of a field's mean in any color channel, in levels of 255."""
    picture: QImage
    """Where they differ: white where they differ most, black where they do not."""


def small(picture: QImage) -> QImage:
    """The picture at the size it is kept in."""
    scale = (SMALL_AREA / (picture.width() * picture.height())) ** 0.5
    return picture.scaled(
        round(picture.width() * scale),
        round(picture.height() * scale),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGB888)


def difference(one: QImage, other: QImage) -> Difference:
    """How far two small pictures are apart.

    Raises:
        ValueError: they differ in size.
    """
    if one.size() != other.size():
        raise ValueError(f"{one.size()} against {other.size()}")
    columns, rows = one.width() // BLOCK, one.height() // BLOCK
    fields = [
        picture.scaled(
            columns,
            rows,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        ).convertToFormat(QImage.Format.Format_RGB888)
        for picture in (one, other)
    ]
    worst = 0
    where = QImage(columns, rows, QImage.Format.Format_Grayscale8)
    for y in range(rows):
        for x in range(columns):
            a, b = (field.pixelColor(x, y) for field in fields)
            apart = max(
                abs(a.red() - b.red()), abs(a.green() - b.green()), abs(a.blue() - b.blue())
            )
            worst = max(worst, apart)
            level = min(apart * 255 // (2 * TOLERANCE), 255)
            where.setPixel(x, y, level << 16 | level << 8 | level)
    return Difference(float(worst), where.scaled(one.size()))


def compare(name: str, picture: QImage, *, update: bool) -> None:
    """Compare a picture with the one kept under this name, or keep it in its place.

    Raises:
        AssertionError: they differ; expected, actual and difference lie in build/differences.
    """
    actual, path = small(picture), KEPT / f"{name}.png"
    if update:
        KEPT.mkdir(exist_ok=True)
        assert actual.save(str(path))
        return
    assert path.exists(), f"no reference is kept for {name}: pytest --update-references keeps one"
    expected = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB888)
    assert expected.size() == actual.size(), f"{name} has another shape"
    apart = difference(expected, actual)
    if apart.worst <= TOLERANCE:
        return
    SHOWN.mkdir(parents=True, exist_ok=True)
    for kind, image in (
        ("expected", expected),
        ("actual", actual),
        ("difference", apart.picture),
    ):
        image.save(str(SHOWN / f"{name}-{kind}.png"))
    raise AssertionError(
        f"{name} has changed by {apart.worst:.0f} levels, more than {TOLERANCE}: "
        f"see {SHOWN.relative_to(SHOWN.parents[1])}/{name}-*.png; "
        "where the change is meant, pytest --update-references keeps it"
    )
