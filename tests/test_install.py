"""Starting at boot: the units that `kiosk install` writes, judged by systemd's own tools."""

import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.installation.access import Reader, closed_to, reader_called
from kiosk.installation.install import Installed, Order, install, installed
from kiosk.installation.placing import InstallError, Outcome, place
from kiosk.installation.units import (
    Ground,
    Start,
    UnitFile,
    command_line,
    is_ours,
    signed,
    unit_files,
)
from kiosk.settings import QUIT

ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="no systemd-analyze here")
USER = 1000


def start(ground: Ground, **changes: object) -> Start:
    # A program that exists: systemd-analyze looks for it.
    usual = {
        "ground": ground,
        "display": "大厅 50%",
        "command": ("/bin/true", "run", "--display=大厅 50%", "--config", "/etc/my $x/a.toml"),
        "cage": "/bin/true",
    }
    return Start(**(usual | changes))


def unit_of(one: Start) -> UnitFile:
    (unit,) = [file for file in unit_files(one) if file.path.suffix == ".service"]
    return unit


def settings(text: str) -> dict[str, list[str]]:
    """What a unit file sets, each as often as it does."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith(("#", "[")):
            found.setdefault(key, []).append(value)
    return found


@pytest.mark.parametrize("ground", Ground)
def test_it_never_gives_up_and_a_hang_is_over_in_time(ground: Ground):
    unit = settings(unit_of(start(ground)).text)
    assert unit["Type"] == ["notify"]
    assert unit["Restart"] == ["always"]
    assert unit["StartLimitIntervalSec"] == ["0"]
    assert unit["WatchdogSec"] == ["30"]
    # Back on the wall within ten seconds: to be ended, to wait, to start.
    assert int(unit["TimeoutAbortSec"][0]) + int(unit["RestartSec"][0]) <= 6
    assert "StartLimitIntervalSec" in unit_of(start(ground)).text.partition("[Service]")[0]


@pytest.mark.parametrize("ground", Ground)
def test_no_root_at_run_time(ground: Ground):
    unit = settings(unit_of(start(ground)).text)
    assert unit["NoNewPrivileges"] == ["yes"]
    assert unit["CapabilityBoundingSet"] == [""]
    assert unit.get("User") == (None if ground is Ground.SESSION else ["redblack-kiosk"])
    assert not [line for line in unit["ExecStart"] if line.startswith(("+", "!", "-"))]


@pytest.mark.parametrize("ground", Ground)
def test_no_place_of_a_template_stays_empty(ground: Ground):
    for file in unit_files(start(ground, gpu=False, folder=Path("/srv/kiosk"))):
        assert not [word for word in file.text.split() if word.strip("@").isupper() and "@" in word]
        assert "\n\n\n" not in file.text


def test_under_cage_the_child_may_notify_and_no_session_takes_it_away():
    unit = settings(unit_of(start(Ground.CAGE)).text)
    assert unit["NotifyAccess"] == ["all"]
    assert "PAMName" not in unit
    assert "WLR_LIBINPUT_NO_DEVICES=1" in unit["Environment"]
    # -s would let a key lead to another console.
    assert unit["ExecStart"][0].startswith("/bin/true -d -- /bin/true run ")


@pytest.mark.parametrize("ground", Ground)
def test_what_an_operator_ended_is_no_failure_and_stays_ended(ground: Ground):
    unit = settings(unit_of(start(ground)).text)
    assert unit["RestartPreventExitStatus"] == [str(QUIT)]
    assert unit["SuccessExitStatus"] == [str(QUIT)]


@pytest.mark.parametrize("ground", [Ground.CAGE, Ground.DRM])
def test_the_first_console_is_the_kiosks(ground: Ground):
    unit = settings(unit_of(start(ground)).text)
    assert unit["Conflicts"] == ["getty@tty1.service"]
    assert "getty@tty1.service" in unit["After"]


def test_without_a_gpu_cage_draws_by_the_processor():
    assert "WLR_RENDERER=pixman" not in unit_of(start(Ground.CAGE)).text
    drawn = settings(unit_of(start(Ground.CAGE, gpu=False)).text)
    assert "WLR_RENDERER=pixman" in drawn["Environment"]


def test_homes_are_closed_unless_something_is_read_there():
    closed = settings(unit_of(start(Ground.CAGE, reads=(Path("/etc/a.toml"),))).text)
    opened = settings(unit_of(start(Ground.CAGE, reads=(Path("/home/li/a.toml"),))).text)
    assert closed["ProtectHome"] == ["yes"]
    assert opened["ProtectHome"] == ["read-only"]


@pytest.mark.parametrize(("ground", "groups"), [("cage", 2), ("drm", 3)])
def test_the_user_is_its_own_and_has_the_devices_of_a_picture(ground: str, groups: int):
    users = unit_files(start(Ground(ground)))[0]
    assert users.path == PurePosixPath("etc/sysusers.d/redblack-kiosk.conf")
    members = [line for line in users.text.splitlines() if line.startswith("m ")]
    wanted = ["m redblack-kiosk video", "m redblack-kiosk render", "m redblack-kiosk input"]
    assert members == wanted[:groups]


def test_a_session_has_a_unit_and_a_desktop_file_and_no_user_of_its_own():
    paths = [str(file.path) for file in unit_files(start(Ground.SESSION))]
    assert paths == ["systemd/user/redblack-kiosk.service", "autostart/redblack-kiosk.desktop"]
    unit = settings(unit_of(start(Ground.SESSION)).text)
    # X and Wayland sockets are found in /tmp and the runtime folder.
    assert "PrivateTmp" not in unit
    assert unit["WantedBy"] == ["graphical-session.target"]


@pytest.fixture
def analyze(tmp_path: Path):
    """Returns a function that runs systemd-analyze on the unit of a start."""

    def run(one: Start, *words: str) -> str:
        unit = unit_of(one)
        path = tmp_path / unit.path.name
        path.write_text(unit.text, encoding="utf-8")
        runtime = tmp_path / "runtime"
        runtime.mkdir(mode=0o700, exist_ok=True)
        user = ["--user"] if one.ground is Ground.SESSION else []
        done = subprocess.run(
            [ANALYZE, *user, *words, str(path)],
            env=os.environ | {"XDG_RUNTIME_DIR": str(runtime), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        # Units of the machine's own that are faulty say so too.
        return "\n".join(line for line in done.stderr.splitlines() if path.name in line) or (
            done.stdout
        )

    return run


@needs_systemd
@pytest.mark.parametrize("ground", Ground)
@pytest.mark.parametrize("gpu", [True, False])
def test_systemd_finds_nothing_to_say_of_a_unit(ground: Ground, gpu: bool, analyze):
    assert analyze(start(ground, gpu=gpu, folder=Path("/usr")), "verify") == ""


@needs_systemd
@pytest.mark.parametrize("ground", Ground)
def test_systemd_rates_the_sandbox_as_ok(ground: Ground, analyze):
    at_home = start(ground, reads=(Path("/home/li/config.toml"),))
    rated = analyze(at_home, "security", "--offline=true", "--no-pager").splitlines()[-1]
    level, word = rated.partition(": ")[2].split()[:2]
    assert word == "OK", rated
    assert float(level) < 3


PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


def read_back(line: str) -> list[str]:
    """A command line as systemd reads it (systemd.service, COMMAND LINES)."""
    words, word, quoted, letters = [], "", False, iter(line)
    for letter in letters:
        if letter == '"':
            quoted = not quoted
        elif letter == "\\":
            word += next(letters)
        elif letter == " " and not quoted:
            words.append(word)
            word = ""
        else:
            word += letter
    first, *rest = [*words, word]
    return [first.replace("%%", "%"), *(one.replace("%%", "%").replace("$$", "$") for one in rest)]


@given(st.lists(PLAIN, min_size=1, max_size=4))
def test_any_name_and_path_reaches_the_kiosk_as_it_is(words: list[str]):
    assert read_back(command_line(words)) == words


FILES = (
    UnitFile(PurePosixPath("etc/a.service"), signed("[Unit]\n"), "a"),
    UnitFile(PurePosixPath("etc/b.conf"), signed("u b\n"), "b"),
)


def test_files_are_written_once_and_then_left(tmp_path: Path):
    first = place(FILES, tmp_path)
    assert [outcome for _, outcome in first] == [Outcome.WROTE] * 2
    path = tmp_path / "etc" / "a.service"
    assert path.read_text() == FILES[0].text
    assert path.stat().st_mode & 0o777 == 0o644
    before = path.stat().st_mtime_ns
    assert [outcome for _, outcome in place(FILES, tmp_path)] == [Outcome.UNCHANGED] * 2
    assert path.stat().st_mtime_ns == before
    assert sorted(one.name for one in path.parent.iterdir()) == ["a.service", "b.conf"]


def test_what_an_earlier_installation_wrote_is_replaced(tmp_path: Path):
    earlier = UnitFile(FILES[0].path, signed("[Unit]\nDescription=earlier\n"), "a")
    place([earlier], tmp_path)
    place(FILES, tmp_path)
    assert (tmp_path / "etc/a.service").read_text() == FILES[0].text


@pytest.mark.parametrize("content", ["[Unit]\n", "", FILES[1].text + "u c\n", "\0\xff"])
def test_what_somebody_else_wrote_or_changed_is_not(content: str, tmp_path: Path):
    theirs = tmp_path / "etc" / "b.conf"
    theirs.parent.mkdir()
    theirs.write_text(content, encoding="latin-1")
    with pytest.raises(InstallError, match="--force replaces it"):
        place(FILES, tmp_path)
    # All of them or none.
    assert [one.name for one in theirs.parent.iterdir()] == ["b.conf"]
    assert theirs.read_text(encoding="latin-1") == content
    place(FILES, tmp_path, force=True)
    assert theirs.read_text() == FILES[1].text


@given(st.text(max_size=50), st.text(min_size=1, max_size=5))
def test_a_change_of_any_letter_is_seen(text: str, more: str):
    assert is_ours(signed(text))
    assert not is_ours(signed(text) + more)
    assert not is_ours(text)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration that anybody may read, in a folder that everybody may enter."""
    tmp_path.chmod(0o755)
    path = tmp_path / "config.toml"
    path.write_text("", encoding="utf-8")
    path.chmod(0o644)
    return path


@pytest.mark.parametrize(
    ("mode", "reader", "may"),
    [
        (0o604, Reader(), True),
        (0o640, Reader(), False),
        (0o640, Reader(4321, frozenset({os.getgid()})), True),
        (0o604, Reader(4321, frozenset({os.getgid()})), False),
        (0o404, Reader(os.getuid() or 4321, frozenset()), True),
        (0o000, Reader(0), True),
    ],
)
def test_who_may_read_a_file_follows_from_its_mode(
    mode: int, reader: Reader, may: bool, tmp_path: Path
):
    path = tmp_path / "file"
    path.touch()
    path.chmod(mode)
    above = closed_to(reader, tmp_path)
    assert closed_to(reader, path) == (above or (None if may else path))


def test_a_folder_on_the_way_that_is_closed_is_named(config: Path):
    inner = config.parent / "inner"
    inner.mkdir(mode=0o700)
    assert closed_to(Reader(4321), inner / "config.toml") in {inner, *inner.parents}
    assert closed_to(Reader(), config.parent / "nowhere" / "x") is not None


def test_a_user_that_does_not_exist_yet_is_anybody():
    assert reader_called("no-such-user") == Reader()
    assert reader_called("root").uid == 0


def test_in_a_folder_of_choice_the_next_commands_begin_with_the_copy(config: Path):
    out = config.parent / "out put"
    order = Order(display="lobby", config=None, ground=Ground.DRM, out=out)
    told = install(order, {}, gpu=False, uid=USER)
    assert (out / "etc/systemd/system/redblack-kiosk.service").is_file()
    commands = told.partition("Now type:\n")[2].split("\n")
    assert commands == [
        f"  sudo cp -r '{out}'/etc /",
        "  sudo systemd-sysusers",
        "  sudo systemctl daemon-reload",
        "  sudo systemctl enable --now redblack-kiosk.service",
        "  journalctl -u redblack-kiosk -f",
    ]


def test_a_session_is_installed_for_the_user_who_asks(config: Path):
    home = config.parent / "home"
    order = Order(display="lobby", config=config, ground=Ground.SESSION)
    environ = {"XDG_CONFIG_HOME": str(home)}
    told = install(order, environ, gpu=True, uid=USER)
    unit = (home / "systemd/user/redblack-kiosk.service").read_text()
    assert f"run --display=lobby --config {config}" in unit
    assert "sudo" not in told
    assert "systemctl --user enable --now redblack-kiosk.service" in told
    with pytest.raises(InstallError, match="a desktop session has its own user"):
        install(order, environ, gpu=True, uid=0)


def test_a_dry_run_prints_every_file_and_writes_none(config: Path):
    order = Order(display="lobby", config=config, out=config.parent / "out", dry_run=True)
    told = install(order, {}, gpu=True, uid=USER)
    for file in ("redblack-kiosk.conf", "redblack-kiosk.service"):
        assert file in told
    assert "ExecStart=" in told
    assert not order.out.exists()


def test_without_permission_the_command_to_type_is_told(config: Path):
    # A file stands where a folder is needed, which no right of anybody's helps against.
    root = config.parent / "root"
    root.touch()
    order = Order(display="大 厅", config=None, ground=Ground.DRM, force=True)
    with pytest.raises(InstallError) as error:
        install(order, {}, gpu=True, uid=USER, root=root)
    told = str(error.value)
    assert "can't be written: not a directory; type: sudo " in told
    assert told.endswith("install --on drm --display '大 厅' --force")
    with pytest.raises(InstallError, match=r"not a directory$"):
        install(order, {}, gpu=True, uid=0, root=root)


def test_a_configuration_that_the_kiosk_could_not_read_is_refused(config: Path):
    config.chmod(0o600)
    order = Order(display="lobby", config=config)
    with pytest.raises(InstallError) as error:
        install(order, {}, gpu=True, uid=0, root=config.parent / "root")
    told = str(error.value)
    assert told.startswith(f"{config} can't be read by the user redblack-kiosk: ")
    assert "put it into /etc/redblack-kiosk, or type: sudo chmod o+r" in told
    assert not (config.parent / "root").exists()


def test_data_that_the_kiosk_could_not_read_are_named(config: Path):
    table, missing = config.parent / "table.xlsx", config.parent / "photos"
    table.touch(mode=0o600)
    order = Order(display="lobby", config=None, data=(table, missing), out=config.parent / "out")
    told = install(order, {}, gpu=True, uid=0)
    assert f"warning   {table} can't be read by the user redblack-kiosk: " in told
    assert f"{missing} does not exist" in told or f"warning   {missing} can't be read" in told


def _kiosk(*words: object):
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_unknown_display_is_refused_before_anything_is_written(tmp_path: Path):
    done = _kiosk("install", "--display", "lobbi", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "did you mean «lobby»?" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_command_writes_and_explains(tmp_path: Path):
    done = _kiosk("install", "--display", "canteen", "--on", "cage", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "sudo systemctl enable --now seatd.service redblack-kiosk.service" in done.stdout
    unit = (tmp_path / "out/etc/systemd/system/redblack-kiosk.service").read_text()
    assert "--display=canteen" in unit


def test_without_a_display_it_is_wrongly_asked():
    done = _kiosk("install")
    assert done.returncode == 2
    assert "--display" in done.stderr


def test_units_that_are_there_are_found(tmp_path: Path):
    root, home = tmp_path / "root", tmp_path / "home"
    assert installed(root, home) == ()
    place(unit_files(start(Ground.CAGE)), root)
    unit = root / "etc/systemd/system/redblack-kiosk.service"
    state = root / "var/lib/redblack-kiosk"
    assert installed(root, home) == (
        Installed(unit=unit, enabled=False, scope="system", state=state),
    )
    wants = unit.parent / "multi-user.target.wants"
    wants.mkdir()
    (wants / unit.name).symlink_to(unit)
    place(unit_files(start(Ground.SESSION)), home)
    own = home / "systemd/user/redblack-kiosk.service"
    assert installed(root, home) == (
        Installed(unit=unit, enabled=True, scope="system", state=state),
        Installed(unit=own, enabled=True, scope="user", state=None),
    )
