"""Models need no widgets: what they show can be tested, and used, without a window."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

MODELS = Path(__file__).resolve().parents[3] / "dcsgui" / "gui" / "models"


def test_models_import_no_widgets() -> None:
    stems = sorted(path.stem for path in MODELS.glob("[a-z]*.py"))
    names = ", ".join(f"dcsgui.gui.models.{stem}" for stem in stems)
    program = f"import {names}, sys; print('PyQt5.QtWidgets' in sys.modules, len(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(MODELS.parents[2])},
    )
    assert done.stdout.startswith("False")
