"""Examples in the help of a command: their lines stay lines."""

from __future__ import annotations

from inspect import cleandoc
from typing import TypeVar

import click

__all__ = ["kept_examples"]

C = TypeVar("C", bound=click.Command)

KEPT = "\b\n"
"""Before a paragraph that click is not to fill."""


def kept_examples(command: C) -> C:
    r"""Keep the lines of the paragraphs that begin with ``dcs``, and return the command.

    Examples
    --------
    >>> command = click.Command("ls", help="List.\n\ndcs ls\ndcs ls -c exp:xpptut15")
    >>> kept_examples(command).help
    'List.\n\n\x08\ndcs ls\ndcs ls -c exp:xpptut15'
    """
    paragraphs = cleandoc(command.help or "").split("\n\n")
    kept = [f"{KEPT}{one}" if one.startswith("dcs ") else one for one in paragraphs]
    command.help = "\n\n".join(kept)
    return command
