"""Where a server listens: a numeric address and a port, written `127.0.0.1:8440`."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

_WRITTEN: Final = r"(?:\[([0-9A-Fa-f:.]+)\]|([0-9.]+)):([0-9]{1,5})"
"""Compiled when it is needed: the running kiosk is given addresses that were read before."""
_PORTS: Final = range(1, 65536)


class NotAnAddressError(ValueError):
    """A text that names no address to listen at."""


@dataclass(frozen=True, slots=True)
class Address:
    """A numeric address and a port; nothing has to be looked up for it."""

    host: str
    """Without brackets, in its shortest form."""
    port: int
    """0 for any that is free."""

    @property
    def loopback(self) -> bool:
        """Whether only this machine reaches it."""
        return ip_address(self.host).is_loopback

    def __str__(self) -> str:
        """As it stands in a URL."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def parse_address(text: str) -> Address:
    """The address that a text names: `127.0.0.1:8440`, `0.0.0.0:8440` or `[::1]:8440`.

    Raises:
        NotAnAddressError: it names none, or one that would have to be looked up.
    """
    found = re.fullmatch(_WRITTEN, text)
    if found is None or int(found[3]) not in _PORTS:
        raise NotAnAddressError(text)
    try:
        host = IPv6Address(found[1]) if found[1] else IPv4Address(found[2])
    except ValueError:
        raise NotAnAddressError(text) from None
    return Address(str(host), int(found[3]))
