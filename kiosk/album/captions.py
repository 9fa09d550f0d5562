"""What stands under a photo: a few words on what it shows, the unit, the day.

Every text that comes from outside passes through `clean` before it is a caption: it is
bounded, holds no control characters, and telephone and identity numbers are dropped (rules,
section 6).
"""

import os
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

TEXT_LIMIT: Final = 120
"""Most characters of a caption's text."""
UNIT_LIMIT: Final = 40
"""Most characters of a caption's unit."""

_INPUT_LIMIT: Final = 2_000
"""Characters of a text that are looked at; what stands further back is never shown."""

_LABEL: Final = (
    r"(?:(?:联系|聯繫|聯絡)?(?:电话|電話|手机|手機|方式|座机)|微信|QQ|身份证|身份證"
    r"|(?<![A-Za-z])(?:tel|phone|mobile))"
    r"(?:号码|號碼|号|號)?[\s.:：]*"
)
_PRIVATE_NUMBER: Final = re.compile(
    rf"(?:{_LABEL})?(?<!\d)(?:"
    r"\d{6}[ .-]?\d{8}[ .-]?\d{3}[\dXx]"  # a citizen's identity number
    r"|\d{15}"  # the same before 1999
    r"|(?:\+?86[ .-]?)?1[3-9]\d(?:[ .-]?\d{4}){2}"  # a mobile telephone
    r"|(?:[(（]0\d{2,3}[)）]|0\d{2,3})[ .-]?\d{7,8}(?:-\d{1,6})?"  # an area code and a number
    r")(?!\d)"
    rf"|{_LABEL}\d[\d -]{{5,}}\d",  # any number that is called one
    re.IGNORECASE,
)
_ASCII_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_EMPTY_BRACKETS: Final = re.compile(r"[(（\[【]\s*[)）\]】]")
_DANGLING: Final = " ,，、;；:：-_/|"

_DATE: Final = (
    r"(?P<year>\d{4})"
    r"(?:(?P<mark>[-._/:])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    r"|年(?P<month_zh>\d{1,2})月(?P<day_zh>\d{1,2})日?"
    r"|(?P<month_8>\d{2})(?P<day_8>\d{2}))(?!\d)"
)
DATE_AT_START: Final = re.compile(_DATE)
"""A calendar date as names and cells write it; read it with `date_of`."""
_DATE_CELL: Final = re.compile(rf"\s*{_DATE}(?:[T\s].*)?\s*", re.DOTALL)

# A camera that lost its clock says 1970, 1980 or 2000.
_YEARS: Final = range(2001, 2100)

_GENERIC: Final = (
    r"微信(?:图片|截图|照片)?|QQ(?:图片|截图|拼音截图)|屏幕截图|截图|截屏|快照|图片|照片|图像|圖片|相片|影像"
    r"|新建|未命名|无标题|未标题|副本|复制|複製|复件|扫描|下载|水印相机|美图"
    r"|(?<![A-Za-z])(?:my beautiful picture|created with gimp|img|images?|dsc|dscn|dscf|dcim|pxl"
    r"|mvimg|vid|video|wa|hdr|pano|burst|cover|screenshot|photos?|pictures?|pic|camera"
    r"|digital|still|exif|jpe?g|png|webp|hei[cf]|mmexport|wx|copy|default|untitled|scan|edited|final"
    r"|cof|oznor\w*|edf|mde|sdr|dav|bty)(?![A-Za-z])"
)
_GENERIC_WORD: Final = re.compile(_GENERIC, re.IGNORECASE)
_SUFFIX: Final = re.compile(
    rf"(?:[\s_\-–—]+(?:{_GENERIC}|\d+)|\s*[(（]\d+[)）])+$",
    re.IGNORECASE,
)
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD: Final = re.compile(r"(?<![^\W_])[^\W\d_]{2,}(?![^\W_])")

_UNIT_ENDING: Final = re.compile(
    r"(?:局|委|委员会|办|办公室|中心|专班|指挥部|政府|党委|人大|政协|法院|检察院|纪委监委|组织部|宣传部"
    r"|统战部|政法委|镇|乡|街道|社区|村|林场|农场|牧场|园区|开发区|保护区|公司|集团|银行|学校|中学|小学"
    r"|医院|卫生院|站|所|队|支队|大队|总队|联社|联合会|协会|总工会|妇联|团委|残联|科协|工商联|供销社"
    r"|公署|厅|部|署|處|處室|局室|鎮|鄉|公所|醫院|學校|委員會|辦公室)$"
)
_BRACKETED_ENDING: Final = re.compile(r"[(（][^()（）]*[)）]$")


@dataclass(frozen=True, slots=True)
class Caption:
    """What a photo shows, whose work it is, and the day; each may be missing."""

    text: str = ""
    unit: str = ""
    day: date | None = None


def clean(text: str, limit: int) -> str:
    """Returns a text fit for the wall: one line, at most `limit` characters.

    White space becomes single spaces; control, formatting and unassigned characters go, and
    with them whatever turns the reading direction; telephone and identity numbers go together
    with the word that announces them. A longer text is cut, without an ellipsis.
    """
    text = unicodedata.normalize("NFC", text[:_INPUT_LIMIT]).translate(_ASCII_DIGITS)
    text = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or not unicodedata.category(char).startswith("C")
    )
    text = _PRIVATE_NUMBER.sub(" ", text)
    text = _EMPTY_BRACKETS.sub(" ", text)
    return " ".join(text.split()).strip(_DANGLING)[:limit].strip(_DANGLING)


def read_date(text: str) -> date | None:
    """Returns the date that a cell or an EXIF field holds, or None where it holds none.

    Read are `2027-06-03`, the same with dots, slashes, underscores or colons, `2027年6月3日` and
    `20270603`, each with or without a time behind it, from 2001 to 2099.
    """
    match = _DATE_CELL.fullmatch(text)
    return date_of(match) if match else None


def date_of(match: re.Match[str]) -> date | None:
    """Returns the calendar date of a match of `DATE_AT_START`; None where no such day exists."""
    year = int(match["year"])
    month = int(match["month"] or match["month_zh"] or match["month_8"])
    day = int(match["day"] or match["day_zh"] or match["day_8"])
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def is_meant(text: str) -> bool:
    """Tells whether somebody wrote this text, rather than a camera or a messenger.

    Without the words that devices and programs write (`微信图片`, `DSC`, `Digital Still Camera`),
    two Chinese characters must remain, or two words of which one is not all capitals.
    """
    rest = _GENERIC_WORD.sub(" ", text)
    words = _WORD.findall(rest)
    return len(_HAN.findall(rest)) > 1 or (
        len(words) > 1 and any(word != word.upper() for word in words)
    )


def is_unit(text: str) -> bool:
    """Tells whether a text ends as the name of a unit does: 住建局, 宾州镇, 县医院(分院)."""
    name = _BRACKETED_ENDING.sub("", text)
    return len(name) > 1 and _UNIT_ENDING.search(name) is not None


def without_suffix(text: str) -> str:
    """Returns a text without trailing counters and device words: `_01`, `(2)`, `-副本`, ` IMG`."""
    return _SUFFIX.sub("", text)


def readable(name: str) -> str:
    """Returns a file name as its writer saw it.

    Archives packed on a Chinese Windows leave names in GBK, which the system hands over as
    lone surrogates.
    """
    raw = os.fsencode(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def repaired(text: str) -> str:
    """Returns an EXIF text in its real encoding.

    EXIF declares ASCII; what programs write is UTF-8 or GBK, which is handed over as Latin-1.
    A text that is neither is returned empty.
    """
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError:
        return text
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def caption_from_exif(description: str, taken: date | None) -> Caption | None:
    """Returns the caption that a photo carries itself; None where nobody wrote one.

    Args:
        description: `ImageDescription` as it was decoded from the file.
        taken: The day of `DateTimeOriginal`.
    """
    text = clean(repaired(description), TEXT_LIMIT)
    return Caption(text, "", taken) if is_meant(text) else None
