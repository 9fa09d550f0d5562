"""The source, over the network: whatever it answers, the last good board stays on the wall.

Every fault is met by a running kiosk whose screen, log and memory are read; three kiosks meet
theirs at the same time, since some faults are nothing but slow.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from kiosk.screen.pages import Freshness
from kiosk.screen.typesetting import Ruler
from kiosk.screen.view import footing_of
from tests.faults.server import (
    HTTP_FAULTS,
    TLS,
    TLS_FAULTS,
    Answer,
    Fault,
    Server,
    gives,
    gives_with_etag,
    gives_with_new_etags,
    mixed,
    zip_bomb,
)
from tests.faults.wall import (
    FAILS,
    PATIENCE_S,
    SIZE,
    Boards,
    Hall,
    Wall,
    is_black,
    picture_of,
)
from tests.processes import measured, wait_until
from tests.screen.gallery import Gallery
from tests.screen.material import contest, pages_of, wall

EVERY_S: Final = 0.1
SECRET: Final = "geheim"
SPARE_MB: Final = 100
"""What a fault may take over what the kiosk takes at rest: what a source may send, and what a
workbook's sheets may unpack to."""
WORKBOOK_FAULTS: Final[Mapping[str, tuple[str, Callable[[bytes, bytes], Answer]]]] = {
    "a body that changes midway": ("a damaged or incomplete zip archive", mixed),
    "a zip bomb": ("unpacks to more than", lambda table, _: zip_bomb(table)),
}
NOTHING_NEW: Final[Mapping[str, Callable[[bytes], Answer]]] = {
    "a 304 with no body": gives_with_etag,
    "the same table with no ETag": gives,
    "the same table with another ETag each time": gives_with_new_etags,
    "the same table called a web page": lambda table: gives(table, Content_Type="text/html"),
}


@dataclass
class Post:
    """A kiosk, the server that it asks, and the two tables that the server has."""

    wall: Wall
    server: Server
    tables: Mapping[str, bytes]
    boards: Boards
    at_rest_mb: float = 0.0
    wrong: dict[str, list[str]] = field(default_factory=dict)
    """What was wrong with the wall and the log, by the fault that was met."""
    most_mb: dict[str, float] = field(default_factory=dict)

    def meet(self, faults: Sequence[Fault]) -> None:
        """Meet one fault after another, each followed by another good table."""
        wall, server = self.wall, self.server
        wall.wait_for(self.boards["first"])
        with measured(wall.kiosk.process.pid, 0.2) as took:
            wall.wait_for_polls(3)
        self.at_rest_mb = max(took)
        wall.news()
        certificate = server.certificate
        for fault, (hanging, following) in zip(
            faults, cycle((("first", "second"), ("second", "first"))), strict=False
        ):
            with measured(wall.kiosk.process.pid, 0.2) as took:
                fresh = wall.screen.picture()
                server.answer, server.mute = fault.answer, fault.mute
                server.certificate = certificate if fault.certificate is None else fault.certificate
                polls = 1 if fault.slow else 2
                wrong = [*wall.endures([fault.says], self.boards[hanging], fresh, polls)]
                away = wall.screen.picture()
                server.mute, server.certificate = False, certificate
                server.give(self.tables[following])
                wrong += wall.recovers(self.boards[following], away)
            self.wrong[fault.name], self.most_mb[fault.name] = wrong, max(took)

    def overlook(self, name: str, answer: Answer) -> None:
        """Be given what is no news."""
        self.server.answer = answer
        self.wrong[name] = list(self.wall.overlooks(self.wall.screen.picture()))


@pytest.fixture(scope="module")
def posts(hall: Hall, tables: Mapping[str, bytes], boards: Boards) -> list[Post]:
    """Three kiosks that have met every fault, a part each."""
    made = [
        Fault(name, says, answer(tables["first"], tables["second"]))
        for name, (says, answer) in WORKBOOK_FAULTS.items()
    ]
    silence, mute, slow = (fault for fault in HTTP_FAULTS if fault.slow)
    fast = [*(fault for fault in HTTP_FAULTS if not fault.slow), *made]
    half = len(fast) // 2
    shares = ([*fast[half:], slow], [*fast[:half], mute], [*TLS_FAULTS, silence])
    posts = []
    for certificate, patience in (("", 2), ("", 1), ("good.pem", 1)):
        server = hall.stack.enter_context(Server(certificate=certificate))
        server.give(tables["first"])
        office = hall.office(
            f"{server.url}?token={SECRET}",
            f"post-{len(posts)}",
            source=f'headers = {{ X-Key = "{SECRET}" }}\nca = "{TLS / "authority.pem"}"',
            patience=patience,
        )
        posts.append(
            Post(hall.hang(office, every_s=EVERY_S, blip_s=EVERY_S / 2), server, tables, boards)
        )
    with ThreadPoolExecutor() as pool:
        for met in [pool.submit(p.meet, share) for p, share in zip(posts, shares, strict=True)]:
            met.result()
    table = tables["first" if len(posts[1].wrong) % 2 == 0 else "second"]
    for name, answer in NOTHING_NEW.items():
        posts[1].overlook(name, answer(table))
    return posts


@pytest.mark.parametrize(
    "fault", [*(fault.name for fault in (*HTTP_FAULTS, *TLS_FAULTS)), *WORKBOOK_FAULTS]
)
def test_the_last_good_board_stays_one_line_says_why_and_the_footer_since_when(
    fault: str, posts: list[Post]
) -> None:
    (post,) = (post for post in posts if fault in post.wrong)
    assert not post.wrong[fault]


@pytest.mark.parametrize("answer", NOTHING_NEW)
def test_what_is_no_news_is_neither_told_nor_drawn(answer: str, posts: list[Post]) -> None:
    assert not posts[1].wrong[answer]


def test_memory_stays_bounded_whatever_the_source_sends(posts: list[Post], say) -> None:
    over = {name: most - post.at_rest_mb for post in posts for name, most in post.most_mb.items()}
    hungriest = sorted(over, key=over.__getitem__)[-3:]
    say(f"{len(over)} faults met, {sum(post.wall.polls for post in posts)} polls;")
    say(", ".join(f"{name}: {over[name]:+.0f} MB" for name in hungriest))
    say(f"over {max(post.at_rest_mb for post in posts):.0f} MB (PSS)")
    assert max(over.values()) <= SPARE_MB


def test_no_fault_leaves_a_trace_or_a_secret_in_the_log(posts: list[Post]) -> None:
    for post in posts:
        assert post.server.asks[-1].headers["x-key"] == SECRET
        assert "Traceback" not in post.wall.kiosk.log
        assert SECRET not in post.wall.kiosk.log


# At boot


def test_with_no_network_at_boot_the_last_good_board_is_up_at_once_with_its_date(
    hall: Hall,
    tables: Mapping[str, bytes],
    boards: Boards,
    gallery: Gallery,
    real_ruler: Callable[[tuple[int, int]], Ruler],
    tmp_path: Path,
) -> None:
    server = hall.stack.enter_context(Server())
    office = hall.office(server.url, "boot")
    server.give(tables["first"])
    before = hall.hang(office, every_s=0.5, blip_s=0.1)
    before.wait_for(boards["first"])
    before.wait_for_polls(2)
    before.kiosk.stop()
    heard = datetime.now(ZoneInfo("Asia/Shanghai"))
    server.stop()

    again = hall.hang(office, before.screen, every_s=0.5, blip_s=0.1)
    again.wait_for(boards["first"])
    again.kiosk.wait_for(FAILS)
    feet = [
        _foot(since, gallery, real_ruler, tmp_path)
        for since in (heard, heard - timedelta(minutes=1))
    ]
    wait_until(
        "since when, in the footer",
        lambda: any(again.foot_is(foot) for foot in feet),
        PATIENCE_S,
    )
    assert again.shows(boards["first"]), "with its date, which is part of the board"

    server.start()
    server.give(tables["second"])
    again.wait_for(boards["second"])
    assert again.kiosk.log.count("WARNING") == 1
    again.kiosk.stop()


def _foot(
    since: datetime,
    gallery: Gallery,
    real_ruler: Callable[[tuple[int, int]], Ruler],
    folder: Path,
) -> Image.Image:
    """A wall whose footer says that the source is away since a time."""
    on = wall(SIZE, ruler=real_ruler(SIZE))
    away = Freshness(away_since=since)
    _, page = next(pages_of(contest(), on))
    gallery.stage.set_footing(footing_of(on, away, since, demo=False, stations=1))
    gallery.hang(page, SIZE, on.geometry.unit_px)
    return picture_of(gallery, folder / "foot.png")


def test_with_dns_not_up_yet_it_says_that_it_waits_and_has_the_board_soon_after(
    hall: Hall, tables: Mapping[str, bytes], boards: Boards, tmp_path: Path
) -> None:
    server = hall.stack.enter_context(Server())
    server.give(tables["first"])
    known = tmp_path / "names"
    office = hall.office(server.url.replace("127.0.0.1", "no-such-host.invalid"), "names")
    waiting = hall.hang(office, every_s=0.5, names=str(known))
    waiting.kiosk.wait_for("the host's name is not known")
    wait_until(
        "words, and no black wall", lambda: not is_black(waiting.screen.picture()), PATIENCE_S
    )
    known.touch()
    waiting.wait_for(boards["first"])
    assert waiting.kiosk.log.count(FAILS) == 1
    waiting.kiosk.stop()
