"""How changes look: what was done, and which answers are others by that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dcsgui.cli.shown import Shown

if TYPE_CHECKING:
    from dcsgui.core.actions.answers.edits import Edited

__all__ = ["answers_said", "done_said", "edited_shown"]

ALIKE = "No answer changes."

LONGEST = 20
"""So many changes of answers are listed for a person; ``--json`` has all."""


def edited_shown(edited: Edited) -> Shown:
    """Show a change that was made, or tried."""
    return Shown(
        edited, lambda: answers_said(edited.words), done_said(edited.did, dry_run=edited.dry_run)
    )


def done_said(did: Sequence[str], *, dry_run: bool) -> list[str]:
    """Say what was done, or that nothing was."""
    if not dry_run:
        return [f"Done: {one}." for one in did]
    return [*(f"Would be done: {one}." for one in did), "Nothing was changed (--dry-run)."]


def answers_said(words: Sequence[str]) -> Iterator[str]:
    """List the answers that are others."""
    if not words:
        yield ALIKE
    yield from words[:LONGEST]
    if len(words) > LONGEST:
        yield f"... and {len(words) - LONGEST} more stretches of time; --json lists all."
