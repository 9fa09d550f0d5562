"""Who may import whom, that nothing escapes the rule, and what the repository may not say."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "kiosk"
QML = PACKAGE / "screen" / "qml"
BESIDE = Path(sys.executable).parent
"""Where the programs of this Python's environment are."""


def committed() -> list[Path]:
    """The repository's own files."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.fixture(scope="module")
def contracts() -> list[dict]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return settings["tool"]["importlinter"]["contracts"]


def test_data_walks_one_way(contracts):
    done = subprocess.run(
        ["lint-imports", "--no-cache"],
        cwd=ROOT,
        env=os.environ | {"PATH": f"{BESIDE}{os.pathsep}{os.environ.get('PATH', '')}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert f"Contracts: {len(contracts)} kept, 0 broken." in done.stdout
    analyzed = re.search(r"Analyzed (\d+) files, (\d+) dependencies", done.stdout)
    assert int(analyzed[1]) > 50
    assert int(analyzed[2]) > 100


def test_every_module_has_its_layer(contracts):
    (layers,) = [one["layers"] for one in contracts if one["type"] == "layers"]
    named = {name.strip() for layer in layers for name in layer.split("|")}
    own = {f"kiosk.{path.stem}" for path in PACKAGE.glob("*.py") if path.stem != "__init__"}
    own |= {f"kiosk.{path.parent.name}" for path in PACKAGE.glob("*/__init__.py")}
    assert len(own) > 10
    assert own == named


def test_every_qml_file_stands_in_the_qmldir_of_its_folder():
    folders = {path.parent for path in QML.rglob("*.qml")}
    assert len(folders) > 2
    for folder in folders:
        lines = (folder / "qmldir").read_text(encoding="utf-8").splitlines()
        kinds = [line.split() for line in lines]
        listed = {words[-1] for words in kinds if words and words[0] not in {"module", "import"}}
        assert listed == {path.name for path in folder.glob("*.qml")}, folder


FOREIGN = (
    r"/work/",
    r"/root/",
    r"pypi\.org",
    r"pythonhosted",
    r"npmjs",
    r"--index-url|--extra-index-url|index-url\s*=",
)


def test_no_file_names_a_machines_path_or_a_registry():
    this = Path(__file__).resolve()
    pattern = re.compile("|".join(FOREIGN))
    texts, found = 0, []
    for path in committed():
        if path == this:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        texts += 1
        found += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
            for number, line in enumerate(text.splitlines(), start=1)
            if pattern.search(line)
        ]
    assert texts > 100
    assert found == []


def test_only_tests_hold_file_addresses():
    found = [
        str(path.relative_to(ROOT))
        for path in committed()
        if path.is_relative_to(PACKAGE) and path.suffix in {".py", ".qml"}
        if re.search(r"file://\w", path.read_text(encoding="utf-8"))
    ]
    assert found == []
