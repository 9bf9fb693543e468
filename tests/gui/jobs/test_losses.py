from __future__ import annotations

import signal

import pytest

from dcsgui.gui.jobs import losses
from dcsgui.gui.jobs.losses import Loss
from worker_requests import Echo, NoteDown


@pytest.mark.parametrize(
    ("loss", "happened"),
    [
        (Loss(-signal.SIGSEGV), "crashed (segmentation fault)"),
        (Loss(-signal.SIGBUS), "crashed (bus error)"),
        (Loss(-signal.SIGABRT), "crashed (aborted)"),
        (Loss(-signal.SIGABRT, silent=30.0), "did not answer for 30 seconds and was ended"),
        (Loss(-signal.SIGKILL), "was killed (perhaps memory ran out)"),
        (Loss(-signal.SIGUSR1), "was ended by signal 10"),
        (Loss(3), "ended (exit status 3)"),
        (Loss(None, silent=0.5), "did not answer for 0.5 seconds and was ended"),
    ],
)
def test_what_happened(loss: Loss, happened: str) -> None:
    assert loss.happened == happened
    assert f"reads files {happened} while" in losses.blame(loss, Echo(1, "/calib/a.h5")).sentence


def test_what_was_begun_and_is_not_complete() -> None:
    assert losses.interrupted(Echo(1)).sentence.endswith("Refresh to see it all.")
    assert "not known" in losses.interrupted(NoteDown("/a", "text")).sentence


def test_the_last_words_say_why_it_does_not_start() -> None:
    loss = Loss(1, words="Traceback\n  ...\nImportError: no h5py\n")
    failure = losses.not_starting(loss, Echo(1, "/a"))
    assert failure.sentence == (
        "The process that reads files does not start: it ended (exit status 1) after it said: "
        "ImportError: no h5py. Nothing can be read until that is put right."
    )
    assert (failure.kind, failure.subject) == ("WorkerLost", "/a")
    assert losses.not_starting(Loss(3), Echo(1)).sentence == (
        "The process that reads files does not start: it ended (exit status 3). "
        "Nothing can be read until that is put right."
    )
