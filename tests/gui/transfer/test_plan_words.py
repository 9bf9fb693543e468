"""What is said of the items of a plan."""

from __future__ import annotations

from dataclasses import replace

from dcsgui.gui.transfer.plan_words import reason
from told_plans import added


def test_options_of_the_command_line_are_not_told_in_the_window() -> None:
    item = replace(added(1), reason="Give another destination, or allow it (--other-detector).")
    assert reason(item) == "Give another destination, or allow it."
    assert reason(added(1)) == ""
