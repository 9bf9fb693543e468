"""Who makes a change: the user and the host that every record of a history names."""

from __future__ import annotations

import getpass
import os
import socket
from dataclasses import dataclass
from functools import cache

from dcsgui.core.files.records import Record
from dcsgui.core.values.timestamps import Timestamp


@dataclass(frozen=True, slots=True)
class Author:
    """A person at a machine."""

    user: str
    host: str

    def record(self, action: str, comment: str = "", tstamp: Timestamp | None = None) -> Record:
        """Make a record of something done now, or at `tstamp`."""
        return Record(tstamp or Timestamp.now(), self.user, self.host, action, comment)


@cache
def current_author() -> Author:
    """Who runs this program, and where."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = f"uid{os.getuid()}"
    return Author(user, socket.gethostname())
