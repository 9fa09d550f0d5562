"""The rows of a list API (rules, section 1)."""

import pytest

from kiosk.intake.records import find_records, next_link

ROWS = [{"title": "a"}]


@pytest.mark.parametrize("name", ["results", "records", "list", "items", "data", "value"])
def test_rows_are_found_by_themselves_under_the_usual_names(name):
    assert find_records({"count": 1, name: ROWS}) == ROWS


def test_an_array_is_the_rows():
    assert find_records(ROWS) == ROWS


@pytest.mark.parametrize(
    "value",
    [
        {"code": 0, "data": {"total": 1, "list": ROWS}},
        {"code": 0, "page": {"totalCount": 1, "list": ROWS}},
        {"data": {"page": {"records": ROWS}}},
        {"body": {"data": {"list": ROWS}}},
    ],
)
def test_rows_are_found_in_objects_within_objects(value):
    assert find_records(value) == ROWS


def test_the_outermost_list_is_taken():
    assert find_records({"data": {"list": [1]}, "value": ROWS}) == ROWS


def test_the_names_are_tried_in_the_order_of_the_rules():
    assert find_records({"value": [], "data": [], "results": ROWS}) == ROWS


def test_the_search_ends_in_the_depth():
    value = ROWS
    for _ in range(4):
        value = {"data": value}
    assert find_records(value) == ROWS
    assert find_records({"data": value}) is None


@pytest.mark.parametrize("value", [{"rows_": ROWS}, {"data": {"x": 1}}, "text", None, 3])
def test_there_may_be_no_rows(value):
    assert find_records(value) is None


def test_rows_stand_at_a_dotted_path():
    value = {"result": {"pages": [{"rows": ROWS}]}, "data": [1]}
    assert find_records(value, "result.pages.0.rows") == ROWS


@pytest.mark.parametrize(
    "path", ["result", "result.none", "result.pages.1", "result.pages.x", "result.pages.0.rows.q"]
)
def test_a_path_that_leads_to_no_list_gives_no_rows(path):
    assert find_records({"result": {"pages": [{"rows": "x"}]}, "data": ROWS}, path) is None


@pytest.mark.parametrize(
    "body",
    [
        {"next": "/p?2"},
        {"links": {"next": "/p?2"}},
        {"_links": {"next": {"href": "/p?2"}}},
        {"next": {"url": " /p?2 "}},
        {"next_page_url": "/p?2"},
        {"data": {"next_page_url": "/p?2"}},
        {"meta": {"links": {"next": "/p?2"}}},
        {"data": {"page": {"next": "/p?2"}}},
        {"body": {"next": "/p?2"}},
        {"@odata.nextLink": "/p?2"},
        {"next": None, "links": {"next": "/p?2"}},
    ],
)
def test_the_next_page_is_a_link_in_the_body(body):
    assert next_link(body) == "/p?2"


@pytest.mark.parametrize("body", [{"next": None}, {"next": ""}, {"next": 2}, {}, ROWS, None])
def test_the_last_page_names_no_next(body):
    assert next_link(body) is None
