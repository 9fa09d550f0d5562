"""The operator's keys."""

from typing import Annotated, Final

from pydantic import AfterValidator, ValidationInfo, field_validator

from kiosk.config.base import Table
from kiosk.config.problems import Refused, shown
from kiosk.keys import NotAKeyError, parse_key

_KEY: Final = 'expected a key such as "F8", "Right" or "Ctrl+Alt+N", or "" for none'


def _key(text: str) -> str:
    try:
        return parse_key(text) if text.strip() else ""
    except NotAKeyError as error:
        raise Refused(_KEY, hint=str(error)) from None


Key = Annotated[str, AfterValidator(_key)]


class Keys(Table):
    """What an operator may do on the display itself; nothing unless a key is named."""

    next: Key = ""
    """Key that goes to the next page."""
    pause: Key = ""
    """Key that stops the rotation, and lets it go on."""
    status: Key = ""
    """Key that lays the status over the wall, and takes it away."""
    quit: Key = ""
    """Key that ends the kiosk."""

    @field_validator("pause", "status", "quit")
    @classmethod
    def _each_key_does_one_thing(cls, key: str, info: ValidationInfo) -> str:
        for action, other in info.data.items():
            if key and key == other:
                raise Refused(f"{shown(key)} is the key for {action} already")
        return key
