"""The roles that an access file gives, from those who only look to those who may do all."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from dcsgui.core.values.errors import BadValue, shown

__all__ = ["Need", "Role"]


class Role(IntEnum):
    """What somebody may do; each role includes those below it.

    Notes
    -----
    ``interfaces.md``, "Configuration".

    Examples
    --------
    >>> Role.of("curator") > Role.CONTRIBUTOR
    True
    >>> Role.CURATOR.who, Role.CURATOR.may
    ('a curator', 'set defaults, edit metadata, change, delete and restore')
    """

    READER = 0
    CONTRIBUTOR = 1
    CURATOR = 2
    ADMIN = 3

    @classmethod
    def of(cls, text: str) -> Role:
        """Return the role of that name; `BadValue` names those there are."""
        for role in cls:
            if role.word == text:
                return role
        known = ", ".join(role.word for role in cls)
        raise BadValue(f"{shown(text)} is no role; the roles are {known}.")

    @property
    def word(self) -> str:
        """The name that access files have for it."""
        return self.name.lower()

    @property
    def who(self) -> str:
        """How a sentence calls somebody of that role."""
        return f"an {self.word}" if self is Role.ADMIN else f"a {self.word}"

    @property
    def may(self) -> str:
        """What this role adds to those below it, in words."""
        return _MAY[self]


_MAY = {
    Role.READER: "look",
    Role.CONTRIBUTOR: "add types, ranges and versions",
    Role.CURATOR: "set defaults, edit metadata, change, delete and restore",
    Role.ADMIN: "purge, repack, convert and rename",
}


class Need(NamedTuple):
    """What a change asks for.

    Attributes
    ----------
    role : Role
        At least this one.
    ctype : str or None
        For this calibration type; "" for what belongs to no type; None for whichever type.
    """

    role: Role
    ctype: str | None = None
