"""What a person does in one go: one change, or several that belong together."""

from __future__ import annotations

import time
from collections.abc import Hashable, Sequence

from dcsgui.gui.undo.parts import Part

__all__ = ["MERGED_S", "Step"]

MERGED_S = 5.0
"""Seconds within which steps of the same key are one: as when a text is typed."""


class Step:
    """Something that is done, taken back and done again as a whole: one line of the undo list.

    Parameters
    ----------
    text : str
        What it does, for the Undo menu: "Make v3 the default of pedestals 2016-10-27-".
    parts : sequence of Part
        Carried out in this order, and taken back from the end; each is a transaction.
    long : bool
        It may take long: another worker does it, and what is quick does not wait for it.
    key : Hashable, optional
        Steps of the same key that follow on each other soon are one in the undo list.

    Attributes
    ----------
    text, parts, long, key
    rest : list of Part
        What was left undone, of a step that was refused or called off in between.
    at : float
        When it was asked for, on the monotonic clock.
    """

    def __init__(
        self, text: str, parts: Sequence[Part], *, long: bool = False, key: Hashable = None
    ) -> None:
        self.text = text
        self.parts = list(parts)
        self.long = long
        self.key = key
        self.rest: list[Part] = []
        self.at = time.monotonic()

    @property
    def undoable(self) -> bool:
        """Whether anything of it can be taken back."""
        return any(part.stands and part.undoable for part in self.parts)

    def continues(self, other: Step) -> bool:
        """Whether it goes on with another step, so that both are one."""
        return self.key is not None and self.key == other.key and self.at - other.at < MERGED_S
