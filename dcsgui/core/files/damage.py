"""Decorators for the methods of reader and writer: what h5py raises in them becomes `Damaged`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

import h5py

from dcsgui.core.files import guard
from dcsgui.core.values.errors import BadValue


class HasFile(Protocol):
    """Whatever stands on an open file."""

    file: h5py.File


S = TypeVar("S", bound=HasFile)
P = ParamSpec("P")
T = TypeVar("T")


def guarded(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Report damage met by a method that reads."""

    @wraps(method)
    def guarded_method(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with guard.damage_reported(f"File {guard.file_name(self.file)}"):
            return method(self, *args, **kwargs)

    return guarded_method


def guarded_change(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Report damage met by a method that writes; a `BadValue` is the caller's, and stays one."""

    @wraps(method)
    def guarded_method(self: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with guard.damage_reported(f"File {guard.file_name(self.file)}"):
            try:
                return method(self, *args, **kwargs)
            except BadValue as error:
                refused = error
        raise refused

    return guarded_method
