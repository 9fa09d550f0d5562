"""What is told about a table (rules, section 3)."""

from kiosk.intake import Finding


def test_a_finding_is_one_line():
    finding = Finding(
        sheet="进度表",
        cell="E17",
        column="完成率\n(%)",
        text="大约\n过半",
        message="is no share: x",
    )
    assert str(finding) == "进度表 E17 (完成率 (%)): “大约 过半” is no share: x"


def test_a_long_text_is_cut():
    assert str(Finding(text="长" * 61, message="m")) == f"“{'长' * 60}…” m"
    assert str(Finding(text="长" * 60, message="m")) == f"“{'长' * 60}” m"


def test_a_finding_may_have_neither_place_nor_text():
    assert str(Finding(message="m")) == "m"
    assert str(Finding(message="m", cell="E17")) == "E17: m"
