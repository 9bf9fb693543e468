"""A snippet, run as a program, loads the constants it was made for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from dcsgui import DCStore
from dcsgui.core.actions.answers.constants import Constants
from dcsgui.core.actions.answers.nodes import NodeId
from dcsgui.core.actions.browsing import versions
from dcsgui.core.actions.constants import look
from dcsgui.core.values.snippets import snippet
from shared_data import ROOT
from small_stores import T0, make_store


def run(text: str, name: str, target: Path) -> str:
    """Run a snippet in a process of its own, and say what went wrong."""
    program = f"{text}\nimport numpy\nnumpy.save({str(target)!r}, {name})\n"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        cwd=target.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    return done.stderr


def snippets(file: str) -> dict[tuple[str, str], str]:
    """Make the snippet of each version of a file, as the window does; by range and version."""
    found = {}
    for page in versions(NodeId(file)):
        for row in page.rows:
            shown = next(look(NodeId(file, (row.ctype, row.range_name, row.name))))
            assert isinstance(shown, Constants)
            found[row.range_name, row.name] = snippet(
                file,
                row.ctype,
                range_name=row.range_name,
                versind=row.versind,
                at_ns=shown.answers_ns,
                is_text=shown.text is not None,
            )
    return found


def test_each_snippet_loads_what_it_says(tmp_path: Path, layout: str) -> None:
    """With ranges that overlap, and one that others hide at all times."""
    cs = make_store(tmp_path / 'it\'s a "calib"', layout)
    cto = cs.add_ctype("pedestals")
    arrays = {}
    spans: list[tuple[int, int | None]] = [
        (T0, None),  # behind the next two at its begin
        (T0, T0 + 10),
        (T0 + 5, T0 + 20),
        (T0 + 5, T0 + 10),
        (T0 + 7, T0 + 9),
    ]
    for number, span in enumerate(spans):
        tsro = cto.add_range(span)
        for versind in (1, 2):
            array = np.arange(3, dtype=">f4") + 10 * number + versind
            verso = tsro.add_version(T0 + versind, array)
            arrays[tsro, verso] = array
    cs.save()
    texts = snippets(str(cs.path))
    assert len(texts) == len(arrays)
    for (tsro, verso), array in arrays.items():
        text = texts[tsro.name, verso.name]
        assert "cs.get('pedestals', " in text
        assert run(text, "nda", tmp_path / "nda.npy") == ""
        found = np.load(tmp_path / "nda.npy")
        assert (found.dtype, found.tolist()) == (array.dtype, array.tolist())


def test_a_range_that_never_answers_is_named(tmp_path: Path, layout: str) -> None:
    cs = make_store(tmp_path / "calib", layout)
    cto = cs.add_ctype("pedestals")
    hidden = cto.add_range((T0, T0 + 10)).add_version(T0, [1.0, 2.0])
    cto.add_range((T0, T0 + 5)).add_version(T0, [3.0])
    cto.add_range((T0 + 5, None)).add_version(T0, [4.0])
    cs.save()
    text = snippets(str(cs.path))[cto.ranges()[1], hidden.name]
    assert ".rangeobj(" in text
    assert run(text, "nda", tmp_path / "nda.npy") == ""
    assert np.load(tmp_path / "nda.npy").tolist() == [1.0, 2.0]


def test_a_text_is_loaded(cs: DCStore, tmp_path: Path) -> None:
    verso = cs.add_ctype("geometry").add_range((T0, None)).add_version(T0, "größer\n")
    cs.save()
    (text,) = snippets(str(cs.path)).values()
    assert f"text = cs.get('geometry', {T0}, vers={verso.versind})" in text
    assert run(text, "text", tmp_path / "text.npy") == ""
    assert np.load(tmp_path / "text.npy") == "größer\n"
