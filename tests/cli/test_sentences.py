"""What was done, in sentences that people would write."""

from __future__ import annotations

import pytest

from dcsgui.cli.moments import range_words
from dcsgui.cli.sentences import done_words, sentences

VALID = f"valid {range_words(100_000_000_000, 200_000_000_000)}"


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        ("add ctype gain", "Added the type gain"),
        ("gain: add range 100-200", f"Added the range 100-200 of gain, {VALID}"),
        ("gain/100-200: add version 2", f"Added v2 of gain, {VALID}"),
        ("gain/100-200: del version 2", f"Deleted v2 of gain, {VALID}"),
        ("gain: restore range 100-200", f"Restored the range 100-200 of gain, {VALID}"),
        ("gain/100-200: restore version 1.5", f"Restored the version 1.5 of gain, {VALID}"),
        (
            "gain/100-200: set default from auto (v1) to v2",
            f"Set the default of gain, {VALID}, to v2; it was auto (v1)",
        ),
        ("set parameters a, b", "Set parameters of the detector: a, b"),
        ("gain: delete parameters a", "Removed parameters of gain: a"),
        ("gain: rename parameter a to b", "Renamed the parameter a of gain to b"),
        ("gain/100-200: change range from 5 to 100-200", f"Changed the range 5 of gain: {VALID}"),
        ("gain/odd: add version 1", "Added v1 of gain, range odd"),
        ("set successor cspad-0002", "Done: set successor cspad-0002"),
        ("17 more changes", "Done: 17 more changes"),
    ],
)
def test_each_action_is_a_sentence(action: str, sentence: str) -> None:
    (said,) = sentences([action], file="/calib/x-1.h5")
    assert said.replace("it is now ", "") == f"{sentence} (/calib/x-1.h5)."


def test_what_a_version_made_is_told_with_it() -> None:
    did = ["add ctype gain", "gain: add range 100-200", "gain/100-200: add version 1"]
    added = f"v1 of gain, {VALID}"
    would = f"Would add {added}, which is a new type (x)."
    assert sentences(did, file="x", dry_run=True) == [would]
    assert sentences(did[1:], file="x") == [f"Added {added}, which is a new range (x)."]
    more = [*did, "gain/100-200: add version 2"]
    assert len(sentences(more, file="x")) == 2
    assert done_words(["del ctype gain", "add comment"]) == (
        "deleted the type gain; added a comment to the history of the detector"
    )
