"""Another program has changed the file: its index is passed over until the next change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui.core.files.native import index
from dcsgui.core.files.native.schema import add_marks, mark_of
from dcsgui.core.files.opening import open_reader, open_writer
from dcsgui.core.files.records import Kind, RangeTable
from dcsgui.core.values.errors import Damaged
from dcsgui.core.values.validity import Validity
from native_files import RANGE, RECORD, check_index, check_layout, fill, rows, version

OTHER = ("pedestals", "300")


@pytest.fixture
def filled(empty: Path) -> Path:
    fill(empty)
    return empty


def foreign_version(group: h5py.Group, seconds: int) -> None:
    """Add a version as a program does that has read interfaces.md and knows of nothing else."""
    inner = group.create_group(str(seconds))
    inner.attrs["tsvers"] = float(seconds)
    inner["calib"] = np.arange(3)


def foreign_range(file: h5py.File) -> None:
    group = file["pedestals"].create_group("150-160")
    group.attrs["tsbegin"], group.attrs["tsend"] = 150.0, 160.0
    foreign_version(group, 1500)


def answers(path: Path) -> dict[str, str]:
    """Return what each range answers, having looked at all of them."""
    with open_reader(path) as reader:
        table = reader.ranges("pedestals")
        table = reader.confirm("pedestals", table, range(len(table)))
        return {table.name(i): table.answer(i) for i in range(len(table))}


def listed(path: Path) -> dict[str, list[str]]:
    with open_reader(path) as reader:
        everything = reader.all_versions("pedestals")
        for name, infos in everything.items():
            assert reader.versions("pedestals", name) == infos
        return {name: [info.name for info in infos] for name, infos in everything.items()}


def check_next_change(path: Path) -> None:
    """Check that the next change of a range makes its index true again."""
    with open_writer(path) as writer:
        for name in listed(path):
            writer.add_version(("pedestals", name), version(5000))
    check_index(path)


def test_a_range_was_added(filled: Path) -> None:
    with h5py.File(filled, "r+") as file:
        foreign_range(file)
    with open_reader(filled) as reader:
        assert "150-160" in {row[0] for row in rows(reader.ranges("pedestals"))}
    assert listed(filled)["150-160"] == ["1500"]
    check_next_change(filled)


def test_a_range_was_removed(filled: Path) -> None:
    with h5py.File(filled, "r+") as file:
        del file["pedestals/300"]
    with open_reader(filled) as reader:
        assert len(reader.ranges("pedestals")) == 1
    assert listed(filled) == {"100-200": ["1001", "1002", "1003"]}
    check_next_change(filled)


def test_a_range_was_renamed(filled: Path) -> None:
    with h5py.File(filled, "r+") as file:
        file["pedestals"].move("300", "400")
        file["pedestals/400"].attrs["tsbegin"] = 400.0
        del file["pedestals/400"].attrs["tsbegin_ns"]
    assert answers(filled) == {"100-200": "1003", "400": "2001"}
    assert listed(filled) == {"100-200": ["1001", "1002", "1003"], "400": ["2001"]}
    check_next_change(filled)


@pytest.mark.parametrize("pinned", [False, True])
def test_a_version_was_added(filled: Path, pinned: bool) -> None:
    if pinned:
        with open_writer(filled) as writer:
            writer.set_default(RANGE, "1002")
    with h5py.File(filled, "r+") as file:
        foreign_version(file["pedestals/100-200"], 1500)
    assert answers(filled) == {"100-200": "1002" if pinned else "1500", "300": "2001"}
    assert listed(filled)["100-200"] == ["1001", "1002", "1003", "1500"]
    check_next_change(filled)
    assert answers(filled) == {"100-200": "1002" if pinned else "5000", "300": "5000"}


def test_a_version_was_added_to_an_empty_range(filled: Path) -> None:
    with open_writer(filled) as writer:
        writer.add_ctype("gain")
        name = writer.add_range("gain", Validity.of("1-2"))
    with h5py.File(filled, "r+") as file:
        foreign_version(file["gain"][name], 7)
    with open_reader(filled) as reader:
        table = reader.ranges("gain")
        assert reader.confirm("gain", table, [0]).answer(0) == "7"


@pytest.mark.parametrize("name", ["1001", "1003"])
def test_a_version_was_removed(filled: Path, name: str) -> None:
    with h5py.File(filled, "r+") as file:
        del file["pedestals/100-200"][name]
    left = [one for one in ("1001", "1002", "1003") if one != name]
    assert answers(filled)["100-200"] == left[-1]
    assert listed(filled)["100-200"] == left
    check_next_change(filled)


def test_a_version_was_replaced_by_another(filled: Path) -> None:
    with h5py.File(filled, "r+") as file:
        del file["pedestals/100-200/1002"]
        foreign_version(file["pedestals/100-200"], 1500)
    assert listed(filled)["100-200"] == ["1001", "1003", "1500"]


def test_the_default_was_changed(filled: Path) -> None:
    for name in ("1002", "1001"):
        with h5py.File(filled, "r+") as file:
            group = file["pedestals/100-200"]
            group.pop("defaultv", None)
            group["defaultv"] = h5py.SoftLink(name)
        assert answers(filled)["100-200"] == name
    check_next_change(filled)
    assert answers(filled)["100-200"] == "1001"


def test_the_pinned_version_was_removed(filled: Path) -> None:
    with open_writer(filled) as writer:
        writer.set_default(RANGE, "1002")
    with h5py.File(filled, "r+") as file:
        del file["pedestals/100-200/1002"]
    assert answers(filled)["100-200"] == "1003"
    with open_writer(filled) as writer:
        writer.set_default(RANGE, None)
    check_index(filled)
    with h5py.File(filled) as file:
        assert file["pedestals/100-200"].get("defaultv", getlink=True) is None


def test_foreign_versions_keep_the_number_they_are_given(filled: Path) -> None:
    with h5py.File(filled, "r+") as file:
        foreign_version(file["pedestals/100-200"], 900)
    with open_reader(filled) as reader:
        assert reader.version((*RANGE, "900")).versind == 4
        assert reader.versind_last(RANGE) == 4
    with open_writer(filled) as writer:
        assert writer.versind_last(RANGE) == 4
        assert writer.add_version(RANGE, version(5000)).versind == 5
    with open_reader(filled) as reader:
        numbers = {info.name: info.versind for info in reader.versions(*RANGE)}
    assert numbers == {"900": 4, "1001": 1, "1002": 2, "1003": 3, "5000": 5}
    check_index(filled)


def test_a_foreign_version_does_not_get_the_number_of_a_deleted_one(filled: Path) -> None:
    with open_writer(filled) as writer:
        writer.delete((*RANGE, "1003"), RECORD)
    with h5py.File(filled, "r+") as file:
        foreign_version(file["pedestals/100-200"], 1500)
    with open_reader(filled) as reader:
        assert [info.versind for info in reader.versions(*RANGE)] == [1, 2, 4]


def test_names_that_do_not_follow_from_times_are_answered_from_the_groups(filled: Path) -> None:
    with h5py.File(filled, "r+") as file:
        group = file["pedestals"].create_group("shutdown")
        group.attrs["tsbegin"] = 50.0
        foreign_version(group, 60)
        group.move("60", "first")
    with open_writer(filled) as writer:
        writer.add_version(RANGE, version(5000))
        writer.set_default(RANGE, "1001")
        writer.delete((*OTHER, "2001"), RECORD)
    assert answers(filled) == {"shutdown": "first", "100-200": "1001", "300": ""}
    assert listed(filled)["100-200"] == ["1001", "1002", "1003", "5000"]
    with open_reader(filled) as reader:
        assert reader.version(("pedestals", "shutdown", "first")).kind is Kind.ARRAY


def test_what_is_no_range_and_no_version_is_passed_over(filled: Path) -> None:
    with h5py.File(filled, "r+") as file:
        file["notes"] = "for everybody"
        file["pedestals/notes"] = "for some"
        file["pedestals"].create_group("drafts")
        file["pedestals/100-200"].create_group("drafts")
        file["pedestals/100-200/notes"] = 1
    with open_reader(filled) as reader:
        assert reader.ctypes() == ["pedestals"]
    assert answers(filled) == {"100-200": "1003", "300": "2001"}
    assert listed(filled) == {"100-200": ["1001", "1002", "1003"], "300": ["2001"]}
    with open_writer(filled) as writer:
        writer.add_version(RANGE, version(5000))
    assert answers(filled) == {"100-200": "5000", "300": "2001"}


def truncated(name: str) -> Callable[[h5py.Group], None]:
    def break_it(held: h5py.Group) -> None:
        held[name].resize((len(held[name]) // 2,))

    return break_it


def replaced(name: str, data: object) -> Callable[[h5py.Group], None]:
    def break_it(held: h5py.Group) -> None:
        del held[name]
        if data is not None:
            held[name] = data

    return break_it


def scribbled(held: h5py.Group) -> None:
    held["versions"][10:20] = 0


def resealed(held: h5py.Group) -> None:
    held.attrs["seal"] = "sealed"


GARBAGE = {
    "rows cut": truncated("ranges"),
    "log cut": truncated("versions"),
    "no rows": replaced("ranges", None),
    "no log": replaced("versions", None),
    "rows of numbers": replaced("ranges", np.arange(5)),
    "log of floats": replaced("versions", np.ones(100)),
    "log a text": replaced("versions", "{}"),
    "rows a link": replaced("ranges", h5py.SoftLink("/nowhere")),
    "log elsewhere": replaced("versions", h5py.ExternalLink("/etc/passwd", "/")),
    "scribbled": scribbled,
    "resealed": resealed,
}


@pytest.mark.parametrize("what", GARBAGE)
def test_garbage_in_the_index_is_passed_over(filled: Path, what: str) -> None:
    with h5py.File(filled, "r+") as file:
        GARBAGE[what](file["_index/pedestals"])
    check_still_good(filled)


@pytest.mark.parametrize("name", ["_index", "_index/pedestals"])
@pytest.mark.parametrize("instead", [None, 5, h5py.SoftLink("/pedestals")])
def test_something_else_where_the_index_was(filled: Path, name: str, instead: object) -> None:
    with h5py.File(filled, "r+") as file:
        replaced(name, instead)(file)
    check_still_good(filled)


def check_still_good(path: Path) -> None:
    assert answers(path) == {"100-200": "1003", "300": "2001"}
    assert listed(path) == {"100-200": ["1001", "1002", "1003"], "300": ["2001"]}
    with open_writer(path) as writer:
        writer.delete((*RANGE, "1003"), RECORD)
        writer.set_default(OTHER, "2001")
    assert answers(path) == {"100-200": "1002", "300": "2001"}
    check_index(path)
    check_layout(path)


def test_a_writer_meets_garbage_only_in_the_log(filled: Path) -> None:
    """The seal and the rows are fine, so that the writer takes the index for good at first."""
    with h5py.File(filled, "r+") as file:
        scribbled(file["_index/pedestals"])
    with open_writer(filled) as writer:
        writer.set_default(RANGE, None)
    assert listed(filled)["100-200"] == ["1001", "1002", "1003"]
    check_index(filled)


def test_a_table_that_comes_from_the_groups_is_confirmed_as_it_is(filled: Path) -> None:
    with h5py.File(filled, "r+") as file:
        del file["_index"]
    with open_reader(filled) as reader:
        table: RangeTable = reader.ranges("pedestals")
        assert reader.confirm("pedestals", table, [0, 1]) is table


def test_a_range_that_was_replaced_by_a_link_is_not_followed(filled: Path) -> None:
    with h5py.File(filled, "r+") as file:
        del file["pedestals/300"]
        file["pedestals/300"] = h5py.ExternalLink("/etc/passwd", "/")
    with open_reader(filled) as reader, pytest.raises(Damaged, match="leads to another file"):
        reader.all_versions("pedestals")
    with open_reader(filled) as reader:
        assert reader.versions(*RANGE)


def move_range(path: Path, begin: float, end: float) -> None:
    """Give the range 100-200 other ends and the name that belongs to them."""
    with h5py.File(path, "r+") as file:
        file["pedestals"].move("100-200", f"{begin:g}-{end:g}")
    give_ends(path, f"{begin:g}-{end:g}", begin, end)


def give_ends(path: Path, name: str, begin: float, end: float) -> None:
    with h5py.File(path, "r+") as file:
        attrs = file["pedestals"][name].attrs
        for key, seconds in (("tsbegin", begin), ("tsend", end)):
            attrs[key], attrs[f"{key}_ns"] = seconds, np.int64(seconds * 10**9)


def test_a_range_was_renamed_where_nothing_was_valid(filled: Path) -> None:
    move_range(filled, 100, 250)
    with open_reader(filled) as reader:
        table = reader.ranges("pedestals")
        assert {row[0] for row in rows(table)} == {"100-250", "300"}
        assert [info.name for info in reader.versions("pedestals", "100-250")][-1] == "1003"
    assert set(listed(filled)) == {"100-250", "300"}
    with open_writer(filled) as writer:
        writer.add_version(OTHER, version(5000))
    check_index(filled)


def test_a_range_got_other_ends_in_place(filled: Path) -> None:
    give_ends(filled, "100-200", 100, 150)
    with open_reader(filled) as reader:
        table = reader.ranges("pedestals")
        row = table.row("100-200")
        assert row is not None
        true = reader.confirm("pedestals", table, [row])
        assert true is not table
        assert "100-200" in (true.names or [])
        assert Validity.of("100-150") in {true.validity(i) for i in range(len(true))}


@pytest.mark.parametrize("few", [True, False])
def test_in_a_large_type_renamed_ranges_are_seen_when_all_are_asked_for(
    filled: Path, few: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "NAMES_AT_ONCE", 2 if few else 1)
    move_range(filled, 100, 250)
    with open_reader(filled) as reader:
        table = reader.ranges("pedestals")
        assert (table.row("100-250") is not None) == few
        assert reader.confirm("pedestals", table, []).row("100-250") is not None
        row = table.row("100-200")
        if row is not None:
            assert reader.confirm("pedestals", table, [row]).row("100-250") is not None
        assert set(reader.all_versions("pedestals")) == {"100-250", "300"}
    with open_writer(filled) as writer:
        writer.add_version(OTHER, version(5000))
    check_index(filled)


def test_an_index_that_fits_is_confirmed_as_a_whole(filled: Path) -> None:
    with open_reader(filled) as reader:
        table = reader.ranges("pedestals")
        assert reader.confirm("pedestals", table, []) is table


def test_an_older_version_was_replaced_by_a_newer_one(filled: Path) -> None:
    with h5py.File(filled, "r+") as file:
        del file["pedestals/100-200/1001"]
        foreign_version(file["pedestals/100-200"], 1500)
    assert answers(filled)["100-200"] == "1500"
    check_next_change(filled)


def test_a_seal_of_an_earlier_program_is_passed_over(filled: Path) -> None:
    with h5py.File(filled, "r+") as file:
        held = file["_index/pedestals"]
        held.attrs["seal"] = held.attrs["seal"][1:]
    check_still_good(filled)


def test_names_that_swap_a_digit_have_another_mark() -> None:
    marks = {
        mark_of(f"{a}{x}".encode() for a, x in zip(range(1000), digits, strict=True))
        for digits in ([0, 1] * 500, [1, 0] * 500, [0, 1, 1, 0] * 250)
    }
    assert len(marks) == 3
    assert (
        mark_of([b"b", b"a"])
        == mark_of([b"a", b"b"])
        == add_marks(mark_of([b"a"]), mark_of([b"b"]))
    )
    assert mark_of([]) == 0
