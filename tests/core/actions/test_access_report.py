"""Why somebody may write somewhere, or not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from access_files import ROLES, become, write_access
from dcsgui import DCStore
from dcsgui.core.actions.access_report import report
from dcsgui.core.actions.answers.access_reports import AccessReport
from dcsgui.core.files.rights import current_groups
from dcsgui.core.values.errors import AccessDenied
from dcsgui.core.values.names import KNOWN_CTYPES
from small_stores import make_told_store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the file of a detector with pedestals."""
    return make_told_store(tmp_path / "calib", "native").path


def roles(found: AccessReport) -> dict[str, str]:
    return {one.ctype: one.role for one in found.roles}


def test_without_access_files_the_system_alone_decides(file: Path) -> None:
    found = report(str(file))
    assert found.writable
    assert found.detname == "cspad-0001"
    assert found.why == "You can write here, and do all that there is to do."
    assert (found.who, found.files) == ("", ())
    assert set(found.groups) == current_groups()
    assert roles(found) == {"": "admin", "pedestals": "admin"}
    assert [(one.path, one.what, one.writable) for one in found.rights] == [
        (str(file), "detector file", True),
        (str(file.parent), "directory", True),
    ]
    assert found.rights[0].owner == file.owner()
    assert found.rights[0].mode == f"{file.stat().st_mode & 0o777:04o}"


def test_a_contributor_hears_what_else_there_is_and_who_may(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_access(file.parents[1])
    become("ann", monkeypatch)
    found = report(str(file))
    assert found.user == "ann"
    assert found.writable
    assert found.why.startswith("You can write here: add types, ranges and versions. You may not:")
    assert "set defaults" in found.why
    assert found.who == "Who may do more: eve."
    (access,) = found.files
    assert (access.path, access.text, access.problem) == (str(path), ROLES, "")
    assert [(rule.number, rule.yours, rule.here) for rule in access.rules] == [
        (1, True, True),
        (2, False, True),
        (3, False, True),
    ]
    assert [rule.counts for rule in access.rules] == [True, False, False]


def test_roles_differ_by_type(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_access(file.parents[1])
    become("bob", monkeypatch)
    found = report(str(file))
    assert roles(found) == {"": "contributor", "pedestals": "curator"}
    assert found.why.endswith("For some types you may do more.")
    pedestals = found.roles[1]
    assert pedestals.may[-1] == "set defaults, edit metadata, change, delete and restore"
    assert pedestals.who_else == ""


def test_a_reader_hears_why_and_who_may(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_access(file.parents[1])
    become("zoe", monkeypatch)
    found = report(str(file))
    assert not found.writable
    assert found.why.startswith("You can't write here: only a contributor of cspad-0001 may")
    assert "you, zoe, are a reader" in found.why
    assert found.why.endswith("access.toml.")
    assert found.who == "Who may: ann, bob, eve."


def test_a_reader_hears_of_contributors_where_there_is_no_curator(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = '[[rule]]\nrole = "contributor"\nusers = ["ann"]\n'
    write_access(file.parents[1], rule)
    become("zoe", monkeypatch)
    assert report(str(file)).who == "Who may: ann."
    write_access(file.parents[1], rule.replace("contributor", "reader"))
    found = report(str(file))
    assert found.why.endswith("By its rules nobody may; ask the owner of that file.")
    assert found.who == ""


def test_what_it_says_is_what_happens(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_access(file.parents[1])
    become("zoe", monkeypatch)
    assert not report(str(file)).writable
    with pytest.raises(AccessDenied), DCStore(file) as closed:
        closed.add_par("k", 2)
    become("ann", monkeypatch)
    assert report(str(file)).writable
    with DCStore(file) as store:
        store.ctypeobj("pedestals").add_range((500, 600))


def test_an_access_file_that_can_not_be_understood_closes_all(file: Path) -> None:
    path = write_access(file.parents[1], '[[rule]]\nrole = "king"\n')
    found = report(str(file))
    assert not found.writable
    assert "can't be understood" in found.why
    assert found.who == f"Whoever wrote {path} has to put it right."
    assert found.files[0].text == '[[rule]]\nrole = "king"\n'
    assert "king" in found.files[0].problem
    assert roles(found) == {"": "reader", "pedestals": "reader"}


def test_a_place(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_access(file.parents[1])
    become("zoe", monkeypatch)
    found = report(str(file.parents[1]))
    assert (found.detname, found.writable) == ("", False)
    assert [one.what for one in found.rights] == ["directory"]
    assert set(roles(found)) == {"", *KNOWN_CTYPES}


def test_a_file_that_is_still_to_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = report(str(tmp_path / "calib" / "cspad" / "cspad-0009.h5"))
    assert found.writable
    assert [(one.path, one.what) for one in found.rights] == [(str(tmp_path), "directory")]
    write_access(tmp_path / "calib")
    become("zoe", monkeypatch)
    assert not report(str(tmp_path / "calib" / "cspad" / "cspad-0009.h5")).writable


def test_what_the_system_refuses_names_the_owner(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: False if Path(path) == file else may(path, mode)
    )
    found = report(str(file))
    assert not found.writable
    assert found.why.startswith(f"You can't write here: you may not write {file} (owner ")
    assert found.who == f"Ask {file.owner()}, the owner of {file}, or work on a copy."
    assert [one.writable for one in found.rights] == [False, True]


def test_a_file_with_two_names_says_so(file: Path, tmp_path: Path) -> None:
    (tmp_path / "second.h5").hardlink_to(file)
    found = report(str(file))
    assert "has 2 names (hard links)" in found.why
    assert not found.rights[0].writable


def test_a_damaged_file_still_has_a_report(file: Path) -> None:
    file.write_bytes(b"\x89HDF\r\n\x1a\nrubbish")
    assert report(str(file)).writable
