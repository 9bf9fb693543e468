"""What differs between two nodes, whatever their files are like."""

from __future__ import annotations

import shutil
from pathlib import Path

import h5py
import numpy as np
import pytest

from dcsgui import DCStore
from dcsgui.core.actions.answers.diffs import Comparison, How, In, NodeAt, NodeDifference
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.diff import diff
from dcsgui.core.values.counts import Tolerance
from dcsgui.core.values.errors import BadValue, ConstantsNotFound, NotFound, StoreNotAvailable
from dcsgui.core.values.progress import Cancelled, Progress
from dcsgui.core.values.timestamps import Timestamp
from small_stores import NDA, T0, make_store

SECOND = 1_000_000_000


@pytest.fixture
def pair(calib: Path, layout: str) -> tuple[DCStore, DCStore]:
    """Return two equal stores of each layout in turn."""
    a = make_store(calib, layout)
    tsro = a.add_ctype("pedestals").add_range((100, 200))
    tsro.add_version(T0, NDA, comment="dark", pars={"run": 12})
    tsro.add_version(T0 + 1, NDA + 1, comment="darker")
    a.ctypeobj("pedestals").add_range(300).add_version(T0 + 2, NDA)
    a.add_ctype("geometry").add_range(0).add_version(T0 + 3, "IP 0\nCAM 1\n")
    a.add_par("site", "xpp")
    a.set_successor("cspad-0002")
    a.save()
    path = calib / "other" / "cspad" / "cspad-0001.h5"
    path.parent.mkdir(parents=True)
    shutil.copyfile(a.path, path)
    return a, DCStore(path)


def node(cs: DCStore, *path: str) -> NodeId:
    return NodeId(str(cs.path), path)


def compared(pair: tuple[DCStore, DCStore], **options: object) -> Comparison:
    return diff(node(pair[0]), node(pair[1]), **options)  # type: ignore[arg-type]


def only(found: Comparison) -> NodeDifference:
    assert not found.same
    assert len(found.nodes) == 1
    return found.nodes[0]


def path_of(cs: DCStore, ctype: str, begin: int, vers: int) -> tuple[str, ...]:
    tsro = next(
        one
        for one in map(cs.ctypeobj(ctype).rangeobj, cs.ctypeobj(ctype).ranges())
        if one.begin() == begin
    )
    return (ctype, tsro.name, tsro.versobj(vers).name)


def test_a_copy_is_the_same(pair: tuple[DCStore, DCStore]) -> None:
    found = compared(pair, histories=True)
    assert (found.same, found.nodes) == (True, ())
    assert (found.compared.types, found.compared.ranges, found.compared.versions) == (2, 3, 4)
    assert found.compared.identical == 4


def test_the_two_layouts_with_the_same_content_are_the_same(calib: Path) -> None:
    stores = [make_store(calib / layout, layout) for layout in ("native", "pscalib")]
    for cs in stores:
        tsro = cs.add_ctype("pedestals").add_range((100.25, 200))
        tsro.add_version(T0 + 0.125, NDA, comment="dark", pars={"run": 12})
        tsro.set_versdef(tsro.add_version(T0 + 1, NDA + 1))
        cs.save()
    found = diff(node(stores[0]), node(stores[1]))
    assert found.nodes == ()
    assert (found.a.layout, found.b.layout) == ("native", "pscalib")


def test_what_the_older_layout_rounds_is_the_same(calib: Path) -> None:
    stores = [make_store(calib / layout, layout) for layout in ("native", "pscalib")]
    for cs in stores:
        begin, produced = Timestamp(T0 * 10**9 + 123), Timestamp(T0 * 10**9 + 123_456_789)
        tsro = cs.add_ctype("pedestals").add_range((begin, None))
        tsro.add_version(produced, NDA)
        cs.save()
    with h5py.File(stores[1].path, "r+") as file:  # older code keeps seconds only
        for name in (f"{T0}-end/begin", f"{T0}-end/v0001/tsprod"):
            del file[f"pedestals/{name}"].attrs["ns"]
    assert diff(node(stores[0]), node(stores[1])).nodes == ()


def test_head_and_parameters(pair: tuple[DCStore, DCStore]) -> None:
    b = pair[1]
    b.set_successor(None)
    b.set_predecessor("cspad-0000")
    b.set_dictpars({"site": 1, "gain": np.array([1.0, np.nan])})
    b.save()
    found = only(compared(pair))
    assert (found.level, found.side, found.a, found.b) == ("detector", In.BOTH, (), ())
    assert [(one.key, one.before, one.after) for one in found.facts] == [
        ("predecessor", None, "cspad-0000"),
        ("successor", "cspad-0002", None),
    ]
    assert [(one.key, one.before, one.after) for one in found.parameters] == [
        ("gain", None, "[ 1., nan]"),
        ("site", "xpp", "1"),
    ]


def test_parameters_of_nan_are_equal_and_types_count(pair: tuple[DCStore, DCStore]) -> None:
    for cs, one in zip(pair, (1, True), strict=True):
        cs.add_par("nan", float("nan"))
        cs.add_par("nans", np.array([np.nan, 1]))
        cs.add_par("text", "1" if one is True else 1)
        cs.save()
    found = only(compared(pair))
    assert [(one.key, one.before, one.after) for one in found.parameters] == [
        ("text", "1 (integer)", "1 (text)")
    ]


def test_what_is_on_one_side_only(pair: tuple[DCStore, DCStore]) -> None:
    a, b = pair
    a.del_ctype("geometry")
    a.ctypeobj("pedestals").rangeobj((100, 200)).del_version(T0 + 1)
    a.save()
    b.ctypeobj("pedestals").rangeobj(300).set_end(400)
    b.save()
    found = compared(pair)
    told = [(one.level, one.side, one.nversions) for one in found.nodes]
    assert told == [
        ("type", In.B, 1),
        ("range", In.BOTH, 0),  # another default
        ("version", In.B, 1),
        ("range", In.A, 1),
        ("range", In.B, 1),
    ]
    assert found.nodes[0].nbytes == len("IP 0\nCAM 1\n")
    assert found.nodes[2].versind_b == 2
    assert "B has 300-400, with the same begin and another end" in found.nodes[3].note
    assert "A has 300" in found.nodes[4].note


def test_defaults_are_told_apart_by_version_and_by_how_they_came(
    pair: tuple[DCStore, DCStore],
) -> None:
    b = pair[1]
    b.ctypeobj("pedestals").rangeobj((100, 200)).set_versdef(T0 + 1)
    b.save()
    found = only(compared(pair))
    made = Timestamp.of(T0 + 1).iso()
    fact = found.facts[0]
    assert (fact.key, fact.before, fact.after) == (
        "default",
        f"v2 of {made} (auto)",
        f"v2 of {made} (set)",
    )
    b.ctypeobj("pedestals").rangeobj((100, 200)).set_versdef(T0)
    b.save()
    assert str(only(compared(pair)).facts[0].after).startswith("v1 of")


def test_constants_differ_in_numbers(pair: tuple[DCStore, DCStore]) -> None:
    b = pair[1]
    b.ctypeobj("pedestals").rangeobj((100, 200)).versobj(T0).add_calib(NDA + 3 * (NDA == 2))
    b.save()
    found = only(compared(pair))
    assert (found.level, found.versind_a, found.versind_b) == ("version", 1, 1)
    assert found.constants is not None
    assert found.constants.how is How.NUMBERS
    numbers = found.constants.numbers
    assert numbers is not None
    assert (numbers.n, numbers.ndiffer, numbers.max_abs, numbers.where) == (6, 1, 3.0, (2,))
    assert numbers.mean == 0.5
    assert numbers.rms == pytest.approx(1.5**0.5)
    assert compared(pair, tolerance=Tolerance(atol=3)).compared.close == 1
    assert compared(pair, tolerance=Tolerance(atol=3)).same
    assert not compared(pair, tolerance=Tolerance(atol=2.9)).same


@pytest.mark.parametrize(
    ("other", "how"),
    [
        (NDA.astype("f4"), How.EQUAL),
        (NDA.astype(">f8"), How.EQUAL),
        (np.where(NDA == 0, -0.0, NDA), How.EQUAL),
        (NDA.reshape(2, 3), How.SHAPE),
        ("a text", How.KIND),
    ],
)
def test_constants_of_other_forms(pair: tuple[DCStore, DCStore], other: object, how: How) -> None:
    pair[1].ctypeobj("pedestals").rangeobj((100, 200)).versobj(T0).add_calib(other)
    pair[1].save()
    found = only(compared(pair))
    assert found.constants is not None
    assert found.constants.how is how
    assert found.constants.a.shape == (6,)
    assert (found.constants.numbers is not None) == (how is How.EQUAL)


def test_zeros_of_another_type_have_the_same_digest_and_differ(calib: Path) -> None:
    cs = make_store(calib, "native")
    tsro = cs.add_ctype("pedestals").add_range(100)
    tsro.add_version(1, np.zeros(4, "f4"))
    tsro.add_version(2, np.zeros(4, "i4"))
    tsro.add_version(3, np.zeros((2, 2), "f4"))
    cs.save()
    for vers, how in ((2, How.EQUAL), (3, How.SHAPE)):
        names = [tsro.versobj(one).name for one in (1, vers)]
        found = diff(*(node(cs, "pedestals", tsro.name, name) for name in names))
        assert found.nodes[0].constants is not None
        assert found.nodes[0].constants.how is how


def test_nan_is_equal_to_nan_whatever_its_bits(pair: tuple[DCStore, DCStore]) -> None:
    values = np.array([0x7FF8000000000000, 0x7FF8000000000001], "u8").view("f8")
    for cs, value in zip(pair, values, strict=True):
        cs.ctypeobj("pedestals").rangeobj(300).versobj().add_calib(np.array([1.0, value, np.inf]))
        cs.save()
    found = only(compared(pair)).constants
    assert found is not None
    assert (found.how, found.numbers and found.numbers.ndiffer) == (How.EQUAL, 0)
    assert compared(pair, tolerance=Tolerance(rtol=1e-9)).same


def test_texts_differ_line_by_line(pair: tuple[DCStore, DCStore]) -> None:
    pair[1].ctypeobj("geometry").rangeobj(0).versobj().add_calib("IP 0\r\nCAM 1")
    pair[1].save()
    found = only(compared(pair)).constants
    assert found is not None
    assert found.how is How.TEXT
    assert found.lines == (
        "@@ -1,2 +1,2 @@",
        "-IP 0",
        "-CAM 1",
        "+IP 0\r",
        "+CAM 1",
        "\\ No newline at end of text",
    )


@pytest.mark.parametrize("ctype", ["pixel_status", "mask"])
def test_status_words_differ_in_bits(calib: Path, ctype: str) -> None:
    cs = make_store(calib, "native")
    tsro = cs.add_ctype(ctype).add_range(100)
    tsro.add_version(1, np.array([0, 1, 1, 6], "u2"))
    tsro.add_version(2, np.array([4, 1, 0, 6], "u2"))
    cs.save()
    found = diff(node(cs, ctype, "100", "1"), node(cs, ctype, "100", "2")).nodes[0].constants
    assert found is not None
    assert [(one.bit, one.cleared, one.set) for one in found.bits] == [(0, 1, 0), (2, 0, 1)]
    assert [(one.before, one.after, one.n) for one in found.values] == [(0, 4, 1), (1, 0, 1)]
    assert found.nvalues == 2


def test_panels_have_their_own_numbers(calib: Path) -> None:
    cs = make_store(calib, "native", "jungfrau-0001")
    tsro = cs.add_ctype("pedestals").add_range(100)
    a = np.zeros((3, 2, 8, 8), "f4")
    b = a.copy()
    b[2, 1, 3, 4] = 5
    tsro.add_version(1, a)
    tsro.add_version(2, b)
    cs.save()
    found = diff(node(cs, "pedestals", "100", "1"), node(cs, "pedestals", "100", "2"))
    constants = found.nodes[0].constants
    assert constants is not None
    assert [one.index for one in constants.panels if one.numbers.ndiffer] == [(2, 1)]
    assert (constants.panels[-1].gain, constants.panels[-1].numbers.where) == ("g2", (3, 4))
    assert constants.numbers is not None
    assert constants.numbers.where == (2, 1, 3, 4)


def test_who_made_a_version_and_when(pair: tuple[DCStore, DCStore]) -> None:
    b = pair[1]
    b.ctypeobj("pedestals").rangeobj(300).versobj().set_tsprod(T0 + 99)
    b.save()
    found = only(compared(pair))  # matched by digest
    assert [one.key for one in found.facts] == ["produced"]
    assert found.facts[0].after == Timestamp.of(T0 + 99).iso()


def test_an_author_in_the_parameters_is_told_once(calib: Path) -> None:
    stores = [make_store(calib / name, "native") for name in "ab"]
    for cs, author in zip(stores, ("ana", "ben"), strict=True):
        tsro = cs.add_ctype("pedestals").add_range(100)
        tsro.add_version(1, NDA, pars={"author": author}, comment=f"of {author}")
        cs.save()
    found = only(diff(node(stores[0]), node(stores[1])))
    assert [one.key for one in found.parameters] == ["author"]
    assert [(one.key, one.before, one.after) for one in found.facts] == [
        ("comment", "of ana", "of ben")
    ]


def test_histories_only_on_request(pair: tuple[DCStore, DCStore]) -> None:
    pair[1].add_history("looked at it", 5000)
    pair[1].save()
    assert compared(pair).same
    found = only(compared(pair, histories=True))
    assert [(one.side, one.tstamp_ns, one.comment) for one in found.records] == [
        (In.B, 5000 * SECOND, "looked at it")
    ]


def test_files_without_digests_are_compared_by_their_constants(
    pair: tuple[DCStore, DCStore],
) -> None:
    with h5py.File(pair[1].path, "r+") as file:
        nodes: list[h5py.HLObject] = []
        file.visititems(lambda _, one: nodes.append(one) if "digest" in one.attrs else None)
        for one in nodes:
            del one.attrs["digest"]
    found = compared(pair)
    assert found.nodes == ()
    assert found.compared.identical == 4


def test_two_types_two_ranges_and_two_versions_of_one_file(pair: tuple[DCStore, DCStore]) -> None:
    a = pair[0]
    a.add_ctype("pixel_rms").add_range((100, 200)).add_version(T0, NDA)
    a.save()
    types = diff(node(a, "pedestals"), node(a, "pixel_rms"))
    assert ("version", In.A) in [(one.level, one.side) for one in types.nodes]
    names = a.ctypeobj("pedestals").ranges()
    ranges = diff(*(node(a, "pedestals", name) for name in names))
    assert [one.key for one in ranges.nodes[0].facts] == ["begin", "end", "default"]
    versions = diff(
        node(a, *path_of(a, "pedestals", 100, 1)), node(a, *path_of(a, "pedestals", 300, 1))
    )
    assert [one.key for one in only(versions).facts] == ["begin", "end", "produced", "comment"]
    assert only(versions).constants is None
    assert versions.compared.identical == 1


def test_two_times_of_a_detector_and_of_a_type(pair: tuple[DCStore, DCStore]) -> None:
    a = pair[0]
    times = [NodeAt(node(a), second * SECOND) for second in (150, 350)]
    found = diff(*times)
    assert [(one.level, one.a and one.a[0]) for one in found.nodes] == [("version", "pedestals")]
    assert found.compared.versions == 2
    early = diff(NodeAt(node(a), 50 * SECOND), times[0])
    assert [(one.side, one.b and one.b[0]) for one in early.nodes] == [(In.B, "pedestals")]
    assert "nothing is valid in A at" in early.nodes[0].note
    typed = [NodeAt(node(a, "pedestals"), second * SECOND) for second in (150, 350)]
    assert diff(*typed).nodes == found.nodes
    version = node(a, *path_of(a, "pedestals", 100, 2))
    assert diff(typed[0], version).same
    with pytest.raises(ConstantsNotFound, match="No constants of type 'pedestals'"):
        diff(typed[0], NodeAt(node(a, "pedestals"), 0))


def test_what_can_not_be_compared_is_refused(pair: tuple[DCStore, DCStore]) -> None:
    a = pair[0]
    version = path_of(a, "pedestals", 100, 1)
    with pytest.raises(BadValue, match="A is a detector and B a type"):
        diff(node(a), node(a, "pedestals"))
    with pytest.raises(BadValue, match="give both with a time"):
        diff(node(a), NodeAt(node(a), 0))
    with pytest.raises(BadValue, match="is a range"):
        diff(NodeAt(node(a, *version[:2]), 0), node(a, *version))
    for path in (("gain",), ("pedestals", "7-8"), (*version[:2], "77")):
        with pytest.raises(NotFound):
            diff(node(a, *path), node(a, *path))
    with pytest.raises(StoreNotAvailable):
        diff(node(a), NodeId("/nowhere/cspad-0001.h5"))


def test_each_file_is_opened_once(
    pair: tuple[DCStore, DCStore], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pair[1].ctypeobj("pedestals").rangeobj(300).versobj().add_calib(NDA * 2)
    pair[1].save()
    opened: list[str] = []
    plain = h5py.File.__init__

    def counted(self: h5py.File, name: object, *args: object, **kwargs: object) -> None:
        if kwargs.get("mode") == "r" or "r" in args:
            opened.append(str(name))
        plain(self, name, *args, **kwargs)

    monkeypatch.setattr(h5py.File, "__init__", counted)
    compared(pair)
    assert sorted(opened) == sorted(str(cs.path) for cs in pair)
    opened.clear()
    link = tmp_path / "cspad-0001.h5"
    link.symlink_to(pair[0].path)
    assert diff(node(pair[0]), NodeId(str(link))).same
    assert len(opened) == 1


def test_it_can_be_called_off(pair: tuple[DCStore, DCStore]) -> None:
    class Off(Progress):
        def check(self) -> None:
            raise Cancelled("called off")

    with pytest.raises(Cancelled):
        compared(pair, progress=Off())


def test_constants_that_can_not_be_read_are_told_and_the_rest_goes_on(calib: Path) -> None:
    cs = DCStore.create(calib, "cspad-0001")
    tsro = cs.add_ctype("pedestals").add_range(100)
    for vers in (1, 2, 3):
        tsro.add_version(vers, NDA * vers)
    cs.save()
    with h5py.File(cs.path, "r+") as file:
        group = file["pedestals/100/2"]
        del group["calib"]
        group.create_dataset("calib", (6,), "f8", chunks=(3,))
    found = diff(node(cs, "pedestals", "100", "1"), node(cs, "pedestals", "100", "2"))
    constants = only(found).constants
    assert constants is not None
    assert constants.how is How.UNREADABLE
    assert "declares" in constants.problem
