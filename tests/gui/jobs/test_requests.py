"""Each request asks for an action that takes its fields and answers what it promises."""

from __future__ import annotations

import importlib
import inspect
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from typing import Any

import pytest

from dcsgui.core.actions.answers.nodes import NodeId, Place, PlaceKind
from dcsgui.core.values.progress import Progress
from dcsgui.gui.jobs import (
    edit_requests,
    place_requests,
    preview_requests,
    requests,
    transfer_requests,
    undo_requests,
)
from dcsgui.gui.jobs.jobs import ACTIONS
from dcsgui.gui.jobs.requests import Request
from dcsgui.gui.worker.running import find_action

ADDED = {"progress", "allocate"}
"""What the worker gives to actions that take it."""

EXTRAS = ADDED | {"at", "dry_run"}
"""And what the window has no use for."""

MODULES = (
    requests,
    undo_requests,
    transfer_requests,
    edit_requests,
    place_requests,
    preview_requests,
)

REQUESTS = sorted(
    {
        value
        for module in MODULES
        for value in vars(module).values()
        if inspect.isclass(value) and issubclass(value, Request) and value is not Request
    },
    key=lambda request: request.__name__,
)
FILE = "/calib/cspad/cspad-0001.h5"


def hints_of(function: Callable[..., Any]) -> dict[str, Any]:
    """Return the annotations of a function, with names that are imported for them only."""
    module = importlib.import_module(function.__module__)
    names = vars(importlib.import_module("numpy.typing")) | vars(module)
    return typing.get_type_hints(function, names)


def narrowed(hint: Any) -> Any:
    """Return what a request may give for an argument: a tuple where any sequence is taken."""
    if typing.get_origin(hint) is Sequence:
        return types.GenericAlias(tuple, (*typing.get_args(hint), ...))
    return hint


def promised(request: type[Request[Any]]) -> Any:
    """Return what a request promises as its answer."""
    (base,) = request.__orig_bases__  # type: ignore[attr-defined]
    return typing.get_args(base)[0]


@pytest.mark.parametrize("request_class", REQUESTS)
def test_an_action_fits_its_request(request_class: type[Request[Any]]) -> None:
    action = find_action(ACTIONS, request_class.action)
    hints = hints_of(action)
    answer = hints.pop("return")
    if typing.get_origin(answer) is Iterator:
        (answer,) = typing.get_args(answer)
    takes = {name: narrowed(hint) for name, hint in hints.items() if name not in EXTRAS}
    gives = typing.get_type_hints(request_class)
    given = [field.name for field in fields(request_class) if field.name not in EXTRAS]
    assert takes == {name: gives[name] for name in given}
    assert answer == promised(request_class)


@pytest.mark.parametrize("request_class", REQUESTS)
def test_what_the_worker_adds_is_not_needed(request_class: type[Request[Any]]) -> None:
    parameters = inspect.signature(find_action(ACTIONS, request_class.action)).parameters
    for name in EXTRAS & set(parameters):
        assert parameters[name].default is not inspect.Parameter.empty
    if "progress" in parameters:
        assert isinstance(parameters["progress"].default, Progress)


@pytest.mark.parametrize("request_class", REQUESTS)
def test_the_defaults_are_those_of_the_action(request_class: type[Request[Any]]) -> None:
    parameters = inspect.signature(find_action(ACTIONS, request_class.action)).parameters
    for name, parameter in parameters.items():
        if name in EXTRAS or parameter.default is inspect.Parameter.empty:
            continue
        field = next(field for field in fields(request_class) if field.name == name)
        assert field.default == parameter.default


def test_what_a_request_is_about() -> None:
    node = NodeId(FILE, ("pedestals",))
    assert requests.ListPlaces().subject == ""
    assert requests.FindExperiment("xpptut15").subject == ""
    assert requests.OpenDetector(FILE).subject == FILE
    assert requests.ListRanges(node).subject == FILE
    assert requests.ListPlace(Place(PlaceKind.LOCAL, "/calib")).subject == "/calib"
    assert requests.FindPlace("/calib").subject == "/calib"
    assert requests.SaveConstants(node, "/home/me/a.npy").subject == FILE
    assert requests.SaveBytes("/home/me/a.png", b"").subject == "/home/me/a.png"


def test_which_requests_change_something() -> None:
    changing = {request.__name__ for request in REQUESTS if request.changes}
    assert changing == {
        "SetDefault",
        "SaveConstants",
        "SaveBytes",
        "MakeDemonstration",
        "AddAlias",
        "AddComment",
        "AddConstants",
        "AddRange",
        "AddType",
        "ApplyPlan",
        "ChangeEntry",
        "CreateDetector",
        "DeleteAll",
        "EditParameters",
        "Purge",
        "RemoveEntry",
        "Repack",
        "Restore",
        "SetEnds",
        "SetLinks",
        "TakeBack",
    }
