"""Fetching, against servers that misbehave on purpose and files that are no plain files."""

import gc
import gzip
import json
import logging
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.contest.model import Season
from kiosk.intake import Reading, local, read_table
from kiosk.intake.fetch import (
    GRACE_S,
    Fetched,
    Fetcher,
    Request,
    SourceUnavailable,
    Unchanged,
    Validators,
    shown,
)
from kiosk.intake.source import Deadline, scheme_of

TLS = Path(__file__).parents[1] / "data" / "tls"
SECRET = "geheim"
STAMP = "Tue, 01 Jun 2027 08:00:00 GMT"


@dataclass
class Ask:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    connection: int


class Conversation:
    """The server's side of one connection."""

    def __init__(self, server: "Server", raw: socket.socket) -> None:
        self.server = server
        self.raw = raw

    def send(self, data: bytes) -> None:
        self.server.sent += len(data)
        self.raw.sendall(data)

    def respond(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        lines = [f"HTTP/1.1 {status} Reason"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if status != 304 and "Transfer_Encoding" not in headers:
            lines += [] if "Content_Length" in headers else [f"Content-Length: {len(body)}"]
        self.send("\r\n".join([*lines, "", ""]).encode() + body)

    def drip(self, data: bytes, pause: float = 0.02) -> None:
        """Byte by byte, for as long as anybody takes them."""
        for byte in data:
            self.send(bytes([byte]))
            if self.server.stopping.wait(pause):
                return


Answer = Callable[[Ask, Conversation], None]


@dataclass
class Server:
    """A server on loopback that answers as the test says, and counts what goes over the wire."""

    answer: Answer
    certificate: str = ""
    greeting: bytes = b""
    host: str = "127.0.0.1"
    asks: list[Ask] = field(default_factory=list)
    sent: int = 0
    received: int = 0
    connections: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        self._listener = socket.create_server((self.host, 0), family=family)
        self._port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._open: list[socket.socket] = []
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive()

    def url(self, path: str = "/table", host: str = "", user: str = "") -> str:
        scheme = "https" if self.certificate else "http"
        name = host or (f"[{self.host}]" if ":" in self.host else self.host)
        return f"{scheme}://{user}{name}:{self._port}{path}"

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection, self.connections))
            self._threads.append(thread)
            thread.start()

    def _serve(self, raw: socket.socket, number: int) -> None:
        with suppress(OSError), ExitStack() as stack:
            stack.callback(raw.close)
            connection = raw
            if self.certificate:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(TLS / self.certificate, TLS / "key.pem")
                connection = context.wrap_socket(raw, server_side=True)
                stack.callback(connection.close)
            connection.sendall(self.greeting)
            pending = b""
            while True:
                while b"\r\n\r\n" not in pending:
                    data = connection.recv(65536)
                    if not data:
                        return
                    self.received += len(data)
                    pending += data
                head, _, pending = pending.partition(b"\r\n\r\n")
                line, *rest = head.decode("latin-1").split("\r\n")
                headers = dict(item.split(": ", 1) for item in rest)
                ask = Ask(line.split(" ")[1], {k.lower(): v for k, v in headers.items()}, number)
                self.asks.append(ask)
                self.answer(ask, Conversation(self, connection))


class HangUp(OSError):  # noqa: N818 - not an error of the test
    """Raised by an answer to close the connection."""


def hang_up(*_: object) -> None:
    raise HangUp


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    with ExitStack() as stack:
        yield lambda answer, **how: stack.enter_context(Server(answer, **how))


class FakeTime:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> FakeTime:
    return FakeTime()


@pytest.fixture
def fetcher(clock: FakeTime) -> Iterator[Fetcher]:
    """Waits between attempts take no time; everything else is real."""
    with_fake_pauses = Fetcher(clock=clock, sleep=clock.sleep)
    yield with_fake_pauses
    with_fake_pauses.close()


@pytest.fixture
def timed() -> Iterator[Fetcher]:
    """All times are real."""
    real = Fetcher()
    yield real
    real.close()


def request(url: str, **changes: object) -> Request:
    values = {"connect_s": 2, "read_s": 2, "total_s": 5, "max_bytes": 100_000, "attempts": 1}
    return Request(url=url, **{**values, **changes})  # type: ignore[arg-type]


def fetched(fetcher: Fetcher, url: str, before: Validators | None = None, **how: object) -> Fetched:
    result = fetcher.fetch(request(url, **how), before or Validators())
    assert isinstance(result, Fetched)
    return result


def refusal(
    fetcher: Fetcher, server: Server, path: str = "/table", **how: object
) -> SourceUnavailable:
    """Fetch with secrets in every place; the error is one line and holds none of them."""
    url = server.url(f"{path}?token={SECRET}", user=f"{SECRET}:{SECRET}@")
    with pytest.raises(SourceUnavailable) as caught:
        fetcher.fetch(request(url, headers={"X-Key": SECRET}, **how))
    text = str(caught.value)
    assert text.startswith(server.url(path))
    assert SECRET not in text
    assert text.isprintable()
    return caught.value


def wait_for_workers() -> None:
    for thread in threading.enumerate():
        if thread.name == "fetch":
            thread.join(5)
            assert not thread.is_alive()


# An address that behaves


def test_a_payload_carries_name_media_type_and_date(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    server = serve(
        lambda ask, to: to.respond(
            body=b"rows", ETag='"v1"', Last_Modified=STAMP, Content_Type="text/csv; charset=gbk"
        )
    )
    result = fetched(fetcher, server.url("/a/%E8%A1%A8%20b.csv?x=1"))
    assert result.payload.body == b"rows"
    assert result.payload.name == "表 b.csv"
    assert result.payload.media_type == "text/csv; charset=gbk"
    assert result.payload.modified == datetime(2027, 6, 1, 8, tzinfo=UTC)
    assert result.validators.etag == '"v1"'
    assert result.validators.last_modified == STAMP


def test_an_unchanged_table_costs_a_304_and_under_1_kb_both_ways(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        if ask.headers.get("if-none-match") == '"v1"':
            to.respond(304, ETag='"v1"', Date=STAMP, Server="nginx/1.22.1")
        else:
            to.respond(body=b"x" * 50_000, ETag='"v1"', Last_Modified=STAMP)

    server = serve(answer)
    first = fetched(fetcher, server.url())
    before = server.sent + server.received
    again = fetcher.fetch(request(server.url()), first.validators)
    cost = server.sent + server.received - before
    assert again == Unchanged(first.validators)
    assert 0 < cost < 1000, cost
    assert server.asks[1].headers["if-modified-since"] == STAMP
    assert server.asks[1].headers["user-agent"].startswith("redblack-kiosk/")
    assert server.connections == 1, "the connection stays open between polls"


def test_a_200_with_the_same_body_is_unchanged_and_brings_the_new_validators(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    server = serve(lambda ask, to: to.respond(body=b"rows", ETag=f'"{len(server.asks)}"'))
    first = fetched(fetcher, server.url())
    again = fetcher.fetch(request(server.url()), first.validators)
    assert isinstance(again, Unchanged)
    assert again.validators.etag == '"2"'
    assert again.validators.digest == first.validators.digest


def test_a_changed_body_under_the_same_etag_of_a_careless_server_is_a_change(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    server = serve(lambda ask, to: to.respond(body=b"%d" % len(server.asks), ETag='"same"'))
    first = fetched(fetcher, server.url())
    assert fetched(fetcher, server.url(), first.validators).payload.body == b"2"


@pytest.mark.parametrize("etag", ['"' + "x" * 256 + '"', '"\xe9"'])
def test_a_validator_that_is_endless_or_not_ascii_is_not_sent_back(
    serve: Callable[..., Server], fetcher: Fetcher, etag: str
) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        to.send(
            b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nETag: " + etag.encode("latin-1") + b"\r\n\r\n"
        )

    server = serve(answer)
    assert fetched(fetcher, server.url()).validators.etag == ""


def test_the_longest_validator_that_is_sent_back(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    server = serve(lambda ask, to: to.respond(body=b"x", ETag="x" * 256))
    assert fetched(fetcher, server.url()).validators.etag == "x" * 256


def test_cookies_do_not_outlive_a_fetch(serve: Callable[..., Server], fetcher: Fetcher) -> None:
    server = serve(lambda ask, to: to.respond(body=b"x", Set_Cookie="a=b; Path=/"))
    fetched(fetcher, server.url())
    fetched(fetcher, server.url())
    assert "cookie" not in server.asks[1].headers


def test_user_info_becomes_basic_authorization(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    server = serve(lambda ask, to: to.respond(body=b"x"))
    fetched(fetcher, server.url(user="user:pa%3Ass@"))
    assert server.asks[0].headers["authorization"] == "Basic dXNlcjpwYTpzcw=="
    assert "user" not in server.asks[0].headers["host"]


def test_ipv6_and_paths_that_are_not_ascii_work(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    server = serve(lambda ask, to: to.respond(body=b"x"), host="::1")
    assert fetched(fetcher, server.url("/进度/表%2F1.csv")).payload.body == b"x"
    assert server.asks[0].path == "/%E8%BF%9B%E5%BA%A6/%E8%A1%A8%2F1.csv"
    assert "/进度/" in str(refusal(fetcher, serve(hang_up, host="::1"), "/进度/表"))


# Compression


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(b"rows")),
        ("x-gzip", gzip.compress(b"rows")),
        ("GZIP", gzip.compress(b"ro") + gzip.compress(b"ws")),
        ("deflate", zlib.compress(b"rows")),
        ("identity", b"rows"),
    ],
)
def test_compressed_bodies_are_unpacked(
    serve: Callable[..., Server], fetcher: Fetcher, coding: str, packed: bytes
) -> None:
    server = serve(lambda ask, to: to.respond(body=packed, Content_Encoding=coding))
    assert fetched(fetcher, server.url()).payload.body == b"rows"
    assert server.asks[0].headers["accept-encoding"] == "gzip"


def test_an_empty_body_marked_gzip_is_an_empty_body(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    server = serve(lambda ask, to: to.respond(body=b"", Content_Encoding="gzip"))
    assert fetched(fetcher, server.url()).payload.body == b""


def test_a_gzip_bomb_is_let_go_of_at_the_bound(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    server = serve(lambda ask, to: to.respond(body=bomb, Content_Encoding="gzip"))
    assert len(bomb) < 100_000
    assert "larger than 100000 bytes" in str(refusal(fetcher, server))


def test_a_bomb_in_a_bomb_is_refused_unopened(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    bomb = gzip.compress(gzip.compress(bytes(1_000_000)))
    server = serve(lambda ask, to: to.respond(body=bomb, Content_Encoding="gzip, gzip"))
    assert "packed in a way" in str(refusal(fetcher, server))


def test_compressed_data_that_unpack_to_nothing_are_bounded_as_well(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    empty = gzip.compress(b"")

    def answer(ask: Ask, to: Conversation) -> None:
        to.respond(Transfer_Encoding="chunked", Content_Encoding="gzip")
        to.send(b"%x\r\n" % (len(empty) * 6000) + empty * 6000 + b"\r\n0\r\n\r\n")

    server = serve(answer)
    assert "larger than" in str(refusal(fetcher, server))


@pytest.mark.parametrize(
    ("packed", "reason"),
    [(gzip.compress(b"rows" * 100)[:-9], "only a part"), (b"no gzip at all", "damaged")],
)
def test_damaged_compression_is_an_error(
    serve: Callable[..., Server], fetcher: Fetcher, packed: bytes, reason: str
) -> None:
    server = serve(lambda ask, to: to.respond(body=packed, Content_Encoding="gzip"))
    assert reason in str(refusal(fetcher, server))


# Servers that answer wrongly


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (401, "answered 401 Unauthorized"),
        (404, "answered 404 Not Found"),
        (500, "answered 500 Internal Server Error"),
        (204, "answered 204 No Content"),
        (206, "answered 206 Partial Content"),
        (300, "answered 300 Multiple Choices"),
        (599, "answered 599"),
    ],
)
def test_an_answer_that_is_no_table_is_said_and_not_asked_for_again(
    serve: Callable[..., Server], fetcher: Fetcher, clock: FakeTime, status: int, text: str
) -> None:
    server = serve(lambda ask, to: to.respond(status, Content_Length="0"))
    error = refusal(fetcher, server, attempts=3)
    assert str(error).endswith(text)
    assert error.retry_after is None
    assert len(server.asks) == 1
    assert clock.pauses == []


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_may_pass_is_tried_again_with_growing_pauses(
    serve: Callable[..., Server], fetcher: Fetcher, clock: FakeTime, status: int
) -> None:
    server = serve(
        lambda ask, to: to.respond(status) if len(server.asks) < 4 else to.respond(body=b"x")
    )
    assert fetched(fetcher, server.url(), attempts=4, total_s=60).payload.body == b"x"
    assert all(
        [0.5 <= clock.pauses[0] <= 1, 1 <= clock.pauses[1] <= 1.5, 2 <= clock.pauses[2] <= 2.5]
    )
    assert clock.pauses == sorted(clock.pauses)
    assert len(clock.pauses) == 3


def test_attempts_are_bounded(
    serve: Callable[..., Server], fetcher: Fetcher, clock: FakeTime
) -> None:
    server = serve(lambda ask, to: to.respond(503))
    refusal(fetcher, server, attempts=3, total_s=60)
    assert len(server.asks) == 3


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7),
        ("0", 0),
        ("Tue, 01 Jun 2027 08:00:09 GMT", 9),
        ("Tue, 01 Jun 2027 07:00:00 GMT", 0),
    ],
)
def test_retry_after_is_honored_in_seconds_and_as_a_date_of_the_servers_clock(
    serve: Callable[..., Server], fetcher: Fetcher, clock: FakeTime, value: str, seconds: float
) -> None:
    server = serve(
        lambda ask, to: (
            to.respond(body=b"x")
            if len(server.asks) == 2
            else to.respond(429, Retry_After=value, Date=STAMP)
        )
    )
    fetched(fetcher, server.url(), attempts=2, total_s=10)
    assert clock.pauses == [seconds]


@pytest.mark.parametrize(("value", "told"), [("10", 10), ("3600", 3600), ("99999999", 3600)])
def test_a_retry_after_beyond_the_fetch_is_left_to_the_next_poll(
    serve: Callable[..., Server], fetcher: Fetcher, clock: FakeTime, value: str, told: float
) -> None:
    server = serve(lambda ask, to: to.respond(429, Retry_After=value))
    error = refusal(fetcher, server, attempts=3, total_s=10)
    assert error.retry_after == told
    assert len(server.asks) == 1
    assert clock.pauses == []


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_retry_after_is_told_whatever_refusal_it_came_with(
    serve: Callable[..., Server], fetcher: Fetcher, status: int
) -> None:
    server = serve(lambda ask, to: to.respond(status, Retry_After="120"))
    assert refusal(fetcher, server).retry_after == 120
    assert len(server.asks) == 1


@pytest.mark.parametrize("value", ["soon", "-5", "1e3", "²"])
def test_a_retry_after_that_says_nothing_is_passed_over(
    serve: Callable[..., Server], fetcher: Fetcher, value: str
) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        to.send(f"HTTP/1.1 503 No\r\nContent-Length: 0\r\nRetry-After: {value}\r\n\r\n".encode())

    assert refusal(fetcher, serve(answer)).retry_after is None


def test_a_retry_after_date_counts_from_this_machines_clock_where_the_server_has_none(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    later = format_datetime(datetime.fromtimestamp(time.time() + 1000, UTC), usegmt=True)
    error = refusal(fetcher, serve(lambda ask, to: to.respond(503, Retry_After=later)))
    assert error.retry_after == pytest.approx(1000, abs=10)


def test_a_304_that_nothing_asked_for_is_an_error(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    server = serve(lambda ask, to: to.respond(304))
    assert "304 Not Modified, which nothing had asked for" in str(refusal(fetcher, server))


def test_a_server_that_is_not_there_is_tried_again(fetcher: Fetcher, clock: FakeTime) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(SourceUnavailable, match="no connection: Connection refused"):
        fetcher.fetch(request(f"http://127.0.0.1:{port}/", attempts=3, total_s=60))
    assert len(clock.pauses) == 2


def test_a_host_that_has_no_name_is_said(fetcher: Fetcher) -> None:
    with pytest.raises(SourceUnavailable, match="the host's name is not known"):
        fetcher.fetch(request("http://nowhere.invalid/", connect_s=5, total_s=20))


def test_nothing_is_sent_once_a_slow_name_server_has_taken_all_the_time(
    serve: Callable[..., Server], timed: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(lambda ask, to: to.respond(body=b"x"))
    answered = threading.Event()
    real = socket.getaddrinfo

    def slow(*args: object, **how: object) -> object:
        answered.wait(10)
        return real(*args, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    assert "not complete within 0.1 s" in str(refusal(timed, server, total_s=0.1, attempts=3))
    answered.set()
    wait_for_workers()
    assert server.asks == []


def test_a_silent_server_is_given_up_after_the_read_time(
    serve: Callable[..., Server], timed: Fetcher
) -> None:
    server = serve(lambda ask, to: server.stopping.wait())
    begin = time.monotonic()
    assert "silent for 0.1 s" in str(refusal(timed, server, read_s=0.1))
    assert time.monotonic() - begin < 3


def test_a_silence_beyond_the_total_time_ends_there(
    serve: Callable[..., Server], timed: Fetcher
) -> None:
    server = serve(lambda ask, to: server.stopping.wait())
    error = refusal(timed, server, read_s=5, total_s=0.2, attempts=3)
    assert "not complete within 0.2 s" in str(error)
    assert len(server.asks) == 1


def test_a_connection_that_is_not_taken_up_is_given_up_after_the_connect_time(
    timed: Fetcher,
) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, ExitStack() as stack:
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            with suppress(BlockingIOError):
                waiting.connect(full.getsockname())
        url = f"http://127.0.0.1:{full.getsockname()[1]}/"
        with pytest.raises(SourceUnavailable, match=r"no connection within 0\.1 s"):
            timed.fetch(request(url, connect_s=0.1))


def test_a_proxy_that_refuses_is_named(
    serve: Callable[..., Server], fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(lambda ask, to: to.respond(403))
    monkeypatch.setenv("HTTPS_PROXY", proxy.url(""))
    with pytest.raises(SourceUnavailable, match=r"https://table\.invalid/: the proxy refused"):
        fetcher.fetch(request("https://table.invalid/"))


def test_a_server_that_falls_silent_within_a_body_is_given_up(
    serve: Callable[..., Server], timed: Fetcher
) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        to.respond(body=b"half", Content_Length="8")
        server.stopping.wait()

    server = serve(answer)
    assert "silent for 0.1 s" in str(refusal(timed, server, read_s=0.1))


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: ",
    ],
)
def test_a_byte_now_and_then_ends_at_the_total_time(
    serve: Callable[..., Server], timed: Fetcher, head: bytes
) -> None:
    """In the body, in the status line and in a header: wherever the server takes its time."""

    def answer(ask: Ask, to: Conversation) -> None:
        if ask.path == "/well":
            to.respond(body=b"x")
        to.send(head)
        to.drip((b"" if head else b"HTTP/1.1 200 OK\r\nX: ") + b"x" * 100_000)

    server = serve(answer)
    begin = time.monotonic()
    assert "not complete within 0.3 s" in str(refusal(timed, server, total_s=0.3))
    assert 0.3 <= time.monotonic() - begin < 0.3 + GRACE_S + 3
    assert bool(timed._hanging) is (b"\r\n\r\n" not in head), "a body is left by its own reader"
    wait_for_workers()
    assert fetched(timed, server.url("/well")).payload.body == b"x", "usable again"


@pytest.mark.parametrize(
    "half",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf",
    ],
)
def test_half_a_body_is_an_error(
    serve: Callable[..., Server], fetcher: Fetcher, half: bytes
) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        to.send(half)
        raise HangUp

    assert "only a part of the answer came" in str(refusal(fetcher, serve(answer)))


@pytest.mark.parametrize("junk", [b"", b"220 smtp ready\r\n", b"HTTP/1.1 2000 ?\r\n\r\n"])
def test_what_is_not_http_is_an_error_and_tried_again(
    serve: Callable[..., Server], fetcher: Fetcher, junk: bytes
) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        to.send(junk)
        raise HangUp

    server = serve(answer)
    assert "hung up, or answered in no sound HTTP" in str(refusal(fetcher, server, attempts=2))
    assert len(server.asks) == 2


def test_a_connection_that_died_between_polls_is_made_again(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        to.respond(body=b"x")
        raise HangUp

    server = serve(answer)
    for _ in range(3):
        assert fetched(fetcher, server.url(), attempts=2).payload.body == b"x"


def test_five_gigabytes_that_are_declared_are_not_begun(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    server = serve(lambda ask, to: to.respond(body=b"x", Content_Length=str(5 * 2**30)))
    assert "larger than 100000 bytes" in str(refusal(fetcher, server))


def test_five_gigabytes_that_are_not_declared_end_at_the_bound(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        to.respond(Transfer_Encoding="chunked")
        for _ in range(5 * 2**14):
            to.send(b"10000\r\n" + bytes(65536) + b"\r\n")

    server = serve(answer)
    assert "larger than 100000 bytes" in str(refusal(fetcher, server))
    wait_for_workers()
    assert server.sent < 50_000_000


def test_an_answer_that_is_refused_is_let_go_of_at_once(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    most = 3_000_000
    packed = gzip.compress(bytes(2 * most))
    server = serve(lambda ask, to: to.respond(body=packed, Content_Encoding="gzip"))
    gc.disable()
    tracemalloc.start()
    try:
        for _ in range(3):
            assert "larger than" in str(refusal(fetcher, server, max_bytes=most))
        wait_for_workers()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        gc.enable()
    assert kept < most


@pytest.mark.parametrize("size", [99_999, 100_000, 100_001])
@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize("packed", [True, False])
def test_the_bound_is_exact_and_counts_unpacked_bytes(
    serve: Callable[..., Server], fetcher: Fetcher, *, size: int, declared: bool, packed: bool
) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        body = gzip.compress(bytes(size)) if packed else bytes(size)
        coding = {"Content_Encoding": "gzip"} if packed else {}
        if declared:
            to.respond(body=body, **coding)
        else:
            to.respond(Transfer_Encoding="chunked", **coding)
            to.send(b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n")

    server = serve(answer)
    if size > 100_000:
        assert "larger than" in str(refusal(fetcher, server))
    else:
        assert len(fetched(fetcher, server.url()).payload.body) == size


# Redirects


def test_five_redirects_are_followed_and_six_are_not(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        left = int(ask.path.split("?")[0].strip("/"))
        to.respond(302, Location=f"/{left - 1}") if left else to.respond(body=b"x")

    server = serve(answer)
    assert fetched(fetcher, server.url("/5")).payload.name == "0"
    assert "more than 5 redirects" in str(refusal(fetcher, server, "/6"))


def test_a_redirect_loop_ends(serve: Callable[..., Server], fetcher: Fetcher) -> None:
    server = serve(lambda ask, to: to.respond(307, Location=f"/table?token={SECRET}"))
    assert "more than 5 redirects" in str(refusal(fetcher, server))
    assert len(server.asks) == 6


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("file:///etc/passwd", "not a web address"),
        ("FILE:/etc/passwd", "not a web address"),
        ("ftp://127.0.0.1/", "not a web address"),
        ("data:text/plain,x", "not a web address"),
        ("javascript:x", "not a web address"),
        ("http://h:port/", "no sound HTTP"),
        ("", "to nowhere"),
    ],
)
def test_a_redirect_leads_to_web_addresses_only(
    serve: Callable[..., Server], fetcher: Fetcher, location: str, reason: str
) -> None:
    server = serve(lambda ask, to: to.respond(302, Location=location))
    assert reason in str(refusal(fetcher, server))


def test_headers_and_user_info_do_not_follow_a_redirect_to_another_host(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    other = serve(lambda ask, to: to.respond(302, Location=server.url("/back")))

    def answer(ask: Ask, to: Conversation) -> None:
        if ask.path == "/back":
            to.respond(body=b"x")
        elif ask.path == "/near":
            to.respond(302, Location=other.url("/far"))
        else:
            to.respond(302, Location="/near")

    server = serve(answer)
    headers = {"Authorization": "Bearer geheim", "X-Key": SECRET, "Cookie": "a=b"}
    fetched(fetcher, server.url(), headers=headers)
    near, back = server.asks[1], server.asks[2]
    assert near.headers["x-key"] == back.headers["x-key"] == SECRET
    assert near.headers["authorization"] == "Bearer geheim"
    assert not {"authorization", "x-key", "cookie"} & set(other.asks[0].headers)
    fetched(fetcher, server.url(user="a:b@"))
    assert "authorization" in server.asks[4].headers
    assert "authorization" not in other.asks[1].headers


@pytest.mark.parametrize(
    ("first", "second", "carries"),
    [
        ("http://a/x", "http://a/y", True),
        ("http://a/x", "http://a:80/y", True),
        ("http://a/x", "https://a/x", True),
        ("http://a:8080/x", "https://a/x", False),
        ("http://a/x", "https://b/x", False),
        ("http://a/x", "https://a:444/x", False),
        ("https://a/x", "http://a/x", False),
        ("http://a/x", "http://a.b/x", False),
        ("http://a/x", "http://a:81/x", False),
    ],
)
def test_secrets_stay_with_their_origin_or_its_safe_twin(
    first: str, second: str, *, carries: bool
) -> None:
    import httpx  # noqa: PLC0415 - other tests hold that fetching does not need it

    from kiosk.intake.http_fields import may_carry  # noqa: PLC0415

    assert may_carry(httpx.URL(first), httpx.URL(second)) is carries


# TLS


@pytest.mark.parametrize(
    ("certificate", "reason"),
    [
        ("expired.pem", "has expired"),
        ("self-signed.pem", "is self-signed and not trusted"),
        ("other-host.pem", "is for another host"),
    ],
)
def test_a_bad_certificate_is_named_and_not_tried_again(
    serve: Callable[..., Server], fetcher: Fetcher, certificate: str, reason: str
) -> None:
    server = serve(lambda ask, to: to.respond(body=b"x"), certificate=certificate)
    error = refusal(fetcher, server, attempts=3, ca=TLS / "authority.pem")
    assert f"the server's certificate {reason}" in str(error)
    assert server.connections == 1
    assert server.asks == []


def test_an_office_authority_is_trusted_once_its_file_is_named(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    server = serve(lambda ask, to: to.respond(body=b"x"), certificate="good.pem")
    assert "an authority that is not trusted" in str(refusal(fetcher, server))
    for host in ("localhost", "127.0.0.1"):
        url = server.url(host=host)
        assert fetched(fetcher, url, ca=TLS / "authority.pem").payload.body == b"x"
    assert server.connections == 3
    assert "an authority that is not trusted" in str(refusal(fetcher, server))


def test_the_authorities_of_this_machine_are_trusted_beside_the_well_known_ones(
    serve: Callable[..., Server],
    fetcher: Fetcher,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import certifi  # noqa: PLC0415 - other tests hold that paths do not need what httpx brings

    from kiosk.intake import web  # noqa: PLC0415

    # OpenSSL finds a certificate in a folder by the hash of its subject.
    (tmp_path / "f20e0b1e.0").write_bytes((TLS / "authority.pem").read_bytes())
    monkeypatch.setenv("SSL_CERT_FILE", certifi.where())
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    web._context.cache_clear()
    server = serve(lambda ask, to: to.respond(body=b"x"), certificate="good.pem")
    try:
        assert fetched(fetcher, server.url()).payload.body == b"x"
    finally:
        web._context.cache_clear()


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "No such file"), (b"nothing", "holds no certificate")]
)
def test_a_file_of_authorities_that_is_none_is_said(
    serve: Callable[..., Server],
    fetcher: Fetcher,
    tmp_path: Path,
    content: bytes | None,
    reason: str,
) -> None:
    ca = tmp_path / "ca.pem"
    if content is not None:
        ca.write_bytes(content)
    server = serve(lambda ask, to: to.respond(body=b"x"))
    assert reason in str(refusal(fetcher, server, ca=ca))


def test_a_server_without_tls_is_said(serve: Callable[..., Server], fetcher: Fetcher) -> None:
    server = serve(hang_up, greeting=b"HTTP/1.1 400 Bad Request\r\n\r\n")
    url = server.url().replace("http:", "https:")
    with pytest.raises(SourceUnavailable, match="no secure connection"):
        fetcher.fetch(request(url))


# Pages


def paged(link: Callable[[Server, int], str], pages: int = 3) -> Answer:
    """Pages of one row each, chained by a link in the body."""

    def answer(ask: Ask, to: Conversation) -> None:
        number = int(ask.path.partition("page=")[2] or 1)
        more = link(to.server, number + 1) if number < pages else None
        body = {"count": pages, "next": more, "results": [{"n": number}]}
        stamp = STAMP.replace(":00 GMT", f":{number:02} GMT")
        to.respond(body=json.dumps(body).encode(), ETag='"one"', Last_Modified=stamp)

    return answer


@pytest.mark.parametrize(
    "link",
    [
        lambda server, n: f"?page={n}",
        lambda server, n: f"/table?page={n}#x",
        lambda server, n: server.url(f"/table?page={n}"),
        lambda server, n: server.url(f"/table?page={n}").removeprefix("http:"),
    ],
)
def test_pages_joined_by_a_link_in_the_body_give_one_array(
    serve: Callable[..., Server], fetcher: Fetcher, link: Callable[[Server, int], str]
) -> None:
    server = serve(paged(link))
    result = fetched(fetcher, server.url())
    assert json.loads(result.payload.body) == [{"n": 1}, {"n": 2}, {"n": 3}]
    assert result.payload.media_type == "application/json"
    assert result.payload.modified == datetime(2027, 6, 1, 8, 0, 3, tzinfo=UTC)


def test_pages_joined_by_a_link_header_give_one_array(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        number = int(ask.path.partition("page=")[2] or 1)
        links = ['</table?page=1>; rel="first"', f'</table?page={number + 1}>; rel="next"']
        to.respond(body=f"[{number}]".encode(), Link=", ".join(links[: 1 if number == 3 else 2]))

    server = serve(answer)
    assert json.loads(fetched(fetcher, server.url()).payload.body) == [1, 2, 3]


def test_the_rows_path_of_the_config_finds_the_rows_of_each_page(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        last = "page" in ask.path
        body = {"a": {"b": [int(last)]}, "list": [9], "next": None if last else "?page=2"}
        to.respond(body=json.dumps(body).encode())

    server = serve(answer)
    body = fetched(fetcher, server.url(), records="a.b").payload.body
    assert json.loads(body) == {"a": {"b": [0, 1]}}


def test_joined_pages_keep_the_date_of_the_data_and_the_other_lists(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        first = {"next": "?page=2", "as_of": "2027-06-15", "results": [{"n": 1}]}
        first["meetings"] = [{"kind": "monthly"}]
        last = {"next": None, "as_of": "2027-06-14", "results": [{"n": 2}]}
        to.respond(body=json.dumps(last if "page" in ask.path else first).encode())

    assert json.loads(fetched(fetcher, serve(answer).url()).payload.body) == {
        "as_of": "2027-06-15",
        "meetings": [{"kind": "monthly"}],
        "results": [{"n": 1}, {"n": 2}],
    }


@pytest.mark.parametrize("records", ["", "data.items"])
def test_joined_pages_are_read_as_a_table(
    serve: Callable[..., Server], fetcher: Fetcher, records: str
) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        more = None if "page" in ask.path else "?page=2"
        rows = [{"title": f"修路{more}", "units": "交通局"}]
        body = {"next": more, "as_of": "2027-06-15", "data": {"items": rows}}
        to.respond(body=json.dumps(body).encode())

    payload = fetched(fetcher, serve(answer).url(), records=records).payload
    season = Season(start=date(2027, 5, 1), end=date(2027, 9, 30))
    reading = Reading(season=season, timezone=ZoneInfo("Asia/Shanghai"), records=records)
    table, findings = read_table(payload, reading)
    assert (len(table.tasks), table.as_of, findings) == (2, date(2027, 6, 15), ())


def test_our_own_document_may_come_in_pages(serve: Callable[..., Server], fetcher: Fetcher) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        last = "page" in ask.path
        body = {"as_of": "2027-06-15", "tasks": [int(last)], "next": None if last else "?page=2"}
        to.respond(body=json.dumps(body).encode())

    assert json.loads(fetched(fetcher, serve(answer).url()).payload.body) == {
        "as_of": "2027-06-15",
        "tasks": [0, 1],
    }


def test_an_etag_of_page_one_does_not_hide_a_change_on_page_three(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    changed: list[int] = []

    def answer(ask: Ask, to: Conversation) -> None:
        if "if-none-match" in ask.headers or "if-modified-since" in ask.headers:
            to.respond(304)
            return
        number = int(ask.path.partition("page=")[2] or 1)
        row = 99 if changed and number == 3 else number
        body = {"next": f"?page={number + 1}" if number < 3 else None, "results": [row]}
        to.respond(body=json.dumps(body).encode(), ETag='"one"', Last_Modified=STAMP)

    server = serve(answer)
    first = fetched(fetcher, server.url())
    assert isinstance(fetcher.fetch(request(server.url()), first.validators), Unchanged)
    changed.append(3)
    second = fetched(fetcher, server.url(), first.validators)
    assert json.loads(second.payload.body) == [1, 2, 99]


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        (lambda server, n: "/table", "lead back to one another"),
        (lambda server, n: f"/table?page={n - 1 if n > 2 else n}", "lead back to one another"),
        (lambda server, n: server.url(f"/t?page={n}", host="localhost"), "another host or scheme"),
        (lambda server, n: server.url(f"/t?page={n}").replace("http", "https"), "another host"),
        (lambda server, n: "file:///etc/passwd", "another host or scheme"),
        (lambda server, n: "http://127.0.0.1:port/", "not an address"),
        (lambda server, n: "http://user:geheim@127.0.0.1:1/?geheim", "(http://127.0.0.1:1/)"),
    ],
)
def test_next_links_stay_on_their_host_and_go_on(
    serve: Callable[..., Server],
    fetcher: Fetcher,
    link: Callable[[Server, int], str],
    reason: str,
) -> None:
    server = serve(paged(link))
    with pytest.raises(SourceUnavailable) as caught:
        fetcher.fetch(request(server.url()))
    assert reason in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(("most", "fits"), [(2, False), (3, True)])
def test_pages_are_counted(
    serve: Callable[..., Server], fetcher: Fetcher, most: int, *, fits: bool
) -> None:
    server = serve(paged(lambda server, n: f"?page={n}"))
    if fits:
        fetched(fetcher, server.url(), max_pages=most)
    else:
        with pytest.raises(SourceUnavailable, match="more than 2 pages"):
            fetcher.fetch(request(server.url(), max_pages=most))
    assert len(server.asks) == most


def test_the_size_bound_is_over_all_pages(serve: Callable[..., Server], fetcher: Fetcher) -> None:
    page = len(json.dumps({"count": 3, "next": "?page=2", "results": [{"n": 1}]}))
    last = len(json.dumps({"count": 3, "next": None, "results": [{"n": 1}]}))
    server = serve(paged(lambda server, n: f"?page={n}"))
    fetched(fetcher, server.url(), max_bytes=2 * page + last)
    with pytest.raises(SourceUnavailable, match="larger than"):
        fetcher.fetch(request(server.url(), max_bytes=2 * page + last - 1))


@pytest.mark.parametrize("page", [b"<html>login</html>", b'{"next": null}', b"[" * 100_000])
def test_a_later_page_without_rows_is_an_error(
    serve: Callable[..., Server], fetcher: Fetcher, page: bytes
) -> None:
    def answer(ask: Ask, to: Conversation) -> None:
        to.respond(body=page if "page" in ask.path else b'{"next": "?page=2", "list": [1]}')

    with pytest.raises(SourceUnavailable, match="page 2 holds no rows"):
        fetcher.fetch(request(serve(answer).url(), max_bytes=1_000_000))


@pytest.mark.parametrize(
    "body",
    [
        b'{"results": [1], "next": null}',
        b'\xef\xbb\xbf {"results": [1]}',
        b'{"next": "?page=2"}',
        b"{ not json",
        b"[1, 2]",
        b"name,next\r\n1,2\r\n",
    ],
)
def test_a_source_that_is_not_paged_is_handed_on_as_it_came(
    serve: Callable[..., Server], fetcher: Fetcher, body: bytes
) -> None:
    server = serve(lambda ask, to: to.respond(body=body, ETag='"v"'))
    result = fetched(fetcher, server.url())
    assert result.payload.body == body
    assert result.validators.etag == '"v"'


def test_a_link_header_does_not_page_what_is_not_json(
    serve: Callable[..., Server], fetcher: Fetcher
) -> None:
    server = serve(lambda ask, to: to.respond(body=b"a,b", Link='</2>; rel="next"'))
    assert fetched(fetcher, server.url()).payload.body == b"a,b"


# Addresses and log


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://host/x", "ftp is not read"),
        ("http://", "an address without a host"),
        ("http://h:port/", "not an address"),
        ("https://[::1/x?geheim", "not an address"),
        ("file://server/share/t.csv", "a file on another machine"),
    ],
)
def test_what_is_not_an_address_is_said(fetcher: Fetcher, url: str, reason: str) -> None:
    with pytest.raises(SourceUnavailable) as caught:
        fetcher.fetch(request(url))
    assert reason in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("headers", [{"X-Key": "geheim\r\nX: y"}, {"X-Key": "geheim é"}])
def test_a_header_that_cannot_be_sent_is_said_without_its_value(
    serve: Callable[..., Server], fetcher: Fetcher, headers: dict[str, str]
) -> None:
    server = serve(lambda ask, to: to.respond(body=b"x"))
    with pytest.raises(SourceUnavailable, match="a header can't be sent") as caught:
        fetcher.fetch(request(server.url(), headers=headers))
    assert SECRET not in str(caught.value)
    assert caught.value.__suppress_context__


def test_nothing_secret_reaches_the_log(
    serve: Callable[..., Server], fetcher: Fetcher, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server = serve(lambda ask, to: to.respond(body=b"x"))
    fetched(fetcher, server.url(f"/t?token={SECRET}"), headers={"X-Key": SECRET})
    assert SECRET not in caplog.text
    assert "HTTP Request" not in caplog.text


@given(st.text())
def test_an_address_is_shown_in_one_line_whatever_it_holds(text: str) -> None:
    for url in (text, f"http://{text}", f"http://h/{text}?{SECRET}", f"file://{text}"):
        line = shown(url)
        assert line.isprintable()
        assert len(line) <= 301


def test_shown_leaves_out_what_may_be_secret() -> None:
    assert shown("https://a:geheim@h:8/p%20q?geheim#geheim") == "https://h:8/p q"
    assert shown("http://[geheim/?geheim") == "http://…"
    assert shown("a table://of paths") == "a table://of paths"


def test_reading_a_path_loads_neither_httpx_nor_tenacity(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(b"a")
    program = (
        "import sys; from kiosk.intake.fetch import Fetcher, Request;"
        "f = Fetcher(); f.fetch(Request(url=sys.argv[1])); f.close();"
        "assert not {'httpx', 'httpcore', 'tenacity', 'asyncio'} & set(sys.modules)"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", program, str(file)], check=True, cwd=root)


# Closing


def test_closing_ends_a_fetch_that_is_under_way(serve: Callable[..., Server]) -> None:
    fetcher = Fetcher()
    asked = threading.Event()

    def answer(ask: Ask, to: Conversation) -> None:
        to.respond(503, Retry_After="60")
        asked.set()

    server = serve(answer)
    errors: list[str] = []

    def work() -> None:
        with pytest.raises(SourceUnavailable) as caught:
            fetcher.fetch(request(server.url(), attempts=3, total_s=100))
        errors.append(str(caught.value))

    thread = threading.Thread(target=work)
    thread.start()
    assert asked.wait(5)
    fetcher.close()
    thread.join(5)
    assert not thread.is_alive()
    assert errors
    with pytest.raises(SourceUnavailable, match="stopping"):
        fetcher.fetch(request(server.url()))


def test_closing_leaves_no_connection_that_is_just_being_made(
    serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, fetcher = serve(lambda _, to: to.respond(200, b"a")), Fetcher()
    made: list[socket.socket] = []
    connect = socket.create_connection

    def close_meanwhile(*where: object, **how: object) -> socket.socket:
        made.append(connect(*where, **how))  # type: ignore[arg-type]
        fetcher.close()
        return made[-1]

    monkeypatch.setattr(socket, "create_connection", close_meanwhile)
    with pytest.raises(SourceUnavailable, match="the connection was given up"):
        fetcher.fetch(request(server.url()))
    assert [connection.fileno() for connection in made] == [-1]
    assert not server.asks


def test_closing_as_a_fetch_begins_opens_nothing(
    serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, fetcher = serve(lambda _, to: to.respond(200, b"a")), Fetcher()
    monkeypatch.setattr(
        "kiosk.intake.fetch.scheme_of", lambda url: fetcher.close() or scheme_of(url)
    )
    with pytest.raises(SourceUnavailable, match="stopping"):
        fetcher.fetch(request(server.url()))
    assert not server.asks


def test_connections_that_were_closed_meanwhile_are_said(serve: Callable[..., Server]) -> None:
    from kiosk.intake.web import Web  # noqa: PLC0415 - other tests hold that paths do not need it

    server = serve(lambda ask, to: web.close() or to.respond(503, Retry_After="0"))
    web = Web(lambda _: None)
    for _ in range(2):
        with pytest.raises(SourceUnavailable, match="the connection was given up"):
            web.get(request(server.url(), attempts=3), Validators(), Deadline(5))
    assert len(server.asks) == 1


# Files


def old(file: Path) -> Path:
    """A file that nobody has written to for a minute."""
    os.utime(file, (time.time() - 60, time.time() - 60))
    return file


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "进度 表?#%41.csv"
    file.write_bytes(b"rows")
    return old(file)


def test_a_file_is_read_with_its_name_and_date(fetcher: Fetcher, table: Path) -> None:
    os.utime(table, (0, 1_811_836_800))
    result = fetched(fetcher, str(table))
    assert result.payload.body == b"rows"
    assert result.payload.name == table.name
    assert result.payload.modified == datetime(2027, 6, 1, 8, tzinfo=UTC)


def test_file_addresses_are_read(fetcher: Fetcher, table: Path) -> None:
    for url in (
        table.as_uri(),
        table.as_uri().replace("//", "//localhost", 1),
        f"FILE:{table.as_uri()[5:]}",
    ):
        assert fetched(fetcher, url).payload.name == table.name


def test_a_colon_in_a_path_is_no_scheme(fetcher: Fetcher, tmp_path: Path) -> None:
    file = tmp_path / "a:b.csv"
    file.write_bytes(b"x")
    assert fetched(fetcher, str(old(file))).payload.body == b"x"
    with pytest.raises(SourceUnavailable, match="no such file"):
        fetcher.fetch(request("no:where"))


def test_an_unchanged_file_is_not_opened(
    fetcher: Fetcher, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = fetched(fetcher, str(table))
    monkeypatch.setattr(os, "open", hang_up)
    assert fetcher.fetch(request(str(table)), first.validators) == Unchanged(first.validators)


def test_a_changed_file_is_read_and_a_touched_one_is_unchanged(
    fetcher: Fetcher, table: Path
) -> None:
    first = fetched(fetcher, str(table))
    os.utime(table, (0, 1_811_836_800))
    touched = fetcher.fetch(request(str(table)), first.validators)
    assert isinstance(touched, Unchanged)
    assert touched.validators.file != first.validators.file
    table.write_bytes(b"cows")
    os.utime(table, (0, 1_811_836_801))
    assert fetched(fetcher, str(table), first.validators).payload.body == b"cows"


def test_a_replaced_file_of_equal_size_and_date_is_noticed(fetcher: Fetcher, table: Path) -> None:
    first = fetched(fetcher, str(table))
    state = table.stat()
    new = table.with_name("new")
    new.write_bytes(b"cows")
    os.utime(new, ns=(state.st_atime_ns, state.st_mtime_ns))
    new.replace(table)
    assert fetched(fetcher, str(table), first.validators).payload.body == b"cows"


def test_a_file_just_written_must_stand_still_and_is_looked_at_again_next_time(
    fetcher: Fetcher, clock: FakeTime, table: Path
) -> None:
    table.write_bytes(b"rows")
    first = fetched(fetcher, str(table))
    assert clock.pauses == [0.2]
    assert first.validators.file == ""
    old(table)
    again = fetcher.fetch(request(str(table)), first.validators)
    assert isinstance(again, Unchanged)
    assert again.validators.file


def test_a_file_that_is_being_written_is_read_again_until_it_is_whole(table: Path) -> None:
    table.write_bytes(b"1")
    parts = [b"2", b"3"]

    def writer(_: float) -> None:
        if parts:
            with table.open("ab") as file:
                file.write(parts.pop(0))

    fetcher = Fetcher(sleep=writer)
    assert fetched(fetcher, str(table)).payload.body == b"123"
    fetcher.close()


def test_a_file_that_never_stands_still_is_left_to_the_next_poll(table: Path) -> None:
    readings: list[float] = []

    def writer(seconds: float) -> None:
        readings.append(seconds)
        with table.open("ab") as file:
            file.write(b"x")

    table.write_bytes(b"1")
    fetcher = Fetcher(sleep=writer)
    with pytest.raises(SourceUnavailable, match="being written at this moment"):
        fetcher.fetch(request(str(table)))
    assert len(readings) == 5
    fetcher.close()


def test_a_file_that_changes_while_it_is_read_is_read_again(
    fetcher: Fetcher, clock: FakeTime, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer strikes after the opening, and sets an old date on what it wrote."""
    real = os.fstat

    def struck(descriptor: int) -> os.stat_result:
        state = real(descriptor)
        if not clock.pauses:
            os.utime(table, (0, 1_811_836_800))
        return state

    monkeypatch.setattr(os, "fstat", struck)
    assert fetched(fetcher, str(table)).payload.body == b"rows"
    assert clock.pauses == [0.2]


def test_a_fifo_that_takes_the_files_place_just_now_does_not_hang(
    timed: Fetcher, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def replaced(path: str, flags: int) -> int:
        table.unlink()
        os.mkfifo(table)
        return real(path, flags)

    monkeypatch.setattr(os, "open", replaced)
    with pytest.raises(SourceUnavailable, match="not a plain file"):
        timed.fetch(request(str(table), total_s=1))


def test_what_is_not_a_plain_file_is_refused_at_once(timed: Fetcher, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "~$table.xlsx").write_bytes(b"x")
    (tmp_path / ".~lock.table.ods#").write_bytes(b"x")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    cases = {
        tmp_path / "fifo": "not a plain file",
        "/dev/zero": "not a plain file",
        tmp_path: "a folder, not a file",
        tmp_path / "~$table.xlsx": "lock file of an open workbook",
        tmp_path / ".~lock.table.ods#": "lock file of an open workbook",
        tmp_path / "none.xlsx": "no such file",
        tmp_path / "none.xlsx" / "x": "Not a directory|no such file",
        tmp_path / "loop": "symbolic links",
        "a\0b": "not a path",
    }
    for path, reason in cases.items():
        with pytest.raises(SourceUnavailable, match=reason) as caught:
            timed.fetch(request(str(path)))
        assert str(caught.value).isprintable()


def test_no_permission_is_one_clear_line(
    fetcher: Fetcher, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said by the system itself; an administrator, as whom tests may run, reads everything."""

    def denied(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(SourceUnavailable, match="no permission to read it"):
        fetcher.fetch(request(str(table)))


@pytest.mark.parametrize("size", [4, 5])
def test_the_size_of_a_file_is_bounded_exactly(fetcher: Fetcher, table: Path, size: int) -> None:
    table.write_bytes(b"x" * size)
    old(table)
    if size == 4:
        assert fetched(fetcher, str(table), max_bytes=4).payload.body == b"xxxx"
    else:
        with pytest.raises(SourceUnavailable, match="larger than 4 bytes"):
            fetcher.fetch(request(str(table), max_bytes=4))


def test_a_file_that_claims_no_size_is_bounded_as_it_is_read(fetcher: Fetcher) -> None:
    with pytest.raises(SourceUnavailable, match="larger than 10 bytes"):
        fetcher.fetch(request("/proc/self/status", max_bytes=10))


def test_a_file_dated_beyond_all_calendars_has_no_date() -> None:
    assert local._modified(os.stat_result((0,) * 8 + (10**18, 0))) is None


def test_a_folder_that_hangs_costs_one_thread_and_ends_in_time(table: Path) -> None:
    """A hang that can't be interrupted stands where the file's writer is waited for."""
    release = threading.Event()
    fetcher = Fetcher(sleep=lambda _: release.wait(10))
    table.write_bytes(b"fresh")
    begin = time.monotonic()
    with pytest.raises(SourceUnavailable, match=r"not complete within 0\.1 s"):
        fetcher.fetch(request(str(table), total_s=0.1))
    assert time.monotonic() - begin < 3
    for _ in range(3):
        with pytest.raises(SourceUnavailable, match="an earlier attempt still hangs"):
            fetcher.fetch(request(str(table), total_s=0.1))
    assert sum(thread.name == "fetch" for thread in threading.enumerate()) == 1
    release.set()
    wait_for_workers()
    old(table)
    assert fetched(fetcher, str(table)).payload.body == b"fresh"
    fetcher.close()
