"""Red/black board kiosk: a county's key-work contest on the wall."""

__version__ = "0.1.0"
