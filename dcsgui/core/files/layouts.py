"""What a layout asks for, for those who have no open file before them."""

from __future__ import annotations

from dcsgui.core.files.layout import Reader
from dcsgui.core.files.native.reading import NativeReader
from dcsgui.core.files.pscalib import PscalibReader
from dcsgui.core.files.records import LayoutName

_CLASSES: dict[LayoutName, type[Reader]] = {
    LayoutName.NATIVE: NativeReader,
    LayoutName.PSCALIB: PscalibReader,
}


def layout_class(layout: LayoutName) -> type[Reader]:
    """Return the reader of a layout: it names ranges and checks types without a file.

    Examples
    --------
    >>> from dcsgui.core.values.validity import Validity
    >>> layout_class(LayoutName.NATIVE).range_name(Validity.of("100.5-200"))
    '100.5-200'
    >>> layout_class(LayoutName.PSCALIB).range_name(Validity.of("100.5-200"))
    '100-200'
    """
    return _CLASSES[layout]
