"""Whatever is done to a file, its index says what its groups say."""

from __future__ import annotations

import contextlib
import copy
import tempfile
from collections.abc import Callable
from pathlib import Path as FilePath
from typing import ParamSpec, TypeVar

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from dcsgui.core.files.layout import Writer
from dcsgui.core.files.opening import create_file, open_writer
from dcsgui.core.files.records import Head, LayoutName, NewVersion, Path, Record
from dcsgui.core.values.errors import AlreadyExists, Conflict, NotFound
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity
from native_files import check_index, check_layout

P = ParamSpec("P")
T = TypeVar("T")

CTYPES = ("pedestals", "gain")
SECOND = 1_000_000_000

times = st.sampled_from([-51 * SECOND, -50_500_000_000, 0, 1, 7 * SECOND, 10**18 + 123_456_789])
validities = st.tuples(times, st.none() | times).filter(lambda p: p[1] is None or p[0] <= p[1])
tsvers = st.integers(-3, 12).map(lambda n: Timestamp(n * SECOND // 2))
picks = st.integers(0, 1_000)
texts = st.sampled_from(["", "dark", "größer", "x" * 40, "y" * 1500])


class FileMachine(RuleBasedStateMachine):
    """Random changes, several a transaction; after each transaction the file is examined."""

    def __init__(self) -> None:
        super().__init__()
        self.directory = tempfile.TemporaryDirectory()
        self.path = FilePath(self.directory.name, "cspad-0001.h5")
        self.used: dict[Path, tuple[set[int], set[int]]] = {}

    @initialize()
    def create(self) -> None:
        create_file(self.path, Head(LayoutName.NATIVE, "cspad", "0001", Timestamp.of(1)))
        self.begin()
        self.fill_range((0, None))
        self.fill_range((-51 * SECOND, 7 * SECOND))

    def begin(self) -> None:
        self.transaction = open_writer(self.path)
        self.writer: Writer = self.transaction.__enter__()
        self.before = self.path.read_bytes()
        self.used_before = copy.deepcopy(self.used)

    def teardown(self) -> None:
        self.commit()
        self.transaction.__exit__(None, None, None)
        self.directory.cleanup()

    @rule()
    def commit(self) -> None:
        self.transaction.__exit__(None, None, None)
        check_index(self.path)
        check_layout(self.path)
        self.begin()

    @rule(pick=picks)
    def take_back(self, pick: int) -> None:
        if pick % 4:
            return
        error = KeyboardInterrupt()
        with contextlib.suppress(KeyboardInterrupt):
            self.transaction.__exit__(KeyboardInterrupt, error, None)
        assert self.path.read_bytes() == self.before
        self.used = self.used_before
        self.begin()

    @rule(ctype=st.sampled_from(CTYPES))
    def add_ctype(self, ctype: str) -> None:
        self.tried(self.writer.add_ctype, ctype)

    @rule(ends=validities)
    def fill_range(self, ends: tuple[int, int | None]) -> None:
        self.add_ctype("pedestals")
        path = ("pedestals", validity(ends).name)
        self.tried(self.writer.add_range, "pedestals", validity(ends))
        for second in (20, 21, 22, 20 + self.writer.versind_last(path)):
            new = NewVersion(Timestamp.of(second), None)
            info = self.tried(self.writer.add_version, path, new)
            if info is not None:
                self.used.setdefault(path, (set(), set()))[0].add(info.versind)

    @rule(pick=picks, ends=validities)
    def add_range(self, pick: int, ends: tuple[int, int | None]) -> None:
        for path in self.picked(pick, 1):
            self.tried(self.writer.add_range, path[0], validity(ends))

    @rule(pick=picks, ends=validities)
    def change_range(self, pick: int, ends: tuple[int, int | None]) -> None:
        for path in self.picked(pick, 2):
            name = self.tried(self.writer.change_range, path, validity(ends))
            if name is not None and name != path[1]:
                numbers, produced = self.used.pop(path, (set(), set()))
                others = self.used.setdefault((path[0], name), (set(), set()))
                others[0].update(numbers)
                others[1].update(produced)

    @rule(pick=picks, time=tsvers, value=st.integers(0, 3), comment=texts)
    def add_version(self, pick: int, time: Timestamp, value: int, comment: str) -> None:
        for path in self.picked(pick, 2):
            last = self.writer.versind_last(path)
            record = Record(time, "someone", "", "add version", comment)
            data = np.full(value, value, ">i4") if value else "some text"
            new = NewVersion(time, data, {"run": value} if value else {}, None, record)
            numbers, produced = self.used.setdefault(path, (set(), set()))
            used = time.ns in self.writer.used_times(path)
            assert used or time.ns not in produced
            info = self.tried(self.writer.add_version, path, new)
            assert (info is None) == used
            if info is not None:
                assert info == self.writer.version((*path, info.name))
                assert info.versind == last + 1 == self.writer.versind_last(path)
                assert info.versind not in numbers
                numbers.add(info.versind)
                produced.add(time.ns)

    @rule(pick=picks, record=texts)
    def delete(self, pick: int, record: str) -> None:
        level = 3 if pick % 5 else 1 + pick % 2
        for path in self.picked(pick, level):
            self.tried(self.writer.delete, path, Record(Timestamp.of(5), comment=record))

    @rule(pick=picks)
    def restore(self, pick: int) -> None:
        gone = self.writer.deleted()
        if gone:
            self.tried(self.writer.restore, gone[pick % len(gone)].number)

    @rule(pick=picks)
    def purge(self, pick: int) -> None:
        gone = self.writer.deleted()
        if gone and not pick % 3:
            assert self.writer.purge(gone[pick % len(gone)].number).purged

    @rule(pick=picks)
    def set_default(self, pick: int) -> None:
        for path in self.picked(pick, 3):
            self.tried(self.writer.set_default, path[:2], path[2] if pick % 3 else None)

    @rule(pick=picks, time=tsvers)
    def set_tsprod(self, pick: int, time: Timestamp) -> None:
        for path in self.picked(pick, 3):
            old = self.writer.version(path).tsvers
            produced = self.used.setdefault(path[:2], (set(), set()))[1]
            name = self.tried(self.writer.set_tsprod, path, time)
            if old is not None and name is not None:
                produced.discard(old.ns)
                produced.add(time.ns)

    @rule(pick=picks, value=st.integers(0, 3))
    def set_constants(self, pick: int, value: int) -> None:
        for path in self.picked(pick, 3):
            self.tried(self.writer.set_constants, path, np.zeros((value, 2), bool))

    @rule(pick=picks, level=st.integers(0, 3), key=st.sampled_from(["author", "x.y/z"]), t=texts)
    def set_pars(self, pick: int, level: int, key: str, t: str) -> None:
        for path in self.picked(pick, level):
            self.tried(self.writer.set_pars, path, {key: t} if t else {}, [key])

    @rule(pick=picks, level=st.integers(0, 3), comment=texts, time=tsvers)
    def add_record(self, pick: int, level: int, comment: str, time: Timestamp) -> None:
        for path in self.picked(pick, level):
            record = Record(time, "me", "", "add version" if pick % 2 else "", comment)
            self.tried(self.writer.add_record, path, record)

    @rule(pick=picks, level=st.integers(0, 3))
    def set_history(self, pick: int, level: int) -> None:
        for path in self.picked(pick, level):
            records = [Record(Timestamp.of(i), "me", action="x" * i) for i in range(pick % 30)]
            self.tried(self.writer.set_history, path, records)

    def tried(self, change: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Do something that may rightly be refused, because of what else is there."""
        try:
            return change(*args, **kwargs)
        except (AlreadyExists, NotFound, Conflict):
            return None

    def picked(self, pick: int, level: int) -> list[Path]:
        """Choose a node of a level, none if there is none."""
        path: Path = ()
        for depth in range(level):
            if depth == 0:
                names = self.writer.ctypes()
            elif depth == 1:
                table = self.writer.ranges(path[0])
                names = sorted(table.name(i) for i in range(len(table)))
            else:
                names = [info.name for info in self.writer.versions(*path)]
            if not names:
                return []
            path = (*path, names[pick % len(names)])
        return [path]


def validity(ends: tuple[int, int | None]) -> Validity:
    return Validity.unchecked(Timestamp(ends[0]), None if ends[1] is None else Timestamp(ends[1]))


FileMachine.TestCase.settings = settings(max_examples=15, stateful_step_count=50, deadline=None)
TestRandomChanges = FileMachine.TestCase
