"""Every answer to a change tells the number by which that is taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.defaults import set_default
from dcsgui.core.actions.editing.deleting import delete, purge
from dcsgui.core.actions.editing.parameters import set_parameters
from dcsgui.core.actions.history import add_comment
from dcsgui.core.actions.links import set_links
from dcsgui.core.actions.undo import changes, take_back
from small_stores import LAYOUTS, make_store, make_told_store
from store_pictures import picture

Change = Callable[[NodeId, bool], int]


def _default(node: NodeId, dry_run: bool) -> int:
    store = DCStore(node.file)
    tsro = store.ctypeobj("pedestals").rangeobj((0, 100))
    where = NodeId(node.file, ("pedestals", tsro.name))
    return set_default(where, tsro.versobj(1).name, dry_run=dry_run).change


def _link(node: NodeId, dry_run: bool) -> int:
    edits = set_links(node.file, successor="cspad-0002", dry_run=dry_run).edits
    assert [bool(edit.change) for edit in edits] == [not dry_run] * 2
    return edits[0].change


EACH: dict[str, Change] = {
    "default": _default,
    "link": _link,
    "comment": lambda node, dry_run: add_comment(node, "dark", dry_run=dry_run).change,
    "parameter": lambda node, dry_run: set_parameters(node, {"k": 2}, dry_run=dry_run).change,
    "deletion": lambda node, dry_run: delete(node.child("pedestals"), dry_run=dry_run).change,
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("what", EACH)
def test_a_change_is_taken_back_by_the_number_in_its_answer(
    tmp_path: Path, layout: str, what: str
) -> None:
    make_store(tmp_path, layout, "cspad-0002")
    cs = make_told_store(tmp_path, layout)
    node, before = NodeId(str(cs.path)), picture(cs.path)
    assert EACH[what](node, True) == 0
    number = EACH[what](node, False)
    assert number == changes(node.file).changes[-1].number
    undone = take_back(node.file, number)
    assert picture(cs.path) == before
    assert undone.change == number + 1


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_purge_has_a_number_that_is_not_taken_back(tmp_path: Path, layout: str) -> None:
    cs = make_told_store(tmp_path, layout)
    node = NodeId(str(cs.path))
    assert purge(node).change == 0  # there is nothing
    delete(node.child("pedestals"))
    assert purge(node, dry_run=True).change == 0
    assert changes(node.file).changes[-1].number + 1 == purge(node).change
    assert changes(node.file).changes[-1].refusal
