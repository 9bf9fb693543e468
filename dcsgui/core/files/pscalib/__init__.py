"""Files in the layout of the older PSCalib code, read and edited as they are."""

from dcsgui.core.files.pscalib.nodes import is_pscalib
from dcsgui.core.files.pscalib.reading import PscalibReader
from dcsgui.core.files.pscalib.writing import PscalibWriter

__all__ = ["PscalibReader", "PscalibWriter", "is_pscalib"]
