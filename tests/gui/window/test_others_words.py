"""What others have done, in sentences."""

from __future__ import annotations

import pytest

from dcsgui.core.actions.answers.changes import ChangeRow
from dcsgui.gui.window.others_words import did_words, told

FILE = "/calib/cspad/cspad-0001.h5"


def row(*did: str, who: str = "ana@pc", comment: str = "") -> ChangeRow:
    return ChangeRow(1, did, who, 0, comment)


@pytest.mark.parametrize(
    ("did", "said"),
    [
        ("add ctype gain", "added ctype gain"),
        ("gain: add range 5", "added the range gain from 1970-01-01 00:00:05"),
        ("gain: del range 0-end", "deleted the range gain from 1970-01-01"),
        ("gain: del range none", "deleted the range gain none"),
        (
            "gain/0-3600: change range from 0 to 0-3600",
            "changed the range gain from 1970-01-01 to be 1970-01-01 to 1970-01-01 01:00",
        ),
        ("gain/0-3600: add version 2", "added version 2 to gain 1970-01-01 to 1970-01-01 01:00"),
        ("gain/0: del version 2", "deleted version 2 of gain from 1970-01-01"),
        (
            "gain/none: set default from v1 to auto (v2)",
            "set default from v1 to auto (v2) of gain none",
        ),
        ("set parameters a, b", "set parameters a, b"),
        ("create", "made the file"),
        ("what: ever", "ever of what"),
        ("a note with: a colon", "a note with: a colon"),
    ],
)
def test_each_kind_of_change(did: str, said: str) -> None:
    assert did_words(row(did), utc=True) == said


def test_many_things_at_once_are_cut_short() -> None:
    assert did_words(row("add a", "add b"), utc=True) == "added a and added b"
    assert did_words(row(*"abcde"), utc=True) == "a, b, c and 2 more"
    assert did_words(row(), utc=True) == "changed something"


def test_the_last_is_told_and_how_much_came_before() -> None:
    rows = [row("add a"), row("add b", who=""), row("add c", comment="copper")]
    assert told(FILE, rows, utc=True) == (
        "ana@pc added c in cspad-0001: copper; before that 2 changes by ana@pc, somebody"
    )
    assert told(FILE, rows[:1], utc=True) == "ana@pc added a in cspad-0001"
    assert told(FILE, rows[1:2], utc=True) == "Somebody added b in cspad-0001"
