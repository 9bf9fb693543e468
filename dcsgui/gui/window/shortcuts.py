"""The list of all that can be done in the window, with the keys for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PyQt5.QtCore import QSortFilterProxyModel, Qt
from PyQt5.QtGui import QKeySequence, QStandardItem, QStandardItemModel
from PyQt5.QtWidgets import (
    QAction,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QMenuBar,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from dcsgui.gui.window.texts import copy_text

__all__ = ["ShortcutsDialog", "actions_of"]

_COLUMNS = ("What", "Keys", "What it does")
_SEARCHED = Qt.ItemDataRole.UserRole + 1


class ShortcutsDialog(QDialog):
    """All actions by menu, with their keys and what they do; it stays open beside the work.

    Parameters
    ----------
    actions
        For each menu its actions; see `actions_of`.
    """

    def __init__(
        self, actions: Mapping[str, Iterable[QAction]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keyboard shortcuts")
        self._model = _model_of(actions, self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self._model)
        self._shown.setRecursiveFilteringEnabled(True)
        self._shown.setFilterRole(_SEARCHED)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._filter = QLineEdit(self)
        self._filter.setClearButtonEnabled(True)
        self._filter.setPlaceholderText("Filter: words of the action, or keys such as Ctrl+D")
        self._filter.setAccessibleName("Filter")
        self._filter.textChanged.connect(self._on_filter_changed)
        self._view = _make_view(self._shown, self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton("&Copy as text", QDialogButtonBox.ButtonRole.ActionRole)
        if copy is not None:
            copy.setAutoDefault(False)
            copy.clicked.connect(self._on_copy_clicked)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._filter)
        layout.addWidget(self._view, 1)
        layout.addWidget(buttons)
        self.resize(760, 600)
        self._spread()

    def as_text(self) -> str:
        """Return what is shown as text in columns."""
        lines = []
        for place in range(self._shown.rowCount()):
            menu = self._shown.index(place, 0)
            lines += ["", str(menu.data())]
            for row in range(self._shown.rowCount(menu)):
                what, keys, does = (
                    str(self._shown.index(row, column, menu).data() or "")
                    for column in range(len(_COLUMNS))
                )
                lines.append(f"    {keys:<22} {what:<30} {does}".rstrip())
        return "\n".join(lines[1:]) + "\n"

    def _spread(self) -> None:
        """Open all menus, their names across all columns."""
        self._view.expandAll()
        for place in range(self._shown.rowCount()):
            self._view.setFirstColumnSpanned(place, self._view.rootIndex(), True)

    def _on_filter_changed(self, text: str) -> None:
        self._shown.setFilterFixedString(text)
        self._spread()

    def _on_copy_clicked(self) -> None:
        copy_text(self.as_text())


def actions_of(menus: QMenuBar) -> dict[str, list[QAction]]:
    """Return the actions of each menu, those of menus in menus too."""
    found = {}
    for action in menus.actions():
        if menu := action.menu():
            found[_plain(action.text())] = list(_in_menu(menu.actions()))
    return found


def _in_menu(actions: Iterable[QAction]) -> Iterable[QAction]:
    for action in actions:
        if menu := action.menu():
            yield from _in_menu(menu.actions())
        elif not action.isSeparator():
            yield action


def _model_of(actions: Mapping[str, Iterable[QAction]], parent: QDialog) -> QStandardItemModel:
    model = QStandardItemModel(0, len(_COLUMNS), parent)
    model.setHorizontalHeaderLabels(_COLUMNS)
    for menu, group in actions.items():
        top = QStandardItem(_plain(menu))
        font = top.font()
        font.setBold(True)
        top.setFont(font)
        for action in group:
            top.appendRow(_row(_plain(menu), action))
        if top.hasChildren():
            model.appendRow(top)
    return model


def _row(menu: str, action: QAction) -> list[QStandardItem]:
    keys = ", ".join(
        key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()
    )
    does = action.statusTip() or action.toolTip()
    what = _plain(action.text())
    texts = (what, keys, "" if does == what else does)
    items = [QStandardItem(text) for text in texts]
    for item in items:
        item.setEditable(False)
        item.setToolTip(item.text())
    items[0].setData(" ".join((menu, *texts)), _SEARCHED)
    return items


def _make_view(model: QSortFilterProxyModel, parent: QWidget) -> QTreeView:
    view = QTreeView(parent)
    view.setModel(model)
    view.setAccessibleName("Actions and their keys")
    view.setAlternatingRowColors(True)
    view.setUniformRowHeights(True)
    view.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
    header = view.header()
    if header is not None:
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setSectionsMovable(False)
    return view


def _plain(text: str) -> str:
    """Return the text of an action without the marks of its keys and its dots."""
    kept = text.replace("&&", "\0").replace("&", "").replace("\0", "&")
    return kept.rstrip("…").removesuffix("...")
