"""What is said of the items of a plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from dcsgui.core.actions.answers.plans import (
    ConflictKind,
    Item,
    ItemKind,
    Policy,
    Resolution,
    State,
)
from dcsgui.core.actions.answers.timelines import AnswerChange, AnswerLabel
from dcsgui.core.values.amounts import counted
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity
from dcsgui.gui.icons import Tint
from dcsgui.gui.models.times import short, span

__all__ = [
    "Option",
    "Standing",
    "change_words",
    "does",
    "items_counted",
    "label_words",
    "options_for",
    "range_name_words",
    "reason",
    "what",
]


class Standing(Enum):
    """How something stands: the word for it, its icon, its colour."""

    ADD = ("add", "add", Tint.GOOD)
    IDENTICAL = ("identical", "same", Tint.QUIET)
    CONFLICT = ("conflict", "conflict", Tint.ACCENT)
    REFUSED = ("refused", "refused", Tint.WARNING)
    LEFT_OUT = ("left out", "left-out", Tint.QUIET)

    @property
    def word(self) -> str:
        """The word for it."""
        return self.value[0]

    @property
    def icon(self) -> str:
        """The name of its icon."""
        return self.value[1]

    @property
    def tint(self) -> Tint:
        """Its colour."""
        return self.value[2]

    @classmethod
    def of(cls, state: State) -> Standing:
        """Return it for the state of an item."""
        return cls[state.name]


class Option(NamedTuple):
    """Something that can be done about a conflict: in a few words, and what that means."""

    policy: Policy
    text: str
    meaning: str


_UNDECIDED = Option(Policy.FAIL, "Not decided", "Nothing is applied before it is.")

_OPTIONS: dict[ConflictKind, tuple[Option, ...]] = {
    ConflictKind.SAME_TIME: (
        Option(Policy.THEIRS, "Keep theirs", "The version there stays; this one is not added."),
        Option(
            Policy.OURS,
            "Take ours",
            "This version is added, and the one there is deleted; it can be restored.",
        ),
        Option(Policy.BOTH, "Keep both", "This version is added beside the one there."),
        Option(Policy.SKIP, "Leave it out", "Nothing is done with this version."),
    ),
    ConflictKind.RANGE_END: (
        Option(Policy.THEIRS, "Keep their end", "The versions go into the range as it is there."),
        Option(Policy.OURS, "Take our end", "The range there gets the end that this one has."),
        Option(Policy.BOTH, "Keep both", "This range is added beside the one there."),
        Option(Policy.SKIP, "Leave it out", "Nothing is done with this range and its versions."),
    ),
    ConflictKind.DEFAULT: (
        Option(Policy.THEIRS, "Keep theirs", "The default there stays."),
        Option(Policy.OURS, "Take ours", "This version becomes the default."),
        Option(Policy.SKIP, "Leave it out", "Nothing is done with the default."),
    ),
    ConflictKind.PARAMETERS: (
        Option(Policy.THEIRS, "Keep theirs", "The parameters there stay as they are."),
        Option(Policy.OURS, "Take ours", "The parameters there get the values from here."),
        Option(Policy.BOTH, "Add what is missing", "Values that are there stay."),
        Option(Policy.SKIP, "Leave them out", "Nothing is done with the parameters."),
    ),
}

FOR_ALL = (
    Option(Policy.FAIL, "are decided one by one", "Nothing is applied before all are."),
    Option(Policy.THEIRS, "keep theirs", "What is there stays; what does not conflict goes in."),
    Option(Policy.OURS, "take ours", "What is there gives way; versions that do can be restored."),
    Option(Policy.BOTH, "keep both", "What conflicts is added beside what is there."),
    Option(Policy.SKIP, "are left out", "What is in conflict or refused is not transferred."),
)
"""What can be done about all conflicts, to go on after "Conflicts"."""


def options_for(item: Item) -> tuple[Option, ...]:
    """Return what can be done about an item; nothing if it is in nobody's way."""
    if item.state is State.CONFLICT and item.conflict is not None:
        return (_UNDECIDED, *_OPTIONS[item.conflict])
    if item.state is State.REFUSED and item.kind is not ItemKind.HEAD:
        skip = Option(Policy.SKIP, "Leave it out", "All else can be transferred then.")
        return (_UNDECIDED, skip)
    return ()


def what(item: Item, *, utc: bool) -> str:
    """Return what people call what an item is about, below what it is in.

    Examples
    --------
    >>> version = Item(
    ...     ItemKind.VERSION, ("gain", "1", "7"), ("gain", "1", "7"), State.ADD,
    ...     versind=3, tsvers_ns=1477526400 * 10**9,
    ... )
    >>> what(version, utc=True)
    'v3, 2016-10-27'
    """
    match item.kind:
        case ItemKind.CTYPE:
            return item.path[0]
        case ItemKind.RANGE:
            if item.begin_ns is None:
                return range_name_words(item.path[-1], utc=utc)
            return span(item.begin_ns, item.end_ns, utc=utc)
        case ItemKind.VERSION:
            number = f"v{item.versind}" if item.versind else item.path[-1]
            produced = item.tsvers_ns
            return number if produced is None else f"{number}, {short(produced, utc=utc)}"
        case ItemKind.DEFAULT:
            return "default"
        case ItemKind.PARAMETERS:
            return "parameters"
    return "detector"


def range_name_words(name: str, *, utc: bool) -> str:
    """Return the range that a name of a group means, in words."""
    try:
        found = Validity.of_name(name)
    except BadValue:
        return name
    return span(found.begin.ns, None if found.end is None else found.end.ns, utc=utc)


def does(item: Item, policy: Policy) -> str:
    """Return what is done with an item."""
    if not item.todo:
        return _not_done(item, policy)
    added = item.kind in (ItemKind.VERSION, ItemKind.RANGE, ItemKind.CTYPE, ItemKind.HEAD)
    match item.resolution, item.kind:
        case Resolution.SET, ItemKind.DEFAULT:
            return "becomes default"
        case Resolution.SET, _:
            return f"set: {', '.join(item.keys)}" if item.keys else "set"
        case Resolution.REPLACE, ItemKind.RANGE:
            return "gets our end"
        case Resolution.REPLACE, _:
            return "replaces theirs"
        case Resolution.BOTH, _:
            return "beside theirs"
        case Resolution.RESTORE, _:
            return "restored"
    return "added" if added else "done"


def _not_done(item: Item, policy: Policy) -> str:
    if item.state is State.IDENTICAL:
        return "nothing"
    if item.state is State.REFUSED:
        left_out = policy is Policy.SKIP and item.kind is not ItemKind.HEAD
        return "left out" if left_out else "stops all"
    if item.state is State.CONFLICT and policy is Policy.FAIL:
        return "to be decided"
    if item.state is State.CONFLICT and policy in (Policy.THEIRS, Policy.OURS, Policy.BOTH):
        goes_in = item.conflict is ConflictKind.RANGE_END
        return "goes into theirs" if goes_in else "theirs stays"
    return "left out"


_OPTION = re.compile(r" \(--[a-z-]+\)")


def reason(item: Item) -> str:
    """Return why an item stands as it does, without the options of the command line."""
    return _OPTION.sub("", item.reason)


# --- numbers of things

_NOUNS = {
    ItemKind.HEAD: "new file",
    ItemKind.CTYPE: "type",
    ItemKind.RANGE: "range",
    ItemKind.VERSION: "version",
    ItemKind.DEFAULT: "default",
    ItemKind.PARAMETERS: "set of parameters",
}


def items_counted(items: Iterable[Item]) -> str:
    """Return how many there are of each kind: ``1 range, 3 versions``; "" of none."""
    numbers = Counter(item.kind for item in items)
    return ", ".join(
        counted(numbers[kind], noun) for kind, noun in _NOUNS.items() if numbers[kind]
    )


# --- answers over time


def change_words(change: AnswerChange, *, utc: bool) -> str:
    """Say which answer changes, from when to when.

    Examples
    --------
    >>> v1 = AnswerLabel("0", "1477526401", 1, "sha256:1")
    >>> change_words(AnswerChange("pedestals", 0, None, v1, None), utc=True)
    'from 1970-01-01T00:00:00+00:00 on: nothing instead of v1'
    """
    end = None if change.end_ns is None else Timestamp(change.end_ns)
    times = Validity.unchecked(Timestamp(change.begin_ns), end).words(utc=utc)
    before, after = change.before, change.after
    said = f"{label_words(after)} instead of {label_words(before)}"
    if before is not None and after is not None:
        if before.versind == after.versind and before.range_name != after.range_name:
            mine, theirs = (range_name_words(one.range_name, utc=utc) for one in (after, before))
            said = f"v{after.versind} ({mine}) instead of v{before.versind} ({theirs})"
        if after.digest and before.digest == after.digest:
            said += " (the same constants)"
    return f"{times}: {said}"


def label_words(label: AnswerLabel | None) -> str:
    """Return what people call an answer."""
    return "nothing" if label is None else f"v{label.versind}"
