"""What stands in a journal, as bytes.

====== =========================================================================================
offset what
====== =========================================================================================
0      the header: the size and the landmark of the file before the change, who changes it, SHA-256
510    two hints, of no consequence if lost: the writer waits for readers; others wait for it
512    the seal: length of the record, SHA-256 over header and record
1024   the record: the new size, and for each block its offset, its old and its new bytes
====== =========================================================================================

The old bytes are there so that nobody completes a change to a file that is no longer the same.
"""

import hashlib
import os
import struct
from dataclasses import dataclass
from functools import cached_property

__all__ = [
    "CLOSING_OFFSET",
    "RECORD_OFFSET",
    "SEAL_OFFSET",
    "SEAL_SIZE",
    "WAITED_FOR_OFFSET",
    "Block",
    "Header",
    "JournalRecord",
    "JournalSeal",
    "landmark",
]

CLOSING_OFFSET, WAITED_FOR_OFFSET = 510, 511
SEAL_OFFSET = 512
RECORD_OFFSET = 1024

_HEADER = struct.Struct("<8sQ32sH256s")  # magic, old size, landmark, length of the text, text
_HEADER_MAGIC = b"DCSJRNL1"
_HEADER_SIZE = _HEADER.size + 32
_SEAL = struct.Struct("<8sQ32s")  # magic, length of the record, digest
_SEAL_MAGIC = b"DCSSEAL1"
SEAL_SIZE = _SEAL.size
_RECORD = struct.Struct("<QQ")  # new size, number of blocks
_PLACE = struct.Struct("<QQ")  # offset, length
_LANDMARK_HEAD = 4096
_LANDMARK_PIECE = 128


def landmark(descriptor: int, size: int) -> bytes:
    """Digest the places where HDF5 says how long its file is, whatever precedes it there.

    A foreign program that makes the file longer changes one of them: HDF5 has its superblock at 0
    or at a power of two.
    """
    digest = hashlib.sha256(os.pread(descriptor, min(_LANDMARK_HEAD, size), 0))
    offset = _LANDMARK_HEAD
    while offset < size:
        digest.update(os.pread(descriptor, min(_LANDMARK_PIECE, size - offset), offset))
        offset *= 2
    return digest.digest()


@dataclass(frozen=True)
class Header:
    """What a writer says before it begins.

    Attributes
    ----------
    old_size
        Length of the file before the change, in bytes.
    landmark
        `landmark` of it.
    writer
        Who it is and since when, in words.
    """

    old_size: int
    landmark: bytes
    writer: str

    @cached_property
    def packed(self) -> bytes:
        """The bytes of the header, with their digest."""
        text = self.writer.encode(errors="replace")[:256].decode(errors="ignore").encode()
        body = _HEADER.pack(_HEADER_MAGIC, self.old_size, self.landmark, len(text), text)
        return body + hashlib.sha256(body).digest()

    @classmethod
    def unpacked(cls, data: bytes) -> "Header | None":
        """Read a header; None if it is not whole."""
        if len(data) < _HEADER_SIZE or data[:8] != _HEADER_MAGIC:
            return None
        body, digest = data[: _HEADER.size], data[_HEADER.size : _HEADER_SIZE]
        if hashlib.sha256(body).digest() != digest:
            return None
        _, old_size, mark, length, text = _HEADER.unpack(body)
        return cls(old_size, mark, text[:length].decode(errors="replace"))


@dataclass(frozen=True)
class Block:
    """Bytes of the file that a change replaces by as many others."""

    offset: int
    old: bytes
    new: bytes


@dataclass(frozen=True)
class JournalRecord:
    """What a change does to the file besides appending.

    Attributes
    ----------
    old_size, new_size
        Length of the file before and after, in bytes.
    blocks
        Sorted and apart; all of them end before the shorter of the two lengths.
    """

    old_size: int
    new_size: int
    blocks: tuple[Block, ...]

    @property
    def packed(self) -> bytes:
        """The bytes of the record; the old size is the header's."""
        places = [_PLACE.pack(block.offset, len(block.new)) for block in self.blocks]
        olds = [block.old for block in self.blocks]
        news = [block.new for block in self.blocks]
        return b"".join((_RECORD.pack(self.new_size, len(places)), *places, *olds, *news))

    @classmethod
    def unpacked(cls, data: bytes, old_size: int) -> "JournalRecord":
        """Read a record whose digest was right."""
        new_size, count = _RECORD.unpack_from(data)
        end = _RECORD.size + count * _PLACE.size
        places = list(_PLACE.iter_unpack(data[_RECORD.size : end]))
        total = sum(length for _, length in places)
        blocks = []
        for offset, length in places:
            new = end + total
            blocks.append(Block(offset, data[end : end + length], data[new : new + length]))
            end += length
        return cls(old_size, new_size, tuple(blocks))


@dataclass(frozen=True)
class JournalSeal:
    """What makes a record count: its length and its digest together with the header's."""

    length: int
    digest: bytes

    @classmethod
    def of(cls, header: Header, record: bytes) -> "JournalSeal":
        """Make the seal of a packed record."""
        digest = hashlib.sha256(header.packed)
        digest.update(record)
        return cls(len(record), digest.digest())

    @property
    def packed(self) -> bytes:
        """The bytes of the seal: few enough that no disk tears them, and it would be seen."""
        return _SEAL.pack(_SEAL_MAGIC, self.length, self.digest)

    @classmethod
    def unpacked(cls, data: bytes) -> "JournalSeal | None":
        """Read a seal; None if there is none."""
        if len(data) < _SEAL.size or data[:8] != _SEAL_MAGIC:
            return None
        _, length, digest = _SEAL.unpack(data)
        return cls(length, digest)
