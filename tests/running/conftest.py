"""The screen's fixtures: a Qt with no screen, and its window."""

from tests.screen.conftest import app, qapp_args, qapp_cls

__all__ = ["app", "qapp_args", "qapp_cls"]
