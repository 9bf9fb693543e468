"""Making a command of a function: what is the same for all verbs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from dcsgui.cli.catalogue import VERBS
from dcsgui.cli.examples import kept_examples
from dcsgui.cli.shown import Shown, show

__all__ = ["Verb", "verb"]


class Verb(click.Command):
    """A command whose answer can be had as JSON.

    Attributes
    ----------
    answer : type
        The class of the answer; its fields are the shape of the JSON.
    many : bool
        A list of them.
    """

    answer: type
    many: bool = False


def verb(
    name: str, *, answer: type, many: bool = False, group: click.Group | None = None
) -> Callable[[Callable[..., Shown]], Verb]:
    """Make a verb of a function that returns what is to be shown.

    Parameters
    ----------
    name : str
        As in the catalogue, or that of a member of a group (``alias add``).
    answer : type
        The class of its answer.
    many : bool
        The answer is a tuple of them.
    group : click.Group, optional
        The family it belongs to.
    """

    def made(function: Callable[..., Shown]) -> Verb:
        @wraps(function)
        def called(*args: Any, as_json: bool, **kwargs: Any) -> int:
            shown = function(*args, **kwargs)
            _check(name, shown.answer, answer, many=many)
            return show(shown, as_json=as_json)

        vars(called).setdefault("__click_params__", []).insert(0, _as_json())
        entry = None if group else VERBS.get(name)
        summary = entry.summary if entry else None
        command = click.command(name, cls=Verb, short_help=summary)(called)
        kept_examples(command)
        command.answer, command.many = answer, many
        if group is not None:
            group.add_command(command)
        return command

    return made


def _as_json() -> click.Option:
    text = "Print the answer as JSON; its shape is in the reference."
    return click.Option(["--json", "as_json"], is_flag=True, help=text)


def _check(name: str, given: object, answer: type, *, many: bool) -> None:
    """Hold a verb to the answer that the reference documents."""
    answers = given if many and isinstance(given, tuple) else (given,)
    if not all(isinstance(one, answer) for one in answers):
        raise TypeError(f"dcs {name} is to answer with {answer.__name__}, not {given!r}")
