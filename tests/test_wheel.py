"""The wheel runs with no checkout: it carries everything that the kiosk reads."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[1]
DEPENDENCIES = Path(next(path for path in sys.path if path.endswith("site-packages")))


def quiet(*words: object, cwd: Path, **environ: str) -> str:
    """Run a command that must succeed; what it printed."""
    done = subprocess.run(
        list(map(str, words)),
        cwd=cwd,
        env=os.environ | environ,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    quiet(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Returns a function that runs `python -m kiosk` as installed from the wheel, elsewhere."""
    folder = tmp_path_factory.mktemp("installed")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    pip = ("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile")
    quiet(sys.executable, *pip, "--target", folder, wheel, cwd=elsewhere)

    def kiosk(*words: object) -> str:
        # Outside the checkout, and without whatever an editable install would add.
        return quiet(
            sys.executable,
            *("-S", "-m", "kiosk"),
            *words,
            cwd=elsewhere,
            PYTHONPATH=f"{folder}{os.pathsep}{DEPENDENCIES}",
            XDG_STATE_HOME=str(elsewhere / "state"),
        )

    kiosk.folder = folder
    return kiosk


def test_it_carries_all_that_is_read_and_no_more(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    sources = {path.relative_to(ROOT).as_posix() for path in (ROOT / "kiosk").rglob("*.qml")}
    sources |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "kiosk").rglob("qmldir")}
    assert len(sources) > 10
    assert sources <= names
    fonts = {"NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "OFL.txt"}
    assert {f"kiosk/assets/fonts/{name}" for name in fonts} <= names
    photos = {path.name for path in (ROOT / "assets" / "demo" / "photos").iterdir()}
    assert len(photos) > 8
    assert {f"kiosk/assets/demo/photos/{name}" for name in photos} <= names
    assert {"kiosk/assets/demo/season.xlsx", "kiosk/config.toml"} <= names
    languages = {f"kiosk/assets/translations/kiosk_{code}.qm" for code in ("en", "zh_TW")}
    assert languages <= names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert not [name for name in names if "drawing" in name or "/tests/" in name]
    assert not [name for name in names if name.endswith((".pyc", "make_season.py"))]


def test_check_runs_on_its_own_demonstration(installed):
    found = json.loads(installed("check", "--json"))
    assert found["usable"]
    assert found["source"]["tasks"] == 214
    assert found["photos"]["count"] > 8
    assert found["warnings"] == []
    inside = str(installed.folder)
    assert found["config"]["file"].startswith(inside)
    assert found["source"]["url"].startswith(inside)


def test_standings_run(installed):
    found = json.loads(installed("standings", "--json"))
    assert found["tasks"] == 214
    assert len(found["subjects"]) == 24


@pytest.mark.parametrize("ground", ["cage", "session", "drm"])
def test_its_units_start_it_at_boot(ground, installed):
    printed = installed("install", "--display", "lobby", "--on", ground, "--dry-run")
    assert "WatchdogSec=30" in printed
    assert f"WorkingDirectory={installed.folder}\n" in printed


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_a_snapshot_is_drawn(lang, installed, tmp_path):
    out = tmp_path / "x.png"
    installed("snapshot", "--scene", "overview", "--lang", lang, "--out", out)
    with Image.open(out) as image:
        assert image.size == (1920, 1080)
        assert len(image.convert("RGB").getcolors(1 << 24)) > 200
