"""What the tests of faults have in common: a hall to hang kiosks in, and two tables."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.faults.wall import Boards, Hall, boards_of, halls
from tests.processes import CHANGED, TABLE
from tests.screen.conftest import gallery, real_ruler

__all__ = ["gallery", "real_ruler"]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with halls(tmp_path_factory.mktemp("hall")) as hall:
        yield hall


@pytest.fixture(scope="session")
def tables(make_workbook: Any) -> Mapping[str, bytes]:
    """Two tables of which each is plausible after the other."""
    return {"first": make_workbook(TABLE), "second": make_workbook(CHANGED)}


@pytest.fixture(scope="session")
def boards(tables: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Boards:
    """Their boards on a wall."""
    with halls(tmp_path_factory.mktemp("boards")) as hall:
        table = hall.folder / "table.xlsx"
        return boards_of(hall.office(str(table), "boards"), tables, table.write_bytes)
