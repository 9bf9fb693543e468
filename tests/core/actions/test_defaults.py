"""Setting the default, taking it back, and somebody else's change in between."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asked_files import SEC, add_range, fill, node
from dcsgui import DCStore, Timestamp
from dcsgui.core.actions import opening
from dcsgui.core.actions.answers.defaults import DefaultChange, DefaultState
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.defaults import set_default, state
from dcsgui.core.actions.undo import take_back
from dcsgui.core.files.records import Record
from dcsgui.core.files.transaction import write_transaction
from dcsgui.core.objects import author
from dcsgui.core.values.errors import (
    AccessDenied,
    BadValue,
    Busy,
    Conflict,
    ConstantsNotFound,
    Damaged,
    NotFound,
    StoreNotAvailable,
)
from processes import ended, in_child, start
from small_stores import LAYOUTS, make_store

WHO = author.current_author()


@pytest.fixture
def pedestals(cs: DCStore) -> NodeId:
    """Return the range from 100 to 500 of a file, whose v2 of three is the default."""
    return node(fill(cs), "pedestals", "100-500")


def taken_back(made: DefaultChange, comment: str = "") -> DefaultState:
    """Take back a change of default; return how the range answers then."""
    take_back(made.node.file, made.change, comment)
    return state(made.node)


def names(where: NodeId) -> list[str]:
    """Return the names of the versions of a range, by number."""
    tsro = DCStore(where.file).ctypeobj(where.ctype).rangeobj(where.range_name)
    return [verso.name for verso in tsro.versobjs()]


def history(where: NodeId) -> list[Record]:
    records = DCStore(where.file).ctypeobj(where.ctype).rangeobj(where.range_name).records()
    return [record for record in records if record.action.startswith("set default")]


def answer(where: NodeId, t: int) -> int:
    return DCStore(where.file).find(where.ctype, t).version.versind


# Setting


def test_the_state_tells_what_answers(pedestals: NodeId) -> None:
    second = names(pedestals)[1]
    assert state(pedestals) == DefaultState(second, second, 2, 1)
    assert state(pedestals.child(second)) == state(pedestals)
    other = node(DCStore(pedestals.file), "pedestals", "200-end")
    assert state(other) == DefaultState(None, names(other)[1], 2, 0)
    empty = node(DCStore(pedestals.file), "pixel_gain", "100-150")
    assert state(empty) == DefaultState(None, "", 0, 0)


def test_a_version_becomes_the_default(pedestals: NodeId) -> None:
    before, first = state(pedestals), names(pedestals)[0]
    made = set_default(pedestals, first, "better", before)
    assert made.node == pedestals
    assert made.before == before
    assert made.after == state(pedestals) == DefaultState(first, first, 1, 2)
    assert made.generation == DCStore(pedestals.file).generation
    assert answer(pedestals, 150) == 1
    assert (history(pedestals)[-1].action, history(pedestals)[-1].comment) == (
        "set default from v2 to v1",
        "better",
    )


def test_it_changes_answers_where_no_other_range_wins(pedestals: NodeId) -> None:
    made = set_default(pedestals, names(pedestals)[0])
    assert made.times == ((100 * SEC, 200 * SEC - 1),)  # from 200 on another range answers
    begin, end = Timestamp.of(100).iso(), Timestamp(200 * SEC - 1).iso()
    assert made.words == f"pedestals of cspad-0001: v1 instead of v2, from {begin} to {end}."


def test_an_open_range_changes_answers_for_ever(pedestals: NodeId) -> None:
    other = node(DCStore(pedestals.file), "pedestals", "200-end")
    made = set_default(other, names(other)[0])
    assert made.times == ((200 * SEC, None),)
    assert made.words.endswith(f"v1 instead of v2, from {Timestamp.of(200).iso()} on.")


def test_a_shadowed_range_changes_no_answer(cs: DCStore) -> None:
    where = node(fill(cs), "pedestals", "100-500")
    add_range(cs, "pedestals", "100-200", 1)
    cs.save()
    made = set_default(where, names(where)[0])
    assert made.times == ()
    assert "no answer changes, as other ranges win over this one at all times" in made.words


def test_many_stretches_are_counted_in_words(cs: DCStore) -> None:
    where = node(fill(cs), "pedestals", "100-500")
    for begin in (120, 140, 160, 180):
        add_range(cs, "pedestals", f"{begin}-{begin + 5}", 1)
    cs.save()
    made = set_default(where, names(where)[0])
    assert len(made.times) == 5
    assert made.words.endswith(" and 2 more stretches of time.")
    assert made.words.count("from ") == 3


def test_pinning_what_answers_changes_no_answer(pedestals: NodeId) -> None:
    other = node(DCStore(pedestals.file), "pedestals", "200-end")
    made = set_default(other, names(other)[1])
    assert (made.before.pinned, made.after.pinned) == (None, names(other)[1])
    assert made.times == ()
    assert "v2 is the default now; it was the answer before, too" in made.words
    released = set_default(other, None)
    assert "v2 answers as the one added last now" in released.words


def test_a_default_is_released(pedestals: NodeId) -> None:
    made = set_default(pedestals, None, "newest again")
    assert (made.after.pinned, made.after.versind, made.after.changes) == (None, 3, 2)
    assert "v3 instead of v2" in made.words
    assert history(pedestals)[-1].action == "set default from v2 to auto (v3)"


def test_what_is_so_already_is_refused(pedestals: NodeId) -> None:
    generation = DCStore(pedestals.file).generation
    with pytest.raises(BadValue, match=r"is the default of pedestals/.* already; nothing was"):
        set_default(pedestals, names(pedestals)[1])
    other = node(DCStore(pedestals.file), "pedestals", "200-end")
    with pytest.raises(BadValue, match=r"No default is set for pedestals/.*; nothing was"):
        set_default(other, None)
    assert DCStore(pedestals.file).generation == generation


def test_the_repository_asks_for_a_reason(repository: Path, layout: str) -> None:
    cs = make_store(repository, layout)
    where = node(fill(cs), "pedestals", "100-500")
    for comment in ("", "  "):
        with pytest.raises(BadValue, match="The repository asks for a reason"):
            set_default(where, names(where)[0], comment)
    made = set_default(where, names(where)[0], "better")
    assert taken_back(made).versind == 2  # what it takes back is reason enough


# Somebody else


def test_a_change_in_between_is_told_with_who_and_when(
    pedestals: NodeId, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = state(pedestals)
    monkeypatch.setattr(
        "dcsgui.core.objects.saving.current_author", partial(author.Author, "ben", "psana7")
    )
    set_default(pedestals, names(pedestals)[2], "mine is better")
    when = history(pedestals)[-1].tstamp
    generation = DCStore(pedestals.file).generation
    with pytest.raises(Conflict) as caught:
        set_default(pedestals, names(pedestals)[0], "better", seen)
    words = str(caught.value)
    assert "does not answer as it did when you looked at it: v3 is its default now." in words
    assert f"by ben@psana7 at {when}: set default from v2 to v3: mine is better." in words
    assert words.endswith("Nothing was done; look again.")
    assert DCStore(pedestals.file).generation == generation
    assert state(pedestals).versind == 3


def test_a_change_there_and_back_is_noticed(pedestals: NodeId) -> None:
    seen = state(pedestals)
    taken_back(set_default(pedestals, names(pedestals)[0]))
    assert (state(pedestals).pinned, state(pedestals).changes) == (seen.pinned, 3)
    with pytest.raises(Conflict, match="The latest change of that is by") as caught:
        set_default(pedestals, names(pedestals)[2], "", seen)
    assert "was changed since you looked at it: v2 is its default again now." in str(caught.value)
    unknown = dataclasses.replace(seen, changes=-1)  # as a listing tells it
    assert set_default(pedestals, names(pedestals)[2], "", unknown).after.versind == 3


def test_a_version_added_in_between_is_noticed_where_it_answers(pedestals: NodeId) -> None:
    other = node(DCStore(pedestals.file), "pedestals", "200-end")
    seen = {where: state(where) for where in (pedestals, other)}
    with DCStore(pedestals.file) as cs:
        for where in (pedestals, other):
            tsro = cs.ctypeobj("pedestals").rangeobj(where.range_name)
            tsro.add_version(Timestamp.of(450), [1.0], comment="new dark")
    set_default(pedestals, names(pedestals)[0], "", seen[pedestals])
    with pytest.raises(Conflict, match="v3 answers, as the one added last, now") as caught:
        set_default(other, names(other)[0], "", seen[other])
    assert f"by {WHO.user}@{WHO.host}" in str(caught.value)
    assert "add version 3: new dark" in str(caught.value)


def test_of_many_at_once_one_gets_it(pedestals: NodeId) -> None:
    seen = state(pedestals)
    others = [name for name in names(pedestals) if name != seen.pinned]

    def try_it(name: str) -> None:
        try:
            set_default(pedestals, name, "mine", seen)
        except Conflict:
            raise SystemExit from None

    children = [start(partial(try_it, name)) for name in others * 4]
    assert sum(ended(child) == 0 for child in children) == 1
    assert state(pedestals).changes == seen.changes + 1


# Taking back


def test_a_change_is_taken_back_and_done_again(pedestals: NodeId) -> None:
    before = state(pedestals)
    made = set_default(pedestals, names(pedestals)[0], "better")
    taken = taken_back(made)
    assert (taken.pinned, taken.answer) == (before.pinned, before.answer)
    record = history(pedestals)[-1]
    assert record.action == "set default from v1 to v2"
    assert record.comment.startswith("takes back ")
    assert "set default from v2 to v1" in record.comment
    again = set_default(pedestals, names(pedestals)[0], "better", taken)
    assert again.after.versind == 1
    assert len(history(pedestals)) == 4


def test_taking_back_a_release_and_a_first_default(pedestals: NodeId) -> None:
    made = set_default(pedestals, None)
    assert taken_back(made, "oh no").versind == 2
    assert history(pedestals)[-1].comment.endswith(": oh no")
    other = node(DCStore(pedestals.file), "pedestals", "200-end")
    first = set_default(other, names(other)[0])
    assert taken_back(first).pinned is None


def test_what_somebody_changed_since_is_not_taken_back(pedestals: NodeId) -> None:
    made = set_default(pedestals, names(pedestals)[0])
    set_default(pedestals, names(pedestals)[2])
    with pytest.raises(Conflict, match="set default from v1 to v3"):
        taken_back(made)
    assert state(pedestals).versind == 3


def test_a_version_that_is_gone_cannot_be_the_default_again(pedestals: NodeId) -> None:
    made = set_default(pedestals, names(pedestals)[0])
    with DCStore(pedestals.file) as cs:
        cs.ctypeobj("pedestals").rangeobj(pedestals.range_name).del_version(2)
    with pytest.raises(Conflict, match="There is no version"):
        taken_back(made)


# What can't be done


def test_what_is_not_there_is_named(pedestals: NodeId, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no version 'v9' in 'pedestals"):
        set_default(pedestals, "v9")
    with pytest.raises(NotFound, match="There is no pedestals/7 in"):
        set_default(NodeId(pedestals.file, ("pedestals", "7")), None)
    with pytest.raises(BadValue, match="pedestals of cspad-0001 is a type; select one of its"):
        set_default(pedestals.parent, None)
    for act in (state, partial(set_default, version=None)):
        with pytest.raises(StoreNotAvailable, match="There is no file"):
            act(NodeId(str(tmp_path / "cspad-1.h5"), pedestals.path))
        (tmp_path / "notes.h5").write_text("x")
        with pytest.raises(Damaged):
            act(NodeId(str(tmp_path / "notes.h5"), pedestals.path))


def test_a_file_that_may_not_be_written_is_left_alone(reachable: Path, layout: str) -> None:
    cs = make_store(reachable, layout)
    where = node(fill(cs), "pedestals", "100-500")
    cs.path.chmod(0o644)

    def try_it() -> str:
        with pytest.raises(AccessDenied) as caught:
            set_default(where, names(where)[0])
        return str(caught.value)

    assert "is read-only for you" in in_child(try_it, unprivileged=True)


def test_a_file_that_somebody_changes_is_waited_for_not_long(
    pedestals: NodeId, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opening.CHANGING <= 5
    monkeypatch.setattr(opening, "CHANGING", 0.1)
    first = names(pedestals)[0]
    with write_transaction(pedestals.file), pytest.raises(Busy, match="it is being changed by"):
        set_default(pedestals, first)
    assert set_default(pedestals, first).after.versind == 1


# The times for which it changes answers


@dataclasses.dataclass(frozen=True)
class Span:
    """A range of a few versions; times are whole seconds."""

    begin: int
    end: int | None
    versions: int


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    found: dict[tuple[int, int | None], Span] = {}
    numbers = st.integers(0, 12)
    drawn = st.tuples(numbers, st.none() | st.integers(0, 8), st.integers(0, 2))
    for begin, length, versions in draw(st.lists(drawn, max_size=5)):
        end = None if length is None else begin + length
        found[begin, end] = Span(begin, end, versions)
    begin, length = draw(st.tuples(numbers, st.none() | st.integers(0, 8)))
    end = None if length is None else begin + length
    found.pop((begin, end), None)
    return [Span(begin, end, 2), *found.values()]  # the first is the one to be changed


def made_store(calib: Path, layout: str, ranges: Sequence[Span]) -> DCStore:
    cs = make_store(calib, layout)
    cto = cs.add_ctype("pedestals")
    for span in ranges:
        tsro = cto.add_range((span.begin, span.end))
        for number in range(span.versions):
            tsro.add_version(Timestamp.of(1000 + number), np.array([number]))
    cs.save()
    return cs


SAMPLES = [number * SEC + off for number in range(-1, 23) for off in (-1, 0, 1)]


def answers(path: Path) -> list[tuple[str, str] | None]:
    cs, found = DCStore(path), list[tuple[str, str] | None]()
    for ns in SAMPLES:
        try:
            selection = cs.find("pedestals", Timestamp(ns))
            found.append((selection.range.name, selection.version.name))
        except ConstantsNotFound:
            found.append(None)
    return found


@settings(max_examples=40)
@given(spans(), st.sampled_from(LAYOUTS))
def test_the_times_are_those_at_which_an_answer_changes(ranges: list[Span], layout: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cs = made_store(Path(folder), layout, ranges)
        tsro = cs.ctypeobj("pedestals").rangeobj((ranges[0].begin, ranges[0].end))
        where = NodeId(str(cs.path), ("pedestals", tsro.name))
        before = answers(cs.path)
        made: DefaultChange = set_default(where, tsro.versobjs()[0].name)
        after = answers(cs.path)
    differ = [ns for ns, old, new in zip(SAMPLES, before, after, strict=True) if old != new]
    inside = [
        ns
        for ns in SAMPLES
        if any(begin <= ns and (end is None or ns <= end) for begin, end in made.times)
    ]
    assert differ == inside
    assert all(begin <= end for begin, end in made.times if end is not None)
