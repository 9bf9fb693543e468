"""The recipe of the demonstration: its places, detectors, and what happened to them, as TOML.

Times in it are days before the day on which the demonstration is made, "-12 14:30" is twelve days
before it, half past two in the afternoon, UTC; so the demonstration is never out of date.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any

from dcsgui.core.actions.answers.nodes import PlaceKind
from dcsgui.core.actions.demonstration.cameras import Camera
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.resources import resource
from dcsgui.core.values.timestamps import NS_PER_SEC, Timestamp

__all__ = ["DetectorRecipe", "PlaceRecipe", "Recipe", "Step", "Verb", "moment", "read_recipe"]

DAY_SECONDS = 86_400
PLACES = ("repository", "xpptut15", "cxitut13", "local")
"""The files of the places, in the order in which they are made."""

_MOMENT = re.compile(r"(-?[0-9]+)(?: ([0-9]{2}):([0-9]{2}))?")


class Verb(Enum):
    """What a step does: adds a version, sets a default, adds a comment, parameters, an end."""

    ADD = "add"
    DEFAULT = "default"
    NOTE = "note"
    SET = "set"
    CLOSE = "close"


@dataclass(frozen=True)
class Step:
    """Something that somebody did.

    Attributes
    ----------
    verb : Verb
    at : str
        When.
    who, host : str
        The person, and the machine.
    ctype, begin : str
        The type, and the range by its begin; "" for the detector itself.
    end : str
        Where the range ends, one second before that time; "" for ever.
    version : int
        The number of the version that becomes the default.
    why : str
        The comment.
    run : int
        0 where there was none.
    experiment : str
        Where constants were taken, if not where all are.
    pars : mapping
        Parameters.
    look : mapping
        What constants look like, see `Workshop`.
    """

    verb: Verb
    at: str
    who: str
    host: str
    ctype: str = ""
    begin: str = ""
    end: str = ""
    version: int = 0
    why: str = ""
    run: int = 0
    experiment: str = ""
    pars: Mapping[str, Any] = field(default_factory=dict)
    look: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DetectorRecipe:
    """A detector file.

    Attributes
    ----------
    since : str
        When the camera was taken into use.
    later : bool
        It is big, and is made when all the others are there.
    """

    detname: str
    camera: Camera
    since: str
    steps: tuple[Step, ...]
    predecessor: str | None = None
    successor: str | None = None
    experiment: str = ""
    later: bool = False


@dataclass(frozen=True)
class PlaceRecipe:
    """A place: `folder` is that of its calib directory, below that of the demonstration."""

    kind: PlaceKind
    folder: str
    name: str
    detectors: tuple[DetectorRecipe, ...]


@dataclass(frozen=True)
class Recipe:
    """All of the demonstration."""

    places: tuple[PlaceRecipe, ...]


def moment(text: str, day: Timestamp) -> Timestamp:
    """Return the time that a text of the recipe means.

    Parameters
    ----------
    text : str
        Days from `day` on, and perhaps the time of the day.
    day : Timestamp
        Midnight, UTC, of the day on which the demonstration is made.

    Examples
    --------
    >>> moment("-1 06:30", Timestamp.of("2026-04-20T00:00:00Z")).iso(utc=True)
    '2026-04-19T06:30:00+00:00'
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise BadValue(f"'{text}' is no time of the demonstration; write it as in '-12 14:30'.")
    days, hours, minutes = (int(part or 0) for part in found.groups())
    seconds = days * DAY_SECONDS + hours * 3600 + minutes * 60
    return Timestamp(day.ns + seconds * NS_PER_SEC)


def read_recipe(folder: Path | None = None) -> Recipe:
    """Read the recipe of the demonstration; `BadValue` for one that can't be understood."""
    folder = resource("demonstration") if folder is None else folder
    try:
        entries = _load(folder / "cameras.toml")
        cameras = {name: Camera.of(name, entry) for name, entry in entries.items()}
        return Recipe(tuple(_place(_load(folder / f"{name}.toml"), cameras) for name in PLACES))
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise BadValue(
            f"The recipe of the demonstration in {folder} can't be read: {error!r}. Install the "
            f"program anew."
        ) from error


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _place(entry: Mapping[str, Any], cameras: Mapping[str, Camera]) -> PlaceRecipe:
    people = entry["people"]
    detectors = (_detector(one, cameras, people) for one in entry["detectors"])
    kind = PlaceKind(entry["kind"])
    return PlaceRecipe(kind, entry["folder"], entry.get("name", ""), tuple(detectors))


def _detector(
    entry: Mapping[str, Any], cameras: Mapping[str, Camera], people: Mapping[str, str]
) -> DetectorRecipe:
    steps = tuple(_step(step, people) for step in entry["steps"])
    others = {key: value for key, value in entry.items() if key not in {"steps", "camera"}}
    made = DetectorRecipe(camera=cameras[entry["camera"]], steps=steps, **others)
    times = [moment(step.at, Timestamp(0)) for step in steps]
    if times != sorted(times):
        raise ValueError(f"the steps of {made.detname} are not in the order of their times")
    return made


def _step(entry: Mapping[str, Any], people: Mapping[str, str]) -> Step:
    (verb,) = (verb for verb in Verb if verb.value in entry)
    others = {key: value for key, value in entry.items() if key != verb.value}
    step = Step(verb=verb, host=people[entry["who"]], **others)
    return replace(step, ctype=entry[verb.value])
