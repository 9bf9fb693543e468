"""Adding and removing aliases: who may is asked first, and why is kept in a comment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dcsgui.core.files.alias_editing import (
    alias_text,
    edit_alias_file,
    with_record,
    without_line,
)
from dcsgui.core.files.alias_files import (
    SUFFIX,
    AliasFile,
    AliasRecord,
    check_alias_name,
    parse_alias_file,
)
from dcsgui.core.files.rights import what_is_closed, why_closed
from dcsgui.core.objects.alias_times import changes_of, circle
from dcsgui.core.objects.aliases import Aliases, circle_words, older_detname
from dcsgui.core.objects.arguments import note_of
from dcsgui.core.objects.author import current_author
from dcsgui.core.objects.permissions import check
from dcsgui.core.objects.places import detector_file
from dcsgui.core.objects.timeline import ChangedStretch
from dcsgui.core.values.errors import AccessDenied, AlreadyExists, BadValue, Conflict, NotFound
from dcsgui.core.values.names import DetName
from dcsgui.core.values.roles import Need, Role
from dcsgui.core.values.timestamps import Timestamp

__all__ = ["FILE", "AliasEdit", "add_alias", "change_alias", "remove_alias"]

FILE = f"aliases{SUFFIX}"
"""The alias file of a detector type that is made if there is none."""

Edit = Callable[[Aliases, bytes], tuple[bytes, AliasRecord]]
"""Makes, of the aliases that there are and the text of one file, the new text of that file."""


@dataclass(frozen=True, slots=True)
class AliasEdit:
    """What was, or would be, added or removed.

    Attributes
    ----------
    record : AliasRecord
        With the file, and the line where it is, or was.
    changes : list of ChangedStretch
        When the alias stands for something else than before, by target.
    """

    record: AliasRecord
    changes: list[ChangedStretch]


def add_alias(
    directory: str, record: AliasRecord, *, comment: str = "", dry_run: bool = False
) -> AliasEdit:
    """Add a record to an alias file.

    Parameters
    ----------
    directory : str
        The calib directory.
    record : AliasRecord
        If it names no file, that is ``<calib>/<dettype>/aliases.als``, where the dettype is that
        of its target.
    comment : str
        Why, for the comment above it.
    dry_run : bool
        Only look whether it could be done.

    Raises
    ------
    AlreadyExists
        If there is that record, or one with the same ends and another target.
    BadValue
        If a name can't be one, is that of a detector file, or the alias would lead to itself.
    AccessDenied
        If the system, or the access file, forbids it; curators may.
    Busy, StoreNotAvailable
    """
    _check_record(record)
    note = _note("add", record, comment)

    def edit(before: Aliases, data: bytes) -> tuple[bytes, AliasRecord]:
        _check_new(before, record)
        made = with_record(data, record, note)
        return made, _last(parse_alias_file(made, path))

    path = record.path or _file_for(directory, record.target)
    return _carry_out(directory, path, record, edit, dry_run=dry_run)


def remove_alias(
    directory: str, meant: AliasRecord, *, comment: str = "", dry_run: bool = False
) -> AliasEdit:
    """Put a comment in the place of a record, with what it said and why it is gone.

    Parameters
    ----------
    directory : str
        The calib directory.
    meant : AliasRecord
        The record, as `Aliases` has read it.
    comment : str
        Why.
    dry_run : bool
        Only look whether it could be done.

    Raises
    ------
    Conflict
        If it is not in its file any more.
    AccessDenied, Busy, StoreNotAvailable
    """
    note = _note("rm", meant, comment)

    def edit(before: Aliases, data: bytes) -> tuple[bytes, AliasRecord]:
        there = _there(before, meant)
        return without_line(data, there.line, note), there

    return _carry_out(directory, meant.path, meant, edit, dry_run=dry_run)


def change_alias(
    directory: str,
    meant: AliasRecord,
    record: AliasRecord,
    *,
    comment: str = "",
    dry_run: bool = False,
) -> AliasEdit:
    """Remove a record and add another one of that alias to the same file, as one change.

    Parameters
    ----------
    directory : str
        The calib directory.
    meant : AliasRecord
        The one that goes, as `Aliases` has read it.
    record : AliasRecord
        The one that comes.
    comment : str
        Why.
    dry_run : bool
        Only look whether it could be done.

    Raises
    ------
    Conflict
        If the first is not in its file any more.
    AlreadyExists, BadValue
        If the second can't be added without the first.
    AccessDenied, Busy, StoreNotAvailable
    """
    _check_record(record)
    goes, comes = _note("rm", meant, comment), _note("add", record, comment)

    def edit(before: Aliases, data: bytes) -> tuple[bytes, AliasRecord]:
        left = without_line(data, _there(before, meant).line, goes)
        _check_new(_aliases(directory, meant.path, left), record)
        made = with_record(left, record, comes)
        return made, _last(parse_alias_file(made, meant.path))

    _check_allowed(meant.path, meant.target)
    return _carry_out(directory, meant.path, record, edit, dry_run=dry_run)


def _there(aliases: Aliases, meant: AliasRecord) -> AliasRecord:
    """Return a record as it is in its file now; `Conflict` if it is not."""
    same = [one for one in aliases.of(meant.alias) if one.same == meant.same]
    there = [one for one in same if one.path == meant.path]
    if not there:
        raise Conflict(
            f"{meant.path} does not say '{meant.text}' any more: somebody changed it. Nothing "
            f"was done; look again."
        )
    return min(there, key=lambda one: abs(one.line - meant.line))


def _carry_out(
    directory: str, path: str, record: AliasRecord, edit: Edit, *, dry_run: bool
) -> AliasEdit:
    _check_allowed(path, record.target)
    made: list[AliasEdit] = []

    def edited(data: bytes) -> bytes:
        before = _aliases(directory, path, data)
        text, changed = edit(before, data)
        after = _aliases(directory, path, text)
        made.append(AliasEdit(changed, changes_of(record.alias, before, after)))
        return text

    if dry_run:
        edited(alias_text(path))
    else:
        edit_alias_file(path, edited)
    return made[-1]


def _last(file: AliasFile) -> AliasRecord:
    """Return the last record of a file; `BadValue` where nothing in it counts."""
    if not file.records:
        raise BadValue(f"{file.problems[0].words} Put it right first; nothing was done.")
    return file.records[-1]


def _aliases(directory: str, path: str, data: bytes) -> Aliases:
    """Return all aliases, with what is, or is to be, in one of the files."""
    others = [file for file in Aliases(directory).files if file.path != path]
    files = sorted([*others, parse_alias_file(data, path)], key=lambda file: file.path)
    return Aliases(directory, files)


def _check_record(record: AliasRecord) -> None:
    check_alias_name(record.alias)
    check_alias_name(record.target, "detector or source")
    if record.alias == record.target:
        raise BadValue(f"An alias can't stand for itself: {record.alias} -> {record.target}.")
    if record.begin is not None and record.end is not None and record.end < record.begin:
        raise BadValue(
            f"The alias would end at {record.end}, before it begins at {record.begin}; give an "
            f"end that is not before the begin."
        )


def _check_new(aliases: Aliases, record: AliasRecord) -> None:
    file_of = partial(detector_file, Path(aliases.directory))
    try:
        file = file_of(record.alias)
    except BadValue:
        file = None
    if file is not None:
        raise BadValue(
            f"'{record.alias}' is the name of a detector, whose file {file} comes before any "
            f"alias; choose another name."
        )
    for one in aliases.of(record.alias):
        if (one.begin, one.end) == (record.begin, record.end):
            raise AlreadyExists(
                f"'{one.alias}' stands for {one.target} with the same ends already ({one.where}); "
                f"remove that first, or give other ends."
            )
    extended = Aliases(aliases.directory, [*aliases.files, AliasFile("", (record,))])
    found = circle(extended, record, file_of)
    if found is not None:
        raise BadValue(circle_words(found[0].names, found[1]))


def _file_for(directory: str, target: str) -> str:
    root, name = Path(directory), older_detname(target) or target
    try:
        dettype = DetName.parse(name).dettype
    except BadValue:
        known = Aliases(directory).of(target)
        if not known:
            raise NotFound(
                f"'{target}' is neither a detector name, nor a source, nor an alias in "
                f"{directory}; add that alias first, or name the detector, as in 'cspad-0001'."
            ) from None
        return known[-1].path
    return str((root if root.name == dettype else root / dettype) / FILE)


def _check_allowed(path: str, target: str) -> None:
    parent = Path(path).parent
    if closed := what_is_closed(path):
        raise AccessDenied(
            f"The aliases in {path} can't be changed: {why_closed(closed)}. Ask its owner."
        )
    check(parent / f"{older_detname(target) or target}.h5", [Need(Role.CURATOR, "")])


def _note(action: str, record: AliasRecord, comment: str) -> str:
    author = current_author()
    words = " ".join(note_of(comment, "A comment").split())
    said = f"{Timestamp.now().iso(utc=True)} {author.user}@{author.host} {action} {record.text}"
    return f"{said}: {words}" if words else said
