"""Real material of every kind that a source, a configuration or an album gives."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import openpyxl
import pillow_heif
from PIL import Image, ImageCms

from kiosk.resources import ASSETS, DEFAULT_CONFIG
from tests.intake.conftest import make_ods, make_xls

DATA: Final = Path(__file__).parents[1] / "data"
DEMO: Final = ASSETS / "demo"
KINDS: Final = ("xlsx", "ods", "xls", "csv", "json", "toml", "photo", "captions")
TABLES: Final = ("xlsx", "ods", "xls", "csv", "json")

_ROWS: Final = 40
"""Rows of the demonstration's sheets in the smaller copies of it."""

Makers = Iterator[tuple[str, bytes]]


def write_specimens(folder: Path) -> None:
    """Put all material into a folder, that of each kind into one of its own."""
    for kind, make in _MAKERS.items():
        (folder / kind).mkdir(parents=True)
        for name, body in make():
            (folder / kind / name).write_bytes(body)


def read_specimens(folder: Path, kind: str) -> list[tuple[str, bytes]]:
    """Names and contents, in an order that does not depend on the file system."""
    return [(path.name, path.read_bytes()) for path in sorted((folder / kind).iterdir())]


def _xlsx() -> Makers:
    for path in (DATA / "county-a.xlsx", DEMO / "season.xlsx"):
        yield path.name, path.read_bytes()
    book = openpyxl.Workbook()
    for name, rows in _sheets().items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    yield "small.xlsx", out.getvalue()


def _ods() -> Makers:
    yield "season.ods", make_ods(_sheets())
    yield "merged.ods", make_ods({"表": _PLAIN}, merges={"表": [(0, 0, 0, 2), (2, 3, 0, 0)]})


def _xls() -> Makers:
    yield "season.xls", make_xls(_sheets())
    yield "merged.xls", make_xls({"表": _PLAIN}, merges={"表": [(2, 3, 0, 0)]}, hidden=["表二"])


def _csv() -> Makers:
    yield "county-b.csv", (DATA / "county-b.csv").read_bytes()
    text = _delimited(_PLAIN)
    yield "plain-gbk.csv", text.encode("gb18030")
    yield "plain.tsv", text.replace(",", "\t").encode("utf-16")


def _json() -> Makers:
    sheets = _sheets()
    main = next(iter(sheets.values()))
    head = next(number for number, row in enumerate(main) if sum(map(bool, row)) > 5)
    rows = [
        {str(name): _plain(cell) for name, cell in zip(main[head], row, strict=False) if name}
        for row in main[head + 1 :]
    ]
    yield "answer.json", _dumped({"code": 0, "msg": "ok", "data": {"list": rows, "total": 40}})
    yield "rows.json", _dumped([[_plain(cell) for cell in row] for row in main])
    yield "own.json", _dumped(_OWN)


def _toml() -> Makers:
    yield "config.toml", DEFAULT_CONFIG.read_bytes()
    yield "small.toml", _SMALL.encode()


def _photo() -> Makers:
    demo = sorted((DEMO / "photos").glob("*.jpg"))
    for path in demo[:2]:
        yield path.name, path.read_bytes()
    with Image.open(demo[2]) as photo:
        small = photo.convert("RGB").resize((160, 90))
    exif = Image.Exif()
    exif[0x010E] = "项目施工现场"
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = "2027:06:03 10:20:30"
    said: dict[str, Any] = {"exif": exif.tobytes()}
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    pillow_heif.register_heif_opener()
    deep = small.convert("I").point(lambda value: value * 257).convert("I;16")
    frames = [small.rotate(angle) for angle in (0, 90)]
    pictures: list[tuple[str, Image.Image, dict[str, Any]]] = [
        ("exif.jpg", small, said | {"icc_profile": srgb}),
        ("progressive.jpg", small, {"progressive": True, "icc_profile": lab}),
        ("gray.jpg", small.convert("L"), {}),
        ("cmyk.jpg", small.convert("CMYK"), {}),
        ("photo.png", small, said | {"icc_profile": srgb}),
        ("palette.png", small.quantize(64), {"transparency": 3}),
        ("deep.png", deep, {}),
        ("seen-through.png", small.convert("RGBA"), {}),
        ("animated.png", small, {"save_all": True, "append_images": frames}),
        ("photo.webp", small, said),
        ("exact.webp", small.convert("RGBA"), {"lossless": True}),
        ("animated.webp", small, {"save_all": True, "append_images": frames}),
        ("animated.gif", small, {"save_all": True, "append_images": frames}),
        ("photo.heic", small, said | {"format": "HEIF"}),
        ("photo.tiff", small, {}),
        ("photo.bmp", small, {}),
    ]
    for name, image, options in pictures:
        out = io.BytesIO()
        endings = {"jpg": "JPEG", "tiff": "TIFF"}
        ending = name.rpartition(".")[2]
        image.save(out, **({"format": endings.get(ending, ending.upper())} | options))
        yield name, out.getvalue()


def _captions() -> Makers:
    path = DEMO / "photos" / "captions.csv"
    yield path.name, path.read_bytes()
    text = _delimited(_CAPTIONS)
    yield "captions-gbk.csv", text.encode("gb18030")
    yield "captions-utf16.csv", text.replace(",", ";").encode("utf-16")


def _sheets() -> Mapping[str, list[list[Any]]]:
    book = openpyxl.load_workbook(DEMO / "season.xlsx", data_only=True)
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True, max_row=_ROWS)]
        for sheet in book.worksheets
    }


def _plain(cell: object) -> object:
    return cell.isoformat()[:10] if isinstance(cell, date | datetime) else cell


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _delimited(rows: list[list[Any]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


_PLAIN: Final = [
    ["全县重点任务（截至2027年6月15日）", None, None, None, None, None, None],
    ["领域", "工作任务", "牵头单位", "配合单位", "完成时限", "完成率", "加分"],
    ["产业", "冷链物流园", "住建局、发改局", "供电公司", "6月底", "85%", "+2"],
    [None, "粮食烘干塔\n（二期）", "农业农村局", "", "2027-08-31", 0.4, None],
    ["民生", "学校改扩建", "教体局", "住建局", "长期", "未报", "扣1分"],
    ["合计", None, None, None, None, "62%", None],
]
_CAPTIONS: Final = [
    ["文件名", "说明", "单位", "日期", "到期", "是否通过"],
    ["road.jpg", "道路改造，已铺油", "住建局", "2027-06-03", "2027-09-30", "是"],
    ["现场/施工.jpg", "联系电话13912345678", "教体局", "2027年6月3日", "", "否"],
]
_OWN: Final = {
    "as_of": "2027-06-15",
    "demo": False,
    "tasks": [
        {
            "id": number,
            "title": f"任务{number}",
            "area": "产业",
            "lead_units": ["住建局", "发改局"][: 1 + number % 2],
            "due": "6月底",
            "weight": 2,
            "actual": number / 12,
            "quality": 90,
            "points": "-1",
            "veto": number == 7,
        }
        for number in range(12)
    ],
    "units": [
        {"name": "住建局", "group": "县直", "score": 92.5},
        {"name": "发改局", "score": "81"},
    ],
    "entries": [{"side": "red", "unit": "住建局", "round": 3, "reason": "快"}],
    "indicators": [{"name": "产值", "value": 12.5, "growth": "8.1%", "rank": "2/9"}],
    "projects": [
        {
            "name": "冷链",
            "target": "2027-09-30",
            "before": 10,
            "after": 30,
            "steps": [
                {"name": "招标", "days": 10, "finished": "2027-05-20"},
                {"name": "施工", "days": 45, "after": ["招标"], "started": "2027-05-21"},
                {"name": "验收", "days": 0, "after": "施工", "milestone": True},
            ],
        }
    ],
    "meetings": [{"kind": "dispatch", "date": "2027-06-15", "topic": "征地"}],
    "problems": [{"text": "征地受阻", "unit": "住建局", "raised": "2027-06-10"}],
}
_SMALL: Final = """\
[contest]
start = 2027-05-01
end = 2027-09-30
rounds = [2027-05-20, 2027-06-10, 2027-09-30]
days_off = [2027-05-04]
[source]
url = "https://oa.example.gov.cn/p.json?key=${KIOSK_TOKEN}"
headers = { Authorization = "Bearer ${KIOSK_TOKEN}" }
columns = { "攻坚事项" = "title", "牵头科局" = "lead_units" }
every = "1h30min"
[board]
subject = "leader"
rule = "threshold"
plan = "half-month"
[board.weights]
progress = 1
quality = 0
results = 0.5
[units]
aliases = { "发展和改革局" = "发改局" }
groups = { "县直部门" = ["发改局"], "乡镇" = ["云东镇", "云西镇"] }
[displays.hall]
rotation = ["photos", "red", "standings", "notice"]
hosts = ["hall-1"]
hours = ["工作日 07:30-18:00", "周六、周日 18:00-02:00"]
power_off = "/usr/local/bin/panel off"
power_on = "/usr/local/bin/panel on"
seconds = { red = 20, overview = 15 }
[[notices]]
title = "本周五下午召开半月调度会"
lines = ["时间", "地点"]
start = 2027-06-08
displays = ["hall"]
[[meetings]]
kind = "dispatch"
date = 2027-06-11
"""
_MAKERS: Final[Mapping[str, Callable[[], Makers]]] = {
    "xlsx": _xlsx,
    "ods": _ods,
    "xls": _xls,
    "csv": _csv,
    "json": _json,
    "toml": _toml,
    "photo": _photo,
    "captions": _captions,
}
