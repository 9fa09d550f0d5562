"""What the bytes really are: content first, then media type, then name (rules, section 1)."""

import json

import pytest

from kiosk.intake import UnusableSource, formats

CSV = "任务,牵头单位\r\n道路,住建局\r\n".encode()
TSV = "任务\t牵头单位\r\n道路\t住建局\r\n".encode()
JSON = '\ufeff \n [{"任务": "道路", "牵头单位": "住建局"}]'.encode()


def refused(read, body, **more):
    with pytest.raises(UnusableSource) as told:
        read(body, **more)
    return str(told.value)


@pytest.mark.parametrize("body", [CSV, TSV, JSON])
@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("x.xlsx", ""),
        ("", ""),
        ("x.csv", "application/vnd.ms-excel"),
        ("x.txt", "text/plain"),
        ("x.xls", "text/html"),
    ],
)
def test_content_decides_whatever_name_and_media_type_say(read, body, name, media_type):
    (task,) = read(body, name=name, media_type=media_type)[0].tasks
    assert (task.title, task.lead_units) == ("道路", ("住建局",))


def test_a_table_may_begin_with_a_bracket(read):
    body = "[附件1],\r\n任务,牵头单位\r\n{道路},住建局\r\n".encode()
    assert read(body)[0].tasks[0].title == "{道路}"


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("x.json", ""),
        ("x.JSON", ""),
        ("", "application/json"),
        ("", "application/hal+json;x=y"),
        ("", "Text/JSON"),
    ],
)
def test_media_type_and_name_decide_where_content_does_not(read, name, media_type):
    assert refused(read, b"oops", name=name, media_type=media_type).startswith(
        "a damaged or incomplete JSON"
    )
    assert refused(read, b"oops").startswith("no header row")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("x.tsv", ""), ("x.TAB", ""), ("", "text/tab-separated-values; charset=x")],
)
def test_media_type_and_name_tell_the_delimiter_where_content_does_not(read, name, media_type):
    body = "任务\t牵头单位,\r\n".encode()
    assert "an empty table" in refused(read, body, name=name, media_type=media_type)
    assert "no header row" in refused(read, body)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (b"", "empty: no bytes at all"),
        (b" \r\n\t", "empty: nothing but spaces"),
        (b"%PDF-1.7 x", "a PDF document, not a table"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG picture, not a table"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture, not a table"),
        (b"GIF89a", "a GIF picture, not a table"),
        (b"{\\rtf1 x}", "an RTF document, not a table"),
        (b"Rar!\x1a\x07", "a RAR archive, not a table"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive, not a table"),
        (b"\x1f\x8b\x08\x00", "a gzip archive, not a table"),
        (b"<!DOCTYPE html><title>Login</title>", "a web page (perhaps a login page), not a table"),
        (b"\n <html><body>x", "a web page (perhaps a login page), not a table"),
        ("\ufeff<body>登录".encode(), "a web page (perhaps a login page), not a table"),
        (
            b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>',
            "a web page that Excel can open, whatever its name: save it as .xlsx",
        ),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "an Excel 2003 XML spreadsheet: save it as .xlsx",
        ),
        (b"<?xml version='1.0'?><rss/>", "an XML or HTML document, not a table"),
        (b"\x00\x01\x02\x03" * 9, "binary data, not a table"),
        (
            b"PK\x03\x04 and nothing more",
            "a damaged or incomplete zip archive (File is not a zip file)",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a damaged or incomplete compound file"),
    ],
)
@pytest.mark.parametrize("name", ["table.xlsx", "table.csv"])
def test_what_is_no_table_is_told_for_what_it_is(read, body, line, name):
    assert refused(read, body, name=name) == line


@pytest.mark.parametrize(
    "name", ["~$table.xlsx", "/srv/share/~$table.xlsx", "C:\\share\\~$table.xlsx"]
)
def test_lock_files_are_not_read(read, name):
    assert refused(read, CSV, name=name) == "a lock file of an open workbook, not the workbook"


def test_a_json_document_of_too_many_values_is_refused_before_it_is_decoded(read, monkeypatch):
    body = b'[{"title": "t", "units": ["x", "y"]}]'
    monkeypatch.setattr(formats, "MOST_VALUES", 5)
    assert len(read(body)[0].tasks) == 1
    monkeypatch.setattr(formats, "MOST_VALUES", 4)
    with pytest.raises(UnusableSource, match="more than 4 values"):
        read(body)


@pytest.mark.parametrize("key", ["a\u202eb", "a\ud800b", "a\x1b[2Jb", "a\n" * 9, "长" * 5000])
def test_what_an_error_or_a_place_quotes_is_one_plain_line(read, key):
    with pytest.raises(UnusableSource) as told:
        read(json.dumps([{key: 1}]).encode())
    assert str(told.value).isprintable()
    assert len(str(told.value)) <= 500
    rows = [{"title": "t", "units": "x", f"完成率({key})": "?"}]
    _, findings = read(json.dumps(rows).encode())
    assert [str(finding).isprintable() for finding in findings] == [True] * len(findings)
    assert all(len(finding.cell) <= 500 for finding in findings)


def test_text_that_is_too_long_is_refused_before_it_is_decoded(read, monkeypatch):
    body = "任务,牵头单位\nt,x\n".encode()
    monkeypatch.setattr(formats, "MOST_TEXT", len(body))
    assert len(read(body)[0].tasks) == 1
    with pytest.raises(UnusableSource, match="text of more than 0 MiB"):
        read(body + b"\n")
