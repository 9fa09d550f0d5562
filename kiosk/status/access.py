"""Who may read the page: by the address they came to, and by the token."""

import re
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from hmac import compare_digest
from ipaddress import ip_address, ip_network
from threading import Lock
from typing import Final

from kiosk.status.settings import StatusSettings

_HOST: Final = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^:\[\]/\s]+))(?::[0-9]{1,5})?")

WRONG: Final = 10
"""Wrong tokens from one address after which no further one is looked at for a while."""
AGAIN_S: Final = 6.0
"""Seconds after which such an address may try one more."""
_ADDRESSES: Final = 256
_NETWORK: Final = 64
"""Bits of an IPv6 address that name a network: one machine has all that follow."""


class Entry(Enum):
    """What a request's credentials are worth."""

    OPEN = "open"
    """There is no token: whoever reaches the address may read."""
    GIVEN = "given"
    """The token is right."""
    MISSING = "missing"
    """There is none."""
    WRONG = "wrong"
    LIMITED = "limited"
    """Too many wrong ones came from there; this one was not looked at."""

    @property
    def admitted(self) -> bool:
        """Whether the request may read everything."""
        return self in {Entry.OPEN, Entry.GIVEN}


def host_is_meant(settings: StatusSettings, host: str) -> bool:
    """Whether a request was addressed to this server by the name in its Host header.

    On loopback anything but the machine's own names is a web page that had its name point here,
    to read through the browser what the browser's user alone may read (DNS rebinding).
    """
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    address = settings.address
    if address is None or not address.loopback:
        return True
    name = (found[1] or found[2]).lower()
    return name in {"localhost", "127.0.0.1", "::1", address.host}


class Doorman:
    """Compares tokens, in constant time, and tires of whoever gives wrong ones."""

    def __init__(
        self, token: str, *, monotonic: Callable[[], float], told: Callable[[str], None]
    ) -> None:
        """Nobody has tried yet.

        Args:
            token: What opens the page; empty where it is open.
            monotonic: Seconds.
            told: Is told of an address that is limited from now on.
        """
        self._token = sha256(token.encode()).digest() if token else None
        self._monotonic = monotonic
        self._told = told
        self._lock = Lock()
        self._tries: dict[str, _Tries] = {}

    def judge(self, authorization: str, address: str) -> Entry:
        """What a request's credentials are worth.

        Args:
            authorization: The header of this name; empty where there is none.
            address: Where the request comes from.
        """
        if self._token is None:
            return Entry.OPEN
        if not authorization:
            return Entry.MISSING
        network = _network(address)
        if self._limited(network):
            return Entry.LIMITED
        given = sha256(_given(authorization)).digest()
        if compare_digest(given, self._token):
            return Entry.GIVEN
        self._count(network)
        return Entry.WRONG

    def _limited(self, network: str) -> bool:
        with self._lock:
            tries = self._tries.get(network)
            return tries is not None and tries.at(self._monotonic()) >= WRONG

    def _count(self, network: str) -> None:
        now = self._monotonic()
        with self._lock:
            tries = self._tries.pop(network, _Tries())
            wrong = tries.at(now) + 1
            # The latest goes to the end, and the one that has been quiet for longest makes room.
            self._tries[network] = _Tries(wrong, now)
            if len(self._tries) > _ADDRESSES:
                del self._tries[next(iter(self._tries))]
        if wrong == WRONG:
            self._told(network)


@dataclass(frozen=True, slots=True)
class _Tries:
    """Wrong tokens that came from one network."""

    wrong: int = 0
    latest: float = 0.0

    def at(self, now: float) -> int:
        """How many of them still count."""
        return max(self.wrong - int((now - self.latest) / AGAIN_S), 0)


def _given(authorization: str) -> bytes:
    """The token in a header, as bearer token or as the password of any user; else nothing."""
    scheme, _, value = authorization.partition(" ")
    match scheme.lower():
        case "bearer":
            return value.strip().encode("latin-1", "replace")
        case "basic":
            try:
                user_and_password = b64decode(value.strip(), validate=True)
            except ValueError:
                return b""
            return user_and_password.partition(b":")[2]
    return b""


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4:  # noqa: PLR2004 - IPv4
        return str(found)
    return str(ip_network((int(found), _NETWORK), strict=False))
