"""The shape of the project: what lies where, how big files get, that README and .ci/run agree."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOP_LEVEL = {
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "dcsgui",
    "resources",
    "tests",
    "screenshots",
}
LONGEST = 400  # lines
LONGEST_GUI = 500


def run(*command: str) -> str:
    """Return what a command prints, run in the project; it must succeed and write no error."""
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def project_files() -> list[Path]:
    """Return the files of the project: what git knows or would add, or all if it is no clone."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listing = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
        tracked = run(*listing, "--cached", "--others", "--exclude-standard")
        return [Path(name) for name in tracked.split("\0") if name]
    found = [path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file()]
    return [path for path in found if "__pycache__" not in path.parts]


def modules(folder: str) -> list[Path]:
    return [p for p in project_files() if p.parts[0] == folder and p.suffix == ".py"]


def test_top_level_holds_only_what_belongs_there() -> None:
    top = {path.parts[0] for path in project_files()}
    strangers = {name for name in top - TOP_LEVEL if not name.startswith(".")}
    assert strangers == set()


def test_no_module_is_too_long() -> None:
    lengths = {path: len((ROOT / path).read_text().splitlines()) for path in modules("dcsgui")}
    too_long = {
        str(path): lines
        for path, lines in lengths.items()
        if lines > (LONGEST_GUI if path.parts[1] == "gui" else LONGEST)
    }
    assert too_long == {}


def test_there_is_no_drawer_for_what_fits_nowhere() -> None:
    drawers = {"utils", "util", "misc", "common", "helpers"}
    parts = {part.removesuffix(".py") for path in modules("dcsgui") for part in path.parts}
    assert parts & drawers == set()


def test_importing_the_package_imports_no_qt() -> None:
    loaded = run(sys.executable, "-c", "import sys, dcsgui; print(*sys.modules)").split()
    assert "dcsgui" in loaded
    assert {name.partition(".")[0] for name in loaded} & {"PyQt5", "pyqtgraph"} == set()


def readme_command(marker: str) -> str:
    fence = re.compile(rf"^<!-- {marker} -->\n```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
    found = fence.findall((ROOT / "README.md").read_text())
    assert len(found) == 1, f"README.md has one fence after '<!-- {marker} -->'"
    return str(found[0])


@pytest.mark.parametrize("marker", ["demo", "test"])
def test_readme_command_is_one_line_that_does_all(marker: str) -> None:
    command = readme_command(marker)
    assert command.count("\n") == 1
    environment, install, use = command.split(" && ")
    assert environment == "python3 -m venv .venv"
    assert install.startswith(".venv/bin/pip install ")
    assert use.startswith(".venv/bin/python -m ")


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert run("bash", ".ci/run", "--show") == readme_command("test")


def test_ci_has_no_test_command_of_its_own() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    code = [line for line in lines if not line.startswith("#")]
    assert not [line for line in code if "pytest" in line]
    assert code[-1] == 'step bash -euo pipefail -c "$command"'
