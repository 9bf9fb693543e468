"""The options of transfers that name single nodes: what is meant, chosen, made the default."""

from __future__ import annotations

from dataclasses import dataclass

import click

from dcsgui.core.actions.answers.plans import Choice, ItemKind, Path, Policy
from dcsgui.core.values.errors import BadValue

__all__ = ["PATH_OPTIONS", "Naming"]

_PATH = "CTYPE[/RANGE[/VERS]]"

_KINDS = (ItemKind.CTYPE, ItemKind.RANGE, ItemKind.VERSION)
"""What paths of one, two and three names are."""

_PREFIXED = (ItemKind.DEFAULT, ItemKind.PARAMETERS)

PATH_OPTIONS = (
    click.option("--only", "nodes", multiple=True, metavar=_PATH, help="Only this, of SRC."),
    click.option("--without", multiple=True, metavar=_PATH, help="Not this, of SRC."),
    click.option(
        "--choose",
        "choices",
        multiple=True,
        metavar="[KIND:]PATH=POLICY",
        help="Another policy for one conflict; KIND is default or parameters. Skip leaves out "
        "what is refused, too.",
    ),
    click.option(
        "--make-default",
        "defaults",
        multiple=True,
        metavar="CTYPE/RANGE/VERS",
        help="Make this version, of SRC, the default of its range of DST.",
    ),
    click.option("--into", metavar="CTYPE/RANGE", help="Put all versions into this range of DST."),
)
"""In the order in which they are listed."""


@dataclass(frozen=True)
class Naming:
    """Reads what the options name in one file.

    Attributes
    ----------
    file : str
        The detector file.
    calib : str or None
        What ``-c`` says.
    """

    file: str
    calib: str | None = None

    def path(self, text: str) -> Path:
        """Find the node of the file that is meant by ``[CTYPE[/RANGE[/VERS]]]``."""
        from dcsgui.cli.where import node_of

        return node_of(f"{self.file}/{text}" if text else self.file, self.calib).path

    def paths(self, texts: tuple[str, ...]) -> tuple[Path, ...]:
        """Find several of them."""
        return tuple(self.path(text) for text in texts)

    def choice(self, text: str) -> Choice:
        """Read ``[KIND:]PATH=POLICY``."""
        where, _equals, policy = text.rpartition("=")
        if policy not in {one.value for one in Policy} or not where:
            listed = ", ".join(one.value for one in Policy)
            raise BadValue(
                f"'{text}' chooses nothing: give a path and a policy ({listed}), as in "
                f"pedestals/100-200=ours or default:pedestals/100-200/1=theirs."
            )
        prefix, colon, rest = where.partition(":")
        prefixed = next((kind for kind in _PREFIXED if colon and kind.value == prefix), None)
        path = self.path(where if prefixed is None else rest)
        if prefixed is None and not path:
            raise BadValue(f"'{text}' chooses nothing: it names no type, range or version.")
        return Choice(path, prefixed or _KINDS[len(path) - 1], Policy(policy))
