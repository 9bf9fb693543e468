"""What a layout can't hold of a file: all of it is said before anything is done."""

from __future__ import annotations

from collections.abc import Iterator

from dcsgui.core.files.conversion.marks import place_of
from dcsgui.core.files.layout import Reader
from dcsgui.core.files.layouts import layout_class
from dcsgui.core.files.parameters import to_hdf5
from dcsgui.core.files.pscalib.dictpars import ATTRIBUTE_MAX
from dcsgui.core.files.records import LayoutName, ParValue, Path
from dcsgui.core.values.errors import BadValue

__all__ = ["nodes", "obstacles"]


def obstacles(reader: Reader, layout: LayoutName) -> list[str]:
    """List in sentences what of a file the other layout can't hold.

    Parameters
    ----------
    reader : Reader
        The file as it is.
    layout : LayoutName
        What it is to have.
    """
    found = [*_types(reader, layout)]
    for ctype in reader.ctypes():
        found += _ranges(reader, ctype, layout)
        if layout is LayoutName.PSCALIB:
            found += _answers(reader, ctype)
    if layout is LayoutName.PSCALIB:
        for path in nodes(reader):
            found += [
                f"the parameter '{key}' of {'/'.join(path) or 'the detector'}: a key with '/' has "
                f"room for {ATTRIBUTE_MAX} bytes there"
                for key, value in reader.pars(path).items()
                if "/" in key and _too_large(value)
            ]
    return found


def nodes(reader: Reader) -> Iterator[Path]:
    """Go through all nodes of a file, each after the one it is in."""
    yield ()
    for ctype in reader.ctypes():
        yield (ctype,)
        for name, infos in reader.all_versions(ctype).items():
            yield ctype, name
            yield from ((ctype, name, info.name) for info in infos)


def _types(reader: Reader, layout: LayoutName) -> Iterator[str]:
    deleted = {gone.path[0] for gone in reader.deleted()}
    for ctype in sorted({*reader.ctypes(), *deleted}):
        try:
            layout_class(layout).check_ctype(ctype)
        except BadValue:
            gone = "" if ctype in reader.ctypes() else " (deleted; purge it)"
            yield f"the type '{ctype}'{gone}: there is no such type in that layout"


def _ranges(reader: Reader, ctype: str, layout: LayoutName) -> Iterator[str]:
    """Tell of ranges that would get one name."""
    table, named = reader.ranges(ctype), dict[str, str]()
    for row in table.order():
        name = layout_class(layout).range_name(table.validity(row))
        if name in named:
            yield (
                f"the ranges {ctype}/{named[name]} and {ctype}/{table.name(row)}: both would be "
                f"called {name}"
            )
        named[name] = table.name(row)


def _answers(reader: Reader, ctype: str) -> Iterator[str]:
    """Tell of ranges where the version added last answers, and has not the highest number."""
    table, versions = reader.ranges(ctype), reader.all_versions(ctype)
    for row in table.order():
        name = table.name(row)
        infos = versions.get(name, [])
        if not infos or table.pinned[row]:
            continue
        latest = max(infos, key=lambda info: place_of(reader, (ctype, name, info.name), info))
        highest = max(infos, key=lambda info: info.versind)
        if latest != highest:
            yield (
                f"the answer of {ctype}/{name}: v{latest.versind} answers, as it was added last, "
                f"and there it would be v{highest.versind}, the highest number; set a default"
            )


def _too_large(value: ParValue) -> bool:
    data, _ = to_hdf5(value)
    return int(data.nbytes) > ATTRIBUTE_MAX
