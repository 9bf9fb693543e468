"""Aliases of a place: listed, resolved, added and removed."""

from __future__ import annotations

import getpass
import socket
from functools import partial
from pathlib import Path

import pytest

from access_files import become, write_access
from dcsgui import DCStore
from dcsgui.core.actions import aliases as module
from dcsgui.core.actions.aliases import (
    add_alias,
    change_entry,
    list_aliases,
    remove_alias,
    remove_entry,
    resolve_alias,
)
from dcsgui.core.actions.answers.aliases import TargetChange
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.core.values.errors import (
    AccessDenied,
    AlreadyExists,
    BadValue,
    Conflict,
    DCError,
    NotFound,
)
from dcsgui.core.values.timestamps import Timestamp
from processes import ended, in_child, start
from small_stores import make_store


@pytest.fixture
def place(calib: Path) -> Place:
    """Return a place with two detectors."""
    for name in ("cspad-0001", "cspad-0002"):
        make_store(calib, "native", name)
    return Place(PlaceKind.LOCAL, str(calib))


@pytest.fixture
def file(calib: Path) -> Path:
    """Return where the aliases of cspad go."""
    return calib / "cspad" / "aliases.als"


def test_an_alias_is_added_with_who_when_and_why(place: Place, file: Path) -> None:
    made = add_alias(place, "front", "cspad-0001", begin=100, end="end", comment="moved\nin May")
    assert made.done
    assert (made.entry.file, made.entry.line) == (str(file), 2)
    assert made.changes == (TargetChange(100 * 10**9, None, None, "cspad-0001"),)
    assert made.words == (f"'front' stands for cspad-0001, from {Timestamp.of(100)} on.",)
    note, record, rest = file.read_text().split("\n")
    assert record == "front cspad-0001 1970-01-01T00:01:40+00:00"
    assert rest == ""
    who = f"{getpass.getuser()}@{socket.gethostname()}"
    assert note.startswith("# 20")
    assert note.endswith(f" {who} add {record}: moved in May")
    assert DCStore(place.path, "front").detname() == "cspad-0001"


def test_nothing_is_added_to_a_file_that_is_no_alias_file(place: Place, file: Path) -> None:
    file.write_text("y\n" * 101)
    for dry_run in (True, False):
        with pytest.raises(BadValue, match=r"so none counts. Put it right first"):
            add_alias(place, "front", "cspad-0001", dry_run=dry_run)
    assert file.read_text() == "y\n" * 101


def test_what_changes_is_told_over_time(place: Place) -> None:
    add_alias(place, "front", "cspad-0001")
    made = add_alias(place, "front", "cspad-0002", begin=100, end=200)
    assert made.changes == (TargetChange(100 * 10**9, 200 * 10**9, "cspad-0001", "cspad-0002"),)
    (words,) = made.words
    assert words.startswith("'front' stands for cspad-0002 instead of cspad-0001, from ")
    gone = remove_alias(place, "front", target="cspad-0002")
    assert gone.changes == (TargetChange(100 * 10**9, 200 * 10**9, "cspad-0002", "cspad-0001"),)


def test_what_changes_nothing_is_told(place: Place) -> None:
    add_alias(place, "front", "cspad-0002", begin=0)
    add_alias(place, "front", "cspad-0001")
    gone = remove_alias(place, "front", begin=0)
    assert [change.after for change in gone.changes] == ["cspad-0001"]
    add_alias(place, "front", "cspad-0001", begin=5)
    assert remove_alias(place, "front", begin=5).words == (
        "'front' stands for the same as before at all times: others win over it.",
    )


def test_a_removed_alias_stays_as_a_comment(place: Place, file: Path) -> None:
    file.write_bytes(b"# ours\r\nfront cspad-0001\r\nback  cspad-0002   # the other\r\n")
    gone = remove_alias(place, "front", comment="sold")
    assert gone.entry.line == 2
    lines = file.read_bytes().split(b"\n")
    assert lines[0] == b"# ours\r"
    assert lines[1].startswith(b"# 20")
    assert lines[1].endswith(b" rm front cspad-0001: sold\r")
    assert lines[2] == b"back  cspad-0002   # the other\r"
    with pytest.raises(NotFound, match="There is no alias 'front'"):
        remove_alias(place, "front")


def test_which_record_is_meant_has_to_be_clear(place: Place) -> None:
    add_alias(place, "front", "cspad-0001", end=99)
    add_alias(place, "front", "cspad-0002", begin=100)
    with pytest.raises(BadValue, match=r"There are 2 records .*: cspad-0001 to .* \(line 2 of"):
        remove_alias(place, "front")
    with pytest.raises(NotFound, match="has no such record; there is: cspad-0001"):
        remove_alias(place, "front", target="cspad-0003")
    remove_alias(place, "front", begin=100)
    assert [entry.target for entry in list_aliases(place).entries] == ["cspad-0001"]


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        (("a/b", "cspad-0001"), BadValue, "is no alias"),
        (("a b", "cspad-0001"), BadValue, "one word without blanks"),
        (("front", "x.h5"), BadValue, "is no detector or source"),
        (("front", "nowhere"), NotFound, "neither a detector name, nor a source, nor an alias"),
        (("cspad-0002", "cspad-0001"), BadValue, "comes before any alias"),
        (("known", "cspad-0002"), AlreadyExists, "stands for cspad-0001 with the same ends"),
        (("known", "cspad-0001"), AlreadyExists, "stands for cspad-0001 with the same ends"),
        (("two", "three"), NotFound, "nor an alias"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_done(
    place: Place, file: Path, change: tuple[str, str], error: type[DCError], words: str
) -> None:
    add_alias(place, "known", "cspad-0001")
    before = file.read_bytes()
    for dry_run in (True, False):
        with pytest.raises(error, match=words):
            add_alias(place, *change, dry_run=dry_run)
    assert file.read_bytes() == before


def test_an_alias_that_would_lead_to_itself_is_refused_with_the_chain(place: Place) -> None:
    add_alias(place, "one", "cspad-0007")
    add_alias(place, "two", "one", begin=100, end=200)
    with pytest.raises(BadValue, match=r"circle at .*: one -> two -> one\."):
        add_alias(place, "one", "two", begin=150)
    add_alias(place, "one", "two", begin=201)
    with pytest.raises(BadValue, match="me -> me"):
        add_alias(place, "me", "me", begin=5)


def test_an_alias_that_ends_before_it_begins_is_refused(place: Place, file: Path) -> None:
    with pytest.raises(BadValue, match="would end at"):
        add_alias(place, "front", "cspad-0001", begin=10, end=9)
    assert not file.exists()


def test_a_dry_run_says_the_same_and_changes_nothing(place: Place, file: Path) -> None:
    would = add_alias(place, "front", "cspad-0001", begin=5, dry_run=True)
    assert not would.done
    assert not file.exists()
    did = add_alias(place, "front", "cspad-0001", begin=5)
    assert (would.entry, would.changes, would.words) == (did.entry, did.changes, did.words)
    text = file.read_bytes()
    assert remove_alias(place, "front", dry_run=True).entry == did.entry
    assert file.read_bytes() == text


def test_sources_and_aliases_go_where_they_belong(place: Place, calib: Path) -> None:
    source = add_alias(place, "cam", "Camp.0:pnCCD.1")
    assert source.entry.file == str(calib / "pnccd" / "aliases.als")
    assert add_alias(place, "camera", "cam").entry.file == source.entry.file
    inner = Place(PlaceKind.LOCAL, str(calib / "cspad"))
    assert add_alias(inner, "front", "cspad-0001").entry.file == f"{calib}/cspad/aliases.als"


def test_the_listing_names_lines_and_what_is_wrong(place: Place, file: Path) -> None:
    file.write_text("front cspad-0001 100 200\nbad\nback cspad-0002\nrear back 150\n")
    found = list_aliases(place)
    assert [(entry.alias, entry.line) for entry in found.entries] == [
        ("front", 1),
        ("back", 3),
        ("rear", 4),
    ]
    assert found.problems[0].startswith(f"Line 2 of {file} can't be understood")
    assert [entry.alias for entry in list_aliases(place, "back").entries] == ["back", "rear"]
    assert [entry.alias for entry in list_aliases(place, at=149).entries] == ["front", "back"]


def test_the_way_to_a_detector_is_told(place: Place, file: Path) -> None:
    file.write_text("front back 5\nback cspad-0002 5\nback cspad-0001 5\ngone cspad-0009\n")
    found = resolve_alias(place, "front", at=5)
    assert found.names == ("front", "back", "cspad-0001")
    assert [step.line for step in found.steps] == [1, 3]
    assert found.file == f"{place.path}/cspad/cspad-0001.h5"
    assert "the last of them that is read is taken" in found.notes[0]
    with pytest.raises(NotFound, match="is not valid at"):
        resolve_alias(place, "front", at=4)
    gone = resolve_alias(place, "gone")
    assert gone.file == ""
    assert gone.notes[0] == f"There is no file of cspad-0009 in {place.path}."


def test_a_single_file_has_no_aliases(place: Place) -> None:
    file = Place(PlaceKind.FILE, f"{place.path}/cspad/cspad-0001.h5")
    with pytest.raises(BadValue, match="aliases belong to a calib directory"):
        list_aliases(file)


def test_two_processes_add_to_one_file(place: Place) -> None:
    def add(who: str) -> None:
        for number in range(12):
            add_alias(place, f"{who}{number}", "cspad-0001")
            remove_alias(place, f"{who}{number}")
            add_alias(place, f"{who}{number}", "cspad-0002")

    pids = [start(partial(add, who)) for who in ("ann", "bob")]
    assert [ended(pid) for pid in pids] == [0, 0]
    found = list_aliases(place)
    assert not found.problems
    assert len({entry.alias for entry in found.entries}) == len(found.entries) == 24
    assert {entry.target for entry in found.entries} == {"cspad-0002"}


def test_an_alias_that_somebody_removed_meanwhile_is_a_conflict(
    place: Place, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_alias(place, "front", "cspad-0001")
    meant = module._meant

    def slow(*args: object) -> object:
        found = meant(*args)  # type: ignore[arg-type]
        file.write_text("# all gone\n")
        return found

    monkeypatch.setattr(module, "_meant", slow)
    with pytest.raises(Conflict, match=r"does not say 'front cspad-0001' any more"):
        remove_alias(place, "front")
    assert file.read_text() == "# all gone\n"


def test_curators_change_aliases(
    place: Place, calib: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_alias(place, "front", "cspad-0001")
    before = file.read_bytes()
    write_access(calib, '[[rule]]\nrole="curator"\nusers=["eve"]\ndetid="0001"\n')
    become("ann", monkeypatch)
    for ask in (
        partial(add_alias, place, "back", "cspad-0001"),
        partial(add_alias, place, "back", "cspad-0001", dry_run=True),
        partial(remove_alias, place, "front"),
    ):
        with pytest.raises(AccessDenied, match=r"only a curator of cspad-0001 .* Who may: eve\."):
            ask()
    assert file.read_bytes() == before
    become("eve", monkeypatch)
    add_alias(place, "back", "cspad-0001")
    with pytest.raises(AccessDenied, match="only a curator of cspad-0002"):
        add_alias(place, "rear", "cspad-0002")


def test_the_system_refuses_with_owner_group_and_mode(reachable: Path) -> None:
    place = Place(PlaceKind.LOCAL, str(reachable))
    make_store(reachable, "native", "cspad-0001")
    add_alias(place, "front", "cspad-0001")
    directory = reachable / "cspad"

    def add() -> str:
        with pytest.raises(AccessDenied) as caught:
            add_alias(place, "back", "cspad-0001")
        return str(caught.value)

    file = directory / "aliases.als"
    whose = f"owner {file.owner()}, group {file.group()}"
    directory.chmod(0o777)
    file.chmod(0o644)
    assert f"{file} is read-only for you ({whose}, mode 0644). Ask" in in_child(
        add, unprivileged=True
    )
    file.chmod(0o666)
    directory.chmod(0o755)
    assert f"{directory} is read-only for you ({whose}, mode 0755). Ask" in in_child(
        add, unprivileged=True
    )


def test_a_line_is_changed_as_one_change_and_changed_back(place: Place, file: Path) -> None:
    made = add_alias(place, "front", "cspad-0001", begin=100)
    changed = change_entry(place, made.entry, "cspad-0002", begin=100, comment="moved")
    assert changed.entry.file == str(file)
    (stretch,) = changed.changes
    assert (stretch.before, stretch.after) == ("cspad-0001", "cspad-0002")
    assert [one.target for one in list_aliases(place).entries] == ["cspad-0002"]
    assert "rm front cspad-0001 1970-01-01T00:01:40+00:00: moved" in file.read_text()
    change_entry(place, changed.entry, "cspad-0001", begin=100)
    assert [one.target for one in list_aliases(place).entries] == ["cspad-0001"]


def test_a_change_that_can_not_be_leaves_the_file_as_it_is(place: Place, file: Path) -> None:
    made = add_alias(place, "front", "cspad-0001")
    add_alias(place, "side", "front")
    before = file.read_bytes()
    with pytest.raises(BadValue, match="side"):
        change_entry(place, made.entry, "side")
    assert file.read_bytes() == before
    change_entry(place, made.entry, "cspad-0002", dry_run=True)
    assert file.read_bytes() == before


def test_what_was_seen_is_meant_also_where_others_are_called_so(place: Place) -> None:
    always = add_alias(place, "front", "cspad-0001")
    add_alias(place, "front", "cspad-0001", begin=100)
    remove_entry(place, always.entry, "the other one is enough")
    assert [one.begin_ns for one in list_aliases(place).entries] == [100 * 10**9]
    with pytest.raises(Conflict, match="somebody changed it"):
        remove_entry(place, always.entry)
    with pytest.raises(Conflict, match="somebody changed it"):
        change_entry(place, always.entry, "cspad-0002")


def test_an_alias_returns_to_the_file_that_it_was_in(place: Place, file: Path) -> None:
    other = file.with_name("more.als")
    other.write_text("back cspad-0002\n")
    (entry,) = list_aliases(place).entries
    remove_entry(place, entry)
    made = add_alias(place, "back", "cspad-0002", file=entry.file)
    assert made.entry.file == str(other)
    assert not file.exists()
