"""A kiosk in haste on an X server of its own, and what is asked of it while all misbehaves."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from PIL import Image

from tests.processes import Office, Running, XServer, identical, offices, wait_until
from tests.screen.gallery import Gallery

SIZE: Final = (1280, 720)
BOARD: Final = (0, 0, 1280, 640)
FOOTER: Final = (0, 650, 933, 694)
"""Where the freshness stands: the clock is on the right."""
PATIENCE_S: Final = 20.0
"""How long anything may take on a machine that is busy with other things."""
FAILS: Final = "WARNING the source gives nothing usable: "
ANSWERS_AGAIN: Final = "INFO the source answers again"
READ: Final = ": 5 tasks as of 2027-06-15"
SNAPSHOT: Final = ("--size", "1280x720")
_BLACK: Final = 24
"""No channel of a pixel reaches this where nothing is drawn."""

_CONFIG: Final = """
[contest]
start = 2027-05-01
end = 2027-09-30
[source]
url = "{url}"
every = "5s"
date = 2027-06-15
connect_timeout = "{patience}s"
read_timeout = "{patience}s"
total_timeout = "2s"
attempts = 1
{source}
[photos]
seconds = 3
from = "{photos}"
[displays.wall]
rotation = {rotation}
show_black = true
orbit = false
motion = {motion}
[displays.wall.seconds]
red = 1
standings = 1
"""


@dataclass
class Wall:
    """A running kiosk, and the screen that it hangs on."""

    screen: XServer
    office: Office
    kiosk: Running
    polls_file: Path
    told: int = 0
    """Lines of the log that were looked at."""

    @property
    def polls(self) -> int:
        """How many polls have ended."""
        return self.polls_file.stat().st_size if self.polls_file.exists() else 0

    def wait_for_polls(self, number: int) -> None:
        """Wait until so many polls have begun and ended from now on."""
        enough = self.polls + number + 1
        wait_until(f"{number} polls", lambda: self.polls >= enough, PATIENCE_S)

    def news(self) -> list[str]:
        """What the log has said since it was asked for the last time, but of the screen."""
        lines = [line for line in self.kiosk.log.splitlines() if " the screen is " not in line]
        new, self.told = lines[self.told :], len(lines)
        return new

    def shows(self, board: Image.Image) -> bool:
        """Whether this board hangs there, to the pixel."""
        return identical(self.screen.picture(), board, BOARD)

    def foot_is(self, picture: Image.Image) -> bool:
        """Whether the freshness is that of a picture."""
        return identical(self.screen.picture(), picture, FOOTER)

    def wait_for(self, board: Image.Image) -> None:
        """Wait for a board."""
        wait_until("the board on the wall", lambda: self.shows(board), PATIENCE_S)

    def endures(
        self, says: Sequence[str], board: Image.Image, fresh: Image.Image, polls: int = 3
    ) -> Iterator[str]:
        """What is wrong with wall and log under a fault that has just begun.

        Args:
            says: A part of each line that the log must have.
            board: What must go on hanging.
            fresh: The screen as it was before, with another footer.
            polls: How many must fail meanwhile.
        """
        self.wait_for_polls(polls)
        wait_until("since when, in the footer", lambda: not self.foot_is(fresh), PATIENCE_S)
        said = self.news()
        as_expected = len(said) == len(says) and all(
            line.startswith(FAILS) and part in line for line, part in zip(said, says, strict=False)
        )
        if not as_expected:
            yield f"the log says {said}"
        if not self.shows(board):
            yield "the last good board is not on the wall"

    def recovers(self, board: Image.Image, away: Image.Image) -> Iterator[str]:
        """What is wrong with wall and log once the source gives another table again."""
        self.wait_for(board)
        wait_until("a fresh footer", lambda: not self.foot_is(away), PATIENCE_S)
        self.wait_for_polls(1)
        said = self.news()
        read = [line for line in said if line.endswith(READ)]
        if len(read) != 1 or sorted(said) != sorted([ANSWERS_AGAIN, *read]):
            yield f"after it the log says {said}"

    def overlooks(self, before: Image.Image) -> Iterator[str]:
        """What is wrong with wall and log while there is no news."""
        drawn = self.kiosk.frames
        self.wait_for_polls(3)
        if said := self.news():
            yield f"the log says {said}"
        if self.kiosk.frames - drawn > 1:  # the clock's own
            yield "the wall was drawn anew"
        if not self.shows(before):
            yield "the wall has changed"


def is_black(picture: Image.Image) -> bool:
    """Whether a picture shows nothing."""
    return all(most < _BLACK for _, most in picture.getextrema())


def picture_of(gallery: Gallery, file: Path) -> Image.Image:
    """What hangs in a gallery."""
    assert gallery.window.grabWindow().save(str(file))
    with Image.open(file) as image:
        return image.convert("RGB")


@dataclass
class Hall:
    """Hangs kiosks, each on a screen of its own, and takes them down in the end."""

    folder: Path
    stack: ExitStack

    def office(
        self,
        url: str,
        name: str,
        *,
        source: str = "",
        patience: int = 2,
        photos: str = "photos",
        rotation: str = '["standings"]',
        motion: bool = False,
    ) -> Office:
        """An office whose kiosk gives up soon."""
        folder = self.folder / name
        folder.mkdir()
        office = self.stack.enter_context(offices(folder))(url)
        text = _CONFIG.format(
            url=url,
            source=source,
            patience=patience,
            photos=photos,
            rotation=rotation,
            motion=str(motion).lower(),
        )
        office.config.write_text(text, encoding="utf-8")
        return office

    def hang(
        self,
        office: Office,
        screen: XServer | None = None,
        before: Sequence[str] = (),
        **world: Any,
    ) -> Wall:
        """Start the office's kiosk in a world of its own; see `launcher`.

        Args:
            office: The office.
            screen: Where it is to hang; a new one by default.
            before: Words of a command that runs it.
            world: What the world is like.
        """
        if screen is None:
            screen = XServer(SIZE)
            self.stack.callback(screen.close)
        polls = office.folder / "polls"
        world = {"polls": str(polls)} | world
        program = (*before, sys.executable, "-m", "tests.faults.launcher", json.dumps(world))
        kiosk = replace(office, program=program).kiosk(DISPLAY=screen.name)
        return Wall(screen, office, kiosk, polls)


@contextmanager
def halls(folder: Path) -> Iterator[Hall]:
    """A hall for a test or a module of them."""
    with ExitStack() as stack:
        yield Hall(folder, stack)


Boards = Mapping[str, Image.Image]


def boards_of(
    office: Office, tables: Mapping[str, bytes], place: Callable[[bytes], object]
) -> Boards:
    """Each table's board as a snapshot draws it, from the place that the office's source is."""
    boards = {}
    for name, table in tables.items():
        place(table)
        boards[name] = office.reference(name, *SNAPSHOT)
    return boards
