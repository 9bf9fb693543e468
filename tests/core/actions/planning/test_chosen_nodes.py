"""Selections of single nodes: exactly these, with all that is in them, and without those."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import ItemKind, Plan, Selection
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.actions.transfer import MovedError, apply
from dcsgui.core.values.errors import BadValue, NotFound
from small_stores import LAYOUTS, make_store
from transfer_files import CTYPE, planned, put

GAIN = "pixel_gain"
Nodes = tuple[tuple[str, ...], ...]


@pytest.fixture(params=LAYOUTS)
def mine(tmp_path: Path, request: pytest.FixtureRequest) -> DCStore:
    """Return a store of a layout with two types, three ranges and six versions."""
    cs = make_store(tmp_path / "mine", request.param)
    put(cs, "100-200", 1, 2)
    put(cs, "300-400", 1, 2)  # the same production times: names tell nothing apart
    put(cs, "100-200", 1, 2, ctype=GAIN)
    return cs


@pytest.fixture
def theirs(tmp_path: Path) -> DCStore:
    """Return an empty store."""
    return make_store(tmp_path / "theirs", "native")


def version(cs: DCStore, number: int, tsr: str = "100-200", ctype: str = CTYPE) -> tuple[str, ...]:
    """Return the path of a version."""
    return ctype, tsr, cs.ctypeobj(ctype).rangeobj(tsr).versobj(number).name


def meant(plan: Plan) -> list[tuple[str, str, int]]:
    """Return type, range and number of the versions that are transferred."""
    found = (item for item in plan.items if item.kind is ItemKind.VERSION)
    return [(item.path[0], item.path[1], item.versind) for item in found]


def test_only_the_nodes_are_meant(mine: DCStore, theirs: DCStore) -> None:
    def of(*nodes: tuple[str, ...], **more: object) -> list[tuple[str, str, int]]:
        how = How(Selection(nodes=nodes, **more))  # type: ignore[arg-type]
        return meant(planned(mine, theirs, how))

    one = version(mine, 2)
    both = [(CTYPE, "300-400", 1), (CTYPE, "300-400", 2)]
    assert of(one) == [(CTYPE, "100-200", 2)]
    assert of(one, (CTYPE, "300-400")) == [(CTYPE, "100-200", 2), *both]
    assert of(one, (GAIN,)) == [
        (CTYPE, "100-200", 2),
        (GAIN, "100-200", 1),
        (GAIN, "100-200", 2),
    ]
    assert len(of(())) == 6
    assert of((CTYPE,), version(mine, 1), versions=("1",)) == [
        (CTYPE, "100-200", 1),
        (CTYPE, "300-400", 1),
    ]
    assert of((CTYPE, "300-400"), default_only=True) == both[1:]
    assert of((CTYPE,), ctypes=(GAIN,)) == []


def test_left_out_is_left_out(mine: DCStore, theirs: DCStore) -> None:
    def without(*paths: tuple[str, ...], nodes: Nodes = ()) -> list[tuple[str, str, int]]:
        return meant(planned(mine, theirs, How(Selection(nodes=nodes, without=paths))))

    first, second = (CTYPE, "100-200", 1), (CTYPE, "100-200", 2)
    third, fourth = (CTYPE, "300-400", 1), (CTYPE, "300-400", 2)
    assert without((GAIN,)) == [first, second, third, fourth]
    assert without((GAIN,), version(mine, 1)) == [second, third, fourth]
    assert without((CTYPE, "100-200"), nodes=((CTYPE,),)) == [third, fourth]
    assert without((CTYPE,), nodes=(version(mine, 1),)) == []


def test_it_stays_in_the_source(mine: DCStore, theirs: DCStore) -> None:
    node = NodeId(str(mine.path), (CTYPE, "100-200"))
    one = version(mine, 1)
    assert len(meant(planned(node, theirs, How(Selection(nodes=(one,)))))) == 1
    assert len(meant(planned(node, theirs, How(Selection(nodes=((CTYPE,),)))))) == 2
    assert len(meant(planned(node, theirs, How(Selection(without=(one,)))))) == 1
    with pytest.raises(BadValue, match="not in the source"):
        planned(node, theirs, How(Selection(nodes=((CTYPE, "300-400"),))))


def test_no_empty_hulls_are_made_of_what_is_left_out(mine: DCStore, theirs: DCStore) -> None:
    versions = tuple(version(mine, number) for number in (1, 2))
    ranges = ((GAIN, "100-200"),)
    plan = planned(mine, theirs, How(Selection(without=(*versions, *ranges))))
    assert {item.path[:2] for item in plan.items} == {(CTYPE,), (CTYPE, "300-400")}


def test_empty_ranges_go_with_their_type_or_by_name(mine: DCStore, theirs: DCStore) -> None:
    mine.ctypeobj(CTYPE).add_range("700-800")
    mine.save()
    empty = (CTYPE, "700-800")

    def made(*nodes: tuple[str, ...]) -> bool:
        return empty in {
            item.path for item in planned(mine, theirs, How(Selection(nodes=nodes))).items
        }

    assert made(empty)
    assert made((CTYPE,))
    assert not made(version(mine, 1))


@pytest.mark.parametrize(
    ("nodes", "without", "compared"),
    [
        (((CTYPE,),), (), True),
        ((), (), True),
        ((), ((GAIN,),), True),
        (((CTYPE, "100-200"),), (), False),
        ((), ((CTYPE, "100-200"),), False),
    ],
)
def test_parameters_count_where_a_node_is_meant_as_a_whole(
    mine: DCStore, theirs: DCStore, nodes: Nodes, without: Nodes, compared: bool
) -> None:
    put(theirs, "100-200", 1)
    for cs, unit in ((mine, "ADU"), (theirs, "eV")):
        cs.ctypeobj(CTYPE).add_par("unit", unit)
        cs.save()
    plan = planned(mine, theirs, How(Selection(nodes=nodes, without=without)))
    assert [item.path for item in plan.conflicts] == ([(CTYPE,)] if compared else [])
    assert ((CTYPE,) in plan.compared) == compared


def test_what_counts_may_not_change_until_it_is_applied(mine: DCStore, theirs: DCStore) -> None:
    put(theirs, "100-200", 1)
    how = How(Selection(nodes=((CTYPE, "100-200"), version(mine, 1, ctype=GAIN))))
    plan = planned(mine, theirs, how)
    theirs.ctypeobj(CTYPE).add_par("unit", "eV")  # the type is not meant as a whole
    theirs.save()
    assert len(apply(plan, dry_run=True).done) == len(plan.todo)
    theirs.ctypeobj(CTYPE).rangeobj("100-200").versobj(1).add_par("unit", "eV")
    theirs.save()
    with pytest.raises(MovedError):
        apply(plan)


@pytest.mark.parametrize(
    ("path", "error"),
    [
        (("status",), NotFound),
        ((CTYPE, "1-2"), NotFound),
        ((CTYPE, "100-200", "77"), NotFound),
        ((CTYPE, ""), BadValue),
        ((CTYPE, "100-200", "77", "8"), BadValue),
    ],
)
def test_what_is_not_there_is_neither_meant_nor_left_out(
    mine: DCStore, theirs: DCStore, path: tuple[str, ...], error: type[Exception]
) -> None:
    for selection in (Selection(nodes=(path,)), Selection(without=(path,))):
        with pytest.raises(error):
            planned(mine, theirs, How(selection))
    with pytest.raises(BadValue):
        planned(mine, theirs, How(Selection(without=((),))))
