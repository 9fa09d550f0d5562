"""A clerk who edits the configuration of a kiosk that hangs there."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tests.processes import (
    CONTENT,
    START_S,
    Office,
    Running,
    XServer,
    alike_reduced,
    offices,
    resting,
    shows,
    wait_until,
)


@dataclass
class Clerk:
    """Somebody who edits the configuration of a kiosk that hangs there."""

    office: Office
    screen: XServer
    kiosk: Running
    good: str

    def save(self, text: str) -> None:
        self.office.config.write_text(text, encoding="utf-8")

    def change(self, before: str, after: str) -> str:
        assert before in self.good
        return self.good.replace(before, after)

    def wall(self) -> Image.Image:
        return self.screen.picture().crop(CONTENT)

    def seconds_until_it_changes(self, picture: Image.Image) -> float:
        """How long it takes until another picture is on the wall than this one."""
        began = time.monotonic()
        wait_until("a change on the wall", lambda: differ(self.wall(), picture), 10, pause=0.02)
        return time.monotonic() - began

    def wait_for(self, picture: Image.Image) -> None:
        """Wait until the wall shows this again, and rests."""
        wait_until("the wall of before", lambda: not differ(self.wall(), picture), 20)
        resting(self.kiosk)

    def stays(self, picture: Image.Image, words: str) -> None:
        """The mistake is told, and the wall is as it was."""
        self.kiosk.wait_for(words)
        resting(self.kiosk)
        assert not differ(self.wall(), picture)


def differ(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures show another thing, and not only edges of letters drawn otherwise."""
    return not alike_reduced(one.reduce(8), other.reduce(8))


@contextmanager
def clerks(folder: Path, table: Path) -> Iterator[Clerk]:
    """A clerk of an office in a folder, whose kiosk hangs a table's standings."""
    with ExitStack() as stack:
        office = stack.enter_context(offices(folder))(str(table))
        screen = XServer()
        stack.callback(screen.close)
        reference = office.reference("reference")
        kiosk = office.kiosk(DISPLAY=screen.name)
        wait_until("the board on the screen", lambda: shows(screen, reference), START_S)
        resting(kiosk)
        yield Clerk(office, screen, kiosk, office.config.read_text(encoding="utf-8"))
        kiosk.stop()
