"""What there is to say, and to decide, about the row that is looked at."""

from __future__ import annotations

from PyQt5.QtCore import Qt, pyqtSignal, pyqtSlot
from PyQt5.QtGui import QPalette
from PyQt5.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dcsgui.core.actions.answers.plans import ItemKind, Refusal, State
from dcsgui.gui.icons import icon
from dcsgui.gui.models.columns import wrapped
from dcsgui.gui.models.times import end_shown, shown
from dcsgui.gui.transfer.choice_box import ChoiceBox
from dcsgui.gui.transfer.plan_faces import Face
from dcsgui.gui.transfer.plan_rows import Row
from dcsgui.gui.transfer.plan_words import reason
from dcsgui.gui.transfer.sanity_view import SanityView
from dcsgui.gui.window.texts import FittingWords

__all__ = ["RowDetails"]

_SIGN = 16
_WIDEST, _BESIDE = "2016-10-27T10:00:00.000000+00:00", 36
"""What there is always room for, and pixels beside it."""


class RowDetails(QScrollArea):
    """Says of a row how it stands and why, offers choices, and shows how its constants look.

    Attributes
    ----------
    choices : ChoiceBox
    default, other_detector : QCheckBox

    Signals
    -------
    defaultToggled(Row)
        The version is to be the default, or no longer.
    otherDetectorToggled(Row)
        The destination may be of another detector, or no longer.
    """

    defaultToggled = pyqtSignal(object)
    otherDetectorToggled = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: Row | None = None
        self._title = FittingWords(parent=self)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._sign = QLabel(self)
        self._facts = FittingWords(parent=self)
        self._facts.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._reason = FittingWords(parent=self)
        self._reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.choices = ChoiceBox(self)
        self.default = QCheckBox("Make it the &default there", self)
        self.default.clicked.connect(self._on_default)
        self.other_detector = QCheckBox("&Transfer it to another detector", self)
        self.other_detector.clicked.connect(self._on_other_detector)
        self._sanity = SanityView(self)
        self._lay_out()
        self.show_row(None, utc=False)

    def _lay_out(self) -> None:
        inner = QWidget(self)
        layout = QVBoxLayout(inner)
        for part in (self._title, self._facts, self._reason, self.choices):
            layout.addWidget(part)
        for part in (self.default, self.other_detector, self._sanity):
            layout.addWidget(part)
        layout.addStretch(1)
        # as wide as there is room, whatever is in it
        inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(_WIDEST) + _BESIDE)
        self._sign.hide()

    def show_row(self, row: Row | None, *, utc: bool) -> None:
        """Show what there is to say about a row."""
        self._row = row
        self.choices.show_row(row)
        self._title.setText("" if row is None else _title(row, utc=utc))
        facts = "" if row is None else "\n".join(_facts(row, utc=utc))
        self._facts.setText(facts)
        self._facts.setToolTip(wrapped(facts))
        why = "" if row is None else _reason(row)
        self._reason.setText(why)
        self._reason.setVisible(bool(why))
        self._show_default(row)
        self._show_other_detector(row)
        self._sanity.show_check(None if row is None else row.check)

    def _show_default(self, row: Row | None) -> None:
        star = "" if row is None else Face(row, utc=False).icon(1)
        self.default.setVisible(bool(star))
        if row is not None and star:
            asked = row.proposal.decisions.makes_default(row.path)
            self.default.setChecked(star == "star")
            self.default.setEnabled(asked or star != "star")
            self.default.setIcon(icon(star))
            self.default.setToolTip("" if asked or star != "star" else _COMES_ALONG)

    def _show_other_detector(self, row: Row | None) -> None:
        whole = row is not None and row.kind is ItemKind.HEAD
        item = row.item if row is not None and whole else None
        allowed = row is not None and whole and row.proposal.decisions.other_detector
        refused = item is not None and item.refusal is Refusal.DETECTOR
        self.other_detector.setVisible(refused or allowed)
        self.other_detector.setChecked(allowed)

    @pyqtSlot()
    def _on_other_detector(self) -> None:
        if self._row is not None:
            self.otherDetectorToggled.emit(self._row)

    @pyqtSlot()
    def _on_default(self) -> None:
        if self._row is not None:
            self.defaultToggled.emit(self._row)


_RESTORE = (
    "In the window: cancel here, select the detector there, and restore it in the dock "
    "“Deleted”. If it is you who has just taken it back, do that again instead (Ctrl+Shift+Z)."
)
_COMES_ALONG = "It is the default of a range that is new there, and stays it."


def _title(row: Row, *, utc: bool) -> str:
    above: list[str] = []
    one: Row | None = row
    while one is not None and one.parent is not None:
        above.append(Face(one, utc=utc).text(0))
        one = one.parent
    return " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} ".join(reversed(above)) or Face(
        row, utc=utc
    ).text(0)


def _reason(row: Row) -> str:
    """Return why it stands as it does, and what to do about what was deleted there."""
    item = row.item
    if item is None or row.left_out:
        return ""
    if item.refusal is Refusal.DELETED and item.reason.endswith("'dcs restore')."):
        return f"{item.reason}\n{_RESTORE}"
    return reason(item)


def _facts(row: Row, *, utc: bool) -> list[str]:
    """Return lines of what is known of a row."""
    item, facts = row.item, []
    if row.left_out:
        return ["It is left out. Put a check mark before it to take it."]
    if row.parent is None:
        facts += [f"From {row.proposal.source}", f"to {row.proposal.destination}"]
    if item is None:
        return facts
    if item.kind is ItemKind.RANGE and item.begin_ns is not None:
        begin, end = shown(item.begin_ns, utc=utc), end_shown(item.end_ns, utc=utc)
        facts.append(f"Valid from {begin} to {end}.")
    if item.kind is ItemKind.VERSION and item.tsvers_ns is not None:
        facts.append(f"Produced {shown(item.tsvers_ns, utc=utc)}.")
    if item.state is State.IDENTICAL:
        facts.append("The same is there already.")
    elif does := Face(row, utc=utc).text(3):
        facts.append(f"What is done: {does}.")
    return facts
