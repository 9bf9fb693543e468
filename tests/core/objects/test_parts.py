"""Parts of constants through DCVersion: stored and pending ones, in both layouts."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui import DCStore
from dcsgui.core.values.errors import BadValue, NotFound
from dcsgui.core.values.parts import parts_of

NDA = np.arange(2 * 3 * 4, dtype="i2").reshape(2, 3, 4)
PARTS = list(parts_of(NDA.shape, itemsize=2, nbytes=24))


def test_parts_of_stored_and_of_pending_constants(cs: DCStore) -> None:
    verso = cs.add_ctype("pedestals").add_range(100).add_version(200, NDA)
    pending = list(verso.calib_parts(PARTS))
    cs.save()
    verso = DCStore(cs.path).ctypeobj("pedestals").rangeobj(100).versobj()
    for found in (pending, list(verso.calib_parts(PARTS))):
        assert np.array_equal(np.concatenate(found), NDA)
    pending[0][:] = 0
    assert np.array_equal(verso.calib(), NDA)  # type: ignore[arg-type]


def test_the_file_is_opened_once_for_all_parts(
    cs: DCStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    verso = cs.add_ctype("pedestals").add_range(100).add_version(200, NDA)
    cs.save()
    opened: list[str] = []
    plain = h5py.File.__init__

    def counted(self: h5py.File, *args: object, **kwargs: object) -> None:
        opened.append(str(args[0]))
        plain(self, *args, **kwargs)

    monkeypatch.setattr(h5py.File, "__init__", counted)
    names = list(verso.calib_parts(PARTS))
    assert len(names) == len(PARTS)
    assert opened.count(str(cs.path)) == 1


def test_a_version_without_constants_and_a_text_have_no_parts(cs: DCStore) -> None:
    tsro = cs.add_ctype("geometry").add_range(100)
    tsro.add_version(200)
    tsro.add_version(201, "IP 0\n")
    cs.save()
    with pytest.raises(NotFound, match="holds no constants"):
        next(tsro.versobj(200).calib_parts(PARTS))
    with pytest.raises(BadValue, match="are a text"):
        next(tsro.versobj(201).calib_parts(PARTS))


def test_chunks_are_those_of_the_file(calib: Path) -> None:
    cs = DCStore.create(calib, "cspad-0001")
    verso = cs.add_ctype("pedestals").add_range(100).add_version(200, NDA)
    assert verso.chunks is None
    cs.save()
    assert verso.chunks is None
    with h5py.File(cs.path, "r+") as file:
        group = file["pedestals/100/200"]
        del group["calib"]
        group.create_dataset("calib", data=NDA, chunks=(1, 3, 2), compression="gzip")
    verso = DCStore(cs.path).ctypeobj("pedestals").rangeobj(100).versobj()
    assert verso.chunks == (1, 3, 2)
    assert np.array_equal(np.concatenate(list(verso.calib_parts(PARTS))), NDA)


def test_the_digest_of_a_file_without_one_is_computed(cs: DCStore) -> None:
    verso = cs.add_ctype("pedestals").add_range(100).add_version(200, NDA)
    cs.save()
    digest = verso.digest
    with h5py.File(cs.path, "r+") as file:
        for found in _with_digest(file):
            del found.attrs["digest"]
    again = DCStore(cs.path).ctypeobj("pedestals").rangeobj(100).versobj()
    assert again.info is not None
    assert again.digest == digest
    again.verify()


def _with_digest(file: h5py.File) -> list[h5py.HLObject]:
    nodes: list[h5py.HLObject] = []
    file.visititems(lambda _name, node: nodes.append(node) if "digest" in node.attrs else None)
    return nodes
