"""Tables: fitted to a terminal; whole, and aligned, where a program or a file takes them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TextIO

__all__ = ["Column", "Table"]

FITTED = 1_000
"""Tables with more rows are not fitted to the terminal: nobody reads them there, and they wait."""


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
        if file is sys.stdout and file.isatty() and len(self.rows) <= FITTED:
            self._fit(file)
        else:
            self._align(file)

    def _columns(self) -> list[Column]:
        return [Column(one) if isinstance(one, str) else one for one in self.columns]

    def _align(self, file: TextIO) -> None:
        columns = self._columns()
        everything = [[column.title for column in columns], *self.rows]
        widths = [max(map(len, texts)) for texts in zip(*everything, strict=True)]
        for row in everything:
            cells = zip(row, widths, columns, strict=True)
            line = [text.rjust(n) if one.right else text.ljust(n) for text, n, one in cells]
            file.write(f"{'  '.join(line).rstrip()}\n")

    def _fit(self, file: TextIO) -> None:
        from rich.console import Console
        from rich.table import Table as Fitted
        from rich.text import Text

        fitted = Fitted(box=None, pad_edge=False, header_style="bold", show_edge=False)
        for one in self._columns():
            fitted.add_column(
                one.title,
                justify="right" if one.right else "left",
                overflow="ellipsis" if one.cut else "fold",
                no_wrap=one.cut,
            )
        for row in self.rows:
            fitted.add_row(*map(Text, row))
        Console(file=file, no_color="NO_COLOR" in os.environ).print(fitted)
