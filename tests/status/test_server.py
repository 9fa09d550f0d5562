"""The status page over real connections: who is answered, with what, and for how long."""

import logging
import re
import socket
import threading
import time
from contextlib import ExitStack, closing
from dataclasses import replace
from http import HTTPStatus

import httpx
import pytest

from kiosk.listening import Address
from kiosk.status import listener
from kiosk.status.model import Status
from kiosk.status.server import StatusServer
from kiosk.status.settings import LOCAL, StatusSettings
from tests.status.conftest import Serve, Site, serving_threads, wait_until
from tests.status.material import ILL, JPEG, PNG, WELL

TOKEN = "sixteen-letters!"
PATHS = ("/", "/frame", "/metrics", "/healthz", "/icon.svg")
SAFE = {
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "connection": "close",
}


def connected(site: Site) -> socket.socket:
    family = socket.AF_INET6 if ":" in site.address.host else socket.AF_INET
    connection = socket.socket(family)
    connection.settimeout(10)
    connection.connect((site.address.host, site.address.port))
    return connection


def told(connection: socket.socket, data: bytes) -> bytes:
    """Everything that is answered to some bytes, until the server closes."""
    parts = []
    try:
        connection.sendall(data)
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionError:
        # It was refused while it was still being sent.
        pass
    return b"".join(parts)


def asked(site: Site, data: bytes) -> bytes:
    with closing(connected(site)) as connection:
        return told(connection, data)


def parsed(answer: bytes) -> httpx.Response:
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = [(name, value) for name, _, value in (line.partition(": ") for line in lines)]
    return httpx.Response(int(first.split(" ")[1]), headers=headers, content=body)


def check_safe(answer: httpx.Response) -> None:
    for name, value in SAFE.items():
        assert answer.headers[name] == value
    policy = answer.headers["content-security-policy"].split("; ")
    assert policy[:2] == ["default-src 'none'", "img-src 'self'"]
    assert re.fullmatch(r"style-src 'sha256-[A-Za-z0-9+/]{43}='", policy[2])
    assert policy[3:] == ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]
    assert "server" not in answer.headers
    assert "waitress" not in answer.text.lower()


def test_the_page_the_picture_and_the_metrics_are_served(serve: Serve) -> None:
    site = serve()
    page = site.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "一切正常" in page.text
    frame = site.get("/frame")
    assert (frame.content, frame.headers["content-type"]) == (JPEG, "image/jpeg")
    metrics = site.get("/metrics")
    assert metrics.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "\nredblack_kiosk_alive 1.0\n" in metrics.text
    icon = site.get("/icon.svg")
    assert icon.headers["content-type"] == "image/svg+xml"
    health = site.get("/healthz")
    assert (health.status_code, health.text) == (200, "ok\n")
    for path in PATHS:
        check_safe(site.get(path))


def test_every_answer_shows_the_present(serve: Serve) -> None:
    current = WELL
    site = serve(lambda: current)
    assert site.get("/healthz").status_code == 200
    current = ILL
    assert "画面停住了" in site.get("/").text
    health = site.get("/healthz")
    assert (health.status_code, health.text) == (503, f"not ok: {ILL.wall.trouble}\n")
    check_safe(health)
    current = WELL
    assert site.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_head_says_what_get_says_without_a_body(serve: Serve, path: str) -> None:
    site = serve()
    got, headed = site.get(path), site.client.head(path)
    ignored = {"date"}
    assert {n: v for n, v in headed.headers.items() if n not in ignored} == {
        n: v for n, v in got.headers.items() if n not in ignored
    }
    raw = asked(site, f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert raw.endswith(b"\r\n\r\n")
    assert raw.startswith(b"HTTP/1.1 200 OK\r\n")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/", "/healthz", "/nothing"])
def test_only_get_and_head_are_answered(serve: Serve, method: str, path: str) -> None:
    site = serve()
    for more in (b"", b"Content-Length: 11\r\n", b"Content-Length: 99999999999\r\n"):
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n".encode()
        body = b"paused=true" if more else b""
        answer = asked(site, head + more + b"\r\n" + body)
        assert answer.startswith(b"HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD\r\n")
        check_safe(parsed(answer))


@pytest.mark.parametrize(
    "more",
    [
        b"Content-Length: 5\r\n\r\nhello",
        b"Content-Length: 99999999999\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    ],
)
def test_a_body_is_refused(serve: Serve, more: bytes) -> None:
    answer = asked(serve(), b"GET / HTTP/1.1\r\nHost: localhost\r\n" + more)
    assert answer.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "path",
    [
        *("/nothing", "/frame/", "/frame.png/..", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd"),
        *("/..%2f..%2fetc%2fpasswd", "/frame%00", "/metrics;x", "/\\..\\config.toml", "/healthz "),
        *("/%ff%fe", "/static/../kiosk", "*", "/" + "a" * 4000, "/METRICS", "/<script>"),
    ],
)
def test_there_is_nothing_else(serve: Serve, path: str) -> None:
    answer = asked(serve(), f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    status, _, rest = answer.partition(b"\r\n")
    assert status in {b"HTTP/1.1 404 Not Found", b"HTTP/1.0 400 Bad Request"}
    body = rest.partition(b"\r\n\r\n")[2]
    # Nothing of the request comes back.
    assert body in {b"Not Found\n", b"Bad Request\n"}


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 8192 + b"\r\n\r\n", 431),
        (b"GET /" + b"a" * 100_000, 431),
        (b"X: y\r\n" * 100_000, 431),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n<script>alert(1)</script>\r\n\r\n", 400),
        (b"get / HTTP/1.1\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
    ],
)
def test_what_is_no_request_is_refused_as_safely(
    serve: Serve, request_: bytes, status: int
) -> None:
    site = serve()
    answer = asked(site, request_)
    # A client that is still sending may see the connection end before the answer.
    if answer or len(request_) < 10_000:
        refused = parsed(answer)
        assert refused.status_code == status
        assert refused.text == f"{HTTPStatus(status).phrase}\n"
        check_safe(refused)
    assert site.get("/healthz").text == "ok\n"


# --- Whom it is open to


@pytest.mark.parametrize(
    "host", ["localhost", "LocalHost:9000", "127.0.0.1", "127.0.0.1:8440", "[::1]", "[::1]:9000"]
)
def test_on_loopback_the_machines_own_names_are_answered(serve: Serve, host: str) -> None:
    # Another port than its own is that of a tunnel.
    assert serve().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:8440", "127.0.0.1.evil.example", "localhost.evil.example"),
        *(
            "localhost@evil.example",
            "localhost, evil.example",
            "",
            "[::1",
            "10.0.0.1",
            "localhost:",
        ),
    ],
)
def test_a_name_that_was_pointed_here_is_not(serve: Serve, host: str) -> None:
    site = serve()
    for path in PATHS:
        answer = site.get(path, headers={"Host": host})
        assert answer.status_code == 421
        check_safe(answer)


def test_two_names_are_none(serve: Serve) -> None:
    answer = asked(serve(), b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 421 ")
    assert asked(serve(), b"GET / HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 421 ")


def test_with_a_token_nothing_is_told_without_it(serve: Serve) -> None:
    site = serve(token=TOKEN)
    for path in ("/", "/frame", "/metrics", "/icon.svg", "/nothing", "/healthz/"):
        answer = site.get(path)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == 'Basic realm="kiosk", charset="UTF-8"'
        assert answer.text == "Unauthorized\n"
        check_safe(answer)


@pytest.mark.parametrize("given", [f"?token={TOKEN}", f"?{TOKEN}", f"?access_token={TOKEN}"])
def test_a_token_in_the_address_is_none(serve: Serve, given: str) -> None:
    assert serve(token=TOKEN).get(f"/{given}").status_code == 401


def test_the_token_opens_everything_as_bearer_and_as_password(serve: Serve) -> None:
    site = serve(token=TOKEN)
    for path in PATHS:
        bearer = site.get(path, headers={"Authorization": f"Bearer {TOKEN}"})
        assert bearer.status_code == 200
        for user in ("", "admin", "张三"):
            assert site.get(path, auth=(user, TOKEN)).status_code == 200


@pytest.mark.parametrize(
    "given",
    [
        *(f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x", "Bearer", f"Token {TOKEN}"),
        *(f"Basic {TOKEN}", "Basic", "Basic ====", "Basic OnRlc3Q=", TOKEN, f"Digest {TOKEN}"),
        f"Bearer {TOKEN.upper()}",
    ],
)
def test_what_is_not_the_token_opens_nothing(serve: Serve, given: str) -> None:
    site = serve(ILL, token=TOKEN)
    for path in ("/", "/healthz"):
        answer = site.get(path, headers={"Authorization": given})
        assert answer.status_code == 401
        check_safe(answer)


def test_without_the_token_health_is_one_word(serve: Serve) -> None:
    assert serve(token=TOKEN).get("/healthz").text == "ok\n"
    ill = serve(ILL, token=TOKEN)
    assert (ill.get("/healthz").status_code, ill.get("/healthz").text) == (503, "not ok\n")
    assert ILL.wall.trouble in ill.get("/healthz", auth=("", TOKEN)).text


def test_whoever_guesses_is_soon_not_listened_to(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    now = 1000.0
    site = serve(token=TOKEN, monotonic=lambda: now)
    wrong = {"Authorization": "Bearer wrong-wrong-wrong"}
    assert [site.get("/", headers=wrong).status_code for _ in range(12)] == [401] * 10 + [429] * 2
    limited = site.get("/", auth=("", TOKEN))
    assert (limited.status_code, limited.headers["retry-after"]) == (429, "6")
    check_safe(limited)
    # Who gives no token is told what there is to tell.
    assert site.get("/healthz").text == "ok\n"
    now += 6
    assert site.get("/", auth=("", TOKEN)).status_code == 200
    now += 600
    assert [site.get("/", headers=wrong).status_code for _ in range(12)] == [401] * 10 + [429] * 2
    assert [record.getMessage() for record in caplog.records if record.levelname != "INFO"] == [
        "the status page was asked with wrong tokens from 127.0.0.1"
    ] * 2


def test_the_log_never_shows_a_token(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    site = serve(token=TOKEN)
    site.get("/", auth=("", TOKEN))
    site.get(f"/{TOKEN}?{TOKEN}", auth=("", TOKEN))
    for _ in range(12):
        site.get("/", headers={"Authorization": f"Bearer {TOKEN}wrong"})
    ours = [record for record in caplog.records if record.name.startswith(("kiosk", "waitress"))]
    assert ours
    assert all(TOKEN not in record.getMessage() for record in ours)


def test_it_is_served_on_ipv6(serve: Serve) -> None:
    site = serve(host="::1")
    assert str(site.address).startswith("[::1]:")
    assert site.get("/").status_code == 200
    assert site.get("/", headers={"Host": "evil.example"}).status_code == 421


# --- The picture


def test_a_picture_is_taken_once_in_two_seconds(serve: Serve) -> None:
    now, taken = 50.0, 0

    def frame() -> bytes:
        nonlocal taken
        taken += 1
        return PNG + str(taken).encode()

    site = serve(frame=frame, monotonic=lambda: now)
    answers = {site.get("/frame").content for _ in range(5)}
    assert answers == {PNG + b"1"}
    now += 1.99
    assert site.get("/frame").content == PNG + b"1"
    now += 0.01
    answer = site.get("/frame")
    assert (answer.content, answer.headers["content-type"]) == (PNG + b"2", "image/png")


@pytest.mark.parametrize("frame", [None, b"", b"<svg/>", b"GIF89a", JPEG + bytes(4 * 1024 * 1024)])
def test_where_there_is_no_picture_it_says_so(serve: Serve, frame: bytes | None) -> None:
    answer = serve(frame=lambda: frame).get("/frame")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    check_safe(answer)


def test_a_picture_that_fails_is_told_once(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    now = 0.0

    def frame() -> bytes:
        raise RuntimeError("no window")

    site = serve(frame=frame, monotonic=lambda: now)
    for _ in range(3):
        assert site.get("/frame").status_code == 503
        now += 2
    told = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert told == ["no picture of the wall can be taken: RuntimeError('no window')"]


def test_a_picture_that_takes_long_holds_up_nothing_else(serve: Serve) -> None:
    taking, done = threading.Event(), threading.Event()

    def frame() -> bytes:
        taking.set()
        done.wait(10)
        return JPEG

    site = serve(frame=frame)
    answers: list[int] = []

    def ask() -> None:
        answers.append(httpx.get(f"http://{site.address}/frame", trust_env=False).status_code)

    askers = [threading.Thread(target=ask) for _ in range(2)]
    askers[0].start()
    assert taking.wait(10)
    assert site.get("/healthz").text == "ok\n"
    askers[1].start()
    askers[1].join(10)
    assert answers == [503]
    done.set()
    askers[0].join(10)
    assert answers == [503, 200]


# --- What goes wrong inside


def test_an_error_of_its_own_is_told_once_and_passes(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    broken = True

    def status() -> Status:
        if broken:
            raise RuntimeError("<secret>")
        return WELL

    site = serve(status)
    for path in ("/", "/metrics", "/healthz", "/"):
        answer = site.get(path)
        assert (answer.status_code, answer.text) == (500, "Internal Server Error\n")
        check_safe(answer)
    errors = [record for record in caplog.records if record.levelname == "ERROR"]
    assert [record.getMessage() for record in errors] == ["the status page has an internal error"]
    broken = False
    assert site.get("/healthz").status_code == 200
    broken = True
    assert site.get("/healthz").status_code == 500
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 2


@pytest.mark.parametrize(
    "accept", ["application/openmetrics-text; version=x", "text/plain; version=,", "\xff", "*/*"]
)
def test_no_wish_for_a_format_breaks_the_metrics(serve: Serve, accept: str) -> None:
    answer = serve().get("/metrics", headers={"Accept": accept.encode("latin-1")})
    assert answer.status_code == 200
    assert "redblack_kiosk_alive 1.0" in answer.text


# --- Clients that ask for nothing, and the end


HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "


def test_hundreds_of_half_requests_stop_nobody_and_are_let_go(serve: Serve, say) -> None:
    site = serve()
    with ExitStack() as stack:
        holders = [stack.enter_context(closing(connected(site))) for _ in range(200)]
        for holder in holders:
            holder.sendall(HALF)
        began = time.monotonic()
        for _ in range(5):
            assert site.get("/healthz").text == "ok\n"
        assert time.monotonic() - began < 3
        held = 0
        for holder in holders:
            holder.settimeout(0.01)
            try:
                assert holder.recv(1) == b""
            except TimeoutError:
                held += 1
            except ConnectionResetError:
                pass
    say(f"{held} of 200 half requests are still held")
    assert 0 < held <= 64


def test_who_gets_the_place_of_a_half_request_is_answered(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "_GRACE_S", 60.0)
    site = serve()
    with ExitStack() as stack:
        for _ in range(64):
            stack.enter_context(closing(connected(site))).sendall(HALF)
        client = stack.enter_context(closing(connected(site)))
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        client.settimeout(0.3)
        with pytest.raises(TimeoutError):
            client.recv(1)
        client.settimeout(10)
        monkeypatch.setattr(listener, "_GRACE_S", 0.0)
        assert client.recv(15) == b"HTTP/1.1 200 OK"


def test_a_listening_socket_that_is_lost_is_told_and_another_one_opened(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    site = serve(again_s=0.05)
    lost = site.address
    site.server._listener._server.socket.shutdown(socket.SHUT_RDWR)
    wait_until(lambda: site.server.address not in {None, lost})
    assert "the listening socket is lost" in caplog.text


def test_a_request_that_trickles_in_is_given_up(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "_REQUEST_S", 0.4)
    monkeypatch.setattr(listener, "_TICK_S", 0.05)
    site = serve()
    began = time.monotonic()
    with closing(connected(site)) as connection:
        connection.sendall(HALF)
        connection.settimeout(0.05)
        while True:
            try:
                connection.sendall(b"x")
                assert connection.recv(1) == b""
            except TimeoutError:
                assert time.monotonic() - began < 5
                continue
            except ConnectionError:
                pass
            break
    assert time.monotonic() - began > 0.35


def test_whoever_does_not_read_his_answer_is_cut_off(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "_LONGEST_S", 0.5)
    monkeypatch.setattr(listener, "_TICK_S", 0.05)
    big = JPEG + bytes(4 * 1024 * 1024 - len(JPEG))
    site = serve(frame=lambda: big)
    with closing(socket.socket()) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(10)
        connection.connect((site.address.host, site.address.port))
        connection.sendall(b"GET /frame HTTP/1.1\r\nHost: localhost\r\n\r\n")
        wait_until(lambda: serving(site))
        wait_until(lambda: not serving(site))
        received = 0
        try:
            while part := connection.recv(65536):
                received += len(part)
        except ConnectionError:
            pass
    assert received < len(big)


def serving(site: Site) -> int:
    """How many connections the server holds."""
    inner = site.server._listener
    assert inner is not None
    return len(inner._server.active_channels)


def test_connections_leave_nothing_behind(serve: Serve) -> None:
    site = serve()
    for _ in range(50):
        asked(site, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        connected(site).close()
    wait_until(lambda: not serving(site))


def test_the_end_is_quick_whoever_is_connected(serve: Serve, say) -> None:
    taking, done = threading.Event(), threading.Event()

    def frame() -> bytes:
        taking.set()
        done.wait(10)
        return JPEG

    site = serve(frame=frame)
    idle = [connected(site) for _ in range(10)]
    asking = connected(site)
    asking.sendall(b"GET /frame HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert taking.wait(10)
    address = site.address
    began = time.monotonic()
    site.server.close()
    took_s = time.monotonic() - began
    say(f"closed in {took_s * 1000:.0f} ms")
    assert took_s < 2
    assert site.server.address is None
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((address.host, address.port), timeout=5)
    done.set()
    wait_until(lambda: not serving_threads())
    for connection in (*idle, asking):
        connection.close()


def test_the_end_leaves_no_thread_and_no_file(serve: Serve) -> None:
    site = serve()
    site.get("/")
    began = time.monotonic()
    site.server.close()
    assert time.monotonic() - began < 2
    assert not serving_threads()
    site.server.close()


def test_what_is_not_configured_is_not_served() -> None:
    server = StatusServer(StatusSettings(), lambda: WELL, lambda: None)
    server.start()
    assert not serving_threads()
    assert server.address is None
    server.close()


def test_a_port_in_use_is_one_line_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="kiosk.status")
    with closing(socket.create_server(("127.0.0.1", 0))) as owner:
        port = owner.getsockname()[1]
        server = StatusServer(
            StatusSettings(address=Address("127.0.0.1", port)),
            lambda: WELL,
            lambda: None,
            again_s=0.02,
        )
        server.start()
        wait_until(lambda: caplog.records)
        # It is tried several times, and told once.
        time.sleep(0.2)
        assert server.address is None
    wait_until(lambda: server.address)
    assert httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False).text == "ok\n"
    server.close()
    assert not serving_threads()
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        (
            "WARNING",
            f"no status page at 127.0.0.1:{port}: address already in use; tried again every 0 s",
        ),
        ("INFO", f"status page: http://127.0.0.1:{port}/"),
    ]


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_an_address_that_this_machine_has_not_ends_nothing(
    host: str, caplog: pytest.LogCaptureFixture
) -> None:
    address = Address(host, 8440)
    server = StatusServer(StatusSettings(address=address, token=TOKEN), lambda: WELL, lambda: None)
    server.start()
    wait_until(lambda: caplog.records)
    began = time.monotonic()
    server.close()
    assert time.monotonic() - began < 2
    assert not serving_threads()
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert record.getMessage() == (
        f"no status page at {address}: cannot assign requested address; tried again every 60 s"
    )


def test_without_a_screen_it_is_for_this_machine_alone() -> None:
    assert str(LOCAL.address) == "127.0.0.1:8440"
    assert LOCAL.address is not None
    assert LOCAL.address.loopback


def test_it_can_be_closed_while_it_starts() -> None:
    for _ in range(20):
        server = StatusServer(
            StatusSettings(address=Address("127.0.0.1", 0)), lambda: WELL, lambda: None
        )
        server.start()
        server.close()
        assert server.address is None
    wait_until(lambda: not serving_threads())


def test_a_page_costs_little(serve: Serve, say) -> None:
    site = serve(replace(WELL, log=ILL.log))
    site.get("/")
    began = time.process_time()
    for _ in range(20):
        site.get("/")
    took_ms = (time.process_time() - began) / 20 * 1000
    say(f"{took_ms:.1f} ms of processor time for a page, asking included")
    assert took_ms < 50
