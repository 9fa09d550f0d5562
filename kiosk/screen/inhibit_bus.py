"""A desktop's screensaver, held off over the session's D-Bus.

It is spoken by libdbus, which Qt needs anyway: what Python sends through Qt can't be unsigned, as
the portal's flags are. An inhibition lasts as long as its connection: nothing outlives the kiosk.
"""

import ctypes
import os
from collections.abc import Mapping
from contextlib import suppress
from ctypes import byref, c_char_p, c_int, c_uint32, c_void_p
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_SESSION: Final = 0
_STRING, _UINT32, _ARRAY = ord("s"), ord("u"), ord("a")
_PATIENCE_MS: Final = 5_000
_IDLE: Final = 8
"""The portal's flag for a session that would be idle."""
_WHO, _WHY = "redblack-kiosk", "a wall display is showing"


@dataclass(frozen=True, slots=True)
class Service:
    """One that can be asked, with what is said."""

    name: str
    path: str
    interface: str
    words: tuple[str | int, ...]
    options: bool = False
    """Whether a dictionary of options follows, which is empty."""


SERVICES: Final = (
    Service(
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
        (_WHO, _WHY),
    ),
    Service(
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Inhibit",
        ("", _IDLE),
        options=True,
    ),
)
"""In the order in which they are asked; one is enough."""


class _Error(ctypes.Structure):
    """DBusError."""

    _fields_ = (
        ("name", c_char_p),
        ("message", c_char_p),
        ("flags", c_uint32),
        ("padding", c_void_p),
    )


class Inhibition:
    """What a service holds for us until it is closed."""

    def __init__(self, service: str, library: ctypes.CDLL, connection: c_void_p) -> None:
        """Made by `inhibit`."""
        self.service = service
        self._library = library
        self._connection: c_void_p | None = connection

    def close(self) -> None:
        """Leave the bus, which ends it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            _leave(self._library, connection)


def has_session_bus(environ: Mapping[str, str]) -> bool:
    """Whether there is a bus to ask; looking for one at random would start one."""
    if environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    runtime = environ.get("XDG_RUNTIME_DIR")
    return bool(runtime) and (Path(str(runtime)) / "bus").exists()


def inhibit() -> Inhibition | None:
    """Ask one service after another to keep the session from idling; None if none does.

    Waits for each: to be called on a thread of its own.
    """
    if not has_session_bus(os.environ):
        return None
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL("libdbus-1.so.3")
        _declare(library)
        library.dbus_threads_init_default()
        connection = library.dbus_bus_get_private(_SESSION, None)
        if connection:
            # Without this word libdbus would end the process together with the bus.
            library.dbus_connection_set_exit_on_disconnect(connection, 0)
            for service in SERVICES:
                if _asked(library, connection, service):
                    return Inhibition(service.interface, library, c_void_p(connection))
            _leave(library, c_void_p(connection))
    return None


def _asked(library: ctypes.CDLL, connection: int, service: Service) -> bool:
    """Whether a service that runs says yes; none is started for this."""
    message = library.dbus_message_new_method_call(
        service.name.encode(), service.path.encode(), service.interface.encode(), b"Inhibit"
    )
    library.dbus_message_set_auto_start(message, 0)
    # A DBusMessageIter of libdbus 1 is no larger than this anywhere.
    iterator, inner = (ctypes.create_string_buffer(128) for _ in range(2))
    library.dbus_message_iter_init_append(message, iterator)
    for word in service.words:
        if isinstance(word, str):
            text = c_char_p(word.encode())
            library.dbus_message_iter_append_basic(iterator, _STRING, byref(text))
        else:
            library.dbus_message_iter_append_basic(iterator, _UINT32, byref(c_uint32(word)))
    if service.options:
        library.dbus_message_iter_open_container(iterator, _ARRAY, b"{sv}", inner)
        library.dbus_message_iter_close_container(iterator, inner)
    error = _Error()
    library.dbus_error_init(byref(error))
    reply = library.dbus_connection_send_with_reply_and_block(
        connection, message, _PATIENCE_MS, byref(error)
    )
    library.dbus_error_free(byref(error))
    library.dbus_message_unref(message)
    if reply:
        library.dbus_message_unref(reply)
    return bool(reply)


def _leave(library: ctypes.CDLL, connection: c_void_p) -> None:
    library.dbus_connection_close(connection)
    library.dbus_connection_unref(connection)


def _declare(library: ctypes.CDLL) -> None:
    """Tell ctypes what is passed; raises AttributeError for a library that lacks it."""
    takes: dict[str, tuple[Any, list[Any]]] = {
        "dbus_bus_get_private": (c_void_p, [c_int, c_void_p]),
        "dbus_connection_close": (None, [c_void_p]),
        "dbus_connection_send_with_reply_and_block": (
            c_void_p,
            [c_void_p, c_void_p, c_int, c_void_p],
        ),
        "dbus_connection_set_exit_on_disconnect": (None, [c_void_p, c_uint32]),
        "dbus_connection_unref": (None, [c_void_p]),
        "dbus_error_free": (None, [c_void_p]),
        "dbus_error_init": (None, [c_void_p]),
        "dbus_message_iter_append_basic": (c_uint32, [c_void_p, c_int, c_void_p]),
        "dbus_message_iter_close_container": (c_uint32, [c_void_p, c_void_p]),
        "dbus_message_iter_init_append": (None, [c_void_p, c_void_p]),
        "dbus_message_iter_open_container": (c_uint32, [c_void_p, c_int, c_char_p, c_void_p]),
        "dbus_message_new_method_call": (c_void_p, [c_char_p] * 4),
        "dbus_message_set_auto_start": (None, [c_void_p, c_uint32]),
        "dbus_message_unref": (None, [c_void_p]),
        "dbus_threads_init_default": (c_uint32, []),
    }
    for name, (gives, given) in takes.items():
        function = getattr(library, name)
        function.restype, function.argtypes = gives, given
