"""Files whose last writer died and left a journal in the state that a test needs."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from dcsgui.core.files.disk import planted
from dcsgui.core.files.leftovers import Leftover, left_behind
from dcsgui.core.files.opening import open_writer
from dcsgui.core.values.validity import Validity
from dying_disk import Died, DyingDisk

MOST = 100
"""More operations than a small change has."""


def leave(path: Path, wanted: Leftover) -> None:
    """Let a writer that adds the range 100-200 to the pedestals die, so that this is left."""
    directory = path.parent
    sound = directory.with_name("sound")
    shutil.copytree(directory, sound)
    for at in range(MOST):
        with planted(DyingDisk(at)), suppress(Died), open_writer(path) as writer:
            writer.add_range("pedestals", Validity.of("100-200"))
        if left_behind(str(path)) is wanted:
            shutil.rmtree(sound)
            return
        shutil.rmtree(directory)
        shutil.copytree(sound, directory)
    raise AssertionError(f"no moment of death leaves {wanted}")
