"""Finding what is wrong in the structure of a detector file, whichever layout it has."""

from __future__ import annotations

from dcsgui.core.files.flaws import Flaws
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.native.checking import check_native
from dcsgui.core.files.native.reading import NativeReader
from dcsgui.core.files.pscalib.checking import check_pscalib
from dcsgui.core.files.pscalib.reading import PscalibReader

__all__ = ["check_structure"]


def check_structure(reader: Reader, flaws: Flaws) -> None:
    """Walk an open file, and note what is wrong in it."""
    if isinstance(reader, NativeReader):
        check_native(reader, flaws)
    elif isinstance(reader, PscalibReader):
        check_pscalib(reader, flaws)
