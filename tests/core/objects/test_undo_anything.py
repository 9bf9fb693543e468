"""Whatever was done in whatever order is taken back, step by step."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcsgui import DCRange, DCStore, DCType
from dcsgui.core.values.errors import AlreadyExists, BadValue, DCError
from small_stores import LAYOUTS, NDA, T0, make_store
from store_pictures import picture

PAR_VALUES = [
    "text",
    "",
    True,
    5,
    2**63 + 1,
    0.1,
    float("nan"),
    float("-inf"),
    np.arange(3, dtype="<i2"),
    np.array([[1.5, np.nan]]),
    np.array(["a", "längst"]),
    np.array([True, False]),
    np.array([1 + 2j]),
]


ACTS = st.lists(
    st.tuples(st.integers(0, 13), st.integers(0, 5), st.integers(0, 12)), min_size=1, max_size=5
)


def _random_act(store: DCStore, kind: int, where: int, value: int) -> None:
    """Do one of all changes to something that is there, or nothing."""
    ctypes = store.ctypes() or [store.add_ctype("pedestals").ctype()]
    cto = store.ctypeobj(ctypes[where % len(ctypes)])
    names = cto.ranges()
    if kind == 0:
        store.add_ctype(("pixel_gain", "pixel_rms", "pixel_mask")[value % 3])
    elif kind == 1 or not names:
        cto.add_range((value * 10, value * 10 + 30 if where % 3 else None))
    elif kind == 2:
        store.del_ctype(cto)
    elif kind == 3:
        store.set_dictpars({f"p{where}": PAR_VALUES[value % len(PAR_VALUES)]})
    elif kind == 4:
        store.set_successor(f"cspad-{value}")
    else:
        _random_act_below(cto, cto.rangeobj(names[value % len(names)]), kind, where, value)


def _random_act_below(cto: DCType, tsro: DCRange, kind: int, where: int, value: int) -> None:
    versions = tsro.versobjs()
    if kind in {5, 6} or not versions:
        tsro.add_version(None, NDA + value, comment="new", default=bool(where % 2))
        return
    verso = versions[where % len(versions)]
    if kind == 7:
        tsro.set_versdef(verso if value % 3 else None, comment="x")
    elif kind == 8:
        tsro.del_version(verso)
    elif kind == 9:
        tsro.set_end(value * 20 + 300)
    elif kind == 10:
        verso.set_tsprod(1000 + value)
    elif kind == 11:
        verso.add_calib(NDA - value if where % 2 else f"text {value}")
    elif kind == 12:
        verso.add_par(f"v{where}", PAR_VALUES[value % len(PAR_VALUES)])
    else:
        cto.del_range(tsro)


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(saves=st.lists(ACTS, min_size=1, max_size=6), restores=st.booleans())
def test_whatever_was_done_is_taken_back_step_by_step(
    tmp_path: Path, layout: str, saves: list[list[tuple[int, int, int]]], restores: bool
) -> None:
    shutil.rmtree(tmp_path)
    store = make_store(tmp_path, layout)
    store.add_ctype("pedestals").add_range((0, 100)).add_version(T0, NDA)
    store.save()
    states = [picture(store.path)]
    for acts in saves:
        for act in acts:
            with contextlib.suppress(AlreadyExists, BadValue):
                _random_act(store, *act)
        _save(store, states)
        if restores and store.deleted():
            try:
                store.restore()
            except DCError:
                continue
            states.append(picture(store.path))
    assert picture(store.path) == states[-1]
    for state in reversed(states[:-1]):
        store.undo()
        assert picture(store.path) == state


def _save(store: DCStore, states: list[dict[object, object]]) -> None:
    if store.pending:
        store.save()
        last = store.last_change()
        assert last is not None
        states.append(picture(store.path))
