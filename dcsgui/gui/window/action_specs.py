"""What there is to say about an action: text, shortcut, icon, and when it makes sense."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto

__all__ = ["MENUS", "Menu", "Needs", "Spec"]


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
    CONSTANTS = "&Constants"
    VIEW = "&View"
    PICTURE = "&Picture"
    HELP = "&Help"


MENUS = (Menu.FILE, Menu.EDIT, Menu.CONSTANTS, Menu.VIEW, Menu.PICTURE, Menu.HELP)


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
