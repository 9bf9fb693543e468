"""Trees of places that a test fills, and answers to fill them with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PyQt5.QtCore import QModelIndex, pyqtBoundSignal
from PyQt5.QtTest import QAbstractItemModelTester

from dcsgui.core.actions.answers.listings import (
    WRITABLE,
    Access,
    DetectorContents,
    FileEntry,
    PlaceContents,
    RangeEntry,
    RangePage,
    TypeEntry,
    VersionPage,
    VersionRow,
)
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.models.tree import TreeModel
from dcsgui.gui.models.tree_rows import Branch, dettype_rows, version_lines
from dcsgui.gui.models.tree_shape import TreeShape

CALIB = Place(PlaceKind.LOCAL, "/data/calib")
FILE = "/data/calib/cspad/cspad-0001.h5"
NODE = NodeId(FILE)
SEC = 10**9
T0 = 1477526400


def heard(signal: pyqtBoundSignal) -> list[tuple[Any, ...]]:
    """Return a list to which a signal adds its arguments from now on."""
    said: list[tuple[Any, ...]] = []
    signal.connect(lambda *arguments: said.append(arguments))
    return said


def watched_by_tester(model: TreeShape) -> QAbstractItemModelTester:
    """Let Qt look after each change whether the model keeps its promises; a breach warns."""
    return QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, model
    )


def file_entry(path: str = FILE, *, mtime_ns: int = 0, access: Access = WRITABLE) -> FileEntry:
    """Return a file, named by its path."""
    name = path.rpartition("/")[2].removesuffix(".h5")
    return FileEntry(path, name.partition("-")[0], name, 1_234_567, mtime_ns, access)


def place_contents(*files: FileEntry, problem: str = "", place: Place = CALIB) -> PlaceContents:
    """Return a listing of a place."""
    directories = (place.path, f"{place.path}/cspad")
    return PlaceContents(place, files or (file_entry(),), problem, directories=directories)


def contents(*ctypes: str, file: str = FILE, access: Access = WRITABLE) -> DetectorContents:
    """Return the root of a file with types of one range and two versions."""
    types = tuple(TypeEntry(ctype, 1, 2) for ctype in ctypes)
    return DetectorContents(
        node=NodeId(file),
        dettype="cspad",
        detname="cspad-0001",
        detalias="Camp.0",
        predecessor="cspad-0000",
        successor="",
        layout="pscalib",
        generation=7,
        in_repository=False,
        types=types,
        access=access,
    )


def range_entry(name: str, *, nversions: int = 2, answer: str = "") -> RangeEntry:
    """Return a range, named by its begin in Unix seconds; it is open."""
    return RangeEntry(name, int(name) * SEC, None, nversions, bool(answer), answer)


def version_row(
    number: int, *, range_name: str = "100", default: bool = False, pinned: bool = False
) -> VersionRow:
    """Return a version; its name is its production time."""
    return VersionRow(
        ctype="pedestals",
        range_name=range_name,
        begin_ns=int(range_name) * SEC,
        end_ns=None,
        name=str(T0 + number),
        versind=number,
        tsvers_ns=(T0 + number) * SEC,
        is_default=default,
        pinned=pinned,
        kind="array",
        shape=(3, 2),
        dtype="float32",
        nbytes=24,
        digest="sha256:0",
        author="ana",
        experiment="",
        run="",
        comment=f"dark\n{number}",
    )


def range_page(
    names: Iterable[str], *, first: int = 0, total: int | None = None, generation: int = 1
) -> RangePage:
    """Return a page of ranges."""
    rows = tuple(range_entry(name) for name in names)
    node = NODE.child("pedestals")
    return RangePage(node, generation, len(rows) if total is None else total, first, rows)


def version_page(rows: Iterable[VersionRow], *, generation: int = 1) -> VersionPage:
    """Return the only page of the versions of a range."""
    page = tuple(rows)
    return VersionPage(NODE.child("pedestals").child("100"), generation, len(page), 0, page)


def opened(model: TreeModel, owner: Branch, key: str) -> Branch:
    """Return the branch below a row, as if a view had opened it."""
    row = owner.find(key)
    assert row is not None
    index = model.row_index(owner, row)
    if model.canFetchMore(index):
        model.fetchMore(index)
    branch = model.branch_made(index)
    assert branch is not None
    return branch


class Grown:
    """A tree of one place, grown down to versions.

    Attributes
    ----------
    place, dettype, file, ctype, range : Branch
        The branch below each level.
    """

    def __init__(self, model: TreeModel) -> None:
        self.model = model
        model.add_place(CALIB)
        self.place = opened(model, model.root, CALIB.path)
        model.set_facts(self.place, place_contents())
        model.merge(self.place, dettype_rows(place_contents()))
        self.dettype = opened(model, self.place, "cspad")
        model.merge(self.dettype, [file_entry()])
        self.file = opened(model, self.dettype, FILE)
        model.set_facts(self.file, contents("gain", "pedestals"))
        model.merge(self.file, contents("gain", "pedestals").types)
        self.ctype = opened(model, self.file, "pedestals")
        model.merge(self.ctype, [range_entry("100"), range_entry("200"), range_entry("300")])
        self.range = opened(model, self.ctype, "100")
        rows = [version_row(1, default=True, pinned=True), version_row(2)]
        model.merge(self.range, version_lines(rows))


def texts(model: TreeModel, parent: QModelIndex | None = None) -> list[str]:
    """Return what is shown of the rows below a row."""
    above = QModelIndex() if parent is None else parent
    return [str(model.index(row, 0, above).data()) for row in range(model.rowCount(above))]
