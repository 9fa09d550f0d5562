"""Which tables are held back until a second poll agrees."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.model import ListedEntry, Side, Table, Task, Unit
from kiosk.contest.plausibility import doubt

DAY = date(2027, 6, 15)


def table(tasks: int = 0, *, prefix: str = "局", **more: object) -> Table:
    """So many tasks, each of a unit of its own."""
    rows = tuple(Task(title=f"t{n}", lead_units=(f"{prefix}{n}",)) for n in range(tasks))
    return Table(tasks=rows, **more)


tables = st.builds(
    table,
    st.integers(0, 12),
    prefix=st.sampled_from("甲乙"),
    units=st.lists(st.builds(Unit, name=st.sampled_from("甲乙丙")), max_size=3).map(tuple),
    entries=st.none() | st.just(()) | st.just((ListedEntry(side=Side.RED, subject="甲0"),)),
    as_of=st.none() | st.dates(DAY, DAY + timedelta(days=9)),
)


@given(tables)
def test_a_table_is_plausible_after_itself(one):
    assert doubt(one, one) == ""


@given(tables, tables)
def test_what_is_said_is_one_line(before, after):
    said = doubt(before, after)
    assert said == said.strip()
    assert said.isprintable()


@given(tables, st.integers(0, 20))
def test_what_is_added_is_never_doubtful(before, more):
    new = tuple(Task(title=f"n{n}", lead_units=("新",)) for n in range(more))
    after = replace(
        before,
        tasks=before.tasks + new,
        units=(*before.units, Unit(name="新")),
        entries=before.entries or (),
        as_of=before.as_of and before.as_of + timedelta(days=more),
    )
    assert doubt(before, after) == ""


@pytest.mark.parametrize(
    ("had", "has", "said"),
    [
        (214, 107, ""),
        (214, 106, "holds 106 tasks where the last had 214"),
        (214, 40, "holds 40 tasks where the last had 214"),
        (3, 2, ""),
        (3, 1, "holds 1 task where the last had 3"),
        (2, 1, ""),
        (1, 0, "holds 0 tasks where the last had 1"),
        (0, 0, ""),
    ],
)
def test_losing_more_than_half_of_the_tasks_is_doubtful(had, has, said):
    assert doubt(table(had), table(has)) == said


def test_losing_all_units_is_doubtful():
    before, after = table(5), table(5, prefix="厅")
    assert doubt(before, after) == "names none of the 5 units of the last"
    one_left = replace(after, tasks=(*after.tasks, before.tasks[0]))
    assert doubt(before, one_left) == ""
    assert doubt(table(1), table(1, prefix="厅")) == "names none of the 1 unit of the last"
    nameless = tuple(replace(task, lead_units=()) for task in before.tasks)
    assert doubt(before, replace(before, tasks=nameless)) == "names none of the 5 units of the last"
    assert doubt(replace(before, tasks=nameless), before) == ""


def test_going_back_in_time_is_doubtful():
    before = table(3, as_of=DAY)
    assert doubt(before, table(3, as_of=DAY)) == ""
    assert doubt(before, table(3, as_of=DAY + timedelta(days=1))) == ""
    assert doubt(before, table(3, as_of=DAY - timedelta(days=1))) == (
        "is as of 2027-06-14 where the last was as of 2027-06-15"
    )


def test_a_table_without_a_date_goes_nowhere_in_time():
    assert doubt(table(3, as_of=DAY), table(3)) == ""
    assert doubt(table(3), table(3, as_of=DAY)) == ""


def test_losing_the_list_of_units_is_doubtful_for_it_holds_the_offices_own_scores():
    listed = table(4, units=tuple(Unit(name=f"局{n}", score=91.0) for n in range(4)))
    assert doubt(listed, table(4)) == "lists 0 units where the last listed 4"
    assert doubt(listed, replace(listed, units=listed.units[:1])) == (
        "lists 1 unit where the last listed 4"
    )
    assert doubt(listed, replace(listed, units=listed.units[:2])) == ""


def test_units_are_the_same_whether_tasks_name_them_or_a_list():
    listed = table(units=(Unit(name="局0", score=91.0), Unit(name="局1", score=90.0)))
    assert doubt(table(2), listed) == "holds 0 tasks where the last had 2"
    assert doubt(listed, table(2)) == "lists 0 units where the last listed 2"
    others = replace(listed, units=(Unit(name="厅0"), Unit(name="厅1")))
    assert doubt(listed, others) == "names none of the 2 units of the last"


def test_losing_the_offices_own_board_is_doubtful_for_a_computed_one_would_hang():
    entries = (ListedEntry(side=Side.BLACK, subject="局0"),)
    listed = table(3, entries=entries)
    assert doubt(listed, table(3)) == "has no table of red and black where the last had one"
    emptied = replace(listed, entries=())
    assert doubt(listed, emptied) == "", "nobody is on a board that the office emptied"
    assert doubt(emptied, table(3)) != "", "an empty board says that nobody may hang"


def test_every_doubt_is_told():
    said = doubt(table(9, as_of=DAY), table(4, prefix="厅", as_of=DAY - timedelta(days=9)))
    assert said == (
        "holds 4 tasks where the last had 9; names none of the 9 units of the last; "
        "is as of 2027-06-06 where the last was as of 2027-06-15"
    )
