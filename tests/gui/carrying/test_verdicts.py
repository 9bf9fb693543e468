"""What is said of constants that are carried somewhere, before anything happens."""

from __future__ import annotations

import pytest

from dcsgui.core.actions.answers.listings import WRITABLE, Access, FileEntry, PlaceContents
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.carrying.load import Carried
from dcsgui.gui.carrying.target import Target
from dcsgui.gui.carrying.verdicts import Transfer, Verdict, judge_nodes
from dcsgui.gui.transfer.wish import Wish

REPOSITORY = Place(PlaceKind.REPOSITORY, "/repo")
CLOSED = Access(writable=False, reason="read-only: you may not write /repo (it is ana's)")
RANGE = ("pedestals", "100")
FILE, OTHER, THERE = "/exp/cspad-0001.h5", "/exp/cspad-0002.h5", "/repo/cspad/cspad-0001.h5"
WHY = "“Why can't I write here?” in the menu tells whom to ask."


def version(name: str = "1", file: str = FILE, access: Access | None = WRITABLE) -> Carried:
    return Carried(NodeId(file, (*RANGE, name)), f"v{name}", 1, access)


def place(*files: str, access: Access = WRITABLE, of_files: Access = WRITABLE) -> Target:
    entries = tuple(
        FileEntry(file, "cspad", NodeId(file).detname, 1, 0, of_files) for file in files
    )
    return Target.of_listing(PlaceContents(REPOSITORY, entries, access=access))


def detector(*path: str, access: Access | None = WRITABLE, name: str = "") -> Target:
    node = NodeId(THERE, path)
    return Target(REPOSITORY, node, name=name, detname="cspad-0001", access=access)


def wishes(verdict: Verdict) -> tuple[Wish, ...]:
    (deed,) = verdict.deeds
    assert isinstance(deed, Transfer)
    return deed.wishes


def said(carried: Carried, target: Target | None, *, move: bool = False) -> str:
    """Return why something can't be carried somewhere: it can't."""
    verdict = judge_nodes([carried], target, move=move)
    assert not verdict.deeds
    return verdict.words


def test_to_a_place_that_has_the_detector() -> None:
    verdict = judge_nodes([version()], place(THERE), move=False)
    assert verdict.words == (
        "Copy v1 of pedestals to cspad-0001 in the repository; the plan is shown first."
    )
    assert wishes(verdict) == (Wish(version().node, REPOSITORY),)


def test_to_a_place_where_no_file_can_be_made_only_what_has_one() -> None:
    closed = place(THERE, access=CLOSED)
    assert wishes(judge_nodes([version()], closed, move=False))
    assert said(version(file=OTHER), closed) == f"R{CLOSED.reason[1:]}. {WHY}"


def test_to_a_file_that_is_read_only() -> None:
    assert said(version(), place(THERE, of_files=CLOSED)) == f"R{CLOSED.reason[1:]}. {WHY}"
    assert said(version(), detector(access=CLOSED)) == f"R{CLOSED.reason[1:]}. {WHY}"


def test_of_several_detectors_some_cannot_be_written() -> None:
    both = [version(), version(file=OTHER)]
    verdict = judge_nodes(both, place(THERE, access=CLOSED), move=False)
    assert f"1 detector can't be written: {CLOSED.reason}; 1 new file" in verdict.words
    assert len(wishes(verdict)) == 2


def test_to_a_place_of_which_nothing_is_known() -> None:
    verdict = judge_nodes([version()], Target(REPOSITORY), move=False)
    assert "(the plan tells what is there)" in verdict.words
    missing = PlaceContents(REPOSITORY, problem="It can't be opened.", access=CLOSED)
    assert wishes(judge_nodes([version()], Target.of_listing(missing), move=False))


def test_what_is_there_already() -> None:
    assert said(version(file=THERE), place(THERE)) == (
        "Already in the repository: v1 of pedestals."
    )
    assert said(version(file=THERE), detector()) == "Already in cspad-0001: v1 of pedestals."
    assert said(version(file=THERE), detector(*RANGE, name="from 1970")).startswith(
        "Already in the range from 1970 of pedestals of cspad-0001"
    )


def test_of_what_is_there_already_the_rest_is_taken() -> None:
    verdict = judge_nodes([version(file=THERE), version()], place(THERE), move=False)
    assert "what is in the repository already is left out" in verdict.words
    assert wishes(verdict) == (Wish(version().node, REPOSITORY),)


def test_into_a_range() -> None:
    target = detector("pedestals", "900", name="from 1970")
    verdict = judge_nodes([version(), version("2")], target, move=True)
    assert verdict.words == (
        "Move 2 versions of pedestals to the range from 1970 of pedestals of cspad-0001 in the "
        "repository; the plan is shown first."
    )
    nodes = ((*RANGE, "1"), (*RANGE, "2"))
    source = NodeId(FILE, RANGE)
    assert wishes(verdict) == (Wish(source, THERE, nodes, ("pedestals", "900"), move=True),)


@pytest.mark.parametrize(
    ("path", "target", "why"),
    [
        ((), ("pedestals",), "A detector does not fit into a type"),
        (("pedestals",), ("pedestals", "1"), "A type does not fit into a range"),
        (("gain",), ("pedestals",), "Only pedestals fits here: drop gain on cspad-0001."),
        (("gain", "1"), ("pedestals", "1"), "Only pedestals fits here"),
    ],
)
def test_what_does_not_fit(path: tuple[str, ...], target: tuple[str, ...], why: str) -> None:
    carried = Carried(NodeId(FILE, path), "it")
    assert said(carried, detector(*target)).startswith(why)


def test_to_another_detector() -> None:
    verdict = judge_nodes([version(file=OTHER)], detector(), move=False)
    assert "(taken from another detector, cspad-0002)" in verdict.words
    assert wishes(verdict)[0].target == THERE


def test_what_is_not_known_is_left_to_the_plan() -> None:
    verdict = judge_nodes([version()], detector(access=None), move=False)
    assert "the plan tells whether it may be written" in verdict.words


def test_what_cannot_be_deleted_cannot_be_moved() -> None:
    locked = version(access=CLOSED)
    assert wishes(judge_nodes([locked], detector(), move=False))
    assert said(locked, detector(), move=True) == (
        f"It can be copied, but not moved: {CLOSED.reason}."
    )


def test_where_nothing_is_and_what_cannot_be_read() -> None:
    assert said(version(), None).startswith("Drop it on a place")
    damaged = Target(REPOSITORY, NodeId(THERE), detname="cspad-0001", problem="It is damaged.")
    assert said(version(), damaged) == "It is damaged."
