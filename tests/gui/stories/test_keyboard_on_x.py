"""All of it by keyboard alone, on a real desktop: there focus is what a window manager gives."""

from __future__ import annotations

import pytest

from x_server import MISSING, assert_passes_under_x


@pytest.mark.timeout(300)
@pytest.mark.skipif(bool(MISSING), reason=f"install {', '.join(MISSING)} to run it")
def test_by_keyboard_on_a_real_desktop() -> None:
    assert_passes_under_x("tests/gui/stories/test_keyboard.py")
