"""What is carried, as other windows and programs get it."""

from __future__ import annotations

import json

import pytest
from PyQt5.QtCore import QMimeData, QUrl

from dcsgui.core.actions.answers.listings import Access
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.gui.carrying.load import Carried, Load
from dcsgui.gui.carrying.mime import NODES, load_of, mime_of

LOCKED = Access(writable=False, reason="read-only: so it is")
VERSION = Carried(NodeId("/a/cspad-0001.h5", ("gain", "100", "7")), "v3", 1, LOCKED)
WHOLE = Carried(NodeId("/a/cspad-0002.h5"), "cspad-0002")
NODE: dict[str, object] = {
    "file": "/a",
    "path": [],
    "name": "a",
    "versions": None,
    "writable": None,
    "reason": "",
}
GOOD = json.dumps({"cut": False, "nodes": [NODE]})


@pytest.mark.parametrize("was_cut", [False, True])
def test_there_and_back(was_cut: bool) -> None:
    load = Load((VERSION, WHOLE), was_cut=was_cut)
    assert load_of(mime_of(load)) == load


def test_names_as_text_unless_there_is_a_better_one() -> None:
    load = Load((VERSION, WHOLE))
    assert mime_of(load).text() == "cspad-0001/gain/100/7\ncspad-0002"
    assert mime_of(load, "a\tb").text() == "a\tb"


def test_files_of_a_file_manager() -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/x/a b.npy"), QUrl("https://example.org/c.npy")])
    assert load_of(data) == Load(files=("/x/a b.npy",))


def test_nothing_that_is_understood() -> None:
    text = QMimeData()
    text.setText("cspad-0001")
    assert load_of(text) is None
    assert load_of(None) is None


def offered(text: str) -> Load | None:
    data = QMimeData()
    data.setData(NODES, text.encode())
    return load_of(data)


def test_what_another_program_made_well() -> None:
    assert offered(GOOD) == Load((Carried(NodeId("/a"), "a"),))


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "[]",
        '{"cut": false, "nodes": []}',
        '{"cut": false, "nodes": ["/a"]}',
        GOOD.replace('"cut"', '"kut"'),
        GOOD.replace('"file"', '"fail"'),
        GOOD.replace("[]", '["a", "b", "c", "d"]'),
        GOOD.replace("[]", "[1]"),
        GOOD.replace("[]", "null"),
    ],
)
def test_what_another_program_made_up(text: str) -> None:
    assert offered(text) is None


def test_what_is_inside_something_else_is_not_carried_twice() -> None:
    whole = Carried(NodeId(VERSION.node.file), "cspad-0001")
    assert load_of(mime_of(Load((VERSION, whole)))) == Load((whole,))
