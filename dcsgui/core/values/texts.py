"""Which texts a file can keep."""

from __future__ import annotations

from dcsgui.core.values.errors import BadValue

__all__ = ["check_text", "check_unicode"]


def check_text(text: str, what: str) -> str:
    """Return a text that a file can keep; `BadValue` with `what` it is for any other.

    Examples
    --------
    >>> check_text("dark, run 12", "A comment")
    'dark, run 12'
    """
    if "\0" in text:
        raise BadValue(f"{what} holds a NUL character, which ends a text in HDF5; remove it.")
    check_unicode(text, what)
    return str(text)


def check_unicode(text: str, what: str) -> None:
    """Raise `BadValue` for a text that would not come back from its UTF-8 as it was."""
    try:
        same = text.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape") == text
    except UnicodeEncodeError:
        same = False
    if not same:
        raise BadValue(f"{what} can't be written as UTF-8: it holds lone surrogates.")
