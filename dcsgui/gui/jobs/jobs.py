"""Asking the worker process: what was asked, what becomes of it, which files are left alone."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from PyQt5.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal, pyqtSlot

from dcsgui.gui.jobs import losses
from dcsgui.gui.jobs.inbox import Inbox
from dcsgui.gui.jobs.job import Failure, Job
from dcsgui.gui.jobs.keeper import Keeper
from dcsgui.gui.jobs.ledger import Asked, Ledger, Stage
from dcsgui.gui.jobs.losses import Loss
from dcsgui.gui.jobs.process import Answer, JobNews
from dcsgui.gui.jobs.requests import Request
from dcsgui.gui.jobs.watches import Watches
from dcsgui.gui.worker.messages import (
    Cancel,
    Done,
    Failed,
    Progressed,
    Started,
    Warned,
    Watched,
)

__all__ = ["Jobs"]

ACTIONS = "dcsgui.core.actions"

DEAF = 1.5
"""Seconds that a job may go on after it was called off, while others wait for the worker."""

LARGEST = 2**31 - 1  # of an int in a signal


class Jobs(QObject):
    """Asks the worker process for actions.

    Parameters
    ----------
    parent : QObject, optional
    patience : float
        Seconds without a sign of life after which a worker that has something to do is hung.
    actions : str
        Package in which actions are looked up.
    environment : mapping of str to str, optional
        Variables that are others for the worker than for this process.
    marked : dict of str to str, optional
        Marks of files that are shared with other jobs, which have another worker.

    Attributes
    ----------
    environment : mapping of str to str
    marked : dict of str to str
        Files over which a worker died or hung, and a sentence that says so. They are not touched
        again: what is asked about them fails at once, until `forgive`.

    Signals
    -------
    fileMarked(str, str)
        A path, and the sentence why it is left alone from here on.
    pathsChanged(tuple)
        Watched paths that changed, appeared or vanished.
    activityChanged(tuple)
        Titles of the jobs that are running or waiting, as far as they have one.
    workerReplaced(str)
        A sentence why there is a new worker.
    warned(str, str)
        A path, and a sentence about what was odd there, though the job was done.
    jobAsked(int, str)
    jobBegun(int)
    jobProgressed(int, int, int, str)
    jobEnded(int)
        Of jobs with a title, by number: what is shown of it; the worker has begun with it; how
        many are done, of how many, of what; nobody waits for it any more.
    """

    fileMarked = pyqtSignal(str, str)
    pathsChanged = pyqtSignal(tuple)
    activityChanged = pyqtSignal(tuple)
    workerReplaced = pyqtSignal(str)
    warned = pyqtSignal(str, str)
    jobAsked = pyqtSignal(int, str)
    jobBegun = pyqtSignal(int)
    jobProgressed = pyqtSignal(int, int, int, str)
    jobEnded = pyqtSignal(int)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        patience: float = 30.0,
        actions: str = ACTIONS,
        environment: Mapping[str, str] = MappingProxyType({}),
        marked: dict[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.environment = environment
        self.marked: dict[str, str] = {} if marked is None else marked
        self._asked = Ledger()
        self._refused = Ledger()
        self._count = 0
        self._activity: tuple[str, ...] = ()
        self._watches = Watches()
        self._closed = False
        self._over = Inbox(self._finish_later, self)
        self._keeper = Keeper(self, package=actions, patience=patience, environment=environment)
        self._keeper.newsCame.connect(self._on_news)
        self._keeper.workerLost.connect(self._on_worker_lost)
        self._clock = QTimer(self)
        self._clock.setInterval(int(1000 * max(0.02, min(0.25, patience / 5))))
        self._clock.timeout.connect(self._on_tick)

    def start(self) -> None:
        """Start the worker process, without waiting for it."""
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.close)
        if not self._keeper.running:
            self._start_worker()

    def ask(self, request: Request[Any], *, lane: str = "", title: str = "") -> Job:
        """Ask for an action; connect to the job that is returned, nothing comes before that.

        Parameters
        ----------
        request : Request
        lane : str
            What was asked before in the same lane is called off: only the newest counts.
        title : str
            What to show in the status bar while it goes on; "" shows nothing.
        """
        if lane:
            for older in [*self._asked.in_lane(lane), *self._refused.in_lane(lane)]:
                self._call_off(older.number)
        self._count += 1
        job = Job(self._count, self._call_off)
        asked = Asked(self._count, request, job, lane, title)
        if (failure := self._refusal(request)) is not None:
            self._refused.add(asked)
            self._over.put((asked, failure))
            return job
        if not self._keeper.running:
            self._start_worker()
        elif not self.busy:
            self._keeper.expect()
        self._keeper.send(asked.message())
        self._asked.add(asked)
        self._clock.start()
        if title:
            self.jobAsked.emit(asked.number, title)
        self._tell_activity()
        return job

    def watch(self, owner: str, paths: Iterable[str]) -> None:
        """Watch these paths for an owner, instead of those watched for it before.

        Begin to watch before asking what is there, else a change in between goes unnoticed.
        """
        if self._watches.replace(owner, paths):
            self._keeper.send(self._watches.message())

    @pyqtSlot()
    def cancel_all(self) -> None:
        """Call off all that the status bar shows."""
        for asked in self._asked.wanted:
            if asked.title:
                self._call_off(asked.number)

    def cancel(self, number: int) -> None:
        """Call off a job by its number, as `Job.cancel` does."""
        self._call_off(number)

    def forgive(self, path: str) -> None:
        """Take the mark off a file: it can be asked about again."""
        self.marked.pop(path, None)

    @property
    def busy(self) -> bool:
        """Whether the worker has something to do."""
        return bool(self._asked)

    @pyqtSlot()
    def close(self) -> None:
        """End the worker process, after the change that it is making; all jobs finish."""
        self._closed = True
        self._clock.stop()
        self._keeper.close()
        for asked in [*self._asked, *self._refused]:
            asked.called_off = time.monotonic()
            self._settle(asked)

    def _refusal(self, request: Request[Any]) -> Failure | None:
        """Return why something is not to be asked, None if it can be."""
        subject = request.subject
        if self._closed:
            return Failure("Closed", "The window is being closed.", "", subject)
        if (reason := self.marked.get(subject)) is not None:
            return Failure("Marked", reason, "", subject)
        if self._keeper.given_up is not None:
            return losses.not_starting(self._keeper.given_up, request)
        return None

    def _start_worker(self) -> None:
        """Start a worker, and tell it all that waits."""
        self._keeper.start()
        self._keeper.send(self._watches.message())
        for asked in self._asked:
            if asked.called_off is not None:
                self._keeper.send(Cancel(asked.number))
            self._keeper.send(asked.message())

    def _call_off(self, number: int) -> None:
        """Make a job answer no more; it finishes at once, wherever the worker is with it.

        But whether a change is made the worker alone knows: that job goes on until it tells.
        """
        asked = self._asked.get(number) or self._refused.get(number)
        if asked is not None and asked.called_off is None:
            asked.called_off = time.monotonic()
            self._keeper.send(Cancel(number))
            if not asked.heard:
                self._over.put((asked, None))
                self.jobEnded.emit(number)
            self._tell_activity()

    def _finish_later(self, item: tuple[Asked, Failure | None]) -> None:
        """Finish a job that was refused or called off, in the event loop."""
        asked, failure = item
        self._refused.drop(asked)
        self._finish(asked, failure)

    def _finish(self, asked: Asked, failure: Failure | None = None) -> None:
        """Tell who asked that nothing more comes, and why if that is not as it should be."""
        job, asked.job = asked.job, None
        if job is not None:
            if failure is not None and asked.heard:
                job.failed.emit(failure)
            job.finished.emit()

    def _settle(self, asked: Asked, failure: Failure | None = None) -> None:
        """Note that a job is over at the worker; finish it."""
        self._asked.drop(asked)
        self.jobEnded.emit(asked.number)
        self._finish(asked, failure)
        self._tell_activity()
        if not self.busy:
            self._clock.stop()

    def _tell_activity(self) -> None:
        """Tell the titles of what goes on, if they are others."""
        titles = tuple(asked.title for asked in self._asked.wanted if asked.title)
        if titles != self._activity:
            self._activity = titles
            self.activityChanged.emit(titles)

    @pyqtSlot(object)
    def _on_news(self, news: JobNews | Watched) -> None:
        """Do what follows from what the worker says."""
        if isinstance(news, Watched):
            if changed := self._watches.changed(news.states):
                self.pathsChanged.emit(changed)
        elif (asked := self._asked.get(news.job)) is not None:
            self._take(asked, news)

    def _take(self, asked: Asked, news: JobNews) -> None:
        """Do what follows from what the worker says about a job."""
        wanted = asked.job if asked.heard else None
        match news:
            case Started():
                self._asked.mark_running(asked)
                self._keeper.count_success()
                self.jobBegun.emit(asked.number)
            case Answer():
                asked.pieces += 1
                if wanted is not None:
                    wanted.answered.emit(news.value)
                if news.last:
                    self._settle(asked)
            case Failed():
                subject = asked.request.subject
                self._settle(asked, Failure(news.kind, news.sentence, news.details, subject))
            case Done():
                self._settle(asked)
            case Progressed() if wanted is not None:
                scale = news.total // LARGEST + 1
                done, total = news.done // scale, news.total // scale
                wanted.progressed.emit(done, total, news.what)
                self.jobProgressed.emit(asked.number, done, total, news.what)
            case Warned() if wanted is not None:
                self.warned.emit(asked.request.subject, news.sentence)

    @pyqtSlot()
    def _on_tick(self) -> None:
        """End a worker that hangs, or goes on with what nobody wants while others wait."""
        self._keeper.look()
        running = self._asked.running
        if running is None or running.called_off is None or running.request.changes:
            return
        others = [asked for asked in self._asked if asked.heard]
        patient = time.monotonic() - running.called_off < DEAF
        if others and not patient and all(asked.stage is Stage.WAITING for asked in others):
            self._keeper.end_worker()

    @pyqtSlot(object)
    def _on_worker_lost(self, loss: Loss) -> None:
        """Replace the worker; say what is not done, and ask again for what was not begun.

        All is decided before anything is told: who hears of it may ask for the next thing.
        """
        culprit = None if loss.wanted else self._asked.running
        if culprit is not None:
            self._mark(culprit.request.subject, losses.blame(loss, culprit.request).sentence)
        elif not loss.wanted:
            self._keeper.count_failure(loss)
        over = [(asked, self._verdict(asked, culprit, loss)) for asked in self._asked]
        over = [(asked, failure) for asked, failure in over if failure is not None]
        for asked, _failure in over:
            self._asked.drop(asked)
        replaced = self._keeper.given_up is None
        if replaced:
            self._start_worker()
        if culprit is not None and (subject := culprit.request.subject):
            self.fileMarked.emit(subject, self.marked.get(subject, ""))
        for asked, failure in over:
            self._settle(asked, failure)
        if replaced and not loss.wanted:
            self.workerReplaced.emit(losses.replaced(loss))

    def _mark(self, path: str, reason: str) -> None:
        """Leave a file alone from here on."""
        if path:
            self.marked[path] = reason

    def _verdict(self, asked: Asked, culprit: Asked | None, loss: Loss) -> Failure | None:
        """Return why something failed that a lost worker was asked; None: it is asked again."""
        request = asked.request
        if asked is culprit:
            return losses.blame(loss, request)
        if not asked.heard or not asked.untouched:
            return losses.interrupted(request)
        asked.stage = Stage.WAITING
        return self._refusal(request)
