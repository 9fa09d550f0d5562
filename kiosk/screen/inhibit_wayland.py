"""A compositor's idle timer, held off while the window is seen: idle-inhibit-unstable-v1.

Qt does not speak this protocol. It is spoken here by libwayland-client on Qt's own connection, on a
queue of its own, so that none of Qt's messages is taken away; the surface is Qt's.
"""

import ctypes
from ctypes import CFUNCTYPE, POINTER, byref, c_char_p, c_int, c_uint32, c_void_p
from typing import Any, Final

from PySide6.QtGui import QGuiApplication, QNativeInterface, QWindow

NAME: Final = "idle-inhibit"

_MANAGER: Final = b"zwp_idle_inhibit_manager_v1"
_INHIBITOR: Final = b"zwp_idle_inhibitor_v1"
_DESTROY: Final = 0
"""Opcode of the first request of both."""
_CREATE_INHIBITOR: Final = 1
_GET_REGISTRY: Final = 1
_BIND: Final = 0
_AND_FREE: Final = 1
"""Flag of a request that ends its object."""
_LEAST_ADDRESS: Final = 1 << 16
"""Qt tells a surface's address as the window's id; what is less is no address."""


class _Message(ctypes.Structure):
    """wl_message: a request or an event."""


class _Interface(ctypes.Structure):
    """wl_interface: what an object understands."""


_Message._fields_ = (
    ("name", c_char_p),
    ("signature", c_char_p),
    ("types", POINTER(POINTER(_Interface))),
)
_Interface._fields_ = (
    ("name", c_char_p),
    ("version", c_int),
    ("method_count", c_int),
    ("methods", POINTER(_Message)),
    ("event_count", c_int),
    ("events", POINTER(_Message)),
)


class _Argument(ctypes.Union):
    """wl_argument: one value of a request."""

    _fields_ = (("uint", c_uint32), ("string", c_char_p), ("object", c_void_p))


_OnGlobal = CFUNCTYPE(None, c_void_p, c_void_p, c_uint32, c_char_p, c_uint32)
_OnGlobalRemove = CFUNCTYPE(None, c_void_p, c_void_p, c_uint32)


class _Listener(ctypes.Structure):
    """wl_registry_listener."""

    _fields_ = (("on_global", _OnGlobal), ("on_global_remove", _OnGlobalRemove))


class IdleInhibit:
    """An inhibitor for a window. All of it on the GUI thread."""

    def __init__(self, window: QWindow) -> None:
        """Nothing is asked of the compositor yet."""
        self._window = window
        self._library: ctypes.CDLL | None = None
        self._display = c_void_p()
        self._queue = c_void_p()
        self._manager = c_void_p()
        self._inhibitor = c_void_p()

    def hold(self) -> bool:
        """Inhibit for the window's surface of now; whether the compositor knows how.

        To be called again when the window was shown anew, which gives it another surface.
        """
        if self._library is None and not self._begin():
            return False
        self._end_inhibitor()
        library, surface = self._library, self._surface()
        if library is None or not self._manager or surface is None:
            return False
        arguments = (_Argument * 2)()
        arguments[1].object = surface
        self._inhibitor = c_void_p(
            library.wl_proxy_marshal_array_flags(
                self._manager, _CREATE_INHIBITOR, byref(self._inhibitor_type), 1, 0, arguments
            )
        )
        library.wl_display_flush(self._display)
        return bool(self._inhibitor)

    def release(self) -> None:
        """Let the compositor's idle timer run."""
        self._end_inhibitor()
        if self._library is not None:
            self._library.wl_display_flush(self._display)

    def close(self) -> None:
        """Release, and leave nothing behind on Qt's connection."""
        self.release()
        library, self._library = self._library, None
        if library is None:
            return
        if self._manager:
            self._end(library, self._manager)
        library.wl_event_queue_destroy(self._queue)
        self._manager = self._queue = c_void_p()

    def _begin(self) -> bool:
        """Find the compositor's manager; whether libwayland and Qt let it be looked for."""
        native = QGuiApplication.instance()
        wayland: Any = native.nativeInterface() if isinstance(native, QGuiApplication) else None
        if not isinstance(wayland, QNativeInterface.QWaylandApplication):
            return False
        try:
            library = ctypes.CDLL("libwayland-client.so.0")
            _declare(library)
        except (OSError, AttributeError):
            return False
        self._inhibitor_type = _interface(_INHIBITOR, ((b"destroy", b"", ()),))
        surface_type = _Interface.in_dll(library, "wl_surface_interface")
        self._manager_type = _interface(
            _MANAGER,
            (
                (b"destroy", b"", ()),
                (b"create_inhibitor", b"no", (self._inhibitor_type, surface_type)),
            ),
        )
        self._library = library
        self._display = c_void_p(wayland.display())
        self._queue = c_void_p(library.wl_display_create_queue(self._display))
        self._manager = self._bound(library)
        return True

    def _bound(self, library: ctypes.CDLL) -> c_void_p:
        """The compositor's manager; null if it has none."""
        found: list[int] = []

        def on_global(_data: int, _registry: int, name: int, kind: bytes, _version: int) -> None:
            if kind == _MANAGER:
                found.append(name)

        listener = _Listener(_OnGlobal(on_global), _OnGlobalRemove(lambda *_: None))
        wrapper = c_void_p(library.wl_proxy_create_wrapper(self._display))
        library.wl_proxy_set_queue(wrapper, self._queue)
        registry_type = _Interface.in_dll(library, "wl_registry_interface")
        registry = c_void_p(
            library.wl_proxy_marshal_array_flags(
                wrapper, _GET_REGISTRY, byref(registry_type), 1, 0, (_Argument * 1)()
            )
        )
        library.wl_proxy_wrapper_destroy(wrapper)
        library.wl_proxy_add_listener(registry, byref(listener), None)
        library.wl_display_roundtrip_queue(self._display, self._queue)
        manager = c_void_p()
        if found:
            arguments = (_Argument * 4)()
            arguments[0].uint = found[0]
            arguments[1].string = _MANAGER
            arguments[2].uint = 1
            manager = c_void_p(
                library.wl_proxy_marshal_array_flags(
                    registry, _BIND, byref(self._manager_type), 1, 0, arguments
                )
            )
        library.wl_proxy_destroy(registry)
        return manager

    def _surface(self) -> int | None:
        """The address of the window's wl_surface, if that is what Qt tells."""
        library = self._library
        if library is None or not self._window.isVisible():
            return None
        address = int(self._window.winId())
        if address < _LEAST_ADDRESS or library.wl_proxy_get_class(address) != b"wl_surface":
            return None
        return address

    def _end_inhibitor(self) -> None:
        if self._library is not None and self._inhibitor:
            self._end(self._library, self._inhibitor)
            self._inhibitor = c_void_p()

    @staticmethod
    def _end(library: ctypes.CDLL, proxy: c_void_p) -> None:
        library.wl_proxy_marshal_array_flags(proxy, _DESTROY, None, 1, _AND_FREE, (_Argument * 1)())


def _declare(library: ctypes.CDLL) -> None:
    """Tell ctypes what is passed; raises AttributeError for a library older than 1.20."""
    takes: dict[str, tuple[Any, list[Any]]] = {
        "wl_display_create_queue": (c_void_p, [c_void_p]),
        "wl_display_flush": (c_int, [c_void_p]),
        "wl_display_roundtrip_queue": (c_int, [c_void_p, c_void_p]),
        "wl_event_queue_destroy": (None, [c_void_p]),
        "wl_proxy_add_listener": (c_int, [c_void_p, c_void_p, c_void_p]),
        "wl_proxy_create_wrapper": (c_void_p, [c_void_p]),
        "wl_proxy_destroy": (None, [c_void_p]),
        "wl_proxy_get_class": (c_char_p, [c_void_p]),
        "wl_proxy_marshal_array_flags": (
            c_void_p,
            [c_void_p, c_uint32, c_void_p, c_uint32, c_uint32, c_void_p],
        ),
        "wl_proxy_set_queue": (None, [c_void_p, c_void_p]),
        "wl_proxy_wrapper_destroy": (None, [c_void_p]),
    }
    for name, (gives, given) in takes.items():
        function = getattr(library, name)
        function.restype, function.argtypes = gives, given


def _interface(
    name: bytes, requests: tuple[tuple[bytes, bytes, tuple[_Interface, ...]], ...]
) -> _Interface:
    """An interface of version 1 without events."""
    methods = (_Message * len(requests))()
    for method, (request, signature, kinds) in zip(methods, requests, strict=True):
        types = (POINTER(_Interface) * max(len(kinds), 1))(*map(ctypes.pointer, kinds))
        method.name, method.signature, method.types = request, signature, types
    return _Interface(name, 1, len(requests), methods, 0, None)
