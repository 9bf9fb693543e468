from __future__ import annotations

from pathlib import Path
from queue import SimpleQueue

import pytest

from dcsgui.gui.worker import watching
from dcsgui.gui.worker.messages import FileState, Watch
from dcsgui.gui.worker.watching import Watcher, state_of

States = dict[str, FileState]


def test_what_tells_that_a_file_changed(tmp_path: Path) -> None:
    file = tmp_path / "a"
    assert state_of(str(file)) is None
    assert state_of("zero\0byte") is None
    states = [state_of(str(tmp_path))]
    file.write_text("one")
    states += [state_of(str(tmp_path)), state_of(str(file))]
    file.write_text("longer")
    states.append(state_of(str(file)))
    file.chmod(0o400)
    states.append(state_of(str(file)))
    file.rename(tmp_path / "b")
    file.write_text("longer")
    states.append(state_of(str(file)))
    assert None not in states
    assert len(set(states)) == len(states)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> SimpleQueue[States]:
    monkeypatch.setattr(watching, "INTERVAL", 0.01)
    return SimpleQueue()


def test_new_states_and_changes_are_told(told: SimpleQueue[States], tmp_path: Path) -> None:
    file = tmp_path / "a"
    watcher = Watcher(told.put)
    watcher.start()
    watcher.watch(Watch((str(file),), {}))
    assert told.get(timeout=5) == {str(file): None}
    file.write_text("x")
    seen = told.get(timeout=5)
    assert list(seen) == [str(file)]
    assert seen[str(file)] is not None
    watcher.watch(Watch((str(file), str(tmp_path)), {}))
    assert list(told.get(timeout=5)) == [str(tmp_path)]
    watcher.watch(Watch((), {}))


def test_what_the_window_knows_is_compared(told: SimpleQueue[States], tmp_path: Path) -> None:
    same, other = tmp_path / "same", tmp_path / "other"
    same.write_text("x")
    known = {str(same): state_of(str(same)), str(other): (1, 2, 3)}
    watcher = Watcher(told.put)
    watcher.start()
    watcher.watch(Watch((str(same), str(other)), known))
    assert told.get(timeout=5) == {str(other): None}
    watcher.watch(Watch((), {}))
