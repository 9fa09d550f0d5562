"""A sheet as rows of cells, with its merged cells (rules, section 2)."""

import openpyxl.utils
import pytest

from kiosk.intake.grid import Grid, Merge, column_letters


def test_a_merged_cell_gives_its_value_to_every_cell_that_it_covers():
    grid = Grid([["a", "hidden", "c"], [None, None, "f"]], merges=[Merge(0, 0, 1, 1)])
    assert grid.filled == [["a", "a", "c"], ["a", "a", "f"]]
    assert grid.raw == [["a", None, "c"], [None, None, "f"]]
    assert set(grid.origins) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_rows_that_end_early_are_filled_up_as_far_as_the_sheet_reaches():
    grid = Grid([["a"], ["b", "c", "d"], []], merges=[Merge(0, 0, 9, 9)])
    assert grid.filled == [["a"] * 3] * 3
    assert grid.value(2, 2) == "a"


def test_a_merged_range_beyond_the_sheet_is_passed_over():
    grid = Grid([["a", "b"]], merges=[Merge(1, 0, 2, 1), Merge(0, 5, 0, 9)])
    assert grid.filled == [["a", "b"]]
    assert grid.origins == {}


def test_beyond_a_row_s_end_there_is_nothing():
    grid = Grid([["a"]])
    assert grid.value(0, 5) is None
    assert grid.value(0, 1) is None
    assert grid.value(0, 0) == "a"


@pytest.mark.parametrize("column", [0, 1, 25, 26, 27, 51, 52, 701, 702, 16_383])
def test_columns_are_named_as_in_a_spreadsheet(column):
    assert column_letters(column) == openpyxl.utils.get_column_letter(column + 1)


def test_a_cell_is_named_as_in_a_spreadsheet_or_by_its_key():
    assert Grid([[None] * 5] * 17).place(16, 4) == "E17"
    assert Grid([["title", "actual"], ["t", 1]], records="tasks").place(1, 1) == "tasks[0].actual"
