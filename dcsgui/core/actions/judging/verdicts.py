"""Judging constants of any kind: the checks that come first, then arrays or texts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from dcsgui.core.actions.answers.sanity import SanityCheck, SanityFinding, Sigma, Verdict
from dcsgui.core.actions.judging.collected import collect
from dcsgui.core.actions.judging.flags import are_flags
from dcsgui.core.actions.judging.given import Given, same_constants
from dcsgui.core.actions.judging.limits import SMALL, K
from dcsgui.core.actions.judging.marked import judge_flags
from dcsgui.core.actions.judging.numbers import judge_alone, judge_numbers
from dcsgui.core.actions.judging.present import Present
from dcsgui.core.actions.judging.texts import judge_text
from dcsgui.core.actions.judging.words import shape_words
from dcsgui.core.files.records import Kind
from dcsgui.core.values.progress import Progress

__all__ = ["Question", "judge", "refused"]

GREEN, AMBER, RED = Verdict.GREEN, Verdict.AMBER, Verdict.RED

_HALF = 2
"""Bytes of a floating point number that has three digits."""

_WHOLE = "biu"


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be judged, and by what.

    Attributes
    ----------
    check : SanityCheck
        What is known before: path and number.
    ctype, dettype : str
    new : Given
    when : str
        The begin of the range, as text.
    present : Present or None
        What answers now.
    noise : Given or None
    """

    check: SanityCheck
    ctype: str
    dettype: str
    new: Given
    when: str
    present: Present | None = None
    noise: Given | None = None

    @property
    def old(self) -> Given | None:
        """What answers now."""
        return None if self.present is None else self.present.constants

    @property
    def called(self) -> str:
        """How sentences call that."""
        return "" if self.present is None else f"v{self.present.label.versind}"


def refused(check: SanityCheck, verdict: Verdict, words: str) -> SanityCheck:
    """Return the check of constants that could not be looked at."""
    return _finished(check, [SanityFinding(verdict, words)])


def judge(asked: Question, progress: Progress) -> SanityCheck:
    """Judge new constants.

    Raises
    ------
    Damaged
        If one of the files can't be read.
    """
    check, new, old = _described(asked), asked.new, asked.old
    if old is not None and same_constants(new, old):
        words = f"Identical to what answers now, {asked.called}."
        check = replace(check, changed=0.0)
        return _finished(check, [SanityFinding(GREEN, words)])
    findings = list(_forms(asked))
    if new.kind is Kind.NOTHING:
        return _finished(check, [SanityFinding(RED, "There are no constants in it."), *findings])
    comparable = old is not None and new.kind is old.kind and new.shape == old.shape
    if new.kind is Kind.TEXT:
        text = old.text() if comparable and old is not None else None
        judged = judge_text(asked.ctype, new.text(), text, asked.called)
        check = replace(check, lines=judged.lines, changed=judged.changed)
        return _finished(check, [*findings, *judged.findings])
    return _array(asked, check, findings, progress, compared=comparable)


def _described(asked: Question) -> SanityCheck:
    new, old = asked.new, asked.old
    check = replace(
        asked.check, kind=new.kind.value, shape=new.shape, dtype=new.dtype, k=K, changed=math.nan
    )
    if old is None or asked.present is None:
        return check
    return replace(
        check,
        against=asked.present.label,
        old_kind=old.kind.value,
        old_shape=old.shape,
        old_dtype=old.dtype,
    )


def _forms(asked: Question) -> Iterator[SanityFinding]:
    """Compare kind, shape and dtype."""
    new, old = asked.new, asked.old
    if old is None:
        what = f"Nothing answers for {asked.ctype} at {asked.when} there, so there is nothing to "
        yield SanityFinding(AMBER, f"{what}compare with.")
        return
    if new.kind is not old.kind:
        what = f"It is {_a(new.kind)}, and {asked.called}, which answers now, {_a(old.kind)}."
        yield SanityFinding(RED, what)
        return
    if new.shape != old.shape:
        few = max(math.prod(new.shape), math.prod(old.shape)) <= SMALL
        what = f"Its shape is {shape_words(new.shape)}, that of {asked.called} "
        yield SanityFinding(AMBER if few else RED, f"{what}{shape_words(old.shape)}.")
    yield from _dtypes(asked, old)


def _dtypes(asked: Question, old: Given) -> Iterator[SanityFinding]:
    if asked.new.kind is not Kind.ARRAY:
        return
    one, two = np.dtype(asked.new.dtype), np.dtype(old.dtype)
    if one.newbyteorder("=") == two.newbyteorder("="):
        return
    both_whole = one.kind in _WHOLE and two.kind in _WHOLE
    what = f"Its values are {one.name}, those of {asked.called} {two.name}."
    few = max(math.prod(asked.new.shape), math.prod(old.shape)) <= SMALL
    if one.kind != two.kind and not both_whole:
        yield SanityFinding(AMBER if few else RED, what)
        return
    rough = one.kind == "f" and one.itemsize <= _HALF < two.itemsize
    more = " Half precision keeps three digits only." if rough else ""
    yield SanityFinding(AMBER if rough else GREEN, f"{what}{more}")


def _array(
    asked: Question,
    check: SanityCheck,
    findings: list[SanityFinding],
    progress: Progress,
    *,
    compared: bool,
) -> SanityCheck:
    old = asked.old if compared else None
    noise = asked.noise if compared else None
    found = collect(asked.ctype, asked.dettype, (asked.new, old, noise), progress)
    if are_flags(asked.ctype):
        findings.extend(judge_flags(found, asked.called))
    else:
        findings.extend(judge_alone(found))
        if compared:
            findings.extend(judge_numbers(found, asked.called))
    check = replace(
        check,
        nans=found.nans,
        old_nans=found.old_nans,
        changed=found.changed if compared else math.nan,
        beyond=found.beyond,
        sigma=found.sigma if found.against else Sigma.NONE,
        panels=found.checks(),
        thumbs=found.thumbs(),
    )
    return _finished(check, findings)


def _finished(check: SanityCheck, findings: Iterable[SanityFinding]) -> SanityCheck:
    """Put the worst first."""
    ordered = sorted(findings, key=_goodness)
    verdict = ordered[0].verdict if ordered else GREEN
    return replace(check, verdict=verdict, findings=tuple(ordered))


def _goodness(finding: SanityFinding) -> int:
    return -finding.verdict.rank


def _a(kind: Kind) -> str:
    return {Kind.ARRAY: "an array", Kind.TEXT: "a text", Kind.NOTHING: "nothing"}[kind]
