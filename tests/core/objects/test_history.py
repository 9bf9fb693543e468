"""Every change writes a record, with who made it, at the level that it touches."""

from __future__ import annotations

import getpass
import socket
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from dcsgui import DCBase, DCRange, DCStore, DCVersion
from dcsgui.core.values.errors import BadValue

T0 = 1477526400

Objects = dict[str, DCBase]


@pytest.fixture
def objects(cs: DCStore) -> Objects:
    """Return the objects of a saved store, by level."""
    cto = cs.add_ctype("pedestals", comment="about ctype")
    tsro = cto.add_range(100, comment="about range")
    verso = tsro.add_version(T0, np.ones(3), comment="about version")
    cs.save()
    return {"store": cs, "ctype": cto, "range": tsro, "version": verso}


def test_additions_are_recorded(objects: Objects, layout: str) -> None:
    levels = ["ctype", "range", "version"]
    where = levels if layout == "native" else ["store", *levels[:-1]]
    for level, name in zip(levels, where, strict=True):
        (record,) = [r for r in objects[name].records() if r.action.startswith(f"add {level}")]
        assert record.comment == f"about {level}"
        assert (record.user, record.host) == (getpass.getuser(), socket.gethostname())


def changed_range(o: DCBase) -> DCRange:
    assert isinstance(o, DCRange)
    return o


def changed_version(o: DCBase) -> DCVersion:
    assert isinstance(o, DCVersion)
    return o


def changed_store(o: DCBase) -> DCStore:
    assert isinstance(o, DCStore)
    return o


CHANGES: list[tuple[str, Callable[[DCBase], object], str]] = [
    ("store", lambda o: changed_store(o).set_successor("cspad-2"), "set successor cspad-2"),
    ("store", lambda o: o.add_par("k", 1), "set parameters k"),
    ("ctype", lambda o: o.set_dictpars({"k": 1, "l": 2}), "set parameters k, l"),
    ("range", lambda o: changed_range(o).set_end(200), "change range from 100"),
    ("range", lambda o: changed_range(o).set_versdef(1), "set default from auto (v1) to v1"),
    (
        "version",
        lambda o: changed_version(o).set_tsprod(T0 + 1),
        "set production time to 14",
    ),
    ("version", lambda o: changed_version(o).add_calib([1]), "replace constants"),
    ("version", lambda o: o.set_history({}), "replace history of "),
]


@pytest.mark.parametrize(("level", "change", "action"), CHANGES)
def test_changes_are_recorded(
    cs: DCStore, objects: Objects, level: str, change: Callable[[DCBase], object], action: str
) -> None:
    change(objects[level])
    cs.save()
    record = objects[level].records()[-1]
    assert record.action.startswith(action)
    assert (record.user, record.host) == (getpass.getuser(), socket.gethostname())


COMMENTED: list[tuple[str, Callable[[DCBase], object]]] = [
    ("store", lambda o: changed_store(o).set_tscfile(T0, comment="why")),
    ("store", lambda o: changed_store(o).set_dettype("epix", comment="why")),
    ("store", lambda o: changed_store(o).set_detid("7", comment="why")),
    ("store", lambda o: changed_store(o).set_detname("epix-7", comment="why")),
    ("store", lambda o: changed_store(o).set_predecessor("epix-7", comment="why")),
    ("store", lambda o: changed_store(o).set_successor("epix-7", comment="why")),
    ("ctype", lambda o: o.set_dictpars({"k": 1}, comment="why")),
    ("ctype", lambda o: o.add_par("k", 1, comment="why")),
    ("ctype", lambda o: o.del_par("known", comment="why")),
    ("range", lambda o: o.del_dictpars(comment="why")),
    ("range", lambda o: changed_range(o).set_begin(5, comment="why")),
    ("range", lambda o: changed_range(o).set_end(200, comment="why")),
    ("version", lambda o: changed_version(o).set_tsprod(T0 + 1, comment="why")),
    ("version", lambda o: changed_version(o).add_calib([1], comment="why")),
    ("version", lambda o: o.set_history({}, comment="why")),
]


@pytest.mark.parametrize(("level", "change"), COMMENTED)
def test_a_change_is_recorded_with_its_comment(
    cs: DCStore, objects: Objects, level: str, change: Callable[[DCBase], object]
) -> None:
    for o in objects.values():
        o.add_par("known", 1)
    cs.save()
    change(objects[level])
    cs.save()
    record = objects[level].records()[-1]
    assert record.comment.split()[0] == "why"
    assert record.action


def test_a_comment_that_cannot_be_kept_is_refused_at_once(cs: DCStore, objects: Objects) -> None:
    for bad in (None, 5, "NUL\0"):
        calls: list[Callable[[], object]] = [
            partial(cs.add_par, "k", 1, comment=bad),  # type: ignore[arg-type]
            partial(cs.del_ctype, "pedestals", comment=bad),  # type: ignore[arg-type]
            partial(cs.restore, comment=bad),  # type: ignore[arg-type]
        ]
        for call in calls:
            with pytest.raises(BadValue, match=r"[Aa] comment"):
                call()
    assert not cs.pending


def test_a_comment_of_several_lines_does_not_look_like_several_records() -> None:
    o = DCBase()
    forged = "first\n2016-10-27T00:00:00UTC del version 1\r\n\x0blast"
    o.add_history(forged, T0)
    o.add_history("second", T0 + 1)
    first, *set_in, second = o.history().splitlines()
    assert first.endswith(" first")
    assert second.split()[1] == "second"
    assert set_in
    assert all(line.startswith("    ") for line in set_in)


def test_removed_parameters_are_recorded(cs: DCStore) -> None:
    cs.set_dictpars({"k": 1, "l": 2})
    cs.save()
    cs.del_par("k")
    cs.del_dictpars()
    cs.save()
    assert [r.action for r in cs.records()][-2:] == ["delete parameters k", "delete parameters l"]


def test_records_of_one_time_move_apart(cs: DCStore) -> None:
    for text in ("a", "b", "c"):
        cs.add_history(text, T0)
    for _ in range(2):
        mine = [record for record in cs.records() if record.action != "create"]
        assert [record.text for record in mine] == ["a", "b", "c"]
        assert [record.tstamp.ns - T0 * 10**9 for record in mine] == [0, 1000, 2000]
        cs.save()


def test_a_history_can_be_put_back(cs: DCStore, objects: Objects) -> None:
    before = objects["range"].histdict()
    objects["range"].set_history(before)
    cs.save()
    after = objects["range"].histdict()
    assert before.items() <= after.items()


def test_a_record_is_a_text_at_a_time(cs: DCStore) -> None:
    before = cs.records()
    for bad in (None, 5, b"bytes", "NUL\0"):
        with pytest.raises(BadValue):
            cs.add_history(bad)  # type: ignore[arg-type]
    with pytest.raises(BadValue):
        cs.add_history("text", "yesterday")
    assert cs.records() == before
