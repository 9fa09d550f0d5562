"""Reading a date (rules, section 3)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.model import Season
from kiosk.intake.cells import Unreadable
from kiosk.intake.dates import DateReader

SHANGHAI = ZoneInfo("Asia/Shanghai")
READER = DateReader(Season(start=date(2027, 5, 1), end=date(2027, 9, 30)), SHANGHAI)
WINTER = DateReader(Season(start=date(2027, 11, 1), end=date(2028, 3, 31)), SHANGHAI)
JUNE_5 = date(2027, 6, 5)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            JUNE_5,
            datetime.fromisoformat("2027-06-05"),
            datetime.fromisoformat("2027-06-05T23:59"),
            46543,
            46543.0,
            46543.75,
        ),
        *("2027-6-5", "2027-06-05", "2027/6/5", "2027/06/05", "2027.6.5", "2027.06.05"),
        *("2027年6月5日", "2027 年 6 月 5 日", "２０２７年６月５日", "2027年6月5号", "2027年6月5"),
        *(
            "6月5日",
            "6 月 5 日",
            "6月5",
            "6-5",
            "6/5",
            "6.05",
            "06.05",
            "6月5日前",
            "6.5",
            6.5,
            6.05,
        ),
        *("2027年6月5日之前", "6月5日以前完成", "6月5日前完工", "20270605", 20270605, "46543"),
        *("2027-06-05 18:00", "2027-06-05T18:00:00", "2027-06-05T18:00:00.000", "6月5日18时"),
        *(
            "2027.6.5 18:00",
            "6月5日下午5点",
            "2027年6月5日(星期六)",
            "6月5日(周六)",
            "二〇二七年六月五日",
        ),
        *("六月五日", "截至6月5日", "至2027.6.5", "预计6月5日完成"),
    ],
)
def test_a_day_is_read_in_every_form_that_offices_write(cell):
    assert READER.read(cell) == JUNE_5


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        *(
            (form, date(2027, 6, 30))
            for form in ("2027.6", 2027.6, "2027-06", "2027/6", "2027年6月")
        ),
        *(
            (form, date(2027, 6, 30))
            for form in ("6月", "6月份", "6月底", "6月末", "6月底前", "六月底")
        ),
        ("6月上旬", date(2027, 6, 10)),
        ("6月中旬", date(2027, 6, 20)),
        ("6月下旬", date(2027, 6, 30)),
        ("2027年6月上旬", date(2027, 6, 10)),
        ("2027年6月底", date(2027, 6, 30)),
        ("2027.2", date(2027, 2, 28)),
        ("2028.2", date(2028, 2, 29)),
        ("2027.11", date(2027, 11, 30)),
        (2027.11, date(2027, 11, 30)),
        (2027.12, date(2027, 12, 31)),
        ("2027.10", date(2027, 10, 31)),
        ("2027.1", date(2027, 1, 31)),
        ("十二月", date(2027, 12, 31)),
        ("十月二十日", date(2027, 10, 20)),
        ("一季度", date(2027, 3, 31)),
        ("二季度", date(2027, 6, 30)),
        ("三季度", date(2027, 9, 30)),
        ("第三季度", date(2027, 9, 30)),
        ("三季度末", date(2027, 9, 30)),
        ("四季度", date(2027, 12, 31)),
        ("2027年三季度", date(2027, 9, 30)),
        ("2028年第1季度", date(2028, 3, 31)),
        ("2027Q3", date(2027, 9, 30)),
        ("上半年", date(2027, 6, 30)),
        ("2027年上半年", date(2027, 6, 30)),
        ("下半年", date(2027, 12, 31)),
        ("年底", date(2027, 12, 31)),
        ("年底前", date(2027, 12, 31)),
        ("年内", date(2027, 12, 31)),
        ("2028年底", date(2028, 12, 31)),
        ("2028年年底", date(2028, 12, 31)),
        (9.4, date(2027, 9, 4)),
        ("9.15", date(2027, 9, 15)),
        (9.15, date(2027, 9, 15)),
        ("9.30", date(2027, 9, 30)),
        ("9.03", date(2027, 9, 3)),
        ("9-3", date(2027, 9, 3)),
        ("2.3", date(2027, 2, 3)),
        ("2027.9.3", date(2027, 9, 3)),
        ("2027.9.1", date(2027, 9, 1)),
        ("2027-06-15T18:00:00Z", date(2027, 6, 16)),
        ("2027-06-15T15:59:59+00:00", date(2027, 6, 15)),
        ("2027-06-15T23:00:00+0800", date(2027, 6, 15)),
        (datetime(2027, 6, 15, 18, tzinfo=UTC), date(2027, 6, 16)),
        (20_000, date(1954, 10, 3)),
        (80_000, date(2119, 1, 11)),
    ],
)
def test_a_part_of_the_year_is_its_last_day(cell, expected):
    assert READER.read(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        *(None, "", " ", "—", "-", "--", "/", "无", "長期"),
        *("长期", "全年", "持续推进", "常态化", "持續推進", "长期坚持", "常态化推进"),
    ],
)
def test_some_tasks_have_no_date(cell):
    assert READER.read(cell) is None


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        *((form, "can mean 9.3 or 9.30") for form in (9.3, "9.3", "09.3")),
        (9.1, "can mean 9.1 or 9.10"),
        (9.2, "can mean 9.2 or 9.20"),
        (2027.1, "can mean January or October of 2027"),
        ("6月31日", "is no day of the calendar"),
        ("2027-02-29", "is no day of the calendar"),
        ("2月29日", "is no day of the calendar"),
        ("13月", "is no day of the calendar"),
        ("2027.13.1", "is no day of the calendar"),
        ("6月0日", "is no day of the calendar"),
        ("0000.6.5", "is no day of the calendar"),
        ("2027-06-31T00:00:00Z", "is no day of the calendar"),
        ("0001-01-01T00:00:00+23:00", "is no day of the calendar"),
        *(
            (form, "is not a date")
            for form in ("尽快", "6", 6, 6.0, 9, 2027, "2027", 19_999, 80_001)
        ),
        *(
            (form, "is not a date")
            for form in (True, time(9), timedelta(days=1), "#VALUE!", "月底")
        ),
        *((form, "is not a date") for form in ("5/6/2027", "27.6.5", "6月初", -46543, 1e300)),
        ("6月30日-5月1日", "is a span that ends before it starts"),
        ("5月1日-6月31日", "is no day of the calendar"),
        ("5.4-9.3", "can mean 9.3 or 9.30"),
    ],
)
def test_what_cannot_be_read_is_never_guessed(cell, why):
    with pytest.raises(Unreadable) as told:
        READER.read(cell)
    assert str(told.value) == why


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2027.5.1-2027.6.30", date(2027, 5, 1), date(2027, 6, 30)),
        ("2027-5-1-2027-6-30", date(2027, 5, 1), date(2027, 6, 30)),
        ("2027-05-01至2027-06-30", date(2027, 5, 1), date(2027, 6, 30)),
        ("5月4日—6月15日", date(2027, 5, 4), date(2027, 6, 15)),
        ("自5月4日起至6月15日", date(2027, 5, 4), date(2027, 6, 15)),
        ("自5月4日至6月15日止", date(2027, 5, 4), date(2027, 6, 15)),
        ("2028年5月至6月", date(2028, 5, 31), date(2028, 6, 30)),
        ("5-9月", date(2027, 5, 31), date(2027, 9, 30)),
        ("2028年5-9月", date(2028, 5, 31), date(2028, 9, 30)),
        ("5.4~6.15", date(2027, 5, 4), date(2027, 6, 15)),
        ("6月5日-6月5日", JUNE_5, JUNE_5),
    ],
)
def test_a_span_gives_its_start_and_its_end(text, start, end):
    assert READER.read(text, start_of_range=True) == start
    assert READER.read(text) == end


def test_an_ambiguous_end_that_is_not_needed_does_no_harm():
    assert READER.read("5.1-6.30") == date(2027, 6, 30)
    with pytest.raises(Unreadable):
        READER.read("5.1-6.30", start_of_range=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12月5日", date(2027, 12, 5)),
        ("1月5日", date(2028, 1, 5)),
        ("3月底", date(2028, 3, 31)),
        ("2月29日", date(2028, 2, 29)),
        ("6月5日", date(2027, 6, 5)),
        ("一季度", date(2028, 3, 31)),
        ("11月1日", date(2027, 11, 1)),
        ("10月31日", date(2027, 10, 31)),
    ],
)
def test_a_date_without_a_year_takes_the_one_that_puts_it_into_the_season(text, expected):
    assert WINTER.read(text) == expected


FORMS = [
    "{0.year}-{0.month}-{0.day}",
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}.{0.month}.{0.day}",
    "{0:%Y.%m.%d}",
    "{0.year}年{0.month}月{0.day}日",
    "{0:%Y}年{0:%m}月{0:%d}日",
    "{0:%Y%m%d}",
    "{0:%Y-%m-%dT%H:%M:%S}",
]


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_any_date_reads_back_from_any_form(day, form):
    moment = datetime.combine(day, time())
    assert READER.read(form.format(moment)) == day


@given(st.dates(date(1955, 1, 1), date(2119, 1, 1)))
def test_any_excel_serial_reads_back(day):
    assert READER.read(float((day - date(1899, 12, 30)).days)) == day


@given(st.dates(date(2027, 5, 1), date(2027, 9, 30)))
def test_any_day_of_the_season_reads_back_without_its_year(day):
    assert READER.read(f"{day.month}月{day.day}日") == day
    assert READER.read(f"{day.month}.{day.day:02}") == day


@given(st.one_of(st.text(), st.floats(), st.integers()))
def test_whatever_stands_there_gives_a_date_nothing_or_a_reason(cell):
    try:
        found = READER.read(cell)
    except Unreadable as unreadable:
        found = str(unreadable)
    assert found is None or (found and isinstance(found, date | str))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (JUNE_5, "2027-06-05"),
        (datetime.fromisoformat("2027-06-05T09:00"), "2027-06-05"),
        (46543.0, "2027-06-05"),
        (2027.6, "2027.6"),
        ("6月底前", "6月底前"),
        ("长期", "长期"),
        (None, ""),
        (9.3, "9.3"),
        (True, "是"),
    ],
)
def test_the_text_as_it_stood_is_kept_beside_the_date(cell, text):
    assert READER.as_text(cell) == text
