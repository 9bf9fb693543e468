"""Who may change what: each change by its role, refused at once and in the transaction."""

from __future__ import annotations

import grp
import importlib
import os
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from access_files import become, write_access
from dcsgui import DCBase, DCRange, DCStore
from dcsgui.core.objects import changes
from dcsgui.core.objects.changes.adding import AddCtype, AddRange
from dcsgui.core.objects.changes.base import Change
from dcsgui.core.objects.changes.defaults import SetDefault
from dcsgui.core.objects.changes.editing import SetHead, SetPars
from dcsgui.core.objects.permissions import closed_place, needed, permissions_of, refusal
from dcsgui.core.values.errors import AccessDenied
from dcsgui.core.values.roles import Need, Role
from dcsgui.core.values.validity import Validity
from processes import in_child
from small_stores import NDA, T0, make_store

for _module in pkgutil.iter_modules(changes.__path__):
    importlib.import_module(f"{changes.__name__}.{_module.name}")


def kinds_of_change(kind: type[Change] = Change) -> Iterator[type[Change]]:
    for below in kind.__subclasses__():
        yield below
        yield from kinds_of_change(below)


@pytest.fixture
def kept(calib: Path, layout: str, monkeypatch: pytest.MonkeyPatch) -> DCStore:
    """Return a store with pedestals and gains, of which an access file says who may change it."""
    store = make_store(calib, layout)
    for ctype in ("pedestals", "pixel_gain"):
        tsro = store.add_ctype(ctype).add_range((100, 200))
        tsro.add_version(T0, NDA, pars={"run": 5})
        tsro.add_version(T0 + 1, NDA)
    store.save()
    write_access(calib)
    become("ann", monkeypatch)
    return DCStore(store.path)


Ask = Callable[[DCStore], object]

ADDING: list[Ask] = [
    lambda cs: cs.add_ctype("mask") if cs.layout.value == "native" else cs.add_ctype("geometry"),
    lambda cs: cs.ctypeobj("pedestals").add_range((300, 400)),
    lambda cs: cs.ctypeobj("pedestals").rangeobj("100-200").add_version(T0 + 9, NDA),
    lambda cs: cs.ctypeobj("pedestals").rangeobj("100-200").add_version(pars={"run": 6}),
    lambda cs: cs.add_history("all dark"),
    lambda cs: cs.ctypeobj("pedestals").add_history("all dark"),
    lambda cs: new_range(cs).add_version(T0, NDA, default=True),
    lambda cs: new_range(cs).add_par("run", 7),
    lambda cs: new_range(cs).set_end(500),
]

EDITING: list[Ask] = [
    lambda cs: gains(cs).set_versdef(1, comment="why"),
    lambda cs: gains(cs).add_version(T0 + 9, NDA, default=True, comment="why"),
    lambda cs: gains(cs).add_par("k", 1),
    lambda cs: gains(cs).set_dictpars({"k": 1}),
    lambda cs: gains(cs).versobj(1).del_par("run"),
    lambda cs: gains(cs).versobj(1).add_calib(NDA + 1),
    lambda cs: gains(cs).versobj(1).set_tsprod(T0 + 5),
    lambda cs: gains(cs).set_end(300),
    lambda cs: gains(cs).del_version(1),
    lambda cs: cs.ctypeobj("pixel_gain").del_range("100-200"),
    lambda cs: cs.del_ctype("pixel_gain"),
    lambda cs: cs.set_predecessor("cspad-0000"),
    lambda cs: cs.add_par("k", 1),
    lambda cs: gains(cs).redefine(gains(cs).versobj(1).name, comment="why"),  # at once
]

KEEPING: list[Ask] = [
    lambda cs: cs.repack(),
    lambda cs: cs.set_detid("0002"),
    lambda cs: cs.set_tscfile(5),
    lambda cs: cs.set_history({5: "all new"}),
]


def new_range(cs: DCStore) -> DCRange:
    return cs.ctypeobj("pixel_gain").add_range((300, 400))


def gains(cs: DCStore) -> DCRange:
    return cs.ctypeobj("pixel_gain").rangeobj("100-200")


def everything(cs: DCStore) -> object:
    """Say all that a store shows of itself."""
    types = {
        ctype: [(row.range_name, row.is_default, row.info) for row in cs.ctypeobj(ctype).listing()]
        for ctype in cs.ctypes()
    }
    ctypes = [cs.ctypeobj(ctype) for ctype in cs.ctypes()]
    ranges = [cto.rangeobj(name) for cto in ctypes for name in cto.ranges()]
    nodes: list[DCBase] = [cs, *ctypes, *ranges]
    said = [(node.dictpars(), node.history()) for node in nodes]
    return cs.detname(), cs.predecessor(), cs.tscfile(), types, said


@pytest.mark.parametrize("kind", sorted(set(kinds_of_change()), key=str))
def test_every_kind_of_change_says_who_may_make_it(kind: type[Change]) -> None:
    assert "role" in vars(kind), f"{kind.__name__} needs a role: ClassVar[Role] = ..."
    assert kind.__dict__["role"] in set(Role)


@pytest.mark.parametrize("number", range(len(ADDING)))
def test_contributors_add(kept: DCStore, number: int) -> None:
    ADDING[number](kept)
    kept.save()


@pytest.mark.parametrize("number", range(len(EDITING)))
def test_contributors_change_nothing_that_is_there(kept: DCStore, number: int) -> None:
    before = everything(kept)
    with pytest.raises(AccessDenied) as caught:
        EDITING[number](kept)
    assert "only a curator of" in str(caught.value)
    assert "you, ann, are a contributor by" in str(caught.value)
    assert not kept.pending
    assert everything(kept) == before


@pytest.mark.parametrize("number", range(len(EDITING) - 1))
def test_a_refusal_leaves_what_is_pending(kept: DCStore, number: int) -> None:
    kept.ctypeobj("pedestals").add_range((700, 800)).add_version(T0, NDA)
    before = everything(kept)
    with pytest.raises(AccessDenied):
        EDITING[number](kept)
    assert everything(kept) == before
    kept.save()
    assert "700-800" in kept.ctypeobj("pedestals").ranges()


@pytest.mark.parametrize("number", range(len(EDITING)))
def test_who_has_the_role_may_edit(
    kept: DCStore, calib: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_access(calib, '[[rule]]\nrole = "curator"\nusers = ["ann"]\n')
    EDITING[number](kept)
    kept.save()


@pytest.mark.parametrize("number", range(len(KEEPING)))
def test_only_admins_change_the_file(
    kept: DCStore, calib: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_access(calib, '[[rule]]\nrole = "curator"\nusers = ["ann"]\n')
    with pytest.raises(AccessDenied, match="only an admin of cspad-0001 may do that"):
        KEEPING[number](kept)
    write_access(calib, '[[rule]]\nrole = "admin"\nusers = ["ann"]\n')
    KEEPING[number](kept)
    kept.save()


def test_curators_delete_and_restore_and_admins_purge(
    kept: DCStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    become("bob", monkeypatch)
    kept.ctypeobj("pedestals").rangeobj("100-200").del_version(1)
    kept.save()
    with pytest.raises(AccessDenied, match=r"only an admin .* Who may: eve\."):
        kept.purge()
    kept.restore()
    kept.ctypeobj("pedestals").rangeobj("100-200").del_version(1)
    kept.save()
    become("ann", monkeypatch)
    with pytest.raises(AccessDenied, match="only a curator of 'pedestals' of cspad-0001"):
        kept.restore()
    become("eve", monkeypatch)
    assert len(kept.purge()) == 1


def test_a_role_for_one_type_is_none_for_another(
    kept: DCStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    become("bob", monkeypatch)
    kept.ctypeobj("pedestals").rangeobj("100-200").set_versdef(1)
    with pytest.raises(AccessDenied, match=r"'pixel_gain' of cspad-0001 .* Who may: eve\."):
        gains(kept).set_versdef(1)
    with pytest.raises(AccessDenied, match="only a curator of cspad-0001"):
        kept.add_par("k", 1)
    kept.save()


def test_whom_no_rule_names_is_a_reader(kept: DCStore, monkeypatch: pytest.MonkeyPatch) -> None:
    become("zoe", monkeypatch)
    with pytest.raises(AccessDenied) as caught:
        kept.add_ctype("geometry")
    assert str(caught.value) == (
        f"{kept.path} can't be changed: only a contributor of cspad-0001 may change anything "
        f"there (at least add types, ranges and versions), and you, zoe, are a reader by "
        f"{kept.path.parent.parent}/access.toml. Who may: ann, bob, eve."
    )
    assert np.array_equal(kept.get("pedestals", 150), NDA)


def test_a_change_asked_for_in_time_is_refused_if_the_rules_changed(
    kept: DCStore, calib: Path
) -> None:
    kept.add_history("all dark")
    generation = kept.generation
    write_access(calib, '[[rule]]\nrole = "reader"\n')
    with pytest.raises(AccessDenied, match="By its rules nobody may; ask the owner"):
        kept.save()
    assert kept.pending
    assert DCStore(kept.path).generation == generation


def test_a_broken_access_file_closes_all_and_says_what_is_wrong(
    kept: DCStore, calib: Path
) -> None:
    write_access(calib, '[[rule]]\nrole = "boss"\n')
    with pytest.raises(AccessDenied, match="can't be understood: in rule 1, 'boss' is no role"):
        kept.add_history("all dark")
    assert "until it is put right" in closed_place(str(calib))
    assert kept.ctypes() == ["pedestals", "pixel_gain"]


def test_without_an_access_file_the_system_decides(cs: DCStore) -> None:
    cs.add_ctype("pedestals")
    cs.save()
    assert permissions_of(cs.path).closed() == ""
    assert refusal(cs.path, [Need(Role.ADMIN, "")]) == ""


def test_a_detector_is_made_by_contributors_of_it(
    calib: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_access(calib)
    become("ann", monkeypatch)
    DCStore.create(calib, "cspad-0007")
    with pytest.raises(AccessDenied, match=r"only a contributor of pnccd-0001 .* Who may: eve\."):
        DCStore.create(calib, "pnccd-0001")
    assert not (calib / "pnccd").exists()


def test_a_copy_is_made_where_one_may(
    kept: DCStore, calib: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    become("zoe", monkeypatch)
    kept.save(tmp_path / "cspad-0001.h5")
    with pytest.raises(AccessDenied, match="cspad-0009"):
        kept.save(calib / "cspad" / "cspad-0009.h5")


def test_a_link_does_not_lead_around_the_rules(
    kept: DCStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "mine" / "cspad-0001.h5"
    link.parent.mkdir()
    link.symlink_to(kept.path)
    become("zoe", monkeypatch)
    with pytest.raises(AccessDenied, match="you, zoe, are a reader"):
        DCStore(link).add_history("all dark")


def test_rules_name_groups_of_the_system(reachable: Path) -> None:
    calib = reachable / "calib"
    store = make_store(calib, "native")
    for path in (calib, store.path.parent):
        path.chmod(0o777)
    store.path.chmod(0o666)

    def add() -> str:
        try:
            with DCStore(store.path) as cs:
                cs.add_history("all dark")
        except AccessDenied as error:
            return str(error)
        return ""

    group = in_child(_group_of_nobody, unprivileged=True)
    write_access(calib, f'[[rule]]\nrole = "contributor"\ngroups = ["{group}"]\n')
    assert in_child(add, unprivileged=True) == ""
    write_access(calib, '[[rule]]\nrole = "admin"\ngroups = ["ps-data"]\nusers = ["ann"]\n')
    words = in_child(add, unprivileged=True)
    assert "Who may: ann; who is in the group ps-data." in words


def _group_of_nobody() -> str:
    return grp.getgrgid(os.getegid()).gr_name


def test_the_system_refuses_with_owner_group_and_mode(reachable: Path) -> None:
    store = make_store(reachable, "native")
    store.path.chmod(0o644)
    store.path.parent.chmod(0o755)

    def add() -> str:
        with pytest.raises(AccessDenied) as caught:
            DCStore(store.path).add_history("all dark")
        return str(caught.value)

    path = store.path
    assert in_child(add, unprivileged=True) == (
        f"{path} can't be changed: the file {path} is read-only for you (owner {path.owner()}, "
        f"group {path.group()}, mode 0644). Ask its owner, or work on a copy."
    )


def test_what_a_transaction_adds_is_its_own() -> None:
    born = [("pedestals", "100")]
    default = SetDefault(("pedestals", "100"), "v")
    assert needed(default) == Need(Role.CURATOR, "pedestals")
    assert needed(default, born) == Need(Role.CONTRIBUTOR, "pedestals")
    assert needed(SetPars(("pedestals",)), born).role is Role.CURATOR
    assert AddRange(("pedestals", "100"), Validity.of("100-200")).adds


def test_what_belongs_to_no_type_is_for_contributors_of_any() -> None:
    assert needed(SetPars(())) == Need(Role.CURATOR, "")
    assert needed(SetHead((), {"successor": "cspad-2"})) == Need(Role.CURATOR, "")
    assert needed(SetHead((), {"successor": "cspad-2", "detid": "3"})) == Need(Role.ADMIN, "")
    assert needed(AddCtype(("mask",))) == Need(Role.CONTRIBUTOR, "mask")


def test_changes_of_a_plan_are_asked_for_before_they_are_made(
    calib: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_access(calib)
    become("ann", monkeypatch)
    file = calib / "cspad" / "cspad-0001.h5"
    own = [AddRange(("mask", "1"), Validity.of("1-2")), SetDefault(("mask", "1"), "v")]
    assert refusal(file, own) == ""
    assert "curator" in refusal(file, reversed(own))
    assert refusal(file, [Need(Role.CONTRIBUTOR, "mask")]) == ""


def test_a_file_of_another_name_is_told_by_its_directory(
    calib: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_access(calib, '[[rule]]\nrole = "admin"\ndettype = "old"\ndetid = "notes*"\n')
    assert permissions_of(calib / "old" / "notes_of_may.h5").detector == ("old", "notes_of_may")
    assert re.match(
        "only a contributor of other", permissions_of(calib / "other" / "a.h5").closed()
    )
    assert permissions_of(calib / "old" / "notes_of_may.h5").closed() == ""
