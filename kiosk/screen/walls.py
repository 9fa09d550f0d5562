"""A display's settings as the wall that pages are made for."""

from kiosk.screen.fonts import ruler
from kiosk.screen.geometry import Geometry
from kiosk.screen.language import Language
from kiosk.screen.pages import Wall
from kiosk.settings import DisplaySettings


def wall_of(display: DisplaySettings, language: Language, width_px: int, height_px: int) -> Wall:
    """The display at a size in pixels."""
    geometry = Geometry(width_px, height_px, display.diagonal_in, display.viewing_m)
    return Wall(
        geometry=geometry,
        ruler=ruler(geometry.unit_px),
        language=language,
        title=display.title,
        county=display.county,
        slogan=display.slogan,
        show_black=display.show_black,
        show_persons=display.show_persons,
    )
