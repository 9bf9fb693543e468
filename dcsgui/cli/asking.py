"""Asking before something is done: on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click

from dcsgui.core.values.errors import BadValue

__all__ = ["agreed"]


def agreed(question: str, *, yes: bool, before: Iterable[str] = ()) -> bool:
    """Ask whether to go on, unless that was said already.

    Parameters
    ----------
    question : str
        Without a question mark at its end: "Delete pedestals with 3 versions".
    yes : bool
        ``--yes`` was given.
    before : iterable of str
        Lines to be shown above the question.

    Raises
    ------
    BadValue
        If there is no terminal to ask on.
    """
    if yes:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise BadValue(
            f"{question}? There is no terminal to ask on: give --yes to do it, or --dry-run to "
            f"see more. Nothing was done."
        )
    for line in before:
        click.echo(line, err=True)
    return click.confirm(question, default=False, err=True)
