"""Whether a file still is what a plan of a transfer relies on: one digest of all of that."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping

import numpy as np

from dcsgui.core.files.layout import Reader
from dcsgui.core.files.records import ParValue, Path
from dcsgui.core.objects.exchange.snapshot import RangeSnapshot, TypeSnapshot, read_type
from dcsgui.core.values.errors import NotFound

__all__ = ["fingerprint", "fingerprint_of", "parameters_digest", "value_words"]


def fingerprint(reader: Reader, *, ctypes: Collection[str], compared: Collection[Path]) -> str:
    """Digest what a plan relies on in its destination.

    That is the detector, and of some types all ranges with their ends, versions (number, time,
    digest), defaults that somebody set and what was deleted, and the parameters of some nodes.
    Histories, other types and other parameters may change; the layout does not count itself,
    but the names that nodes have in it.

    Parameters
    ----------
    reader : Reader
        The file, open for reading or inside a transaction.
    ctypes : collection of str
        `Plan.ctypes`; a type may be missing.
    compared : collection of Path
        `Plan.compared`; a node may be missing.

    Returns
    -------
    str
        ``"sha256:..."``
    """
    types = [read_type(reader, ctype) for ctype in sorted(set(ctypes))]
    pars = {path: _pars(reader, path) for path in sorted(set(compared))}
    head = reader.head()
    return fingerprint_of(f"{head.dettype}-{head.detid}", types, pars)


def fingerprint_of(
    detname: str,
    types: Collection[TypeSnapshot],
    pars: Mapping[Path, Mapping[str, ParValue] | None],
) -> str:
    """Digest what was read already; `types` and `pars` in order of name."""
    digest = hashlib.sha256()
    for line in _lines(detname, types, pars):
        digest.update(repr(line).encode("utf-8", "surrogateescape"))
        digest.update(b"\n")
    return f"sha256:{digest.hexdigest()}"


def parameters_digest(pars: Mapping[str, ParValue]) -> str:
    """Digest parameters, by what `value_words` says of them; "" if there are none."""
    if not pars:
        return ""
    lines = [(key, value_words(value)) for key, value in sorted(pars.items())]
    written = repr(lines).encode("utf-8", "surrogateescape")
    return f"sha256:{hashlib.sha256(written).hexdigest()}"


def _lines(
    detname: str,
    types: Collection[TypeSnapshot],
    pars: Mapping[Path, Mapping[str, ParValue] | None],
) -> Iterator[tuple[object, ...]]:
    yield "detector", detname
    for one in types:
        yield "type", one.ctype, one.exists
        for gone in one.deleted:
            times = sorted(time.ns for time in gone.tsvers)
            yield "deleted", gone.path, times, gone.versind_last
        for inner in one.ranges:
            yield from _range_lines(inner)
    for path, values in pars.items():
        yield "parameters of", path, values is not None
        for key, value in sorted((values or {}).items()):
            yield "parameter", key, value_words(value)


def _range_lines(of: RangeSnapshot) -> Iterator[tuple[object, ...]]:
    yield "range", of.name, of.begin_ns, of.end_ns, of.pinned
    for info in sorted(of.versions, key=lambda info: info.versind):
        what = info.kind.value, info.shape, info.dtype, info.nbytes, info.digest
        tsvers_ns = None if info.tsvers is None else info.tsvers.ns
        yield "version", info.name, info.versind, info.serial, tsvers_ns, what


def value_words(value: ParValue) -> tuple[object, ...]:
    """Return what two equal parameters have in common, whatever layout they come from.

    Texts, bools and numbers are told apart; NaN is equal to NaN; widths of numbers don't count.

    Examples
    --------
    >>> value_words(np.array([1, 2], "i4")) == value_words(np.array([1, 2], "i8"))
    True
    >>> value_words(1) == value_words(True)
    False
    """
    array = np.asarray(value)
    kind = {"i": "number", "u": "number", "f": "number", "c": "number", "b": "bool"}
    return kind.get(array.dtype.kind, "text"), array.shape, repr(array.tolist())


def _pars(reader: Reader, path: Path) -> dict[str, ParValue] | None:
    try:
        return reader.pars(path)
    except NotFound:
        return None
