"""Three small pictures side by side: the old constants, the new ones, and their difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PyQt5.QtCore import QRect, QSize, Qt
from PyQt5.QtGui import QImage, QPainter, QPaintEvent, QPalette
from PyQt5.QtWidgets import QSizePolicy, QWidget

from dcsgui.core.actions.answers.sanity import Thumbs
from dcsgui.gui.painting import painting

if TYPE_CHECKING:  # loaded with the first picture
    from numpy.typing import NDArray

__all__ = ["Thumbnails", "thumbnail"]

_CAPTION, _GAP, _MOST, _LEAST = 18, 8, 160, 48  # pixels


class Thumbnails(QWidget):
    """Shows old, new and difference, as large as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: list[tuple[str, QImage | None]] = []
        self.setAccessibleName("Small pictures of the old and the new constants")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_thumbs(self, thumbs: Thumbs | None) -> None:
        """Show these; None shows nothing."""
        self._images = [] if thumbs is None else _images(thumbs)
        self.setVisible(bool(self._images))
        self.setToolTip("" if thumbs is None else _words(thumbs))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for three pictures."""
        return QSize(3 * _MOST + 2 * _GAP, self.heightForWidth(3 * _MOST + 2 * _GAP))

    def minimumSizeHint(self) -> QSize:
        """Return the least that shows something."""
        return QSize(3 * _LEAST + 2 * _GAP, _LEAST + _CAPTION)

    def heightForWidth(self, width: int) -> int:
        """Return how high they are where there is so much room."""
        wide = self._wide(width)
        heights = [_scaled(image, wide).height() for _, image in self._images if image is not None]
        return max(heights, default=_LEAST) + _CAPTION

    @staticmethod
    def _wide(width: int) -> int:
        return max(_LEAST, min(_MOST, (width - 2 * _GAP) // 3))

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        """Paint the pictures, and what each is."""
        with painting(self) as painter:
            wide = self._wide(self.width())
            for number, (caption, image) in enumerate(self._images):
                self._paint(painter, number * (wide + _GAP), wide, caption, image)

    def _paint(
        self, painter: QPainter, left: int, wide: int, caption: str, image: QImage | None
    ) -> None:
        palette = self.palette()
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        place = QRect(left, 0, wide, _CAPTION)
        said = self.fontMetrics().elidedText(caption, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft), said)
        if image is None:
            return
        size = _scaled(image, wide)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRect(left, _CAPTION, size.width(), size.height()), image)


def _scaled(image: QImage, wide: int) -> QSize:
    return image.size().scaled(wide, wide, Qt.AspectRatioMode.KeepAspectRatio)


def _images(thumbs: Thumbs) -> list[tuple[str, QImage | None]]:
    from dcsgui.gui.picture.colours import ColourMap

    low, high, span = thumbs.low, thumbs.high, thumbs.span
    made: list[tuple[str, QImage | None]] = []
    if thumbs.old is not None:
        made.append(("Now there", thumbnail(thumbs.old, low, high, ColourMap.VIRIDIS)))
    made.append(("New", thumbnail(thumbs.new, low, high, ColourMap.VIRIDIS)))
    if thumbs.difference is not None:
        image = thumbnail(thumbs.difference, -span, span, ColourMap.DIVERGING)
        made.append(("Difference", image))
    return made


def thumbnail(values: NDArray[Any], low: float, high: float, colour_map: Any) -> QImage:
    """Return values, (height, width), in colours between two levels.

    What is not finite has its own colour; rows and columns without any value are gaps between
    panels, and are clear.
    """
    import numpy as np

    from dcsgui.gui.picture.colours import Colours
    from dcsgui.gui.picture.levels import Levels
    from dcsgui.gui.picture.mosaic import Sample
    from dcsgui.gui.picture.shading import Shading

    there = np.isfinite(values)
    covered = there.any(axis=1)[:, None] & there.any(axis=0)[None, :]
    codes = Shading(Sample(values, covered)).codes(Levels.between(low, high))
    codes = np.ascontiguousarray(codes)
    height, width = codes.shape
    image = QImage(codes.tobytes(), width, height, width, QImage.Format.Format_Indexed8)
    table = Colours.of(colour_map).opaque(0)
    table[-1] = 0
    image.setColorTable(table)
    return image.copy()  # the bytes above are not kept


def _words(thumbs: Thumbs) -> str:
    from dcsgui.gui.picture.words import short

    said = [f"Gain mode {thumbs.gain}."] if thumbs.gain else []
    said.append(f"Old and new: from {short(thumbs.low, 5)} to {short(thumbs.high, 5)}.")
    if thumbs.difference is not None:
        said.append(f"Difference: \N{PLUS-MINUS SIGN}{short(thumbs.span, 5)}, blue is lower.")
    return "\n".join([*said, "Pink: not finite."])
