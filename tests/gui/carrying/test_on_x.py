"""The same drags on an X server, with the real pointer."""

from __future__ import annotations

import pytest

from x_server import X_IS_THERE, assert_passes_under_x


@pytest.mark.timeout(300)
@pytest.mark.skipif(not X_IS_THERE, reason="takes Xvfb, openbox and xdotool")
def test_drags_on_a_real_desktop() -> None:
    here = "tests/gui/carrying"
    assert_passes_under_x(f"{here}/test_dragging.py", f"{here}/test_between_processes.py")
