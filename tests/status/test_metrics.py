"""The metrics, read by the parsers of Prometheus' own client."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client import Metric
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as read_open_metrics,
)
from prometheus_client.parser import text_string_to_metric_families as read_text

from kiosk.status.metrics import metrics
from kiosk.status.model import Machine, Panel, Source, Status, Wall
from tests.status.material import CLOSED, ILL, MB, WELL, ZONE
from tests.status.values import with_texts

OPEN_METRICS = "application/openmetrics-text; version=1.0.0; q=0.9, text/plain; q=0.1"


def families(status: Status, accept: str = "") -> dict[str, Metric]:
    media_type, body = metrics(status, accept)
    read = read_open_metrics if "openmetrics" in media_type else read_text
    return {family.name: family for family in read(body.decode())}


def values(status: Status, accept: str = "") -> dict[str, float]:
    return {
        sample.name + (str(sample.labels) if sample.labels else ""): sample.value
        for family in families(status, accept).values()
        for sample in family.samples
    }


EXPECTED = {
    "start_time_seconds": WELL.started.timestamp(),
    "resident_memory_bytes": 176 * MB,
    "proportional_memory_bytes": 131 * MB,
    "disk_free_bytes": 11_300 * MB,
    "config_mistake": 0,
    "log_messages_total{'level': 'warning'}": 0,
    "log_messages_total{'level': 'error'}": 0,
    "alive": 1,
    "paused": 0,
    "scene_changes_total": 12_431,
    "last_presented_timestamp_seconds": WELL.now.timestamp() - 7,
    "open": 1,
    "source_up": 1,
    "source_polls_total": 892,
    "source_poll_failures_total": 3,
    "source_last_checked_timestamp_seconds": WELL.now.timestamp() - 120,
    "source_last_changed_timestamp_seconds": WELL.now.timestamp() - (17 * 60 + 3) * 60,
    "data_as_of_timestamp_seconds": datetime(2027, 6, 13, tzinfo=ZONE).timestamp(),
    "data_stale": 0,
    "source_held": 0,
    "source_tasks": 214,
    "source_units": 38,
    "source_warnings": 14,
}


@pytest.mark.parametrize("accept", ["", OPEN_METRICS, "text/plain; version=1.0.0; escaping=x"])
def test_both_formats_say_everything(accept: str) -> None:
    told = values(WELL, accept)
    for name, value in EXPECTED.items():
        assert told[f"redblack_kiosk_{name}"] == value, name
    info = {
        "version": "0.1.0",
        "display": "lobby",
        "platform": "wayland",
        "renderer": "software",
    }
    (sample,) = [
        sample
        for family in families(WELL, accept).values()
        for sample in family.samples
        if sample.name == "redblack_kiosk_info"
    ]
    assert (sample.labels, sample.value) == (info, 1)
    states = {name: value for name, value in told.items() if "_panel{" in name}
    assert sum(states.values()) == 1
    assert states["redblack_kiosk_panel{'redblack_kiosk_panel': 'on'}"] == 1
    assert len(states) == len(Panel)
    assert len(told) == len(EXPECTED) + 1 + len(Panel)


def test_the_format_is_the_clients_choice() -> None:
    assert metrics(WELL, "")[0] == "text/plain; version=0.0.4; charset=utf-8"
    media_type, body = metrics(WELL, OPEN_METRICS)
    assert media_type.startswith("application/openmetrics-text; version=1.0.0; charset=utf-8")
    assert body.endswith(b"# EOF\n")


def test_what_is_wrong_can_be_alerted_on() -> None:
    told = values(ILL)
    for name, value in (
        *(("alive", 0), ("source_up", 0), ("data_stale", 1), ("source_held", 1)),
        *(("config_mistake", 1), ("log_messages_total{'level': 'warning'}", 7)),
        *(("log_messages_total{'level': 'error'}", 1), ("open", 1)),
        ("panel{'redblack_kiosk_panel': 'failed'}", 1),
    ):
        assert told[f"redblack_kiosk_{name}"] == value, name


def test_closed_is_no_failure() -> None:
    told = values(CLOSED)
    assert (told["redblack_kiosk_open"], told["redblack_kiosk_alive"]) == (0, 1)
    assert told["redblack_kiosk_panel{'redblack_kiosk_panel': 'off'}"] == 1


def test_what_is_not_known_is_not_told() -> None:
    told = values(replace(WELL, machine=Machine(), source=Source(), wall=Wall(paused=True)))
    assert not any("memory" in name or "disk" in name or "_last_" in name for name in told)
    assert "redblack_kiosk_data_as_of_timestamp_seconds" not in told
    assert told["redblack_kiosk_paused"] == 1


@pytest.mark.parametrize("accept", ["", OPEN_METRICS])
def test_names_follow_the_conventions(accept: str) -> None:
    for name, family in families(WELL, accept).items():
        assert name.startswith("redblack_kiosk")
        assert family.documentation.endswith(".")
        if family.type == "counter":
            assert all(sample.name.endswith("_total") for sample in family.samples)


@given(st.text(), st.sampled_from(["", OPEN_METRICS]))
@settings(max_examples=150)
def test_no_text_breaks_the_format(text: str, accept: str) -> None:
    assert values(with_texts(ILL, text), accept).keys() >= {"redblack_kiosk_alive"}
    assert len(values(with_texts(ILL, text), accept)) == len(values(ILL, accept))
