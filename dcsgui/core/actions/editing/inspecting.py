"""Looking at a file from the desktop: what constants could be taken from it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from dcsgui.core.actions.answers.source_facts import SourceFacts, SourceKind
from dcsgui.core.actions.opening import to_look
from dcsgui.core.files.source_files import (
    TEXT_CTYPES,
    FileForm,
    check_text,
    form_of_file,
    head_of_file,
    npy_form,
)
from dcsgui.core.files.text_reading import text_header
from dcsgui.core.values.errors import DCError
from dcsgui.core.values.names import KNOWN_CTYPES

__all__ = ["LINES", "inspect"]

LINES = 12
"""So many of the first lines of a text are told."""

LONGEST = 200
"""Characters of a line."""

_CTYPE = re.compile(r"^#\s*(?:CALIB_)?C?TYPE\s+([a-z][a-z0-9_]*)\s*$", re.MULTILINE)


def inspect(source: str, ctype: str = "") -> SourceFacts:
    """Say what a file is, from its begin; nothing large is read, and nothing is raised.

    Parameters
    ----------
    source : str
        Path of the file.
    ctype : str
        The type that constants would be for; "" if that is not known yet.

    Returns
    -------
    SourceFacts
        With a `problem` if nothing can be taken from it, or nothing that can be of that type. That
        of a text may still show when it is read whole.
    """
    path = Path(source).absolute()
    facts = SourceFacts(str(path), SourceKind.UNKNOWN)
    try:
        status = path.stat()
        facts = replace(facts, nbytes=status.st_size, mtime_ns=status.st_mtime_ns)
        return _inspected(facts, head_of_file(path), ctype)
    except DCError as error:
        return replace(facts, problem=str(error))
    except (OSError, ValueError):
        return replace(facts, problem=f"There is no file {path}, or it can't be looked at.")


def _inspected(facts: SourceFacts, head: bytes, ctype: str) -> SourceFacts:
    form = form_of_file(head)
    if form is FileForm.HDF5:
        return _detector(facts)
    if form is FileForm.NPY:
        return _array(facts, ctype)
    return _text(facts, head, ctype)


def _detector(facts: SourceFacts) -> SourceFacts:
    store = to_look(facts.source)
    with store.opened():
        found = store.detname(), tuple(store.ctypes())
    return replace(facts, kind=SourceKind.DETECTOR, detname=found[0], ctypes=found[1])


def _array(facts: SourceFacts, ctype: str) -> SourceFacts:
    shape, dtype = npy_form(facts.source)
    name = Path(facts.source).name
    problem = f"{name} is an array, and {ctype} has to be a text." if ctype in TEXT_CTYPES else ""
    return replace(
        facts,
        kind=SourceKind.ARRAY,
        shape=shape,
        dtype=dtype.name,
        ctype=_by_name(facts.source),
        problem=problem,
    )


def _text(facts: SourceFacts, head: bytes, ctype: str) -> SourceFacts:
    text = _decoded(head)
    if text is None:
        what = "neither an array (.npy, text), nor a text, nor a detector file"
        return replace(facts, problem=f"{Path(facts.source).name} is {what}.")
    lines = tuple(line[:LONGEST] for line in text.splitlines()[:LINES])
    said = _CTYPE.search(text)
    guessed = said[1] if said else _by_name(facts.source)
    facts = replace(facts, kind=SourceKind.TEXT, lines=lines, ctype=guessed)
    check_text(facts.source, head)
    if ctype in TEXT_CTYPES or (not ctype and not _numeric(text)):
        return facts if text.strip() else replace(facts, problem="The text is empty.")
    if not _numeric(text):
        what = f"{Path(facts.source).name} is a text and no array, which {ctype} has to be."
        return replace(facts, problem=what)
    header = text_header(facts.source)
    dtype = "" if header.dtype is None else header.dtype.name
    return replace(facts, kind=SourceKind.ARRAY_TEXT, shape=header.shape, dtype=dtype)


def _decoded(head: bytes) -> str | None:
    """Return a text, perhaps cut off in the middle of a character; None if it is none."""
    if b"\0" in head:
        return None
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return head[: error.start].decode("utf-8-sig") if error.start > len(head) - 4 else None


def _numeric(text: str) -> bool:
    """Tell whether the first line that says anything is of numbers."""
    plain = (line.partition("#")[0].split() for line in text.splitlines())
    words = next(filter(None, plain), [])
    try:
        return bool([complex(word) for word in words])
    except ValueError:
        return False


def _by_name(source: str) -> str:
    """Guess a type by the name of a file."""
    name = Path(source).name.lower()
    known = sorted(KNOWN_CTYPES, key=len, reverse=True)
    return next((ctype for ctype in known if ctype in name), "")
