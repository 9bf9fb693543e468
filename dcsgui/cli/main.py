"""Running `dcs`: every error that is the user's ends as a sentence and an exit status."""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from collections.abc import Sequence
from pathlib import Path

import click

from dcsgui.cli.failures import Status, status_of
from dcsgui.cli.group import dcs
from dcsgui.core.values.errors import DCError

__all__ = ["main"]

_BUG = 70  # EX_SOFTWARE of sysexits.h: none of those that are documented


def main(args: Sequence[str] | None = None) -> int:
    """Run a command line, and return its exit status.

    Parameters
    ----------
    args : sequence of str, optional
        The words after ``dcs``; those of this process if None.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("default", UserWarning)
        warnings.showwarning = _warned
        return _flushed(_run(args))


def _run(args: Sequence[str] | None) -> int:
    try:
        status = dcs.main(args, prog_name="dcs", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return Status.USAGE
    except (click.Abort, KeyboardInterrupt) as error:
        if isinstance(error, click.Abort) and error.__cause__ is None:
            click.echo(err=True)  # the question stands in that line
        _say("called off: nothing more is done.")
        return Status.INTERRUPTED
    except SystemExit:  # how click ends where nobody reads any more
        return _no_reader()
    except (DCError, OSError) as error:
        _say(str(error) if isinstance(error, DCError) else _sentence(error))
        return status_of(error)
    except Exception:  # noqa: BLE001 - the edge: a mistake of ours, to be reported
        _say("a mistake of the program, please report it:")
        traceback.print_exc()
        return _BUG
    return status if isinstance(status, int) else Status.DONE


def _flushed(status: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _no_reader()
    except OSError as error:
        _say(_sentence(error))
        return Status.INPUT_OUTPUT
    return status


def _sentence(error: OSError) -> str:
    """Say of an error of the system what it is about; without a file that is what we print."""
    reason = os.strerror(error.errno or 0).lower()
    return f"{error.filename or 'the output'} can't be used: {reason}."


def _no_reader() -> int:
    """Whoever read has seen enough, as `head` does: no error, and nothing left to write."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    return Status.DONE


def _say(words: str) -> None:
    click.echo(f"dcs: {words}", err=True)


def _warned(message: Warning | str, *_: object, **__: object) -> None:
    _say(f"note: {message}")
