"""Who may change what: the access file of the calib directory, asked before every change.

The operating system is asked by `StoreFile.check_changeable`. What is said here comes on top, so
that mistakes are refused early; it is no security boundary.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path as FilePath
from pathlib import PurePath
from typing import Protocol

from dcsgui.core.files.access_rules import AccessRules, Rule, calib_directories, rules_of
from dcsgui.core.files.rights import current_groups, current_user
from dcsgui.core.values.errors import AccessDenied
from dcsgui.core.values.names import DetName
from dcsgui.core.values.roles import Need, Role

__all__ = ["Permissions", "check", "closed_place", "needed", "permissions_of", "refusal"]

Path = tuple[str, ...]

Detector = tuple[str | None, str | None]
"""The dettype and the detid; None is any."""


class Change(Protocol):
    """What is asked of a change; those that there are read files, and this does not."""

    @property
    def path(self) -> Path:
        """The node that it is about, or that it adds."""
        ...

    @property
    def ctype(self) -> str:
        """The calibration type that it is about; "" if it is about none."""
        ...

    @property
    def adds(self) -> bool:
        """Whether it adds the node."""
        ...

    def needs(self) -> Role:
        """Return the role that it asks for."""
        ...


Asked = Change | Need


def needed(change: Change, fresh: Iterable[Path] = ()) -> Need:
    """Say which role a change asks for, and for which type.

    Parameters
    ----------
    change : Change
    fresh : iterable of Path
        What the same transaction has added, the latest first: whoever may add it may also say
        all about it.
    """
    role = change.needs()
    if role > Role.CONTRIBUTOR and _is_below(change.path, fresh):
        role = Role.CONTRIBUTOR
    anywhere = role <= Role.CONTRIBUTOR and not change.ctype
    return Need(role, None if anywhere else change.ctype)


def _is_below(path: Path, fresh: Iterable[Path]) -> bool:
    return any(path[: len(born)] == born for born in fresh)


def refusal(file: str | os.PathLike[str], asked: Iterable[Asked]) -> str:
    """Say why somebody may not make changes of a file, and who may; "" if they may.

    Parameters
    ----------
    file : path
        A detector file, which need not exist.
    asked : iterable of Change or Need
        What is to be done; changes in the order in which they are to be carried out.
    """
    return permissions_of(file).refusal(asked)


def check(file: str | os.PathLike[str], asked: Iterable[Asked]) -> None:
    """Raise `AccessDenied` with the sentence of `refusal`, if there is one."""
    permissions_of(file).check(asked)


def permissions_of(file: str | os.PathLike[str]) -> Permissions:
    """Look up what access files say about a detector file, which need not exist."""
    return Permissions(str(FilePath(file).absolute()))


@dataclass(frozen=True)
class Permissions:
    """What access files say about one detector file.

    Attributes
    ----------
    file : str
        Absolute path of the detector file; it need not exist.
    """

    file: str

    @cached_property
    def detector(self) -> tuple[str, str]:
        """The dettype and the detid, by the name of the file."""
        path = PurePath(self.file)
        stem = path.name.removesuffix(".h5")
        try:
            name = DetName.parse(stem)
        except ValueError:
            return path.parent.name, stem
        return name.dettype, name.detid

    @cached_property
    def _directories(self) -> tuple[tuple[str, ...], ...]:
        return calib_directories(self.file, self.detector[0])

    def rules(self) -> list[AccessRules]:
        """Read the access files that count; none: the operating system alone decides."""
        return rules_of(self._directories)

    def refusal(self, asked: Iterable[Asked], before: Sequence[Change] = ()) -> str:
        """Say why changes are refused, and who may make them; "" if they are not.

        `before` are changes of the same transaction that go before them.
        """
        files = self.rules()
        if not files:
            return ""
        done: list[Change] = []
        for one in asked:
            for rules in files:
                fresh = (change.path for change in _latest_first(before, done) if change.adds)
                if reason := self._refusal(rules, one, fresh):
                    return reason
            if not isinstance(one, Need):
                done.append(one)
        return ""

    def check(self, asked: Iterable[Asked], before: Sequence[Change] = ()) -> None:
        """Raise `AccessDenied` with the sentence of `refusal`, if there is one."""
        if reason := self.refusal(asked, before):
            raise AccessDenied(f"{self.file} can't be changed: {reason}")

    def closed(self) -> str:
        """Say why somebody may change nothing at all in the file; "" if they may something."""
        return self.refusal([Need(Role.CONTRIBUTOR)])

    def _refusal(self, rules: AccessRules, asked: Asked, fresh: Iterable[Path]) -> str:
        if rules.problem:
            return broken(rules)
        dettype, detid = self.detector
        need = asked if isinstance(asked, Need) else needed(asked)
        role = role_of(rules, dettype, detid, need.ctype)
        if role >= need.role:
            return ""
        if not isinstance(asked, Need):
            need = needed(asked, fresh)
            role = role_of(rules, dettype, detid, need.ctype)
        return "" if role >= need.role else _not_you(rules, (dettype, detid), need, role)


def closed_place(directory: str) -> str:
    """Say why somebody may make or change nothing in a calib directory; "" if they may."""
    need = Need(Role.CONTRIBUTOR)
    for rules in rules_of(((directory,),)):
        if rules.problem:
            return broken(rules)
        role = role_of(rules, None, None, need.ctype)
        if role < need.role:
            return _not_you(rules, (None, None), need, role)
    return ""


def _latest_first(before: Sequence[Change], done: Sequence[Change]) -> Iterable[Change]:
    return chain(reversed(done), reversed(before))


def role_of(rules: AccessRules, dettype: str | None, detid: str | None, ctype: str | None) -> Role:
    """Return the highest role that rules give to who runs this program; None is any name."""
    user, groups = current_user(), current_groups()
    mine = (
        rule.role
        for rule in rules.rules
        if rule.is_for(user, groups) and rule.covers(dettype, detid, ctype)
    )
    return max(mine, default=Role.READER)


def broken(rules: AccessRules) -> str:
    """Say that nobody may change anything until an access file is put right."""
    return (
        f"the access file {rules.path} can't be understood: {rules.problem}. Nobody may change "
        f"anything there until it is put right."
    )


def _not_you(rules: AccessRules, detector: Detector, need: Need, role: Role) -> str:
    what = "-".join(name for name in detector if name is not None) or "any detector there"
    if need.ctype:
        what = f"'{need.ctype}' of {what}"
    does = f"do that ({need.role.may})"
    if need.ctype is None:  # asked before it is known what is to be done
        does = f"change anything there (at least {need.role.may})"
    return (
        f"only {need.role.who} of {what} may {does}, and you, {current_user()}, are "
        f"{role.who} by {rules.path}. {who_may(rules, detector, need)}"
    )


def who_may(rules: AccessRules, detector: Detector, need: Need) -> str:
    """Say in a sentence who has a role, by the rules."""
    able = [
        rule
        for rule in rules.rules
        if rule.role >= need.role and rule.covers(*detector, need.ctype)
    ]
    if not able:
        return "By its rules nobody may; ask the owner of that file."
    return f"Who may: {'; '.join(_people(able))}."


def _people(rules: Iterable[Rule]) -> list[str]:
    users = {user: 0 for rule in rules for user in rule.users}
    groups = {group: 0 for rule in rules for group in rule.groups}
    words = []
    if users:
        words.append(", ".join(users))
    if groups:
        words.append(f"who is in the group {' or '.join(groups)}")
    return words or ["everybody"]
