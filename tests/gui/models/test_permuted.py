"""Going from one order of rows to another by exact row calls."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt5.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PyQt5.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from dcsgui.gui.models.permuted import FEW, PermutedModel

ROOT = QModelIndex()
TOTAL = 40
ORDERS = st.lists(st.integers(0, TOTAL - 1), unique=True)


class Numbers(PermutedModel):
    """Shows the numbers themselves."""

    def columnCount(self, parent: QModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        is_text = index.isValid() and role == Qt.ItemDataRole.DisplayRole
        return self.order[index.row()] if is_text else None


def made(order: list[int]) -> tuple[Numbers, QAbstractItemModelTester]:
    model = Numbers()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_also(order)
    return model, tester


def held(model: Numbers) -> dict[int, QPersistentModelIndex]:
    return {
        number: QPersistentModelIndex(model.index(row, 1))
        for row, number in enumerate(model.order)
    }


@given(ORDERS, ORDERS)
def test_any_order_after_any_other(before: list[int], after: list[int]) -> None:
    model, _tester = made(before)
    indexes = held(model)
    model.show_order(after, TOTAL)
    assert model.order == after
    for number, index in indexes.items():
        assert index.isValid() == (number in after)
        if index.isValid():
            assert (after[index.row()], index.column()) == (number, 1)


@given(ORDERS, st.data())
def test_things_get_other_numbers(order: list[int], data: st.DataObject) -> None:
    model, _tester = made(order)
    numbers = data.draw(st.permutations(range(TOTAL)))
    numbers = [n if n < 25 else -1 for n in numbers]
    indexes = held(model)
    model.renumber(numbers)
    assert model.order == [numbers[old] for old in order if numbers[old] >= 0]
    for old, index in indexes.items():
        assert index.isValid() == (numbers[old] >= 0)
        assert not index.isValid() or model.order[index.row()] == numbers[old]


@pytest.mark.parametrize("count", [FEW, 2 * FEW + 2, 5000])
def test_many_rows_come_and_go_in_one_call(qtbot: QtBot, count: int) -> None:
    model, _tester = made(list(range(count)))
    removed, inserted = list[object](), list[object]()
    model.rowsRemoved.connect(lambda *call: removed.append(call))
    model.rowsInserted.connect(lambda *call: inserted.append(call))
    model.show_order(list(range(0, count, 2)), count)
    model.show_order(list(range(count)), count)
    expected = count // 2 if count // 2 <= FEW else 1
    assert len(removed) == len(inserted) == expected


def test_a_few_rows_go_at_their_own_places(qtbot: QtBot) -> None:
    model, _tester = made(list(range(10)))
    removed = list[tuple[int, int]]()
    model.rowsRemoved.connect(lambda _parent, first, last: removed.append((first, last)))
    with qtbot.assertNotEmitted(model.layoutChanged):
        model.show_order([0, 1, 4, 5, 6, 8, 9], 10)
    assert removed == [(7, 7), (2, 3)]


def test_nothing_happens_where_nothing_changes(qtbot: QtBot) -> None:
    model, _tester = made([3, 1, 2])
    with qtbot.assertNotEmitted(model.layoutChanged):
        model.show_order([3, 1, 2], 4)


@given(st.sets(st.integers(0, 99)))
def test_changed_rows_are_told(rows: set[int]) -> None:
    model, _tester = made(list(range(100)))
    told = list[tuple[int, int]]()
    model.dataChanged.connect(lambda top, bottom: told.append((top.row(), bottom.row())))
    model.tell_changed(sorted(rows))
    assert {row for first, last in told for row in range(first, last + 1)} >= rows
    assert len(told) <= FEW


def test_rows_have_no_children() -> None:
    model, _tester = made([0, 1])
    assert model.rowCount(model.index(0, 0)) == 0
