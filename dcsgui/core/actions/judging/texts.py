"""Judging a text against the one that answers now; of a geometry, what has moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dcsgui.core.actions.answers.sanity import SanityFinding, Verdict
from dcsgui.core.actions.judging.limits import LINES, MOVED_UM, TURNED_DEG
from dcsgui.core.actions.judging.words import named, number
from dcsgui.core.values.amounts import counted
from dcsgui.core.values.geometry_texts import Placed, placed_objects
from dcsgui.core.values.linediff import line_difference, lines_of

__all__ = ["JudgedText", "judge_text"]

GEOMETRY = "geometry"

MICRO = 1000  # of a millimetre

LONG = 2**20
"""Characters of a text whose lines are not compared in their order: that takes too long."""


@dataclass(frozen=True, slots=True)
class JudgedText:
    """What was found, and the lines that differ.

    Attributes
    ----------
    findings : tuple of SanityFinding
    lines : tuple of str
        A unified difference, cut off.
    changed : float
        Share of lines that are not in the old text.
    """

    findings: tuple[SanityFinding, ...]
    lines: tuple[str, ...] = ()
    changed: float = 0.0


def judge_text(ctype: str, new: str, old: str | None, called: str) -> JudgedText:
    """Compare a text with the old one, if there is any, that is `called` so in sentences."""
    objects = placed_objects(new) if ctype == GEOMETRY else None
    found: list[SanityFinding] = []
    if not new.strip():
        found.append(SanityFinding(Verdict.RED, "The text is empty."))
    elif ctype == GEOMETRY and objects is None:
        what = "It is no geometry that psana reads: that has 13 columns a line, once an object."
        found.append(SanityFinding(Verdict.RED, what))
    if old is None:
        return JudgedText(tuple(found))
    long = max(len(new), len(old)) > LONG
    lines = _roughly(old, new) if long else line_difference(old, new)
    if not lines:
        same = SanityFinding(Verdict.GREEN, f"Each line is that of {called}.")
        return JudgedText((*found, same))
    added = sum(line.startswith("+") for line in lines)
    removed = sum(line.startswith("-") for line in lines)
    before = placed_objects(old) if ctype == GEOMETRY else None
    if objects is None or before is None:
        what = (
            f"{counted(added, 'line')} came and {removed:,} went against {called}; look at them."
        )
        found.append(SanityFinding(Verdict.AMBER, what))
    else:
        found.extend(_geometries(objects, before, called))
    share = added / max(1, len(lines_of(new)))
    return JudgedText(tuple(found), lines[:LINES], share)


def _roughly(old: str, new: str) -> tuple[str, ...]:
    """List the lines that only one of two long texts has, wherever they stand."""
    before, after = Counter(old.split("\n")), Counter(new.split("\n"))
    gone, came = (before - after).elements(), (after - before).elements()
    found = (*(f"-{line}" for line in gone), *(f"+{line}" for line in came))
    return found if found or old == new else ("@@ the same lines in another order @@",)


def _geometries(
    new: tuple[Placed, ...], old: tuple[Placed, ...], called: str
) -> Iterator[SanityFinding]:
    were, are = {one.key: one for one in old}, {one.key: one for one in new}
    gone = [_name(one) for key, one in were.items() if key not in are]
    came = [_name(one) for key, one in are.items() if key not in were]
    if gone or came:
        said = [f"{named(gone)} missing" if gone else "", f"{named(came)} new" if came else ""]
        what = f"It is of other parts than {called}: {', '.join(filter(None, said))}."
        yield SanityFinding(Verdict.RED, what)
        return
    if list(were) != list(are):
        what = f"Its parts are in another order than those of {called}."
        yield SanityFinding(Verdict.AMBER, what)
    yield _moved([(one, were[key]) for key, one in are.items()], called)


def _moved(pairs: list[tuple[Placed, Placed]], called: str) -> SanityFinding:
    far = max(pairs, key=lambda pair: pair[0].moved_um(pair[1]))
    turned = max(pairs, key=lambda pair: pair[0].turned_deg(pair[1]))
    um, deg = far[0].moved_um(far[1]), turned[0].turned_deg(turned[1])
    count = sum(one.moved_um(two) > 0 or one.turned_deg(two) > 0 for one, two in pairs)
    if not count:
        what = f"Only comments differ: each part is where {called} has it."
        return SanityFinding(Verdict.GREEN, what)
    much = um > MOVED_UM or deg > TURNED_DEG
    what = (
        f"{count} of {counted(len(pairs), 'part')} moved against {called}: at most "
        f"{_length(um)} ({_name(far[0])}) and {number(deg)}° ({_name(turned[0])})."
    )
    return SanityFinding(Verdict.AMBER if much else Verdict.GREEN, what)


def _name(one: Placed) -> str:
    return f"{one.name} {one.number} in {one.parent} {one.parent_number}"


def _length(um: float) -> str:
    return f"{number(um)} µm" if um < MICRO else f"{number(um / MICRO)} mm"
