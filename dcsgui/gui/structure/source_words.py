"""What a file from the desktop is, in words for people."""

from __future__ import annotations

from pathlib import PurePath

from dcsgui.core.actions.answers.source_facts import SourceFacts, SourceKind
from dcsgui.core.values.amounts import size_text

__all__ = ["source_words"]


def source_words(facts: SourceFacts) -> str:
    """Say what a file is.

    Examples
    --------
    >>> array = SourceFacts("/a/p.npy", SourceKind.ARRAY, nbytes=96, shape=(4, 6), dtype="f4")
    >>> source_words(array)
    'n-d array 4 \N{MULTIPLICATION SIGN} 6 of f4, 96 B'
    >>> source_words(SourceFacts("/a/g.txt", SourceKind.TEXT, nbytes=7, lines=("# geometry",)))
    'text, 7 B, begins “# geometry”'
    """
    size = size_text(facts.nbytes)
    match facts.kind:
        case SourceKind.ARRAY:
            return f"n-d array {_array(facts)}, {size}"
        case SourceKind.ARRAY_TEXT:
            return f"n-d array as text, {_array(facts)}, {size}"
        case SourceKind.TEXT:
            begin = next((line.strip() for line in facts.lines if line.strip()), "")
            return f"text, {size}, begins “{begin}”" if begin else f"text, {size}"
        case SourceKind.DETECTOR:
            return f"detector file of {facts.detname}, {size}"
    return f"not understood, {size}" if facts.nbytes else PurePath(facts.source).name


def _array(facts: SourceFacts) -> str:
    if facts.shape is None:
        shape = "its shape is known when it is read"
    else:
        shape = " \N{MULTIPLICATION SIGN} ".join(map(str, facts.shape)) or "a single number"
    return f"{shape} of {facts.dtype}" if facts.dtype else shape
