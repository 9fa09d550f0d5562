"""Filling in the `${NAME}`s of a configuration: what is wrong is told with its line and key."""

from collections.abc import Callable, Mapping
from pathlib import Path

from kiosk.config.places import line_of, lines_in
from kiosk.config.problems import ConfigError, Problem, Refused, dotted
from kiosk.config.values import fill_in


class Variables:
    """Fills in the texts of one file, and keeps what is wrong with any of them."""

    def __init__(self, file: Path, environ: Mapping[str, str]) -> None:
        """Nothing is filled in yet.

        Args:
            file: The configuration that holds the texts.
            environ: Names of variables to their values.
        """
        self._file = file
        self._environ = environ
        self._problems: list[Problem] = []

    def filled(self, path: tuple[str, ...], text: str, check: Callable[[str], str]) -> str:
        """A text with its variables filled in.

        Args:
            path: The key that the text stands at.
            text: As the file says it.
            check: Gives the value that is meant, or raises `Refused`.
        """
        value, missing = fill_in(text, self._environ)
        told = [f"the environment variable {name} is not set, or is empty" for name in missing]
        try:
            value = check(value)
        except Refused as error:
            told = told or [f"with its variables filled in: {error}"]
        place = line_of(lines_in(self._file), path) if told else 0
        self._problems.extend(
            Problem(file=str(self._file), line=place, key=dotted(path), message=message)
            for message in told
        )
        return value

    def finish(self) -> None:
        """End the filling in.

        Raises:
            ConfigError: a variable was not set or empty, or gave what cannot stand there.
        """
        if self._problems:
            raise ConfigError(self._problems)
