"""``key=value`` on the command line."""

from __future__ import annotations

from collections.abc import Iterable

from dcsgui.core.values.errors import BadValue, shown

__all__ = ["pairs_of", "typed"]


def pairs_of(texts: Iterable[str], *, as_text: bool = False, dtype: str = "") -> dict[str, object]:
    """Return keys and values; numbers, bools and arrays as such unless all are to be texts.

    Arrays are of `dtype`; "" leaves it to their elements.
    """
    from dcsgui.core.values.parameter_texts import value_of

    pairs: dict[str, object] = {}
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign or not key:
            raise BadValue(f"{shown(text)} is no parameter; give it as key=value.")
        pairs[key] = value if as_text else typed(value_of(value), dtype)
    return pairs


def typed(value: object, dtype: str) -> object:
    """Return a value, if it is an array as one of a dtype; "" leaves it as it is."""
    import numpy as np

    if not dtype or not isinstance(value, list):
        return value
    try:
        return np.array(value, dtype=dtype)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadValue(
            f"{shown(value)} can't be an array of {dtype}; give a dtype such as float32 or "
            f"int16, or leave it out."
        ) from error
