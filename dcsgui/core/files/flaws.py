"""What is wrong in a detector file, collected while it is walked; nothing stops the walk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import h5py

from dcsgui.core.files import guard
from dcsgui.core.files.parameters import text_of
from dcsgui.core.files.records import VersionInfo
from dcsgui.core.values.errors import DCError
from dcsgui.core.values.findings import FindingKind, Severity, severity_of

__all__ = ["Flaw", "Flaws"]


Visitor = Callable[[h5py.Group, str, str], None]
"""Checks a group; gets its name and its path, too."""


class Flaw(NamedTuple):
    """Something wrong, or worth knowing, at a path in a file."""

    kind: FindingKind
    severity: Severity
    path: str
    words: str


class Flaws:
    """Flaws as they are found.

    Attributes
    ----------
    found : list of Flaw
    walked : dict of str to VersionInfo
        The versions that were met, by path, as their groups say.
    """

    def __init__(self) -> None:
        self.found: list[Flaw] = []
        self.walked: dict[str, VersionInfo] = {}

    def add(
        self, kind: FindingKind, path: str, words: str, *, severity: Severity | None = None
    ) -> None:
        """Note a flaw; `severity` is that of its kind where none is given."""
        self.found.append(Flaw(kind, severity or severity_of(kind), path, words))

    @contextmanager
    def survived(self, path: str) -> Iterator[None]:
        """Note damage met inside as a flaw, and go on behind it."""
        try:
            with guard.damage_reported(f"'{path}'" if path else "The root level"):
                yield
        except DCError as error:
            self.add(FindingKind.DAMAGED, path, str(error))

    def visit(self, group: h5py.Group, path: str, known: Collection[str], check: Visitor) -> None:
        """Have each group in a group checked that is no housekeeping.

        What does not belong is noted: links, datasets whose names are not `known`, and whatever
        is neither. Names with an underscore at their begin are nobody's business.
        """
        names: list[str] = []
        with self.survived(path):
            names = [text_of(raw) for raw in group.id]
        for name in names:
            if name[:1] == "_" or name in known:
                continue
            where = f"{path}/{name}" if path else name
            with self.survived(where):
                inner = self._member(group, name, where)
                if inner is not None:
                    check(inner, name, where)

    def _member(self, group: h5py.Group, name: str, where: str) -> h5py.Group | None:
        if not guard.is_plain(group, name):
            self.add(
                FindingKind.FOREIGN_LINK,
                where,
                "This is a link, which may lead anywhere; it is never followed. Remove it, or "
                "copy what it leads to into the file.",
            )
            return None
        inner = guard.child(group, name)
        if isinstance(inner, h5py.Group):
            return inner
        self.foreign(where)
        return None

    def check_numbers(self, where: str, numbers: Iterable[int]) -> None:
        """Note the numbers that several versions of a range have."""
        for number, times in Counter(numbers).items():
            if times > 1:
                self.add(
                    FindingKind.DUPLICATE_NUMBER,
                    where,
                    f"{times} versions have the number {number}, so it does not say which is "
                    f"meant; ask for them by their production times.",
                )

    def dangling_default(self, where: str, target: str) -> None:
        """Note that the default of a range is set to what is not there."""
        self.add(
            FindingKind.DANGLING_DEFAULT,
            where,
            f"The default is set to {target}, and there is no such version; the one added last "
            f"answers instead. Set the default anew, or release it ('dcs default').",
        )

    def visit_foreign(self, _group: h5py.Group, _name: str, where: str) -> None:
        """Note a group where none should be."""
        self.foreign(where)

    def foreign(self, where: str) -> None:
        """Note something that does not belong in a detector file."""
        self.add(
            FindingKind.FOREIGN_OBJECT,
            where,
            "Another program put this here; it is not a part of a detector file, and no answer "
            "comes from it. Remove it with that program if nobody needs it.",
        )
