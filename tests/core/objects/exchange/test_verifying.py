"""Digests are compared beside the work, and none is forgotten."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from dcsgui.core.objects.exchange.verifying import Verifying
from dcsgui.core.values.errors import Damaged

A, B = "sha256:a", "sha256:b"


def expect_many(verifying: Verifying, compute: Callable[[], str] = lambda: A) -> None:
    for number in range(10_000):
        verifying.expect(f"{number}", A, compute)
    verifying.finish()


def test_all_that_fit_are_counted() -> None:
    with Verifying() as verifying:
        for _ in range(5):
            verifying.expect("pedestals/1/2", A, lambda: A)
        verifying.finish()
        assert verifying.done == 5


def test_one_that_does_not_fit_is_named() -> None:
    with Verifying() as verifying:
        verifying.expect("pedestals/1/2", A, lambda: A)
        verifying.expect("pedestals/1/3", A, lambda: B)
        with pytest.raises(Damaged, match="pedestals/1/3 was read back with SHA-256 b, not a"):
            verifying.finish()


def test_one_that_does_not_fit_stops_the_work_early() -> None:
    begun = threading.Event()

    def wrong() -> str:
        begun.wait()
        return B

    with Verifying() as verifying:
        verifying.expect("first", A, wrong)
        begun.set()
        with pytest.raises(Damaged, match="first"):
            expect_many(verifying)


def test_what_goes_wrong_in_a_thread_is_raised() -> None:
    def fail() -> str:
        raise ValueError("the transaction is over")

    verifying = Verifying()
    with pytest.raises(ValueError, match="is over"), verifying:
        expect_many(verifying, fail)


def test_the_threads_end_with_it() -> None:
    before = threading.active_count()
    with Verifying() as verifying:
        verifying.expect("first", A, lambda: A)
    assert threading.active_count() == before
