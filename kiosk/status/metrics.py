"""The same for Prometheus: names by its conventions, base units, nothing that is not known.

Imported with the first request for it: the client is most of what the status page costs.
"""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Final

from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, choose_encoder, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    InfoMetricFamily,
    Metric,
    StateSetMetricFamily,
)
from prometheus_client.registry import Collector, CollectorRegistry

from kiosk.status.markup import plain
from kiosk.status.model import Panel, Status

_NAME: Final = "redblack_kiosk"


def metrics(status: Status, accept: str) -> tuple[str, bytes]:
    """The media type and the metrics of a status, in the format that a client prefers.

    Args:
        status: What they tell.
        accept: The header of this name; OpenMetrics where it asks for that, else Prometheus'
            own text format.
    """
    registry = CollectorRegistry()
    registry.register(_Collector(status))
    try:
        encoder, media_type = choose_encoder(accept)
    except (TypeError, ValueError):  # a version that is no number
        encoder, media_type = generate_latest, CONTENT_TYPE_PLAIN_0_0_4
    return media_type, encoder(registry)


class _Collector(Collector):
    """Gives one status, once."""

    def __init__(self, status: Status) -> None:
        self._status = status

    def collect(self) -> Iterator[Metric]:
        """Every metric; what is not known is left out."""
        yield from _of_the_process(self._status)
        yield from _of_the_wall(self._status)
        yield from _of_the_source(self._status)


def _of_the_process(status: Status) -> Iterator[Metric]:
    machine = status.machine
    yield InfoMetricFamily(
        _NAME,
        "The kiosk and what it runs on.",
        {
            "version": plain(status.version),
            "display": plain(status.display),
            "platform": plain(status.platform),
            "renderer": plain(status.renderer),
        },
    )
    yield from _moment("start_time", "When the kiosk started.", status.started)
    yield from _gauge(
        "resident_memory", "Memory of the process, shared pages in full.", machine.rss, "bytes"
    )
    yield from _gauge(
        "proportional_memory",
        "Memory of the process, shared pages in proportion (PSS).",
        machine.pss,
        "bytes",
    )
    yield from _gauge(
        "disk_free", "What is free for the kiosk's own files.", machine.disk_free, "bytes"
    )
    yield from _gauge(
        "config_mistake",
        "Whether the configuration file cannot be used as it is now.",
        bool(status.configuration.mistake),
    )
    messages = CounterMetricFamily(
        f"{_NAME}_log_messages", "Lines of the log that tell of a problem.", labels=["level"]
    )
    messages.add_metric(["warning"], status.log.warnings)
    messages.add_metric(["error"], status.log.errors)
    yield messages


def _of_the_wall(status: Status) -> Iterator[Metric]:
    wall, opening = status.wall, status.opening
    yield from _gauge("alive", "Whether the wall changes as it should.", not wall.trouble)
    yield from _gauge("paused", "Whether an operator holds a page.", wall.paused)
    yield _counter("scene_changes", "Pages that were presented.", wall.changes)
    yield from _moment("last_presented", "When a page was presented last.", wall.since)
    yield from _gauge("open", "Whether the display is within its hours.", opening.open)
    yield StateSetMetricFamily(
        f"{_NAME}_panel",
        "What is known of the panel.",
        {str(state): state is opening.panel for state in Panel},
    )


def _of_the_source(status: Status) -> Iterator[Metric]:
    source = status.source
    yield from _gauge(
        "source_up", "Whether the last poll gave something of use.", not source.problem
    )
    yield _counter("source_polls", "Polls of the source.", source.polls)
    yield _counter("source_poll_failures", "Polls that gave nothing of use.", source.failures)
    yield from _moment(
        "source_last_checked", "When a poll last gave something of use.", source.checked
    )
    yield from _moment("source_last_changed", "When the figures last changed.", source.changed)
    day = source.as_of
    as_of = None if day is None else datetime.combine(day, time(), status.now.tzinfo)
    yield from _moment("data_as_of", "The beginning of the day that the figures are of.", as_of)
    yield from _gauge(
        "data_stale", "Whether the figures are too old for a black board.", source.stale
    )
    yield from _gauge("source_held", "Whether a doubtful table is held back.", bool(source.held))
    yield from _gauge("source_tasks", "Tasks in the table.", source.tasks)
    yield from _gauge("source_units", "Units in the table.", source.units)
    yield from _gauge("source_warnings", "Warnings about the table.", source.warnings)


def _counter(name: str, meaning: str, value: float) -> Metric:
    return CounterMetricFamily(f"{_NAME}_{name}", meaning, value)


def _gauge(name: str, meaning: str, value: float | None, unit: str = "") -> Iterator[Metric]:
    if value is not None:
        yield GaugeMetricFamily(f"{_NAME}_{name}", meaning, value, unit=unit)


def _moment(name: str, meaning: str, moment: datetime | None) -> Iterator[Metric]:
    unit = "seconds" if name.endswith("_time") else "timestamp_seconds"
    yield from _gauge(name, meaning, None if moment is None else moment.timestamp(), unit)
