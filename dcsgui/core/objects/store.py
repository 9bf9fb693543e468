"""DCStore: the constants of one detector, in one file."""

from __future__ import annotations

import os
import warnings
from dataclasses import replace
from typing import Any, Self

from dcsgui.core.files.records import Deleted, Head, LayoutName
from dcsgui.core.files.runtables import time_of_run
from dcsgui.core.objects.arguments import is_one_of, note_of, path_of, text_of
from dcsgui.core.objects.changes.adding import AddCtype, NoteMade
from dcsgui.core.objects.changes.base import Change
from dcsgui.core.objects.changes.deleting import Delete, Purge, Restore
from dcsgui.core.objects.changes.editing import SetHead
from dcsgui.core.objects.ctype import DCType
from dcsgui.core.objects.deletions import deletion_meant
from dcsgui.core.objects.membership import changing
from dcsgui.core.objects.places import locate
from dcsgui.core.objects.reuse import deletion_of_type
from dcsgui.core.objects.saving import Seen, StoreFile
from dcsgui.core.objects.undoing import Undoable
from dcsgui.core.values.errors import AlreadyExists, BadValue
from dcsgui.core.values.names import DetName, warn_unknown_ctype
from dcsgui.core.values.timestamps import Timestamp


class DCStore(Undoable):
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
        The detector name, or an alias or source of it, where `cpath` is a directory or None.
    mode : {"r+", "r"}
        "r" refuses changes; so does a file that can't be written.
    timeout : float
        Seconds to wait for others who hold the file before `Busy` names them.
    at : any form of a time, optional
        What time an alias is meant for; now if None.

    Raises
    ------
    NotFound
        If there is neither a detector nor an alias of that name, or the alias leads nowhere.
    StoreNotAvailable
        An IOError 'File %s is not available' if there is no such file.
    Damaged
        If it is no HDF5 file. Whether it is a detector file shows at the first question.

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
        at: object = None,
    ) -> None:
        if not is_one_of(mode, ("r", "r+")):
            raise BadValue(f"The mode of a store is 'r' or 'r+', not {mode!r}.")
        tstamp = Timestamp.now() if at is None else Timestamp.for_lookup(at, time_of_run)
        super().__init__(StoreFile(locate(cpath, detname, tstamp), mode == "r+", timeout))

    @classmethod
    def create(
        cls,
        cpath: str | os.PathLike[str] | None,
        detname: str | None = None,
        *,
        comment: str = "",
        **options: Any,
    ) -> Self:
        """Create the file of a detector, with its directories, and open it.

        The history says who did it, and why if there is a comment; that can't be taken back by
        `undo`.

        Raises
        ------
        FileExistsError
            `StoreExists`, if there is one.
        BadValue
            If the detector name is not lower case, or has characters that names can't have.
        AccessDenied
            If the system or the access file of the calib directory forbids it.
        """
        place = locate(cpath, detname)
        name = DetName.new(str(place.detname))
        head = Head(LayoutName.NATIVE, name.dettype, name.detid, Timestamp.now())
        note_of(comment, "A comment")
        file = StoreFile(place, writable=True, timeout=options.get("timeout", 10.0))
        file.make(head, [NoteMade((), comment)])
        return cls(place.path, **options)

    def set_tscfile(self, ts: object, *, comment: str = "") -> None:
        """Set when the file was created (any form of a time)."""
        self._set_head(comment=comment, tscfile=Timestamp.of(ts))

    def set_dettype(self, dettype: str, *, comment: str = "") -> None:
        """Set the detector type."""
        name = DetName(text_of(dettype, "A detector type"), self.detid())
        self._set_head(comment=comment, dettype=name.dettype)

    def set_detid(self, detid: str, *, comment: str = "") -> None:
        """Set the unique detector id."""
        name = DetName(self.dettype(), text_of(detid, "A detector id"))
        self._set_head(comment=comment, detid=name.detid)

    def set_detname(self, detname: str, *, comment: str = "") -> None:
        """Set the detector name; the file keeps its own name."""
        name = _parsed(detname)
        self._set_head(comment=comment, dettype=name.dettype, detid=name.detid)

    def set_predecessor(self, pred: str | None, *, comment: str = "") -> None:
        """Set the detector name of the hardware version before this one, or None."""
        name = None if pred is None else str(_parsed(pred))
        self._set_head(comment=comment, predecessor=name)

    def set_successor(self, succ: str | None, *, comment: str = "") -> None:
        """Set the detector name of the hardware version after this one, or None."""
        name = None if succ is None else str(_parsed(succ))
        self._set_head(comment=comment, successor=name)

    @changing
    def add_ctype(self, ctype: str | DCType, *, comment: str = "") -> DCType:
        """Add a calibration type by name, or one that was made alone.

        Warns
        -----
        UserWarning
            If the name is not a known one; the nearest known name is told.

        Raises
        ------
        AlreadyExists
            If there is one of that name.
        BadValue
            If the name is no lower-case identifier.
        """
        given = ctype if isinstance(ctype, DCType) else DCType(ctype)
        if given._parent is not None:
            raise BadValue(f"{given._title()} already belongs to a store; add a new DCType.")
        name, types = given.ctype(), self._state().types
        self._rules().check_ctype(name)
        if name in types:
            raise AlreadyExists(f"The type '{name}' is already in {self.path}.")
        if unknown := warn_unknown_ctype(name):
            warnings.warn(unknown, stacklevel=3)  # where the name is, behind the decorator
        self._check_allowed(AddCtype((name,)))
        given._settle(self._rules())
        types[name] = given._state()
        self._adopt(given, name)
        given._request_all(comment)
        return given

    @changing
    def del_ctype(self, ctype: str | DCType, *, comment: str = "") -> None:
        """Delete a type with everything in it; it can be restored."""
        name = ctype.ctype() if isinstance(ctype, DCType) else text_of(ctype, "A type")
        state = self._state()
        gone = deletion_of_type(state.type(name), self._deletions(), (name,))
        self._request(Delete((name,), comment))
        self._note_deleted(gone)
        del state.types[name]
        self._children.pop(name, None)

    def deleted(self) -> list[Deleted]:
        """List what was deleted and can be restored, oldest deletion first."""
        return [gone for gone in self._deletions() if gone.number and not gone.purged]

    def restore(
        self,
        what: object = None,
        *,
        comment: str = "",
        seen: Seen | None = None,
        dry_run: bool = False,
    ) -> Deleted:
        """Put back something deleted, whole, at once; the last deletion if `what` is None.

        Parameters
        ----------
        what : Deleted, int, str, tuple or object, optional
            A deletion, its number, the path of what was deleted, ``"ctype/range/version"``, or
            the object that was deleted.
        comment : str
            Why, for the history.
        seen : callable, optional
            Called with the file before and after.
        dry_run : bool
            Only see whether it could be done.

        Raises
        ------
        NotFound
            If there is no such deletion.
        AlreadyExists
            If something else has its place now.
        Conflict
            If changes are pending: save or `revert` them first.
        """
        note_of(comment, "A comment")
        self._check_nothing_pending()
        gone = deletion_meant(self.deleted(), what, self.path)
        change = Restore((), gone.number, comment, gone.path[0])
        self._at_once([change], seen, dry_run=dry_run)
        return gone

    def purge(
        self,
        what: object = None,
        *,
        comment: str = "",
        seen: Seen | None = None,
        dry_run: bool = False,
    ) -> list[Deleted]:
        """Remove something deleted for ever, at once; all deletions if `what` is None.

        With `dry_run` it is only seen whether it could be done; `seen` is called with the file
        before and after.
        """
        note_of(comment, "A comment")
        self._check_nothing_pending()
        kept = self.deleted()
        gone = kept if what is None else [deletion_meant(kept, what, self.path)]
        if gone:
            changes = [Purge((), one.number, comment, one.path[0]) for one in gone]
            self._at_once(changes, seen, dry_run=dry_run)
        return gone

    def repack(self, comment: str = "", *, dry_run: bool = False) -> int:
        """Give back the space of what was purged or replaced; return the bytes gained.

        The history gets a record of it, with the comment. With `dry_run` it is only seen whether
        that may be done.
        """
        note_of(comment, "A comment")
        self._check_nothing_pending()
        return self._file.repack(comment, dry_run=dry_run)

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
            self._file.save_copy(self._changes, path_of(path, "Where a copy is saved"))
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

    def _carry_out(self, change: Change, *, dry_run: bool = False) -> None:
        self._check_nothing_pending()
        self._at_once([change], dry_run=dry_run)

    @changing
    def _set_head(self, *, comment: str, **fields: Any) -> None:
        state = self._state()
        self._request(SetHead((), fields, comment))
        state.head = replace(state.head, **fields)


def _parsed(detname: object) -> DetName:
    return DetName.parse(text_of(detname, "A detector name"))
