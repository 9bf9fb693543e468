"""Adding types, ranges and versions in the native layout, inside a write transaction."""

from __future__ import annotations

from operator import attrgetter

from dcsgui.core.files import constants, guard
from dcsgui.core.files.damage import guarded_change
from dcsgui.core.files.native import deleted
from dcsgui.core.files.native.attributes import set_number, set_text, set_time
from dcsgui.core.files.native.bookkeeping import Bookkeeper, OpenRange
from dcsgui.core.files.native.history import birth_of, write_history
from dcsgui.core.files.native.parameters import write_pars
from dcsgui.core.files.native.schema import create_group
from dcsgui.core.files.native.walking import SERIAL, VERSIND, VERSIND_LAST
from dcsgui.core.files.records import Level, NewVersion, Path, VersionInfo
from dcsgui.core.files.summary import summarize
from dcsgui.core.values.errors import AlreadyExists, BadValue
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity


class Adding(Bookkeeper):
    """The part of the writer that adds nodes."""

    @guarded_change
    def add_ctype(self, ctype: str) -> None:
        """Add an empty calibration type."""
        root = self.file["/"]
        if guard.has(root, ctype):
            raise AlreadyExists(f"The type '{ctype}' is already in {guard.file_name(self.file)}.")
        set_text(create_group(root, ctype), "ctype", ctype)
        self.index_of(ctype)

    @guarded_change
    def add_range(self, ctype: str, validity: Validity) -> str:
        """Add an empty range and return its name."""
        group = self._node((ctype,))
        name = validity.name
        if guard.has(group, name):
            raise AlreadyExists(f"The range '{name}' of '{ctype}' is already there.")
        index = self.index_of(ctype)
        inner = create_group(group, name)
        set_time(inner, "tsbegin", validity.begin)
        set_time(inner, "tsend", validity.end)
        gone = deleted.under(self.file, (ctype, name))
        if gone:
            set_number(inner, VERSIND_LAST, max(one.versind_last for one in gone))
        index.add_range(validity)
        return name

    @guarded_change
    def used_times(self, path: Path) -> set[int]:
        """List the production times (ns) ever used in a range."""
        used = {info.tsvers.ns for info in self.versions(path[0], path[1]) if info.tsvers}
        gone = deleted.under(self.file, path)
        return used.union(*({time.ns for time in one.tsvers} for one in gone))

    @guarded_change
    def time_used(self, path: Path, tsvers: Timestamp) -> bool:
        """Whether a production time was ever used in a range."""
        return self.open_range(path).was_used(tsvers)

    @guarded_change
    def add_version(self, path: Path, new: NewVersion) -> VersionInfo:
        """Add a version to a range."""
        place, name = self.open_range(path), new.tsvers.text
        if place.was_used(new.tsvers):
            raise AlreadyExists(
                f"A version produced at {new.tsvers} is, or was, in '{'/'.join(path)}'; "
                f"production times are never used twice. Give another one."
            )
        versind = self._free_number(path, place, new.versind)
        place.versind_last = max(place.versind_last, versind)
        place.serial_last += 1
        inner = create_group(place.group, name)
        set_time(inner, "tsvers", new.tsvers)
        set_number(inner, VERSIND, versind)
        set_number(inner, SERIAL, place.serial_last)
        digest = new.digest
        if new.constants is not None:
            digest = self.put_constants(inner, new.constants, digest)
        write_pars(inner, new.pars)
        records = [record for record in (new.record, *new.history) if record is not None]
        write_history(inner, records)
        summary = summarize(new.pars, record=birth_of(sorted(records, key=attrgetter("tstamp"))))
        kind, shape, dtype, nbytes = constants.description(new.constants)
        info = VersionInfo(
            name=name,
            tsvers=new.tsvers,
            versind=versind,
            serial=place.serial_last,
            kind=kind,
            shape=shape,
            dtype=dtype,
            nbytes=nbytes,
            digest=digest,
            author=summary.author,
            comment=summary.comment,
            experiment=summary.experiment,
            run=summary.run,
        )
        self.index_of(path[0]).add_version(path[1], info)
        return info

    def _free_number(self, path: Path, place: OpenRange, wanted: int | None) -> int:
        """Return the number of a new version: the wanted one if it was never used, or the next."""
        if wanted is None:
            return place.versind_last + 1
        if wanted < 1:
            raise BadValue(f"Versions are numbered from 1; {wanted} can't be a number.")
        if wanted > place.versind_last:
            return wanted
        used = {info.versind for info in self.versions(*path)}
        was = any(
            wanted == gone.versind_last
            if len(gone.path) == Level.VERSION
            else wanted <= gone.versind_last
            for gone in place.gone
        )
        if was or wanted in used:
            raise AlreadyExists(
                f"A version {wanted} is, or was, in '{'/'.join(path)}'; numbers are never used "
                f"twice. The next free one is {place.versind_last + 1}."
            )
        return wanted
