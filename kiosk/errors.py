"""The root of the errors that tell a person, in one line, what can't be done and what to do."""


class KioskError(Exception):
    """Something that a person can set right; the text is one line."""
