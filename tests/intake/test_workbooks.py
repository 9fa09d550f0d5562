"""Workbooks of every kind, whole and damaged, and those made to harm."""

import io
import re
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
import python_calamine
import xlwt

from kiosk.intake import UnusableSource, archive, biff, grid, ooxml, opendocument, workbooks
from kiosk.intake.compound import CompoundFile

DATA = Path(__file__).parents[1] / "data"
HEAD = ["任务", "牵头单位", "完成率"]
ROWS = [HEAD, ["t", "x", "50%"], ["u", None, None]]


def refused(read, body, **more):
    with pytest.raises(UnusableSource) as told:
        read(body, **more)
    assert "\n" not in str(told.value)
    return str(told.value)


def rezip(body, change):
    """A copy of an archive; `change` gives a member's new content, None to leave it out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def resheet(body, pattern, replacement, part="xl/worksheets/sheet1.xml"):
    def change(name, content):
        if name != part:
            return content
        changed = re.sub(pattern, replacement, content)
        assert changed != content
        return changed

    return rezip(body, change)


@pytest.fixture(params=["xlsx", "xls", "ods"])
def kind(request):
    return request.param


def spans(kind, *merged):
    """Merged ranges as each writer takes them, from (top, bottom, left, right)."""
    if kind != "xlsx":
        return list(merged)
    letter = "ABCDEFG".__getitem__
    return [
        f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"
        for top, bottom, left, right in merged
    ]


# What is read


def test_merged_cells_are_read_in_every_workbook(make, read, kind):
    merges = {"s": spans(kind, (1, 2, 1, 1), (1, 2, 2, 2))}
    table, findings = read(getattr(make, kind)({"s": ROWS}, merges))
    assert [(task.lead_units, task.actual) for task in table.tasks] == [(("x",), 0.5)] * 2
    assert findings == ()


def test_headers_merged_over_columns_are_read_in_every_workbook(make, read, kind):
    rows = [["任务", "责任单位", None], [None, "主办", "协同"], ["t", "x", "y"]]
    merges = {"s": spans(kind, (0, 1, 0, 0), (0, 0, 1, 2))}
    (task,) = read(getattr(make, kind)({"s": rows}, merges))[0].tasks
    assert (task.lead_units, task.support_units) == (("x",), ("y",))


def test_hidden_sheets_are_not_read(make, read, kind):
    sheets = {"甲": ROWS[:2], "乙": ROWS[:2], "丙": [["单位", "得分"], ["x", 1]]}
    if kind == "xlsx":

        def hide(workbook):
            workbook["乙"].sheet_state = "hidden"
            workbook["丙"].sheet_state = "veryHidden"

        body = make.xlsx(sheets, adjust=hide)
    else:
        body = getattr(make, kind)(sheets, hidden=["乙", "丙"])
    table, _ = read(body)
    assert (len(table.tasks), table.units) == (1, ())


def test_a_workbook_whose_sheets_are_all_hidden_is_refused(make, read):
    body = make.ods({"甲": ROWS}, hidden=["甲"])
    assert refused(read, body) == "a workbook without a visible sheet"


def test_hidden_rows_are_read(make, read):
    def hide(workbook):
        workbook["s"].row_dimensions[2].hidden = True

    assert len(read(make.xlsx({"s": ROWS}, adjust=hide))[0].tasks) == 2


def test_a_chart_among_the_sheets_is_passed_over(make, read):
    table, _ = read(
        make.xlsx({"s": ROWS[:2]}, adjust=lambda workbook: workbook.create_chartsheet("图"))
    )
    assert len(table.tasks) == 1


def test_a_table_may_start_anywhere_in_its_sheet(make, read, kind):
    rows = [[], [None] * 6, [None, None, *HEAD], [None, None, "t", "x", "much"]]
    _, findings = read(getattr(make, kind)({"s": rows}))
    assert [one.cell for one in findings] == ["E4"]


def test_a_cell_in_percent_is_a_fraction(make, read):
    def percent(workbook):
        workbook["s"]["C2"].value = 0.85
        workbook["s"]["C2"].number_format = "0%"

    assert read(make.xlsx({"s": ROWS[:2]}, adjust=percent))[0].tasks[0].actual == 0.85


def test_a_formula_that_was_never_calculated_is_not_reported(make, read):
    table, findings = read(make.xlsx({"s": [HEAD, ["t", "x", "=1/2"]]}))
    assert table.tasks[0].actual is None
    assert findings == ()


LINE = "s C2 (完成率): “#DIV/0!” is not a share: counted as not reported"


def test_a_formula_that_failed_is_told(make, read):
    def fail(workbook):
        workbook["s"]["C2"].value = "#DIV/0!"
        workbook["s"]["C2"].data_type = "e"

    _, findings = read(make.xlsx({"甲": [["x"]], "s": ROWS[:2]}, adjust=fail))
    assert [str(one) for one in findings] == [LINE]


def test_a_formula_that_failed_is_told_of_a_legacy_workbook(read):
    body = io.BytesIO()
    workbook = xlwt.Workbook()
    workbook.add_sheet("甲").write(0, 0, "x")
    sheet = workbook.add_sheet("s")
    for column, text in enumerate(HEAD):
        sheet.write(0, column, text)
    sheet.write(1, 0, "t")
    sheet.write(1, 1, "x")
    sheet.row(1).set_cell_error(2, "#DIV/0!")
    workbook.save(body)
    _, findings = read(body.getvalue())
    assert [str(one) for one in findings] == [LINE]


def test_a_formula_that_failed_is_told_of_an_open_document(make, read):
    _, findings = read(make.ods({"s": [HEAD, ["t", "x", "#DIV/0!"]]}))
    assert [str(one) for one in findings] == [LINE]


def test_cells_that_do_not_say_where_they_stand_are_read(make, read):
    body = resheet(make.xlsx({"s": ROWS[:2]}), rb' r="[A-Z]+[0-9]+"', b"")
    assert len(read(body)[0].tasks) == 1


def test_cells_that_say_last_where_they_stand_are_read(make, read):
    body = resheet(make.xlsx({"s": ROWS[:2]}), rb"<c( r=[^ >]+)([^>]*)>", rb"<c\2\1>")
    assert len(read(body)[0].tasks) == 1


def test_a_workbook_with_a_prefix_to_its_tags_is_read(make, read):
    def prefix(_, xml):
        return re.sub(rb"<(/?)(\w+)(?=[\s/>])", rb"<\1x:\2", xml).replace(b" xmlns=", b" xmlns:x=")

    body = rezip(
        make.xlsx({"s": ROWS[:2]}), lambda name, xml: prefix(name, xml) if "sheet1" in name else xml
    )
    assert len(read(body)[0].tasks) == 1


def test_a_workbook_is_told_by_its_content_whatever_its_name(make, read, kind):
    body = getattr(make, kind)({"s": ROWS[:2]})
    for name, media_type in (
        ("x.csv", "text/csv"),
        ("x.json", "application/json"),
        ("", "text/html"),
    ):
        assert len(read(body, name=name, media_type=media_type)[0].tasks) == 1


# Damaged ones


def parts_of(body, count=20):
    return [body[: len(body) * n // count] for n in range(1, count)]


def test_a_workbook_cut_off_anywhere_is_refused(make, read):
    for body in ((DATA / "county-a.xlsx").read_bytes(), make.ods({"s": ROWS})):
        for part in parts_of(body):
            assert refused(read, part)


def test_a_legacy_workbook_cut_off_anywhere_is_refused_or_whole(make, read):
    rows = [HEAD, *([[f"t{n}", "x", "50%"] for n in range(200)])]
    body = make.xls({"s": rows})
    for part in parts_of(body):
        assert refused(read, part) == "a damaged or incomplete compound file"


def outcome(read, body):
    """Why a source is refused; None where it is read."""
    try:
        read(body)
    except UnusableSource as unusable:
        return str(unusable)
    return None


def test_delimited_text_cut_off_anywhere_is_refused_or_a_shorter_table(read):
    body = (DATA / "county-b.csv").read_bytes()
    lines = [outcome(read, part) for part in parts_of(body)]
    refusals = {line for line in lines if line}
    assert refusals == {"neither a workbook nor text in a known encoding (tried UTF-8, GB18030)"}
    assert lines.count(None) > len(lines) // 3


@pytest.mark.parametrize("at", range(40, 2000, 97))
def test_a_workbook_with_a_wrong_byte_is_read_or_refused(make, read, at):
    for body in (make.xlsx({"s": ROWS}), make.xls({"s": ROWS}), make.ods({"s": ROWS})):
        place = at * len(body) // 2000
        changed = body[:place] + bytes([body[place] ^ 0xFF]) + body[place + 1 :]
        line = outcome(read, changed)
        assert line is None or (line and "\n" not in line)


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "content.xml"],
)
@pytest.mark.parametrize("content", [b"<a><b", None])
def test_a_part_that_is_missing_or_no_xml_is_refused(make, read, part, content):
    body = make.ods({"s": ROWS}) if part == "content.xml" else make.xlsx({"s": ROWS})
    assert refused(read, rezip(body, lambda name, old: content if name == part else old))


def test_a_damaged_sheet_is_named_where_it_is_looked_into(make, read):
    body = resheet(make.xlsx({"进度表": ROWS}), rb'(?s) r="A1".*', b"><v>")
    assert refused(read, body).startswith("a workbook with a damaged sheet “进度表”")


def panic():
    """The exception of the reader in Rust when it gives up on a legacy workbook cut off."""
    out = io.BytesIO()
    workbook = xlwt.Workbook()
    workbook.add_sheet("s")
    workbook.save(out)
    for end in range(600, len(out.getvalue()), 100):
        try:
            python_calamine.load_workbook(io.BytesIO(out.getvalue()[:end]))
        except Exception:  # noqa: BLE001 - the panic is none of these
            continue
        except BaseException as panicked:  # noqa: BLE001 - this is the one
            return panicked
    return None


@pytest.mark.parametrize("stopped", [KeyboardInterrupt(), SystemExit(3)])
def test_a_panic_of_the_reader_is_a_damaged_workbook_and_a_stop_is_a_stop(
    make, read, monkeypatch, stopped
):
    body = make.xlsx({"s": ROWS})

    def fail(_):
        raise failure

    failure = panic()
    assert not isinstance(failure, Exception)
    monkeypatch.setattr(python_calamine, "load_workbook", fail)
    assert refused(read, body) == f"a damaged workbook ({failure})"
    failure = stopped
    with pytest.raises(type(stopped)):
        read(body)


# Other kinds of files


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name, content in members.items():
            written.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("members", "line"),
    [
        ({"word__document_dot_xml": "x"}, "a Word document, not a table"),
        ({"ppt__presentation_dot_xml": "x"}, "a PowerPoint presentation, not a table"),
        (
            {"xl__workbook_dot_bin": "x"},
            "an Excel binary workbook (.xlsb): save it as .xlsx",
        ),
        ({"a": "x"}, "a zip archive that is no workbook"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.text", "content_dot_xml": "x"},
            "a zip archive (application/vnd.oasis.opendocument.text) that is no workbook",
        ),
        ({}, "a zip archive that is no workbook"),
    ],
)
def test_another_archive_is_told_for_what_it_is(read, members, line):
    assert refused(read, zipped(**members)) == line


def compound(name):
    """A compound file with one small stream under another name."""
    workbook = xlwt.Workbook()
    workbook.add_sheet("s")
    out = io.BytesIO()
    workbook.save(out)
    old, new = ("Workbook".encode("utf-16-le"), name.encode("utf-16-le"))
    body = out.getvalue()
    at = body.index(old)
    entry = bytearray(body[at : at + 128])
    entry[:64] = new.ljust(64, b"\0")
    entry[64:66] = struct.pack("<H", len(new) + 2)
    return body[:at] + bytes(entry) + body[at + 128 :]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("EncryptedPackage", "a workbook protected by a password: save it without one"),
        ("WordDocument", "a Word document that holds no workbook"),
        ("Other", "an Office file that holds no workbook"),
    ],
)
def test_another_compound_file_is_told_for_what_it_is(read, name, line):
    assert refused(read, compound(name)) == line


def test_a_legacy_workbook_with_a_password_is_refused(make, read):
    body = make.xls({"s": ROWS})
    stream = CompoundFile(body).stream("Workbook")
    bof = body.index(stream[:32])
    length = struct.unpack_from("<H", body, bof + 2)[0]
    at = bof + 4 + length
    protected = body[:at] + struct.pack("<H", 0x002F) + body[at + 2 :]
    assert refused(read, protected) == "a workbook protected by a password: save it without one"


def test_an_encrypted_archive_is_refused(make, read):
    body = bytearray(make.xlsx({"s": ROWS}))
    with zipfile.ZipFile(io.BytesIO(bytes(body))) as opened:
        start = opened.start_dir
    body[start + 8] |= 1
    assert refused(read, bytes(body)) == "an encrypted zip archive: save it without a password"


# Those made to harm


def test_a_zip_bomb_is_refused_before_it_unpacks(make, read):
    body = make.xlsx({"s": ROWS})
    out = io.BytesIO(body)
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as bomb,
        bomb.open("xl/media/x.bin", "w") as member,
    ):
        for _ in range(archive.MOST_UNPACKED // (1 << 20) + 1):
            member.write(bytes(1 << 20))
    assert len(out.getvalue()) < 1 << 20
    tracemalloc.start()
    line = refused(read, out.getvalue())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert line == "a zip archive that unpacks to more than 256 MiB"
    assert peak < 16 << 20


def test_the_parts_that_are_read_stand_in_memory_within_a_bound_of_their_own(monkeypatch):
    body = zipped(a="12345", b="678", c="9")
    monkeypatch.setattr(archive, "MOST_KEPT", 6)
    assert archive.unpack(body, "ac".__contains__) == {"a": b"12345", "c": b"9"}
    with pytest.raises(UnusableSource, match="unpacks to more than"):
        archive.unpack(body, "ab".__contains__)


def test_a_bomb_among_the_sheets_is_refused_at_that_bound(make, read):
    out = io.BytesIO(make.xlsx({"s": ROWS}))
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as bomb,
        bomb.open("xl/worksheets/sheet9.xml", "w") as member,
    ):
        for _ in range(archive.MOST_KEPT // (1 << 20) + 1):
            member.write(bytes(1 << 20))
    tracemalloc.start()
    line = refused(read, out.getvalue())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert line == "a zip archive that unpacks to more than 48 MiB"
    assert peak < archive.MOST_KEPT + (16 << 20)


def test_an_archive_may_unpack_to_just_the_bound(monkeypatch):
    body = zipped(a="12345", b="678")
    monkeypatch.setattr(archive, "MOST_UNPACKED", 8)
    assert archive.unpack(body, lambda name: name == "a") == {"a": b"12345"}
    monkeypatch.setattr(archive, "MOST_UNPACKED", 7)
    with pytest.raises(UnusableSource, match="unpacks to more than"):
        archive.unpack(body, lambda _: True)


def test_an_archive_of_too_many_members_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MOST_MEMBERS", 2)
    archive.unpack(zipped(a="", b=""), bool)
    with pytest.raises(UnusableSource, match="more than 2 members"):
        archive.unpack(zipped(a="", b="", c=""), bool)


def test_a_sum_that_is_wrong_is_refused():
    body = zipped(a="12345")
    with pytest.raises(UnusableSource, match="damaged or incomplete zip archive"):
        archive.unpack(body.replace(b"12345", b"12346"), bool)


@pytest.mark.parametrize("where", [b"XFD1048576", b"A1048576", b"ZZZ999"])
def test_a_cell_at_the_end_of_the_world_is_refused(make, read, where):
    body = resheet(make.xlsx({"s": [*ROWS, [None] * 5 + [1]]}), rb'r="F4"', b'r="' + where + b'"')
    if where == b"A1048576":
        body = resheet(body, rb'r="C1"', b'r="XFD1"')
    assert refused(read, body) == "sheet “s” has more than 1,000,000 cells"


def test_cells_without_a_place_are_counted_too(make, read, monkeypatch):
    body = resheet(make.xlsx({"s": ROWS}), rb' r="[A-Z]+[0-9]+"', b"")
    monkeypatch.setattr(ooxml, "MOST_CELLS", 9)
    assert len(read(body)[0].tasks) == 2
    monkeypatch.setattr(ooxml, "MOST_CELLS", 5)
    assert refused(read, body) == "sheet “s” has more than 5 cells"


def test_cells_that_are_only_formatted_do_not_count(make, read):
    body = resheet(
        make.xlsx({"s": ROWS}),
        rb"</sheetData>",
        b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>',
    )
    assert len(read(body)[0].tasks) == 2


def sharing(body):
    """A copy of a workbook whose cells refer to texts that they share, as Excel writes them."""
    texts = {}

    def refer(found):
        place = texts.setdefault(found[1], len(texts))
        return b't="s"><v>%d</v>' % place

    body = resheet(body, rb't="inlineStr"><is>(.*?)</is>', refer)
    items = b"".join(b"<si>%s</si>" % text for text in texts)
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    body = resheet(
        body,
        rb"</Relationships>",
        b'<Relationship Id="shared" Type="%s/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        b"</Relationships>" % office,
        "xl/_rels/workbook.xml.rels",
    )
    body = resheet(
        body,
        rb"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind,
        "[Content_Types].xml",
    )
    out = io.BytesIO(body)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archived:
        archived.writestr("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (main, items))
    return out.getvalue()


def test_a_text_that_many_cells_share_counts_for_each(make, read, monkeypatch):
    body = sharing(make.xlsx({"s": [HEAD, *([["x" * 1000, "y", None]] * 20)]}))
    assert len(read(body)[0].tasks) == 20
    monkeypatch.setattr(ooxml, "MOST_TEXT", 22_000)
    assert len(read(body)[0].tasks) == 20
    monkeypatch.setattr(ooxml, "MOST_TEXT", 20_000)
    assert refused(read, body) == "sheet “s” has more than 0 MiB of text"


def test_a_reference_to_a_text_that_is_not_there_does_no_harm(make, read, monkeypatch):
    body = resheet(sharing(make.xlsx({"s": ROWS})), rb"<v>0</v>", b"<v>99</v>")
    monkeypatch.setattr(ooxml, "MOST_TEXT", 500)
    assert refused(read, body)


def test_merged_cells_over_the_whole_sheet_do_no_harm(make, read):
    body = make.xlsx({"s": [["某县", None], *ROWS[:2]]}, {"s": ["A1:B1"]})
    table, _ = read(resheet(body, rb'ref="A1:B1"', b'ref="D1:XFD1048576"'))
    assert len(table.tasks) == 1


def test_merged_cells_over_one_another_are_bounded(monkeypatch):
    rows = [[1] * 10 for _ in range(10)]
    monkeypatch.setattr(grid, "MOST_MERGED", 200)
    assert grid.Grid(rows, merges=[grid.Merge(0, 0, 9, 9)] * 2).value(9, 9) == 1
    with pytest.raises(UnusableSource, match="merged cells over more than 200 cells"):
        grid.Grid(rows, merges=[grid.Merge(0, 0, 9, 9)] * 3)


def test_a_row_repeated_a_million_times_is_refused(make, read):
    body = make.ods({"s": ROWS})

    def repeat(count, empty):
        tail = f'<table:table-row table:number-rows-repeated="{count}">'.encode()
        tail += b"<table:table-cell" + (
            b"/>"
            if empty
            else b' office:value-type="float" office:value="1"'
            b' table:number-columns-repeated="16384"/>'
        )
        tail += b"</table:table-row></table:table>"
        return resheet(body, rb"</table:table>", tail, "content.xml")

    assert len(read(repeat(1_048_000, empty=True))[0].tasks) == 2
    assert (
        refused(read, repeat(1_048_000, empty=False))
        == "a spreadsheet with more than 1,000,000 cells up to sheet “s”"
    )


def test_an_open_document_s_text_counts_as_often_as_it_is_repeated(make, read, monkeypatch):
    body = make.ods({"s": [HEAD, ["t" * 1000, "x", None]]})
    body = resheet(
        body,
        rb"<table:table-row>(?!.*<table:table-row>)",
        b'<table:table-row table:number-rows-repeated="9">',
        "content.xml",
    )
    assert len(read(body)[0].tasks) == 9
    monkeypatch.setattr(opendocument, "MOST_TEXT", 9_000)
    assert refused(read, body) == "sheet “s” has more than 0 MiB of text"


def test_a_legacy_cell_at_the_end_of_the_world_is_refused(make, read):
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("s")
    sheet.write(0, 0, 1)
    sheet.write(65_535, 255, 1)
    out = io.BytesIO()
    workbook.save(out)
    assert refused(read, out.getvalue()) == "a workbook with more than 1,000,000 cells"


def record(kind, data):
    return struct.pack("<HH", kind, len(data)) + data


def legacy(*sheets, before=b""):
    """A legacy workbook's stream: where each sheet begins, then their records."""
    begin = record(0x0809, bytes(16))
    head = len(begin) + len(before) + 12 * len(sheets) + 4
    bodies = [begin + sheet + record(0x000A, b"") for sheet in sheets]
    places = [head + sum(map(len, bodies[:number])) for number in range(len(bodies))]
    bound = b"".join(record(0x0085, struct.pack("<I", place) + bytes(4)) for place in places)
    return begin + before + bound + record(0x000A, b"") + b"".join(bodies)


def test_a_legacy_sheet_that_claims_to_be_huge_is_refused():
    for claimed in (
        struct.pack("<IIHHH", 0, 2**31, 0, 255, 0),
        struct.pack("<HHHHH", 0, 65535, 0, 65535, 0),
    ):
        with pytest.raises(UnusableSource, match="more than 16,777,216 cells"):
            biff.errors_by_sheet(legacy(record(0x0200, claimed)))
    for allowed in (struct.pack("<IIHHH", 0, 65_536, 0, 256, 0), bytes(14), b""):
        assert biff.errors_by_sheet(legacy(record(0x0200, allowed))) == [{}]


def test_a_legacy_sheet_that_ends_before_it_begins_is_refused(make, read):
    """The reader's differences have no sign: it would ask for terabytes, and abort the process."""
    backward = struct.pack("<IIHHH", 255, 3, 0, 2, 0)
    with pytest.raises(UnusableSource, match="more than 16,777,216 cells"):
        biff.errors_by_sheet(legacy(record(0x0200, backward)))
    body = make.xls({"s": ROWS})
    at = body.index(struct.pack("<HHIIHHH", 0x0200, 14, 0, 3, 0, 3, 0))
    assert "16,777,216" in refused(read, body[: at + 4] + b"\xff" + body[at + 5 :])


def test_a_legacy_sheet_is_looked_at_from_where_the_reader_begins():
    """Not from record to record: a place within one makes records of what was its content."""
    backward = record(0x0200, struct.pack("<IIHHH", 255, 3, 0, 2, 0))
    hidden = record(0x0042, backward)
    stream = legacy(b"", before=hidden)
    assert biff.errors_by_sheet(stream) == [{}]
    place = stream.index(backward)
    end = stream.index(record(0x0085, b"")[:2], place) + 4
    moved = stream[:end] + struct.pack("<I", place) + stream[end + 4 :]
    with pytest.raises(UnusableSource, match="more than 16,777,216 cells"):
        biff.errors_by_sheet(moved)


def test_a_legacy_workbook_that_claims_more_texts_than_it_has_bytes_is_refused():
    texts = struct.pack("<II", 1, 2**31 - 1)
    with pytest.raises(UnusableSource, match="claims more texts than it holds"):
        biff.errors_by_sheet(legacy(b"", before=record(0x00FC, texts)))


def test_legacy_sheets_are_bounded_together(monkeypatch):
    cell = record(0x0203, struct.pack("<HHH", 3, 3, 0) + bytes(8))
    monkeypatch.setattr(biff, "MOST_CELLS", 32)
    assert biff.errors_by_sheet(legacy(cell, cell)) == [{}, {}]
    with pytest.raises(UnusableSource, match="more than 32 cells"):
        biff.errors_by_sheet(legacy(cell, cell, cell))
    monkeypatch.setattr(biff, "_MOST_RECORDS", 8)
    with pytest.raises(UnusableSource, match="more than 8 records"):
        biff.errors_by_sheet(legacy(cell, cell))
    monkeypatch.setattr(biff, "_MOST_SHEETS", 1)
    with pytest.raises(UnusableSource, match="more than 1 sheets"):
        biff.errors_by_sheet(legacy(cell, cell))


def test_several_numbers_in_one_record_reach_to_their_last_column():
    several = struct.pack("<HH", 65_535, 0) + bytes(12) + struct.pack("<H", 255)
    with pytest.raises(UnusableSource, match="more than 1,000,000 cells"):
        biff.errors_by_sheet(legacy(record(0x00BD, several)))


def test_errors_of_formulas_belong_to_the_sheet_that_holds_them():
    failed = struct.pack("<HHH", 3, 4, 0) + bytes([2, 0, 0x17, 0, 0, 0, 0xFF, 0xFF]) + bytes(6)
    number = struct.pack("<HHH", 5, 6, 0) + struct.pack("<d", 0.5) + bytes(6)
    odd = struct.pack("<HHH", 7, 8, 0) + bytes([0x99, 1])
    true = struct.pack("<HHH", 9, 9, 0) + bytes([1, 0])
    stream = legacy(
        b"",
        record(0x0006, failed)
        + record(0x0006, number)
        + record(0x0205, odd)
        + record(0x0205, true),
    )
    assert biff.errors_by_sheet(stream) == [{}, {(3, 4): "#REF!", (7, 8): "#ERROR!"}]


def test_all_sheets_of_a_workbook_are_bounded_together(make, read, monkeypatch, kind):
    body = {"xlsx": make.xlsx, "xls": make.xls, "ods": make.ods}[kind]({"a": ROWS, "b": ROWS})
    monkeypatch.setattr(workbooks, "MOST_CELLS", 18)
    assert read(body)
    monkeypatch.setattr(workbooks, "MOST_CELLS", 17)
    assert refused(read, body) == "a workbook with more than 17 cells"


@pytest.mark.parametrize(
    "where", ["A99999999999999999999", "ZZZZ99", "A0", "A-1", "1A", "", "$F$4", "F4:F5", "４"]
)
def test_a_cell_that_stands_in_no_place_is_refused(make, read, where):
    """The reader's count of it wraps around: it would ask for any amount, and abort the process."""
    body = make.xlsx({"s": [*ROWS, [None] * 5 + [1]]})
    told = f"sheet “s” has a row or cell “{where}”, which is none"
    assert refused(read, resheet(body, rb'r="F4"', f'r="{where}"'.encode())) == told


@pytest.mark.parametrize("row", ["0", "-1", "99999999999", "x"])
def test_a_row_that_has_no_number_is_refused(make, read, row):
    body = resheet(make.xlsx({"s": ROWS}), rb' r="[A-Z]\d"', b"")
    assert len(read(body)[0].tasks) == 2
    assert "which is none" in refused(
        read, resheet(body, rb'<row r="2"', f'<row r="{row}"'.encode())
    )


@pytest.mark.parametrize(
    "part", ["XL/WORKSHEETS/SHEET1.XML", "xl\\worksheets\\sheet1.xml", "sheets/first.xml"]
)
def test_a_sheet_is_bounded_wherever_it_stands(make, read, part):
    body = resheet(make.xlsx({"s": ROWS}), rb'r="A3"', b'r="XFD1048576"')
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(
                b"/xl/worksheets/sheet1.xml", f"/{part}".replace("\\", "/").encode()
            )
            new.writestr(part if name.endswith("sheet1.xml") else name, content)
    assert refused(read, out.getvalue()) == "sheet “s” has more than 1,000,000 cells"


@pytest.mark.parametrize("twin", ["xl/workbook.xml", "XL/Workbook.xml", "xl\\workbook.xml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_with_two_members_of_one_name_is_refused(make, read, twin):
    out = io.BytesIO(make.xlsx({"s": ROWS}))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(twin, b"<x/>")
    assert refused(read, out.getvalue()) == "a zip archive that has two members of one name"


def test_a_text_that_many_legacy_cells_share_is_bounded(read, monkeypatch):
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("s")
    for column, name in enumerate(HEAD):
        sheet.write(0, column, name)
    for row in range(1, 4):
        sheet.write(row, 0, "长" * 20_000)
        sheet.write(row, 1, f"x{'y' * 100 * row}")
    out = io.BytesIO()
    workbook.save(out)
    texts = 3 * 40_000 + 101 + 201 + 301 + 2 * len("".join(HEAD))
    monkeypatch.setattr(biff, "MOST_TEXT", texts)
    assert len(read(out.getvalue())[0].tasks) == 3
    monkeypatch.setattr(biff, "MOST_TEXT", texts - 1)
    assert refused(read, out.getvalue()) == "a workbook with more than 0 MiB of text"


def test_lengths_of_legacy_texts_are_known_wherever_these_are_cut():
    plain, wide = "ab".encode("latin-1"), "长长长".encode("utf-16-le")
    formatted = struct.pack("<HBH", 2, 8, 2) + plain + bytes(8)
    with_readings = struct.pack("<HBI", 3, 5, 6) + wide + bytes(6)
    first = formatted + with_readings
    assert biff._text_lengths([first]) == [2, 6]
    # A text that goes on in the next record says anew how wide its characters are.
    cut = formatted + with_readings[:9], b"\1" + with_readings[9:]
    assert biff._text_lengths(cut) == [2, 6]
    narrow = formatted + with_readings[:9], b"\0ab" + bytes(6) + formatted
    assert biff._text_lengths(narrow) == [2, 4, 2]
    assert biff._text_lengths([formatted[:9], formatted[9:], formatted]) == [2, 2]
    for end in range(len(first)):
        assert biff._text_lengths([first[:end]]) == [2][: end >= len(formatted)]
    assert biff._text_lengths([]) == []


def test_cells_are_looked_at_one_by_one_up_to_a_number_and_empty_ones_not_at_all(
    make, read, monkeypatch
):
    def failing(workbook):
        sheet = workbook.active
        sheet["C3"] = "#DIV/0!"
        for row in range(10, 40):
            sheet.cell(row, 5).number_format = "0%"

    body = make.xlsx({"s": ROWS}, adjust=failing)
    cells = sum(cell is not None for row in ROWS for cell in row) + 1
    monkeypatch.setattr(ooxml, "_MOST_SCANNED", cells)
    assert "#DIV/0!" in str(read(body)[1])
    monkeypatch.setattr(ooxml, "_MOST_SCANNED", cells - 1)
    assert "cells to look at" in refused(read, body)
