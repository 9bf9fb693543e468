"""Constants to look at, and numbers about them, in the order in which they are wanted."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from numpy.typing import NDArray

from dcsgui import DCStore
from dcsgui.core.actions import constants as action
from dcsgui.core.actions import room
from dcsgui.core.actions.answers.constants import Constants, Numbers
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.browsing import versions
from dcsgui.core.actions.constants import look
from dcsgui.core.values.errors import NotFound, StoreNotAvailable
from dcsgui.core.values.progress import Cancelled, Progress
from dcsgui.core.values.robust import SAMPLE
from number_arrays import plain, same
from shared_data import shared_files
from small_stores import NDA, T0, make_store
from versions_to_look_at import add, looked

BIG = (3, 2, 256, 512)
"""Three gain modes, each of more values than a sample."""


def pedestals(shape: tuple[int, ...] = BIG) -> NDArray[np.float32]:
    """Make pedestals whose gain modes have levels of their own."""
    random = np.random.default_rng(3)
    values = random.normal(2800, 4, shape) + 1000 * np.arange(shape[0])[:, None, None, None]
    frames = values.astype("f4")
    frames[random.random(shape) < 0.018] = 16383
    frames[:, 0, 0, :2] = np.nan, np.inf
    return frames


@pytest.fixture
def store(calib: Path) -> DCStore:
    """Return an empty store of a jungfrau."""
    return make_store(calib, "native", "jungfrau4m-0001")


# What comes first: the constants


def test_the_array_comes_first_whole_and_read_only(cs: DCStore) -> None:
    array = np.arange(24, dtype=">f4").reshape(2, 3, 4)
    node = add(cs, array, experiment="xpptut15", run=260)
    constants, _ = looked(node)
    assert (constants.node, constants.dettype, constants.problem) == (node, "cspad", "")
    assert constants.text is None
    assert constants.values is not None
    assert constants.values.dtype == array.dtype
    assert np.array_equal(constants.values, array)
    assert not constants.values.flags.writeable


def test_the_row_is_that_of_the_listing(cs: DCStore) -> None:
    node = add(cs, NDA, experiment="xpptut15", run=260)
    tsro = cs.ctypeobj("pedestals").rangeobj(node.range_name)
    other = tsro.add_version(T0 + 2, NDA, comment="another")
    cs.save()
    for pin in (None, 1, 2):
        tsro.set_versdef(pin)
        cs.save()
        listed = {row.name: row for page in versions(node) for row in page.rows}
        for name in (node.version_name, other.name):
            constants, _ = looked(node.parent.child(name))
            assert constants.row == listed[name]


def test_the_memory_that_is_given_is_the_answer(cs: DCStore) -> None:
    node = add(cs, NDA)
    given: list[NDArray[Any]] = []

    def allocate(shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        given.append(np.empty(shape, dtype))
        return given[-1]

    constants, _ = looked(node, allocate=allocate)
    assert constants.values is given[0]
    assert len(given) == 1


@pytest.mark.parametrize("text", ["", "größer\r\nµm\n", "\udcff raw"])
def test_a_text_comes_as_text(cs: DCStore, text: str) -> None:
    constants, numbers = looked(add(cs, text, "geometry"))
    assert (constants.text, constants.values, constants.problem) == (text, None, "")
    assert numbers == []


def test_nothing_is_said(cs: DCStore) -> None:
    constants, numbers = looked(add(cs, None))
    assert (constants.text, constants.values) == (None, None)
    assert constants.problem == "This version holds no constants."
    assert constants.row.kind == "nothing"
    assert numbers == []


@pytest.mark.parametrize("shape", [(), (0,), (3, 0, 2)])
def test_what_is_no_picture_has_no_numbers(cs: DCStore, shape: tuple[int, ...]) -> None:
    constants, numbers = looked(add(cs, np.zeros(shape)))
    assert constants.values is not None
    assert constants.values.shape == shape
    assert numbers == []


# Problems


def replace_calib(node: NodeId, **options: Any) -> None:
    """Put something else where the constants are, as another program might."""
    with h5py.File(node.file, "r+") as file:
        group = file["/".join(node.path)]
        del group["calib"]
        group.create_dataset("calib", **options)


@pytest.mark.parametrize("is_default", [True, False])
def test_constants_of_an_unreadable_type_are_a_problem(store: DCStore, is_default: bool) -> None:
    node = add(store, NDA)
    if not is_default:
        store.ctypeobj("pedestals").rangeobj(node.range_name).add_version(T0 + 2, NDA)
        store.save()
    replace_calib(node, data=np.zeros(2, [("a", "i4"), ("b", "f4")]))
    constants, numbers = looked(node)
    assert "is no array of numbers" in constants.problem
    assert constants.row.is_default == is_default
    assert (constants.values, numbers) == (None, [])


def test_constants_that_are_not_all_there_are_a_problem(store: DCStore) -> None:
    node = add(store, NDA)
    replace_calib(node, shape=(1000, 1000), dtype="f8", chunks=(10, 10))
    constants, _ = looked(node)
    assert "declares 8000000 bytes" in constants.problem
    assert constants.values is None


def test_what_is_too_large_is_said_before_it_is_read(
    store: DCStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = add(store, np.zeros(2**19))
    monkeypatch.setattr(room, "LARGEST", 2**21)
    constants, numbers = looked(node, allocate=lambda *_: pytest.fail("memory was asked for"))
    assert constants.problem == (
        "These constants take 4 MB; more than 2 MB are not read here. Look at a part of them in "
        "Python."
    )
    assert (constants.values, numbers) == (None, [])


def test_what_would_take_half_of_the_memory_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "available_memory", lambda: 200 * 2**20)
    room.Room.check(100 * 2**20)
    room.Room.check(room.SMALL)
    with pytest.raises(room.NoRoomError, match="take 101 MB, and of the memory only 200 MB are"):
        room.Room.check(101 * 2**20)
    monkeypatch.setattr(room, "available_memory", lambda: 2**20)
    room.Room.check(room.SMALL)  # small ones are never refused
    monkeypatch.setattr(room, "available_memory", lambda: None)
    room.Room.check(room.LARGEST)
    with pytest.raises(room.NoRoomError, match="more than 2 GB are not read"):
        room.Room.check(room.LARGEST + 1)


@pytest.mark.parametrize("error", [MemoryError(), OSError(28, "No space left on device")])
def test_memory_that_is_not_given_is_a_problem(cs: DCStore, error: Exception) -> None:
    def allocate(shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        raise error

    constants, numbers = looked(add(cs, np.zeros((512, 1024))), allocate=allocate)
    assert "There is not enough memory for these constants, which take 4 MB" in constants.problem
    assert (constants.values, numbers) == (None, [])


def test_what_is_not_there_is_an_error(cs: DCStore) -> None:
    node = add(cs, NDA)
    for path in (("gain", *node.path[1:]), (node.ctype, "1-2", "3"), (*node.path[:2], "4")):
        with pytest.raises(NotFound):
            next(look(NodeId(node.file, path)))
    with pytest.raises(StoreNotAvailable):
        next(look(NodeId(node.file + ".h5", node.path)))


# The order of the numbers


def order(numbers: list[Numbers]) -> list[tuple[tuple[int, ...], bool]]:
    return [(piece.slab, piece.exact) for piece in numbers]


def test_the_wanted_picture_comes_first_then_the_others(store: DCStore) -> None:
    _, numbers = looked(add(store, pedestals()), slab=(1,))
    assert order(numbers) == [
        ((1,), False),
        ((1,), True),
        ((2,), False),
        ((0,), False),
        ((2,), True),
        ((0,), True),
    ]


def test_a_picture_that_is_not_there_means_the_first(store: DCStore) -> None:
    _, numbers = looked(add(store, pedestals()), slab=(5,))
    assert order(numbers)[:2] == [((0,), False), ((0,), True)]


def test_small_pictures_are_exact_at_once(store: DCStore) -> None:
    _, numbers = looked(add(store, pedestals((3, 2, 100, 100))))
    assert order(numbers) == [((0,), True), ((1,), True), ((2,), True)]


def test_of_many_pictures_only_the_nearest(store: DCStore) -> None:
    _, numbers = looked(add(store, np.zeros((200, 2, 3, 4))), slab=(100,))
    assert [slab for slab, _ in order(numbers)][:3] == [(100,), (101,), (99,)]
    assert len(numbers) == action.AHEAD


def test_a_curve_has_numbers_too(cs: DCStore) -> None:
    _, (numbers,) = looked(add(cs, np.array([1.0, 2, 4])))
    assert (numbers.slab, numbers.median, numbers.maximum) == ((), 2.0, 4.0)


def test_the_file_is_closed_while_a_piece_is_out(store: DCStore) -> None:
    node = add(store, pedestals())
    pieces = look(node)
    for _ in range(3):
        next(pieces)
        with DCStore(node.file, timeout=0) as other:
            other.add_history("somebody else was here")
    assert len(list(pieces)) == 4


def test_work_stops_when_nobody_wants_it(store: DCStore) -> None:
    class Impatient(Progress):
        wanted = True

        def check(self) -> None:
            if not self.wanted:
                raise Cancelled("Nobody waits for it.")

    progress = Impatient()
    pieces = look(add(store, pedestals()), progress=progress)
    assert isinstance(next(pieces), Constants)
    assert isinstance(next(pieces), Numbers)
    progress.wanted = False
    with pytest.raises(Cancelled):
        next(pieces)


# The numbers themselves


def check(numbers: Numbers, values: NDArray[Any]) -> None:
    """Compare exact numbers with what numpy says of the values."""
    everything = plain(values)
    finite = everything[np.isfinite(everything)]
    assert numbers.n == everything.size
    assert numbers.nan == np.count_nonzero(np.isnan(everything))
    assert numbers.infinite == np.count_nonzero(np.isinf(everything))
    histogram = numbers.histogram
    counted = int(histogram.counts.sum()) + histogram.below + histogram.above
    assert numbers.low < numbers.high
    assert histogram.low < histogram.high
    if numbers.exact:
        assert counted == len(finite)
    if not len(finite):
        assert same((numbers.minimum, numbers.maximum, numbers.median), [math.nan] * 3)
        assert (numbers.low, numbers.high, numbers.bad) == (-0.5, 0.5, 0)
        return
    assert (numbers.minimum, numbers.maximum) == (finite.min(), finite.max())
    assert numbers.minimum <= numbers.median <= numbers.maximum
    if numbers.exact:
        median = float(np.median(finite))
        mad = float(np.median(np.abs(finite - median)))
        assert (numbers.median, numbers.mad) == pytest.approx((median, mad), rel=1e-12)
        assert numbers.mean == pytest.approx(finite.mean(), rel=1e-9)
        assert numbers.rms == pytest.approx(finite.std(), rel=1e-9, abs=1e-9)
        assert numbers.percentile_1 == pytest.approx(np.percentile(finite, 1), rel=1e-12)
        assert numbers.percentile_99 == pytest.approx(np.percentile(finite, 99), rel=1e-12)
        far = np.abs(finite - numbers.median) > 5 * 1.4826 * numbers.mad
        assert numbers.bad == np.count_nonzero(far)


def test_numbers_of_a_sample_and_of_all(store: DCStore) -> None:
    frames = pedestals()
    _, pieces = looked(add(store, frames))
    for numbers in pieces:
        check(numbers, frames[numbers.slab])
    sampled = {piece.slab: piece for piece in pieces if not piece.exact}
    for exact in (piece for piece in pieces if piece.exact):
        near = sampled[exact.slab]
        assert (near.minimum, near.maximum, near.nan) == (exact.minimum, exact.maximum, 1)
        assert near.low == pytest.approx(exact.low, abs=0.3)
        assert near.high == pytest.approx(exact.high, abs=0.3)
        assert near.bad == pytest.approx(exact.bad, rel=0.1)
        assert near.histogram.counts.sum() == pytest.approx(exact.histogram.counts.sum(), rel=0.02)
        assert near.histogram.above == pytest.approx(exact.histogram.above, rel=0.1)
        assert exact.high - exact.low == pytest.approx(2 * 5 * 4, rel=0.05)
        assert exact.median == pytest.approx(2800 + 1000 * exact.slab[0], abs=0.5)


def test_a_hot_pixel_is_not_missed(store: DCStore) -> None:
    frames = np.zeros((1, 2, 512, 1024), "f4")
    frames[0, 1, 77, 99] = 1e9
    first = looked(add(store, frames))[1][0]
    assert (first.exact, first.maximum) == (False, 1e9)


SHAPES: list[tuple[int, ...]] = [
    (32, 185, 388),
    (1024, 1024),
    (4, 192, 384),
    (6,),
    (1,),
    (1, 1),
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", ["f4", ">f4", "u1", "?", "f8", "f2", "<u8", ">i2", "c8"])
def test_shapes_and_types(store: DCStore, shape: tuple[int, ...], dtype: str) -> None:
    size = math.prod(shape)
    random = np.random.default_rng(size)
    array = random.poisson(90, size).reshape(shape).astype(dtype)
    constants, pieces = looked(add(store, array))
    assert constants.values is not None
    assert constants.values.dtype == np.dtype(dtype)
    assert constants.values.tobytes() == array.tobytes()
    assert pieces[-1].exact
    assert order(pieces) == [((), False), ((), True)] if size > SAMPLE else [((), True)]
    for numbers in pieces:
        check(numbers, array)


@pytest.mark.parametrize(
    "values",
    [
        [[math.nan]],
        [[math.nan, 1.0]],
        [[math.nan] * 9] * 9,
        [[math.inf, -math.inf]],
        [[7.0] * 9] * 9,
        [[1.7e308, -1.7e308]],
        [[5e-324, 0.0]],
        [[2.0**63]],
    ],
    ids=["NaN", "one NaN", "all NaN", "inf", "one value", "largest", "smallest", "wide"],
)
def test_odd_values(cs: DCStore, values: list[list[float]]) -> None:
    with np.errstate(all="ignore"):
        for dtype in ("f4", "f8", ">f8"):
            ctype = {"f4": "pedestals", "f8": "pixel_rms", ">f8": "pixel_gain"}[dtype]
            array = np.array(values).astype(dtype)
            _, (numbers,) = looked(add(cs, array, ctype))
            assert numbers.exact
            assert numbers.low < numbers.high
            if np.abs(np.nan_to_num(array, posinf=0, neginf=0)).max() < 1e30:
                check(numbers, array)


def test_whole_numbers_get_bins_of_whole_numbers(store: DCStore) -> None:
    """Also where they are stored as floats."""
    for ctype, dtype in (("pedestals", "u2"), ("pixel_status", "f4")):
        values = np.random.default_rng(1).integers(0, 64, (256, 1024)).astype(dtype)
        _, pieces = looked(add(store, values, ctype))
        histogram = pieces[-1].histogram
        assert (histogram.low, histogram.high) == (-0.5, 63.5)
        assert histogram.counts.tolist() == np.bincount(values.ravel().astype(int)).tolist()


# Real arrays


@pytest.mark.parametrize(
    "path", shared_files("data/real/lcls-npy/*.npy", "data/real/derived_frames/*.npy")
)
def test_real_arrays(path: Path, cs: DCStore) -> None:
    array = np.load(path)
    constants, pieces = looked(add(cs, array))
    assert constants.values is not None
    assert constants.values.tobytes() == array.tobytes()
    for numbers in pieces:
        check(numbers, array[numbers.slab])


@pytest.mark.parametrize("path", shared_files("data/pscalib/canonical/*.h5"))
def test_files_of_older_code(path: Path) -> None:
    for page in versions(NodeId(str(path))):
        for row in page.rows:
            node = NodeId(str(path), (row.ctype, row.range_name, row.name))
            constants, pieces = looked(node)
            assert constants.row == row
            assert constants.problem == "" or row.kind == "nothing"
            if constants.values is not None:
                for numbers in pieces:
                    check(numbers, constants.values[numbers.slab])
