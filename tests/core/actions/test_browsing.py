"""What is in a detector file, in pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import h5py
import pytest

from asked_files import SEC, add_range, fill, node
from dcsgui import DCStore, Timestamp
from dcsgui.core.actions import browsing, opening
from dcsgui.core.actions.answers.listings import RangePage, TypeEntry, VersionPage, VersionRow
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.browsing import detector, ranges, versions
from dcsgui.core.objects import listing
from dcsgui.core.values.errors import (
    AccessDenied,
    BadValue,
    Busy,
    Damaged,
    DCError,
    NotFound,
    StoreNotAvailable,
)
from dcsgui.core.values.progress import Cancelled, Progress
from processes import ended, foreign_program, in_child, start
from shared_data import shared_files
from small_stores import make_store

Action = Callable[[str], object]

EVERYTHING: list[Action] = [
    detector,
    lambda file: list(ranges(NodeId(file, ("pedestals",)))),
    lambda file: list(versions(NodeId(file))),
    lambda file: list(versions(NodeId(file, ("pedestals",)))),
]


def rows_of(pages: list[VersionPage]) -> list[VersionRow]:
    return [row for page in pages for row in page.rows]


def check_pages(pages: list[VersionPage] | list[RangePage]) -> None:
    """Check that pages follow each other and end with what there is."""
    first = 0
    for page in pages:
        assert page.first == first
        first += len(page.rows)
        assert page.total >= first
    assert pages[-1].total == first


# The root level


def test_a_detector_says_what_it_is_and_counts_its_types(cs: DCStore, layout: str) -> None:
    fill(cs)
    found = detector(str(cs.path))
    assert found.node == NodeId(str(cs.path))
    assert (found.dettype, found.detname, found.detalias) == ("cspad", "cspad-0001", "front")
    assert (found.predecessor, found.successor, found.layout) == ("cspad-0000", "", layout)
    assert found.generation == DCStore(cs.path).generation > 0
    assert found.types == (TypeEntry("pedestals", 2, 5), TypeEntry("pixel_gain", 1, 0))
    assert found.access.writable
    assert not found.in_repository


def test_in_the_repository_it_says_so(repository: Path, layout: str) -> None:
    cs = make_store(repository, layout)
    assert detector(str(cs.path)).in_repository


def test_a_damaged_type_leaves_the_others(calib: Path) -> None:
    cs = fill(make_store(calib, "native"))
    with h5py.File(cs.path, "r+") as file:
        file["gain"] = h5py.ExternalLink("elsewhere.h5", "/")
    broken, *others = detector(str(cs.path)).types
    assert broken.ctype == "gain"
    assert "leads to another file" in broken.problem
    assert [entry.nversions for entry in others] == [5, 0]


# Ranges


def test_ranges_come_in_order_with_what_answers(cs: DCStore) -> None:
    fill(cs)
    (page,) = ranges(node(cs, "pedestals"))
    first, second = page.rows
    assert (first.begin_ns, first.end_ns) == (100 * SEC, 500 * SEC)
    assert (second.begin_ns, second.end_ns) == (200 * SEC, None)
    assert [row.nversions for row in page.rows] == [3, 2]
    assert [row.pinned for row in page.rows] == [True, False]
    for row in page.rows:
        default = cs.ctypeobj("pedestals").rangeobj(row.name).versdef()
        assert default is not None
        assert row.answer == default.name
    (page,) = ranges(node(cs, "pixel_gain"))
    assert [(row.nversions, row.answer) for row in page.rows] == [(0, "")]


def test_many_ranges_come_in_pages(cs: DCStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsing, "PAGE", 3)
    for number in range(7):
        add_range(cs, "pedestals", f"{number}-end")
    cs.save()
    pages = list(ranges(node(cs, "pedestals")))
    check_pages(pages)
    assert [len(page.rows) for page in pages] == [3, 3, 1]
    assert [row.begin_ns // SEC for page in pages for row in page.rows] == list(range(7))


def test_a_type_without_ranges_gives_one_empty_page(cs: DCStore) -> None:
    cs.add_ctype("pedestals")
    cs.save()
    (page,) = ranges(node(cs, "pedestals"))
    assert (page.total, page.first, page.rows) == (0, 0, ())


def test_what_another_program_renamed_is_listed_by_its_new_name(calib: Path) -> None:
    cs = fill(make_store(calib, "native"))
    with h5py.File(cs.path, "r+") as file:
        file["pedestals"].move("200", "300")
        del file["pedestals/300"].attrs["tsbegin"]
        del file["pedestals/300"].attrs["tsbegin_ns"]
    (page,) = ranges(node(cs, "pedestals"))
    assert [row.name for row in page.rows] == ["100-500", "300"]


# Versions


def test_a_version_is_told_with_all_that_is_known(cs: DCStore) -> None:
    fill(cs)
    pages = list(versions(node(cs, "pedestals", "100-500")))
    check_pages(pages)
    rows = rows_of(pages)
    assert [(row.versind, row.is_default, row.pinned) for row in rows] == [
        (1, False, False),
        (2, True, True),
        (3, False, False),
    ]
    row, verso = rows[1], cs.ctypeobj("pedestals").rangeobj("100-500").versobj(2)
    assert (row.ctype, row.range_name, row.name) == verso._path()
    assert (row.begin_ns, row.end_ns, row.tsvers_ns) == (100 * SEC, 500 * SEC, 101 * SEC)
    assert (row.kind, row.shape, row.dtype, row.nbytes) == ("array", (3,), "<f4", 12)
    assert (row.digest, row.author, row.experiment) == (verso.digest, "ana", "xpptut15")
    assert (row.run, row.comment) == ("1", "dark 1")


def test_one_answers_in_auto_without_being_set(cs: DCStore) -> None:
    fill(cs)
    rows = rows_of(list(versions(node(cs, "pedestals", "200-end"))))
    assert [(row.is_default, row.pinned) for row in rows] == [(False, False), (True, False)]
    assert rows[0].end_ns is None


def test_a_text_and_nothing_are_told_apart(cs: DCStore) -> None:
    tsro = add_range(cs, "geometry", "100-end")
    tsro.add_version(Timestamp.of(100), "a text")
    tsro.add_version(Timestamp.of(101))
    cs.save()
    text, nothing = rows_of(list(versions(node(cs, "geometry"))))
    assert (text.kind, text.shape, text.dtype, text.nbytes) == ("text", (), "text", 6)
    assert (nothing.kind, nothing.shape, nothing.dtype, nothing.nbytes) == ("nothing", (), "", 0)


def test_each_level_gives_the_versions_below_it(cs: DCStore) -> None:
    fill(cs)
    of_type = rows_of(list(versions(node(cs, "pedestals"))))
    assert [(row.begin_ns // SEC, row.versind) for row in of_type] == [
        (100, 1),
        (100, 2),
        (100, 3),
        (200, 1),
        (200, 2),
    ]
    assert rows_of(list(versions(node(cs)))) == of_type
    of_range = rows_of(list(versions(node(cs, "pedestals", "200-end"))))
    assert of_range == of_type[3:]
    beside = NodeId(str(cs.path), ("pedestals", of_range[0].range_name, of_range[0].name))
    assert rows_of(list(versions(beside))) == of_range
    assert [page.rows for page in versions(node(cs, "pixel_gain"))] == [()]


def test_many_versions_come_in_pages(cs: DCStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsing, "PAGE", 4)
    monkeypatch.setattr(browsing, "FIRST", 2)
    for ctype in ("pedestals", "pixel_gain"):
        for number in range(5):
            add_range(cs, ctype, f"{100 * number}-{100 * number + 99}", 3)
    cs.save()
    pages = list(versions(node(cs)))
    check_pages(pages)
    assert all(0 < len(page.rows) <= 4 for page in pages)
    assert {page.total for page in pages} == {30}
    assert len(pages[0].rows) == 3
    told = [(row.ctype, row.begin_ns, row.versind) for row in rows_of(pages)]
    assert told == sorted(told)
    assert len(told) == 30


def test_the_same_is_listed_as_by_the_objects(shared_data: Path) -> None:
    for path in (shared_data / "pscalib" / "canonical").glob("*.h5"):
        store = DCStore(path)
        for ctype in store.ctypes():
            rows = rows_of(list(versions(NodeId(str(path), (ctype,)))))
            listed = store.ctypeobj(ctype).listing()
            assert [(row.range_name, row.name, row.is_default) for row in rows] == [
                (row.range_name, row.info.name, row.is_default) for row in listed
            ]


def test_a_change_while_the_pages_come_shows_in_their_generation(
    cs: DCStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsing, "FIRST", 1)
    monkeypatch.setattr(listing, "LARGEST", 1)
    for number in range(4):
        add_range(cs, "pedestals", f"{number}-end", 1)
    cs.save()
    pages = versions(node(cs, "pedestals"))
    first = next(pages)
    cs.ctypeobj("pedestals").del_range("2-end")
    cs.save()  # nobody is in the way: the file is closed
    rest = list(pages)
    assert all(page.generation > first.generation for page in rest)
    assert [row.begin_ns // SEC for row in rows_of([first, *rest])] == [0, 1, 3]
    assert rest[-1].total == 3


def test_a_listing_can_be_called_off(cs: DCStore) -> None:
    class CalledOff(Progress):
        def check(self) -> None:
            raise Cancelled("Called off.")

    fill(cs)
    for pages in (ranges, versions):
        with pytest.raises(Cancelled):
            next(iter(pages(node(cs, "pedestals"), progress=CalledOff())))


def test_what_another_program_changed_is_listed_as_it_is(calib: Path) -> None:
    cs = fill(make_store(calib, "native"))
    with h5py.File(cs.path, "r+") as file:
        del file["pedestals/100-500/defaultv"]
        file["pedestals/100-500/defaultv"] = h5py.SoftLink("100")
        inner = file["pedestals/200"].create_group("300")
        inner.attrs["tsvers"], inner["calib"] = 300.0, [1.0]
    rows = rows_of(list(versions(node(cs, "pedestals"))))
    assert [row.versind for row in rows if row.is_default] == [1, 3]
    assert [row.tsvers_ns for row in rows[3:]] == [200 * SEC, 201 * SEC, 300 * SEC]


# What can't be answered


@pytest.mark.parametrize("missing", [("gain",), ("pedestals", "7"), ("pedestals", "no range")])
def test_what_is_not_there_is_named(cs: DCStore, missing: tuple[str, ...]) -> None:
    fill(cs)
    where = NodeId(str(cs.path), missing)
    with pytest.raises(NotFound, match=f"There is no {'/'.join(missing)} in {cs.path}"):
        list(versions(where))
    if missing == ("gain",):
        with pytest.raises(NotFound, match="There is no gain in"):
            list(ranges(where))


def test_a_store_has_no_ranges_of_its_own(cs: DCStore) -> None:
    with pytest.raises(BadValue, match="is a detector and no type; select one"):
        list(ranges(node(cs)))


@pytest.mark.parametrize("ask", EVERYTHING)
def test_a_file_that_is_none_gets_a_sentence(ask: Action, tmp_path: Path) -> None:
    with pytest.raises(StoreNotAvailable, match=r"There is no file .*/cspad-1\."):
        ask(str(tmp_path / "cspad-1"))
    with pytest.raises(StoreNotAvailable, match="is a directory, and no detector file"):
        ask(str(tmp_path))
    with pytest.raises(StoreNotAvailable, match="is a device or a pipe"):
        ask("/dev/null")
    with pytest.raises(BadValue, match="is no path"):
        ask("a\0b")
    for name, content in (("a.h5", b""), ("b", b"text"), ("c.h5", b"\x89HDF\r\n\x1a\n" * 9)):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Damaged, match=name):
            ask(str(tmp_path / name))
    with h5py.File(tmp_path / "foreign.h5", "w") as file:
        file["data"] = 1
    with pytest.raises(Damaged, match="no detector file"):
        ask(str(tmp_path / "foreign.h5"))


def test_a_file_that_vanishes_while_it_is_read_gets_a_sentence(
    cs: DCStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(cs)
    monkeypatch.setattr(browsing, "access_of_directory", lambda path: cs.path.unlink())
    with pytest.raises(StoreNotAvailable, match=r"cspad-0001\.h5 is not available"):
        detector(str(cs.path))


@pytest.mark.parametrize("ask", EVERYTHING)
def test_a_file_cut_off_gets_a_sentence(ask: Action, cs: DCStore) -> None:
    fill(cs)
    whole = cs.path.read_bytes()
    for size in (len(whole) // 2, len(whole) - 1, 600):
        cs.path.write_bytes(whole[:size])
        with pytest.raises(Damaged):
            ask(str(cs.path))


@pytest.mark.parametrize("ask", EVERYTHING)
def test_a_file_that_may_not_be_read_gets_a_sentence(ask: Action, reachable: Path) -> None:
    cs = fill(make_store(reachable, "native"))
    cs.path.chmod(0)

    def try_it() -> str:
        with pytest.raises(AccessDenied) as caught:
            ask(str(cs.path))
        return str(caught.value)

    assert str(cs.path) in in_child(try_it, unprivileged=True)


@pytest.mark.parametrize("ask", EVERYTHING)
def test_a_file_that_somebody_holds_is_waited_for_not_long(
    ask: Action, cs: DCStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(cs)
    assert opening.LOOKING <= 3
    monkeypatch.setattr(opening, "LOOKING", 0.1)
    with foreign_program(cs.path, "r+") as pid, pytest.raises(Busy, match=f"process {pid}"):
        ask(str(cs.path))
    ask(str(cs.path))


def test_read_only_is_told_with_the_reason(reachable: Path, layout: str) -> None:
    cs = make_store(reachable, layout)
    cs.path.chmod(0o444)
    access = in_child(lambda: detector(str(cs.path)).access, unprivileged=True)
    assert not access.writable
    assert f"you may not write {cs.path}" in access.reason


@pytest.mark.parametrize("path", shared_files("data/hostile/*/*"))
def test_hostile_files_get_a_sentence(path: Path, tmp_path: Path) -> None:
    if path.name == "cve-2024-32609.h5":
        return  # crashes the library, and with it the worker: see the stories
    copy = tmp_path / "hostile-0001.h5"
    shutil.copyfile(path, copy)

    def try_it() -> None:
        for ask in EVERYTHING:
            with pytest.raises(DCError):
                ask(str(copy))

    assert ended(start(try_it)) == 0
