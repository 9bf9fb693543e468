from __future__ import annotations

import subprocess
import sys

import numpy as np

from dcsgui.core.values.arrays import is_array

PROGRAM = """
import sys
from dcsgui.core.values.arrays import is_array
from dcsgui.core.values.parameter_texts import kind_of_value, read_value, same_value, typed_text
assert not is_array(5) and same_value(5, 5)
assert read_value(typed_text(5), kind_of_value(5)) == 5
assert "numpy" not in sys.modules
assert is_array(read_value("[1, 2]", kind_of_value("").GUESSED))
assert "numpy" in sys.modules
"""


def test_arrays_are_told_from_all_else() -> None:
    assert is_array(np.zeros(2))
    assert is_array(np.array("text"))
    assert not any(map(is_array, (np.float64(1), 5, "text", [1, 2], None)))


def test_numpy_is_loaded_for_arrays_only() -> None:
    subprocess.run([sys.executable, "-c", PROGRAM], check=True, timeout=60)
