"""A file written for other programs is there whole or not at all, and nothing else is hurt."""

from __future__ import annotations

import os
from pathlib import Path

import h5py
import pytest

from dcsgui.core.files.disk import planted
from dcsgui.core.files.exports import exported
from dcsgui.core.values.errors import AccessDenied, BadValue, DCError, StoreNotAvailable
from dying_disk import Died, DyingDisk, FullDisk, kill_points
from processes import in_child


def write(path: Path, data: bytes = b"new" * 1000) -> None:
    with exported(path) as output:
        for start in range(0, len(data), 1000):
            output.write(data[start : start + 1000])


def said(path: Path) -> str:
    """Return what is said about an export that is refused; nothing is left of it."""
    before = sorted(path.parent.iterdir()) if path.parent.is_dir() else []
    with pytest.raises(DCError) as caught:
        write(path)
    assert before == (sorted(path.parent.iterdir()) if path.parent.is_dir() else [])
    return f"{type(caught.value).__name__}: {caught.value}"


def test_a_file_is_made_as_any_program_makes_it(tmp_path: Path) -> None:
    path = tmp_path / "pedestals.npy"
    plain = tmp_path / "plain"
    plain.touch()
    write(path)
    assert path.read_bytes() == b"new" * 1000
    assert path.stat().st_mode == plain.stat().st_mode
    assert sorted(tmp_path.iterdir()) == [path, plain]


def test_a_file_that_is_there_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "pedestals.txt"
    path.write_text("a much longer text than what comes " * 1000)
    path.chmod(0o640)
    write(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    link, path = tmp_path / "link.txt", tmp_path / "file.txt"
    path.write_text("old")
    link.symlink_to(path)
    write(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


def test_at_each_kill_point_the_file_is_old_or_new(tmp_path: Path) -> None:
    path = tmp_path / "pedestals.txt"
    path.write_bytes(b"old")
    points = kill_points(lambda: write(path))
    assert points > 5
    for point in range(points):
        path.write_bytes(b"old")
        with planted(DyingDisk(point, torn=True)), pytest.raises(Died):
            write(path)
        assert path.read_bytes() in {b"old", b"new" * 1000}


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "pedestals.txt"
    path.write_bytes(b"old")
    with planted(FullDisk(1500)):
        sentence = said(path)
    assert sentence.startswith("StoreNotAvailable")
    assert "No space left" in sentence
    assert "make room" in sentence
    assert path.read_bytes() == b"old"


def test_an_exception_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> None:
        with exported(tmp_path / "a.txt") as output:
            output.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_a_missing_directory_is_said(tmp_path: Path) -> None:
    assert "there is no directory" in said(tmp_path / "gone" / "a.txt")
    (tmp_path / "file").touch()
    assert "there is no directory" in said(tmp_path / "file" / "a.txt")


def test_what_is_no_plain_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "directory.txt").mkdir()
    assert "it is a directory" in said(tmp_path / "directory.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert "it is no plain file" in said(tmp_path / "pipe.txt")


def test_a_name_that_cannot_be_is_said(tmp_path: Path) -> None:
    assert said(tmp_path / ("x" * 300)).startswith("StoreNotAvailable")
    assert said(tmp_path / "a\0b").startswith("BadValue")


def test_a_detector_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "cspad-0001.txt"  # whatever it is called
    with h5py.File(path, "w"):
        pass
    before = path.read_bytes()
    with pytest.raises(BadValue, match="is an HDF5 file"):
        write(path)
    assert path.read_bytes() == before


def test_no_permission_is_said(reachable: Path) -> None:
    (reachable / "closed").mkdir(mode=0o755)
    (reachable / "protected.txt").write_text("old")
    (reachable / "protected.txt").chmod(0o444)

    def attempts() -> list[str]:
        found = []
        for name in ("closed/a.txt", "protected.txt"):
            try:
                write(reachable / name)
            except AccessDenied as error:
                found.append(str(error))
        return found

    closed, protected = in_child(attempts, unprivileged=True)
    assert "is read-only for you" in closed
    assert "it is there already, and read-only for you" in protected
    assert (reachable / "protected.txt").read_text() == "old"


def test_a_refusal_of_the_system_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with pytest.raises(StoreNotAvailable, match=r"a\.txt cannot be written"), exported(path):
        raise OSError(5, "Input/output error")
