"""What files say of detectors, ranges and versions, where that differs."""

from __future__ import annotations

from dcsgui.core.actions.answers.diffs import ValueDifference
from dcsgui.core.actions.diffing.holding import HeldRange, HeldVersion
from dcsgui.core.actions.diffing.matching import Matched, produced, same_ends
from dcsgui.core.objects.store import DCStore

__all__ = ["default", "ends", "head", "making"]

Facts = tuple[ValueDifference, ...]


def head(a: DCStore, b: DCStore) -> Facts:
    """Compare what detectors come before and after two."""
    return _differing("predecessor", a.predecessor(), b.predecessor()) + _differing(
        "successor", a.successor(), b.successor()
    )


def ends(a: HeldRange, b: HeldRange, *, rounded: bool) -> Facts:
    """Compare the ends of two ranges."""
    if same_ends(a, b, rounded=rounded):
        return ()
    begins = (one.validity.begin.iso() for one in (a, b))
    finals = ("open" if (end := one.validity.end) is None else end.iso() for one in (a, b))
    return _differing("begin", *begins) + _differing("end", *finals)


def default(a: HeldRange, b: HeldRange, matched: Matched[HeldVersion]) -> Facts:
    """Compare the defaults of two ranges: set or auto, and which version that is."""
    pairs = {(ours.info.name, theirs.info.name) for ours, theirs in matched.pairs}
    if a.pinned == b.pinned and (a.answer, b.answer) in pairs | {("", "")}:
        return ()
    return (ValueDifference("default", _default_text(a), _default_text(b)),)


def making(a: HeldVersion, b: HeldVersion, *, rounded: bool) -> Facts:
    """Compare when, by whom and for what two versions were made."""
    facts: Facts = ()
    if produced(a, rounded=rounded) != produced(b, rounded=rounded):
        times = (None if (made := one.info.tsvers) is None else made.iso() for one in (a, b))
        facts = _differing("produced", *times)
    facts += _differing("author", a.info.author, b.info.author)
    return facts + _differing("comment", a.info.comment, b.info.comment)


def _differing(key: str, a: str | None, b: str | None) -> Facts:
    before, after = a or None, b or None
    return () if before == after else (ValueDifference(key, before, after),)


def _default_text(one: HeldRange) -> str | None:
    if not one.answer:
        return None
    info = one.version(one.answer).info
    made = "" if info.tsvers is None else f" of {info.tsvers.iso()}"
    return f"v{info.versind}{made} ({'set' if one.pinned else 'auto'})"
