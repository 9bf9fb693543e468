"""What is to become of parameters, for those who ask for it; see `dcsgui.core.values`."""

from __future__ import annotations

from dcsgui.core.values.parameter_edits import (
    ABSENT,
    KEPT,
    REMOVED,
    UNSEEN,
    NoValue,
    ParameterEdit,
)

__all__ = ["ABSENT", "KEPT", "REMOVED", "UNSEEN", "NoValue", "ParameterEdit"]
