"""Why somebody may write somewhere, or not: the system's rights and the access files together."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from dcsgui.core.actions.access import access_of_directory, access_of_file, access_of_place
from dcsgui.core.actions.answers.access_reports import (
    AccessFile,
    AccessReport,
    AccessRule,
    PathRights,
    RoleFor,
)
from dcsgui.core.actions.answers.listings import Access
from dcsgui.core.actions.opening import to_look
from dcsgui.core.files.access_rules import AccessRules, Rule, rules_of
from dcsgui.core.files.rights import current_groups, current_user, owner_and_group
from dcsgui.core.files.small_files import read_small
from dcsgui.core.objects.arguments import path_of
from dcsgui.core.objects.permissions import Detector, permissions_of, role_of, who_may
from dcsgui.core.values.errors import BadValue, DCError
from dcsgui.core.values.names import KNOWN_CTYPES
from dcsgui.core.values.roles import Need, Role

__all__ = ["report"]

LONGEST = 2**16
"""Bytes of an access file that are shown."""

READ_ONLY = "read-only: "

MAY, MAY_MORE = "Who may:", "Who may do more:"


def report(path: str) -> AccessReport:
    """Say what you may do with a detector file or in a place, and why not more.

    Parameters
    ----------
    path : str
        A detector file or a calib directory; it need not exist.

    Raises
    ------
    BadValue
        If it is no path.
    """
    place = Path(path_of(path, "What is asked about")).absolute()
    if place.is_dir():
        return _of_place(str(place))
    return _of_file(str(place))


def _of_place(path: str) -> AccessReport:
    rules = rules_of(((path,),))
    detector: Detector = (None, None)
    roles = tuple(_roles(rules, detector, KNOWN_CTYPES))
    access = access_of_place(path)
    rights = (_rights(path, "directory", access_of_directory(path)),)
    return _report(path, "", access, rights, _files(rules, detector), roles)


def _of_file(path: str) -> AccessReport:
    permissions = permissions_of(path)
    rules, detector = permissions.rules(), permissions.detector
    directory = _nearest(str(PurePath(path).parent))
    around = access_of_directory(directory)
    access, rights = around, []
    if os.path.lexists(path):
        access = _access(path, around)
        rights.append(_rights(path, "detector file", _by_system(path, around)))
    elif around.writable and (closed := permissions.closed()):
        access = Access(writable=False, reason=f"{READ_ONLY}{closed}")
    rights.append(_rights(directory, "directory", around))
    roles = tuple(_roles(rules, detector, _ctypes(path)))
    name = "-".join(part for part in detector if part)
    return _report(path, name, access, tuple(rights), _files(rules, detector), roles)


def _report(
    path: str,
    detname: str,
    access: Access,
    rights: tuple[PathRights, ...],
    files: tuple[AccessFile, ...],
    roles: tuple[RoleFor, ...],
) -> AccessReport:
    return AccessReport(
        path=path,
        detname=detname,
        user=current_user(),
        groups=tuple(sorted(current_groups())),
        writable=access.writable,
        why=_why(access, roles),
        who=_who(access, rights, files, roles),
        rights=rights,
        files=files,
        roles=roles,
    )


def _why(access: Access, roles: Sequence[RoleFor]) -> str:
    if not access.writable:
        why = access.reason.removeprefix(READ_ONLY).partition(f" {MAY}")[0]
        return _ended(f"You can't write here: {why}")
    lowest = min((Role.of(one.role) for one in roles), default=Role.ADMIN)
    highest = max((Role.of(one.role) for one in roles), default=Role.ADMIN)
    if lowest is Role.ADMIN:
        return "You can write here, and do all that there is to do."
    may = "; ".join(role.may for role in Role if Role.READER < role <= lowest)
    words = f"You can write here: {may or 'some types only'}."
    if lowest < highest:
        return f"{words} For some types you may do more."
    refused = "; ".join(role.may for role in Role if role > lowest)
    return f"{words} You may not: {refused}."


def _who(
    access: Access,
    rights: tuple[PathRights, ...],
    files: tuple[AccessFile, ...],
    roles: tuple[RoleFor, ...],
) -> str:
    """Say who may, if somebody else has to be asked."""
    system = next((one for one in rights if not one.writable), None)
    if system is not None and not access.writable:
        return f"Ask {system.owner or 'its owner'}, the owner of {system.path}, or work on a copy."
    broken = next((one for one in files if one.problem), None)
    if broken is not None:
        return f"Whoever wrote {broken.path} has to put it right."
    if not access.writable:
        _, told, who = access.reason.partition(MAY)
        return _ended(f"{told}{who}") if told else ""
    who = next((one.who_else for one in roles if one.who_else), "")
    return who.replace(MAY, MAY_MORE, 1)


def _access(path: str, directory: Access) -> Access:
    try:
        return access_of_file(path, directory, Path(path).stat())
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        return Access(writable=False, reason=f"{READ_ONLY}{path}: {reason}")


def _by_system(path: str, directory: Access) -> Access:
    """Tell what the system alone says of a file."""
    access = _access(path, directory)
    if access.writable or not os.access(path, os.W_OK):
        return access
    links = Path(path).stat().st_nlink > 1 or not directory.writable
    return access if links else Access(writable=True)


def _rights(path: str, what: str, access: Access) -> PathRights:
    reason = "" if access.writable else _ended(access.reason)
    try:
        status = Path(path).stat()
    except OSError:
        return PathRights(path, what, exists=False, writable=access.writable, reason=reason)
    owner, group = owner_and_group(status)
    mode = f"{stat.S_IMODE(status.st_mode):04o}"
    return PathRights(
        path,
        what,
        exists=True,
        writable=access.writable,
        owner=owner,
        group=group,
        mode=mode,
        reason=reason,
    )


def _nearest(directory: str) -> str:
    """Return a directory, or the nearest one around it that there is."""
    path = Path(directory)
    return str(next(one for one in (path, *path.parents) if one.exists()))


def _files(rules: Sequence[AccessRules], detector: Detector) -> tuple[AccessFile, ...]:
    return tuple(
        AccessFile(
            one.path,
            _text(one.path),
            one.problem,
            tuple(_rule(number, rule, detector) for number, rule in enumerate(one.rules, 1)),
        )
        for one in rules
    )


def _rule(number: int, rule: Rule, detector: Detector) -> AccessRule:
    return AccessRule(
        number=number,
        role=rule.role.word,
        users=rule.users,
        groups=rule.groups,
        dettype=rule.dettype,
        detid=rule.detid,
        ctype=rule.ctype,
        yours=rule.is_for(current_user(), current_groups()),
        here=rule.covers(*detector, None),
    )


def _text(path: str) -> str:
    try:
        return read_small(path, LONGEST).decode("utf-8", "replace")
    except BadValue:
        return ""


def _roles(
    rules: Sequence[AccessRules], detector: Detector, ctypes: Sequence[str]
) -> Iterator[RoleFor]:
    for ctype in ("", *sorted(ctypes)):
        roles = [Role.READER if one.problem else role_of(one, *detector, ctype) for one in rules]
        role = min(roles, default=Role.ADMIN)
        may = tuple(one.may for one in Role if one <= role)
        yield RoleFor(ctype, role.word, may, _who_else(rules, detector, ctype, role))


def _who_else(rules: Sequence[AccessRules], detector: Detector, ctype: str, role: Role) -> str:
    """Say who may do what the role does not."""
    if role >= Role.CURATOR:
        return ""
    for one in rules:
        if one.problem:
            continue
        if role_of(one, *detector, ctype) < Role.CURATOR:
            return who_may(one, detector, Need(Role.CURATOR, ctype))
    return ""


def _ctypes(path: str) -> tuple[str, ...]:
    """Return the types of a file; those that everybody knows if it has none, or can't be read."""
    try:
        store = to_look(path)
        with store.opened():
            found = tuple(store.ctypes())
    except DCError:
        found = ()
    return found or KNOWN_CTYPES


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(".") else f"{sentence}."
