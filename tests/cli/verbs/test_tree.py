"""`dcs tree`: all levels, the defaults marked, long lists cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcs_command import dcs, real_dcs
from dcsgui import DCStore
from small_stores import NDA, T0, make_store


@pytest.fixture
def store(tmp_path: Path) -> DCStore:
    """Return a store with two types."""
    cs = make_store(tmp_path, "native")
    tsro = cs.add_ctype("pedestals").add_range((T0, T0 + 1000))
    tsro.set_versdef(tsro.add_version(T0, NDA, comment="dark"))
    tsro.add_version(T0 + 1, NDA + 1)
    cs.ctypeobj("pedestals").add_range(T0 + 2000)
    cs.add_ctype("geometry").add_range(0).add_version(T0, "IP 0\n")
    cs.save()
    return cs


def test_all_levels_with_the_defaults_marked(store: DCStore) -> None:
    lines = real_dcs("tree", store.path).out.splitlines()
    assert lines[0] == "cspad-0001"
    assert lines[1] == "├── geometry  1 range, 1 version, 5 B"
    assert lines[3].startswith("│       └── v1(*)")
    assert lines[4] == "└── pedestals  2 ranges, 2 versions, 96 B"
    assert lines[5].startswith(f"    ├── {T0}-{T0 + 1000}  ")
    assert lines[6].startswith("    │   ├── v1*  ")
    assert lines[6].endswith("dark")
    assert lines[7].startswith("    │   └── v2  ")
    assert lines[8].endswith("open  no versions")


def test_a_part_of_it(store: DCStore) -> None:
    lines = dcs("tree", f"{store.path}/geometry").out.splitlines()
    assert len(lines) == 4
    found = dcs("tree", f"{store.path}/pedestals/{T0}", "--json").json
    assert [one["ctype"] for one in found["types"]] == ["pedestals"]
    (tsro,) = found["types"][0]["ranges"]
    assert [row["versind"] for row in tsro["versions"]] == [1, 2]
    assert (tsro["versind"], tsro["pinned"]) == (1, True)


def test_long_lists_show_the_last_ones(tmp_path: Path) -> None:
    cs = make_store(tmp_path, "native")
    cto = cs.add_ctype("pedestals")
    for number in range(30):
        cto.add_range((number, number))
    tsro = cto.add_range(1000)
    for number in range(25):
        tsro.add_version(T0 + number, NDA)
    cs.save()
    lines = dcs("tree", cs.path).out.splitlines()
    assert "    ├── ... 11 earlier ranges; -a shows all" in lines
    assert "        ├── ... 5 earlier versions; -a shows all" in lines
    assert lines[-1].startswith("        └── v25(*)")
    assert len(dcs("tree", cs.path, "-a").out.splitlines()) == 1 + 1 + 31 + 25
    assert len(dcs("tree", cs.path, "--json").json["types"][0]["ranges"]) == 31


def test_what_is_not_there_or_damaged(store: DCStore, tmp_path: Path) -> None:
    dcs("tree", tmp_path / "nothing.h5", code=3)
    dcs("tree", f"{store.path}/gain", code=3)
    store.path.write_bytes(b"no HDF5")
    dcs("tree", store.path, code=7)
