"""Who may change what, and why somebody may not."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["AccessFile", "AccessReport", "AccessRule", "PathRights", "RoleFor"]


@dataclass(frozen=True, slots=True)
class PathRights:
    """What the operating system says of a file or directory.

    Attributes
    ----------
    path : str
    what : str
        "detector file", "directory", or "file" of something else.
    exists, writable : bool
    owner, group : str
    mode : str
        As in "0664"; "" if it is not there.
    reason : str
        A sentence why it can't be changed; "" if it can.
    """

    path: str
    what: str
    exists: bool
    writable: bool
    owner: str = ""
    group: str = ""
    mode: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AccessRule:
    """A rule of an access file.

    Attributes
    ----------
    number : int
        In its file, from 1.
    role : str
        reader, contributor, curator or admin.
    users, groups : tuple of str
        Whom it is for; both empty: everybody.
    dettype, detid, ctype : str
        Patterns of what it is about; "*" is all.
    yours : bool
        It is for you.
    here : bool
        It is about what was asked for, or a type of it.
    """

    number: int
    role: str
    users: tuple[str, ...]
    groups: tuple[str, ...]
    dettype: str
    detid: str
    ctype: str
    yours: bool
    here: bool

    @property
    def counts(self) -> bool:
        """Whether it gives you its role here."""
        return self.yours and self.here


@dataclass(frozen=True, slots=True)
class AccessFile:
    """An access file that counts.

    Attributes
    ----------
    path : str
    text : str
        What is in it, as it is; "" if it can't be read.
    problem : str
        What is wrong with it, so that nobody may change anything; "" if nothing is.
    rules : tuple of AccessRule
        In their order.
    """

    path: str
    text: str
    problem: str
    rules: tuple[AccessRule, ...]


@dataclass(frozen=True, slots=True)
class RoleFor:
    """Your role for something.

    Attributes
    ----------
    ctype : str
        The calibration type; "" is what belongs to no type: the detector's own parameters,
        aliases, predecessor and successor.
    role : str
        reader, contributor, curator or admin; without access files "admin".
    may : tuple of str
        What you may do, by the rules.
    who_else : str
        A sentence about who may set defaults and edit; "" if you may.
    """

    ctype: str
    role: str
    may: tuple[str, ...]
    who_else: str = ""


@dataclass(frozen=True, slots=True)
class AccessReport:
    """What you may do with a detector file, or in a place, and why not more.

    Attributes
    ----------
    path : str
        Absolute path of the file or directory.
    detname : str
        The detector, by the name of the file; "" of a place.
    user : str
    groups : tuple of str
        Who you are to the system.
    writable : bool
        Whether you may change anything at all.
    why : str
        "Why can't I write here?" in a sentence; where you can: what you may.
    who : str
        A sentence about who may, where somebody else has to be asked; "" otherwise.
    rights : tuple of PathRights
        The file and its directory; of a place the directory.
    files : tuple of AccessFile
        That count; without any the operating system alone decides.
    roles : tuple of RoleFor
        First of the detector itself, then for each known type by name.
    """

    path: str
    detname: str
    user: str
    groups: tuple[str, ...]
    writable: bool
    why: str
    who: str
    rights: tuple[PathRights, ...]
    files: tuple[AccessFile, ...]
    roles: tuple[RoleFor, ...]
