"""Walking a file of the older layout to find what is wrong in it."""

from __future__ import annotations

from collections import Counter
from functools import partial

import h5py

from dcsgui.core.files import guard
from dcsgui.core.files.flaws import Flaws
from dcsgui.core.files.pscalib import elements, history, nodes
from dcsgui.core.files.pscalib.data import DATA
from dcsgui.core.files.pscalib.reading import PscalibReader
from dcsgui.core.files.records import OPEN_NS
from dcsgui.core.values.findings import FindingKind, Severity
from dcsgui.core.values.timestamps import Timestamp
from dcsgui.core.values.validity import Validity

__all__ = ["check_pscalib"]

ROOT = ("dettype", "detid", "detname", "tscfile", "predecessor", "successor")
RANGE = ("begin", "end", "range", "versdef")
VERSION = ("version", "tsprod", DATA)
RECORD = "record"
"""What is counted beside missing fields: versions without a record of their addition."""


def check_pscalib(reader: PscalibReader, flaws: Flaws) -> None:
    """Walk a file, and note what is wrong in its structure."""
    root, missing = reader.file["/"], Counter[str]()
    with flaws.survived(""):
        _check_detname(root, flaws)
    flaws.visit(root, "", ROOT, partial(_check_type, flaws, missing))
    if missing[RECORD]:
        flaws.add(
            FindingKind.NO_RECORD,
            "",
            f"Without a record of who added them: {missing.pop(RECORD)} of the versions; older "
            f"code need not write one.",
            severity=Severity.NOTE,
        )
    fields = {field: count for field, count in missing.items() if count}
    if fields:
        said = ", ".join(f"'{field}' ({count})" for field, count in fields.items())
        flaws.add(
            FindingKind.MISSING_FIELD,
            "",
            f"Fields are missing: {said}, as in files that some versions of PSCalib wrote. What "
            f"they would say is known from elsewhere, or was never known.",
        )


def _check_detname(root: h5py.Group, flaws: Flaws) -> None:
    dettype, detid, detname = (elements.read_text(root, name) for name in ROOT[:3])
    if detid is not None and detname is not None and detname != f"{dettype}-{detid}":
        flaws.add(
            FindingKind.MISNAMED,
            "",
            f"'detname' says {detname}, and 'dettype' and 'detid' say {dettype}-{detid}, which "
            f"counts. Set the one that is wrong.",
        )


def _check_type(
    flaws: Flaws, missing: Counter[str], group: h5py.Group, ctype: str, _where: str
) -> None:
    if ctype not in nodes.CTYPES and not guard.has(group, "ctype"):
        flaws.foreign(ctype)
        return
    if ctype not in nodes.CTYPES:
        flaws.add(
            FindingKind.UNKNOWN_TYPE,
            ctype,
            "The older PSCalib code does not know this type, and can't open the file because of "
            "it. Convert the file ('dcs convert'), or delete the type.",
            severity=Severity.WARNING,
        )
    flaws.visit(group, ctype, ("ctype",), partial(_check_range, flaws, missing))


def _check_range(
    flaws: Flaws, missing: Counter[str], group: h5py.Group, name: str, where: str
) -> None:
    if not guard.has(group, "begin") and not nodes.is_range_name(name):
        flaws.foreign(where)
        return
    missing.update(field for field in RANGE if not guard.has(group, field))
    _check_name(group, name, where, flaws)
    numbers: dict[str, int] = {}

    def check_version(inner: h5py.Group, inner_name: str, inside: str) -> None:
        number = nodes.version_number(inner_name, inner)
        if number is None:
            flaws.foreign(inside)
            return
        numbers[inner_name] = number
        missing.update(field for field in VERSION[:2] if not guard.has(inner, field))
        flaws.visit(inner, inside, VERSION, flaws.visit_foreign)

    flaws.visit(group, where, RANGE, check_version)
    _check_numbers(flaws, missing, group, numbers, where)


def _check_name(group: h5py.Group, name: str, where: str, flaws: Flaws) -> None:
    begin_ns, end_ns = nodes.begin_end_ns(name, group)
    end = None if end_ns == OPEN_NS else Timestamp(end_ns)
    fitting = nodes.range_name(Validity.unchecked(Timestamp(begin_ns), end))
    if fitting != name and guard.has(group, "end"):
        flaws.add(
            FindingKind.MISNAMED,
            where,
            f"By its ends its name would be '{fitting}'; another program renamed it or changed "
            f"its ends. The ends count; if they are wrong, correct them.",
        )


def _check_numbers(
    flaws: Flaws, missing: Counter[str], group: h5py.Group, numbers: dict[str, int], where: str
) -> None:
    default = elements.read_whole(group, "versdef")
    if default and default not in numbers.values():
        flaws.dangling_default(where, f"version {default}")
    flaws.check_numbers(where, numbers.values())
    added = history.additions(history.read(group))
    missing[RECORD] += sum(number not in added for number in numbers.values())
