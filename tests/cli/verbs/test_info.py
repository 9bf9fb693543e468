"""``dcs info``: facts and parameters of each level."""

from __future__ import annotations

from pathlib import Path

import pytest

from dcs_command import dcs, real_dcs
from dcsgui.core.actions.details import details
from dcsgui.core.actions.selecting import find_node
from told_times import make_told


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_told(tmp_path / "calib")


@pytest.mark.parametrize("below", ["", "/pedestals", "/pedestals/150-170", "/pedestals/160/1"])
def test_facts_are_those_of_the_details(path: Path, below: str) -> None:
    found = dcs("info", f"{path}{below}", "--json").json
    facts = details(find_node(f"{path}{below}")).facts
    assert [tuple(fact) for fact in found["facts"]] == list(facts)
    lines = dcs("info", f"{path}{below}").out.splitlines()
    for name, text in facts:
        assert any(line.startswith(name) and line.endswith(text) for line in lines)


def test_parameters_are_shown_with_their_meaning(path: Path) -> None:
    out = dcs("info", path).out
    assert "detalias   front  text" in out
    assert "see dcs history" in out


def test_its_exit_statuses(path: Path, tmp_path: Path) -> None:
    real_dcs("info", path, code=0)
    real_dcs("info", code=2)
    real_dcs("info", f"{path}/pedestals/150-170/9", code=3)
    (tmp_path / "bad-1.h5").write_text("nothing")
    real_dcs("info", tmp_path / "bad-1.h5", code=7)
    path.chmod(0)
    real_dcs("info", path, code=4, plain_user=True)
