"""What is remembered from one start to the next: layout, places, selection and more."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from PyQt5.QtCore import QByteArray, QSettings

LAYOUT_VERSION = 1
"""Raised when the docks change, so that an old layout is not laid over new ones."""


@dataclass
class Remembered:
    """What a window was like.

    Attributes
    ----------
    geometry, layout : bytes
        Of the window and its docks, as Qt gives them.
    values : dict
        JSON values: the state of each panel, places, recent paths, utc, theme.
    """

    geometry: bytes = b""
    layout: bytes = b""
    values: dict[str, Any] = field(default_factory=dict)


class Settings:
    """Keeps what is remembered in the user's settings, or nowhere.

    Parameters
    ----------
    store : QSettings or None
        None forgets everything at the end: for pictures of the window, and demonstrations.
    begin : Remembered or None
        What the first window is like; None is what is kept.
    """

    def __init__(self, store: QSettings | None, begin: Remembered | None = None) -> None:
        self._store = store
        self._begin = begin

    @classmethod
    def of_user(cls) -> Settings:
        """Return the settings of whoever runs the program."""
        return cls(QSettings())  # by the names of the application

    def beginning_with(self, remembered: Remembered) -> Settings:
        """Return settings that are kept where these are, and begin with something else."""
        return Settings(self._store, remembered)

    def load(self) -> Remembered:
        """Read what is remembered; what can't be understood counts as never remembered."""
        if self._begin is not None:
            return self._begin
        if self._store is None:
            return Remembered()
        try:
            values = json.loads(str(self._store.value("values", "{}")))
        except ValueError:
            values = {}
        return Remembered(
            _bytes(self._store.value("geometry")),
            _bytes(self._store.value("layout")),
            values if isinstance(values, dict) else {},
        )

    def save(self, remembered: Remembered) -> None:
        """Remember."""
        if self._store is not None:
            self._store.setValue("geometry", QByteArray(remembered.geometry))
            self._store.setValue("layout", QByteArray(remembered.layout))
            self._store.setValue("values", json.dumps(remembered.values))


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, (QByteArray, bytes)) else b""
