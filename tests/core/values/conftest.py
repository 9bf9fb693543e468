"""Time zones for tests: the process's own zone is changed, as $TZ does it, and put back."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

Zone = Callable[[str], AbstractContextManager[None]]


@contextmanager
def _zone(tz: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = tz
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


@pytest.fixture(scope="session")
def zone() -> Zone:
    """Give a context manager that runs its block in a time zone (POSIX rules, no zone files)."""
    return _zone
