"""A display's language, from Qt's translation files."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QTranslator

from kiosk.errors import KioskError
from kiosk.resources import TRANSLATIONS
from kiosk.screen.language import SOURCE_LANGUAGE, Language


class MissingTranslationError(KioskError):
    """The translation file of a language is missing or damaged."""


def load_language(code: str) -> Language:
    """The language with this code: `zh_CN`, `zh_TW` or `en`.

    Raises:
        MissingTranslationError: its file can't be loaded.
    """
    locale = QLocale(code)

    def format_date(day: date, pattern: str) -> str:
        return locale.toString(QDate(day.year, day.month, day.day), pattern)

    if code == SOURCE_LANGUAGE:
        return Language(code=code, format_date=format_date)
    translator = QTranslator()
    path = TRANSLATIONS / f"kiosk_{code}.qm"
    if not translator.load(str(path)):
        raise MissingTranslationError(f"{path}: not a usable translation file")

    def translate(context: str, key: str) -> str:
        return translator.translate(context, key) or key

    return Language(code=code, translate=translate, format_date=format_date)
