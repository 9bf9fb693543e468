"""One store asked by several threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from dcsgui import DCStore

THREADS, TIMES = 4, 40


def test_threads_get_the_right_answers(tmp_path: Path) -> None:
    cs = DCStore.create(tmp_path, "cspad-0001")
    cto = cs.add_ctype("pedestals")
    for i in range(10):
        cto.add_range((100 * i, 100 * i + 99)).add_version(nda=np.full(50, i))
    cs.save()
    cs = DCStore(tmp_path, "cspad-0001")

    def ask(thread: int) -> list[bool]:
        answers = [cs.get("pedestals", 100 * ((i + thread) % 10)) for i in range(TIMES)]
        return [
            isinstance(nda, np.ndarray) and set(nda.tolist()) == {(i + thread) % 10}
            for i, nda in enumerate(answers)
        ]

    with ThreadPoolExecutor(THREADS) as pool:
        said = list(pool.map(ask, range(THREADS)))
    assert said == [[True] * TIMES] * THREADS


def test_threads_that_change_lose_nothing(tmp_path: Path) -> None:
    cs = DCStore.create(tmp_path, "cspad-0001")
    tsro = cs.add_ctype("pedestals").add_range((0, None))
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda i: tsro.add_version(nda=[float(i)]), range(TIMES)))
    cs.save()
    listed = DCStore(cs.path).ctypeobj("pedestals").rangeobj((0, None)).versobjs()
    assert sorted(str(verso.calib()) for verso in listed) == sorted(
        f"[{i}.]" for i in range(TIMES)
    )
