"""Standings whose figures change: where each row comes from, and where those go that leave."""

from dataclasses import replace
from itertools import chain, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.contest.evaluation import Evaluation
from kiosk.screen.pages import StandingsPage, standings_pages
from kiosk.screen.pages.slide import slide_rows
from kiosk.screen.pages.standings import Place
from tests.screen.material import FRESH, contest, name_of, task, wall

WALLS = ((1920, 1080), (1080, 1920))
ORDERS = st.lists(st.integers(0, 39), min_size=8, max_size=40, unique=True)


def ranked(numbers: list[int]) -> Evaluation:
    """Units in the order of these numbers; a unit keeps its number and its name."""
    return contest(
        [
            task(name_of(number, 2 + number % 9), 15 - place / 4)
            for place, number in enumerate(numbers)
        ]
    )


def pages(numbers: list[int], size: tuple[int, int] = (1920, 1080)) -> tuple[StandingsPage, ...]:
    return standings_pages(ranked(numbers), FRESH, wall(size))


def slid(
    before: tuple[StandingsPage, ...], after: tuple[StandingsPage, ...], number: int
) -> StandingsPage:
    page = slide_rows(before, after, number)
    assert page is not None
    return page


def subjects(listed: tuple[StandingsPage, ...] | tuple[Place, ...]) -> set[str]:
    rows = chain.from_iterable(
        one.rows if isinstance(one, StandingsPage) else (one,) for one in listed
    )
    return {row.subject for row in rows}


def ends(row: Place) -> float:
    return row.place_y + row.row_height


@pytest.mark.parametrize("size", WALLS)
@settings(max_examples=15)
@given(ORDERS, ORDERS)
def test_every_row_ends_where_it_belongs_and_begins_where_it_stood(size, old, new):
    before, after = pages(old, size), pages(new, size)
    for number, (was, now) in enumerate(zip(before, after, strict=False)):
        page = slid(before, after, number)
        assert page.slides
        assert [(row.subject, row.place_y) for row in page.rows] == [
            (row.subject, row.place_y) for row in now.rows
        ]
        stood = {row.subject: row.place_y for row in was.rows}
        over = subjects(before[:number])
        for row in page.rows:
            if row.subject in stood:
                assert row.from_y == stood[row.subject]
            elif row.subject in over:
                assert row.from_y + row.row_height <= 1e-6
            else:
                assert row.from_y >= page.rows_room


@pytest.mark.parametrize("size", WALLS)
@settings(max_examples=15)
@given(ORDERS, ORDERS)
def test_who_leaves_goes_over_the_edge_behind_which_its_page_lies(size, old, new):
    before, after = pages(old, size), pages(new, size)
    for number, was in enumerate(before[: len(after)]):
        page = slid(before, after, number)
        assert subjects(page.leaving) == subjects((was,)) - subjects((page,))
        assert [row.from_y for row in page.leaving] == [
            row.place_y for row in was.rows if row.subject in subjects(page.leaving)
        ]
        over = subjects(after[:number])
        for row in page.leaving:
            if row.subject in over:
                assert ends(row) <= 1e-6
            else:
                assert row.place_y >= page.rows_room


@settings(max_examples=15)
@given(ORDERS, ORDERS)
def test_at_the_start_and_at_the_end_no_row_stands_on_another(old, new):
    before, after = pages(old), pages(new)
    for number in range(min(len(before), len(after))):
        page = slid(before, after, number)
        coming = sorted(
            (row.from_y, row.from_y + row.row_height)
            for row in page.rows
            if row.subject not in subjects((before[number],))
        )
        going = sorted((row.place_y, ends(row)) for row in page.leaving)
        for spans in (coming, going):
            assert all(end <= start + 1e-6 for (_, end), (start, _) in pairwise(spans))


def test_bars_and_ticks_come_from_what_they_showed():
    before = standings_pages(
        contest([task("教育局", planned=0.4, actual=0.5), task("水务局", actual=None)]),
        FRESH,
        wall(),
    )
    after = standings_pages(
        contest(
            [
                task("教育局", planned=0.5, actual=0.8),
                task("水务局", planned=0.6, actual=0.55),
                task("城管局", planned=0.6, actual=0.5),
            ]
        ),
        FRESH,
        wall(),
    )
    # Three units are drawn smaller than two: laid out alike for this.
    before = tuple(replace(page, columns=after[0].columns) for page in before)
    rows = {row.subject: row for row in slid(before, after, 0).rows}
    assert (rows["教育局"].from_actual, rows["教育局"].actual) == (0.5, 0.8)
    assert (rows["教育局"].from_planned, rows["教育局"].planned) == (0.4, 0.5)
    assert (rows["水务局"].from_actual, rows["水务局"].from_planned) == (0.0, 0.6)
    assert (rows["城管局"].from_actual, rows["城管局"].from_planned) == (0.0, 0.6)


def test_one_whose_bar_hung_on_another_page_brings_it_along():
    before, after = pages(list(range(20))), pages([19, *range(19)])
    first = slid(before, after, 0).rows[0]
    (was,) = (row for page in before for row in page.rows if row.subject == first.subject)
    assert first.from_actual == was.actual != first.actual


def test_unchanged_rows_stand_still_and_a_page_at_rest_does_not_slide():
    drafted = pages(list(range(20)))
    page = slid(drafted, drafted, 1)
    assert all(row.from_y == row.place_y for row in page.rows)
    assert page.leaving == ()
    assert not drafted[1].slides
    assert all(
        (row.from_y, row.from_actual, row.from_planned) == (row.place_y, row.actual, row.planned)
        for row in drafted[1].rows
    )


def test_pages_laid_out_otherwise_do_not_slide():
    few, many = pages([1, 2]), pages(list(range(12)))
    assert slide_rows(few, many, 0) is None
    assert slide_rows(many, pages(list(range(12)), (1080, 1920)), 0) is None
    higher = tuple(replace(page, rows_room=page.rows_room + 1) for page in many)
    assert slide_rows(many, higher, 0) is None
