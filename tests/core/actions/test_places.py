"""Places: by configuration, by name and by path."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest

from access_files import become, write_access
from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.core.actions.places import configured, contents, experiment, place_named, place_of
from dcsgui.core.values.errors import AccessDenied, BadValue, NotFound
from processes import in_child
from small_stores import make_store


@pytest.fixture
def experiments(own_configuration: Path) -> Path:
    """Return the directory of the experiments."""
    return own_configuration / "experiments"


def local(path: Path) -> Place:
    return Place(PlaceKind.LOCAL, str(path))


# By configuration


def test_the_repository_is_configured_whether_or_not_it_is_there(repository: Path) -> None:
    assert configured() == (Place(PlaceKind.REPOSITORY, str(repository)),)
    repository.mkdir()
    assert configured() == (Place(PlaceKind.REPOSITORY, str(repository)),)


def test_an_experiment_is_found_by_its_name(experiments: Path) -> None:
    calib = experiments / "XPP" / "xpptut15" / "calib"
    calib.mkdir(parents=True)
    assert experiment(" xpptut15 ") == Place(PlaceKind.EXPERIMENT, str(calib), "xpptut15")


def test_an_experiment_may_be_without_constants_yet(experiments: Path) -> None:
    (experiments / "XPP" / "xpptut15").mkdir(parents=True)
    place = experiment("xpptut15")
    assert place.path == str(experiments / "XPP" / "xpptut15" / "calib")
    assert "no such file or directory" in contents(place).problem


def test_an_experiment_that_is_nowhere_is_named(experiments: Path) -> None:
    with pytest.raises(NotFound, match=r"xpptut51 is not known here.*XPP/xpptut51/calib"):
        experiment("xpptut51")
    for name in ("", "../../etc", "15xpp", "a b"):
        with pytest.raises(BadValue, match="is no name of an experiment"):
            experiment(name)


def test_a_configuration_that_makes_no_sense_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DCS_EXPERIMENTS", "/data/{run}")
    with pytest.raises(BadValue, match="can't be filled in"):
        experiment("xpptut15")


# By path


def test_a_file_is_a_place_whatever_is_in_it(calib: Path) -> None:
    cs = make_store(calib, "native")
    odd = calib / "notes"
    odd.write_text("no detector")
    for path in (cs.path, odd):
        assert place_of(str(path)) == Place(PlaceKind.FILE, str(path))


def test_the_repository_is_known_by_its_path(repository: Path, tmp_path: Path) -> None:
    repository.mkdir()
    link = tmp_path / "link"
    link.symlink_to(repository)
    for path in (repository, link, repository / "." / ".." / "repository"):
        assert place_of(str(path)) == configured()[0]


@pytest.mark.parametrize("path", ["calib", ""])
def test_an_experiment_is_known_by_its_path(experiments: Path, path: str) -> None:
    calib = experiments / "XPP" / "xpptut15" / "calib"
    calib.mkdir(parents=True)
    assert place_of(str(calib.parent / path)) == experiment("xpptut15")


def test_another_instrument_is_not_that_experiment(experiments: Path) -> None:
    calib = experiments / "CXI" / "xpptut15" / "calib"
    calib.mkdir(parents=True)
    assert place_of(str(calib)) == local(calib)


def test_a_calib_directory_is_known_by_its_name_or_by_what_is_in_it(tmp_path: Path) -> None:
    empty = tmp_path / "mine" / "calib"
    empty.mkdir(parents=True)
    assert place_of(str(empty)) == place_of(str(empty.parent)) == local(empty)
    other = tmp_path / "constants"
    cs = make_store(other, "native")
    assert place_of(str(other)) == local(other)
    assert place_of(str(cs.path.parent)) == local(cs.path.parent)
    assert place_of(str(tmp_path / "mine")).title == "mine"


def test_a_path_may_be_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "calib").mkdir()
    monkeypatch.chdir(tmp_path)
    assert place_of("calib") == place_of(".") == local(tmp_path / "calib")


def test_what_is_neither_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "cspad").mkdir()
    (tmp_path / "cspad" / "notes.h5").write_text("no detector")
    with pytest.raises(BadValue, match="is no calib directory: it holds no files"):
        place_of(str(tmp_path))
    with pytest.raises(NotFound, match=r"There is nothing at .*/missing"):
        place_of(str(tmp_path / "missing"))
    with pytest.raises(NotFound, match="There is nothing at"):
        place_of(str(tmp_path / "cspad" / "notes.h5" / "more"))
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(NotFound, match="a link that leads nowhere"):
        place_of(str(tmp_path / "link"))
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(BadValue, match="is a device or a pipe"):
            place_of(str(path))
    for nothing in ("", "a\0b"):
        with pytest.raises(BadValue, match="What is to be opened is a path"):
            place_of(nothing)


def test_what_may_not_be_looked_at_gets_a_sentence(reachable: Path) -> None:
    closed = reachable / "closed"
    (closed / "calib").mkdir(parents=True)
    closed.chmod(0)

    def try_it() -> list[str]:
        said = []
        for path in (closed, closed / "calib"):
            with pytest.raises(AccessDenied) as caught:
                place_of(str(path))
            said.append(str(caught.value))
        return said

    assert all(str(closed) in words for words in in_child(try_it, unprivileged=True))


# What is there


def test_the_files_are_listed_by_type_and_name(calib: Path, layout: str) -> None:
    names = ["cspad-0002", "pnccd-0001", "cspad-0001", "epix100a-CxiDs2.0-Epix.0"]
    stores = {name: make_store(calib, layout, name.lower()) for name in names}
    found = contents(local(calib))
    assert [entry.detname for entry in found.files] == sorted(name.lower() for name in names)
    entry = found.files[0]
    path = stores["cspad-0001"].path
    assert (entry.path, entry.dettype) == (str(path), "cspad")
    assert (entry.nbytes, entry.mtime_ns) == (path.stat().st_size, path.stat().st_mtime_ns)
    assert entry.access.writable
    assert found.access.writable
    assert not found.problem


def test_odd_files_are_listed_and_others_are_not(calib: Path) -> None:
    cs = make_store(calib, "native")
    for name in ("notes.h5", "CSPAD-1.h5", ".hidden.h5", ".cspad-0001.h5.journal", "cspad-1.txt"):
        (calib / "cspad" / name).write_text("x")
    (calib / "direct-1.h5").write_text("x")
    (calib / "plain.h5").write_text("x")
    (calib / ".hidden").mkdir()
    (calib / ".hidden" / "cspad-2.h5").write_text("x")
    (calib / "cspad" / "deeper").mkdir()
    (calib / "cspad" / "deeper" / "cspad-3.h5").write_text("x")
    (calib / "cspad" / "folder-1.h5").mkdir()
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(calib / "cspad" / "socket-1.h5"))
    found = [(entry.dettype, entry.detname) for entry in contents(local(calib)).files]
    assert found == [
        ("", "plain"),
        ("cspad", "CSPAD-1"),
        ("cspad", "cspad-0001"),
        ("cspad", "notes"),
        ("direct", "direct-1"),
    ]
    assert cs.path.exists()


def test_links_in_circles_end(calib: Path) -> None:
    cs = make_store(calib, "native")
    (calib / "calib").symlink_to(calib)
    (calib / "again").symlink_to(calib / "cspad")
    (calib / "cspad" / "up").symlink_to("..")
    (calib / "self").symlink_to("self")
    (calib / "cspad" / "self-1.h5").symlink_to("self-1.h5")
    (calib / "cspad" / "broken-1.h5").symlink_to("nowhere")
    (calib / "cspad" / "cspad-0002.h5").symlink_to(cs.path)
    found = contents(local(calib)).files
    assert [entry.detname for entry in found] == ["cspad-0001", "cspad-0002"]


def test_a_file_is_a_place_with_one_file(calib: Path) -> None:
    cs = make_store(calib, "native")
    (entry,) = contents(place_of(str(cs.path))).files
    assert entry == contents(local(calib)).files[0]
    cs.path.unlink()
    gone = contents(Place(PlaceKind.FILE, str(cs.path)))
    assert not gone.files
    assert "can't be opened: no such file" in gone.problem


def test_a_place_that_is_gone_says_so(calib: Path) -> None:
    gone = contents(local(calib))
    assert gone.files == ()
    assert gone.problem == f"The directory {calib} can't be opened: no such file or directory."
    assert not gone.access.writable
    calib.write_text("a file by now")
    assert "it is no directory any more" in contents(local(calib)).problem


def test_what_may_not_be_written_says_who_may(reachable: Path) -> None:
    make_store(reachable, "native", "cspad-0001")
    other = make_store(reachable, "native", "cspad-0002").path
    third = make_store(reachable, "native", "pnccd-0001").path
    other.chmod(0o644)
    third.chmod(0o666)
    (reachable / "cspad").chmod(0o777)
    (reachable / "cspad" / "cspad-0001.h5").chmod(0o666)
    third.parent.chmod(0o755)
    found = in_child(lambda: contents(local(reachable)), unprivileged=True)
    mine, file, directory = (entry.access for entry in found.files)
    whose = f"owner {third.owner()}, group {third.group()}"
    assert mine.writable
    assert file.reason == f"read-only: you may not write {other} ({whose}, mode 0644)"
    why = f"read-only: you may not write {third.parent} ({whose}, mode 0755)"
    assert directory.reason == f"{why}, where a change keeps its journal"
    assert not file.writable
    assert not directory.writable
    assert found.access.writable


def test_a_file_of_two_names_is_read_only(calib: Path) -> None:
    cs = make_store(calib, "native")
    os.link(cs.path, calib / "second-1.h5")
    for entry in contents(local(calib)).files:
        assert not entry.access.writable
        assert "2 names (hard links)" in entry.access.reason
    with pytest.raises(OSError, match="hard links"), DCStore(cs.path) as store:
        store.add_par("k", 1)


def test_a_directory_that_may_not_be_listed_leaves_the_others(reachable: Path) -> None:
    make_store(reachable, "native", "cspad-0001")
    make_store(reachable, "native", "pnccd-0001")
    (reachable / "pnccd").chmod(0)
    found = in_child(lambda: contents(local(reachable)), unprivileged=True)
    assert [entry.detname for entry in found.files] == ["cspad-0001"]
    closed = reachable / "pnccd"
    assert found.problem == f"The directory {closed} can't be listed: permission denied."


def test_five_hundred_files_are_not_opened(calib: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(500):
        path = calib / f"type{number % 25}" / f"type{number % 25}-{number:04d}.h5"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.setattr("builtins.open", None)
    monkeypatch.setattr(os, "open", None)
    assert len(contents(local(calib)).files) == 500


def test_places_are_named_as_on_the_command_line(
    own_configuration: Path, calib: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = make_store(calib, "native", "cspad-0001")
    assert place_named("repo") == configured()[0]
    assert place_named(f"local:{calib}") == local(calib)
    assert place_named(f"local:{tmp_path}") == local(calib)
    assert place_named(str(calib)) == local(calib)
    assert place_named(str(store.path)) == Place(PlaceKind.FILE, str(store.path))
    monkeypatch.chdir(tmp_path)
    assert place_named("calib") == local(calib)
    with pytest.raises(NotFound, match="The experiment xpptut15 is not known here"):
        place_named("exp:xpptut15")
    with pytest.raises(BadValue):
        place_named("exp:../etc")


def test_a_new_place_may_be_empty_or_still_to_be_made(tmp_path: Path) -> None:
    empty = tmp_path / "mine"
    with pytest.raises(NotFound, match="There is nothing at"):
        place_named(f"local:{empty}")
    assert place_named(f"local:{empty}", new=True) == local(empty)
    assert place_named(str(empty), new=True) == local(empty)
    with pytest.raises(NotFound):
        place_named(str(empty / "calib"), new=True)
    empty.mkdir()
    assert place_named(str(empty)) == local(empty)
    (empty / "calib").mkdir()
    assert place_named(str(empty)) == local(empty / "calib")


@pytest.mark.parametrize(
    "text", ["http://dcs.example.org/calib", "hsds://server", "dcs.example.org:5101", "h:80/calib"]
)
def test_servers_are_refused_clearly(text: str) -> None:
    with pytest.raises(BadValue, match=r"is the address of a server, .* not supported yet"):
        place_named(text)


def test_a_file_with_a_colon_is_no_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run:12").mkdir()
    assert place_named("run:12") == local(tmp_path / "run:12")


@pytest.mark.parametrize("text", ["", "\0", "local:"])
def test_what_is_no_place_at_all_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        place_named(text)


def test_the_access_file_shows_in_the_listing(
    calib: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("cspad-0001", "pnccd-0001"):
        make_store(calib, "native", name)
    write_access(calib)
    become("ann", monkeypatch)
    found = contents(local(calib))
    mine, other = (entry.access for entry in found.files)
    assert mine.writable
    assert not other.writable
    assert other.reason == (
        f"read-only: only a contributor of pnccd-0001 may change anything there (at least "
        f"add types, ranges and versions), and you, ann, are a reader by {calib}/access.toml. "
        f"Who may: eve."
    )
    assert found.access.writable
    become("zoe", monkeypatch)
    assert "any detector there" in contents(local(calib)).access.reason
    write_access(calib, "[[rule]]\n")
    assert "can't be understood" in contents(local(calib)).access.reason


def test_500_files_with_an_access_file_are_listed_fast(
    calib: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_access(calib)
    (calib / "cspad").mkdir()
    for number in range(500):
        (calib / "cspad" / f"cspad-{number:04}.h5").touch()
    begin = time.monotonic()
    assert len(contents(local(calib)).files) == 500
    assert time.monotonic() - begin < 1
