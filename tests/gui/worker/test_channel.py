from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator

import pytest

from dcsgui.gui.worker.anonymous import anonymous_file
from dcsgui.gui.worker.channel import Channel
from dcsgui.gui.worker.messages import Ask, Cancel, Done, Message

Pair = tuple[Channel, Channel]


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = map(Channel, socket.socketpair())
    yield ours, theirs
    ours.close()
    theirs.close()


def test_messages_come_as_they_were_sent(pair: Pair) -> None:
    for message in (Cancel(1), Ask(2, "a.b", b"arguments", changes=True), Done(3)):
        pair[0].send(message)
        received, descriptors = pair[1].receive()
        assert received == message
        assert type(received) is type(message)
        assert descriptors == []


def test_descriptors_come_with_their_message(pair: Pair) -> None:
    sent = [anonymous_file(f"test {number}") for number in range(3)]
    for number, descriptor in enumerate(sent):
        os.write(descriptor, b"%d" % number)
    pair[0].send(Done(1))
    pair[0].send(Done(2), sent)
    pair[0].send(Done(3))
    assert pair[1].receive() == (Done(1), [])
    message, received = pair[1].receive()
    assert message == Done(2)
    assert [os.pread(descriptor, 9, 0) for descriptor in received] == [b"0", b"1", b"2"]
    assert not any(os.get_inheritable(descriptor) for descriptor in received)
    assert pair[1].receive() == (Done(3), [])
    for descriptor in [*sent, *received]:
        os.close(descriptor)


def test_messages_of_several_threads_do_not_mix(pair: Pair) -> None:
    def send(job: int) -> None:
        for _ in range(20):
            pair[0].send(Ask(job, "a.b", bytes([job]) * 300_000, changes=False))

    threads = [threading.Thread(target=send, args=(job,)) for job in range(3)]
    for thread in threads:
        thread.start()
    received: list[Message] = [pair[1].receive()[0] for _ in range(60)]
    for thread in threads:
        thread.join()
    for message in received:
        assert isinstance(message, Ask)
        assert message.arguments == bytes([message.job]) * 300_000


def test_the_end_is_an_end_of_file(pair: Pair) -> None:
    pair[0].send(Done(1))
    pair[0].close()
    assert pair[1].receive()[0] == Done(1)
    with pytest.raises(EOFError):
        pair[1].receive()
    with pytest.raises(OSError, match="Broken pipe"):
        pair[1].send(Done(1))


def test_half_a_message_is_an_end_of_file() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        ours.sendall(b"\x05\0\0")
    channel = Channel(theirs)
    with pytest.raises(EOFError):
        channel.receive()
    channel.close()
