"""A whole season without a touch: 153 days on a clock moved by hand, with a cut every night.

The kiosk's own processes are started, asked, and killed; what hangs on their walls is read from
their windows' items and compared with what the rules make of the season, computed apart. A fault
names the seed, the instant and the display: the same seed plays the same season.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.season.season import DAYS, DISPLAYS, Season


def played(season: Season) -> str:
    """How much was played, when all of it was right."""
    with season:
        season.play()
        season.check_memory()
        season.check_log()
        season.check_play_log()
        return str(season)


def test_two_displays_share_the_days_of_a_season(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each on a machine of its own, switched on every other day."""
    seasons = [
        Season(tmp_path / name, 1, displays=(name,), days=DAYS[number::2], full=False)
        for number, name in enumerate(DISPLAYS)
    ]
    with ThreadPoolExecutor() as both:
        told = list(both.map(played, seasons))
    with capsys.disabled():
        print("", *told, sep="\n")


@pytest.mark.soak
@pytest.mark.parametrize("seed", [2])
def test_two_displays_on_one_machine_play_every_day_of_a_season(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = played(Season(tmp_path / "machine", seed))
    with capsys.disabled():
        print(f"\n{told}")
