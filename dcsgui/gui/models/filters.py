"""What a person types to see only some rows of a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

__all__ = ["RowFilter", "Token", "by_words", "tokens"]

Row = TypeVar("Row")

_TOKEN = re.compile(
    r'(?:(?P<key>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<plain>[^\s"][^\s]*))'
)
_UNFINISHED = re.compile(r"[A-Za-z]+:")


@dataclass(frozen=True, slots=True)
class RowFilter(Generic[Row]):
    """Which rows to show: those in which all words occur and for which all terms hold.

    Attributes
    ----------
    words : tuple of str
        Each occurs in one of the visible columns; casefolded.
    terms : tuple of callable
        Each answers for a row whether it holds.
    problems : tuple of str
        What was typed but can't be understood, in sentences; it does not count.
    """

    words: tuple[str, ...] = ()
    terms: tuple[Callable[[Row], bool], ...] = ()
    problems: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether any row could be left out."""
        return bool(self.words or self.terms)


class Token(NamedTuple):
    """A word, or a term ``key:value``; `key` is "" for a word, and lower case."""

    key: str
    value: str


def tokens(text: str) -> Iterator[Token]:
    """Take a text apart; double quotes keep together what has blanks, or looks like a term.

    A term without value is still being typed, and is left out.

    Examples
    --------
    >>> list(tokens('dark author:ana comment:"with beam" "a:b" run:'))  # doctest: +ELLIPSIS
    [Token(key='', value='dark'), Token(key='author', value='ana'), ... value='a:b')]
    """
    for found in _TOKEN.finditer(text):
        value = found["plain"] if found["quoted"] is None else found["quoted"]
        if value and not (found["quoted"] is None and _UNFINISHED.fullmatch(found[0])):
            yield Token((found["key"] or "").lower(), value)


def by_words(text: str) -> RowFilter[Row]:
    """Return the filter for a text that has words only: a colon is part of the word."""
    words = (f"{token.key}:{token.value}" if token.key else token.value for token in tokens(text))
    return RowFilter(words=tuple(word.casefold() for word in words))
