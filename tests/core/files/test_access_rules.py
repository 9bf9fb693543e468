"""The access file: what it may say, what is wrong with it, and when it is read again."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access_files import write_access
from dcsgui.core.files import access_rules as module
from dcsgui.core.files.access_rules import (
    Rule,
    access_rules,
    calib_directories,
    parse_rules,
    rules_of,
)
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.roles import Role
from processes import in_child

ADMIN = '[[rule]]\nrole = "admin"\n'


def problem_of(calib: Path) -> str:
    rules = access_rules(str(calib))
    assert rules is not None
    assert not rules.rules
    return rules.problem


def test_all_that_a_rule_can_say() -> None:
    text = b"""
    # who may do what
    [[rule]]
    role = "curator"
    users = ["ann", "bob"]
    groups = ["ps-data"]
    dettype = "cspad"
    detid = "00[12]?"
    ctype = "pixel_*"
    [[rule]]
    role = "reader"
    """
    assert parse_rules(text) == (
        Rule(Role.CURATOR, ("ann", "bob"), ("ps-data",), "cspad", "00[12]?", "pixel_*"),
        Rule(Role.READER),
    )


def test_patterns_keep_case_and_none_is_any() -> None:
    rule = Rule(Role.ADMIN, dettype="cspad", detid="Cxi*", ctype="ped*")
    assert rule.covers("cspad", "CxiDs2.0-Cspad.0", "pedestals")
    assert not rule.covers("cspad", "cxids2.0", "pedestals")
    assert not rule.covers("CSPAD", "CxiDs2.0", "pedestals")
    assert not rule.covers("cspad", "CxiDs2.0", "")
    assert rule.covers("cspad", None, None)


def test_a_rule_is_for_its_users_and_its_groups_or_else_for_everybody() -> None:
    rule = Rule(Role.ADMIN, users=("ann",), groups=("ps-data",))
    assert rule.is_for("ann", frozenset())
    assert rule.is_for("bob", frozenset({"ps-data", "users"}))
    assert not rule.is_for("bob", frozenset({"users"}))
    assert Rule(Role.ADMIN).is_for("bob", frozenset())
    assert not Rule(Role.ADMIN, groups=("ps-data",)).is_for("ann", frozenset())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[rule]\n", "no TOML"),
        ("\xff", "no TOML"),
        ('[rule]\nrole = "admin"', "begin with [[rule]]"),
        ("rule = [1]", "rule 1 has to begin with [[rule]]"),
        ('[[rules]]\nrole = "admin"', "an entry 'rules'; there can be rule"),
        ('[[rule]]\nusers = ["ann"]', "rule 1 names no role"),
        (ADMIN + '[[rule]]\nrole = "boss"', "in rule 2, 'boss' is no role"),
        ("[[rule]]\nrole = 3", "'role' of rule 1 has to be a text, not 3"),
        (ADMIN + 'user = ["ann"]', "an entry 'user'; there can be role, users"),
        (ADMIN + 'users = "ann"', "'users' of rule 1 has to be a list of names"),
        (ADMIN + "groups = [1]", "'groups' of rule 1 has to be a list of names"),
        (ADMIN + "users = []", "rule 1 is for nobody"),
        (ADMIN + 'ctype = ["pedestals"]', "'ctype' of rule 1 has to be a text"),
    ],
)
def test_what_cannot_be_understood_is_said(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "access.toml").write_bytes(text.encode("latin-1"))
    assert words in problem_of(tmp_path)


@given(st.binary(max_size=60))
def test_whatever_is_in_the_file_is_rules_or_a_sentence(data: bytes) -> None:
    with contextlib.suppress(BadValue):
        assert all(isinstance(rule, Rule) for rule in parse_rules(data))


def test_a_file_too_long_for_rules_is_refused(tmp_path: Path) -> None:
    write_access(tmp_path, "#" * (2**20 + 1))
    assert "it has over 1048576 bytes" in problem_of(tmp_path)


def test_without_an_access_file_there_are_no_rules(tmp_path: Path) -> None:
    assert access_rules(str(tmp_path)) is None
    assert access_rules(str(tmp_path / "none")) is None


def test_a_link_that_leads_nowhere_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "access.toml").symlink_to("nowhere")
    assert "leads nowhere" in problem_of(tmp_path)


def test_a_directory_of_that_name_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "access.toml").mkdir()
    assert "can't be read: is a directory" in problem_of(tmp_path)


def test_a_file_that_may_not_be_read_is_a_problem(reachable: Path) -> None:
    write_access(reachable, ADMIN).chmod(0o600)
    found = in_child(lambda: problem_of(reachable), unprivileged=True)
    assert "can't be read: permission denied" in found


def test_a_file_in_a_closed_directory_is_a_problem(reachable: Path) -> None:
    write_access(reachable, ADMIN)
    reachable.chmod(0o700)
    assert "permission denied" in in_child(lambda: problem_of(reachable), unprivileged=True)


def test_an_old_file_is_read_once_and_a_changed_one_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_access(tmp_path, ADMIN)
    os.utime(path, ns=(10**18, 10**18))
    first = access_rules(str(tmp_path))
    assert access_rules(str(tmp_path)) is first
    path.write_text('[[rule]]\nrole = "reader"\n')
    changed = access_rules(str(tmp_path))
    assert changed is not None
    assert changed.rules == (Rule(Role.READER),)


def test_another_file_in_its_place_is_read(tmp_path: Path) -> None:
    path, other = tmp_path / "access.toml", tmp_path / "other.toml"
    for file, role in ((path, "reader"), (other, "admin ")):
        file.write_text(f'[[rule]]\nrole = "{role.strip()}"{" " * role.count(" ")}\n')
        os.utime(file, (1_400_000_000, 1_400_000_000))
    assert path.stat().st_size == other.stat().st_size
    before = access_rules(str(tmp_path))
    other.replace(path)
    after = access_rules(str(tmp_path))
    assert before is not None
    assert after is not None
    assert [before.rules[0].role, after.rules[0].role] == [Role.READER, Role.ADMIN]


def test_two_changes_within_a_tick_of_the_clock_are_both_seen(tmp_path: Path) -> None:
    path = write_access(tmp_path, ADMIN + 'users = ["ann"]')
    status = path.stat()
    first = access_rules(str(tmp_path))
    path.write_text(ADMIN + 'users = ["bob"]')
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    second = access_rules(str(tmp_path))
    assert first is not None
    assert second is not None
    assert (first.rules[0].users, second.rules[0].users) == (("ann",), ("bob",))


def test_the_access_file_is_that_of_the_calib_directory(tmp_path: Path) -> None:
    calib = tmp_path / "calib"
    above = calib_directories(str(calib / "cspad" / "cspad-0001.h5"), "cspad")
    assert above == ((str(calib),),)
    beside = calib_directories(str(calib / "cspad-0001.h5"), "cspad")
    assert beside == ((str(calib), str(tmp_path)),)


def test_of_a_link_the_rules_of_both_places_count(tmp_path: Path) -> None:
    there, here = tmp_path / "repository", tmp_path / "mine"
    for calib in (there, here):
        write_access(calib, ADMIN)
        (calib / "cspad").mkdir()
    file = there / "cspad" / "cspad-0001.h5"
    file.touch()
    link = here / "cspad" / "cspad-0001.h5"
    link.symlink_to(file)
    found = rules_of(calib_directories(str(link), "cspad"))
    assert [rules.path for rules in found] == [f"{here}/access.toml", f"{there}/access.toml"]


def test_what_is_known_is_bounded_by_the_files_that_are_there() -> None:
    assert all(Path(name).name == "access.toml" for name in module._known)
