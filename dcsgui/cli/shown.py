"""What a verb gives back: an answer, how it looks to a person, and the exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from dcsgui.cli.failures import Status

if TYPE_CHECKING:
    from dcsgui.cli.tables import Table

__all__ = ["Shown", "show"]


@dataclass(frozen=True, slots=True)
class Shown:
    """The outcome of a verb.

    Attributes
    ----------
    answer : object
        What ``--json`` prints: an answer of the actions, or a tuple of them.
    parts : function
        Makes what a person reads on stdout: lines, and tables. It is not called for ``--json``.
    words : str or sequence of str
        Said on stderr: what was done, in sentences; also with ``--json``.
    status : Status
    """

    answer: object
    parts: Callable[[], Iterable[str | Table]] = tuple
    words: str | Sequence[str] = ()
    status: Status = Status.DONE


def show(shown: Shown, *, as_json: bool) -> int:
    """Print an outcome, and return its exit status."""
    if as_json:
        from dcsgui.cli.jsons import to_json

        click.echo(to_json(shown.answer))
    else:
        for part in shown.parts():
            if isinstance(part, str):
                click.echo(part)
            else:
                part.print(sys.stdout)
    for line in [shown.words] if isinstance(shown.words, str) else shown.words:
        click.echo(line, err=True)
    return shown.status
