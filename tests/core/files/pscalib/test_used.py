"""No number and no production time of a range is used twice, whatever is deleted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dcsgui.core.files.records import NewVersion, Record
from dcsgui.core.values.errors import AlreadyExists, BadValue
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity
from older_files import writing

RANGE = ("pedestals", "100-end")
LATE = Timestamp.of("2030-01-01T00:00:00.123456789Z")


def test_numbers_are_never_used_twice(small: Path, record: Record) -> None:
    def new(sec: int, versind: int | None = None) -> NewVersion:
        return NewVersion(Timestamp.of(sec), 1.0 * np.ones(2), versind=versind)

    with writing(small) as writer:
        writer.delete((*RANGE, "v0003"), record)
        assert writer.versind_last(RANGE) == 3
        with pytest.raises(AlreadyExists, match="next free one is 4"):
            writer.add_version(RANGE, new(5000, 3))
        with pytest.raises(AlreadyExists, match="production time"):
            writer.add_version(RANGE, new(1003))
        assert writer.used_times(RANGE) == {n * 10**9 for n in (1001, 1002, 1003)}
        assert writer.add_version(RANGE, new(5000)).versind == 4
        assert writer.add_version(RANGE, new(5001, 9)).versind == 9
        assert writer.add_version(RANGE, new(5002, 7)).versind == 7
        assert writer.versind_last(RANGE) == 9
        writer.purge(1)
        writer.purge(1)
        with pytest.raises(AlreadyExists):
            writer.add_version(RANGE, new(6000, 3))
        assert 1003 * 10**9 in writer.used_times(RANGE)
        with pytest.raises(BadValue):
            writer.add_version(RANGE, new(6000, 0))


def test_numbers_go_on_in_a_range_and_a_type_made_anew(small: Path, record: Record) -> None:
    with writing(small) as writer:
        for path in (RANGE, ("pedestals",)):
            last = writer.versind_last(RANGE)
            writer.delete((*RANGE, writer.versions(*RANGE)[-1].name), record)
            writer.delete(path, record)
            if len(path) == 1:
                writer.add_ctype("pedestals")
            writer.add_range("pedestals", Validity.of(100, None))
            assert writer.versind_last(RANGE) == last
            assert {n * 10**9 for n in (1001, 1002, 1003)} <= writer.used_times(RANGE)
            with pytest.raises(AlreadyExists):
                writer.add_version(RANGE, NewVersion(LATE, None, versind=1))
            late = Timestamp.of(7000 + last)
            assert writer.add_version(RANGE, NewVersion(late, None)).versind == last + 1


def test_numbers_that_only_the_history_knows_are_not_used(small: Path) -> None:
    with writing(small) as writer:
        old = Record(Timestamp.of(1), "", "", "del version 4", "as the older code deletes")
        writer.add_record(RANGE, old)
        assert writer.add_version(RANGE, NewVersion(LATE, None)).versind == 5
        with pytest.raises(AlreadyExists):
            writer.add_version(RANGE, NewVersion(Timestamp.of(9), None, versind=4))
