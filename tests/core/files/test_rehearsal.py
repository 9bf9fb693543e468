"""Changes that are tried in memory: they fail as they would, and leave the file alone."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from dcsgui import DCStore
from dcsgui.core.files.opening import open_reader, open_rehearsal
from dcsgui.core.files.records import NewVersion
from dcsgui.core.values.errors import AlreadyExists
from dcsgui.core.values.timestamps import Timestamp
from small_stores import LAYOUTS, NDA, T0, make_store


@pytest.fixture(params=LAYOUTS)
def cs(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    store = make_store(tmp_path, request.param)
    store.add_ctype("pedestals").add_range((0, 100)).add_version(T0, NDA)
    store.save()
    return store


def test_all_is_there_inside_and_nothing_outside(cs: DCStore) -> None:
    raw, status = cs.path.read_bytes(), cs.path.stat()
    large = np.arange(100_000.0)
    with open_rehearsal(cs.path) as writer:
        info = writer.add_version(("pedestals", "0-100"), NewVersion(Timestamp.of(T0 + 1), large))
        constants = writer.constants(("pedestals", "0-100", info.name))
        assert isinstance(constants, np.ndarray)
        assert np.array_equal(constants, large)
        writer.set_pars((), {"k": 1})
        assert writer.pars(()) == {"k": 1}
    assert cs.path.read_bytes() == raw
    assert cs.path.stat().st_mtime_ns == status.st_mtime_ns
    assert os.listdir(cs.path.parent) == [cs.path.name]


def test_what_would_fail_fails(cs: DCStore) -> None:
    raw = cs.path.read_bytes()
    with pytest.raises(AlreadyExists), open_rehearsal(cs.path) as writer:
        writer.add_version(("pedestals", "0-100"), NewVersion(Timestamp.of(T0), NDA))
    assert cs.path.read_bytes() == raw


def test_others_read_meanwhile(cs: DCStore) -> None:
    with open_rehearsal(cs.path) as writer:
        writer.set_pars((), {"k": 1})
        with open_reader(cs.path, timeout=0) as reader:
            assert reader.pars(()) == {}
