"""Which constants are valid at a time, and every way to say one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import h5py
import pytest

from asked_files import SEC, add_range, fill
from dcsgui import DCStore, Timestamp
from dcsgui.core.actions.answers.moments import Moment
from dcsgui.core.actions.moments import moment, valid_at
from dcsgui.core.values.errors import BadValue, Damaged, NotFound, StoreNotAvailable
from small_stores import make_store

T0 = 1477526400


@pytest.fixture(autouse=True)
def pacific(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the local time of the west coast."""
    with monkeypatch.context() as zone:
        zone.setenv("TZ", "PST8PDT")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def runs(own_configuration: Path) -> None:
    """Configure a run table."""
    table = own_configuration / "runs.txt"
    table.write_text(f"259 {T0 - 500}\n260 {T0}\n")
    (own_configuration / "config.toml").write_text(f'[runs]\nxpptut15 = "{table}"\n')


@pytest.mark.parametrize(
    "text",
    [
        str(T0),
        f" {T0}.0 ",
        "2016-10-27T00:00:00Z",
        "2016-10-26T17:00:00",
        "2016-10-26 17:00",
        "2016-10-27T02:00:00+02:00",
        "r260",
        "xpptut15:260",
        "xpptut15:r260",
    ],
)
def test_every_form_means_the_same(runs: None, text: str) -> None:
    assert moment(text, "xpptut15") == Moment(
        text.strip(), T0 * SEC, "2016-10-26T17:00:00-07:00", "2016-10-27T00:00:00+00:00"
    )


def test_now_is_the_second_that_it_is() -> None:
    before = Timestamp.now().ns
    assert before - SEC < moment("Now").ns <= Timestamp.now().ns
    assert moment("now").ns % SEC == 0


def test_nanoseconds_are_kept() -> None:
    found = moment("1477526400.000000001")
    assert found.ns == T0 * SEC + 1
    assert found.iso_utc == "2016-10-27T00:00:00.000000001+00:00"


def test_what_is_no_time_gets_a_sentence(runs: None) -> None:
    for text, words in (
        ("", "Give a time, as in"),
        ("  ", "Give a time, as in"),
        ("yesterday", "neither a number of seconds nor ISO 8601"),
        ("r260", "does not say its experiment"),
        ("1e300", "outside of what a time stamp holds"),
        ("2016-02-30", "a date that does not exist"),
    ):
        with pytest.raises(BadValue, match=words):
            moment(text)
    with pytest.raises(BadValue, match="no name of an experiment"):
        moment("r260", "../etc")
    with pytest.raises(NotFound, match="Run xpptut15:7 is not in the run table"):
        moment("r7", "xpptut15")
    with pytest.raises(NotFound, match="No run table is known for cxi12316"):
        moment("r260", "cxi12316")


# What is valid


def test_each_type_says_what_answers_and_why(cs: DCStore) -> None:
    fill(cs)
    found = valid_at(str(cs.path), moment("150"))
    assert found.file == str(cs.path)
    pedestals, gain = found.answers
    selection = cs.find("pedestals", 150)
    assert (pedestals.ctype, pedestals.versind, pedestals.pinned) == ("pedestals", 2, True)
    assert pedestals.range_name == selection.range.name
    assert pedestals.version_name == selection.version.name
    assert pedestals.why == selection.why
    assert "is its default" in pedestals.why
    assert (gain.ctype, gain.range_name, gain.version_name, gain.versind) == (
        "pixel_gain",
        "",
        "",
        0,
    )
    assert "The type has no range with constants" in gain.why
    assert found.of("pixel_gain") == gain
    assert found.of("status") is None


def test_the_later_range_answers_from_its_begin_on(cs: DCStore) -> None:
    fill(cs)
    for ns, versind in ((200 * SEC - 1, 2), (200 * SEC, 2), (600 * SEC, 2)):
        answer = valid_at(str(cs.path), Moment("", ns, "", "")).answers[0]
        assert answer.versind == versind
        assert answer.pinned == (ns < 200 * SEC)
    before = valid_at(str(cs.path), Moment("", 100 * SEC - 1, "", "")).answers[0]
    assert before.version_name == ""
    assert "The nearest later range is" in before.why


def test_between_ranges_the_nearest_are_named(cs: DCStore) -> None:
    add_range(cs, "pedestals", "100-200", 1)
    add_range(cs, "pedestals", "300-400", 1)
    cs.save()
    (answer,) = valid_at(str(cs.path), moment("250")).answers
    assert "The nearest earlier range is" in answer.why
    assert "The nearest later range is" in answer.why


def test_a_damaged_type_says_so_and_leaves_the_others(calib: Path) -> None:
    cs = fill(make_store(calib, "native"))
    with h5py.File(cs.path, "r+") as file:
        file["gain"] = h5py.ExternalLink("elsewhere.h5", "/")
    broken, pedestals, _ = valid_at(str(cs.path), moment("150")).answers
    assert (broken.ctype, broken.version_name) == ("gain", "")
    assert "leads to another file" in broken.why
    assert pedestals.versind == 2


def test_a_file_that_is_none_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreNotAvailable, match="There is no file"):
        valid_at(str(tmp_path / "cspad-1.h5"), moment("150"))
    (tmp_path / "cspad-1.h5").write_text("x")
    with pytest.raises(Damaged):
        valid_at(str(tmp_path / "cspad-1.h5"), moment("150"))
