"""Looking on at the predecessors or successors of a detector, when asked to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dcsgui import DCStore
from dcsgui.core.values.errors import BadValue, ConstantsNotFound
from small_stores import make_store


@pytest.fixture
def family(calib: Path, layout: str) -> list[DCStore]:
    """Return cspad-0, cspad-1 and pnccd-2, each the predecessor of the next."""
    names = ["cspad-0", "cspad-1", "pnccd-2"]
    stores = [make_store(calib, layout, name) for name in names]
    for number, cs in enumerate(stores):
        cs.set_predecessor(names[number - 1] if number else None)
        cs.set_successor(names[number + 1] if number < 2 else None)
        tsro = cs.add_ctype("pedestals").add_range((number * 100, number * 100 + 50))
        tsro.add_version(nda=np.array(number))
        cs.save()
    return stores


def test_nothing_is_followed_unasked(family: list[DCStore]) -> None:
    with pytest.raises(ConstantsNotFound):
        family[2].get("pedestals", 110)


def test_predecessors_and_successors_are_followed(family: list[DCStore]) -> None:
    assert family[2].get("pedestals", 110, follow="predecessor") == 1
    assert family[2].get("pedestals", 10, follow="predecessor") == 0
    assert family[0].get("pedestals", 210, follow="successor") == 2
    assert family[2].get("pedestals", 210, follow="predecessor") == 2
    sel = family[2].find("pedestals", 10, follow="predecessor")
    assert sel.path == family[0].path
    with pytest.raises(BadValue, match="predecessor or successor, not to 'parent'"):
        family[2].find("pedestals", 10, follow="parent")


def test_what_nobody_has_is_not_found(family: list[DCStore]) -> None:
    with pytest.raises(ConstantsNotFound) as info:
        family[2].get("pedestals", 77, follow="predecessor")
    words = str(info.value)
    assert f"are valid at 1970-01-01T00:01:17+00:00 in {family[2].path}" in words
    assert words.endswith("Nor are there any of its predecessors: cspad-1, cspad-0.")
    with pytest.raises(ConstantsNotFound, match="its successors: it has none"):
        family[2].get("pedestals", 77, follow="successor")
    assert family[2].get("pedestals", 77, default=None, follow="predecessor") is None


def test_loops_come_to_an_end(family: list[DCStore]) -> None:
    family[0].set_predecessor("pnccd-2")
    family[0].save()
    with pytest.raises(ConstantsNotFound, match="predecessors: cspad-1, cspad-0"):
        family[2].get("pedestals", 77, follow="predecessor")
    family[1].set_predecessor("cspad-1")
    family[1].save()
    with pytest.raises(ConstantsNotFound, match="its predecessors: cspad-1"):
        family[2].get("pedestals", 10, follow="predecessor")


def test_a_missing_file_matters_only_where_it_is_needed(family: list[DCStore]) -> None:
    family[0].path.unlink()
    assert family[2].get("pedestals", 110, follow="predecessor") == 1
    with pytest.raises(
        ConstantsNotFound, match=r"The predecessor 'cspad-0' can't be asked: File .* is not avail"
    ):
        family[2].get("pedestals", 10, follow="predecessor")


def test_relatives_are_only_looked_at(family: list[DCStore]) -> None:
    sel = family[2].find("pedestals", 10, follow="predecessor")
    with pytest.raises(PermissionError, match="read-only"):
        sel.version.add_par("k", 1)
