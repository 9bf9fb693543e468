"""Two places between which constants are transferred, and copies of both for a command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from dcsgui import DCStore, DCVersion
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.transfer.wish import Wish
from file_contents import contents

__all__ = ["BOTH", "MINE", "OPEN", "T0", "TransferPlaces"]

T0 = 1477526400
OPEN = str(T0)
"""Name of a range that has no end."""

BOTH, MINE = f"{T0 + 1}", f"{T0 + 2}"
"""Names of versions: one that both sides have, one that the source has."""


class TransferPlaces:
    """The places "mine" and "theirs" below a directory.

    Attributes
    ----------
    mine, theirs : Path
        Calib directories.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self.mine, self.theirs = directory / "mine" / "calib", directory / "theirs" / "calib"

    def make(self, calib: Path, *values: float, detname: str = "cspad-0001") -> DCStore:
        """Make a detector whose pedestals have a version for each value, a second apart."""
        cs = DCStore.create(calib, detname)
        tsro = cs.add_ctype("pedestals").add_range((T0, None))
        for number, value in enumerate(values, 1):
            tsro.add_version(T0 + number, np.full((2, 8, 16), value))
        cs.save()
        return cs

    def wish(
        self,
        *path: str,
        detname: str = "cspad-0001",
        kind: PlaceKind = PlaceKind.LOCAL,
        into: tuple[str, ...] = (),
        nodes: tuple[tuple[str, ...], ...] = (),
        move: bool = False,
    ) -> Wish:
        """Return the wish to have a node of mine at theirs."""
        node = NodeId(str(self.file(self.mine, detname)), path)
        place = Place(kind, str(self.theirs))
        return Wish(node, place, nodes=nodes, into=into, move=move)

    @staticmethod
    def file(calib: Path, detname: str = "cspad-0001") -> Path:
        """Return the file of a detector."""
        return calib / detname.partition("-")[0] / f"{detname}.h5"

    def versions(self, calib: Path, detname: str = "cspad-0001") -> list[DCVersion]:
        """Return the versions of the first range of the pedestals."""
        cto = DCStore(self.file(calib, detname), mode="r").ctypeobj("pedestals")
        return list(cto.rangeobj(cto.ranges()[0]).versobjs())

    def values(self, calib: Path, detname: str = "cspad-0001") -> list[float]:
        """Return the constants of the versions, one number each."""
        return [float(np.asarray(one.calib()).flat[0]) for one in self.versions(calib, detname)]

    def copy(self) -> TransferPlaces:
        """Copy all files as they are, for a command line to work on."""
        there = self._directory / "copy"
        for name in ("mine", "theirs"):
            if (self._directory / name).exists():
                shutil.copytree(self._directory / name, there / name)
        return TransferPlaces(there)

    def moved(self, other: TransferPlaces) -> list[tuple[str, str]]:
        """Return how paths of this are changed to be paths of another."""
        return [(str(self.mine), str(other.mine)), (str(self.theirs), str(other.theirs))]

    def content(self, calib: Path, detname: str = "cspad-0001") -> object:
        """Return what a file holds, but for when it was changed."""
        return _without_records(contents(self.file(calib, detname)))


def _without_records(value: object) -> object:
    """Leave out records of histories, which say when and from which path."""
    if isinstance(value, dict):
        return {
            key: _without_records(one)
            for key, one in value.items()
            if key not in {"head", "deleted"}
        }
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], list):
        return value[0]
    if isinstance(value, tuple):
        return tuple(_without_records(one) for one in value)
    return value
