"""``dcs alias``: each verb of it with each exit status that it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from access_files import become, write_access
from dcs_command import dcs, real_dcs
from dcsgui.core.actions.aliases import list_aliases, resolve_alias
from dcsgui.core.actions.places import place_named
from dcsgui.core.files.replacing import new_file
from small_stores import make_store


@pytest.fixture
def calib(tmp_path: Path) -> Path:
    """Return a calib directory with two detectors."""
    for name in ("cspad-0001", "cspad-0002"):
        make_store(tmp_path / "calib", "native", name)
    return tmp_path / "calib"


def test_an_alias_from_its_begin_to_its_end(calib: Path) -> None:
    at = ("-c", calib)
    added = real_dcs(
        "alias", "add", "front", "cspad-0001", "--begin", 100, "--end", 200, "-m", "moved", *at
    )
    assert added.out.startswith("'front' stands for cspad-0001, from ")
    assert added.err == f"Changed {calib}/cspad/aliases.als, line 2.\n"
    dcs("alias", "add", "front", "cspad-0002", "--begin", 201, "--end", "end", *at)
    found = real_dcs("alias", "ls", *at)
    assert [line.split()[:2] for line in found.out.splitlines()] == [
        ["alias", "stands"],
        ["front", "cspad-0001"],
        ["front", "cspad-0002"],
    ]
    assert dcs("alias", "ls", "-t", 200, *at, "--json").json["entries"][0]["end_ns"] == 200 * 10**9
    shown = real_dcs("alias", "resolve", "front", "-t", 200, *at)
    assert shown.out.splitlines() == ["front -> cspad-0001", f"{calib}/cspad/cspad-0001.h5"]
    assert dcs("alias", "resolve", "front", *at).out.startswith("front -> cspad-0002\n")
    gone = dcs("alias", "rm", "front", "--begin", 201, "-m", "sold", *at, "--json").json
    assert gone["changes"][0]["after"] is None
    real_dcs("alias", "rm", "front", "cspad-0001", *at)
    assert "moved" in (calib / "cspad" / "aliases.als").read_text()


def test_the_answers_are_those_of_the_actions(calib: Path) -> None:
    dcs("alias", "add", "front", "cspad-0001", "-c", calib)
    place = place_named(str(calib))
    listed = dcs("alias", "ls", "-c", calib, "--json").json["entries"]
    assert [one["validity"] for one in listed] == [
        one.validity for one in list_aliases(place).entries
    ]
    resolved = dcs("alias", "resolve", "front", "-c", calib, "--json").json
    expected = resolve_alias(place, "front")
    assert (resolved["file"], resolved["names"]) == (expected.file, list(expected.names))


def test_a_dry_run_changes_nothing(calib: Path) -> None:
    done = real_dcs("alias", "add", "front", "cspad-0001", "-c", calib, "--dry-run")
    assert "stands for cspad-0001, always" in done.out
    assert "would be changed (--dry-run)" in done.err
    assert not (calib / "cspad" / "aliases.als").exists()


def test_2_for_what_cannot_be(calib: Path) -> None:
    at = ("-c", calib)
    assert "one word" in real_dcs("alias", "add", "a b", "cspad-0001", *at, code=2).err
    dcs("alias", "add", "front", "cspad-0001", "--end", 5, *at)
    dcs("alias", "add", "front", "cspad-0002", "--begin", 6, *at)
    assert "There are 2 records" in dcs("alias", "rm", "front", *at, code=2).err
    dcs("alias", "ls", "-t", "soon", *at, code=2)


def test_3_for_what_is_not_there(calib: Path) -> None:
    at = ("-c", calib)
    assert "There is no alias 'rear'" in real_dcs("alias", "ls", "rear", *at, code=3).err
    dcs("alias", "rm", "rear", *at, code=3)
    dcs("alias", "resolve", "rear", *at, code=3)
    dcs("alias", "add", "gone", "cspad-0009", *at)
    found = dcs("alias", "resolve", "gone", *at, code=3)
    assert found.out == "gone -> cspad-0009\n"
    assert "There is no file of cspad-0009" in found.err


def test_4_for_who_may_not(calib: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_access(calib)
    become("ann", monkeypatch)
    refused = real_dcs("alias", "add", "front", "cspad-0001", "-c", calib, code=4)
    assert "only a curator of cspad-0001 may do that" in refused.err
    assert "Who may: eve." in refused.err


def test_5_for_what_is_there_already(calib: Path) -> None:
    dcs("alias", "add", "front", "cspad-0001", "-c", calib)
    real_dcs("alias", "add", "front", "cspad-0001", "-c", calib, code=5)


def test_6_for_a_file_that_others_change(calib: Path) -> None:
    dcs("alias", "add", "front", "cspad-0001", "-c", calib)
    file = calib / "cspad" / "aliases.als"
    with new_file(file, replace=True) as fresh:
        Path(fresh).write_bytes(file.read_bytes())
        dcs("alias", "rm", "front", "-c", calib, code=6)
    assert len(list_aliases(place_named(str(calib))).entries) == 1


def test_what_is_wrong_with_a_line_is_told_and_blocks_nothing(calib: Path) -> None:
    (calib / "cspad" / "names.als").write_text("front cspad-0001\nbad\n")
    found = dcs("alias", "ls", "-c", calib)
    assert "front" in found.out
    assert f"Line 2 of {calib}/cspad/names.als can't be understood" in found.err
