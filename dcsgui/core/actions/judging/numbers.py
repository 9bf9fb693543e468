"""What measured numbers mean: pedestals, gains, noise and the like."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dcsgui.core.actions.answers.sanity import PanelCheck, SanityFinding, Sigma, Verdict
from dcsgui.core.actions.judging import limits
from dcsgui.core.actions.judging.collected import Collected, Index
from dcsgui.core.actions.judging.panels import SIGMA, Against, Alone
from dcsgui.core.actions.judging.words import named, number, percent
from dcsgui.core.values.amounts import counted

__all__ = ["judge_alone", "judge_numbers"]

GREEN, AMBER, RED = Verdict.GREEN, Verdict.AMBER, Verdict.RED

PLACEHOLDERS = ("gain",)
"""Types that have the same value everywhere until somebody has measured them."""

NEVER_NEGATIVE = ("rms",)

PATTERNED = ("pedestals",)
"""Types whose pattern stays for the life of a camera, and is far above what they are measured
with; of the others it may be little more than that."""


def judge_alone(found: Collected) -> Iterator[SanityFinding]:
    """Judge numbers by themselves."""
    if not found.n:
        yield SanityFinding(RED, "The array has no values.")
        return
    if not _finite(found):
        yield SanityFinding(RED, "None of its values is a finite number.")
        return
    low = min(one.low for one in found.new.values() if one.finite)
    high = max(one.high for one in found.new.values() if one.finite)
    if low == high and found.n > 1:
        yield _constant(found, low)
    else:
        yield from _dead(found)
    if any(word in found.ctype for word in NEVER_NEGATIVE) and low < 0:
        yield SanityFinding(AMBER, f"Noise can't be negative, and here it goes to {number(low)}.")
    if not found.compared:
        yield from _missing(found)


def judge_numbers(found: Collected, called: str) -> Iterator[SanityFinding]:
    """Judge numbers against those that answer now, which are `called` so in sentences."""
    if not found.n or not _finite(found):
        return
    if not found.changed:
        yield SanityFinding(GREEN, f"Each value is that of {called}.")
        return
    yield from _lost(found, called)
    if found.n <= limits.SMALL:
        yield _each(found, called)
        return
    if _same_everywhere(found.new):
        return  # that is said already
    if _same_everywhere(found.old):
        what = (
            f"{called} has the same value everywhere, as a placeholder, so that there is nothing "
            f"to measure a change by."
        )
        yield SanityFinding(AMBER, what)
        return
    yield from _odd(found, called)
    yield from _unlike(found, called)
    yield from _shifted(found, called)


def _finite(found: Collected) -> int:
    return sum(one.finite for one in found.new.values())


def _same_everywhere(panels: dict[Index, Alone]) -> bool:
    values = {one.low for one in panels.values() if one.finite}
    values |= {one.high for one in panels.values() if one.finite}
    return len(values) == 1


def _constant(found: Collected, value: float) -> SanityFinding:
    what = f"All its values are {number(value)}."
    usual = any(word in found.ctype for word in PLACEHOLDERS) and value != 0
    before = found.compared and _same_everywhere(found.old)
    return SanityFinding(AMBER if usual or before else RED, what)


def _is_dead(one: Alone) -> bool:
    return one.n > 1 and (not one.finite or one.low == one.high)


def _dead(found: Collected) -> Iterator[SanityFinding]:
    """Name panels without values, or with the same one everywhere."""
    dead = [index for index, one in sorted(found.new.items()) if _is_dead(one)]
    if not dead or len(found.new) == 1:
        return
    fresh = [i for i in dead if not (i in found.old and _is_dead(found.old[i]))]
    known = len(dead) - len(fresh)
    if known:
        what = f"{counted(known, 'panel')} without a signal had none before."
        yield SanityFinding(GREEN, what)
    if fresh:
        one = found.new[fresh[0]]
        value = f"all its values are {number(one.low)}" if one.finite else "none of it is finite"
        what = f"Dead: {named([found.name(index) for index in fresh])} ({value})."
        yield SanityFinding(RED if found.compared else AMBER, what)


def _missing(found: Collected) -> Iterator[SanityFinding]:
    share = found.nans / found.n
    if not share:
        return
    verdict = RED if share > limits.NAN_RED else AMBER if share > limits.NAN_AMBER else GREEN
    what = f"{counted(found.nans, 'value')} ({percent(share)}) are NaN or infinite."
    yield SanityFinding(verdict, what)


def _lost(found: Collected, called: str) -> Iterator[SanityFinding]:
    share = found.share("lost")
    if not share:
        return
    verdict = RED if share > limits.LOST_RED else AMBER if share > limits.LOST_AMBER else GREEN
    count = round(share * found.n)
    what = (
        f"{counted(count, 'pixel')} ({percent(share)}) are NaN or infinite that had a value in "
        f"{called}."
    )
    yield SanityFinding(verdict, what)


def _each(found: Collected, called: str) -> SanityFinding:
    """Say which of a few values are others."""
    pairs = enumerate(zip(found.old_values, found.values, strict=True))
    differ = [
        f"[{i}] {number(old)} → {number(new)}"
        for i, (old, new) in pairs
        if old != new and not (math.isnan(old) and math.isnan(new))
    ]
    what = f"{len(differ)} of {counted(found.n, 'value')} differ from {called}: {named(differ)}."
    return SanityFinding(AMBER, what)


def _measure(found: Collected) -> str:
    if found.sigma is Sigma.RMS:
        return "sigma of their noise"
    return "sigma of what the pixels of a panel differ by"


def _odd(found: Collected, called: str) -> Iterator[SanityFinding]:
    """Say how many pixels have changed more than they should."""
    beyond, odd = found.beyond, found.share("odd")
    k, measure = number(limits.K), _measure(found)
    what = f"{percent(beyond)} of the pixels are beyond {k} {measure} from {called}"
    if odd > limits.ODD_AMBER:
        what += f", and {percent(odd)} also with the shift of their panel taken off"
    elif beyond > limits.ODD_AMBER:
        what += "; with the shift of their panel taken off, " + (
            f"{percent(odd)}" if odd else "none"
        )
    odder = [check for check in found.checks() if check.odd > limits.PANEL_ODD_RED]
    red = odd > limits.ODD_RED or odder
    verdict = RED if red else AMBER if beyond > limits.ODD_AMBER else GREEN
    if odder:
        names = [found.name(one.index) for one in sorted(odder, key=_oddness)]
        what += f"; the most: {named(list(filter(None, names)))}" if names[0] else ""
    yield SanityFinding(verdict, f"{what}.")


def _oddness(check: PanelCheck) -> float:
    return -check.odd


def _unlike(found: Collected, called: str) -> Iterator[SanityFinding]:
    """Name panels that do not have the pattern that they had."""
    unlike = [
        index
        for index, one in sorted(found.against.items())
        if one.unlike > limits.UNLIKE and SIGMA * one.scatter > _floor(found, one)
    ]
    if not unlike:
        return
    names = named(list(filter(None, map(found.name, unlike))) or ["it"])
    what = (
        f"The pixels do not have the pattern of {called} any more: {names}. Is it of another "
        f"camera, or are its panels in another order or upside down?"
    )
    yield SanityFinding(RED if found.ctype in PATTERNED else AMBER, what)


def _floor(found: Collected, one: Against) -> float:
    """Return by how much the pixels of a panel may differ whatever their pattern."""
    return one.sigma if found.sigma is Sigma.RMS else 0.0


@dataclass(frozen=True, slots=True)
class _Limit:
    """From where on a shift of a panel is amber and red, and what it is counted in."""

    amber: float
    red: float
    unit: str
    measured: Callable[[PanelCheck], float]


def _limit(sigma: Sigma) -> _Limit:
    if sigma is Sigma.RMS:
        return _Limit(limits.SHIFT_AMBER, limits.SHIFT_RED, "sigma", _sigmas)
    return _Limit(limits.MADS_AMBER, limits.MADS_RED, "MAD", _mads)


def _sigmas(check: PanelCheck) -> float:
    return abs(check.sigmas)


def _mads(check: PanelCheck) -> float:
    return abs(check.mads) if math.isfinite(check.mads) else abs(check.sigmas) * SIGMA


def _shifted(found: Collected, called: str) -> Iterator[SanityFinding]:
    """Say which panels have moved as a whole."""
    limit = _limit(found.sigma)
    checks = [one for one in found.checks() if not math.isnan(one.shift)]
    if not checks:
        return
    checks.sort(key=lambda check: -limit.measured(check))
    most = limit.measured(checks[0])
    far = [check for check in checks if limit.measured(check) > limit.amber]
    name = found.name(checks[0].index) or "it"
    by = f"{number(checks[0].shift)} ({number(most)} {limit.unit})"
    if not far:
        where = f", of {name}" if name != "it" else ""
        yield SanityFinding(GREEN, f"The largest median shift is {by}{where}.")
        return
    names = named([found.name(check.index) for check in far]) if name != "it" else "All of it"
    most_words = f", by {by}" if len(far) == 1 else f"; {name} by {by}"
    verdict = RED if most > limit.red else AMBER
    what = f"{names} moved against {called}{most_words}."
    yield SanityFinding(verdict, what[0].upper() + what[1:])
