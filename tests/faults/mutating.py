"""Damage to real files, some of it blind and some of it at the very places that readers trust.

All chance comes from the one generator that is handed in: a seed gives the same damage again.
"""

import io
import itertools
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.intake.compound import SIGNATURE, CompoundFile
from kiosk.intake.payload import UnusableSource

Chance = random.Random
Operator = Callable[[Chance, bytes], bytes]
Specimens = Sequence[tuple[str, bytes]]

_MOST: Final = 3
"""Kinds of damage that one file takes at most."""

NUMBERS: Final = (
    *("0", "-0", "-1", "1", "0.5", "1.5000000001", "3.0000001", "-3", "99999", "1048576", "16384"),
    *("65536", "2147483648", "4294967295", "18446744073709551616", "1e300", "1e308", "1e309"),
    *("-1e309", "1e-320", "9" * 400, "9" * 5000, "0." + "3" * 500, "NaN", "Infinity", "-inf"),
    *("0x7fffffff", "1_000", "1,234,567.89", "１２３", "٣", "²", "½", "一百", "1e", ".", "--1"),
)
CELLS: Final = (
    *("", " ", "—", "/", "无", "未报", "0%", "100%", "300%", "301%", "-5%", "1e5%", "约85%左右"),
    *("3/0", "0/3", "第0", "第2/9", "2/9", "9/2", "第99999999999999999999", "350万元", "持平"),
    *("增长1e9%", "下降-3%", "扣1分", "加" + "9" * 400 + "分", "扣分", "是", "否", "已办结"),
    *("0001-01-01", "9999-12-31", "2027-13-45", "2027-02-29", "10000-01-01", "9999年底", "0年1月"),
    *("12月底", "13月", "0月0日", "第4季度", "第9季度", "上半年", "长期", "2/29", "99999", "80000"),
    *("2027-06-05T10:00:00+99:99", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"),
    *("2958465", "2958466", "-1", "45000.99999999", "1899-12-30", "1900-02-29", "24:00:00"),
    *("#DIV/0!", "#N/A", "#REF!", "=1/0", "=cmd|'/c calc'!A1", "file:///etc/passwd", "<b>粗</b>"),
    *("<img src=x onerror=alert(1)>", "&amp;#0;", "%s%n", "{0}", "${HOME}", "a\u202egnp.exe"),
    *("👨‍👩‍👧‍👦🇨🇳", "e\u0301" * 300, "\u0e33" * 500, "ﷺ" * 2000, "\u200b\ufeff\u00ad", "\ufffd"),
    *(
        "县" * 10_001,
        "a" * 40_000,
        "局、" * 4000,
        "，；/、",
        "(" * 5000,
        "（）" * 3000,
        "至" * 9000,
    ),
    *("加" * 9000, "约" * 9000 + "x", "年" * 5000, "1 " * 5000, "1-" * 5000, "一" * 9000 + "、"),
    *(
        "13912345678",
        "身份证110101199003078888",
        "电话：0451-12345678转",
        "合计",
        "小计：",
        "注：x",
    ),
    *("一、产业", "住建局", "任务", "牵头单位", "完成率", "工作任务", "红", "黑榜", "演示数据"),
    *(
        "截至2027年6月15日",
        "截至9999年99月99日",
        "截至",
        "Infinity",
        "nan",
        "True",
        "1\n2\n3",
        "\t",
    ),
)
"""What a clerk, a program or an enemy may put into a cell."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged file."""

    name: str
    body: bytes
    operators: tuple[str, ...]
    """What was done to it, in this order."""


def mutant(kind: str, seed: int, specimens: Specimens) -> Mutant:
    """The mutant of a kind that a seed gives.

    Args:
        kind: One of `specimens.KINDS`.
        seed: Any whole number.
        specimens: Material of the kind.
    """
    chance = random.Random(f"{kind} {seed}")
    name, body = chance.choice(specimens)
    applied = []
    for _ in range(chance.choice(range(1, _MOST + 1))):
        own = _OPERATORS[kind]
        # What knows the format gets further into its reader than blind damage does.
        table = own if own and chance.random() < 0.75 else _BLIND
        operator = chance.choice(table)
        body = operator(chance, body)
        applied.append(operator.__name__.strip("_"))
    if chance.random() < 0.02:
        _, other = chance.choice(specimens)
        body = _spliced(chance, body, other)
        applied.append("spliced")
    return Mutant(name, body, tuple(applied))


# Blind damage, to bytes of any kind


def _place(chance: Chance, body: bytes) -> int:
    """A place in the file; half of them in its head, where readers decide."""
    most = len(body) if chance.random() < 0.5 else min(len(body), 512)
    return chance.randrange(most) if most else 0


def _span(chance: Chance, body: bytes) -> tuple[int, int]:
    begin = _place(chance, body)
    return begin, min(len(body), begin + chance.choice((1, 2, 4, 16, 100, 1000, 10_000)))


def _bytes_flipped(chance: Chance, body: bytes) -> bytes:
    changed = bytearray(body)
    for _ in range(chance.choice((1, 1, 2, 4, 32)) if body else 0):
        changed[_place(chance, body)] = chance.choice((0, 0x7F, 0x80, 0xFF, chance.randrange(256)))
    return bytes(changed)


def _bits_flipped(chance: Chance, body: bytes) -> bytes:
    changed = bytearray(body)
    for _ in range(chance.choice((1, 1, 2, 8)) if body else 0):
        changed[_place(chance, body)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _truncated(chance: Chance, body: bytes) -> bytes:
    return body[: chance.choice((_place(chance, body), max(len(body) - chance.randrange(64), 0)))]


def _beheaded(chance: Chance, body: bytes) -> bytes:
    return body[chance.choice((1, 2, 4, _place(chance, body))) :]


def _duplicated(chance: Chance, body: bytes) -> bytes:
    begin, end = _span(chance, body)
    return body[:end] + body[begin:end] * chance.choice((1, 1, 2, 50)) + body[end:]


def _cut_out(chance: Chance, body: bytes) -> bytes:
    begin, end = _span(chance, body)
    return body[:begin] + body[end:]


def _zeros_inserted(chance: Chance, body: bytes) -> bytes:
    begin = _place(chance, body)
    return body[:begin] + bytes(chance.choice((1, 2, 16, 512, 70_000))) + body[begin:]


def _zeroed(chance: Chance, body: bytes) -> bytes:
    begin, end = _span(chance, body)
    return body[:begin] + bytes(end - begin) + body[end:]


def _noise_inserted(chance: Chance, body: bytes) -> bytes:
    begin = _place(chance, body)
    return body[:begin] + chance.randbytes(chance.choice((1, 4, 64, 4096))) + body[begin:]


def _number_overwritten(chance: Chance, body: bytes) -> bytes:
    """A word of 16, 32 or 64 bits in either order that is at an end of what it can be."""
    form = chance.choice(("<H", ">H", "<I", ">I", "<Q"))
    top = 256 ** struct.calcsize(form) - 1
    word = struct.pack(form, chance.choice((0, 1, top, top // 2, top // 2 + 1, top - 1)))
    begin = _place(chance, body)
    return body[:begin] + word + body[begin + len(word) :]


def _halves_swapped(chance: Chance, body: bytes) -> bytes:
    begin = _place(chance, body)
    return body[begin:] + body[:begin]


def _spliced(chance: Chance, body: bytes, other: bytes) -> bytes:
    return body[: _place(chance, body)] + other[_place(chance, other) :]


_BLIND: Final = (
    *(_bytes_flipped, _bits_flipped, _truncated, _beheaded, _duplicated, _cut_out),
    *(_zeros_inserted, _zeroed, _noise_inserted, _number_overwritten, _halves_swapped),
)


def _at(text: bytes, found: "re.Match[bytes]", group: int, new: bytes) -> bytes:
    return text[: found.start(group)] + new + text[found.end(group) :]


def _one(chance: Chance, pattern: "re.Pattern[bytes]", text: bytes) -> "re.Match[bytes] | None":
    found = list(pattern.finditer(text))
    return chance.choice(found) if found else None


def _cell(chance: Chance) -> str:
    return chance.choice((*CELLS, *NUMBERS))


# Workbooks of XML in a zip archive, zipped anew so that what reads the XML is reached


def _zip_members(body: bytes) -> list[tuple[zipfile.ZipInfo, bytes]] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return [(member, archive.read(member)) for member in archive.infolist()]
    except Exception:  # noqa: BLE001 - damaged by an operator before
        return None


def _zipped(members: Sequence[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            # A fixed time: the same seed gives the same bytes. No warning of two of one name.
            archive.NameToInfo.pop(name, None)
            member = zipfile.ZipInfo(name or "x", (2027, 6, 15, 0, 0, 0))
            archive.writestr(member, content, compression, 1)
    return out.getvalue()


def _in_xml(change: Callable[[Chance, bytes], bytes]) -> Operator:
    """The operator that changes one member of an archive, mostly a sheet."""

    def operator(chance: Chance, body: bytes) -> bytes:
        members = _zip_members(body)
        if not members:
            return _bytes_flipped(chance, body)
        names = [member.filename for member, _ in members if member.filename.endswith("xml")]
        sheets = [name for name in names if "worksheets/" in name or name == "content.xml"]
        chosen = chance.choice(
            sheets if sheets and chance.random() < 0.6 else names or [members[0][0].filename]
        )
        return _zipped(
            [
                (
                    member.filename,
                    change(chance, content) if member.filename == chosen else content,
                )
                for member, content in members
            ]
        )

    operator.__name__ = change.__name__
    return operator


_ATTRIBUTE: Final = re.compile(rb' ([\w:-]{1,60})="([^"]{0,400})"')
_TEXT_NODE: Final = re.compile(rb">([^<>]+)<")
_TAG: Final = re.compile(rb"</?([\w:-]+)")
_ELEMENT: Final = re.compile(rb"<(?:\w+:)?(?:row|c|table-row|table-cell|si|sheet|xf)\b[^<>]*>")
_BLOCK: Final = re.compile(
    rb"<(row|c|si|sheetData|table:table-row|table:table-cell|table:table)\b(?:[^<>/]|/(?!>))*>"
    rb".*?</\1>",
    re.DOTALL,
)
_REFERENCE: Final = re.compile(rb'\b(?:r|ref|sqref|dimension)="([^"]*)"')
_REPEATED: Final = re.compile(rb'(?:number-(?:rows|columns)-(?:repeated|spanned))="([^"]*)"')
_VALUE: Final = re.compile(rb"<v>([^<]*)</v>")

_REFERENCES: Final = (
    *("XFD1048576", "A1048576", "XFD1", "A0", "A-1", "1A", "", "A", "1", "ZZZZZZZ999999999", "a1"),
    *("AAAA1", "XFE1", "A1048577", "A4294967296", "A99999999999999999999", "$A$1", "Ａ1", "A1:B2"),
    *("A1:XFD1048576", "B2:A1", "A1:A1", "C3:A9", "A1:", ":", "R1C1", "A500000", "ALL1000"),
)
_XML_NUMBERS: Final = (
    *NUMBERS,
    *("2958465.999999", "-693593", "-693594", "60", "59", "1e18", "-1e18", "1e-7", "4294967296"),
)


def _escaped(text: str) -> bytes:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return "".join(char for char in escaped if char >= " " or char in "\n\t").encode(
        "utf-8", "replace"
    )


def attribute_changed(chance: Chance, xml: bytes) -> bytes:
    found = _one(chance, _ATTRIBUTE, xml)
    if not found:
        return xml
    new = chance.choice((*_XML_NUMBERS, *_REFERENCES, "e", "s", "b", "d", "str", "hidden", "&#9;"))
    return _at(xml, found, 2, _escaped(new))


def attribute_removed(chance: Chance, xml: bytes) -> bytes:
    found = _one(chance, _ATTRIBUTE, xml)
    return _at(xml, found, 0, b"") if found else xml


def attribute_renamed(chance: Chance, xml: bytes) -> bytes:
    found, other = _one(chance, _ATTRIBUTE, xml), _one(chance, _ATTRIBUTE, xml)
    return _at(xml, found, 1, other[1]) if found and other else xml


def reference_changed(chance: Chance, xml: bytes) -> bytes:
    found = _one(chance, _REFERENCE, xml)
    return _at(xml, found, 1, chance.choice(_REFERENCES).encode()) if found else xml


def repeated(chance: Chance, xml: bytes) -> bytes:
    """Rows and cells that stand for thousands, and spans over them."""
    element = _one(chance, re.compile(rb"<table:(?:table-row|table-cell|table)\b"), xml)
    if not element:
        return reference_changed(chance, xml)
    number = chance.choice(("2", "1000", "70000", "1048576", "2147483648", "0", "-5", "9" * 30))
    what = chance.choice(
        ("rows-repeated", "columns-repeated", "rows-spanned", "columns-spanned")
    ).encode()
    found = _one(chance, _REPEATED, xml)
    if found and chance.random() < 0.5:
        return _at(xml, found, 1, number.encode())
    return _at(xml, element, 0, element[0] + b' table:number-%s="%s"' % (what, number.encode()))


def merges_added(chance: Chance, xml: bytes) -> bytes:
    count = chance.choice((1, 1, 3, 40, 3000))
    merges = b"".join(
        b'<mergeCell ref="%s"/>'
        % (
            chance.choice(_REFERENCES).encode()
            if chance.random() < 0.3
            else b"A%d:%s%d"
            % (
                row := chance.randrange(1, 300),
                chance.choice((b"A", b"B", b"D", b"H", b"AZ")),
                row + chance.choice((0, 1, 30)),
            )
        )
        for _ in range(count)
    )
    return xml.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>", 1)


def value_changed(chance: Chance, xml: bytes) -> bytes:
    found = _one(chance, _VALUE, xml) or _one(chance, _TEXT_NODE, xml)
    return _at(xml, found, 1, chance.choice(_XML_NUMBERS).encode()) if found else xml


def values_changed(chance: Chance, xml: bytes) -> bytes:
    """Many cells at once: numbers that are dates, places of texts that are none, errors."""
    share = chance.choice((0.02, 0.2, 1.0))
    few = chance.sample(_XML_NUMBERS, 4)

    def new(found: "re.Match[bytes]") -> bytes:
        if chance.random() >= share:
            return found[0]
        return b"<v>%s</v>" % chance.choice(few).encode()

    return _VALUE.sub(new, xml)


def text_changed(chance: Chance, xml: bytes) -> bytes:
    found = _one(chance, _TEXT_NODE, xml)
    return _at(xml, found, 1, _escaped(_cell(chance))) if found else xml


def texts_changed(chance: Chance, xml: bytes) -> bytes:
    share = chance.choice((0.02, 0.2, 1.0))
    few = chance.sample((*CELLS, *NUMBERS), 6)

    def new(found: "re.Match[bytes]") -> bytes:
        if chance.random() >= share:
            return found[0]
        return b">" + _escaped(chance.choice(few)) + b"<"

    return _TEXT_NODE.sub(new, xml)


def type_changed(chance: Chance, xml: bytes) -> bytes:
    """Cells that say to be of another type, or in another style, than they are."""
    share = chance.choice((0.01, 0.2))
    kind = chance.choice((b"e", b"s", b"b", b"d", b"str", b"inlineStr", b"n", b"x", b""))
    style = str(chance.choice((0, 1, 2, 3, 5, 8, 99_999, -1))).encode()
    add = chance.choice((b'<c t="%s" ' % kind, b'<c s="%s" ' % style, b'<c t="%s" s="0" ' % kind))
    return re.sub(rb"<c ", lambda found: add if chance.random() < share else found[0], xml)


def date_style(chance: Chance, xml: bytes) -> bytes:
    """All cells in a style of dates or times."""
    number = str(chance.choice((14, 22, 45, 46, 47, 164, 9999))).encode()
    return re.sub(rb'numFmtId="\d+"', b'numFmtId="%s"' % number, xml)


def block_repeated(chance: Chance, xml: bytes) -> bytes:
    found = _one(chance, _BLOCK, xml[:200_000])
    times = chance.choice((1, 2, 50, 1000))
    return _at(xml, found, 0, found[0] * (times + 1)) if found and len(found[0]) < 4000 else xml


def block_removed(chance: Chance, xml: bytes) -> bytes:
    found = _one(chance, _BLOCK, xml[:200_000])
    return _at(xml, found, 0, b"") if found else xml


def tag_changed(chance: Chance, xml: bytes) -> bytes:
    found, other = _one(chance, _TAG, xml), _one(chance, _TAG, xml)
    return _at(xml, found, 1, other[1]) if found and other else xml


def entities_added(chance: Chance, xml: bytes) -> bytes:
    """Entities that multiply, that recur, and that read files."""
    laughs = b"".join(
        b'<!ENTITY l%d "%s">' % (depth, b"&l%d;" % (depth - 1) * 10 if depth else b"ha" * 10)
        for depth in range(chance.choice((2, 5, 9)))
    )
    declared = chance.choice(
        (
            laughs + b'<!ENTITY x "&l1;">',
            laughs + b'<!ENTITY x "&l4;">',
            b'<!ENTITY x SYSTEM "file:///etc/passwd">',
            b'<!ENTITY x "&x;">',
            b'<!ENTITY x "' + b"A" * 100_000 + b'">',
        )
    )
    head, mark, rest = xml.partition(b"?>")
    if not mark:
        head, rest = b"", xml
    used = _TEXT_NODE.sub(b">&x;<", rest, count=chance.choice((1, 100)))
    return head + mark + b"<!DOCTYPE root [" + declared + b"]>" + used


def characters_added(chance: Chance, xml: bytes) -> bytes:
    """References to characters that XML has none of, and raw ones."""
    found = _one(chance, _TEXT_NODE, xml)
    wrong = (
        b"&#0;",
        b"&#x110000;",
        b"&#xD800;",
        b"&#x202e;",
        b"&#",
        b"&unknown;",
        b"\x01",
        b"\xff",
    )
    more = (b"<![CDATA[x]]>", b"<!-- -->", b"<?x?>", b"]]>", b"&#10;" * 500, b"\xef\xbb\xbf")
    return _at(xml, found, 1, chance.choice((*wrong, *more))) if found else xml


def encoding_changed(chance: Chance, xml: bytes) -> bytes:
    encoding = chance.choice(("utf-16", "utf-16-le", "gb18030", "utf-8-sig", "latin-1", "utf-32"))
    named = chance.choice((encoding.encode(), b"UTF-8", b"x", b"UTF-7"))
    text = re.sub(rb'encoding="[^"]*"', b'encoding="%s"' % named, xml)
    return text.decode("utf-8", "replace").encode(encoding, "replace")


def nested_deep(chance: Chance, xml: bytes) -> bytes:
    depth = chance.choice((100, 20_000))
    found = _one(chance, _TEXT_NODE, xml)
    return _at(xml, found, 1, b"<r>" * depth + b"</r>" * depth) if found else xml


def damaged(chance: Chance, xml: bytes) -> bytes:
    return chance.choice(_BLIND)(chance, xml)


def _members_changed(chance: Chance, body: bytes) -> bytes:
    members = _zip_members(body)
    if not members:
        return _truncated(chance, body)
    named = [(member.filename, content) for member, content in members]
    at, other = chance.randrange(len(named)), chance.randrange(len(named))
    (name, content), (other_name, other_content) = named[at], named[other]
    changes: list[Callable[[], object]] = [
        lambda: named.pop(at),
        lambda: named.append((name, content)),
        lambda: named.append((name, other_content)),
        lambda: named.insert(0, (name, b"")),
        lambda: named.__setitem__(slice(None), _with_swapped(named, at, other)),
        lambda: named.__setitem__(at, (name.upper(), content)),
        lambda: named.__setitem__(at, (name.replace("/", "\\"), content)),
        lambda: named.__setitem__(at, ("../../" + name, content)),
        lambda: named.__setitem__(at, (name + "\0x", content)),
        lambda: named.__setitem__(at, (other_name, content)),
        lambda: named.extend((f"xl/worksheets/s{n}.xml", b"<a/>") for n in range(500)),
        lambda: named.append(("xl/worksheets/big.xml", bytes(30_000_000))),
        lambda: named.append(("mimetype", b"application/vnd.oasis.opendocument.text")),
    ]
    chance.choice(changes)()
    return _zipped(named, chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))


def _with_swapped(
    named: Sequence[tuple[str, bytes]], at: int, other: int
) -> list[tuple[str, bytes]]:
    swapped = list(named)
    swapped[at], swapped[other] = (
        (named[at][0], named[other][1]),
        (named[other][0], named[at][1]),
    )
    return swapped


def _directory_damaged(chance: Chance, body: bytes) -> bytes:
    """The headers and the directory of an archive: sizes, flags, methods, places."""
    marks = [found.start() for found in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)", body)]
    if not marks:
        return _bytes_flipped(chance, body)
    changed = bytearray(body)
    for _ in range(chance.choice((1, 2, 6))):
        at = min(chance.choice(marks) + chance.randrange(4, 46), len(changed) - 1)
        changed[at] = chance.choice((0, 1, 8, 9, 12, 14, 0x7F, 0xFF))
    return bytes(changed)


_XML: Final = tuple(
    map(
        _in_xml,
        (
            *(attribute_changed, attribute_removed, attribute_renamed, reference_changed),
            *(value_changed, values_changed, text_changed, texts_changed, block_repeated),
            *(block_removed, tag_changed, entities_added, characters_added, encoding_changed),
            *(nested_deep, damaged),
        ),
    )
)
_OF_ARCHIVES: Final = (*_XML, _members_changed, _directory_damaged)
_OF_XLSX: Final = tuple(map(_in_xml, (merges_added, type_changed, date_style)))
_OF_ODS: Final = (_in_xml(repeated),) * 3


# Legacy workbooks: records within the one stream, changed in place


def _records(body: bytes) -> list[tuple[int, int]]:
    """Where the records of a workbook's stream stand in the file, and how long they are."""
    try:
        stream = CompoundFile(body).stream("Workbook")
    except (UnusableSource, KeyError):
        return []
    start = body.find(stream[:512])
    places, at = [], 0
    while start >= 0 and at + 4 <= len(stream):
        _, length = struct.unpack_from("<HH", stream, at)
        places.append((start + at, length))
        at += 4 + length
    return places


def _in_records(change: Callable[[Chance, bytearray, int, int], None]) -> Operator:
    def operator(chance: Chance, body: bytes) -> bytes:
        records = _records(body)
        if not records:
            return _bytes_flipped(chance, body)
        changed = bytearray(body)
        for _ in range(chance.choice((1, 1, 3, 20))):
            change(chance, changed, *chance.choice(records))
        return bytes(changed[: len(body)])

    operator.__name__ = change.__name__
    return operator


def record_length(chance: Chance, body: bytearray, at: int, length: int) -> None:
    new = chance.choice((0, 1, 2, length + 1, max(length - 1, 0), 8224, 0x7FFF, 0xFFFF))
    struct.pack_into("<H", body, at + 2, new)


def record_kind(chance: Chance, body: bytearray, at: int, length: int) -> None:
    kinds = (0x0809, 0x0A, 0x85, 0xFC, 0xFD, 0x3C, 0x0203, 0x27E, 0xBD, 0x06, 0x200, 0x205, 0xE5)
    struct.pack_into("<H", body, at, chance.choice((*kinds, 0x2F, 0xD6, 0x204, 0xE0, 0x41E, 0x207)))


def record_field(chance: Chance, body: bytearray, at: int, length: int) -> None:
    if length >= 2 and at + 4 + length <= len(body):
        place = at + 4 + chance.randrange(0, length - 1)
        new = chance.choice((0, 1, 255, 256, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF))
        struct.pack_into("<H", body, place, new)


def record_noise(chance: Chance, body: bytearray, at: int, length: int) -> None:
    end = min(at + 4 + length, len(body))
    body[at + 4 : end] = chance.randbytes(max(end - at - 4, 0))


def record_zeroed(chance: Chance, body: bytearray, at: int, length: int) -> None:
    end = min(at + 4 + length, len(body))
    body[at + 4 : end] = bytes(max(end - at - 4, 0))


def _container_damaged(chance: Chance, body: bytes) -> bytes:
    """The head, the tables and the directory of a compound file."""
    changed = bytearray(body)
    if not body.startswith(SIGNATURE) or len(body) < 1024:
        return _bytes_flipped(chance, body)
    tables = [found.start() for found in re.finditer(rb"\xfd\xff\xff\xff", body)]
    names = [found.start() for found in re.finditer("Workbook".encode("utf-16-le"), body)]
    place = chance.choice(
        (
            chance.randrange(24, 512),
            *([chance.choice(tables) + 4 * chance.randrange(30)] if tables else []),
            *([chance.choice(names) + chance.randrange(128)] if names else []),
        )
    )
    word = chance.choice(
        (0, 1, 2, 3, 12, 0xFFFFFFFE, 0xFFFFFFFF, 0x7FFFFFFF, chance.getrandbits(32))
    )
    if place + 4 <= len(changed):
        struct.pack_into("<I", changed, place, word)
    return bytes(changed)


_OF_XLS: Final = (
    *map(_in_records, (record_length, record_kind, record_field, record_noise, record_zeroed)),
    _in_records(record_field),
    _container_damaged,
)


# Delimited text


def _decoded(body: bytes) -> tuple[str, str]:
    for encoding in ("utf-16",) if body[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "gb18030"):
        try:
            return body.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return body.decode("latin-1"), "latin-1"


def _in_text(change: Callable[[Chance, str], str]) -> Operator:
    """The operator that changes a text and keeps its encoding, more often than not."""

    def operator(chance: Chance, body: bytes) -> bytes:
        text, encoding = _decoded(body)
        others = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "utf-32", "big5")
        if chance.random() < 0.1:
            encoding = chance.choice(others)
        return change(chance, text).encode(encoding, "replace")

    operator.__name__ = change.__name__
    return operator


_FIELD: Final = re.compile(r"(?:^|[,;\t\n\r])([^,;\t\n\r\"]*)")


def fields_changed(chance: Chance, text: str) -> str:
    found = list(_FIELD.finditer(text))
    for field in sorted(
        chance.sample(found, min(chance.choice((1, 3, 40)), len(found))),
        key=lambda field: -field.start(),
    ):
        new = _cell(chance)
        quoted = f'"{new}"' if chance.random() < 0.7 else new
        text = text[: field.start(1)] + quoted + text[field.end(1) :]
    return text


def quotes_added(chance: Chance, text: str) -> str:
    for _ in range(chance.choice((1, 2, 3, 50))):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(('"', '""', '"""', "'", '",', '"\n')) + text[at:]
    return text


def delimiters_mixed(chance: Chance, text: str) -> str:
    share = chance.choice((0.05, 0.5, 1.0))
    new = chance.choice((";", "\t", ",", "|", "，", "", ",,,,,,,,", "\x1f", "\n"))
    return "".join(new if char == "," and chance.random() < share else char for char in text)


def breaks_changed(chance: Chance, text: str) -> str:
    return text.replace("\n", chance.choice(("\r", "\r\n", "\n\n", "", "\x0b", "\u2028", "\x85")))


def lines_changed(chance: Chance, text: str) -> str:
    lines = text.split("\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    changes: list[Callable[[], object]] = [
        lambda: lines.pop(at),
        lambda: lines.insert(other, lines[at]),
        lambda: lines.extend([lines[at][:1000]] * chance.choice((10, 3000))),
        lambda: lines.insert(at, "," * chance.choice((300, 17_000, 200_000))),
        lambda: lines.insert(at, chance.choice(("sep=;", "\ufeff", "\0", "\x1b[2J", "注：x", "—"))),
        lines.reverse,
        lambda: chance.shuffle(lines),
        lambda: lines.insert(0, f"sep={chance.choice(',;|x')}"),
        lambda: lines.extend([""] * chance.choice((100, 300_000))),
        lambda: lines.__setitem__(at, lines[at][:10_000] * chance.choice((2, 400))),
        lambda: lines.__setitem__(at, ",".join(chance.sample((*CELLS, *NUMBERS), 8))),
    ]
    chance.choice(changes)()
    return "\n".join(lines)


def characters_replaced(chance: Chance, text: str) -> str:
    strange = "\ufeff\u202e\u200b\ufffd\x1a\x1b\x0c\x00\x85\u3000，“”👨\u0301\U0010ffff"
    for _ in range(chance.choice((1, 5, 50))):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(strange) + text[at + chance.randrange(2) :]
    return text


def _encodings_mixed(chance: Chance, body: bytes) -> bytes:
    """Some lines in another encoding, as where two clerks paste into one file."""
    text, _ = _decoded(body)
    encodings = chance.choice(
        (("utf-8", "gb18030"), ("utf-8", "utf-16-le"), ("gb18030", "latin-1"))
    )
    lines = text.splitlines(keepends=True)
    return b"".join(line.encode(chance.choice(encodings), "replace") for line in lines)


_OF_CSV: Final = (
    *map(
        _in_text,
        (
            *(fields_changed, fields_changed, quotes_added, delimiters_mixed, breaks_changed),
            *(lines_changed, lines_changed, characters_replaced),
        ),
    ),
    _encodings_mixed,
)


# JSON

_JSON_TOKEN: Final = re.compile(
    r'"(?:[^"\\]|\\.)*"(?:\s*:)?|-?\d+(?:\.\d+)?|true|false|null|[\[\]{},]'
)


_JSON_SIMPLE: Final = (
    *("null", "true", "false", "NaN", "Infinity", "-Infinity", "[]", "{}", '""', "-0", "1E400"),
)
_JSON_ODD: Final = (
    '"\\ud800"',
    '"\\u0000"',
    '{"text": {"text": {"text": {"text": {"text": 1}}}}}',
    '[[[["x"]]]]',
    '{"fields": {"任务": "x"}}',
    '{"name": [1, null, "y"], "": 0}',
    "[" * 500 + "]" * 500,
    "[" * 100_000 + "]" * 100_000,
    '{"a":' * 100_000 + "1" + "}" * 100_000,
    '"' + "\\u4e00" * 20_000 + '"',
    "[" + "{}," * 20_000 + "{}]",
    "[" + "[]," * 20_000 + "[1]]",
    "[" + ",".join(f'{{"k{number}": {number}}}' for number in range(400)) + "]",
    '[{"步骤": []}]',
    '[{"name": "p", "target": "9999-12-31", "steps": [{"name": "a", "days": 99999999}]}]',
    '[{"name": "p", "target": "0001-01-02", "steps": [{"name": "a", "days": 30}]}]',
    '[{"name": "p", "target": "2027-09-30", "steps": [{"name": "a", "days": 3, "after": "a"}]}]',
)


def _json_value(chance: Chance) -> str:
    text = '"' + _cell(chance).replace("\\", "").replace('"', "").replace("\n", "\\n") + '"'
    return chance.choice(
        (text, text, chance.choice(NUMBERS), chance.choice(_JSON_SIMPLE), chance.choice(_JSON_ODD))
    )


def json_values(chance: Chance, text: str) -> str:
    share = chance.choice((0.005, 0.05, 0.5))
    some = [_json_value(chance) for _ in range(3)]
    left = 8_000_000

    def new(found: "re.Match[str]") -> str:
        nonlocal left
        token = found[0]
        if token in "[]{}," or token.endswith(":") or chance.random() >= share:
            return token
        made = chance.choice(some) if left > 0 else "0"
        left -= len(made)
        return made

    return _JSON_TOKEN.sub(new, text)


def json_tokens(chance: Chance, text: str) -> str:
    found = list(itertools.islice(_JSON_TOKEN.finditer(text), 100_000))
    if not found:
        return text
    for _ in range(chance.choice((1, 1, 4))):
        token, other = chance.choice(found), chance.choice(found)
        new = chance.choice((other[0], "", token[0] * 2, ",", "]", "}", "[", "{", '"', ":"))
        text = text[: token.start()] + new + text[token.end() :]
    return text


def json_keys(chance: Chance, text: str) -> str:
    """Keys that become others, and stand twice."""
    share = chance.choice((0.02, 0.3, 1.0))
    known = (
        "tasks",
        "title",
        "牵头单位",
        "as_of",
        "steps",
        "data",
        "fields",
        "name",
        "",
        "\\u0000",
    )
    new = [f'"{name}":' for name in (*chance.sample(known, 3), _cell(chance)[:200].strip('"\\'))]
    return _JSON_TOKEN.sub(
        lambda found: (
            chance.choice(new) if found[0].endswith(":") and chance.random() < share else found[0]
        ),
        text,
    )


def json_wrapped(chance: Chance, text: str) -> str:
    before, after = chance.choice(
        (
            *(("[", "]"), ('{"data": ', "}"), ('{"data": {"page": {"list": ', "}}}"), ("", "x")),
            *(("[" * 5000, "]" * 5000), ("", text[:5000]), ("\ufeff", ""), ("callback(", ")")),
            *(('{"tasks": ', "}"), ('{"tasks": [], "units": ', "}"), ('{"projects": ', "}")),
            *(('{"error": ', "}"), ("[[" + "1," * 30_000 + "1],", "]"), ("//\n", "")),
        )
    )
    return before + text + after


def json_repeated(chance: Chance, text: str) -> str:
    objects = re.findall(r"\{[^{}]{0,2000}\}", text)
    if not objects:
        return text
    one = chance.choice(objects)
    return text.replace(one, ",".join([one] * chance.choice((2, 100, 3000))), 1)


_OF_JSON: Final = tuple(
    map(
        _in_text,
        (
            json_values,
            json_values,
            json_values,
            json_tokens,
            json_keys,
            json_wrapped,
            json_repeated,
        ),
    )
)


# TOML

_TOML_TOKEN: Final = re.compile(
    r'"(?:[^"\\\n]|\\.)*"|\d{4}-\d{2}-\d{2}|-?\d+(?:\.\d+)?|true|false|[\w.-]+|[\[\]{},=]'
)
_TOML_VALUES: Final = (
    *("0", "-1", "1e400", "inf", "-inf", "nan", "true", "9" * 30, "9" * 5000, "0x7fffffffffffffff"),
    *("0.1", "1_000", "0001-01-01", "9999-12-31", "2027-02-29", "2027-05-01T00:00:00Z", "24:00:00"),
    *("07:32:00", "2027-05-01", "2027-09-30", "2027-06-15T10:00:00+08:00", "-0.0", "5e-324"),
    *(
        '""',
        '"x"',
        '"${KIOSK_TOKEN}"',
        '"${"',
        '"\\u0000"',
        '"\\U0010FFFF"',
        '"' + "县" * 9000 + '"',
    ),
    *(
        '"99999d"',
        '"0s"',
        '"24h"',
        '"1h1h"',
        '"1GB"',
        '"workdays 07:30-18:00"',
        '"周一 25:00-26:00"',
    ),
    *('"daily 00:00-24:00"', '"mon-fri 22:00-06:00"', '"file:///etc/passwd"', '"http://[::1"'),
    *('"https://x:99999/"', '"~root/x"', '"/dev/zero"', '"//host/x"', '"#12345G"', '"#FFFFFF"'),
    *('"red"', '"notice"', '"unit"', '"listed"', '"week"', '"Asia/Shanghai"', '"../../etc/passwd"'),
    *(
        '"Europe/../../etc"',
        '"UTC"',
        '"zh_TW"',
        '"a\\nb"',
        "'''x\ny'''",
        "[]",
        "{}",
        "[[]]",
        '[""]',
    ),
    *("[1, 2]", "{ a = 1 }", '["red", "red"]', "[2027-05-01, 2027-05-01]", "[9999-12-31]"),
    *("[0001-01-01]", "[" * 2000 + "]" * 2000, "{a=" * 300 + "1" + "}" * 300, "'unclosed", "”"),
    *("{ red = 20, photos = 1e9 }", '{ "" = "" }', '{ "标题" = "titel" }', '"unknown_field"'),
)


def toml_tokens(chance: Chance, text: str) -> str:
    """Tokens that take one another's places."""
    found = list(_TOML_TOKEN.finditer(_bare(text)))
    for _ in range(chance.choice((1, 1, 2, 5)) if found else 0):
        token, other = chance.choice(found), chance.choice(found)
        text = text[: token.start()] + other[0] + text[token.end() :]
    return text


def _bare(text: str) -> str:
    """The text with its comments blanked out, as long as it was."""
    return re.sub(r"(?m)^\s*#.*$", lambda found: " " * len(found[0]), text)


def toml_values(chance: Chance, text: str) -> str:
    found = list(re.finditer(r"(?m)^[^#\n=\[]+?= *(\S.*)$", text))
    for _ in range(chance.choice((1, 1, 1, 2, 6)) if found else 0):
        value = found.pop(chance.randrange(len(found))) if len(found) > 1 else found[0]
        new = chance.choice(_TOML_VALUES)
        text = text[: value.start(1)] + new + text[value.end(1) :]
        found = list(re.finditer(r"(?m)^[^#\n=\[]+?= *(\S.*)$", text))
    return text


def toml_lines(chance: Chance, text: str) -> str:
    lines = text.split("\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    made = (
        *("[", "]", "[[notices]]", "[displays]", "[displays.x]", "[board.weights]", "= 1", "key"),
        *("a.b.c.d = 1", '"" = 1', "'''", '"""', "[a.b]", "\t", "[[displays.lobby]]", "[contest]"),
        *(
            '[displays."大厅"]',
            "[source.headers]",
            "[units.groups]",
            "title = '''",
            "\\",
            "[photos]",
        ),
        *("[[meetings]]", "start = 2027-05-01", "[theme.red]", '[displays."a/b"]', "[notices]"),
    )
    changes: list[Callable[[], object]] = [
        lambda: lines.pop(at),
        lambda: lines.insert(other, lines[at]),
        lambda: lines.insert(at, chance.choice(made)),
        lambda: lines.__setitem__(at, lines[at].removeprefix("# ")),
        lambda: lines.__setitem__(at, lines[at][: len(lines[at]) // 2]),
        lambda: lines.__setitem__(slice(None), lines[: at + 1]),
        lambda: lines.extend(["x = 1"] * 3),
        lambda: lines.extend(f"[displays.d{number}]" for number in range(chance.choice((5, 2000)))),
        lambda: lines.extend(["[[notices]]", 'title = "x"'] * chance.choice((3, 1000))),
    ]
    for _ in range(chance.choice((1, 1, 3))):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        chance.choice(changes)()
        lines[:] = lines or [""]
    return "\n".join(lines)


def toml_uncommented(chance: Chance, text: str) -> str:
    """Examples that count, which a clerk uncommented."""
    share = chance.choice((0.05, 0.3, 1.0))
    return re.sub(
        r"(?m)^# (?=[\w.\" \[\]]+(?: = |\]$))",
        lambda found: "" if chance.random() < share else found[0],
        text,
    )


def toml_typed(chance: Chance, text: str) -> str:
    """Characters of a Chinese keyboard, and slips."""
    wide = {
        '"': "”",
        ",": "，",
        "=": "＝",
        "[": "【",
        ".": "。",
        "-": "—",
        "#": "＃",
        " ": "\u3000",
    }
    for _ in range(chance.choice((1, 2, 10))):
        at = chance.randrange(len(text)) if text else 0
        char = text[at : at + 1]
        text = (
            text[:at]
            + chance.choice((wide.get(char, char), "", char * 2, "\0", "\r", "\ufeff"))
            + text[at + 1 :]
        )
    return text


_OF_TOML: Final = tuple(
    map(
        _in_text,
        (toml_tokens, toml_values, toml_values, toml_lines, toml_uncommented, toml_typed),
    )
)


# Photos

_SIDES: Final = (0, 1, 2, 3, 9, 255, 256, 1023, 16_383, 16_384, 30_000, 32_767, 65_535)


_ZEROS: Final = zlib.compress(bytes(20_000_000), 9)
"""A bomb of 20 MB."""


def _png_chunks(body: bytes) -> list[tuple[bytes, bytes]]:
    chunks, at = [], 8
    while at + 12 <= len(body):
        (length,) = struct.unpack_from(">I", body, at)
        chunks.append((body[at + 4 : at + 8], body[at + 8 : at + 8 + length]))
        at += 12 + length
    return chunks


def _png(chunks: Sequence[tuple[bytes, bytes]]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def _png_changed(chance: Chance, body: bytes) -> bytes:
    """Chunks of a PNG with sums that are right."""
    chunks = _png_chunks(body)
    if not chunks:
        return _bytes_flipped(chance, body)
    at, other = chance.randrange(len(chunks)), chance.randrange(len(chunks))
    name, data = chunks[at]
    side = chance.choice((*_SIDES, 0x7FFFFFFF, 0xFFFFFFFF))
    more = (
        (b"iCCP", b"icc\0\0" + zlib.compress(chance.randbytes(200))),
        (b"iCCP", b"icc\0\0" + _ZEROS),
        (b"zTXt", b"Comment\0\0" + _ZEROS),
        (b"iTXt", b"k\0\1\0\0\0" + zlib.compress(b"x" * 1_000_000)),
        (b"tEXt", b"k\0" + b"x" * 100_000),
        (b"eXIf", b"MM\0*\0\0\0\x08" + chance.randbytes(60)),
        (b"tRNS", chance.randbytes(chance.choice((1, 2, 6, 300)))),
        (b"PLTE", chance.randbytes(chance.choice((1, 3, 768, 800)))),
        (b"acTL", struct.pack(">II", chance.choice((0, 1, 0xFFFFFFFF)), 0)),
        (b"fcTL", chance.randbytes(26)),
        (b"gAMA", struct.pack(">I", 0)),
        (b"IDAT", b""),
        (b"IEND", b""),
    )
    changes: list[Callable[[], object]] = [
        lambda: chunks.pop(at),
        lambda: chunks.insert(other, chunks[at]),
        lambda: chunks.insert(other, chunks.pop(at)),
        lambda: chunks.insert(chance.randrange(1, len(chunks) + 1), chance.choice(more)),
        lambda: chunks.__setitem__(at, (name, chance.choice(_BLIND)(chance, data))),
        lambda: chunks.__setitem__(
            0, (b"IHDR", _patched(chunks[0][1], chance.choice((0, 4)), struct.pack(">I", side)))
        ),
        lambda: chunks.__setitem__(
            0,
            (
                b"IHDR",
                _patched(chunks[0][1], chance.randrange(8, 13), bytes([chance.randrange(17)])),
            ),
        ),
        lambda: chunks.__setitem__(
            0, (b"IHDR", struct.pack(">II", side, chance.choice(_SIDES)) + chunks[0][1][8:])
        ),
    ]
    chance.choice(changes)()
    return _png(chunks)


def _patched(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


def _jpeg_segments(body: bytes) -> list[tuple[int, int]]:
    """Where the segments before the picture stand, and how long they are."""
    found, at = [], 2
    while at + 4 <= len(body) and body[at] == 0xFF:
        (length,) = struct.unpack_from(">H", body, at + 2)
        found.append((at, length + 2))
        if body[at + 1] == 0xDA:
            break
        at += length + 2
    return found


def _jpeg_changed(chance: Chance, body: bytes) -> bytes:
    segments = _jpeg_segments(body)
    if not segments:
        return _bytes_flipped(chance, body)
    at, length = chance.choice(segments)
    other, _ = chance.choice(segments)
    segment = body[at : at + length]
    changes: list[Callable[[], bytes]] = [
        lambda: body[:at] + body[at + length :],
        lambda: body[:other] + segment * chance.choice((1, 2, 60)) + body[other:],
        lambda: _patched(body, at + 2, struct.pack(">H", chance.choice(_SIDES))),
        lambda: _patched(
            body, at + 1, bytes([chance.choice((0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xD9))])
        ),
        lambda: body[: at + 4] + chance.choice(_BLIND)(chance, segment[4:]) + body[at + length :],
        lambda: _patched(body, at + 4 + chance.randrange(max(length - 4, 1)), chance.randbytes(1)),
        lambda: body[:other] + _app2(chance) + body[other:],
    ]
    return chance.choice(changes)()


def _app2(chance: Chance) -> bytes:
    """A part of a color profile that is none."""
    data = b"ICC_PROFILE\0\1\1" + chance.randbytes(chance.choice((0, 10, 128, 3000)))
    return b"\xff\xe2" + struct.pack(">H", len(data) + 2) + data


def _jpeg_frame(chance: Chance, body: bytes) -> bytes:
    """The size and the components that a JPEG's frame declares."""
    for at, length in _jpeg_segments(body):
        if 0xC0 <= body[at + 1] <= 0xC3 and length >= 11:
            place = chance.choice((5, 7, 5, 7, 4, 9, *range(10, length)))
            if place in (5, 7):
                return _patched(body, at + place, struct.pack(">H", chance.choice(_SIDES)))
            return _patched(
                body, at + place, bytes([chance.choice((0, 1, 2, 4, 8, 16, 0x44, 255))])
            )
    return _bytes_flipped(chance, body)


def _exif_changed(chance: Chance, body: bytes) -> bytes:
    """Entries of EXIF: their tags, types, counts, values and places."""
    at = body.find(b"Exif\0\0") + 6
    if at < 6:
        at = max(body.find(b"MM\0*"), body.find(b"II*\0"))
        if at < 0:
            return _with_exif(chance, body)
    changed = bytearray(body)
    for _ in range(chance.choice((1, 2, 6))):
        place = at + chance.choice((chance.randrange(10), chance.randrange(10, 90)))
        size = chance.choice((1, 2, 4))
        if place + size <= len(changed):
            new = chance.choice((0, 1, 2, 7, 12, 13, 255, 256**size - 1, 256**size // 2))
            changed[place : place + size] = (new % 256**size).to_bytes(size, "big")
    return bytes(changed)


def _with_exif(chance: Chance, body: bytes) -> bytes:
    """A JPEG with a directory of odd entries, which may be its own next."""
    if not body.startswith(b"\xff\xd8"):
        return _number_overwritten(chance, body)
    entries = [
        (
            chance.choice((0x010E, 0x0112, 0x8769, 0x9003, 0x8825, 0xA005, 0x927C)),
            chance.choice((0, 1, 2, 3, 4, 5, 7, 9, 12, 13, 99)),
            chance.choice((0, 1, 2, 1000, 0xFFFFFFFF)),
            chance.choice((0, 1, 6, 8, 9, 26, 0x7FFFFFFF, 0xFFFFFFFF)),
        )
        for _ in range(chance.choice((0, 1, 5, 400)))
    ]
    data = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, chance.choice((len(entries), 0, 65_535)))
    data += b"".join(struct.pack(">HHII", *entry) for entry in entries)
    data += struct.pack(">I", chance.choice((0, 8, 0xFFFFFFFF))) + chance.randbytes(20)
    return body[:2] + b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data + body[2:]


def _size_changed(chance: Chance, body: bytes) -> bytes:
    """The size that the head of a picture declares, whatever its format."""
    side = chance.choice(_SIDES)
    if body.startswith(b"\x89PNG"):
        return _png_changed(chance, body)
    if body.startswith(b"\xff\xd8"):
        return _jpeg_frame(chance, body)
    if body.startswith(b"GIF8"):
        frames = [found.start() for found in re.finditer(rb"\x2c", body[:2000])]
        at = chance.choice(
            (6, 8, 10, *(frame + 1 + 2 * chance.randrange(4) for frame in frames[:3]))
        )
        return _patched(body, at, struct.pack("<H", side))
    if body.startswith(b"RIFF"):
        at = chance.choice((4, 16, 20, 21, 24, 26, 27, 28, 30))
        return _patched(body, at, struct.pack("<I", side)[: chance.choice((2, 3, 4))])
    if (at := body.find(b"ispe")) > 0:
        places = [found.start() for found in re.finditer(b"ispe", body)]
        at = chance.choice(places) + chance.choice((8, 12))
        return _patched(body, at, struct.pack(">I", chance.choice((*_SIDES, 0xFFFFFFFF))))
    return _number_overwritten(chance, body)


def _boxes_changed(chance: Chance, body: bytes) -> bytes:
    """The boxes of a HEIC or the chunks of a WebP: sizes and kinds."""
    kinds = rb"ftyp|meta|hdlr|iloc|iinf|infe|iprp|ipco|ipma|hvcC|ispe|irot|imir|colr|pixi|idat|mdat"
    webp = rb"VP8[ LX]|ANIM|ANMF|ALPH|EXIF|ICCP|XMP |RIFF"
    found = [match.start() for match in re.finditer(kinds + b"|" + webp, body)]
    if not found:
        return _number_overwritten(chance, body)
    at = chance.choice(found)
    change = chance.choice((at - 4, at, at + 4, at + 8, at + chance.randrange(4, 40)))
    word = chance.choice((0, 1, 7, 8, 255, 0x7FFFFFFF, 0xFFFFFFFF, chance.getrandbits(32)))
    return _patched(body, max(change, 0), struct.pack(chance.choice((">I", "<I")), word))


_OF_PHOTOS: Final = (
    *(_size_changed, _size_changed, _exif_changed, _with_exif, _png_changed, _jpeg_changed),
    *(_jpeg_frame, _boxes_changed),
)

_OPERATORS: Final[Mapping[str, Sequence[Operator]]] = {
    "xlsx": (*_OF_ARCHIVES, *_OF_XLSX),
    "ods": (*_OF_ARCHIVES, *_OF_ODS),
    "xls": _OF_XLS,
    "csv": _OF_CSV,
    "json": _OF_JSON,
    "toml": _OF_TOML,
    "photo": _OF_PHOTOS,
    "captions": _OF_CSV,
}


def operators(kind: str) -> int:
    """How many kinds of damage a kind of file takes."""
    return len({operator.__name__ for operator in (*_OPERATORS[kind], *_BLIND)}) + 1
