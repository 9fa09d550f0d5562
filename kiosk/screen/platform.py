"""Which Qt platform and which renderer this machine can carry; decided before Qt starts."""

import ctypes
import importlib.util
import socket
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

from kiosk.errors import KioskError

_DRIVERS_WITHOUT_GPU: Final = frozenset(
    {"vgem", "vkms", "simpledrm", "ast", "mgag200", "bochs-drm"}
)

_X11_LIBRARIES: Final[Mapping[str, str]] = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt's X11 plugin needs beside what PySide6 brings, and the Debian package it is in."""

_WAYLAND_LIBRARIES: Final[Mapping[str, str]] = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}

_DRM_LIBRARIES: Final[Mapping[str, str]] = {"libdrm.so.2": "libdrm2"}

_EGLFS_LIBRARY: Final = "libQt6EglFsKmsGbmSupport.so.6"
"""What eglfs needs to drive a screen with OpenGL. Qt has it, PySide6's wheels have not."""

_BASE_LIBRARIES: Final[Mapping[str, str]] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}


class Platform(StrEnum):
    """Qt's platform plugins that a kiosk runs on."""

    WAYLAND = "wayland"
    X11 = "xcb"
    EGLFS = "eglfs"
    FRAMEBUFFER = "linuxfb"
    OFFSCREEN = "offscreen"


class Renderer(StrEnum):
    """How the scene graph is drawn; `auto` is OpenGL where there is a GPU."""

    AUTO = "auto"
    SOFTWARE = "software"
    OPENGL = "opengl"


def eglfs_is_whole() -> bool:
    """Whether this Qt can drive a screen with OpenGL by itself."""
    qt = importlib.util.find_spec("PySide6")
    folders = [] if qt is None else (qt.submodule_search_locations or [])
    return any((Path(folder) / "Qt/lib" / _EGLFS_LIBRARY).exists() for folder in folders)


class NoScreenError(KioskError):
    """The screen that the environment names can't be reached."""


def has_gpu(sys_class: Path = Path("/sys/class/drm")) -> bool:
    """Whether a render node of a driver that draws in hardware exists."""
    for node in sys_class.glob("renderD*"):
        driver = node / "device" / "driver"
        if driver.resolve().name not in _DRIVERS_WITHOUT_GPU:
            return True
    return False


def choose_platform(
    environ: Mapping[str, str],
    *,
    gpu: bool,
    devices: Path = Path("/dev"),
    eglfs: Callable[[], bool] = eglfs_is_whole,
) -> Platform | str:
    """The platform for this environment; what `QT_QPA_PLATFORM` names goes before all.

    Args:
        environ: The environment.
        gpu: Whether the machine draws in hardware.
        devices: Where the system keeps its devices.
        eglfs: Tells whether Qt can drive a screen with OpenGL.

    Raises:
        NoScreenError: the environment names an X display that can't be reached.
    """
    if named := environ.get("QT_QPA_PLATFORM"):
        return named
    if environ.get("WAYLAND_DISPLAY"):
        return Platform.WAYLAND
    if display := environ.get("DISPLAY"):
        if not _x_answers(display):
            raise NoScreenError(f"no X server answers on DISPLAY={display}")
        return Platform.X11
    card = _has_card(devices)
    if card and gpu and eglfs():
        return Platform.EGLFS
    if card or (devices / "fb0").exists():
        return Platform.FRAMEBUFFER
    return Platform.OFFSCREEN


def choose_renderer(wanted: Renderer, platform: str, *, gpu: bool) -> Renderer:
    """Software where there is no GPU: it beats OpenGL on a processor by a wide margin."""
    if wanted is not Renderer.AUTO:
        return wanted
    drawn_by_processor = platform in {Platform.OFFSCREEN, Platform.FRAMEBUFFER}
    return Renderer.OPENGL if gpu and not drawn_by_processor else Renderer.SOFTWARE


def missing_packages(platform: str) -> tuple[str, ...]:
    """Debian packages of libraries that Qt needs here and the system lacks."""
    needed = dict(_BASE_LIBRARIES)
    match platform:
        case Platform.X11:
            needed |= _X11_LIBRARIES
        case Platform.WAYLAND:
            needed |= _WAYLAND_LIBRARIES
        case Platform.FRAMEBUFFER | Platform.EGLFS:
            needed |= _DRM_LIBRARIES
    return tuple(package for library, package in needed.items() if not _loads(library))


def platform_settings(
    environ: Mapping[str, str], platform: str, devices: Path = Path("/dev")
) -> dict[str, str]:
    """Environment variables that Qt reads at its start; what is already set goes before."""
    chosen = {
        "QT_QPA_PLATFORM": platform,
        "QT_WAYLAND_DISABLE_WINDOWDECORATION": "1",
        # No desktop's scaling: sizes follow from the screen itself.
        "QT_ENABLE_HIGHDPI_SCALING": "0",
        # Nobody writes on a wall: no input method, and none of its windows.
        "QT_IM_MODULES": "none",
    }
    if platform == Platform.FRAMEBUFFER:
        chosen["QT_QPA_FB_HIDECURSOR"] = "1"
        if _has_card(devices):
            # By modes and pages of the kernel's, in place of its emulated framebuffer: the
            # screen's own resolution, and no picture that is half the next one.
            chosen["QT_QPA_FB_DRM"] = "1"
    return {name: value for name, value in chosen.items() if name not in environ}


def renderer_settings(environ: Mapping[str, str], renderer: Renderer) -> dict[str, str]:
    """Environment variables that Qt reads at its first window; what is set goes before."""
    backend = "software" if renderer is Renderer.SOFTWARE else "rhi"
    return {} if "QT_QUICK_BACKEND" in environ else {"QT_QUICK_BACKEND": backend}


def _has_card(devices: Path) -> bool:
    return any((devices / "dri").glob("card*"))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x_answers(display: str) -> bool:
    """Whether something listens where an X server named like this would."""
    host, _, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not number.isdecimal():
        return False
    if host in {"", "unix"}:
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where every X server puts it
        return _connects(socket.AF_UNIX, path) or _connects(socket.AF_UNIX, f"\0{path}")
    return _connects(socket.AF_INET, (host, 6000 + int(number)))


def _connects(family: int, address: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(2)
        try:
            connection.connect(address)
        except OSError:
            return False
    return True
