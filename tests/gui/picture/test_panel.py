from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PyQt5.QtCore import Qt
from PyQt5.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.jobs.requests import ReadConstants, SaveBytes, SaveConstants
from dcsgui.gui.picture.panel import PicturePanel
from dcsgui.gui.picture.saving import SaveKind
from hands_on_pictures import press
from picture_answers import RecordedJobs, answer, constants, node, numbers, pedestals


@pytest.fixture
def told(qtbot: QtBot) -> RecordedJobs:
    return RecordedJobs()


@pytest.fixture
def panel(qtbot: QtBot, told: RecordedJobs) -> PicturePanel:
    made = PicturePanel(told)
    qtbot.addWidget(made)
    made.resize(520, 640)
    with qtbot.waitExposed(made):
        made.show()
    return made


def show(panel: PicturePanel, told: RecordedJobs, values: Any, version: str = "v1") -> None:
    which = node("pedestals", version)
    panel.show_version(which)
    answer(told, values, which)


def test_at_first_it_says_what_to_do(panel: PicturePanel) -> None:
    assert panel.views.sentence.sentence == "Select a version to see its constants."


def test_constants_are_painted_when_their_numbers_come(
    qtbot: QtBot, panel: PicturePanel, told: RecordedJobs
) -> None:
    values = pedestals()
    panel.show_version(node())
    assert told.requests == [ReadConstants(node(), ())]
    job = told.jobs[-1]
    job.answered.emit(constants(values))
    assert panel.views.currentWidget() is panel.views.sentence
    with qtbot.waitSignal(panel.painted):
        job.answered.emit(numbers(values, (0,), exact=False))
    assert panel.views.currentWidget() is panel.views.image


def test_the_old_picture_stays_until_the_new_one_is_there(
    panel: PicturePanel, told: RecordedJobs
) -> None:
    show(panel, told, pedestals())
    panel.show_version(node("pedestals", "v2"))
    before = panel.grab().toImage()
    told.jobs[-1].answered.emit(constants(pedestals() + 50, node("pedestals", "v2")))
    assert panel.views.currentWidget() is panel.views.image
    assert panel.grab().toImage() == before


def test_stale_answers_are_not_shown(panel: PicturePanel, told: RecordedJobs) -> None:
    panel.show_version(node("pedestals", "v1"))
    panel.show_version(node("pedestals", "v2"))
    assert told.called_off == [0]
    told.jobs[0].answered.emit(constants("old text", node("pedestals", "v1")))
    told.jobs[0].finished.emit()
    assert panel.views.currentWidget() is panel.views.sentence
    panel.show_version(None)
    told.jobs[1].answered.emit(constants("text", node("pedestals", "v2")))
    assert panel.views.sentence.sentence == "Select a version to see its constants."


def test_the_next_version_is_asked_for_in_the_same_gain_mode(
    panel: PicturePanel, told: RecordedJobs
) -> None:
    show(panel, told, pedestals())
    press(panel.views.image.canvas, Qt.Key.Key_BracketRight)
    assert panel.slab() == (1,)
    show(panel, told, pedestals(), "v2")
    assert told.requests[-1] == ReadConstants(node("pedestals", "v2"), (1,))
    assert panel.slab() == (1,)
    press(panel.views.image.canvas, Qt.Key.Key_BracketLeft)
    assert panel.slab() == (0,)


def test_numbers_that_were_not_told_are_asked_for(
    qtbot: QtBot, panel: PicturePanel, told: RecordedJobs
) -> None:
    values = np.random.default_rng(1).normal(0, 1, (20, 2, 3, 4, 5))
    show(panel, told, values)
    panel.views.image.show_slab((15, 1))
    qtbot.waitUntil(lambda: len(told.requests) == 2)
    assert told.requests[-1] == ReadConstants(node(), (15, 1))
    answer(told, values, node())
    assert panel.slab() == (15, 1)
    assert panel.views.image.has_numbers


def test_the_header_names_the_panel_that_is_alone(panel: PicturePanel, told: RecordedJobs) -> None:
    show(panel, told, pedestals())
    assert panel.header.title == "pedestals version 7"
    panel.views.image.show_panel(3)
    assert panel.header.title == "pedestals version 7, panel 3"
    show(panel, told, pedestals() + 1, "v2")
    assert panel.header.title == "pedestals version 7, panel 3"
    panel.views.image.show_all()
    assert panel.header.title == "pedestals version 7"
    panel.views.image.show_panel(3)
    show(panel, told, "a text", "v3")
    assert panel.header.title == "pedestals version 7"


def test_what_cannot_be_drawn_is_not_shown_as_what_was_before(
    panel: PicturePanel, told: RecordedJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(panel, told, pedestals())

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(panel.views.image, "set_pictures", fail)
        with pytest.raises(ZeroDivisionError):
            panel._show(constants(pedestals(), node("pedestals", "v2")))
    assert panel.views.currentWidget() is panel.views.sentence
    assert panel.views.sentence.sentence.startswith("These constants can't be drawn")
    show(panel, told, pedestals(), "v3")
    assert panel.views.currentWidget() is panel.views.image


def test_one_row_is_seen_as_a_curve(qtbot: QtBot, panel: PicturePanel, told: RecordedJobs) -> None:
    for version, shape in (("v1", (1, 1000)), ("v2", (1000, 1))):
        show(panel, told, np.arange(1000.0).reshape(shape), version)
        assert panel.views.currentWidget() is panel.views.curve


def test_a_failure_is_said_in_place(panel: PicturePanel, told: RecordedJobs) -> None:
    show(panel, told, pedestals())
    panel.show_version(node("pedestals", "v2"))
    told.jobs[-1].failed.emit(Failure("Damaged", "The file is damaged.", "Traceback ..."))
    told.jobs[-1].finished.emit()
    assert panel.views.currentWidget() is panel.views.sentence
    assert panel.views.sentence.sentence == "The file is damaged."
    assert panel.slab() == ()
    show(panel, told, pedestals(), "v3")
    assert panel.views.currentWidget() is panel.views.image


def test_details_are_one_click_away(panel: PicturePanel, told: RecordedJobs) -> None:
    panel.show_version(node())
    told.jobs[-1].failed.emit(Failure("KeyError", "Something went wrong.", "Traceback ..."))
    sentence = panel.views.sentence
    assert not sentence.details.isVisible()
    sentence.more.click()
    assert sentence.details.isVisible()
    assert sentence.details.toPlainText() == "Traceback ..."


def test_waiting_is_said_only_after_a_while(
    qtbot: QtBot, panel: PicturePanel, told: RecordedJobs
) -> None:
    panel.show_version(node())
    assert panel.waiting.isHidden()
    qtbot.waitUntil(panel.waiting.isVisible)
    answer(told, "text")
    assert panel.waiting.isHidden()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (np.zeros((0, 5)), "These constants are empty: shape (0, 5)."),
        (np.array(2801.5), "These constants are one value: 2801.5"),
        (np.zeros((2, 3, 4), "M8[s]"), "Values of type datetime64[s] can't be drawn"),
    ],
)
def test_what_is_no_picture_is_said(
    panel: PicturePanel, told: RecordedJobs, values: Any, words: str
) -> None:
    panel.show_version(node())
    told.jobs[-1].answered.emit(constants(values))
    assert panel.views.sentence.sentence.startswith(words)


def test_a_problem_is_said(panel: PicturePanel, told: RecordedJobs) -> None:
    panel.show_version(node())
    told.jobs[-1].answered.emit(constants(None, problem="This version holds no constants."))
    assert panel.views.sentence.sentence == "This version holds no constants."


def test_a_text_is_shown_as_it_is(qtbot: QtBot, panel: PicturePanel, told: RecordedJobs) -> None:
    with qtbot.waitSignal(panel.painted):
        show(panel, told, "# HDR\n1 2 3\n")
    text = panel.views.text
    assert text is not None
    assert text.text.toPlainText() == "# HDR\n1 2 3\n"


def test_a_row_of_values_is_a_curve_or_a_table(
    qtbot: QtBot, panel: PicturePanel, told: RecordedJobs
) -> None:
    with qtbot.waitSignal(panel.painted):
        show(panel, told, np.arange(6.0))
    assert panel.views.currentWidget() is panel.views.curve
    panel.header.table.click()
    table = panel.views.table
    assert panel.views.currentWidget() is table
    assert table is not None
    model = table.model()
    assert model is not None
    assert model.rowCount() == 6
    show(panel, told, np.arange(7.0), "v2")
    assert model.rowCount() == 7
    panel.header.table.click()
    assert panel.views.currentWidget() is panel.views.curve


def test_a_small_image_is_a_table_too(panel: PicturePanel, told: RecordedJobs) -> None:
    show(panel, told, np.arange(12.0).reshape(3, 4))
    panel.header.table.click()
    assert panel.views.currentWidget() is panel.views.table
    show(panel, told, pedestals(), "v2")
    assert panel.views.currentWidget() is panel.views.image
    assert panel.header.table.isHidden()


def test_values_that_can_not_be_drawn_are_a_table(panel: PicturePanel, told: RecordedJobs) -> None:
    panel.show_version(node())
    told.jobs[-1].answered.emit(constants(np.array(["a", "b"])))
    assert panel.views.currentWidget() is panel.views.table


def test_the_same_version_read_anew_changes_nothing(
    panel: PicturePanel, told: RecordedJobs
) -> None:
    show(panel, told, pedestals())
    before = panel.grab().toImage()
    show(panel, told, pedestals())
    assert panel.grab().toImage() == before


def test_the_picture_is_saved_as_png(
    qtbot: QtBot, panel: PicturePanel, told: RecordedJobs
) -> None:
    show(panel, told, pedestals())
    panel.save_picture("/data/x.png")
    qtbot.waitUntil(lambda: len(told.requests) == 2)
    request = told.requests[-1]
    assert isinstance(request, SaveBytes)
    assert request.target == "/data/x.png"
    assert request.data.startswith(b"\x89PNG")
    with qtbot.waitSignal(panel.saved) as saved:
        told.jobs[-1].answered.emit("/data/x.png")
    assert saved.args == ["Saved /data/x.png."]


def test_constants_are_saved_whole_or_in_part(panel: PicturePanel, told: RecordedJobs) -> None:
    show(panel, told, pedestals())
    panel.step_gain(1)
    panel.save_constants("/data/x.npy", whole=True)
    assert told.requests[-1] == SaveConstants(node(), "/data/x.npy")
    panel.save_constants("/data/x.npy", whole=False)
    assert told.requests[-1] == SaveConstants(node(), "/data/x.npy", (1,))


def test_a_failed_save_is_told(qtbot: QtBot, panel: PicturePanel, told: RecordedJobs) -> None:
    show(panel, told, pedestals())
    panel.save_constants("/none/x.npy", whole=True)
    failure = Failure("AccessDenied", "The directory can't be written.")
    with qtbot.waitSignal(panel.saveFailed) as failed:
        told.jobs[-1].failed.emit(failure)
    assert failed.args == [failure]


def test_snippet_and_picture_are_copied(panel: PicturePanel, told: RecordedJobs) -> None:
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    show(panel, told, pedestals())
    panel.copy_snippet()
    compile(clipboard.text(), "snippet", "exec")
    assert "'pedestals'" in clipboard.text()
    panel.copy_picture()
    assert not clipboard.image().isNull()


def test_without_constants_there_is_nothing_to_save(
    panel: PicturePanel, told: RecordedJobs
) -> None:
    panel.copy_snippet()
    panel.save_constants("/data/x", whole=True)
    assert told.requests == []
    assert panel.header.isHidden()


def test_the_menu_asks_the_window_for_file_names(
    qtbot: QtBot, panel: PicturePanel, told: RecordedJobs
) -> None:
    show(panel, told, pedestals())
    with qtbot.waitSignal(panel.saveAsked) as asked:
        panel.header.saveAsked.emit(SaveKind.CONSTANTS)
    assert asked.args == ["save_constants"]
    with qtbot.waitSignal(panel.saved):
        panel.header.saveAsked.emit(SaveKind.SNIPPET)


def test_the_keyboard_reaches_the_picture(panel: PicturePanel, told: RecordedJobs) -> None:
    show(panel, told, pedestals())
    panel.setFocus()
    canvas = panel.views.image.canvas
    assert QApplication.focusWidget() is canvas
    press(canvas, Qt.Key.Key_PageDown)
    assert panel.views.image.panel == 0
    press(canvas, Qt.Key.Key_Escape)
    assert panel.views.image.panel is None


def test_tab_goes_through_everything_from_top_to_bottom(
    panel: PicturePanel, told: RecordedJobs
) -> None:
    show(panel, told, pedestals())
    panel.header.reset.setFocus()
    seen = []
    for _ in range(9):
        widget = QApplication.focusWidget()
        assert widget is not None
        seen.append(widget.accessibleName() or getattr(widget, "text", str)())
        press(widget, Qt.Key.Key_Tab)
    assert seen == [
        "Fit", "Save", "Gain", "Panel", "Levels", "Lower level", "Upper level", "Colours",
        "Picture of the constants",
    ]  # fmt: skip


def test_it_is_remembered(qtbot: QtBot, panel: PicturePanel, told: RecordedJobs) -> None:
    show(panel, told, pedestals())
    panel.step_gain(1)
    state = panel.state()
    again = PicturePanel(told)
    qtbot.addWidget(again)
    again.restore(state)
    again.show_version(node())
    assert told.requests[-1] == ReadConstants(node(), (1,))
    again.restore({"image": 3, "table": "x"})


def test_it_fits_into_a_narrow_place(panel: PicturePanel, told: RecordedJobs) -> None:
    show(panel, told, pedestals((7, 16, 8, 9)))
    assert panel.minimumSizeHint().width() <= 560
