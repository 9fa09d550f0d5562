"""Hours: what is written, when they are open, and when that changes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.working_days import WorkingDays
from kiosk.hours import ALWAYS, Hours, NotHoursError, Span, parse_hours

CHINA = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
PLAIN = WorkingDays()


def at(text: str, zone: ZoneInfo = CHINA) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def hours(*texts: str) -> Hours:
    return parse_hours(texts)


# What is written


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("workdays 07:30-18:00", (Span(worked=True, start=450, end=1080),)),
        ("daily 07:00-22:00", (Span(start=420, end=1320),)),
        ("07:00-22:00", (Span(start=420, end=1320),)),
        ("weekends 9:00-17:00", (Span(weekdays=frozenset({5, 6}), start=540, end=1020),)),
        ("mon-fri 00:00-24:00", (Span(weekdays=frozenset(range(5)), start=0, end=1440),)),
        (
            "mon,wed 08:00-12:00,14:00-18:00",
            (
                Span(weekdays=frozenset({0, 2}), start=480, end=720),
                Span(weekdays=frozenset({0, 2}), start=840, end=1080),
            ),
        ),
        ("fri-mon 08:00-09:00", (Span(weekdays=frozenset({4, 5, 6, 0}), start=480, end=540),)),
        ("daily 18:00-02:00", (Span(start=1080, end=1560),)),
        ("daily 18:00-00:00", (Span(start=1080, end=1440),)),
        ("sat 23:59-23:58", (Span(weekdays=frozenset({5}), start=1439, end=2878),)),
    ],
)
def test_days_and_times_are_read(text: str, spans: tuple[Span, ...]) -> None:
    assert hours(text).spans == spans


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("工作日 07:30-18:00", "workdays 07:30-18:00"),
        ("工作日７：３０－１８：００", "workdays 07:30-18:00"),
        ("每天 7:00～22:00", "daily 07:00-22:00"),
        ("每日 7:00至22:00", "daily 07:00-22:00"),
        ("every day 7:00-22:00", "daily 07:00-22:00"),
        ("周一至周五 8:00-12:00，14:00-18:00", "mon-fri 08:00-12:00,14:00-18:00"),
        ("周一至五 8:00-12:00", "mon-fri 08:00-12:00"),
        ("星期一到星期日 8:00-12:00", "mon-sun 08:00-12:00"),
        ("周五至天 8:00-12:00", "fri-sun 08:00-12:00"),
        ("周一、周三 8:00—12:00", "mon,wed 08:00-12:00"),
        ("星期天 8:00–12:00", "sun 08:00-12:00"),
        ("周末 8:00-12:00", "weekends 08:00-12:00"),
        ("  Mon , WED\t08:00 - 12:00 , 14:00 - 18:00 ", "mon,wed 08:00-12:00,14:00-18:00"),
        ("Monday-Friday 08:00-12:00", "mon-fri 08:00-12:00"),
    ],
)
def test_other_ways_to_write_say_the_same(text: str, same: str) -> None:
    assert hours(text) == hours(same)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("workdays", "«workdays» names no time such as 07:30-18:00"),
        ("", "«» names no time such as 07:30-18:00"),
        (
            "weekdays 07:30-18:00",
            (
                "«weekdays» is no day; days are workdays, daily, weekends, mon, tue, wed, thu,"
                " fri, sat, sun, mon-fri"
            ),
        ),
        ("mon- 07:30-18:00", "«» is no day"),
        ("mon,, 07:30-18:00", "«» is no day"),
        ("workdays-fri 07:30-18:00", "«workdays» is no day"),
        ("daily 07:30", "«07:30» is no span of time such as 07:30-18:00"),
        ("daily 7:5-8:00", "«7:5-8:00» is no span of time"),
        ("daily 07:30-18:00,", "«» is no span of time"),
        ("daily 07:30-18:00 am", "«07:30-18:00 am» is no span of time"),
        ("daily 07:60-18:00", "«07:60-18:00» is no span of time: a day is 00:00-24:00"),
        ("daily 07:00-18:60", "«07:00-18:60» is no span of time: a day is 00:00-24:00"),
        ("daily 24:00-25:00", "«24:00-25:00» is no span of time: a day is 00:00-24:00"),
        ("daily 24:00-08:00", "«24:00-08:00» is no span of time: a day is 00:00-24:00"),
        ("daily 07:00-24:01", "«07:00-24:01» is no span of time: a day is 00:00-24:00"),
        ("daily 08:00-08:00", "«08:00-08:00» is no time at all; a whole day is 00:00-24:00"),
        ("d\0y 08:00-09:00", "«d\ufffdy» is no day"),
        ("x" * 21 + " 08:00-09:00", f"«{'x' * 20}…» is no day"),
    ],
)
def test_what_names_no_hours_is_refused_in_one_line(text: str, complaint: str) -> None:
    with pytest.raises(NotHoursError) as caught:
        hours("daily 08:00-09:00", text)
    assert str(caught.value).startswith(complaint)


WORDS = st.sampled_from(
    [
        *("mon", "fri", "workdays", "daily", "周一", "至", "工作日", "-", ",", " ", "：", "08:00"),
        *("8:00", "-18:00", "24:00", "25:00", "0", "9", "\n", "\0", "٣", "²"),
    ]
)


@given(st.lists(WORDS, max_size=9).map("".join) | st.text())
def test_any_text_gives_spans_or_one_line(text: str) -> None:
    try:
        found = hours(text)
    except NotHoursError as error:
        line = str(error)
    else:
        line = ""
    assert line.isprintable()
    if line:
        return
    assert found.spans
    for span in found.spans:
        assert span.worked or span.weekdays
        assert 0 <= span.start < 1440
        assert span.start < span.end <= span.start + 1440


# When they are open


def test_without_hours_it_is_always_open() -> None:
    assert hours() == ALWAYS
    assert ALWAYS.is_open(at("2027-05-01T03:00"), PLAIN)
    assert ALWAYS.next_change(at("2027-05-01T03:00"), PLAIN) is None


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2027-06-14T07:29:59.999999", False),
        ("2027-06-14T07:30", True),
        ("2027-06-14T17:59:59.999999", True),
        ("2027-06-14T18:00", False),
        ("2027-06-12T12:00", False),
        ("2027-06-13T12:00", True),
        ("2027-06-16T12:00", False),
    ],
)
def test_workdays_follow_holidays_and_make_up_days(moment: str, *, is_open: bool) -> None:
    working = WorkingDays(
        days_off=frozenset({date(2027, 6, 16)}), days_on=frozenset({date(2027, 6, 13)})
    )
    assert hours("workdays 07:30-18:00").is_open(at(moment), working) is is_open


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2027-06-18T17:59", False),
        ("2027-06-18T18:00", True),
        ("2027-06-19T00:00", True),
        ("2027-06-19T01:59", True),
        ("2027-06-19T02:00", False),
        ("2027-06-19T18:00", False),
    ],
)
def test_what_goes_on_after_midnight_belongs_to_the_day_before(
    moment: str, *, is_open: bool
) -> None:
    assert hours("fri 18:00-02:00").is_open(at(moment), PLAIN) is is_open
    days_off = WorkingDays(
        days_off=frozenset(
            date(2027, 6, 19) + timedelta(days=day) for day in range(-10, 10) if day != -1
        )
    )
    assert hours("workdays 18:00-02:00").is_open(at(moment), days_off) is is_open


@pytest.mark.parametrize("minutes", [1, 1440])
def test_hours_can_begin_earlier_and_end_as_they_do(minutes: int) -> None:
    early = hours("mon 00:00-10:00").ahead(minutes)
    monday = at("2027-06-14T00:00")
    opens = monday - timedelta(minutes=minutes)
    assert not early.is_open(opens - timedelta(seconds=1), PLAIN)
    assert early.is_open(opens, PLAIN)
    assert early.is_open(at("2027-06-14T09:59"), PLAIN)
    assert not early.is_open(at("2027-06-14T10:00"), PLAIN)
    assert early.next_change(at("2027-06-12T12:00"), PLAIN) == opens
    assert ALWAYS.ahead(minutes) == ALWAYS


# When that changes


@pytest.mark.parametrize(
    ("moment", "change"),
    [
        ("2027-06-14T03:00", "2027-06-14T07:30"),
        ("2027-06-14T07:30", "2027-06-14T18:00"),
        ("2027-06-14T17:59:59", "2027-06-14T18:00"),
        ("2027-06-14T18:00", "2027-06-15T07:30"),
        ("2027-06-18T18:00", "2027-06-21T07:30"),
    ],
)
def test_the_next_change_is_when_they_open_or_close(moment: str, change: str) -> None:
    found = hours("workdays 07:30-18:00").next_change(at(moment), PLAIN)
    assert found == at(change)
    assert found is not None
    assert found.tzinfo is CHINA


def test_spans_that_meet_or_overlap_are_one() -> None:
    met = hours("daily 08:00-12:00,12:00-14:00", "mon 13:00-20:00", "mon 20:00-01:00")
    assert met.next_change(at("2027-06-14T09:00"), PLAIN) == at("2027-06-15T01:00")
    assert met.next_change(at("2027-06-15T09:00"), PLAIN) == at("2027-06-15T14:00")


def test_what_never_changes_has_no_next_change() -> None:
    moment = at("2027-06-14T09:00")
    assert hours("daily 00:00-24:00").next_change(moment, PLAIN) is None
    assert hours("daily 06:00-18:00,18:00-06:00").next_change(moment, PLAIN) is None
    nobody = WorkingDays(
        days_off=frozenset(date(2027, 1, 1) + timedelta(days=day) for day in range(3 * 365))
    )
    assert hours("workdays 08:00-09:00").next_change(moment, nobody) is None


def test_a_long_holiday_is_looked_beyond() -> None:
    away = WorkingDays(
        days_off=frozenset(date(2027, 1, 1) + timedelta(days=day) for day in range(360))
    )
    found = hours("workdays 08:00-09:00").next_change(at("2027-01-01T00:00"), away)
    assert found == at("2027-12-27T08:00")


@pytest.mark.parametrize(
    ("text", "moment", "change"),
    [
        ("fri 18:00-02:00", "2027-06-19T00:30", "2027-06-19T02:00"),
        ("mon 08:00-10:00", "2027-06-14T10:00:01", "2027-06-21T08:00"),
        ("mon 08:00-10:00", "2027-06-14T08:00", "2027-06-14T10:00"),
        ("sun 23:59-23:58", "2027-06-13T23:59", "2027-06-14T23:58"),
    ],
)
def test_the_next_change_may_be_tomorrow_s_or_next_week_s(
    text: str, moment: str, change: str
) -> None:
    assert hours(text).next_change(at(moment), PLAIN) == at(change)


def test_the_next_change_may_belong_to_the_day_after() -> None:
    week_off = WorkingDays(days_off=frozenset(date(2027, 6, day) for day in range(14, 19)))
    early = hours("workdays 00:00-00:05").ahead(10)
    found = early.next_change(at("2027-06-13T23:52"), week_off)
    assert found == at("2027-06-20T23:50")


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        hours("daily 08:00-09:00").next_change(datetime(2027, 6, 14), PLAIN)  # noqa: DTZ001


def test_hours_follow_the_clocks_where_they_are_set_forward() -> None:
    # New York, 2027-03-14: 02:00 is 03:00.
    skipped = hours("daily 02:30-05:00")
    opens = skipped.next_change(at("2027-03-14T01:00", NEW_YORK), PLAIN)
    assert opens == at("2027-03-14T03:00", NEW_YORK)
    assert opens is not None
    assert opens.timestamp() - at("2027-03-14T01:00", NEW_YORK).timestamp() == 3600
    assert skipped.next_change(opens, PLAIN) == at("2027-03-14T05:00", NEW_YORK)
    lost = hours("sun 02:00-03:00")
    found = lost.next_change(at("2027-03-14T00:00", NEW_YORK), PLAIN)
    assert found == at("2027-03-21T02:00", NEW_YORK)


def test_hours_hold_both_times_that_a_clock_shows_twice() -> None:
    # New York, 2027-11-07: 02:00 is 01:00 again.
    late = hours("sat 18:00-02:00")
    closes = late.next_change(at("2027-11-06T20:00", NEW_YORK), PLAIN)
    assert closes is not None
    assert closes.timestamp() - at("2027-11-06T20:00", NEW_YORK).timestamp() == 7 * 3600
    assert closes.isoformat() == "2027-11-07T02:00:00-05:00"
    change: datetime | None = at("2027-11-07T00:30", NEW_YORK)
    changes = []
    for _ in range(3):
        assert change is not None
        change = hours("sun 00:00-01:30").next_change(change, PLAIN)
        changes.append(change and change.isoformat())
    assert changes == [
        "2027-11-07T01:30:00-04:00",
        "2027-11-07T01:00:00-05:00",
        "2027-11-07T01:30:00-05:00",
    ]


ZONES = st.sampled_from([CHINA, NEW_YORK, LORD_HOWE, ZoneInfo("Europe/London")])
MOMENTS = st.builds(
    lambda seconds, zone: datetime.fromtimestamp(seconds, UTC).astimezone(zone),
    # Half of them where clocks are set.
    st.integers(1_772_000_000, 1_840_000_000)
    | st.sampled_from([1_804_921_200, 1_825_563_600, 1_807_390_800, 1_822_492_800]).flatmap(
        lambda seconds: st.integers(seconds - 90_000, seconds + 90_000)
    ),
    ZONES,
)
SPANS = st.builds(
    lambda weekdays, worked, start, length: Span(
        weekdays=weekdays, worked=worked, start=start, end=start + length
    ),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.booleans(),
    st.integers(0, 1439),
    st.integers(1, 1440),
)
HOURS = st.lists(SPANS, min_size=1, max_size=4).map(lambda spans: Hours(tuple(spans)))
WORKING = st.builds(
    WorkingDays,
    st.frozensets(st.dates(date(2026, 3, 1), date(2028, 4, 1)), max_size=9),
    st.frozensets(st.dates(date(2026, 3, 1), date(2028, 4, 1)), max_size=9),
)


@given(HOURS, MOMENTS, WORKING, st.data())
def test_they_stay_as_they_are_until_the_next_change_and_change_then(
    some: Hours, moment: datetime, working: WorkingDays, data: st.DataObject
) -> None:
    now = some.is_open(moment, working)
    change = some.next_change(moment, working)
    start = int(moment.timestamp())
    end = int(change.timestamp()) if change else start + 300 * 86400
    assert end > start
    between = [*data.draw(st.lists(st.integers(start, end - 1), max_size=8)), end - 1]
    for second in between:
        when = datetime.fromtimestamp(second, UTC).astimezone(moment.tzinfo)
        assert some.is_open(when, working) is now, when
    if change:
        assert some.is_open(change, working) is not now
        assert change.tzinfo is moment.tzinfo


@given(HOURS, HOURS, MOMENTS, WORKING)
def test_several_texts_are_open_whenever_one_of_them_is(
    some: Hours, others: Hours, moment: datetime, working: WorkingDays
) -> None:
    both = Hours(some.spans + others.spans)
    assert both.is_open(moment, working) is (
        some.is_open(moment, working) or others.is_open(moment, working)
    )


@given(HOURS, MOMENTS, WORKING, st.integers(1, 60))
def test_earlier_hours_hold_all_that_the_hours_hold(
    some: Hours, moment: datetime, working: WorkingDays, minutes: int
) -> None:
    if some.is_open(moment, working):
        assert some.ahead(minutes).is_open(moment, working)
