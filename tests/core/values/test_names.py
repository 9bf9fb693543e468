import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.names import (
    KNOWN_CTYPES,
    DetName,
    check_ctype,
    nearest_ctype,
    warn_unknown_ctype,
)

EPIX = "epix100a-3925999616-0996663297-3791650826-1232098304-0953206283-2655595777-0520093719"


@given(st.from_regex(r"[a-z0-9][a-z0-9_.]{0,20}-[a-z0-9_.-]*[a-gi-z][a-z]*", fullmatch=True))
def test_new_name_reads_back(text: str) -> None:
    assert str(DetName.new(text)) == text
    assert DetName.parse(text) == DetName.new(text)


@given(st.text(max_size=30))
def test_any_text_is_a_safe_name_or_refused(text: str) -> None:
    try:
        name = DetName.parse(text)
    except BadValue:
        return
    assert str(name) == text
    for piece in (name.dettype, name.detid, text):
        assert piece not in {"", ".", ".."}
        assert not set(piece) & set("/\0\n\r")
    assert text.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "dettype", "detid"),
    [
        ("cspad-0001", "cspad", "0001"),
        ("cspad-CxiDs2.0-Cspad.0", "cspad", "CxiDs2.0-Cspad.0"),
        ("edge-par_unicode", "edge", "par_unicode"),
        ("epix10ka2m-a--b", "epix10ka2m", "a--b"),
    ],
)
def test_existing_names_split_at_the_first_dash(text: str, dettype: str, detid: str) -> None:
    name = DetName.parse(text)
    assert (name.dettype, name.detid) == (dettype, detid)
    assert str(name) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no detector name; it is <dettype>-<detid>"),
        ("cspad", "is no detector name"),
        ("-1", "has no type or no id"),
        ("cspad-", "has no type or no id"),
        ("..-1", "has no type or no id"),
        ("cspad-..", "has no type or no id"),
        ("a/b-1", "holds what a file name must not hold"),
        ("cspad-../../x", "holds what a file name must not hold"),
        ("cspad-1\0", "holds what a file name must not hold"),
        ("cspad-1\n", "holds what a file name must not hold"),
        ("cspad-1 ", "holds what a file name must not hold"),
        ("cspad-\udcff", "holds what a file name must not hold"),
        ("Cspad-1", "has a detector type that is not lower case"),
        ("cspad-" + "1" * 195, "is too long for a file; it may have 200 bytes"),
        ("cspad-" + "é" * 98, "is too long for a file"),
    ],
)
def test_names_that_no_file_may_have_are_refused(text: str, message: str) -> None:
    for take in (DetName.parse, DetName.new):
        with pytest.raises(BadValue, match=re.escape(message)):
            take(text)


def test_type_with_a_dash_is_refused() -> None:
    with pytest.raises(BadValue, match="lower case without a dash"):
        DetName("a-b", "1")


@pytest.mark.parametrize(
    "text", ["cspad-CxiDs2.0", "cs pad-1", "cspad-a:b", "é-1", "_a-1", "a---"]
)
def test_new_names_are_stricter(text: str) -> None:
    DetName.parse(text)
    with pytest.raises(BadValue, match="is no name for a new detector; give <dettype>-<detid> in"):
        DetName.new(text)


def test_new_name_with_the_ending_of_a_file_is_refused() -> None:
    with pytest.raises(BadValue, match=r"is the name of a file; leave out '\.h5'\."):
        DetName.new("cspad-0001.h5")


@pytest.mark.parametrize(
    ("text", "firmware"),
    [(EPIX, "3925999616"), (EPIX.rpartition("-")[0], None), ("cspad-1-2-3-4-5-6-7", None)],
)
def test_firmware_is_the_first_of_seven_numbers(text: str, firmware: str | None) -> None:
    assert DetName.parse(text).detfirmware == firmware


@pytest.mark.parametrize("name", [*KNOWN_CTYPES, "dark", "x1_"])
def test_types_that_are_allowed(name: str) -> None:
    check_ctype(name)


@pytest.mark.parametrize(
    "name", ["", "Pedestals", "pixel gain", "1a", "_a", "a-b", "a/b", "é", "a\n", "..", "a²"]
)
def test_types_that_are_no_identifier_are_refused(name: str) -> None:
    with pytest.raises(BadValue, match="is no calibration type; give a lower case letter, then"):
        check_ctype(name)


@pytest.mark.parametrize("name", ["dictpars", "history", "defaultv"])
def test_types_that_the_file_needs_itself_are_refused(name: str) -> None:
    with pytest.raises(
        BadValue, match=f"'{name}' cannot be a calibration type, because each file"
    ):
        check_ctype(name)


@pytest.mark.parametrize("name", KNOWN_CTYPES)
def test_known_type_is_its_own_nearest_and_gets_no_warning(name: str) -> None:
    assert nearest_ctype(name) == name
    assert warn_unknown_ctype(name) is None


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("pedestal", "pedestals"), ("Pixel_Gian", "pixel_gain"), ("comon_mode", "common_mode")],
)
def test_unknown_type_gets_the_nearest_known_one(name: str, nearest: str) -> None:
    assert nearest_ctype(name) == nearest
    assert warn_unknown_ctype(name) == (
        f"Calibration type '{name}' is not a known one; did you mean '{nearest}'?"
    )


def test_unknown_type_that_is_like_none_gets_the_list() -> None:
    assert nearest_ctype("xyzzy") is None
    warning = warn_unknown_ctype("xyzzy")
    assert warning is not None
    assert warning.startswith("Calibration type 'xyzzy' is not a known one; known are pedestals, ")
