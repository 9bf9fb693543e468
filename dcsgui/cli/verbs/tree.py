"""``dcs tree``: all that a detector has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import click

from dcsgui.cli.failures import Status
from dcsgui.cli.forms import form_text
from dcsgui.cli.moments import time_text
from dcsgui.cli.options import calib_option, node_argument
from dcsgui.cli.shown import Shown
from dcsgui.cli.verb import verb
from dcsgui.cli.verbs.ls import star
from dcsgui.cli.waiting import progress_shown
from dcsgui.cli.where import node_of
from dcsgui.core.actions.answers.contents import ListedRange, ListedType, Tree
from dcsgui.core.actions.answers.listings import VersionRow
from dcsgui.core.values.amounts import counted, size_text

__all__ = ["command"]

MOST = 20
"""So many ranges of a type, and versions of a range, are shown unless all are asked for."""

T = TypeVar("T")


@verb("tree", answer=Tree)
@node_argument
@click.option("-a", "--all", "everything", is_flag=True, help="Show long lists whole.")
@calib_option
def command(node: str, calib: str | None, *, everything: bool) -> Shown:
    """Show all that a detector has, or what is below one of its types or ranges.

    Types, ranges with their validity, and versions with what they are. A star marks the default
    that somebody set, a star in brackets the version added last, which answers if nothing is set.
    Of long lists the last ones are shown; -a shows them whole.

    dcs tree cspad-0001
    dcs tree cspad-0001/pedestals -a
    """
    from dcsgui.core.actions.contents import tree

    with progress_shown() as progress:
        found = tree(node_of(node, calib), progress=progress)
    damaged = any(one.problem for one in found.types)
    status = Status.DAMAGED if damaged else Status.DONE
    return Shown(found, lambda: ["\n".join(_lines(found, whole=everything))], status=status)


def _lines(found: Tree, *, whole: bool) -> Iterator[str]:
    yield found.detname
    for one, is_last in _marked(found.types):
        yield f"{_branch(is_last)}{_type_text(one)}"
        inner = _stem(is_last)
        ranges, left = _shown(one.ranges, whole=whole)
        if left:
            yield f"{inner}├── ... {left} earlier ranges; -a shows all"
        for each, last_range in _marked(ranges):
            yield f"{inner}{_branch(last_range)}{_range_text(each)}"
            yield from _versions(each, inner + _stem(last_range), whole=whole)


def _versions(one: ListedRange, inner: str, *, whole: bool) -> Iterator[str]:
    versions, left = _shown(one.versions, whole=whole)
    if left:
        yield f"{inner}├── ... {left} earlier versions; -a shows all"
    for each, is_last in _marked(versions):
        yield f"{inner}{_branch(is_last)}{_version_text(each)}"


def _shown(items: Sequence[T], *, whole: bool) -> tuple[Sequence[T], int]:
    """Return the last items of a long list, and how many are left out."""
    left = 0 if whole else max(0, len(items) - MOST)
    return items[left:], left


def _marked(items: Sequence[T]) -> Iterator[tuple[T, bool]]:
    """Go through items, and tell which is the last one."""
    for number, item in enumerate(items, 1):
        yield item, number == len(items)


def _branch(is_last: bool) -> str:
    return "└── " if is_last else "├── "


def _stem(is_last: bool) -> str:
    return "    " if is_last else "│   "


def _type_text(one: ListedType) -> str:
    if one.problem:
        return f"{one.ctype}  damaged: {one.problem}"
    return (
        f"{one.ctype}  {counted(one.nranges, 'range')}, {counted(one.nversions, 'version')}, "
        f"{size_text(one.nbytes)}"
    )


def _range_text(one: ListedRange) -> str:
    begin, end = time_text(one.begin_ns), time_text(one.end_ns, "open")
    text = f"{one.name}  {begin} .. {end}"
    return text if one.nversions else f"{text}  no versions"


def _version_text(one: VersionRow) -> str:
    made = time_text(one.tsvers_ns, "unknown time")
    what = f"{form_text(one.kind, one.shape, one.dtype)}, {size_text(one.nbytes)}"
    words = [f"v{one.versind}{star(one)}", made, what, one.author, " ".join(one.comment.split())]
    return "  ".join(word for word in words if word)
