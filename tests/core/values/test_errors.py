import pickle

import pytest

from dcsgui.core.values import errors
from dcsgui.core.values.errors import DCError, shown

BUILT_IN = {
    "ConstantsNotFound": LookupError,
    "NotFound": LookupError,
    "StoreExists": FileExistsError,
    "AccessDenied": PermissionError,
    "Busy": TimeoutError,
    "BadValue": ValueError,
    "FileGoneError": IOError,
    "StoreNotAvailable": IOError,
}
CLASSES = sorted(set(errors.__all__) - {"shown", "kind_of", "DCError"})


@pytest.mark.parametrize("name", CLASSES)
def test_error_is_one_sentence_and_survives_pickling(name: str) -> None:
    error = getattr(errors, name)("File x.h5 is not available")
    assert isinstance(error, DCError)
    assert str(error) == "File x.h5 is not available"
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert str(back) == str(error)


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_error_is_the_built_in_one_too(name: str) -> None:
    assert issubclass(getattr(errors, name), BUILT_IN[name])


def test_only_these_are_built_in_ones_too() -> None:
    built_in = (LookupError, OSError, ValueError)
    assert {name for name in CLASSES if issubclass(getattr(errors, name), built_in)} == set(
        BUILT_IN
    )
    assert issubclass(errors.StoreExists, errors.AlreadyExists)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a\nb", "'a\\nb'"),
        ("x" * 200, "'" + "x" * 75 + " ..."),
        (None, "None"),
    ],
)
def test_shown_is_short_and_on_one_line(value: object, text: str) -> None:
    assert shown(value) == text


def test_shown_takes_integers_that_python_refuses_to_print() -> None:
    assert shown(10**5000) == "an integer of 16610 bits"


def test_shown_joins_lines_of_a_repr() -> None:
    class Odd:
        def __repr__(self) -> str:
            return "two\n  lines"

    assert shown(Odd()) == "two lines"
