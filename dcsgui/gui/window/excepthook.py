"""Noticing the exceptions that nobody expected, wherever in this process they happen."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from PyQt5.QtCore import QObject, pyqtSignal

__all__ = ["ExceptionWatch", "Trouble"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """An exception that nobody expected.

    Attributes
    ----------
    summary : str
        Its class and its message, one line.
    report : str
        The traceback, and where it was noticed.
    """

    summary: str
    report: str


class ExceptionWatch(QObject):
    """Takes the place of Python's hooks for exceptions, so that the window goes on.

    PyQt ends the process after an exception in a slot, unless there is a hook. The hooks that
    were there before are called as well.

    Signals
    -------
    troubleFound(Trouble)
        It may come from another thread: connect to methods of QObjects.
    """

    troubleFound = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inside = threading.local()
        self._watching = False
        self._before: tuple[Callable[..., object], ...] = ()

    @staticmethod
    def current() -> ExceptionWatch | None:
        """Return the one that watches now, None if there is none."""
        watch = getattr(sys.excepthook, "__self__", None)
        return watch if isinstance(watch, ExceptionWatch) else None

    def install(self) -> None:
        """Begin to watch; a second time does nothing."""
        if self._watching:
            return
        self._watching = True
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable

    def uninstall(self) -> None:
        """Give back the hooks that were there before; where others came after, only pass on."""
        if not self._watching:
            return
        self._watching = False
        main, thread, unraisable = self._before
        if sys.excepthook == self._on_exception:
            sys.excepthook = main
        if threading.excepthook == self._on_thread_exception:
            threading.excepthook = thread
        if sys.unraisablehook == self._on_unraisable:
            sys.unraisablehook = unraisable

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        self._pass_on(0, kind, error, trace)
        if issubclass(kind, Exception):  # neither Ctrl+C nor an exit
            self._tell(kind, error, trace, where="")

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        self._pass_on(1, args)
        if issubclass(args.exc_type, Exception):
            name = "unknown" if args.thread is None else args.thread.name
            where = f"In the thread {name}.\n"
            self._tell(args.exc_type, args.exc_value, args.exc_traceback, where=where)

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        self._pass_on(2, args)
        where = f"{args.err_msg or 'Exception ignored in'}: {args.object!r}\n"
        self._tell(args.exc_type, args.exc_value, args.exc_traceback, where=where)

    def _pass_on(self, which: int, *args: object) -> None:
        """Call the hook that was there before, which writes it to the terminal."""
        self._before[which](*args)

    def _tell(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
        *,
        where: str,
    ) -> None:
        """Tell of it; whatever goes wrong in here is told to nobody, else it would never end."""
        if not self._watching or getattr(self._inside, "telling", False):
            return
        self._inside.telling = True
        try:
            lines = traceback.format_exception(kind, error, trace)
            summary = "".join(traceback.format_exception_only(kind, error)).strip()
            first = summary.splitlines()[0] if summary else kind.__name__
            self.troubleFound.emit(Trouble(first, where + "".join(lines)))
        except Exception:  # noqa: BLE001, S110 - the edge of the application: nobody is left
            pass
        finally:
            self._inside.telling = False
