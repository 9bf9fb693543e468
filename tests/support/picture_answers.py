"""What the worker answers about an array or a text, made without a file."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dcsgui.core.actions.answers.constants import Constants, Numbers
from dcsgui.core.actions.answers.listings import VersionRow
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.numbers import Picture
from dcsgui.core.values.axes import Axes, Form
from dcsgui.core.values.progress import QUIET
from dcsgui.gui.jobs.job import Job
from dcsgui.gui.jobs.jobs import Jobs
from dcsgui.gui.jobs.requests import Request


class RecordedJobs(Jobs):
    """Keeps what is asked, without a worker; a test answers.

    Attributes
    ----------
    requests : list of Request
    jobs : list of Job
        What came back for each of them.
    called_off : list of int
        Numbers of those called off.
    """

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[Request[Any]] = []
        self.jobs: list[Job] = []
        self.called_off: list[int] = []

    def ask(self, request: Request[Any], *, lane: str = "", title: str = "") -> Job:
        """Keep it."""
        del lane, title
        self.requests.append(request)
        self.jobs.append(Job(len(self.jobs), self.called_off.append))
        return self.jobs[-1]


FILE = "/calib/jungfrau/jungfrau-0001.h5"


def node(ctype: str = "pedestals", version: str = "v1") -> NodeId:
    """Name a version."""
    return NodeId(FILE, (ctype, "range", version))


def constants(
    values: NDArray[Any] | str | None, which: NodeId | None = None, *, problem: str = ""
) -> Constants:
    """Answer constants."""
    which = which or node()
    array = values if isinstance(values, np.ndarray) else None
    text = values if isinstance(values, str) else None
    row = VersionRow(
        ctype=which.ctype,
        range_name=which.range_name,
        begin_ns=0,
        end_ns=None,
        name=which.version_name,
        versind=7,
        tsvers_ns=None,
        is_default=True,
        pinned=False,
        kind="array" if array is not None else "text" if text is not None else "nothing",
        shape=() if array is None else array.shape,
        dtype="text" if array is None else str(array.dtype),
        nbytes=0 if array is None else array.nbytes,
        digest=f"digest of {which.version_name}",
        author="",
        experiment="",
        run="",
        comment="",
    )
    return Constants(which, row, "jungfrau", array, text, problem)


def numbers(values: NDArray[Any], slab: tuple[int, ...] = (), *, exact: bool = True) -> Numbers:
    """Answer numbers about one picture."""
    picture = Picture(node(), slab, values[slab], QUIET)
    return picture.exact() if exact else picture.sampled()


def answer(
    jobs: RecordedJobs, values: NDArray[Any] | str | None, which: NodeId | None = None
) -> None:
    """Answer what was asked last, in pieces as the worker does."""
    job = jobs.jobs[-1]
    job.answered.emit(constants(values, which))
    if isinstance(values, np.ndarray):
        slab = getattr(jobs.requests[-1], "slab", ())
        for index in slabs(values, slab):
            job.answered.emit(numbers(values, index))
    job.finished.emit()


def slabs(values: NDArray[Any], first: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    """Tell of which pictures the worker tells numbers."""
    axes = Axes.of(values.shape, "jungfrau")
    return axes.nearest(first, 16) if axes.form in {Form.IMAGE, Form.CURVE} else []


def pedestals(shape: tuple[int, ...] = (3, 8, 16, 32)) -> NDArray[np.float32]:
    """Make something like pedestals, with a dead and a hot pixel and a NaN in each picture."""
    random = np.random.default_rng(1)
    values = random.normal(2800, 5, shape).astype(np.float32)
    pictures = values.reshape(-1, *shape[-2:])
    pictures[:, 1, 1] = 16383
    pictures[:, 1, 2] = 0
    pictures[:, 1, 3] = np.nan
    return values
