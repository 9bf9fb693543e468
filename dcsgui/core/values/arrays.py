"""Which values are arrays: told without numpy, which takes long to load, where nobody made one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["is_array"]


def is_array(value: object) -> TypeGuard[NDArray[Any]]:
    """Tell whether a value is an array.

    Examples
    --------
    >>> is_array(5), is_array([5])
    (False, False)
    """
    numpy = sys.modules.get("numpy")
    return isinstance(value, getattr(numpy, "ndarray", ()))  # none while it is being loaded
