"""Where an object belongs: alone, or under a parent, up to the store that keeps the changes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import Any, TypeVar, cast

from dcsgui.core.files.records import Deleted, Path
from dcsgui.core.objects.arguments import note_of
from dcsgui.core.objects.changes.base import Change
from dcsgui.core.objects.rules import ALONE, Rules
from dcsgui.core.objects.states.node import NodeState
from dcsgui.core.values.errors import NotFound

Kind = TypeVar("Kind", bound="Member")
Method = TypeVar("Method", bound=Callable[..., Any])


class Member:
    """An object that stands alone, with its own state, or is known to a parent by its name.

    What is asked for is changed in memory, and requested from the parent. An object alone has
    none: there its state is all that there is.
    """

    _parent: Member | None
    _name: str
    _alone: NodeState | None
    _children: dict[str, Member]

    def _begin(self, parent: Member | None, name: str, alone: NodeState | None) -> None:
        """Begin to exist: under a parent, which knows the state of its children, or alone."""
        self._parent, self._name, self._alone = parent, name, alone
        self._children = {}

    def _child(self, kind: type[Kind], name: str) -> Kind:
        """Return the object for a child of that name: the same one for the same child."""
        known = self._children.get(name)
        if isinstance(known, kind):
            return known
        child = object.__new__(kind)  # __init__ is for those that stand alone
        child._begin(self, name, None)
        self._children[name] = child
        return child

    def _adopt(self, child: Member, name: str) -> None:
        """Take in an object that stood alone; its state belongs to this one's by now."""
        child._parent, child._name, child._alone = self, name, None
        self._children[name] = child

    def _renamed(self, name: str) -> None:
        parent = self._parent
        if parent is not None:
            if parent._children.get(self._name) is self:
                del parent._children[self._name]
            parent._children[name] = self
        self._name = name

    def _state(self) -> NodeState:
        if self._alone is not None:
            return self._alone
        return self._owner()._child_state(self._name)

    def _owner(self) -> Member:
        """Return the parent of an object that does not stand alone."""
        if self._parent is None:
            raise NotFound(f"{self._title()} has no parent.")
        return self._parent

    def _child_state(self, name: str) -> NodeState:
        raise NotFound(f"{self._title()} holds no '{name}'.")

    def _path(self) -> Path:
        return () if self._parent is None else (*self._parent._path(), self._name)

    def _root(self) -> Member:
        return self if self._parent is None else self._parent._root()

    def _title(self) -> str:
        return f"'{'/'.join(self._path())}'" if self._path() else f"This {type(self).__name__}"

    def _rules(self) -> Rules:
        return ALONE if self._parent is None else self._parent._rules()

    def _deletions(self) -> list[Deleted]:
        return [] if self._parent is None else self._parent._deletions()

    def _note_deleted(self, gone: Deleted) -> None:
        if self._parent is not None:
            self._parent._note_deleted(gone)

    def _note_renamed(self, path: Path, name: str) -> None:
        if self._parent is not None:
            self._parent._note_renamed(path, name)

    def _check_changeable(self) -> None:
        if self._parent is not None:
            self._parent._check_changeable()

    def _check_allowed(self, change: Change) -> None:
        """Raise `AccessDenied` if somebody may not ask for a change, before anything is done."""
        if self._parent is not None:
            self._parent._check_allowed(change)

    def _settled(self) -> AbstractContextManager[None]:
        """Make all that is asked within the context see the same state of the file."""
        return nullcontext() if self._parent is None else self._parent._settled()

    def _held_open(self) -> AbstractContextManager[None]:
        """Answer all that is asked within the context with the file opened once."""
        return nullcontext() if self._parent is None else self._parent._held_open()

    def _request(self, change: Change) -> None:
        if self._parent is not None:
            self._parent._request(change)

    def _carry_out(self, change: Change, *, dry_run: bool = False) -> None:
        """Carry out a change at once, with nothing else pending; or only try it."""
        self._owner()._carry_out(change, dry_run=dry_run)


def changing(method: Method) -> Method:
    """Make a method refuse at once where nothing may be changed, and see one state of the file."""

    @wraps(method)
    def changed(self: Member, *args: Any, **kwargs: Any) -> Any:
        if "comment" in kwargs:
            note_of(kwargs["comment"], "A comment")
        self._check_changeable()
        with self._settled():
            return method(self, *args, **kwargs)

    return cast(Method, changed)
