"""What is made when it is first asked for: the window is up sooner without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

__all__ = ["Late", "LateState", "Remembering"]

Made = TypeVar("Made")


class Remembering(Protocol):
    """Something with a state that is put back when the next window opens."""

    def state(self) -> dict[str, object]:
        """Return what is to be remembered, as values of JSON."""

    def restore(self, state: dict[str, object], /) -> None:
        """Take up an earlier `state`."""


Kept = TypeVar("Kept", bound=Remembering)


class Late(Generic[Made]):
    """Something that is made when it is first asked for.

    Parameters
    ----------
    make : callable
        Imports what it needs, and makes it.

    Attributes
    ----------
    made : object
        What was made; None if nobody has asked for it yet.
    """

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self.made: Made | None = None

    def get(self) -> Made:
        """Return it; it is made now, if it is not there yet."""
        if self.made is None:
            self.made = self._make()
            self._begin(self.made)
        return self.made

    def _begin(self, made: Made) -> None:
        """Do what is due when it was made."""


class LateState(Late[Kept]):
    """Something with a state, which is kept until it is made."""

    def __init__(self, make: Callable[[], Kept]) -> None:
        super().__init__(make)
        self._was: dict[str, object] = {}

    def state(self) -> dict[str, object]:
        """Return its state; that which it is to take up, as long as it is not made."""
        return self._was if self.made is None else self.made.state()

    def restore(self, state: dict[str, object]) -> None:
        """Let it take up an earlier state, now or when it is made."""
        self._was = state
        if self.made is not None:
            self.made.restore(state)

    def _begin(self, made: Kept) -> None:
        made.restore(self._was)
