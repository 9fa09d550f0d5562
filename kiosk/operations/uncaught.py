"""What nobody catches, and what Qt has to say, as lines of the log."""

import logging
import sys
import threading
from types import TracebackType
from typing import Any, Final, Protocol

logger: Final = logging.getLogger(__name__)

_QT_LEVELS: Final = {
    "QtWarningMsg": logging.WARNING,
    "QtCriticalMsg": logging.ERROR,
    "QtFatalMsg": logging.CRITICAL,
}


def catch_uncaught() -> None:
    """Log what nobody catches in a thread, in a slot of Qt's or while an object is taken down."""
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


class QtContext(Protocol):
    """Where a message of Qt's comes from; a QMessageLogContext."""

    category: str | None


def qt_message(kind: Any, context: QtContext, text: str | None) -> None:
    """Log what Qt has to say; for `qInstallMessageHandler`.

    What is no warning was asked for by QT_LOGGING_RULES, and goes to standard error as Qt itself
    would write it.
    """
    category = context.category or "default"
    told = text or "" if category == "default" else f"{category}: {text}"
    level = _QT_LEVELS.get(kind.name)
    if level is None:
        sys.stderr.write(f"{told}\n")
    else:
        logger.log(level, "Qt: %s", told)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        logger.error("a fault that nobody caught", exc_info=(kind, error, trace))


def _uncaught_in_thread(fault: threading.ExceptHookArgs) -> None:
    if fault.exc_value is None or issubclass(fault.exc_type, SystemExit):
        return
    name = fault.thread.name if fault.thread else "that is gone"
    logger.error(
        "a fault that nobody caught in thread %s",
        name,
        exc_info=(fault.exc_type, fault.exc_value, fault.exc_traceback),
    )


def _unraisable(fault: "sys.UnraisableHookArgs") -> None:
    told = fault.exc_value or fault.exc_type()
    logger.error(
        "a fault that nobody could catch in %r",
        fault.object,
        exc_info=(fault.exc_type, told, fault.exc_traceback),
    )
