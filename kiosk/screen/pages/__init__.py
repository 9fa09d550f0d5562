"""Pages: what each scene shows, in its final words, as values that can be tested without Qt."""

from kiosk.screen.pages.areas import AreasPage, areas_pages
from kiosk.screen.pages.black import BlackPage, black_pages
from kiosk.screen.pages.common import Freshness, Tone, Wall, characters
from kiosk.screen.pages.dark import DarkPage
from kiosk.screen.pages.dispatch import DispatchPage, dispatch_pages
from kiosk.screen.pages.indicators import IndicatorsPage, indicators_pages
from kiosk.screen.pages.message import MessagePage, waiting_page
from kiosk.screen.pages.notice import NoticePage, notice_pages
from kiosk.screen.pages.overview import OverviewPage, overview_page
from kiosk.screen.pages.photo import PhotoPage, empty_album_page, photo_page
from kiosk.screen.pages.project import ProjectPage, project_pages
from kiosk.screen.pages.red import RedPage, red_pages
from kiosk.screen.pages.standings import StandingsPage, standings_pages
from kiosk.screen.pages.tasks import TasksPage, tasks_pages

Page = (
    AreasPage
    | BlackPage
    | DarkPage
    | DispatchPage
    | IndicatorsPage
    | MessagePage
    | NoticePage
    | OverviewPage
    | PhotoPage
    | ProjectPage
    | RedPage
    | StandingsPage
    | TasksPage
)

__all__ = [
    "AreasPage",
    "BlackPage",
    "DarkPage",
    "DispatchPage",
    "Freshness",
    "IndicatorsPage",
    "MessagePage",
    "NoticePage",
    "OverviewPage",
    "Page",
    "PhotoPage",
    "ProjectPage",
    "RedPage",
    "StandingsPage",
    "TasksPage",
    "Tone",
    "Wall",
    "areas_pages",
    "black_pages",
    "characters",
    "dispatch_pages",
    "empty_album_page",
    "indicators_pages",
    "notice_pages",
    "overview_page",
    "photo_page",
    "project_pages",
    "red_pages",
    "standings_pages",
    "tasks_pages",
    "waiting_page",
]
