"""Fetching a source: one call for files and addresses, which always ends in time.

Runs on a scheduler's thread. The work itself is done on a daemon thread of its own, because
two things can't be interrupted: a name server that does not answer, and a read from a network
folder whose server is gone (it sleeps in the kernel). When such a call overruns its total time
the fetch gives up and leaves the thread behind; until that thread returns, the same source is
refused at once, so that no more than one thread a source ever hangs. Everything else that is
slow ends by itself, at the deadline that every step checks.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from kiosk.intake import local
from kiosk.intake.payload import Payload
from kiosk.intake.source import (
    Deadline,
    Fetched,
    Request,
    SourceUnavailable,
    Unchanged,
    Validators,
    one_line,
    scheme_of,
    shown,
)

if TYPE_CHECKING:
    from kiosk.intake.web import Web

__all__ = [
    "Fetched",
    "Fetcher",
    "Payload",
    "Request",
    "SourceUnavailable",
    "Unchanged",
    "Validators",
    "shown",
]

GRACE_S: Final = 0.25
"""Seconds past the total time in which a step may still end by itself."""

_NOTHING: Final = Validators()


class Fetcher:
    """Fetches sources, over connections that stay open between polls.

    Safe to use from several threads. A fetch that had to be abandoned closes the connections
    of all, so that a server which never finishes its headers is let go of.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        """Nothing is opened before the first fetch.

        Args:
            clock: Monotonic seconds.
            sleep: Waits between attempts; by default a wait that `close` ends.
        """
        self._clock = clock
        self._closed = threading.Event()
        self._sleep = sleep or self._closed.wait
        self._lock = threading.Lock()
        self._web: Web | None = None
        self._hanging: dict[str, threading.Thread] = {}

    def fetch(self, request: Request, validators: Validators = _NOTHING) -> Fetched | Unchanged:
        """Fetch a source whole, or learn that it has not changed.

        Args:
            request: The source and its bounds.
            validators: Those of the payload that the caller has; empty for a first fetch.

        Raises:
            SourceUnavailable: Nothing usable came; within `request.total_s` and a quarter
                of a second, whatever the source does.
        """
        where = shown(request.url)
        deadline = Deadline(request.total_s, self._clock)
        result: Future[Fetched | Unchanged] = Future()

        def work() -> None:
            try:
                result.set_result(self._dispatch(request, validators, deadline))
            except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
                result.set_exception(error)

        worker = threading.Thread(target=work, name="fetch", daemon=True)
        with self._lock:
            self._check_open(where)
            earlier = self._hanging.pop(request.url, None)
            if earlier is not None and earlier.is_alive():
                self._hanging[request.url] = earlier
                raise SourceUnavailable(f"{where}: an earlier attempt still hangs")
            worker.start()
        try:
            return result.result(request.total_s + GRACE_S)
        except TimeoutError:
            with self._lock:
                self._hanging[request.url] = worker
            self._hang_up()
            raise deadline.missed(where) from None

    def close(self) -> None:
        """Close the connections; a fetch under way ends soon, a later one is refused."""
        self._closed.set()
        self._hang_up()

    def _dispatch(
        self, request: Request, before: Validators, deadline: Deadline
    ) -> Fetched | Unchanged:
        """Read the file or ask the server that the address means."""
        match scheme_of(request.url):
            case "":
                return local.read(request.url, request, before, deadline, sleep=self._sleep)
            case "file":
                path = _file_path(request.url)
                return local.read(path, request, before, deadline, sleep=self._sleep)
            case "http" | "https":
                return self._online(shown(request.url)).get(request, before, deadline)
            case scheme:
                raise SourceUnavailable(
                    f"{shown(request.url)}: {one_line(scheme)} is not read; "
                    "give a path, or an http or https address"
                )

    def _check_open(self, where: str) -> None:
        """Under the lock, so that nothing is opened which `close` would not see."""
        if self._closed.is_set():
            raise SourceUnavailable(f"{where}: not asked, the kiosk is stopping")

    def _online(self, where: str) -> "Web":
        with self._lock:
            self._check_open(where)
            if self._web is None:
                # Costs some 0.3 s, which a kiosk that reads a file need not spend to start.
                from kiosk.intake.web import Web  # noqa: PLC0415

                self._web = Web(self._sleep)
            return self._web

    def _hang_up(self) -> None:
        with self._lock:
            web, self._web = self._web, None
        if web is not None:
            web.close()


def _file_path(url: str) -> str:
    """The path that a `file:` address means.

    A name may hold ? and #, and an address typed by hand leaves them as they are.
    """
    path = url.partition(":")[2]
    if path.startswith("//"):
        host, slash, path = path[2:].partition("/")
        path = slash + path
        if host not in {"", "localhost"}:
            raise SourceUnavailable(f"{shown(url)}: a file on another machine; mount its folder")
    return unquote(path, errors="surrogateescape")
