"""What is answered to a request: read-only, safe headers on every answer, nothing reflected."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from kiosk.status.access import AGAIN_S, Doorman, Entry, host_is_meant
from kiosk.status.frames import Frames
from kiosk.status.model import Status
from kiosk.status.page import ICON, STYLE_HASH, page
from kiosk.status.settings import StatusSettings

logger: Final = logging.getLogger(__name__)

METHODS: Final = ("GET", "HEAD")
_TEXT: Final = "text/plain; charset=utf-8"
_TOLD_EVERY_S: Final = 600.0
"""The log tells of wrong tokens no more often."""
_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "img-src 'self'",
        f"style-src 'sha256-{STYLE_HASH}'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_SAFE: Final = (
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", _POLICY),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a request."""

    status: HTTPStatus
    body: bytes
    media_type: str = _TEXT
    further: tuple[tuple[str, str], ...] = ()
    """Headers besides those of every answer."""

    @property
    def line(self) -> str:
        """Code and reason."""
        return f"{self.status.value} {self.status.phrase}"

    @property
    def headers(self) -> list[tuple[str, str]]:
        """All its headers."""
        length = ("Content-Length", str(len(self.body)))
        return [*_SAFE, ("Content-Type", self.media_type), length, *self.further]


def refusal(status: HTTPStatus) -> Answer:
    """An answer that says no more than that a request is refused, and what would not be."""
    further: tuple[tuple[str, str], ...] = ()
    match status:
        case HTTPStatus.UNAUTHORIZED:
            further = (("WWW-Authenticate", 'Basic realm="kiosk", charset="UTF-8"'),)
        case HTTPStatus.METHOD_NOT_ALLOWED:
            further = (("Allow", ", ".join(METHODS)),)
        case HTTPStatus.TOO_MANY_REQUESTS:
            further = (("Retry-After", f"{AGAIN_S:.0f}"),)
        case HTTPStatus.SERVICE_UNAVAILABLE:
            further = (("Retry-After", "2"),)
    return Answer(status, f"{status.phrase}\n".encode(), further=further)


class Application:
    """The status page as a WSGI application, for several threads at once."""

    def __init__(
        self,
        settings: StatusSettings,
        status: Callable[[], Status],
        frame: Callable[[], bytes | None],
        *,
        monotonic: Callable[[], float],
    ) -> None:
        """Nobody has asked yet.

        Args:
            settings: Where it is served, and its token.
            status: The present status.
            frame: A JPEG or PNG of what hangs on the wall, or None.
            monotonic: Seconds.
        """
        self._settings = settings
        self._status = status
        self._frames = Frames(frame, monotonic=monotonic)
        self._monotonic = monotonic
        self._doorman = Doorman(settings.token, monotonic=monotonic, told=self._tell)
        self._told: float | None = None
        self._failing = False
        self._pages: Mapping[str, Callable[[Mapping[str, Any]], Answer]] = {
            "/": self._page,
            "/frame": self._frame,
            "/metrics": self._metrics,
            "/icon.svg": self._icon,
        }

    def __call__(
        self, environ: Mapping[str, Any], start_response: Callable[..., object]
    ) -> Iterable[bytes]:
        """Answer one request, as WSGI has it."""
        try:
            answer = self._answer(environ)
            self._failing = False
        except Exception:
            # One line and where, not one a request.
            if not self._failing:
                logger.exception("the status page has an internal error")
            self._failing = True
            answer = refusal(HTTPStatus.INTERNAL_SERVER_ERROR)
        start_response(answer.line, answer.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]

    def _answer(self, environ: Mapping[str, Any]) -> Answer:
        if environ["REQUEST_METHOD"] not in METHODS:
            return refusal(HTTPStatus.METHOD_NOT_ALLOWED)
        if not host_is_meant(self._settings, environ.get("HTTP_HOST", "")):
            return refusal(HTTPStatus.MISDIRECTED_REQUEST)
        entry = self._doorman.judge(
            environ.get("HTTP_AUTHORIZATION", ""), environ.get("REMOTE_ADDR", "")
        )
        path = environ.get("PATH_INFO", "")
        match entry:
            case Entry.LIMITED:
                return refusal(HTTPStatus.TOO_MANY_REQUESTS)
            case Entry.WRONG:
                return refusal(HTTPStatus.UNAUTHORIZED)
            case Entry.MISSING if path != "/healthz":
                return refusal(HTTPStatus.UNAUTHORIZED)
        if path == "/healthz":
            return self._health(told_why=entry.admitted)
        made = self._pages.get(path)
        return refusal(HTTPStatus.NOT_FOUND) if made is None else made(environ)

    def _page(self, _: Mapping[str, Any]) -> Answer:
        body = page(self._status()).encode("utf-8", "replace")
        return Answer(HTTPStatus.OK, body, "text/html; charset=utf-8")

    def _frame(self, _: Mapping[str, Any]) -> Answer:
        frame = self._frames.latest()
        if frame is None:
            return refusal(HTTPStatus.SERVICE_UNAVAILABLE)
        return Answer(HTTPStatus.OK, frame.data, frame.media_type)

    def _metrics(self, environ: Mapping[str, Any]) -> Answer:
        from kiosk.status.metrics import metrics  # noqa: PLC0415 - costly, and not asked for everywhere

        media_type, body = metrics(self._status(), environ.get("HTTP_ACCEPT", ""))
        return Answer(HTTPStatus.OK, body, media_type)

    def _icon(self, _: Mapping[str, Any]) -> Answer:
        return Answer(HTTPStatus.OK, ICON.encode(), "image/svg+xml")

    def _health(self, *, told_why: bool) -> Answer:
        """Whether the wall lives; how good its figures are is another matter."""
        trouble = self._status().wall.trouble
        if not trouble:
            return Answer(HTTPStatus.OK, b"ok\n")
        text = f"not ok: {' '.join(trouble.split())}\n" if told_why else "not ok\n"
        return Answer(HTTPStatus.SERVICE_UNAVAILABLE, text.encode("utf-8", "replace"))

    def _tell(self, network: str) -> None:
        now = self._monotonic()
        if self._told is None or now - self._told >= _TOLD_EVERY_S:
            self._told = now
            logger.warning("the status page was asked with wrong tokens from %s", network)
