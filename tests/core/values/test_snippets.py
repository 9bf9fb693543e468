"""The time at which a range answers; that snippets load is told in actions/test_snippets.py."""

from __future__ import annotations

import ast

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.files.records import OPEN_NS, RangeTable
from dcsgui.core.objects.lookup import winner
from dcsgui.core.values.snippets import Ends, snippet, time_inside

ends = st.tuples(
    st.integers(0, 12), st.none() | st.integers(0, 12), st.sampled_from([1, 1, 0])
).map(lambda given: Ends(*given))


@given(st.lists(ends, min_size=1, max_size=6, unique_by=lambda e: (e.begin_ns, e.end_ns)))
def test_a_time_is_found_wherever_a_range_answers(ranges: list[Ends]) -> None:
    """By trying all times with the look-up itself."""
    table = RangeTable(
        begin_ns=np.array([r.begin_ns for r in ranges], np.int64),
        end_ns=np.array([OPEN_NS if r.end_ns is None else r.end_ns for r in ranges], np.int64),
        nversions=np.array([r.nversions for r in ranges], np.int32),
        pinned=np.zeros(len(ranges), np.bool_),
    )
    answering = [winner(table, t) for t in range(15)]
    for row, one in enumerate(ranges):
        found = time_inside(one, ranges)
        if found is None:
            assert row not in answering
        else:
            assert found.ns == answering.index(row)


def test_a_snippet_is_python_whatever_the_path() -> None:
    for file in ('/calib/it\'s "here"\n/cspad-1.h5', "/größer/µ.h5", "/\udcff.h5", "C:\\n"):
        text = snippet(file, "gain", range_name="1-2", versind=3)
        assert repr(file) in text
        ast.parse(text)


def test_times_that_are_no_whole_seconds_are_exact() -> None:
    ranges = [Ends(0, None), Ends(0, 10**9)]
    text = snippet("f.h5", "gain", range_name="0", versind=1, ends=ranges[0], others=ranges)
    assert "cs.get('gain', '1.000000001', vers=1)" in text


def test_a_text_is_called_so() -> None:
    text = snippet("f.h5", "geometry", range_name="0", versind=1, is_text=True)
    assert text.endswith("text = verso.calib()\n")
