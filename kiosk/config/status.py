"""The status page: where it is served, and what opens it to other machines."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pydantic import Field, ValidationInfo, field_validator

from kiosk.config.base import Table
from kiosk.config.problems import Refused
from kiosk.config.values import check_variables
from kiosk.config.variables import Variables
from kiosk.listening import NotAnAddressError, parse_address

_ADDRESS: Final = (
    'expected a numeric address and a port such as "127.0.0.1:8440" or "[::1]:8440",'
    ' "0.0.0.0:8440" for every network, or "" for no page'
)
_TOKEN: Final = "expected at least 16 plain Latin letters, digits and signs without a space"  # noqa: S105 - what one looks like
_PLAIN: Final = re.compile(r"[!-~]{16,}")


class Status(Table):
    """The status page."""

    listen: str = ""
    """Address and port that the page is served at; empty for none."""
    token: str = Field(default="", repr=False, validate_default=True)
    """What opens the page, as password or bearer token; ${NAME} is taken from the environment."""

    @field_validator("listen")
    @classmethod
    def _listens_at_an_address(cls, listen: str) -> str:
        if not listen:
            return ""
        try:
            return str(parse_address(listen))
        except NotAnAddressError:
            raise Refused(_ADDRESS) from None

    @field_validator("token")
    @classmethod
    def _others_need_a_token(cls, token: str, info: ValidationInfo) -> str:
        check_variables(token)
        if "${" not in token:
            check_token(token)
        listen = info.data.get("listen")
        if listen and not token and not parse_address(listen).loopback:
            raise Refused(
                "other machines reach this address: it needs a token", ("token",), ("listen",)
            )
        return token

    def expand(self, file: Path, environ: Mapping[str, str]) -> "Status":
        """The table with the variables in its token filled in.

        Args:
            file: The configuration that says it.
            environ: Names of variables to their values.

        Raises:
            ConfigError: a variable is not set or empty, or gives what is no token.
        """
        variables = Variables(file, environ)
        # A page that nobody is served needs no secret.
        token = (
            variables.filled(("status", "token"), self.token, check_token) if self.listen else ""
        )
        variables.finish()
        return self.model_copy(update={"token": token})


def check_token(token: str) -> str:
    """The token, or none.

    Raises:
        Refused: it is too short, or cannot be sent in a header.
    """
    if token and not _PLAIN.fullmatch(token):
        raise Refused(_TOKEN)
    return token
