"""What the tree shows of each row: text, summary, icons, colours, and why in the tool tip."""

from __future__ import annotations

from typing import Any

import pytest
from PyQt5.QtCore import QModelIndex, Qt
from PyQt5.QtGui import QGuiApplication

from dcsgui.core.actions.answers.listings import Access, TypeEntry
from dcsgui.core.actions.answers.moments import Moment, Valid, ValidAt
from dcsgui.core.actions.answers.nodes import Level, Place, PlaceKind
from dcsgui.gui.icons import Tint
from dcsgui.gui.jobs.job import Failure
from dcsgui.gui.models.marks import NO_MARKS, Mark, Marks
from dcsgui.gui.models.tree import Role, TreeModel
from dcsgui.gui.models.tree_rows import Branch, Kind, dettype_rows, version_lines
from tree_models import (
    CALIB,
    FILE,
    NODE,
    SEC,
    T0,
    Grown,
    contents,
    file_entry,
    heard,
    opened,
    place_contents,
    range_entry,
    version_row,
    watched_by_tester,
)

ToolTip = Qt.ItemDataRole.ToolTipRole
Locked = Access(writable=False, reason="read-only: it belongs to somebody else")
MOMENT = Moment("100", 150 * 10**9, "1970-01-01T00:02:30+00:00", "1970-01-01T00:02:30+00:00")
WHY = "the range 100 is the only one that contains it"


@pytest.fixture
def model(qapp: object) -> TreeModel:
    made = TreeModel()
    watched_by_tester(made)
    made.set_utc(utc=True)
    return made


@pytest.fixture
def grown(model: TreeModel) -> Grown:
    return Grown(model)


def at(branch: Branch, row: int, grown: Grown, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
    return grown.model.data(grown.model.row_index(branch, row), role)


def own(branch: Branch, grown: Grown, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
    return grown.model.data(grown.model.index_of(branch), role)


def is_bold(branch: Branch, row: int, grown: Grown) -> bool:
    font = at(branch, row, grown, Qt.ItemDataRole.FontRole)
    return font is not None and font.bold()


def colour(branch: Branch, row: int, grown: Grown) -> Tint | None:
    found = at(branch, row, grown, Qt.ItemDataRole.ForegroundRole)
    palette = QGuiApplication.palette()
    return next((tint for tint in Tint if found == tint.colour(palette)), None)


def valid_at(*answers: Valid) -> ValidAt:
    return ValidAt(FILE, MOMENT, answers)


def answer(ctype: str, range_name: str = "", version_name: str = "") -> Valid:
    return Valid(ctype, range_name, version_name, 1, pinned=True, why=WHY)


def test_texts(grown: Grown) -> None:
    branches = (grown.place, grown.dettype, grown.file, grown.ctype, grown.range)
    assert [own(branch, grown) for branch in branches] == [
        "data",
        "cspad",
        "cspad-0001",
        "pedestals",
        "from 1970-01-01 00:01:40",
    ]
    assert at(grown.range, 0, grown) == "v1  2016-10-27 00:00:01  ana: dark 1"


@pytest.mark.parametrize(
    ("begin", "end", "text"),
    [
        (1477526400, 1477699200, "2016-10-27 to 10-29"),
        (1477526400, 1477562400, "2016-10-27 to 10:00"),
        (1477562400, 1477562405, "2016-10-27 10:00 to 10:00:05"),
        (1477526400, 1477526400, "2016-10-27 to 2016-10-27"),
        (1477526400, 1500000000, "2016-10-27 to 2017-07-14 02:40"),
        (1477526400, None, "from 2016-10-27"),
    ],
)
def test_of_the_end_of_a_range_only_what_differs_is_shown(
    grown: Grown, begin: int, end: int | None, text: str
) -> None:
    row = range_entry("100")._replace(
        begin_ns=begin * SEC, end_ns=None if end is None else end * SEC
    )
    grown.model.merge(grown.ctype, [row])
    assert at(grown.ctype, 0, grown) == text


def test_summaries(grown: Grown) -> None:
    branches = (grown.place, grown.dettype, grown.file, grown.ctype, grown.range)
    assert [own(branch, grown, Role.SUMMARY) for branch in branches] == [
        "1 detector",
        "1 detector",
        "Camp.0",
        "2 versions",
        "2 versions",
    ]
    grown.model.set_facts(grown.file, None)
    assert own(grown.file, grown, Role.SUMMARY) == "1.2 MB"


def test_nodes_kinds_and_places(grown: Grown) -> None:
    branches = (grown.place, grown.dettype, grown.file, grown.ctype, grown.range)
    assert [own(branch, grown, Role.KIND) for branch in branches] == list(Kind)[1:6]
    assert [own(branch, grown, Role.NODE) for branch in branches] == [
        None,
        None,
        NODE,
        NODE.child("pedestals"),
        NODE.child("pedestals").child("100"),
    ]
    version = at(grown.range, 1, grown, Role.NODE)
    assert (version.level, version.version_name) == (Level.VERSION, str(T0 + 2))
    assert {own(branch, grown, Role.PLACE) for branch in branches} == {CALIB}
    assert at(grown.range, 1, grown, Role.PLACE) == CALIB


def test_files_without_a_type_are_together(model: TreeModel) -> None:
    model.add_place(CALIB)
    branch = opened(model, model.root, CALIB.path)
    strange = file_entry("/data/calib/strange.h5")._replace(dettype="")
    model.merge(branch, dettype_rows(place_contents(strange)))
    assert model.row_index(branch, 0).data() == "other files"


def test_the_default_has_a_star_and_tells_whether_it_was_set(grown: Grown) -> None:
    assert "set by hand" in at(grown.range, 0, grown, ToolTip)
    assert [is_bold(grown.range, row, grown) for row in (0, 1)] == [True, False]
    rows = [version_row(1), version_row(2, default=True)]
    grown.model.merge(grown.range, version_lines(rows))
    assert "added last" in at(grown.range, 1, grown, ToolTip)
    assert [is_bold(grown.range, row, grown) for row in (0, 1)] == [False, True]


def test_a_version_of_unknown_time_and_author_has_a_number(grown: Grown) -> None:
    bare = version_row(3)._replace(tsvers_ns=None, author="", comment="")
    grown.model.merge(grown.range, version_lines([bare]))
    assert at(grown.range, 0, grown) == "v3"
    assert "not known" in at(grown.range, 0, grown, ToolTip)


def test_the_tool_tip_of_a_range_tells_its_ends_in_all_forms(grown: Grown) -> None:
    tip = own(grown.range, grown, ToolTip)
    assert "1970-01-01T00:01:40+00:00 (UTC)" in tip
    assert "100 (Unix seconds)" in tip
    assert "(local)" in tip
    assert "valid for ever" in tip


def test_the_tool_tip_of_a_file_tells_who_it_is(grown: Grown) -> None:
    tip = own(grown.file, grown, ToolTip)
    for part in ("cspad-0001", FILE, "Alias: Camp.0", "Predecessor: cspad-0000", "PSCalib"):
        assert part in tip
    assert "Successor" not in tip


def test_what_is_read_only_has_a_lock_and_says_why(grown: Grown) -> None:
    assert own(grown.file, grown, Role.BADGES) == ()
    grown.model.set_facts(grown.file, contents("pedestals", access=Locked))
    assert own(grown.file, grown, Role.BADGES) == ("lock",)
    assert own(grown.file, grown, ToolTip).endswith(Locked.reason)


def test_a_lock_is_there_before_the_file_is_opened(grown: Grown) -> None:
    grown.model.set_facts(grown.file, None)
    grown.model.merge(grown.dettype, [file_entry(access=Locked)])
    assert own(grown.file, grown, Role.BADGES) == ("lock",)


def test_a_damaged_file_is_red_and_says_why(grown: Grown) -> None:
    sentence = f"{FILE} is damaged; restore it."
    grown.model.fail(grown.file, Failure("Damaged", sentence, "Traceback", FILE))
    assert own(grown.file, grown, Role.FAILURE) == sentence
    assert colour(grown.dettype, 0, grown) is Tint.WARNING
    assert own(grown.file, grown, ToolTip).startswith(sentence)
    assert at(grown.file, 0, grown) == "cspad-0001.h5 is damaged; restore it."
    assert at(grown.file, 0, grown, Role.NODE) == NODE
    tip = at(grown.file, 0, grown, ToolTip)
    assert "try again" in tip
    assert "Traceback" in tip


def test_a_marked_file_is_red_before_it_is_opened(grown: Grown) -> None:
    told = heard(grown.model.dataChanged)
    grown.model.set_marks({FILE: "It crashed."})
    assert own(grown.file, grown, Role.FAILURE) == "It crashed."
    assert grown.model.index_of(grown.dettype) in {signal[0].parent() for signal in told}
    grown.model.set_marks({})
    assert own(grown.file, grown, Role.FAILURE) == ""


def test_what_is_valid_stands_out_and_the_rest_stands_back(grown: Grown) -> None:
    grown.model.set_valid(valid_at(answer("pedestals", "100", str(T0 + 1)), answer("gain")))
    assert [at(grown.file, row, grown, Role.BADGES) for row in (0, 1)] == [(), ("valid",)]
    assert [at(grown.ctype, row, grown, Role.BADGES) for row in range(3)] == [("valid",), (), ()]
    assert [at(grown.range, row, grown, Role.BADGES) for row in (0, 1)] == [("valid",), ()]
    assert [colour(grown.ctype, row, grown) for row in range(3)] == [None, Tint.QUIET, Tint.QUIET]
    assert [is_bold(grown.ctype, row, grown) for row in range(3)] == [True, False, False]
    for index in (own(grown.ctype, grown, ToolTip), at(grown.range, 0, grown, ToolTip)):
        assert index.endswith(f"At {MOMENT.iso}: {WHY}")


def test_a_version_of_the_same_name_in_another_range_is_not_valid(grown: Grown) -> None:
    grown.model.set_valid(valid_at(answer("pedestals", "200", str(T0 + 1))))
    assert at(grown.range, 0, grown, Role.BADGES) == ()


def test_another_file_is_as_it_was(grown: Grown) -> None:
    other = ValidAt("/data/calib/cspad/cspad-0002.h5", MOMENT, (answer("pedestals", "100"),))
    grown.model.set_valid(other)
    assert at(grown.ctype, 1, grown, Role.BADGES) == ()
    assert colour(grown.ctype, 1, grown) is None


def test_what_others_have_changed_is_marked_with_all_around_it(grown: Grown) -> None:
    node = NODE.child("pedestals").child("100")
    told = heard(grown.model.dataChanged)
    grown.model.set_changed(Marks().with_mark(node, Mark("ana@pc", 0, "set its default")))
    assert [at(grown.file, row, grown, Role.BADGES) for row in (0, 1)] == [(), ("changed",)]
    assert at(grown.ctype, 0, grown, Role.BADGES) == ("changed",)
    assert at(grown.range, 0, grown, Role.BADGES) == ()
    assert [is_bold(grown.ctype, row, grown) for row in range(3)] == [True, False, False]
    assert not is_bold(grown.file, 1, grown)
    grounds = [at(grown.ctype, row, grown, Qt.ItemDataRole.BackgroundRole) for row in range(3)]
    assert [ground is not None for ground in grounds] == [True, False, False]
    assert at(grown.ctype, 0, grown, ToolTip).startswith("Changed by ana@pc")
    assert at(grown.file, 1, grown, ToolTip).startswith("Below it: Changed by ana@pc")
    wanted = {grown.model.index_of(b) for b in (grown.dettype, grown.file, grown.ctype)}
    assert wanted <= {signal[0].parent() for signal in told}
    grown.model.set_changed(NO_MARKS)
    assert at(grown.ctype, 0, grown, Role.BADGES) == ()


def test_marks_are_taken_away_again(grown: Grown) -> None:
    grown.model.set_valid(valid_at(answer("pedestals", "100", str(T0 + 1))))
    told = heard(grown.model.dataChanged)
    grown.model.set_valid(None)
    assert at(grown.ctype, 0, grown, Role.BADGES) == ()
    parents = {signal[0].parent() for signal in told}
    wanted = {grown.model.index_of(b) for b in (grown.file, grown.ctype, grown.range)}
    assert wanted <= parents


def test_times_follow_the_choice_of_zone(grown: Grown) -> None:
    told = heard(grown.model.dataChanged)
    grown.model.set_utc(utc=False)
    assert grown.model.index_of(grown.ctype) in {signal[0].parent() for signal in told}


def test_each_kind_of_row_has_an_icon(grown: Grown) -> None:
    for branch in grown.model.branches():
        for row in range(branch.count):
            assert not at(branch, row, grown, Qt.ItemDataRole.DecorationRole).isNull()


@pytest.mark.parametrize("kind", list(PlaceKind))
def test_each_kind_of_place_can_be_shown(model: TreeModel, kind: PlaceKind) -> None:
    index = model.add_place(Place(kind, "/data/x.h5", "xpptut15" if kind.value[0] == "e" else ""))
    assert index.data()
    assert "/data/x.h5" in index.data(ToolTip)


def test_a_place_that_was_listed_in_part_says_so(grown: Grown) -> None:
    grown.model.set_facts(grown.place, place_contents(problem="One directory is closed."))
    assert own(grown.place, grown, Role.FAILURE) == "", "the rest is there"
    assert own(grown.place, grown, Role.BADGES) == ("warning",)


def test_nowhere_is_nothing(model: TreeModel) -> None:
    assert model.data(QModelIndex()) is None


def test_a_file_can_be_in_two_places(grown: Grown) -> None:
    grown.model.add_place(Place(PlaceKind.FILE, FILE))
    alone = opened(grown.model, grown.model.root, FILE)
    assert grown.model.branches_of(FILE) == [grown.file, alone]


def test_a_file_that_holds_another_detector_wears_a_sign(grown: Grown) -> None:
    other = "/data/calib/cspad/cspad-0003.h5"
    grown.model.merge(grown.dettype, [file_entry(), file_entry(other)])
    copied = opened(grown.model, grown.dettype, other)
    grown.model.set_facts(copied, contents("pedestals", file=other))
    assert own(copied, grown, Role.BADGES) == ("warning",)
    assert "is called cspad-0003, but says that it holds cspad-0001" in own(copied, grown, ToolTip)
    assert own(copied, grown, Role.FAILURE) == "", "it can be looked into"
    assert own(grown.file, grown, Role.BADGES) == ()


def test_a_type_that_is_damaged_says_so(grown: Grown) -> None:
    damaged = TypeEntry("gain", 0, 0, "The type gain is damaged.")
    grown.model.merge(grown.file, [damaged, TypeEntry("pedestals", 3, 6)])
    index = grown.model.row_index(grown.file, 0)
    assert index.data(Role.FAILURE) == "The type gain is damaged."
    assert index.data(ToolTip).startswith("The type gain is damaged.")
