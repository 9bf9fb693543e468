"""Comparing what was written with what it is to be, beside the writing of the next."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from dcsgui.core.values.errors import Damaged

__all__ = ["Verifying"]

THREADS = 2
"""Digests are computed without the lock of the interpreter."""


class Verifying:
    """Computes digests in threads and compares them; use it in a ``with``, which ends the threads.

    Attributes
    ----------
    done : int
        How many were compared and fit.
    """

    def __init__(self) -> None:
        self.done = 0
        self._waiting: list[tuple[str, str, Future[str]]] = []
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="verifying")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._threads.shutdown(cancel_futures=True)

    def expect(self, what: str, digest: str, compute: Callable[[], str]) -> None:
        """Compare what `compute` returns with a digest, some time.

        Raises
        ------
        Damaged
            If one that was compared by now does not fit.
        """
        self._waiting.append((what, digest, self._threads.submit(compute)))
        while self._waiting and self._waiting[0][-1].done():
            self._compare()

    def finish(self) -> None:
        """Wait for all of them; `Damaged` if one does not fit."""
        while self._waiting:
            self._compare()

    def _compare(self) -> None:
        what, expected, future = self._waiting.pop(0)
        found = future.result()
        if found != expected:
            raise Damaged(
                f"{what} was read back with SHA-256 {found.removeprefix('sha256:')}, not "
                f"{expected.removeprefix('sha256:')} as the plan says: it has changed or is "
                f"damaged where it comes from, or was not written as it should be. Nothing was "
                f"done; see what 'dcs check' finds in the source, and make a new plan."
            )
        self.done += 1
