"""waitress, as the status page needs it: small, bounded, and quick to stop.

Imported when the page starts, after the first picture.
"""

import logging
import time
from http import HTTPStatus
from socket import SO_SNDBUF, SOL_SOCKET, socket
from threading import Event
from typing import Any, Final

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher, WSGITask

from kiosk.status.application import METHODS, Application, refusal

_THREADS: Final = 3
"""One may wait for a picture while others answer."""
_CONNECTIONS: Final = 64
_QUEUE: Final = 128
"""Connections that wait to be accepted; the kernel has others try again after a second."""
_HEADERS: Final = 8 * 1024
"""Bytes of a request's line and headers."""
_REQUEST_S: Final = 5.0
"""How long a client may take to send its request."""
_LONGEST_S: Final = 30.0
"""How long a connection may last, whatever it does."""
_BUFFER: Final = 8 * 1024 * 1024
"""Bytes of an answer that are kept in memory, which is any; more would go to a file."""
_SENDING: Final = 128 * 1024
"""Bytes of an answer that the kernel keeps for a client that does not read."""
_GRACE_S: Final = 0.25
"""How long a client may take to send its request however many others there are."""
_TICK_S: Final = 0.1
_STOP_S: Final = 0.3

# What clients do wrong is their affair; a line for each would be theirs to write.
logging.getLogger("waitress").setLevel(logging.ERROR)


class _Task(WSGITask):  # type: ignore[misc]  # waitress has no types
    """Answers one request, and no other on the same connection."""

    def start(self) -> None:
        super().start()
        self.set_close_on_finish()


class _ErrorTask(ErrorTask):  # type: ignore[misc]
    """Answers what waitress refuses by itself as everything else is answered."""

    def execute(self) -> None:
        method = getattr(self.request, "command", "")
        status = HTTPStatus(self.request.error.code)
        if method and method not in METHODS:
            status = HTTPStatus.METHOD_NOT_ALLOWED
        answer = refusal(status)
        self.status = answer.line
        self.response_headers.extend(answer.headers)
        self.set_close_on_finish()
        self.content_length = len(answer.body)
        self.write(b"" if method == "HEAD" else answer.body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows its age: waitress goes by the clock, which may be set."""

    task_class = _Task
    error_task_class = _ErrorTask

    def __init__(self, *args: Any, **named: Any) -> None:
        self.born = time.monotonic()
        super().__init__(*args, **named)

    @property
    def asking(self) -> bool:
        """Whether its request has not come in full."""
        return not (self.requests or self.total_outbufs_len or self.close_when_flushed)


class _Server(TcpWSGIServer):  # type: ignore[misc]
    """Lets nobody keep a connection for long, and always has one left for the next client."""

    channel_class = _Channel

    def let_go(self, now: float) -> None:
        """Cut off whoever was late at a time after which everything that had come was read.

        Not while connections are polled: a new one gets the number of one that was closed, and
        the poll would close it, too.
        """
        channels: list[_Channel] = list(self.active_channels.values())
        asking = sorted((one for one in channels if one.asking), key=lambda one: one.born)
        late = [one for one in asking if now - one.born > _REQUEST_S]
        late += [one for one in channels if now - one.born > _LONGEST_S]
        if len(channels) >= _CONNECTIONS:
            # Clients that hold connections open and ask for nothing: the older ones have to go.
            older = asking[: (len(asking) + 1) // 2]
            late += [one for one in older if now - one.born > _GRACE_S]
        for channel in dict.fromkeys(late):
            # At once: waitress' own way waits until the client reads, which it may never do.
            channel.handle_close()


class Listener:
    """Serves an application on a socket."""

    def __init__(self, application: Application, bound: socket) -> None:
        """Listen; the socket belongs to the listener from now on."""
        bound.setsockopt(SOL_SOCKET, SO_SNDBUF, _SENDING)
        self._map: dict[int, Any] = {}
        self._workers = ThreadedTaskDispatcher()
        self._server = _Server(
            application,
            map=self._map,
            dispatcher=self._workers,
            adj=Adjustments(
                sockets=[bound],
                ident=None,
                backlog=_QUEUE,
                # The listening socket and the pipe that wakes it are counted, too.
                connection_limit=_CONNECTIONS + 2,
                max_request_header_size=_HEADERS,
                max_request_body_size=1,
                outbuf_overflow=_BUFFER,
                log_socket_errors=False,
                asyncore_use_poll=True,
            ),
            _sock=bound,
            bind_socket=False,
            sockinfo=(bound.family, bound.type, bound.proto, bound.getsockname()),
        )
        self._workers.set_thread_count(_THREADS)

    def serve(self, closing: Event) -> None:
        """Answer until the event is set and `wake` called.

        Raises:
            OSError: the socket is lost.
        """
        while not closing.is_set():
            now = time.monotonic()
            # With nobody connected there is nothing to look after.
            wait_s = _TICK_S if self._server.active_channels else None
            wasyncore.loop(timeout=wait_s, use_poll=True, map=self._map, count=1)
            if not self._server.accepting:
                raise OSError("the listening socket is lost")
            self._server.let_go(now)

    def wake(self) -> None:
        """Have `serve` look whether it is to end; on any thread, before `close`."""
        self._server.pull_trigger()

    def close(self) -> None:
        """Let go of everything; whoever is still connected is cut off."""
        self._workers.shutdown(timeout=_STOP_S)
        wasyncore.close_all(self._map, ignore_all=True)
