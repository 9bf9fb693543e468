"""What a listing shows of a version."""

from __future__ import annotations

import numpy as np

from dcsgui.core.files.records import ParValue, Record
from dcsgui.core.files.summary import SUMMARY_KEYS, Summary, summarize
from dcsgui.core.values.timestamps import Timestamp

RECORD = Record(Timestamp(1), "adder", "host", "add version 1", "why it was added")


def test_parameters_come_before_the_record() -> None:
    pars: dict[str, ParValue] = {
        "author": "me",
        "comment": "mine",
        "experiment": "xpptut15",
        "run": 260,
    }
    assert summarize(pars, record=RECORD) == Summary("me", "mine", "xpptut15", "260")
    assert summarize({}, record=RECORD) == Summary("adder", "why it was added", "", "")
    assert summarize({"author": "", "comment": ""}, record=RECORD).author == "adder"
    assert summarize() == Summary()


def test_other_keys_and_levels_above_are_looked_at_in_turn() -> None:
    version = {"com:001": "first", "exp": "cxi12316"}
    above: dict[str, ParValue] = {"comments": "above", "runnum": 7, "author": "above"}
    assert summarize(version, above) == Summary("above", "first", "cxi12316", "7")
    assert {"author", "com:001", "exp", "runnum"} <= SUMMARY_KEYS


def test_arrays_are_no_texts_of_a_listing() -> None:
    assert summarize({"run": np.array([1, 2]), "runnum": 3}).run == "3"
