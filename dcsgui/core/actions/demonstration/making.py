"""Making the demonstration: its files, one by one, each there whole or not at all."""

from __future__ import annotations

import shutil
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.answers.nodes import Place, PlaceKind
from dcsgui.core.actions.demonstration.recipe import (
    DAY_SECONDS,
    DetectorRecipe,
    PlaceRecipe,
    moment,
    read_recipe,
)
from dcsgui.core.actions.demonstration.telling import Telling
from dcsgui.core.actions.demonstration.workshop import Workshop
from dcsgui.core.files.opening import create_file, open_unpublished
from dcsgui.core.files.records import Head, LayoutName
from dcsgui.core.files.refusals import refusals_reported
from dcsgui.core.objects.places import SUFFIX
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.names import DetName
from dcsgui.core.values.progress import QUIET, Progress
from dcsgui.core.values.timestamps import NS_PER_SEC, Timestamp

__all__ = ["make"]

SIGN = "demonstration.toml"
"""The file that tells a demonstration, and of which day it is."""

WORDS = """\
# A demonstration, made by `dcsgui --demo`. Nobody needs it: remove this directory when you like.
day = {day}
"""

UNFINISHED = ".making"
"""The directory of a file that is being made."""


def make(target: str, *, progress: Progress = QUIET, now: float | None = None) -> Iterator[Place]:
    """Make the demonstration below a directory, or what is missing of it.

    The same constants come out each time; their times are those of a story that ends today. For
    the repository to be one, ``$DCS_REPOSITORY`` has to name ``<target>/repository``, and for the
    experiments ``$DCS_EXPERIMENTS`` ``<target>/experiments/{INS}/{exp}/calib``.

    Parameters
    ----------
    target : str
        The directory; it is made if it is not there. What an earlier demonstration left in it is
        kept as it is.
    progress : Progress
        Told of each file.
    now : float, optional
        Another "today", in Unix seconds; for pictures that are to be the same each time.

    Yields
    ------
    Place
        The place of each detector, once that can be opened: so each place comes again and again.
        The small detectors are the first.

    Raises
    ------
    BadValue
        If there is something else in the directory.
    AccessDenied, StoreNotAvailable
        If it can't be written, or its disk is full.
    """
    root = Path(target).absolute()
    with refusals_reported(str(root), "made"):
        yield from _make(root, progress, time.time() if now is None else now)


def _make(root: Path, progress: Progress, now: float) -> Iterator[Place]:
    bench = Bench(root, _day_of(root, now))
    places = read_recipe().places
    works = [(place, one) for place in places for one in place.detectors]
    works.sort(key=lambda work: work[1].later)  # stable: else as in the recipe
    try:
        for number, (place, one) in enumerate(works):
            progress.report(number, len(works), one.detname)
            bench.make(place, one)
            yield bench.place(place)
        progress.report(len(works), len(works))
    finally:
        bench.clear()


def _day_of(root: Path, now: float) -> Timestamp:
    """Return the day of the demonstration in a directory: `now` if there is none yet."""
    sign = root / SIGN
    if sign.is_file():
        try:
            day = tomllib.loads(sign.read_text("utf-8"))["day"]
            return Timestamp.of(datetime(day.year, day.month, day.day, tzinfo=UTC))
        except (ValueError, LookupError, AttributeError) as error:
            raise BadValue(
                f"{sign} does not say the day of the demonstration. Remove {root}, or give "
                f"another directory."
            ) from error
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise BadValue(
            f"There is something else in {root}, so no demonstration is made there. Give a "
            f"directory that is empty, or not there yet."
        )
    root.mkdir(parents=True, exist_ok=True)
    day = Timestamp(int(now // DAY_SECONDS) * DAY_SECONDS * NS_PER_SEC)
    sign.write_text(WORDS.format(day=day.iso(utc=True)[:10]), "utf-8")
    return day


@dataclass
class Bench:
    """Where the files of a demonstration are made.

    Attributes
    ----------
    root : Path
        The directory of the demonstration.
    day : Timestamp
        Its day.
    """

    root: Path
    day: Timestamp
    _memory: NDArray[np.uint8] = field(default_factory=lambda: np.empty(0, np.uint8))

    def place(self, recipe: PlaceRecipe) -> Place:
        """Return the place of a recipe."""
        return Place(recipe.kind, str(self.root / recipe.folder), recipe.name)

    def make(self, place: PlaceRecipe, recipe: DetectorRecipe) -> None:
        """Make the file of a detector, unless it is there.

        It is made under another name and gets its own in the end. That it is also on disk by
        then, as is made sure for constants that matter, would only take time.
        """
        name = DetName.new(recipe.detname)
        target = self.root / place.folder / name.dettype / f"{name}{SUFFIX}"
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = self.root / UNFINISHED / target.name
        draft.unlink(missing_ok=True)
        created = moment(recipe.since, self.day)
        head = Head(
            *(LayoutName.NATIVE, name.dettype, name.detid, created),
            predecessor=recipe.predecessor,
            successor=recipe.successor,
        )
        create_file(draft, head)
        workshop = Workshop(recipe.camera, recipe.detname, self._memory_for(recipe))
        repository = place.kind is PlaceKind.REPOSITORY
        with open_unpublished(draft) as writer:
            Telling(recipe, workshop, day=self.day, repository=repository).tell(writer)
        draft.rename(target)

    def clear(self) -> None:
        """Remove what is only needed while files are made."""
        shutil.rmtree(self.root / UNFINISHED, ignore_errors=True)

    def _memory_for(self, recipe: DetectorRecipe) -> NDArray[np.uint8]:
        """Return memory for the arrays of a detector; it is used again, because that is faster."""
        nbytes = int(np.prod(recipe.camera.shape)) * np.dtype(np.float32).itemsize
        if nbytes > self._memory.nbytes:
            self._memory = np.empty(nbytes, np.uint8)
        return self._memory
