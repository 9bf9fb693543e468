"""Changes detector files of the older PSCalib code in their own layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

import h5py

from dcsgui.core.files import guard, reading_back
from dcsgui.core.files.damage import guarded_change
from dcsgui.core.files.layout import Writer
from dcsgui.core.files.pscalib import (
    data,
    deleting,
    dictpars,
    elements,
    history,
    nodes,
    undoing,
    used,
)
from dcsgui.core.files.pscalib import deleted as deletions
from dcsgui.core.files.pscalib.reading import GENERATION, PscalibReader, info_of
from dcsgui.core.files.records import (
    Constants,
    Deleted,
    NewVersion,
    ParValue,
    Path,
    Record,
    VersionInfo,
)
from dcsgui.core.files.undo_log import UndoEntry
from dcsgui.core.values.errors import AlreadyExists, BadValue
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity


class PscalibWriter(PscalibReader, Writer):
    """Changes one detector file of the older code, which goes on reading it.

    What that code can't load is refused; what it can't see (attributes) holds what its layout has
    no place for: digests, numbers already used, who did what.
    """

    births_above: ClassVar[bool] = True

    @guarded_change
    def set_head(
        self,
        *,
        dettype: str,
        detid: str,
        tscfile: Timestamp | None,
        predecessor: str | None,
        successor: str | None,
    ) -> None:
        """Write the root level; what says the same already is not touched."""
        texts = {
            "dettype": dettype,
            "detid": detid,
            "detname": f"{dettype}-{detid}",
            "predecessor": predecessor,
            "successor": successor,
        }
        for name, text in texts.items():
            if text is None:
                self._remove(name)
            elif elements.read_text(self.file, name) != text:
                elements.write_text(self.file, name, text)
        if tscfile is None:
            self._remove("tscfile")
        elif elements.read_time(self.file, "tscfile") != tscfile:
            elements.write_time(self.file, "tscfile", tscfile)

    def _remove(self, name: str) -> None:
        if guard.has(self.file, name):
            del self.file[name]

    @guarded_change
    def add_ctype(self, ctype: str) -> None:
        """Add an empty type, one of `nodes.CTYPES`."""
        if ctype not in nodes.CTYPES:
            raise BadValue(
                f"'{ctype}' can't be added to {guard.file_name(self.file)}: the older PSCalib "
                f"code, whose layout this file has, could not open it any more. Use one of "
                f"{', '.join(nodes.CTYPES)}, or convert the file ('dcs convert')."
            )
        if guard.has(self.file, ctype):
            raise AlreadyExists(
                f"There is a type '{ctype}' in {guard.file_name(self.file)} already."
            )
        elements.write_text(self.file.create_group(ctype), "ctype", ctype)

    @guarded_change
    def add_range(self, ctype: str, validity: Validity) -> str:
        """Add an empty range, named by the whole seconds around it."""
        group = nodes.find(self.file, (ctype,))
        name = nodes.range_name(validity)
        self._check_free(group, name)
        range_group = group.create_group(name)
        _write_ends(range_group, validity)
        elements.write_whole(range_group, "versdef", 0)
        return name

    @guarded_change
    def change_range(self, path: Path, validity: Validity) -> str:
        """Give a range other ends, and the name that goes with them."""
        parent, group = nodes.find(self.file, path[:1]), nodes.find(self.file, path)
        name = nodes.range_name(validity)
        if name != path[1]:
            self._check_free(parent, name)
            nodes.move(parent, path[1], parent, name)
            deletions.rename_range(self.file, path, name)
        _write_ends(group, validity)
        return name

    def _check_free(self, ctype_group: h5py.Group, name: str) -> None:
        if guard.has(ctype_group, name):
            raise AlreadyExists(
                f"There is a range '{name}' in {guard.where(ctype_group)} already; the layout of "
                f"this file tells ranges apart by whole seconds only."
            )

    @guarded_change
    def used_times(self, path: Path) -> set[int]:
        """Production times (ns) ever used in a range."""
        return used.known(self.file, path).times

    @guarded_change
    def add_version(self, path: Path, new: NewVersion) -> VersionInfo:
        """Add a version; the record of its addition goes to the range, as in the older code."""
        range_group, known = nodes.find(self.file, path), used.known(self.file, path)
        number = _number_for(range_group, known, new.versind)
        name = nodes.version_name(number)
        if new.tsvers.ns in known.times:
            raise AlreadyExists(
                f"A version produced at {new.tsvers} was in {guard.where(range_group)} before; "
                f"give this one another production time."
            )
        group = range_group.create_group(name)
        elements.write_whole(group, "version", number)
        elements.write_time(group, "tsprod", new.tsvers)
        if new.constants is not None:
            data.write(group, new.constants, new.digest)
        dictpars.change(group, new.pars)
        for record in new.history:
            history.add(group, record)
        added = new.record
        if added is not None:
            if not added.action or added.action.startswith("add version"):
                added = replace(added, action=f"add version {number}")
            history.add(range_group, added)
        last = max(number, known.last)
        elements.write_attribute_number(range_group, used.VERSIND_LAST, last)
        addition = history.additions([added] if added else []).get(number)
        return info_of(name, number, group, dictpars.read(range_group), addition)

    @guarded_change
    def set_default(self, path: Path, version: str | None) -> None:
        """Pin the default of a range to a version by name; None returns it to auto."""
        range_group, number = nodes.find(self.file, path), 0
        if version is not None:
            nodes.find(self.file, (*path, version))
            number = nodes.version_numbers(range_group)[version]
        if elements.read_whole(range_group, "versdef") != number:
            elements.write_whole(range_group, "versdef", number)

    @guarded_change
    def set_tsprod(self, path: Path, tsvers: Timestamp) -> str:
        """Give a version another production time; it keeps its name."""
        group = self._version_group(path)
        now = elements.read_time(group, "tsprod")
        if now != tsvers:
            if tsvers.ns in self.used_times(path[:2]):
                raise AlreadyExists(
                    f"Another version of {guard.where(group.parent)} was produced at {tsvers}; "
                    f"give a time that none had."
                )
            elements.write_time(group, "tsprod", tsvers)
        return path[-1]

    @guarded_change
    def set_constants(self, path: Path, constants: Constants) -> None:
        """Give a version other constants; the old ones go when the new ones are in."""
        data.write(self._version_group(path), constants)

    @guarded_change
    def written(self, path: Path) -> Callable[[], str]:
        """Return what computes the digest of constants from what went to disk."""
        dset = guard.dataset(self._version_group(path), data.DATA)
        return reading_back.digest_of_written(dset, self.draft)

    @guarded_change
    def set_pars(self, path: Path, pars: Mapping[str, ParValue], gone: Sequence[str] = ()) -> None:
        """Add or replace these parameters of a node, and remove the keys in `gone`."""
        dictpars.change(nodes.find(self.file, path), pars, gone)

    @guarded_change
    def add_record(self, path: Path, record: Record) -> None:
        """Add a record to the history of a node, a microsecond later if its time is taken."""
        history.add(nodes.find(self.file, path), record)

    @guarded_change
    def set_history(self, path: Path, records: Sequence[Record]) -> None:
        """Replace the history of a node; records that stay are not written anew."""
        history.replace(nodes.find(self.file, path), records)

    @guarded_change
    def delete(self, path: Path, record: Record) -> Deleted:
        """Take a node out of every listing, also the older code's."""
        return deleting.delete(self.file, path, record)

    @guarded_change
    def readdress(self, number: int, path: Path) -> None:
        """Say where a deleted version is to return to."""
        deletions.readdress(self.file, number, path)

    @guarded_change
    def restore(self, number: int) -> Deleted:
        """Put back what a deletion took."""
        return deleting.restore(self.file, number)

    @guarded_change
    def purge(self, number: int) -> Deleted:
        """Remove for ever what a deletion took; once more does nothing."""
        return deleting.purge(self.file, number)

    @guarded_change
    def add_undo(self, entry: UndoEntry) -> int:
        """Remember how a change is taken back, and return its number."""
        return undoing.add_undo(self.file, entry)

    @guarded_change
    def set_aside(self, path: Path) -> str:
        """Take the constants of a version away, and return the name under which they are kept."""
        return undoing.set_aside(self.file, self._version_group(path))

    @guarded_change
    def has_aside(self, name: str) -> bool:
        """Whether constants are kept under this name."""
        return undoing.has_aside(self.file, name)

    @guarded_change
    def put_back(self, path: Path, name: str) -> None:
        """Give a version the constants kept under this name, in place of those that it has."""
        undoing.put_back(self.file, self._version_group(path), name)

    @guarded_change
    def finish(self) -> int:
        """Raise the generation and return it."""
        generation = elements.attribute_number(self.file, GENERATION) + 1
        elements.write_attribute_number(self.file, GENERATION, generation)
        return generation


def _write_ends(range_group: h5py.Group, validity: Validity) -> None:
    elements.write_time(range_group, "begin", validity.begin, validity.begin_number)
    if validity.end is None:
        elements.write_text(range_group, "end", elements.OPEN_END)
    else:
        elements.write_time(range_group, "end", validity.end, validity.end_number)
    elements.write_text(range_group, "range", nodes.range_name(validity))


def _number_for(range_group: h5py.Group, known: used.Known, wanted: int | None) -> int:
    """Return the number that a new version gets: the wanted one, or else the next free one."""
    named = history.numbers_named(history.read(range_group))
    free = known.last + 1
    while free in named or guard.has(range_group, nodes.version_name(free)):
        free += 1
    if wanted is None:
        return free
    if wanted < 1:
        raise BadValue(f"Versions are numbered from 1; {wanted} can't be a number.")
    taken = guard.has(range_group, nodes.version_name(wanted))
    if taken or wanted <= known.before or wanted in known.numbers | named:
        raise AlreadyExists(
            f"A version {wanted} is or was in {guard.where(range_group)}; numbers are never "
            f"used twice. The next free one is {free}."
        )
    return wanted
