"""Which levels a picture gets: told by its numbers, or set by hand and kept."""

from __future__ import annotations

from typing import Any, TypeGuard

from dcsgui.core.actions.answers.constants import Numbers
from dcsgui.gui.picture.levels import LevelMode, Levels

__all__ = ["LevelKeeper"]

Slab = tuple[int, ...]


class LevelKeeper:
    """Keeps the mode, and what was set by hand.

    Manual levels belong to a gain mode of a type, whatever the version; locked ones to a type.

    Attributes
    ----------
    mode : LevelMode

    Examples
    --------
    >>> keeper = LevelKeeper()
    >>> keeper.take("pedestals", (0,), Levels(1.0, 2.0))
    >>> keeper.mode, keeper.kept("pedestals", (0,)), keeper.kept("pedestals", (1,))
    (<LevelMode.MANUAL: 'Manual'>, Levels(low=1.0, high=2.0), None)
    """

    def __init__(self) -> None:
        self.mode = LevelMode.ROBUST
        self._manual: dict[tuple[str, Slab], Levels] = {}
        self._locked: dict[str, Levels] = {}

    def kept(self, ctype: str, slab: Slab) -> Levels | None:
        """Return the levels set by hand, if those are to be used and there are any."""
        if self.mode is LevelMode.LOCKED:
            return self._locked.get(ctype)
        return self._manual.get((ctype, slab)) if self.mode is LevelMode.MANUAL else None

    def levels(self, ctype: str, slab: Slab, numbers: Numbers) -> Levels:
        """Return the levels of a picture."""
        return self.kept(ctype, slab) or Levels.told(self.mode, numbers)

    def take(self, ctype: str, slab: Slab, levels: Levels) -> None:
        """Keep levels set by hand: for all of the type if locked, else for this gain mode."""
        if self.mode is LevelMode.LOCKED:
            self._locked[ctype] = levels
        else:
            self.mode = LevelMode.MANUAL
            self._manual[ctype, slab] = levels

    def change_mode(self, mode: LevelMode, ctype: str, slab: Slab, *, present: Levels) -> None:
        """Change the mode; by hand goes on with the present levels."""
        self.mode = mode
        if mode.by_hand:
            self.take(ctype, slab, present)

    def state(self) -> dict[str, Any]:
        """Return mode and locked levels as JSON values."""
        return {"mode": self.mode.name, "locked": {k: list(v) for k, v in self._locked.items()}}

    def restore(self, state: dict[str, Any]) -> None:
        """Take them; what is not understood is left as it is."""
        locked = state.get("locked")
        for ctype, pair in (locked if isinstance(locked, dict) else {}).items():
            if _is_pair(pair):
                self._locked[str(ctype)] = Levels.between(*pair)
        self.mode = LevelMode.__members__.get(str(state.get("mode")), self.mode)


def _is_pair(value: object) -> TypeGuard[list[float]]:
    return (
        isinstance(value, list)
        and len(value) == len(Levels._fields)
        and all(isinstance(each, int | float) for each in value)
    )
