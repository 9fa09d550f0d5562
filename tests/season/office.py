"""The office's web server: it serves the table of the day, and fails as it is told."""

import hashlib
import socket
import struct
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

FAILURES: Final = (
    "500",
    "404",
    "429",
    "login",
    "empty",
    "torn",
    "reset",
    "headless",
    "garbage",
    "mute",
)
"""Ways in which it fails."""
ASKED_TO_WAIT_S: Final = 120
"""What a 429 asks for: so long that the wall says so at once."""
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LOGIN: Final = "<!DOCTYPE html><html><body><form>请登录</form></body></html>".encode()


_PLAIN: Final[Mapping[str, Callable[[bytes], tuple[str, bytes, Mapping[str, str]]]]] = {
    "500": lambda _: ("500", b"", {}),
    "404": lambda _: ("404", b"", {}),
    "429": lambda _: ("429", b"", {"Retry_After": str(ASKED_TO_WAIT_S)}),
    "login": lambda _: ("200", _LOGIN, {"Content_Type": "text/html; charset=utf-8"}),
    "empty": lambda _: ("200", b"", {"Content_Type": _XLSX}),
    "garbage": lambda body: ("200", body[: len(body) // 2], {"Content_Type": _XLSX}),
}
"""Failures that are whole answers: status, body and header fields for a table's body."""


@dataclass
class Answer:
    """How the next request of a display is met."""

    how: str = "good"
    body: bytes = b""
    at: Callable[[str], None] = lambda _: None
    """Told `asked`, `half` and `sent` as an answer goes on: whoever listens may cut the power."""


@dataclass
class Office:
    """Answers on loopback; every display is told apart by a header of its own."""

    answers: dict[str, Answer] = field(default_factory=dict)
    requests: int = 0
    port: int = 0
    _listener: socket.socket | None = None

    def start(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=16)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def stop(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._meet, args=(connection,), daemon=True).start()

    def _meet(self, connection: socket.socket) -> None:
        # Who asks may be dead in the middle of it.
        with connection, suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                part = connection.recv(8192)
                if not part:
                    return
                head += part
            lines = head.decode("latin-1").split("\r\n")[1:]
            pairs = (line.partition(":") for line in lines)
            fields = {name.lower(): value.strip() for name, _, value in pairs}
            self.requests += 1
            _respond(connection, self.answers[fields["x-display"]], fields.get("if-none-match", ""))


def _respond(connection: socket.socket, answer: Answer, known: str) -> None:
    answer.at("asked")
    body = answer.body
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    match answer.how:
        case "good" | "fewer" | "headless" if etag == known:
            _send(connection, "304", b"", answer.at, ETag=etag)
        case "good" | "fewer" | "headless":
            _send(connection, "200", body, answer.at, ETag=etag, Content_Type=_XLSX)
        case "torn":
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            connection.sendall(head.encode() + body[: len(body) // 2])
        case "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        case "mute":
            pass
        case how:
            status, shown, fields = _PLAIN[how](body)
            _send(connection, status, shown, **fields)
    answer.at("sent")


def _send(
    connection: socket.socket,
    status: str,
    body: bytes,
    at: Callable[[str], None] = lambda _: None,
    **fields: str,
) -> None:
    lines = [f"HTTP/1.1 {status} Reason", "Connection: close", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1") + body[: len(body) // 2])
    at("half")
    connection.sendall(body[len(body) // 2 :])
