"""The look-up against a model written from decisions.md, "Which constants are valid at time t".

The model knows nothing of tables, names or files: it goes through plain tuples, one rule after
the other, with exact integers.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dcsgui import DCStore, Timestamp
from dcsgui.core.files.records import OPEN_NS, RangeTable
from dcsgui.core.objects import lookup
from dcsgui.core.values.errors import BadValue, ConstantsNotFound
from dcsgui.core.values.validity import Validity
from small_stores import LAYOUTS, make_store

SEC = 10**9


@dataclass(frozen=True)
class Model:
    """A range as the decisions speak of it.

    `versions` holds the production times in the order of addition, `default` is an index of it.
    """

    begin: int
    end: int | None
    versions: tuple[int, ...] = (1,)
    default: int | None = None

    def contains(self, t: int) -> bool:
        return self.begin <= t and (self.end is None or t <= self.end)

    def wins_over(self, other: Model) -> bool:
        if self.begin != other.begin:
            return self.begin > other.begin
        return self.end is not None and (other.end is None or self.end < other.end)

    @property
    def answer(self) -> int:
        return self.versions[-1] if self.default is None else self.versions[self.default]


def valid_at(ranges: Sequence[Model], t: int) -> Model | None:
    """Apply rules 1 to 3, one range after the other."""
    best: Model | None = None
    for one in ranges:
        if not one.contains(t) or not one.versions:
            continue
        if best is None or one.wins_over(best):
            best = one
    return best


def table_of(ranges: Sequence[Model]) -> RangeTable:
    return RangeTable(
        np.array([one.begin for one in ranges], np.int64),
        np.array([OPEN_NS if one.end is None else one.end for one in ranges], np.int64),
        np.array([len(one.versions) for one in ranges], np.int32),
        np.array([one.default is not None for one in ranges], np.bool_),
    )


@st.composite
def models(draw: st.DrawFn, unit: int = 1) -> list[Model]:
    """Draw ranges that overlap, touch, begin together, stay open or hold nothing."""
    numbers = st.integers(-4, 12)
    found: dict[tuple[int, int | None], Model] = {}
    for begin, length in draw(st.lists(st.tuples(numbers, st.none() | st.integers(0, 8)))):
        end = None if length is None else (begin + length) * unit
        times = draw(st.lists(st.integers(1, 50), max_size=3, unique=True))
        default = draw(st.none() | st.integers(0, len(times) - 1)) if times else None
        found[begin, end] = Model(begin * unit, end, tuple(times), default)
    return list(found.values())


# The pure function


@given(models(), st.integers(-6, 22))
@example([Model(0, 5), Model(0, None), Model(0, 9)], 5)
@example([Model(0, None), Model(3, 5, ())], 4)
def test_the_winner_is_that_of_the_model(ranges: list[Model], t: int) -> None:
    row = lookup.winner(table_of(ranges), t)
    assert (None if row is None else ranges[row]) == valid_at(ranges, t)


@given(models(), st.integers(-6, 22))
def test_candidates_are_in_the_order_in_which_they_would_win(ranges: list[Model], t: int) -> None:
    left = list(ranges)
    for row in lookup.candidates(table_of(ranges), t).tolist():
        assert ranges[row] == valid_at(left, t)
        left.remove(ranges[row])
    assert valid_at(left, t) is None


@given(models(), st.integers(-6, 22))
def test_neighbours_are_what_is_valid_last_before_and_first_after(
    ranges: list[Model], t: int
) -> None:
    rows = lookup.neighbours(table_of(ranges), t)
    if valid_at(ranges, t) is None:
        times = range(-6, 23)
        before = next((m for s in reversed(times) if s < t and (m := valid_at(ranges, s))), None)
        after = next((m for s in times if s > t and (m := valid_at(ranges, s))), None)
        assert tuple(None if row is None else ranges[row] for row in rows) == (before, after)


@given(models())
@example([Model(0, 9), Model(0, 5), Model(2, 3), Model(4, None)])
@example([Model(0, None), Model(3, None, ()), Model(5, 5)])
def test_a_range_answers_where_it_wins_and_nowhere_else(ranges: list[Model]) -> None:
    table = table_of(ranges)
    for row, model in enumerate(ranges):
        won = lookup.times_won(table, row)
        times = {t for t in range(-6, 23) if valid_at(ranges, t) is model}
        assert times == {t for begin, end in won for t in range(begin, min(end, 22) + 1)}
        ends = [t for pair in won for t in pair]
        assert ends == sorted(ends)  # apart, and in order
        assert all(end + 1 < begin for (_, end), (begin, _) in itertools.pairwise(won))


def test_of_equal_ranges_the_first_answers() -> None:
    table = table_of([Model(0, 9), Model(0, 9)])
    assert [lookup.times_won(table, row) for row in (0, 1)] == [[(0, 9)], []]
    assert lookup.winner(table, 5) == 0


def test_a_nanosecond_decides_at_both_borders() -> None:
    begin, end = 1477526400 * SEC + 1, 1477612800 * SEC + 999_999_999
    table = table_of([Model(begin, end)])
    inside = [lookup.winner(table, t) for t in (begin - 1, begin, end, end + 1)]
    assert inside == [None, 0, 0, None]


# Through a file


def fill(cs: DCStore, ranges: Sequence[Model]) -> None:
    cto = cs.add_ctype("pedestals")
    for number, one in enumerate(ranges):
        ends = (Timestamp(one.begin), None if one.end is None else Timestamp(one.end))
        tsro = cto.add_range(ends)
        for tsvers in one.versions:
            tsro.add_version(Timestamp.of(tsvers), np.array([number, tsvers]))
        if one.default is not None:
            tsro.set_versdef(Timestamp.of(one.answer), comment="as drawn")


def ask(cs: DCStore, t: Timestamp, vers: object = None) -> list[int] | None:
    found: list[int] = np.asarray(cs.get("pedestals", t, vers, default=[])).tolist()
    return found or None


def in_file(layout: str, ranges: Sequence[Model]) -> bool:
    """Whether the layout can hold these ranges; the older one tells them apart by seconds."""
    names = {(one.begin // SEC, one.end and -(-one.end // SEC)) for one in ranges}
    return layout == "native" or len(names) == len(ranges)


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=25)
@given(models(SEC // 2), st.lists(st.integers(-12, 44), min_size=4, max_size=4))
def test_a_store_answers_as_the_model(layout: str, ranges: list[Model], halves: list[int]) -> None:
    if not in_file(layout, ranges):
        return
    with tempfile.TemporaryDirectory() as calib:
        cs = make_store(Path(calib), layout)
        fill(cs, ranges)
        older = layout == "pscalib"
        compare(cs, ranges, halves, older=older)
        cs.save()
        compare(DCStore(cs.path), ranges, halves, older=older)


def compare(cs: DCStore, ranges: list[Model], halves: list[int], *, older: bool) -> None:
    for half in halves:
        t = half * SEC // 2
        one = valid_at(ranges, t)
        if one is None:
            assert ask(cs, Timestamp(t)) is None
            continue
        number = ranges.index(one)
        assert ask(cs, Timestamp(t)) == [number, one.answer]
        ordered = one.versions if older else sorted(one.versions)
        for versind, tsvers in enumerate(ordered, 1):
            assert ask(cs, Timestamp(t), versind) == [number, tsvers]
            assert ask(cs, Timestamp(t), Timestamp.of(tsvers)) == [number, tsvers]
        assert ask(cs, Timestamp(t), 99) is None
        sel = cs.find("pedestals", Timestamp(t))
        assert sel.range.validity == Validity(
            Timestamp(one.begin), None if one.end is None else Timestamp(one.end)
        )
        assert sel.version.tsprod() == one.answer
        assert sel.pinned == (one.default is not None)
        assert len(sel.ranges) == sum(1 for m in ranges if m.contains(t) and m.versions)


@pytest.fixture
def answers(cs: DCStore) -> DCStore:
    """Return a store with ranges 100-200 (pinned), 100-end, 300-400 and an empty one, 150-160."""
    fill(
        cs,
        [
            Model(100 * SEC, 200 * SEC, (1, 2), 0),
            Model(300 * SEC, 400 * SEC, (3, 4)),
            Model(150 * SEC, 160 * SEC, ()),
        ],
    )
    cs.save()
    return DCStore(cs.path)


def test_default_is_returned_instead_of_raising(answers: DCStore) -> None:
    for t in (50, 250, 401):
        assert answers.get("pedestals", t, default=None) is None
        assert answers.get("pedestals", t, default="nothing") == "nothing"
    assert answers.get("pixel_gain", 150, default=None) is None
    assert answers.get("pedestals", 150, 77, default=None) is None
    with pytest.raises(BadValue, match="is no time"):
        answers.get("pedestals", None, default=None)


@pytest.mark.parametrize(
    ("t", "earlier", "later"),
    [(50, None, "100-200"), (250, "100-200", "300-400"), (401, "300-400", None)],
)
def test_the_message_names_the_nearest_ranges(
    answers: DCStore, t: int, earlier: str | None, later: str | None
) -> None:
    with pytest.raises(ConstantsNotFound) as info:
        answers.get("pedestals", t)
    words = str(info.value)
    assert words.startswith(f"No constants of type 'pedestals' are valid at {Timestamp.of(t)} in")
    assert str(answers.path) in words
    assert ("The nearest earlier range is" in words) == (earlier is not None)
    assert ("The nearest later range is" in words) == (later is not None)
    for name in filter(None, (earlier, later)):
        assert f"range is {name}, {Validity.of(name).words()}." in words


def test_the_message_says_that_there_is_nothing_at_all(cs: DCStore) -> None:
    cs.add_ctype("pedestals").add_range(100)
    with pytest.raises(ConstantsNotFound, match="The type has no range with constants"):
        cs.get("pedestals", 150)


def test_the_message_suggests_the_type_that_was_meant(answers: DCStore) -> None:
    with pytest.raises(
        ConstantsNotFound, match=r"no .* type 'pedestal'.*Did you mean 'pedestals'"
    ):
        answers.get("pedestal", 150)


def test_the_message_lists_the_versions_that_there_are(answers: DCStore) -> None:
    with pytest.raises(ConstantsNotFound, match=r"has no version 9; it has: 1 \(1970.*, 2 \("):
        answers.get("pedestals", 150, vers=9)


def test_a_version_without_constants_is_not_found(cs: DCStore) -> None:
    cs.add_ctype("pedestals").add_range(100).add_version(5)
    for _ in range(2):
        with pytest.raises(ConstantsNotFound, match="holds no constants"):
            cs.get("pedestals", 150)
        cs.save()


def test_why_says_what_decided(cs: DCStore) -> None:
    fill(
        cs,
        [
            Model(100 * SEC, 200 * SEC, (1, 2), 0),
            Model(100 * SEC, None, (3,)),
            Model(300 * SEC, None, (4, 5)),
        ],
    )
    cs.save()
    why = cs.find("pedestals", 150).why
    assert why.startswith(f"At {Timestamp.of(150)}, 'pedestals' is answered by the range 100-200")
    assert "which ends first of those with the latest begin, among 2 ranges" in why
    assert why.endswith("version 1 is its default.")
    why = cs.find("pedestals", 250).why
    assert "which is the only range with versions that contains it; version " in why
    assert why.endswith("was added to it last, as no default is set.")
    why = cs.find("pedestals", 350).why
    assert "which has the latest begin of 2 ranges with versions that contain it" in why
    assert cs.find("pedestals", 350, 1).why.endswith("version 1 was asked for.")


def test_find_says_where_the_answer_comes_from(answers: DCStore) -> None:
    sel = answers.find("pedestals", 150)
    assert (sel.path, sel.ctype, sel.tstamp) == (answers.path, "pedestals", Timestamp.of(150))
    assert sel.ranges == ("100-200",)
    assert sel.version.shape == (2,)
