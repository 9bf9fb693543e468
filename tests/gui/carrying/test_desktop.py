"""What is said of files from the desktop."""

from __future__ import annotations

from dcsgui.core.actions.answers.listings import WRITABLE, Access, PlaceContents
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.gui.carrying.desktop import judge_files
from dcsgui.gui.carrying.target import Target
from dcsgui.gui.carrying.verdicts import Addition, Opening, Transfer
from dcsgui.gui.transfer.wish import Wish

REPOSITORY = Place(PlaceKind.REPOSITORY, "/repo")
PLACE = Target.of_listing(PlaceContents(REPOSITORY))
TYPE = NodeId("/repo/cspad/cspad-0001.h5", ("pedestals",))


def at_type(access: Access = WRITABLE) -> Target:
    return Target(REPOSITORY, TYPE, detname="cspad-0001", access=access)


def test_several_arrays_to_a_type() -> None:
    verdict = judge_files(["/a.npy", "/b.txt"], at_type())
    assert verdict.words.startswith("Add 2 files as versions to pedestals of cspad-0001 in the")
    assert verdict.deeds == (Addition(TYPE, ("/a.npy", "/b.txt")),)


def test_a_type_that_is_read_only() -> None:
    verdict = judge_files(["/a.npy"], at_type(Access(writable=False, reason="read-only: it is")))
    assert not verdict.deeds
    assert verdict.words.startswith("Read-only: it is. “Why can't I write here?”")


def test_a_detector_file_does_not_fit_into_a_type() -> None:
    verdict = judge_files(["/cspad-0001.h5"], at_type())
    assert not verdict.deeds
    assert verdict.words == (
        "A detector does not fit into a type: drop cspad-0001.h5 on a detector or a place."
    )


def test_files_of_several_kinds_are_told_one_by_one() -> None:
    verdict = judge_files(["/x/a.npy", "/x/cspad-0001.HDF5", "/x/calib"], PLACE)
    assert verdict.deeds == (
        Addition(REPOSITORY, ("/x/a.npy",)),
        Transfer((Wish(NodeId("/x/cspad-0001.HDF5"), REPOSITORY),)),
        Opening(("/x/calib",)),
    )
    assert "Add a.npy" in verdict.words
    assert "Copy cspad-0001 to the repository (new file)" in verdict.words
    assert "Open calib." in verdict.words


def test_a_file_that_is_in_the_place_is_opened() -> None:
    unknown = Target(REPOSITORY)
    verdict = judge_files(["/repo/cspad/cspad-0001.h5"], unknown)
    assert verdict.deeds == (Opening(("/repo/cspad/cspad-0001.h5",)),)


def test_beside_the_rows_only_detectors_and_directories_are_opened() -> None:
    verdict = judge_files(["/x/a.npy", "/x/cspad-0001.h5", "/x/calib.old"], None)
    assert verdict.deeds == (Opening(("/x/cspad-0001.h5", "/x/calib.old")),)
    verdict = judge_files(["/x/a.npy"], None)
    assert not verdict.deeds
    assert verdict.words == "Drop a.npy on a detector, a type, a range or a place."
