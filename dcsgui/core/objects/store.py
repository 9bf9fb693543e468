"""DCStore: the constants of one detector, in one file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Self, cast

from dcsgui.core.files.opening import create_file
from dcsgui.core.files.records import Constants, Deleted, Head, LayoutName
from dcsgui.core.objects.base import DCBase
from dcsgui.core.objects.changes.adding import AddCtype
from dcsgui.core.objects.changes.deleting import Delete, Purge, Restore
from dcsgui.core.objects.changes.editing import SetHead
from dcsgui.core.objects.ctype import DCType
from dcsgui.core.objects.finding import Selection, find
from dcsgui.core.objects.places import locate
from dcsgui.core.objects.saving import StoreFile
from dcsgui.core.objects.states import StoreState, TypeState
from dcsgui.core.values.errors import (
    AlreadyExists,
    BadValue,
    ConstantsNotFound,
    StoreNotAvailable,
)
from dcsgui.core.values.names import DetName, check_ctype
from dcsgui.core.values.timestamps import Timestamp

_REQUIRED: Any = object()


class DCStore(DCBase):
    """The detector calibration store of one detector.

    What is asked for acts on the object in memory; `save` carries it all out as one transaction.
    Arrays are read from the file only when asked for. A change by somebody else shows at the next
    question, unless changes are pending here: then the object stays as it is until `save`, which
    carries the pending changes out on the file as it is by then.

    As a context manager it saves on a clean exit, and forgets the changes on an exception.

    Parameters
    ----------
    cpath : path or None
        A calib directory, a detector file, or a detector name; None is the repository.
    detname : str, optional
        The detector name, where `cpath` is a directory or None.
    mode : {"r+", "r"}
        "r" refuses changes; so does a file that can't be written.
    timeout : float
        Seconds to wait for others who hold the file before `Busy` names them.

    Raises
    ------
    StoreNotAvailable
        An IOError 'File %s is not available' if there is no such file.
    Damaged
        If it is no detector file.

    Notes
    -----
    Design document, "Class DCStore".

    Examples
    --------
    >>> import numpy as np
    >>> cs = DCStore.create("calib", "cspad-0001")
    >>> tsro = cs.add_ctype("pedestals").add_range("1477526400-end")
    >>> verso = tsro.add_version(nda=np.ones((2, 3)), comment="first light")
    >>> cs.save()
    >>> DCStore("calib", "cspad-0001").get("pedestals", 1477526400).shape
    (2, 3)
    """

    def __init__(
        self,
        cpath: str | os.PathLike[str] | None,
        detname: str | None = None,
        mode: str = "r+",
        *,
        timeout: float = 10.0,
    ) -> None:
        super().__init__()
        if mode not in ("r", "r+"):
            raise BadValue(f"The mode of a store is 'r' or 'r+', not {mode!r}.")
        place = locate(cpath, detname)
        self._file = StoreFile(place, writable=mode == "r+", timeout=timeout)
        self._objects: dict[str, DCType] = {}
        self._alone = None
        self._state()

    @classmethod
    def create(
        cls, cpath: str | os.PathLike[str] | None, detname: str | None = None, **options: Any
    ) -> Self:
        """Create the file of a detector, with its directories, and open it.

        Raises
        ------
        FileExistsError
            `StoreExists`, if there is one.
        BadValue
            If the detector name is not lower case, or has characters that names can't have.
        """
        place = locate(cpath, detname)
        name = DetName.new(str(place.detname))
        head = Head(LayoutName.NATIVE, name.dettype, name.detid, Timestamp.now())
        create_file(place.path, head)
        return cls(place.path, **options)

    # Constants

    def get(
        self,
        ctype: str,
        tsp: object,
        vers: object = None,
        *,
        default: Any = _REQUIRED,
        follow: str | None = None,
    ) -> Constants:
        """Return the constants valid at a time.

        Parameters
        ----------
        ctype : str
            The calibration type.
        tsp : any form of a time, an event, or a `RunNumber`
            When; both ends of a range belong to it.
        vers : int or any form of a time, optional
            A version by number or production time; the default of the range if None.
        default : object, optional
            Returned instead of raising `ConstantsNotFound`.
        follow : {"predecessor", "successor"}, optional
            Where to look on if this detector has none.

        Returns
        -------
        ndarray or str
            The array as it was stored, or the text.

        Raises
        ------
        ConstantsNotFound
            If nothing is valid then; the message names the nearest earlier and later range.
        """
        try:
            selection = self.find(ctype, tsp, vers, follow=follow)
            constants = selection.version.calib()
            if constants is None:
                raise ConstantsNotFound(
                    f"The version {selection.version.versind} of '{ctype}' in "
                    f"{selection.path} holds no constants."
                )
        except ConstantsNotFound:
            if default is _REQUIRED:
                raise
            return cast(Constants, default)
        return constants

    def find(
        self, ctype: str, tsp: object, vers: object = None, *, follow: str | None = None
    ) -> Selection:
        """Find which constants are valid at a time, and why, without reading them.

        Takes and raises what `get` does.
        """
        return find(self, ctype, tsp, vers, follow)

    # Access

    @property
    def path(self) -> Path:
        """The file."""
        return self._file.path

    @property
    def in_repository(self) -> bool:
        """Whether the file lies in the repository, where nothing changes an answer by itself."""
        return self._file.place.repository

    @property
    def layout(self) -> LayoutName:
        """The layout of the file."""
        return self._head().layout

    @property
    def numbered_by_hand(self) -> bool:
        """Whether versions may be given their number, as in files of the older layout."""
        return self.layout is LayoutName.PSCALIB

    @property
    def generation(self) -> int:
        """How many commits the file has seen; it moves with every change that we make."""
        return self._head().generation

    @property
    def pending(self) -> bool:
        """Whether there are changes that are not saved."""
        return bool(self._changes)

    def tscfile(self) -> int | float | None:
        """Return when the file was created, in Unix seconds; older files may not say."""
        tscfile = self._head().tscfile
        return None if tscfile is None else tscfile.number

    def dettype(self) -> str:
        """Return the detector type, e.g. ``"cspad"``."""
        return self._head().dettype

    def detid(self) -> str:
        """Return the unique detector id."""
        return self._head().detid

    def detname(self) -> str:
        """Return the detector name, ``<dettype>-<detid>``."""
        return f"{self.dettype()}-{self.detid()}"

    def predecessor(self) -> str | None:
        """Return the detector name of the hardware version before this one, or None."""
        return self._head().predecessor

    def successor(self) -> str | None:
        """Return the detector name of the hardware version after this one, or None."""
        return self._head().successor

    def ctypes(self) -> list[str]:
        """Return the names of the calibration types."""
        return sorted(self._state().types)

    def ctypeobj(self, ctype: str) -> DCType:
        """Return a calibration type; `NotFound` names those there are."""
        self._state().type(ctype)
        return self._object(ctype)

    # Management

    def set_tscfile(self, ts: object) -> None:
        """Set when the file was created (any form of a time)."""
        self._set_head(tscfile=Timestamp.of(ts))

    def set_dettype(self, dettype: str) -> None:
        """Set the detector type."""
        self._set_head(dettype=DetName.parse(f"{dettype}-{self.detid()}").dettype)

    def set_detid(self, detid: str) -> None:
        """Set the unique detector id."""
        self._set_head(detid=DetName.parse(f"{self.dettype()}-{detid}").detid)

    def set_detname(self, detname: str) -> None:
        """Set the detector name; the file keeps its own name."""
        name = DetName.parse(detname)
        self._set_head(dettype=name.dettype, detid=name.detid)

    def set_predecessor(self, pred: str | None) -> None:
        """Set the detector name of the hardware version before this one, or None."""
        self._set_head(predecessor=None if pred is None else str(DetName.parse(pred)))

    def set_successor(self, succ: str | None) -> None:
        """Set the detector name of the hardware version after this one, or None."""
        self._set_head(successor=None if succ is None else str(DetName.parse(succ)))

    def add_ctype(self, ctype: str | DCType, *, comment: str = "") -> DCType:
        """Add a calibration type by name, or one that was made alone.

        Raises
        ------
        AlreadyExists
            If there is one of that name.
        BadValue
            If the name is no lower-case identifier.
        """
        self._check_changeable()
        given = ctype if isinstance(ctype, DCType) else DCType(ctype)
        if given._parent is not None:
            raise BadValue(f"{given._title()} already belongs to a store; add a new DCType.")
        name, types = given._name, self._state().types
        check_ctype(name)
        if name in types:
            raise AlreadyExists(f"The type '{name}' is already in {self.path}.")
        types[name] = given._state()
        changes = list(given._changes)
        given._changes.clear()
        given._join(self, name)
        self._objects[name] = given
        self._request(AddCtype((name,), comment))
        for change in changes:
            self._request(change.below((name,)))
        return given

    def del_ctype(self, ctype: str, *, comment: str = "") -> None:
        """Delete a type with everything in it; it can be restored."""
        self._check_changeable()
        state = self._state()
        state.type(ctype)
        self._request(Delete((ctype,), comment))
        del state.types[ctype]
        self._objects.pop(ctype, None)

    def deleted(self) -> list[Deleted]:
        """List what was deleted and can be restored, oldest deletion first."""
        return [gone for gone in self._file.deleted() if not gone.purged]

    def restore(self, what: object = None, *, comment: str = "") -> Deleted:
        """Put back something deleted, whole, at once; the last deletion if `what` is None.

        Parameters
        ----------
        what : Deleted, int, str or tuple, optional
            A deletion, its number, or the path of what was deleted, ``"ctype/range/version"``.

        Raises
        ------
        NotFound
            If there is no such deletion.
        AlreadyExists
            If something else has its place now.
        Conflict
            If changes are pending: save or `revert` them first.
        """
        self._file.check_settled(self._changes)
        gone = self._file.meant(what)
        self._file.carry_out([Restore((), gone.number, comment)])
        return gone

    def purge(self, what: object = None, *, comment: str = "") -> list[Deleted]:
        """Remove something deleted for ever, at once; all deletions if `what` is None."""
        self._file.check_settled(self._changes)
        gone = self.deleted() if what is None else [self._file.meant(what)]
        self._file.carry_out([Purge((), one.number, comment) for one in gone])
        return gone

    def repack(self) -> int:
        """Give back the space of what was purged or replaced; return the bytes gained."""
        self._file.check_settled(self._changes)
        return self._file.repack()

    def relative(self, detname: str) -> DCStore:
        """Open another detector of the same calib directory, read-only."""
        name = DetName.parse(detname)
        parent = self.path.parent
        beside = parent.parent / name.dettype if parent.name == self.dettype() else parent
        return DCStore(beside / f"{name}.h5", mode="r", timeout=self._file.timeout)

    def save(self, path: str | os.PathLike[str] | None = None) -> None:
        """Carry out the pending changes, all or none; with `path`, in a complete copy instead.

        Raises
        ------
        Busy
            If others hold the file; nothing is changed, and the changes stay pending.
        AlreadyExists, NotFound
            If somebody else's change in between stands against one of them; likewise.
        StoreExists
            If there is a file at `path`.
        """
        if path is not None:
            self._file.save_copy(self._changes, path)
        elif self._changes:
            self._file.carry_out(self._changes)
            self._changes.clear()

    def revert(self) -> None:
        """Forget the pending changes."""
        self._changes.clear()
        self._file.forget()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.save()
        else:
            self.revert()

    def _head(self) -> Head:
        head = self._state().head
        if head is None:
            raise StoreNotAvailable(f"File {self.path} is not available")
        return head

    def _set_head(self, **fields: Any) -> None:
        self._check_changeable()
        self._file.change_head(fields)
        self._request(SetHead((), fields))

    def _object(self, name: str) -> DCType:
        known = self._objects.get(name)
        if known is None:
            known = DCType.__new__(DCType)
            DCBase.__init__(known)
            known._objects = {}
            known._join(self, name)
            self._objects[name] = known
        return known

    def _state(self) -> StoreState:
        return self._file.state(keep=bool(self._changes))

    def _child_state(self, name: str) -> TypeState:
        return self._state().type(name)

    def _check_changeable(self) -> None:
        self._file.check_changeable()
