"""How changes look: what was done, and which answers are others by that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dcsgui.cli.shown import Shown
from dcsgui.core.actions.answers.timelines import NO_ANSWER_CHANGES
from dcsgui.core.values.amounts import counted

if TYPE_CHECKING:
    from dcsgui.core.actions.answers.edits import Edited

__all__ = ["UNCHANGED", "answers_said", "count_said", "edited_shown"]

LONGEST = 20
"""So many changes of answers are listed for a person; ``--json`` has all."""

UNCHANGED = "Nothing was changed (--dry-run)."


def edited_shown(edited: Edited) -> Shown:
    """Show a change that was made, or tried."""
    from dcsgui.cli.sentences import sentences

    said = sentences(edited.did, file=edited.node.file, dry_run=edited.dry_run)
    if edited.dry_run:
        said.append(UNCHANGED)
    return Shown(edited, lambda: answers_said(edited.words), said)


def count_said(number: int) -> str:
    """Say for a question in how many stretches of time something else answers; "" for none.

    Examples
    --------
    >>> count_said(1), count_said(0)
    ('what answers changes in 1 stretch of time', '')
    """
    return f"what answers changes in {counted(number, 'stretch of time')}" if number else ""


def answers_said(words: Sequence[str]) -> Iterator[str]:
    """List the answers that are others."""
    if not words:
        yield NO_ANSWER_CHANGES
    yield from words[:LONGEST]
    if len(words) > LONGEST:
        yield f"... and {len(words) - LONGEST} more stretches of time; --json lists all."
