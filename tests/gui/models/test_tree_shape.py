"""The shape of the tree: exact changes, watched by Qt's own tester."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt5.QtCore import QModelIndex, QPersistentModelIndex

from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.models import tree_shape
from dcsgui.gui.models.tree import TreeModel
from dcsgui.gui.models.tree_rows import Branch, Row, State, Tail, version_lines
from tree_models import (
    CALIB,
    FILE,
    Grown,
    heard,
    opened,
    range_entry,
    texts,
    version_row,
    watched_by_tester,
)

FAILURE = Failure("Damaged", f"{FILE} is damaged.", "", FILE)


@pytest.fixture
def model(qapp: object) -> Iterator[TreeModel]:
    made = TreeModel()
    watched_by_tester(made)
    resets = heard(made.modelReset)
    yield made
    assert not resets, "the model was reset"


@pytest.fixture
def grown(model: TreeModel) -> Grown:
    return Grown(model)


def ranges(*names: int) -> list[Row]:
    return [range_entry(str(name)) for name in names]


def versions(*numbers: int) -> list[Row]:
    return version_lines(map(version_row, numbers))


def keys(branch: Branch) -> list[Any]:
    return [row[0] for row in branch.rows]


def test_a_place_is_there_before_it_is_asked_for(qapp: object) -> None:
    model = TreeModel()  # no tester: that would ask for everything
    index = model.add_place(CALIB)
    assert (model.rowCount(), model.hasChildren(index), model.rowCount(index)) == (1, True, 0)
    assert model.canFetchMore(index)


def test_what_is_wanted_is_asked_for_once_and_a_row_says_that_it_comes(qapp: object) -> None:
    model = TreeModel()
    asked = heard(model.fetchNeeded)
    index = model.add_place(CALIB)
    model.fetchMore(index)
    model.fetchMore(index)
    assert len(asked) == 1
    assert texts(model, index) == ["loading …"]
    assert not model.canFetchMore(index)


def test_parents_and_children_agree_down_to_versions(grown: Grown) -> None:
    model = grown.model
    index = model.row_index(grown.range, 1)
    above = []
    while index.isValid():
        above.append(index.data())
        index = index.parent()
    assert above[2:] == ["pedestals", "cspad-0001", "cspad", "data"]
    assert model.index_of(model.root) == QModelIndex()


def test_versions_have_nothing_below_them(grown: Grown) -> None:
    model = grown.model
    index = model.row_index(grown.range, 0)
    assert not model.hasChildren(index)
    assert not model.canFetchMore(index)
    model.fetchMore(index)
    assert (model.branch_made(index), model.rowCount(index)) == (None, 0)


def test_pages_are_appended_one_after_the_other(grown: Grown) -> None:
    model = grown.model
    branch = opened(model, grown.ctype, "200")
    inserted = heard(model.rowsInserted)
    model.append(branch, versions(1, 2))
    assert texts(model, model.index_of(branch))[2:] == ["loading … 2 so far"]
    model.append(branch, versions(3))
    model.complete(branch)
    assert [tuple(signal[1:]) for signal in inserted] == [(0, 1), (2, 2)]
    assert texts(model, model.index_of(branch))[-1].startswith("v3")
    assert (len(branch.rows), branch.state) == (3, State.FILLED)


def test_an_empty_branch_says_so(grown: Grown) -> None:
    model = grown.model
    model.merge(grown.ctype, [])
    index = model.index_of(grown.ctype)
    assert texts(model, index) == ["no ranges"]
    model.merge(grown.ctype, ranges(100))
    assert keys(grown.ctype) == ["100"]
    assert model.rowCount(index) == 1


def test_rows_that_come_above_leave_what_is_below_as_it_is(grown: Grown) -> None:
    model = grown.model
    version = QPersistentModelIndex(model.row_index(grown.range, 1))
    before = version.data()
    model.merge(grown.ctype, ranges(10, 20, 100, 200, 250, 300))
    assert version.isValid()
    assert version.data() == before
    assert grown.range.row == 2
    assert model.index_of(grown.range).row() == 2


def test_a_row_that_changed_tells_so_and_keeps_what_is_below(grown: Grown) -> None:
    model = grown.model
    version = QPersistentModelIndex(model.row_index(grown.range, 0))
    changed = heard(model.dataChanged)
    model.merge(grown.ctype, [range_entry("100", nversions=5), *ranges(200, 300)])
    assert (0, 0) in {(signal[0].row(), signal[1].row()) for signal in changed}
    assert version.isValid()


def test_what_is_gone_takes_all_below_along(grown: Grown) -> None:
    model = grown.model
    version = QPersistentModelIndex(model.row_index(grown.range, 0))
    model.merge(grown.file, grown.file.rows[:1])
    assert not version.isValid()
    assert not model.knows(grown.range)
    assert not model.knows(grown.ctype)
    assert model.knows(grown.file)


def test_an_index_kept_too_long_does_no_harm(grown: Grown) -> None:
    model = grown.model
    kept = model.row_index(grown.range, 0)
    model.remove_place(CALIB.path)
    assert kept.data() is None
    assert model.parent(kept) == QModelIndex()
    assert (model.rowCount(kept), model.hasChildren(kept)) == (0, False)


def test_a_failure_takes_the_place_of_the_rows(grown: Grown) -> None:
    model = grown.model
    model.fail(grown.file, FAILURE)
    index = model.index_of(grown.file)
    assert texts(model, index) == ["cspad-0001.h5 is damaged."]
    assert grown.file.state is State.FAILED
    model.begin(grown.file)
    assert texts(model, index) == ["loading …"]
    model.merge(grown.file, [])
    assert texts(model, index) == ["no calibration types yet"]


def test_a_failure_that_passes_leaves_the_rows(grown: Grown) -> None:
    grown.model.fail(grown.file, FAILURE, keep=True)
    assert keys(grown.file) == ["gain", "pedestals"]
    assert grown.model.index_of(grown.file).data() == "cspad-0001"
    grown.model.merge(grown.file, grown.file.rows)
    assert grown.file.failure is None


def test_places_come_and_go(model: TreeModel) -> None:
    other = Place(PlaceKind.FILE, FILE)
    model.add_place(CALIB)
    model.add_place(other)
    assert model.add_place(other).row() == 1
    assert model.places() == (CALIB, other)
    model.remove_place(CALIB.path)
    model.remove_place("/nowhere")
    assert model.places() == (other,)


def test_very_many_rows_are_shown_some_at_a_time(
    grown: Grown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree_shape, "SHOWN_AT_ONCE", 3)
    model, branch = grown.model, opened(grown.model, grown.ctype, "300")
    rows = versions(*range(8))
    model.append(branch, rows[:2])
    model.append(branch, rows[2:])
    model.complete(branch)
    assert (len(branch.rows), len(branch.rest)) == (3, 5)
    assert texts(model, model.index_of(branch))[3:] == ["5 more … press Enter"]
    model.show_more(branch)
    assert (len(branch.rows), branch.tail) == (6, Tail.MORE)
    model.merge(branch, rows[1:])
    assert (branch.rows, branch.rest) == (rows[1:7], rows[7:])
    model.show_more(branch)
    assert (branch.rows, branch.tail) == (rows[1:], None)
    model.merge(branch, rows)
    assert (branch.rows, branch.tail) == (rows, None)


def test_what_was_open_and_became_stale_is_asked_for_when_it_is_opened(grown: Grown) -> None:
    model = grown.model
    asked = heard(model.fetchNeeded)
    index = model.index_of(grown.range)
    model.set_open(index, is_open=True)
    assert not asked
    model.set_open(index, is_open=False)
    grown.range.stale = True
    model.set_open(index, is_open=True)
    assert [signal[0] for signal in asked] == [grown.range]
    assert not grown.range.stale


names = st.lists(st.integers(0, 15), unique=True)


@given(names, names, names, st.integers(0, 1))
def test_merging_makes_the_rows_those_and_what_stays_follows(
    before: list[int], after: list[int], last: list[int], nversions: int
) -> None:
    """Persistent indexes of rows, and of versions below them, follow theirs or become invalid."""
    model = TreeModel()
    tester = watched_by_tester(model)
    grown = Grown(model)
    model.merge(grown.ctype, ranges(*before))
    inner = {name: opened(model, grown.ctype, str(name)) for name in before[::2]}
    for name, branch in inner.items():
        model.merge(branch, versions(name + 1, name + 2))
    kept = {
        name: QPersistentModelIndex(model.row_index(grown.ctype, at))
        for at, name in enumerate(before)
    }
    below = {
        name: QPersistentModelIndex(model.row_index(branch, 1)) for name, branch in inner.items()
    }
    gone: set[int] = set()
    for names in (after, last):
        rows = [range_entry(str(name), nversions=nversions) for name in names]
        model.merge(grown.ctype, rows)
        assert grown.ctype.rows == rows
        gone |= set(before) - set(names)
        for name, index in kept.items():
            assert index.isValid() == (name not in gone)
            if index.isValid():
                assert index.row() == names.index(name)
        for name, index in below.items():
            assert index.isValid() == (name not in gone)
            if index.isValid():
                assert index.data().startswith(f"v{name + 2} ")
                assert index.parent().row() == names.index(name)
    del tester


@pytest.mark.parametrize(
    "change",
    [
        lambda grown: grown.model.merge(grown.ctype, ranges(300, 200, 100)),
        lambda grown: grown.model.merge(grown.place, []),
        lambda grown: grown.model.fail(grown.place, FAILURE),
        lambda grown: grown.model.fail(grown.range, FAILURE),
        lambda grown: grown.model.remove_place(CALIB.path),
        lambda grown: grown.model.set_utc(utc=True),
        lambda grown: grown.model.set_marks({FILE: "crashed"}),
    ],
)
def test_the_tester_is_content_after_each_change(
    grown: Grown, change: Callable[[Grown], None]
) -> None:
    change(grown)
    watched_by_tester(grown.model)
