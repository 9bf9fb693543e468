"""Writing an HDF5 file that nobody else knows of yet, so that a full disk is an error like others.

HDF5's own way of writing can't be used for it: where that is refused room, the library can neither
write nor close the file, and tries again when the process ends.
"""

import contextlib
import os
from collections.abc import Iterator

from dcsgui.core.files.draft import Draft

__all__ = ["Fresh", "fresh_draft"]


class Fresh(Draft):
    """A draft of which all goes to disk at once: there is no old state to keep.

    Parameters
    ----------
    descriptor
        The file on disk, open for writing.
    name
        What messages call the file.
    """

    def __init__(self, descriptor: int, name: str) -> None:
        super().__init__(descriptor, name, _nothing)
        self.old_size = 0


def _nothing() -> None:
    """Do what has to be done before the file gets longer: nothing."""


@contextlib.contextmanager
def fresh_draft(path: str) -> Iterator[Fresh]:
    """Open what `new_file` made for ``h5py.File(fresh, "w")``, to be closed in the ``with``.

    Raises
    ------
    OSError
        The first refusal of the system; whatever h5py made of it is only a consequence.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fresh = Fresh(descriptor, path)
        try:
            yield fresh
            if fresh.failure is None:
                fresh.settle()
        except Exception:
            if fresh.failure is not None:
                raise fresh.failure from None
            raise
        finally:
            fresh.close()
        if fresh.failure is not None:
            raise fresh.failure
    finally:
        os.close(descriptor)
