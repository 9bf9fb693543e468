"""Configuration of a site and a user: where calibrations and run tables are.

The environment comes first, then the file ``$DCS_CONFIG`` (default ``dcs/config.toml`` in the
user's configuration directory), then the site's usual places::

    repository = "/reg/g/psdm/detector/calib"
    experiments = "/reg/d/psdm/{INS}/{exp}/calib"

    [runs]                                   # run tables: text files "run begin [end]"
    xpptut15 = "/reg/d/psdm/xpp/xpptut15/runs.txt"
    "*" = "/reg/d/psdm/{INS}/{exp}/runs.txt" # any other experiment
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from dcsgui.core.files.small_files import read_small, toml_entries
from dcsgui.core.values.errors import BadValue, shown

REPOSITORY = "/reg/g/psdm/detector/calib"
EXPERIMENTS = "/reg/d/psdm/{INS}/{exp}/calib"

LARGEST = 2**20
"""Bytes of a configuration."""


@dataclass(frozen=True, slots=True)
class Config:
    """Where things are.

    Attributes
    ----------
    repository : Path
        The calib directory of the repository.
    experiments : str
        The calib directory of an experiment, with ``{INS}`` and ``{exp}`` to be filled in.
    runs : dict of str to str
        The run table of each experiment; ``"*"`` for all others.
    """

    repository: Path = Path(REPOSITORY)
    experiments: str = EXPERIMENTS
    runs: dict[str, str] = field(default_factory=dict)

    def run_table(self, experiment: str) -> Path | None:
        """Return the run table of an experiment, None if the configuration names none.

        `BadValue` if its entry has other braces than ``{INS}`` and ``{exp}``.
        """
        pattern = self.runs.get(experiment, self.runs.get("*"))
        return None if pattern is None else _filled("run table", pattern, experiment)

    def calib_of(self, experiment: str) -> Path:
        """Return the calib directory of an experiment; `BadValue` as for a run table."""
        return _filled("directory of experiments", self.experiments, experiment)


def _filled(what: str, pattern: str, experiment: str) -> Path:
    try:
        return Path(pattern.format(INS=experiment[:3].upper(), exp=experiment))
    except (LookupError, ValueError, AttributeError) as error:
        raise BadValue(
            f"The {what} '{pattern}' of the configuration can't be filled in: only {{INS}} "
            f"and {{exp}} may stand in braces."
        ) from error


def config_file() -> Path:
    """Where the configuration file is, or would be."""
    named = os.environ.get("DCS_CONFIG")
    return Path(named) if named else Path(platformdirs.user_config_dir("dcs")) / "config.toml"


def load_config() -> Config:
    """Read the configuration; `BadValue` names a file or an entry that can't be understood."""
    path = config_file()
    entries: dict[str, object] = {}
    if os.path.exists(path) and not os.path.samefile(path, os.devnull):
        try:  # a closed directory has none for us
            entries = toml_entries(read_small(path, LARGEST))
        except BadValue as error:
            raise BadValue(f"The configuration {path} can't be understood: {error}.") from error
    runs = entries.get("runs", {})
    if not isinstance(runs, dict) or not all(isinstance(value, str) for value in runs.values()):
        raise BadValue(f"In {path}, [runs] has to name a file for each experiment.")
    return Config(
        Path(os.environ.get("DCS_REPOSITORY") or _text(entries, "repository", REPOSITORY, path)),
        os.environ.get("DCS_EXPERIMENTS") or _text(entries, "experiments", EXPERIMENTS, path),
        {str(key): str(value) for key, value in runs.items()},
    )


def _text(entries: dict[str, object], key: str, default: str, path: Path) -> str:
    value = entries.get(key, default)
    if not isinstance(value, str) or not value or "\0" in value:
        raise BadValue(f"In {path}, '{key}' has to name a directory, but is {shown(value)}.")
    return value
