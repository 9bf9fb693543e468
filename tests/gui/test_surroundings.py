"""What is arranged with Python before and after windows."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from dcsgui.gui.surroundings import COLLECTIONS, collect_closed_windows, spare_collections


class Ring:
    """Something that holds itself, as windows do."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def usual_collections() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_rubbish_is_looked_for_seldom_and_not_in_the_program() -> None:
    ring = Ring()
    gc.unfreeze()
    spare_collections()
    assert gc.get_threshold() == COLLECTIONS
    held = weakref.ref(ring)
    del ring
    gc.collect()
    assert held() is not None
    later = Ring()
    held_later = weakref.ref(later)
    spare_collections()  # for another window
    del later
    gc.collect()
    assert held_later() is None


def test_what_a_closed_window_held_goes() -> None:
    ring = Ring()
    gc.unfreeze()
    spare_collections()
    held = weakref.ref(ring)
    del ring
    collect_closed_windows()
    assert held() is None
    assert gc.get_freeze_count()
