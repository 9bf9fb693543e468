"""The ways to look at constants: each is made when it is first needed, one is seen."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray
from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtWidgets import QStackedWidget, QWidget

from dcsgui.core.actions.answers.constants import Constants, Numbers
from dcsgui.core.values.axes import Axes, Form
from dcsgui.gui.picture.curveplace import CurvePlace
from dcsgui.gui.picture.image import ImageView
from dcsgui.gui.picture.pictures import Pictures
from dcsgui.gui.picture.sentence import SentenceView
from dcsgui.gui.picture.table import ValuesTable
from dcsgui.gui.picture.textview import TextView

__all__ = ["Views"]

FEW = 64
"""Images of at most so many values can be seen as a table, too."""

NUMERIC = "biufc"
"""Kinds of dtypes that can be drawn."""


class Views(QStackedWidget):
    """Shows pictures, a curve, a table, a text or a sentence.

    Attributes
    ----------
    sentence : SentenceView
    image : ImageView
    text : TextView or None
    table : ValuesTable or None
    curve : CurvePlace or None

    Signals
    -------
    pixelTold(str)
        What is under the cursor, "" if nothing.
    panelChanged(int or None)
        Another panel is shown alone; None for all.
    numbersMissed()
        A picture is shown whose numbers did not come yet.
    viewReady(QWidget)
        Something is shown; that widget paints it.
    """

    pixelTold = pyqtSignal(str)
    panelChanged = pyqtSignal(object)
    numbersMissed = pyqtSignal()
    viewReady = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = SentenceView()
        self.image = ImageView()
        self.text: TextView | None = None
        self.table: ValuesTable | None = None
        self.curve: CurvePlace | None = None
        self._constants: Constants | None = None
        self._pictures: Pictures | None = None
        self._made: tuple[Constants, Pictures] | None = None
        self._drawn: QWidget = self.sentence
        self._as_table = False
        self.addWidget(self.sentence)
        self.addWidget(self.image)
        self.image.pixelTold.connect(self.pixelTold)
        self.image.slabChanged.connect(self._on_slab_changed)
        self.image.panelChanged.connect(self.panelChanged)

    # --- showing

    def can_show_at_once(self, constants: Constants) -> bool:
        """Whether nothing has to be known of the values, beside them."""
        pictures = self._pictures_of(constants)
        return pictures is None or self.image.can_show_at_once(pictures)

    def show_constants(self, constants: Constants, numbers: Numbers | None = None) -> None:
        """Show constants in the way that suits them; the first numbers may be there already."""
        pictures = self._pictures_of(constants)
        self._let_go()
        self._constants, self._pictures = constants, pictures
        values = constants.values
        if pictures is not None:
            self.image.set_pictures(pictures, numbers)
            self._see(self.image)
        elif constants.text is not None:
            self._show_text(constants.text)
        elif values is None:
            self._show_sentence(constants.problem)
        elif not values.size:
            self._show_sentence(f"These constants are empty: shape {values.shape}.")
        elif not values.ndim:
            self._show_sentence(f"These constants are one value: {values[()]}")
        elif _is_line(values):
            self._show_curve(values.ravel())
        elif values.ndim <= 2:  # noqa: PLR2004
            self._see(self._filled_table(values))
        else:
            self._show_sentence(
                f"Values of type {values.dtype} can't be drawn; they can be saved."
            )

    def say(self, sentence: str, details: str = "") -> None:
        """Show a sentence, and nothing else."""
        self._let_go()
        self._show_sentence(sentence, details)

    def add_numbers(self, numbers: Numbers) -> None:
        """Take numbers about one picture, or about the curve."""
        if self._pictures is not None:
            self.image.add_numbers(numbers)
        elif self.curve is not None and self._drawn is self.curve:
            self.curve.set_numbers(numbers)

    def set_table(self, shown: bool) -> None:  # noqa: FBT001 - the state of a button
        """Show the values as a table, or as they were."""
        self._as_table = shown
        if self.has_table and self._constants is not None and self._constants.values is not None:
            table = self._filled_table(self._constants.values) if shown else self._drawn
            self.setCurrentWidget(table)

    def _let_go(self) -> None:
        """Keep nothing of what was shown before; the image stays as it is until another comes."""
        self._constants = self._pictures = self._made = None
        for view in (self.curve, self.text, self.table):
            if view is not None:
                view.clear()

    def _show_sentence(self, sentence: str, details: str = "") -> None:
        self.sentence.say(sentence, details)
        self._see(self.sentence)

    def _show_text(self, text: str) -> None:
        if self.text is None:
            self.text = TextView()
            self.addWidget(self.text)
        self.text.set_text(text)
        self._see(self.text)

    def _show_curve(self, values: NDArray[Any]) -> None:
        if self.curve is None:
            self.curve = CurvePlace()
            self.curve.pixelTold.connect(self.pixelTold)
            self.curve.ready.connect(self._on_curve_ready)
            self.addWidget(self.curve)
        self.curve.set_values(values)
        self._see(self.curve)

    def _filled_table(self, values: NDArray[Any]) -> ValuesTable:
        if self.table is None:
            self.table = ValuesTable()
            self.addWidget(self.table)
        self.table.set_values(values)
        return self.table

    def _see(self, view: QWidget) -> None:
        if view is not self.image:
            self.image.clear()
            self.pixelTold.emit("")
        self._drawn = view
        self.setCurrentWidget(view)
        if self._as_table:
            self.set_table(True)
        if view is not self.curve or self.curve.view is not None:
            self.viewReady.emit(self.painting)

    def _on_curve_ready(self) -> None:
        if self._drawn is self.curve:
            self.viewReady.emit(self.painting)

    @property
    def painting(self) -> QWidget:
        """The widget that paints what is seen, and takes the keys."""
        seen = self.currentWidget() or self.sentence
        if seen is self.image:
            return self.image.canvas
        if seen is self.curve and self.curve.view is not None:
            return self.curve.view.painting
        return self.text.text if seen is self.text else seen

    def _pictures_of(self, constants: Constants) -> Pictures | None:
        """Return the pictures there are in constants; the same ones when asked again."""
        values = constants.values
        if values is None or values.dtype.kind not in NUMERIC or _is_line(values):
            return None
        if Axes.of(values.shape, constants.dettype).form is not Form.IMAGE:
            return None
        if self._made is None or self._made[0] is not constants:
            self._made = (constants, Pictures(constants))
        return self._made[1]

    # --- what is seen

    @property
    def seen(self) -> QWidget:
        """What a saved picture shows."""
        seen = self.currentWidget() or self.sentence
        return self.image.splitter if seen is self.image else seen

    @property
    def slab(self) -> tuple[int, ...]:
        """The index of the picture that is seen; () if none is."""
        return self.image.slab if self._pictures is not None else ()

    @property
    def panel(self) -> int | None:
        """The number of the panel that is seen alone; None if that is not so."""
        return self.image.panel if self._pictures is not None else None

    @property
    def last_slab(self) -> tuple[int, ...]:
        """The index of the picture that was seen last."""
        return self.image.slab

    @property
    def misses_numbers(self) -> bool:
        """Whether the numbers of the picture that is seen are not there."""
        return self._pictures is not None and not self.image.has_numbers

    @property
    def as_table(self) -> bool:
        """Whether values are shown as a table where they can be."""
        return self._as_table

    @property
    def has_table(self) -> bool:
        """Whether the values can be seen as a table, too."""
        values = None if self._constants is None else self._constants.values
        if values is None or self._drawn not in {self.image, self.curve}:
            return False
        return values.ndim == 1 or (values.ndim == 2 and values.size <= FEW)  # noqa: PLR2004

    @property
    def can_reset(self) -> bool:
        """Whether there is a view to be reset."""
        return self._drawn in {self.image, self.curve}

    def reset_view(self) -> None:
        """Show the whole picture, or curve."""
        if self._drawn is self.image:
            self.image.reset_view()
        elif self.curve is not None:
            self.curve.reset_view()

    def step_gain(self, way: int) -> None:
        """Show the next gain mode (1), or the one before (-1)."""
        if self._pictures is not None:
            self.image.step_gain(way)

    def on_key(self, key: Qt.Key) -> bool:
        """Do what a key stands for; tell whether it stands for something."""
        if self._pictures is not None and key in _STEPS:
            self.image.step_gain(_STEPS[key])
        elif self._pictures is not None and key in _PANEL_STEPS:
            self.image.step_panel(_PANEL_STEPS[key])
        elif key == Qt.Key.Key_Escape and self.image.panel is not None:
            self.image.show_all()
        elif key == Qt.Key.Key_0 and self.can_reset:
            self.reset_view()
        else:
            return False
        return True

    def _on_slab_changed(self, _slab: tuple[int, ...]) -> None:
        if self.misses_numbers:
            self.numbersMissed.emit()

    def state(self) -> dict[str, Any]:
        """Return what is to be remembered, as JSON values."""
        return {"image": self.image.state(), "table": self._as_table}

    def restore(self, state: dict[str, Any]) -> None:
        """Take what was remembered."""
        if isinstance(image := state.get("image"), dict):
            self.image.restore(image)
        self._as_table = state.get("table") is True


def _is_line(values: NDArray[Any]) -> bool:
    """Whether values are best seen as a curve: of one axis, or one row or column of several."""
    one_row = values.ndim == 2 and 1 in values.shape and values.size > FEW  # noqa: PLR2004
    return values.dtype.kind in NUMERIC and values.size > 0 and (values.ndim == 1 or one_row)


_STEPS = {Qt.Key.Key_BracketLeft: -1, Qt.Key.Key_BracketRight: 1}
_PANEL_STEPS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
