"""What older, odd and forged files hold, and what the reader makes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui.core.files.pscalib import PscalibReader, is_pscalib
from dcsgui.core.files.records import OPEN_NS, Kind
from dcsgui.core.values.errors import Damaged, DCError, NotFound

RANGE = ("pedestals", "100-end")


def read_all(reader: PscalibReader) -> None:
    """Ask for everything there is."""
    reader.head()
    reader.pars(())
    reader.history(())
    reader.deleted()
    for ctype in reader.ctypes():
        reader.ranges(ctype)
        for name, infos in reader.all_versions(ctype).items():
            for info in infos:
                reader.constants((ctype, name, info.name))


def test_which_files_are_of_the_older_code(small: Path) -> None:
    with h5py.File(small, "r+") as f:
        assert is_pscalib(f)
        f.attrs["dcsformat"] = 1
        assert not is_pscalib(f)
        del f.attrs["dcsformat"]
        f.move("dettype", "other")
        assert not is_pscalib(f)
        f.create_group("dettype")
        assert not is_pscalib(f)
        del f["dettype"]
        f["dettype"] = h5py.ExternalLink("elsewhere.h5", "/dettype")
        assert not is_pscalib(f)


@pytest.mark.parametrize(
    "path",
    [
        ("nothing",),
        ("_history",),
        ("",),
        (".",),
        ("..",),
        ("/pedestals",),
        ("pedestals/100-end",),
        ("dettype",),
        ("pedestals", "v0001"),
        ("pedestals", "ctype"),
        ("pedestals", "_parameters"),
        (*RANGE, "v0009"),
        (*RANGE, "data"),
        (*RANGE, "v0001", "data"),
    ],
)
def test_what_is_not_there_is_not_found(small: Path, path: tuple[str, ...]) -> None:
    with h5py.File(small, "r") as f, pytest.raises(NotFound, match="There is no "):
        PscalibReader(f).pars(path)


def test_only_versions_have_constants(small: Path) -> None:
    with h5py.File(small, "r") as f:
        for path in ((), RANGE):
            with pytest.raises(NotFound, match="not a version"):
                PscalibReader(f).constants(path)


def test_unknown_things_are_passed_over(small: Path) -> None:
    with h5py.File(small, "r+") as f:
        f["note"] = "a dataset at the top"
        f["plots/first"] = [1]
        f["_secret/begin"] = [1.0]
        f["/pedestals/readme"] = "text"
        f["/pedestals/extra/thing"] = [1]
        f["/pedestals/100-end/extra/thing"] = [1]
        f["/pedestals/100-end/v0001/extra/thing"] = [1]
        f.create_group("rms")["ctype"] = np.array([b"rms"])
        reader = PscalibReader(f)
        read_all(reader)
        assert reader.ctypes() == ["pedestals", "rms"]
        assert reader.ranges("pedestals").names == ["100-end", "200-300"]
        assert len(reader.versions(*RANGE)) == 3
        assert len(reader.ranges("rms")) == 0


def test_what_other_dialects_leave_out(small: Path) -> None:
    with h5py.File(small, "r+") as f:
        group = f["/pedestals/100-end"]
        for name in ("range", "end", "begin", "versdef", "v0002/version", "v0001/tsprod"):
            del group[name]
        del group["v0003/data"]
        del f["detid"]
        reader = PscalibReader(f)
        assert reader.head().detid == "0001"
        table = reader.ranges("pedestals")
        assert (table.begin_ns[0], table.end_ns[0]) == (100 * 10**9, OPEN_NS)
        infos = reader.versions(*RANGE)
        assert [(i.name, i.versind) for i in infos] == [("v0002", 2), ("v0003", 3), ("v0001", 1)]
        assert infos[1].kind is Kind.NOTHING
        assert reader.constants((*RANGE, "v0003")) is None


@pytest.mark.parametrize("value", [np.array([7], "<i8"), np.array([7.0], ">f4"), np.array(7)])
def test_times_may_be_any_number(small: Path, value: np.ndarray) -> None:
    with h5py.File(small, "r+") as f:
        for name in ("tscfile", "pedestals/100-end/begin", "pedestals/100-end/end"):
            del f[name]
            f[name] = value
        reader = PscalibReader(f)
        table = reader.ranges("pedestals")
        assert reader.head().tscfile is not None
        assert (table.begin_ns[0], table.end_ns[0]) == (7 * 10**9, 7 * 10**9)


@pytest.mark.parametrize("end", [np.inf, 9_999_999_999.0])
def test_an_end_beyond_all_times_is_open(small: Path, end: float) -> None:
    with h5py.File(small, "r+") as f:
        f["/pedestals/200-300/end"][0] = end
        assert PscalibReader(f).ranges("pedestals").end_ns[1] == OPEN_NS


def set_value(name: str, value: object) -> Callable[[h5py.File], None]:
    def forge(f: h5py.File) -> None:
        del f[name]
        f[name] = value

    return forge


def huge(f: h5py.File) -> None:
    del f["/pedestals/100-end/v0001/data"]
    f["/pedestals/100-end/v0001"].create_dataset("data", (2**50,), "f8")


def external(f: h5py.File) -> None:
    del f["/pedestals/100-end/v0001/data"]
    f["/pedestals/100-end/v0001"].create_dataset(
        "data", (1,), "f8", external=[("/etc/hostname", 0, 8)]
    )


def group_begin(f: h5py.File) -> None:
    del f["/pedestals/100-end/begin"]
    f.create_group("/pedestals/100-end/begin")


FORGERIES: dict[str, Callable[[h5py.File], None]] = {
    "huge": huge,
    "external": external,
    "nan begin": set_value("/pedestals/100-end/begin", np.array([np.nan])),
    "text begin": set_value("/pedestals/100-end/begin", np.array([b"never"])),
    "empty begin": set_value("/pedestals/100-end/begin", np.zeros(0)),
    "null begin": set_value("/pedestals/100-end/begin", h5py.Empty("f8")),
    "group begin": group_begin,
    "late begin": set_value("/pedestals/100-end/begin", np.array([1e30])),
    "text end": set_value("/pedestals/100-end/end", np.array([b"soon"])),
    "range elsewhere": set_value("/pedestals/100-end", h5py.ExternalLink("x.h5", "/")),
    "soft type": set_value("/pedestals", h5py.SoftLink("/nowhere")),
    "objects": set_value(
        "/pedestals/100-end/v0001/data", np.array([(1, 2.0)], [("a", "i4"), ("b", "f8")])
    ),
    "many texts": set_value("/pedestals/100-end/v0001/data", np.array([b"a", b"b"])),
    "nothing": set_value("/pedestals/100-end/v0001/data", h5py.Empty("f8")),
    "odd tscfile": set_value("/tscfile", np.array([1 + 2j])),
    "deleted": lambda f: f.__setitem__("_deleted.000001", np.array([b"{}"])),
    "generation": lambda f: f.attrs.__setitem__("generation", "many"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_forged_content_is_damage(small: Path, name: str) -> None:
    with h5py.File(small, "r+") as f:
        FORGERIES[name](f)
    with h5py.File(small, "r") as f, pytest.raises(Damaged):
        read_all(PscalibReader(f))


@pytest.mark.parametrize("seed", range(60))
def test_no_broken_byte_makes_anything_but_our_errors(small: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    raw = bytearray(small.read_bytes())
    for place in rng.integers(0, len(raw), 8):
        raw[place] = rng.integers(0, 256)
    small.write_bytes(raw)
    try:
        f = h5py.File(small, "r")
    except (OSError, RuntimeError, KeyError, ValueError):
        return  # what opens files answers for that
    with f:
        try:
            if is_pscalib(f):
                read_all(PscalibReader(f))
        except DCError:
            pass
