"""Filter terms of the version table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.actions.answers.listings import VersionRow
from dcsgui.gui.models.versions_filter import version_filter
from version_rows import version_row, version_rows

ROWS = [
    *version_rows(12),
    version_row(12, ctype="pixel_status", dtype="|u1", shape=(4, 192, 384), nbytes=50_000_000),
    version_row(13, kind="text", shape=(), dtype="text", run="", tsvers_ns=None),
    version_row(14, dtype=">f4", pinned=True, is_default=True, end_ns=1477612800 * 10**9),
    version_row(15, run="x112", comment="with beam: on"),
]


def wanted(text: str) -> list[int]:
    terms = version_filter(text, utc=True).terms
    return [n for n, row in enumerate(ROWS) if all(holds(row) for holds in terms)]


def problem(text: str) -> str:
    (found,) = version_filter(text, utc=True).problems
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("author:ANA", [0, 2, 4, 6, 8, 10, 12, 14]),
        ("type:status", [12]),
        ("ctype:status author:ana", [12]),
        ("run:1", [1]),
        ("run:10-12", [10, 11, 12]),
        ("run:>11", [12, 14]),
        ("run:x1", [15]),
        ("version:4", [3, 7, 11, 15]),
        ("version:v4", [3, 7, 11, 15]),
        ("vers:>=4", [3, 7, 11, 15]),
        ("default:yes", [3, 7, 11, 14, 15]),
        ("default:no", [0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13]),
        ("default:set", [14]),
        ("default:auto", [3, 7, 11, 15]),
        ("comment:beam", [15]),
        ('comment:"beam: on"', [15]),
        ("shape:192x384", [12]),
        ("shape:(4,192,384)", [12]),
        ("shape:4,384", []),
        ("dtype:u1", [12]),
        ("dtype:uint8", [12]),
        ("dtype:>f4", [14]),
        ("dtype:text", [13]),
        ("dtype:int", []),
        ("dtype:uint", [12]),
        ("size:>10MB", [12]),
        ("size:<1kb", [0]),
        ("size:50.0MB", [12]),
        ("end:open run:14", []),
        ("end:<2017", [14]),
        ("end:>2017 run:<2", [0, 1]),
        ("begin:2016-10-28", [4, 5, 6, 7]),
        ("begin:>2016-10-28T00:00:00Z", [8, 9, 10, 11, 12, 13, 14, 15]),
        ("begin:>=1477785600", [12, 13, 14, 15]),
        ('begin:"2016-10-28 00:00"', [4, 5, 6, 7]),
        ("made:>=2016-10-27T00:00:14+00:00", [14, 15]),
        ("made:>2016-11", []),
        ("digest:00f", [15]),
        ("exp:xpptut15 run:3", [3]),
        ("by:bob run:<3", [1]),
    ],
)
def test_terms(text: str, expected: list[int]) -> None:
    assert wanted(text) == expected
    assert not version_filter(text, utc=True).problems


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("foo:bar", "There is no column 'foo'"),
        ("default:maybe", "yes, no, set or auto"),
        ("shape:big", "write it as 3x8x512x1024"),
        ("size:>big", "write it as 10MB"),
        ("run:>big", "no whole number"),
        ("begin:>yesterday", "ISO 8601"),
        ("begin:>2016-13", "does not exist"),
    ],
)
def test_what_is_not_understood_does_not_count(text: str, said: str) -> None:
    assert said in problem(text)
    assert wanted(text) == list(range(len(ROWS)))


def test_words_stay_beside_terms() -> None:
    found = version_filter('Dark author:ana "foo:bar"', utc=True)
    assert found.words == ("dark", "foo:bar")
    assert len(found.terms) == 1


def test_local_times_are_searched_as_they_are_shown() -> None:
    row = version_row(0)
    for utc in (True, False):
        (holds,) = version_filter("begin:2016-10-27T00:00:00+00:00", utc=utc).terms
        assert holds(row) or not utc


@given(st.text() | st.from_regex(r"(run|size|begin|end|shape|dtype|default|version):.*"))
def test_any_text_makes_a_filter(text: str) -> None:
    found = version_filter(text, utc=True)
    rows: list[VersionRow] = ROWS
    assert all(isinstance(holds(row), bool) for holds in found.terms for row in rows)
