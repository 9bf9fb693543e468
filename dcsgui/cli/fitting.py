"""Fitting the cells of a table to the width of a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

__all__ = ["cell_lines", "column_widths"]

GAP = 2
"""Blanks between columns."""

CUT = 8
"""So much is left of what may be cut off, at least."""

_PIECE = re.compile(r".+?(?:[ ,/]+|(?<=[0-9])T(?=[0-9])|(?<=[0-9])-(?=[0-9]{5})|$)")
"""What is rather not broken: words, dates and times of day, numbers."""


def column_widths(rows: Sequence[Sequence[str]], cut: Sequence[bool], room: int) -> list[int]:
    """Share the room out among columns: what may be cut off gives way first, then what is widest.

    Parameters
    ----------
    rows : sequence of sequence of str
        With the titles.
    cut : sequence of bool
        For each column, whether its cells may be cut off.
    room : int
        Characters in a line.

    Examples
    --------
    >>> column_widths([("2016-10-27T10:00:00+00:00", "a long comment")], (False, True), 40)
    [25, 13]
    >>> column_widths([("2016-10-27T10:00:00+00:00", "a long comment")], (False, True), 25)
    [15, 8]
    """
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, texts)) for texts in columns]
    room -= GAP * (len(columns) - 1)
    pieces = [max(len(one) for text in texts for one in _pieces(text)) for texts in columns]
    may = [min(CUT, n) if is_cut else n for n, is_cut in zip(widths, cut, strict=True)]
    words = [min(n, piece) for n, piece in zip(may, pieces, strict=True)]
    for floors in (may, words, [1] * len(widths)):
        _shrink(widths, floors, room)
    return widths


def _shrink(widths: list[int], floors: Sequence[int], room: int) -> None:
    """Take from the widest column that may still give, until all fit or none may."""
    while sum(widths) > room:
        givers = [n for n, floor in enumerate(floors) if widths[n] > floor]
        if not givers:
            return
        widths[max(givers, key=widths.__getitem__)] -= 1


def cell_lines(text: str, width: int, *, cut: bool) -> list[str]:
    """Break a cell into lines that are not wider; or cut it off.

    Examples
    --------
    >>> cell_lines("2016-10-27T10:00:00+00:00", 15, cut=False)
    ['2016-10-27T', '10:00:00+00:00']
    >>> cell_lines("a long comment", 8, cut=True)
    ['a long …']
    """
    if len(text) <= width:
        return [text]
    if cut:
        return [f"{text[: width - 1]}…"]
    lines = [""]
    for piece in _folded(text, width):
        if len(lines[-1]) + len(piece.rstrip()) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.rstrip() for line in lines]


def _folded(text: str, width: int) -> Iterator[str]:
    for piece in _pieces(text):
        yield from (piece[n : n + width] for n in range(0, len(piece), width))


def _pieces(text: str) -> list[str]:
    """Split a text where a line may rather end: after blanks, and within a time after its date."""
    return _PIECE.findall(text) or [""]
