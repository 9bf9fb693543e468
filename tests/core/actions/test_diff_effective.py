"""When two detectors answer otherwise: exactly when DCStore.get does."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcsgui import DCStore, Timestamp
from dcsgui.core.actions.answers.diffs import EffectiveComparison
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.diff import effective
from dcsgui.core.values.errors import BadValue, NotFound
from small_stores import LAYOUTS, NDA, T0, make_store

SECOND = 1_000_000_000
CONSTANTS: list[Any] = [
    np.zeros(4, "f4"),
    np.zeros(4, "i4"),  # the same bytes, and another answer
    np.zeros((2, 2), "f4"),
    np.ones(4, "f4"),
    "IP 0\n",
    None,
]
TIMES = st.integers(0, 6)
Version = tuple[int, bool]
Range = tuple[int, int | None, list[Version]]
RANGES = st.lists(
    st.tuples(
        TIMES,
        st.none() | TIMES,
        st.lists(st.tuples(st.integers(0, len(CONSTANTS) - 1), st.booleans()), max_size=3),
    ).map(lambda one: one if one[1] is None or one[0] <= one[1] else (one[1], one[0], one[2])),
    max_size=4,
    unique_by=lambda one: one[:2],
)
STORES = st.tuples(
    st.sampled_from(LAYOUTS), st.dictionaries(st.sampled_from(["gain", "pedestals"]), RANGES)
)


def made(calib: Path, content: tuple[str, dict[str, list[Range]]]) -> DCStore:
    layout, types = content
    cs = make_store(calib, layout)
    for ctype, ranges in types.items():
        cto = cs.add_ctype("pixel_gain" if ctype == "gain" else ctype)
        for begin, end, versions in ranges:
            tsro = cto.add_range((begin, end))
            for number, (which, pinned) in enumerate(versions):
                verso = tsro.add_version(T0 + number, CONSTANTS[which])
                if pinned:
                    tsro.set_versdef(verso)
    cs.save()
    return cs


def told(found: EffectiveComparison, ctype: str, t_ns: int) -> bool:
    """Say whether a time is in one of the stretches that differ."""
    return any(
        one.begin_ns <= t_ns and (one.end_ns is None or t_ns <= one.end_ns)
        for one in found.changes
        if one.ctype == ctype
    )


def alike(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return (a.dtype, a.shape, a.tobytes()) == (b.dtype, b.shape, b.tobytes())
    return type(a) is type(b) and bool(a == b)


@given(STORES, STORES)
@settings(max_examples=60)
def test_it_differs_exactly_where_get_does(
    a: tuple[str, dict[str, list[Range]]], b: tuple[str, dict[str, list[Range]]]
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        stores = made(Path(directory, "a"), a), made(Path(directory, "b"), b)
        found = effective(*(NodeId(str(cs.path)) for cs in stores))
        edges = [second * SECOND for second in range(-1, 9)]
        times = [edge + by for edge in edges for by in (-1, 0, 1)]
        agree = True
        with stores[0].opened(), stores[1].opened():
            for ctype in ("pedestals", "pixel_gain"):
                for t_ns in times:
                    answers = [cs.get(ctype, Timestamp(t_ns), default=None) for cs in stores]
                    assert told(found, ctype, t_ns) != alike(*answers), (ctype, t_ns)
                    agree = agree and alike(*answers)
        assert found.same == agree == (not found.changes)
        for one, after in pairwise(found.changes):
            assert one.ctype < after.ctype or (
                one.end_ns is not None and one.end_ns < after.begin_ns
            )


def node(cs: DCStore, *path: str) -> NodeId:
    return NodeId(str(cs.path), path)


def test_other_names_of_the_same_answers_are_no_difference(calib: Path, layout: str) -> None:
    a, b = make_store(calib / "a", layout), make_store(calib / "b", layout)
    a.add_ctype("pedestals").add_range((0, 20)).add_version(T0, NDA)
    cto = b.add_ctype("pedestals")
    cto.add_range((0, 30)).add_version(T0, NDA)
    cto.add_range((11, 30)).add_version(T0, NDA)
    a.save()
    b.save()
    found = effective(node(a), node(b))
    (change,) = found.changes
    assert (change.begin_ns, change.end_ns) == (20 * SECOND + 1, 30 * SECOND)
    assert change.before is None
    assert change.after is not None
    assert change.after.range_name.startswith("11")


def test_a_stretch_ends_only_where_an_answer_changes(calib: Path) -> None:
    a, b = make_store(calib / "a", "native"), make_store(calib / "b", "native")
    a.add_ctype("pedestals").add_range(0).add_version(T0, NDA)
    cto = b.add_ctype("pedestals")
    cto.add_range(0).add_version(T0, NDA + 1)
    cto.add_range((5, 6)).add_version(T0, NDA + 1)
    a.save()
    b.save()
    (change,) = effective(node(a), node(b)).changes
    assert (change.begin_ns, change.end_ns) == (0, None)
    assert change.after is not None
    assert change.after.range_name == "0"


def test_two_types_of_one_file(calib: Path) -> None:
    cs = make_store(calib, "native")
    cs.add_ctype("pedestals").add_range(0).add_version(T0, NDA)
    cs.add_ctype("pixel_gain").add_range(5).add_version(T0, NDA)
    cs.save()
    found = effective(node(cs, "pedestals"), node(cs, "pixel_gain"))
    assert found.ntypes == 1
    (change,) = found.changes
    assert (change.ctype, change.begin_ns, change.end_ns) == ("pedestals", 0, 5 * SECOND - 1)
    assert change.before is not None
    assert (change.before.versind, change.after) == (1, None)


def test_files_without_digests_are_told_by_their_constants(calib: Path) -> None:
    stores = [make_store(calib / name, "native") for name in "ab"]
    for cs in stores:
        cs.add_ctype("pedestals").add_range(0).add_version(T0, NDA)
        cs.save()
    with h5py.File(stores[0].path, "r+") as file:
        del file[f"pedestals/0/{T0}"].attrs["digest"]
    assert effective(node(stores[0]), node(stores[1])).same


def test_only_detectors_and_types_answer_over_time(calib: Path) -> None:
    cs = make_store(calib, "native")
    cs.add_ctype("pedestals").add_range(0).add_version(T0, NDA)
    cs.save()
    with pytest.raises(BadValue, match="not for a range"):
        effective(node(cs, "pedestals", "0"), node(cs, "pedestals", "0"))
    with pytest.raises(BadValue, match="A is a detector and B a type"):
        effective(node(cs), node(cs, "pedestals"))
    with pytest.raises(NotFound, match="no calibration type 'gain'"):
        effective(node(cs, "gain"), node(cs, "pedestals"))
