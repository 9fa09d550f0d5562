"""A look at a whole album at once."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from kiosk.album.captions import Caption
from kiosk.album.survey import Survey, survey

DAY = date(2027, 6, 3)


def test_an_album_is_surveyed_with_its_captions_and_problems(
    paint: Callable[..., Path], tmp_path: Path
) -> None:
    paint("a.jpg", description="Old quarter renewed", taken="2027:06:02 08:00:00")
    paint("住建局_小区改造.heic")
    paint("z.jpg")
    (tmp_path / "broken.jpg").write_text("text")
    (tmp_path / "captions.csv").write_text("文件,到期\nz.jpg,2027-06-02\nnone.jpg,\n")
    steps: list[tuple[int, int]] = []
    found = survey(tmp_path, "captions.csv", DAY, lambda done, total: steps.append((done, total)))
    assert [(photo.path, caption) for photo, caption in found.photos] == [
        ("a.jpg", Caption("Old quarter renewed", "", date(2027, 6, 2))),
        ("住建局_小区改造.heic", Caption("小区改造", "住建局")),
    ]
    assert [(photo.path, reason) for photo, reason in found.withheld] == [
        ("z.jpg", "expired on 2027-06-02")
    ]
    assert found.problems == (
        "captions.csv: names “none.jpg”, which is not there",
        "broken.jpg: not a JPEG, PNG, WebP, HEIC or GIF picture",
    )
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_a_missing_folder_is_an_empty_album_with_a_problem(tmp_path: Path) -> None:
    found = survey(tmp_path / "none", "captions.csv", DAY)
    assert found == Survey((), (), (f"{tmp_path / 'none'}: no such file or directory",))


def test_the_album_is_imported_without_the_picture_library() -> None:
    """A display's first frame does not wait for Pillow; the worker loads it."""
    code = "import sys, kiosk.album.album, kiosk.album.survey; print('PIL' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert answer.stdout.strip() == "False"


def test_a_problem_is_a_printable_line_whatever_a_file_is_called(tmp_path: Path) -> None:
    (tmp_path / "\x1b[31m\u202e照片\n.jpg").touch()
    (tmp_path / "captions.csv").write_text("文件,说明\n\x1b]0;x.jpg,说明\n", "utf-8")
    found = survey(tmp_path, "captions.csv", date(2027, 6, 15))
    assert found.problems == (
        "captions.csv: names “\N{REPLACEMENT CHARACTER}]0;x.jpg”, which is not there",
        "\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}照片 .jpg: empty",
    )
