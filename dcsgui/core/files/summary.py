"""What a listing shows of a version beside its array: author, comment, experiment, run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dcsgui.core.files.records import ParValue, Record

AUTHOR_KEYS = ("author",)
COMMENT_KEYS = ("comment", "comments", "com:001")
EXPERIMENT_KEYS = ("experiment", "exp")
RUN_KEYS = ("run", "runnum")

SUMMARY_KEYS = frozenset(AUTHOR_KEYS + COMMENT_KEYS + EXPERIMENT_KEYS + RUN_KEYS)
"""The parameters that show in a listing."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The texts of a listing; "" where nothing is known."""

    author: str = ""
    comment: str = ""
    experiment: str = ""
    run: str = ""


def summarize(*levels: Mapping[str, ParValue], record: Record | None = None) -> Summary:
    """Summarize a version from its parameters, then from those of the levels above it.

    Where no parameter says so, the author is the user of `record`, the record of the version's
    addition, and the comment is the comment given then.
    """
    return Summary(
        author=_first(levels, AUTHOR_KEYS) or (record.user if record else ""),
        comment=_first(levels, COMMENT_KEYS) or (record.comment if record else ""),
        experiment=_first(levels, EXPERIMENT_KEYS),
        run=_first(levels, RUN_KEYS),
    )


def _first(levels: tuple[Mapping[str, ParValue], ...], keys: tuple[str, ...]) -> str:
    for pars in levels:
        for key in keys:
            value = pars.get(key)
            if value is not None and not isinstance(value, np.ndarray):
                return str(value)
    return ""
