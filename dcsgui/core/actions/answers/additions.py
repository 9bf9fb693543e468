"""What is to be added to a detector file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["NewConstants"]


@dataclass(frozen=True, slots=True)
class NewConstants:
    """Constants to be added.

    Attributes
    ----------
    source : path
        ``.npy``, n-d array text, or text (geometry).
    begin, end : any form of a time
        From when to when they are valid, both included; an end of None is open.
    produced : any form of a time, or int, optional
        When they were produced, now if None; in files of the older layout also their number.
    pars : mapping
        Their parameters.
    default : bool
        Whether they become the default of the range.
    text : bool or None
        Whether to take the file as a text; None: as the type asks for.
    """

    source: str | os.PathLike[str]
    begin: object
    end: object = None
    produced: object = None
    pars: Mapping[str, object] = field(default_factory=dict)
    default: bool = False
    text: bool | None = None
