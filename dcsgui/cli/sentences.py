"""What was done to a detector file, in sentences: from what the file remembers of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dcsgui.cli.moments import range_words
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.validity import Validity

__all__ = ["done_words", "sentences"]

_RANGE, _VERSION = 2, 3
"""How deep they are."""

_VERBS = {
    "add": "added",
    "change": "changed",
    "del": "deleted",
    "delete": "removed",
    "purge": "purged",
    "remove": "removed",
    "rename": "renamed",
    "replace": "replaced",
    "restore": "restored",
    "set": "set",
}
_NOW = {"del": "delete", "delete": "remove"}
"""What the history calls otherwise than people do."""

_ACTIONS = (
    (r"(add|del|restore) ctype (.+)", "the type {0}"),
    (r"(add|del|restore) range (.+)", "the range {0} of {ctype}, {range}"),
    (r"(add|del|restore) version (.+)", "{number} of {node}"),
    (r"(set) default from (.+) to (.+)", "the default of {node}, to {1}; it was {0}"),
    (r"(set) parameters (.+)", "parameters of {node}: {0}"),
    (r"(delete) parameters (.+)", "parameters of {node}: {0}"),
    (r"(rename) parameter (.+) to (.+)", "the parameter {0} of {node} to {1}"),
    (r"(remove) the file (.+)", "the file {0}, which held nothing"),
    (r"(set) production time to (.+)", "the production time of {node} to {0}"),
    (r"(add|replace|remove) constants", "the constants of {node}"),
    (r"(change) range from (.+) to .+", "the range {0} of {ctype}: it is now {range}"),
    (r"(add) comment", "a comment to the history of {node}"),
    (r"(purge) (.+)", "{0} for ever"),
)
"""The actions of a history, and what they were done to."""

Path = tuple[str, ...]


class _Deed(NamedTuple):
    """What was done: ``add``, ``added``, and what; no verb if that is not known."""

    verb: str
    past: str
    what: str


def sentences(did: Sequence[str], *, file: str, dry_run: bool = False) -> list[str]:
    """Say what was done, or would be: a sentence each, of which the first tells the file.

    Parameters
    ----------
    did : sequence of str
        As files remember it: ``pedestals/1477526400: add version 2``.
    file : str
    dry_run : bool
        It was only tried.

    Examples
    --------
    >>> sentences(["del ctype gain", "set predecessor x-1"], file="x-2.h5", dry_run=True)
    ['Would delete the type gain (x-2.h5).', 'Would be done: set predecessor x-1.']
    """
    said = [_sentence(deed, dry_run=dry_run) for deed in _deeds(did)]
    return [f"{words} ({file})." if not n else f"{words}." for n, words in enumerate(said)]


def done_words(did: Sequence[str]) -> str:
    """Say in a row what was done, as in "added v2 of gain, valid from .. on"."""
    return "; ".join(f"{one.past} {one.what}".strip() for one in _deeds(did))


def _sentence(deed: _Deed, *, dry_run: bool) -> str:
    if not deed.verb:
        return f"{'Would be done' if dry_run else 'Done'}: {deed.what}"
    return f"Would {deed.verb} {deed.what}" if dry_run else f"{deed.past.title()} {deed.what}"


def _deeds(did: Sequence[str]) -> list[_Deed]:
    """Read what was done; a type and a range that a version made are told with the version."""
    parsed = [_parsed(one) for one in did]
    homes = {where for where, action in parsed if action.startswith("add version ")}
    implied = {(where[:1], f"add range {where[1]}") for where in homes}
    implied |= {((), f"add ctype {where[0]}") for where in homes}
    new = implied.intersection(parsed)
    return [_deed(where, action, new) for where, action in parsed if (where, action) not in new]


def _parsed(text: str) -> tuple[Path, str]:
    where, colon, action = text.partition(": ")
    return (tuple(where.split("/")), action) if colon else ((), text)


def _deed(where: Path, action: str, new: set[tuple[Path, str]]) -> _Deed:
    for pattern, what in _ACTIONS:
        found = re.fullmatch(pattern, action)
        if found is not None:
            verb, *names = found.groups()
            said = what.format(*names, **_named(where, names))
            return _Deed(_NOW.get(verb, verb), _VERBS[verb], said + _news(where, action, new))
    return _Deed("", "", ": ".join(filter(None, ("/".join(where), action))))


def _named(where: Path, names: Sequence[str]) -> dict[str, str]:
    ctype = where[0] if where else ""
    of_range = where[1] if len(where) >= _RANGE else names[0] if names else ""
    number = names[0] if names else ""
    return {
        "ctype": ctype,
        "range": _valid(of_range),
        "node": _node(where),
        "number": f"v{number}" if "." not in number else f"the version {number}",
    }


def _node(where: Path) -> str:
    if not where:
        return "the detector"
    if len(where) < _RANGE:
        return where[0]
    ctype = where[0] if len(where) < _VERSION else f"the version {where[2]} of {where[0]}"
    return f"{ctype}, {_valid(where[1])}"


def _valid(name: str) -> str:
    try:
        validity = Validity.of_name(name)
    except BadValue:
        return f"range {name}"
    end = None if validity.end is None else validity.end.ns
    return f"valid {range_words(validity.begin.ns, end)}"


def _news(where: Path, action: str, new: set[tuple[Path, str]]) -> str:
    """Say that a version is the first of its range, or its type."""
    if not action.startswith("add version "):
        return ""
    if ((), f"add ctype {where[0]}") in new:
        return ", which is a new type"
    return ", which is a new range" if (where[:1], f"add range {where[1]}") in new else ""
