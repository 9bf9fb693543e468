"""Which known fields are offered for a new parameter."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.editing.fields import FieldCompleter, offered_fields

STORE = NodeId("/calib/cspad/cspad-0001.h5")
TYPE = STORE.child("pedestals")


def names(node: NodeId | None, *there: str) -> list[str]:
    return [field.name for field in offered_fields(node, there)]


def test_a_detector_has_other_fields_than_constants() -> None:
    assert "detalias" in names(STORE)
    assert "exp" not in names(STORE)
    assert "exp" in names(TYPE)
    assert "detalias" not in names(TYPE)


def test_what_is_there_is_not_offered() -> None:
    assert "exp" not in names(TYPE, "exp", "other")


def test_of_numbered_fields_the_next_is_offered() -> None:
    assert "com:001" in names(TYPE)
    assert "com:004" in names(TYPE, "com:001", "com:003")
    assert "par:001" in names(TYPE, "com:001")


def test_fields_are_found_by_name_and_by_meaning(qtbot: QtBot) -> None:
    completer = FieldCompleter(offered_fields(TYPE, ()))
    for typed, name in (("RUNNUM", "runnum"), ("data source", "source")):
        completer.setCompletionPrefix(typed)
        assert completer.currentCompletion() == name
