"""Plans as files."""

from __future__ import annotations

import os

from dcsgui.core.actions.answers.plans import Plan
from dcsgui.core.actions.planning.plan_json import plan_of, text_of
from dcsgui.core.files.exports import exported
from dcsgui.core.files.refusals import open_regular
from dcsgui.core.values.errors import BadValue, FileGoneError

__all__ = ["load_plan", "save_plan"]

LONGEST = 1 << 30
"""Bytes of a plan; that of a million versions has some 600 MB."""


def save_plan(plan: Plan, path: str | os.PathLike[str]) -> None:
    """Write a plan to a file, which is there whole or not at all.

    Raises
    ------
    BadValue, StoreNotAvailable, AccessDenied
        There is an HDF5 file of that name, or none can be made.
    """
    with exported(path) as output:
        output.write(text_of(plan).encode())


def load_plan(path: str | os.PathLike[str]) -> Plan:
    """Read a plan from a file.

    Raises
    ------
    BadValue
        If it is no plan, one of a newer program, or was changed since it was made.
    FileGoneError, StoreNotAvailable, AccessDenied
        If there is no such file, or it can't be read.
    """
    name = os.fspath(path)
    if not os.path.lexists(name):
        raise FileGoneError(f"There is no file {name}. Make a plan with 'dcs plan ... -o FILE'.")
    descriptor = open_regular(name, os.O_RDONLY, "read")
    with os.fdopen(descriptor, "rb") as file:
        raw = file.read(LONGEST + 1)
    if len(raw) > LONGEST:
        raise BadValue(f"{name} is too large for a plan. Make one with 'dcs plan'.")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise BadValue(f"{name} is no plan: it is not text. Make one with 'dcs plan'.") from error
    return plan_of(text, name)
