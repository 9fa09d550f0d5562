"""The JSON Schema says what the kiosk reads."""

import datetime as dt
import re
import tomllib
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from kiosk.config import Config, config_schema
from kiosk.config.schema import resolved
from kiosk.resources import DEFAULT_CONFIG, ROOT

SCHEMA = config_schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker(["date"]))
SHIPPED = tomllib.loads(DEFAULT_CONFIG.read_text(encoding="utf-8"))


def as_json(value: Any) -> Any:
    """A TOML document as an editor's validator sees it: dates are strings."""
    match value:
        case dict():
            return {key: as_json(item) for key, item in value.items()}
        case list():
            return [as_json(item) for item in value]
        case dt.date():
            return value.isoformat()
    return value


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["title"] == "config.toml"


def test_the_shipped_file_follows_the_schema() -> None:
    assert [*VALIDATOR.iter_errors(as_json(SHIPPED))] == []


@pytest.mark.parametrize(
    "text",
    [
        "contst = 1",
        '[contest]\nstart = "May 1"',
        "[contest]\nrounds = []",
        'contest = "x"',
        '[source]\nevery = "5 minutes"',
        '[source]\nmax_size = "32"',
        '[source.columns]\nx = "titel"',
        "[board]\nred_count = -1",
        "[board]\nred_count = 1.5",
        '[board]\nrule = "x"',
        "[board.weights]\nprogress = -1",
        '[units.groups]\nx = "y"',
        '[photos]\nfolder = "x"',
        "[photos]\nseconds = 2",
        "displays = {}",
        "[displays.x]\nrotation = []",
        "[displays.x]\nrotate = 45",
        "[displays.x.seconds]\ngold = 5",
        '[contest]\ndays_off = ["May 4"]',
        "[[meetings]]\ndate = 2027-06-11",
        '[[meetings]]\nkind = "weekly"\ndate = 2027-06-11',
        "[[notices]]\nlines = []",
        '[[notices]]\ntitle = ""',
        '[[notices]]\ntitle = "x"\ntext = "y"',
        'notices = "x"',
        '[displays.x]\ntheme = "loud"',
        "[displays.x]\nhours = 8",
        "[displays.x]\nhours = [8]",
        '[displays.x]\npower = "dpms"',
        "[displays.x]\npower_off = 5",
        "[status]\nlisten = 8440",
        "[status]\ntoken = true",
        '[theme.red]\ntop = "red"',
        '[theme.red]\ntop = "#840D1"',
        '[theme.red]\nedge = "#840D11"',
        '[theme.gold]\ntop = "#840D11"',
    ],
)
def test_what_the_kiosk_refuses_the_schema_refuses(text: str) -> None:
    assert [*VALIDATOR.iter_errors(as_json(tomllib.loads(text)))]


def properties(node: dict[str, Any]) -> Any:
    """Every property in the schema with the path of its key."""
    for key, value in node.get("properties", {}).items():
        yield (key,), value
        yield from (((key, *path), inner) for path, inner in properties(resolved(SCHEMA, value)))
        if "items" in value:
            listed = properties(resolved(SCHEMA, value["items"]))
            yield from (((key, 0, *path), inner) for path, inner in listed)
        named = resolved(SCHEMA, value).get("additionalProperties") or {}
        for path, inner in properties(resolved(SCHEMA, named)):
            yield (key, "lobby", *path), inner


def undecided(path: tuple[str | int, ...]) -> bool:
    """Whether the shipped file says nothing of a key, or several things."""
    return path in {("displays",), ("source", "date")} or path[0] in {
        "meetings",
        "notices",
        "theme",
    }


def test_every_key_has_its_description_and_the_shipped_default() -> None:
    judged = 0
    for path, node in properties(SCHEMA):
        assert re.fullmatch(r"[A-Z].+\.", node["description"], re.DOTALL), path
        assert "title" not in node, path
        judged += 1
        if "properties" in resolved(SCHEMA, node) or undecided(path):
            assert "default" not in node, path
            continue
        shipped = SHIPPED
        for part in path:
            shipped = shipped[part]
        assert node["default"] == as_json(shipped), path
    assert judged == 126


def test_no_path_of_this_machine_is_in_the_schema() -> None:
    assert str(ROOT) not in str(SCHEMA)


def test_every_call_gives_a_schema_of_its_own() -> None:
    config_schema().clear()
    assert config_schema() == SCHEMA


def test_the_schema_knows_every_table() -> None:
    assert {*SCHEMA["properties"]} == {*Config.model_fields}
