"""Facts, parameters and history of each level."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from asked_files import SEC, add_range, fill, node
from dcsgui import DCStore, Timestamp
from dcsgui.core.actions import details as module
from dcsgui.core.actions.answers.details import NodeDetails, ParameterRow
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.details import details
from dcsgui.core.actions.details import parameters as parameters_of_many
from dcsgui.core.values.errors import Damaged, NotFound, StoreNotAvailable
from dcsgui.core.values.parameter_texts import same_value


def facts_of(found: NodeDetails) -> dict[str, str]:
    facts = dict(found.facts)
    assert len(facts) == len(found.facts)
    assert all(facts.values())
    return facts


def version_node(cs: DCStore, span: str, versind: int) -> NodeId:
    name = cs.ctypeobj("pedestals").rangeobj(span).versobj(versind).name
    return node(cs, "pedestals", span, name)


def parameters(cs: DCStore, **pars: object) -> dict[str, ParameterRow]:
    for key, value in pars.items():
        cs.add_par(key.replace("__", ":"), value)
    cs.save()
    return {row.key: row for row in details(node(cs)).pars}


# Facts


def test_a_store_tells_what_it_is(cs: DCStore, layout: str) -> None:
    fill(cs)
    facts = facts_of(details(node(cs)))
    assert (facts["detector"], facts["detector type"]) == ("cspad-0001", "cspad")
    assert (facts["detector id"], facts["layout"]) == ("0001", layout)
    assert (facts["predecessor"], facts["types"]) == ("cspad-0000", "2")
    assert "successor" not in facts
    created = cs.tscfile()
    assert created is not None
    assert abs(Timestamp.of(facts["created"]).sec - created) < 1e-5
    assert facts["generation"] == str(DCStore(cs.path).generation)
    assert facts["size on disk"].endswith(f"({cs.path.stat().st_size} bytes)")
    assert facts["file"] == str(cs.path)


def test_a_type_counts(cs: DCStore) -> None:
    fill(cs)
    facts = facts_of(details(node(cs, "pedestals")))
    assert facts == {"type": "pedestals", "ranges": "2", "versions": "5"}


def test_a_range_tells_its_ends_and_its_default(cs: DCStore) -> None:
    fill(cs)
    facts = facts_of(details(node(cs, "pedestals", "100-500")))
    assert Timestamp.of(facts["begin"]).ns == 100 * SEC
    assert Timestamp.of(facts["end"]).ns == 500 * SEC
    assert (facts["default"], facts["versions"]) == ("v2 (set)", "3")
    facts = facts_of(details(node(cs, "pedestals", "200-end")))
    assert facts["end"] == "open, valid for ever"
    assert facts["default"] == "v2 (auto, the one added last)"
    facts = facts_of(details(node(cs, "pixel_gain", "100-150")))
    assert facts["default"] == "none, it holds no version"


def test_a_version_tells_what_is_known(cs: DCStore) -> None:
    fill(cs)
    facts = facts_of(details(version_node(cs, "100-500", 2)))
    assert Timestamp.of(facts["produced"]).ns == 101 * SEC
    assert (facts["version"], facts["author"], facts["run"]) == ("v2", "ana", "1")
    assert (facts["experiment"], facts["comment"]) == ("xpptut15", "dark 1")
    assert (facts["shape"], facts["dtype"], facts["size"]) == ("(3,)", "float32", "12 bytes")
    assert facts["digest"].startswith("sha256:")
    assert "byte order" not in facts


def test_other_kinds_of_constants(cs: DCStore) -> None:
    tsro = add_range(cs, "pedestals", "100-end")
    tsro.add_version(Timestamp.of(100), "µm")
    tsro.add_version(Timestamp.of(101))
    tsro.add_version(Timestamp.of(102), np.zeros((3, 8, 50, 1024), ">f8"))
    cs.save()
    text, nothing, big = (
        facts_of(details(version_node(cs, "100-end", number))) for number in (1, 2, 3)
    )
    assert (text["constants"], text["size"]) == ("text", "3 bytes")
    assert (nothing["constants"], nothing["size"]) == ("none yet", "0 bytes")
    assert "digest" not in nothing
    assert (big["byte order"], big["dtype"]) == ("big-endian", "float64")
    assert big["size"] == "9.8 MB (9830400 bytes)"


# Parameters


def test_parameters_come_as_full_text_with_type_and_meaning(cs: DCStore) -> None:
    found = parameters(
        cs, exp="xpptut15", com__007="a\nb", run=260, gain=0.1, beam=True, other="é" * 5000
    )
    assert found["exp"][1:3] == ("xpptut15", "text")
    assert found["exp"].meaning == "experiment where the constants were obtained"
    assert found["com:007"][1:4] == ("a\nb", "text", "comments for this version")
    assert found["run"] == ("run", "260", "integer", "", 260)
    assert found["gain"] == ("gain", "0.1", "float", "", 0.1)
    assert found["beam"] == ("beam", "true", "bool", "", True)
    assert found["other"].text == "é" * 5000


def test_arrays_come_whole_and_exact(cs: DCStore) -> None:
    values = np.linspace(0, 1, 2000) / 3
    found = parameters(
        cs, values=values, flags=np.array([True, False]), names=np.array(["a", "b"])
    )
    text = found["values"].text
    assert found["values"].type_name == "array (2000,) of float64"
    assert np.array_equal(np.array(text.strip("[]").split(","), float), values)
    assert same_value(found["values"].value, values)
    assert found["flags"][1:3] == ("[ True, False]", "array (2,) of bool")
    assert found["names"][1:3] == ("['a', 'b']", "array (2,) of text")


def test_of_very_large_arrays_only_the_ends_come(cs: DCStore) -> None:
    found = parameters(cs, small=np.zeros(10_000, "u1"), big=np.zeros(10_001, "u1"))
    assert "..." not in found["small"].text
    assert "..." in found["big"].text
    assert found["big"].type_name == "array (10001,) of uint8"


def test_parameters_of_many_nodes(cs: DCStore, tmp_path: Path) -> None:
    fill(cs)
    cs.ctypeobj("pedestals").add_par("gain", 1.0)
    cs.save()
    gone = node(cs, "pedestals").child("77")
    missing = NodeId(str(tmp_path / "none.h5"))
    nodes = (node(cs), gone, missing, node(cs, "pedestals"))
    first, *problems, last = parameters_of_many(nodes)
    assert (first.node, last.node) == (nodes[0], nodes[-1])
    assert [(par.key, par.value) for par in last.pars] == [("gain", 1.0)]
    assert [one.node for one in problems] == [gone, missing]
    assert "pedestals/77" in problems[0].problem
    assert "none.h5" in problems[1].problem
    assert list(parameters_of_many(())) == []


# History


def test_the_history_comes_oldest_first(cs: DCStore) -> None:
    fill(cs)
    cs.ctypeobj("pedestals").rangeobj("100-500").add_history("taken by hand", 50)
    cs.save()
    history = details(node(cs, "pedestals", "100-500")).history
    assert [row.tstamp_ns for row in history] == sorted(row.tstamp_ns for row in history)
    assert (history[0].tstamp_ns, history[0].comment) == (50 * SEC, "taken by hand")
    (row,) = [row for row in history if row.action.startswith("set default")]
    assert (row.action, row.comment) == ("set default from auto (v3) to v2", "less noise")
    assert row.user
    assert row.host


# What can't be answered


def test_what_is_not_there_is_named(cs: DCStore, tmp_path: Path) -> None:
    fill(cs)
    span = cs.ctypeobj("pedestals").ranges()[0]
    for names in (("gain",), ("pedestals", "7"), ("pedestals", span, "9")):
        with pytest.raises(NotFound, match=f"There is no {'/'.join(names)} in"):
            details(NodeId(str(cs.path), names))
    with pytest.raises(StoreNotAvailable, match="There is no file"):
        details(NodeId(str(tmp_path / "cspad-1.h5")))
    (tmp_path / "cspad-1.h5").write_text("x")
    with pytest.raises(Damaged):
        details(NodeId(str(tmp_path / "cspad-1.h5")))


def test_a_file_that_vanishes_while_it_is_read_gets_a_sentence(
    cs: DCStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish(store: DCStore, node: NodeId) -> DCStore:
        cs.path.unlink()
        return store

    monkeypatch.setattr(module, "node_of", vanish)
    with pytest.raises(StoreNotAvailable, match=r"cspad-0001\.h5 is not available"):
        details(node(cs))


def test_older_files_answer_at_each_level(shared_data: Path) -> None:
    for path in (shared_data / "pscalib").glob("*/*.h5"):
        store = DCStore(path)
        assert facts_of(details(NodeId(str(path))))["layout"] == "pscalib"
        for ctype in store.ctypes():
            for row in store.ctypeobj(ctype).listing():
                where = NodeId(str(path), (ctype, row.range_name, row.info.name))
                assert facts_of(details(where))["version"] == f"v{row.info.versind}"
                assert facts_of(details(where.parent))["range"] == row.range_name
