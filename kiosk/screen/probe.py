"""What Qt finds on this machine, told by a process of its own: `python -m kiosk.screen.probe`.

Qt ends the process that it cannot start in, and may wait for a display server for ever.
"""

import json
import os
import sys

from PySide6.QtGui import QFontDatabase, QGuiApplication, QOffscreenSurface, QOpenGLContext

from kiosk.screen.fonts import FAMILY, register_fonts
from kiosk.screen.platform import Renderer, platform_settings

_GL_RENDERER = 0x1F01


def main(platform: str, renderer: str) -> int:
    """Start Qt on a platform and print what is there, as JSON; no window is opened.

    Args:
        platform: Qt's plugin.
        renderer: OpenGL is only asked for by whoever draws with it.
    """
    os.environ.update(platform_settings(os.environ, platform))
    app = QGuiApplication(["kiosk"])
    register_fonts()
    found = {
        "outputs": [
            {
                "name": screen.name(),
                "width": screen.geometry().width(),
                "height": screen.geometry().height(),
            }
            for screen in app.screens()
        ],
        "fonts": FAMILY in QFontDatabase.families(),
        "opengl": _opengl() if renderer == Renderer.OPENGL else None,
    }
    sys.stdout.write(json.dumps(found))
    return 0


def _opengl() -> str:
    """The name of what draws OpenGL; empty where nothing does."""
    surface, context = QOffscreenSurface(), QOpenGLContext()
    surface.create()
    if not context.create() or not context.makeCurrent(surface):
        return ""
    name = context.functions().glGetString(_GL_RENDERER)
    context.doneCurrent()
    return str(name or "")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
