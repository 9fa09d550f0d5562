"""Writes the types that Python gives to QML, so that qmllint knows them.

Usage: python tests/qml_types.py FOLDER
"""

import subprocess
import sys
import sysconfig
from pathlib import Path

import PySide6

SOURCE = Path("kiosk/screen/view.py")
MODULE = "kiosk.screen.view"
QT_CORE = Path(PySide6.__file__).parent / "Qt" / "metatypes" / "qt6core_metatypes.json"


def main(folder: Path) -> None:
    """Make `FOLDER/kiosk/screen/view` an importable QML module."""
    scripts = Path(sysconfig.get_path("scripts"))
    module = folder.joinpath(*MODULE.split("."))
    module.mkdir(parents=True, exist_ok=True)
    meta = module / "view.json"
    types = module / "view.qmltypes"
    dump = [scripts / "pyside6-metaobjectdump", "-o", meta, SOURCE]
    register = [
        *(scripts / "pyside6-qmltyperegistrar", "--generate-qmltypes", types, "-o", "/dev/null"),
        *("--import-name", MODULE, "--major-version", "1"),
        *("--foreign-types", QT_CORE, meta),
    ]
    for command in (dump, register):
        subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
    (module / "qmldir").write_text(f"module {MODULE}\ntypeinfo {types.name}\ndepends QtQuick\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
