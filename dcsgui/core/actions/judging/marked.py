"""What changed flags mean: status words and masks."""

from __future__ import annotations

from collections.abc import Iterator

from dcsgui.core.actions.answers.sanity import SanityFinding, Verdict
from dcsgui.core.actions.judging.collected import Collected
from dcsgui.core.actions.judging.limits import CURED_AMBER, FLAGGED_RED, FLIPPED_AMBER
from dcsgui.core.actions.judging.words import named, percent
from dcsgui.core.values.amounts import counted

__all__ = ["judge_flags"]

GREEN, AMBER, RED = Verdict.GREEN, Verdict.AMBER, Verdict.RED


def judge_flags(found: Collected, called: str) -> Iterator[SanityFinding]:
    """Judge flags, against those that answer now if there are any: they are `called` so."""
    if not found.n:
        yield SanityFinding(RED, "The array has no values.")
        return
    bad = found.share("bad")
    if bad == 1 and found.n > 1:
        yield SanityFinding(RED, "It marks every pixel as bad.")
    elif not found.compared:
        yield SanityFinding(AMBER if bad > FLAGGED_RED else GREEN, _marked(bad))
    if found.compared:
        yield from _against(found, called)


def _against(found: Collected, called: str) -> Iterator[SanityFinding]:
    if not found.changed:
        yield SanityFinding(GREEN, f"Each value is that of {called}.")
        return
    bad, worse, cured = (found.share(name) for name in ("bad", "worse", "cured"))
    if not bad:
        yield SanityFinding(AMBER, f"It marks no pixel as bad; {called} does.")
    what = (
        f"{percent(found.changed)} of the pixels have another value than in {called}: "
        f"{counted(round(worse * found.n), 'pixel')} newly bad, {round(cured * found.n):,} not "
        f"bad any more."
    )
    amber = worse > FLIPPED_AMBER or cured > CURED_AMBER
    yield SanityFinding(RED if worse > FLAGGED_RED else AMBER if amber else GREEN, what)
    lost = [
        found.name(index)
        for index, one in sorted(found.flags.items())
        if index and one.n and one.bad == one.n and one.worse
    ]
    if lost and bad < 1:
        yield SanityFinding(RED, f"Newly bad as a whole: {named(lost)}.")


def _marked(bad: float) -> str:
    return f"It marks {percent(bad)} of the pixels as bad." if bad else "It marks no pixel as bad."
