from __future__ import annotations

import pytest
from PyQt5.QtGui import QPalette
from PyQt5.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dcsgui.gui.window.texts import ElidedLabel, ReadOnlyText, copy_text, large_words, words


def test_words_wrap_and_quiet_words_are_paler(qtbot: QtBot) -> None:
    loud, quiet = words("<b>a</b>"), words("b", quiet=True)
    for label in (loud, quiet):
        qtbot.addWidget(label)
        assert label.wordWrap()
    assert quiet.foregroundRole() == QPalette.ColorRole.PlaceholderText
    large = large_words("c")
    qtbot.addWidget(large)
    assert large.font().pointSizeF() > loud.font().pointSizeF()


def test_a_long_word_at_the_top_widens_nothing(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(large_words(f"Promote pedestals_{'x' * 300}", window))
    assert window.minimumSizeHint().width() < 100


def test_text_in_columns_has_letters_of_one_width(qtbot: QtBot) -> None:
    text = ReadOnlyText("Report", "a  b")
    qtbot.addWidget(text)
    metrics = text.fontMetrics()
    assert metrics.horizontalAdvance("i") == metrics.horizontalAdvance("M")
    assert text.isReadOnly()
    assert text.accessibleName() == "Report"


@pytest.mark.parametrize(("text", "width"), [("", 2), ("long " * 200, 300)])
def test_an_elided_label_asks_for_what_it_needs_up_to_a_bound(
    qtbot: QtBot, text: str, width: int
) -> None:
    label = ElidedLabel(most=300)
    qtbot.addWidget(label)
    label.setText(text)
    assert label.sizeHint().width() == width
    assert label.minimumSizeHint().width() <= 60
    assert not label.grab().isNull()


def test_copying(qapp: QApplication) -> None:
    copy_text("something")
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    assert clipboard.text() == "something"
