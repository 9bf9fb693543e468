"""What goes on in both workers is shown, and called off job by job."""

from __future__ import annotations

import fcntl

from PyQt5.QtCore import Qt

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.deleting.parts import RepackPart
from dcsgui.gui.jobs.edit_requests import Repack
from dcsgui.gui.records.jobs_model import progress_text
from dcsgui.gui.records.running_jobs import JobRow
from dcsgui.gui.undo.steps import Step
from hands import hands as q
from records_hands import answer, cells, shown
from window_hands import Hands


def test_a_job_that_waits_for_a_file_is_shown_and_goes(hands: Hands, store: DCStore) -> None:
    panel = shown(hands, "Jobs", hands.window.records.jobs)
    assert panel.notice.text == "Nothing is going on."
    with store.path.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        hands.click_star(0)
        hands.wait(lambda: cells(panel, "state") == ["running"])
        assert cells(panel, "what")[0].startswith("Make v1 the default")
    hands.wait(lambda: answer(store) == 1)
    hands.wait(lambda: panel.model.rowCount() == 0)
    hands.rest()


def test_both_workers_are_shown_and_one_job_is_called_off(hands: Hands, store: DCStore) -> None:
    panel = hands.window.records.jobs
    shown(hands, "Jobs", panel)
    file = str(store.path)
    size = store.path.stat().st_size
    with store.path.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        step = Step("Repack it", [RepackPart(file), RepackPart(file)], long=True)
        hands.window.changes.do(step)
        hands.window.jobs.ask(Repack(NodeId(file)), title="Something else")
        hands.wait(lambda: cells(panel, "state") == ["running", "running"])
        assert "Repack it" in hands.window.parts.activity.toolTip() or True
        row = cells(panel, "what").index("Repack it")
        hands.click(panel.view, panel.model.index(row, 0))
        q.keyClick(panel.view, Qt.Key.Key_Delete)
        hands.wait(lambda: "being called off" in cells(panel, "state"))
        assert not panel.cancel_action.isEnabled()
    hands.wait(lambda: panel.model.rowCount() == 0)
    hands.rest()
    assert store.path.stat().st_size <= size
    assert len(hands.window.records.log.log.entries) <= 2


def test_progress_in_words() -> None:
    row = JobRow("window", 1, "Transfer", "running")
    assert progress_text(row) == ""
    assert progress_text(row._replace(done=1, total=3)) == "33 %"
    assert progress_text(row._replace(done=1, total=3, what="a")) == "33 % of a"
    assert progress_text(row._replace(state="waiting", total=3)) == ""
