"""Whether new constants look sane, as people read it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dcsgui.core.actions.answers.sanity import SanityCheck

__all__ = ["sanity_parts"]

INDENT = "    "


def sanity_parts(checks: Iterable[SanityCheck]) -> Iterator[str]:
    """Say of each version how it looks against what answers now, and what was found."""
    for check in checks:
        yield f"{check.verdict.value} {'/'.join(check.path)}{_against(check)}{_numbers(check)}"
        for finding in check.findings:
            yield f"{INDENT}{finding.verdict.value}: {finding.words}"


def _against(check: SanityCheck) -> str:
    against = check.against
    if against is None:
        return ""
    return f", against v{against.versind} of {check.path[0]}/{against.range_name}"


def _numbers(check: SanityCheck) -> str:
    said = [f"{check.nans:,} not finite (before {check.old_nans:,})"] if check.panels else []
    if not math.isnan(check.beyond):
        said.append(f"{check.beyond:.3%} beyond {check.k:g} sigma")
    return f" ({', '.join(said)})" if said else ""
