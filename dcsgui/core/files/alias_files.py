"""Alias files, ``<calib>/<dettype>/*.als``: what people call detectors, and when.

They are text, a record a line, everything from a word that begins with ``#`` on is a comment::

    # alias   detector or source      begin                  end
    front     cspad-0001              2016-10-27T00:00:00Z   2017-03-01T00:00:00Z
    front     cspad-0002              1488326401             end
    cam       Camp.0:pnCCD.1

Both ends belong to the validity; without an end, or with the word ``end``, it is open, and without
a begin it is valid always. A target may be an alias itself.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from dcsgui.core.files.small_files import BOM, read_small, reason_of
from dcsgui.core.values.errors import BadValue, shown
from dcsgui.core.values.timestamps import Timestamp

__all__ = [
    "LARGEST",
    "SUFFIX",
    "AliasFile",
    "AliasRecord",
    "BadLine",
    "alias_files",
    "check_alias_name",
    "parse_alias_file",
    "read_alias_file",
]

SUFFIX = ".als"
OPEN_END = "end"
LARGEST = 2**21
"""Bytes of an alias file; no table of names that people made is longer."""

_COMMENT = "#"
_HOPELESS = 100  # lines that mean nothing: then the file is no table of names
_LONGEST = 200  # characters of a name
_FIELDS = "<alias> <detname or source> [<begin> [<end>]]"
_FEWEST, _MOST = 2, 4


@dataclass(frozen=True, slots=True)
class AliasRecord:
    """A line of an alias file.

    Attributes
    ----------
    alias : str
    target : str
        A detector name, a source, or another alias.
    begin, end : Timestamp or None
        Both belong to the validity; None: always before, for ever after.
    path : str
        The file.
    line : int
        Its number in the file, from 1; 0 for one that is in no file.
    """

    alias: str
    target: str
    begin: Timestamp | None = None
    end: Timestamp | None = None
    path: str = ""
    line: int = 0

    def contains(self, tstamp: Timestamp) -> bool:
        """Tell whether it is valid at a time."""
        begun = self.begin is None or self.begin <= tstamp
        return begun and (self.end is None or tstamp <= self.end)

    @property
    def same(self) -> tuple[str, str, Timestamp | None, Timestamp | None]:
        """What it says, wherever that stands."""
        return self.alias, self.target, self.begin, self.end

    @property
    def text(self) -> str:
        """The line of a file that says it.

        Examples
        --------
        >>> AliasRecord("front", "cspad-0001", end=Timestamp.of("2017-03-01T00:00:00Z")).text
        'front cspad-0001 -9223372036 2017-03-01T00:00:00+00:00'
        """
        words = [self.alias, self.target]
        if self.begin is not None or self.end is not None:
            words.append(_FIRST if self.begin is None else self.begin.iso(utc=True))
        if self.end is not None:
            words.append(self.end.iso(utc=True))
        return " ".join(words)

    @property
    def validity(self) -> str:
        """When it is valid, in words."""
        if self.begin is None and self.end is None:
            return "always"
        begin = "" if self.begin is None else f"from {self.begin} "
        return f"{begin}on" if self.end is None else f"{begin}to {self.end}"

    @property
    def where(self) -> str:
        """Where it stands, in words."""
        return f"line {self.line} of {self.path}"


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line, or a whole file (line 0), that can't be understood; other lines count all the same.

    Attributes
    ----------
    path : str
    line : int
    reason : str
        What is wrong with it.
    """

    path: str
    line: int
    reason: str

    @property
    def words(self) -> str:
        """Say it as a sentence."""
        where = f"Line {self.line} of {self.path}" if self.line else f"The alias file {self.path}"
        return f"{where} can't be understood: {self.reason.rstrip('.')}."


@dataclass(frozen=True, slots=True)
class AliasFile:
    """What an alias file says.

    Attributes
    ----------
    path : str
    records : tuple of AliasRecord
        In the order of the file.
    problems : tuple of BadLine
    """

    path: str
    records: tuple[AliasRecord, ...] = ()
    problems: tuple[BadLine, ...] = ()


_FIRST = "-9223372036"
"""The begin of what is valid always before: the first second that a time stamp holds."""


def check_alias_name(name: str, what: str = "alias") -> str:
    """Return a name that can stand in an alias file; `BadValue` for others.

    Examples
    --------
    >>> check_alias_name("Camp.0:pnCCD.1", "source")
    'Camp.0:pnCCD.1'
    """
    if not name or not name.isprintable() or name.split() != [name]:
        raise BadValue(f"{shown(name)} is no {what}; it is one word without blanks.")
    if "/" in name or name.startswith(_COMMENT) or name.endswith((".h5", SUFFIX)):
        raise BadValue(
            f"{shown(name)} is no {what}: it holds a slash, begins with '{_COMMENT}', or is the "
            f"name of a file. Choose another."
        )
    if len(name) > _LONGEST:
        raise BadValue(f"{shown(name)} is too long for a name; it may have {_LONGEST} characters.")
    return name


def alias_files(directory: str) -> list[AliasFile]:
    """Read the alias files in a directory and in those directly in it, by path."""
    found: list[AliasFile] = []
    paths: list[str] = []
    for path in (directory, *_below(directory, found)):
        paths += _paths(path, found)
    return found + [read_alias_file(path) for path in sorted(set(paths))]


def _below(directory: str, found: list[AliasFile]) -> list[str]:
    return [
        entry.path for entry in _entries(directory, found) if entry.name[0] != "." and _is(entry)
    ]


def _paths(directory: str, found: list[AliasFile]) -> list[str]:
    return [
        entry.path
        for entry in _entries(directory, found)
        if entry.name.endswith(SUFFIX) and entry.name[0] != "."
    ]


def _entries(directory: str, found: list[AliasFile]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(directory) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        closed = AliasFile(directory, problems=(BadLine(directory, 0, reason_of(error)),))
        if closed not in found:
            found.append(closed)
        return []


def _is(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link that leads in a circle


def read_alias_file(path: str) -> AliasFile:
    """Read an alias file; what is wrong with it, or with a line of it, is among its problems."""
    try:
        data = read_small(path, LARGEST)
    except BadValue as error:
        return AliasFile(path, problems=(BadLine(path, 0, str(error)),))
    return parse_alias_file(data, path)


def parse_alias_file(data: bytes, path: str) -> AliasFile:
    """Read what an alias file holds; nothing counts of one that is mostly something else."""
    records, problems = [], []
    for number, line in enumerate(data.removeprefix(BOM).split(b"\n"), 1):
        try:
            record = _parsed(line, path, number)
        except BadValue as error:
            problems.append(BadLine(path, number, str(error)))
            if len(problems) > _HOPELESS:
                words = f"over {_HOPELESS} of its lines mean nothing, so none counts"
                return AliasFile(path, problems=(BadLine(path, 0, words), problems[0]))
            continue
        if record is not None:
            records.append(record)
    return AliasFile(path, tuple(records), tuple(problems))


def _parsed(line: bytes, path: str, number: int) -> AliasRecord | None:
    """Read a line; None if it is empty or a comment."""
    words = _words(line)
    if not words:
        return None
    if not _FEWEST <= len(words) <= _MOST:
        raise BadValue(f"it has {len(words)} words and not those of a record, {_FIELDS}")
    alias, target = check_alias_name(words[0]), check_alias_name(words[1], "detector or source")
    begin, end = _times(words[2:])
    return AliasRecord(alias, target, begin, end, path, number)


def _words(line: bytes) -> list[str]:
    words: list[str] = []
    for word in line.split():
        if word.startswith(_COMMENT.encode()):
            break
        try:
            words.append(word.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise BadValue("it is no text in UTF-8") from error
    return words


def _times(words: list[str]) -> tuple[Timestamp | None, Timestamp | None]:
    begin = Timestamp.from_text(words[0]) if words else None
    if begin is not None and begin.text == _FIRST:
        begin = None
    end = Timestamp.from_text(words[1]) if words[1:] and words[1] != OPEN_END else None
    if begin is not None and end is not None and end < begin:
        raise BadValue(f"it would end at {end}, before it begins at {begin}")
    return begin, end
