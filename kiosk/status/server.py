"""The status page's server, from its start to its end; nothing here ends a kiosk."""

import logging
import socket
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from kiosk.listening import Address
from kiosk.status.model import Status
from kiosk.status.settings import StatusSettings

if TYPE_CHECKING:
    from kiosk.status.listener import Listener

logger: Final = logging.getLogger(__name__)

AGAIN_S: Final = 60.0
"""Seconds after which an address that cannot be used is tried again."""
_JOIN_S: Final = 0.45


class StatusServer:
    """Serves the status page on threads of its own."""

    def __init__(
        self,
        settings: StatusSettings,
        status: Callable[[], Status],
        frame: Callable[[], bytes | None],
        *,
        again_s: float = AGAIN_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing is served yet.

        Args:
            settings: Where, and to whom.
            status: The present status. It is called on the server's threads and must not wait
                for the thread that presents the pages, which may be what hangs.
            frame: A JPEG or PNG of what hangs on the wall; None where there is none. It is
                called on the server's threads, once in two seconds at most, and may take one.
            again_s: Seconds after which an address that cannot be used is tried again.
            monotonic: Seconds.
        """
        self._settings = settings
        self._status = status
        self._frame = frame
        self._again_s = again_s
        self._monotonic = monotonic
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._listener: Listener | None = None
        self._address: Address | None = None
        self._thread: threading.Thread | None = None
        self._problem = ""

    @property
    def address(self) -> Address | None:
        """Where it is served now; None while it is not."""
        return self._address

    def start(self) -> None:
        """Begin to serve, if the settings name an address; what it needs is loaded meanwhile."""
        if self._settings.address is None or self._thread is not None:
            return
        self._thread = threading.Thread(target=self._work, name="status page", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Serve nobody any more; takes less than half a second, whoever is still connected."""
        self._closing.set()
        with self._lock:
            if self._listener is not None:
                self._listener.wake()
        if self._thread is not None:
            self._thread.join(_JOIN_S)

    def _work(self) -> None:
        while not self._closing.is_set():
            try:
                self._serve()
            except OSError as error:
                self._tell((error.strerror or str(error)).lower())
            except Exception as error:
                logger.debug("the status page's server failed", exc_info=True)
                self._tell(repr(error))
            self._closing.wait(self._again_s)

    def _serve(self) -> None:
        from kiosk.status.application import Application  # noqa: PLC0415 - not before the start
        from kiosk.status.listener import Listener  # noqa: PLC0415

        assert self._settings.address is not None  # noqa: S101 - else there is no thread
        bound = _bound(self._settings.address)
        try:
            application = Application(
                self._settings, self._status, self._frame, monotonic=self._monotonic
            )
            listener = Listener(application, bound)
        except BaseException:
            bound.close()
            raise
        self._address = Address(self._settings.address.host, bound.getsockname()[1])
        self._problem = ""
        logger.info("status page: http://%s/", self._address)
        with self._lock:
            self._listener = listener
        try:
            listener.serve(self._closing)
        finally:
            with self._lock:
                self._listener = None
            self._address = None
            listener.close()

    def _tell(self, problem: str) -> None:
        """A line for each change, not for each time that it is tried."""
        if problem != self._problem:
            self._problem = problem
            again = f"tried again every {self._again_s:.0f} s"
            logger.warning("no status page at %s: %s; %s", self._settings.address, problem, again)


def _bound(address: Address) -> socket.socket:
    """A socket that listens at an address.

    Raises:
        OSError: it cannot.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        # A kiosk that starts again finds its port free.
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family is socket.AF_INET6:
            bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        bound.bind((address.host, address.port))
        bound.listen()
    except OSError:
        bound.close()
        raise
    return bound
