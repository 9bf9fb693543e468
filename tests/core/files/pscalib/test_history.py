"""Records of the older code are read as they are; ours are read back as they were given."""

from __future__ import annotations

from pathlib import Path

import h5py
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.files.pscalib import history
from dcsgui.core.files.records import Record
from dcsgui.core.values.errors import BadValue, Damaged
from dcsgui.core.values.timestamps import Timestamp
from older_files import everything, is_d1, writing

T = Timestamp.of("1480000000.25")

PARSED = [
    ("add ctype pedestals: my pedestals", "", "", "add ctype pedestals", "my pedestals"),
    ("add ctype pedestals: ", "", "", "add ctype pedestals", ""),
    ("add ctype pedestals", "", "", "add ctype pedestals", ""),
    ("add range -51--10: exp=x:run=1", "", "", "add range -51--10", "exp=x:run=1"),
    ("del version 2: CLI: del v2", "", "", "del version 2", "CLI: del v2"),
    ("add version 2: new (by ana@psana)", "ana", "psana", "add version 2", "new"),
    ("restore version 2 (by ana@psana)", "ana", "psana", "restore version 2", ""),
    ("(by ana)", "ana", "", "", ""),
    ("created by gen", "", "", "", "created by gen"),
    ("seen (by the way)", "", "", "", "seen (by the way)"),
    ("add more light: please", "", "", "", "add more light: please"),
    ("WARNING: default version 2", "", "", "", "WARNING: default version 2"),
]


@pytest.mark.parametrize(("text", "user", "host", "action", "comment"), PARSED)
def test_texts_are_taken_apart(text: str, user: str, host: str, action: str, comment: str) -> None:
    assert history.parse(text, T) == Record(T, user, host, action, comment)


@pytest.mark.parametrize(
    ("ns", "name"),
    [
        (0, "0.000000"),
        (1_480_000_000_250_000_000, "1480000000.250000"),
        (1_999, "0.000001"),
        (-1, "-0.000001"),
        (-1_500_000_000, "-1.500000"),
    ],
)
def test_names_are_times_with_six_decimals(ns: int, name: str) -> None:
    assert history.time_name(Timestamp(ns)) == name


texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
tricky = texts | st.sampled_from(
    ["(by a@b)", "x (by a@b)", "add version 3", "add version 3: x", ": ", ":", " ", "a@b", "@"]
)
records = st.builds(
    Record,
    st.builds(Timestamp, st.integers(-(10**18), 2 * 10**18)),
    tricky,
    tricky,
    tricky,
    tricky,
)


@given(st.lists(records, max_size=5, unique_by=lambda r: r.tstamp.ns // 1000))
def test_any_record_comes_back(many: list[Record]) -> None:
    with h5py.File("history.h5", "w", driver="core", backing_store=False) as f:
        for record in many:
            assert history.add(f, record) == record
        back = history.read(f)
        assert back == sorted(many, key=lambda r: r.tstamp.ns)
        assert all(is_d1(dset) for dset in f.get("_history", {}).values())
        history.replace(f, many[1:])
        assert history.read(f) == sorted(many[1:], key=lambda r: r.tstamp.ns)
        assert ("_history" in f) == (len(many) > 1)


def test_writing_what_was_read_changes_nothing(sample: Path) -> None:
    before = everything(sample)
    with writing(sample) as writer:
        for path in ((), ("pedestals",), ("pedestals", "1471285222-end"), ("geometry",)):
            writer.set_history(path, writer.history(path))
    assert everything(sample) == before


def test_one_of_equal_records_can_be_dropped() -> None:
    with h5py.File("history.h5", "w", driver="core", backing_store=False) as f:
        for name in ("5.000000", "5.00000", "5.0"):
            f[f"_history/{name}"] = [b"same"]
        same = Record(Timestamp.of(5), comment="same")
        assert history.read(f) == [same] * 3
        history.replace(f, [same, same])
        assert history.read(f) == [same] * 2


def test_what_is_no_record_is_passed_over() -> None:
    with h5py.File("history.h5", "w", driver="core", backing_store=False) as f:
        f["_history/5.000000"] = [b"good \xff"]
        f["_history/1e3"] = [7]
        f["_history/nan"] = [b"no time"]
        f["_history/about.txt"] = [b"no time"]
        f["_history/group/x"] = [b"no time"]
        assert history.read(f) == [
            Record(Timestamp.of(5), comment="good \udcff"),
            Record(Timestamp.of(1000), comment="7"),
        ]


def test_bad_texts_are_refused_and_forged_fields_found() -> None:
    with h5py.File("history.h5", "w", driver="core", backing_store=False) as f:
        with pytest.raises(BadValue, match="NUL"):
            history.add(f, Record(T, comment="a\0b"))
        with pytest.raises(BadValue, match="UTF-8"):
            history.add(f, Record(T, comment="\ud800"))
        history.add(f, Record(T, comment="good"))
        for forged in (b"no json", b"[]", b'["a", 1, 2, 3]'):
            f["_history/1480000000.250000"].attrs["record"] = forged
            with pytest.raises(Damaged):
                history.read(f)
