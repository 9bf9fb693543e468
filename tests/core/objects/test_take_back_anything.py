"""Two people change a file, and take back and do again in any order: nothing newer is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcsgui import DCRange, DCStore
from dcsgui.core.files.records import Record
from dcsgui.core.objects.author import Author
from dcsgui.core.objects.changes.remembering import Remembered
from dcsgui.core.values.errors import AlreadyExists, BadValue, Conflict, NotFound
from dcsgui.core.values.timestamps import Timestamp
from small_stores import LAYOUTS, NDA, T0, make_store
from store_pictures import picture

BOTH = ("ann", "bob")
CTYPES = ("pedestals", "pixel_gain")
ENDS = ((0, 100), (50, 60), (50, 150), (120, None))

Act = tuple[int, int, int, int]
ACTS = st.tuples(st.integers(0, 11), st.integers(0, 1), st.integers(0, 3), st.integers(0, 5))


@dataclass
class World:
    """A file, what was done to it, and what it was like before each change.

    Attributes
    ----------
    store : DCStore
    done : list of (int, Act)
        The changes that were asked for, with their numbers in the log.
    """

    store: DCStore
    done: list[tuple[int, Act]] = field(default_factory=list)

    def number(self) -> int:
        return self.store.undo_log()[-1].number

    def do(self, act: Act) -> bool:
        """Do something, if it can be done; tell whether it changed anything."""
        before = self.number()
        try:
            change(self.store, act)
            self.store.save()
        except (AlreadyExists, BadValue, NotFound):
            self.store.revert()
        if self.number() == before:
            return False
        self.done.append((self.number(), act))
        return True


def change(store: DCStore, act: Act) -> None:
    """Make one of all kinds of change, about nodes that are named by ends and times."""
    kind, which, where, value = act
    ctype = CTYPES[which]
    if kind == 0:
        store.add_par(f"p{where}", value)
        return
    cto = store.ctypeobj(ctype) if ctype in store.ctypes() else store.add_ctype(ctype)
    if kind == 1:
        cto.add_range(ENDS[where])
        return
    tsro = cto.rangeobj(ENDS[where])
    if kind == 2:
        tsro.add_version(T0 + value, NDA + value)
    elif kind == 3:
        cto.del_range(tsro)
    elif kind == 4:
        store.del_ctype(cto)
    elif kind == 5:
        tsro.set_end(ENDS[value % 4][1] or 200)
    elif kind == 6:
        tsro.add_version(T0 + value, NDA + value, default=True)
    elif kind == 7:
        tsro.set_versdef(None)
    else:
        change_version(tsro, kind, value)


def change_version(tsro: DCRange, kind: int, value: int) -> None:
    """Make a change of a version that is named by its production time."""
    versions = {verso.tsprod(): verso for verso in tsro.versobjs()}
    if T0 + value not in versions:
        raise NotFound("no such version")
    verso = versions[T0 + value]
    if kind == 8:
        tsro.set_versdef(verso)
    elif kind == 9:
        tsro.del_version(verso)
    elif kind == 10:
        verso.set_tsprod(T0 + 10 + value)
    else:
        verso.add_calib(NDA * value)


def in_words(shown: dict[object, Any]) -> dict[object, Any]:
    """Leave out of a picture what depends on how often something was done before: numbers."""
    found: dict[object, Any] = {}
    for place, value in shown.items():
        if isinstance(place, tuple) and len(place) == 3 and place[2] != "pars":
            info, constants, pars = value
            found[place[0], place[1], info.tsvers] = (info.digest, constants, pars)
        elif isinstance(place, tuple) and len(place) == 2:
            validity, answer, pinned = value
            found[place] = (validity, shown[*place, answer][0].tsvers if answer else None, pinned)
        elif place != "head":
            found[place] = value
    return found


def made(tmp_path: Path, layout: str) -> World:
    """Make a file with two types, ranges that overlap, and versions."""
    shutil.rmtree(tmp_path, ignore_errors=True)
    store = make_store(tmp_path, layout)
    for ctype in CTYPES:
        cto = store.add_ctype(ctype)
        for ends in ENDS[:2]:
            tsro = cto.add_range(ends)
            tsro.add_version(T0, NDA, default=ctype == "pixel_gain")
            tsro.add_version(T0 + 1, NDA + 1)
    store.save()
    return World(store)


def as_if_only(tmp_path: Path, layout: str, acts: list[Act]) -> dict[object, Any]:
    """Say what a file is like in which only these changes were made."""
    world = made(tmp_path, layout)
    for act in acts:
        assert world.do(act), act
    return in_words(picture(world.store.path))


def take_back(world: World, number: int) -> bool:
    """Take back a change, and look that this can be done again and taken back as before."""
    path, raw = world.store.path, world.store.path.read_bytes()
    before = picture(path)
    try:
        world.store.take_back(number)
    except Conflict:
        assert path.read_bytes() == raw
        return False
    after = picture(path)
    world.store.take_back(world.number())
    assert picture(path) == before
    world.store.take_back(world.number())
    assert picture(path) == after
    return True


def stand(world: World) -> list[Act]:
    """List the changes that stand, by what the file itself says."""
    undone = {one.entry.number for one in world.store.remembered() if one.undone_by}
    return [act for number, act in world.done if number not in undone]


BACK = st.integers(0, 99)


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(does=st.lists(st.tuples(st.integers(0, 1), ACTS | ACTS | BACK), min_size=3, max_size=10))
def test_a_file_is_as_if_what_was_taken_back_had_never_been_done(
    tmp_path: Path,
    layout: str,
    does: list[tuple[int, Act | int]],
) -> None:
    world = made(tmp_path / "one", layout)
    with pytest.MonkeyPatch.context() as patch:
        for who, what in does:
            patch.setattr(Author, "record", by(BOTH[who]))
            if not isinstance(what, int):
                world.do(what)
                continue
            numbers = [one.entry.number for one in world.store.remembered() if is_open(one)]
            if len(numbers) > 1 and take_back(world, numbers[1:][what % len(numbers[1:])]):
                expected = as_if_only(tmp_path / "other", layout, stand(world))
                assert in_words(picture(world.store.path)) == expected


def by(user: str) -> Callable[..., Record]:
    """Return how records are made by somebody."""

    def record(
        self: Author, action: str, comment: str = "", at: Timestamp | None = None
    ) -> Record:
        return Record(at or Timestamp.now(), user, self.host, action, comment)

    return record


def is_open(one: Remembered) -> bool:
    """Whether a change stands, and is not known to be for ever."""
    return not one.undone_by and not one.refusal
