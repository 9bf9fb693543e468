"""What a store says before `save` is what it says after: any changes, in any order."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dcsgui import DCRange, DCStore, DCType, Timestamp
from dcsgui.core.values.errors import AlreadyExists
from small_stores import LAYOUTS, make_store

T0 = 1477526400

EXAMPLES = 40 if os.environ.get("CI") else 20

Step = tuple[str, int, int]

WHAT = ["add", "add", "add", "now", "pin", "auto", "del", "time"]
WHAT += ["end", "drop", "new", "par", "clear"]

STEPS = st.lists(
    st.tuples(
        st.sampled_from(WHAT),
        st.integers(0, 20),
        st.integers(0, 40),
    ),
    max_size=12,
)


def said(cs: DCStore, *, numbers: bool = True) -> dict[str, object]:
    """Say what a store answers, without the records that `save` writes."""
    found: dict[str, object] = {}
    for ctype in cs.ctypes():
        cto = cs.ctypeobj(ctype)
        for name in cto.ranges():
            tsro = cto.rangeobj(name)
            versdef = tsro.versdef()
            found[name] = (
                tsro.dictpars(),
                tsro.pinned,
                versdef and versdef.versind * numbers,
                [
                    (v.versind * numbers, v.tsvers, np.asarray(v.calib()).tolist())
                    for v in tsro.versobjs()
                ],
            )
        for t in (90, 150, 350):
            found[f"{ctype} at {t}"] = np.asarray(cs.get(ctype, t, default=-1)).tolist()
        found[f"{ctype} listed"] = [
            (row.range_name, row.is_default, row.pinned, row.info.versind * numbers)
            for row in cto.listing()
        ]
    return found


def carry_out_in(cs: DCStore, step: Step) -> None:
    """Do one thing to the type of a store, or make that anew."""
    if step[0] == "clear":
        cs.del_ctype("pedestals")
        cs.add_ctype("pedestals")
    else:
        carry_out(cs.ctypeobj("pedestals"), step)


def carry_out(cto: DCType, step: Step) -> None:
    """Do one thing to a type; `AlreadyExists` for what was there before."""
    what, a, b = step
    names = cto.ranges()
    if what in ("new", "clear") or not names:
        cto.add_range((100 + a, None if b % 3 == 0 else 200 + b))
        return
    tsro = cto.rangeobj(names[a % len(names)])
    versobjs = tsro.versobjs()
    if what == "drop":
        cto.del_range(tsro)
    elif what == "end":
        tsro.set_end(300 + b)
    elif what == "par":
        tsro.add_par(f"k{a}", b)
    elif what in ("add", "now") or not versobjs:
        tsvers = Timestamp.of(T0 + b) if what == "add" else None
        tsro.add_version(tsvers, np.array([a, b]))
    else:
        verso = versobjs[b % len(versobjs)]
        acts: dict[str, Callable[[], None]] = {
            "pin": lambda: tsro.set_versdef(verso, comment="why"),
            "auto": lambda: tsro.set_versdef(None, comment="why"),
            "del": lambda: tsro.del_version(verso),
            "time": lambda: verso.set_tsprod(T0 + 100 + a),
        }
        acts[what]()


def try_to(do: Callable[[Step], None], steps: list[Step]) -> None:
    for step in steps:
        try:
            do(step)
        except AlreadyExists:
            continue


@pytest.mark.parametrize("in_repository", [False, True])
@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=EXAMPLES)
@example(
    [
        [
            ("new", 0, 0),
            ("add", 0, 0),
            ("add", 0, 2),
            ("end", 0, 0),
            ("drop", 0, 0),
            ("new", 0, 0),
            ("add", 0, 9),
            ("end", 0, 0),
            ("add", 0, 1),
        ]
    ]
)
@given(st.lists(STEPS, min_size=1, max_size=3))
def test_save_changes_no_answer(
    layout: str, in_repository: bool, rounds: list[list[Step]]
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        calib = Path(os.environ["DCS_REPOSITORY"] + directory if in_repository else directory)
        cs = make_store(calib, layout)
        cs.add_ctype("pedestals")
        cleared = False
        for steps in rounds:
            try_to(partial(carry_out_in, cs), steps)
            cleared = cleared or any(what == "clear" for what, *_ in steps)
            # Older files remember numbers by range; that a type had is known only as a whole.
            numbers = layout == "native" or not cleared
            before = said(cs, numbers=numbers)
            cs.save()
            assert said(cs, numbers=numbers) == before
            assert said(DCStore(cs.path), numbers=numbers) == before


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=15)
@given(STEPS)
def test_a_type_made_alone_is_the_same_in_a_store(layout: str, steps: list[Step]) -> None:
    alone = DCType("pedestals")
    try_to(partial(carry_out, alone), [*steps, ("new", 1, 1)])
    with tempfile.TemporaryDirectory() as directory:
        cs = make_store(Path(directory), layout)
        cs.add_ctype(alone)
        before = said(cs)
        cs.save()
        assert said(DCStore(cs.path)) == before
        assert all(isinstance(alone.rangeobj(name), DCRange) for name in alone.ranges())


def test_numbers_told_before_save_follow_a_range_to_its_other_name(tmp_path: Path) -> None:
    cs = make_store(tmp_path, "native")
    cto = cs.add_ctype("pedestals")
    cto.add_range((100, None)).add_version(T0, np.zeros(2))
    cto.del_range((100, None))
    tsro = cto.add_range((100, None))
    verso = tsro.add_version(T0 + 1, np.zeros(2))
    tsro.set_end(300)
    told = verso.versind
    cs.save()
    assert (verso.versind, told) == (2, 2)
