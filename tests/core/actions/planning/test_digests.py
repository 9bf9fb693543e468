"""Plans of files that do not say the digests of their constants."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import State
from dcsgui.core.actions.planning import digests, make_plan
from dcsgui.core.files.opening import open_writer
from dcsgui.core.values.progress import Progress
from transfer_files import pair, put


def forget_digests(path: Path) -> None:
    """Make a file of the older code of one of ours, as far as digests go."""

    def forget(_name: str, node: object) -> None:
        if isinstance(node, h5py.Dataset) and "digest" in node.attrs:
            del node.attrs["digest"]

    with h5py.File(path, "r+") as file:
        file.visititems(forget)


class Meanwhile(Progress):
    """Changes a file whenever something is told of bytes."""

    def __init__(self, cs: DCStore) -> None:
        self.path, self.told = cs.path, 0

    def report(self, done: int, total: int, what: str = "") -> None:
        del done, total
        if what == "bytes" and self.told < 2:
            self.told += 1
            with open_writer(self.path, timeout=0) as writer:
                writer.set_pars((), {"told": self.told})


@pytest.fixture
def older(tmp_path: Path) -> tuple[DCStore, DCStore]:
    mine, theirs = pair(tmp_path, "pscalib", "pscalib")
    for cs in (mine, theirs):
        put(cs, "100-200", 1, 2, 3)
        forget_digests(cs.path)
    return DCStore(mine.path), DCStore(theirs.path)


def test_writers_get_their_turn_while_constants_are_hashed(
    older: tuple[DCStore, DCStore],
) -> None:
    mine, theirs = older
    meanwhile = Meanwhile(theirs)
    plan = make_plan(NodeId(str(mine.path)), str(theirs.path), progress=meanwhile)
    assert meanwhile.told == 2
    versions = [item for item in plan.items if len(item.path) == 3]
    assert {item.state for item in versions} == {State.IDENTICAL}
    assert all(item.digest for item in versions)


@pytest.mark.parametrize("looks", [1, 3])
def test_what_differs_is_seen_without_digests(
    older: tuple[DCStore, DCStore], looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = older
    monkeypatch.setattr("dcsgui.core.actions.planning.making.LOOKS", looks)
    monkeypatch.setattr(digests, "AT_ONCE", 1)
    theirs.ctypeobj("pedestals").rangeobj("100-200").versobj(2).add_calib(np.full(4, 9.0))
    theirs.save()
    forget_digests(theirs.path)
    plan = make_plan(NodeId(str(mine.path)), str(theirs.path))
    states = [item.state for item in plan.items if len(item.path) == 3]
    assert states == [State.IDENTICAL, State.CONFLICT, State.IDENTICAL]
