"""Setting and releasing defaults, and taking back any change: with the mouse, and as asked for."""

from __future__ import annotations

from PyQt5.QtCore import Qt

from hands import hands as q
from same_bench import FIRST, Bench
from same_stories import story

__all__ = ["set_and_released"]

WHY = "it's \"dark\" & $HOME `ls` \\ ä"


@story("DefaultPart", "SetDefault", "TakeBackDefault")
def set_and_released(bench: Bench) -> None:
    bench.walk("xpptut15", "jungfrau", FIRST, "pedestals")
    bench.hands.click_star(0)
    bench.hands.wait(lambda: bench.hands.answering()[0] == ("v1", True))
    bench.hands.trigger("release_default")
    bench.settle()
