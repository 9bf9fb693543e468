"""The table of actions: complete, reachable by keyboard, and without two of one kind."""

from __future__ import annotations

from collections import Counter

import pytest
from PyQt5.QtGui import QKeySequence

from dcsgui.gui.window.action_specs import MENUS, Spec
from dcsgui.gui.window.action_table import SPECS
from dcsgui.gui.window.commands import Commands


def test_ids_and_shortcuts_are_unique() -> None:
    ids = Counter(spec.id for spec in SPECS)
    keys = Counter(spec.keys for spec in SPECS if spec.keys)
    assert [name for name, count in (ids + keys).items() if count > 1] == []


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.id)
def test_each_is_carried_out_in_a_menu_with_a_tip(spec: Spec) -> None:
    assert callable(getattr(Commands, spec.id))
    assert spec.menu in MENUS
    assert spec.tip.endswith(".")
    assert not spec.keys or not QKeySequence(spec.keys).isEmpty()


@pytest.mark.parametrize("menu", MENUS)
def test_keys_of_a_menu_are_unique(menu: str) -> None:
    texts = [spec.text for spec in SPECS if spec.menu == menu]
    keys = Counter(text[text.index("&") + 1].lower() for text in texts if "&" in text)
    assert [key for key, count in keys.items() if count > 1] == []
    assert [text for text in texts if "&" not in text] == []
