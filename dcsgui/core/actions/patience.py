"""How long to wait for others who hold a file."""

from __future__ import annotations

import math
import os

from dcsgui.core.values.errors import BadValue

__all__ = ["VARIABLE", "patience"]

VARIABLE = "DCS_PATIENCE"
"""The environment variable with which a person or a job says it."""


def patience(seconds: float) -> float:
    """Return how many seconds to wait: what ``$DCS_PATIENCE`` says, else those that are given.

    Raises
    ------
    BadValue
        If the variable is no number of seconds from 0 on.

    Examples
    --------
    >>> patience(3.0)
    3.0
    """
    text = os.environ.get(VARIABLE, "")
    if not text:
        return seconds
    try:
        said = float(text)
    except ValueError:
        said = math.nan
    if not 0 <= said < math.inf:
        raise BadValue(f"${VARIABLE} is a number of seconds from 0 on, not {text!r}.")
    return said
