"""What header fields and addresses of HTTP mean."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from kiosk.intake.source import LONGEST_RETRY_AFTER_S

_LONGEST_VALIDATOR: Final = 256
"""Longer ones are not sent back: an unchanged poll stays under 1 kB on the wire."""


def next_in_header(response: httpx.Response) -> str:
    """The address of `Link: <...>; rel="next"`, empty where there is none."""
    for link in response.links.values():
        if "next" in link.get("rel", "").lower().split():
            return link.get("url", "")
    return ""


def origin_of(url: httpx.URL) -> tuple[str, str, int | None]:
    """Scheme, host and port, which together say whom an address belongs to."""
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)


def may_carry(origin: httpx.URL, url: httpx.URL) -> bool:
    """Whether headers meant for one address may go to another.

    Only to the same origin, or from http to https on the usual ports of the same host.
    """
    first, second = origin_of(origin), origin_of(url)
    upgraded = first == ("http", url.host, 80) and second == ("https", origin.host, 443)
    return first == second or upgraded


def retry_after(headers: httpx.Headers) -> float | None:
    """Seconds that `Retry-After` asks for, between 0 and an hour; None where it says nothing.

    A date counts from the server's own clock, where it tells it: this machine's may be wrong.
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return min(float(text), LONGEST_RETRY_AFTER_S)
    until = http_date(text)
    if until is None:
        return None
    now = http_date(headers.get("date", "")) or datetime.now(UTC)
    return min(max(0.0, (until - now).total_seconds()), LONGEST_RETRY_AFTER_S)


def http_date(text: str) -> datetime | None:
    """An HTTP date; None where it is none."""
    try:
        date = parsedate_to_datetime(text)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def returnable(validator: str) -> str:
    """A validator fit to be sent back, else nothing."""
    fit = validator.isascii() and validator.isprintable() and len(validator) <= _LONGEST_VALIDATOR
    return validator if fit else ""
