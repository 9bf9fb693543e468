"""Running `dcs` in tests: in this process, or as the real command."""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dcsgui.cli.main import main

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2
"""Of <linux/prctl.h> and <linux/capability.h>."""


@dataclass(frozen=True)
class Result:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, with --json."""
        return json.loads(self.out)


def dcs(*words: object, code: int | None = 0) -> Result:
    """Run a command line in this process, which is quick; it has to end with that status."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(word) for word in words])
    return _checked(Result(int(status), out.getvalue(), err.getvalue()), words, code)


def real_dcs(
    *words: object,
    code: int | None = 0,
    env: Mapping[str, str] | None = None,
    plain_user: bool = False,
) -> Result:
    """Run the real command in a process of its own; it has to end with that status.

    With `plain_user` the modes of files count for it, even where the tests run as root.
    """
    command = [sys.executable, "-m", "dcsgui.cli", *map(str, words)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=_environment(env or {}),
        stdin=subprocess.DEVNULL,
        preexec_fn=_without_rights_of_root if plain_user else None,
    )
    return _checked(Result(done.returncode, done.stdout, done.stderr), words, code)


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    """Let the command wait for nobody for long, and keep what it has compiled."""
    environment = {**os.environ, "DCS_PATIENCE": "0.3", **more}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def _without_rights_of_root() -> None:
    """Keep the next program from reading and writing what modes forbid."""
    libc = ctypes.CDLL(None)
    for right in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        libc.prctl(PR_CAPBSET_DROP, right, 0, 0, 0)  # fails where there is none to drop


def _checked(result: Result, words: tuple[object, ...], code: int | None) -> Result:
    said = f"dcs {' '.join(map(str, words))}\n{result.out}\n{result.err}"
    assert "Traceback" not in result.err, said
    assert code is None or result.code == code, f"{result.code}, not {code}: {said}"
    return result
