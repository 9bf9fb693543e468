"""Every error of the store has an exit status that is documented."""

from __future__ import annotations

import pytest

from dcsgui.cli.failures import MEANINGS, Status, status_of
from dcsgui.core.values import errors
from dcsgui.core.values.progress import Cancelled


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.BadValue, 2),
        (errors.NotFound, 3),
        (errors.ConstantsNotFound, 3),
        (errors.FileGoneError, 3),
        (errors.AccessDenied, 4),
        (errors.Conflict, 5),
        (errors.AlreadyExists, 5),
        (errors.StoreExists, 5),
        (errors.Busy, 6),
        (errors.Damaged, 7),
        (errors.StoreNotAvailable, 8),
        (OSError, 8),
        (Cancelled, 130),
    ],
)
def test_errors_have_their_status(kind: type[Exception], status: int) -> None:
    assert status_of(kind("a sentence")) == status


def test_each_status_is_explained() -> None:
    assert list(MEANINGS) == list(Status)
