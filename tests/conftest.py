"""What tests of several rooms need: an office's table, and a real server that serves it."""

import hashlib
import io
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from typing import TYPE_CHECKING, Any, Self

import openpyxl
import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

# Each check judges the same examples, at any speed: what fails in it was broken by what it checks.
# Others are searched for by `make soak`.
settings.load_profile("ci")
settings.register_profile("search", parent=settings(), derandomize=False, max_examples=1000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-references",
        action="store_true",
        help="keep the pictures of the scenes as they are drawn now",
    )


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes that are no text give no name to a test: two processes that make the same archive, a
    second apart, do not get the same bytes, and must agree on the names.
    """
    if isinstance(val, bytes) and not (val.isascii() and val.decode("ascii").isprintable()):
        return argname
    return None


# Qt with no screen and the software renderer, for those who draw; the others do without it.


@pytest.fixture(scope="session")
def qapp_cls() -> "type[QGuiApplication]":
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415
    from PySide6.QtQuick import QQuickWindow  # noqa: PLC0415

    QQuickWindow.setSceneGraphBackend("software")
    return QGuiApplication


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["kiosk", "-platform", "offscreen"]


@pytest.fixture(scope="session")
def app(qapp: "QGuiApplication") -> "QGuiApplication":
    """Qt, with the shipped fonts."""
    from kiosk.screen.fonts import register_fonts  # noqa: PLC0415

    register_fonts()
    return qapp


@pytest.fixture
def say(record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """Says in the summary of the run what a test has counted or measured, as `print` would."""
    return lambda *words: record_property(_SAID, " ".join(map(str, words)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = terminalreporter.stats.get("passed", ())
    said = [text for report in reports for name, text in report.user_properties if name == _SAID]
    if said:
        terminalreporter.section("counted and measured")
        for text in said:
            terminalreporter.write_line(str(text))


_SAID = "said"
HEADER = ("序号", "领域", "工作任务", "牵头单位", "完成率", "质量评分", "成效评分")


def workbook(shares: Mapping[str, float], as_of: str = "2027年6月15日") -> bytes:
    """A workbook with one task for each unit, done to the share given."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "重点任务"
    sheet.append([f"（截至{as_of}）"])
    sheet.append(HEADER)
    for number, (unit, share) in enumerate(shares.items(), start=1):
        sheet.append([number, "产业发展", f"{unit}的任务", unit, share, 90, 90])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Exchange:
    """One request and its answer."""

    status: int
    received: int
    """Bytes of the request, with its headers."""
    sent: int
    """Bytes of the answer, with its headers."""


class Counted(io.RawIOBase):
    """What comes over a connection, counted."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.count = 0

    def readline(self, size: int = -1) -> bytes:
        line = self.stream.readline(size)
        self.count += len(line)
        return line

    def close(self) -> None:
        self.stream.close()
        super().close()


class Handler(BaseHTTPRequestHandler):
    """Answers with the server's body, or that it has not changed."""

    protocol_version = "HTTP/1.1"
    server: "Listener"

    def setup(self) -> None:
        super().setup()
        self.rfile = Counted(self.rfile)
        self.server.open.append(self.connection)

    def do_GET(self) -> None:
        source = self.server.source
        source.asked.set()
        source.answering.wait(30)
        before = self.rfile.count - len(self.raw_requestline) - len(bytes(self.headers))
        client, self.wfile = self.wfile, io.BytesIO()
        status = source.status
        if status == 200 and self.headers["If-None-Match"] == source.etag:
            status = 304
        self.send_response(status)
        if status in {200, 304}:
            self.send_header("ETag", source.etag)
            self.send_header("Last-Modified", format_datetime(source.modified, usegmt=True))
        if source.retry_after:
            self.send_header("Retry-After", source.retry_after)
        body = source.body if status == 200 else b""
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        answer, self.wfile = self.wfile.getvalue(), client
        received = self.rfile.count - max(before, 0)
        with source.answered:
            # Whoever has the answer finds it noted; whoever waits for the note finds it sent.
            source.exchanges.append(Exchange(status, received, len(answer)))
            self.wfile.write(answer)
            source.answered.notify_all()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class Listener(ThreadingHTTPServer):
    """Keeps its connections, to cut them when it stops."""

    daemon_threads = True

    def __init__(self, source: "TableServer", port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.source = source
        self.open: list[socket] = []

    def handle_error(self, *_: object) -> None:
        """A client that went away is no error."""


@dataclass
class TableServer:
    """A web server on loopback with one file, as an office's server would serve it."""

    body: bytes = b""
    status: int = 200
    retry_after: str = ""
    modified: datetime = datetime(2027, 6, 15, 8, tzinfo=UTC)
    exchanges: list[Exchange] = field(default_factory=list)
    answered: threading.Condition = field(default_factory=threading.Condition)
    asked: threading.Event = field(default_factory=threading.Event)
    answering: threading.Event = field(default_factory=threading.Event)
    port: int = 0
    _listener: Listener | None = None

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/table.xlsx"

    def start(self) -> None:
        self.answering.set()
        self._listener = Listener(self, self.port)
        self.port = self._listener.server_address[1]
        threading.Thread(target=self._listener.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Answer nobody any more, not even over a connection that is open."""
        listener, self._listener = self._listener, None
        if listener is None:
            return
        listener.shutdown()
        listener.server_close()
        for connection in listener.open:
            with suppress(OSError):
                connection.shutdown(SHUT_RDWR)

    def serve(self, body: bytes) -> None:
        """Serve another file from now on."""
        self.body = body
        self.modified += timedelta(minutes=1)

    @contextmanager
    def hold(self) -> Iterator[threading.Event]:
        """Keep whoever asks waiting; the event tells that somebody does."""
        self.answering.clear()
        self.asked.clear()
        try:
            yield self.asked
        finally:
            self.answering.set()

    def wait_for(self, exchanges: int, timeout: float) -> Sequence[Exchange]:
        """Wait until so many requests were answered since the start; all of them."""
        with self.answered:
            come = self.answered.wait_for(lambda: len(self.exchanges) >= exchanges, timeout)
            assert come, f"{len(self.exchanges)} of {exchanges} requests within {timeout} s"
            return tuple(self.exchanges)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


@pytest.fixture
def table_server() -> Iterator[TableServer]:
    with TableServer() as server:
        yield server


@pytest.fixture(scope="session")
def make_workbook() -> Any:
    """Returns a function of units and their shares that gives a workbook's bytes."""
    return workbook
