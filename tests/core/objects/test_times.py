"""Every form of a time that the look-up takes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from dcsgui import DCStore, RunNumber, Timestamp
from dcsgui.core.values.errors import BadValue, NotFound

T0 = 1477526400


class Event:
    """An event of LCLS-II: seconds since 1990 in the upper half."""

    timestamp = (T0 + 5 - 631152000) << 32 | 7


@pytest.fixture
def runs(own_configuration: Path) -> None:
    """Configure a run table."""
    table = own_configuration / "runs.txt"
    table.write_text(f"# run begin end\n259 {T0 - 500}\n260 {T0 + 5} {T0 + 6}\n")
    (own_configuration / "config.toml").write_text(f'[runs]\nxpptut15 = "{table}"\n')


@pytest.fixture
def full(cs: DCStore) -> DCStore:
    """Return a store with constants from T0 on."""
    cs.add_ctype("pedestals").add_range(T0).add_version(T0, np.ones(3))
    cs.save()
    return cs


@pytest.mark.parametrize(
    "tsp",
    [
        T0 + 5,
        float(T0 + 5),
        np.int64(T0 + 5),
        str(T0 + 5),
        "2016-10-27T02:00:00+02:00",
        datetime.fromtimestamp(T0 + 5, UTC),
        np.datetime64("2016-10-27T00:00:05"),
        Timestamp.of(T0 + 5),
        Event(),
        RunNumber("xpptut15", 260),
        "xpptut15:260",
    ],
)
def test_any_form_of_a_time_is_taken(full: DCStore, runs: None, tsp: object) -> None:
    assert np.shape(full.get("pedestals", tsp)) == (3,)


def test_a_run_before_the_constants_has_none(full: DCStore, runs: None) -> None:
    assert full.get("pedestals", RunNumber("xpptut15", 259), default=None) is None


def test_what_is_no_time_is_refused(full: DCStore, runs: None) -> None:
    for tsp in (None, True, float("nan"), "yesterday", datetime(2016, 10, 27), object()):  # noqa: DTZ001
        with pytest.raises(BadValue):
            full.get("pedestals", tsp, default=None)
    with pytest.raises(NotFound, match="Run xpptut15:7 is not in the run table"):
        full.get("pedestals", "xpptut15:7")
    with pytest.raises(NotFound, match="No run table is known for cxi12316"):
        full.get("pedestals", "cxi12316:7")
