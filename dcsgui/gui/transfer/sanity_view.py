"""What was found about new constants: in words, in numbers, in small pictures."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from dcsgui.core.actions.answers.sanity import PanelCheck, SanityCheck, Verdict
from dcsgui.gui.icons import Tint, icon
from dcsgui.gui.models.versions_columns import dtype_text, shape_text
from dcsgui.gui.transfer.plan_faces import LIGHTS, light_of
from dcsgui.gui.transfer.thumbnails import Thumbnails
from dcsgui.gui.window.texts import ReadOnlyText, words

__all__ = ["SanityView"]

_SIGN = 16
_SUMMARIES = {
    Verdict.GREEN: "The constants look sane.",
    Verdict.AMBER: "Look at these constants before you use them.",
    Verdict.RED: "These constants look wrong.",
}
_LINES = 160  # pixels
_PANELS = 3


class SanityView(QWidget):
    """Shows a `SanityCheck`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel(self)
        self._summary = words(parent=self)
        self._findings = words(parent=self)
        self._findings.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._numbers = QGridLayout()
        self._numbers.setHorizontalSpacing(12)
        self._numbers.setVerticalSpacing(1)
        self._thumbs = Thumbnails(self)
        self._lines = ReadOnlyText("Lines of the text that differ", parent=self)
        self._lines.setFixedHeight(_LINES)
        top = QGridLayout()
        top.addWidget(self._sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._summary, 0, 1)
        top.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self._thumbs)
        layout.addWidget(self._findings)
        layout.addLayout(self._numbers)
        layout.addWidget(self._lines)

    def show_check(self, check: SanityCheck | None) -> None:
        """Show what was found; None shows nothing."""
        self.setVisible(check is not None)
        if check is None:
            return
        name = light_of(check.verdict)
        self._sign.setPixmap(icon(name, LIGHTS[name]).pixmap(_SIGN))
        against = check.against
        beside = "" if against is None else f" Compared with v{against.versind} there."
        self._summary.setText(_SUMMARIES[check.verdict] + beside)
        self._findings.setText("\n".join(f"\N{BULLET} {one.words}" for one in check.findings))
        self._findings.setVisible(bool(check.findings))
        self._thumbs.show_thumbs(check.thumbs)
        self._show_numbers(check)
        self._lines.setVisible(bool(check.lines))
        self._lines.setPlainText("\n".join(check.lines))

    def _show_numbers(self, check: SanityCheck) -> None:
        while (taken := self._numbers.takeAt(0)) is not None:
            label = taken.widget()
            if label is not None:
                label.hide()
                label.deleteLater()
        for line, texts in enumerate(_numbers(check)):
            for column, text in enumerate(texts):
                label = QLabel(text, self)
                label.setTextFormat(Qt.TextFormat.PlainText)
                if not line or not column:
                    palette = label.palette()
                    palette.setColor(label.foregroundRole(), Tint.QUIET.colour(palette))
                    label.setPalette(palette)
                alone = column == 1 and not texts[2]
                self._numbers.addWidget(label, line, column, 1, 2 if alone else 1)
        self._numbers.setColumnStretch(3, 1)


def _numbers(check: SanityCheck) -> Iterator[tuple[str, str, str]]:
    """Go through the lines of the table: what, new, and what is there now."""
    there = check.against is not None
    yield "", "new", "there now" if there else ""
    yield "kind", check.kind, check.old_kind
    if check.kind == "array" or check.old_kind == "array":
        yield "shape", shape_text(check.shape), shape_text(check.old_shape)
        yield "dtype", dtype_text(check.dtype), dtype_text(check.old_dtype)
        yield "not finite", f"{check.nans:,}", f"{check.old_nans:,}" if there else ""
    if there:
        yield "changed", _percent(check.changed), ""
    if math.isfinite(check.beyond):
        yield f"beyond {check.k:g} \N{GREEK SMALL LETTER SIGMA}", _percent(check.beyond), ""
    yield from _panels(check.panels)


def _panels(panels: tuple[PanelCheck, ...]) -> Iterator[tuple[str, str, str]]:
    """Go through the panels that have shifted most."""
    moved = [one for one in panels if math.isfinite(one.shift) and one.shift]
    moved.sort(key=lambda one: -abs(one.mads if math.isfinite(one.mads) else one.shift))
    for one in moved[:_PANELS]:
        panel = f"shift of panel {', '.join(map(str, one.index))}" if one.index else "median shift"
        gain = f" ({one.gain})" if one.gain else ""
        mads = f" ({one.mads:+.2g} MAD)" if math.isfinite(one.mads) else ""
        yield f"{panel}{gain}", f"{one.shift:+.4g}{mads}", ""


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
