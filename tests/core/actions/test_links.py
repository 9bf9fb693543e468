"""Predecessors and successors: followed both ways, and kept on both sides."""

from __future__ import annotations

from pathlib import Path

import pytest

from access_files import become, write_access
from dcsgui import DCStore
from dcsgui.core.actions.answers.links import Links
from dcsgui.core.actions.links import links, set_links
from dcsgui.core.values.errors import AccessDenied, BadValue, Conflict
from processes import in_child
from small_stores import make_store


@pytest.fixture
def files(calib: Path, layout: str) -> list[str]:
    """Return the files of three detectors of each layout."""
    return [str(make_store(calib, layout, f"cspad-000{i}").path) for i in (1, 2, 3)]


def shown(found: Links) -> list[tuple[str, int, bool, bool | None]]:
    return [(one.detname, one.step, one.exists, one.links_back) for one in found.chain]


def test_both_sides_are_set_and_followed(files: list[str]) -> None:
    made = set_links(files[1], predecessor="cspad-0001", successor="cspad-0003", comment="new")
    assert [edit.words for edit in made.edits] == [
        "predecessor of cspad-0002: cspad-0001 instead of none.",
        "successor of cspad-0002: cspad-0003 instead of none.",
        "successor of cspad-0001: cspad-0002 instead of none.",
        "predecessor of cspad-0003: cspad-0002 instead of none.",
    ]
    assert all(edit.done for edit in made.edits)
    for file, step in zip(files, (0, -1, -2), strict=True):
        found = links(file)
        assert [one.detname for one in found.chain] == ["cspad-0001", "cspad-0002", "cspad-0003"]
        assert [one.step for one in found.chain] == [step, step + 1, step + 2]
        assert not found.problems
        assert "new" in DCStore(file).history()
    assert (found.predecessor, found.successor) == ("cspad-0002", "")


def test_setting_again_does_nothing_and_completes_what_is_missing(files: list[str]) -> None:
    DCStore(files[0]).set_successor("cspad-0002")
    with DCStore(files[0]) as cs:
        cs.set_successor("cspad-0002")
    assert shown(links(files[0]))[1] == ("cspad-0002", 1, True, False)
    assert links(files[0]).problems == (
        "The predecessor of cspad-0002 is not set, and not cspad-0001.",
    )
    made = set_links(files[0], successor="cspad-0002")
    assert [(edit.detname, edit.link) for edit in made.edits] == [("cspad-0002", "predecessor")]
    generation = DCStore(files[0]).generation
    assert set_links(files[0], successor="cspad-0002").edits == ()
    assert DCStore(files[0]).generation == generation


def test_another_link_releases_the_first(files: list[str]) -> None:
    set_links(files[0], successor="cspad-0002")
    made = set_links(files[0], successor="cspad-0003")
    assert [(edit.detname, edit.link, edit.before, edit.after) for edit in made.edits] == [
        ("cspad-0001", "successor", "cspad-0002", "cspad-0003"),
        ("cspad-0002", "predecessor", "cspad-0001", ""),
        ("cspad-0003", "predecessor", "", "cspad-0001"),
    ]
    set_links(files[2], predecessor=None)
    assert links(files[0]).chain[0].detname == "cspad-0001"
    assert len(links(files[0]).chain) == 1


def test_a_link_of_another_to_a_third_stays(files: list[str]) -> None:
    with DCStore(files[0]) as one, DCStore(files[1]) as two:
        one.set_successor("cspad-0002")
        two.set_predecessor("cspad-0003")
    made = set_links(files[0], successor=None)
    assert [edit.detname for edit in made.edits] == ["cspad-0001"]
    assert DCStore(files[1]).predecessor() == "cspad-0003"


def test_a_dry_run_changes_nothing(files: list[str]) -> None:
    made = set_links(files[0], successor="cspad-0002", dry_run=True)
    assert [edit.done for edit in made.edits] == [True, True]
    assert made.dry_run
    assert [DCStore(file).generation for file in files] == [DCStore(files[2]).generation] * 3
    assert len(links(files[0]).chain) == 1


def test_a_detector_without_a_file_is_linked_on_one_side(files: list[str]) -> None:
    made = set_links(files[0], successor="cspad-0009")
    assert [(edit.detname, edit.done) for edit in made.edits] == [
        ("cspad-0001", True),
        ("cspad-0009", False),
    ]
    assert "There is no file" in made.edits[1].words
    (problem,) = links(files[0]).problems
    assert "to which cspad-0001 leads" in problem
    assert set_links(files[0], successor=None).edits[0].before == "cspad-0009"


def test_circles_and_itself_are_refused(files: list[str]) -> None:
    set_links(files[0], successor="cspad-0002")
    set_links(files[1], successor="cspad-0003")
    with pytest.raises(BadValue, match="its own successor"):
        set_links(files[0], successor="cspad-0001")
    with pytest.raises(
        BadValue, match="circle: cspad-0003 -> cspad-0001 -> cspad-0002 -> cspad-0003"
    ):
        set_links(files[2], successor="cspad-0001")
    with pytest.raises(BadValue):
        set_links(files[0], successor="nodash")


def test_nobody_comes_before_and_after(files: list[str]) -> None:
    one, two, three = files[:3]
    names = [DCStore(file).detname() for file in (one, two, three)]
    with pytest.raises(BadValue, match="before and after"):
        set_links(one, predecessor=names[1], successor=names[1])
    set_links(two, predecessor=names[2])
    with pytest.raises(BadValue, match="before and after"):
        set_links(one, predecessor=names[1], successor=names[2])
    assert not any(link.problem for link in links(one).chain)
    assert links(one).predecessor == ""


def test_a_circle_that_is_there_is_told(files: list[str]) -> None:
    for file, name in zip(files, ("cspad-0002", "cspad-0003", "cspad-0002"), strict=True):
        with DCStore(file) as cs:
            cs.set_successor(name)
    assert "in a circle: cspad-0002 -> cspad-0003 -> cspad-0002." in links(files[0]).problems[-1]


def test_who_belongs_to_a_third_is_not_taken_away(files: list[str]) -> None:
    set_links(files[0], successor="cspad-0002")
    with pytest.raises(Conflict, match="cspad-0002 has the predecessor cspad-0001 already"):
        set_links(files[2], successor="cspad-0002")
    assert links(files[2]).successor == ""


def test_a_side_that_may_not_be_written_is_told(
    files: list[str], calib: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_access(calib, '[[rule]]\nrole="curator"\nusers=["ann"]\ndetid="0001"\n')
    become("ann", monkeypatch)
    for dry_run in (True, False):
        made = set_links(files[0], successor="cspad-0002", dry_run=dry_run)
        assert [edit.done for edit in made.edits] == [True, False]
        assert "only a contributor of cspad-0002 may change anything there" in made.edits[1].reason
    assert links(files[0]).successor == "cspad-0002"
    assert links(files[1]).predecessor == ""
    with pytest.raises(AccessDenied):
        set_links(files[2], successor="cspad-0002")


def test_a_side_that_the_system_closes_is_told(reachable: Path) -> None:
    mine, other = (make_store(reachable, "native", f"cspad-000{i}").path for i in (1, 2))
    mine.parent.chmod(0o777)
    mine.chmod(0o666)
    other.chmod(0o644)
    made = in_child(lambda: set_links(str(mine), successor="cspad-0002"), unprivileged=True)
    assert [edit.done for edit in made.edits] == [True, False]
    assert "mode 0644" in made.edits[1].reason


def test_damage_of_another_is_told(files: list[str]) -> None:
    set_links(files[0], successor="cspad-0002")
    Path(files[1]).write_bytes(b"no HDF5")
    found = links(files[0])
    assert not found.chain[1].exists
    assert "no HDF5 file" in found.problems[0]


def test_constants_are_found_along_the_links(files: list[str]) -> None:
    with DCStore(files[0]) as cs:
        cs.add_ctype("pedestals").add_range((0, 10)).add_version(5, [1.0])
    set_links(files[0], successor="cspad-0002")
    found = DCStore(files[1]).get("pedestals", 5, follow="predecessor")
    assert list(found) == [1.0]
