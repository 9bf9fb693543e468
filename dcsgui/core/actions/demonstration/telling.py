"""Telling the story of a detector into its file: as others did it, at other times.

The changes are those that `DCStore` makes, so that histories and rules (the repository keeps what
it answers) are the real ones; only who made them, and when, says the recipe.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dcsgui.core.actions.demonstration.recipe import DetectorRecipe, Step, Verb, moment
from dcsgui.core.actions.demonstration.workshop import Workshop
from dcsgui.core.files.layout import Writer
from dcsgui.core.files.records import ParValue, Path, Record
from dcsgui.core.objects.author import Author
from dcsgui.core.objects.changes.adding import AddCtype, AddRange, AddVersion
from dcsgui.core.objects.changes.base import Change, Commit
from dcsgui.core.objects.changes.defaults import SetDefault
from dcsgui.core.objects.changes.editing import AddRecord, ChangeRange, SetPars
from dcsgui.core.objects.states.version import VersionState
from dcsgui.core.values.errors import BadValue
from dcsgui.core.values.timestamps import MICROSECOND, NS_PER_SEC, Timestamp
from dcsgui.core.values.validity import Validity

__all__ = ["Telling"]

SECONDS_PER_DAY = 86_400


@dataclass(slots=True)
class Retold(Commit):
    """A commit of somebody else, at another time: that of `moment_ns`."""

    moment_ns: int = 0

    def record(self, action: str, comment: str = "") -> Record:
        """Make a record; those of one moment are a microsecond apart."""
        self._last_ns = max(self.moment_ns, self._last_ns + MICROSECOND)
        return self.author.record(action, comment, Timestamp(self._last_ns))


class Telling:
    """Tells the steps of one detector, in their order, into a file that is being written.

    Parameters
    ----------
    recipe : DetectorRecipe
    workshop : Workshop
        Makes the constants.
    day : Timestamp
        That on which the demonstration is made.
    repository : bool
        Whether the file is to be in the repository.
    """

    def __init__(
        self, recipe: DetectorRecipe, workshop: Workshop, *, day: Timestamp, repository: bool
    ) -> None:
        self._recipe = recipe
        self._workshop = workshop
        self._day = day
        self._repository = repository
        self._ranges: dict[tuple[str, str], Path] = {}

    def tell(self, writer: Writer) -> None:
        """Carry out all steps."""
        commit = Retold(writer, Author("", ""), self._repository)
        verbs = {
            Verb.ADD: self._add,
            Verb.DEFAULT: self._set_default,
            Verb.NOTE: self._note,
            Verb.SET: self._set_parameters,
            Verb.CLOSE: self._close,
        }
        for step in self._recipe.steps:
            commit.author = Author(step.who, step.host)
            commit.moment_ns = self._time(step.at).ns
            verbs[step.verb](step, commit)

    def _add(self, step: Step, commit: Retold) -> None:
        path = self._range(step, commit)
        time = self._time(step.at)
        age = (time.ns - self._time(self._recipe.since).ns) / NS_PER_SEC / SECONDS_PER_DAY
        look = {"take": step.run, **step.look}
        state = VersionState(
            tsvers=time,
            comment=step.why,
            versind=commit.writer.versind_last(path) + 1,
            pending=self._workshop.make(step.ctype, look, age=age),
            _pars=self._parameters(step),
        )
        change = AddVersion(path, state, together=None, keep=True, named=_not_told)
        self._carry_out((*path, state.name), change, commit)

    def _set_default(self, step: Step, commit: Retold) -> None:
        path = self._known(step)
        versions = {info.versind: info.name for info in commit.writer.versions(*path)}
        self._carry_out(path, SetDefault(path, versions[step.version], step.why), commit)

    def _note(self, step: Step, commit: Retold) -> None:
        record = commit.record("", step.why)
        self._carry_out(self._node(step), AddRecord((), record), commit)

    def _set_parameters(self, step: Step, commit: Retold) -> None:
        change = SetPars((), dict(step.pars), comment=step.why)
        self._carry_out(self._node(step), change, commit)

    def _close(self, step: Step, commit: Retold) -> None:
        path, validity = self._known(step), self._validity(step)
        self._carry_out(path, ChangeRange(path, validity, step.why), commit)
        self._ranges[step.ctype, step.begin] = (step.ctype, validity.name)

    def _range(self, step: Step, commit: Retold) -> Path:
        """Find the range that a version goes to; it is added if it is new, and so is its type."""
        known = self._ranges.get((step.ctype, step.begin))
        if known is not None:
            return known
        validity = self._validity(step)
        path = (step.ctype, validity.name)
        self._carry_out(path[:1], AddCtype(()), commit)
        self._carry_out(path, AddRange((), validity), commit)
        self._ranges[step.ctype, step.begin] = path
        return path

    def _node(self, step: Step) -> Path:
        if step.begin:
            return self._known(step)
        return (step.ctype,) if step.ctype else ()

    def _known(self, step: Step) -> Path:
        try:
            return self._ranges[step.ctype, step.begin]
        except KeyError as error:
            raise BadValue(
                f"The recipe of {self._recipe.detname} has no range of '{step.ctype}' that begins "
                f"at '{step.begin}' when something is done to it."
            ) from error

    def _validity(self, step: Step) -> Validity:
        end = self._time(step.end) if step.end else None
        last = None if end is None else Timestamp(end.ns - NS_PER_SEC)
        return Validity.of((self._time(step.begin), last))

    def _parameters(self, step: Step) -> dict[str, ParValue]:
        pars: dict[str, ParValue] = {}
        if experiment := step.experiment or self._recipe.experiment:
            pars["exp"] = experiment
        if step.run:
            pars["runnum"] = step.run
            pars["source"] = self._recipe.camera.source
        return {**pars, **step.pars}

    def _time(self, text: str) -> Timestamp:
        return moment(text, self._day)

    def _carry_out(self, path: Path, change: Change, commit: Retold) -> None:
        replace(change, path=path).carry_out(commit)


def _not_told(name: str) -> None:
    """Take the name that a version got: nobody here wants to know."""
