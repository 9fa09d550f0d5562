"""Where files stand: those that ship with the kiosk, in the wheel or in a checkout, and its own."""

from pathlib import Path
from typing import Final

_APP_NAME: Final = "redblack-kiosk"
_PACKAGE: Final = Path(__file__).resolve().parent

# The wheel carries `assets/` and `config.toml` inside the package; a checkout has them beside it.
ROOT: Final = _PACKAGE if (_PACKAGE / "assets").is_dir() else _PACKAGE.parent

ASSETS: Final = ROOT / "assets"
FONTS: Final = ASSETS / "fonts"
DEFAULT_CONFIG: Final = ROOT / "config.toml"
QML: Final = _PACKAGE / "screen" / "qml"
QML_IMPORTS: Final = _PACKAGE.parent
"""Where QML looks for modules: `kiosk.screen.qml` is the folder of that path."""
TRANSLATIONS: Final = ASSETS / "translations"


def state_folder() -> Path:
    """Where the kiosk of this user keeps its memory."""
    import platformdirs  # noqa: PLC0415 - the first picture does not wait for it

    return platformdirs.user_state_path(_APP_NAME, appauthor=False)
