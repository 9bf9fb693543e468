"""Open one file in every way that the store knows, and say in one line how it went.

Run as a program, ``python hostile_child.py FILE DIRECTORY``, in a process of its own: a file made
for it can crash the HDF5 library, and whoever started the process calls that `Damaged`. Prints
"answered" or the error's name and sentence; anything else, a traceback above all, is a fault.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import h5py

from dcsgui import DCBase, DCStore, errors
from dcsgui.core.files import guard
from dcsgui.core.files.constants import read_constants
from dcsgui.core.files.parameters import from_hdf5
from dcsgui.core.files.reading import read_view
from dcsgui.core.values.errors import kind_of

ROOMY = 20_000
"""Objects to look at, at most: some files hold themselves."""


def main(path: Path, scratch: Path) -> None:
    copy = scratch / "hostile-0001.h5"
    shutil.copyfile(path, copy)
    said = [attempt(lambda: browse(copy)), attempt(lambda: look_around(copy))]
    said.append(attempt(lambda: change(copy)))
    sys.stdout.write(" | ".join(said))


def attempt(action: Callable[[], object]) -> str:
    try:
        action()
    except errors.DCError as error:
        return f"{kind_of(error)}: {error}".replace("\n", " ")
    return "answered"


def browse(path: Path) -> None:
    """Ask a store everything that can be asked."""
    cs = DCStore(path, mode="r")
    ask(cs)
    cs.deleted()
    for cto in (cs.ctypeobj(ctype) for ctype in cs.ctypes()):
        ask(cto)
        cto.listing()
        for tsro in (cto.rangeobj(name) for name in cto.ranges()):
            ask(tsro)
            for verso in tsro.versobjs():
                ask(verso)
                verso.calib()


def ask(node: DCBase) -> None:
    """Ask a node for what every level has."""
    node.dictpars()
    node.histdict()


def look_around(path: Path) -> None:
    """Read whatever HDF5 finds in the file, with the store's own caution."""
    with (
        read_view(path) as source,
        guard.damage_reported(str(path)),
        h5py.File(source, "r") as file,
    ):
        rest = [file["/"]]
        for _ in range(ROOMY):
            if not rest:
                break
            group = rest.pop()
            for name in group:
                node = guard.child(group, name)
                if isinstance(node, h5py.Group):
                    rest.append(node)
                elif isinstance(node, h5py.Dataset):
                    attempt(partial(read_constants, node))
                if node is not None:
                    for key in node.attrs:
                        attempt(partial(read_attribute, node, key))


def read_attribute(node: h5py.Group | h5py.Dataset, key: str) -> object:
    return from_hdf5(node.attrs[key])


def change(path: Path) -> None:
    """Try to add to it."""
    with DCStore(path) as cs:
        cs.add_ctype("pedestals").add_range("0-end").add_version(nda=[1.0])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
