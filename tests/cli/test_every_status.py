"""Every verb with every exit status that it can end with, by the real command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dcs_command import Result, real_dcs
from dcsgui import DCStore
from dcsgui.cli.catalogue import VERBS
from processes import foreign_program

T0 = 1477526400
DET, OTHER, NEW = "cspad-0001", "cspad-0002", "cspad-0003"
WHY = ("-m", "because")

WORDS: dict[str, tuple[str, ...]] = {
    "ls": ("ls", DET),
    "tree": ("tree", DET),
    "info": ("info", DET),
    "history": ("history", DET),
    "history --add": ("history", DET, "--add", "lit by the sun"),
    "diff": ("diff", DET, "copy/cspad-0001.h5"),
    "get": ("get", DET, "pedestals", "-t", str(T0)),
    "explain": ("explain", DET, "pedestals", "-t", str(T0)),
    "timeline": ("timeline", DET),
    "create": ("create", NEW, *WHY),
    "add": ("add", DET, "pedestals", "dark.npy", "--begin", str(T0), *WHY),
    "default": ("default", DET, "pedestals", str(T0), "2", *WHY),
    "meta get": ("meta", "get", DET),
    "meta set": ("meta", "set", DET, "key=1", *WHY),
    "meta unset": ("meta", "unset", DET, "alignment", *WHY),
    "meta rename": ("meta", "rename", DET, "alignment", "offset", *WHY),
    "create DET/CTYPE": ("create", f"{DET}/pixel_gain", *WHY),
    "create --begin": ("create", f"{DET}/pedestals", "--begin", "0", "--end", "5", *WHY),
    "ends": ("ends", DET, "pedestals", str(T0), "--begin", "0", *WHY),
    "delete": ("delete", f"{DET}/pedestals/{T0}/1", "--yes", *WHY),
    "restore": ("restore", DET, *WHY),
    "purge": ("purge", DET, "--yes", *WHY),
    "undo": ("undo", DET, *WHY),
    "undo --list": ("undo", DET, "--list"),
    "undo --change": ("undo", DET, "--change", "3", *WHY),
    "push": ("push", DET, "local:else/calib", "--yes", *WHY),
    "pull": ("pull", DET, "local:else/calib", "--yes", *WHY),
    "plan": ("plan", DET, "local:else/calib"),
    "apply": ("apply", "plan.json", "--yes", *WHY),
    "alias ls": ("alias", "ls", "front"),
    "alias add": ("alias", "add", "back", DET, *WHY),
    "alias rm": ("alias", "rm", "front", *WHY),
    "alias resolve": ("alias", "resolve", "front"),
    "links": ("links", DET),
    "links --successor": ("links", DET, "--successor", OTHER, *WHY),
    "access": ("access", DET),
    "check": ("check", "repository/cspad/cspad-0001.h5"),
    "repack": ("repack", DET),
    "import-legacy": ("import-legacy", "legacy", "-c", "repo", "--begin", "0", *WHY),
    "export-text": ("export-text", DET, "texts"),
    "convert": ("convert", DET, "--to", "pscalib", "--yes", *WHY),
}
"""What ends with 0, each on the scene as it is made."""

CHANGING = (
    "history --add", "add", "default", "meta set", "meta unset", "meta rename", "delete",
    "restore", "purge", "create DET/CTYPE", "create --begin", "ends", "undo", "undo --change",
    "alias add", "alias rm", "links --successor", "repack", "convert", "create",
    "import-legacy",
)  # fmt: skip
OPENING = tuple(
    name
    for name in WORDS
    if name not in {"create", "import-legacy", "access"} and not name.startswith("alias")
)


PLANNED = ("plan", DET, "local:else/calib", "-o", "plan.json")


@pytest.fixture
def scene(own_configuration: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with two detectors, a copy of one, a plan, an older directory."""
    home = own_configuration
    monkeypatch.chdir(home)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    with DCStore.create(home / "repository", DET) as cs:
        cs.add_par("alignment", 1.5)
        tsro = cs.add_ctype("pedestals").add_range(T0)
        for number in (1, 2):
            tsro.add_version(T0 + number, np.full((2, 3), number, "f4"))
        cs.add_ctype("geometry").add_range(T0).add_version(T0, "# none\n")
    with cs:
        cs.del_ctype("geometry")
    with DCStore.create(home / "repository", OTHER) as other:
        other.add_par("alignment", 2.5)
    (home / "repository" / "cspad" / "names.als").write_text(f"front {DET}\n")
    (home / "copy").mkdir()
    (home / "else").mkdir()
    cs.save(home / "copy" / f"{DET}.h5")
    np.save(home / "dark.npy", np.zeros((2, 3), "f4"))
    legacy = home / "legacy" / "CsPad::CalibV1" / "CxiDs1.0:Cspad.0" / "pedestals"
    legacy.mkdir(parents=True)
    (legacy / "0-end.data").write_text("1 2\n3 4\n")
    return home


@pytest.fixture
def planned(scene: Path, request: pytest.FixtureRequest) -> Path:
    """Make the plan, too, where it is to be applied."""
    if request.getfixturevalue("name") == "apply":
        real_dcs(*PLANNED)
    return scene


def detector(scene: Path, name: str = DET) -> Path:
    return scene / "repository" / "cspad" / f"{name}.h5"


def run(name: str, *more: str, code: int, plain_user: bool = False) -> Result:
    result = real_dcs(*WORDS[name], *more, code=code, plain_user=plain_user)
    if code:
        assert result.err.strip(), "it has to say why"
    return result


def test_every_verb_is_tried() -> None:
    assert {words[0] for words in WORDS.values()} == set(VERBS)


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("name", WORDS)
def test_0_done(name: str) -> None:
    assert run(name, "--json", code=0).json is not None


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize(
    "words",
    [
        ("diff", DET, OTHER),
        ("diff", DET, OTHER, "--effective"),
        ("links", OTHER),
        ("check", "repository"),
    ],
)
def test_1_different_or_found(words: tuple[str, ...], scene: Path) -> None:
    with DCStore(detector(scene, OTHER)) as cs:
        cs.set_predecessor(DET)
    real_dcs(*words, code=1)


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("name", WORDS)
def test_2_what_can_not_be_understood(name: str) -> None:
    assert "--nonsense" in run(name, "--nonsense", code=2).err


@pytest.mark.parametrize("name", [name for name in WORDS if name not in {"create", "alias add"}])
def test_3_nothing_found(name: str, scene: Path) -> None:
    if name == "import-legacy":
        real_dcs("import-legacy", "nowhere", "-c", "repo", code=3)
    elif name.startswith("alias"):
        (scene / "repository" / "cspad" / "names.als").unlink()
        detector(scene).unlink()
        run(name, code=3)
    else:
        detector(scene).unlink()
        run(name, code=3)


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize("name", [*CHANGING, "push", "pull", "apply"])
def test_4_somebody_else_may(name: str, planned: Path) -> None:
    place = planned / ("else/calib" if name in {"push", "pull", "apply"} else "repository")
    place.mkdir(parents=True, exist_ok=True)
    (place / "access.toml").write_text('[[rule]]\nrole = "admin"\nusers = ["ana"]\n')
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    assert "ana" in run(name, code=4).err
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", [name for name in OPENING if name != "apply"])
def test_4_the_system_forbids_to_look(name: str, scene: Path) -> None:
    detector(scene).chmod(0)
    run(name, code=4, plain_user=True)


def test_4_nothing_may_be_changed_there(scene: Path) -> None:
    detector(scene).chmod(0o444)
    assert "you may not write" in run("access", code=4, plain_user=True).err


@pytest.mark.parametrize(
    "words",
    [
        ("create", OTHER),
        ("add", DET, "pedestals", "dark.npy", "--begin", str(T0), "--produced", str(T0 + 1)),
        ("alias", "add", "front", OTHER, *WHY),
        ("convert", DET, "--to", "pscalib", "-o", "copy/cspad-0001.h5"),
        ("get", DET, "pedestals", "-t", str(T0), "-o", "copy/cspad-0001.h5"),
    ],
)
@pytest.mark.usefixtures("scene")
def test_5_something_else_is_there(words: tuple[str, ...]) -> None:
    assert real_dcs(*words, code=5).err


@pytest.mark.parametrize("name", ["push", "pull", "plan", "apply"])
def test_5_conflicts_of_transfers(name: str, planned: Path) -> None:
    with DCStore.create(planned / "else" / "calib", DET) as cs:
        tsro = cs.add_ctype("pedestals").add_range(T0)
        tsro.add_version(T0 + 1, np.full((2, 3), 99, "f4"))
    run(name, code=5)


@pytest.mark.usefixtures("scene")
def test_5_what_was_purged_can_not_be_taken_back() -> None:
    run("purge", code=0)
    run("undo", code=5)


@pytest.mark.usefixtures("scene")
def test_5_what_was_deleted_can_not_come_back_where_something_else_is(scene: Path) -> None:
    with DCStore(detector(scene)) as cs:
        cs.add_ctype("geometry").add_range(T0).add_version(T0 + 9, "# other\n")
    run("restore", code=5)


@pytest.mark.parametrize("name", OPENING)
def test_6_others_hold_the_file(name: str, scene: Path) -> None:
    if name == "apply":
        real_dcs("push", DET, "local:else/calib", "--yes", "-m", "x")
        with DCStore(detector(scene)) as cs:
            cs.ctypeobj("pedestals").rangeobj(T0).add_version(T0 + 3, np.ones((2, 3), "f4"))
        real_dcs(*PLANNED)
    with foreign_program(detector(scene), "r+"):
        run(name, code=6)


@pytest.mark.parametrize("name", OPENING)
def test_7_a_damaged_file(name: str, planned: Path) -> None:
    detector(planned).write_bytes(b"\x89HDF\r\n\x1a\n" + b"rubbish" * 100)
    run(name, code=7)


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("name", WORDS)
def test_8_nowhere_to_write_the_answer(name: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "dcsgui.cli", *WORDS[name], "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            env=os.environ,
            check=False,
        )
    assert done.returncode == 8
    assert b"no space left" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["add", "push", "convert", "create", "import-legacy"])
def test_8_no_room_for_what_is_to_be_written(name: str, scene: Path) -> None:
    before = {path: path.read_bytes() for path in scene.rglob("*.h5")}
    command = ["bash", "-c", 'ulimit -f 1; trap "" XFSZ; exec "$@"', "-", sys.executable]
    done = subprocess.run(
        [*command, "-m", "dcsgui.cli", *WORDS[name]],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 8, done.stderr
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in scene.rglob("*.h5")} == before
