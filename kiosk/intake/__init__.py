"""Bytes in, contest values and findings out.

`read_table` turns what a source gave into a `Table`; `kiosk.intake.source` fetches it.
"""

from kiosk.intake.payload import Payload, UnusableSource
from kiosk.intake.reading import Finding, Reading
from kiosk.intake.table import read_table

__all__ = ["Finding", "Payload", "Reading", "UnusableSource", "read_table"]
