from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtGui import QPalette
from PyQt5.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dcsgui.core.actions.answers.moments import Moment
from dcsgui.gui.jobs.requests import ReadMoment
from dcsgui.gui.window.moment_box import MomentBox
from dcsgui.gui.window.palettes import window_palette
from dcsgui.gui.window.severity import Severity
from dcsgui.gui.window.texts import ElidedLabel
from told_jobs import ToldJobs

# of the list that completes: a window of its own
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TEXT = "2016-10-27 10:00"
MOMENT = Moment(TEXT, 1477587600 * 10**9, "2016-10-27T10:00:00-07:00", "2016-10-27T17:00:00+00:00")
FAILURE = "There is no month 13."


@pytest.fixture
def asked() -> Iterator[ToldJobs]:
    made = ToldJobs()
    yield made
    made.close()


@pytest.fixture
def window(asked: ToldJobs, qtbot: QtBot) -> QWidget:
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.addWidget(MomentBox(asked))
    layout.addWidget(QLineEdit("elsewhere"))
    qtbot.addWidget(made)
    made.resize(900, 40)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def box(window: QWidget) -> MomentBox:
    found = window.findChild(MomentBox)
    found.setFocus()
    return found


def requests(asked: ToldJobs) -> list[object]:
    return [one.request for one in asked.asked]


def line(box: MomentBox) -> QLineEdit:
    return box.findChild(QLineEdit)


def told(box: MomentBox) -> str:
    label = box.findChild(ElidedLabel)
    return label.text() if label.isVisibleTo(box) else ""


def type_in(box: MomentBox, text: str) -> None:
    QtBot.keyClicks(line(box), text)


def press(box: MomentBox, key: Qt.Key) -> None:
    QtBot.keyClick(line(box), key)


def test_enter_asks_at_once_and_chooses(box: MomentBox, asked: ToldJobs, qtbot: QtBot) -> None:
    type_in(box, TEXT)
    assert requests(asked) == [], "not while typing"
    press(box, Qt.Key.Key_Return)
    assert requests(asked) == [ReadMoment(TEXT)]
    assert asked.last.lane == "moment"
    with qtbot.waitSignal(box.momentChosen) as chosen:
        asked.answer(MOMENT)
    assert chosen.args == [MOMENT]
    assert box.chosen == MOMENT
    assert told(box) == "2016-10-27T10:00:00-07:00"
    tip = box.findChild(ElidedLabel).toolTip()
    assert tip == "2016-10-27T17:00:00+00:00\n1477587600 seconds since 1970"


def test_a_pause_in_typing_only_tells_what_it_means(
    box: MomentBox, asked: ToldJobs, qtbot: QtBot
) -> None:
    type_in(box, TEXT)
    qtbot.waitUntil(lambda: len(requests(asked)) == 1)
    with qtbot.assertNotEmitted(box.momentChosen):
        asked.answer(MOMENT)
    assert told(box) == "2016-10-27T10:00:00-07:00 (Enter shows it)"
    press(box, Qt.Key.Key_Return)
    with qtbot.waitSignal(box.momentChosen):
        asked.answer(MOMENT)


def test_typing_on_calls_off_what_was_asked(box: MomentBox, asked: ToldJobs) -> None:
    type_in(box, "2016")
    press(box, Qt.Key.Key_Return)
    type_in(box, "-10-27")
    assert asked.cancelled == [0]
    assert told(box) == "…"


def test_going_elsewhere_chooses_what_was_typed(
    window: QWidget, box: MomentBox, asked: ToldJobs, qtbot: QtBot
) -> None:
    type_in(box, TEXT)
    press(box, Qt.Key.Key_Tab)
    assert requests(asked) == [ReadMoment(TEXT)]
    with qtbot.waitSignal(box.momentChosen):
        asked.answer(MOMENT)
    box.setFocus()
    press(box, Qt.Key.Key_Tab)
    assert len(requests(asked)) == 1, "it is chosen already"


def test_an_error_is_told_in_the_box(box: MomentBox, asked: ToldJobs, qtbot: QtBot) -> None:
    type_in(box, "2016-13-27")
    press(box, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(box.momentChosen), qtbot.waitSignal(box.misunderstood) as told:
        asked.fail(FAILURE)
    label = box.findChild(ElidedLabel)
    assert label.text() == "Not understood"
    assert label.toolTip() == told.args[0] == FAILURE
    colour = label.palette().color(QPalette.ColorRole.WindowText)
    assert colour == Severity.ERROR.colour(box.palette())
    box.set_text(TEXT)
    asked.answer(MOMENT)
    assert label.palette().color(QPalette.ColorRole.WindowText) == box.palette().color(
        QPalette.ColorRole.WindowText
    )


def test_an_error_can_be_read_when_the_window_turns_dark(
    window: QWidget, box: MomentBox, asked: ToldJobs
) -> None:
    box.set_text("2016-13-27")
    asked.fail(FAILURE)
    window.setPalette(window_palette(dark=True))
    colour = box.findChild(ElidedLabel).palette().color(QPalette.ColorRole.WindowText)
    assert colour == Severity.ERROR.colour(window_palette(dark=True))


def test_escape_goes_back_to_the_time_before_an_error(box: MomentBox, asked: ToldJobs) -> None:
    box.set_text(TEXT)
    asked.answer(MOMENT)
    box.set_text("nonsense")
    asked.fail(FAILURE)
    assert box.chosen == MOMENT
    press(box, Qt.Key.Key_Escape)
    assert box.text() == TEXT


def test_clearing_shows_no_time(box: MomentBox, asked: ToldJobs, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(box.cleared):
        type_in(box, "x")
        press(box, Qt.Key.Key_Backspace)
    box.set_text(TEXT)
    asked.answer(MOMENT)
    line(box).selectAll()
    with qtbot.waitSignal(box.cleared):
        press(box, Qt.Key.Key_Delete)
    assert box.chosen is None
    assert told(box) == ""
    with qtbot.assertNotEmitted(box.cleared):
        press(box, Qt.Key.Key_Return)


def test_escape_without_a_time_clears(box: MomentBox, asked: ToldJobs) -> None:
    type_in(box, "nons")
    press(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert requests(asked) == []


def test_the_last_ones_are_offered(box: MomentBox, asked: ToldJobs, qtbot: QtBot) -> None:
    for text in ("now", TEXT, "now"):
        box.set_text(text)
        asked.answer(Moment(text, 5, "", ""))
    assert box.state() == {"text": "now", "recent": ["now", TEXT]}
    box.clear()
    type_in(box, "2016")
    completer = line(box).completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    QtBot.keyClick(popup, Qt.Key.Key_Down)
    QtBot.keyClick(popup, Qt.Key.Key_Return)
    assert box.text() == TEXT
    assert requests(asked)[-1] == ReadMoment(TEXT)
    with qtbot.waitSignal(box.momentChosen):
        asked.answer(MOMENT)


def test_a_run_needs_its_experiment(box: MomentBox, asked: ToldJobs, qtbot: QtBot) -> None:
    box.set_text("r260")
    asked.fail(FAILURE)
    box.set_experiment("xpptut15")
    assert requests(asked)[-1] == ReadMoment("r260", "xpptut15")
    asked.answer(MOMENT)
    press(box, Qt.Key.Key_Return)
    with qtbot.waitSignal(box.momentChosen):
        asked.answer(MOMENT)
    count = len(requests(asked))
    box.set_experiment("cxi12345")
    assert len(requests(asked)) == count, "the time that is shown stays as it is"


def test_utc_or_local(box: MomentBox, asked: ToldJobs) -> None:
    box.set_utc(utc=True)
    box.set_text(TEXT)
    asked.answer(MOMENT)
    assert told(box) == "2016-10-27T17:00:00+00:00"
    box.set_utc(utc=False)
    assert told(box) == "2016-10-27T10:00:00-07:00"


def test_a_state_is_taken_up(box: MomentBox, asked: ToldJobs, qtbot: QtBot) -> None:
    box.restore({"text": TEXT, "recent": [TEXT, "now", 3]})
    assert requests(asked) == [ReadMoment(TEXT)]
    with qtbot.waitSignal(box.momentChosen):
        asked.answer(MOMENT)
    assert box.state() == {"text": TEXT, "recent": [TEXT, "now"]}


@pytest.mark.parametrize("state", [{}, {"text": 3, "recent": "now"}, {"text": ""}])
def test_a_state_that_makes_no_sense_is_left_out(
    box: MomentBox, asked: ToldJobs, state: dict[str, object]
) -> None:
    box.restore(state)
    assert requests(asked) == []
    assert box.state() == {"text": "", "recent": []}


@pytest.mark.parametrize(
    ("ns", "seconds"),
    [(0, "0"), (1_500_000_000, "1.5"), (10**18 + 1, "1000000000.000000001"), (-(10**8), "-0.1")],
)
def test_seconds_are_exact(box: MomentBox, asked: ToldJobs, ns: int, seconds: str) -> None:
    box.set_text("x")
    asked.answer(Moment("x", ns, "a", "b"))
    assert box.findChild(ElidedLabel).toolTip() == f"b\n{seconds} seconds since 1970"


def test_the_time_before_an_error_is_chosen_again_by_going_elsewhere(
    window: QWidget, box: MomentBox, asked: ToldJobs, qtbot: QtBot
) -> None:
    box.set_text(TEXT)
    asked.answer(MOMENT)
    box.set_text("nonsense")
    asked.fail(FAILURE)
    line(box).setText(TEXT)
    box.setFocus()
    press(box, Qt.Key.Key_Tab)
    assert requests(asked)[-1] == ReadMoment(TEXT)
    assert len(requests(asked)) == 3
    with qtbot.waitSignal(box.momentChosen):
        asked.answer(MOMENT)


def test_typing_on_after_enter_and_going_elsewhere_chooses(
    window: QWidget, box: MomentBox, asked: ToldJobs, qtbot: QtBot
) -> None:
    type_in(box, TEXT[:-1])
    press(box, Qt.Key.Key_Return)
    type_in(box, TEXT[-1])
    press(box, Qt.Key.Key_Tab)
    assert requests(asked)[-1] == ReadMoment(TEXT)
    with qtbot.waitSignal(box.momentChosen):
        asked.answer(MOMENT)
