"""The main window: its parts, and what connects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt5.QtCore import Qt, QTimer, pyqtSignal, pyqtSlot
from PyQt5.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PyQt5.QtWidgets import QDialog, QDockWidget, QMainWindow

from dcsgui.gui.carrying.carrying import Carrying
from dcsgui.gui.editing.parameters import ParameterEditing
from dcsgui.gui.icons import icon
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.models.tree_rows import Branch, Kind
from dcsgui.gui.picture.loading import Loading
from dcsgui.gui.records.records import Records
from dcsgui.gui.surroundings import spare_collections
from dcsgui.gui.transfer.transferring import Transferring
from dcsgui.gui.undo.changes import Changes
from dcsgui.gui.window.access_report import AccessReports
from dcsgui.gui.window.action_specs import Needs
from dcsgui.gui.window.actions import Actions
from dcsgui.gui.window.closing import Closing
from dcsgui.gui.window.commands import Commands
from dcsgui.gui.window.defaulting import Defaulting
from dcsgui.gui.window.exporting import Exporting
from dcsgui.gui.window.late import Late, LateState
from dcsgui.gui.window.menus import Menus
from dcsgui.gui.window.opening import Opening
from dcsgui.gui.window.parts import Parts
from dcsgui.gui.window.picturing import Picturing
from dcsgui.gui.window.remembering import places_of, put_back, put_back_tree, remembered
from dcsgui.gui.window.settings import Settings
from dcsgui.gui.window.showing import Showing
from dcsgui.gui.window.telling import Telling
from dcsgui.gui.window.theme import Theme
from dcsgui.gui.window.trouble import TroublePanel
from dcsgui.gui.window.validity import ValidAtTime
from dcsgui.gui.window.watching_others import WatchingOthers

if TYPE_CHECKING:
    from dcsgui.gui.deleting.deleting import Deleting
    from dcsgui.gui.structure.aliases import AliasEditing
    from dcsgui.gui.structure.structure import Structure

LATE_MS = 60
"""What is large is loaded this long after the window is up: first it answers."""

SOON = (
    "dcsgui.gui.structure.structure",
    "dcsgui.gui.structure.aliases",
    "dcsgui.gui.deleting.deleting",
    "dcsgui.gui.editing.many",
    "dcsgui.gui.transfer.dialog",
)
"""What dialogs and docks need is loaded after the picture, so that they are there at once."""


class MainWindow(QMainWindow):
    """A window on detector files, with a worker process and an undo stack of its own.

    Parameters
    ----------
    jobs : Jobs
        Its worker; ended with the window.
    settings : Settings
        What is remembered from window to window.
    theme : Theme
        Of the application.

    Signals
    -------
    newWindowAsked(MainWindow)
    demonstrationAsked()
        A person wants another window like this one, or the demonstration.
    closed(MainWindow)
    """

    newWindowAsked = pyqtSignal(object)
    demonstrationAsked = pyqtSignal()
    closed = pyqtSignal(object)

    def __init__(self, jobs: Jobs, settings: Settings, theme: Theme) -> None:
        super().__init__()
        self.setWindowIcon(icon("dcsgui"))
        self.jobs, self.theme = jobs, theme
        jobs.setParent(self)
        self.parts = Parts(self, jobs)
        self.carrier = Jobs(self, environment=jobs.environment, marked=jobs.marked)
        self.changes = Changes(jobs, self, carrier=self.carrier)
        self.showing = Showing(self.parts, jobs, self)
        self.opening = Opening(self.parts, jobs, self)
        self.picturing = Picturing(self.parts, jobs, self)
        self.defaulting = Defaulting(self, jobs, parts=self.parts, changes=self.changes)
        self.exporting = Exporting(
            self, jobs, parts=self.parts, showing=self.showing, picturing=self.picturing
        )
        self.validity = ValidAtTime(self.parts, self.showing, jobs)
        self.transferring = Transferring(self)
        self.carrying = Carrying(self)
        self.parameter_editing = ParameterEditing(self)
        self._structure = Late(self._make_structure)
        self.late_deleting = LateState(self._make_deleting)
        self.deleted_dock = self.parts.add_dock(self, "Deleted", self.late_deleting.get)
        self._aliases = Late(self._make_alias_editing)
        self.aliases_dock = self.parts.add_dock(self, "Aliases", self._aliases.get)
        self.records = Records(self)
        self.access_report = AccessReports(self)
        self.watching_others = WatchingOthers(self)
        self.commands = Commands(self)
        self.actions_ = Actions(self, self.commands)
        self.menus = Menus(
            self, self.actions_, parts=self.parts, opening=self.opening, theme=theme
        )
        self.telling = Telling(
            self.parts.banner,
            self.changes,
            undo=self.actions_["undo"],
            redo=self.actions_["redo"],
        )
        self.trouble = TroublePanel()
        self._trouble_dock = self._hidden_dock("Unexpected errors", self.trouble)
        self.closing = Closing(self)
        self._state_known = QTimer(self)
        self._state_known.setSingleShot(True)
        self._connect()
        self.setAcceptDrops(True)
        self.parts.size(self)
        self.settings, self._was = settings, settings.load()
        put_back(self, self._was)
        self._trouble_dock.hide()  # those of the last time are over
        self._on_state_changed()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Load what is large once the window is up."""
        super().showEvent(event)
        if self.focusWidget() is None:
            self.parts.focus_first()
        for late in (self.picturing.load, self.theme.listen, spare_collections):
            QTimer.singleShot(LATE_MS, late)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:
        """Let files and directories in, wherever they are dropped."""
        self.parts.places.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent | None) -> None:
        """Open what was dropped."""
        self.parts.places.dropEvent(event)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        """Remember what the window was like, and end its worker; after a change that waits."""
        if event is not None and not self.closing.may_close():
            event.ignore()
            return
        for dialog in self.findChildren(QDialog):
            dialog.close()  # it would stay behind alone; what was typed in it is remembered
        self.settings.save(remembered(self))
        self.jobs.close()
        self.carrier.close()
        super().closeEvent(event)
        self.closed.emit(self)

    def restore_places(self) -> None:
        """Open the places that were open last; at the first start, the configured ones."""
        places = places_of(self._was)
        for place in places:
            self.parts.places.add_place(place)
        if places:
            put_back_tree(self, self._was)
        else:
            self.opening.open_repository_if_there()

    def is_quiet(self) -> bool:
        """Tell whether all that was asked for is there and shown."""
        busy = self.jobs.busy or self.carrier.busy or self.changes.busy
        return self.picturing.panel is not None and not busy

    @property
    def structure(self) -> Structure:
        """Makes and changes detectors, types, ranges and versions."""
        return self._structure.get()

    @property
    def alias_editing(self) -> AliasEditing:
        """Edits the aliases of the current place."""
        return self._aliases.get()

    @property
    def deleting(self) -> Deleting:
        """Deletes what is selected, purges and repacks."""
        return self.late_deleting.get()

    def show_utc(self, *, utc: bool) -> None:
        """Show times in UTC, or in local time."""
        parts = self.parts
        for panel in (parts.places, parts.versions, parts.moment_box, parts.history):
            panel.set_utc(utc=utc)
        for dock in parts.late_docks:
            dock.set_utc(utc=utc)

    def _make_structure(self) -> Structure:
        from dcsgui.gui.structure.structure import Structure

        return Structure(self)

    def _make_alias_editing(self) -> AliasEditing:
        from dcsgui.gui.structure.aliases import AliasEditing

        return AliasEditing(self)

    def _make_deleting(self) -> Deleting:
        from dcsgui.gui.deleting.deleting import Deleting

        return Deleting(self)

    def _connect(self) -> None:
        telling, empty = self.telling, self.parts.empty
        self.showing.nodeChanged.connect(self._on_state_changed)
        self.showing.versionChanged.connect(self._on_state_changed)
        self.showing.versionChanged.connect(self.picturing.show_version)
        self.changes.busyChanged.connect(self._on_state_changed)
        self.changes.stack.indexChanged.connect(self._on_state_changed)
        self.changes.changed.connect(self.showing.refresh)
        self.parts.places.placesChanged.connect(self._on_state_changed)
        self.parts.places.model.branchFilled.connect(self._on_branch_filled)
        self._state_known.timeout.connect(self._on_state_changed)
        self.parts.places.problemShown.connect(telling.warn_about)
        self.parts.places.placeDropped.connect(self.opening.open_place)
        self.parts.places.openAsked.connect(self.commands.open_directory)
        self.opening.failed.connect(telling.fail_to_open)
        self.picturing.loaded.connect(Loading(SOON, self).start)
        self.picturing.saveAsked.connect(self._on_save_asked)
        self.exporting.failed.connect(telling.fail)
        self.exporting.done.connect(telling.note)
        self.defaulting.refused.connect(telling.note)
        for cancel in (self.changes.cancel_all, self.jobs.cancel_all, self.carrier.cancel_all):
            self.parts.activity.cancelAsked.connect(cancel)
        self.parts.activity.add_jobs(self.carrier)
        for jobs in (self.jobs, self.carrier):
            jobs.warned.connect(self._on_warned)
            jobs.workerReplaced.connect(telling.note)
        self.carrier.fileMarked.connect(self.jobs.fileMarked)
        self.jobs.fileMarked.connect(self._on_file_marked)
        self.theme.changed.connect(self._on_theme_changed)
        self.trouble.troubleShown.connect(self._on_trouble_shown)
        self.trouble.closeAsked.connect(self._trouble_dock.hide)
        empty.directoryAsked.connect(self.commands.open_directory)
        empty.fileAsked.connect(self.commands.open_file)
        empty.experimentAsked.connect(self.commands.open_experiment)
        empty.demonstrationAsked.connect(self.demonstrationAsked)

    def _hidden_dock(self, title: str, widget: TroublePanel) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(title.lower())
        dock.setWidget(widget)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        self.tabifyDockWidget(self.parts.docks[-1], dock)
        dock.hide()
        self.parts.docks[1].raise_()
        return dock

    @pyqtSlot(object)
    def _on_branch_filled(self, branch: Branch) -> None:
        """Look what makes sense now, once for all that comes together."""
        if branch.failure is None and branch.kind in (Kind.PLACE, Kind.FILE):
            self.telling.forget_about(branch.key)
        self._state_known.start(0)

    @pyqtSlot()
    def _on_state_changed(self) -> None:
        """Enable what makes sense now, and say in the title what is shown."""
        node, stack = self.showing.node, self.changes.stack
        self.actions_.enable(self._present())
        self.actions_["undo"].setText(f"&Undo {stack.undoText()}".strip())
        self.actions_["redo"].setText(f"&Redo {stack.redoText()}".strip())
        shown = [] if node is None else ["/".join((node.detname, *node.path[:1]))]
        self.setWindowTitle(" \N{EN DASH} ".join([*shown, "dcsgui"]))

    def _present(self) -> Needs:
        """Tell what is there for actions to act on."""
        showing, stack, places = self.showing, self.changes.stack, self.parts.places
        node = showing.node
        contents = None if node is None else places.contents(node.file)
        there = {
            Needs.PLACE: places.current_place() is not None,
            Needs.NODE: node is not None,
            Needs.RANGE: showing.range is not None,
            Needs.VERSION: showing.version is not None,
            Needs.WRITABLE: contents is None or contents.access.writable,
            Needs.UNDO: stack.canUndo() and not self.changes.busy,
            Needs.REDO: stack.canRedo() and not self.changes.busy,
            Needs.TROUBLE: bool(self.jobs.marked) or places.has_trouble(),
        }
        present = Needs.NOTHING
        for need in (need for need, is_there in there.items() if is_there):
            present |= need
        return present

    @pyqtSlot()
    def _on_trouble_shown(self) -> None:
        self._trouble_dock.show()
        self._trouble_dock.raise_()

    @pyqtSlot(str)
    def _on_save_asked(self, name: str) -> None:
        self.actions_[name].trigger()

    @pyqtSlot(str, str)
    def _on_warned(self, path: str, sentence: str) -> None:
        del path
        self.telling.warn(sentence)

    @pyqtSlot(str, str)
    def _on_file_marked(self, path: str, reason: str) -> None:
        self.telling.warn_about(reason, path)
        self._on_state_changed()

    @pyqtSlot()
    def _on_theme_changed(self) -> None:
        self.actions_.renew_icons()
