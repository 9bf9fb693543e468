"""The numbers beside a picture."""

from __future__ import annotations

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from dcsgui.core.actions.answers.constants import Numbers
from dcsgui.gui.picture.fonts import small
from dcsgui.gui.picture.words import short

__all__ = ["NumbersView"]

_FIELDS = (  # name, what it means; down the first column, then the second
    ("N", "How many values this picture has."),
    ("not finite", "How many of them are NaN or infinite."),
    ("bad", "How many are further than 5 \N{MULTIPLICATION SIGN} 1.4826 MAD from the median."),
    ("median", "The median of the finite values."),
    ("MAD", "The median of the absolute deviations from the median."),
    ("mean", "The mean of the finite values."),
    ("rms", "The standard deviation of the finite values."),
    ("min", "The lowest finite value."),
    ("max", "The highest finite value."),
    ("from", "Which values are counted: all of the picture or panel, or a sample for the moment."),
)
_ROWS = 5
_EXACT_AT_ONCE = {"N", "not finite", "min", "max", "from"}
_ROUGHLY = "\N{ALMOST EQUAL TO} "


class NumbersView(QWidget):
    """Shows how many values there are, where most of them are, and the extremes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        font = small(self.font(), 0.84)
        self._values: dict[str, QLabel] = {}
        for place, (name, meaning) in enumerate(_FIELDS):
            column, row = divmod(place, _ROWS)
            label, value = QLabel(name), QLabel()
            for widget in (label, value):
                widget.setFont(font)
                widget.setToolTip(meaning)
            label.setEnabled(False)  # quieter than the value
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(name)
            widest = _ROUGHLY + ("2801.55" if column else "9999 (0.067%)")  # else the layout jumps
            value.setMinimumWidth(value.fontMetrics().horizontalAdvance(widest))
            grid.addWidget(label, row, 2 * column)
            grid.addWidget(value, row, 2 * column + 1)
            self._values[name] = value
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_numbers(self, numbers: Numbers | None, *, panel: int | None = None) -> None:
        """Show them, of which panel, too, if of one alone; none: they are still to come."""
        texts = {} if numbers is None else _texts(numbers)
        if panel is not None:
            texts["from"] = f"panel {panel}"
        for name, label in self._values.items():
            label.setText(texts.get(name, "\N{HORIZONTAL ELLIPSIS}"))

    def text(self, name: str) -> str:
        """Return what is shown for a name."""
        return self._values[name].text()


def _texts(numbers: Numbers) -> dict[str, str]:
    finite = numbers.n - numbers.nan - numbers.infinite
    share = f" ({short(100 * numbers.bad / finite, 2)}%)" if finite and numbers.bad else ""
    texts = {
        "N": f"{numbers.n:,}".replace(",", "\N{THIN SPACE}"),
        "not finite": str(numbers.nan + numbers.infinite),
        "bad": f"{numbers.bad}{share}",
        "median": short(numbers.median),
        "MAD": short(numbers.mad, 4),
        "mean": short(numbers.mean),
        "rms": short(numbers.rms, 4),
        "min": short(numbers.minimum),
        "max": short(numbers.maximum),
        "from": "all values" if numbers.exact else "a sample",
    }
    if not numbers.exact:
        rough = texts.keys() - _EXACT_AT_ONCE
        texts.update({name: _ROUGHLY + texts[name] for name in rough})
    return texts
