"""Sentences for what the system refuses."""

from __future__ import annotations

import errno

import pytest

from dcsgui.core.files.refusals import refusal, refusals_reported
from dcsgui.core.values.errors import AccessDenied, Busy, StoreNotAvailable


@pytest.mark.parametrize(
    ("number", "kind", "says"),
    [
        (errno.ENOENT, StoreNotAvailable, "File det.h5 is not available"),
        (errno.EACCES, AccessDenied, "Permission denied"),
        (errno.EROFS, AccessDenied, "Read-only file system"),
        (errno.ENOSPC, StoreNotAvailable, "make room on that disk"),
        (errno.EDQUOT, StoreNotAvailable, "make room on that disk"),
        (errno.EIO, StoreNotAvailable, "cannot be changed: Input/output error"),
    ],
)
def test_the_kind_and_the_words(number: int, kind: type[Exception], says: str) -> None:
    error = refusal(OSError(number, "raw"), "det.h5", "changed")
    assert type(error) is kind
    assert says in str(error)
    assert "det.h5" in str(error)


def test_our_own_errors_pass(tmp_path: str) -> None:
    with pytest.raises(Busy, match=r"^as it was$"), refusals_reported("det.h5", "changed"):
        raise Busy("as it was")
