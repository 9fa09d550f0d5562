"""A notice hangs between its dates, both included."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.notices import Notice, current

FIRST, LAST = date(2027, 6, 14), date(2027, 6, 16)
DAY = timedelta(days=1)
DAYS = st.dates(date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("today", "hangs"),
    [
        (FIRST - DAY, False),
        (FIRST, True),
        (FIRST + DAY, True),
        (LAST, True),
        (LAST + DAY, False),
    ],
)
def test_the_first_and_the_last_day_are_included(today: date, hangs: bool):
    notice = Notice(title="防汛值班", start=FIRST, end=LAST)
    assert current([notice], today) == ((notice,) if hangs else ())


def test_a_notice_of_one_day_hangs_on_that_day_alone():
    notice = Notice(title="停水", start=FIRST, end=FIRST)
    assert [notice.hangs(FIRST + days * DAY) for days in (-1, 0, 1)] == [False, True, False]


@given(DAYS)
def test_without_dates_a_notice_always_hangs(today: date):
    assert Notice(title="停水").hangs(today)


@given(DAYS)
def test_without_a_start_it_hangs_until_its_end_and_without_an_end_from_its_start(today: date):
    assert Notice(title="停水", end=LAST).hangs(today) is (today <= LAST)
    assert Notice(title="停水", start=FIRST).hangs(today) is (today >= FIRST)


def test_notices_keep_the_order_of_the_configuration():
    late, none, early = Notice(title="乙", start=FIRST), Notice(title="丙"), Notice(title="甲")
    over = Notice(title="丁", end=FIRST - DAY)
    assert current(iter([late, over, none, early]), FIRST) == (late, none, early)
    assert current([], FIRST) == ()
