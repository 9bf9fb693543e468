import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.runs import RunNumber

experiments = st.from_regex(r"[a-zA-Z][A-Za-z0-9_-]{0,20}", fullmatch=True)


@given(experiments, st.integers(0, 10**18 - 1))
def test_text_reads_back(experiment: str, run: int) -> None:
    made = RunNumber(experiment, run)
    assert RunNumber.parse(str(made)) == made
    assert RunNumber.matches(str(made))


def test_r_before_the_number_and_blanks_around_are_taken() -> None:
    assert RunNumber.parse(" xpptut15:r0260 ") == RunNumber("xpptut15", 260)


def test_numpy_run_becomes_an_int() -> None:
    run: int = np.int64(7)  # type: ignore[assignment]
    assert type(RunNumber("xpptut15", run).run) is int


@pytest.mark.parametrize(
    "text", ["", "xpptut15", "260", ":260", "xpptut15:", "15xpp:2", "xpp:-1", "a:1:2", "xpp:²"]
)
def test_other_text_is_refused(text: str) -> None:
    assert not RunNumber.matches(text)
    with pytest.raises(BadValue, match=r"is no run; write experiment:run, as in xpptut15:260\."):
        RunNumber.parse(text)


@pytest.mark.parametrize("experiment", ["", "1a", "a b", "a:b", "a/b", None, 5])
def test_bad_experiment_is_refused(experiment: str) -> None:
    with pytest.raises(BadValue, match="is no name of an experiment"):
        RunNumber(experiment, 1)


@pytest.mark.parametrize("run", [-1, True, 1.0, "1", None])
def test_bad_run_is_refused(run: int) -> None:
    with pytest.raises(BadValue, match=r"is no run number; give a whole number from 0\."):
        RunNumber("xpptut15", run)
