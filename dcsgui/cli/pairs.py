"""``key=value`` on the command line."""

from __future__ import annotations

from collections.abc import Iterable

from dcsgui.core.values.errors import BadValue, shown

__all__ = ["pairs_of"]


def pairs_of(texts: Iterable[str], *, as_text: bool = False) -> dict[str, object]:
    """Return keys and values; numbers, bools and arrays as such unless all are to be texts."""
    from dcsgui.core.actions.editing.parameters import value_of

    pairs: dict[str, object] = {}
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign or not key:
            raise BadValue(f"{shown(text)} is no parameter; give it as key=value.")
        pairs[key] = value if as_text else value_of(value)
    return pairs
