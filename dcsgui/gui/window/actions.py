"""All that a person can do in the window: one table of actions, made once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Flag, auto

from PyQt5.QtCore import QObject, Qt
from PyQt5.QtGui import QKeySequence
from PyQt5.QtWidgets import QAction, QWidget

from dcsgui.gui.icons import icon


class Needs(Flag):
    """What has to be there for an action to make sense."""

    NOTHING = 0
    PLACE = auto()
    NODE = auto()
    RANGE = auto()
    VERSION = auto()
    WRITABLE = auto()
    UNDO = auto()
    REDO = auto()
    TROUBLE = auto()


class Menu:
    """The menus, in their order."""

    FILE = "&File"
    EDIT = "&Edit"
    VIEW = "&View"
    PICTURE = "&Picture"
    HELP = "&Help"


MENUS = (Menu.FILE, Menu.EDIT, Menu.VIEW, Menu.PICTURE, Menu.HELP)


@dataclass(frozen=True, slots=True)
class Spec:
    """An action.

    Attributes
    ----------
    id : str
        What it is called in the program; the slot is found by it.
    text : str
        In menus.
    menu : str
    keys : str
        Shortcut in portable form, "" for none.
    tip : str
        One sentence, for tool tip and status bar.
    icon : str
        Name of an icon, "" for none.
    needs : Needs
    checkable : bool
    break_after : bool
        A separator follows in the menu.
    """

    id: str
    text: str
    menu: str
    keys: str = ""
    tip: str = ""
    icon: str = ""
    needs: Needs = Needs.NOTHING
    checkable: bool = False
    break_after: bool = False


SPECS = (
    Spec("open_file", "&Open file…", Menu.FILE, "Ctrl+O", "Open detector files.", "open"),
    Spec(
        "open_directory",
        "Open &directory…",
        Menu.FILE,
        "Ctrl+Shift+O",
        "Open a calibration directory, with all detectors in it.",
        "folder",
    ),
    Spec(
        "open_experiment",
        "Open e&xperiment…",
        Menu.FILE,
        "Ctrl+E",
        "Open the calibrations of an experiment, by its name.",
        "experiment",
    ),
    Spec(
        "open_repository",
        "Open &repository",
        Menu.FILE,
        "Ctrl+R",
        "Open the repository of the configuration.",
        "repository",
        break_after=True,
    ),
    Spec(
        "save_constants",
        "&Save constants…",
        Menu.FILE,
        "Ctrl+S",
        "Save the constants that are shown: .npy, or text with full precision.",
        needs=Needs.VERSION,
    ),
    Spec(
        "save_shown",
        "Save this gain &mode…",
        Menu.FILE,
        "",
        "Save only the gain mode, or slice, that is shown.",
        needs=Needs.VERSION,
    ),
    Spec(
        "save_picture",
        "Save &picture…",
        Menu.FILE,
        "Ctrl+Shift+S",
        "Save the picture as it is seen, as .png.",
        "camera",
        needs=Needs.VERSION,
    ),
    Spec(
        "save_history",
        "Save &history…",
        Menu.FILE,
        "",
        "Save the history that is shown, as text.",
        needs=Needs.NODE,
        break_after=True,
    ),
    Spec("new_window", "&New window", Menu.FILE, "Ctrl+N", "Open another window."),
    Spec(
        "close_place",
        "&Close place",
        Menu.FILE,
        "Ctrl+W",
        "Take the selected place out of the window; nothing happens to its files.",
        needs=Needs.PLACE,
        break_after=True,
    ),
    Spec("quit", "&Quit", Menu.FILE, "Ctrl+Q", "Close all windows."),
    Spec("undo", "&Undo", Menu.EDIT, "Ctrl+Z", "Take back the last change.", "undo", Needs.UNDO),
    Spec(
        "redo",
        "&Redo",
        Menu.EDIT,
        "Ctrl+Shift+Z",
        "Do the change again that was taken back last.",
        "redo",
        Needs.REDO,
        break_after=True,
    ),
    Spec(
        "make_default",
        "Make &default",
        Menu.EDIT,
        "Ctrl+D",
        "Make the selected version the default of its range.",
        "star",
        Needs.VERSION | Needs.WRITABLE,
    ),
    Spec(
        "release_default",
        "R&elease default",
        Menu.EDIT,
        "Ctrl+Shift+D",
        "Let the version that was added last answer again (auto).",
        "star-outline",
        Needs.RANGE | Needs.WRITABLE,
        break_after=True,
    ),
    Spec(
        "copy_snippet",
        "Copy &Python snippet",
        Menu.EDIT,
        "Ctrl+Shift+C",
        "Copy Python text that loads these constants.",
        "copy",
        Needs.VERSION,
    ),
    Spec(
        "copy_picture",
        "Copy p&icture",
        Menu.EDIT,
        "Ctrl+Alt+C",
        "Copy the picture as it is seen.",
        needs=Needs.VERSION,
    ),
    Spec(
        "copy_name",
        "Copy na&me",
        Menu.EDIT,
        "",
        "Copy detector/type/range/version.",
        needs=Needs.NODE,
    ),
    Spec("refresh", "&Refresh", Menu.VIEW, "F5", "Look at all files again.", "refresh"),
    Spec(
        "try_again",
        "Try a&gain",
        Menu.VIEW,
        "Ctrl+F5",
        "Open a file again that could not be read.",
        needs=Needs.TROUBLE,
        break_after=True,
    ),
    Spec(
        "utc",
        "Times in &UTC",
        Menu.VIEW,
        "Ctrl+U",
        "Show times in UTC instead of local time.",
        checkable=True,
        break_after=True,
    ),
    Spec("go_places", "Go to &places", Menu.VIEW, "Ctrl+1", "Move the keyboard to the places."),
    Spec("go_versions", "Go to &versions", Menu.VIEW, "Ctrl+2", "Move the keyboard to the table."),
    Spec("go_picture", "Go to pi&cture", Menu.VIEW, "Ctrl+3", "Move the keyboard to the picture."),
    Spec(
        "go_filter",
        "&Filter versions",
        Menu.VIEW,
        "Ctrl+F",
        "Type what versions to show.",
        "search",
    ),
    Spec(
        "go_moment",
        "Valid &at…",
        Menu.VIEW,
        "Ctrl+T",
        "Type a time, to see which constants are valid then.",
        "valid",
    ),
    Spec(
        "version_before",
        "Version &before",
        Menu.VIEW,
        "Ctrl+Up",
        "Show the row above.",
        needs=Needs.NODE,
    ),
    Spec(
        "version_after",
        "Version af&ter",
        Menu.VIEW,
        "Ctrl+Down",
        "Show the row below.",
        needs=Needs.NODE,
        break_after=True,
    ),
    Spec(
        "gain_before",
        "&Gain mode before",
        Menu.PICTURE,
        "[",
        "Show the gain mode before this one.",
        needs=Needs.VERSION,
    ),
    Spec(
        "gain_after",
        "Gain mode &after",
        Menu.PICTURE,
        "]",
        "Show the gain mode after this one.",
        needs=Needs.VERSION,
        break_after=True,
    ),
    Spec(
        "panel_before",
        "Panel &before",
        Menu.PICTURE,
        "Ctrl+[",
        "Show the panel before alone; from all panels the last.",
        needs=Needs.VERSION,
    ),
    Spec(
        "panel_after",
        "Panel af&ter",
        Menu.PICTURE,
        "Ctrl+]",
        "Show the panel after alone; from all panels the first.",
        needs=Needs.VERSION,
    ),
    Spec(
        "panels_all",
        "All &panels",
        Menu.PICTURE,
        "Ctrl+P",
        "Show all panels.",
        needs=Needs.VERSION,
        break_after=True,
    ),
    Spec(
        "reset_view",
        "&Fit",
        Menu.PICTURE,
        "Ctrl+0",
        "Show the whole picture, and the whole histogram.",
        needs=Needs.VERSION,
    ),
    Spec("reset_layout", "Reset la&yout", Menu.VIEW, "", "Put all parts where they were first."),
    Spec("shortcuts", "&Shortcuts", Menu.HELP, "F1", "List all shortcuts.", "help"),
    Spec("about", "&About dcsgui", Menu.HELP, "", "Versions and licence."),
)


class Actions:
    """The actions of a window, by id.

    Parameters
    ----------
    window : QWidget
        Owns them.
    slots : QObject
        Has a method for each id, called when it is triggered; with the state if `checkable`.
    """

    def __init__(self, window: QWidget, slots: QObject) -> None:
        self._made = {spec.id: _made(spec, window) for spec in SPECS}
        for spec in SPECS:
            signal = self[spec.id].toggled if spec.checkable else self[spec.id].triggered
            signal.connect(getattr(slots, spec.id))
            window.addAction(self[spec.id])

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._made.values())

    def of_menu(self, menu: str) -> Iterator[tuple[Spec, QAction]]:
        """Iterate over the actions of a menu, in order."""
        return ((spec, self[spec.id]) for spec in SPECS if spec.menu == menu)

    def enable(self, present: Needs) -> None:
        """Enable what makes sense, by what is there."""
        for spec in SPECS:
            self[spec.id].setEnabled(spec.needs in present)

    def renew_icons(self) -> None:
        """Draw the icons anew, in the colours of another palette."""
        for spec in SPECS:
            if spec.icon:
                self[spec.id].setIcon(icon(spec.icon))


def _made(spec: Spec, window: QWidget) -> QAction:
    action = QAction(spec.text, window)
    action.setObjectName(spec.id)
    action.setIconText(spec.text.replace("&", "").rstrip("\N{HORIZONTAL ELLIPSIS}"))
    action.setCheckable(spec.checkable)
    if spec.icon:
        action.setIcon(icon(spec.icon))
    if spec.keys:
        action.setShortcut(QKeySequence(spec.keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setStatusTip(spec.tip)
    keys = f" ({action.shortcut().toString(QKeySequence.NativeText)})" if spec.keys else ""
    action.setToolTip(f"{spec.tip}{keys}")
    return action
