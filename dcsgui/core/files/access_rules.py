"""The access file of a calib directory: who has which role, by detector and type.

``<calib>/access.toml`` refuses mistakes early, with a sentence that says who may. It is no
security boundary: what the operating system allows can be done with other programs::

    [[rule]]
    role = "curator"            # reader, contributor, curator or admin
    users = ["ann", "bob"]      # without `users` and `groups` a rule is for everybody
    groups = ["ps-detectors"]
    dettype = "cspad"           # patterns with * ? [...]; without them all are meant
    detid = "*"
    ctype = "pixel_*"
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from dcsgui.core.files.small_files import read_small, reason_of, toml_entries
from dcsgui.core.values.errors import BadValue, shown
from dcsgui.core.values.roles import Role

__all__ = [
    "ACCESS_FILE",
    "AccessRules",
    "Rule",
    "access_rules",
    "calib_directories",
    "parse_rules",
    "rules_of",
]

ACCESS_FILE = "access.toml"

_LARGEST = 2**20  # bytes; no list of rules is longer
_TICK_NS = 20_000_000  # as for detector files: two changes within a tick look like one
_NAMES = ("users", "groups")
_PATTERNS = ("dettype", "detid", "ctype")

Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """Who has a role, and for what.

    Attributes
    ----------
    role : Role
    users, groups : tuple of str
        Login names and names of groups; a rule without either is for everybody.
    dettype, detid, ctype : str
        Patterns with ``*``, ``?`` and ``[...]``, case kept.
    """

    role: Role
    users: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    dettype: str = "*"
    detid: str = "*"
    ctype: str = "*"

    def covers(self, dettype: str | None, detid: str | None, ctype: str | None) -> bool:
        """Tell whether the rule is about a detector and a type; None is any of them."""
        asked = ((dettype, self.dettype), (detid, self.detid), (ctype, self.ctype))
        return all(
            name is None or pattern == "*" or fnmatchcase(name, pattern) for name, pattern in asked
        )

    def is_for(self, user: str, groups: frozenset[str]) -> bool:
        """Tell whether the rule gives its role to somebody."""
        everybody = not self.users and not self.groups
        return everybody or user in self.users or not groups.isdisjoint(self.groups)


@dataclass(frozen=True, slots=True)
class AccessRules:
    """What an access file says.

    Attributes
    ----------
    path : str
        The access file.
    rules : tuple of Rule
    problem : str
        What is wrong with the file, so that nothing in it counts; "" if nothing is.
    """

    path: str
    rules: tuple[Rule, ...] = ()
    problem: str = ""


_known: dict[str, tuple[Stamp, AccessRules]] = {}


def access_rules(directory: str) -> AccessRules | None:
    """Read the access file of a calib directory, unless it is known and has not changed.

    Returns
    -------
    AccessRules or None
        None if there is none: then the operating system alone decides.
    """
    path = os.path.join(directory, ACCESS_FILE)
    try:
        status = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        broken = os.path.islink(path)
        return AccessRules(path, problem="it is a link that leads nowhere") if broken else None
    except OSError as error:
        return AccessRules(path, problem=reason_of(error))
    stamp = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
    known = _known.get(path)
    if known is not None and known[0] == stamp:
        return known[1]
    rules = _read(path)
    if abs(time.time_ns() - status.st_mtime_ns) > _TICK_NS:
        _known[path] = stamp, rules
    return rules


def calib_directories(file: str, dettype: str) -> tuple[tuple[str, ...], ...]:
    """Say where the access files are that count for a detector file.

    Parameters
    ----------
    file : str
        Its absolute path; it need not exist.
    dettype : str
        Its detector type, which is the name of its directory in a calib directory.

    Returns
    -------
    tuple of tuple of str
        Directories; of each group the first that has an access file counts. There are two groups
        where a link leads to the file, which has a second place then: the rules of both count.

    Examples
    --------
    >>> calib_directories("/data/calib/cspad/cspad-0001.h5", "cspad")
    (('/data/calib',),)
    """
    groups = (_calib_of(name, dettype) for name in (file, os.path.realpath(file)))
    return tuple(dict.fromkeys(groups))


def _calib_of(file: str, dettype: str) -> tuple[str, ...]:
    directory = os.path.dirname(file)
    above = os.path.dirname(directory)
    return (above,) if os.path.basename(directory) == dettype else (directory, above)


def rules_of(directories: tuple[tuple[str, ...], ...]) -> list[AccessRules]:
    """Read the access files of `calib_directories` that are there; none: anything goes."""
    found = []
    for group in directories:
        there = (access_rules(directory) for directory in group)
        first = next((rules for rules in there if rules is not None), None)
        if first is not None:
            found.append(first)
    return found


def _read(path: str) -> AccessRules:
    try:
        return AccessRules(path, parse_rules(read_small(path, _LARGEST)))
    except BadValue as error:
        return AccessRules(path, problem=str(error).rstrip("."))


def parse_rules(data: bytes) -> tuple[Rule, ...]:
    r"""Read the rules of an access file.

    Raises
    ------
    BadValue
        If anything in it can't be understood: a role that is mistyped must not pass for none.

    Examples
    --------
    >>> parse_rules(b'[[rule]]\nrole = "admin"\nusers = ["ann"]')[0].users
    ('ann',)
    """
    entries = toml_entries(data)
    _check_keys(entries, ("rule",), "it")
    rules = entries.get("rule", [])
    if not isinstance(rules, list):
        raise BadValue("its rules have to begin with [[rule]], in two brackets")
    return tuple(_rule(entry, f"rule {number}") for number, entry in enumerate(rules, 1))


def _rule(entry: object, what: str) -> Rule:
    if not isinstance(entry, Mapping):
        raise BadValue(f"{what} has to begin with [[rule]]")
    _check_keys(entry, ("role", *_NAMES, *_PATTERNS), what)
    if "role" not in entry:
        raise BadValue(f"{what} names no role")
    users, groups = (_texts(entry, key, what) for key in _NAMES)
    if not (users or groups) and any(key in entry for key in _NAMES):
        raise BadValue(f"{what} is for nobody; leave out its empty lists, or name somebody")
    dettype, detid, ctype = (_text(entry, key, what, "*") for key in _PATTERNS)
    try:
        role = Role.of(_text(entry, "role", what, ""))
    except BadValue as error:
        raise BadValue(f"in {what}, {error}") from error
    return Rule(role, users, groups, dettype, detid, ctype)


def _check_keys(entries: Mapping[str, Any], known: tuple[str, ...], what: str) -> None:
    for key in entries:
        if key not in known:
            raise BadValue(f"{what} has an entry {shown(key)}; there can be {', '.join(known)}")


def _text(entry: Mapping[str, Any], key: str, what: str, default: str) -> str:
    value = entry.get(key, default)
    if not isinstance(value, str):
        raise BadValue(f"'{key}' of {what} has to be a text, not {shown(value)}")
    return value


def _texts(entry: Mapping[str, Any], key: str, what: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise BadValue(f"'{key}' of {what} has to be a list of names, not {shown(value)}")
    return tuple(value)
