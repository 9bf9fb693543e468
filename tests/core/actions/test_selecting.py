"""Nodes by what a person calls them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from asked_files import fill, node
from dcsgui import DCStore
from dcsgui.core.actions import selecting
from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.core.actions.selecting import find_node
from dcsgui.core.values.errors import BadValue, ConstantsNotFound, NotFound
from dcsgui.core.values.progress import Cancelled, Progress
from dcsgui.core.values.timestamps import Timestamp
from processes import in_child
from small_stores import make_store


@pytest.fixture
def filled(cs: DCStore) -> DCStore:
    """Return a store with two types."""
    return fill(cs)


@pytest.fixture
def places(calib: Path) -> tuple[Place, ...]:
    """Return the place that the store is in."""
    return (Place(PlaceKind.LOCAL, str(calib)),)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        ("/pedestals", ("pedestals",)),
        ("/pedestals/100-500", ("pedestals", "100-500")),
        ("/pedestals/150", ("pedestals", "100-500")),
        ("/pedestals/1970-01-01T00:10:00Z", ("pedestals", "200-end")),
        ("/pedestals/now", ("pedestals", "200-end")),
        ("/pedestals/150/3", ("pedestals", "100-500", "102")),
        ("/pedestals/150/102", ("pedestals", "100-500", "102")),
        ("//pedestals/", ("pedestals",)),
    ],
)
def test_a_node_by_the_name_the_alias_and_the_file_of_its_detector(
    filled: DCStore, places: tuple[Place, ...], text: str, names: tuple[str, ...]
) -> None:
    expected = node(filled, *names[:2])
    for name in names[2:]:
        tsro = filled.ctypeobj(names[0]).rangeobj(expected.range_name)
        expected = expected.child(next(v.name for v in tsro.versobjs() if v.tsprod() == int(name)))
    for detector in (filled.detname(), "front", str(filled.path)):
        assert find_node(detector + text, places) == expected


def test_a_single_file_is_a_place_too(filled: DCStore) -> None:
    place = Place(PlaceKind.FILE, str(filled.path))
    assert find_node(filled.detname(), (place,)) == NodeId(str(filled.path))


def test_no_file_is_opened_for_a_name(
    filled: DCStore, places: tuple[Place, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes a while to open all of a repository."""
    opened: list[str] = []
    monkeypatch.setattr(selecting, "to_look", opened.append)
    make_store(Path(places[0].path), "native", "andor-0001")
    assert find_node(filled.detname(), places).detname == filled.detname()
    assert opened == []


def test_the_search_for_an_alias_can_be_called_off(
    filled: DCStore, places: tuple[Place, ...]
) -> None:
    class CalledOff(Progress):
        def report(self, done: int, total: int, what: str = "") -> None:
            assert (done, total, what) == (0, 1, "detectors")
            raise Cancelled("Nobody waits for it.")

    with pytest.raises(Cancelled):
        find_node("front", places, progress=CalledOff())


def test_a_file_that_cannot_be_read_has_no_alias(
    filled: DCStore, places: tuple[Place, ...]
) -> None:
    broken = Path(places[0].path) / "andor" / "andor-0001.h5"
    broken.parent.mkdir()
    broken.write_bytes(b"no HDF5")
    assert find_node("front", places) == NodeId(str(filled.path))


@pytest.mark.parametrize(
    ("text", "error", "sentence"),
    [
        ("cspad-0009", NotFound, "no detector 'cspad-0009' in .*there are cspad-0001"),
        ("", NotFound, "no detector file ''"),
        ("/calib/cspad/cspad-0009.h5/pedestals", NotFound, "no detector file '/calib/cspad"),
        ("x" * 5000, NotFound, "no detector 'xxx"),
        ("cspad-0001/rms", NotFound, "no calibration type 'rms'; the types are: pedestals"),
        ("cspad-0001/pedestals/5", ConstantsNotFound, "nearest later range is 100-500"),
        ("cspad-0001/pedestals/dark", BadValue, "neither a number of seconds nor"),
        ("cspad-0001/pedestals/100-500/9", NotFound, "has no version 9"),
        ("cspad-0001/pedestals/100-500/" + "9" * 5000, BadValue, "too many digits"),
        ("cspad-0001/pedestals/100-500/2/calib", NotFound, "nothing below a version"),
    ],
)
def test_what_is_not_there(
    filled: DCStore,
    places: tuple[Place, ...],
    text: str,
    error: type[Exception],
    sentence: str,
) -> None:
    with pytest.raises(error, match=sentence):
        find_node(text, places)


def test_where_there_is_nothing_at_all() -> None:
    with pytest.raises(NotFound, match=r"there is none\.$"):
        find_node("cspad-0001")


def test_of_many_names_some_are_told(calib: Path) -> None:
    for number in range(10):
        make_store(calib, "native", f"cspad-{number:04}")
    with pytest.raises(NotFound, match=r"cspad-0007 and 2 more\. Did you mean"):
        find_node("cspad-0010", (Place(PlaceKind.LOCAL, str(calib)),))


def test_nothing_is_found_in_a_closed_directory(reachable: Path) -> None:
    cs = make_store(reachable / "closed", "native")
    (reachable / "closed").chmod(0)
    try:
        said = in_child(lambda: _refused(f"{cs.path}/pedestals"), unprivileged=True)
    finally:
        (reachable / "closed").chmod(0o700)
    assert said == f"There is no detector file '{cs.path}/pedestals'."


def _refused(text: str) -> str:
    with pytest.raises(NotFound) as error:
        find_node(text)
    return str(error.value)


def test_aliases_of_alias_files_lead_to_nodes_at_a_time(
    filled: DCStore, places: tuple[Place, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    calib = Path(places[0].path)
    other = make_store(calib, "native", "andor-0001")
    monkeypatch.setattr(selecting, "to_look", to_look_at(filled))
    text = f"rear {filled.detname()} 100 200\nrear andor-0001 201\n"
    (calib / "cspad" / "names.als").write_text(text)
    expected = NodeId(str(filled.path), ("pedestals",))
    assert find_node("rear/pedestals", places, at=Timestamp.of(200)) == expected
    assert find_node("rear", places) == NodeId(str(other.path))


def to_look_at(store: DCStore) -> Callable[[str], DCStore]:
    """Open that store, and no other: an alias file says where to look."""

    def opened(file: str) -> DCStore:
        assert file == str(store.path)
        return store

    return opened


def test_an_alias_that_leads_nowhere_says_why(filled: DCStore, places: tuple[Place, ...]) -> None:
    calib = Path(places[0].path)
    (calib / "cspad" / "names.als").write_text("a b\nb a\nold cspad-9 0 1\ngone cspad-9\nbad\n")
    for name, words in (
        ("a", "in a circle at .*: a -> b -> a"),
        ("old", "'old' is not valid at"),
        ("gone", "There is no file at the end of gone -> cspad-9"),
        ("nobody", r"Line 5 of .*names\.als can't be understood"),
    ):
        with pytest.raises(NotFound, match=words):
            find_node(name, places)


def test_names_come_before_aliases_whatever_the_order_of_places(
    filled: DCStore, calib: Path, tmp_path: Path
) -> None:
    first = tmp_path / "first"
    store = make_store(first, "native", "andor-0001")
    (first / "andor" / "names.als").write_text(f"{filled.detname()} andor-0001\n")
    here, there = (Place(PlaceKind.LOCAL, str(path)) for path in (first, calib))
    assert find_node(filled.detname(), (here, there)).file == str(filled.path)
    assert find_node(filled.detname(), (here,)).file == str(store.path)


def test_a_file_outside_the_folder_of_its_type_is_found(
    filled: DCStore, places: tuple[Place, ...]
) -> None:
    odd = Path(places[0].path) / "old" / "cspad-0077.h5"
    odd.parent.mkdir()
    filled.path.rename(odd)
    assert find_node("cspad-0077", places).file == str(odd)
