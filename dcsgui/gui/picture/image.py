"""Looking at an array as pictures: mosaic, gain modes, levels, histogram, numbers."""

from __future__ import annotations

from functools import partial
from typing import Any

from PyQt5.QtCore import Qt, pyqtSignal
from PyQt5.QtGui import QResizeEvent
from PyQt5.QtWidgets import QSplitter, QVBoxLayout, QWidget

from dcsgui.core.actions.answers.constants import Numbers
from dcsgui.core.values.axes import Axes
from dcsgui.gui.picture.background import Background
from dcsgui.gui.picture.beyond import BeyondCounter
from dcsgui.gui.picture.camera import Camera
from dcsgui.gui.picture.canvas import Canvas
from dcsgui.gui.picture.categories import Categories, Kind
from dcsgui.gui.picture.colours import ColourMap, Colours
from dcsgui.gui.picture.findings import Findings, find
from dcsgui.gui.picture.levelbar import LevelBar
from dcsgui.gui.picture.levelkeeper import LevelKeeper
from dcsgui.gui.picture.levels import LevelMode, Levels
from dcsgui.gui.picture.mosaic import Pixel
from dcsgui.gui.picture.panelnumbers import PanelNumbers
from dcsgui.gui.picture.pictures import Pictures
from dcsgui.gui.picture.side import Side
from dcsgui.gui.picture.slabbar import SlabBar
from dcsgui.gui.picture.timers import ringing_once
from dcsgui.gui.picture.words import pixel_words, value_words

__all__ = ["ImageView"]

LOOK_AFTER_MS = 120
"""So long nothing must have changed before all values are looked at."""

STALE_MS = 100
"""So long the numbers of the panel before stay, if those of the next one do not come."""

MOST = [10_000, 1]
"""How picture and numbers share the room: the numbers get what they need."""

WIDE = 1.25
"""From this ratio of width to height on, the numbers stand at the right."""


class ImageView(QWidget):
    """Shows one picture of an array, or one panel of it.

    Gain mode, panel and zoom are kept when the next array has the same shape.

    Signals
    -------
    pixelTold(str)
        What is under the cursor, "" if nothing.
    slabChanged(tuple of int)
        Another picture of the array is shown.
    panelChanged(int or None)
        Another panel is shown alone; None for all.
    """

    pixelTold = pyqtSignal(str)
    slabChanged = pyqtSignal(tuple)
    panelChanged = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: Pictures | None = None
        self._axes: Axes | None = None  # of the last array, also when that is gone
        self._slab: tuple[int, ...] = ()
        self._panel: int | None = None
        self._categories: Categories | None = None
        self._numbers: dict[tuple[int, ...], Numbers] = {}
        self._keeper = LevelKeeper()
        self._levels = Levels(0.0, 1.0)
        self._map = ColourMap.VIRIDIS
        self._pointed: Pixel | None = None
        self._wanted_zoom: Camera | None = None
        self._sizes: dict[str, list[int]] = {}
        self._make_parts()
        self._background = Background(self)
        self._background.returned.connect(self._on_found)
        self._quiet = ringing_once(self, LOOK_AFTER_MS)
        self._quiet.timeout.connect(self._look_at_all)
        self._panel_numbers = PanelNumbers(self)
        self._panel_numbers.told.connect(self._on_panel_told)
        self._stale = ringing_once(self, STALE_MS)
        self._stale.timeout.connect(self._on_stale)
        self._counter = BeyondCounter(self)
        self._counter.counted.connect(self.side.show_beyond)
        self._connect()

    def _make_parts(self) -> None:
        self.canvas = Canvas()
        self.side = Side()
        self.slabs = SlabBar()
        self.levelbar = LevelBar()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.canvas)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setSizes(MOST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.slabs)
        column.addWidget(self.levelbar)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.canvas.pixelPointed.connect(self._on_pixel_pointed)
        self.canvas.panelPicked.connect(self.show_panel)
        self.canvas.allAsked.connect(self.show_all)
        self.canvas.viewReset.connect(self.side.histogram.reset_range)
        self.slabs.slabChanged.connect(self.show_slab)
        self.slabs.panelChosen.connect(self.show_panel)
        self.levelbar.modeChosen.connect(self.set_mode)
        self.levelbar.levelsTyped.connect(self._on_levels_set)
        self.levelbar.coloursChosen.connect(self.set_colour_map)
        self.side.levelsDragged.connect(self._on_levels_set)
        self.side.levelsReset.connect(self._on_levels_reset)

    # --- what is shown

    @property
    def slab(self) -> tuple[int, ...]:
        """The index of the shown picture."""
        return self._slab

    @property
    def panel(self) -> int | None:
        """The number of the panel that is shown alone, None for all."""
        return self._panel

    @property
    def levels(self) -> Levels:
        """The levels as shown."""
        return self._levels

    @property
    def has_numbers(self) -> bool:
        """Whether the numbers of the shown picture are there."""
        return self._slab in self._numbers

    @property
    def mode(self) -> LevelMode:
        """How the levels are found."""
        return self._keeper.mode

    @property
    def colour_map(self) -> ColourMap:
        """The colours of amounts."""
        return self._map

    def can_show_at_once(self, pictures: Pictures) -> bool:
        """Whether nothing has to be known of the values for the first picture of an array."""
        slab = pictures.like(self._slab)
        kept = self._keeper.kept(pictures.ctype, slab)
        return pictures.kind is not Kind.AMOUNT or kept is not None

    def set_pictures(self, pictures: Pictures, numbers: Numbers | None = None) -> None:
        """Show another array, of one picture of which the numbers may be known."""
        same = self._axes in {None, pictures.axes}
        self._pictures, self._axes = pictures, pictures.axes
        self._pointed = self._pointed if same else None
        self._slab = pictures.like(self._slab)
        self._panel = self._panel if same and (self._panel or 0) < pictures.axes.panels else None
        amounts = pictures.kind is Kind.AMOUNT
        self._categories = None if amounts else Categories(pictures.kind)
        self._numbers = {} if numbers is None else {numbers.slab: numbers}
        self._panel_numbers.forget()
        self.slabs.lay(pictures.axes, self._slab, self._panel)
        if amounts:
            self.levelbar.show_amounts()
        else:
            self.levelbar.show_kind(pictures.kind)
        if self._categories is not None and not same:
            self.side.show_categories(self._categories, {})
        self._show_picture(pictures)
        if self._wanted_zoom is not None:
            self.canvas.set_zoom(self._wanted_zoom)
            self._wanted_zoom = None

    def add_numbers(self, numbers: Numbers) -> None:
        """Take numbers about one picture of the array."""
        known = self._numbers.get(numbers.slab)
        if known is None or not known.exact:
            self._numbers[numbers.slab] = numbers
            if numbers.slab == self._slab and self._pictures is not None:
                self._show_numbers(self._pictures)
                if known is None:
                    self._quiet.start()

    def clear(self) -> None:
        """Let go of the array; gain mode, panel and zoom stay for the next one."""
        self._quiet.stop()
        self._stale.stop()
        self._background.forget()
        self._panel_numbers.forget()
        self._counter.forget()
        self.canvas.clear()
        self._pictures = None

    def show_slab(self, slab: tuple[int, ...]) -> None:
        """Show another picture of the array."""
        if self._pictures is not None and self._slab != self._pictures.like(slab):
            self._slab = self._pictures.like(slab)
            self.slabs.lay(self._pictures.axes, self._slab, self._panel)
            self._show_picture(self._pictures)
            self.slabChanged.emit(self._slab)

    def show_panel(self, panel: int | None) -> None:
        """Show one panel alone, or with None all of them."""
        if self._pictures is not None and panel != self._panel:
            self._panel, self._pointed = panel, None
            self.slabs.show_panel(panel)
            self._show_picture(self._pictures)
            self.panelChanged.emit(panel)

    def show_all(self) -> None:
        """Show all panels."""
        self.show_panel(None)

    def step_gain(self, way: int) -> None:
        """Show the next gain mode, or with -1 the one before."""
        self.slabs.step_gain(way)

    def step_panel(self, way: int) -> None:
        """Show the next panel alone, or with -1 the one before; before the first come all."""
        if self._pictures is not None and self._pictures.axes.panels > 1:
            number = (-1 if self._panel is None else self._panel) + way
            self.show_panel(None if not 0 <= number < self._pictures.axes.panels else number)

    def reset_view(self) -> None:
        """Show the whole picture, and the whole histogram."""
        self.canvas.reset_view()

    def _show_picture(self, pictures: Pictures) -> None:
        self.side.forget()
        self.canvas.set_picture(
            pictures.stack(self._slab, self._panel),
            pictures.mosaic(self._panel),
            categories=self._categories,
            single=self._panel,
        )
        self._show_colours()
        self._show_numbers(pictures)
        self._background.forget()
        self._quiet.start()

    def _show_numbers(self, pictures: Pictures) -> None:
        ctype, slab = pictures.ctype, self._slab
        numbers = self._numbers.get(slab)
        if numbers is not None:
            levels = self._keeper.levels(ctype, slab, numbers)
        else:
            kept = self._keeper.kept(ctype, slab)
            levels = kept or pictures.guessed_levels(slab)
        self._show_levels(levels)
        if self._panel is None or self._told_numbers(pictures) is not None:
            self._stale.stop()
            self.side.show_numbers(self._told_numbers(pictures), panel=self._panel)
        elif not self._stale.isActive():
            self._stale.start()
        self._tell_pixel()

    def _told_numbers(self, pictures: Pictures) -> Numbers | None:
        """Return the numbers of what is seen: of a picture, or of one panel of it."""
        if self._panel is None:
            return self._numbers.get(self._slab)
        return self._panel_numbers.of(pictures, self._slab, self._panel)

    def _on_panel_told(self, _numbers: Numbers) -> None:
        if self._pictures is not None:
            self._show_numbers(self._pictures)

    def _on_stale(self) -> None:
        """Show that the numbers of a panel are still to come."""
        if self._pictures is not None:
            self.side.show_numbers(self._told_numbers(self._pictures), panel=self._panel)

    # --- levels and colours

    def set_mode(self, mode: LevelMode) -> None:
        """Find the levels in another way."""
        if self._pictures is not None:
            ctype = self._pictures.ctype
            self._keeper.change_mode(mode, ctype, self._slab, present=self._levels)
            self._show_numbers(self._pictures)

    def set_colour_map(self, colour_map: ColourMap) -> None:
        """Use other colours for amounts."""
        self._map = colour_map
        self._show_colours()
        if self._pictures is not None:
            self._show_numbers(self._pictures)

    def _on_levels_set(self, levels: Levels) -> None:
        if self._pictures is not None:
            if self._map is ColourMap.DIVERGING:
                levels = _mirrored(levels, self._levels)
            self._keeper.take(self._pictures.ctype, self._slab, levels)
            self._show_levels(levels)

    def _on_levels_reset(self) -> None:
        self.set_mode(LevelMode.ROBUST)
        self.side.histogram.reset_range()

    def _show_levels(self, levels: Levels) -> None:
        self._levels = levels.symmetric if self._map is ColourMap.DIVERGING else levels
        self.canvas.set_levels(self._levels)
        self.side.show_levels(self._levels)
        if self._pictures is not None and self._categories is None:
            self._counter.count(self._pictures.stack(self._slab, self._panel), self._levels)
        self.levelbar.show_levels(self._levels, self._keeper.mode)

    def _show_colours(self) -> None:
        self.levelbar.show_map(self._map)
        if self._categories is not None:
            self.canvas.set_colours(self._categories.colours)
        else:
            colours = Colours.of(self._map)
            self.canvas.set_colours(colours)
            self.side.show_colours(colours)

    # --- what is under the cursor

    def _on_pixel_pointed(self, pixel: Pixel | None) -> None:
        self._pointed = pixel
        self._tell_pixel()

    def _tell_pixel(self) -> None:
        if self._pointed is None or self._pictures is None:
            self.pixelTold.emit("")
            return
        value = self._pictures.value(self._slab, self._pointed)
        if self._categories is not None:
            words = self._categories.describe(value)
        else:
            words = value_words(value, self._told_numbers(self._pictures))
        self.pixelTold.emit(f"{pixel_words(self._pointed, self._pictures.axes.panels)}: {words}")

    # --- what takes a look at all values

    def _look_at_all(self) -> None:
        if self._pictures is not None:
            stack = self._pictures.stack(self._slab, self._panel)
            numbers = self._numbers.get(self._slab)
            self._background.run(partial(find, stack, self._categories, numbers))

    def _on_found(self, findings: Findings) -> None:
        self.canvas.set_outliers(findings.outliers, findings.lines)
        if self._categories is not None:
            self.side.show_categories(self._categories, findings.counts)

    # --- sizes and memory

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Put histogram and numbers below a high picture, at the right of a wide one."""
        wide = self.width() > WIDE * self.height()
        orientation = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if orientation != self.splitter.orientation():
            self._sizes[_key(self.splitter)] = self.splitter.sizes()
            self.splitter.setOrientation(orientation)
            self.side.stand(Qt.Orientation.Vertical if wide else Qt.Orientation.Horizontal)
            self.splitter.setSizes(self._sizes.get(_key(self.splitter), MOST))
        super().resizeEvent(event)

    def state(self) -> dict[str, Any]:
        """Return what is to be remembered, as JSON values."""
        if all(self.splitter.sizes()):
            self._sizes[_key(self.splitter)] = self.splitter.sizes()
        zoom = self.canvas.zoom
        return {
            "levels": self._keeper.state(),
            "colours": self._map.name,
            "sizes": self._sizes,
            "slab": list(self._slab),
            "panel": self._panel,
            "zoom": None if zoom is None else [zoom.x, zoom.y, zoom.scale],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take what was remembered, before anything is shown; leave what is not understood."""
        if isinstance(levels := state.get("levels"), dict):
            self._keeper.restore(levels)
        self.set_colour_map(ColourMap.__members__.get(str(state.get("colours")), self._map))
        if isinstance(sizes := state.get("sizes"), dict):
            self._sizes = {str(key): _whole(value) for key, value in sizes.items()}
            self.splitter.setSizes(self._sizes.get(_key(self.splitter), MOST))
        if self._pictures is None:
            self._slab = tuple(_whole(state.get("slab")))
            if isinstance(panel := state.get("panel"), int) and panel >= 0:
                self._panel = panel
            self._wanted_zoom = _camera(state.get("zoom"))


def _key(splitter: QSplitter) -> str:
    return "side by side" if splitter.orientation() == Qt.Orientation.Horizontal else "below"


def _camera(value: object) -> Camera | None:
    """Return the camera of which these are the numbers."""
    numbers = value if isinstance(value, list) else []
    fits = len(numbers) == 3 and all(isinstance(each, int | float) for each in numbers)  # noqa: PLR2004
    return Camera(*numbers) if fits and numbers[2] > 0 else None


def _whole(value: object) -> list[int]:
    """Return the whole numbers of what should be a list of them."""
    return [each for each in value if isinstance(each, int)] if isinstance(value, list) else []


def _mirrored(levels: Levels, before: Levels) -> Levels:
    """Return levels with zero in the middle: the one that was moved leads."""
    bound = abs(levels.low if levels.low != before.low else levels.high)
    return Levels.between(-bound, bound)
