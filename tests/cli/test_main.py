"""Whatever happens in a verb ends as a sentence and an exit status."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Callable

import click
import pytest

from dcs_command import real_dcs
from dcsgui.cli.group import dcs as group
from dcsgui.cli.main import main
from dcsgui.core.values.errors import AccessDenied
from dcsgui.core.values.progress import Cancelled


@pytest.fixture
def verb_that(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Return a function that makes every verb do something."""

    def plant(function: Callable[[], object]) -> None:
        command = click.Command("ls", callback=function)
        monkeypatch.setattr(type(group), "get_command", lambda *_: command)

    return plant


def raising(error: BaseException) -> Callable[[], object]:
    def function() -> None:
        raise error

    return function


def test_an_error_of_the_user_is_a_sentence(
    verb_that: Callable[[Callable[[], object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    verb_that(raising(AccessDenied("Ana may do that.")))
    assert main(["ls"]) == 4
    assert capsys.readouterr().err == "dcs: Ana may do that.\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), Cancelled("Called off.")])
def test_work_that_is_called_off(
    verb_that: Callable[[Callable[[], object]], None],
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
) -> None:
    verb_that(raising(error))
    assert main(["ls"]) == 130
    assert "alled off" in capsys.readouterr().err


def test_a_mistake_of_ours_is_not_taken_for_one_of_the_user(
    verb_that: Callable[[Callable[[], object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    verb_that(raising(ZeroDivisionError("in a verb")))
    assert main(["ls"]) == 70
    err = capsys.readouterr().err
    assert "please report" in err
    assert "ZeroDivisionError: in a verb" in err


def test_a_warning_is_a_note(
    verb_that: Callable[[Callable[[], object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    verb_that(lambda: warnings.warn("Did you mean 'pedestals'?", stacklevel=1))
    assert main(["ls"]) == 0
    assert capsys.readouterr().err == "dcs: note: Did you mean 'pedestals'?\n"


def test_the_status_of_a_verb_is_that_of_the_command(
    verb_that: Callable[[Callable[[], object]], None],
) -> None:
    verb_that(lambda: 1)
    assert main(["ls"]) == 1


@pytest.mark.parametrize("words", [["--nonsense"], ["nonsense"], ["ls", "--nonsense"], ["get"]])
def test_what_can_not_be_understood_is_usage(words: list[str]) -> None:
    assert "Usage" in real_dcs(*words, code=2).err


def test_a_verb_that_is_not_there_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["timelime"]) == 2
    assert "Did you mean 'timeline'?" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["ls", "--help"], ["get", "-h"]])
def test_help_is_on_stdout(words: list[str]) -> None:
    result = real_dcs(*words)
    assert result.out.startswith("Usage: dcs")
    assert result.err == ""


def test_no_verb_is_imported_for_the_help() -> None:
    program = "import sys; from dcsgui.cli.main import main; main(['--help'])\n"
    program += "print([name for name in ('h5py', 'numpy', 'rich') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("[]\n")


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    command = f"{sys.executable} -m dcsgui.cli --help | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_output_that_can_not_be_written_is_an_error() -> None:
    command = f"{sys.executable} -m dcsgui.cli --help > /dev/full"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 8
    assert "Traceback" not in done.stderr
    assert "the output can't be used: no space left" in done.stderr
