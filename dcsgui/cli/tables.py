"""Tables: fitted to a terminal; whole, and aligned, where a program or a file takes them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TextIO

__all__ = ["Column", "Table"]

FITTED = 1_000
"""Tables with more rows are not fitted to the terminal: nobody reads them there, and they wait."""

USUAL = 80
"""Characters in a line of a terminal that does not say how wide it is."""

BOLD, PLAIN = "\033[1m", "\033[0m"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; numbers stand on the right, and what may be cut off gives way first."""

    title: str
    right: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts below titles.

    Attributes
    ----------
    columns : sequence of Column or str
        A text is a plain column.
    rows : list of sequence of str
        As many texts each as there are columns, without line ends.
    title : str
        A line above; "" for none.
    """

    columns: Sequence[Column | str]
    rows: list[Sequence[str]] = field(default_factory=list)
    title: str = ""

    def print(self, file: TextIO) -> None:
        """Write the table; nothing but its title where it has no rows."""
        if self.title:
            file.write(f"{self.title}\n")
        if not self.rows:
            return
        columns = [Column(one) if isinstance(one, str) else one for one in self.columns]
        titles = [column.title for column in columns]
        rows = [titles, *(tuple(map(_printable, row)) for row in self.rows)]
        fitted = _is_terminal(file) and len(self.rows) <= FITTED
        if fitted:
            from dcsgui.cli.fitting import column_widths

            widths = column_widths(rows, [column.cut for column in columns], _width_of(file))
        else:
            widths = [max(map(len, texts)) for texts in zip(*rows, strict=True)]
        for number, row in enumerate(rows):
            lines = "\n".join(_lines(row, columns, widths, fitted=fitted))
            file.write(f"{BOLD}{lines}{PLAIN}\n" if fitted and not number else f"{lines}\n")


def _lines(
    row: Sequence[str], columns: Sequence[Column], widths: Sequence[int], *, fitted: bool
) -> Iterator[str]:
    """Write the lines of a row: one, unless cells have to be broken."""
    cells = [[text] for text in row]
    if fitted:
        from dcsgui.cli.fitting import cell_lines

        parts = zip(row, columns, widths, strict=True)
        cells = [cell_lines(text, width, cut=column.cut) for text, column, width in parts]
    for texts in zip_longest(*cells, fillvalue=""):
        placed = zip(texts, columns, widths, strict=True)
        line = (text.rjust(n) if one.right else text.ljust(n) for text, one, n in placed)
        yield "  ".join(line).rstrip()


def _printable(text: str) -> str:
    """Show what would move about on a terminal, or break a line, as its code."""
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )


def _is_terminal(file: TextIO) -> bool:
    return file in {sys.stdout, sys.stderr} and file.isatty()


def _width_of(file: TextIO) -> int:
    """Return how many characters a line of a terminal has."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    try:
        return os.get_terminal_size(file.fileno()).columns or USUAL
    except OSError:
        return USUAL
