"""Stores to test on: a new one in each layout."""

from __future__ import annotations

import pytest

from dcsgui import DCStore
from small_stores import NDA, T0


@pytest.fixture
def full(cs: DCStore) -> DCStore:
    """Return a saved store with one version."""
    cs.add_ctype("pedestals").add_range(100).add_version(T0, NDA)
    cs.save()
    return cs


@pytest.fixture
def other(full: DCStore) -> DCStore:
    """Return a second store object on the same file."""
    return DCStore(full.path)
