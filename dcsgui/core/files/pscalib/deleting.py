"""Deletes, restores and purges in PSCalib files, without copying constants.

The datasets below a deleted node are moved to the top of the file under names that no listing
shows; the groups, which the older code would stumble over there, are written down and removed.
"""

from __future__ import annotations

from dataclasses import replace

import h5py

from dcsgui.core.files import copying, guard
from dcsgui.core.files.pscalib import deleted, elements, nodes
from dcsgui.core.files.pscalib.deleted import Stub, Used
from dcsgui.core.files.pscalib.used import VERSIND_LAST, known, production_times
from dcsgui.core.files.records import Deleted, Path, Record
from dcsgui.core.values.errors import AlreadyExists, Conflict, Damaged, NotFound

DELETED_LAST = "deleted_last"
"""Attribute of the root: the highest number that a deletion ever had."""

_RANGE_LEVEL, _VERSION_LEVEL = 2, 3


def delete(f: h5py.File, path: Path, record: Record) -> Deleted:
    """Take a node out of every listing; its constants stay in the file."""
    node = nodes.find(f, path)
    if not path:
        raise NotFound(f"The store {guard.file_name(f)} itself can't be deleted from inside.")
    used, pinned = _used_below(f, path), False
    if len(path) == _VERSION_LEVEL:
        pinned = _before_version_goes(f, path)
    number = 1 + max(
        elements.attribute_number(f, DELETED_LAST),
        *(stub.public.number for stub in deleted.stubs(f)),
        0,
    )
    groups: list[str] = []
    datasets: list[str] = []
    _collect(node, "", (groups, datasets), set())
    public = deleted.public_of(number, path, record, used, pinned=pinned)
    stub = Stub(public, used, tuple(groups), tuple(datasets))
    _put_away(f, node, stub)
    parent = nodes.find(f, path[:-1])
    del parent[path[-1]]
    elements.write_attribute_number(f, DELETED_LAST, number)
    return public


def _used_below(f: h5py.File, path: Path) -> dict[str, Used]:
    node = nodes.find(f, path)
    if len(path) == _VERSION_LEVEL:
        range_group = nodes.find(f, path[:_RANGE_LEVEL])
        time = elements.read_time(node, "tsprod")
        numbers = (nodes.version_numbers(range_group)[path[-1]],)
        return {path[1]: Used(numbers, 0, (time.ns,) if time is not None else ())}
    ranges = [(path[1], node)] if len(path) == _RANGE_LEVEL else list(nodes.range_groups(node))
    return {
        name: Used(
            (),
            known(f, (path[0], name)).last,
            production_times(group, nodes.version_numbers(group)),
        )
        for name, group in ranges
    }


def _before_version_goes(f: h5py.File, path: Path) -> bool:
    """Note the numbers of its range, and return the default to auto if it is this version."""
    range_path = path[:_RANGE_LEVEL]
    group = nodes.find(f, range_path)
    elements.write_attribute_number(group, VERSIND_LAST, known(f, range_path).last)
    if nodes.pinned_version(group, nodes.version_numbers(group)) != path[-1]:
        return False
    elements.write_whole(group, "versdef", 0)
    return True


def _collect(
    group: h5py.Group, below: str, found: tuple[list[str], list[str]], seen: set[int]
) -> None:
    """List the paths of all groups and datasets below a node."""
    address = h5py.h5o.get_info(group.id).addr
    if address in seen:
        raise Damaged(f"{guard.where(group)} is in more than one place, so it can't be moved.")
    seen.add(address)
    groups, datasets = found
    groups.append(below)
    for name in nodes.names(group):
        path = f"{below}/{name}" if below else name
        child = guard.child(group, name)
        if isinstance(child, h5py.Group):
            _collect(child, path, found, seen)
        elif isinstance(child, h5py.Dataset):
            datasets.append(path)
        else:
            raise Damaged(f"'{name}' in {guard.where(group)} is neither a group nor a dataset.")


def _put_away(f: h5py.File, node: h5py.Group, stub: Stub) -> None:
    memory = deleted.write(f, stub)
    for index, path in enumerate(stub.groups):
        group = _descend(node, path)
        for attribute in copying.attribute_names(group):
            copying.copy_attribute(group, attribute, memory, b"%d:%s" % (index, attribute))
    for index, path in enumerate(stub.datasets):
        above, _, name = path.rpartition("/")
        nodes.move(_descend(node, above), name, f, stub.moved_name(index))


def restore(f: h5py.File, number: int) -> Deleted:
    """Put back what a deletion took, exactly as it was."""
    stub = deleted.find(f, number)
    path = stub.public.path
    where = f"'/{'/'.join(path)}' of {guard.file_name(f)}"
    if stub.public.purged:
        raise Conflict(f"{where} was purged after it was deleted, so it can't be restored.")
    try:
        parent = nodes.find(f, path[:-1])
    except NotFound as error:
        raise NotFound(
            f"{where} has no place to return to, restore that first: {error}"
        ) from error
    if guard.has(parent, path[-1]):
        raise AlreadyExists(f"{where} can't be restored: there is another of that name by now.")
    _put_back(f, parent, stub)
    if stub.public.pinned and len(path) == _VERSION_LEVEL:
        numbers = nodes.version_numbers(parent)
        if not nodes.pinned_version(parent, numbers):
            elements.write_whole(parent, "versdef", numbers[path[-1]])
    return stub.public


def _put_back(f: h5py.File, parent: h5py.Group, stub: Stub) -> None:
    name = stub.public.path[-1]
    memory = f[stub.name]
    groups = [parent.create_group("/".join(filter(None, (name, path)))) for path in stub.groups]
    for attribute in copying.attribute_names(memory):
        place, _, own = attribute.partition(b":")
        copying.copy_attribute(memory, attribute, groups[int(place)], own)
    for index, path in enumerate(stub.datasets):
        above, _, own_name = path.rpartition("/")
        nodes.move(f, stub.moved_name(index), _descend(parent[name], above), own_name)
    del f[stub.name]


def purge(f: h5py.File, number: int) -> Deleted:
    """Remove what a deletion took; its numbers and times stay known."""
    stub = deleted.find(f, number)
    for index in range(len(stub.datasets)):
        name = stub.moved_name(index)
        if guard.has(f, name):
            del f[name]
    purged = replace(stub.public, purged=True)
    deleted.write(f, Stub(purged, stub.used))
    return purged


def _descend(group: h5py.Group, path: str) -> h5py.Group:
    for name in path.split("/") if path else ():
        below = guard.subgroup(group, name)
        if below is None:
            raise Damaged(f"'{name}' in {guard.where(group)} is missing; the file was forged.")
        group = below
    return group
