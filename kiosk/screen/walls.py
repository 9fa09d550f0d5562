"""A display of the configuration as the wall that pages are made for."""

from kiosk.config import Config, Display
from kiosk.screen.fonts import ruler
from kiosk.screen.geometry import Geometry
from kiosk.screen.language import Language
from kiosk.screen.pages import Wall


def wall_of(
    config: Config, display: Display, language: Language, width_px: int, height_px: int
) -> Wall:
    """The display at a size in pixels."""
    geometry = Geometry(width_px, height_px, display.diagonal_in, display.viewing_m)
    return Wall(
        geometry=geometry,
        ruler=ruler(geometry.unit_px),
        language=language,
        title=config.contest.title,
        county=config.contest.county,
        slogan=config.contest.slogan,
        show_black=display.show_black,
    )
