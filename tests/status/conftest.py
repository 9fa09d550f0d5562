"""A status page that is really served, on loopback."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest

from kiosk.listening import Address
from kiosk.status.model import Status
from kiosk.status.server import StatusServer
from kiosk.status.settings import StatusSettings
from tests.status.material import JPEG, WELL


def wait_until(true: Callable[[], object], patience_s: float = 10.0) -> None:
    """Wait until something holds; fail where it does not in time."""
    end = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.005)


def serving_threads() -> list[str]:
    return [
        thread.name
        for thread in threading.enumerate()
        if thread.name.startswith(("status page", "waitress"))
    ]


@dataclass(frozen=True)
class Site:
    """A server, and somebody who asks it."""

    server: StatusServer
    client: httpx.Client

    @property
    def address(self) -> Address:
        assert self.server.address is not None
        return self.server.address

    def get(self, path: str, **named: object) -> httpx.Response:
        return self.client.get(path, **named)  # type: ignore[arg-type]


Serve = Callable[..., Site]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves a status on a free port until the test ends; then no thread is left."""
    sites: list[Site] = []

    def start(
        status: Status | Callable[[], Status] = WELL,
        frame: Callable[[], bytes | None] = lambda: JPEG,
        token: str = "",
        host: str = "127.0.0.1",
        **named: float | Callable[[], float],
    ) -> Site:
        server = StatusServer(
            StatusSettings(address=Address(host, 0), token=token),
            status if callable(status) else lambda: status,
            frame,
            **named,  # type: ignore[arg-type]
        )
        server.start()
        wait_until(lambda: server.address)
        url = f"http://{server.address}"
        site = Site(server, httpx.Client(base_url=url, trust_env=False, timeout=10))
        sites.append(site)
        return site

    yield start
    for site in sites:
        site.client.close()
        site.server.close()
    wait_until(lambda: not serving_threads())
