"""Running `dcs` in tests: in this process, or as the real command."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dcsgui.cli.main import main


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
    *words: object, code: int | None = 0, env: Mapping[str, str] | None = None, stdin: str = ""
) -> Result:
    """Run the real command in a process of its own; it has to end with that status."""
    command = [sys.executable, "-m", "dcsgui.cli", *map(str, words)]
    done = subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, **(env or {})},
    )
    return _checked(Result(done.returncode, done.stdout, done.stderr), words, code)


def _checked(result: Result, words: tuple[object, ...], code: int | None) -> Result:
    said = f"dcs {' '.join(map(str, words))}\n{result.out}\n{result.err}"
    assert "Traceback" not in result.err, said
    assert code is None or result.code == code, f"{result.code}, not {code}: {said}"
    return result
