from __future__ import annotations

import pytest
from PyQt5.QtGui import QColor, QPalette

from dcsgui.gui.window.palettes import is_dark, window_palette
from dcsgui.gui.window.severity import Severity

ROLE, GROUP = QPalette.ColorRole, QPalette.ColorGroup
ON = (
    (ROLE.WindowText, ROLE.Window),
    (ROLE.Text, ROLE.Base),
    (ROLE.Text, ROLE.AlternateBase),
    (ROLE.ButtonText, ROLE.Button),
    (ROLE.HighlightedText, ROLE.Highlight),
    (ROLE.ToolTipText, ROLE.ToolTipBase),
    (ROLE.Link, ROLE.Base),
    (ROLE.LinkVisited, ROLE.Base),
    (ROLE.PlaceholderText, ROLE.Base),
)


def luminance(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_a_palette_is_what_it_says(dark: bool) -> None:
    assert is_dark(window_palette(dark=dark)) is dark


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("text", "ground"), ON)
def test_text_can_be_read_and_tells_when_it_is_disabled(
    dark: bool, text: QPalette.ColorRole, ground: QPalette.ColorRole
) -> None:
    palette = window_palette(dark=dark)
    usual = contrast(palette.color(GROUP.Active, text), palette.color(GROUP.Active, ground))
    disabled = contrast(palette.color(GROUP.Disabled, text), palette.color(GROUP.Disabled, ground))
    assert usual >= 4.5, "WCAG AA"
    assert disabled < usual


@pytest.mark.parametrize("dark", [False, True])
def test_every_role_has_a_colour_of_its_own(dark: bool) -> None:
    palette = window_palette(dark=dark)
    for number in range(ROLE.NColorRoles):
        if number != ROLE.NoRole:
            role = ROLE(number)
            assert palette.isBrushSet(GROUP.Active, role), number
            assert palette.isBrushSet(GROUP.Inactive, role), number
            assert palette.isBrushSet(GROUP.Disabled, role), number


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("severity", Severity)
def test_severities_can_be_read_on_the_window(dark: bool, severity: Severity) -> None:
    palette = window_palette(dark=dark)
    for ground in (ROLE.Window, ROLE.Base):
        assert contrast(severity.colour(palette), palette.color(ground)) >= 4.5
