"""A start with a configuration that is bad, half saved or gone is by the last good one."""

import logging
import os
import stat
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from kiosk.cli import main
from kiosk.config import ConfigError
from kiosk.last_good import LastGood, Machine, RunOrder, settings_at_start, settings_now
from kiosk.operations.watch import look
from kiosk.resources import state_folder
from kiosk.settings import KioskSettings, restart_needed

GOOD = """[contest]
county = "云山县"
[source]
url = "tables/progress.xlsx"
[photos]
from = "photos"
seconds = 12
[displays.hall]
hosts = ["tv1"]
[displays.canteen]
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A good configuration, in a folder of the working directory."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "office" / "config.toml"
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(environ={}, host="tv1.office", state=tmp_path / "state" / "kiosk")


@pytest.fixture
def order(file: Path) -> RunOrder:
    return RunOrder(config=file, display="hall", words=("run", "--display", "hall"))


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING]


RUNNING_ON = "the configuration has a mistake; running on the last good one: "


# At the start


def save(text: str) -> Callable[[Path], object]:
    return lambda file: file.write_text(text, encoding="utf-8")


def replace_by_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def lead_nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere")


SPOILS = {
    "a wrong key": (save(GOOD.replace("seconds", "secnds")), ":7: photos.secnds: unknown key; "),
    "a wrong value": (save(GOOD.replace("12", '"12"')), ':7: photos.seconds: "12" is not '),
    "no TOML": (save(GOOD.replace('["tv1"]', '["tv1"')), ":10: not TOML: "),
    "half": (save(GOOD[: GOOD.index("12")]), ":7: not TOML: "),
    "half, but valid": (save(GOOD.partition("[displays")[0]), ": displays.hall: no such display; "),
    "another display": (save(GOOD.replace(".hall", ".foyer")), ":8: displays.hall: no such "),
    "empty": (save(""), ": is empty"),
    "blank": (save("\n \n\n"), ": is empty"),
    "zeros": (lambda file: file.write_bytes(b"\0" * 4096), ":1: this is UTF-16 "),
    "UTF-16": (lambda file: file.write_bytes(GOOD.encode("utf-16")), ":1: this is UTF-16 "),
    "GBK": (lambda file: file.write_bytes(GOOD.encode("gbk")), ":2: this is GBK "),
    "deleted": (Path.unlink, ": cannot be read: no such file or directory"),
    "its folder, too": (
        lambda file: file.parent.rename(file.parent.with_name("away")),
        ": cannot be read: no such file or directory",
    ),
    "a folder": (replace_by_a_folder, ": cannot be read: is a directory"),
    "a dead link": (lead_nowhere, ": cannot be read: no such file or directory"),
    "a variable that is not set": (
        save(GOOD.replace("progress.xlsx", "${NO}.xlsx")),
        ":4: source.url: the environment variable NO is not set, or is empty",
    ),
}


@pytest.mark.parametrize(("spoil", "said"), SPOILS.values(), ids=SPOILS)
def test_a_mistake_leaves_the_last_good_one_and_says_file_line_and_key(
    file: Path,
    order: RunOrder,
    machine: Machine,
    caplog: pytest.LogCaptureFixture,
    spoil: Callable[[Path], object],
    said: str,
) -> None:
    good = settings_at_start(order, machine)
    assert good.mistake == ""
    assert good.photos.folder == file.parent / "photos"
    assert warnings(caplog) == []
    spoil(file)
    settings = settings_at_start(order, machine)
    assert settings == good
    assert settings.mistake.startswith(f"{file}{said}")
    assert settings.seen == look(file)
    assert warnings(caplog) == [f"{RUNNING_ON}{line}" for line in settings.mistake.splitlines()]
    with pytest.raises(ConfigError) as caught:
        settings_now(order, machine)
    assert str(caught.value) == settings.mistake
    again = settings_at_start(order, machine)
    assert (again, again.mistake) == (good, settings.mistake), "and the next time, too"


@pytest.mark.parametrize(("spoil", "said"), SPOILS.values(), ids=SPOILS)
def test_the_first_start_ever_has_nothing_else_to_run_on(
    file: Path, order: RunOrder, machine: Machine, spoil: Callable[[Path], object], said: str
) -> None:
    spoil(file)
    with pytest.raises(ConfigError) as caught:
        settings_at_start(order, machine)
    if not said.endswith("is empty"):
        assert str(caught.value).startswith(f"{file}{said}")


def test_once_good_again_it_counts_and_is_the_last_good_one_itself(
    file: Path, order: RunOrder, machine: Machine
) -> None:
    for seconds in (12, 13, 14):
        save(GOOD.replace("12", str(seconds)))(file)
        settings = settings_at_start(order, machine)
        assert (settings.photos.seconds, settings.mistake) == (seconds, "")
        save("[")(file)
        assert settings_at_start(order, machine).photos.seconds == seconds


def test_settings_name_what_is_to_be_watched_and_how_it_was_asked_for(
    file: Path, order: RunOrder, machine: Machine
) -> None:
    settings = settings_at_start(order, machine)
    assert settings.config == file
    assert settings.words == order.words
    assert settings.seen == look(file)
    relative = settings_at_start(replace(order, config=Path("office/config.toml")), machine)
    assert relative == settings
    assert not settings.windowed
    assert settings_at_start(replace(order, windowed=True), machine).windowed


def test_a_link_is_watched_and_not_what_it_leads_to_today(
    file: Path, order: RunOrder, machine: Machine
) -> None:
    link = Path("link.toml")
    link.symlink_to(file)
    settings = settings_at_start(replace(order, config=link), machine)
    assert settings.config == link.absolute()


def test_the_shipped_configuration_is_watched_like_any_other(machine: Machine) -> None:
    settings = settings_at_start(RunOrder(), machine)
    assert settings.config is not None
    assert settings.config.is_absolute()
    assert settings.seen == look(settings.config)
    assert settings.display.name == "lobby"


def test_a_file_system_that_hangs_leaves_the_last_good_one_in_bounded_time(
    file: Path, order: RunOrder, machine: Machine
) -> None:
    good = settings_at_start(order, machine)
    file.unlink()
    os.mkfifo(file)
    began = time.monotonic()
    settings = settings_at_start(order, machine, patience_s=0.2)
    assert time.monotonic() - began < 5
    assert settings == good
    assert settings.mistake == f"{file}: not read within 0.2 s"
    # Whatever is found there once it answers is a change.
    assert settings.seen is not None
    assert settings.seen.error
    with file.open("wb"):
        """Lets the reader go."""


def test_only_a_start_runs_on_it_every_other_command_tells_the_mistake(
    file: Path,
    order: RunOrder,
    machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(machine.state.parent))
    state = state_folder()
    settings_at_start(order, replace(machine, state=state))
    save(GOOD.replace("seconds", "secnds"))(file)
    assert settings_at_start(order, replace(machine, state=state)).mistake
    for words in (
        ["check"],
        ["standings"],
        ["snapshot", "--sheet", "--out", "x.png", "--display", "hall"],
        ["install", "--dry-run", "--display", "hall"],
    ):
        assert main([*words, "--config", str(file)]) == 1
        assert capsys.readouterr().err.startswith(f"kiosk: {file}:7: photos.secnds: unknown key")


# The machine's own display


def test_the_display_that_lists_the_machine_is_shown_until_another_does(
    file: Path, order: RunOrder, machine: Machine
) -> None:
    unnamed = replace(order, display=None)
    assert settings_at_start(unnamed, machine).display.name == "hall"
    save(GOOD + 'hosts = ["tv2"]\n')(file)
    assert settings_at_start(unnamed, machine).display.name == "hall"
    assert settings_at_start(unnamed, replace(machine, host="TV2")).display.name == "canteen"
    save(GOOD.replace("[displays.canteen]\n", "").replace(".hall", ".foyer"))(file)
    settings = settings_at_start(unnamed, machine)
    assert (settings.display.name, settings.mistake) == ("foyer", "")


def test_a_file_without_the_machine_s_own_display_is_a_mistake_if_the_last_good_one_has_it(
    file: Path, order: RunOrder, machine: Machine
) -> None:
    unnamed = replace(order, display=None)
    settings_at_start(unnamed, machine)
    half = GOOD.partition("[displays")[0]
    save(half)(file)
    settings = settings_at_start(unnamed, machine)
    assert settings.display.name == "hall"
    assert (
        settings.mistake
        == f"{file}: displays: none is this machine's (tv1.office) any more; hall was"
    )
    # Another machine never had one of its own.
    other = replace(machine, host="tv9", state=machine.state.with_name("other"))
    save(GOOD)(file)
    assert settings_at_start(unnamed, other).display.name == "hall"
    save(half)(file)
    settings = settings_at_start(unnamed, other)
    assert (settings.display.name, settings.mistake) == ("lobby", "")


def test_a_last_good_one_that_a_newer_kiosk_refuses_is_no_judge(
    file: Path, order: RunOrder, machine: Machine
) -> None:
    unnamed = replace(order, display=None)
    LastGood(machine.state, unnamed).keep("[gone]\n")
    save("[displays.foyer]\n")(file)
    settings = settings_at_start(unnamed, machine)
    assert (settings.display.name, settings.mistake) == ("foyer", "")


# What is kept


def kept(machine: Machine) -> list[Path]:
    return sorted(path for path in machine.state.rglob("*") if path.is_file())


def test_the_text_is_kept_as_it_stands_for_the_owner_alone_and_without_secrets(
    file: Path, order: RunOrder, machine: Machine
) -> None:
    text = GOOD.replace(
        'url = "tables/progress.xlsx"',
        'url = "https://${USER}:${WORD}@x/y"\nheaders = { Authorization = "Bearer ${TOKEN}" }',
    )
    file.write_bytes(text.replace("\n", "\r\n").encode())
    secrets = {"USER": "clerk", "WORD": "s3cret-word", "TOKEN": "s3cret-token"}
    knowing = replace(machine, environ=secrets)
    table = "https://clerk:s3cret-word@x/z.xlsx"
    for one in (order, replace(order, source=table)):
        good = settings_at_start(one, knowing)
        save("[")(file)
        assert settings_at_start(one, knowing) == good
        file.write_bytes(text.replace("\n", "\r\n").encode())
    assert len(kept(machine)) == 2
    for path in kept(machine):
        assert path.read_bytes().decode() == text.replace("\n", "\r\n")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "s3cret" not in path.name
    for folder in (machine.state, kept(machine)[0].parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_it_is_written_only_when_it_has_changed(
    file: Path, order: RunOrder, machine: Machine
) -> None:
    settings_at_start(order, machine)
    (path,) = kept(machine)
    before = path.stat()
    settings_at_start(order, machine)
    settings_now(order, machine)
    assert path.stat() == before
    save(f"{GOOD}# more\n")(file)
    settings_now(order, machine)
    assert path.read_text(encoding="utf-8") == f"{GOOD}# more\n"
    assert kept(machine) == [path]


def test_another_file_display_or_source_has_its_own(
    file: Path, order: RunOrder, machine: Machine
) -> None:
    copy = file.with_name("copy.toml")
    copy.write_text(GOOD, encoding="utf-8")
    orders = [
        order,
        replace(order, config=copy),
        replace(order, display="canteen"),
        replace(order, display=None),
        replace(order, source="x.xlsx"),
    ]
    for one in orders:
        settings_at_start(one, machine)
    assert len(kept(machine)) == len(orders)
    settings_at_start(replace(order, config=Path("office/config.toml"), windowed=True), machine)
    assert len(kept(machine)) == len(orders), "the same file by another name"


def test_a_mistake_is_never_kept(file: Path, order: RunOrder, machine: Machine) -> None:
    settings_at_start(order, machine)
    for spoil, _ in SPOILS.values():
        if file.exists() and file.is_file():
            spoil(file)
            settings_at_start(order, machine)
        assert [path.read_text(encoding="utf-8") for path in kept(machine)] == [GOOD]


def test_a_state_folder_that_cannot_be_written_prevents_no_start(
    order: RunOrder, machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    machine.state.parent.mkdir()
    machine.state.write_text("no folder", encoding="utf-8")
    settings = settings_at_start(order, machine)
    assert (settings.photos.seconds, settings.mistake) == (12, "")
    (warning,) = warnings(caplog)
    assert warning.startswith("the configuration can't be kept for a bad day: ")


def test_a_disk_that_is_full_leaves_the_one_before_and_nothing_beside_it(
    file: Path, order: RunOrder, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_at_start(order, machine)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    save(GOOD.replace("12", "13"))(file)
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        assert settings_at_start(order, machine).photos.seconds == 13
    assert [path.read_text(encoding="utf-8") for path in kept(machine)] == [GOOD]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[", b"", b"[contest]\nrounds = 1\n"])
def test_a_kept_text_that_is_damaged_is_no_help_and_no_harm(
    file: Path, order: RunOrder, machine: Machine, content: bytes
) -> None:
    settings_at_start(order, machine)
    (path,) = kept(machine)
    path.write_bytes(content)
    save(GOOD.replace("seconds", "secnds"))(file)
    with pytest.raises(ConfigError, match=r":7: photos\.secnds: unknown key"):
        settings_at_start(order, machine)
    save(GOOD)(file)
    assert settings_at_start(order, machine).mistake == ""
    assert path.read_text(encoding="utf-8") == GOOD


@profile(max_examples=60, deadline=None)
@given(data=st.data())
def test_cut_anywhere_it_runs_on_one_good_configuration_or_the_other(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("office")
    file = folder / "config.toml"
    file.write_text(GOOD, encoding="utf-8")
    machine = Machine(environ={}, host="tv1", state=folder / "state")
    order = RunOrder(config=file)
    good = settings_at_start(order, machine)
    content = GOOD.replace("12", "13").encode()
    file.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    settings = settings_at_start(order, machine)
    assert settings.display.name == "hall"
    if settings.mistake:
        assert settings == good
    else:
        assert settings.photos.seconds == 13


# What a running process can't change


def test_another_renderer_asks_for_a_new_start_and_nothing_else_does(
    file: Path, order: RunOrder, machine: Machine
) -> None:
    def read(text: str) -> KioskSettings:
        save(text)(file)
        return settings_now(order, machine)

    before = read(GOOD)
    assert not restart_needed(before, read(GOOD))
    hall = 'hosts = ["tv1"]\n'
    for other in (
        GOOD.replace("12", "13"),
        GOOD.replace(hall, hall + 'output = "HDMI-2"\nrotate = 90\nlanguage = "en"\n'),
        GOOD.replace(hall, hall + 'theme = "calm"\nmotion = false\ndiagonal_in = 43\n'),
        GOOD.replace("progress", "other"),
        GOOD.replace("[displays.canteen]\n", '[displays.canteen]\nrenderer = "opengl"\n'),
    ):
        assert not restart_needed(before, read(other))
    after = read(GOOD.replace(hall, hall + 'renderer = "opengl"\n'))
    assert restart_needed(before, after)
    assert restart_needed(after, before)
