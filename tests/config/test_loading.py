"""The shipped file, and files as a clerk saves them."""

import re
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.config import Config, ConfigError, Photos, Source, load, parse
from kiosk.config import read as read_text
from kiosk.config.base import Table
from kiosk.config.schema import _tables
from kiosk.config.theme import Theme
from kiosk.resources import ASSETS, DEFAULT_CONFIG
from kiosk.rotation import Scene
from kiosk.theme import STANDARD, TONES

SHIPPED = DEFAULT_CONFIG.read_text(encoding="utf-8")

Save = Callable[[str | bytes], Path]
Read = Callable[[str | bytes], Config]
Complain = Callable[[str | bytes], list[str]]


def test_the_shipped_file_says_what_the_defaults_are() -> None:
    assert load(None) == Config()
    assert load(DEFAULT_CONFIG) == Config()


def test_a_file_that_says_nothing_has_the_shipped_defaults(read: Read) -> None:
    nothing, shipped = read(""), Config()
    assert all(getattr(nothing, table) == getattr(shipped, table) for table in Config.model_fields)


def keys_of(model: type[Table]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name


HEADERS = {
    "Weights": "[board.weights]",
    "Display": "[displays.lobby]",
    "Meeting": "# [[meetings]]",
    "Notice": "# [[notices]]",
    "Tone": "[theme.paper]",
}
"""Where a table stands that is not called as its model is."""


@pytest.mark.parametrize(
    "model",
    [model for model in dict.fromkeys(_tables(Config)) if model is not Theme],
    ids=lambda model: model.__name__,
)
def test_every_key_stands_in_the_shipped_file(model: type[Table]) -> None:
    header = HEADERS.get(model.__name__, f"[{model.__name__.lower()}]")
    _, _, rest = SHIPPED.partition(f"\n{header}\n")
    section = re.split(r"\n(?:# )?\[", rest)[0]
    keys = set(re.findall(r"^(?:# )?([a-z_]+) = ", section, re.MULTILINE))
    tables = {"weights"} if header == "[board]" else set()
    assert keys | tables == {*keys_of(model)}


@pytest.mark.parametrize("tone", TONES)
def test_every_color_of_the_standard_theme_stands_in_the_shipped_file(tone: str) -> None:
    _, _, rest = SHIPPED.partition(f"\n[theme.{tone}]\n")
    shown = dict(re.findall(r'^# (\w+) = "(#\w+)"$', rest.split("\n[")[0], re.MULTILINE))
    assert shown == asdict(getattr(STANDARD, tone))


def test_every_table_stands_in_the_shipped_file() -> None:
    listed = set(re.findall(r"^# \[\[(\w+)\]\]$", SHIPPED, re.MULTILINE))
    assert {*tomllib.loads(SHIPPED)} | listed == {*Config.model_fields}


def examples() -> Iterator[str]:
    """The shipped file with one of its commented examples in force: a key, or a whole table."""
    lines = SHIPPED.split("\n")
    in_table = False
    for number, line in enumerate(lines):
        in_table = bool(re.match(r"# \[\[", line) or (in_table and line.startswith("# ")))
        if re.match(r"# \[\[", line):
            rest = lines[number:]
            end = next((at for at, one in enumerate(rest) if not one.startswith("#")), len(rest))
            table = [one[2:] for one in rest[:end]]
            yield "\n".join([*lines[:number], *table, *rest[end:]])
        found = re.match(r"# ([a-z_]+) = ", line)
        if not found or in_table:
            continue
        others = [
            f"#{other}" if re.match(rf"{found[1]} = ", other) and abs(at - number) < 4 else other
            for at, other in enumerate(lines)
        ]
        yield "\n".join([*others[:number], line[2:], *others[number + 1 :]])


@pytest.mark.parametrize("text", [*examples()])
def test_every_commented_example_is_allowed(read: Read, text: str) -> None:
    changed, shipped = read(text), Config()
    assert any(getattr(changed, name) != getattr(shipped, name) for name in Config.model_fields)


def test_the_shipped_file_has_examples() -> None:
    assert len([*examples()]) == 47


def test_the_shipped_displays_are_a_lobby_without_and_a_canteen_with_a_black_board() -> None:
    displays = load(None).displays
    assert [*displays] == ["lobby", "canteen"]
    assert [*displays["lobby"].rotation] == [
        *("photos", "overview", "photos", "indicators", "photos", "areas"),
        *("photos", "project", "notice"),
    ]
    assert [*displays["canteen"].rotation] == [
        *("overview", "red", "black", "standings", "areas", "tasks", "dispatch", "notice"),
    ]
    assert {scene for display in displays.values() for scene in display.rotation} == {*Scene}
    assert [display.show_black for display in displays.values()] == [False, True]
    assert not any(display.show_persons for display in displays.values())
    assert [display.theme for display in displays.values()] == ["calm", "standard"]


def test_the_demo_season_is_the_source_by_its_absolute_path(read: Read) -> None:
    for config in (load(None), Config(), read(""), read('[source]\nevery = "1min"\n')):
        assert config.source.url == str(ASSETS / "demo" / "season.xlsx")
        assert config.photos.folder == ASSETS / "demo" / "photos"


def test_paths_start_at_the_folder_of_the_file_that_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "office").mkdir()
    file = tmp_path / "office" / "kiosk.toml"
    file.write_text(
        '[source]\nurl = "表/a.xlsx"\nca = "ca.pem"\n[photos]\nfrom = "../照片"\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    for path in (file, Path("office/kiosk.toml")):
        config = load(path)
        assert config.file == file
        assert config.source.url == str(tmp_path / "office" / "表" / "a.xlsx")
        assert config.source.ca == tmp_path / "office" / "ca.pem"
        assert config.photos.folder == tmp_path / "照片"


def test_addresses_are_kept(read: Read) -> None:
    url = "https://oa.example.gov.cn/api?page=1"
    assert read(f'[source]\nurl = "{url}"\n').source.url == url


def test_durations_and_sizes_are_values(read: Read) -> None:
    source = read('[source]\nevery = "1h30min"\nmax_size = "500KB"\n').source
    assert source.every == timedelta(minutes=90)
    assert source.max_size == 512_000


def test_code_may_give_values_as_they_are() -> None:
    source = Source(every=timedelta(seconds=7))
    assert source.every == timedelta(seconds=7)
    assert Photos.model_validate({"from": Path("/srv/photos")}).folder == Path("/srv/photos")


def test_a_whole_number_is_fine_where_a_number_is_expected(read: Read) -> None:
    assert read("[photos]\nseconds = 5\n").photos.seconds == 5.0
    assert isinstance(read("[photos]\nseconds = 5\n").photos.seconds, float)


def test_the_configuration_is_frozen() -> None:
    config = load(None)
    with pytest.raises(ValueError, match="frozen"):
        config.photos.seconds = 5.0  # type: ignore[misc]


def test_secrets_are_not_in_the_text_of_a_configuration(read: Read) -> None:
    config = read(
        '[source]\nurl = "https://u:pw@h/?token=abc"\nheaders = { Authorization = "Bearer abc" }\n'
    )
    assert config.source.headers == {"Authorization": "Bearer abc"}
    for text in (repr(config), str(config)):
        assert "abc" not in text
        assert "pw" not in text


def test_the_mark_and_line_ends_of_windows_are_fine(read: Read) -> None:
    assert read('\ufeff[contest]\r\ncounty = "甲县"\r\n').contest.county == "甲县"


def test_a_text_is_read_as_if_it_stood_in_a_file(save: Save, tmp_path: Path) -> None:
    text = '[photos]\nfrom = "pictures"\n'
    path = save(text)
    path.unlink()
    config = parse(text, path)
    assert config.photos.folder == tmp_path / "pictures"
    assert config.file == tmp_path / "config.toml"
    with pytest.raises(ConfigError) as caught:
        parse("[photos]\nform = 1\n", path)
    assert str(caught.value) == "config.toml:2: photos.form: unknown key; did you mean «from»?"


@pytest.mark.parametrize("text", ["", "a = 1\r\n", "# 说明\n", "not TOML"])
def test_a_file_s_text_is_read_as_it_stands(save: Save, text: str) -> None:
    assert read_text(save(text.encode())) == text
    assert read_text(save(b"\xef\xbb\xbf" + text.encode())) == text


UTF_16 = "config.toml:1: this is UTF-16 (“Unicode” in Notepad), not UTF-8; save the file as UTF-8"
TEXT = '# 说明\n\n[contest]\ncounty = "甲县"\n'


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (
            TEXT.encode("gb18030"),
            "config.toml:1: this is GBK (“ANSI” in Notepad), not UTF-8; save the file as UTF-8",
        ),
        (
            TEXT[5:].encode("gb18030"),
            "config.toml:3: this is GBK (“ANSI” in Notepad), not UTF-8; save the file as UTF-8",
        ),
        *(
            (
                TEXT.encode(encoding),
                UTF_16,
            )
            for encoding in ("utf-16", "utf-16-le", "utf-16-be")
        ),
        (
            b"\xfe\xff" + TEXT.encode("utf-16-be"),
            UTF_16,
        ),
        (
            "a = 1".encode("utf-16-le"),
            UTF_16,
        ),
        (b"\n\xff\xff", "config.toml:2: this is not UTF-8; save the file as UTF-8"),
        (b"#" * (256 * 1024 + 1), "config.toml: too large for a configuration"),
    ],
)
def test_a_file_saved_otherwise_is_one_clear_line(
    complain: Complain, content: bytes, line: str
) -> None:
    assert complain(content) == [line]


def test_a_file_may_be_as_large_as_256_kilobytes(read: Read) -> None:
    assert read(b"#" * 256 * 1024).photos.seconds == 9


def test_a_file_that_cannot_be_read_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError) as missing:
        load(Path("config.toml"))
    assert str(missing.value) == "config.toml: cannot be read: no such file or directory"
    Path("folder").mkdir()
    with pytest.raises(ConfigError) as folder:
        load(Path("folder"))
    assert str(folder.value) == "folder: cannot be read: is a directory"


PIECES = [
    *('"', "'", '"""', "“", "”", "，", "=", "[", "]", "[[", "]]", "{", "}", ",", "#", ".", "\\"),
    *("\n", "\r", "\t", "\0", "\x7f", "\u2028", "-1", "1e999", "nan", "-inf", "true", "2027-05-01"),
    *("2027-05-01T08:00:00Z", "08:00:00", '"x"', "[1, 2]", "{ a = 1 }", "${", "县", "a.b.c = 1"),
    *("[board]", "[[displays]]", "[x.y]", "x = 1", "9" * 5000, "[" * 2000, '"\\u0000"'),
]


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """The shipped file with one line changed."""
    lines = SHIPPED.split("\n")
    filled = [number for number, line in enumerate(lines) if line and not line.startswith("#")]
    number = draw(st.sampled_from(filled))
    line = lines[number]
    start = draw(st.integers(0, len(line)))
    end = draw(st.integers(start, min(len(line), start + 8)))
    piece = draw(st.sampled_from(PIECES) | st.text(max_size=8))
    kept = draw(st.sampled_from(["change", "drop", "repeat", "cut"]))
    changed = line[:start] + piece + line[end:]
    lines[number : number + 1] = {
        "change": [changed],
        "drop": [],
        "repeat": [line, changed],
        "cut": [line[:start]],
    }[kept]
    return "\n".join(lines[: number + 1] if kept == "cut" else lines)


def judge(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        config = load(path)
    except ConfigError as caught:
        error = caught
    else:
        assert config.rules()
        assert config.contest.season()
        assert all(display.scenes for display in config.displays.values())
        return
    assert error.problems
    for problem in error.problems:
        assert problem.file == str(path)
        assert 1 <= problem.line <= content.count(b"\n") + 1
        assert problem.message
        assert str(problem).isprintable()
    assert str(error) == "\n".join(map(str, error.problems))


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("config") / "config.toml"


@settings(max_examples=300)
@given(text=mutations())
@example(text="a = " + "9" * 5000)
@example(text="x = 1\n\na = " + "[" * 5000)
@example(text='[displays]\n"" = 1\n')
@example(text='displays = [{ lobby = { rotation = ["a"] } }]')
@example(text='[contest]\ntimezone = ""\n')
@example(text='[contest]\ntimezone = "../../etc/passwd"\n')
@example(text='[contest]\ntimezone = "Asia"\n')
@example(text='[contest]\ntimezone = "a\\u0000b"\n')
@example(text='[photos]\nfrom = "a\\u0000b"\n')
@example(text="[contest]\nrounds = [2027-05-01T08:00:00, 2027-05-02]\n")
@example(text="[contest]\nrounds = [[]]\n")
def test_any_change_of_a_line_is_a_configuration_or_a_problem_with_its_line(
    scratch: Path, text: str
) -> None:
    judge(scratch, text.encode("utf-8", "surrogatepass"))


@settings(max_examples=100)
@given(st.binary(max_size=200), st.integers(0, len(SHIPPED.encode())))
def test_any_bytes_are_a_configuration_or_a_problem_with_its_line(
    scratch: Path, noise: bytes, place: int
) -> None:
    shipped = SHIPPED.encode()
    judge(scratch, shipped[:place] + noise + shipped[place + len(noise) :])


VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [
        *("0", "-1", "1.5", "nan", "inf", "true", '""', '"x"', "2027-05-01", "08:00:00"),
        *("2027-05-01T08:00:00", "[]", "[1]", '["x"]', "[[]]", "{}", "{ x = 1 }", '{ "" = "x" }'),
        *("[{ x = 1 }]", '"5min"', '"http://["', '"${X}"', '"\\n"', "99999999999999999999"),
    ]
)


@settings(max_examples=300)
@given(
    st.sampled_from(["", *(model.__name__.lower() for model in _tables(Config))]),
    st.sampled_from(
        sorted({key for model in (Config, *_tables(Config)) for key in keys_of(model)})
    ),
    VALUES,
)
def test_any_value_at_any_key_is_a_configuration_or_a_problem_with_its_line(
    scratch: Path, table: str, key: str, value: str
) -> None:
    header = {
        "": "",
        "weights": "[board.weights]",
        "display": "[displays.hall]",
        "meeting": "[[meetings]]",
        "notice": "[[notices]]",
        "tone": "[theme.black]",
    }.get(table, f"[{table}]")
    judge(scratch, f"{header}\n{key} = {value}\n".encode())


@pytest.mark.parametrize(
    "deep",
    [
        "a" + ".a" * 100_000 + " = 1",
        "[" + "a" + ". a" * 80_000 + "]",
        'x = { "b"' + '."b"' * 60_000 + " = 1 }",
        "a" + "." * 40 + " " * 200_000,
    ],
)
def test_a_key_of_endless_parts_is_refused_at_once(deep: str, complain: Complain) -> None:
    began = time.process_time()
    (told,) = complain(f"[contest]\n{deep}\n")
    assert ":2: " in told
    assert time.process_time() - began < 1


def test_a_text_may_have_as_many_dots_as_it_likes(read: Read) -> None:
    assert read(f'[contest]\ntitle = "{"." * 60}"  # {"a." * 60}\n').contest.title == "." * 60
