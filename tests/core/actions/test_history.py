"""Records of a node, and comments added to them."""

from __future__ import annotations

import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.history import add_comment, history
from dcsgui.core.values.errors import BadValue, NotFound
from small_stores import NDA, T0

PATH = ("pedestals", "100-200")


@pytest.fixture
def node(cs: DCStore) -> NodeId:
    """Return a range with a record, of each layout in turn."""
    cs.add_ctype("pedestals").add_range((100, 200)).add_version(T0, NDA)
    cs.save()
    return NodeId(str(cs.path), PATH)


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_comment_comes_last_at_its_own_level(node: NodeId, depth: int) -> None:
    at = NodeId(node.file, PATH[:depth])
    before = history(at).records
    found = add_comment(at, "looked at")
    assert found.added is not None
    assert (found.added.action, found.added.comment) == ("", "looked at")
    assert found.added.user
    assert history(at).records == found.records == (*before, found.added)


def test_a_dry_run_says_the_same_and_adds_nothing(node: NodeId) -> None:
    before = history(node)
    tried = add_comment(node, "looked at", dry_run=True)
    assert tried.dry_run
    assert tried.records[:-1] == before.records
    assert tried.records[-1] == tried.added
    assert history(node) == before


def test_what_is_refused(node: NodeId) -> None:
    with pytest.raises(BadValue):
        add_comment(node, " \n")
    with pytest.raises(NotFound):
        add_comment(NodeId(node.file, ("pixel_mask",)), "x")
    with pytest.raises(NotFound):
        history(NodeId(node.file, ("pixel_mask",)))
