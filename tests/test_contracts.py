"""Each import contract of pyproject.toml can break: violations are planted in a copy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@dataclass(frozen=True)
class Plant:
    """An import that a contract forbids.

    Attributes
    ----------
    contract
        Its id in pyproject.toml.
    importer
        Path of the module, relative to the project, that gets a line added.
    line
        That line.
    """

    contract: str
    importer: str
    line: str

    def __str__(self) -> str:
        return f"{self.contract}: {self.importer}: {self.line}"


PLANTS = [
    Plant("core-layers", "dcsgui/core/values/planted.py", "import dcsgui.core.files"),
    Plant("core-layers", "dcsgui/core/values/planted.py", "import dcsgui.core.objects"),
    Plant("core-layers", "dcsgui/core/files/planted.py", "import dcsgui.core.objects"),
    Plant("core-layers", "dcsgui/core/objects/planted.py", "import dcsgui.core.actions"),
    Plant("core-layers", "dcsgui/core/misc/planted.py", "import os"),
    Plant("faces", "dcsgui/core/values/planted.py", "import dcsgui.gui"),
    Plant("faces", "dcsgui/core/actions/planted.py", "import dcsgui.cli"),
    Plant("faces", "dcsgui/cli/planted.py", "import dcsgui.gui"),
    Plant("faces", "dcsgui/gui/planted.py", "import dcsgui.cli"),
    Plant("actions-only", "dcsgui/cli/planted.py", "import dcsgui.core.objects"),
    Plant("actions-only", "dcsgui/gui/planted.py", "import dcsgui.core.files"),
    Plant("actions-only", "dcsgui/gui/planted.py", "import dcsgui"),
    Plant("h5py", "dcsgui/core/values/planted.py", "import h5py"),
    Plant("h5py", "dcsgui/core/objects/planted.py", "from h5py import File"),
    Plant("h5py", "dcsgui/core/actions/planted.py", "import h5py"),
    Plant("h5py", "dcsgui/gui/planted.py", "import h5py.h5f"),
    Plant("h5py", "dcsgui/__init__.py", "import h5py"),
    Plant("no-qt", "dcsgui/core/values/planted.py", "import PyQt5.QtCore"),
    Plant("no-qt", "dcsgui/core/actions/planted.py", "from pyqtgraph import mkPen"),
    Plant("no-qt", "dcsgui/__init__.py", "import PyQt5"),
    Plant("window-no-hdf5", "dcsgui/gui/window/planted.py", "import dcsgui.core.actions.places"),
    Plant("window-no-hdf5", "dcsgui/gui/models/planted.py", "import h5py"),
    Plant("gui-layers", "dcsgui/gui/models/planted.py", "import dcsgui.gui.panels.table"),
    Plant("gui-layers", "dcsgui/gui/panels/planted.py", "import dcsgui.gui.records.records"),
    Plant("gui-layers", "dcsgui/gui/panels/planted.py", "import dcsgui.gui.window.main"),
    Plant("gui-layers", "dcsgui/gui/transfer/planted.py", "import dcsgui.gui.carrying.load"),
    Plant("gui-layers", "dcsgui/gui/jobs/planted.py", "import dcsgui.gui.undo.steps"),
    Plant("gui-layers", "dcsgui/gui/window/texts.py", "import dcsgui.gui.panels.table"),
    Plant("worker-no-qt", "dcsgui/gui/worker/planted.py", "import dcsgui.gui.jobs.job"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the package and its configuration, with all layers there are to be."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "dcsgui", tmp_path / "dcsgui", ignore=ignored)
    for layer in ("core/objects", "core/actions", "cli", "gui"):
        make_package(tmp_path / "dcsgui" / layer)
    return tmp_path


def make_package(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").touch()


def plant_line(copy: Path, plant: Plant) -> None:
    module = copy / plant.importer
    make_package(module.parent)
    with module.open("a") as text:
        text.write(f"\n{plant.line}\n")


def lint(tree: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run lint-imports on a tree, whose package wins over an installed one."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache", *options],
        cwd=tree,
        env=environment | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def configured() -> list[str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return [contract["id"] for contract in contracts]


def test_the_tree_keeps_all_contracts() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert f"{len(configured())} kept, 0 broken" in result.stdout


def test_a_copy_with_all_layers_keeps_all_contracts(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout + result.stderr


def test_there_is_a_plant_for_each_contract() -> None:
    assert {plant.contract for plant in PLANTS} == set(configured())


@pytest.mark.parametrize("plant", PLANTS, ids=str)
def test_contract_breaks(copy: Path, plant: Plant) -> None:
    plant_line(copy, plant)

    result = lint(copy, "--contract", plant.contract)

    assert result.returncode == 1, result.stdout + result.stderr
    assert "0 kept, 1 broken" in result.stdout
    assert Path(plant.importer).parent.name in result.stdout
