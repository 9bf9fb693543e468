"""The worker process: ``python -m dcsgui.gui.worker DESCRIPTOR PACKAGE``, started by the window.

DESCRIPTOR is that of a Unix socket to the window, PACKAGE where actions are looked up.
"""

from __future__ import annotations

import socket
import sys

from dcsgui.gui.worker import surroundings
from dcsgui.gui.worker.channel import Channel
from dcsgui.gui.worker.loop import Loop


def main(descriptor: str, package: str) -> None:
    """Work until the window is gone."""
    surroundings.prepare()
    Loop(Channel(socket.socket(fileno=int(descriptor))), package).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
