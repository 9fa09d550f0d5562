"""Pages: what each scene shows, in its final words, as values that can be tested without Qt."""

from kiosk.screen.pages.black import BlackPage, black_pages
from kiosk.screen.pages.common import Freshness, Tone, Wall, characters, freshness_words
from kiosk.screen.pages.message import MessagePage, waiting_page
from kiosk.screen.pages.overview import OverviewPage, overview_page
from kiosk.screen.pages.photo import PhotoPage, photo_page
from kiosk.screen.pages.red import RedPage, red_pages
from kiosk.screen.pages.standings import StandingsPage, standings_pages

Page = BlackPage | MessagePage | OverviewPage | PhotoPage | RedPage | StandingsPage

__all__ = [
    "BlackPage",
    "Freshness",
    "MessagePage",
    "OverviewPage",
    "Page",
    "PhotoPage",
    "RedPage",
    "StandingsPage",
    "Tone",
    "Wall",
    "black_pages",
    "characters",
    "freshness_words",
    "overview_page",
    "photo_page",
    "red_pages",
    "standings_pages",
    "waiting_page",
]
