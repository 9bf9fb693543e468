"""Whether new constants look sane against those that answer now."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.random import default_rng
from numpy.typing import NDArray

from dcsgui import DCStore
from dcsgui.core.actions import demonstration
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.answers.plans import Plan, Policy, Selection
from dcsgui.core.actions.answers.sanity import SanityCheck, Sigma, Verdict
from dcsgui.core.actions.answers.transfers import How
from dcsgui.core.actions.planning import make_plan
from dcsgui.core.actions.sanity import of_file, of_plan
from dcsgui.core.actions.transfer import apply
from dcsgui.core.values.errors import BadValue, FileGoneError
from dcsgui.core.values.progress import Cancelled, Progress
from shared_data import SHARED, need_shared
from small_stores import make_store

BEGIN, TIME = 100, 1_500_000_000
SHAPE = (4, 60, 50)
GREEN, AMBER, RED = Verdict.GREEN, Verdict.AMBER, Verdict.RED
Array = NDArray[Any]


def dark(seed: int = 1, shape: tuple[int, ...] = SHAPE) -> Array:
    """Make pedestals whose pixels spread by 20 around 2800; each seed has its own noise, 0.1."""
    fixed = default_rng(7).normal(2800, 20, shape)
    return (fixed + default_rng(seed).normal(0, 0.1, shape)).astype("f4")


def detector(calib: Path, **constants: Array | str) -> DCStore:
    """Make a detector with one version a type, valid from `BEGIN` on."""
    store = make_store(calib, "native")
    for ctype, values in constants.items():
        store.add_ctype(ctype).add_range((BEGIN, None)).add_version(TIME, values)
    store.save()
    return store


def judged(
    tmp_path: Path,
    new: Array | str,
    old: Array | str | None,
    ctype: str = "pedestals",
    **more: Any,
) -> SanityCheck:
    """Judge new constants by old ones, as a plan of two detectors."""
    source = make_store(tmp_path / "mine", "native")
    source.add_ctype(ctype).add_range((BEGIN, None)).add_version(TIME + 1, new)
    source.save()
    there = {} if old is None else {ctype: old}
    destination = detector(tmp_path / "theirs", **there, **more)
    (found,) = of_plan(plan_of(source, destination, ctype))
    return found


def plan_of(source: DCStore, destination: DCStore, *path: str) -> Plan:
    return make_plan(NodeId(str(source.path), path), str(destination.path))


def words(check: SanityCheck) -> str:
    return " ".join(one.words for one in check.findings)


def test_a_new_dark_run_like_the_old_one_is_green(tmp_path: Path) -> None:
    found = judged(tmp_path, dark(1), dark(2))
    assert found.verdict is GREEN
    assert (found.shape, found.old_shape, found.dtype, found.old_dtype) == (
        SHAPE,
        SHAPE,
        "<f4",
        "<f4",
    )
    assert found.against is not None
    assert found.against.versind == 1
    assert found.against.digest.startswith("sha256:")
    assert (found.beyond, found.nans, found.old_nans, found.k) == (0, 0, 0, 5)
    assert found.sigma is Sigma.SPREAD
    assert found.changed > 0.9
    assert len(found.shifts) == 4
    assert max(map(abs, found.shifts)) < 0.1
    assert found.path == ("pedestals", "100", str(TIME + 1))


def test_the_same_constants_are_green_and_said_to_be_so(tmp_path: Path) -> None:
    source, there = detector(tmp_path / "mine"), detector(tmp_path / "theirs", pedestals=dark())
    source.add_ctype("pedestals").add_range((BEGIN, None)).add_version(TIME + 9, dark())
    source.save()
    (found,) = of_plan(plan_of(source, there))
    assert found.verdict is GREEN
    assert found.summary == "Identical to what answers now, v1."
    assert found.changed == 0


def test_the_same_values_in_another_dtype_are_green(tmp_path: Path) -> None:
    found = judged(tmp_path, dark().astype("f8"), dark())
    assert found.verdict is GREEN
    assert "Each value is that of v1." in words(found)
    assert found.changed == 0


def test_nothing_to_compare_with_is_amber_and_says_so(tmp_path: Path) -> None:
    found = judged(tmp_path, dark(), None)
    assert found.verdict is AMBER
    assert found.against is None
    assert "Nothing answers for pedestals at 1970-01-01T00:01:40+00:00" in found.summary
    assert found.thumbs is not None
    assert found.thumbs.old is None
    assert found.thumbs.difference is None
    assert np.isnan(found.beyond)


def test_a_detector_that_is_still_to_be_made_answers_nothing(tmp_path: Path) -> None:
    source = detector(tmp_path / "mine", pedestals=dark())
    plan = make_plan(NodeId(str(source.path)), str(tmp_path / "new" / "cspad" / "cspad-0001.h5"))
    (found,) = of_plan(plan)
    assert found.verdict is AMBER
    assert "nothing to compare with" in found.summary


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (dark()[0], "Its shape is (60, 50), that of v1 (4, 60, 50)."),
        (dark().astype("u2"), "Its values are uint16, those of v1 float32."),
        (np.zeros(SHAPE, "f4"), "All its values are 0."),
        (np.full(SHAPE, 2800, "f4"), "All its values are 2800."),
        (np.full(SHAPE, np.nan, "f4"), "None of its values is a finite number."),
        ("IP 0 CAMERA 0", "It is a text, and v1, which answers now, an array."),
    ],
    ids=["shape", "dtype", "zero", "constant", "nan", "text"],
)
def test_what_can_not_take_its_place_is_red(tmp_path: Path, new: Array | str, said: str) -> None:
    found = judged(tmp_path, new, dark(2))
    assert found.verdict is RED
    assert said in words(found)
    assert said in [one.words for one in found.findings if one.verdict is RED]


def test_another_precision_is_good_to_know(tmp_path: Path) -> None:
    found = judged(tmp_path, dark().astype("f8"), dark(2))
    assert found.verdict is GREEN
    assert "Its values are float64, those of v1 float32." in words(found)


def test_half_precision_is_amber_where_there_was_more(tmp_path: Path) -> None:
    assert judged(tmp_path, dark().astype("f2"), dark(2)).verdict is AMBER


@pytest.mark.parametrize(
    ("share", "verdict"), [(0.0005, GREEN), (0.01, AMBER), (0.3, RED)], ids=str
)
def test_lost_values_count_by_their_share(tmp_path: Path, share: float, verdict: Verdict) -> None:
    new = dark()
    count = int(new.size * share)
    new.reshape(-1)[default_rng(3).permutation(new.size)[:count]] = np.nan
    found = judged(tmp_path, new, dark(2))
    assert found.verdict is verdict
    assert found.nans == count
    assert found.old_nans == 0
    assert "that had a value in v1" in words(found)


def test_values_that_were_lost_before_are_not_lost_again(tmp_path: Path) -> None:
    new, old = dark(1), dark(2)
    new[:, :10], old[:, :10] = np.nan, np.inf
    found = judged(tmp_path, new, old)
    assert found.verdict is GREEN
    assert found.nans == found.old_nans == 2000


def test_a_dead_panel_is_red_and_named(tmp_path: Path) -> None:
    new = dark()
    new[2] = 0
    found = judged(tmp_path, new, dark(2))
    assert found.verdict is RED
    assert "Dead: panel 2 (all its values are 0)." in words(found)


def test_a_panel_that_was_dead_before_is_not(tmp_path: Path) -> None:
    new, old = dark(), dark(2)
    new[2] = old[2] = 0
    new[1] = old[1] = np.nan
    found = judged(tmp_path, new, old)
    assert found.verdict is GREEN
    assert "2 panels without a signal had none before." in words(found)


def test_a_panel_that_moved_is_amber_and_named(tmp_path: Path) -> None:
    new = dark()
    new[3] += 60  # 3 sigma of what its pixels differ by, 4.4 MADs
    found = judged(tmp_path, new, dark(2))
    assert found.verdict is AMBER
    assert "Panel 3 moved against v1, by 60 (4." in words(found)
    assert found.shifts[3] == pytest.approx(60, abs=0.1)
    assert found.panels[3].mads == pytest.approx(4.45, rel=0.05)
    assert found.panels[3].sigmas == pytest.approx(3, rel=0.05)
    assert (found.panels[3].beyond, found.panels[3].odd, found.panels[0].beyond) == (0, 0, 0)


def test_with_its_noise_a_small_drift_is_seen_as_what_it_is(tmp_path: Path) -> None:
    found = judged(tmp_path, dark() + 40, dark(2), rms=np.full(SHAPE, 4, "f4"))
    assert found.sigma is Sigma.RMS
    assert found.verdict is AMBER
    assert found.beyond == 1
    assert "with the shift of their panel taken off, none." in words(found)
    assert "moved against v1; panel" in words(found)
    assert all(panel.odd == 0 for panel in found.panels)
    assert all(panel.sigmas == pytest.approx(10, rel=0.01) for panel in found.panels)


def test_noise_that_is_not_known_of_a_pixel_is_that_of_the_others(tmp_path: Path) -> None:
    noise = np.full(SHAPE, 4, "f4")
    noise[:, 0], noise[:, 1] = 0, np.nan
    found = judged(tmp_path, dark() + 10, dark(2), rms=noise)
    assert found.verdict is GREEN
    assert found.beyond == 0


def test_noise_of_another_shape_is_not_used(tmp_path: Path) -> None:
    found = judged(tmp_path, dark(), dark(2), rms=np.ones((60, 50), "f4"))
    assert found.sigma is Sigma.SPREAD


def test_light_on_a_dark_is_red(tmp_path: Path) -> None:
    rows, columns = np.mgrid[:60, :50]
    ring = np.exp(-((np.hypot(rows - 30, columns - 25) - 15) ** 2) / 30) * 100
    found = judged(tmp_path, dark() + ring.astype("f4"), dark(2), rms=np.full(SHAPE, 4, "f4"))
    assert found.verdict is RED
    assert found.beyond > 0.2
    assert "also with the shift of their panel taken off" in words(found)


@pytest.mark.parametrize("noise", [{}, {"rms": np.full(SHAPE, 2, "f4")}], ids=["spread", "rms"])
def test_panels_in_another_order_are_red(tmp_path: Path, noise: dict[str, Any]) -> None:
    found = judged(tmp_path, dark()[[0, 2, 1, 3]], dark(2), **noise)
    assert found.verdict is RED
    assert "do not have the pattern of v1 any more: panel 1 and panel 2." in words(found)
    assert found.panels[0].unlike < 0.1
    assert found.panels[1].unlike == pytest.approx(1.4, abs=0.1)


def test_gain_modes_are_named_and_the_worst_is_shown(tmp_path: Path) -> None:
    shape = (3, 2, 60, 50)
    new, old = dark(1, shape), dark(2, shape)
    new[1, 1] += 60
    found = judged(tmp_path, new, old)
    assert "Panel 1 of g1 moved" in words(found)
    assert [panel.gain for panel in found.panels] == ["g0", "g0", "g1", "g1", "g2", "g2"]
    new[1, 1, :30] += 4000
    (tmp_path / "again").mkdir()
    assert (thumbs := judged(tmp_path / "again", new, old).thumbs) is not None
    assert thumbs.gain == "g1"


def test_a_placeholder_is_no_measure(tmp_path: Path) -> None:
    new = default_rng(1).normal(16, 0.2, SHAPE).astype("f4")
    found = judged(tmp_path, new, np.ones(SHAPE, "f4"), "gain")
    assert found.verdict is AMBER
    assert "v1 has the same value everywhere" in found.summary


def test_a_placeholder_for_gains_is_amber(tmp_path: Path) -> None:
    assert judged(tmp_path, np.ones(SHAPE, "f4"), None, "gain").verdict is AMBER


def test_negative_noise_is_amber(tmp_path: Path) -> None:
    noise = default_rng(1).normal(4, 0.1, SHAPE).astype("f4")
    new = noise.copy()
    new[0, 0, 0] = -1
    found = judged(tmp_path, new, noise, "rms")
    assert found.verdict is AMBER
    assert "Noise can't be negative, and here it goes to -1." in words(found)


def test_few_values_are_told_one_by_one(tmp_path: Path) -> None:
    new, old = np.array([1, 50, 25, 100.0]), np.array([1, 25, 25, 100.0])
    found = judged(tmp_path, new, old, "common_mode")
    assert found.verdict is AMBER
    assert found.summary == "1 of 4 values differ from v1: [1] 25 → 50."
    assert found.thumbs is None


def test_few_values_may_be_more_or_less(tmp_path: Path) -> None:
    assert judged(tmp_path, np.ones(16), np.arange(6.0), "common_mode").verdict is not GREEN


@pytest.mark.parametrize(
    ("share", "verdict"), [(0.005, GREEN), (0.05, AMBER), (0.6, RED)], ids=str
)
def test_masks_count_what_is_newly_bad(tmp_path: Path, share: float, verdict: Verdict) -> None:
    new, old = np.ones(SHAPE, "u1"), np.ones(SHAPE, "u1")
    where = default_rng(3).permutation(new.size - 1)[: int(new.size * share)]
    new.reshape(-1)[where] = 0
    old[3, -1, -1] = 0
    found = judged(tmp_path, new, old, "mask")
    assert found.verdict is verdict
    assert found.changed == pytest.approx(share, abs=0.001)
    assert f"{int(new.size * share):,} pixels newly bad, 1 not bad any more" in words(found)
    assert np.isnan(found.beyond)


def test_status_words_count_otherwise_than_masks(tmp_path: Path) -> None:
    new, old = np.zeros(SHAPE, "u2"), np.zeros(SHAPE, "u2")
    new[0, 0], old[0, 0] = 4, 1  # bad before and after
    found = judged(tmp_path, new, old, "status")
    assert found.verdict is GREEN
    assert "0 pixels newly bad, 0 not bad any more" in words(found)


@pytest.mark.parametrize(
    ("ctype", "value", "said"),
    [
        ("mask", 0, "It marks every pixel as bad."),
        ("pixel_status", 1, "It marks every pixel as bad."),
    ],
)
def test_all_bad_is_red(tmp_path: Path, ctype: str, value: int, said: str) -> None:
    found = judged(tmp_path, np.full(SHAPE, value, "u2"), None, ctype)
    assert found.verdict is RED
    assert found.summary == said


def test_no_bad_pixel_is_amber_where_there_were_some(tmp_path: Path) -> None:
    old = np.zeros(SHAPE, "u2")
    old[0, 0] = 1
    found = judged(tmp_path, np.zeros(SHAPE, "u2"), old, "status")
    assert found.verdict is AMBER
    assert "It marks no pixel as bad; v1 does." in words(found)


def test_a_panel_that_is_newly_bad_as_a_whole_is_red(tmp_path: Path) -> None:
    shape = (100, 10, 10)
    new = np.zeros(shape, "u2")
    new[42] = 1
    found = judged(tmp_path, new, np.zeros(shape, "u2"), "status")
    assert found.verdict is RED
    assert found.summary == "Newly bad as a whole: panel 42."


PLACED = "IP 0 CAMERA 0 0 0 -100000 0 0 0 0 0 0\nCAMERA 0 SENS 0 {} 0 0 0 0 0 {} 0 0\n"


@pytest.mark.parametrize(
    ("new", "verdict", "said"),
    [
        (PLACED.format(0, 0), GREEN, "Identical"),
        ("# again\n" + PLACED.format(0, 0), GREEN, "Only comments differ"),
        (PLACED.format(85, 0.2), GREEN, "1 of 2 parts moved against v1: at most 85 µm (SENS 0"),
        (PLACED.format(5000, 0), AMBER, "at most 5 mm (SENS 0 in CAMERA 0)"),
        (PLACED.format(0, 90), AMBER, "90° (SENS 0 in CAMERA 0)"),
        (PLACED.format(0, 0).replace("SENS", "PANEL"), RED, "SENS 0 in CAMERA 0 missing"),
        ("".join(PLACED.format(0, 0).splitlines(True)[::-1]), AMBER, "in another order"),
        ("camera upside down\n", RED, "It is no geometry that psana reads"),
        ("", RED, "The text is empty."),
    ],
)
def test_geometries(tmp_path: Path, new: str, verdict: Verdict, said: str) -> None:
    found = judged(tmp_path, new, PLACED.format(0, 0), "geometry")
    assert found.verdict is verdict
    assert said in words(found)
    assert found.thumbs is None


def test_texts_tell_the_lines_that_differ(tmp_path: Path) -> None:
    found = judged(tmp_path, "a 1\nb 2\n", "a 1\nb 3\n", "bkgd")
    assert found.verdict is AMBER
    assert found.lines == ("@@ -1,2 +1,2 @@", " a 1", "-b 3", "+b 2")
    assert found.changed == 0.5
    assert found.summary == "1 line came and 1 went against v1; look at them."


def test_long_texts_are_compared_without_their_order(tmp_path: Path) -> None:
    lines = [f"{number} {'x' * 60}\n" for number in range(20_000)]
    found = judged(tmp_path, "".join([*lines, "more\n"]), "".join(lines[1:]), "bkgd")
    assert found.lines == (f"-0 {'x' * 60}", "+more") or set(found.lines) == {
        f"+0 {'x' * 60}",
        "+more",
    }


def test_thumbs_are_small_and_survive_hot_pixels(tmp_path: Path) -> None:
    shape = (4, 300, 500)
    new, old = dark(1, shape), dark(2, shape)
    new[:, ::50, ::50] = 16383
    new[0, :150] = np.nan
    new[3] += 80
    thumbs = judged(tmp_path, new, old).thumbs
    assert thumbs is not None
    assert thumbs.old is not None
    assert thumbs.difference is not None
    assert thumbs.new.shape == thumbs.old.shape == thumbs.difference.shape
    assert max(thumbs.new.shape) <= 160
    assert thumbs.new.dtype == np.float32
    assert 2700 < thumbs.low < thumbs.high < 3000
    height, width = thumbs.new.shape
    quarter = thumbs.difference[height // 2 + 2 :, width // 2 + 2 :]
    assert np.nanmedian(quarter) == pytest.approx(80, abs=1)
    assert thumbs.span == pytest.approx(80, rel=0.1)
    assert np.isnan(thumbs.new[2, 2])
    assert np.isfinite(thumbs.old[2, 2])


def test_a_difference_below_the_noise_is_not_made_to_look_like_something(tmp_path: Path) -> None:
    thumbs = judged(tmp_path, dark(1), dark(2), rms=np.full(SHAPE, 4, "f4")).thumbs
    assert thumbs is not None
    assert thumbs.span == pytest.approx(4, rel=0.01)


@pytest.mark.parametrize(
    "shape", [(9,), (), (3, 4), (2, 3, 1, 1), (5000, 2, 3), (6, 300)], ids=str
)
def test_arrays_of_any_shape(tmp_path: Path, shape: tuple[int, ...]) -> None:
    values = default_rng(3).normal(100, 5, shape)
    assert judged(tmp_path, np.asarray(values + 0.01), np.asarray(values)).k == 5


def test_the_default_of_its_own_range_counts_whatever_wins_at_its_begin(tmp_path: Path) -> None:
    source, there = detector(tmp_path / "mine"), detector(tmp_path / "theirs")
    cto = there.add_ctype("pedestals")
    cto.add_range((BEGIN, None)).add_version(TIME, dark(2))
    cto.add_range((BEGIN, BEGIN + 5)).add_version(TIME, np.zeros(SHAPE, "f4"))  # wins at BEGIN
    there.save()
    source.add_ctype("pedestals").add_range((BEGIN, None)).add_version(TIME + 1, dark(1))
    source.save()
    (found,) = of_plan(plan_of(source, there))
    assert found.verdict is GREEN
    assert found.against is not None
    assert found.against.range_name == "100"


def test_a_new_range_is_judged_by_what_answers_at_its_begin(tmp_path: Path) -> None:
    source, there = detector(tmp_path / "mine"), detector(tmp_path / "theirs", pedestals=dark(2))
    source.add_ctype("pedestals").add_range((500, 600)).add_version(TIME + 1, dark(1))
    source.save()
    (found,) = of_plan(plan_of(source, there))
    assert found.against is not None
    assert found.against.range_name == "100"


def test_the_default_that_was_set_counts_not_the_last(tmp_path: Path) -> None:
    source, there = detector(tmp_path / "mine"), detector(tmp_path / "theirs", pedestals=dark(2))
    tsro = there.ctypeobj("pedestals").rangeobj(BEGIN)
    tsro.add_version(TIME + 5, np.zeros(SHAPE, "f4"))
    there.save()
    there.ctypeobj("pedestals").rangeobj(BEGIN).set_versdef(1, comment="v2 is bad")
    there.save()
    source.add_ctype("pedestals").add_range((BEGIN, None)).add_version(TIME + 9, dark(1))
    source.save()
    (found,) = of_plan(plan_of(source, there))
    assert (found.verdict, found.versind) == (GREEN, 3)


def test_only_what_is_to_be_added_is_judged_and_each_of_it(tmp_path: Path) -> None:
    source, there = detector(tmp_path / "mine", pedestals=dark()), detector(tmp_path / "theirs")
    tsro = source.ctypeobj("pedestals").rangeobj(BEGIN)
    for number in range(1, 4):
        tsro.add_version(TIME + number, dark(number))
    source.save()
    only = How(Selection(versions=("1", "2")))
    apply(make_plan(NodeId(str(source.path)), str(there.path), only))
    found = list(of_plan(plan_of(source, there)))
    assert [one.path[-1] for one in found] == [str(TIME + 2), str(TIME + 3)]


def test_what_is_in_conflict_is_judged_too(tmp_path: Path) -> None:
    source = detector(tmp_path / "mine", pedestals=dark(1))
    there = detector(tmp_path / "theirs", pedestals=dark(2) + 60)
    plan = plan_of(source, there)
    assert plan.policy is Policy.FAIL
    assert plan.blocked
    (found,) = of_plan(plan)
    assert found.verdict is AMBER


def test_what_went_meanwhile_is_red_and_raises_nothing(tmp_path: Path) -> None:
    source, there = detector(tmp_path / "mine", pedestals=dark()), detector(tmp_path / "theirs")
    plan = plan_of(source, there)
    with source:
        source.del_ctype("pedestals")
    (found,) = of_plan(plan)
    assert found.verdict is RED
    assert "There is no pedestals" in found.summary


def test_it_can_be_called_off(tmp_path: Path) -> None:
    class CalledOff(Progress):
        def check(self) -> None:
            raise Cancelled("Called off.")

    source, there = detector(tmp_path / "mine", pedestals=dark()), detector(tmp_path / "theirs")
    with pytest.raises(Cancelled):
        list(of_plan(plan_of(source, there), progress=CalledOff()))


def test_a_file_from_the_desktop(tmp_path: Path) -> None:
    there = detector(tmp_path / "theirs", pedestals=dark(2))
    np.save(tmp_path / "dark.npy", dark(1))
    node = NodeId(str(there.path), ("pedestals",))
    found = of_file(node, str(tmp_path / "dark.npy"), "2016-10-27")
    assert (found.verdict, found.path, found.versind) == (GREEN, ("pedestals",), 0)
    assert of_file(node, str(tmp_path / "dark.npy"), 50).against is None
    inside = node.child("100")
    assert of_file(inside, str(tmp_path / "dark.npy"), 50).against == found.against


def test_a_file_for_a_detector_that_is_not_there(tmp_path: Path) -> None:
    np.save(tmp_path / "dark.npy", np.zeros(SHAPE))
    node = NodeId(str(tmp_path / "cspad" / "cspad-0001.h5"), ("pedestals",))
    found = of_file(node, str(tmp_path / "dark.npy"), 0)
    assert found.verdict is RED
    with pytest.raises(BadValue, match="which of its types"):
        of_file(node.parent, str(tmp_path / "dark.npy"), 0)
    with pytest.raises(FileGoneError):
        of_file(node, str(tmp_path / "none.npy"), 0)


def test_a_plain_text_array_of_another_program(tmp_path: Path) -> None:
    path = need_shared(SHARED / "data/real/derived_frames/epix10ka_quad_seg0_dark_legacy.data")
    values = np.loadtxt(path).reshape(1, 352, 384)
    there = detector(
        tmp_path / "theirs", pedestals=values + default_rng(1).normal(0, 1, (352, 384))
    )
    node = NodeId(str(there.path), ("pedestals",))
    assert of_file(node, str(path), 200).verdict is GREEN
    turned = detector(tmp_path / "turned", pedestals=values[:, ::-1])
    flipped = of_file(NodeId(str(turned.path), ("pedestals",)), str(path), 200)
    assert flipped.verdict is RED
    assert "do not have the pattern of v1 any more" in flipped.summary


def test_the_open_shutter_of_the_demonstration_is_red_and_its_other_darks_are_not(
    tmp_path: Path,
) -> None:
    for _ in demonstration.make(str(tmp_path / "demo"), now=1_776_686_400.0):
        pass
    (file,) = (tmp_path / "demo" / "repository").rglob("cspad-0002.h5")
    cto = DCStore(file, mode="r").ctypeobj("pedestals")
    (two,) = (name for name in cto.ranges() if len(cto.rangeobj(name).versions()) > 1)
    node = NodeId(str(file), ("pedestals", two))
    new = str(tmp_path / "new" / "cspad" / "cspad-0002.h5")
    rms = NodeId(str(file), ("rms",))
    apply(make_plan(rms, new))
    apply(make_plan(node, new, How(Selection(versions=("1",)))))
    (found,) = of_plan(make_plan(node, new))
    assert found.verdict is RED
    assert found.sigma is Sigma.RMS
    assert found.beyond > 0.2


def test_it_is_quick_and_needs_little_memory(tmp_path: Path) -> None:
    shape = (7, 16, 352, 384)
    new, old = dark(1, (1, 16, 352, 384)), dark(2, (1, 16, 352, 384))
    source = detector(tmp_path / "mine", pedestals=np.broadcast_to(new, shape))
    there = detector(tmp_path / "theirs", pedestals=np.broadcast_to(old, shape))
    plan = plan_of(source, there)
    before, begun = peak(), time.process_time()
    (found,) = of_plan(plan)
    assert found.verdict is GREEN
    assert time.process_time() - begun < 8  # a busy machine; 1.2 s alone
    assert peak() - before < 30_000


def peak() -> int:
    """Return the most memory that this process has had, in KB."""
    with open(f"/proc/{os.getpid()}/status") as file:
        return int(next(line.split()[1] for line in file if line.startswith("VmHWM")))
