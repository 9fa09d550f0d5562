"""The clerk's own list of captions: a CSV file beside the photos.

| column | names | meaning |
| --- | --- | --- |
| file | 文件, 文件名, 照片, 图片, file | the photo's path from the list's folder |
| caption | 说明, 标题, caption, title | what it shows |
| unit | 单位, unit | whose work |
| date | 日期, 拍摄日期, date | the day, see `captions.read_date` |
| expires | 到期, 有效期至, expires | the last day on which it is shown |
| approved | 审核, 是否通过, approved | yes or no, see `Entry.withheld` |
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from kiosk.album.captions import TEXT_LIMIT, UNIT_LIMIT, Caption, clean, read_date, readable

SIZE_LIMIT: Final = 4 * 1024 * 1024
"""Most bytes of a list that are read."""
ROW_LIMIT: Final = 50_000
"""Most rows of a list that are read."""

_HEADER_ROWS: Final = 10
"""The header stands within so many rows: some clerks put a title above it."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COLUMNS: Final[Mapping[str, frozenset[str]]] = {
    "file": _names(
        "file files filename photo 文件 文件名 文件名称 照片 照片名称 图片 图片名称"
        " 檔案 檔名 檔案名稱 圖片"
    ),
    "caption": _names(
        "caption title description 说明 标题 照片说明 图片说明 照片标题 题注 内容"
        " 說明 標題 圖片說明 內容"
    ),
    "unit": _names("unit 单位 报送单位 责任单位 單位 報送單位"),
    "date": _names("date taken 日期 拍摄日期 拍摄时间 时间 拍攝日期 時間"),
    "expires": _names(
        "expires expiry 到期 到期日 到期日期 到期时间 有效期 有效期至 截止日期 到期時間"
    ),
    "approved": _names("approved 审核 审批 审核通过 是否审核 是否通过 已审核 審核 核准"),
}
_YES: Final = _names(
    "1 y yes true ok approved √ ✓ ✔ 是 对 已审 已审核 审核通过 通过 已通过 同意 可以 合格"
    " 已審核 通過 已通過"
)
_NO: Final = _names(
    "0 n no false × ✗ x 否 不 未审 未审核 待审核 不通过 未通过 不同意 未審核 待審核 不通過 未通過"
)
_HEADER_SUFFIX: Final = re.compile(r"[(（\[【].*$")
_DELIMITERS: Final = (",", "\t", ";")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list."""

    caption: Caption | None = None
    """None where the row says neither text nor unit."""
    withheld: str = ""
    """Why the photo is shown on no day; empty where it may be shown.

    In a list with an approved column only a yes approves: a blank, a no and a text that is
    neither do not. An expiry that cannot be read withholds as well: somebody meant the photo
    to end.
    """
    expires: date | None = None
    """The last day on which the photo is shown."""


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A list of captions as it was read."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    """By `key_of` the photo's path relative to the list."""
    approves: bool = False
    """The list has an approved column: a photo that it does not name is not approved."""
    problems: tuple[str, ...] = ()
    readable: bool = True
    """False where the file as a whole is no list of captions."""

    def entry(self, path: str) -> Entry | None:
        """Returns the row for a photo, by its path relative to the list, or None.

        A row whose file has no ending stands for the photo of that name with any ending.
        """
        return next((self.entries[key] for key in keys_of(path) if key in self.entries), None)


def keys_of(path: str) -> tuple[str, str]:
    """Returns the keys by which a list may name a photo: with its ending, and without."""
    key = key_of(path)
    return key, str(PurePosixPath(key).with_suffix(""))


def key_of(path: str) -> str:
    """Returns a photo's path as lists are compared by: Windows' slashes and capitals aside."""
    text = unicodedata.normalize("NFC", readable(path)).casefold().replace("\\", "/")
    return str(PurePosixPath(text.strip()))


def read_sidecar(data: bytes) -> Sidecar:
    """Reads a list of captions.

    UTF-8 with or without a byte order mark, UTF-16 and GB18030 (which holds GBK) are told
    apart by content, as are commas, tabs and semicolons between the columns. What cannot be
    read is a problem that names its row, never an error.
    """
    if len(data) > SIZE_LIMIT:
        return _unreadable(f"more than {SIZE_LIMIT // 1024 // 1024} MB")
    text = _decoded(data)
    if text is None:
        return _unreadable("neither UTF-8, UTF-16 nor GB18030 text")
    readings = (_Reader().read(_rows(text, delimiter)) for delimiter in _DELIMITERS)
    return next(
        (reading for reading in readings if reading.readable),
        _unreadable("no header row with a column 文件 (file)"),
    )


def _unreadable(reason: str) -> Sidecar:
    return Sidecar(problems=(f"{reason}: not read",), readable=False)


def _decoded(data: bytes) -> str | None:
    encodings: tuple[str, ...] = ("utf-8-sig", "gb18030")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ("utf-16",)
    elif data[1:2] == b"\0":
        encodings = ("utf-16-le",)
    elif data[:1] == b"\0":
        encodings = ("utf-16-be",)
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yields the rows with the line each ends on, up to the first that is no CSV."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error:
        yield reader.line_num, ()


class _Reader:
    """Reads rows in one pass, gathering entries and problems."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._problems: list[str] = []
        self._columns: Mapping[str, int] = {}

    def read(self, rows: Iterator[tuple[int, Sequence[str]]]) -> Sidecar:
        for _, (_, row) in zip(range(_HEADER_ROWS), rows, strict=False):
            columns = _recognized(row)
            if "file" in columns:
                self._columns = columns
                break
        else:
            return Sidecar(readable=False)
        for count, (line, row) in enumerate(rows, start=1):
            if count > ROW_LIMIT:
                self._problems.append(f"more than {ROW_LIMIT:,} rows: the rest is not read")
                break
            self._add(line, row)
        return Sidecar(self._entries, "approved" in self._columns, tuple(self._problems))

    def _add(self, line: int, row: Sequence[str]) -> None:
        cells = {
            name: row[index].strip() if index < len(row) else ""
            for name, index in self._columns.items()
        }
        if not cells["file"]:
            if any(cells.values()) or not row:
                self._problems.append(f"line {line}: names no file: not read")
            return
        key = key_of(cells["file"])
        if key in self._entries:
            self._problems.append(f"line {line}: {_quoted(cells['file'])} again: this row counts")
        self._entries[key] = Entry(
            self._caption(line, cells), self._withheld(line, cells), self._expires(cells)
        )

    def _caption(self, line: int, cells: Mapping[str, str]) -> Caption | None:
        text = clean(cells.get("caption", ""), TEXT_LIMIT)
        unit = clean(cells.get("unit", ""), UNIT_LIMIT)
        for name, limit in (("caption", TEXT_LIMIT), ("unit", UNIT_LIMIT)):
            if len(cells.get(name, "")) > limit:
                self._problems.append(f"line {line}: {name} is longer than {limit} characters: cut")
        written = cells.get("date", "")
        day = read_date(written)
        if written and day is None:
            self._problems.append(f"line {line}: {_quoted(written)} is no date: left out")
        return Caption(text, unit, day) if text or unit else None

    def _withheld(self, line: int, cells: Mapping[str, str]) -> str:
        approved = unicodedata.normalize("NFKC", cells.get("approved", "1")).casefold()
        if approved not in _YES:
            if approved and approved not in _NO:
                self._problems.append(
                    f"line {line}: {_quoted(approved)} is neither yes nor no: not approved"
                )
            return "not approved"
        written = cells.get("expires", "")
        if written and self._expires(cells) is None:
            self._problems.append(
                f"line {line}: {_quoted(written)} is no expiry date: the photo is not shown"
            )
            return "its expiry date cannot be read"
        return ""

    @staticmethod
    def _expires(cells: Mapping[str, str]) -> date | None:
        return read_date(cells.get("expires", ""))


def _recognized(row: Sequence[str]) -> Mapping[str, int]:
    """Returns the index of each column that a header row names; the first of a name counts."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(row):
        header = _HEADER_SUFFIX.sub("", "".join(cell.split())).casefold()
        header = unicodedata.normalize("NFKC", header)
        for name, headers in _COLUMNS.items():
            if header in headers:
                columns.setdefault(name, index)
    return columns


def _quoted(text: str) -> str:
    return f"“{clean(text, 40)}”"
