from __future__ import annotations

import subprocess
import sys

from PyQt5 import sip
from pytestqt.qtbot import QtBot

from dcsgui.gui.picture.loading import CURVES, PANEL, Loading, is_loaded, preload

PROGRAM = f"""
import sys
from PyQt5.QtCore import QCoreApplication
from dcsgui.gui.picture.loading import is_loaded, preload
app = QCoreApplication([])
assert "numpy" not in sys.modules and "pyqtgraph" not in sys.modules
loading = preload({PANEL!r})
loading.loaded.connect(app.quit)
app.exec_()
assert is_loaded({PANEL!r}) and not is_loaded({CURVES!r})
assert "pyqtgraph" not in sys.modules, "pictures do without"
assert "h5py" not in sys.modules
"""


def test_it_tells_when_modules_are_there(qtbot: QtBot) -> None:
    loading = preload(PANEL, CURVES)
    with qtbot.waitSignal(loading.loaded):
        pass
    assert is_loaded(PANEL)
    assert is_loaded(CURVES)


def test_a_module_that_is_missing_is_told_by_whoever_needs_it(qtbot: QtBot) -> None:
    loading = preload("dcsgui.no_such_module")
    with qtbot.waitSignal(loading.loaded):
        pass
    assert not is_loaded("dcsgui.no_such_module")


def test_pictures_need_neither_pyqtgraph_nor_hdf5() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True, timeout=60)


def test_a_window_that_is_closed_meanwhile_is_told_nothing(qtbot: QtBot) -> None:
    loading = Loading([PANEL])
    sip.delete(loading)
    loading._run()  # as its thread does: no error
