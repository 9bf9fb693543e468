"""What h5py raises is damage; what the caller did wrong stays the caller's."""

from __future__ import annotations

from collections.abc import Iterator

import h5py
import pytest

from dcsgui.core.files.damage import guarded, guarded_change
from dcsgui.core.values.errors import BadValue, Damaged, NotFound


class Asked:
    """Stands on an open file and raises what it is told to."""

    def __init__(self, file: h5py.File) -> None:
        self.file = file

    @guarded
    def read(self, error: Exception) -> None:
        raise error

    @guarded_change
    def change(self, error: Exception) -> None:
        raise error


@pytest.fixture
def asked() -> Iterator[Asked]:
    with h5py.File("asked.h5", "w", driver="core", backing_store=False) as f:
        yield Asked(f)


def test_errors_of_the_library_are_damage(asked: Asked) -> None:
    for method in (asked.read, asked.change):
        for error in (KeyError("x"), RuntimeError("x"), OSError("x"), ValueError("x")):
            with pytest.raises(Damaged, match=r"asked\.h5"):
                method(error)
        with pytest.raises(NotFound):
            method(NotFound("no"))


def test_a_bad_value_is_damage_only_where_it_was_read(asked: Asked) -> None:
    with pytest.raises(Damaged):
        asked.read(BadValue("bad"))
    with pytest.raises(BadValue, match="bad"):
        asked.change(BadValue("bad"))
