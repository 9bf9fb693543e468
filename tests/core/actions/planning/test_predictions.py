"""What a plan predicts is what happens, for random pairs of files."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dcsgui import DCStore
from dcsgui.core.actions.answers.plans import Policy, State
from dcsgui.core.actions.transfer import apply
from small_stores import LAYOUTS, make_store
from transfer_files import TIME, answers, differences, planned

RANGES = ("100-200", "100-300", "150-400", "300-end")
CTYPES = ("pedestals", "pixel_gain")

version = st.tuples(st.integers(0, 4), st.integers(0, 2))
a_range = st.tuples(
    st.sampled_from(CTYPES),
    st.sampled_from(RANGES),
    st.lists(version, max_size=4, unique_by=lambda pair: pair[0]),
    st.integers(0, 4),
)
contents = st.lists(a_range, max_size=4, unique_by=lambda one: one[:2])


def fill(cs: DCStore, wanted: list[tuple[str, str, list[tuple[int, int]], int]]) -> None:
    """Add ranges with versions of some times and values, one saved after the other."""
    for ctype, tsr, versions, default in wanted:
        cto = cs.ctypeobj(ctype) if ctype in cs.ctypes() else cs.add_ctype(ctype)
        tsro = cto.add_range(tsr)
        for when, value in versions:
            tsro.add_version(TIME + when + 0.5, np.full(3, value), pars={"n": value})
            cs.save()
        if 0 < default <= len(versions):
            tsro.set_versdef(default, comment="chosen")
        cs.save()


@settings(max_examples=60)
@given(contents, contents, st.sampled_from(LAYOUTS), st.sampled_from(LAYOUTS), st.data())
def test_the_answers_change_as_predicted(
    mine: list[tuple[str, str, list[tuple[int, int]], int]],
    theirs: list[tuple[str, str, list[tuple[int, int]], int]],
    one: str,
    other: str,
    data: st.DataObject,
) -> None:
    policy = data.draw(st.sampled_from([one for one in Policy if one is not Policy.FAIL]))
    default = data.draw(st.booleans())
    with tempfile.TemporaryDirectory() as directory:
        source = make_store(Path(directory) / "mine", one)
        target = make_store(Path(directory) / "theirs", other)
        fill(source, mine)
        fill(target, theirs)
        plan = planned(source, target, policy=policy, default=default)
        assert not plan.refusals
        before = answers(target.path)
        applied = apply(plan)
        assert list(plan.changes) == differences(before, answers(target.path))
        assert applied.nbytes == plan.nbytes
        again = planned(source, target, policy=policy, default=default)
        assert not again.todo
        assert not again.changes


@settings(max_examples=40)
@given(contents, st.sampled_from(LAYOUTS), st.booleans())
def test_there_and_back_is_nothing(
    mine: list[tuple[str, str, list[tuple[int, int]], int]], layout: str, default: bool
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        source = make_store(Path(directory) / "mine", layout)
        fill(source, mine)
        itself = planned(source, source, default=default)
        assert {item.state for item in itself.items} <= {State.IDENTICAL}
        assert not itself.changes
        other = Path(directory) / "theirs" / "cspad" / "cspad-0001.h5"
        apply(planned(source, other))
        there = DCStore(other)
        for plan in (planned(source, there, default=default), planned(there, source)):
            assert not plan.todo
            assert not plan.conflicts
