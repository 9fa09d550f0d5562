"""A server on loopback that misbehaves on purpose, one request like the other or each its own way.

It speaks over bare sockets, since no HTTP library would send what it has to. Every answer ends
with its connection, so that a poll is a connection.
"""

import gzip
import io
import socket
import ssl
import struct
import threading
import zipfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Final, Self

TLS: Final = Path(__file__).parents[1] / "data" / "tls"
PATH: Final = "/table.xlsx"
GIGABYTE: Final = 1024**3
HUGE: Final = 5 * GIGABYTE
LOGIN: Final = b"<!DOCTYPE html><html><body><form>login</form></body></html>"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_CHUNK: Final = bytes(64 * 1024)
_HEAD_LIMIT: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Ask:
    """A request as it came; header names are in small letters."""

    path: str
    headers: Mapping[str, str]


class Talk:
    """The server's side of one connection."""

    def __init__(self, connection: socket.socket, stopping: threading.Event) -> None:
        self.connection = connection
        self.stopping = stopping

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def head(self, status: int = 200, **headers: str) -> None:
        """The status line and the header fields; an underscore stands for a hyphen."""
        lines = [f"HTTP/1.1 {status} Reason", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1"))

    def respond(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        """An answer with its true length."""
        self.head(status, Content_Length=str(len(body)), **headers)
        self.send(body)

    def pour(self, chunk: bytes, most: int = HUGE) -> None:
        """The same bytes again and again for as long as anybody takes them."""
        for _ in range(most // len(chunk)):
            if self.stopping.is_set():
                return
            self.send(chunk)

    def wait(self) -> None:
        """Say nothing more until whoever asked is gone."""
        while not self.stopping.is_set():
            with suppress(TimeoutError):
                if not self.connection.recv(_HEAD_LIMIT):
                    return


Answer = Callable[[Ask, Talk], None]


@dataclass
class Server:
    """Answers every request as it is told at the moment.

    With a certificate it speaks TLS; the certificate can be another for the next connection.
    """

    answer: Answer = lambda _, talk: talk.respond(404)
    certificate: str = ""
    mute: bool = False
    """Whether it takes connections up and says nothing, not even of TLS."""
    asks: list[Ask] = field(default_factory=list)
    port: int = 0
    _open: list[socket.socket] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _listener: socket.socket | None = None
    _secure: bool = False

    @property
    def url(self) -> str:
        return f"{'https' if self._secure else 'http'}://127.0.0.1:{self.port}{PATH}"

    def give(self, table: bytes) -> None:
        """Answer with this table from now on."""
        self.answer = gives(table)

    def start(self) -> None:
        """Listen; on the port of before after a `stop`."""
        self._stopping = threading.Event()
        self._secure = bool(self.certificate)
        self._listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def stop(self) -> None:
        """Answer nobody any more."""
        self._stopping.set()
        listener, self._listener = self._listener, None
        if listener is not None:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _accept(self, listener: socket.socket) -> None:
        while not self._stopping.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            self._open.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, raw: socket.socket) -> None:
        with raw, suppress(OSError):
            raw.settimeout(1)
            if self.mute:
                Talk(raw, self._stopping).wait()
                return
            if self._secure and not self.certificate:
                raw.recv(_HEAD_LIMIT)
                Talk(raw, self._stopping).respond(400, b"plain HTTP here")
                return
            try:
                connection = self._secured(raw) if self._secure else raw
            except OSError:
                return
            with connection:
                ask = _read_ask(connection)
                self.asks.append(ask)
                connection.settimeout(10)
                self.answer(ask, Talk(connection, self._stopping))

    def _secured(self, raw: socket.socket) -> socket.socket:
        return _context(self.certificate).wrap_socket(raw, server_side=True)


@cache
def _context(certificate: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / certificate, TLS / "key.pem")
    return context


def _read_ask(connection: socket.socket) -> Ask:
    head = b""
    while b"\r\n\r\n" not in head:
        data = connection.recv(_HEAD_LIMIT)
        if not data:
            raise ConnectionError
        head += data
    line, *rest = head.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = dict(item.split(": ", 1) for item in rest)
    return Ask(line.split(" ")[1], {name.lower(): value for name, value in headers.items()})


# Answers of use.


def gives(body: bytes, **headers: str) -> Answer:
    """The table."""
    return lambda _, talk: talk.respond(200, body, **({"Content_Type": XLSX} | headers))


def gives_with_etag(body: bytes) -> Answer:
    """The table once, and after that nothing but that it has not changed."""

    def answer(ask: Ask, talk: Talk) -> None:
        if ask.headers.get("if-none-match") == '"1"':
            talk.head(304, ETag='"1"')
        else:
            talk.respond(200, body, ETag='"1"', Content_Type=XLSX)

    return answer


def gives_with_new_etags(body: bytes) -> Answer:
    """The same table each time, and each time it claims that it is another."""
    numbers = count()
    return lambda _, talk: talk.respond(200, body, ETag=f'"{next(numbers)}"', Content_Type=XLSX)


# Answers of none.


@dataclass(frozen=True, slots=True)
class Fault:
    """A way to misbehave, and what the log must say of it."""

    name: str
    says: str
    answer: Answer = lambda _, talk: talk.respond(500)
    certificate: str | None = None
    """Which certificate it shows meanwhile; an empty one speaks no TLS."""
    mute: bool = False
    slow: bool = False
    """Whether every poll takes as long as a poll may."""


def _status(status: int, **headers: str) -> Answer:
    return lambda _, talk: talk.respond(status, b"no", **headers)


def _hangs_up(_: Ask, talk: Talk) -> None:
    talk.connection.close()


def _resets(_: Ask, talk: Talk) -> None:
    talk.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    talk.connection.close()


def _half_a_body(_: Ask, talk: Talk) -> None:
    talk.head(Content_Length="200000")
    talk.send(bytes(100_000))


def _half_a_chunked_body(_: Ask, talk: Talk) -> None:
    talk.head(Transfer_Encoding="chunked")
    talk.send(b"5\r\nhello\r\n")


def _garbage_for_chunks(_: Ask, talk: Talk) -> None:
    talk.head(Transfer_Encoding="chunked")
    talk.send(b"\xff\xfe not a length\r\n" * 100)


def _byte_by_byte(_: Ask, talk: Talk) -> None:
    talk.head(Content_Length="1000")
    for _second in range(1000):
        talk.send(b"P")
        if talk.stopping.wait(1):
            return


def _silence(_: Ask, talk: Talk) -> None:
    talk.wait()


def _declares_5_gb(_: Ask, talk: Talk) -> None:
    talk.head(Content_Length=str(HUGE))
    talk.pour(_CHUNK)


def _pours_5_gb(_: Ask, talk: Talk) -> None:
    talk.head()
    talk.pour(_CHUNK)


@cache
def _bomb() -> bytes:
    """An eighth of a gigabyte of nothing, in 128 kB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    block = bytes(1024 * 1024)
    return b"".join(packer.compress(block) for _ in range(128)) + packer.flush()


def _gzip_bomb(_: Ask, talk: Talk) -> None:
    talk.respond(200, _bomb(), Content_Encoding="gzip")


def _nested_gzip_bomb(_: Ask, talk: Talk) -> None:
    talk.respond(200, gzip.compress(_bomb()), Content_Encoding="gzip, gzip")


def _redirects_in_a_loop(ask: Ask, talk: Talk) -> None:
    talk.respond(302, Location="/b" if ask.path == "/a" else "/a")


def _redirects_to(address: str) -> Answer:
    return lambda _, talk: talk.respond(302, Location=address)


def _no_http(_: Ask, talk: Talk) -> None:
    talk.send(b"SSH-2.0-OpenSSH_9.2\r\n")


def _header_flood(_: Ask, talk: Talk) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        talk.send(b"X-%d: %s\r\n" % (number, b"y" * 200))
    talk.send(b"\r\n")


def _endless_header(_: Ask, talk: Talk) -> None:
    talk.send(b"HTTP/1.1 200 OK\r\nX-Endless: ")
    talk.pour(b"y" * 64 * 1024, 100 * 1024 * 1024)


def mixed(one: bytes, other: bytes) -> Answer:
    """The first half of a table and the second half of another: it changed midway."""
    body = one[: len(one) // 2] + other[len(one) // 2 :]
    return gives(body)


def zip_bomb(workbook: bytes) -> Answer:
    """A workbook with one more sheet, which unpacks to an eighth of a gigabyte."""
    out = io.BytesIO(workbook)
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet9.xml", "w") as sheet,
    ):
        block = bytes(1024 * 1024)
        for _ in range(128):
            sheet.write(block)
    return gives(out.getvalue())


HTTP_FAULTS: Final = (
    Fault("500", "answered 500", _status(500)),
    Fault("404", "answered 404", _status(404)),
    Fault("429 with Retry-After", "answered 429", _status(429, Retry_After="1")),
    Fault("an HTML login page with 200", "a web page (perhaps a login page)", gives(LOGIN)),
    Fault("nothing: it hangs up", "hung up", _hangs_up),
    Fault("nothing: it resets the connection", "hung up", _resets),
    Fault("nothing: an empty body", "empty: no bytes at all", gives(b"")),
    Fault("nothing: it takes the request and is silent", "silent for", _silence, slow=True),
    Fault("nothing: it takes the connection and is silent", "silent for", mute=True, slow=True),
    Fault("half a body", "only a part of the answer came", _half_a_body),
    Fault("half a chunked body", "only a part of the answer came", _half_a_chunked_body),
    Fault("one byte a second", "not complete within", _byte_by_byte, slow=True),
    Fault("5 GB", "larger than", _declares_5_gb),
    Fault("5 GB that are not declared", "larger than", _pours_5_gb),
    Fault("a gzip bomb", "larger than", _gzip_bomb),
    Fault("a gzip bomb in a gzip bomb", "packed in a way", _nested_gzip_bomb),
    Fault("a redirect loop", "more than 5 redirects", _redirects_in_a_loop),
    Fault("a redirect to a file", "not a web address", _redirects_to("file:///etc/passwd")),
    Fault("a redirect to nowhere", "redirects to nowhere", _redirects_to("")),
    Fault("a picture called a workbook", "a PNG picture", gives(b"\x89PNG\r\n\x1a\n" + bytes(99))),
    Fault("a 304 that nothing asked for", "which nothing had asked for", _status(304)),
    Fault("garbage for chunks", "only a part of the answer came", _garbage_for_chunks),
    Fault("no HTTP", "in no sound HTTP", _no_http),
    Fault("a flood of headers", "in no sound HTTP", _header_flood),
    Fault("100 MB of headers", "in no sound HTTP", _endless_header),
)
"""What a server of the season's may do, in the words of the table."""

TLS_FAULTS: Final = (
    Fault("an expired certificate", "certificate has expired", certificate="expired.pem"),
    Fault("a self-signed certificate", "is self-signed", certificate="self-signed.pem"),
    Fault("a certificate for another host", "is for another host", certificate="other-host.pem"),
    Fault("no TLS where TLS is asked for", "does not speak TLS", certificate=""),
    Fault("a TLS handshake that never ends", "no connection within", mute=True, slow=True),
)
"""What it may do besides where it speaks TLS."""
