"""Which of a configuration's displays a machine shows."""

from kiosk.config.display import Display
from kiosk.config.places import lines_in
from kiosk.config.problems import ConfigError, Problem, did_you_mean, dotted, shown
from kiosk.config.whole import Config


def choose_display(config: Config, name: str | None, host: str) -> tuple[str, Display]:
    """The display to show, and its name.

    Without a name it is the one whose `hosts` list the machine, else the one that is called
    like the machine, else the first. Capitals do not matter, nor does a machine's domain.

    Args:
        config: The configuration.
        name: What was asked for by name, if anything.
        host: The machine's name.

    Raises:
        ConfigError: there is no display of that name.
    """
    displays = config.displays
    if name is not None:
        if name in displays:
            return name, displays[name]
        raise ConfigError([_unknown(config, name)])
    chosen = display_of(config, host) or next(iter(displays))
    return chosen, displays[chosen]


def display_of(config: Config, host: str) -> str | None:
    """The name of the display that is a machine's own: it lists the machine, or is called like it.

    Args:
        config: The configuration.
        host: The machine's name.
    """
    machine = {host.casefold(), host.partition(".")[0].casefold()}
    listed = (
        called
        for called, display in config.displays.items()
        if machine & {one.casefold() for one in display.hosts}
    )
    alike = (called for called in config.displays if called.casefold() in machine)
    return next(listed, None) or next(alike, None)


def _unknown(config: Config, name: str) -> Problem:
    return Problem(
        file=str(config.file),
        line=lines_in(config.file).get(("displays",), 0),
        key=dotted(("displays", name)),
        message=f"no such display; expected one of {', '.join(map(shown, config.displays))}",
        hint=did_you_mean(name, config.displays),
    )
