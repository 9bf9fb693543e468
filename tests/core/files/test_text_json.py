"""Numbers read as JSON: the same arrays and the same refusals as without it, to the last bit."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dcsgui.core.files import text_json, text_numbers, text_reading
from dcsgui.core.files.text_json import fast_numbers
from dcsgui.core.files.text_reading import read_text_array
from dcsgui.core.files.text_words import Words
from dcsgui.core.values.errors import BadValue

FLOAT64, INT64, UINT64 = np.dtype("f8"), np.dtype("i8"), np.dtype("u8")

TYPES = ["float16", "float32", "float64", "longdouble", "complex64", "bool", "int8", "uint8"]
TYPES += ["int16", "uint16", "int32", "uint32", "int64", "uint64", ""]

_ODD = (
    "true false null nan NaN -nan nan1 1nan 1enan nannan inf -inf Infinity [ ] [] [1] {} "
    '{"a":1} "1" " , 1,2 1, ,1 : 1_0 0x10 007 -007 00 -0 -0.0 0.0 +0 1. .5 -.5 1.e3 +1 1e '
    "1e+ 1-2 1+2 1+2j 3.0 -3.0 1e5 1E+05 1e-0 5e-324 1e-400 1e308 1e309 -7.25e-301 2.5 0.1 "
    "\0 \\ / # é 1#2 18446744073709551616 9223372036854775807 9223372036854775808 "
    "-9223372036854775808 -9223372036854775809 18446744073709551615 9007199254740993 "
    "9007199254740992.99999 123456789012345678901234567890 3.4028235677973366e38 "
    "3.4028235e38 1e-46 65504 65520 "
)
ODD = _ODD.split()

NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.floats(width=32, allow_nan=False, allow_infinity=False).map(lambda x: str(np.float32(x))),
    st.integers(-300, 300).map(str),
    st.integers(-(2**63), 2**64).map(str),
    st.decimals(-10, 10, places=18).map(str),
)
WORDS = st.one_of(NUMBERS, st.sampled_from(ODD), st.just("nan"))
BLANKS = st.sampled_from(
    [" ", " ", " ", "\n", "\n", "  ", "\t", " \n", "\r\n", "\n\n", "\x0b", "\f"]
)
PLAIN = st.lists(st.tuples(st.one_of(NUMBERS, st.just("nan")), st.sampled_from(" \n")))
TEXTS = st.one_of(PLAIN, st.lists(st.tuples(WORDS, BLANKS))).map(
    lambda pairs: "".join(word + blank for word, blank in pairs)
)


@pytest.fixture(scope="session")
def text_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("texts") / "array.data"


def read(path: Path, batch: int) -> object:
    """Say what is read, to the bit, or why nothing is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_reading, "BATCH", batch)
        try:
            found = read_text_array(path)
        except BadValue as error:
            return str(error)
    return found.dtype.name, found.shape, bits(found)


def bits(found: np.ndarray[Any, Any]) -> object:
    """Return the bytes; of long doubles, which have bytes of no meaning, what they say."""
    return repr(found.tolist()) if found.dtype.itemsize > 8 else found.tobytes()


def both_ways(path: Path, text: str, dtype: str, batch: int) -> tuple[object, object]:
    """Read a text as it is read, and without JSON and plain rows."""
    path.write_text(f"# DTYPE {dtype}\n{text}" if dtype else text, newline="")
    fast = read(path, batch)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_numbers, "fast_numbers", lambda words, dtype: None)
        patch.setattr(text_reading, "plain_rows", lambda text, dtype: None)
        return fast, read(path, batch)


@given(text=TEXTS, dtype=st.sampled_from(TYPES), batch=st.sampled_from([2**17, 30]))
@example(text="1 2\n3 [4\n", dtype="float64", batch=30)
@example(text="[1 2]\n", dtype="int64", batch=30)
@example(text="[1 2]\n", dtype="float64", batch=30)
@example(text="[ 1 ]\n", dtype="", batch=30)
@example(text="true null\n", dtype="float32", batch=30)
@example(text="1,2 3\n", dtype="float32", batch=30)
@example(text="-0 0 -0.0\n", dtype="float32", batch=30)
@example(text="-7.25e-301 nan\n", dtype="float64", batch=30)
@example(text="1e309 1\n", dtype="float64", batch=30)
@example(text="3.4028235677973366e38\n", dtype="float32", batch=30)
@example(text="3.0 4.0\n", dtype="int16", batch=30)
def test_it_makes_no_difference(text_file: Path, text: str, dtype: str, batch: int) -> None:
    fast, exact = both_ways(text_file, text, dtype, batch)
    assert fast == exact


@pytest.mark.parametrize("word", ODD)
@pytest.mark.parametrize("dtype", TYPES)
def test_no_odd_word_makes_a_difference(text_file: Path, word: str, dtype: str) -> None:
    for text in (f"{word}\n", f"1 {word}\n2 3\n", f"{word} 2 nan\n"):
        fast, exact = both_ways(text_file, text, dtype, 2**17)
        assert fast == exact


@pytest.mark.parametrize(
    ("text", "dtype"),
    [
        (b"1.5 2\n-3e-2 0.0\n", FLOAT64),
        (b"  1.5\t2 \r\n\n -3e-2  -0.0 ", FLOAT64),
        (b"nan 1 nan\nnan nan 0\n", FLOAT64),
        (b"-9223372036854775808 9223372036854775807\n", INT64),
        (b"18446744073709551615 0\n", UINT64),
    ],
)
def test_what_is_usual_is_read_fast(text: bytes, dtype: np.dtype[Any]) -> None:
    found = fast_numbers(Words(text), dtype)
    assert found is not None
    expected = np.array(text.split(), dtype) if dtype == FLOAT64 else [*map(int, text.split())]
    assert np.array_equal(found, expected, equal_nan=dtype == FLOAT64)
    assert list(map(int, np.signbit(found))) == [word.startswith(b"-") for word in text.split()]


@pytest.mark.parametrize(
    "word", [b"true", b"null", b"[1]", b'"1"', b"1,2", b"-0", b"1.", b"1e309"]
)
def test_what_is_not_the_same_in_json_is_not_read(word: bytes) -> None:
    assert fast_numbers(Words(b"1 " + word + b" 2.5 "), FLOAT64) is None


def test_threads_do_not_disturb_each_other() -> None:
    def sums(number: int) -> float:
        words = Words(b" ".join(b"%d.5" % (number + i) for i in range(1000)) + b" ")
        found = [fast_numbers(words, FLOAT64) for _ in range(50)]
        return sum(float(one.sum()) for one in found if one is not None)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(sums, range(8)))
    assert found == [50 * sum(number + i + 0.5 for i in range(1000)) for number in range(8)]


def test_without_the_library_texts_are_read_all_the_same(
    text_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "simdjson", None)
    monkeypatch.delattr(text_json._own, "parse", raising=False)
    text_file.write_text("1 2\n3 4\n")
    try:
        assert fast_numbers(Words(b"1 2\n"), FLOAT64) is None
        assert read_text_array(text_file).tolist() == [[1, 2], [3, 4]]
    finally:
        del text_json._own.parse  # the next one finds the library again


def test_the_library_is_loaded_when_a_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.data").write_text("1 2\n")
    code = (
        "import sys; sys.path[:] = sys.argv[2:]\n"
        "import dcsgui.core.actions.sources as sources, dcsgui.core.actions.legacy\n"
        "assert 'simdjson' not in sys.modules\n"
        "sources.read_source(sys.argv[1])\n"
        "assert 'simdjson' in sys.modules\n"
    )
    words = [sys.executable, "-c", code, str(tmp_path / "a.data"), *sys.path]
    subprocess.run(words, check=True)
