"""Where constants were obtained: experiment and run, as parameters of a version."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from PyQt5.QtCore import pyqtSignal
from PyQt5.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from dcsgui.core.values.fields import find_field

__all__ = ["OriginFields", "pair_words"]

EXPERIMENT, RUN = "exp", "runnum"
_PLAIN = re.compile(r"[A-Za-z][\w.-]*")
_NO_TEXT = frozenset({"true", "false", "null", "nan", "inf", "infinity"})
_LONGEST_RUN = 18  # digits, which fit 64 bits


class OriginFields(QWidget):
    """Two lines, for the experiment and the run; both may be empty.

    Signals
    -------
    changed()
        Something else stands there.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.experiment, self.run = QLineEdit(self), QLineEdit(self)
        for edit, name, key in (
            (self.experiment, "Experiment", EXPERIMENT),
            (self.run, "Run", RUN),
        ):
            field = find_field(key)
            edit.setAccessibleName(name)
            if field is not None:
                edit.setPlaceholderText(field.example)
                edit.setToolTip(f"{field.meaning} (parameter {key})")
            edit.textChanged.connect(self.changed)
        label = QLabel("R&un", self)
        label.setBuddy(self.run)
        self.setFocusProxy(self.experiment)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.experiment, 2)
        layout.addWidget(label)
        layout.addWidget(self.run, 1)

    def take(self, other: OriginFields) -> None:
        """Write what is written in another one."""
        self.experiment.setText(other.experiment.text())
        self.run.setText(other.run.text())

    def pars(self) -> dict[str, object]:
        """Return the parameters; a run that is a number as such."""
        experiment, run = self.experiment.text().strip(), self.run.text().strip()
        pars: dict[str, object] = {}
        if experiment:
            pars[EXPERIMENT] = experiment
        if run:
            number = run.isascii() and run.isdecimal() and len(run) <= _LONGEST_RUN
            pars[RUN] = int(run) if number else run
        return pars


def pair_words(pars: Mapping[str, object]) -> tuple[str, ...]:
    """Return parameters as words of a ``dcs`` command, which reads the same values.

    Examples
    --------
    >>> pair_words({"exp": "xpptut15", "runnum": 260})
    ('--par', 'exp=xpptut15', '--par', 'runnum=260')
    >>> pair_words({"runnum": "12 and 13"})
    ('--par', 'runnum="12 and 13"')
    """
    words: list[str] = []
    for key, value in pars.items():
        words += ["--par", f"{key}={_said(value)}"]
    return tuple(words)


def _said(value: object) -> str:
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _NO_TEXT:
        return value
    return json.dumps(value, ensure_ascii=False)
