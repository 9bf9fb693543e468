"""The connection between window and worker: framed messages, some with file descriptors."""

from __future__ import annotations

import array
import contextlib
import os
import pickle
import socket
import struct
import threading
from collections.abc import Sequence

from dcsgui.gui.worker.messages import Message

__all__ = ["MOST_DESCRIPTORS", "Channel"]

MOST_DESCRIPTORS = 200
"""In one message; Linux passes at most 253 at once."""

_HEAD = struct.Struct("=QI")  # length of the message, number of descriptors
_NUMBERS = array.array("i")
_CLOSE_ON_EXEC: int = getattr(socket, "MSG_CMSG_CLOEXEC", 0)


class Channel:
    """One end of the connection. Any thread may send; only one receives.

    Parameters
    ----------
    connection : socket
        A Unix stream socket; the channel owns it.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._sending = threading.Lock()

    def send(self, message: Message, descriptors: Sequence[int] = ()) -> None:
        """Send a message; it waits for the other side to read.

        Raises
        ------
        OSError
            The other side is gone.
        """
        body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        head = _HEAD.pack(len(body), len(descriptors))
        with self._sending:
            if descriptors:
                sent = socket.send_fds(self._socket, [head], list(descriptors))
                self._socket.sendall(head[sent:])
                self._socket.sendall(body)
            else:
                self._socket.sendall(head + body)

    def receive(self) -> tuple[Message, list[int]]:
        """Wait for a message, and return it with its file descriptors, which are the caller's.

        Raises
        ------
        EOFError
            The other side is gone.
        """
        try:
            head, descriptors = self._beginning()
            try:
                head += self._exactly(_HEAD.size - len(head))
                length, _count = _HEAD.unpack(head)
                message: Message = pickle.loads(self._exactly(length))  # noqa: S301 - our worker
            except BaseException:
                for descriptor in descriptors:
                    os.close(descriptor)
                raise
        except OSError as error:
            raise EOFError from error
        return message, descriptors

    def _beginning(self) -> tuple[bytes, list[int]]:
        """Return the first bytes of a message, and the file descriptors that come with them.

        `socket.recv_fds` drops its flags, and a descriptor would be open in other programs that
        are started at this moment.
        """
        room = socket.CMSG_SPACE(MOST_DESCRIPTORS * _NUMBERS.itemsize)
        data, ancillary, _flags, _address = self._socket.recvmsg(_HEAD.size, room, _CLOSE_ON_EXEC)
        descriptors = array.array(_NUMBERS.typecode)
        for level, kind, content in ancillary:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                descriptors.frombytes(content)
        return data, list(descriptors)

    def _exactly(self, nbytes: int) -> bytearray:
        """Return the next so many bytes."""
        data = bytearray(nbytes)
        view = memoryview(data)
        while view:
            got = self._socket.recv_into(view)
            if not got:
                raise EOFError
            view = view[got:]
        return data

    def hang_up(self) -> None:
        """End the connection for both sides; who waits in `receive` learns it."""
        with contextlib.suppress(OSError):  # it has ended already
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Give the socket back."""
        self._socket.close()
