"""The same drags on an X server, with the real pointer."""

from __future__ import annotations

import pytest

from x_server import MISSING, assert_passes_under_x


@pytest.mark.timeout(300)
@pytest.mark.skipif(bool(MISSING), reason=f"install {', '.join(MISSING)} to run it")
def test_drags_on_a_real_desktop() -> None:
    here = "tests/gui/carrying"
    assert_passes_under_x(f"{here}/test_dragging.py", f"{here}/test_between_processes.py")
