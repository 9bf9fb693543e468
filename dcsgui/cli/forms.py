"""Forms of constants, as people read them."""

from __future__ import annotations

__all__ = ["form_text"]


def form_text(kind: str, shape: tuple[int, ...], dtype: str) -> str:
    """Say what constants are like.

    Examples
    --------
    >>> form_text("array", (3, 8, 512, 1024), "<f4"), form_text("text", (), "text")
    ('3x8x512x1024 f4', 'text')
    """
    if kind != "array":
        return "nothing yet" if kind == "nothing" else kind
    lengths = "x".join(map(str, shape)) or "scalar"
    return f"{lengths} {dtype.lstrip('<|=')}"
