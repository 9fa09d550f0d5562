"""Asking a server: conditional, bounded, retried, paged. Imported when an address is first read.

What httpx leaves open is closed here. Decompression is bounded by what it makes and not by what
it is fed; redirects are followed one by one, so that headers from the config stay with the origin
they are meant for; every wait is cut at the fetch's deadline.
"""

import json
import logging
import ssl
import threading
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from socket import gaierror
from typing import Final
from urllib.parse import unquote

import httpx
import tenacity

from kiosk import __version__
from kiosk.intake.document import find_rows, join_pages
from kiosk.intake.http_fields import (
    http_date,
    may_carry,
    next_in_header,
    origin_of,
    retry_after,
    returnable,
)
from kiosk.intake.inflate import CODINGS, Inflater
from kiosk.intake.payload import Payload
from kiosk.intake.records import next_link
from kiosk.intake.source import (
    Deadline,
    Fetched,
    Request,
    SourceUnavailable,
    Unchanged,
    Validators,
    settle,
    shown,
)

# Both write whole addresses to the log, query strings and all; httpcore headers as well.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)

REDIRECTS: Final = 5
"""Most redirects from one address to the page it means."""

_BACKOFF_S: Final = 0.5
_LONGEST_BACKOFF_S: Final = 8.0
_IDLE_S: Final = 300.0
_PASSING: Final = frozenset({429, 502, 503, 504})
_REDIRECTING: Final = frozenset({301, 302, 303, 307, 308})
_CERTIFICATE_FAULTS: Final = {
    9: "is not valid yet (or this machine's clock is wrong)",
    10: "has expired (or this machine's clock is wrong)",
    18: "is self-signed and not trusted",
    19: "is self-signed and not trusted",
    20: "comes from an authority that is not trusted",
    21: "comes from an authority that is not trusted",
    62: "is for another host",
    64: "is for another host",
}
"""What is wrong with a certificate, by OpenSSL's verification code."""

_SENDING_FAULTS: Final = (httpx.HTTPError, httpx.InvalidURL, ValueError, TypeError, RuntimeError)
"""What httpx raises for a request: ValueError and TypeError for what can't be written in HTTP,
RuntimeError for a client that was closed meanwhile."""


class _Passing(SourceUnavailable):
    """A fault that another attempt may not meet."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """One page, whole and decompressed."""

    url: httpx.URL
    headers: httpx.Headers
    body: bytes
    next_in_header: str


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's decoded value, which holds rows, and the address of the next; empty on the last."""

    value: object
    following: str


class Web:
    """The connections, and the trust they are made with."""

    def __init__(self, sleep: Callable[[float], object]) -> None:
        """Nothing is opened yet; `sleep` waits between attempts."""
        self._sleep = sleep
        self._lock = threading.Lock()
        self._client: httpx.Client | None = None
        self._trust: tuple[Path | None, int] = (None, 0)
        self._closed = False

    def get(self, request: Request, before: Validators, deadline: Deadline) -> Fetched | Unchanged:
        """Fetch an address, page by page where the server pages.

        Raises:
            SourceUnavailable: Whatever kept a whole payload from coming.
        """
        client = self._client_for(request)
        # A session's cookies serve the redirects of one fetch; kept, they would only pile up.
        client.cookies.clear()
        return _Visit(client, request, deadline, self._sleep).get(before)

    def close(self) -> None:
        """Close the connections, also under a fetch on another thread."""
        with self._lock:
            self._closed = True
            if self._client is not None:
                self._client.close()

    def _client_for(self, request: Request) -> httpx.Client:
        """The client; a new one when the trusted certificates have changed."""
        where = shown(request.url)
        with self._lock:
            if self._closed:
                raise SourceUnavailable(f"{where}: not asked, the connection was given up")
            try:
                trust = (request.ca, request.ca.stat().st_mtime_ns if request.ca else 0)
                if self._client is None or trust != self._trust:
                    context = _context(*trust)
                    if self._client is not None:
                        self._client.close()
                    self._client = _client(context)
                    self._trust = trust
            except OSError as error:
                reason = (
                    "holds no certificate" if isinstance(error, ssl.SSLError) else error.strerror
                )
                raise SourceUnavailable(
                    f"{where}: the file of trusted certificates {request.ca}: {reason}"
                ) from None
            return self._client


@lru_cache(maxsize=2)
def _context(ca: Path | None, _mtime_ns: int) -> ssl.SSLContext:
    """Whom to trust; read once (it takes some 50 ms), and again when the file is another.

    Raises:
        OSError: The file can't be read or holds no certificate (ssl.SSLError).
    """
    context = httpx.create_ssl_context()
    # Beside the well-known authorities, those that the office put on this machine.
    context.load_default_certs()
    if ca:
        context.load_verify_locations(cafile=ca)
    return context


def _client(context: ssl.SSLContext) -> httpx.Client:
    return httpx.Client(
        verify=context,
        headers={"User-Agent": f"redblack-kiosk/{__version__}", "Accept-Encoding": "gzip"},
        limits=httpx.Limits(keepalive_expiry=_IDLE_S, max_keepalive_connections=2),
    )


class _Visit:
    """One fetch of one address."""

    def __init__(
        self,
        client: httpx.Client,
        request: Request,
        deadline: Deadline,
        sleep: Callable[[float], object],
    ) -> None:
        self._client = client
        self._request = request
        self._deadline = deadline
        self._sleep = sleep
        self._where = shown(request.url)
        self._bytes = 0
        try:
            url = httpx.URL(request.url)
            if not url.host:
                raise SourceUnavailable(f"{self._where}: an address without a host")
            self._auth = httpx.BasicAuth(url.username, url.password) if url.userinfo else None
            self._origin = url.copy_with(userinfo=b"", fragment=None)
        except (httpx.InvalidURL, ValueError):
            raise SourceUnavailable(f"{self._where}: not an address") from None

    def get(self, before: Validators) -> Fetched | Unchanged:
        conditions = {}
        if before.etag:
            conditions["If-None-Match"] = before.etag
        if before.last_modified:
            conditions["If-Modified-Since"] = before.last_modified
        first = self._ask(self._origin, conditions)
        if first is None:
            return Unchanged(before)
        page = _page(first, self._request.records) if _may_be_paged(first) else None
        if page is not None and page.following:
            # No conditions next time: what page one says of itself must not hide a change on
            # page three. The digest of all rows tells whether anything changed.
            return settle(self._join(first, page), before, Validators())
        payload = Payload(
            first.body,
            name=unquote(first.url.path).rpartition("/")[2],
            media_type=first.headers.get("content-type", ""),
            modified=http_date(first.headers.get("last-modified", "")),
        )
        now = Validators(
            etag=returnable(first.headers.get("etag", "")),
            last_modified=returnable(first.headers.get("last-modified", "")),
        )
        return settle(payload, before, now)

    def _join(self, first: _Answer, page: _Page) -> Payload:
        """All pages as one JSON document."""
        answer = first
        pages = [page.value]
        seen = {self._origin, first.url}
        dates = [http_date(first.headers.get("last-modified", ""))]
        while page.following:
            url = self._next_address(answer, page.following)
            if url in seen:
                raise SourceUnavailable(f"{self._where}: its pages lead back to one another")
            if len(pages) >= self._request.max_pages:
                raise SourceUnavailable(f"{self._where}: more than {self._request.max_pages} pages")
            seen.add(url)
            next_answer = self._ask(url, {})
            following = _page(next_answer, self._request.records) if next_answer else None
            if next_answer is None or following is None:
                raise SourceUnavailable(f"{self._where}: page {len(pages) + 1} holds no rows")
            answer, page = next_answer, following
            pages.append(page.value)
            dates.append(http_date(answer.headers.get("last-modified", "")))
        joined = join_pages(pages, self._request.records)
        return Payload(
            json.dumps(joined, separators=(",", ":")).encode(),
            name=unquote(first.url.path).rpartition("/")[2],
            media_type="application/json",
            modified=max((date for date in dates if date), default=None),
        )

    def _next_address(self, page: _Answer, link: str) -> httpx.URL:
        try:
            url = page.url.join(link).copy_with(userinfo=b"", fragment=None)
        except (httpx.InvalidURL, ValueError):
            raise SourceUnavailable(f"{self._where}: its next page is not an address") from None
        if origin_of(url) != origin_of(page.url):
            there = shown(str(url.join("/")))
            raise SourceUnavailable(
                f"{self._where}: its next page is on another host or scheme ({there})"
            )
        return url

    def _ask(self, url: httpx.URL, conditions: Mapping[str, str]) -> _Answer | None:
        """One page, tried again after faults that pass; None when it has not changed."""
        backoff = tenacity.wait_exponential(_BACKOFF_S, _LONGEST_BACKOFF_S) + tenacity.wait_random(
            0, _BACKOFF_S
        )

        def pause(state: tenacity.RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.retry_after if isinstance(error, SourceUnavailable) else None
            return backoff(state) if asked is None else asked

        def sleep(seconds: float) -> None:
            self._sleep(seconds)

        def enough(state: tenacity.RetryCallState) -> bool:
            tried_all = state.attempt_number >= self._request.attempts
            return tried_all or state.upcoming_sleep >= self._deadline.left()

        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_Passing),
            wait=pause,
            stop=enough,
            sleep=sleep,
            reraise=True,
        )
        return retrying(self._follow, url, conditions)

    def _follow(self, url: httpx.URL, conditions: Mapping[str, str]) -> _Answer | None:
        """One page, by way of its redirects."""
        for _ in range(REDIRECTS + 1):
            answer = self._exchange(url, conditions)
            if not isinstance(answer, httpx.URL):
                return answer
            url = answer
        raise SourceUnavailable(f"{self._where}: more than {REDIRECTS} redirects")

    def _exchange(
        self, url: httpx.URL, conditions: Mapping[str, str]
    ) -> _Answer | httpx.URL | None:
        """One request: a page, the address it redirects to, or None when unchanged."""
        response = self._send(url, conditions)
        try:
            status = response.status_code
            if status == HTTPStatus.NOT_MODIFIED and conditions:
                response.read()
                return None
            if status in _REDIRECTING:
                return self._redirect(url, response.headers.get("location", ""))
            if status != HTTPStatus.OK:
                raise self._refused(status, response.headers)
            return _Answer(url, response.headers, self._body(response), next_in_header(response))
        except httpx.TimeoutException:
            raise self._late(f"silent for {self._request.read_s:g} s") from None
        except httpx.HTTPError:
            raise SourceUnavailable(f"{self._where}: only a part of the answer came") from None
        finally:
            response.close()

    def _send(self, url: httpx.URL, conditions: Mapping[str, str]) -> httpx.Response:
        """Send a request; the response's body is still to be read."""
        self._deadline.check(self._where)
        left = self._deadline.left()

        def trace(event: str, _info: object) -> None:
            # After a name server that took all the time, or over a connection that was being made
            # while the others were closed, and that httpcore would leave open: nothing is sent.
            if event.endswith("send_request_headers.started"):
                self._deadline.check(self._where)
                if self._client.is_closed:
                    raise self._given_up()

        own = may_carry(self._origin, url)
        try:
            message = self._client.build_request(
                "GET",
                url,
                headers={**(self._request.headers if own else {}), **conditions},
                timeout=httpx.Timeout(
                    min(self._request.read_s, left), connect=min(self._request.connect_s, left)
                ),
                extensions={"trace": trace},
            )
            return self._client.send(message, auth=self._auth if own else None, stream=True)
        except _SENDING_FAULTS as error:
            raise self._unanswered(error) from None

    def _unanswered(self, error: Exception) -> SourceUnavailable:
        """Say why a request got no answer.

        Never in the error's own words: they may hold a header's value or the query.
        """
        match error:
            case httpx.ConnectTimeout():
                return self._late(f"no connection within {self._request.connect_s:g} s")
            case httpx.TimeoutException():
                return self._late(f"silent for {self._request.read_s:g} s")
            case httpx.ConnectError():
                return self._unconnected(error)
            case httpx.ProxyError():
                return _Passing(f"{self._where}: the proxy refused")
            case httpx.InvalidURL():
                # httpx looks at where a redirect leads, also when it is not to follow it.
                return self._led_astray()
            case httpx.TransportError() if not isinstance(error, httpx.LocalProtocolError):
                return _Passing(f"{self._where}: hung up, or answered in no sound HTTP")
            case RuntimeError():
                return self._given_up()
            case _:
                return SourceUnavailable(f"{self._where}: the address or a header can't be sent")

    def _given_up(self) -> SourceUnavailable:
        return SourceUnavailable(f"{self._where}: the connection was given up")

    def _redirect(self, url: httpx.URL, location: str) -> httpx.URL:
        if not location:
            raise SourceUnavailable(f"{self._where}: redirects to nowhere")
        target = url.join(location).copy_with(userinfo=b"", fragment=None)
        if target.scheme not in {"http", "https"} or not target.host:
            raise self._led_astray()
        return target

    def _led_astray(self) -> SourceUnavailable:
        return SourceUnavailable(f"{self._where}: redirects to what is not a web address")

    def _refused(self, status: int, headers: httpx.Headers) -> SourceUnavailable:
        if status == HTTPStatus.NOT_MODIFIED:
            return SourceUnavailable(
                f"{self._where}: answered 304 Not Modified, which nothing had asked for"
            )
        phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
        text = f"{self._where}: answered {status} {phrase}".rstrip()
        kind = _Passing if status in _PASSING else SourceUnavailable
        return kind(text, retry_after(headers))

    def _late(self, text: str) -> SourceUnavailable:
        if not self._deadline.left():
            return self._deadline.missed(self._where)
        return _Passing(f"{self._where}: {text}")

    def _unconnected(self, error: httpx.ConnectError) -> SourceUnavailable:
        """Say why there is no connection: a bad certificate stays bad, the rest may pass."""
        cause: BaseException | None = error
        reason = "no connection"
        while cause is not None:
            if isinstance(cause, ssl.SSLCertVerificationError):
                fault = _CERTIFICATE_FAULTS.get(cause.verify_code, "is not trusted")
                return SourceUnavailable(f"{self._where}: the server's certificate {fault}")
            if isinstance(cause, ssl.SSLError):
                reason = "no secure connection: the server does not speak TLS as it should"
            elif isinstance(cause, gaierror):
                reason = "no connection: the host's name is not known"
            elif isinstance(cause, OSError) and cause.strerror:
                reason = f"no connection: {cause.strerror}"
            cause = cause.__cause__ or cause.__context__
        return _Passing(f"{self._where}: {reason}")

    def _body(self, response: httpx.Response) -> bytes:
        """Read and decompress a body within the bounds of the fetch."""
        limit = self._request.max_bytes - self._bytes
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > limit:
            raise self._too_large()
        coding = response.headers.get("content-encoding", "").strip().lower()
        if coding not in {"", "identity", *CODINGS}:
            raise SourceUnavailable(f"{self._where}: packed in a way that was not asked for")
        body = bytearray()
        try:
            self._receive(response, body, Inflater() if coding in CODINGS else None, limit)
        except BaseException:
            # The error refers to this frame, and what waits for another attempt to the error:
            # what came, tens of megabytes perhaps, would live until cycles are collected.
            body.clear()
            raise
        self._bytes += len(body)
        return bytes(body)

    def _receive(
        self, response: httpx.Response, body: bytearray, inflater: Inflater | None, limit: int
    ) -> None:
        received = 0
        for chunk in response.iter_raw():
            self._deadline.check(self._where)
            received += len(chunk)
            try:
                for piece in inflater.feed(chunk) if inflater else (chunk,):
                    body += piece
                    if max(len(body), received) > limit:
                        raise self._too_large()
            except zlib.error:
                raise SourceUnavailable(f"{self._where}: its compressed body is damaged") from None
        if inflater and received and not inflater.complete:
            raise SourceUnavailable(f"{self._where}: only a part of the answer came")

    def _too_large(self) -> SourceUnavailable:
        return SourceUnavailable(f"{self._where}: larger than {self._request.max_bytes} bytes")


def _may_be_paged(answer: _Answer) -> bool:
    """Whether a first page can have another: told before it is decoded."""
    start = answer.body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return start == b"{" or (start == b"[" and bool(answer.next_in_header))


def _page(answer: _Answer, records: str) -> _Page | None:
    """An answer as a page; None where it holds no rows."""
    try:
        value = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    if find_rows(value, records) is None:
        return None
    return _Page(value, next_link(value) or answer.next_in_header)
