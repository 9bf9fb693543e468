"""Types and ranges: added, and given other ends."""

from __future__ import annotations

from dcsgui.core.actions.answers.edits import Edited
from dcsgui.core.actions.answers.nodes import Level, NodeId
from dcsgui.core.actions.editing.watching import Watch, edited, save
from dcsgui.core.actions.opening import range_of, to_change
from dcsgui.core.files.layouts import layout_class
from dcsgui.core.objects.changes.editing import ChangeRange
from dcsgui.core.values.errors import AlreadyExists, BadValue
from dcsgui.core.values.validity import Validity

__all__ = ["add_range", "add_type", "set_ends"]


def add_type(node: NodeId, comment: str = "", *, dry_run: bool = False) -> Edited:
    """Add a calibration type to a detector.

    Parameters
    ----------
    node : NodeId
        The type; its name says which.
    comment : str
        Why, for the history.
    dry_run : bool

    Raises
    ------
    AlreadyExists
        If there is one of that name.
    BadValue
        If that can't be the name of a type.
    AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    _check_type(node)
    store = to_change(node.file)
    store.add_ctype(node.ctype, comment=comment)
    return save(store, node, dry_run=dry_run)


def add_range(
    node: NodeId, begin: object, end: object = None, comment: str = "", *, dry_run: bool = False
) -> Edited:
    """Add an empty range to a type, which is made where it is missing.

    Parameters
    ----------
    node : NodeId
        The type.
    begin, end : any form of a time
        From when to when it is valid, both included; an end of None is open.
    comment : str
        Why, for the history.
    dry_run : bool

    Returns
    -------
    Edited
        Its node is the range.

    Raises
    ------
    AlreadyExists
        If the type has a range of these ends.
    BadValue
        If these are no times, or the end comes before the begin.
    AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    _check_type(node)
    validity = Validity.of((begin, end))
    store, ctype = to_change(node.file), node.ctype
    there = ctype in store.ctypes()
    cto = store.ctypeobj(ctype) if there else store.add_ctype(ctype, comment=comment)
    tsro = cto.add_range((validity.begin, validity.end), comment=comment)
    return save(store, NodeId(node.file, (ctype, tsro.name)), dry_run=dry_run, ctypes=(ctype,))


def set_ends(
    node: NodeId,
    begin: object,
    end: object = None,
    comment: str = "",
    expected: tuple[int, int | None] | None = None,
    *,
    dry_run: bool = False,
) -> Edited:
    """Give a range another begin and end.

    Parameters
    ----------
    node : NodeId
        The range.
    begin, end : any form of a time
        Both included; an end of None is open.
    comment : str
        Why, for the history.
    expected : tuple of (int, int or None), optional
        The ends (ns) that it had when this was decided; compared within the transaction.
    dry_run : bool
        Only say which answers that would change.

    Returns
    -------
    Edited
        Its node is the range by the name that it has then.

    Raises
    ------
    Conflict
        If it has other ends by now.
    AlreadyExists
        If the type has another range of these ends.
    BadValue
        If it has these ends already, or these are no times.
    NotFound, AccessDenied, Busy, Damaged, StoreNotAvailable
    """
    validity = Validity.of((begin, end))
    store = to_change(node.file)
    with store.opened():
        tsro = range_of(store, node)
        if tsro.validity == validity:
            raise BadValue(f"{'/'.join(node.path)} has these ends already; nothing was done.")
        names = store.ctypeobj(node.ctype).ranges()
        name = layout_class(store.layout).range_name(validity)
    if name != tsro.name and name in names:
        raise AlreadyExists(
            f"{node.ctype} of {node.detname} has a range {name} already; delete that, or give it "
            f"other ends first."
        )
    watch = Watch((node.ctype,))
    change = ChangeRange((node.ctype, tsro.name), validity, comment, expected)
    store.carry_out([change], watch, comment=comment, dry_run=dry_run)
    return edited(NodeId(node.file, (node.ctype, name)), watch, dry_run=dry_run)


def _check_type(node: NodeId) -> None:
    """Refuse a node that is no type."""
    if node.level is not Level.CTYPE:
        where = "/".join((node.detname, *node.path))
        raise BadValue(f"{where} is no type; give the detector and the name of a type.")
