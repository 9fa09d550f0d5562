"""Texts in the data that are not meant well: on the wall and on a terminal they are plain text.

Every text that an office can write is given every unkind value: the columns of each table, the
captions, the notices, and the words of the configuration.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage

from kiosk.album.captions import TEXT_LIMIT, UNIT_LIMIT, clean
from kiosk.contest.evaluation import evaluate
from kiosk.contest.model import Rules
from kiosk.intake.payload import Payload
from kiosk.intake.reading import Reading
from kiosk.intake.table import read_table
from kiosk.notices import Notice
from kiosk.resources import QML
from kiosk.rotation import Scene
from kiosk.screen.pages import Freshness, Page, Wall, waiting_page
from kiosk.screen.pages.photo import Print, photo_page
from kiosk.screen.program import station
from kiosk.screen.typesetting import Ruler
from tests.screen.audit import faults
from tests.screen.gallery import Gallery
from tests.screen.material import SEASON, TODAY, wall

ESCAPES: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""What changes a terminal or the reading direction, line feeds and tabs aside."""

UNKIND: Final = {
    "markup": "<b>粗</b><h1>大</h1><img src=\"file:///etc/passwd\"><a href='x'>链接</a>&lt;&amp;",
    "10,000 characters": "推进重点项目建设" * 1250,
    "10,000 letters without a space": "x" * 10_000,
    "right to left": "\u202e东城街道\u202c مشروع الطريق الجديد שלום",
    "emoji": "🎉👨‍👩‍👧‍👦🇨🇳红旗单位🚩",
    "control characters": "城\x00建\x07局\x1b[31m红\x1b[0m\x9b2J\r\n\t完\x7f",
    "a file": "file:///etc/passwd",
    "an image": "<img src='http://127.0.0.1:1/x.png'>",
    "a resource": "qrc:/kiosk/x.qml",
    "an address": "https://example.invalid/?a=<script>alert(1)</script>",
    "combining marks": "局" + "\u0301" * 500,
    "a format string": "{0} {value} %s %n ${HOME} {{",
    "a formula": '=HYPERLINK("http://x.invalid";"点击")',
    "nothing to be seen": "\u200b\u2060\ufeff",
    "half a character": "\ud83d城建局",
}
"""Texts as they may stand in a cell."""


MOST_PAGES: Final = 40
"""Of one scene of fourteen tasks."""


def document(text: str, *, listed: bool = False) -> bytes:
    """A document whose texts are all this one, with a number where names must differ."""
    tasks = [
        {
            "id": f"{text}{number}",
            "area": f"领域{number % 3}{text}",
            "line": text,
            "title": f"任务{number}{text}",
            "lead_units": [f"单位{number % 7}{text}"],
            "support_units": [text],
            "leader": text,
            "owner": text,
            "start": "2027-05-01",
            "due": "2027-06-01" if number % 3 == 0 else "2027-09-30",
            "actual": number / 14,
            "quality": 60 + number,
            "results": 90 - number,
            "veto": text if number == 1 else None,
            "status_text": text,
            "problem": text,
            "next_step": text,
        }
        for number in range(14)
    ]
    steps = [
        {
            "name": f"步{number}{text}",
            "days": 9,
            "after": [f"步{number - 1}{text}"] if number else [],
        }
        for number in range(4)
    ]
    kinds = ("dispatch", "monthly")
    besides: dict[str, Any] = {
        "units": [{"name": f"单位{number}{text}", "group": text} for number in range(7)],
        "indicators": [
            {"name": f"指标{number}{text}", "value": 5, "measure": text, "growth": 0.1}
            | {"rank": 2, "rank_of": 9, "rank_among": text}
            for number in range(5)
        ],
        "projects": [
            {
                "name": f"项目{text}",
                "target": "2027-09-30",
                "product": text,
                "measure": text,
                "steps": steps,
            }
            | {"before": 5, "after": 15}
        ],
        "meetings": [{"kind": kind, "date": "2027-06-30", "topic": text} for kind in kinds],
        "problems": [
            {"text": f"问题{number}{text}", "line": f"战线{text}", "unit": f"局{text}"}
            for number in range(3)
        ],
    }
    if listed:
        besides["entries"] = [
            {"side": side, "unit": f"{side}{text}", "round": 3}
            | {"reason": text, "rectify_by": text, "rectified": text}
            for side in ("red", "black")
        ]
    document = {"as_of": "2027-06-15", "tasks": tasks} | besides
    try:
        return json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        # Half a character can only be written by its number.
        return json.dumps(document).encode()


def pages(text: str, on: Wall, gallery: Gallery) -> Iterator[tuple[str, Page]]:
    """Every page that says this text."""
    reading = Reading(season=SEASON, timezone=ZoneInfo("Asia/Shanghai"))
    notices = (Notice(title=f"通知{text}", lines=(text, text)),)
    for listed in (False, True):
        table, _ = read_table(Payload(document(text, listed=listed), "table.json"), reading)
        evaluation = evaluate(table, SEASON, Rules(), as_of=TODAY, today=TODAY)
        for scene in Scene:
            if scene is not Scene.PHOTOS and (not listed or scene in {Scene.RED, Scene.BLACK}):
                for page in station(scene, evaluation, Freshness(), on, notices).pages:
                    yield scene.value, page
    picture = QImage(16, 9, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    address = gallery.provider.offer(picture)
    shown = Print(
        picture=address, text=clean(text, TEXT_LIMIT), unit=clean(text, UNIT_LIMIT), taken=TODAY
    )
    yield "photos", photo_page(on, shown, pan=False, seconds=9)
    yield "waiting", waiting_page(on, reason=text)


@pytest.mark.parametrize("size", [(1920, 1080), pytest.param((1600, 1200), marks=pytest.mark.soak)])
@pytest.mark.parametrize("kind", UNKIND)
def test_a_text_of_the_data_is_plain_bounded_text_wherever_it_stands(
    kind: str,
    size: tuple[int, int],
    gallery: Gallery,
    real_ruler: Callable[[tuple[int, int]], Ruler],
    say,
) -> None:
    on = wall(size, ruler=cache(real_ruler(size)))
    counted: Counter[str] = Counter()
    wrong: list[str] = []
    for scene, page in pages(UNKIND[kind], on, gallery):
        counted[scene] += 1
        gallery.hang(page, size, on.geometry.unit_px)
        seen = gallery.seen()
        wrong += [f"{scene}: {fault[:300]}" for fault in faults(seen, page, on.geometry)]
        wrong += [
            f"{scene}: {text.text[:80]!r} holds what is not to be seen"
            for text in seen.texts
            if ESCAPES.search(text.text)
        ]
        wrong += [f"{scene}: loads {source}" for source in loaded(gallery)]
    say(f"{counted.total()} pages, at most {max(counted.values())} of a scene")
    assert max(counted.values()) <= MOST_PAGES
    assert not wrong, "\n".join(wrong)


def loaded(gallery: Gallery) -> Iterator[str]:
    """The addresses of what items load from anywhere but the kiosk itself."""
    for item in gallery.items():
        source = item.property("source")
        if isinstance(source, QUrl) and source.toString():
            own = source.isLocalFile() and Path(source.toLocalFile()).is_relative_to(QML)
            if not own and source.scheme() not in {"image", "qrc"}:
                yield source.toString()


@pytest.mark.parametrize("command", ["check", "standings"])
def test_what_a_command_prints_holds_nothing_for_a_terminal_to_obey(
    command: str, tmp_path: Path
) -> None:
    table = tmp_path / "table.json"
    table.write_bytes(document(UNKIND["control characters"] + UNKIND["right to left"]))
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "\x1b[31m\u202e照片\x07.jpg").write_bytes(b"no photo")
    (photos / "captions.csv").write_text("文件,说明\n\x1b]0;x\x07.jpg,\x1b[2J\n", "utf-8")
    config = tmp_path / "config.toml"
    config.write_text(
        f'[source]\nurl = "{table}"\ndate = 2027-06-15\n[photos]\nfrom = "{photos}"\n', "utf-8"
    )
    for words in ((), ("--json",)):
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", command, "--config", str(config), *words],
            env=os.environ | {"XDG_STATE_HOME": str(tmp_path / "state")},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=True,
        )
        assert "2027-06-15" in done.stdout
        assert not ESCAPES.search(done.stdout + done.stderr), repr(done.stdout)
