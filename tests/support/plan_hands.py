"""A plan dialog on real files, and what a person does with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt5.QtCore import QModelIndex, Qt
from PyQt5.QtWidgets import QPushButton

from dcsgui.core.actions.answers.plans import ItemKind, Path
from dcsgui.gui.transfer.dialog import PlanDialog
from dcsgui.gui.transfer.dialog_buttons import Page
from dcsgui.gui.transfer.plan_model import Column, PlanModel
from dcsgui.gui.transfer.plan_rows import Row
from dcsgui.gui.transfer.wish import Wish
from hands import hands
from window_hands import Hands

__all__ = ["PlanHands"]


class PlanHands:
    """Two hands on the plan dialog of a window: that of some wishes, or the one that is open.

    Attributes
    ----------
    dialog : PlanDialog
    """

    def __init__(
        self, window_hands: Hands, wishes: Sequence[Wish] = (), *, settle: bool = True
    ) -> None:
        self._hands = window_hands
        window = window_hands.window
        if wishes:
            window.transferring.propose(wishes)
        dialog = window.transferring.dialog
        assert dialog is not None
        self.dialog: PlanDialog = dialog
        if settle:
            self.settle()

    @property
    def model(self) -> PlanModel:
        """The rows of the tree."""
        return self.dialog.page.tree.plans

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        self._hands.wait(condition)

    def settle(self) -> None:
        """Wait until there is a plan, and all is known about it."""
        self.wait(lambda: not any(one.waiting for one in self.dialog.proposals))
        self.wait(lambda: not self._hands.window.carrier.busy)

    # --- the tree

    def row(self, kind: ItemKind, *path: str, number: int = 0) -> Row:
        """Return a row; it has to be there."""
        found = self.model.row_at(self.model.index_of((number, kind, path)))
        assert found is not None, (kind, path, self.model.keys())
        return found

    def index(
        self, kind: ItemKind, path: Path, column: Column = Column.WHAT, *, number: int = 0
    ) -> QModelIndex:
        """Return a cell."""
        return self.model.index_of((number, kind, path), column)

    def text(self, kind: ItemKind, path: Path, column: Column) -> str:
        """Return what a cell shows."""
        return str(self.index(kind, path, column).data() or "")

    def go_to(self, kind: ItemKind, *path: str, number: int = 0) -> None:
        """Click on a row."""
        self._hands.click(
            self.dialog.page.tree, self.index(kind, path, Column.STATE, number=number)
        )

    def press(self, key: Qt.Key) -> None:
        """Press a key in the tree."""
        hands.keyClick(self.dialog.page.tree, key)

    def choose(self, kind: ItemKind, path: Path, policy: object) -> None:
        """Choose what is done about a conflict, with the mouse."""
        self.go_to(kind, *path)
        buttons = self.dialog.page.details.choices.buttons
        button = next(button for one, button in buttons.items() if one is policy)
        button.click()
        self.settle()

    # --- the rest

    def write(self, comment: str) -> None:
        """Type a comment."""
        edit = self.dialog.page.comment
        edit.setFocus()
        hands.keyClicks(edit, comment)

    def click(self, button: QPushButton) -> None:
        """Click on a button, which has to be enabled."""
        assert button.isVisible(), button.text()
        assert button.isEnabled(), f"{button.text()}: {self.dialog.buttons.status.text}"
        hands.mouseClick(button, Qt.MouseButton.LeftButton)

    def apply(self) -> None:
        """Apply, and wait for the summary."""
        self.click(self.dialog.buttons.apply)
        self.wait(lambda: self.page is Page.SUMMARY)

    @property
    def page(self) -> Page:
        """What is seen."""
        return Page(self.dialog.stack.currentIndex())

    @property
    def command(self) -> str:
        """The command lines."""
        return self.dialog.page.command.toPlainText()

    def told(self) -> str:
        """Return what the banner of the dialog says."""
        return "\n".join(message.text for message in self.dialog.banner.messages)

    def close(self) -> None:
        """Close the dialog."""
        self.dialog.close()
        self.wait(lambda: self._hands.window.transferring.dialog is None)
