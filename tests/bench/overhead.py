"""Space beside the constants: bytes a version with three parameters and one history record."""

from __future__ import annotations

from tests.bench.harness import Bench, Row, note
from tests.bench.stores import CTYPE, open_store

NEEDS = ("jungfrau-100k.h5",)
NEEDS_QUICK = ("jungfrau-20k.h5",)

_BYTES = 2_000.0


def rows(bench: Bench) -> list[Row]:
    """Compare the length of the file with that of the constants in it."""
    path = bench.directory / (NEEDS_QUICK if bench.quick else NEEDS)[0]
    listed = open_store(path).ctypeobj(CTYPE).listing()
    length = path.stat().st_size
    constants = sum(row.info.nbytes for row in listed)
    note(f"{len(listed)} versions, {length} bytes, of which {constants} are constants")
    overhead = (length - constants) / len(listed)
    return [Row(f"overhead a version, {len(listed)} versions", overhead, _BYTES, "bytes")]
