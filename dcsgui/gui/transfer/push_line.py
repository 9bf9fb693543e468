"""The ``dcs`` command line that does just what a plan does."""

from __future__ import annotations

from collections.abc import Iterator

from dcsgui.core.actions.answers.nodes import Place
from dcsgui.core.actions.answers.plans import ItemKind, Path, Policy
from dcsgui.core.actions.answers.transfers import How
from dcsgui.gui.transfer.decisions import Decisions
from dcsgui.gui.transfer.wish import Wish
from dcsgui.gui.undo.dcs_lines import dcs_line, node_text

__all__ = ["push_line"]

_PREFIXED = (ItemKind.DEFAULT, ItemKind.PARAMETERS)


def push_line(wish: Wish, decisions: Decisions, *, destination: str, comment: str) -> str:
    """Return the command line for a wish.

    Parameters
    ----------
    wish : Wish
    decisions : Decisions
    destination : str
        Path of the file of the destination, "" as long as it is not known.
    comment : str
    """
    how = decisions.how(wish)
    target = wish.target.path if isinstance(wish.target, Place) else wish.target
    words = [node_text(wish.source), destination or target, *_options(how)]
    return dcs_line("push", *words, "-m", comment.strip(), "--yes")


def _options(how: How) -> Iterator[str]:
    for path in how.selection.nodes:
        yield from ("--only", "/".join(path))
    for path in how.selection.without:
        yield from ("--without", "/".join(path))
    if how.policy is not Policy.FAIL:
        yield from ("--policy", how.policy.value)
    if how.other_detector:
        yield "--other-detector"
    for one in how.choices:
        yield from ("--choose", f"{_named(one.path, one.kind)}={one.policy.value}")
    for path in how.defaults:
        yield from ("--make-default", "/".join(path))
    if how.into:
        yield from ("--into", "/".join(how.into))


def _named(path: Path, kind: ItemKind) -> str:
    node = "/".join(path)
    return f"{kind.value}:{node}" if kind in _PREFIXED else node
