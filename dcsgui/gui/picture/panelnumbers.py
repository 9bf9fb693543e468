"""Numbers about one panel alone: told in a thread, because the values are in memory already."""

from __future__ import annotations

from functools import partial
from typing import Any

from numpy.typing import NDArray
from PyQt5.QtCore import QObject, pyqtSignal

from dcsgui.core.actions.answers.constants import Numbers
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.numbers import Picture
from dcsgui.core.values.progress import Cancelled, Progress
from dcsgui.gui.picture.background import Background
from dcsgui.gui.picture.pictures import Pictures

__all__ = ["PanelNumbers"]

Place = tuple[int, ...]


class _Wanted(Progress):
    """Whether somebody still waits for numbers."""

    def __init__(self) -> None:
        self.dropped = False

    def check(self) -> None:
        if self.dropped:
            raise Cancelled("Another panel is looked at.")


class PanelNumbers(QObject):
    """Tells the numbers of single panels of an array, and keeps them.

    The `slab` of these numbers is that of the picture, with the panel after it.

    Signals
    -------
    told(Numbers)
        Those that were asked for last are there.
    """

    told = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[Place, Numbers] = {}
        self._asked: Place | None = None
        self._wanted = _Wanted()
        self._background = Background(self)
        self._background.returned.connect(self._on_returned)

    def of(self, pictures: Pictures, slab: Place, panel: int) -> Numbers | None:
        """Return the numbers of a panel; or None, then they are told later."""
        place = (*slab, panel)
        if place not in self._known and place != self._asked:
            self._drop()
            self._asked = place
            values = pictures.stack(slab, panel)[0]
            self._background.run(partial(_tell, pictures.node, place, values, self._wanted))
        return self._known.get(place)

    def forget(self) -> None:
        """Let go of the array."""
        self._known = {}
        self._drop()

    def _drop(self) -> None:
        self._wanted.dropped = True
        self._wanted = _Wanted()
        self._asked = None
        self._background.forget()

    def _on_returned(self, numbers: Numbers | None) -> None:
        self._asked = None
        if numbers is not None:
            self._known[numbers.slab] = numbers
            self.told.emit(numbers)


def _tell(node: NodeId, place: Place, values: NDArray[Any], wanted: Progress) -> Numbers | None:
    try:
        return Picture(node, place, values, wanted).exact()
    except Cancelled:
        return None
